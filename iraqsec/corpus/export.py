"""Events to files: JSON Lines, CSV, Parquet and GeoJSON, whole or not at all."""

import csv
import io
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from iraqsec import codec
from iraqsec.corpus.presets import PRESETS
from iraqsec.corpus.rows import COLUMNS, arrow_table, event_row
from iraqsec.corpus.store_select import StoredEvent
from iraqsec.errors import InputError, MissingExtraError, StoreError
from iraqsec.events.made_types import known_types

Row = dict[str, Any]
_ABOUT = ("document", "id", "source", "url", "lang", "published")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_AT_ONCE = 1000


def export(
    reports: Iterable[StoredEvent], path: str | Path, form: str | None = None, *, preset: str | None = None
) -> int:
    """Write events with the reports that tell of them, and return how many were written.

    ``form`` is "jsonl", "csv", "parquet" or "geojson"; without it the name's ending decides. ``preset`` is "acled",
    "ucdp" or "plover": their columns, without the events that they do not code. The file appears when it is whole.

    Raises:
        InputError: an unknown form or preset, or a preset for GeoJSON.
        StoreError: the file cannot be written.
        MissingExtraError: Parquet is asked for and pyarrow is not installed.
    """
    target = Path(path)
    form = form or target.suffix.lstrip(".").lower()
    form = {"ndjson": "jsonl", "pq": "parquet"}.get(form, form)
    if form not in _WRITERS:
        raise InputError(f"unknown format {form!r}; there are {', '.join(_WRITERS)}")
    if preset is not None and preset not in PRESETS:
        raise InputError(f"unknown preset {preset!r}; there are {', '.join(PRESETS)}")
    if preset is not None and form == "geojson":
        raise InputError("a preset names columns; GeoJSON has none: choose csv, jsonl or parquet")
    rows = None if preset is None else (row for r in reports if (row := PRESETS[preset](r)) is not None)
    try:
        handle, draft = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "wb") as out:
                written = _WRITERS[form](out, reports, rows)
            _permit(draft)
            os.replace(draft, target)  # noqa: PTH105 - a str
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise StoreError(f"{target}: cannot be written: {error.strerror or error}") from error
    return written


def _permit(path: str) -> None:
    """Give a file the rights that a new file has; those of a temporary one are for its owner alone."""
    mask = os.umask(0)
    os.umask(mask)
    Path(path).chmod(0o666 & ~mask)


# -- JSON Lines and GeoJSON -----------------------------------------------------------------------


