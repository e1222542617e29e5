"""What of an event's places says nothing of its own: one that is named twice, a town that a distance is measured from."""

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve

from iraqsec.document import EntityMention, Token
from iraqsec.events.candidates import Scene
from iraqsec.events.extents import Words, is_verb_alone, stretched, words_of
from iraqsec.events.filler_scorer import Filler
from iraqsec.gazetteer.cues import Cues, cues
from iraqsec.values import Number

_SIDES = ("partly", "direction")
"""Cues of words that only say which part or side of a place is meant: the fullest form is one without them."""

_LENGTHS = frozenset({"km", "m", "mile"})
_STRETCH = 8
"""Words from "from" to the "to" that makes a distance the length of what runs between two places."""
_MARKS = frozenset({",", "،", "(", "/", "-", "–"})


def once(scene: Scene, fillers: Sequence[Filler]) -> list[Filler]:
    """Drop the fillers whose place a fuller one of the same role names as well, by the gazetteer's entry.

    In the gold documents one pair of an event's places in 250 has one entry, mostly a building or a road beside its town.
    """
    known = cues(scene.language.code)
    named = {id(f): name for f in fillers if (name := _name(scene, f, known))}
    kept: dict[tuple[str, str | None], Filler] = {}
    for filler in fillers:
        if name := named.get(id(filler)):
            key = filler.role, name.link
            old = kept.get(key)
            if old is None or _fullness(scene, filler, known) > _fullness(scene, old, known):
                kept[key] = filler
    stay = {id(filler) for filler in kept.values()}
    return [f for f in fillers if id(f) not in named or id(f) in stay]


def _name(scene: Scene, filler: Filler, known: Cues) -> EntityMention | None:
    """Return the known place that a filler names, if the rest of its words says nothing else."""
    mention = filler.mention
    tokens = scene.sentences[mention.sentence].tokens
    for m in scene.by_sentence[mention.sentence]:
        if m.label != "place" or not m.link or m.first < mention.first or m.last > mention.last:
            continue
        rest = (*tokens[mention.first : m.first], *tokens[m.last : mention.last])
        if all(_is_light(known, token) for token in rest):
            return m
    return None


def _is_light(known: Cues, token: Token) -> bool:
    """Tell whether a word beside a name makes no other place of it: "العاصمة بغداد", "governorate of Kirkuk"."""
    if token.kind == "punct" or not token.word.tags.isdisjoint(("det", "prep")):
        return token.kind != "punct"
    return any(known.head(cue, token) for cue in ("same", *_SIDES))


def _fullness(scene: Scene, filler: Filler, known: Cues) -> tuple[bool, int]:
    """Return how full a form is: one of the whole place goes before one of a side of it, then the longer one."""
    tokens = scene.sentences[filler.mention.sentence].tokens[filler.mention.first : filler.mention.last]
    return not any(known.head(cue, token) for cue in _SIDES for token in tokens), len(tokens)


def without_references(scene: Scene, fillers: Sequence[Filler]) -> list[Filler]:
    """Drop the towns that only tell how far off another place of the event is: "Buhriz, 5 km south of Baquba".

    In the gold documents 64 of 73 such towns are no filler.
    """
    known = cues(scene.language.code)
    places = [f.mention for f in fillers if f.role == "place"]
    return [f for f in fillers if f.role != "place" or not _is_reference(scene, f.mention, places, known)]


def _is_reference(scene: Scene, mention: EntityMention, places: Sequence[EntityMention], known: Cues) -> bool:
    """Tell whether a distance and a side stand before a place, and another place of the event before these."""
    tokens, at = scene.sentences[mention.sentence].tokens, mention.first
    while at and (known.has("far_from", tokens[at - 1].word.form) or known.head("direction", tokens[at - 1])):
        at -= 1
    for number in scene.by_sentence[mention.sentence]:
        value = number.value
        if number.last == at < mention.first and isinstance(value, Number) and value.unit in _LENGTHS:
            ends = {other.last for other in places if other.sentence == mention.sentence}
            before = number.first
            while (
                before
                and before not in ends
                and (known.has("about", tokens[before - 1].word.form) or _is_mark(tokens[before - 1]))
            ):
                before -= 1
            return before in ends
    return False


