"""Features of the decision whether a mention fills a role of an event: what it is, and how it fits the frame's hints.

What depends on neither event nor role is computed once for a mention; `relations` has what depends on the event.
"""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from iraqsec.document import EntityMention, Sentence
from iraqsec.events.candidates import Scene
from iraqsec.events.features.surroundings import direction, form_at, stem_at
from iraqsec.events.loader import RoleHint
from iraqsec.events.matcher import Trigger
from iraqsec.values import Number, Period, Place

_GROUPS = {
    **dict.fromkeys(
        (
            "person",
            "organization",
            "group",
            "ACTOR",
            "force",
            "official",
            "suspect",
            "civilian",
            "protester",
            "armed_group",
            "tribe",
            "network",
        ),
        "actor",
    ),
    **dict.fromkeys(("place", "PLACE", "place_noun", "border"), "place"),
    **dict.fromkeys(
        (
            "THING",
            "drug",
            "weapon",
            "munition",
            "drone",
            "vehicle",
            "camera",
            "device",
            "document",
            "money",
            "goods",
            "antiquity",
            "animal",
            "facility",
            "site",
            "measure",
            "system",
        ),
        "thing",
    ),
    **dict.fromkeys(("TOPIC", "crime", "topic"), "topic"),
    **dict.fromkeys(("TITLE", "penalty", "post"), "title"),
    "time": "time",
    "number": "number",
}
"""Label or noun class -> the group of mentions that compete for the same roles."""


def group_of(mention: EntityMention) -> str:
    """Return the group of a mention, by its label or else the classes of its head."""
    return _GROUPS.get(mention.label) or _group_of_classes(mention.classes)


@cache
def _group_of_classes(classes: frozenset[str]) -> str:
    return next((_GROUPS[name] for name in sorted(classes) if name in _GROUPS), "other")


def mention_features(scene: Scene, mention: EntityMention) -> list[str]:
    """Return the features of a mention by itself, whatever the event and the role."""
    own = scene.own.get(id(mention))
    if own is None:
        own = scene.own[id(mention)] = ["bias", *_own(scene, scene.sentences[mention.sentence], mention)]
    return own


def role_features(scene: Scene, trigger: Trigger, mention: EntityMention, hint: RoleHint) -> list[str]:
    """Return what a frame's hint says of a mention as a filler: its kind, the word before it, its side of the verb."""
    return list(names_of_fit(*role_fit(scene, trigger, mention, hint)))


Fit = tuple[int | None, bool, str]
"""How a mention fits a frame's hint: the rank of its kind, whether a word of the hint introduces it, and where it stands."""


def role_fit(scene: Scene, trigger: Trigger, mention: EntityMention, hint: RoleHint) -> Fit:
    """Return how a mention fits a frame's hint; the few different answers are features by `names_of_fit`."""
    rank = _rank_of_kind(hint.kinds, mention.label, mention.classes)
    if trigger.sentence != mention.sentence:
        return rank, False, ""
    introduced = False
    cues = hint.after.get(scene.language.code)
    if cues:
        introduced = any(word in cues for word in words_before(scene, mention))
    if hint.position == "any":
        return rank, introduced, ""
    side = "before" if mention.last <= trigger.first else "after"
    return rank, introduced, f"position={hint.position}|{side}|{trigger.pos}|{trigger.tag}"


def words_before(scene: Scene, mention: EntityMention) -> tuple[str, str]:
    """Return the word before a mention and the particles written onto its first word."""
    sentence = scene.sentences[mention.sentence]
    return form_at(sentence, mention.first - 1), clitic_of(sentence, mention)


def names_of_fit(rank: int | None, introduced: bool, position: str) -> Iterator[str]:  # noqa: FBT001 - the parts of a fit
    """Yield the features of a fit."""
    yield "kind=no" if rank is None else f"kind={min(rank, 3)}"
    if introduced:
        yield "introduced"
        if rank is not None:
            yield "kind+introduced"
    if position:
        yield position


