"""The status of an event: completed, ongoing, planned, proposed or negated, from the cues around its mentions."""

import math
from collections.abc import Sequence

from iraqsec.document import EntityMention
from iraqsec.events.candidates import Scene
from iraqsec.events.features.status import status_features
from iraqsec.events.features.surroundings import cues_of
from iraqsec.events.filler_scorer import Filler
from iraqsec.events.matcher import Trigger
from iraqsec.events.model import softmax
from iraqsec.events.scorer import Models
from iraqsec.events.types import STATUSES
from iraqsec.languages.base import word_lists
from iraqsec.values import Period


def decide(
    scene: Scene, triggers: Sequence[Trigger], fillers: Sequence[Filler], models: Models
) -> tuple[str, list[tuple[str, float]]]:
    """Return the likeliest status of an event and the features that spoke for it.

    The mentions' log-probabilities are added, those of anaphors ("the step") at half weight: they seldom show status. What
    has a time that lies ahead is not completed, unless that it is completed is surer than that the time is its own.
    """
    totals = dict.fromkeys(STATUSES, 0.0)
    first: list[str] = []
    for trigger in triggers:
        features = status_features(scene, trigger)
        first = first or features
        chances = softmax(models.status.scores(features, STATUSES))
        weight = 0.5 if trigger.strength == "anaphor" else 1.0
        for status, chance in chances.items():
            totals[status] += weight * math.log(max(chance, 1e-9))
    if triggers and all(
        _denies_a_purpose(scene, trigger) or _is_told_of(scene, trigger) or _denies_an_adjective(scene, trigger)
        for trigger in triggers
    ):
        totals["negated"] = -math.inf
    if triggers and all(_is_aim(scene, trigger) for trigger in triggers):
        totals["completed"] = -math.inf
        if all(_DENIALS.isdisjoint(cues_of(token)) for t in triggers for token in scene.sentences[t.sentence].tokens):
            totals["negated"] = -math.inf
    if triggers and all(_is_foiled(scene, trigger) for trigger in triggers):
        totals["completed"] = -math.inf
    if triggers and all(_is_removal(scene, trigger) or _was_held(scene, trigger) for trigger in triggers):
        totals["planned"] = -math.inf
    ahead = max((f.probability for f in fillers if lies_ahead(scene, f)), default=0.0)
    if ahead and ahead > softmax(totals)["completed"]:
        totals["completed"] = -math.inf
    best = max(STATUSES, key=lambda status: totals[status])
    return best, models.status.reasons(first, best)


def lies_ahead(scene: Scene, filler: Filler) -> bool:
    """Tell whether a filler is a time later than the text: by its value, or by its words where no day of publication is known.

    6 of 4,200 gold events with such a time are completed.
    """
    time = filler.mention
    if filler.role != "time":
        return False
    if scene.published is None:
        return _says_ahead(scene, time)
    period = time.value
    if not isinstance(period, Period) or period.start is None or is_nearest(scene, time):
        return False
    return period.start > scene.published


def is_nearest(scene: Scene, time: EntityMention) -> bool:
    """Tell whether a time was read as the nearest of its name: a date without its year, a weekday without its week."""
    return "yearless" in time.classes or (time.found_by == _WEEKDAY and not _says_ahead(scene, time))


def _says_ahead(scene: Scene, time: EntityMention) -> bool:
    """Tell whether a word of a time says so: "next week", but not "the next day", which follows what was told."""
    future = word_lists(scene.language.code, "future")
    ahead, following = future["words"], future["following"]
    tokens = scene.sentences[time.sentence].tokens
    return any(
        tokens[at].word.form in ahead and not (at and f"{tokens[at - 1].word.form} {tokens[at].word.form}" in following)
        for at in range(time.first, time.last)
    )


def _denies_a_purpose(scene: Scene, trigger: Trigger) -> bool:
    """Tell whether all that a sentence denies is what the event is to prevent: "من أجل عدم السماح بالتقدم أرسلت الوزارة"."""
    purpose = word_lists(scene.language.code, "purpose")
    openers, denied = purpose["openers"], purpose["denials"]
    tokens = scene.sentences[trigger.sentence].tokens
    prevented = {
        at
        for at in range(1, len(tokens))
        if tokens[at].word.form in denied
        and tokens[at - 1].word.form in openers
        and not 0 < trigger.first - at <= _DENIED
    }
    others = (at for at, token in enumerate(tokens) if not _DENIALS.isdisjoint(cues_of(token)))
    # "أجل" is also "postponed": of "من أجل عدم" both words count as one denial
    return bool(prevented) and all(at in prevented or at + 1 in prevented for at in others)


