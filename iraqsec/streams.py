"""Many texts, one after the other or in several processes: results in order, bounded memory, nothing lost.

What the pipeline and the corpus share. Each worker process loads the tables once; a chunk of documents travels to it
and the results come back. A process that dies takes no other document along: what it held is tried again, one at a
time, and a text that kills its process again is a result that says so.
"""

import gc
import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sized
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

from attrs import define

from iraqsec.document import Document
from iraqsec.errors import DataError, InputError, IraqsecError, MissingExtraError, MissingModelError
from iraqsec.results import Result

_CHUNK_DOCUMENTS = 16
_CHUNK_CHARACTERS = 60_000
_AHEAD = 3  # chunks a worker may be ahead: enough to keep it busy, few enough to hold in memory
_IN_FLIGHT = 32_000_000  # characters of all chunks ahead

Chunk = list[str | Document]


class _Collector:
    """Python's garbage collector, paused while a text is analyzed.

    An analysis makes hundreds of thousands of objects, hardly any of them in cycles: they go when the text is done. The
    collector would look through the tables again and again meanwhile, which takes a third of the time.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running = 0
        self._resumes = False

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Pause the collector; it goes on when the last of the threads that paused it is done."""
        with self._lock:
            if not self._running:
                self._resumes = gc.isenabled()
                gc.disable()
            self._running += 1
        try:
            yield
        finally:
            with self._lock:
                self._running -= 1
                if not self._running and self._resumes:
                    _keep_tables()
                    gc.enable()

    def restart(self) -> None:
        """Begin anew in a process that was forked while another thread was at work."""
        if self._running and self._resumes:
            gc.enable()
        self.__init__()  # type: ignore[misc]


_TABLES = 50_000  # objects that are more than a text leaves behind


def _keep_tables() -> None:
    """Count what was made as long-lived, without a look at each object, where tables were read: they stay.

    Else the collector begins its work by going through all of them, which takes a tenth of a second.
    """
    if gc.get_count()[0] > _TABLES and not gc.get_freeze_count():
        gc.freeze()
        gc.unfreeze()


COLLECTOR = _Collector()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=COLLECTOR.restart)


class Extracts(Protocol):
    """What `extract_stream` needs of an extractor; it must be picklable to be used in several processes."""

    def extract(self, source: str | Document, /) -> Result:
        """Extract the events of one text."""
        ...


def extract_stream(
    extractor: Extracts,
    documents: Iterable[str | Document],
    *,
    workers: int = 1,
    on_error: str = "keep",
    progress: bool | None = None,
) -> Iterator[Result]:
    """Yield the result of each document, in order; documents are taken as results are asked for.

    With ``on_error="keep"`` a document that fails is a `Result` whose ``error`` says why; with "raise" the first one
    ends the stream. ``progress`` None shows a bar in terminals and notebooks.

    Raises:
        InputError: a number of workers or an ``on_error`` that there is not, or a text where documents were expected.
        IraqsecError: with "raise", the first failure; always, what would make every document fail (a missing model).
    """
    if isinstance(workers, bool) or not isinstance(workers, int) or workers < 1:
        raise InputError(f"workers must be a whole number from 1, not {workers!r}")
    if on_error not in ("keep", "raise"):
        raise InputError(f"on_error must be 'keep' or 'raise', not {on_error!r}")
    if isinstance(documents, str | bytes | Document) or not isinstance(documents, Iterable):
        raise InputError(f"many documents were expected, not one {type(documents).__name__}; extract() takes one")
    results = _single(extractor, documents) if workers == 1 else _parallel(extractor, documents, workers)
    total = len(documents) if isinstance(documents, Sized) else None
    return _watched(results, on_error, progress, total)


def _watched(results: Iterator[Result], on_error: str, progress: bool | None, total: int | None) -> Iterator[Result]:  # noqa: FBT001 - as the caller gave it
    with closing(results), progress_bar(progress, total) as bar:  # type: ignore[type-var] # generators, both
        for result in results:
            if result.error and on_error == "raise":
                raise IraqsecError(f"{result.document.id or 'a document'}: {result.error}")
            bar.update()
            yield result


def progress_bar(progress: bool | None, total: int | None = None) -> Any:  # noqa: ANN401, FBT001 - a tqdm of either kind
    """Return a tqdm bar: shown when asked for; with None, in terminals and notebooks only."""
    from tqdm import tqdm

    notebook = "ipykernel" in sys.modules
    shown = (notebook or sys.stderr.isatty()) if progress is None else progress
    if shown and notebook and find_spec("ipywidgets"):  # without it the plain bar does
        from tqdm.notebook import tqdm_notebook

        return tqdm_notebook(total=total, unit=" documents")
    return tqdm(total=total, unit=" documents", disable=not shown, mininterval=0.5)


def extract_kept(extractor: Extracts, item: str | Document) -> Result:
    """Extract one text; whatever goes wrong with it is told by the result.

    Raises:
        IraqsecError: the set-up is at fault (a table, a model, a package), so that any other text would fail as well.
    """
    try:
        return extractor.extract(item)
    except DataError as error:
        raise IraqsecError(str(error)) from error  # its list of problems does not survive the way between processes
    except (MissingExtraError, MissingModelError):
        raise
    except Exception as error:  # noqa: BLE001 - one broken document must not end the stream; its result tells
        return failed(item, f"{type(error).__name__}: {error}")


def failed(item: object, error: str) -> Result:
    """Return the result of a document that could not be worked on."""
    document = item if isinstance(item, Document) else Document(text=item if isinstance(item, str) else "")
    return Result(document=document, error=error)


