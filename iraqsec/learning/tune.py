"""Choosing thresholds and calibration on cross-validated predictions.

A document counts in the choice of thresholds as much as in learning: by its ``weight``.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any

import numpy as np
from attrs import define, evolve
from sklearn.linear_model import LogisticRegression

from iraqsec.events.builder import calibrated
from iraqsec.events.loader import built_in
from iraqsec.events.scorer import Settings
from iraqsec.learning.crossval import Predictions, Prepared, predict
from iraqsec.learning.evaluate import judge_document
from iraqsec.learning.event_models import Weights
from iraqsec.learning.forks import WORKERS, spread
from iraqsec.learning.gold import GoldDocument

_EVENT_GRID = (0.35, 0.375, 0.4, 0.425, 0.45, 0.475, 0.5)
_AS_GOOD = 0.0025
"""The event F1 that a higher threshold may cost: gold documents are denser than what is published, where it gains more."""

_MERGE_GRID = (0.4, 0.45, 0.5, 0.55)
_NO_FILLERS = 2.0  # a threshold that nothing reaches: fillers do not bear on event F1
# With the chance of the event in them. Lower ones would let fillers in that are wrong four times of five.
_ARGUMENT_GRID = (0.2, 0.225, 0.25, 0.275, 0.3, 0.35, 0.4, 0.45, 0.5)


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


def tune_joining(folds: FoldModels) -> Settings:
    """Choose from which chance on mentions are joined: the best event F1 where the likeliest mention of an event decides."""
    middle = Settings(event=_EVENT_GRID[len(_EVENT_GRID) // 2], argument=_NO_FILLERS)
    candidates = [evolve(middle, same_event=value) for value in _MERGE_GRID]
    scores = (event_f1(folds.prepared.documents, found) for found in folds.predict_each(candidates))
    return max(zip(candidates, scores, strict=True), key=itemgetter(1))[0]


def tune(folds: FoldModels, joined: Settings) -> tuple[Settings, Predictions]:
    """Choose the highest threshold of events with nearly the best F1, the best role by role of fillers, then calibrate.

    Return the settings, and the cross-validated predictions with them.
    """
    settings = evolve(joined, event=_event_threshold(folds, joined), argument=0.3)
    settings = evolve(
        settings, argument_by_role=_role_thresholds(folds, evolve(settings, argument=min(_ARGUMENT_GRID)))
    )
    return _calibrated(folds, settings)


def _event_threshold(folds: FoldModels, joined: Settings) -> float:
    found = folds.predict(evolve(joined, event=min(_EVENT_GRID), argument=_NO_FILLERS))

    def f1(threshold: float) -> float:
        over = {name: [e for e in events if e["confidence"] >= threshold] for name, events in found.items()}
        return event_f1(folds.prepared.documents, over)

    scores = {threshold: f1(threshold) for threshold in _EVENT_GRID}
    return max(threshold for threshold, score in scores.items() if score >= max(scores.values()) - _AS_GOOD)


def event_f1(documents: Iterable[GoldDocument], found: Predictions) -> float:
    """Return the F1 of events, 0 to 1, where each document counts by its weight."""
    right = told = 0.0
    for document in documents:
        for judged in judge_document(document, found[document.id]):
            right += document.weight * judged.found
            told += document.weight * ((judged.gold is not None) + (judged.given is not None))
    return 2 * right / told if told else 0.0


def _role_thresholds(folds: FoldModels, generous: Settings) -> dict[str, float]:
    """Choose for each role the threshold with the best F1 of its fillers, given everything over a low threshold."""
    given: dict[str, list[tuple[float, bool, float]]] = {}
    expected: dict[str, float] = {}
    predictions = folds.predict(generous)
    for document in folds.prepared.documents:
        for judged in judge_document(document, predictions[document.id]):
            for filler in judged.gold_fillers:
                expected[filler.role] = expected.get(filler.role, 0) + document.weight
            right = {id(b) for _, b in judged.filler_pairs}
            for filler in judged.given_fillers:
                chance = _chance(judged.given) * _confidence(judged.given, filler)
                given.setdefault(filler.role, []).append((chance, id(filler) in right, document.weight))
    return {role: _best(pairs, expected.get(role, 0)) for role, pairs in sorted(given.items())}


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


def _best(fillers: Sequence[tuple[float, bool, float]], expected: float) -> float:
    """Return the threshold with the best F1 of fillers: chance, whether right, and weight of each."""

    def f1(threshold: float) -> float:
        over = [(right, weight) for chance, right, weight in fillers if chance >= threshold]
        given = sum(weight for _, weight in over)
        return 2 * sum(weight for right, weight in over if right) / (given + expected) if over else 0.0

    return max(_ARGUMENT_GRID, key=f1)


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
