"""Paragraphs of gold documents, each as a text of its own: so that an event that nothing else in its text bears out is known.

Gold documents are dense: nearly every report of one event in them tells it two or three times, and a word that stands alone
is mostly none. In what agencies publish an event is often named once in a long text. Learning from parts of examples beside
the whole is augmentation by cropping.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from zlib import crc32

import regex
from attrs import evolve

from iraqsec.learning.gold import EventDict, GoldDocument

_ONE_IN = 4  # documents of which a paragraph is taken
_LENGTHS = range(60, 900)  # characters of a paragraph
_LINE = regex.compile(r"[^\n]+")


def fragments(documents: Iterable[GoldDocument]) -> Iterator[tuple[GoldDocument, GoldDocument]]:
    """Yield documents with a paragraph of theirs that tells its events from the beginning: one document in four has one.

    Its id is that of the document, with ``¶`` behind it. Which documents and paragraphs are taken depends on the ids alone.
    """
    for document in documents:
        number = crc32(document.id.encode())
        if number % _ONE_IN == 0 and (found := list(_telling(document))):
            yield document, found[number // _ONE_IN % len(found)]


def _telling(document: GoldDocument) -> Iterator[GoldDocument]:
    """Yield the paragraphs after the headline in which events are told that no paragraph before them tells."""
    lines = list(_LINE.finditer(document.text))[1:]
    began = [_first_after(event, lines[0].start()) for event in document.events] if lines else []
    for line in lines:
        start, end = line.span()
        inside = [_within(event, start, end) for event in document.events]
        begins = [start <= first < end for first in began]
        told = [event for event in inside if event["mentions"]]
        if told and end - start in _LENGTHS and all(b for b, e in zip(begins, inside, strict=True) if e["mentions"]):
            yield evolve(document, id=f"{document.id}¶", text=document.text[start:end], events=tuple(told))


def _first_after(event: EventDict, start: int) -> int:
    return min((m["start"] for m in event["mentions"] if m["start"] >= start), default=-1)


def _within(event: EventDict, start: int, end: int) -> dict[str, Any]:
    """Return an event with only the mentions and arguments of a stretch, counted from its start."""
    return {**event, **{part: _cut(event[part], start, end) for part in ("mentions", "arguments")}}


def _cut(stretches: Sequence[Mapping[str, Any]], start: int, end: int) -> list[dict[str, Any]]:
    return [
        {**one, "start": one["start"] - start, "end": one["end"] - start}
        for one in stretches
        if start <= one["start"] and one["end"] <= end
    ]
