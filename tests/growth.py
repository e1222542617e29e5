"""How much longer twice the text takes: the measure of tests that a method is linear, on machines that may be busy."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
BASE = 0.03  # seconds of processor time from which two lengths can be compared
GROWTH = 3.5  # for twice the text: 2 is linear, 4 quadratic
_BOUNDED = 12.0  # seconds of processor time that no text of these lengths may take
_TRIES = 6


def seconds(call: Callable[[T], object], given: T) -> float:
    """Return the processor time of a call, in seconds."""
    began = time.process_time()
    call(given)
    return time.process_time() - began


def growth(call: Callable[[T], object], once: T, twice: T) -> float:
    """Return how many times longer ``twice`` takes than ``once``: the least of some tries, 0 where both are quick."""
    least = float("inf")
    for _ in range(_TRIES):
        short = seconds(call, once)
        if short < BASE:
            return 0.0
        assert short < _BOUNDED
        least = min(least, seconds(call, twice) / short)
        if least < GROWTH:
            break
    return least
