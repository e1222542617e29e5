"""Events made by hand, for what is shown: nothing here depends on what an extractor finds."""

from datetime import date
from typing import Any

import iraqsec
from iraqsec.document import Document, Span
from iraqsec.events.types import Argument, Event, Mention
from iraqsec.gazetteer import places
from iraqsec.results import Article, Result
from iraqsec.values import Number, Period, Place, Value

DAY = date(2025, 3, 4)


def filler(role: str, words: str, text: str = "", value: Value | None = None, link: str | None = None) -> Argument:
    """Return a filler that stands where its words first stand in a text."""
    at = max(text.find(words), 0)
    return Argument(role=role, text=words, span=Span(at, at + len(words)), value=value, link=link)


def made(kind: str, text: str = "", trigger: str = "", **more: Any) -> Event:  # noqa: ANN401 - fields of the event
    """Return an event of a type, its trigger and evidence in a text; fillers go into their roles."""
    at = max(text.find(trigger), 0)
    cls: type[Event] = getattr(iraqsec, kind)
    told = (Mention(Span(0, len(text)), text),) if text else ()
    return cls(mentions=(Mention(Span(at, at + len(trigger)), trigger),), evidence=told, **more)


def on(day: date, end: date | None = None) -> list[Argument]:
    """Return the time of an event."""
    return [filler("time", "then", value=Period(day, end or day))]


def at(*idents: str) -> list[Argument]:
    """Return places of an event by their ids."""
    found = [places.get(ident) for ident in idents]
    return [
        filler(
            "place",
            place.name_en,
            value=Place(
                place.governorate,
                None if place.governorate else place.country,
                place.id,
                place.latitude,
                place.longitude,
                place.precision,
                place.kind,
            ),
        )
        for place in found
    ]


def seized(amount: float | None, unit: str, item: str = "hashish", **more: Any) -> Event:  # noqa: ANN401 - fields of the event
    """Return a seizure of so much."""
    value = Number(amount, unit, precision=more.pop("precision", "exact"))
    return made("Seizure", quantity=[filler("quantity", "much", value=value)], item=[filler("item", item)], **more)


def result_of(text: str, *events: Event, lang: str = "en", **more: Any) -> Result:  # noqa: ANN401 - fields of the document
    """Return the result of a text that is one article."""
    article = Article(span=Span(0, len(text)), lang=lang)
    return Result(document=Document(text=text, lang=lang, **more), articles=(article,), events=events)
