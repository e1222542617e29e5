"""A corpus made on the fly: throughput by workers, memory that stays flat, no document lost (make bench).

IRAQSEC_BENCH_DOCUMENTS sets the size; 100000 is the full run.
"""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import iraqsec
from iraqsec.corpus.runner import run
from iraqsec.document import Document

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = int(os.environ.get("IRAQSEC_BENCH_DOCUMENTS", "2000"))
MOST_GROWTH_MB = 60
LEAST_SCALING = 1.5


def paragraphs() -> dict[str, list[str]]:
    """Return the paragraphs of the gold documents and the seeds, by language."""
    found: dict[str, list[str]] = {"ar": [], "en": []}
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    for path in sorted((ROOT / "tests" / "gold").glob("*.jsonl")):
        texts += [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    for text in texts:
        for paragraph in text.split("\n"):
            if len(paragraph.split()) > 15:
                lang = "ar" if sum("\u0600" <= c <= "\u06ff" for c in paragraph) > len(paragraph) / 3 else "en"
                found[lang].append(paragraph)
    return found


def corpus(count: int) -> Iterator[Document]:
    """Yield documents of three paragraphs each, put together anew; one in two hundred cannot be read."""
    rng = random.Random(11)  # noqa: S311
    pool = paragraphs()
    for number in range(count):
        lang = rng.choice(("ar", "en"))
        text = "\n\n".join(rng.choices(pool[lang], k=3)) + f"\n\nNo. {number}"
        if number % 200 == 199:
            yield Document(id=f"c{number}", text="", error="a broken record")
        else:
            yield Document(id=f"c{number}", text=text)


def resident() -> float:
    """Return the memory that this process holds, in MB."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


MEASURED = """
import sys
from pathlib import Path
sys.path.insert(0, "tests/benchmarks")
from test_corpus import corpus, resident
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
