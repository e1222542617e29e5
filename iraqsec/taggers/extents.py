"""Where a stretch that was learned ends: brackets and quotes in pairs, "between" with both its names, no half of a time."""

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
