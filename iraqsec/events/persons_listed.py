"""Persons beside one another: those of a list apart, and a post that only says who the named person is left out."""

from collections.abc import Sequence
from itertools import pairwise

from iraqsec.document import EntityMention, Token
from iraqsec.events.candidates import Scene
from iraqsec.events.extents import stretched
from iraqsec.events.filler_scorer import Filler

_FEWEST = 2
"""Persons of a list."""
_COMMAS = frozenset({",", "،"})
_JOINING = ("coordinator", "det")
_POST, _FULL = "person:post", "person:full"
_NAMED = frozenset({"person:name", "person:rank", "person:short"})


def persons_of(scene: Scene, mention: EntityMention) -> list[EntityMention]:
    """Return the persons that a stretch is made of, or none where it is one person."""
    return _two_posts(scene, mention) or _with_posts(scene, mention)


def _persons(scene: Scene, number: int) -> list[EntityMention]:
    return [m for m in scene.by_sentence[number] if m.label == "person"]


def _two_posts(scene: Scene, mention: EntityMention) -> list[EntityMention]:
    """Return the two persons that a stretch is made of, told by their posts: "التقى وزير الداخلية السفير الأردني"."""
    persons = _persons(scene, mention.sentence)
    if any((m.first, m.last) == (mention.first, mention.last) for m in persons):
        return []
    posts = [m for m in persons if m.found_by == _POST]
    pairs = (
        (a, b) for a in posts for b in posts if (a.first, a.last, b.last) == (mention.first, b.first, mention.last)
    )
    a, b = next(pairs, (None, None))
    if a is None or b is None or b.start > scene.sentences[mention.sentence].tokens[b.first].start:
        return []
    return [stretched(scene, mention, a.first, a.last), stretched(scene, mention, b.first, b.last)]


def _with_posts(scene: Scene, mention: EntityMention) -> list[EntityMention]:
    """Return the persons of a list, of which each behind the first is named with a post of his own.

    "The ambassador of France, Deputy Prime Minister X and Interior Minister Y": a name that is apposed to a post has none of
    its own. In 900 gold reports no filler is such a list.
    """
    inside = [m for m in _persons(scene, mention.sentence) if mention.first <= m.first and m.last <= mention.last]
    outer = [m for m in inside if not any(o is not m and o.first <= m.first and m.last <= o.last for o in inside)]
    if len(outer) < _FEWEST or outer[-1].last != mention.last or any(m.found_by != _FULL for m in outer[1:]):
        return []
    tokens = scene.sentences[mention.sentence].tokens
    if not all(_joins(tokens[one.last : other.first]) for one, other in pairwise(outer)):
        return []
    ends = [(mention.first, outer[0].last), *((m.first, m.last) for m in outer[1:])]
    return [stretched(scene, mention, first, last) for first, last in ends]


def _joins(between: Sequence[Token]) -> bool:
    return bool(between) and all(t.text in _COMMAS or not t.word.tags.isdisjoint(_JOINING) for t in between)


def without_posts(scene: Scene, fillers: Sequence[Filler]) -> list[Filler]:
    """Drop the posts whose holder is named behind a comma, where both were taken for a filler: "the governor, X, met".

    In 1,125 gold reports 17 of 24 such names are the filler by themselves, 4 together with the post.
    """
    named = {(f.role, f.mention.sentence, f.mention.first) for f in fillers if f.mention.found_by in _NAMED}
    return [f for f in fillers if not _is_apposed(scene, f, named)]


def _is_apposed(scene: Scene, filler: Filler, named: set[tuple[str, int, int]]) -> bool:
    mention = filler.mention
    if mention.found_by != _POST or (filler.role, mention.sentence, mention.last + 1) not in named:
        return False
    return scene.sentences[mention.sentence].tokens[mention.last].text in _COMMAS
