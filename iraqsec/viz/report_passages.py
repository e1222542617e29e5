"""The stretches of a report that a page shows: every word that an event rests on, with what stands around it.

A report's passages are held once, however many of its events rest on them; whatever points into a text points into a
passage. Offsets are in UTF-16 units, as a browser counts.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import regex
from attrs import frozen

from iraqsec.document import Span
from iraqsec.events.types import Event
from iraqsec.viz.markup import direction

TEXTS = ("passages", "whole", "none")
"""How much of a report's text a page holds: what its events rest on, all of it, or only the fillers' own words."""

CUT_BEFORE, CUT_BEHIND = 1, 2
_AROUND = 240  # characters before and behind what an event rests on, where the paragraph goes on for longer
_LINE = regex.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_SPACE = regex.compile(r"\s")

Piece = list[int]
"""A stretch of a passage: number of the passage, start, end."""


@frozen(kw_only=True)
class Passage:
    """A stretch of one line of a report; ``cut`` tells whether text was left out before or behind it."""

    start: int
    text: str
    cut: int = 0

    @property
    def end(self) -> int:
        """Where it ends in the report."""
        return self.start + len(self.text)


class Passages:
    """The passages of a report, in order, none overlapping."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self.passages = tuple(passages)
        self._starts = [passage.start for passage in self.passages]
        self._wide = [max(passage.text, default="") > "\uffff" for passage in self.passages]

    def pieces(self, span: Span) -> list[Piece]:
        """Return where a stretch of the report stands in the passages; nowhere, if they do not hold it."""
        found = []
        for number in range(max(bisect_right(self._starts, span.start) - 1, 0), len(self.passages)):
            passage = self.passages[number]
            if passage.start >= span.end:
                break
            start, end = max(span.start, passage.start), min(span.end, passage.end)
            if start < end:
                found.append([number, self._units(number, start), self._units(number, end)])
        return found

    def holds(self, span: Span, text: str) -> bool:
        """Tell whether a stretch lies within one passage and reads as told."""
        at = bisect_right(self._starts, span.start) - 1
        if at < 0:
            return False
        passage = self.passages[at]
        return passage.text[span.start - passage.start : span.end - passage.start] == text

    def to_plain(self) -> list[list[Any]]:
        """Return each passage's text, direction (1: from right to left) and where it is cut."""
        return [[p.text, int(direction(p.text) == "rtl"), p.cut] for p in self.passages]

    def _units(self, number: int, at: int) -> int:
        passage = self.passages[number]
        at -= passage.start
        return at + sum(c > "\uffff" for c in passage.text[:at]) if self._wide[number] else at


def passages_of(text: str | None, events: Sequence[Event], texts: str) -> Passages:
    """Return the passages of a report: of its text, or of the evidence that its events hold where it is not known."""
    if texts == "none":
        return Passages(())
    if text is None:
        return Passages(_of_evidence(events))
    if texts == "whole":
        return Passages(_of_window(text, 0, len(text)))
    return Passages(p for start, end in _windows(text, events) for p in _of_window(text, start, end))


def spans_of(event: Event) -> Iterator[Span]:
    """Yield the stretches of the report that an event rests on."""
    for part in (*event.evidence, *event.mentions, *event.arguments, event.attribution):
        if part is not None:
            yield part.span


def _windows(text: str, events: Iterable[Event]) -> list[tuple[int, int]]:
    """Return the stretches to show: whole lines, or where they are long, some words around; in order, joined."""
    windows: list[tuple[int, int]] = []
    spans = {span for event in events for span in spans_of(event) if span.start < span.end <= len(text)}
    for start, end in sorted((_from(text, span.start), _to(text, span.end)) for span in spans):
        if windows and start <= windows[-1][1]:
            windows[-1] = (windows[-1][0], max(end, windows[-1][1]))
        else:
            windows.append((start, end))
    return windows


def _from(text: str, at: int) -> int:
    """Return the start of the line, or of a word within reach."""
    near = max(at - _AROUND, 0)
    breaks = max(text.rfind(sign, near, at) for sign in "\n\r")
    if breaks >= 0:
        return breaks + 1
    if near == 0:
        return 0
    space = _SPACE.search(text, near, at)
    return space.end() if space else at


def _to(text: str, at: int) -> int:
    far = min(at + _AROUND, len(text))
    breaks = [found for sign in "\n\r" if (found := text.find(sign, at, far)) >= 0]
    if breaks or far == len(text):
        return min(breaks, default=far)
    spaces = [match.start() for match in _SPACE.finditer(text, at, far)]
    return spaces[-1] if spaces else at


def _of_window(text: str, start: int, end: int) -> Iterator[Passage]:
    """Yield the lines of a stretch that hold anything."""
    for match in _LINE.finditer(text, start, end):
        if match[0].isspace():
            continue
        before = CUT_BEFORE if match.start() > 0 and not _is_edge(text[match.start() - 1]) else 0
        behind = CUT_BEHIND if match.end() < len(text) and not _is_edge(text[match.end()]) else 0
        yield Passage(start=match.start(), text=match[0], cut=before | behind)


def _is_edge(sign: str) -> bool:
    return _LINE.match(sign) is None


def _of_evidence(events: Iterable[Event]) -> Iterator[Passage]:
    """Yield the sentences of evidence; of two that overlap, what the first leaves of the second."""
    reached = 0
    for sentence in sorted({e for event in events for e in event.evidence}, key=lambda e: (e.span.start, -e.span.end)):
        start = max(sentence.span.start, reached)
        text = sentence.text[start - sentence.span.start :]
        if not text:
            continue
        for match in _LINE.finditer(text):
            yield Passage(start=start + match.start(), text=match[0])
        reached = start + len(text)
