"""Learning the event models stage by stage, each on what the stage before says of documents that it did not see.

The same folds serve all stages: a stage's model of a fold learns on the other folds, and gives its fold the probabilities
on which the next stage learns. What ships learns the same way on all documents.
"""

from collections.abc import Mapping
from typing import Any

from attrs import define

from iraqsec.events.features.triggers import trigger_features
from iraqsec.events.loader import Frame, built_in
from iraqsec.events.scorer import look
from iraqsec.learning.crossval import Prepared
from iraqsec.learning.event_models import (
    FITTINGS,
    Pair,
    Rows,
    Weights,
    coreference_pairs,
    first_fillers,
    learn_argument_revision,
    learn_arguments,
    learn_coreference,
    learn_status,
    learn_triggers,
    second_rows,
)
from iraqsec.learning.examples import Example
from iraqsec.learning.fit import Fitting, as_model
from iraqsec.learning.forks import WORKERS, spread

ALL = -1
"""The number of the "fold" that learns on every document: what ships."""


@define(eq=False)
class _Task:
    """What forked workers share: examples, their features, and how models are fitted."""

    examples: list[Example]
    folds: list[int]
    fittings: Mapping[str, Fitting]
    frames: Mapping[str, Frame]
    rows: list[Rows]
    fillers: list[Any]
    pairs: list[list[Pair]]

    def chosen(self, fold: int) -> list[int]:
        """Return the numbers of the examples that a fold's models learn on."""
        return [i for i, f in enumerate(self.folds) if f != fold]


def learn_stages(
    prepared: Prepared, fittings: Mapping[str, Fitting] = FITTINGS, *, workers: int = WORKERS
) -> dict[int, dict[str, Weights]]:
    """Learn all event models for each fold and for all documents; return the weights by fold (`ALL` is what ships)."""
    examples = prepared.examples
    folds = [prepared.fold[example.document] for example in examples]
    frames = {frame.name: frame for frame in built_in()}
    task = _Task(examples, folds, fittings, frames, [trigger_features(e.scene) for e in examples], [], [])
    numbers = [*sorted(set(folds)), ALL]
    first = dict(zip(numbers, spread(_triggers, task, numbers, workers), strict=True))
    seen = {fold: as_model(first[fold]) for fold in sorted(set(folds))}
    for i, example in enumerate(examples):
        look(example.scene, task.rows[i], seen[folds[i]])
    task.rows = second_rows(examples, task.rows)
    revision = spread(_revision, task, numbers, workers)
    task.rows = []  # memory: these are not needed again
    rest = {
        fold: {"revision": learned, **found}
        for fold, learned, found in zip(numbers, revision, spread(_rest, task, numbers, workers), strict=True)
    }
    looks = {fold: as_model(rest[fold]["arguments"]) for fold in sorted(set(folds))}
    statuses = {fold: as_model(rest[fold]["status"]) for fold in sorted(set(folds))}
    task.fillers = [(e, first_fillers(e, frames, looks[folds[i]])) for i, e in enumerate(examples)]
    task.pairs = [coreference_pairs(e, frames, looks[folds[i]], statuses[folds[i]]) for i, e in enumerate(examples)]
    last = dict(zip(numbers, spread(_last, task, numbers, workers), strict=True))
    return {fold: {"triggers": first[fold], **rest[fold], **last[fold]} for fold in numbers}


def _triggers(task: _Task, fold: int) -> Weights:
    chosen = task.chosen(fold)
    return learn_triggers([task.examples[i] for i in chosen], [task.rows[i] for i in chosen], task.fittings["triggers"])


def _revision(task: _Task, fold: int) -> Weights:
    chosen = task.chosen(fold)
    rows = [task.rows[i] for i in chosen]
    return learn_triggers([task.examples[i] for i in chosen], rows, task.fittings["revision"])


def _rest(task: _Task, fold: int) -> dict[str, Weights]:
    examples = [task.examples[i] for i in task.chosen(fold)]
    return {
        "arguments": learn_arguments(examples, task.frames, task.fittings["arguments"]),
        "status": learn_status(examples, task.fittings["status"]),
    }


def _last(task: _Task, fold: int) -> dict[str, Weights]:
    chosen = task.chosen(fold)
    return {
        "argument_revision": learn_argument_revision(
            [task.fillers[i] for i in chosen], task.fittings["argument_revision"]
        ),
        "coreference": learn_coreference([task.pairs[i] for i in chosen], task.fittings["coreference"]),
    }
