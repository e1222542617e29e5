"""Results -> rows of the tables that a store and a distributed run write: documents, articles, events, arguments."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from iraqsec import codec
from iraqsec.document import Document
from iraqsec.events.types import Argument, Event
from iraqsec.languages.folding import fold
from iraqsec.results import Result
from iraqsec.values import Number, Period, Place

ACTOR_ROLES = (
    "agent", "participant", "party", "giver", "receiver", "contractor", "force", "target", "victim", "suspect",
    "trainee", "person", "organization", "network",
)  # fmt: skip
"""The roles whose fillers act or are acted on: people, forces, bodies."""

COLUMNS: dict[str, dict[str, str]] = {
    "documents": {
        "key": "string", "id": "string", "source": "string", "url": "string", "lang": "string", "published": "date",
        "title": "string", "text": "string", "error": "string", "warnings": "strings", "number": "int",
    },
    "sources": {"document": "string", "id": "string", "source": "string", "url": "string"},
    "articles": {
        "document": "string", "article": "int", "start_offset": "int", "end_offset": "int", "lang": "string",
        "title": "string", "dateline": "string", "agency": "string", "author": "string", "published": "date",
    },
    "events": {
        "document": "string", "event": "string", "number": "int", "article": "int", "type": "string",
        "family": "string", "status": "string", "confidence": "float", "date_from": "date", "date_until": "date",
        "date_precision": "string", "reported_on": "date", "governorates": "strings", "countries": "strings",
        "places": "strings", "actors": "strings", "actor_names": "string", "latitude": "float", "longitude": "float",
        "precision_km": "float", "attribution": "string", "evidence": "string", "words": "string", "data": "string",
    },
    "arguments": {
        "document": "string", "event": "string", "number": "int", "role": "string", "text": "string",
        "start_offset": "int", "end_offset": "int", "confidence": "float", "link": "string", "figure": "float",
        "unit": "string", "low": "float", "high": "float", "precision": "string", "governorate": "string",
        "country": "string", "place": "string", "latitude": "float", "longitude": "float", "date_from": "date",
        "date_until": "date", "of_start": "int", "of_end": "int",
    },
    "links": {
        "document": "string", "event": "string", "other_document": "string", "other_event": "string",
        "score": "float", "reason": "string",
    },
    "happenings": {"happening": "string", "document": "string", "event": "string"},
}  # fmt: skip
"""Table -> column -> kind; the same in DuckDB, Arrow and Parquet."""

EXTRACTED = ("documents", "sources", "articles", "events", "arguments")
"""The tables that hold what was extracted; the others are drawn up from them."""


def document_key(document: Document) -> str:
    """Return the key of a document's content: text, title, language and date; where it stood plays no part.

    A document that could not be read is known by its name and the reason.
    """
    day = document.published.isoformat() if document.published else None
    parts: list[str | None] = [document.text, document.title, document.lang, day]
    if document.error is not None:
        parts += [document.id, document.source, document.error]
    plain = json.dumps(parts).encode("utf-8")
    return hashlib.blake2b(plain, digest_size=16).hexdigest()


def rows_of(results: Iterable[Result]) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of results, by table."""
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in EXTRACTED}
    for result in results:
        key = document_key(result.document)
        rows["documents"].append(_document_row(key, result))
        rows["sources"].append(source_row(key, result.document))
        for number, article in enumerate(result.articles):
            row = {"document": key, "article": number, "published": article.published, "lang": article.lang}
            row |= {"start_offset": article.span.start, "end_offset": article.span.end}
            row |= {name: _text(getattr(article, name)) for name in ("title", "dateline", "agency", "author")}
            rows["articles"].append(row)
        for number, event in enumerate(result.events):
            rows["events"].append(event_row(key, number, event))
            rows["arguments"] += _argument_rows(key, event)
    return rows


def arrow_table(name: str, rows: list[dict[str, Any]]) -> Any:  # noqa: ANN401 - pyarrow ships no types
    """Return rows as an Arrow table with the columns of a table."""
    import pyarrow as pa

    kinds = {
        "string": pa.string(), "int": pa.int64(), "float": pa.float64(), "date": pa.date32(),
        "strings": pa.list_(pa.string()),
    }  # fmt: skip
    schema = pa.schema([(column, kinds[kind]) for column, kind in COLUMNS[name].items()])
    return pa.Table.from_pylist(rows, schema=schema)


