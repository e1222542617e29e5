"""Learning the four models of the event stages from examples."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import frozen

from iraqsec.events.features.arguments import pair_features, role_features
from iraqsec.events.features.coreference import coreference_features
from iraqsec.events.features.status import status_features
from iraqsec.events.features.revision import revision_features
from iraqsec.events.features.triggers import trigger_features
from iraqsec.events.loader import Frame
from iraqsec.events.scorer import Models, Settings, look, may_fill, reachable
from iraqsec.events.types import roles_of
from iraqsec.learning.examples import Example, GoldEvent, label_fillers
from iraqsec.learning.fit import Binary, as_model, fit_classes

Weights = dict[tuple[str, str], float]
_PARTS = 4  # of the documents, for the first looks that the second look learns on
_SPARED = 3  # of the mentions of other sentences that fill nothing, one in so many is learned from, at that weight


@frozen(kw_only=True)
class Strengths:
    """Inverse regularization of each model, chosen by cross-validation."""

    triggers: float = 0.05
    revision: float = 0.05
    arguments: float = 0.1
    coreference: float = 0.3
    status: float = 0.3


def learn(examples: Sequence[Example], frames: Mapping[str, Frame], strengths: Strengths = Strengths()) -> dict[str, Weights]:
    """Fit all four models; return their weights by name."""
    features = [trigger_features(example.scene) for example in examples]
    first = learn_triggers(examples, features, strengths.triggers)
    return {
        "triggers": first,
        "revision": learn_revision(examples, features, strengths),
        "arguments": learn_arguments(examples, frames, strengths.arguments),
        "coreference": learn_coreference(examples, strengths.coreference),
        "status": learn_status(examples, strengths.status),
    }


def models_of(weights: Mapping[str, Weights], settings: Settings) -> Models:
    """Make models of weights as they would be read back."""
    models = {name: as_model(table) for name, table in weights.items()}
    return Models(models["triggers"], models["revision"], models["arguments"], models["coreference"], models["status"], settings)


def learn_triggers(examples: Sequence[Example], features: Sequence[Sequence[Sequence[str]]], c: float) -> Weights:
    """Learn which candidates name events: those that stand for a gold mention do, all others do not."""
    binary = Binary()
    for example, rows in zip(examples, features, strict=True):
        for k, row in enumerate(rows):
            binary.add([(binary.encode(dict.fromkeys(row)), ("*", example.scene.triggers[k].type))], int(k in example.right))
    return binary.fit(c=c)


def learn_revision(examples: Sequence[Example], features: Sequence[Sequence[Sequence[str]]], strengths: Strengths) -> Weights:
    """Learn the second look, on first looks by models that did not see the document."""
    documents = sorted({example.document for example in examples})
    part = {name: k % _PARTS for k, name in enumerate(documents)}
    for k in range(_PARTS):
        seen = [i for i, example in enumerate(examples) if part[example.document] != k]
        model = as_model(learn_triggers([examples[i] for i in seen], [features[i] for i in seen], strengths.triggers))
        for i, example in enumerate(examples):
            if part[example.document] == k:
                look(example.scene, features[i], model)
    both = [
        [[*row, *more] for row, more in zip(features[i], revision_features(example.scene), strict=True)]
        for i, example in enumerate(examples)
    ]
    return learn_triggers(examples, both, strengths.revision)


def learn_coreference(examples: Iterable[Example], c: float) -> Weights:
    """Learn which pairs of mentions of a type speak of one event."""
    binary = Binary()
    for example in examples:
        named = [(t, set(example.right[k])) for k, t in enumerate(example.scene.triggers) if k in example.right]
        for j, (later, later_events) in enumerate(named):
            for earlier, earlier_events in named[:j]:
                if earlier.type != later.type:
                    continue
                same = bool(earlier_events & later_events)
                if earlier.sentence == later.sentence and same:
                    continue  # two words of one mention
                encoded = binary.encode(dict.fromkeys(coreference_features(example.scene, earlier, later)))
                binary.add([(encoded, ("same",))], int(same))
    return binary.fit(c=c)


def learn_status(examples: Iterable[Example], c: float) -> Weights:
    """Learn the status of mentions from that of their events."""
    rows, labels = [], []
    for example in examples:
        for event in example.events:
            for trigger in event.triggers:
                rows.append(status_features(example.scene, trigger))
                labels.append(event.status)
    return fit_classes(rows, labels, c=c)


def learn_arguments(examples: Iterable[Example], frames: Mapping[str, Frame], c: float) -> Weights:
    """Learn which mentions fill which roles of the gold events."""
    binary = Binary()
    for example in examples:
        for event in example.events:
            if event.triggers:
                _add_fillers(binary, example, event, frames[event.type])
    return binary.fit(c=c)


def _add_fillers(binary: Binary, example: Example, event: GoldEvent, frame: Frame) -> None:
    scene, triggers = example.scene, event.triggers
    mentions = reachable(scene, triggers)
    fits = label_fillers(example, event, mentions)
    home = {t.sentence for t in triggers}
    for k, mention in enumerate(mentions):
        weight = 1.0
        if mention.sentence not in home and k not in fits:
            if (mention.start + len(frame.name)) % _SPARED:
                continue
            weight = float(_SPARED)
        block: Any = None
        for role in roles_of(frame.type):
            if not may_fill(frame.type, role, mention):
                continue
            fit = fits.get(k, {}).get(role, 0.0)
            if fit < 0:
                continue
            if block is None:
                block = binary.encode(dict.fromkeys(pair_features(scene, triggers, mention)))
            hints = binary.encode(dict.fromkeys(role_features(scene, triggers, mention, frame.roles[role])))
            outcomes = (role, f"{frame.name}.{role}")
            binary.add([(block, outcomes), (hints, ("*", *outcomes))], int(fit > 0), weight)
