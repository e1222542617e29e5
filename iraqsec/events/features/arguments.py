"""Features of the decision whether a mention fills a role of an event.

Those that do not depend on the role are computed once for a pair of event and mention; the frame's hints are added by role.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from iraqsec.document import EntityMention, Sentence
from iraqsec.events.candidates import Scene
from iraqsec.events.features.surroundings import bucket, direction, form_at, stem_at
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


def nearest_trigger(mention: EntityMention, triggers: Sequence[Trigger]) -> Trigger:
    """Return the trigger that a mention is judged against: the same sentence's nearest, else the nearest sentence's."""
    return min(
        triggers,
        key=lambda t: (
            abs(t.sentence - mention.sentence),
            t.sentence < mention.sentence,
            _distance(t, mention),
            t.first,
        ),
    )


def _distance(trigger: Trigger, mention: EntityMention) -> int:
    if trigger.sentence != mention.sentence:
        return 0
    if mention.last <= trigger.first:
        return trigger.first - mention.last
    return max(0, mention.first - trigger.last)


def mention_features(scene: Scene, mention: EntityMention) -> list[str]:
    """Return the features of a mention by itself, whatever the event and the role."""
    own = scene.own.get(id(mention))
    if own is None:
        own = scene.own[id(mention)] = ["bias", *_own(scene, scene.sentences[mention.sentence], mention)]
    return own


def relation_features(scene: Scene, triggers: Sequence[Trigger], trigger: Trigger, mention: EntityMention) -> list[str]:
    """Return the features of a mention against the nearest of an event's triggers, whatever the role."""
    sentence = scene.sentences[mention.sentence]
    label = mention.label
    delta = mention.sentence - trigger.sentence
    if delta == 0:
        out = _same_sentence(scene, sentence, trigger, mention)
    else:
        near = max(-3, min(2, delta))
        out = [f"delta={near}", f"delta|label={near}|{label}"]
        title = scene.sentences[mention.sentence].is_title
        out += [f"away|label={label}|title={title}|first={mention.sentence == 0}"]
        if scene.triggers_by_sentence[mention.sentence]:
            out.append(f"other-events|{label}")
        if sentence.paragraph == scene.sentences[trigger.sentence].paragraph:
            out.append(f"same-paragraph|{label}")
        same_here = _labels_in(scene, trigger.sentence)[label]
        out.append(f"at-home={min(same_here, 2)}|{label}")
    out.append(f"mentions={min(len(triggers), 3)}")
    return out


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
    return form_at(sentence, mention.first - 1), _clitic(sentence, mention)


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
    clitic = _clitic(sentence, mention)
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
    outer, inner = _nested(scene.by_sentence[mention.sentence], mention)
    for name in sorted(outer):
        yield f"inside={name}|{label}"
    for name in sorted(inner):
        yield f"holds={name}|{label}"


def _nested(mentions: Sequence[EntityMention], mention: EntityMention) -> tuple[set[str], set[str]]:
    """Return the labels of the longer mentions around one and of those within it; noun phrases do not count."""
    outer, inner = set(), set()
    first, last = mention.first, mention.last
    for other in mentions:
        if other.first >= last:
            break  # they come in the order of their first tokens
        if other is mention or other.label == "phrase":
            continue
        if first <= other.first and other.last <= last:
            inner.add(other.label)
        elif other.first <= first and last <= other.last:
            outer.add(other.label)
    return outer, inner


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


def _clitic(sentence: Sentence, mention: EntityMention) -> str:
    """Return the particles that were cut from the first word of a mention."""
    cut = mention.start - sentence.tokens[mention.first].start
    return sentence.tokens[mention.first].text[:cut] if cut > 0 else ""


def _mentions_between(scene: Scene, mention: EntityMention, low: int, high: int) -> tuple[int, int, int]:
    """Count what lies between two tokens: mentions of the same label, heads of the same group, and phrases in a row."""
    same_label, starts, at = 0, 0, low
    heads = set()
    label, group = mention.label, group_of(mention)
    for first, last, other_label, other_group, head in _mentions_in(scene, mention.sentence):
        if first >= high:
            break
        if low <= first and last <= high:
            same_label += other_label == label
            if other_group == group:
                heads.add(head)
            if first >= at:
                starts += 1
                at = last
    return same_label, len(heads), starts


_Seen = tuple[int, int, str, str, int]


def _mentions_in(scene: Scene, index: int) -> list[_Seen]:
    """Return first and last token, label ("" of a bare phrase), group and head of the mentions of a sentence."""
    found: list[_Seen] | None = scene.told.get(("mentions", index))
    if found is None:
        found = scene.told["mentions", index] = [
            (m.first, m.last, "" if m.found_by == "phrase" else m.label, group_of(m), m.head)
            for m in scene.by_sentence[index]
        ]
    return found


