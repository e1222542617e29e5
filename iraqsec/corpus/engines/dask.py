"""Dask: chunks on a cluster of any size, on this machine or many."""

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import Any

from iraqsec.corpus.engines.base import Engine, Outcome
from iraqsec.errors import IraqsecError, MissingExtraError

_AHEAD = 3  # chunks under way for each worker
_PATIENCE = "60s"  # for a result whose worker died after it was done, and that is worked out again
_RETRIES = 2  # of a task that raises; a worker's death is counted by Dask's own "allowed-failures"


class DaskEngine(Engine):
    """Works on chunks with a `distributed.Client`: the one that is given, else a cluster of this machine's cores."""

    def __init__(self, client: Any = None) -> None:  # noqa: ANN401 - distributed ships no types
        """Take a client, which stays open, or make one, which ends with the engine.

        Raises:
            MissingExtraError: dask is not installed.
        """
        try:
            distributed: Any = import_module("distributed")
        except ImportError as error:
            message = "this engine needs dask; install it with: pip install 'iraqsec[cluster]'"
            raise MissingExtraError(message) from error
        self._own = client is None
        self._as_completed = distributed.as_completed
        self._client = client or distributed.Client(threads_per_worker=1, processes=True, dashboard_address=None)

    def close(self) -> None:
        """End the cluster, if the engine made it."""
        if self._own:
            self._client.close()
            self._client.shutdown()

    def map(self, task: Callable[[Any], Any], chunks: Iterable[Any]) -> Iterator[Outcome]:
        """Yield what became of each chunk, as they end; a chunk may hold futures or delayed values of Dask."""
        source = iter(chunks)
        given: dict[str, Any] = {}
        waiting = self._as_completed()

        def send(chunk: object) -> None:
            future = self._client.submit(task, chunk, pure=False, retries=_RETRIES)
            given[future.key] = chunk
            waiting.add(future)

        for chunk in source:
            send(chunk)
            if len(given) >= _AHEAD * max(1, len(self._client.nthreads())):
                break
        for future in waiting:
            outcome = _outcome(given.pop(future.key), future)
            for chunk in source:
                send(chunk)
                break
            yield outcome


def _outcome(chunk: object, future: Any) -> Outcome:  # noqa: ANN401 - a distributed.Future
    try:
        return Outcome(chunk, value=future.result(timeout=_PATIENCE))
    except Exception as raised:  # noqa: BLE001 - told by the outcome
        error = raised
    if isinstance(error, IraqsecError):
        raise error
    return Outcome(chunk, error=f"{type(error).__name__}: {error}")
