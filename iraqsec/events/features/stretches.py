"""What belongs to each of several mentions of a type that share a sentence: "in Basra they seized 3 kg, and in Amara 5".

A sentence of a bulletin tells of one event after the other. Each mention is given the stretch from the clause that it opens
to the one of the next mention of its type; what two stretches name tells two events apart better than what is near.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from attrs import frozen

from iraqsec.document import EntityMention, Sentence
from iraqsec.events.candidates import Scene
from iraqsec.events.features.agreement import agree
from iraqsec.events.features.surroundings import stem_at
from iraqsec.events.matcher import Trigger
from iraqsec.values import Number, Period, Place

_LIKELY = 0.3  # the probability from which another trigger of the type takes a stretch of its own
_MARKS = frozenset(",،;؛:.")


@frozen(eq=False)
class Stretch:
    """A mention's part of its sentence: tokens first..last-1, what is named there, and in which order."""

    first: int
    last: int
    zones: frozenset[Any]
    spots: frozenset[Any]
    days: frozenset[Any]
    actors: frozenset[Any]
    numbers: frozenset[Any]
    units: frozenset[str]
    order: str
    opener: str
    alone: bool


def stretch_features(scene: Scene, earlier: Trigger, later: Trigger) -> Iterator[str]:
    """Yield how what stands in the stretches of two mentions of a type agrees."""
    a, b = stretch_of(scene, earlier), stretch_of(scene, later)
    gap = min(later.sentence - earlier.sentence, 2)
    zones, spots, days = agree(a.zones, b.zones), agree(a.spots, b.spots), agree(a.days, b.days)
    actors, counts = agree(a.actors, b.actors), _counts(a, b)
    for name, value in (("zone", zones), ("spot", spots), ("day", days), ("actor", actors), ("count", counts)):
        yield f"own-{name}={gap}|{value}"
        yield f"own-{name}|{later.type}={gap > 0}|{value}"
    yield f"own-where+many={gap}|{spots}|{counts}"
    yield f"own-where+who={gap}|{spots}|{actors}"
    yield f"own-all={gap}|{zones}|{counts}|{days}"
    yield f"own-order={gap}|{a.order == b.order}"
    yield f"own-orders={gap}|{a.order}|{b.order}"
    yield f"own-opener={gap}|{b.opener}"
    yield f"own-alone={gap}|{a.alone}|{b.alone}"
    yield f"tags={gap}|{earlier.tag}|{later.tag}"


def stretch_of(scene: Scene, trigger: Trigger) -> Stretch:
    """Return the stretch of a mention; each is in many pairs."""
    key = "stretch", id(trigger)
    found: Stretch | None = scene.told.get(key)
    if found is None:
        found = scene.told[key] = _read(scene, trigger)
    return found


def _read(scene: Scene, trigger: Trigger) -> Stretch:
    sentence = scene.sentences[trigger.sentence]
    others = [
        t
        for t in scene.triggers_by_sentence[trigger.sentence]
        if t.type == trigger.type and t.probability > _LIKELY and (t.last <= trigger.first or trigger.last <= t.first)
    ]
    before = [t for t in others if t.last <= trigger.first]
    behind = [t for t in others if trigger.last <= t.first]
    first = _border(sentence, max(t.last for t in before), trigger.first) if before else 0
    last = _border(sentence, trigger.last, min(t.first for t in behind)) if behind else len(sentence.tokens)
    inside = [m for m in scene.by_sentence[trigger.sentence] if first <= m.first and m.last <= last]
    places = [m for m in inside if isinstance(m.value, Place)]
    numbers = [m.value for m in inside if isinstance(m.value, Number)]
    return Stretch(
        first,
        last,
        frozenset(m.value.governorate or m.value.country for m in places if isinstance(m.value, Place)),
        frozenset(m.link or m.text for m in places),
        frozenset((m.value.start, m.value.end) for m in inside if isinstance(m.value, Period)),
        frozenset(m.link or m.text for m in inside if m.label == "organization"),
        frozenset((number.unit, number.number) for number in numbers),
        frozenset(number.unit for number in numbers),
        _order(trigger, inside),
        stem_at(sentence, first),
        not others,
    )


def _border(sentence: Sentence, start: int, end: int) -> int:
    """Return where between two mentions the clause of the second begins: behind the last mark, else at the last "and"."""
    tokens = sentence.tokens
    for at in range(end - 1, start - 1, -1):
        if tokens[at].text in _MARKS:
            return at + 1
    for at in range(end, start - 1, -1):
        word = tokens[at].word
        if "coordinator" in word.tags or "clause_opener" in word.tags or word.proclitics.startswith("و"):
            return at
    return end


def _order(trigger: Trigger, inside: Sequence[EntityMention]) -> str:
    """Return the kinds of what is named, before and behind the mention, as letters: "p<n"."""
    before, behind = set[str](), set[str]()
    for mention in inside:
        letter = _LETTERS.get(type(mention.value)) or ("o" if mention.label == "organization" else "")
        (before if mention.first < trigger.first else behind).add(letter)
    return f"{''.join(sorted(before))}<{''.join(sorted(behind))}"


_LETTERS: dict[Any, str] = {Place: "p", Number: "n", Period: "t"}


def _counts(a: Stretch, b: Stretch) -> str:
    """Tell whether the same things are counted, with the same numbers."""
    shared = a.units & b.units
    if not shared:
        return agree(a.units, b.units)
    left, right = ({n for n in one.numbers if n[0] in shared} for one in (a, b))
    return "equal" if left == right else "some" if left & right else "differ"
