"""Places that stand in one list: where some of them are places of an event, the others are too."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from attrs import evolve

from iraqsec.document import EntityMention, Token
from iraqsec.events.candidates import Scene
from iraqsec.events.extents import stretched
from iraqsec.events.filler_scorer import Filler
from iraqsec.events.loader import Frame
from iraqsec.events.types import value_class
from iraqsec.gazetteer.cues import cues
from iraqsec.values import Place

_COMMAS = frozenset({",", "،"})
_DASHES = frozenset({"-", "–", "—"})
_PAIR = 2
_NAME = 3  # words of a name in brackets
_BEHIND = 4  # tokens from the end of a list in brackets to the place that they lie in
_PLURALS = ("plural", "open_plural")
_SHORTEST = 3
"""Names of a list: two may be a road, or a dateline and its province."""


def with_whole_lists(scene: Scene, frame: Frame, fillers: Sequence[Filler]) -> Iterator[Filler]:
    """Yield the fillers, and the names that stand in one list with two of them, or with one in a list of dashes.

    "(واسط – بابل – النجف)", "(واسط، بابل، النجف)", "Basra, Maysan and Wasit": of 305 gold lists of three and more names of
    which two or more are places of one event, in 291 all are.
    """
    yield from fillers
    roles = {f.role for f in fillers if value_class(frame.type, f.role) is Place}
    for role in sorted(roles):
        own = [f for f in fillers if f.role == role]
        for number in sorted({f.mention.sentence for f in own}):
            added = list(_missing(scene, own, number))
            yield from added
            yield from _missing_in_brackets(scene, [*own, *added], number)


def _missing(scene: Scene, own: Sequence[Filler], number: int) -> Iterator[Filler]:
    """Yield what the fillers of a role lack of the lists of known names in a sentence."""
    for run, dashed in _lists(scene, number):
        chosen = [_of(own, member) for member in run]
        likely = [f for f in chosen if f is not None]
        if len({id(f) for f in likely}) < max(1 if dashed else 2, len(likely)):
            continue  # one filler holds several names
        missing = (member for member, f in zip(run, chosen, strict=True) if f is None)
        least = min(likely, key=lambda f: f.probability)
        yield from (evolve(least, mention=member) for member in missing)


def _missing_in_brackets(scene: Scene, own: Sequence[Filler], number: int) -> Iterator[Filler]:
    """Yield what the fillers of a role lack of a list in brackets behind "villages", known or not: "قرى (الهورة، شروك)".

    One of them is a filler, or what tells where they lie: "... شرقي ديالى". The three gold lists of the kind are whole.
    """
    tokens = scene.sentences[number].tokens
    here = [f for f in own if f.mention.sentence == number]
    for first, last in _brackets(scene, number):
        spans = list(_segments(tokens, first, last))
        likely = [f for f in here if first <= f.mention.first < last + _BEHIND]
        if len(spans) < _PAIR or not likely or any(end - begin > _NAME for begin, end in spans):
            continue
        least = min(likely, key=lambda f: f.probability)
        for begin, end in spans:
            if not any(f.mention.first < end and begin < f.mention.last for f in here):
                yield evolve(least, mention=_as_place(scene, least.mention, begin, end))


def _brackets(scene: Scene, number: int) -> Iterator[tuple[int, int]]:
    """Yield the tokens between brackets that open behind a plural of places."""
    tokens, known = scene.sentences[number].tokens, cues(scene.language.code)
    for at, token in enumerate(tokens):
        if token.text == "(" and at and any(known.head(cue, tokens[at - 1]) for cue in _PLURALS):
            last = next((k for k in range(at + 1, len(tokens)) if tokens[k].text == ")"), 0)
            if last:
                yield at + 1, last


def _segments(tokens: Sequence[Token], first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches between commas and dashes."""
    begin = first
    for at in range(first, last + 1):
        if at == last or tokens[at].text in _COMMAS | _DASHES:
            if at > begin:
                yield begin, at
            begin = at + 1


def _as_place(scene: Scene, mention: EntityMention, first: int, last: int) -> EntityMention:
    """Return the place that a tagger saw in a stretch, or the stretch as one of which nothing is known."""
    for seen in scene.by_sentence[mention.sentence]:
        if seen.label == "place" and (seen.first, seen.last) == (first, last):
            return seen
    return stretched(scene, evolve(mention, value=None, label="PLACE"), first, last)


