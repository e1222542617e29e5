"""What of an event's places says nothing of its own: one that is named twice, a town that only tells where a road runs."""

from collections.abc import Container, Iterable, Iterator, Sequence

from attrs import evolve

from iraqsec.document import EntityMention, Token
from iraqsec.events.candidates import Scene
from iraqsec.events.extents import Words, is_verb_alone, stretched, words_of
from iraqsec.events.filler_scorer import Filler
from iraqsec.gazetteer.cues import Cues, cues
from iraqsec.taggers.place_patterns import distance_end
from iraqsec.values import Number, Place

_SIDES = ("partly", "direction")
"""Cues of words that only say which part or side of a place is meant: the fullest form is one without them."""

_LENGTHS = frozenset({"km", "m", "mile"})
_FIGURE_AND_UNIT = 2
_STRETCH = 8
"""Words from "from" to the "to" that makes a distance the length of what runs between two places."""
_IRAQ = "country:IQ"
_WIDE = frozenset({"places.country"})
_SOME_BORDER = "border"
_ROAD = 7
"""Words from a road's noun to the town that it leads to."""
_NAME = 3
_CAPITALS = frozenset({"C", "U"})
_CAPITAL = "IQ-BG"
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
    return _one_stretch(scene, [f for f in fillers if id(f) not in named or id(f) in stay], known)


def _one_stretch(scene: Scene, fillers: Sequence[Filler], known: Cues) -> list[Filler]:
    """Keep one border of a country and one phrase for the whole of Iraq: "the frontier" beside "the border with Syria".

    No gold event has two borders of one country, nor one of none beside it, or two phrases for Iraq as a whole.
    """
    wide = {id(f): key for f in fillers if (key := _stretch(scene, f, known))}
    kept: dict[str, Filler] = {}
    for filler in fillers:
        told = wide.get(id(filler))
        old = kept.get(told) if told else None
        if told and (old is None or _fullness(scene, filler, known) > _fullness(scene, old, known)):
            kept[told] = filler
    if len(kept) > 1:
        kept.pop(_SOME_BORDER, None)
    stay = {id(filler) for filler in kept.values()}
    return [f for f in fillers if id(f) not in wide or id(f) in stay]


def _stretch(scene: Scene, filler: Filler, known: Cues) -> str:
    """Return which border, or that all of Iraq, a place filler means; nothing for another place."""
    mention, value = filler.mention, filler.mention.value
    if filler.role != "place":
        return ""
    name = _name(scene, filler, known) if value is None else None
    if (name and name.link == _IRAQ) or (
        isinstance(value, Place) and value.country == "IQ" and (mention.found_by in _WIDE or mention.link == _IRAQ)
    ):
        return _IRAQ
    if isinstance(value, Place) and (value.governorate or value.country == "IQ"):
        return ""
    tokens = scene.sentences[mention.sentence].tokens[mention.first : mention.last]
    if not any(known.head("border", token) for token in tokens):
        return ""
    if not isinstance(value, Place):
        return _SOME_BORDER if all(_is_light(known, t) or known.head("border", t) for t in tokens) else ""
    return f"border:{value.country}" if mention.found_by.startswith("places.border") else ""


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


def without_parts(scene: Scene, fillers: Sequence[Filler]) -> list[Filler]:
    """Drop the places of whose words another one of the event consists too: "Najaf" beside "Najaf airport".

    Of 13,000 gold places that hold a town's name which stands elsewhere in the text too, 122 have that town beside them. A road
    is named after what it leads to, which may be where the event is.
    """
    known = cues(scene.language.code)
    words = {id(f): _own_words(scene, f, known) for f in fillers if f.role == "place"}
    roads = {id(f) for f in fillers if f.role == "place" and any(known.head("road", t) for t in _tokens(scene, f))}
    wholes = [
        (f, words[id(f)]) for f in fillers if id(f) in words and id(f) not in roads and not _is_cut(scene, f.mention)
    ]
    return [
        f
        for f in fillers
        if not (own := words.get(id(f)))
        or _has_own_noun(scene, f, known)
        or not any(own < other and not _goes_on(scene, f, whole) for whole, other in wholes)
    ]


def _has_own_noun(scene: Scene, filler: Filler, known: Cues) -> bool:
    """Tell "قضاء الشرقاط", which is more than where the police of Shirqat have their seat."""
    tokens = _tokens(scene, filler)
    return scene.language.code == "ar" and len(tokens) > 1 and known.head("noun", tokens[0]) is not None


def _goes_on(scene: Scene, part: Filler, whole: Filler) -> bool:
    """Tell whether an Arabic place begins with another one: "الشرقاط الدامية" only adds an adjective to the name."""
    first, opening = _tokens(scene, part)[0], _tokens(scene, whole)[0]
    return scene.language.code == "ar" and first.word.stem == opening.word.stem


