"""Measures everything and writes docs/speed.md: `make speed`. Close other programs first; it takes some ten minutes.

Times are processor times, so that other programs disturb them little, but those of workers, which are by the clock.
"""

import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import Any, TypeVar

from tests.benchmarks import peers, stages
from tests.benchmarks.material import ROOT

PAGE = ROOT / "docs" / "speed.md"
T = TypeVar("T")
LANGS = {"ar": "Arabic", "en": "English"}
TEXTS = int(os.environ.get("IRAQSEC_BENCH_TEXTS", "60"))
DOCUMENTS = int(os.environ.get("IRAQSEC_BENCH_DOCUMENTS", "3000"))
SENTENCES = {
    "ar": "ألقت قوات الشرطة القبض على ثلاثة من تجار المخدرات في البصرة يوم الأحد وضبطت خمسة كيلوغرامات من الكريستال.",
    "en": "Iraqi police arrested three drug traffickers in Basra on Sunday and seized 5 kg of crystal meth, officials said.",
}
_MANY = 10  # times as fast: from here without a decimal
START = "import time; t = time.process_time()\n{code}\nprint(time.process_time() - t)"
MEMORY = """
import iraqsec
from tests.benchmarks.material import corpus, resident
held = []
for number, document in enumerate(corpus({count})):
    iraqsec.extract(document)
    if not number:
        held.append(resident())
print(*held, resident())
"""
LENGTHS = """
import time
import iraqsec
from tests.benchmarks.material import gold
texts = [text for _, text in gold()][:60]
one = "\\n\\n".join(texts[:4])
iraqsec.extract(one)
for times in (1, 2, 4, 8):
    long = "\\n\\n".join([one] * times)
    best = float("inf")
    for _ in range(2):
        began = time.process_time()
        iraqsec.extract(long)
        best = min(best, time.process_time() - began)
    print(len(long.split()), best)
"""
WORKERS = """
import sys, time
import iraqsec
from tests.benchmarks.material import corpus
documents = list(corpus(400))
began = time.perf_counter()
count = sum(1 for _ in iraqsec.extract_many(documents, workers={workers}, progress=False))
print(sum(len(d.text.split()) for d in documents) / (time.perf_counter() - began))
"""


def python(code: str) -> list[float]:
    """Run code in a fresh process and return the numbers that it prints."""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603
    return [float(word) for word in done.stdout.split()]


def start(code: str) -> float:
    """Return the seconds that code takes in a fresh process, the best of three."""
    return min(python(START.format(code=code))[0] for _ in range(3))


