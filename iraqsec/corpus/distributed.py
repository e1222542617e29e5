"""One corpus on many processes or machines: the same extraction on an engine, results to Parquet, failures as rows.

A folder for each table (documents, sources, articles, events, arguments), a file for each chunk. A chunk's file of
documents is written last: where it stands, the chunk is done, and a run that goes on passes it over.
"""

import hashlib
import os
import pickle
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from iraqsec.corpus.engines import Engine, engine
from iraqsec.corpus.rows import EXTRACTED, arrow_table, document_key, rows_of, source_row
from iraqsec.document import Document
from iraqsec.errors import InputError, MissingExtraError
from iraqsec.pipeline import default_extractor
from iraqsec.results import Result
from iraqsec.streams import Extracts, extract_kept, failed


@frozen(kw_only=True)
class Chunk:
    """Documents that are worked on together; ``number`` is the place of the first in the corpus.

    ``documents`` may be a delayed value or a future of Dask: a partition of a distributed collection.
    """

    number: int
    documents: Any
    copies: tuple[Document, ...] = ()


@frozen(kw_only=True)
class Part:
    """What one chunk came to."""

    documents: int = 0
    failed: int = 0
    events: int = 0
    copies: int = 0

    def __add__(self, other: "Part") -> "Part":
        names = ("documents", "failed", "events", "copies")
        return Part(**{name: getattr(self, name) + getattr(other, name) for name in names})

    def __str__(self) -> str:
        return f"{self.documents:,} documents ({self.failed:,} failed), {self.copies:,} copies, {self.events:,} events"


def extract_to_parquet(
    documents: Iterable[Document] | Any,  # noqa: ANN401 - or a dask Bag
    folder: str | os.PathLike[str],
    *,
    on: Engine | str = "local",
    extractor: Extracts | None = None,
    chunk_size: int = 200,
) -> Part:
    """Extract a corpus on an engine and write its results below a folder that all workers see.

    ``documents`` are an iterable, or a Dask bag, whose partitions are the chunks then. `Store.load` takes the folder in.

    Raises:
        InputError: an unknown engine, or a chunk size below 1.
        MissingExtraError: pyarrow or the engine's package is not installed.
        IraqsecError: what would make every document fail (a missing model).
    """
    if chunk_size < 1:
        raise InputError(f"chunk_size must be a whole number from 1, not {chunk_size!r}")
    _need_pyarrow()
    top = Path(folder).resolve()
    for name in EXTRACTED:
        (top / name).mkdir(parents=True, exist_ok=True)
    task = partial(work, str(top), pickle.dumps(extractor or default_extractor()))
    if isinstance(on, str):
        with engine(on) as made:
            return _run(made, task, documents, chunk_size)
    return _run(on, task, documents, chunk_size)


def _run(on: Engine, task: Callable[[Chunk], Part], documents: Any, chunk_size: int) -> Part:  # noqa: ANN401 - as above
    partitioned = hasattr(documents, "to_delayed")
    chunks = _partitions(documents) if partitioned else _chunks(documents, chunk_size)
    total, broken = Part(), list[tuple[Chunk, str]]()
    for outcome in on.map(task, chunks):
        if outcome.error is None:
            total += outcome.value
        else:
            broken.append((outcome.chunk, outcome.error))
    for chunk, error in broken:
        total += _mend(on, task, chunk, error)
    return total


def _mend(on: Engine, task: Callable[[Chunk], Part], chunk: Chunk, error: str) -> Part:
    """Work on each document of a broken chunk by itself; one that fails alone is a row that says so.

    One after the other: an engine that loses a process suspects everything that waited for it.
    """
    if not isinstance(chunk.documents, list):
        raise InputError(f"partition {chunk.number} could not be worked on: {error}")
    singles = [
        Chunk(number=chunk.number + at, documents=[d], copies=chunk.copies if at == 0 else ())
        for at, d in enumerate(chunk.documents)
    ]
    total = Part()
    for outcome in chain.from_iterable(on.map(task, [single]) for single in singles):
        if outcome.error is None:
            total += outcome.value
        else:
            results = [failed(outcome.chunk.documents[0], f"the process that worked on it died ({outcome.error})")]
            total += write_part(Path(task.args[0]), outcome.chunk, results)  # type: ignore[attr-defined] # a partial
    return total


