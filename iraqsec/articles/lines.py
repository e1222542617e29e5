"""The lines of a page, paragraphs that were wrapped at a width joined, each with what its form says of its role."""

from collections.abc import Iterator
from functools import cache

import regex

from iraqsec.articles.fragments import breaks_off, mend
from iraqsec.articles.furniture import judge, signoff_start
from iraqsec.articles.model import Line, Stretch
from iraqsec.articles.pubdates import leading_date
from iraqsec.articles.tables import any_of, lowered, table

_LINE = regex.compile(r"[^\n]+")
_BULLET = regex.compile(
    r"(?:[•▪◦‣●■□◆◇▶►▸➤➢✔✓✅🔻🔺🔹🔸🔴🔵⚫⚪*+»-]|[–—](?=\s)|\d\u20e3|\(?\d{1,2}\s?[.)](?!\d)[-–]?|\d{1,2}\s?[-–](?=\s|\p{L})|\(?[a-hA-H]\)|[QA][.:]|[سج]\s?[:/])\s*"
)
_MESSAGE = regex.compile(
    r"(?m)^[ \t]{0,4}\[?\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}[,،]?"
    r"\s\d{1,2}:\d\d(?::\d\d)?(?:\s?(?:[aApP][mM]|[صم]))?(?:\]|\s-)\s+(?=\S)"
)
_CLOSED = regex.compile(r"[.!?؟…:؛][\"')\]»\s]*$")
_FULL_STOP = regex.compile(r"(?<!\.)[.][\"')\]\s]*$")
_HASH_HEAD = regex.compile(r"[^\p{L}\p{N}#]*#[\p{L}\p{N}_]+(?:\s+\S+){0,4}")
_WRAP_WIDTH = range(40, 131)
_BODY_WORDS = 22
_SHORT_BODY = 5
_NO_STOP_BODY = 13
_CAPTION_WORDS = 60


def read_lines(text: str) -> list[Line]:
    """Cut folded text into lines, join what was wrapped, and judge each line by itself."""
    found = mend(list(_join(list(_split(text)), text)), text)
    stopped = sum(bool(_CLOSED.search(line.text)) for line in found if line.words >= _NO_STOP_BODY)
    long = sum(line.words >= _NO_STOP_BODY for line in found)
    unstopped = long > 0 and stopped < 0.4 * long  # the page does without full stops
    for line in found:
        _assign(line, unstopped=unstopped)
    return found


def _split(text: str) -> Iterator[Line]:
    blank, last, first = True, 0, True
    stamped = len(_MESSAGE.findall(text)) > 1  # messages exported from a phone
    for match in _LINE.finditer(text):
        blank = blank or text.count("\n", last, match.start()) > 1
        last = match.end()
        piece = match[0]
        stripped = piece.strip()
        if not stripped:
            blank = True
            continue
        start = match.start() + len(piece) - len(piece.lstrip())
        cut = leading_date(lowered(stripped)) if first else 0  # "date 2025-01-09 Shafaq News/ …"
        if stamped and (message := _MESSAGE.match(stripped)):
            cut = message.end()
        if cut:
            yield _line(text, start, start + cut, blank=blank)
            start, blank = start + cut, True
        yield _line(text, start, match.end(), blank=blank)
        first = blank = False


def _line(text: str, start: int, end: int, *, blank: bool) -> Line:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    stripped = piece.strip()
    return Line(start, start + len(stripped), stripped, len(stripped.split()), blank)


def _join(lines: list[Line], text: str) -> Iterator[Line]:
    """Join the lines of paragraphs that were broken at a fixed width.

    Broken so, no line had room for the first word of the next: where that holds of almost all neighbouring lines, they
    are one paragraph. A page of real lines fails it at once.
    """
    width = max((len(line.text) for line in lines), default=0)
    pairs = [i for i in range(1, len(lines)) if not lines[i].blank_before]
    full = [i for i in pairs if _no_room(lines[i - 1], lines[i], width)]
    if width in _WRAP_WIDTH and (len(full) < 4 or len(full) < 0.6 * len(pairs)):  # noqa: PLR2004
        full = _set_ragged(lines, pairs, width)
    elif width not in _WRAP_WIDTH:
        full = []
    if not full:
        yield from lines
        return
    joined = set(full)
    open_line: Line | None = None
    for i, line in enumerate(lines):
        if open_line is not None and i in joined and not _BULLET.match(line.text):
            open_line.end, open_line.words = line.end, open_line.words + line.words
            continue
        if open_line is not None:
            yield _closed(open_line, text)
        open_line = line
    if open_line is not None:
        yield _closed(open_line, text)


def _set_ragged(lines: list[Line], pairs: list[int], width: int) -> list[int]:
    """Find what goes on in the next line where the letters of a printed page are of unequal width.

    Short lines are no proof there; a line that breaks off behind a preposition is, for the whole page.
    """
    open_ = [
        i for i in pairs if _no_room(lines[i - 1], lines[i], int(0.9 * width)) and not _CLOSED.search(lines[i - 1].text)
    ]
    return open_ if any(breaks_off(lines[i - 1].text) for i in open_) else []


def _no_room(line: Line, following: Line, width: int) -> bool:
    first = following.text.split(maxsplit=1)[0]
    return len(line.text) + 1 + len(first) > width and len(line.text) > 0.6 * width


def _closed(line: Line, text: str) -> Line:
    line.text = text[line.start : line.end]
    return line


