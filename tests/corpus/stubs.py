"""Extractors that find what a line of their text says, so that runs can be tested without the models."""

import os
import time
from datetime import date
from pathlib import Path
from typing import Any

from attrs import evolve

from iraqsec.document import Document, Span
from iraqsec.events.types import TYPES, Argument, Event, Mention
from iraqsec.results import Article, Result
from iraqsec.values import Number, Period, Place


def event_of(line: str, start: int = 0, reported: date | None = None) -> Event:
    """Read "Arrest | IQ-BA | 2024-05-01 | agent=police#police-iraq | quantity=3 person" as an event."""
    parts = [part.strip() for part in line.split("|")]
    arguments: dict[str, Any] = {}
    for part in parts[1:]:
        role, text, value, link = _argument(part)
        at = start + line.index(text)
        filler = Argument(role=role, text=text, span=Span(at, at + len(text)), value=value, link=link)
        arguments.setdefault(role, []).append(filler)
    kind, _, status = parts[0].partition("/")
    told = Mention(Span(start, start + len(line)), line)
    fields: dict[str, Any] = {
        "status": status or "completed",
        "mentions": (Mention(Span(start, start + len(kind)), kind),),
        "evidence": (told,),
        "reported_on": reported,
        "confidence": 0.9,
        "found_by": "stub",
    }
    made = TYPES[kind](**fields, **arguments)
    return evolve(made, id=f"{kind.lower()}-{abs(hash_of(line)) % 10**8:08d}")


def hash_of(text: str) -> int:
    """Return a number that is the same on every run."""
    return int.from_bytes(text.encode("utf-8"), "big") % (2**61 - 1)


def _argument(part: str) -> tuple[str, str, Number | Place | Period | None, str | None]:
    if "=" in part:
        role, text = part.split("=", 1)
        text, _, link = text.partition("#")
        number, _, unit = text.partition(" ")
        value = (
            Number(float(number) if "." in number else int(number), unit) if number.replace(".", "").isdigit() else None
        )
        return role, text, value, link or None
    if part.startswith("IQ-"):
        return "place", part, Place(governorate=part, country="IQ", id=f"governorate:{part}"), f"governorate:{part}"
    start, _, end = part.partition("/")
    return "time", part, Period(date.fromisoformat(start), date.fromisoformat(end or start)), None


class LineExtractor:
    """Each line is an event; "!" fails, "sleep" takes its time, "die" kills the process."""

    def __init__(self, delay: float = 0.0) -> None:
        self.delay = delay

    def extract(self, source: str | Document, /) -> Result:
        document = Document(text=source) if isinstance(source, str) else source
        if document.error:
            return Result(document=document, error=document.error)
        time.sleep(self.delay)
        events, at = [], 0
        for line in document.text.split("\n"):
            if line == "die" or (line.startswith("die once ") and _first_time(line.removeprefix("die once "))):
                os._exit(9)
            if line.startswith("!"):
                raise ValueError(line)
            if line.split("|")[0].partition("/")[0].strip() in TYPES:
                events.append(event_of(line, at, document.published))
            at += len(line) + 1
        article = Article(span=Span(0, len(document.text)), lang=document.lang or "en", published=document.published)
        return Result(document=document, articles=(article,), events=tuple(events))


def _first_time(path: str) -> bool:
    if Path(path).exists():
        return False
    Path(path).touch()
    return True
