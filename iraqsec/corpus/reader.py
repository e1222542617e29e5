"""`read`: files, folders, globs, archives and file objects to a stream of `Document`s."""

import glob as globbing
import io
import os
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import IO, Any, cast

from attrs import evolve

from iraqsec.corpus.reader_fields import checked
from iraqsec.corpus.reader_sources import FAULTS, KINDS, Settings, Source, read_source, tolerant
from iraqsec.corpus.reader_text import known_encoding
from iraqsec.document import Document
from iraqsec.errors import InputError, ReadError


def read(
    source: str | os.PathLike[str] | IO[bytes] | IO[str],
    *,
    fields: Mapping[str, str] | None = None,
    encoding: str | None = None,
) -> Iterator[Document]:
    """Yield the documents of a file, a folder, a glob pattern or an open file, one at a time, in order of name.

    Text, HTML, JSON, JSON Lines, CSV, Parquet, and zip and gz of these, told by the name's ending, else by what the
    file begins with. Folders are read whole; files of other kinds in them, hidden ones and those named README are left
    out. ``fields`` names the fields of records where theirs are unusual: ``{"text": "body", "date": "day"}``, for text,
    title, date, source, url, id, lang. ``encoding`` is for files whose encoding would not be found; a guess is a warning
    on the document.

    A record, member or file among several that cannot be read is a document whose ``error`` says where and why.

    Raises:
        InputError: the source is no path and no file, or a field or the encoding is unknown.
        ReadError: there is no such file, or it alone was asked for and cannot be read.
        MissingExtraError: HTML or Parquet is read and the package for it is not installed.
    """
    settings = Settings(checked(fields), known_encoding(encoding) if encoding else None)
    if isinstance(source, str | os.PathLike):
        return _read_path(os.fspath(source), settings)
    if hasattr(source, "read"):
        return _read_object(source, settings)
    given = "None" if source is None else f"a {type(source).__name__}"
    raise InputError(
        f"read() takes a path, a folder, a glob pattern or an open file, not {given}; give text and bytes to extract()"
    )


def _read_path(path: str, settings: Settings) -> Iterator[Document]:
    try:
        if os.path.isdir(path):  # noqa: PTH112 - Path would refuse a name with a NUL with another error
            files = _files_of(path)
        elif os.path.exists(path):  # noqa: PTH110
            return _one_file(path, settings)
        elif globbing.has_magic(path):
            files = sorted(name for name in globbing.glob(path, recursive=True) if Path(name).is_file())  # noqa: PTH207 - "~" and drives as typed
        else:
            raise ReadError(f"{_short(path)}: no such file or folder")
    except (OSError, ValueError) as error:
        raise ReadError(f"{_short(path)}: {getattr(error, 'strerror', None) or error}") from error
    if not files:
        raise ReadError(f"{_short(path)}: no file there that can be read; kinds: {' '.join(sorted(KINDS))}")
    return _many_files(files, settings)


def _short(path: str) -> str:
    return path if len(path) <= 200 else path[:80] + "…"  # noqa: PLR2004 - a text passed for a path


def _files_of(folder: str) -> list[str]:
    """Return the files of a folder and those below that are of a kind that is read.

    Hidden ones are left out, and READMEs, which speak of the documents.
    """
    found = []
    for top, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [str(Path(top) / name) for name in files if _is_document(name)]
    return sorted(found)


def _is_document(name: str) -> bool:
    hidden, about = name.startswith("."), name.partition(".")[0].lower() == "readme"
    return not hidden and not about and Path(name).suffix.lower() in KINDS


def _many_files(files: list[str], settings: Settings) -> Iterator[Document]:
    for file in files:
        yield from tolerant(file, partial(_one_file, file, settings))


def _one_file(path: str, settings: Settings) -> Iterator[Document]:
    try:
        stream = open(path, "rb")  # noqa: SIM115, PTH123 - closed below, when the last document was taken
        size = os.fstat(stream.fileno()).st_size
    except OSError as error:
        raise ReadError(f"{path}: {error.strerror or error}") from error
    return _closing(stream, Source(path, stream, size), settings)


def _closing(stream: io.BufferedReader, source: Source, settings: Settings) -> Iterator[Document]:
    with stream:
        yield from read_source(source, settings)


def _read_object(file: IO[Any], settings: Settings) -> Iterator[Document]:
    """Read an open file, binary or text; it stays open."""
    name = getattr(file, "name", None)
    name = name if isinstance(name, str) and name else "<file>"
    try:
        binary = isinstance(file.read(0), bytes)
    except FAULTS as error:
        raise ReadError(f"{name}: {error}") from error
    if binary:
        return read_source(Source(name, cast("io.BufferedIOBase", file), _size_of(file)), settings)
    return read_source(Source(name, io.BufferedReader(_Encoded(file))), evolve(settings, encoding="utf-8"))


def _size_of(file: IO[bytes]) -> int | None:
    """Return how many bytes of an open file are left, or None where it cannot tell."""
    try:
        at = file.tell()
        size = file.seek(0, os.SEEK_END) - at
        file.seek(at)
    except (OSError, ValueError, AttributeError):
        return None
    return size


class _Encoded(io.RawIOBase):
    """The bytes of a text file object, in UTF-8."""

    def __init__(self, file: IO[str]) -> None:
        self._file, self._left = file, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        if not self._left:
            self._left = self._file.read(1 << 18).encode("utf-8", errors="replace")
        piece, self._left = self._left[: len(buffer)], self._left[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)
