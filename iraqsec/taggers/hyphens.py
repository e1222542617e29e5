"""Hyphens within words: a mention begins with a whole one."""

from collections.abc import Sequence

from iraqsec.document import Token

_ORDINAL = frozenset({"st", "nd", "rd", "th"})
_INNER = frozenset("-\u2010\u2011\u2013")
_HYPHENS = _INNER | {"\u2014"}


def whole_word(tokens: Sequence[Token], first: int, free: int = 0) -> int:
    """Return where a stretch begins if it may not begin within a hyphenated word, nor with a dash.

    Words from before the token ``free`` are not taken in.
    """
    while first > free and (
        is_inner_hyphen(tokens, first if tokens[first].text in _HYPHENS else first - 1)
        or is_ordinal_ending(tokens, first)
    ):
        first -= 1
    while first < len(tokens) and tokens[first].text in _HYPHENS:
        first += 1
    return first


def is_inner_hyphen(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether a token joins the words at its sides: "state-owned"; the long dash parts them: "MOSUL—Gunmen"."""
    if not 0 < i < len(tokens) - 1 or tokens[i].text not in _INNER:
        return False
    return tokens[i - 1].end == tokens[i].start and tokens[i].end == tokens[i + 1].start


def is_ordinal_ending(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether a token is the ending of a number: "th" in "35th-kilometer"."""
    return (
        i > 0
        and tokens[i].text in _ORDINAL
        and tokens[i - 1].end == tokens[i].start
        and tokens[i - 1].text[-1:].isdigit()
    )