def source_row(key: str, document: Document) -> dict[str, Any]:
    """Return where a document stood: the same text in several places has several rows."""
    return {"document": key} | {name: _text(getattr(document, name)) or "" for name in ("id", "source", "url")}


def _document_row(key: str, result: Result) -> dict[str, Any]:
    document = result.document
    row: dict[str, Any] = {"key": key, "published": document.published}
    row |= {name: _text(getattr(document, name)) for name in ("id", "source", "url", "lang", "title", "text")}
    return row | {"error": _text(result.error), "warnings": [_text(w) for w in result.warnings]}


def _text(text: str | None) -> str | None:
    """Return a text that every database takes: half a surrogate pair becomes "?", so that offsets stay."""
    return None if text is None else text.encode("utf-8", "replace").decode("utf-8")


def event_row(key: str, number: int, event: Event) -> dict[str, Any]:
    """Return an event as a row of the table of events."""
    period = _period(event)
    places = [a.value for a in event.place if isinstance(a.value, Place)]
    actors = [a for role in ACTOR_ROLES for a in getattr(event, role, ())]
    evidence = _text(" … ".join(e.text for e in event.evidence)) or ""
    row: dict[str, Any] = {"document": key, "event": event.id, "number": number, "article": event.article}
    row |= {"type": event.type, "family": event.family, "status": event.status, "confidence": event.confidence}
    row |= {"date_from": period.start, "date_until": period.end, "date_precision": period.precision}
    row |= {"reported_on": event.reported_on, "governorates": list(event.governorates)}
    row["countries"] = list(dict.fromkeys("IQ" if p.governorate else p.country for p in places if _known(p)))
    row["places"] = list(dict.fromkeys(p.id for p in places if p.id))
    row["actors"] = list(dict.fromkeys(a.link for a in actors if a.link))
    row["actor_names"] = folded("\n".join(a.text for a in actors))
    row |= _point(places)
    row["attribution"] = _text(event.attribution.text) if event.attribution else None
    row["evidence"] = evidence
    row["words"] = folded("\n".join([evidence, *(a.text for a in event.arguments)]))
    row["data"] = _text(codec.dumps(event))
    return row


def _known(place: Place) -> bool:
    return bool(place.governorate or place.country)


def _period(event: Event) -> Period:
    """Return the first period that the event's time gives."""
    return next((a.value for a in event.time if isinstance(a.value, Period)), Period(None, None, precision=""))


def _point(places: list[Place]) -> dict[str, float | None]:
    """Return the coordinates that are most precise."""
    located = [p for p in places if p.latitude is not None and p.longitude is not None]
    best = min(located, key=lambda p: p.precision if p.precision is not None else 1e9, default=Place())
    return {"latitude": best.latitude, "longitude": best.longitude, "precision_km": best.precision}


def folded(text: str) -> str:
    """Return a text as it is searched: spelling folded, lower case."""
    return _text(fold(text).text.lower()) or ""


def _argument_rows(key: str, event: Event) -> Iterator[dict[str, Any]]:
    for number, argument in enumerate(event.arguments):
        row: dict[str, Any] = {"document": key, "event": event.id, "number": number, "role": argument.role}
        row |= {"text": _text(argument.text), "start_offset": argument.span.start, "end_offset": argument.span.end}
        row |= {"confidence": argument.confidence, "link": argument.link} | _value(argument)
        if argument.of:
            row |= {"of_start": argument.of.start, "of_end": argument.of.end}
        yield row


def _value(argument: Argument) -> dict[str, float | str | date | None]:
    value = argument.value
    if isinstance(value, Number):
        row: dict[str, float | str | date | None] = {"figure": value.number, "unit": value.unit}
        return row | {"low": value.low, "high": value.high, "precision": value.precision}
    if isinstance(value, Place):
        row = {"governorate": value.governorate, "country": value.country, "place": value.id}
        return row | {"latitude": value.latitude, "longitude": value.longitude}
    if isinstance(value, Period):
        return {"date_from": value.start, "date_until": value.end, "precision": value.precision}
    return {}
