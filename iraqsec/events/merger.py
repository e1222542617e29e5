"""Mentions -> events: mentions of one type that speak of one happening become one event."""

from collections.abc import Sequence

from iraqsec.events.candidates import Scene
from iraqsec.events.features.coreference import coreference_features
from iraqsec.events.matcher import Trigger
from iraqsec.events.model import logistic
from iraqsec.events.scorer import Models


def merge(scene: Scene, triggers: Sequence[Trigger], models: Models) -> list[list[Trigger]]:
    """Group triggers (in text order) into events, in the order of their first mentions.

    Each mention joins the event of its type with which its mean probability of being the same is highest, if that reaches
    the threshold; else it begins an event of its own. Only the likeliest mention of a sentence is kept.
    """
    events: list[list[Trigger]] = []
    for trigger in triggers:
        if _taken_up(scene, trigger, triggers):
            continue
        best, chance = None, models.settings.same_event
        for event in events:
            if event[0].type != trigger.type:
                continue
            likeness = [_same(scene, other, trigger, models) for other in event[-4:]]
            mean = sum(likeness) / len(likeness)
            if mean >= chance:
                best, chance = event, mean
        if best is None:
            events.append([trigger])
        else:
            best.append(trigger)
    return [_one_a_sentence(event) for event in events]


def _taken_up(scene: Scene, trigger: Trigger, triggers: Sequence[Trigger]) -> bool:
    """Tell whether a trigger only takes up a likelier one of its sentence and type: "received him … during the meeting"."""
    sentence = scene.sentences[trigger.sentence]
    form = sentence.tokens[trigger.first].word.form
    before = sentence.tokens[trigger.first - 1].word.tags if trigger.first else frozenset()
    named = form.startswith("ال") or form[1:3] == "ال" or "definite" in before
    if trigger.strength != "anaphor" and not (trigger.pos == "noun" and named):
        return False
    return any(
        other is not trigger
        and other.sentence == trigger.sentence
        and other.type == trigger.type
        and other.probability >= trigger.probability
        for other in triggers
    )


def _same(scene: Scene, earlier: Trigger, later: Trigger, models: Models) -> float:
    features = coreference_features(scene, earlier, later)
    return logistic(models.coreference.scores(features, ("same",))["same"])


def _one_a_sentence(event: Sequence[Trigger]) -> list[Trigger]:
    best: dict[int, Trigger] = {}
    for trigger in event:
        old = best.get(trigger.sentence)
        if old is None or trigger.probability > old.probability:
            best[trigger.sentence] = trigger
    return [best[index] for index in sorted(best)]