def without_distances(scene: Scene, fillers: Sequence[Filler]) -> list[Filler]:
    """Drop the lengths that only tell how far off something is: "seized a boat 12 nautical miles from the coast".

    In the gold documents none of 122 lengths before "from" or "north of" counts anything, but for three that run "from" one
    place "to" another.
    """
    return [f for f in fillers if not _is_distance(scene, f.mention)]


def _is_distance(scene: Scene, mention: EntityMention) -> bool:
    if not isinstance(mention.value, Number) or mention.value.unit not in _LENGTHS:
        return False
    tokens, known = scene.sentences[mention.sentence].tokens, cues(scene.language.code)
    at = mention.last
    if at >= len(tokens) or not known.has("distant", tokens[at].word.form):
        turned = at + 1 < len(tokens) and known.head("direction", tokens[at]) is not None
        return turned and scene.language.code == "en" and tokens[at + 1].word.form == "of"
    return all(not known.has("as_far_as", token.word.form) for token in tokens[at + 1 : at + _STRETCH])


def stand_still(scene: Scene, fillers: Sequence[Filler]) -> Iterator[Filler]:
    """Yield the fillers less the places that hold a verb: "soldiers marched east", "connecting two villages".

    What follows "located" is a place without it. Of 40,488 gold places 3 hold a finite verb, each behind "where" or "what", and
    none begins with such a participle.
    """
    words = words_of(scene.language.code)
    for filler in fillers:
        mention = filler.mention
        tokens = scene.sentences[mention.sentence].tokens
        opening = tokens[mention.first].word
        if filler.role != "place" or scene.language.code != "en" or opening.shape not in ("l", ""):
            yield filler
        elif opening.form in words["lying"] and mention.last > mention.first + 1:
            yield evolve(filler, mention=stretched(scene, mention, mention.first + 1, mention.last))
        elif opening.form not in words["leading"] and not _moves(tokens, mention, words):
            yield filler


def with_whole_ends(scene: Scene, fillers: Iterable[Filler]) -> Iterator[Filler]:
    """Yield the fillers, the places with the whole of a known body's name and without the beginning of a date.

    "headquarters of Diyala" of "headquarters of Diyala Operations Command" (in the gold documents 20 of 23 have the whole name),
    "Training Center Jan" of "Training Center Jan. 12".
    """
    for filler in fillers:
        mention = filler.mention
        for seen in scene.by_sentence[mention.sentence] if filler.role == "place" else ():
            if mention.first < seen.first < mention.last < seen.last:
                if seen.found_by == "organization:registry":
                    mention = stretched(scene, mention, mention.first, seen.last)
                elif seen.label == "time":
                    mention = stretched(scene, mention, mention.first, seen.first)
        yield filler if mention is filler.mention else evolve(filler, mention=mention)


def _moves(tokens: Sequence[Token], mention: EntityMention, words: Words) -> bool:
    """Tell whether a finite verb stands within a place that is no clause."""
    if "relative" in tokens[mention.first].word.tags or tokens[mention.first].word.form == "what":
        return False
    verbs = words["verbs"] | words["headed"]
    inner = (at for at in range(mention.first + 1, mention.last) if tokens[at].word.shape == "l")
    return any(tokens[at].word.form in verbs and is_verb_alone(tokens, at) for at in inner)


def is_world(scene: Scene, mention: EntityMention) -> bool:
    """Tell whether a mention names a region of several countries: no governorate is its value."""
    text = " ".join(t.word.form for t in scene.sentences[mention.sentence].tokens[mention.first : mention.last])
    return any(name in text for name in cues(scene.language.code).of("world"))


def _is_mark(token: Token) -> bool:
    return token.kind == "punct" and token.text in _MARKS
