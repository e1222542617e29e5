"""`extract_many`: lazy, ordered, bounded; failures kept; processes that die; Ctrl-C."""

import gc
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import iraqsec
from iraqsec.document import Document
from iraqsec.errors import InputError, IraqsecError, MissingModelError
from iraqsec.results import Result
from iraqsec.streams import COLLECTOR, extract_stream
from tests.corpus.stubs import LineExtractor

ROOT = Path(__file__).resolve().parents[2]


def documents(count: int) -> Iterator[Document]:
    for n in range(count):
        yield Document(id=str(n), text=f"Arrest | IQ-BA | quantity={n} person")


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_order(workers: int) -> None:
    results = list(extract_stream(LineExtractor(), documents(100), workers=workers, progress=False))
    assert [r.document.id for r in results] == [str(n) for n in range(100)]
    assert all(len(r.events) == 1 for r in results)


@pytest.mark.parametrize("workers", [1, 2])
def test_the_stream_is_lazy_and_bounded(workers: int) -> None:
    taken = 0

    def endless() -> Iterator[str]:
        nonlocal taken
        while True:
            taken += 1
            yield "Arrest | IQ-BA"

    stream = extract_stream(LineExtractor(), endless(), workers=workers, progress=False)
    assert taken == 0
    next(stream)
    assert taken <= 1 if workers == 1 else taken <= 16 * 3 * 3
    stream.close()  # type: ignore[attr-defined] # a generator


@pytest.mark.parametrize("workers", [1, 2])
def test_a_failing_document_is_a_result_that_says_so(workers: int) -> None:
    given = ["Arrest | IQ-BA", "! broken", Document(text="", id="x", error="cannot be read"), None, "Arrest | IQ-NA"]
    results = list(extract_stream(LineExtractor(), given, workers=workers))  # type: ignore[arg-type]
    assert [bool(r.error) for r in results] == [False, True, True, True, False]
    assert results[1].error == "ValueError: ! broken"
    assert results[2].error == "cannot be read"


@pytest.mark.parametrize("workers", [1, 2])
def test_raise_ends_the_stream_at_the_first_failure(workers: int) -> None:
    given = [Document(id="good", text="Arrest | IQ-BA"), Document(id="bad", text="!")]
    stream = extract_stream(LineExtractor(), given, workers=workers, on_error="raise")
    assert next(stream).document.id == "good"
    with pytest.raises(IraqsecError, match="bad: ValueError"):
        next(stream)


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_of_the_source_comes_behind_the_results_before_it(workers: int) -> None:
    def broken() -> Iterator[Document]:
        yield from documents(20)
        raise OSError("disk")

    seen: list[Result] = []
    with pytest.raises(OSError, match="disk"):
        seen.extend(extract_stream(LineExtractor(), broken(), workers=workers))
    assert len(seen) == 20


class NoModel(LineExtractor):
    def extract(self, source: str | Document, /) -> Result:  # noqa: ARG002 - as the contract has it
        raise MissingModelError("get it")


@pytest.mark.parametrize("workers", [1, 2])
def test_a_missing_model_is_no_fault_of_the_documents(workers: int) -> None:
    with pytest.raises(MissingModelError, match="get it"):
        list(extract_stream(NoModel(), documents(3), workers=workers))


def test_a_text_that_kills_its_process_takes_no_other_along() -> None:
    given = [*documents(40), Document(id="killer", text="die"), *documents(40)]
    results = list(extract_stream(LineExtractor(), given, workers=2))
    assert [r.document.id for r in results] == [d.id for d in given]
    assert [r.document.id for r in results if r.error] == ["killer"]
    assert "died" in str(results[40].error)


def test_a_process_that_is_killed_loses_nothing(tmp_path: Path) -> None:
    given = [*documents(40), Document(id="once", text=f"die once {tmp_path / 'mark'}\nArrest | IQ-BA"), *documents(40)]
    results = list(extract_stream(LineExtractor(), given, workers=2))
    assert [r.document.id for r in results] == [d.id for d in given]
    assert all(r.error is None and len(r.events) == 1 for r in results)


@pytest.mark.parametrize(
    ("arguments", "match"),
    [({"workers": 0}, "workers"), ({"workers": 1.5}, "workers"), ({"on_error": "skip"}, "on_error")],
)
def test_wrong_settings_are_refused_at_once(arguments: dict[str, object], match: str) -> None:
    with pytest.raises(InputError, match=match):
        extract_stream(LineExtractor(), [], **arguments)  # type: ignore[arg-type]


@pytest.mark.parametrize("one", ["a text", b"bytes", Document(text="x"), 7, None])
def test_one_document_is_refused(one: object) -> None:
    with pytest.raises(InputError, match="many documents"):
        extract_stream(LineExtractor(), one)  # type: ignore[arg-type]


def test_an_extractor_that_cannot_travel_is_refused() -> None:
    extractor = LineExtractor()
    extractor.extract = lambda source: Result(document=Document(text=str(source)))  # type: ignore[method-assign]
    assert list(extract_stream(extractor, ["a"]))
    with pytest.raises(InputError, match="workers=1"):
        list(extract_stream(extractor, ["a"], workers=2))


# A test run in the background is started with Ctrl-C ignored, and its children inherit that.
SCRIPT = """
import itertools, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from iraqsec.streams import extract_stream
from tests.corpus.stubs import LineExtractor
try:
    for number, result in enumerate(extract_stream(LineExtractor(0.01), itertools.repeat("Arrest | IQ-BA"), workers=2)):
        if number == 0:
            print("started", flush=True)
except KeyboardInterrupt:
    print("stopped", flush=True)
"""


def children(pid: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            if int(fields[1]) == pid and fields[0] != "Z":
                found.append(int(entry.name))
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGKILL])
def test_no_process_is_left_behind(ending: signal.Signals) -> None:
    process = subprocess.Popen(  # noqa: S603 - our own code
        [sys.executable, "-c", SCRIPT], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "started\n"
    crew = children(process.pid)
    assert len(crew) >= 2
    process.send_signal(ending)
    try:
        out, err = process.communicate(timeout=20)
    finally:
        process.kill()
    if ending == signal.SIGINT:
        assert (out, err, process.returncode) == ("stopped\n", "", 0)
    deadline = time.monotonic() + 10
    while any(_lives(pid) for pid in crew) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [pid for pid in crew if _lives(pid)]


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_the_collector_pauses_while_texts_are_analyzed_and_goes_on_after_the_last() -> None:
    assert gc.isenabled()
    with COLLECTOR.paused():
        assert not gc.isenabled()
        with ThreadPoolExecutor(1) as pool, COLLECTOR.paused():
            pool.submit(lambda: iraqsec.extract("Police arrested two men in Kut.")).result()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_collector_that_the_user_stopped_stays_so() -> None:
    gc.disable()
    try:
        with COLLECTOR.paused():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