def _labels_in(scene: Scene, index: int) -> Counter[str]:
    found: Counter[str] | None = scene.told.get(("labels", index))
    if found is None:
        found = scene.told["labels", index] = Counter(m.label for m in scene.by_sentence[index])
    return found


def _triggers_in(scene: Scene, index: int) -> tuple[list[int], list[int]]:
    """Return the anchors of the verbs among a sentence's triggers, and of those that name something by themselves."""
    found: tuple[list[int], list[int]] | None = scene.told.get(("triggers", index))
    if found is None:
        triggers = scene.triggers_by_sentence[index]
        verbs = [t.anchor for t in triggers if t.pos == "verb"]
        found = scene.told["triggers", index] = (
            verbs,
            list({t.anchor for t in triggers if t.pos in ("verb", "noun") and t.strength in ("strong", "weak")}),
        )
    return found


def _same_sentence(scene: Scene, sentence: Sentence, trigger: Trigger, mention: EntityMention) -> list[str]:
    label = mention.label
    if mention.first < trigger.last and trigger.first < mention.last:
        inside = "anchor-in" if mention.first <= trigger.anchor < mention.last else "beside-anchor"
        return ["delta=0", f"overlaps={inside}|{label}|{trigger.pos}"]
    before = mention.last <= trigger.first
    low, high = (mention.last, trigger.first) if before else (trigger.last, mention.first)
    side = "<" if before else ">"
    distance = bucket(high - low)
    same_clause = sentence.clauses[min(mention.first, len(sentence.clauses) - 1)] == sentence.clauses[trigger.anchor]
    between = sentence.tokens[low:high]
    commas = sum([t.text in (",", "،") for t in between])
    verbs, names = _triggers_in(scene, mention.sentence)
    blocking = sum([low <= at < high for at in verbs])
    group = group_of(mention)
    same_label, rivals, starts = _mentions_between(scene, mention, low, high)
    lemma = trigger.entry if trigger.strength != "learned" else stem_at(sentence, trigger.anchor)
    word_before = form_at(sentence, mention.first - 1)
    clitic = _clitic(sentence, mention)
    intro = clitic or word_before
    out = [
        "delta=0",
        f"side={side}",
        f"dist={side}{distance}",
        f"dist|label={side}{distance}|{label}",
        f"clause={same_clause}|{side}",
        f"clause|label={same_clause}|{side}|{label}",
        f"commas={side}{min(commas, 3)}",
        f"blocked={side}{min(blocking, 2)}",
        f"blocked|label={side}{min(blocking, 2)}|{label}",
        f"rank|label={side}{min(same_label, 3)}|{label}",
        f"tag|side={trigger.tag}|{side}|{label}",
        f"lemma|side={lemma}|{side}|{label}",
        f"intro|side={side}|{intro}",
        f"intro|dist={side}{distance}|{intro}",
        f"lemma|intro={lemma}|{side}|{intro}",
        f"rivals={side}{min(rivals, 3)}|{group}",
        f"rivals|tag={side}{min(rivals, 2)}|{group}|{trigger.tag}",
        f"rivals|intro={side}{min(rivals, 2)}|{group}|{intro}",
        f"nth={side}{min(starts, 4)}|{group}",
        f"nth|tag={side}{min(starts, 3)}|{group}|{trigger.tag}",
        f"group|side={group}|{side}|{same_clause}",
    ]
    for name in sorted(mention.classes):
        out += [f"class|side={name}|{side}", f"class|tag={name}|{side}|{trigger.tag}"]
    if high - low <= 3:  # noqa: PLR2004 - the words between are a pattern only while they are few
        path = "_".join(t.word.form for t in between)
        out += [f"path={side}{path}", f"path|label={side}{path}|{label}"]
    else:
        preps = [t.word.form for t in between if "prep" in t.word.tags][-2:]
        out.append(f"preps={side}{'_'.join(preps)}")
    previous = sentence.tokens[trigger.first - 1].word if trigger.first else None
    aux = previous.form if previous and not previous.tags.isdisjoint({"aux", "light", "be"}) else ""
    out.append(f"aux|side={aux}|{side}|{label}")
    nearest_other = min([abs(at - mention.first) for at in names if at != trigger.anchor], default=99)
    if nearest_other < high - low:
        out += [f"nearer-to-other|{label}", f"nearer-to-other|{side}|{label}"]
    return out