def _chunks(documents: Iterable[Document], size: int) -> Iterator[Chunk]:
    """Cut a corpus into chunks; of a text that came before, only where it stood is kept."""
    seen: set[bytes] = set()
    fresh: list[Document] = []
    copies: list[Document] = []
    number = 0
    for document in documents:
        key = bytes.fromhex(document_key(document))
        if key in seen:
            copies.append(document)
        else:
            seen.add(key)
            fresh.append(document)
        if len(fresh) == size:
            yield Chunk(number=number, documents=fresh, copies=tuple(copies))
            number, fresh, copies = number + size, [], []
    if fresh or copies:
        yield Chunk(number=number, documents=fresh, copies=tuple(copies))


_PARTITION = 1_000_000_000  # so many documents may a partition have, for their numbers to tell their order


def _partitions(bag: Any) -> Iterator[Chunk]:  # noqa: ANN401 - a dask Bag
    for number, delayed in enumerate(bag.to_delayed()):
        yield Chunk(number=number * _PARTITION, documents=delayed)


# -- on a worker ------------------------------------------------------------------------------------


@lru_cache(maxsize=2)
def _unpacked(packed: bytes) -> Extracts:
    extractor: Extracts = pickle.loads(packed)  # noqa: S301 - from the process that started the run
    return extractor


def work(folder: str, packed: bytes, chunk: Chunk) -> Part:
    """Extract a chunk and write its files, unless they are there."""
    if not isinstance(chunk.documents, list):
        given = chunk.documents
        chunk = evolve(chunk, documents=list(given.compute(scheduler="sync") if hasattr(given, "compute") else given))
    done = _done(Path(folder), chunk)
    if done is not None:
        return done
    extractor = _unpacked(packed)
    return write_part(Path(folder), chunk, [extract_kept(extractor, document) for document in chunk.documents])


def write_part(folder: Path, chunk: Chunk, results: list[Result]) -> Part:
    """Write the files of a chunk, each whole or not at all, documents last."""
    from pyarrow import parquet

    tables = rows_of(results)
    for at, row in enumerate(tables["documents"]):
        row["number"] = chunk.number + at
    tables["sources"] += [source_row(document_key(d), d) for d in chunk.copies]
    for name in sorted(EXTRACTED, key=lambda name: name == "documents"):
        path = _path(folder, name, chunk)
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        parquet.write_table(arrow_table(name, tables[name]), draft)
        draft.replace(path)
    lost = sum(r.error is not None for r in results)
    return Part(documents=len(results), failed=lost, events=len(tables["events"]), copies=len(chunk.copies))


def _path(folder: Path, name: str, chunk: Chunk) -> Path:
    """Return a chunk's file of a table, named by its place and its content."""
    keys = "".join(document_key(d) for d in (*chunk.documents, *chunk.copies))
    content = hashlib.blake2b(keys.encode("ascii"), digest_size=6).hexdigest()
    return folder / name / f"part-{chunk.number:012d}-{content}.parquet"


def _done(folder: Path, chunk: Chunk) -> Part | None:
    """Return what a chunk came to that was written before."""
    path = _path(folder, "documents", chunk)
    if not path.exists():
        return None
    from pyarrow import parquet

    errors = parquet.read_table(path, columns=["error"]).column("error")
    events = parquet.read_metadata(_path(folder, "events", chunk)).num_rows
    lost = len(errors) - errors.null_count
    return Part(documents=len(errors), failed=lost, events=events, copies=len(chunk.copies))


def _need_pyarrow() -> None:
    try:
        import pyarrow as pa
    except ImportError as error:
        raise MissingExtraError("Parquet needs pyarrow; install it with: pip install 'iraqsec[store]'") from error
    del pa
