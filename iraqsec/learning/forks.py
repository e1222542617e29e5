"""Work on several folds at a time, in forked processes: they see what they share without a copy.

What lives before the fork is frozen: the collector of a worker would write to every object that it looks at, and each page that
is written to is copied. With twelve thousand documents that copy was most of the memory.
"""

import gc
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from typing import Any, TypeVar

Shared = TypeVar("Shared")
Found = TypeVar("Found")

WORKERS = 2

_SHARED: list[Any] = []


def spread(
    work: Callable[[Shared, int], Found], shared: Shared, numbers: Iterable[int], workers: int = WORKERS
) -> list[Found]:
    """Return what a function of a module gives for each number, in their order; only its results travel."""
    _SHARED[:] = [shared]
    gc.collect()
    gc.freeze()
    try:
        with ProcessPoolExecutor(workers, mp_context=get_context("fork")) as pool:
            return list(pool.map(partial(_do, work), numbers))
    finally:
        gc.unfreeze()
        _SHARED.clear()


def _do(work: Callable[[Any, int], Any], number: int) -> Any:  # noqa: ANN401 - whatever the work gives
    return work(_SHARED[0], number)