def _write_jsonl(out: io.BufferedWriter, reports: Iterable[StoredEvent], rows: Iterator[Row] | None) -> int:
    """Write a line an event: the gold format, and under ``document`` the report that tells of it."""
    number = 0
    lines = (codec.event_to_dict(r.event) | {"document": _about(r)} for r in reports) if rows is None else rows
    for line in lines:
        out.write(json.dumps(line, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
        number += 1
    return number


def _about(report: StoredEvent) -> Row:
    plain = {name: getattr(report, name) for name in _ABOUT}
    plain["published"] = report.published.isoformat() if report.published else None
    return {"key": plain.pop("document"), **plain}


def _write_geojson(out: io.BufferedWriter, reports: Iterable[StoredEvent], _rows: Iterator[Row] | None) -> int:
    """Write a feature an event, at its most precise place; one without coordinates has no geometry."""
    out.write(b'{"type": "FeatureCollection", "features": [')
    number = 0
    for number, report in enumerate(reports, 1):
        row = event_row(report.document, 0, report.event)
        located = row["latitude"] is not None and row["longitude"] is not None
        point = {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]} if located else None
        names = ("type", "status", "confidence", "governorates", "precision_km", "evidence")
        told = {name: row[name] for name in names}
        told |= {name: _plain(row[name]) for name in ("date_from", "date_until", "reported_on")}
        feature = {"type": "Feature", "id": f"{report.document}-{report.event.id}", "geometry": point}
        feature["properties"] = told | {"document": report.id, "source": report.source, "url": report.url}
        out.write(
            (b",\n" if number > 1 else b"\n") + json.dumps(feature, ensure_ascii=False).encode("utf-8", "replace")
        )
    out.write(b"\n]}\n")
    return number


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


# -- CSV --------------------------------------------------------------------------------------------


def _write_csv(out: io.BufferedWriter, reports: Iterable[StoredEvent], rows: Iterator[Row] | None) -> int:
    """Write a row an event, in UTF-8 with a mark by which spreadsheets know it."""
    text = io.TextIOWrapper(out, encoding="utf-8-sig", errors="replace", newline="")
    columns = list(_csv_columns()) if rows is None else []
    wide = (_wide_row(r) for r in reports) if rows is None else rows
    writer = csv.writer(text)
    number = 0
    for number, row in enumerate(wide, 1):
        if number == 1:
            columns = columns or list(row)
            writer.writerow(columns)
        writer.writerow([_safe(row.get(column)) for column in columns])
    if number == 0 and columns:
        writer.writerow(columns)
    text.flush()
    text.detach()
    return number


def _wide_row(report: StoredEvent) -> Row:
    return {name: getattr(report, name) for name in _ABOUT} | _renamed(codec.event_row(report.event))


def _renamed(row: Row) -> Row:
    return {("event" if name == "id" else name): value for name, value in row.items()}


def _csv_columns() -> tuple[str, ...]:
    """Return the columns of all types: the report's, what every event has, then the roles in order of the types."""
    found = dict.fromkeys(_ABOUT)
    for cls in known_types().values():
        found |= dict.fromkeys(_renamed(codec.event_row(cls())))
    return tuple(found)


def _safe(value: object) -> object:
    """Return a cell that no spreadsheet takes for a formula: a text that begins like one gets an apostrophe before it.

    So does a text that begins with apostrophes and then like one; `unguarded` is the exact way back.

    >>> _safe("=HYPERLINK(1)"), _safe("-5 men"), _safe(-5), _safe("men")
    ("'=HYPERLINK(1)", "'-5 men", -5, 'men')
    """
    if isinstance(value, str) and value.lstrip("'").startswith(_FORMULA):
        return f"'{value}"
    return _plain(value)


def unguarded(cell: str) -> str:
    """Return the text of a cell of our CSV files: without the apostrophe that kept spreadsheets from running it.

    >>> unguarded("'=HYPERLINK(1)"), unguarded("'quoted'")
    ('=HYPERLINK(1)', "'quoted'")
    """
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA) else cell


# -- Parquet ----------------------------------------------------------------------------------------


def _write_parquet(out: io.BufferedWriter, reports: Iterable[StoredEvent], rows: Iterator[Row] | None) -> int:
    """Write the columns of the store's events and of their reports; ``data`` is the whole event as JSON."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise MissingExtraError("Parquet needs pyarrow; install it with: pip install 'iraqsec[store]'") from error
    make: Callable[[list[Any]], Any] = pa.Table.from_pylist
    source: Iterator[Any] = iter(reports if rows is None else rows)
    if rows is None:
        make = _event_table
    written, writer = 0, None
    while (block := list(islice(source, _AT_ONCE))) or writer is None:
        table = make(block) if writer is None or rows is None else pa.Table.from_pylist(block, schema=writer.schema)
        writer = writer or parquet.ParquetWriter(out, _typed(table.schema))
        writer.write_table(table.cast(writer.schema))
        written += len(block)
        if not block:
            break
    writer.close()
    return written


def _typed(schema: Any) -> Any:  # noqa: ANN401 - pyarrow ships no types
    """Return a schema in which columns that were empty in the first block can hold text."""
    import pyarrow as pa

    null = pa.null()
    return pa.schema([(f.name, pa.string() if f.type == null else f.type) for f in schema])


def _event_table(block: list[StoredEvent]) -> Any:  # noqa: ANN401 - pyarrow ships no types
    import pyarrow as pa

    table = arrow_table("events", [event_row(r.document, n, r.event) for n, r in enumerate(block)])
    kept = table.select([name for name in COLUMNS["events"] if name not in ("number", "words", "actor_names")])
    for name in _ABOUT[1:]:
        kind = pa.date32() if name == "published" else pa.string()
        kept = kept.append_column(name, pa.array([getattr(r, name) for r in block], kind))
    return kept


_WRITERS: dict[str, Callable[[io.BufferedWriter, Iterable[StoredEvent], Iterator[Row] | None], int]] = {
    "jsonl": _write_jsonl,
    "csv": _write_csv,
    "parquet": _write_parquet,
    "geojson": _write_geojson,
}
