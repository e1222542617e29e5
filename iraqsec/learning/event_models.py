"""What the models of the event stages learn from: rows of features with right answers, made of examples."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from iraqsec.events.candidates import Scene
from iraqsec.events.features.arguments import mention_features, role_features
from iraqsec.events.features.coreference import coreference_features
from iraqsec.events.features.filler_revision import FirstLooks
from iraqsec.events.features.relations import nearest_trigger, relation_features
from iraqsec.events.features.revision import revision_features
from iraqsec.events.features.status import status_features
from iraqsec.events.filler_scorer import Filler, FirstLook, looked, may_fill, reachable
from iraqsec.events.loader import Frame
from iraqsec.events.matcher import Trigger
from iraqsec.events.model import LogLinear
from iraqsec.events.readings import Readings
from iraqsec.events.scorer import MODELS, Models, Settings
from iraqsec.events.types import roles_of
from iraqsec.learning.design import Binary, Design
from iraqsec.learning.examples import Example, GoldEvent, label_fillers
from iraqsec.learning.fit import Fitting, as_model

Weights = dict[tuple[str, str], float]
_PASSES = 0.3
"""The probability from which a word beside a gold mention might be taken for another mention."""

_INEXACT = 0.25
"""How much a mention counts, as a wrong one, that the judge would let pass though another reading of it fits clearly better:
so the better one is the likelier, and what is given has the extent that the annotators gave it."""

_SPARED, _SPARED_AT_HOME = 4, 2
"""Of the mentions of other sentences, and of the noun phrases of the same one, that fill nothing, one in so many is learned
from, at that weight."""


FITTINGS: Mapping[str, Fitting] = {
    "triggers": Fitting(0.15, 0.04),
    "revision": Fitting(0.03, 0.02),
    "arguments": Fitting(0.1),
    "argument_revision": Fitting(0.05, 0.03),
    "coreference": Fitting(0.05, 0.02),
    "verdict": Fitting(0.02, 0.01),
    "status": Fitting(0.15, 0.03),
}
"""How each model is fitted, chosen by cross-validation; what is left out costs little and is most of what would be loaded."""


def models_of(weights: Mapping[str, Weights], settings: Settings) -> Models:
    """Make models of weights as they would be read back; those that were not learned so far are empty."""
    return Models(**{name: as_model(weights.get(name, {})) for name in MODELS}, settings=settings)


Rows = Sequence[Sequence[str]]
"""The features of the candidates of one example."""


def trigger_design(examples: Sequence[Example], features: Iterable[Rows]) -> Design:
    """Return which candidates name events: those that stand for a gold mention do, those of other sentences or types do not.

    The gold data mark one mention a sentence and event: other words of its type beside it may name it as well, and
    teach nothing.
    """
    binary = Binary()
    for example, rows in zip(examples, features, strict=True):
        binary.begin(example.weight)
        triggers = example.scene.triggers
        told = {(triggers[k].sentence, triggers[k].type) for k in example.right}
        for k, row in enumerate(rows):
            trigger = triggers[k]
            if k in example.right or (trigger.sentence, trigger.type) not in told:
                encoded = binary.encode(dict.fromkeys(row))
                binary.add([(encoded, ("*", trigger.type))], int(k in example.right))
        example.scene.forget()
    return binary.design()


def second_rows(scene: Scene, rows: Rows) -> Rows:
    """Return the features of the second look, given the first probabilities that the candidates carry."""
    return [[*row, *more] for row, more in zip(rows, revision_features(scene), strict=True)]


Pair = tuple[Sequence[str], bool]
"""The features of two mentions of a type, and whether they speak of one event."""


def coreference_pairs(
    example: Example, frames: Mapping[str, Frame], arguments: LogLinear, status: LogLinear
) -> list[Pair]:
    """Return the pairs of mentions of an example, read by models that did not see the document."""
    scene = example.scene
    readings = Readings(scene, frames, FirstLook(scene, arguments), status)
    named = _named(example)
    pairs: list[Pair] = []
    for j, (later, later_events, later_is_gold) in enumerate(named):
        for earlier, earlier_events, earlier_is_gold in named[:j]:
            same = bool(earlier_events & later_events)
            words_of_one = same and earlier.sentence == later.sentence and earlier_is_gold and later_is_gold
            if earlier.type == later.type and not words_of_one and earlier_is_gold | later_is_gold:
                read = readings.of(earlier), readings.of(later)
                pairs.append((coreference_features(scene, earlier, later, read), same))
    return pairs


def _named(example: Example) -> list[tuple[Trigger, set[int], bool]]:
    """Return the gold mentions in text order, the numbers of their events, and among them what may pass for a mention.

    The gold data mark one mention a sentence and event; other likely words of the sentence, if it tells of one event of
    their type only, speak of that event too, and are to be joined with it.
    """
    scene = example.scene
    gold = [(t, set(example.right[k]), True) for k, t in enumerate(scene.triggers) if k in example.right]
    beside: dict[tuple[int, str], set[int]] = {}
    for trigger, events, _ in gold:
        beside.setdefault((trigger.sentence, trigger.type), set()).update(events)
    others = [
        (t, beside[t.sentence, t.type], False)
        for k, t in enumerate(scene.triggers)
        if k not in example.right
        and t.probability > _PASSES
        and len(beside.get((t.sentence, t.type), ())) == 1
        and all(t.last <= g.first or g.last <= t.first for g, _, _ in gold if g.sentence == t.sentence)
    ]
    return sorted(gold + others, key=lambda one: (one[0].sentence, one[0].first))


def coreference_design(pairs: Iterable[tuple[Example, Sequence[Pair]]]) -> Design:
    """Return which pairs of mentions of a type speak of one event, given the pairs of each example."""
    binary = Binary()
    for example, found in pairs:
        binary.begin(example.weight)
        for features, same in found:
            binary.add([(binary.encode(dict.fromkeys(features)), ("same",))], int(same))
        example.scene.forget()
    return binary.design()


StatusRow = tuple[list[str], str, int, float]
"""The features of a mention, the status of its event, the number of the example and its weight."""


def status_rows(examples: Iterable[Example]) -> list[StatusRow]:
    """Return the mentions of gold events with the status of their events."""
    return [
        (status_features(example.scene, trigger), event.status, number, example.weight)
        for number, example in enumerate(examples)
        for event in example.events
        for trigger in event.triggers
    ]


def argument_design(examples: Iterable[Example], frames: Mapping[str, Frame]) -> Design:
    """Return which mentions fill which roles of the gold events."""
    binary = Binary()
    for example in examples:
        binary.begin(example.weight)
        for event in example.events:
            if event.triggers:
                _add_fillers(binary, example, event, frames[event.type])
        example.scene.forget()
    return binary.design()


def _add_fillers(binary: Binary, example: Example, event: GoldEvent, frame: Frame) -> None:
    """Add a row for each role that a mention may fill; the first look knows roles only, not types."""
    scene, triggers = example.scene, event.triggers
    mentions = reachable(scene, triggers)
    fits = label_fillers(example, event, mentions)
    home = {t.sentence for t in triggers}
    for k, mention in enumerate(mentions):
        weight = 1.0
        if k not in fits:
            spared = _SPARED if mention.sentence not in home else _SPARED_AT_HOME if mention.label == "phrase" else 1
            if (mention.start + len(frame.name)) % spared:
                continue
            weight = float(spared)
        block: Any = None
        trigger = nearest_trigger(mention, triggers)
        for role in roles_of(frame.type):
            if not may_fill(frame.type, role, mention):
                continue
            fit = fits.get(k, {}).get(role, 0.0)
            if block is None:
                relation = relation_features(scene, triggers, trigger, mention)
                block = binary.encode(dict.fromkeys([*mention_features(scene, mention), *relation]))
            hints = binary.encode(dict.fromkeys(role_features(scene, trigger, mention, frame.roles[role])))
            binary.add([(block, (role,)), (hints, ("*", role))], int(fit > 0), _INEXACT if fit < 0 else weight)


def first_fillers(
    example: Example, frames: Mapping[str, Frame], model: LogLinear
) -> list[tuple[GoldEvent, list[Filler]]]:
    """Take the first look at the roles of the gold events of an example."""
    look = FirstLook(example.scene, model)
    return [(event, look.fillers(frames[event.type], event.triggers)) for event in example.events if event.triggers]


def argument_revision_design(first: Iterable[tuple[Example, Sequence[tuple[GoldEvent, Sequence[Filler]]]]]) -> Design:
    """Return the second look at fillers, given first looks by models that did not see the document."""
    binary = Binary()
    for example, events in first:
        binary.begin(example.weight)
        looks = FirstLooks(example.scene, [looked(event.type, event.triggers, found) for event, found in events])
        for number, (event, fillers) in enumerate(events):
            mentions = [filler.mention for filler in fillers]
            fits = label_fillers(example, event, mentions)
            for k, filler in enumerate(fillers):
                fit = fits.get(k, {}).get(filler.role, 0.0)
                fired = (*filler.features, *looks.features(number, filler.role, filler.mention, filler.probability))
                outcomes = ("*", filler.role, f"{event.type}.{filler.role}")
                weight = _INEXACT if fit < 0 else 1.0
                binary.add([(binary.encode(dict.fromkeys(fired)), outcomes)], int(fit > 0), weight)
        example.scene.forget()
    return binary.design()
