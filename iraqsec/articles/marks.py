"""What lines are told from the lines beside them: menus, repeated headlines, the values of labels, authors' boxes."""

from collections import Counter
from itertools import pairwise

import regex

from iraqsec.articles.model import Line
from iraqsec.articles.series import mark_series
from iraqsec.articles.tables import lowered

MENU_WORDS = 3
_VALUE_WORDS = 4
_CRUMB_LENGTH = 40
_MENU_RUN = 4
_TICKER_RUN = 3
_TIMED = regex.compile(r"[-•*»\s]*\d{1,2}:\d\d(?!\d*\s*$)")
_WORD = regex.compile(r"\p{L}{3,}")
_PROCLITIC = regex.compile(r"^(?:[وفبلك]?ال|لل|[وف])(?=\p{Arabic}{3})")


def mark_neighbours(lines: list[Line]) -> None:
    """Judge the lines of a page by the lines beside them; their roles are changed in place."""
    mark_series(lines)
    _mark_values(lines)
    _mark_authors(lines)
    _mark_tickers(lines)
    _mark_menus(lines)
    _mark_repeated(lines)


def _mark_values(lines: list[Line]) -> None:
    """Give a label that stands alone ("رئيس التحرير", "نشر") the short line below it for its value."""
    for line, following in pairwise(lines):
        if (
            line.name == ""
            and line.reason in ("byline", "masthead")
            and not following.blank_before
            and following.words <= _VALUE_WORDS
        ):
            line.name = following.text
            following.role, following.reason = "furniture", line.reason


def _mark_authors(lines: list[Line]) -> None:
    """Take the box that tells of the author below a story for furniture: the name, and what is said of its bearer."""
    names = {lowered(line.name) for line in lines if line.reason == "byline" and line.name}
    told = False
    for line, following in pairwise(lines):
        told = told or line.role == "body"
        if line.role == "head" and line.low in names:
            line.role, line.reason = "furniture", "author"
        elif line.reason != "byline":
            continue
        name = lowered(line.name or line.text)
        if not told or not name or following.role not in ("body", "head"):
            continue
        if name in following.low[: 2 * len(name) + 8] or following.low.startswith(name.split()[-1] + " "):
            following.role, following.reason = "furniture", "author"


def _mark_tickers(lines: list[Line]) -> None:
    """Take three or more headlines in a row that each begin with a time of day for a ticker."""
    run: list[Line] = []
    for line in [*lines, None]:
        if (
            line is not None
            and line.role in ("head", "list")
            and _TIMED.match(line.text)
            and not line.text.endswith(".")
        ):
            run.append(line)
            continue
        if len(run) >= _TICKER_RUN:
            for part in run:
                part.role, part.reason = "furniture", "ticker"
        run = []


def _mark_menus(lines: list[Line]) -> None:
    """Take three or more very short lines in a row, with no paragraph among them, for a menu."""
    run: list[Line] = []
    for line in [*lines, None]:
        short = (
            line is not None
            and line.role in ("head", "furniture")
            and line.words <= MENU_WORDS
            and not line.text.endswith((".", ":", "؟", "?"))
        )
        if line is not None and short:
            run.append(line)
            continue
        heads = [part for part in run if part.role == "head" and not part.text.startswith("#")]
        if len(run) >= _MENU_RUN or (
            len(run) == MENU_WORDS and len(heads) < MENU_WORDS and not any(part.blank_before for part in run[1:])
        ):
            for part in heads:
                part.role, part.reason = "furniture", "menu"
        run = []


def _mark_repeated(lines: list[Line]) -> None:
    """Take headlines that stand several times on the page for furniture, but for the one that a paragraph follows."""
    counts = Counter(line.low for line in lines if line.role == "head")
    for i, line in enumerate(lines):
        if line.role != "head":
            continue
        if counts[line.low] > 1:
            counts[line.low] -= 1
            line.role, line.reason = "furniture", "repeated"
        elif i + 1 < len(lines):
            _cut_run_in(line, lines[i + 1])


def _cut_run_in(line: Line, following: Line) -> None:
    """Cut the words of a breadcrumb off a title that runs into it, where the title stands again below."""
    extra = len(line.text) - len(following.text)
    if (
        following.role == "head"
        and following.words > MENU_WORDS
        and 0 < extra <= _CRUMB_LENGTH
        and line.text.endswith(following.text)
    ):
        line.cuts = ((line.start, line.start + extra, "breadcrumb"),)
        line.start += extra
        line.text = following.text


def _stems(text: str) -> set[str]:
    """Return the first letters of the words of a text, Arabic clitics and articles cut: enough to see words recur."""
    out = set()
    for word in _WORD.findall(text.lower()):
        bare = _PROCLITIC.sub("", word)
        out.add(bare[:5])
    return out


_COMMON = frozenset(
    {
        "the",
        "and",
        "for",
        "with",
        "from",
        "that",
        "after",
        "over",
        "iraq",
        "iraqi",
        "عراق",
        "علي",
        "الي",
        "بعد",
        "عراقي",
    }
)


def shared_words(head: Line, lead: Line) -> int:
    """Count the content words that a headline shares with the start of a paragraph."""
    start = " ".join(lead.text.split()[:60])
    return len((_stems(head.text) & _stems(start)) - _COMMON)
