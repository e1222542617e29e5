"""Engines: one contract for all; what a distributed run writes is what a local run stores; workers that are killed."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from iraqsec.corpus.distributed import Chunk, extract_to_parquet
from iraqsec.corpus.engines import Engine, engine
from iraqsec.corpus.runner import run
from iraqsec.corpus.store import Store
from iraqsec.document import Document
from iraqsec.errors import InputError, StoreError
from tests.corpus.stubs import LineExtractor
from tests.corpus.test_runner import contents, documents

pytestmark = pytest.mark.filterwarnings("ignore")  # Dask's own, on machines that are slow or have no network


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
        ) as cluster,
        distributed.Client(cluster) as made,
    ):
        yield made


@pytest.fixture(params=["local", pytest.param("dask", marks=pytest.mark.engine)])
def on(request: pytest.FixtureRequest) -> Engine:
    if request.param == "local":
        return engine("local")
    from iraqsec.corpus.engines.dask import DaskEngine

    return DaskEngine(request.getfixturevalue("client"))


def double(number: int) -> int:
    if number == 13:
        raise ValueError("unlucky")
    return 2 * number


def test_every_chunk_has_one_outcome(on: Engine) -> None:
    outcomes = sorted(on.map(double, range(40)), key=lambda o: o.chunk)
    assert [o.chunk for o in outcomes] == list(range(40))
    assert all(o.value == 2 * o.chunk for o in outcomes if o.chunk != 13)
    assert outcomes[13].error == "ValueError: unlucky"


def test_chunks_are_taken_as_others_are_done(on: Engine) -> None:
    taken = 0

    def many() -> Iterator[int]:
        nonlocal taken
        while True:
            taken += 1
            yield 1

    stream = on.map(double, many())
    next(stream)
    assert taken < 20


def test_distributed_equals_local(on: Engine, tmp_path: Path) -> None:
    told = extract_to_parquet(documents(300), tmp_path / "out", on=on, extractor=LineExtractor(), chunk_size=40)
    with Store() as store, Store() as local:
        assert store.load(tmp_path / "out") == told.documents
        summary = run(documents(300), local, extractor=LineExtractor(), progress=False)
        assert contents(store) == contents(local)
    assert (told.documents, told.failed) == (summary.added + summary.failed, summary.failed)
    assert (told.events, told.copies) == (summary.events, summary.known)


def test_a_second_run_writes_nothing_new(on: Engine, tmp_path: Path) -> None:
    first = extract_to_parquet(documents(100), tmp_path, on=on, extractor=LineExtractor(), chunk_size=30)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.parquet")}
    again = extract_to_parquet(documents(100), tmp_path, on=on, extractor=LineExtractor(), chunk_size=30)
    assert again == first
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.parquet")} == before
    with Store() as store:
        store.load(tmp_path)
        before_rows = contents(store)
        assert store.load(tmp_path) == 0
        assert contents(store) == before_rows


@pytest.mark.engine
def test_a_worker_that_is_killed_loses_nothing(client: Any, tmp_path: Path) -> None:  # noqa: ANN401
    from iraqsec.corpus.engines.dask import DaskEngine

    pids = list(client.run(os.getpid).values())
    assert len(set(pids)) == 2
    killer = threading.Timer(0.6, os.kill, (pids[0], signal.SIGKILL))
    killer.start()
    began = time.monotonic()
    told = extract_to_parquet(
        documents(300), tmp_path / "out", on=DaskEngine(client), extractor=LineExtractor(0.01), chunk_size=10
    )
    assert time.monotonic() - began > 0.6
    killer.join()
    assert pids[0] not in client.run(os.getpid).values()
    with Store() as store, Store() as local:
        assert store.load(tmp_path / "out") == told.documents
        run(documents(300), local, extractor=LineExtractor(), progress=False)
        assert contents(store) == contents(local)


@pytest.mark.engine
def test_a_text_that_kills_workers_is_a_row(client: Any, tmp_path: Path) -> None:  # noqa: ANN401
    from iraqsec.corpus.engines.dask import DaskEngine

    given = [*documents(5), Document(id="killer", text="die")]
    told = extract_to_parquet(given, tmp_path, on=DaskEngine(client), extractor=LineExtractor(), chunk_size=6)
    assert (told.documents, told.failed) == (6, 1)
    with Store() as store:
        store.load(tmp_path)
        ((name, error),) = store.errors()
        assert name == "killer"
        assert "died" in error


@pytest.mark.engine
def test_a_dask_bag_is_a_corpus(client: Any, tmp_path: Path) -> None:  # noqa: ANN401
    bag = pytest.importorskip("dask.bag")
    from iraqsec.corpus.engines.dask import DaskEngine

    corpus = bag.from_sequence(list(documents(120)), npartitions=4)
    extract_to_parquet(corpus, tmp_path, on=DaskEngine(client), extractor=LineExtractor())
    with Store() as store, Store() as local:
        store.load(tmp_path)
        run(documents(120), local, extractor=LineExtractor(), progress=False)
        assert contents(store) == contents(local)


def test_wrong_settings_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="unknown engine"):
        extract_to_parquet([], tmp_path, on="spark")
    with pytest.raises(InputError, match="chunk_size"):
        extract_to_parquet([], tmp_path, chunk_size=0)
    with Store() as store, pytest.raises(StoreError, match="no results there"):
        store.load(tmp_path / "nothing")


def test_a_chunk_is_named_by_its_content(tmp_path: Path) -> None:
    extract_to_parquet([Document(text="Arrest | IQ-BA")], tmp_path, extractor=LineExtractor())
    extract_to_parquet([Document(text="Arrest | IQ-NA")], tmp_path, extractor=LineExtractor())
    assert len(list(tmp_path.glob("documents/*.parquet"))) == 2
    assert Chunk(number=0, documents=[]).copies == ()
