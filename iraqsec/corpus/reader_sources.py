"""One stream of bytes to its documents: what kind it is, how it is unpacked, and what no honest archive holds."""

import gzip
import io
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import IO, Any, cast

from attrs import define, evolve, frozen

from iraqsec.corpus.reader_html import declared_encoding, read_html
from iraqsec.corpus.reader_records import broken, read_csv, read_json, read_jsonl, read_parquet
from iraqsec.corpus.reader_text import MAX_DOCUMENT, decode, known_encoding
from iraqsec.document import Document
from iraqsec.errors import InputError, IraqsecError, MissingExtraError, ReadError

MAX_DEPTH = 3
"""Archives within archives that are opened."""
MAX_RATIO = 300
"""Unpacked bytes for each packed one beyond which an archive's member is taken for a bomb."""
MAX_UNPACKED = 2**30
"""Unpacked bytes of an archive with all archives in it, or `MAX_WHOLE_RATIO` times its size where that is more."""
MAX_WHOLE_RATIO = 100
"""Unpacked bytes for each packed one that an archive may have as a whole: news packs to a third or a tenth."""
MAX_MEMBERS = 1_000_000
"""Members of an archive that are looked at."""
_FREE = 64 * 2**20  # unpacked bytes below which the ratio is not looked at
_SPOOL = 16 * 2**20  # bytes of a nested archive kept in memory, the rest on disk

KINDS = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".zip": "zip",
    ".gz": "gz",
}
FAULTS: tuple[type[Exception], ...] = (
    OSError,
    EOFError,
    zipfile.BadZipFile,
    zlib.error,
    RuntimeError,
    NotImplementedError,
    ValueError,
    MemoryError,
    RecursionError,
)


@frozen
class Settings:
    """How records are read: the caller's names of fields, and the encoding if he gave one."""

    fields: dict[str, str]
    encoding: str | None


@define
class Budget:
    """How many bytes an archive and all archives in it may still unpack to."""

    left: int

    @classmethod
    def of(cls, packed: int | None) -> "Budget":
        """Return what an archive of a size may unpack to; one of unknown size gets what one of 160 MiB would."""
        return cls(max(MAX_UNPACKED, MAX_WHOLE_RATIO * (160 * 2**20 if packed is None else packed)))


@frozen
class Source:
    """A stream of bytes: the name that errors show, its packed size, its depth in archives, the name of its kind.

    ``budget`` is what the outermost archive leaves for those in it; None outside any.
    """

    name: str
    stream: io.BufferedIOBase
    packed: int | None = None
    depth: int = 0
    hint: str = ""
    budget: Budget | None = None


def tolerant(name: str, reading: Callable[[], Iterator[Document]]) -> Iterator[Document]:
    """Read one of several things: what cannot be read is a document that says so, and does not stop the rest."""
    try:
        yield from reading()
    except MissingExtraError:
        raise
    except IraqsecError as error:
        yield broken(name, str(error))


def read_source(source: Source, settings: Settings) -> Iterator[Document]:
    """Yield the documents of a stream; whatever its bytes do to a parser becomes a `ReadError` that names it."""
    try:
        kind, stream = _kind_of(source)
        yield from _READERS[kind](evolve(source, stream=stream), settings)
    except IraqsecError:
        raise
    except FAULTS as error:
        raise ReadError(f"{source.name}: {str(error) or type(error).__name__}") from error


