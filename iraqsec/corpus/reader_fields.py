"""A record's fields to a `Document`: names by parameter or by custom, dates in any form that records use."""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from functools import cache
from importlib import resources
from typing import Any

from iraqsec.articles.pubdates import find_dates
from iraqsec.document import Document
from iraqsec.errors import InputError, ReadError
from iraqsec.languages.folding import fold

FIELDS = ("text", "title", "date", "source", "url", "id", "lang")
_SECONDS = 10**11  # a timestamp above is in milliseconds


@cache
def names() -> Mapping[str, list[str]]:
    """Return the names under which records hold each field."""
    file = resources.files("iraqsec.corpus").joinpath("fields.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def checked(fields: Mapping[str, str] | None) -> dict[str, str]:
    """Check the caller's mapping of fields.

    Raises:
        InputError: it names a field that a Document does not have.
    """
    fields = dict(fields or {})
    if "published" in fields:
        fields["date"] = fields.pop("published")
    if unknown := sorted(set(fields) - set(FIELDS)):
        raise InputError(f"unknown field {unknown[0]!r} in fields; known: {', '.join(FIELDS)}")
    return fields


def column_of(columns: Iterable[str], field: str, fields: Mapping[str, str]) -> str | None:
    """Return the column that holds a field: the caller's, or the first of the usual names."""
    columns = list(columns)
    if field in fields:
        return fields[field] if fields[field] in columns else None
    plain = {_plain(column): column for column in reversed(columns)}
    return next((plain[name] for name in names()[field] if name in plain), None)


def _plain(name: str) -> str:
    return name.strip().lower().replace(" ", "_").replace("-", "_")


def _value(record: Mapping[str, Any], field: str, fields: Mapping[str, str]) -> Any:  # noqa: ANN401 - JSON holds anything
    if field in fields:
        return _look_up(record, fields[field])
    plain = {_plain(str(key)): value for key, value in reversed(list(record.items()))}
    for name in names()[field]:
        value = plain.get(name) if name in plain else _look_up(record, name) if "." in name else None
        if value not in (None, "", [], {}):
            return value
    return None


def _look_up(record: Mapping[str, Any], path: str) -> Any:  # noqa: ANN401
    if path in record:
        return record[path]
    value: Any = record
    for part in path.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _string(value: Any) -> str:  # noqa: ANN401
    """Return a field's value as text: lists of paragraphs joined, an object by its name or text."""
    if value is None or (isinstance(value, float) and value != value):  # noqa: PLR0124 - NaN: an empty cell
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple):
        return "\n\n".join(part for item in value if (part := _string(item)))
    if isinstance(value, Mapping):
        return next(
            (_string(value[key]) for key in ("name", "text", "title", "rendered", "$date", "$oid") if key in value), ""
        )
    return str(value)


def document_of(
    record: Mapping[str, Any], fields: Mapping[str, str], *, name: str, warnings: tuple[str, ...] = ()
) -> Document:
    """Build the document of a record; ``name`` (file and position) stands in where it gives no id or source.

    Raises:
        ReadError: the record holds no text.
    """
    from iraqsec.corpus.reader_html import fragment_text, looks_like_html

    text = _string(_value(record, "text", fields))
    title = _string(_value(record, "title", fields)).strip() or None
    if looks_like_html(text):
        text = fragment_text(text)
    text = text or title or ""
    if not text.strip():
        known = ", ".join(str(key) for key in list(record)[:12])
        hint = "name the one that does with fields={'text': …}"
        raise ReadError(f"{name}: the record holds no text; its fields are: {known}; {hint}")
    stated = _value(record, "date", fields)
    published = day_of(stated)
    if stated not in (None, "") and published is None and _string(stated).strip():
        warnings = (*warnings, f"{name}: date {_string(stated)[:40]!r} was not understood")
    if "\ufffd" in text:
        warnings = (*warnings, f"{name}: {text.count(chr(0xFFFD))} characters could not be decoded")
    return Document(
        text=text,
        id=_string(_value(record, "id", fields)).strip() or name,
        lang=_lang(_string(_value(record, "lang", fields))),
        published=published,
        title=title,
        source=_string(_value(record, "source", fields)).strip() or name,
        url=_string(_value(record, "url", fields)).strip() or None,
        warnings=warnings,
    )


def _lang(stated: str) -> str | None:
    """Return the ISO 639-1 code that a record states ("en-US", "Arabic"), or None."""
    low = stated.strip().lower()
    return next((code for code, word in (("ar", "arabic"), ("en", "english")) if low[:2] == code or low == word), None)


def day_of(stated: Any) -> date | None:  # noqa: ANN401 - whatever a record holds
    """Read a date: a date object, ISO 8601, a timestamp in seconds or milliseconds, or a form that page headers use.

    Of an ISO time with an offset the day is taken as written.

    >>> day_of("2024-03-05T11:20:00+03:00"), day_of("Tue, 5 March 2024"), day_of("soon")
    (datetime.date(2024, 3, 5), datetime.date(2024, 3, 5), None)
    """
    if isinstance(stated, datetime):
        return stated.date()
    if isinstance(stated, date):
        return stated
    if isinstance(stated, bool) or stated is None:
        return None
    text = _string(stated).strip()
    if text.replace(".", "", 1).isdigit() and len(text.split(".")[0]) in (9, 10, 12, 13):
        seconds = float(text)
        return datetime.fromtimestamp(seconds / 1000 if seconds > _SECONDS else seconds, tz=UTC).date()
    if len(text) == 8 and text.isdigit():  # noqa: PLR2004 - 20240305
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        found = next(find_dates(fold(text[:80]).text.lower()), None)
        return found.readings[0] if found else None
