"""Runs into a store: resumed, idempotent, killed at any moment; the account of every document."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from iraqsec.corpus.rows import COLUMNS
from iraqsec.corpus.runner import run
from iraqsec.corpus.store import Store
from iraqsec.document import Document
from iraqsec.results import Result
from tests.corpus.stubs import LineExtractor

ROOT = Path(__file__).resolve().parents[2]
KILLS = 20


def documents(count: int) -> Iterator[Document]:
    """Yield documents of which some fail and some are copies of others."""
    for n in range(count):
        text = "! broken" if n % 50 == 7 else f"Arrest | IQ-BA | 2024-05-01 | quantity={n} person"
        if n % 40 == 9:
            text = f"Arrest | IQ-BA | 2024-05-01 | quantity={n - 5} person"
        yield Document(id=f"d{n}", text=text, title=f"number {n // 10}")


def contents(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table, sorted."""
    return {
        name: sorted(store.cursor().execute(f"SELECT * FROM {name}").fetchall(), key=repr)  # noqa: S608
        for name in COLUMNS
    }


@pytest.mark.parametrize("workers", [1, 2])
def test_the_account_is_complete(tmp_path: Path, workers: int) -> None:
    with Store(tmp_path / "a.duckdb") as store:
        summary = run(documents(600), store, extractor=LineExtractor(), workers=workers)
        counts = store.counts()
    assert summary.read == 600 == summary.added + summary.known + summary.failed
    assert counts["documents"] == summary.added + summary.failed
    assert counts["failed"] == summary.failed == len(summary.errors)
    assert counts["sources"] == 600
    assert counts["events"] == summary.events == summary.added
    assert summary.errors[0] == ("d7", "ValueError: ! broken")
    assert "600 documents" in str(summary)


def test_a_second_run_finds_nothing_to_do(tmp_path: Path) -> None:
    with Store(tmp_path / "a.duckdb") as store:
        run(documents(300), store, extractor=LineExtractor())
        before = contents(store)
        summary = run(documents(300), store, extractor=LineExtractor())
        assert (summary.known, summary.added, summary.failed) == (300, 0, 0)
        assert contents(store) == before


def test_retry_works_on_what_failed(tmp_path: Path) -> None:
    class Mended(LineExtractor):
        def extract(self, source: str | Document, /) -> Result:
            assert isinstance(source, Document)
            return evolve(super().extract("Arrest | IQ-BA"), document=source)

    with Store(tmp_path / "a.duckdb") as store:
        run(documents(100), store, extractor=LineExtractor())
        total = store.counts()["documents"]
        assert run(documents(100), store, extractor=Mended()).added == 0
        summary = run(documents(100), store, extractor=Mended(), retry=True)
        assert (summary.added, summary.failed) == (2, 0)
        assert store.counts()["documents"] == total
        assert store.counts()["failed"] == 0


def test_what_was_done_before_an_interruption_is_kept(tmp_path: Path) -> None:
    def interrupted() -> Iterator[Document]:
        yield from documents(50)
        raise KeyboardInterrupt

    with Store(tmp_path / "a.duckdb") as store:
        with pytest.raises(KeyboardInterrupt):
            run(interrupted(), store, extractor=LineExtractor())
        assert store.counts()["documents"] == 0  # one lookup block had not been read
        run(documents(300), store, extractor=LineExtractor())
        assert store.counts()["sources"] == 300


SCRIPT = """
import sys
from iraqsec.corpus import runner
from iraqsec.corpus.store import Store
from tests.corpus.stubs import LineExtractor
from tests.corpus.test_runner import documents
runner._BATCH_DOCUMENTS = 20
with Store(sys.argv[1]) as store:
    print("begun", flush=True)
    runner.run(documents(400), store, extractor=LineExtractor(0.004), workers=int(sys.argv[2]), progress=False)
print("done", flush=True)
"""


def test_a_run_that_is_killed_goes_on(tmp_path: Path) -> None:
    """Killed at random moments, a run ends with the rows of one that was left alone."""
    rng = random.Random(7)  # noqa: S311
    path = tmp_path / "killed.duckdb"
    kills = 0
    while kills < KILLS:
        process = subprocess.Popen(  # noqa: S603 - our own code
            [sys.executable, "-c", SCRIPT, str(path), str(1 + kills % 2)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        time.sleep(rng.uniform(0.0, 0.45))
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
            kills += 1
        process.wait()
        process.stdout.close()
        with Store(path) as store:
            if store.counts()["documents"] > 350 and kills < KILLS:  # leave something to be killed at
                store.close()
                _keep(path, tmp_path / f"full-{kills}.duckdb")
    with Store(path) as store, Store(tmp_path / "calm.duckdb") as calm:
        run(documents(400), store, extractor=LineExtractor(), progress=False)
        run(documents(400), calm, extractor=LineExtractor(), progress=False)
        assert contents(store) == contents(calm)
    for full in tmp_path.glob("full-*.duckdb"):
        with Store(full) as store, Store(tmp_path / "calm.duckdb") as calm:
            run(documents(400), store, extractor=LineExtractor(), progress=False)
            assert contents(store) == contents(calm)


def _keep(path: Path, name: Path) -> None:
    path.rename(name)
