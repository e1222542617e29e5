"""Where a stretch that was learned ends: whole pairs of marks, both names of "between", whole times; and where it is a list."""

from collections.abc import Sequence

from iraqsec.document import EntityMention, Token
from iraqsec.gazetteer.cues import Cues
from iraqsec.taggers.hyphens import is_inner_hyphen
from iraqsec.taggers.pairs import cut_to_pairs

_TRAILING = frozenset("-–—/،,:;")
_NEAR = 2  # words between "between" and the first of its names: "between the town of Khanaqin"


def settled(
    tokens: Sequence[Token], first: int, last: int, seen: Sequence[EntityMention], known: Cues
) -> tuple[int, int]:
    """Return the stretch with whole ends; it may be empty. ``seen`` are the sentence's mentions by other taggers."""
    first, last = cut_to_pairs(tokens, first, last)
    if first >= last:
        return first, last
    for mention in seen:
        if mention.label == "time" and first < mention.first < last < mention.last:
            last = mention.first  # "facility Feb." of "facility Feb. 2"
    last = _both(tokens, first, last, seen, known)
    first = _without_plural(tokens, first, last, seen, known)
    while first < last < len(tokens) and is_inner_hyphen(tokens, last - 1):
        last += 1
    while first < last and tokens[last - 1].text in _TRAILING:
        last -= 1
    return first, last


def is_list_of_places(tokens: Sequence[Token], first: int, last: int, seen: Sequence[EntityMention]) -> bool:
    """Tell whether a stretch is nothing but known names of places side by side: "(البصرة – ميسان)" names two.

    In the gold documents 3 of 190 Arabic places with a dash in them are so, the others are roads and the like.
    """
    names = [m for m in seen if m.label == "place" and m.link and first <= m.first and m.last <= last]
    named = {at for m in names for at in range(m.first, m.last)}
    return len({(m.first, m.last) for m in names}) > 1 and all(
        at in named or tokens[at].text in _TRAILING for at in range(first, last)
    )


def _without_plural(tokens: Sequence[Token], first: int, last: int, seen: Sequence[EntityMention], known: Cues) -> int:
    """Cut the noun of a list before its first name: of 100 places after "districts of" 72 are annotated without it."""
    name = first + 1
    if known.head("plural_of", tokens[first]) and name < last and tokens[name].word.form == "of":
        name += 1
    elif not known.head("plural", tokens[first]):
        return first
    inside = any(m.label == "place" and (m.first, m.last) == (name, last) for m in seen)
    return name if inside else first


def _both(tokens: Sequence[Token], first: int, last: int, seen: Sequence[EntityMention], known: Cues) -> int:
    """Take in the second name where a stretch ends behind the first of "between Khanaqin and Jalula"."""
    joint = next((at for at in range(first, last) if known.has("between", tokens[at].word.form)), None)
    if joint is None or last >= len(tokens):
        return last
    ends = {m.last for m in seen if m.label == "place" and joint < m.first <= joint + _NEAR}
    if last not in ends:
        return last
    second = last + (tokens[last].word.form == "and")
    if second == last and not tokens[last].word.form.startswith("و"):
        return last
    return max((m.last for m in seen if m.label == "place" and m.first == second), default=last)
