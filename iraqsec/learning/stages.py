"""Learning the event models stage by stage, each on what the stage before says of documents that it did not see.

The same folds serve all stages: a stage's model of a fold learns on the other folds, and gives its fold the probabilities
on which the next stage learns. What ships learns the same way on all documents.
"""

from collections.abc import Mapping, Sequence

from attrs import define

from iraqsec.events.features.triggers import trigger_features
from iraqsec.events.loader import built_in
from iraqsec.events.model import LogLinear
from iraqsec.events.scorer import look
from iraqsec.learning.crossval import ALL, Prepared
from iraqsec.learning.design import Design
from iraqsec.learning.event_models import (
    FITTINGS,
    StatusRow,
    Weights,
    argument_design,
    argument_revision_design,
    coreference_design,
    coreference_pairs,
    first_fillers,
    second_rows,
    status_rows,
    trigger_design,
)
from iraqsec.learning.fit import Fitting, as_model, fit, fit_classes
from iraqsec.learning.forks import WORKERS, spread


@define(eq=False)
class _Task:
    """What forked workers share: what is learned from, and the fold of each example."""

    data: Design | Sequence[StatusRow]
    folds: Sequence[int]
    fitting: Fitting


def learn_stages(
    prepared: Prepared, fittings: Mapping[str, Fitting] = FITTINGS, *, workers: int = WORKERS
) -> dict[int, dict[str, Weights]]:
    """Learn all event models for each fold and for all documents; return the weights by fold (`ALL` is what ships)."""
    examples = prepared.learned
    folds = [prepared.fold[example.document] for example in examples]
    numbers = [ALL, *sorted(set(folds))]  # the longest first: workers end together
    frames = {frame.name: frame for frame in built_in()}
    out: dict[int, dict[str, Weights]] = {number: {} for number in numbers}

    def learn(name: str, data: Design | Sequence[StatusRow]) -> list[LogLinear]:
        """Learn a model for each fold; return those that did not see the document, example by example."""
        found = spread(_learn, _Task(data, folds, fittings[name]), numbers, workers)
        for number, weights in zip(numbers, found, strict=True):
            out[number][name] = weights
        models = {number: as_model(out[number][name]) for number in numbers if number != ALL}
        return [models[fold] for fold in folds]

    # Memory: features are asked for again, one document at a time, and not kept; they are most of what a training would hold.
    first_looks = learn("triggers", trigger_design(examples, (trigger_features(e.scene) for e in examples)))
    for example, model in zip(examples, first_looks, strict=True):
        look(example.scene, trigger_features(example.scene), model)
        example.scene.forget()
    learn("revision", trigger_design(examples, (second_rows(e.scene, trigger_features(e.scene)) for e in examples)))
    looks = learn("arguments", argument_design(examples, frames))
    statuses = learn("status", status_rows(examples))
    read = zip(examples, looks, strict=True)
    learn(
        "argument_revision",
        argument_revision_design((example, first_fillers(example, frames, model)) for example, model in read),
    )
    understood = zip(examples, looks, statuses, strict=True)
    learn(
        "coreference",
        coreference_design((example, coreference_pairs(example, frames, *models)) for example, *models in understood),
    )
    return out


def _learn(task: _Task, fold: int) -> Weights:
    """Learn a model from the examples of the other folds."""
    if isinstance(task.data, Design):
        chosen = task.data if fold == ALL else task.data.of([f != fold for f in task.folds])
        return fit(chosen, task.fitting)
    rows = [row for row in task.data if task.folds[row[2]] != fold]
    features, labels, articles, weights = zip(*rows, strict=True) if rows else ((), (), (), ())
    return fit_classes(features, labels, articles, task.fitting, weights=weights)
