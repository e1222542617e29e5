"""Files of many records (JSON, JSON Lines, CSV, Parquet): a document a record, a broken one reported in its place."""

import csv
import io
import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any

import regex

from iraqsec.corpus.reader_fields import column_of, document_of, names
from iraqsec.corpus.reader_text import MAX_DOCUMENT, open_text
from iraqsec.document import Document
from iraqsec.errors import MissingExtraError, ReadError

_CHUNK = 1 << 20
_NEXT = regex.compile(r"\}[\s,]*+(?=\{)")  # where the next record of a broken array may begin
_BETWEEN = regex.compile(r"[\s,]*")
_ROWS = 64  # of a Parquet file in memory at a time
_DECODER = json.JSONDecoder()
_DELIMITERS = ",;\t|"


def broken(name: str, fault: str, warnings: tuple[str, ...] = ()) -> Document:
    """Return the document that stands for what could not be read."""
    return Document(
        text="", id=name, source=name, warnings=warnings, error=fault if name in fault else f"{name}: {fault}"
    )


def _document(record: Any, fields: Mapping[str, str], name: str, warnings: tuple[str, ...]) -> Document:  # noqa: ANN401
    if isinstance(record, str):
        record = {"text": record}
    if not isinstance(record, Mapping):
        return broken(name, f"expected an object with fields, found {type(record).__name__}", warnings)
    try:
        return document_of(record, fields, name=name, warnings=warnings)
    except ReadError as error:
        return broken(name, str(error), warnings)


def read_jsonl(
    stream: io.BufferedIOBase, name: str, fields: Mapping[str, str], encoding: str | None
) -> Iterator[Document]:
    """Yield a document for each line of JSON Lines that is not empty."""
    text, warnings = open_text(stream, encoding, name=name)
    number = 0
    while line := text.readline(MAX_DOCUMENT):
        number += 1
        where = f"{name}, line {number}"
        if not line.endswith("\n") and len(line) >= MAX_DOCUMENT:
            yield broken(where, f"a record longer than {MAX_DOCUMENT} characters")
            while (rest := text.readline(MAX_DOCUMENT)) and not rest.endswith("\n"):
                continue
        elif line.strip():
            try:
                yield _document(json.loads(line), fields, where, warnings)
            except (ValueError, RecursionError) as error:
                yield broken(where, f"not valid JSON: {error}", warnings)


def read_json(
    stream: io.BufferedIOBase, name: str, fields: Mapping[str, str], encoding: str | None
) -> Iterator[Document]:
    """Yield a document for each record of a JSON file: an array, which is read piece by piece, or an object.

    An object holds the records under a name such as "articles", or is one itself. A file of several objects one after
    the other is read like an array.

    Raises:
        ReadError: the file holds no JSON at all.
    """
    text, warnings = open_text(stream, encoding, name=name)
    head = text.read(_CHUNK)
    if not head.strip():
        raise ReadError(f"{name}: the file is empty")
    first = head.lstrip()[0]
    if first not in "[{":
        raise ReadError(f"{name}: not valid JSON: it begins with {head.strip()[:20]!r}")
    records = _stream(text, head.lstrip()[1:] if first == "[" else head.lstrip())
    for number, record in enumerate(records, 1):
        where = f"{name}, record {number}"
        if isinstance(record, _Fault):
            yield broken(where, f"not valid JSON: {record}", warnings)
            continue
        inner = _inner(record) if first == "{" else None
        if inner is None:
            yield _document(record, fields, name if first == "{" and number == 1 else where, warnings)
        else:
            for place, item in enumerate(inner, 1):
                yield _document(item, fields, f"{name}, record {place}", warnings)


class _Fault(str):
    """What was wrong with a record."""

    __slots__ = ()


def _inner(record: Any) -> list[Any] | None:  # noqa: ANN401
    """Return the list of records that an object holds, or None if it is one itself."""
    if not isinstance(record, Mapping):
        return None
    for key in names()["lists"]:
        found = record.get(key)
        if isinstance(found, Mapping):
            found = found.get("hits") or found.get("items")  # a search engine's answer
        if isinstance(found, list) and found and isinstance(found[0], Mapping):
            return [item.get("_source", item) if isinstance(item, Mapping) else item for item in found]
    return None


def _stream(text: IO[str], buffer: str) -> Iterator[Any]:
    """Yield the values that stand one after the other, with a `_Fault` for each that is broken."""
    ended, step = False, _CHUNK
    at = 0
    while True:
        at = _BETWEEN.match(buffer, at).end()  # type: ignore[union-attr] # an empty match is one
        if buffer.startswith("]", at) or (ended and at == len(buffer)):
            return
        value, end = _next_value(buffer, at)
        if not isinstance(value, _Fault) and (end < len(buffer) or ended):
            yield value
            at, step = end, _CHUNK
            continue
        if not ended and len(buffer) - at < MAX_DOCUMENT:
            more = text.read(step)
            step = min(2 * step, MAX_DOCUMENT)  # so that a long record is not parsed anew for every piece
            ended = not more
            buffer, at = buffer[at:] + more, 0
            continue
        yield value
        following = _NEXT.search(buffer, at)
        if following is None:
            return
        at = following.end()


