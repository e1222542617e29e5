"""Paragraphs that a crawl left in pieces, a line for each link in them, put together again."""

from functools import cache

import regex

from iraqsec.articles.furniture import judge
from iraqsec.articles.model import Line
from iraqsec.articles.tables import any_of, table

_GOES_ON = regex.compile(r"[،,;:؛)\]%]|[.…](?=\s|$)|'s\b")
_LOWER = regex.compile(r"\p{Ll}")
_CLOSED = regex.compile(r"[.!?؟…][\"')\]\s]*\d{0,2}$")  # a footnote's figure may follow
_LINK_WORDS = 6
_CUT_WORDS = 8  # a line as long as this, and the next begins with a small letter: it was cut
_BREAKING = frozenset(
    {
        "date",
        "contact",
        "counter",
        "copyright",
        "comments",
        "newsletter",
        "tags",
        "related",
        "share",
        "masthead",
        "byline",
    }
)


@cache
def _open_end() -> regex.Pattern[str]:
    return regex.compile(rf"(?:(?<!\p{{L}}){any_of(table('fragments')['connectors'])}|\s[بلكو]|[(«])\s*$")


def breaks_off(line: str) -> bool:
    """Tell whether a line ends in a word that no headline and no sentence ends in ("of", "في")."""
    return bool(_open_end().search(line))


@cache
def _lead() -> regex.Pattern[str]:
    return regex.compile(rf"{any_of(table('fragments')['leads'])}(?!\p{{L}})")


def mend(lines: list[Line], text: str) -> list[Line]:
    """Join the pieces of paragraphs that were broken at their links; a page without such pieces stays as it is.

    A line that begins with a comma gives such a page away. From there on a paragraph goes on until it is closed.
    """
    marked = sum(_follows(lines, i) and bool(_GOES_ON.match(lines[i].text)) for i in range(1, len(lines)))
    lower = [lines[i - 1].words for i in range(1, len(lines)) if _follows(lines, i) and _LOWER.match(lines[i].text)]
    if not marked and len(lower) < 2 and max(lower, default=0) < _CUT_WORDS:  # noqa: PLR2004
        return lines
    out: list[Line] = []
    open_, before = False, True  # whether the paragraph was joined already; whether the line before breaks paragraphs
    for i, line in enumerate(lines):
        goes_on = _continues(line)
        breaks = not goes_on and _breaks(line, open_=open_)
        joined = bool(out) and not line.blank_before and not before and not breaks
        if joined and (goes_on or _belongs(lines, i, open_=open_)):
            last = out[-1]
            last.end, last.words, last.text = line.end, last.words + line.words, text[last.start : line.end]
            open_ = not _CLOSED.search(line.text)
        else:
            out.append(line)
            open_ = False
        before = breaks
    return out


def _follows(lines: list[Line], i: int) -> bool:
    return not lines[i].blank_before and not _CLOSED.search(lines[i - 1].text)


def _continues(line: Line) -> bool:
    return bool(_GOES_ON.match(line.text))


def _breaks(line: Line, *, open_: bool) -> bool:
    """Tell whether a line is furniture for sure; within an open paragraph a section's name may be a link."""
    verdict = judge(line.text)
    if verdict is None:
        return False
    return verdict.role in ("separator", "end", "heading") or verdict.reason in _BREAKING or not open_


def _belongs(lines: list[Line], i: int, *, open_: bool) -> bool:
    """Tell whether a line belongs to the paragraph before it."""
    line, before = lines[i], lines[i - 1]
    if _CLOSED.search(before.text):
        return False
    if open_ or _LOWER.match(line.text) or _open_end().search(before.low) or _lead().match(before.low):
        return True
    following = lines[i + 1] if i + 1 < len(lines) else None
    link = line.words <= _LINK_WORDS and following is not None and not following.blank_before
    return link and following is not None and bool(_GOES_ON.match(following.text))