def _is_cut(scene: Scene, mention: EntityMention) -> bool:
    """Tell a place that ends within a name: "headquarters of the Samarra" of "... the Samarra Infantry Base"."""
    tokens = scene.sentences[mention.sentence].tokens
    behind = tokens[mention.last] if mention.last < len(tokens) else None
    return behind is not None and behind.word.shape in _CAPITALS and tokens[mention.last - 1].word.shape in _CAPITALS


def _own_words(scene: Scene, filler: Filler, known: Cues) -> set[str]:
    """Return the stems of a place, but those that make no other place of it."""
    return {t.word.stem for t in _tokens(scene, filler) if t.kind != "punct" and not _is_light(known, t)}


def _tokens(scene: Scene, filler: Filler) -> Sequence[Token]:
    return scene.sentences[filler.mention.sentence].tokens[filler.mention.first : filler.mention.last]


def without_references(scene: Scene, fillers: Sequence[Filler]) -> list[Filler]:
    """Drop the towns that only tell how far off another place of the event is: "Buhriz, 5 km south of Baquba".

    In the gold documents 64 of 73 such towns are no filler.
    """
    known = cues(scene.language.code)
    places = [f.mention for f in fillers if f.role == "place"]
    return [f for f in fillers if f.role != "place" or not _is_reference(scene, f.mention, places, known)]


def _is_reference(scene: Scene, mention: EntityMention, places: Sequence[EntityMention], known: Cues) -> bool:
    """Tell whether a distance and a side stand before a place, and another place of the event before these.

    "A village that lies 40 km south of Kut", "قرية الهورة (65 كم جنوب الكوت)": 28 of 31 such Arabic towns are no gold filler,
    and 138 of 144 English ones.
    """
    tokens = scene.sentences[mention.sentence].tokens
    at = distance_end(tokens, mention.first, known)
    before = _length_start(scene, mention, at, known) if at < mention.first else None
    if before is None:
        return False
    ends = {other.last for other in places if other.sentence == mention.sentence}
    while (
        before
        and before not in ends
        and (known.has("about", tokens[before - 1].word.form) or _is_mark(tokens[before - 1]))
    ):
        before -= 1
    return before in ends


def _length_start(scene: Scene, mention: EntityMention, last: int, known: Cues) -> int | None:
    """Return where a length begins that ends before a token: one that a tagger read, or a figure and its unit."""
    for number in scene.by_sentence[mention.sentence]:
        if number.last == last and isinstance(number.value, Number) and number.value.unit in _LENGTHS:
            return number.first
    tokens = scene.sentences[mention.sentence].tokens
    if last < _FIGURE_AND_UNIT or not known.has("length", tokens[last - 1].word.form):
        return None
    return last - _FIGURE_AND_UNIT if tokens[last - _FIGURE_AND_UNIT].kind == "number" else None


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
        elif opening.form == "site" and mention.first and tokens[mention.first - 1].word.form == "on":
            continue  # "destroyed on site": where it was found
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


def with_road(scene: Scene, filler: Filler) -> Filler:
    """Widen a place that only tells where a road runs to the whole road: "on a road between Tikrit and [Samarra]".

    Where gold documents name such a road 60 fillers are the whole of it and 6 one of its towns; its governorate is that of
    the town named first, but where that is Baghdad.
    """
    mention, words = filler.mention, words_of("en")
    tokens = scene.sentences[mention.sentence].tokens
    for at in range(max(0, mention.first - _ROAD), mention.last):
        if tokens[at].word.form not in words["roads"]:
            continue
        last = _road_end(scene, mention.sentence, at + 1, words)
        first = min(mention.first, at - (at > 0 and tokens[at - 1].word.form in words["road_kinds"]))
        if at < mention.last <= last and (first, last) != (mention.first, mention.last):
            zones = [
                seen.value.governorate
                for seen in scene.by_sentence[mention.sentence]
                if at < seen.first and seen.last <= last and isinstance(seen.value, Place) and seen.value.governorate
            ]
            value = Place(governorate=min(zones, key=lambda zone: zone == _CAPITAL), kind="road") if zones else None
            return evolve(filler, mention=evolve(stretched(scene, mention, first, last), value=value, link=None))
    return filler


def _road_end(scene: Scene, number: int, at: int, words: Words) -> int:
    """Return where "between A and B" ends that begins at a token, or 0 where none does."""
    tokens = scene.sentences[number].tokens
    if at >= len(tokens) or tokens[at].word.form not in words["joining"]:
        return 0
    days = {i for seen in scene.by_sentence[number] if seen.label == "time" for i in range(seen.first, seen.last)}
    one = _name_end(tokens, at + 1, days, words)
    if not one or one >= len(tokens) or tokens[one].word.form not in words["joined"]:
        return 0
    return _name_end(tokens, one + 1, days, words)


def _name_end(tokens: Sequence[Token], at: int, days: Container[int], words: Words) -> int:
    """Return where a name ends that begins at a token, behind "the town of"; 0 where none does."""
    while at < len(tokens) and tokens[at].word.form in words["before_names"]:
        at += 1
    last = at
    while last < min(len(tokens), at + _NAME) and last not in days and tokens[last].word.shape in _CAPITALS:
        last += 1
    return last if last > at else 0


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
