"""Where chunks of documents are worked on: a file an engine. Every engine passes the same tests."""

from iraqsec.corpus.engines.base import Engine
from iraqsec.errors import InputError

__all__ = ["Engine", "engine"]


def engine(name: str) -> Engine:
    """Return an engine by name: "local" (this process), or "dask" (a cluster on this machine, made for the run).

    Raises:
        InputError: there is no such engine.
        MissingExtraError: its package is not installed.
    """
    if name == "local":
        from iraqsec.corpus.engines.local import LocalEngine

        return LocalEngine()
    if name == "dask":
        from iraqsec.corpus.engines.dask import DaskEngine

        return DaskEngine()
    raise InputError(f"unknown engine {name!r}; there are local, dask")