def _single(extractor: Extracts, documents: Iterable[str | Document]) -> Iterator[Result]:
    for item in documents:
        yield extract_kept(extractor, item)


# -- several processes --------------------------------------------------------------------------


def _parallel(extractor: Extracts, documents: Iterable[str | Document], workers: int) -> Iterator[Result]:
    try:
        packed = pickle.dumps(extractor)
    except Exception as error:
        raise InputError(f"this extractor cannot be sent to worker processes ({error}); use workers=1") from error
    crew = _Crew(packed, workers)
    finished = False
    try:
        yield from crew.work(_chunks(documents))
        finished = True
    finally:
        crew.close(at_once=not finished)


def _chunks(documents: Iterable[str | Document]) -> Iterator[Chunk]:
    """Cut a stream into chunks of a few documents; what was read before the stream breaks off is not lost."""
    chunk: Chunk = []
    size = 0
    try:
        for item in documents:
            chunk.append(item)
            size += _size(item)
            if len(chunk) >= _CHUNK_DOCUMENTS or size >= _CHUNK_CHARACTERS:
                yield chunk
                chunk, size = [], 0
    except Exception:
        if chunk:
            yield chunk
        raise
    if chunk:
        yield chunk


def _size(item: object) -> int:
    text = item.text if isinstance(item, Document) else item
    return len(text) if isinstance(text, str) else 0


@define(eq=False)
class _Sent:
    """A chunk on its way, and the crew's generation that it was sent to."""

    chunk: Chunk
    future: "Future[list[Result]]"
    generation: int
    size: int


class _Crew:
    """Worker processes that are replaced when one of them dies."""

    def __init__(self, packed: bytes, workers: int) -> None:
        self._packed, self._workers = packed, workers
        self._pool: ProcessPoolExecutor | None = None
        self._generation = 0

    def work(self, chunks: Iterator[Chunk]) -> Iterator[Result]:
        """Yield the results of chunks in order; an error of their source is raised behind the results before it."""
        window: deque[_Sent] = deque()
        fault: Exception | None = None
        more = True
        while more or window:
            while more and len(window) <= _AHEAD * self._workers and sum(s.size for s in window) < _IN_FLIGHT:
                try:
                    chunk = next(chunks, None)
                except Exception as error:  # noqa: BLE001 - raised below
                    fault, chunk = error, None
                if chunk is None:
                    more = False
                else:
                    window.append(self._send(chunk))
            if window:
                yield from self._receive(window.popleft())
        if fault is not None:
            raise fault

    def close(self, *, at_once: bool) -> None:
        """End the processes; ``at_once`` without waiting for what they work on."""
        if self._pool is None:
            return
        if at_once:
            _terminate(self._pool)
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = None

    def _send(self, chunk: Chunk) -> _Sent:
        try:
            future = self._ready().submit(_work, chunk)
        except BrokenProcessPool:
            self._restart()
            future = self._ready().submit(_work, chunk)
        return _Sent(chunk, future, self._generation, sum(map(_size, chunk)))

    def _receive(self, sent: _Sent) -> list[Result]:
        """Wait for a chunk; after the death of a process, send again what others lost and find what killed it."""
        while True:
            try:
                return sent.future.result()
            except BrokenProcessPool:
                if sent.generation == self._generation:
                    self._restart()
                    return [self._alone(item) for item in sent.chunk]
                sent = self._send(sent.chunk)

    def _alone(self, item: str | Document) -> Result:
        """Extract one document while the other processes rest: if one dies now, it is known by what."""
        try:
            return self._ready().submit(_work, [item]).result()[0]
        except BrokenProcessPool:
            self._restart()
            return failed(item, "the process that worked on it died twice: killed, out of memory, or crashed")

    def _ready(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = self._start()
        return self._pool

    def _restart(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None
        self._generation += 1

    def _start(self) -> ProcessPoolExecutor:
        pool = ProcessPoolExecutor(self._workers, mp_context=_context(), initializer=_begin, initargs=(self._packed,))
        try:
            pool.submit(_hello).result()
        except BrokenProcessPool as error:
            raise IraqsecError(
                "worker processes cannot be started; in a script, put what uses workers under "
                "`if __name__ == '__main__':`, or use workers=1"
            ) from error
        return pool


def _terminate(pool: ProcessPoolExecutor) -> None:
    processes = getattr(pool, "_processes", None) or {}  # Python 3.14 has terminate_workers
    for process in list(processes.values()):
        process.terminate()


def _context() -> Any:  # noqa: ANN401 - a context of multiprocessing
    """Return the quickest safe way to start processes: a fork copies one thread, so it must be the only one."""
    if sys.platform != "linux":
        return multiprocessing.get_context("spawn")
    threads = Path("/proc/self/task")
    alone = threads.is_dir() and len(list(threads.iterdir())) == 1
    return multiprocessing.get_context("fork" if alone else "forkserver")


# -- inside a worker process ----------------------------------------------------------------------

_worker: dict[str, Any] = {}
"""The packed extractor, and the extractor once the first chunk has come."""


def _begin(packed: bytes) -> None:
    """Prepare a worker: Ctrl-C is the parent's to handle, and without a parent there is no work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _worker.clear()
    _worker["packed"] = packed
    threading.Thread(target=_outlive_nobody, daemon=True).start()


def _outlive_nobody() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _hello() -> bool:
    return True


def _work(chunk: Chunk) -> list[Result]:
    extractor = _worker.get("extractor") or _worker.setdefault("extractor", pickle.loads(_worker["packed"]))  # noqa: S301 - from the parent
    return [extract_kept(extractor, item) for item in chunk]
