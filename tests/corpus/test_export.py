"""Exports: every form can be read back, spreadsheets are safe, presets name the right columns."""

import csv
import json
from pathlib import Path

import pytest

from iraqsec import codec
from iraqsec.corpus.export import export
from iraqsec.corpus.presets import acled, plover, ucdp
from iraqsec.corpus.store import Store
from iraqsec.corpus.store_select import StoredEvent
from iraqsec.document import Document
from iraqsec.errors import InputError, StoreError
from iraqsec.events.types import TYPES
from tests.corpus.stubs import LineExtractor, event_of

LINES = [
    "Arrest | IQ-BA | 2024-05-01 | agent==HYPERLINK(1) | quantity=3 person",
    "Attack | IQ-NA | 2024-06-02/2024-06-03 | target=سوق شعبي | weapon=عبوة ناسفة | killed=7 person",
    "Meeting/planned | participant=the minister",
]


@pytest.fixture
def store() -> Store:
    store = Store()
    store.add(
        [LineExtractor().extract(Document(id="=d1", text="\n".join(LINES), source="a.txt", url="https://x.org/1"))]
    )
    return store


def test_jsonl(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    assert store.events().export(path) == 3
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [codec.event_from_dict(line, TYPES) for line in lines] == list(store.events())
    assert lines[0]["document"]["id"] == "=d1"


def test_csv_is_safe_in_a_spreadsheet(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    assert store.events().export(path) == 3
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["agent"] == "'=HYPERLINK(1)"
    assert rows[0]["id"] == "'=d1"
    assert rows[0]["quantity_number"] == "3"
    assert rows[1]["target"] == "سوق شعبي"
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


def test_parquet(store: Store, tmp_path: Path) -> None:
    from pyarrow import parquet

    path = tmp_path / "events.parquet"
    assert store.events().export(path) == 3
    table = parquet.read_table(path)
    assert table.column("type").to_pylist() == ["Arrest", "Attack", "Meeting"]
    told = [codec.event_from_dict(json.loads(data), TYPES) for data in table.column("data").to_pylist()]
    assert told == list(store.events())
    assert store.events(type="Abduction").export(path) == 0
    assert parquet.read_table(path).num_rows == 0


def test_geojson(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "events.geojson"
    assert store.events().export(path) == 3
    collection = json.loads(path.read_text(encoding="utf-8"))
    assert [f["geometry"] for f in collection["features"]] == [None, None, None]
    assert len({f["id"] for f in collection["features"]}) == 3


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
@pytest.mark.parametrize(("preset", "rows"), [("acled", 2), ("ucdp", 1), ("plover", 3)])
def test_presets_can_be_written(store: Store, tmp_path: Path, form: str, preset: str, rows: int) -> None:
    path = tmp_path / f"x.{form}"
    assert store.events().export(path, preset=preset) == rows
    assert path.stat().st_size > 0


def report(line: str) -> StoredEvent:
    return StoredEvent(event=event_of(line), document="k", id="d")


def test_acled_columns() -> None:
    row = acled(report(LINES[1]))
    assert row is not None
    assert (row["event_type"], row["sub_event_type"]) == ("Explosions/Remote violence", "Remote explosive/landmine/IED")
    assert (row["event_date"], row["admin1"], row["fatalities"], row["iso"]) == ("2024-06-02", "Najaf", 7, 368)
    assert acled(report(LINES[2])) is None


def test_ucdp_columns() -> None:
    row = ucdp(report(LINES[1]))
    assert row is not None
    assert (row["best"], row["date_prec"], row["adm_1"], row["where_prec"]) == (7, 2, "Najaf", 4)
    assert ucdp(report(LINES[0])) is None


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Attack | weapon=drone", ("ASSAULT", "drone")),
        ("Attack | weapon=صواريخ كاتيوشا", ("ASSAULT", "heavy-weapons")),
        ("Attack | weapon=حزام ناسف", ("ASSAULT", "suicide-attack")),
        ("Attack | target=a policeman", ("ASSAULT", None)),
        ("Arrest | suspect=a man", ("COERCE", "arrest")),
        ("Appointment | person=a man", ("", None)),
    ],
)
def test_plover_codes(line: str, code: tuple[str, str | None]) -> None:
    row = plover(report(line))
    assert row is not None
    assert (row["event_type"], row["event_mode"]) == code


def test_every_type_has_a_plover_entry() -> None:
    from iraqsec.corpus.presets import _tables

    assert set(_tables()["plover"]) == set(TYPES)
    assert set(_tables()["acled"]) <= set(TYPES)


def test_wrong_wishes_are_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="unknown format"):
        store.events().export(tmp_path / "x.xls")
    with pytest.raises(InputError, match="unknown preset"):
        store.events().export(tmp_path / "x.csv", preset="cameo")
    with pytest.raises(InputError, match="GeoJSON"):
        store.events().export(tmp_path / "x.geojson", preset="acled")
    with pytest.raises(StoreError, match="cannot be written"):
        store.events().export(tmp_path / "none" / "x.csv")


def test_a_file_that_cannot_be_finished_is_not_left(store: Store, tmp_path: Path) -> None:
    def broken() -> object:
        yield from store.events().reports()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export(broken(), tmp_path / "x.csv")  # type: ignore[arg-type]
    assert not list(tmp_path.iterdir())
