"""Where a stretch that was learned ends: brackets and quotes in pairs, "between" with both its names, no half of a time."""

from collections.abc import Sequence

from iraqsec.document import EntityMention, Token
from iraqsec.gazetteer.cues import cues
from iraqsec.taggers.hyphens import is_inner_hyphen

_CLOSES = {"(": ")", "[": "]", "“": "”", "«": "»", '"': '"'}
_OPENS = {")": "(", "]": "[", "”": "“", "»": "«"}
_TRAILING = frozenset("-–—/،,:;")
_BETWEEN = frozenset({"between", "بين"})
_PLURALS = frozenset(
    "provinces governorates cities towns villages districts subdistricts areas neighborhoods neighbourhoods".split()  # noqa: SIM905
)
_HEAD = 2  # words before a bracket that are only the noun of what it lists: "قضاءي (أبو غريب، المحمودية)"


def settled(tokens: Sequence[Token], first: int, last: int, seen: Sequence[EntityMention]) -> tuple[int, int]:
    """Return the stretch with whole ends; it may be empty. ``seen`` are the sentence's mentions by other taggers."""
    first, last = _paired(tokens, first, last)
    if first >= last:
        return first, last
    for mention in seen:
        if mention.label == "time" and first < mention.first < last < mention.last:
            last = mention.first  # "facility Feb." of "facility Feb. 2"
    last = _both(tokens, first, last, seen)
    first = _without_plural(tokens, first, last, seen)
    while first < last < len(tokens) and is_inner_hyphen(tokens, last - 1):
        last += 1
    while first < last and tokens[last - 1].text in _TRAILING:
        last -= 1
    return first, last


def _paired(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """Cut a stretch at a bracket or quote whose other half lies outside, or take that in where it stands right beside."""
    opened: list[int] = []
    for at in range(first, last):
        text = tokens[at].text
        if text == '"':
            opened = opened[:-1] if opened and tokens[opened[-1]].text == '"' else [*opened, at]
        elif text in _CLOSES:
            opened.append(at)
        elif text in _OPENS:
            if opened and tokens[opened[-1]].text == _OPENS[text]:
                opened.pop()
            elif first and tokens[first - 1].text == _OPENS[text]:
                first -= 1
            else:
                return (first, at) if at > first else _paired(tokens, at + 1, last)
    return _closed(tokens, first, last, opened[0]) if opened else (first, last)


def _closed(tokens: Sequence[Token], first: int, last: int, at: int) -> tuple[int, int]:
    """Cut a stretch at a bracket or quote that it opens and does not close."""
    closing = _CLOSES[tokens[at].text]
    if closing == '"' and sum(token.text == '"' for token in tokens[:at]) % 2:  # it closes a quotation
        if first and tokens[first - 1].text == '"':
            return first - 1, last
        return (first, at) if at > first else (at + 1, last)
    if last < len(tokens) and tokens[last].text == closing:
        return first, last + 1
    return (at + 1, last) if at < first + _HEAD and at + 1 < last else (first, at)


def _without_plural(tokens: Sequence[Token], first: int, last: int, seen: Sequence[EntityMention]) -> int:
    """Cut the noun of a list before its first name: of 100 places after "districts of" 72 are annotated without it."""
    name = first + 1
    if tokens[first].word.form in _PLURALS and name < last and tokens[name].word.form == "of":
        name += 1
    elif not cues("ar").head("plural", tokens[first]):
        return first
    inside = any(m.label == "place" and (m.first, m.last) == (name, last) for m in seen)
    return name if inside else first


def _both(tokens: Sequence[Token], first: int, last: int, seen: Sequence[EntityMention]) -> int:
    """Take in the second name where a stretch ends behind the first of "between Khanaqin and Jalula"."""
    joint = next((at for at in range(first, last) if tokens[at].word.form in _BETWEEN), None)
    if joint is None or last >= len(tokens):
        return last
    ends = {m.last for m in seen if m.label == "place" and joint < m.first <= joint + _HEAD}
    if last not in ends:
        return last
    second = last + (tokens[last].word.form == "and")
    if second == last and not tokens[last].word.form.startswith("و"):
        return last
    return max((m.last for m in seen if m.label == "place" and m.first == second), default=last)
