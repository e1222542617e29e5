"""Mentions -> events: mentions of one type that speak of one happening become one event."""

from collections.abc import Sequence
from functools import cache
from itertools import takewhile

from attrs import frozen

from iraqsec.events.candidates import Scene
from iraqsec.events.features.coreference import coreference_features
from iraqsec.events.matcher import Trigger, entry_words
from iraqsec.events.model import logistic
from iraqsec.events.readings import Readings
from iraqsec.events.scorer import Models
from iraqsec.gazetteer.organization_names import grammar
from iraqsec.languages.base import word_lists
from iraqsec.languages.folding import fold_word

_BESIDE = 3  # words from a mention to its ordinal: "the second international drug conference"
_HIM = ("ه", "ها", "هم", "هما")
_MOST = 40  # mentions of a type that are compared with one another; longer lists are taken in stretches of so many


@frozen(eq=False)
class Joined:
    """The mentions of one event, one a sentence; and how near another of its type is.

    ``nearest`` is the highest mean chance to be one with another event of the type, ``rival`` the highest chance of that
    one's mentions; both 0 where there is none.
    """

    triggers: list[Trigger]
    nearest: float = 0.0
    rival: float = 0.0


def merge(scene: Scene, triggers: Sequence[Trigger], models: Models, readings: Readings) -> list[Joined]:
    """Group triggers (in text order) into events, in the order of their first mentions.

    Average linkage (Sokal and Michener 1958): the two groups whose mentions are likeliest the same, on average over all
    pairs, are joined as long as that reaches the threshold. Only the likeliest mention of a sentence is kept.
    """
    by_type: dict[str, list[Trigger]] = {}
    for trigger in triggers:
        if not _taken_up(scene, trigger, triggers) and not _is_led_away(scene, trigger, triggers):
            by_type.setdefault(trigger.type, []).append(trigger)
    events = [
        event
        for same_type in by_type.values()
        for start in range(0, len(same_type), _MOST)
        for event in _linked(scene, same_type[start : start + _MOST], models, readings)
    ]
    return sorted(events, key=lambda event: (event.triggers[0].sentence, event.triggers[0].first))


def _linked(scene: Scene, triggers: Sequence[Trigger], models: Models, readings: Readings) -> list[Joined]:
    """Group mentions of one type by average linkage."""
    size = len(triggers)
    chance = [[0.0] * size for _ in range(size)]
    for j in range(size):
        for i in range(j):
            chance[i][j] = chance[j][i] = _same(scene, triggers[i], triggers[j], models, readings)
    groups = [[k] for k in range(size)]
    while len(groups) > 1:
        mean, first, second = max(
            (_mean(chance, a, b), -x, -y) for y, b in enumerate(groups) for x, a in enumerate(groups[:y])
        )
        if mean < models.settings.same_event:
            break
        groups[-first] = sorted(groups[-first] + groups.pop(-second))
    out = []
    for group in groups:
        near = [
            (_mean(chance, group, other), max(triggers[k].probability for k in other))
            for other in groups
            if other is not group
        ]
        out.append(Joined(_one_a_sentence([triggers[k] for k in group]), *max(near, default=(0.0, 0.0))))
    return out


def _mean(chance: Sequence[Sequence[float]], one: Sequence[int], other: Sequence[int]) -> float:
    return sum(chance[i][j] for i in one for j in other) / (len(one) * len(other))


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


def _is_led_away(scene: Scene, trigger: Trigger, triggers: Sequence[Trigger]) -> bool:
    """Tell the end of a kidnapping from another one: "اختطفوا موظفا واقتادوه". None of 7 gold ones is an event of its own."""
    words = word_lists(scene.language.code, "captives")
    form = scene.sentences[trigger.sentence].tokens[trigger.first].word.form
    if words["leading"].isdisjoint(entry_words(trigger.entry)) or not form.endswith(_HIM):
        return False
    return any(
        other.sentence == trigger.sentence
        and other.first < trigger.first
        and words["taking"] & entry_words(other.entry)
        for other in triggers
        if other.type == trigger.type
    )


def _same(scene: Scene, earlier: Trigger, later: Trigger, models: Models, readings: Readings) -> float:
    if _are_counted_apart(scene, earlier, later) or _is_taken_and_freed(scene, earlier, later):
        return 0.0
    features = coreference_features(scene, earlier, later, (readings.of(earlier), readings.of(later)))
    return logistic(models.coreference.scores(features, ("same",))["same"])


def _is_taken_and_freed(scene: Scene, one: Trigger, other: Trigger) -> bool:
    """Tell a kidnapping from the release of the kidnapped: of 811 pairs of gold mentions none is of one event."""
    words = word_lists(scene.language.code, "captives")
    freed = [not words["freeing"].isdisjoint(entry_words(trigger.entry)) for trigger in (one, other)]
    taken = [not words["taking"].isdisjoint(entry_words(trigger.entry)) for trigger in (one, other)]
    return freed[0] != freed[1] and taken[freed[0]]


def _are_counted_apart(scene: Scene, one: Trigger, other: Trigger) -> bool:
    """Tell whether two mentions have ordinals that differ: "the second conference" is not "the first".

    Of 385 pairs of gold mentions of a type with such ordinals 341 speak of two events.
    """
    first, second = _ordinals(scene, one), _ordinals(scene, other)
    return bool(first and second) and first.isdisjoint(second)


def _ordinals(scene: Scene, trigger: Trigger) -> set[str]:
    """Return the ordinals of a mention: before it in English, behind it in Arabic, with no preposition between."""
    known, tokens = _numbers(scene.language.code), scene.sentences[trigger.sentence].tokens
    if scene.language.code == "ar":
        beside = tokens[trigger.last : trigger.last + _BESIDE]
    else:
        beside = tokens[max(0, trigger.first - _BESIDE) : trigger.first][::-1]
    phrase = takewhile(lambda token: token.kind != "punct" and "prep" not in token.word.tags, beside)
    own = tokens[trigger.first : trigger.last]
    return {known[token.word.form] for token in (*own, *phrase) if token.word.form in known}


@cache
def _numbers(code: str) -> dict[str, str]:
    """Return the ordinals of a language, folded, with their numbers."""
    listed: dict[str, Sequence[str]] = grammar(code)["ordinals"]
    return {fold_word(word): number for number, words in listed.items() for word in words}


def _one_a_sentence(event: Sequence[Trigger]) -> list[Trigger]:
    best: dict[int, Trigger] = {}
    for trigger in event:
        old = best.get(trigger.sentence)
        if old is None or trigger.probability > old.probability:
            best[trigger.sentence] = trigger
    return [best[index] for index in sorted(best)]