def _next_value(buffer: str, at: int) -> tuple[Any, int]:
    """Return the JSON value that begins at a place and where it ends, or a `_Fault`."""
    try:
        return _DECODER.raw_decode(buffer, at)
    except (ValueError, RecursionError) as error:
        return _Fault(error), at


def read_csv(
    stream: io.BufferedIOBase, name: str, fields: Mapping[str, str], encoding: str | None, *, tabs: bool = False
) -> Iterator[Document]:
    """Yield a document for each row of a CSV file with a heading; its delimiter is told from the heading.

    Raises:
        ReadError: there is no heading that names a text column.
    """
    text, warnings = open_text(stream, encoding, name=name)
    csv.field_size_limit(MAX_DOCUMENT)
    heading = text.readline(MAX_DOCUMENT)
    if not heading.strip():
        raise ReadError(f"{name}: the file is empty")
    delimiter = "\t" if tabs else max(_DELIMITERS, key=heading.count)
    rows = csv.reader(_Lines(heading, text), delimiter=delimiter)
    columns = [column.strip() for column in next(rows)]
    if column_of(columns, "text", fields) is None and column_of(columns, "title", fields) is None:
        raise _no_column(name, columns)
    while True:
        where = f"{name}, line {rows.line_num + 1}"
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield broken(where, f"broken row: {error}", warnings)
            continue
        if not any(row):
            continue
        if len(row) != len(columns):
            yield broken(where, f"{len(row)} fields where the heading has {len(columns)}", warnings)
            continue
        yield _document(dict(zip(columns, row, strict=True)), fields, where, warnings)


class _Lines:
    """The lines of a file whose first was read already, NUL characters removed (csv stops at them)."""

    def __init__(self, first: str, rest: IO[str]) -> None:
        self._first, self._rest = first, rest

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line, self._first = self._first or self._rest.readline(MAX_DOCUMENT), ""
        if not line:
            raise StopIteration
        if len(line) >= MAX_DOCUMENT and not line.endswith("\n"):
            while (rest := self._rest.readline(MAX_DOCUMENT)) and not rest.endswith("\n"):
                continue
            raise csv.Error(f"a line longer than {MAX_DOCUMENT} characters")
        return line.replace("\0", "")


def _no_column(name: str, columns: Iterable[str]) -> ReadError:
    shown = ", ".join(columns)[:200]
    return ReadError(f"{name}: no column holds the text; columns: {shown}; name it with fields={{'text': …}}")


def read_parquet(stream: io.BufferedIOBase, name: str, fields: Mapping[str, str]) -> Iterator[Document]:
    """Yield a document for each row of a Parquet file, a batch in memory at a time.

    Raises:
        MissingExtraError: neither pyarrow nor duckdb is installed.
        ReadError: the file is no Parquet file, or no column holds the text.
    """
    number = 0
    for batch in _batches(stream, name):
        for record in batch:
            number += 1
            where = f"{name}, row {number}"
            if _length(record) > MAX_DOCUMENT:
                yield broken(where, f"a record longer than {MAX_DOCUMENT} characters")
                continue
            if number == 1 and column_of(record, "text", fields) is None and column_of(record, "title", fields) is None:
                raise _no_column(name, record)
            yield _document(record, fields, where, ())


def _length(record: Mapping[str, Any]) -> int:
    """Return the characters of the texts of a record."""
    return sum(len(value) for value in record.values() if isinstance(value, str | bytes))


def _batches(stream: io.BufferedIOBase, name: str) -> Iterator[Iterable[dict[str, Any]]]:
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError:
        yield from _duckdb_batches(stream, name)
        return
    try:
        for batch in ParquetFile(stream).iter_batches(batch_size=_ROWS):
            # A row at a time: a text that the file holds once and all rows repeat would be in memory many times.
            yield (batch.slice(row, 1).to_pylist()[0] for row in range(batch.num_rows))
    except (ArrowException, OSError, ValueError) as error:
        raise ReadError(f"{name}: not a readable Parquet file: {error}") from error


def _duckdb_batches(stream: io.BufferedIOBase, name: str) -> Iterator[Iterable[dict[str, Any]]]:
    try:
        import duckdb
    except ImportError as error:
        raise MissingExtraError(
            f"{name}: reading Parquet needs pyarrow or duckdb; install them with: pip install 'iraqsec[store]'"
        ) from error
    with tempfile.NamedTemporaryFile(suffix=".parquet") as file:
        while piece := stream.read(_CHUNK):
            file.write(piece)
        file.flush()
        try:
            rows = duckdb.connect().execute("SELECT * FROM read_parquet(?)", [file.name])
            columns = [column[0] for column in rows.description or ()]
            while batch := rows.fetchmany(_ROWS):
                yield [dict(zip(columns, row, strict=True)) for row in batch]
        except duckdb.Error as error:
            raise ReadError(f"{name}: not a readable Parquet file: {error}") from error