def _kind_of(source: Source) -> tuple[str, io.BufferedIOBase]:
    """Tell what a stream holds: archives by their first bytes, the rest by name, else by how it begins."""
    stream = (
        source.stream
        if isinstance(source.stream, io.BufferedReader)
        else io.BufferedReader(cast("io.RawIOBase", _Readable(source.stream)), 1 << 16)
    )
    head = bytes(stream.peek(512)[:512])
    for magic, kind in ((b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"), (b"\x1f\x8b", "gz"), (b"PAR1", "parquet")):
        if head.startswith(magic):
            return kind, stream
    named = KINDS.get(Path(source.hint or source.name).suffix.lower())
    if named in ("zip", "gz", "parquet"):
        raise ReadError(f"{source.name}: this is no {named} file" if head else f"{source.name}: the file is empty")
    if named:
        return named, stream
    start = head.decode("utf-8", errors="replace").lstrip("\ufeff \t\r\n").lower()
    if start.startswith(("<!doctype html", "<html", "<head", "<?xml", "<body", "<!--")):
        return "html", stream
    if start.startswith(('{"', "[{")):
        return "jsonl" if start.startswith("{") and b"}\n{" in bytes(stream.peek(1 << 16)) else "json", stream
    return "text", stream


class _Readable(io.RawIOBase):
    """A raw view of any binary file object, seekable where it is; closing it leaves the object open."""

    def __init__(self, file: Any) -> None:  # noqa: ANN401 - whatever has a read method
        self._file = file

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return bool(getattr(self._file, "seekable", lambda: False)())

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return int(self._file.seek(offset, whence))

    def tell(self) -> int:
        return int(self._file.tell())

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        piece = self._file.read(len(buffer)) or b""
        buffer[: len(piece)] = piece
        return len(piece)


def _whole(source: Source) -> bytes:
    """Return all bytes of a document.

    Raises:
        ReadError: they are more than a document may have.
    """
    data = source.stream.read(MAX_DOCUMENT + 1)
    if len(data) > MAX_DOCUMENT:
        raise ReadError(f"{source.name}: larger than the {MAX_DOCUMENT // 2**20} MiB that a single document may have")
    return data


def _read_text(source: Source, settings: Settings) -> Iterator[Document]:
    text, warnings = decode(_whole(source), settings.encoding, name=source.name)
    if not text.strip():
        warnings = (*warnings, f"{source.name}: the file is empty")
    yield Document(text=text.removeprefix("\ufeff"), id=source.name, source=source.name, warnings=warnings)


def _read_html(source: Source, settings: Settings) -> Iterator[Document]:
    data = _whole(source)
    encoding = settings.encoding
    if encoding is None and (declared := declared_encoding(data)):
        try:
            data.decode(known_encoding(declared))
            encoding = declared
        except (UnicodeDecodeError, InputError):  # pages often declare what they are not
            encoding = None
    text, warnings = decode(data, encoding, name=source.name)
    found = read_html(text, name=source.name)
    found["source"] = found["source"] or source.name
    found["warnings"] = (*warnings, *found["warnings"])
    yield Document(id=source.name, **found)


def _read_gz(source: Source, settings: Settings) -> Iterator[Document]:
    _check_depth(source)
    inner_name = (source.hint or source.name).removesuffix(".gz")
    budget = source.budget or Budget.of(source.packed)
    with gzip.GzipFile(fileobj=source.stream) as unpacked:
        checked = _Limited(cast("io.BufferedIOBase", unpacked), source.name, source.packed, budget)
        limited = io.BufferedReader(checked, 1 << 16)
        inner = Source(source.name, limited, depth=source.depth + 1, hint=inner_name, budget=budget)
        yield from _until_broken(inner, settings)


def _until_broken(inner: Source, settings: Settings) -> Iterator[Document]:
    """Yield the documents of a packed stream; where it breaks off, those before it stay and the break is reported."""
    number = 0
    try:
        for document in read_source(inner, settings):
            number += 1
            yield document
    except MissingExtraError:
        raise
    except IraqsecError as error:
        if number == 0:
            raise
        yield broken(f"{inner.name}, after record {number}", str(error))


def _read_zip(source: Source, settings: Settings) -> Iterator[Document]:
    _check_depth(source)
    with _seekable(source.stream) as stream, zipfile.ZipFile(stream) as archive:
        source = evolve(source, budget=source.budget or Budget.of(source.packed))
        for number, member in enumerate(archive.infolist()):
            if number >= MAX_MEMBERS:
                yield broken(source.name, f"has more than {MAX_MEMBERS} members; the rest was not read")
                return
            path = Path(member.filename)
            known = path.suffix.lower() in KINDS and not path.name.startswith((".", "__MACOSX"))
            if known and not member.is_dir():  # in this order: a member without a name cannot be asked
                name = f"{source.name}!{member.filename}"
                yield from tolerant(name, partial(_member, archive, member, name, source, settings))


def _member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, source: Source, settings: Settings
) -> Iterator[Document]:
    try:
        packed = archive.open(member)
    except FAULTS as error:  # a password, a method that Python cannot unpack, a broken header
        raise ReadError(f"{name}: {error}") from error
    with packed:
        checked = _Limited(cast("io.BufferedIOBase", packed), name, max(1, member.compress_size), source.budget)
        limited = io.BufferedReader(checked, 1 << 16)
        yield from _until_broken(Source(name, limited, depth=source.depth + 1, budget=source.budget), settings)


def _check_depth(source: Source) -> None:
    if source.depth >= MAX_DEPTH:
        raise ReadError(f"{source.name}: archives within archives more than {MAX_DEPTH} deep are not opened")


def _seekable(stream: io.BufferedIOBase) -> IO[bytes]:
    """Return the stream, or a copy on disk of one that cannot be read from any place."""
    if stream.seekable():
        return cast("IO[bytes]", _Kept(stream))
    copy = tempfile.SpooledTemporaryFile(max_size=_SPOOL)  # noqa: SIM115 - closed by the caller
    while piece := stream.read(1 << 20):
        copy.write(piece)
    copy.seek(0)
    return cast("IO[bytes]", copy)


class _Kept(io.BufferedReader):
    """A stream that the caller keeps open."""

    def __init__(self, stream: io.BufferedIOBase) -> None:
        super().__init__(_Readable(stream))


class _Limited(io.RawIOBase):
    """An unpacked stream that stops at what no honest archive holds."""

    def __init__(self, stream: io.BufferedIOBase, name: str, packed: int | None, budget: Budget | None) -> None:
        self._stream, self._name, self._total, self._budget = stream, name, 0, budget
        self._most = max(_FREE, MAX_RATIO * packed) if packed else None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        piece = self._stream.read(len(buffer))
        self._total += len(piece)
        if self._most is not None and self._total > self._most:
            raise ReadError(f"{self._name}: unpacks to more than {MAX_RATIO} times its size; it was not read further")
        if self._budget is not None:
            self._budget.left -= len(piece)
            if self._budget.left < 0:
                raise ReadError(
                    f"{self._name}: the archive and those in it unpack to more than {MAX_UNPACKED // 2**20:,} MiB and "
                    f"{MAX_WHOLE_RATIO} times its size; it was not read further"
                )
        buffer[: len(piece)] = piece
        return len(piece)


def _read_parquet(source: Source, settings: Settings) -> Iterator[Document]:
    with _seekable(source.stream) as stream:
        yield from read_parquet(cast("io.BufferedIOBase", stream), source.name, settings.fields)


def _read_json(source: Source, settings: Settings) -> Iterator[Document]:
    return read_json(source.stream, source.name, settings.fields, settings.encoding)


def _read_jsonl(source: Source, settings: Settings) -> Iterator[Document]:
    return read_jsonl(source.stream, source.name, settings.fields, settings.encoding)


def _read_csv(source: Source, settings: Settings) -> Iterator[Document]:
    return read_csv(source.stream, source.name, settings.fields, settings.encoding)


def _read_tsv(source: Source, settings: Settings) -> Iterator[Document]:
    return read_csv(source.stream, source.name, settings.fields, settings.encoding, tabs=True)


_READERS: dict[str, Callable[[Source, Settings], Iterator[Document]]] = {
    "text": _read_text,
    "html": _read_html,
    "json": _read_json,
    "jsonl": _read_jsonl,
    "csv": _read_csv,
    "tsv": _read_tsv,
    "parquet": _read_parquet,
    "zip": _read_zip,
    "gz": _read_gz,
}
