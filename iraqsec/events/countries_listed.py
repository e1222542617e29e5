"""Countries beside one another: the runs of them that take part in something, each a filler of its own."""

from collections.abc import Iterator, Sequence

from attrs import evolve

from iraqsec.document import EntityMention, Token, overlap
from iraqsec.events.candidates import Scene
from iraqsec.events.extents import stretched, words_of
from iraqsec.events.filler_scorer import Filler
from iraqsec.events.loader import Frame
from iraqsec.values import Place

SIDES = frozenset({"participant", "party", "agent"})
"""Roles that countries fill."""
_HELD = frozenset({"Conference", "DrugConference"})
_COMMAS = frozenset({",", "،"})
_EACH = 2  # words of "each of"


def envoys_from(scene: Scene, tokens: Sequence[Token], first: int) -> int:
    """Return where the noun stands that countries are told of ("delegations from"), or ``first``."""
    words = words_of(scene.language.code)
    at = first - 1
    while at > 0 and (tokens[at].word.form in words["from"] or tokens[at].word.stem in words["offices"]):
        at -= 1
    return at if at >= 0 and tokens[at].word.stem in words["envoys"] else first


def runs(scene: Scene, number: int) -> list[list[EntityMention]]:
    """Return the runs of two or more countries of a sentence with nothing between them but commas and conjunctions."""
    found: list[list[EntityMention]] | None = scene.told.get(("countries", number))
    if found is not None:
        return found
    tokens = scene.sentences[number].tokens
    made: list[list[EntityMention]] = []
    for seen in scene.by_sentence[number]:
        if seen.found_by != "places.name" or not (isinstance(seen.value, Place) and seen.value.country):
            continue
        between = tokens[made[-1][-1].last : seen.first] if made else ()
        joined = bool(between) or (made and seen.start > tokens[seen.first].start)
        if made and joined and all(t.text in _COMMAS or "coordinator" in t.word.tags for t in between):
            made[-1].append(seen)
        elif not made or seen.first >= made[-1][-1].last:
            made.append([seen])
    found = scene.told["countries", number] = [run for run in made if len(run) > 1]
    return found


def whole_runs(scene: Scene, frame: Frame, fillers: Sequence[Filler]) -> Iterator[Filler]:
    """Yield the fillers, and the members of a run of countries of which others fill the role.

    Of one with whose "participation" a conference is held one is enough; where none was taken, all of them are.
    """
    yield from fillers
    held = frame.name in _HELD
    for filler in fillers:
        if filler.role in SIDES:
            mention = filler.mention
            same = [f.mention for f in fillers if f.role == filler.role and f.mention.sentence == mention.sentence]
            for run in runs(scene, mention.sentence):
                inside = [one for one in run if any(overlap(one, other) for other in same)]
                enough = len(inside) > 1 or (held and _takes_part(scene, run) and mention in same)
                if enough and inside and mention.first == inside[-1].first and mention.last == inside[-1].last:
                    yield from (
                        evolve(filler, mention=stretched(scene, mention, one.first, one.last, one.start))
                        for one in run
                        if one not in inside
                    )
    for number in sorted({f.mention.sentence for f in fillers}) if held else ():
        for run in runs(scene, number):
            if _takes_part(scene, run) and not any(overlap(one, f.mention) for one in run for f in fillers):
                yield from (Filler("participant", one, min(f.probability for f in fillers)) for one in run)


def _takes_part(scene: Scene, run: Sequence[EntityMention]) -> bool:
    """Tell whether a run of countries is introduced as those that take part: "بمشاركة كل من: مصر، إيران"."""
    words, tokens = words_of(scene.language.code), scene.sentences[run[0].sentence].tokens
    at = run[0].first
    at -= at > 0 and tokens[at - 1].text == ":"
    each = at > _EACH and " ".join(t.word.form for t in tokens[at - _EACH : at]) in words.get("each_of", ())
    at -= _EACH * each
    before = range(at) if each else range(max(0, at - 1), at)  # "شارك في المؤتمر كل من"
    return any(tokens[i].word.form in words.get("taking_part", ()) for i in before)


def without_each(scene: Scene, mention: EntityMention) -> EntityMention:
    """Leave out "each of" before a list: "كل من مصر والأردن"."""
    tokens = scene.sentences[mention.sentence].tokens[mention.first : mention.first + _EACH]
    each = " ".join(token.word.form for token in tokens) in words_of(scene.language.code).get("each_of", ())
    behind = mention.first + _EACH
    return stretched(scene, mention, behind, mention.last) if each and behind < mention.last else mention
