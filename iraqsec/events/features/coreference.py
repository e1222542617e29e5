"""Features of the decision whether two mentions of one type speak of the same event."""

from collections.abc import Iterator, Sequence
from typing import Any

from iraqsec.document import EntityMention, Sentence
from iraqsec.events.candidates import Scene
from iraqsec.events.features.agreement import Reading, agree, agreement_features
from iraqsec.events.features.stretches import stretch_features
from iraqsec.events.features.surroundings import form_at, stem_at
from iraqsec.events.matcher import Trigger
from iraqsec.values import Number, Period, Place

_LIKELY = 0.3  # the probability from which a trigger counts as one
_NEAR = 14  # tokens from a trigger within which a value is taken to be its own
_WORDS_BEFORE = 3
_BEFORE_LATER, _BEHIND_LATER = 8, 4
"""Words around the later mention that may say that it is another event, or the same one once more."""

_BY_GAP = frozenset(
    {
        "same-stem", "definite", "statuses", "overlap", "first-title",
        "listed", "count", "conflicts", "told-between", "length",
    }
)  # fmt: skip
"""Features that mean something else in the next sentence than far off."""


def coreference_features(
    scene: Scene, earlier: Trigger, later: Trigger, readings: tuple[Reading, Reading]
) -> list[str]:
    """Return the features of a pair of mentions, the earlier in the text first, given what each says for itself."""
    features = list(_features(scene, earlier, later))
    features += agreement_features(later, *readings)
    features += _wording(scene.sentences[later.sentence], later, *readings)
    features += _around_both(scene, earlier, later)
    features += _by_gap(features, later.sentence - earlier.sentence)
    features += stretch_features(scene, earlier, later)
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


def _around_both(scene: Scene, earlier: Trigger, later: Trigger) -> Iterator[str]:
    """Yield the words around both mentions: "another", "six more", "the second man"."""
    a, b = scene.sentences[earlier.sentence], scene.sentences[later.sentence]
    for i in range(max(0, later.first - _BEFORE_LATER), later.first):
        yield f"ahead={stem_at(b, i)}"
    for i in range(later.last, min(len(b.tokens), later.last + _BEHIND_LATER)):
        yield f"behind={stem_at(b, i)}"
    for i in range(max(0, earlier.first - _WORDS_BEFORE), earlier.first):
        yield f"ahead-earlier={stem_at(a, i)}"
    yield f"words={stem_at(a, earlier.anchor)}|{stem_at(b, later.anchor)}"
    yield f"quoted={bool(a.quoted[earlier.anchor])}|{bool(b.quoted[later.anchor])}"


def _by_gap(features: Sequence[str], gap: int) -> list[str]:
    """Return some features once more, each beside how many sentences lie between the mentions."""
    far = min(gap, 5)
    named = (feature.partition("=") for feature in features)
    return [f"gap|{name}={far}|{value}" for name, _, value in named if name in _BY_GAP]


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
        yield kind, agree(left, b[kind])


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
