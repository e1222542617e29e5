"""Words per second on one core, the cost of an import and of a first call (make bench)."""

import subprocess
import sys
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

import iraqsec
from iraqsec.languages import base as languages
from iraqsec.languages.ar.morphology import verb_forms
from iraqsec.taggers.names import model
from tests.growth import GROWTH, growth

GOAL_WORDS_A_SECOND = 20_000
ARABIC_ROOTS = [f"{first}{second}{third}" for first in "بتثج" for second in "سشصض" for third in "عغفق"]


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_extract_speed(benchmark: BenchmarkFixture, seeds: list[Path], lang: str) -> None:
    texts = [path.read_text(encoding="utf-8") for path in seeds]
    mine = [text for text in texts if iraqsec.extract(text).articles[-1].lang == lang]
    benchmark(lambda: [iraqsec.extract(text) for text in mine])
    words = sum(len(text.split()) for text in mine)
    if benchmark.stats is not None:  # None where benchmarks are switched off
        benchmark.extra_info["words_per_second"] = round(words / benchmark.stats["mean"])
        benchmark.extra_info["goal"] = GOAL_WORDS_A_SECOND


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_speed_of_the_learned_tagger_of_names(benchmark: BenchmarkFixture, seeds: list[Path], lang: str) -> None:
    texts = [path.read_text(encoding="utf-8") for path in seeds]
    sentences = [
        languages.get(lang).sentence(text) for text in texts if iraqsec.extract(text).articles[-1].lang == lang
    ]
    crf = model(lang)
    assert crf is not None
    benchmark(lambda: [crf.labels(sentence) for sentence in sentences])
    if benchmark.stats is not None:
        tokens = sum(len(sentence.tokens) for sentence in sentences)
        benchmark.extra_info["tokens_per_second"] = round(tokens / benchmark.stats["mean"])


def test_speed_of_arabic_verb_forms(benchmark: BenchmarkFixture) -> None:
    """What a frame with new verbs costs: every form that Arabic writes of a root."""
    made = benchmark(lambda: sum(len(verb_forms(root)) for root in ARABIC_ROOTS))
    assert made > 5 * len(ARABIC_ROOTS)
    if benchmark.stats is not None:
        benchmark.extra_info["forms_per_second"] = round(made / benchmark.stats["mean"])


def test_time_grows_linearly(seeds: list[Path]) -> None:
    text = seeds[-1].read_text(encoding="utf-8") + "\n\n"
    iraqsec.extract(text)
    assert growth(iraqsec.extract, text * 4, text * 8) < GROWTH


@pytest.mark.parametrize(
    ("code", "goal"),
    [("import iraqsec", 0.2), ("import iraqsec; iraqsec.extract('Police arrested three men in Basra.')", 1.2)],
    ids=["import", "first-call"],
)
def test_start(code: str, goal: float) -> None:
    timed = f"import time; t = time.process_time()\n{code}\nprint(time.process_time() - t)"
    runs = [subprocess.run([sys.executable, "-c", timed], capture_output=True, text=True, check=True) for _ in range(3)]  # noqa: S603
    assert min(float(run.stdout) for run in runs) < goal
