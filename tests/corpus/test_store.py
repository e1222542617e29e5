"""The store: what goes in comes out, filters, one writer, many readers, older and newer schemas."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from iraqsec.corpus import rows
from iraqsec.corpus.store import Store
from iraqsec.corpus.store_schema import CURRENT, VERSIONS
from iraqsec.document import Document
from iraqsec.errors import InputError, StoreError
from iraqsec.results import Result
from tests.corpus.stubs import LineExtractor

ROOT = Path(__file__).resolve().parents[2]
TEXTS = {
    "basra": "Arrest | IQ-BA | 2024-05-01 | agent=Basra Police Command#police-command:IQ-BA | quantity=3 person\n"
    "Seizure | IQ-BA | 2024-05-01 | item=crystal meth | quantity=12.5 kg",
    "najaf": "Attack | IQ-NA | 2024-06-02/2024-06-03 | target=a market | killed=7 person",
    "planned": "Training/planned | IQ-BG | agent=وزارة الداخلية#ministry-of-interior | topic=border control",
    "quoted": 'Meeting | IQ-BG | 2024-07-01 | participant=the "minister", in person',
    "broken": "! no text",
}


def results() -> Iterator[Result]:
    extractor = LineExtractor()
    for number, (name, text) in enumerate(TEXTS.items()):
        document = Document(id=name, text=text, published=date(2024, 5 + number % 3, 3), source=f"{name}.txt")
        try:
            yield extractor.extract(document)
        except ValueError as error:
            yield Result(document=document, error=str(error))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "events.duckdb") as opened:
        opened.add(results())
        yield opened


def test_what_goes_in_comes_out(store: Store) -> None:
    told = [event for result in results() for event in result.events]
    assert list(store.events()) == told
    assert list(store.documents(failed=False)) == [r.document for r in results() if not r.error]
    assert list(store.errors()) == [("broken", "! no text")]
    assert store.counts() == {
        "documents": 5, "sources": 5, "articles": 4, "events": 5, "arguments": 18, "links": 0, "failed": 1, "happenings": 0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("filters", "types"),
    [
        ({"type": "Arrest"}, ["Arrest"]),
        ({"type": ["Attack", "Meeting"]}, ["Attack", "Meeting"]),
        ({"place": "IQ-BA"}, ["Arrest", "Seizure"]),
        ({"place": "Basra", "type": "Arrest"}, ["Arrest"]),
        ({"place": "النجف"}, ["Attack"]),
        ({"place": "IQ", "status": "planned"}, ["Training"]),
        ({"since": "2024-06-03"}, ["Attack", "Training", "Meeting"]),
        ({"since": date(2024, 5, 1), "until": "2024-06-02"}, ["Arrest", "Seizure", "Attack"]),
        ({"status": ("planned", "proposed")}, ["Training"]),
        ({"actor": "police-command:IQ-BA"}, ["Arrest"]),
        ({"actor": "قيادة شرطة البصرة"}, ["Arrest"]),
        ({"actor": "Minister"}, ["Meeting"]),
        ({"text": "crystal METH"}, ["Seizure"]),
        ({"text": "إسلحة"}, []),
        ({"min_confidence": 0.95}, []),
        ({"lang": "en", "type": "Attack"}, ["Attack"]),
        ({}, ["Arrest", "Seizure", "Attack", "Training", "Meeting"]),
    ],
    ids=str,
)
def test_filters(store: Store, filters: dict[str, Any], types: list[str]) -> None:
    selection = store.events(**filters)
    assert [event.type for event in selection] == types
    assert len(selection) == len(types)


@pytest.mark.parametrize(
    ("filters", "match"),
    [
        ({"type": "Arest"}, "did you mean 'Arrest'"),
        ({"status": "done"}, "unknown status"),
        ({"since": "yesterday"}, "ISO date"),
        ({"place": "Xyzzyqqq"}, "no place is called"),
    ],
)
def test_wrong_filters_are_refused(store: Store, filters: dict[str, Any], match: str) -> None:
    with pytest.raises(InputError, match=match):
        store.events(**filters)


def test_values_are_bound(store: Store) -> None:
    assert not list(store.events(text="'; DROP TABLE events; --"))
    assert not list(store.events(actor="' OR 1=1 --"))
    assert len(store.events()) == 5


def test_frames(store: Store) -> None:
    frame = store.events(place="IQ-BA").to_pandas()
    assert list(frame["type"]) == ["Arrest", "Seizure"]
    assert list(frame["id"]) == ["basra", "basra"]
    table = store.events().to_arrow()
    assert table.num_rows == 5
    assert table.column("governorates").to_pylist()[0] == ["IQ-BA"]
    assert len(store.events(type="Abduction").to_pandas()) == 0


def test_reports_tell_where_an_event_stood(store: Store) -> None:
    (report,) = store.events(type="Attack").reports()
    assert (report.id, report.source, report.published) == ("najaf", "najaf.txt", date(2024, 6, 3))
    assert store.document(report.document) == store.document("najaf")
    with pytest.raises(StoreError, match="no document"):
        store.document("nowhere")


def test_adding_again_adds_nothing(store: Store) -> None:
    before = store.counts()
    assert store.add(results()) == 0
    assert store.counts() == before


def test_a_copy_elsewhere_is_a_source(store: Store) -> None:
    copy = Document(id="copy", text=TEXTS["najaf"], published=date(2024, 6, 3), url="https://example.org/1")
    assert store.add([LineExtractor().extract(copy)]) == 0
    (report,) = store.events(type="Attack").reports()
    found = (
        store.cursor().execute("SELECT id FROM sources WHERE document = ? ORDER BY id", [report.document]).fetchall()
    )
    assert found == [("copy",), ("najaf",)]


@pytest.mark.parametrize("text", ["a\x00b", "\ud83d half", "🇮🇶 Arrest", "", "\u202eالقبض"], ids=ascii)
def test_any_text_can_be_kept(store: Store, text: str) -> None:
    store.add([Result(document=Document(id="odd", text=text))])
    assert len(store.document("odd").text) == len(text)
    assert store.document("odd").text == text.encode("utf-8", "replace").decode()


def test_a_failed_batch_leaves_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    before = store.counts()
    made = rows.arrow_table

    def broken(name: str, given: list[dict[str, object]]) -> object:
        if name == "arguments":
            raise OSError("disk full")
        return made(name, given)

    monkeypatch.setattr("iraqsec.corpus.store.arrow_table", broken)
    with pytest.raises(OSError, match="disk full"):
        store.add([LineExtractor().extract("Arrest | IQ-KI | 2024-01-01")])
    assert store.counts() == before
    monkeypatch.undo()
    assert store.add([LineExtractor().extract("Arrest | IQ-KI | 2024-01-01")]) == 1


# -- who may open it ------------------------------------------------------------------------------


def in_another_process(code: str) -> str:
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    return run.stdout + run.stderr


def test_a_second_writer_gets_a_clear_error(store: Store) -> None:
    with pytest.raises(StoreError, match="this process has it open for writing already"):
        Store(store.path)
    said = in_another_process(f"import iraqsec; iraqsec.Store({store.path!r})")
    assert "another process (" in said
    assert "write to it when that has ended" in said
    said = in_another_process(f"import iraqsec; iraqsec.Store({store.path!r}, read_only=True)")
    assert "read it when that has ended" in said


def test_many_may_read(store: Store) -> None:
    store.close()
    count = f"import iraqsec; print(len(iraqsec.Store({store.path!r}, read_only=True).events()))"
    with Store(store.path, read_only=True) as one, Store(store.path, read_only=True) as two:
        assert len(one.events()) == len(two.events()) == 5
        assert in_another_process(count).strip() == "5"
        with pytest.raises(StoreError, match="opened for reading"):
            one.add(results())
        with pytest.raises(StoreError, match="other rights"):
            Store(store.path)
    with Store(store.path) as again:  # the refused one left no claim behind
        assert len(again.events()) == 5


def test_what_is_no_store_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such store"):
        Store(tmp_path / "none.duckdb", read_only=True)
    text = tmp_path / "text.duckdb"
    text.write_text("not a database " * 100)
    with pytest.raises(StoreError, match="no store"):
        Store(text)
    other = tmp_path / "other.duckdb"
    with duckdb.connect(str(other)) as connection:
        connection.execute("CREATE TABLE t (a INTEGER)")
    with pytest.raises(StoreError, match="other tables"):
        Store(other)


# -- versions of the schema -----------------------------------------------------------------------


def test_an_older_store_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "old.duckdb"
    with duckdb.connect(str(path)) as connection:
        for statement in VERSIONS[0]:
            connection.execute(statement)
        connection.execute("INSERT INTO documents (key, number, id, text) VALUES ('k', 0, 'old', 'text')")
    with pytest.raises(StoreError, match="older iraqsec"):
        Store(path, read_only=True)
    with Store(path) as store:
        assert store.document("old").text == "text"
        assert store.counts()["sources"] == 1
        store.add(results())
    with Store(path, read_only=True) as store:
        assert store.counts()["documents"] == 6


def test_a_newer_store_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "new.duckdb"
    Store(path).close()
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE meta SET value = ?", [str(CURRENT + 1)])
    with pytest.raises(StoreError, match="newer iraqsec"):
        Store(path)


def test_columns_are_those_of_the_rows() -> None:
    with Store() as store:
        for name, columns in rows.COLUMNS.items():
            there = {row[0] for row in store.cursor().execute(f"DESCRIBE {name}").fetchall()}
            assert there == columns.keys()