@cache
def _caption() -> tuple[regex.Pattern[str], ...]:
    data = table("furniture")["captions"]
    photo, sources = any_of(data["credits"]), any_of(data["sources"])
    alone = any_of(data["alone"])
    within = rf"[^\[\]()]{{0,60}}(?<!\p{{L}}){photo}(?!\p{{L}})[^\[\]()]{{0,80}}"
    return (
        regex.compile(
            rf"(?<!\s)\s*+(?:[\[(](?:\s*{alone}\s*|{within})[\])]|(?<=[.!?]\s*){photo}\s*:\s*[^.:\n]{{2,40}})\s*+$"
        ),
        regex.compile(rf"(?<!\s)\s*+(?:[\[(]\s*{sources}\s*[\])]|(?<=[.!\"]\s*)[/|-]\s*{sources})\s*+$"),
        regex.compile(rf"[\[(]?\s*{any_of(data['labels'])}\s*[:|,–—-]\s*"),
        regex.compile(
            rf"(?:{any_of(data['gallery'])}\s*)?[\[(]?\d{{1,3}}\s*(?:/|{any_of(data['of'])})\s*\d{{1,3}}(?!\s*[/.]?\d)[\])]?\s*[:.|–—-]?\s*"
        ),
    )


@cache
def _closing_note() -> regex.Pattern[str]:
    starts = [word for kind in table("furniture")["phrases"] if kind["reason"] == "credit" for word in kind["start"]]
    note = rf"[\[(]\s*{any_of(word.strip('(') for word in starts)}[^\])]{{3,200}}[\])]"
    source = any_of(table("furniture")["captions"]["notes"])
    return regex.compile(rf"(?<!\s)\s*+(?:{note}|(?<=[.!?\"')]\s?)[\[(]?{source}\s*:\s*[^.:\n]{{2,50}}[\])]?)\s*+$")


@cache
def _cut_ends() -> regex.Pattern[str]:
    data = table("furniture")["cuts"]["ends"]
    words = [word for word in data if any(c.isalpha() for c in word)]
    return regex.compile(rf"(?:(?<!\.)\.{{3,}}|…|\[\.*…?\]|\(\.{{3}}\))\s*(?:[\[(«»\"]*{any_of(words)}[\])>»\"\s]*)?$")


def _assign(line: Line, *, unstopped: bool) -> None:
    """Set the role of a line: the verdict of its words, else list, caption, body or head by its form."""
    low = line.low
    if _HASH_HEAD.fullmatch(line.text):
        line.role = "head"
        return
    verdict = judge(line.text)
    if verdict:
        line.role, line.reason, line.name = verdict.role, verdict.reason, verdict.name
        return
    line.truncated = line.words > _SHORT_BODY and bool(_cut_ends().search(low))
    line.listed = bool(_BULLET.match(line.text))
    _trim(line, low)
    if line.role:
        return
    if line.listed:
        line.role = "list"
    else:
        line.role = "body" if _is_body(line, unstopped=unstopped) else "head"


def _is_body(line: Line, *, unstopped: bool) -> bool:
    """Tell a paragraph from a headline: by its length, and by the full stop that headlines lack."""
    if line.words >= _BODY_WORDS or (unstopped and line.words > _NO_STOP_BODY):
        return True
    if _FULL_STOP.search(line.text):
        return line.words >= _SHORT_BODY - 1
    if line.truncated:
        return line.words > _NO_STOP_BODY
    if line.text.endswith((":", "؛", "،", ",")):
        return line.words > _SHORT_BODY
    return bool(_CLOSED.search(line.text)) and line.words > _NO_STOP_BODY


def _trim(line: Line, low: str) -> None:
    """Cut credits, notes on who reported, and sign-offs from a line's end; a credit makes it a caption."""
    credit, source, label, gallery = _caption()
    cuts: list[tuple[int, int, str]] = []
    left, right = 0, len(line.text)
    found = None
    if _may_be_credited(low):
        if found := credit.search(low, max(0, len(low) - 160)):
            line.role = "caption" if line.words <= _CAPTION_WORDS else ""
        else:
            found = _closing_note().search(low, max(0, len(low) - 220)) or source.search(low, max(0, len(low) - 40))
    if found:
        right = found.start()
        cuts.append((right, len(line.text), "credit"))
    if (found := label.match(low)) or (line.words > 3 and (found := gallery.match(low)) and found.end()):  # noqa: PLR2004
        line.role = "caption"
        left = found.end()
        cuts.insert(0, (0, left, "label"))
    if (end := signoff_start(line.text[:right])) is not None:
        stop = end + (line.text[end] == ".")
        if stop > _SHORT_BODY:
            cuts.append((stop, right, "signoff"))
            right = stop
            line.reason = "end"
    kept = line.text[left:right].strip()
    if line.role == "caption" and len(kept.split()) < _SHORT_BODY - 1:
        line.role, line.reason = "furniture", "credit"
        return
    line.cuts = tuple((line.start + a, line.start + b, why) for a, b, why in cuts)
    new = line.start + left + len(line.text[left:right]) - len(line.text[left:right].lstrip())
    line.start, line.end, line.text = new, new + len(kept), kept


def _may_be_credited(low: str) -> bool:
    """Tell whether a line's end holds a mark without which no credit is written; most paragraphs end without."""
    end = low[-220:]
    return end[-1:] in ("]", ")") or ":" in end or any(mark in end[-40:] for mark in "/|-")


def place_of_item(line: Line) -> Stretch:
    """Return where the words of a list item begin and the line ends, its bullet skipped."""
    found = _BULLET.match(line.text)
    return line.start + (found.end() if found else 0), line.end
