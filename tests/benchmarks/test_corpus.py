"""A corpus made on the fly: throughput by workers, memory that stays flat, no document lost (make bench).

IRAQSEC_BENCH_DOCUMENTS sets the size; 100000 is the full run.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

import iraqsec
from iraqsec.corpus.runner import run
from tests.benchmarks.material import ROOT, corpus

DOCUMENTS = int(os.environ.get("IRAQSEC_BENCH_DOCUMENTS", "2000"))
MOST_GROWTH_MB = 60
LEAST_SCALING = 1.5


MEASURED = """
import sys
from pathlib import Path
from tests.benchmarks.material import corpus, resident
from iraqsec.corpus.runner import run
from iraqsec.corpus.store import Store

first, memory = int(sys.argv[2]), []

def watched(count):
    for number, document in enumerate(corpus(count)):
        if number == first or (number > first and number % 500 == 0):
            memory.append(resident())
        yield document

with Store(sys.argv[1]) as store:
    summary = run(watched(int(sys.argv[3])), store, progress=False)
    counts = store.counts()
assert counts["documents"] == counts["sources"] == summary.read == summary.added + summary.failed, (counts, summary)
print(memory[0], max(memory), summary.words / summary.seconds, resident())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_memory_is_flat_and_nothing_is_lost(tmp_path: Path) -> None:
    first = min(1000, DOCUMENTS // 2)
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", MEASURED, str(tmp_path / "bench.duckdb"), str(first), str(DOCUMENTS)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    early, most, speed, _ = map(float, done.stdout.split())
    print(f"{DOCUMENTS} documents: {early:.0f} MB after {first}, {most:.0f} MB at most, {speed:.0f} words/s")  # noqa: T201
    assert most - early < MOST_GROWTH_MB


def test_two_workers_are_faster_than_one(tmp_path: Path) -> None:
    speeds = []
    for workers in (1, 2):
        with iraqsec.Store(tmp_path / f"{workers}.duckdb") as store:
            began = time.perf_counter()
            summary = run(corpus(DOCUMENTS // 4), store, workers=workers, progress=False)
            speeds.append(summary.words / (time.perf_counter() - began))
    print(f"words/s: {speeds[0]:.0f} with one worker, {speeds[1]:.0f} with two")  # noqa: T201
    assert speeds[1] > LEAST_SCALING * speeds[0]
