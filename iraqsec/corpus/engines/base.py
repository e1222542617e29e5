"""The contract of an engine."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Self

from attrs import frozen


@frozen
class Outcome:
    """What became of a chunk: what the task returned, or the error that kept it from ending."""

    chunk: Any
    value: Any = None
    error: str | None = None


class Engine(ABC):
    """Runs a task over chunks, somewhere; used in a `with` block."""

    @abstractmethod
    def map(self, task: Callable[[Any], Any], chunks: Iterable[Any]) -> Iterator[Outcome]:
        """Yield what became of each chunk, in any order.

        Chunks are taken as others are done, so that few are in memory. A chunk whose process dies is tried again; one
        that cannot be done is an `Outcome` with an error. No chunk is lost.
        """

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:  # noqa: B027 - most engines make nothing for themselves
        """Give back what the engine made for itself."""