@lru_cache(maxsize=4096)
def _rank_of_kind(kinds: Sequence[str], label: str, classes: frozenset[str]) -> int | None:
    """Return the place of the first of a hint's kinds that a mention is of."""
    return next((k for k, kind in enumerate(kinds) if kind == label or kind in classes), None)


def _own(scene: Scene, sentence: Sentence, mention: EntityMention) -> Iterator[str]:
    label = mention.label
    yield f"label={label}"
    yield f"found={label}|{mention.found_by}"
    head = sentence.tokens[mention.head] if 0 <= mention.head < len(sentence.tokens) else sentence.tokens[mention.first]
    yield f"head={head.word.stem}"
    yield (
        f"label|head={label}|{head.word.stem}"
        if label in ("phrase", "number")
        else f"label|shape={label}|{head.word.shape}"
    )
    for name in sorted(mention.classes):
        yield f"class={name}"
    yield f"size={min(mention.last - mention.first, 6)}|{label}"
    first = stem_at(sentence, mention.first)
    yield f"first={first}"
    before, after = form_at(sentence, mention.first - 1), form_at(sentence, mention.last)
    yield f"-1={before}"
    yield f"-1|label={before}|{label}"
    yield f"-2|-1={form_at(sentence, mention.first - 2)}|{before}"
    yield f"-2={stem_at(sentence, mention.first - 2)}"
    yield f"+1={after}"
    yield f"+1|label={stem_at(sentence, mention.last)}|{label}"
    clitic = clitic_of(sentence, mention)
    if clitic:
        yield f"clitic={clitic}"
        yield f"clitic|label={clitic}|{label}"
    if mention.first:
        for tag in sorted(sentence.tokens[mention.first - 1].word.tags):
            yield f"-1t={tag}|{label}"
    yield from _value_features(scene, mention)
    if sentence.is_title:
        yield f"title|{label}"
    if sentence.is_dateline:
        yield f"dateline|{label}"
    if sentence.quoted[mention.first]:
        yield f"quoted|{label}"
    for how, names in _nested(scene.by_sentence[mention.sentence], mention).items():
        for name in sorted(names):
            yield f"{how}={name}|{label}"


def _nested(mentions: Sequence[EntityMention], mention: EntityMention) -> dict[str, set[str]]:
    """Return the labels of the longer mentions around one, of those within it, and of those that it crosses.

    Noun phrases do not count. A mention crosses another if each has words that the other has not, and they share some:
    "الداخلية السفير" begins within "وزير الداخلية" ("<").
    """
    found: dict[str, set[str]] = {"inside": set(), "holds": set(), "crosses": set()}
    first, last = mention.first, mention.last
    for other in mentions:
        if other.first >= last:
            break  # they come in the order of their first tokens
        if other is mention or other.label == "phrase":
            continue
        if first <= other.first and other.last <= last:
            found["holds"].add(other.label)
        elif other.first <= first and last <= other.last:
            found["inside"].add(other.label)
        elif first < other.last:
            found["crosses"].add(f"{'<' if other.first < first else '>'}{other.label}")
    return found


def _value_features(scene: Scene, mention: EntityMention) -> Iterator[str]:
    value = mention.value
    if isinstance(value, Number):
        yield f"unit={value.unit}"
        if value.number == 1:
            yield "one"
        yield f"precision={value.precision}"
    elif isinstance(value, Place):
        yield f"place-kind={value.kind}"
        yield (
            "abroad" if value.country and value.country != "IQ" else "inland" if value.governorate else "whole-country"
        )
    elif isinstance(value, Period):
        yield f"time-precision={value.precision}"
        yield f"time={direction(mention, scene.published)}"
    elif mention.label in ("place", "time", "number"):
        yield f"no-value|{mention.label}"
    if mention.label == "number" and mention.of is None:
        yield "counts-nothing"


def clitic_of(sentence: Sentence, mention: EntityMention) -> str:
    """Return the particles that were cut from the first word of a mention."""
    cut = mention.start - sentence.tokens[mention.first].start
    return sentence.tokens[mention.first].text[:cut] if cut > 0 else ""
