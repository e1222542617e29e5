"""Choosing thresholds and calibration on cross-validated predictions.

Thresholds are chosen on the documents of the highest ``weight``: they are closest to what is to be read, the others teach
what words mean. How often a thing is told, which thresholds hang on, is learned from those that tell it as often as it is.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

import numpy as np
from attrs import define, evolve
from sklearn.linear_model import LogisticRegression

from iraqsec.events.builder import calibrated
from iraqsec.events.loader import built_in
from iraqsec.events.scorer import Settings
from iraqsec.events.types import iter_types, roles_of, value_class
from iraqsec.learning.crossval import Predictions, Prepared, predict
from iraqsec.learning.evaluate import judge_document
from iraqsec.learning.event_models import Weights
from iraqsec.learning.forks import WORKERS, spread
from iraqsec.learning.gold import GoldDocument

_EVENT_GRID = (0.35, 0.375, 0.4, 0.425, 0.45, 0.475, 0.5, 0.525, 0.55)
_AS_GOOD = 0.0025
"""The event F1 that a lower threshold may cost: what is missed takes all its values with it, what is told too much
`min_confidence` turns away."""

_AS_GOOD_VALUES = 0.005
"""The same for fillers that have a value: the curves are flat, and a missed date, place or number is asked for more often than
one too many. What has none keeps the best F1."""

_USUAL = 0.425
_MERGE_GRID = (0.4, 0.45, 0.5, 0.55)
_EVEN = 0.5
_NO_FILLERS = 2.0  # a threshold that nothing reaches: fillers do not bear on event F1
# With the chance of the event in them. Lower ones would let fillers in that are wrong four times of five.
_ARGUMENT_GRID = (0.2, 0.225, 0.25, 0.275, 0.3, 0.325, 0.35, 0.375, 0.4, 0.45, 0.5)

_VALUED = frozenset(role for kind in iter_types() for role in roles_of(kind) if value_class(kind, role))


@define(eq=False)
class FoldModels:
    """The event models of each fold, learned from the other folds."""

    prepared: Prepared
    weights: Mapping[int, Mapping[str, Weights]]

    def predict(self, settings: Settings) -> Predictions:
        """Return cross-validated predictions."""
        return self.predict_each([settings])[0]

    def predict_each(self, settings: Sequence[Settings], *, workers: int = WORKERS) -> list[Predictions]:
        """Return cross-validated predictions for each of some settings; a process does one fold after the other."""
        folds = spread(_predict, (self, settings), sorted(set(self.prepared.fold.values())), workers)
        out: list[Predictions] = [{d.id: [] for d in self.prepared.documents} for _ in settings]
        for fold in folds:
            for all_found, found in zip(out, fold, strict=True):
                all_found.update(found)
        return out


def _predict(shared: tuple[FoldModels, Sequence[Settings]], fold: int) -> list[Predictions]:
    folds, settings = shared
    frames = {frame.name: frame for frame in built_in()}
    return predict(folds.prepared, folds.weights[fold], settings, frames, only=fold)


def closest(prepared: Prepared) -> Prepared:
    """Return the documents of the highest weight, alone: those that thresholds are chosen on."""
    most = max((document.weight for document in prepared.documents), default=1.0)
    documents = [document for document in prepared.documents if document.weight == most]
    names = {document.id for document in documents}
    chosen = [example for example in prepared.examples if example.document in names]
    return evolve(prepared, documents=documents, examples=chosen, fragments=[])


def tune_joining(folds: FoldModels) -> Settings:
    """Choose from which chance on mentions are joined: nearly the best event F1 where the likeliest mention decides.

    The curve is flat; of those that are as good the one nearest to an even chance is taken.
    """
    folds = evolve(folds, prepared=closest(folds.prepared))
    middle = Settings(event=_USUAL, argument=_NO_FILLERS, valued=_NO_FILLERS)
    candidates = [evolve(middle, same_event=value) for value in _MERGE_GRID]
    scores = [event_f1(folds.prepared.documents, found) for found in folds.predict_each(candidates)]
    good = [one for one, score in zip(candidates, scores, strict=True) if score >= max(scores) - _AS_GOOD]
    return min(good, key=lambda one: abs(one.same_event - _EVEN))


def tune(folds: FoldModels, joined: Settings) -> tuple[Settings, Predictions]:
    """Choose the lowest thresholds with nearly the best F1, of events and of fillers with a value and without, then calibrate.

    Return the settings, and the cross-validated predictions with them. Chosen on half of the documents and judged by the other
    half, one threshold for each role was no better than one for all roles of a kind, and changed with the half.
    """
    judged = evolve(folds, prepared=closest(folds.prepared))
    settings = evolve(joined, event=_event_threshold(judged, joined))
    least = min(_ARGUMENT_GRID)
    argument, valued = _filler_thresholds(judged, evolve(settings, argument=least, valued=least))
    settings = evolve(settings, argument=argument, valued=valued)
    return _calibrated(folds, settings)


def _event_threshold(folds: FoldModels, joined: Settings) -> float:
    found = folds.predict(evolve(joined, event=min(_EVENT_GRID), argument=_NO_FILLERS, valued=_NO_FILLERS))

    def f1(threshold: float) -> float:
        over = {name: [e for e in events if e["confidence"] >= threshold] for name, events in found.items()}
        return event_f1(folds.prepared.documents, over)

    scores = {threshold: f1(threshold) for threshold in _EVENT_GRID}
    return _lowest(scores, _AS_GOOD)


def event_f1(documents: Iterable[GoldDocument], found: Predictions) -> float:
    """Return the F1 of events, 0 to 1."""
    right = told = 0
    for document in documents:
        for judged in judge_document(document, found[document.id]):
            right += judged.found
            told += (judged.gold is not None) + (judged.given is not None)
    return 2 * right / told if told else 0.0


def _filler_thresholds(folds: FoldModels, generous: Settings) -> tuple[float, float]:
    """Choose the thresholds with the best F1 of fillers without a value and with one, given all over a low threshold."""
    given: dict[bool, list[tuple[float, bool]]] = {False: [], True: []}
    expected = {False: 0, True: 0}
    predictions = folds.predict(generous)
    for document in folds.prepared.documents:
        for judged in judge_document(document, predictions[document.id]):
            for filler in judged.gold_fillers:
                expected[filler.role in _VALUED] += 1
            right = {id(b) for _, b in judged.filler_pairs}
            for filler in judged.given_fillers:
                chance = _chance(judged.given) * _confidence(judged.given, filler)
                given[filler.role in _VALUED].append((chance, id(filler) in right))
    return (
        filler_threshold(given[False], expected[False]),
        filler_threshold(given[True], expected[True], as_good=_AS_GOOD_VALUES),
    )


def filler_threshold(fillers: Sequence[tuple[float, bool]], expected: int, *, as_good: float = 0.0) -> float:
    """Return the lowest threshold whose F1 is the best but for ``as_good``.

    ``fillers`` holds the chance of each filler and whether it is right, ``expected`` counts the gold fillers.
    """

    def f1(threshold: float) -> float:
        over = [right for chance, right in fillers if chance >= threshold]
        return 2 * sum(over) / (len(over) + expected) if over else 0.0

    return _lowest({threshold: f1(threshold) for threshold in _ARGUMENT_GRID}, as_good)


def _chance(event: Mapping[str, Any] | None) -> float:
    return event["confidence"] if event else 0.0


def _confidence(event: Mapping[str, Any] | None, filler: Any) -> float:  # noqa: ANN401 - the judge's filler
    arguments: Sequence[Mapping[str, Any]] = event["arguments"] if event else ()
    return max(
        (
            a["confidence"]
            for a in arguments
            if (a["role"], a["start"], a["end"]) == (filler.role, filler.start, filler.end)
        ),
        default=0.0,
    )


def _lowest(scores: Mapping[float, float], as_good: float) -> float:
    """Return the lowest threshold whose score is the best but for ``as_good``."""
    return min(threshold for threshold, score in scores.items() if score >= max(scores.values()) - as_good)


def _calibrated(folds: FoldModels, settings: Settings) -> tuple[Settings, Predictions]:
    """Fit Platt scaling of the events' and the fillers' probabilities on what the judge says of them."""
    predictions = folds.predict(settings)
    events: list[tuple[float, bool]] = []
    fillers: list[tuple[float, bool]] = []
    for document in folds.prepared.documents:
        for judged in judge_document(document, predictions[document.id]):
            if judged.given is None:
                continue
            events.append((judged.given["confidence"], judged.gold is not None))
            right = {id(b) for _, b in judged.filler_pairs}
            fillers += [(_confidence(judged.given, f), id(f) in right) for f in judged.given_fillers]
    of_events, of_fillers = platt(events), platt(fillers)
    for event in chain.from_iterable(predictions.values()):
        event["confidence"] = calibrated(event["confidence"], of_events)
        for argument in event["arguments"]:
            argument["confidence"] = calibrated(argument["confidence"], of_fillers)
    return evolve(settings, calibration=of_events, argument_calibration=of_fillers), predictions


def platt(pairs: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Return slope and offset of the log-odds that fit outcomes best; nothing is changed where all have one outcome."""
    if len({right for _, right in pairs}) < 2:  # noqa: PLR2004 - right and wrong
        return 1.0, 0.0
    chances = np.clip(np.array([chance for chance, _ in pairs]), 1e-4, 1 - 1e-4)
    odds = np.log(chances / (1 - chances)).reshape(-1, 1)
    model = LogisticRegression(C=1e6).fit(odds, np.array([right for _, right in pairs]))
    return round(float(model.coef_[0][0]), 3), round(float(model.intercept_[0]), 3)


def calibration_error(pairs: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Return the expected calibration error: the mean gap between confidence and accuracy over equal-width bins.

    Naeini, Cooper and Hauskrecht (2015).
    """
    error = 0.0
    for k in range(bins):
        inside = [(c, r) for c, r in pairs if k / bins <= c < (k + 1) / bins or (k == bins - 1 and c == 1)]
        if inside:
            gap = abs(sum(c for c, _ in inside) - sum(r for _, r in inside))
            error += gap / len(pairs)
    return error