def machine() -> str:
    """Return what was measured on."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    model = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.processor())
    return f"{model}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def commit() -> str:
    """Return the short name of the commit, with a mark where files were changed since."""
    git = ["git", "describe", "--always", "--dirty"]
    done = subprocess.run(git, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    return done.stdout.strip() or "unknown"


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Return a Markdown table."""
    lines = [head, tuple("---" if i == 0 else "---:" for i in range(len(head))), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def budgets(costs: dict[str, dict[str, float]]) -> str:
    """Measure what the project promises itself, beside the goals."""
    extract = "import iraqsec; iraqsec.extract({text!r})"
    first = {lang: start(extract.format(text=text)) for lang, text in SENTENCES.items()}
    both = start("; ".join(extract.format(text=text) for text in SENTENCES.values()))
    early, late = python(MEMORY.format(count=DOCUMENTS))
    lengths = python(LENGTHS)
    growth = (lengths[-1] / lengths[1]) / (lengths[-2] / lengths[0])
    rows = [
        ("`import iraqsec`", f"{start('import iraqsec'):.2f} s", "0.2 s"),
        *((f"import and first text, {name}", f"{first[lang]:.2f} s", "1 s") for lang, name in LANGS.items()),
        ("import and first text of each language", f"{both:.2f} s", ""),
        *(
            (f"words a second, {name}", f"{1e6 / costs[lang][stages.WHOLE]:,.0f}", "20,000")
            for lang, name in LANGS.items()
        ),
        ("memory after one text", f"{early:.0f} MB", "300 MB"),
        (f"memory after {DOCUMENTS:,} texts in both languages", f"{late:.0f} MB", "300 MB"),
        (
            f"time for {lengths[-2] / lengths[0]:.0f} times the text ({lengths[-2]:,.0f} words), per word",
            f"{growth:.2f} ×",
            "1 ×",
        ),
    ]
    return table(("what", "measured", "goal"), rows)


def by_stage(costs: dict[str, dict[str, float]]) -> str:
    """Return the table of the stages, the dearest first."""
    names = sorted(
        {name for cost in costs.values() for name in cost}, key=lambda name: -sum(c[name] for c in costs.values())
    )
    return table(
        ("stage", *(f"{name}, µs a word" for name in LANGS.values())),
        [(name, *(f"{costs[lang][name]:.1f}" for lang in LANGS)) for name in names],
    )


def by_workers() -> str:
    """Measure one and two workers."""
    speeds = [python(WORKERS.format(workers=workers))[0] for workers in (1, 2)]
    rows = [(str(n), f"{speed:,.0f}", f"{speed / speeds[0]:.2f}") for n, speed in zip((1, 2), speeds, strict=True)]
    return table(("workers", "words a second", "ratio"), rows)


def by_peer() -> str:
    """Measure the other tools, each in a process of its own, on the same texts."""
    rows, own = [], dict[str, float]()
    for name, (_, _, what) in peers.PEERS.items():
        found: dict[str, dict[str, Any]] = {}
        for lang in LANGS:
            run = [sys.executable, "-m", "tests.benchmarks.peers", name, lang, str(TEXTS)]
            done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
            if done.returncode:
                sys.stderr.write(f"{name} was left out:\n{done.stderr[-600:]}\n")
                break
            found[lang] = json.loads(done.stdout.splitlines()[-1])
            own.setdefault(lang, found[lang]["words_a_second"])
        if len(found) == len(LANGS):
            speeds = [found[lang]["words_a_second"] for lang in LANGS]
            ratios = [found[lang]["words_a_second"] / own[lang] for lang in LANGS]
            load, memory = (max(found[lang][key] for lang in LANGS) for key in ("load_seconds", "memory"))
            rows.append(
                (
                    f"{what} ({found['en']['version']})",
                    *(f"{speed:,.0f}" for speed in speeds),
                    *(f"{ratio:,.0f} ×" if ratio >= _MANY else f"{ratio:.1f} ×" for ratio in ratios),
                    f"{load:.1f}",
                    f"{memory:.0f}",
                )
            )
    heads = [f"{name}, words/s" for name in LANGS.values()] + [f"{name}, to iraqsec" for name in LANGS.values()]
    return table(("tool", *heads, "to load, s", "memory, MB"), rows)


TEXT = """# Speed and memory

Written by `make speed` on {today}, at commit {commit}: {machine}; regex {regex}, attrs {attrs}.
Times are seconds of one processor, those of workers by the clock. The texts are annotated reports of the tests
({texts} of each language). Load of the machine at the end: {load}; above the number of its cores, other work slowed it.

{budgets}
The goals are those of the project; where one is missed, the table of the stages says by what.
Words a second are missed mostly by the events: some sixty named features are written for each pair of an event and a
mention that may fill its roles, three to four pairs a word in Arabic, and again for each mention that is read for
itself before mentions are joined. Their weights are summed for all roles at once, in lanes of one whole number; what is
left is the writing of names. Without any event a word costs more than the 50 µs that the goal allows. Reaching it would
take features that are numbers, made outside of Python (a compiled module), or a much smaller model. The first text
waits for the forms of the frames' words, patterns that are compiled, the tables of weights (unpacked whole, read where a
line is asked for) and imports. Memory is mostly those forms and tables, and later the features that were met, of which
each model keeps 200,000.

## By stage

What a word costs on its way, once the words of the texts are known. A word of a new form costs more the first time:
it is taken apart and looked up.

{stages}
## Workers

400 texts of three paragraphs through `extract_many`, start of the processes included.

{workers}
## Other tools on the same texts

None of them does the same: they find words and sentences, names, or dates alone, and only iraqsec gives events.
"To iraqsec" is their speed divided by its. Stanza and dateparser get a sixth of the texts. Stanza runs with a tokenizer
of its usual size and a tagger of names far smaller than those that it offers, so its own models are slower.

{peers}
"""


def _told(what: str, measure: Callable[[], T]) -> T:
    """Measure something, and tell what and how long it took: the whole takes minutes."""
    began = time.monotonic()
    found = measure()
    sys.stderr.write(f"{what}: {time.monotonic() - began:.0f} s\n")
    return found


def main() -> None:
    """Measure and write the page."""
    costs = {lang: _told(f"stages, {name}", partial(stages.measure, lang, TEXTS)) for lang, name in LANGS.items()}
    page = TEXT.format(
        today=date.today().isoformat(),  # noqa: DTZ011 - the day on this machine
        commit=commit(),
        machine=machine(),
        regex=metadata.version("regex"),
        attrs=metadata.version("attrs"),
        texts=TEXTS,
        load=f"{os.getloadavg()[2]:.1f}",
        budgets=_told("start, memory, length", lambda: budgets(costs)),
        stages=by_stage(costs),
        workers=_told("workers", by_workers),
        peers=_told("other tools", by_peer),
    )
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
