"""`Store`: documents, events and their links in one DuckDB file, for one writer or many readers."""

import os
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Self

from iraqsec.corpus.happenings import Happening
from iraqsec.corpus.rows import EXTRACTED, arrow_table, document_key, rows_of, source_row
from iraqsec.corpus.store_links import LinkSummary, link_events, link_rows, read_happenings
from iraqsec.corpus.store_schema import check_readable, migrate
from iraqsec.corpus.store_select import Selection, conditions
from iraqsec.display import Shown
from iraqsec.document import Document
from iraqsec.errors import MissingExtraError, StoreError
from iraqsec.results import Result

_AT_ONCE = 500
_FRUGAL = "128MB"
_writers: set[str] = set()
_writers_lock = threading.Lock()


class Store(Shown):
    """What was extracted from a corpus, in one file; ":memory:" keeps it in memory only.

    A store opened for writing belongs to one process; with ``read_only=True`` any number may read it at once.
    """

    def __init__(self, path: str | os.PathLike[str] = ":memory:", *, read_only: bool = False) -> None:
        """Open a store, or make one; an older one is brought to today's schema.

        Raises:
            StoreError: another process writes to it, it is no store, or it cannot be opened.
            MissingExtraError: duckdb or pyarrow is not installed.
        """
        try:
            import duckdb
            import pyarrow as pa
        except ImportError as error:
            raise MissingExtraError("a store needs duckdb; install it with: pip install 'iraqsec[store]'") from error
        del pa
        self._fault: type[Exception] = duckdb.Error
        self.path = os.fspath(path)
        self.read_only = read_only
        self.closed = False
        self._claim = None if read_only or self.path == ":memory:" else str(Path(self.path).resolve())
        self._take()
        try:
            self._connection = self._open(duckdb)
            self._next = 1 + self._number("SELECT coalesce(max(number), -1) FROM documents")
        except BaseException:
            self._release()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; another may write to it then."""
        self._connection.close()
        self.closed = True
        self._release()

    # -- writing --------------------------------------------------------------------------------

    def add(self, results: Iterable[Result]) -> int:
        """Write results; those whose document is there already are passed over. Return how many were new.

        Raises:
            StoreError: the store was opened for reading, or the disk is full.
        """
        added = 0
        block: list[Result] = []
        for result in results:
            block.append(result)
            if len(block) == _AT_ONCE:
                added += self._add(block)
                block = []
        return added + self._add(block)

    def _add(self, block: Sequence[Result]) -> int:
        there = self.present([document_key(r.document) for r in block])
        fresh = {key: r for r in reversed(block) if (key := document_key(r.document)) not in there}
        kept = [r for r in block if fresh.get(document_key(r.document)) is r]
        self.write(kept, [r.document for r in block])
        return len(kept)

    def present(self, keys: Sequence[str], *, failed_too: bool = True) -> set[str]:
        """Return which of some documents (by `document_key`) the store holds; failed ones count unless told not to."""
        query = "SELECT key FROM documents WHERE key IN (SELECT unnest($1)) AND ($2 OR error IS NULL)"
        return {key for (key,) in self._connection.execute(query, [list(keys), failed_too]).fetchall()}

    def write(self, results: Sequence[Result], copies: Sequence[Document] = ()) -> None:
        """Write results of new documents, and where copies of others stood, in one transaction.

        Raises:
            StoreError: the store was opened for reading, or the disk is full.
        """
        self._writable()
        tables = rows_of(results)
        tables["sources"] += [source_row(document_key(document), document) for document in copies]
        if not tables["sources"]:
            return
        for number, row in enumerate(tables["documents"], self._next):
            row["number"] = number
        with self._transaction():
            retried = [row["key"] for row in tables["documents"]]
            self._connection.execute(
                "DELETE FROM documents WHERE error IS NOT NULL AND key IN (SELECT unnest(?))", [retried]
            )
            for name, rows in tables.items():
                self._insert_rows(name, rows)
        self._next += len(results)

    def _writable(self) -> None:
        if self.read_only:
            raise StoreError(f"{self.path}: opened for reading; open it with Store(path) to write")

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """Write all of what is done within, or nothing."""
        try:
            self._connection.execute("BEGIN")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
        except self._fault as error:
            raise StoreError(f"{self.path}: nothing was written: {error}") from error

    def _insert_rows(self, name: str, rows: list[dict[str, Any]]) -> None:
        if not rows:
            return
        self._connection.register("incoming", arrow_table(name, rows))
        only_new = "EXCEPT SELECT document, id, source, url FROM sources" if name == "sources" else ""
        self._connection.execute(f"INSERT INTO {name} BY NAME (SELECT * FROM incoming {only_new})")  # noqa: S608
        self._connection.unregister("incoming")

    @contextmanager
    def frugal(self) -> Iterator[None]:
        """Keep what DuckDB holds of the file in memory small, for as long as a run writes to it."""
        if self.path == ":memory:":
            yield
            return
        self._connection.execute(f"SET memory_limit = '{_FRUGAL}'")
        try:
            yield
        finally:
            self._connection.execute("RESET memory_limit")

    def load(self, folder: str | os.PathLike[str]) -> int:
        """Take in what `extract_to_parquet` wrote below a folder, and return how many documents were new.

        Raises:
            StoreError: the store was opened for reading, or the folder holds no such files.
        """
        self._writable()
        top = Path(folder)
        if not any(top.glob("documents/part-*.parquet")):
            raise StoreError(f"{top}: no results there; extract_to_parquet() writes such a folder")
        with self._transaction():
            self._connection.execute(
                "CREATE OR REPLACE TEMP TABLE arriving AS SELECT * FROM read_parquet(?) "
                "WHERE key NOT IN (SELECT key FROM documents) "
                "QUALIFY row_number() OVER (PARTITION BY key ORDER BY number) = 1",
                [f"{top}/documents/*.parquet"],
            )
            self._connection.execute(
                "INSERT INTO documents BY NAME SELECT * REPLACE (? + row_number() OVER (ORDER BY number) - 1 AS number) "
                "FROM arriving",
                [self._next],
            )
            for name in ("articles", "events", "arguments"):
                self._connection.execute(
                    f"INSERT INTO {name} BY NAME (SELECT DISTINCT * FROM read_parquet(?) "  # noqa: S608
                    "WHERE document IN (SELECT key FROM arriving))",
                    [f"{top}/{name}/*.parquet"],
                )
            self._connection.execute(
                "INSERT INTO sources BY NAME "
                "(SELECT * FROM read_parquet(?) EXCEPT SELECT document, id, source, url FROM sources)",
                [f"{top}/sources/*.parquet"],
            )
        added = self._number("SELECT count(*) FROM arriving")
        self._next += added
        return added

    def link(self) -> LinkSummary:
        """Link the events of different reports that are one happening; what was linked before is drawn up anew.

        Raises:
            StoreError: the store was opened for reading.
        """
        self._writable()
        linked, count = link_events(Selection(self.cursor, [], []))
        links, members = link_rows(linked)
        with self._transaction():
            for name, rows in (("links", links), ("happenings", members)):
                self._connection.execute(f"DELETE FROM {name}")  # noqa: S608
                self._insert_rows(name, rows)
        return LinkSummary(count, linked.compared, len(links), len(linked.groups))

    # -- reading --------------------------------------------------------------------------------

    def events(  # noqa: PLR0913 - a filter for each thing that analysts ask by
        self,
        *,
        type: str | Iterable[str] | None = None,  # noqa: A002 - the name that users read
        place: str | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
        actor: str | None = None,
        status: str | Iterable[str] | None = None,
        text: str | None = None,
        lang: str | None = None,
        min_confidence: float | None = None,
    ) -> Selection:
        """Return the events that fit all that is given: to iterate over, or as pandas or Arrow.

        ``place`` is a governorate's code ("IQ-BA"), a country's, a place's id, or a name in either script, and finds
        what lies within; ``since`` and ``until`` hold for the event's days, or the report's where it gives none;
        ``actor`` is the id or name of an organization or person in any role; ``text`` are words that the evidence or
        the arguments must have.

        Raises:
            InputError: an unknown type, status or place, or a date that is none.
        """
        where, values = conditions(
            type=type,
            place=place,
            since=since,
            until=until,
            actor=actor,
            status=status,
            text=text,
            lang=lang,
            min_confidence=min_confidence,
        )
        return Selection(self.cursor, where, values)

    def documents(self, *, failed: bool | None = None) -> Iterator[Document]:
        """Yield the documents in the order they came in; ``failed`` True or False gives only those."""
        where = {None: "true", True: "error IS NOT NULL", False: "error IS NULL"}[failed]
        cursor = self.cursor().execute(
            f"SELECT text, id, lang, published, title, source, url, error FROM documents WHERE {where} ORDER BY number"  # noqa: S608
        )
        names = ("text", "id", "lang", "published", "title", "source", "url", "error")
        while rows := cursor.fetchmany(_AT_ONCE):
            for row in rows:
                yield Document(**dict(zip(names, row, strict=True)))

    def document(self, key: str) -> Document:
        """Return a document by the key of its content or by its id.

        Raises:
            StoreError: there is none.
        """
        row = (
            self.cursor()
            .execute(
                "SELECT text, id, lang, published, title, source, url, error FROM documents "
                "WHERE key = $1 OR id = $1 ORDER BY number LIMIT 1",
                [key],
            )
            .fetchone()
        )
        if row is None:
            raise StoreError(f"{self.path}: no document has the key or id {key!r}")
        names = ("text", "id", "lang", "published", "title", "source", "url", "error")
        return Document(**dict(zip(names, row, strict=True)))

    def happenings(self, **filters: Any) -> Iterator[Happening]:  # noqa: ANN401 - those of events()
        """Yield what several reports tell of, as `link` found it, each with all its reports, by first report.

        The filters are those of `events`; one report that fits is enough.

        Raises:
            InputError: an unknown type, status or place, or a date that is none.
        """
        yield from read_happenings(self.cursor, self.events(**filters))

    def errors(self) -> Iterator[tuple[str, str]]:
        """Yield the id (or source) of each document that failed, and why."""
        cursor = self.cursor().execute(
            "SELECT coalesce(nullif(id, ''), source, key), error FROM documents WHERE error IS NOT NULL ORDER BY number"
        )
        while rows := cursor.fetchmany(_AT_ONCE):
            yield from rows

    def counts(self) -> dict[str, int]:
        """Return how many rows each table holds, and how many documents failed."""
        counted = {name: self._number(f"SELECT count(*) FROM {name}") for name in (*EXTRACTED, "links")}  # noqa: S608
        counted["failed"] = self._number("SELECT count(*) FROM documents WHERE error IS NOT NULL")
        counted["happenings"] = self._number("SELECT count(DISTINCT happening) FROM happenings")
        return counted

    def cursor(self) -> Any:  # noqa: ANN401 - a duckdb connection
        """Return a DuckDB cursor, for queries of your own; each thread needs one of its own."""
        return self._connection.cursor()

    def _number(self, query: str) -> int:
        row = self._connection.execute(query).fetchone()
        return int(row[0]) if row else 0

    # -- opening --------------------------------------------------------------------------------

    def _take(self) -> None:
        """Claim a file for writing within this process; between processes the file's lock does."""
        if self._claim is None:
            return
        with _writers_lock:
            if self._claim in _writers:
                self._claim, path = None, self.path
                raise StoreError(f"{path}: this process has it open for writing already; close that Store first")
            _writers.add(self._claim)

    def _release(self) -> None:
        with _writers_lock:
            _writers.discard(self._claim or "")
        self._claim = None

    def _open(self, duckdb: Any) -> Any:  # noqa: ANN401 - the module; a connection
        try:
            connection = duckdb.connect(self.path, read_only=self.read_only)
        except duckdb.Error as error:
            raise StoreError(_why(self.path, str(error), read_only=self.read_only)) from error
        try:
            if self.read_only:
                check_readable(connection, self.path)
            else:
                migrate(connection, self.path)
        except BaseException:
            connection.close()
            raise
        return connection


def _why(path: str, message: str, *, read_only: bool) -> str:
    """Say in our words why a file cannot be opened."""
    if "lock" in message and "PID" in message:
        holder = message.split("(PID ", 1)[-1].split(")", 1)[0]
        do = "read" if read_only else "write to"
        return f"{path}: another process ({holder}) has it open; {do} it when that has ended, or use a copy of the file"
    if "different configuration" in message:
        return f"{path}: this process has it open with other rights; close that Store first"
    if read_only and not Path(path).exists():
        return f"{path}: there is no such store"
    if "not a valid DuckDB" in message:
        return f"{path}: this file is no store"
    return f"{path}: {message}"
