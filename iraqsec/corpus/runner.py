"""`extract_many`, and runs over a corpus: resumable, idempotent, with an account of every document."""

import time
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from attrs import frozen

from iraqsec.corpus.rows import document_key
from iraqsec.document import Document
from iraqsec.pipeline import default_extractor
from iraqsec.results import Result
from iraqsec.streams import Extracts, extract_stream, progress_bar

if TYPE_CHECKING:
    from iraqsec.corpus.store import Store

_LOOKUP = 256  # documents whose presence in the store is asked for at once
_BATCH_DOCUMENTS = 500
_BATCH_CHARACTERS = 8_000_000
_BATCH_SECONDS = 5.0


def extract_many(
    documents: Iterable[str | Document],
    *,
    workers: int = 1,
    on_error: str = "keep",
    progress: bool | None = None,
) -> Iterator[Result]:
    """Yield the result of each document, in order, with the default settings; `Extractor.extract_many` has others.

    Documents are taken as results are asked for, so that memory stays the same over any number of them. With
    ``on_error="keep"`` a document that fails is a `Result` whose ``error`` says why; with "raise" the first one ends the
    stream. ``workers`` is the number of processes; ``progress`` None shows a bar in terminals and notebooks.

    Raises:
        InputError: a number of workers or an ``on_error`` that there is not, or a text where documents were expected.
        IraqsecError: with "raise", the first failure; always, what would make every document fail (a missing model).
    """
    return extract_stream(default_extractor(), documents, workers=workers, on_error=on_error, progress=progress)


@frozen(kw_only=True)
class RunSummary:
    """What a run did: ``read`` documents = ``added`` + ``known`` + ``failed``; ``errors`` are the first reasons."""

    read: int
    added: int
    known: int
    failed: int
    events: int
    words: int
    seconds: float
    errors: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        """Return the closing lines of a run."""
        speed = f", {self.words / self.seconds:,.0f} words/s" if self.seconds > 0 and self.words else ""
        return (
            f"read {self.read:,} documents: {self.added:,} new, {self.known:,} already there, {self.failed:,} failed\n"
            f"found {self.events:,} events in {self.seconds:,.1f} s{speed}"
        )


_ERRORS_KEPT = 100


def run(  # noqa: PLR0913 - each is a choice of the user's
    documents: Iterable[Document],
    store: "Store",
    *,
    extractor: Extracts | None = None,
    workers: int = 1,
    retry: bool = False,
    progress: bool | None = None,
) -> RunSummary:
    """Extract documents into a store; those that are there already are passed over, so a run that was cut off goes on.

    Documents are the same when text, title, language and date are. ``retry`` works again on those that failed before.
    Every batch is written whole or not at all: whatever ends the process, the store holds each document once.

    Raises:
        StoreError: the store cannot be written to.
        IraqsecError: what would make every document fail (a missing model).
    """
    began = time.perf_counter()
    account = _Account(store, retry=retry)
    with store.frugal(), progress_bar(progress) as bar:
        fresh = account.fresh(documents, bar)
        results = extract_stream(extractor or default_extractor(), fresh, workers=workers, progress=False)
        try:
            for batch in _batches(results):
                account.write(batch)
            account.write([])
        finally:
            results.close()  # type: ignore[attr-defined] # a generator; Ctrl-C ends its processes here
    return account.summary(time.perf_counter() - began)


def _batches(results: Iterator[Result]) -> Iterator[list[Result]]:
    """Gather results until there are many, or until some seconds have passed: what a kill can cost."""
    batch: list[Result] = []
    began, size = time.monotonic(), 0
    try:
        for result in results:
            batch.append(result)
            size += len(result.document.text)
            full = len(batch) >= _BATCH_DOCUMENTS or size >= _BATCH_CHARACTERS
            if full or time.monotonic() - began > _BATCH_SECONDS:
                yield batch
                batch, began, size = [], time.monotonic(), 0
    except (KeyboardInterrupt, Exception):
        if batch:
            yield batch
        raise
    if batch:
        yield batch


class _Account:
    """The books of a run: which documents are new, which are on their way, and what became of them."""

    def __init__(self, store: "Store", *, retry: bool) -> None:
        self._store, self._retry = store, retry
        self._under_way: set[str] = set()
        self._copies: list[Document] = []
        self.read = self.added = self.known = self.failed = self.events = self.words = 0
        self.errors: list[tuple[str, str]] = []

    def fresh(self, documents: Iterable[Document], bar: object) -> Iterator[Document]:
        """Yield the documents that the store does not hold yet; of the others only where they stood is noted."""
        source = iter(documents)
        while block := list(islice(source, _LOOKUP)):
            keys = [document_key(document) for document in block]
            there = self._store.present(keys, failed_too=not self._retry)
            for document, key in zip(block, keys, strict=True):
                self.read += 1
                bar.update()  # type: ignore[attr-defined] # a tqdm
                if key in there or key in self._under_way:
                    self.known += 1
                    self._copies.append(document)
                else:
                    self._under_way.add(key)
                    yield document

    def write(self, batch: list[Result]) -> None:
        """Write a batch of results and the copies seen meanwhile, in one transaction."""
        copies, self._copies = self._copies, []
        self._store.write(batch, copies)
        for result in batch:
            self._under_way.discard(document_key(result.document))
            self.events += len(result.events)
            self.words += len(result.document.text.split())
            if result.error is None:
                self.added += 1
            else:
                self.failed += 1
                if len(self.errors) < _ERRORS_KEPT:
                    self.errors.append((result.document.id or result.document.source or "?", result.error))

    def summary(self, seconds: float) -> RunSummary:
        """Return the closing account."""
        numbers = {name: getattr(self, name) for name in ("read", "added", "known", "failed", "events", "words")}
        return RunSummary(**numbers, seconds=seconds, errors=tuple(self.errors))