def _denies_an_adjective(scene: Scene, trigger: Trigger) -> bool:
    """Tell whether all that a sentence denies is an adjective: "تكليف غير رسمي".

    Of 355 gold events whose sentence denies nothing else 22 are negated; behind 12 of them stands what is listed.
    """
    unlike = word_lists(scene.language.code, "unlike")
    tokens = scene.sentences[trigger.sentence].tokens
    denials = [at for at, token in enumerate(tokens) if not _DENIALS.isdisjoint(cues_of(token))]
    return bool(denials) and all(
        tokens[at].word.form in unlike["words"]
        and not unlike["denying"].intersection(t.word.form for t in tokens[at + 1 : at + 2])
        for at in denials
    )


def _is_told_of(scene: Scene, trigger: Trigger) -> bool:
    """Tell whether "عن" behind a verb of telling leads to what happened, and nothing before it is a denial.

    Beside "تراجع عن" and "امتنع عن" the model had come to take "أعلنت الوزارة عن نصب الكاميرات" for a denial.
    """
    telling = word_lists(scene.language.code, "telling")
    verbs, particles, turns = telling["verbs"], telling["particles"], telling["turns"]
    tokens = scene.sentences[trigger.sentence].tokens[: trigger.last]
    particle = next((at for at in reversed(range(trigger.first)) if tokens[at].word.form in particles), 0)
    if not any(token.word.form in verbs for token in tokens[:particle]):
        return False
    if not turns.isdisjoint(key for key, *_ in tokens[particle - 1].word.keys):
        return False
    return all(_DENIALS.isdisjoint(cues_of(token)) for token in tokens)


def _is_aim(scene: Scene, trigger: Trigger) -> bool:
    """Tell whether a trigger is what something is done for: "طوق أمني للقبض على المتورطين"."""
    purpose = word_lists(scene.language.code, "purpose")
    tokens = scene.sentences[trigger.sentence].tokens
    word = tokens[trigger.first].word
    if word.stem not in purpose["aims"] or not word.proclitics.startswith("ل"):
        return False
    if trigger.first and tokens[trigger.first - 1].word.form in purpose["undergone"]:
        return False
    return not any(_is_reached(scene, other) for other in scene.triggers if _is_behind(other, trigger))


def _is_foiled(scene: Scene, trigger: Trigger) -> bool:
    """Tell who was caught at it: "who was planting a bomb", "while trying to plant it". Both gold ones are negated."""
    deeds = word_lists(scene.language.code, "deeds")
    tokens = scene.sentences[trigger.sentence].tokens
    before = tokens[max(0, trigger.first - 1) : trigger.first]
    return tokens[trigger.first].word.form in deeds["planting"] and any(t.word.form in deeds["trying"] for t in before)


def _is_removal(scene: Scene, trigger: Trigger) -> bool:
    """Tell "ordered the dismissal", which takes effect by the order."""
    deeds = word_lists(scene.language.code, "deeds")
    tokens = scene.sentences[trigger.sentence].tokens
    removal = next((at for at in range(trigger.first, trigger.last) if tokens[at].word.form in deeds["removals"]), 0)
    at = removal - 1
    at -= at > 0 and "article" in tokens[at].word.tags
    return removal > 0 and at >= 0 and trigger.type == _APPOINTMENT and tokens[at].word.form in deeds["orders"]


def _was_held(scene: Scene, trigger: Trigger) -> bool:
    """Tell a verb that opens its sentence from the noun that it looks like: "عقد في أربيل مؤتمر", but "لعقد مؤتمر".

    All eight gold conferences, meetings and courses of the kind are completed.
    """
    tokens = scene.sentences[trigger.sentence].tokens
    held = word_lists(scene.language.code, "deeds")["held"]
    return trigger.first > 1 and tokens[0].word.form in held and "prep" in tokens[1].word.tags


def _is_behind(other: Trigger, trigger: Trigger) -> bool:
    return (other.sentence, other.type) == (trigger.sentence, trigger.type) and other.first >= trigger.last


def _is_reached(scene: Scene, trigger: Trigger) -> bool:
    """Tell whether a likely trigger behind an aim is no aim: "كمين للقبض على متهم أسفر عن اعتقاله"."""
    tokens = scene.sentences[trigger.sentence].tokens
    return trigger.probability >= _LIKELY and not tokens[trigger.first].word.proclitics.startswith("ل")


_DENIALS = frozenset({"neg", "deny"})
_WEEKDAY = "times:weekday"
_APPOINTMENT = "Appointment"
_LIKELY = 0.3
_DENIED = 3  # tokens behind a denial that it may deny: "من أجل عدم وقوع هجمات"
