"""Learning which of the events that are proposed stand, on proposals by models that did not see the document."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from iraqsec.events.builder import propose
from iraqsec.events.loader import Frame, built_in
from iraqsec.events.scorer import Models, Settings, score_triggers
from iraqsec.learning.crossval import ALL, Prepared
from iraqsec.learning.design import Binary
from iraqsec.learning.event_models import FITTINGS, Weights, models_of
from iraqsec.learning.examples import Example
from iraqsec.learning.fit import Fitting, fit
from iraqsec.learning.forks import WORKERS, spread
from iraqsec.learning.matching import best_pairs

Row = tuple[Sequence[str], str, bool]
"""The features of a proposed event, its type, and whether a gold event is that event."""

Judged = tuple[float, Sequence[Row]]
"""The weight of an example, and its proposals."""


def learn_verdicts(
    prepared: Prepared,
    stages: Mapping[int, Mapping[str, Weights]],
    settings: Settings,
    fitting: Fitting = FITTINGS["verdict"],
    *,
    workers: int = WORKERS,
) -> dict[int, dict[str, Weights]]:
    """Return the stages of each fold, and of all documents, with the model of verdicts beside them."""
    numbers = sorted(set(prepared.fold.values()))
    rows = dict(zip(numbers, spread(_rows_of_fold, (prepared, stages, settings), numbers, workers), strict=True))
    out = {}
    for fold, weights in stages.items():
        chosen = [row for number in numbers if number != fold or fold == ALL for row in rows[number]]
        out[fold] = {**weights, "verdict": learn_verdict(chosen, fitting)}
    return out


def learn_verdict(examples: Iterable[Judged], fitting: Fitting) -> Weights:
    """Learn which proposals stand, from the rows of each example; types differ in how far their mentions are trusted."""
    binary = Binary()
    for weight, rows in examples:
        binary.begin(weight)
        for features, name, stands in rows:
            encoded = binary.encode(dict.fromkeys(features))
            own = binary.encode(feature for feature in features if feature.startswith("own="))
            binary.add([(encoded, ("*",)), (own, (name,))], int(stands))
    return fit(binary.design(), fitting)


def verdict_rows(example: Example, frames: Mapping[str, Frame], models: Models) -> list[Row]:
    """Return the proposals of an example; as the judge does, at most one of them is a gold event, the likelier ones first."""
    score_triggers(example.scene, models)
    proposed = propose(example.scene, frames, models)
    gold = [(event.type, {t.sentence for t in event.triggers}) for event in example.events]
    weights = [[0.0] * len(proposed) for _ in gold]
    for j, one in enumerate(proposed):
        chance = max(t.probability for t in one.triggers)
        for i, (name, sentences) in enumerate(gold):
            inside = sum(t.sentence in sentences for t in one.triggers)
            if name == one.frame.name and inside and 2 * inside >= len(one.triggers):
                weights[i][j] = 1 + chance
    right = {j for _, j in best_pairs(weights)}
    example.scene.forget()
    return [(one.features, one.frame.name, j in right) for j, one in enumerate(proposed)]


def _rows_of_fold(shared: Any, fold: int) -> list[Judged]:  # noqa: ANN401 - what `learn_verdicts` shares
    prepared, stages, settings = shared
    frames = {frame.name: frame for frame in built_in()}
    models = models_of(stages[fold], settings)
    chosen = [example for example in prepared.learned if prepared.fold[example.document] == fold]
    return [(example.weight, verdict_rows(example, frames, models)) for example in chosen]