def apart(scene: Scene, frame: Frame, fillers: Iterable[Filler]) -> Iterator[Filler]:
    """Yield the fillers, the known places each for itself where one holds two: "Nineveh and Salahaddin".

    Of 40,000 English gold places two hold a list of two ("Erbil and Duhok provinces"), of as many Arabic ones none.
    """
    for filler in fillers:
        members = _members(scene, filler.mention) if value_class(frame.type, filler.role) is Place else ()
        if members:
            yield from (evolve(filler, mention=member) for member in members)
        else:
            yield filler


def _members(scene: Scene, mention: EntityMention) -> Sequence[EntityMention]:
    """Return the known places of which a phrase consists, if nothing else but "and" stands between them."""
    tokens = scene.sentences[mention.sentence].tokens
    names = [m for m in _names(scene, mention.sentence) if mention.first <= m.first and m.last <= mention.last]
    if len(names) < _PAIR or (names[0].first, names[-1].last) != (mention.first, mention.last):
        return ()
    pairs = list(pairwise(names))
    joined = all(_is_conjoined(tokens, right) and _joins(tokens, left, right) for left, right in pairs)
    return names if joined else ()


def _of(fillers: Sequence[Filler], member: EntityMention) -> Filler | None:
    """Return the filler that holds a name, or that is the same place elsewhere in the text."""
    for filler in fillers:
        mention = filler.mention
        if mention.sentence == member.sentence and mention.first < member.last and member.first < mention.last:
            return filler
    return next((f for f in fillers if f.mention.link == member.link), None)


def _lists(scene: Scene, number: int) -> list[tuple[list[EntityMention], bool]]:
    """Return the lists of known places of a sentence, and of each whether dashes part its names."""
    found: list[tuple[list[EntityMention], bool]] | None = scene.told.get(("places", number))
    if found is not None:
        return found
    tokens, known = scene.sentences[number].tokens, cues(scene.language.code)
    names = _names(scene, number)
    runs: list[list[EntityMention]] = []
    for seen in sorted(names, key=lambda m: (m.first, -m.last)):
        if runs and seen.first < runs[-1][-1].last:
            continue
        if runs and _joins(tokens, runs[-1][-1], seen):
            runs[-1].append(seen)
        else:
            runs.append([seen])
    found = []
    for run in runs:
        marks = {token.text for token in tokens[run[0].first : run[-1].last]}
        road = any(
            known.head("road", token)
            for token in (*tokens[run[0].first - 1 : run[0].first], *tokens[run[-1].last : run[-1].last + 1])
        )
        dashed = not marks.isdisjoint(_DASHES) and marks.isdisjoint(_COMMAS)
        ended = dashed or _is_conjoined(tokens, run[-1]) or _in_brackets(tokens, run)
        if len(run) >= _SHORTEST and ended and not road:
            found.append((run, dashed))
    scene.told["places", number] = found
    return found


def _names(scene: Scene, number: int) -> list[EntityMention]:
    """Return the places of a sentence that the gazetteer knows."""
    return [m for m in scene.by_sentence[number] if m.label == "place" and m.link and m.found_by.startswith("places.")]


def _joins(tokens: Sequence[Token], left: EntityMention, right: EntityMention) -> bool:
    """Tell whether nothing but a comma, a dash or "and" lies between two names."""
    between = tokens[left.last : right.first]
    if not between:
        return right.start > tokens[right.first].start and _is_conjoined(tokens, right)
    return all(t.text in _COMMAS | _DASHES or "coordinator" in t.word.tags for t in between)


def _in_brackets(tokens: Sequence[Token], run: Sequence[EntityMention]) -> bool:
    """Tell whether a pair of brackets holds a list and nothing else: "في محافظات (واسط، بابل، النجف)"."""
    before, behind = tokens[run[0].first - 1 : run[0].first], tokens[run[-1].last : run[-1].last + 1]
    return [t.text for t in (*before, *behind)] == ["(", ")"]


def _is_conjoined(tokens: Sequence[Token], name: EntityMention) -> bool:
    """Tell whether "and" stands before a name, or is written onto it: "وواسط"."""
    token = tokens[name.first]
    written = name.start > token.start and token.word.form.startswith("و")
    return written or (name.first > 0 and "coordinator" in tokens[name.first - 1].word.tags)
