"""Features of the decision whether two mentions of one type speak of the same event."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from attrs import field, frozen

from iraqsec.document import EntityMention, Sentence
from iraqsec.events.candidates import Scene
from iraqsec.events.features.surroundings import form_at, stem_at
from iraqsec.events.matcher import Trigger
from iraqsec.values import Number, Period, Place

_LIKELY = 0.3  # the probability from which a trigger counts as one
_NEAR = 14  # tokens from a trigger within which a value is taken to be its own


_WORDS_BEFORE = 3


@frozen(eq=False)
class Reading:
    """What a mention says for itself.

    ``status`` are the chances of each status; ``told`` are the likely fillers of the mention's own sentence by kind:
    "time", "place", "zone" (governorates and countries), "count", and "who" for all others. ``words`` are the stems of
    its sentence, ``rare`` those of them that few sentences of the article hold.
    """

    status: Mapping[str, float]
    told: Mapping[str, frozenset[Any]] = field(factory=dict)
    words: frozenset[str] = frozenset()
    rare: frozenset[str] = frozenset()


KINDS = ("time", "place", "zone", "count", "who")


def coreference_features(
    scene: Scene, earlier: Trigger, later: Trigger, readings: tuple[Reading, Reading]
) -> list[str]:
    """Return the features of a pair of mentions, the earlier in the text first, given what each says for itself."""
    features = list(_features(scene, earlier, later))
    features += _status(later, *readings)
    features += _told(later, *readings)
    features += _wording(scene.sentences[later.sentence], later, *readings)
    return features


def _features(scene: Scene, earlier: Trigger, later: Trigger) -> Iterator[str]:
    a, b = scene.sentences[earlier.sentence], scene.sentences[later.sentence]
    yield "bias"
    gap = later.sentence - earlier.sentence
    yield f"type={later.type}"
    yield f"type|gap={later.type}|{min(gap, 2)}"
    yield f"type|later={later.type}|{later.strength}|{later.pos}"
    yield f"gap={min(gap, 5)}"
    yield f"paragraphs={min(b.paragraph - a.paragraph, 4)}"
    yield f"first-title={a.is_title}"
    if a.is_title:
        yield f"title+gap={min(gap, 2)}"
    yield f"first-sentence={earlier.sentence}" if earlier.sentence <= 1 else "first-later"
    same_stem = stem_at(a, earlier.anchor) == stem_at(b, later.anchor)
    yield f"same-stem={same_stem}"
    yield f"same-entry={earlier.entry == later.entry}"
    yield f"strengths={earlier.strength}|{later.strength}"
    yield f"later={later.strength}|{later.pos}"
    yield f"poses={earlier.pos}|{later.pos}"
    form = form_at(b, later.first)
    definite = form.startswith("ال") or bool(
        later.first and b.tokens[later.first - 1].word.form in ("the", "this", "that", "these")
    )
    yield f"definite={definite}|{later.pos}"
    yield f"definite+gap={definite}|{min(gap, 2)}|{later.pos}"
    indefinite = bool(later.first and b.tokens[later.first - 1].word.form in ("a", "an", "another", "other"))
    if indefinite:
        yield "indefinite"
    yield f"opener={stem_at(b, 0)}"
    yield f"second-opener={form_at(b, 0)}|{form_at(b, 1)}"
    if gap == 0:
        between = range(earlier.last, later.first)
        yield f"within={min(len(between) // 4, 5)}"
        yield f"same-clause={a.clauses[earlier.anchor] == a.clauses[later.anchor]}"
        for j in between:
            if j < len(a.tokens) and ("coordinator" in a.tokens[j].word.tags or a.tokens[j].word.form.startswith("و")):
                yield "and-between"
                break
    count = sum(t.type == later.type and t.probability > _LIKELY for t in scene.triggers)
    yield f"count={min(count, 8)}"
    yield f"listed={_listed(a)}|{_listed(b)}"
    between = range(earlier.sentence + 1, later.sentence)
    told = sum(
        any(t.type == later.type and t.probability > _LIKELY for t in scene.triggers_by_sentence[k]) for k in between
    )
    yield f"told-between={min(told, 3)}|{min(gap, 5)}"
    yield f"length={min(len(scene.sentences) // 4, 6)}"
    for kind, same in _values(scene, earlier, later):
        yield f"{kind}={same}"
        if later.strength == "anaphor":
            yield f"anaphor|{kind}={same}"


def _status(later: Trigger, a: Reading, b: Reading) -> Iterator[str]:
    """Yield whether both are as far along: what happened and what is planned are two events."""
    first, second = (max(reading.status, key=lambda name: reading.status[name]) for reading in (a, b))
    agree = sum(chance * b.status[name] for name, chance in a.status.items())
    yield f"statuses={first}|{second}"
    yield f"status-agrees={int(5 * agree)}"
    for part in ("", later.type, later.strength):
        yield f"status|{part}={first == second}"


def _told(later: Trigger, a: Reading, b: Reading) -> Iterator[str]:
    """Yield which of the likely fillers agree, differ, or are told by one mention only."""
    conflicts = 0
    for kind in KINDS:
        left, right = a.told.get(kind), b.told.get(kind)
        how = _agree(left, right) if left and right else "earlier" if left else "later" if right else "none"
        conflicts += how == "other"
        yield f"told-{kind}={how}"
        yield f"told-{kind}|{later.strength}={how}"
        yield f"told-{kind}|{later.type}={how}"
    yield f"conflicts={conflicts}"
    fillers = [sum(map(len, reading.told.values())) for reading in (a, b)]
    yield f"told={min(fillers[0], 4)}|{min(fillers[1], 4)}"


def _wording(sentence: Sentence, later: Trigger, a: Reading, b: Reading) -> Iterator[str]:
    """Yield how many words both sentences share, and what stands before the later mention."""
    for i in range(max(0, later.first - _WORDS_BEFORE), later.first):
        yield f"before={stem_at(sentence, i)}"
    shared = a.words & b.words
    overlap = len(shared) / max(1, min(len(a.words), len(b.words)))
    yield f"overlap={int(6 * overlap)}"
    yield f"overlap|{later.strength}={int(5 * overlap)}"
    yield f"shared={min(len(shared), 6)}"
    yield f"rare={min(len(a.rare & b.rare), 4)}"


def _listed(sentence: Sentence) -> bool:
    """Tell whether a sentence is an item of a list or bulletin: it begins with a number, a mark, or a name in capitals."""
    first = sentence.tokens[0] if sentence.tokens else None
    return first is not None and (first.kind != "word" or first.word.shape == "U") and first.text not in ('"', "(")


def _values(scene: Scene, earlier: Trigger, later: Trigger) -> Iterator[tuple[str, str]]:
    """Yield in what kinds of values near them two mentions agree."""
    a, b = _near(scene, earlier), _near(scene, later)
    for kind, left in a.items():
        yield kind, _agree(left, b[kind])


def _near(scene: Scene, trigger: Trigger) -> dict[str, set[Any]]:
    """Return the values near a trigger by kind; each trigger is in many pairs."""
    key = "near", id(trigger)
    found: dict[str, set[Any]] | None = scene.told.get(key)
    if found is None:
        mentions = _around(scene, trigger)
        numbers = _numbers(mentions)
        found = scene.told[key] = {
            "place": _places(mentions),
            "spot": _links(mentions, "place"),
            "time": _days(mentions),
            "number": numbers,
            "unit": {unit for unit, _ in numbers},
            "actor": _links(mentions, "organization"),
            "person": _heads(scene, mentions, "person"),
            "class": _classes(mentions),
            "noun": _heads(scene, mentions, None),
        }
    return found


def _agree(a: AbstractSet[Any], b: AbstractSet[Any]) -> str:
    if not a or not b:
        return "unknown" if not a and not b else "one"
    if a == b:
        return "same"
    return "shared" if a & b else "other"


def _around(scene: Scene, trigger: Trigger) -> list[EntityMention]:
    return [m for m in scene.by_sentence[trigger.sentence] if abs(m.first - trigger.anchor) <= _NEAR]


def _places(mentions: list[EntityMention]) -> set[str]:
    return {str(m.value.governorate or m.value.country) for m in mentions if isinstance(m.value, Place)}


def _links(mentions: list[EntityMention], label: str) -> set[str]:
    return {m.link or m.text for m in mentions if m.label == label}


def _days(mentions: list[EntityMention]) -> set[tuple[str, str]]:
    return {(str(m.value.start), str(m.value.end)) for m in mentions if isinstance(m.value, Period)}


def _numbers(mentions: list[EntityMention]) -> set[tuple[str, float | None]]:
    return {(m.value.unit, m.value.number) for m in mentions if isinstance(m.value, Number)}


def _classes(mentions: list[EntityMention]) -> set[str]:
    return {name for m in mentions for name in m.classes}


def _heads(scene: Scene, mentions: list[EntityMention], label: str | None) -> set[str]:
    wanted = ("phrase",) if label is None else (label,)
    return {stem_at(scene.sentences[m.sentence], m.head) for m in mentions if m.label in wanted}
