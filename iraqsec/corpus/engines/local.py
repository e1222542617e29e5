"""The engine of this process: one chunk after the other."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from iraqsec.corpus.engines.base import Engine, Outcome
from iraqsec.errors import IraqsecError


class LocalEngine(Engine):
    """Works on chunks in this process; what other engines are held against."""

    def map(self, task: Callable[[Any], Any], chunks: Iterable[Any]) -> Iterator[Outcome]:
        """Yield what became of each chunk, in order."""
        for chunk in chunks:
            try:
                outcome = Outcome(chunk, value=task(chunk))
            except IraqsecError:
                raise
            except Exception as error:  # noqa: BLE001 - one broken chunk must not end the run; the outcome tells
                outcome = Outcome(chunk, error=f"{type(error).__name__}: {error}")
            yield outcome
