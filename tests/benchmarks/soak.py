"""A long run with the memory watched: `nice python -m tests.benchmarks.soak 100000`, short documents made on the fly.

Every result is counted: documents in must equal results, with events or with an error that says why.
"""

import sys
import time

import iraqsec
from tests.benchmarks.material import corpus, resident

SAMPLES = 20


def main(count: int) -> None:
    """Extract from so many documents and print the memory and the speed at twenty points, then the totals."""
    began, seconds, held = time.monotonic(), time.process_time(), list[float]()
    results = errors = events = words = 0
    for result in iraqsec.extract_many(corpus(count, parts=1), progress=False):
        results += 1
        errors += result.error is not None
        events += len(result.events)
        words += len(result.document.text.split())
        if results == min(1000, count) or results % max(1, count // SAMPLES) == 0:
            held.append(resident())
            speed = words / (time.process_time() - seconds)
            print(f"{results:>8,} documents  {held[-1]:6.0f} MB  {speed:8,.0f} words/s", flush=True)  # noqa: T201
    print(  # noqa: T201
        f"{count:,} documents in, {results:,} results: {results - errors:,} read with {events:,} events, {errors:,} errors; "
        f"{held[0]:.0f} MB after the first thousand, {max(held):.0f} MB at most, {held[-1]:.0f} MB in the end; "
        f"{words:,} words in {time.monotonic() - began:,.0f} s by the clock"
    )
    if results != count:
        sys.exit("a document was lost")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
