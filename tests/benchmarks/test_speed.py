"""Words per second on one core, the cost of an import and of a first call (make bench)."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

import iraqsec

GOAL_WORDS_A_SECOND = 20_000


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_extract_speed(benchmark: BenchmarkFixture, seeds: list[Path], lang: str) -> None:
    texts = [path.read_text(encoding="utf-8") for path in seeds]
    mine = [text for text in texts if iraqsec.extract(text).articles[-1].lang == lang]
    benchmark(lambda: [iraqsec.extract(text) for text in mine])
    words = sum(len(text.split()) for text in mine)
    if benchmark.stats is not None:  # None where benchmarks are switched off
        benchmark.extra_info["words_per_second"] = round(words / benchmark.stats["mean"])
        benchmark.extra_info["goal"] = GOAL_WORDS_A_SECOND


def test_time_grows_linearly(seeds: list[Path]) -> None:
    text = seeds[-1].read_text(encoding="utf-8")
    iraqsec.extract(text)
    once, twice = (_seconds("\n\n".join([text] * times)) for times in (4, 8))
    assert twice < 3 * once


def _seconds(text: str) -> float:
    best = float("inf")
    for _ in range(3):
        began = time.process_time()
        iraqsec.extract(text)
        best = min(best, time.process_time() - began)
    return best


@pytest.mark.parametrize(
    ("code", "goal"),
    [("import iraqsec", 0.2), ("import iraqsec; iraqsec.extract('Police arrested three men in Basra.')", 1.2)],
    ids=["import", "first-call"],
)
def test_start(code: str, goal: float) -> None:
    timed = f"import time; t = time.process_time()\n{code}\nprint(time.process_time() - t)"
    runs = [subprocess.run([sys.executable, "-c", timed], capture_output=True, text=True, check=True) for _ in range(3)]  # noqa: S603
    assert min(float(run.stdout) for run in runs) < goal
