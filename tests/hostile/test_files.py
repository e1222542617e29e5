"""Files that were made to do harm: bombs, depth, giant fields, absurd sizes. Each ends in an error that names it."""

import gzip
import io
import json
import struct
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import iraqsec
from iraqsec.corpus import reader_html, reader_records, reader_sources
from iraqsec.document import Document
from iraqsec.errors import IraqsecError, ReadError
from tests.archives import zipped
from tests.growth import GROWTH, growth
from tests.hostile.texts import nested_records

_BOUNDED = 10.0  # seconds of processor time
NEWS = "Police in Basra said on Sunday that they had arrested three men in the Zubair district."


def read_bytes(data: bytes, name: str) -> list[Document]:
    file = io.BytesIO(data)
    file.name = name
    return list(iraqsec.read(file))


def fault(data: bytes, name: str) -> str:
    """Return why a file could not be read, whether it is raised or told by its only document."""
    began = time.process_time()
    try:
        documents = read_bytes(data, name)
    except ReadError as error:
        told = str(error)
    else:
        told = " ".join(document.error or "" for document in documents)
    assert time.process_time() - began < _BOUNDED
    assert told.strip()
    return told


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lower the limits, so that a bomb of a test need not be one for the machine."""
    monkeypatch.setattr(reader_sources, "_FREE", 100_000)
    monkeypatch.setattr(reader_sources, "MAX_UNPACKED", 1_000_000)
    monkeypatch.setattr(reader_sources, "MAX_MEMBERS", 50)


@pytest.mark.usefixtures("small")
def test_bombs_are_not_unpacked() -> None:
    assert "300 times" in fault(gzip.compress(b" " * 5_000_000), "a.txt.gz")
    assert "300 times" in fault(zipped({"a.txt": b"a" * 5_000_000}), "a.zip")
    assert "was not read further" in fault(gzip.compress(gzip.compress(b"a" * 9_000_000)), "a.txt.gz.gz")


@pytest.mark.usefixtures("small")
def test_many_members_that_are_honest_each_are_a_bomb_together() -> None:
    inner = zipped({f"{n}.txt": f"{NEWS}\n".encode() * 400 for n in range(40)})
    told = fault(zipped({f"{n}.zip": inner for n in range(40)}), "a.zip")
    assert "unpack to more than" in told


@pytest.mark.usefixtures("small")
def test_an_archive_of_countless_members_is_left() -> None:
    documents = read_bytes(zipped({f"{n}.txt": NEWS.encode() for n in range(60)}), "a.zip")
    assert [bool(document.error) for document in documents] == [False] * 50 + [True]
    assert "50 members" in (documents[-1].error or "")


def test_archives_within_archives_end_somewhere() -> None:
    data = NEWS.encode()
    for _ in range(8):
        data = zipped({"a.zip": data, "b.txt": NEWS.encode()})
    documents = read_bytes(data, "a.zip")
    assert sum(not document.error for document in documents) == reader_sources.MAX_DEPTH
    assert any("deep" in (document.error or "") for document in documents)


@pytest.mark.parametrize("text", nested_records(100_000), ids=["objects", "arrays", "open"])
@pytest.mark.parametrize("kind", ["json", "jsonl"])
def test_deep_json(text: str, kind: str) -> None:
    fault(text.encode(), f"a.{kind}")


def test_deep_json_in_a_record_is_its_own_fault() -> None:
    deep = '{"text": ' + "[" * 400 + '"a"' + "]" * 400 + "}"
    good = json.dumps({"text": NEWS})
    documents = read_bytes(f"{good}\n{deep}\n{good}\n".encode(), "a.jsonl")
    assert [document.text for document in documents if document.text == NEWS] == [NEWS, NEWS]


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 50_000 + NEWS,
        "<meta" * 60_000,
        "<time " * 60_000,
        "<p" * 100_000,
        "<!--" * 50_000,
        "<a href='" * 30_000,
        "&" * 200_000,
        "&#" * 100_000,
        "<table><tr><td>" * 20_000,
        "<![CDATA[" * 30_000,
        "<script>" * 30_000 + NEWS,
    ],
    ids=["div", "meta", "time", "tag", "comment", "link", "reference", "number", "table", "cdata", "script"],
)
def test_odd_pages_take_bounded_time(page: str) -> None:
    pytest.importorskip("trafilatura")
    began = time.process_time()
    try:
        read_bytes(f"<html><body>{page}".encode(), "a.html")
    except IraqsecError as error:
        assert str(error)  # noqa: PT017
    assert time.process_time() - began < _BOUNDED


def test_the_own_parser_of_pages_is_linear() -> None:
    once, twice = ("<b><a href='x" * size + "</p>" * size for size in (20_000, 40_000))
    assert growth(reader_html.fragment_text, once, twice) < GROWTH


def test_giant_fields_and_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_records, "MAX_DOCUMENT", 20_000)
    giant = "a" * 50_000
    rows = read_bytes(f'id,text\n1,{NEWS}\n2,{giant}\n3,"{giant}"\n4,{NEWS}\n'.encode(), "a.csv")
    assert [row.text for row in rows if row.id in "14"] == [NEWS, NEWS]
    assert all(row.error or row.text == NEWS for row in rows)
    assert "longer than" in fault(json.dumps({"text": giant}).encode(), "a.jsonl")


def test_a_csv_quote_that_never_closes_takes_no_more_than_a_record(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_records, "MAX_DOCUMENT", 20_000)
    rows = read_bytes(('id,text\n1,"open\n' + "a line\n" * 30_000).encode(), "a.csv")
    assert rows[0].error


def test_a_spacious_broken_array_takes_linear_time() -> None:
    fault(b'[{"text": }' + b" " * 400_000 + b"x", "a.json")


def parquet(rows: list[dict[str, Any]]) -> bytes:
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), out)
    return out.getvalue()


def damaged(data: bytes) -> Iterator[bytes]:
    """Yield Parquet files whose footer lies: of its length, of nothing, of any byte."""
    yield data[:-8] + struct.pack("<I", 2**31 - 1) + b"PAR1"
    yield data[:-8] + struct.pack("<I", 0) + b"PAR1"
    yield b"PAR1" + b"\xff" * 400 + struct.pack("<I", 400) + b"PAR1"
    yield from (data[:at] + b"\xff\xff\xff\x7f" + data[at + 4 :] for at in range(4, len(data) - 8, 97))


def test_parquet_that_lies_of_its_sizes() -> None:
    good = parquet([{"text": NEWS, "id": str(n)} for n in range(20)])
    for data in damaged(good):
        try:
            assert all(isinstance(document, Document) for document in read_bytes(data, "a.parquet"))
        except ReadError as error:
            assert "a.parquet" in str(error)  # noqa: PT017


def test_a_row_of_parquet_may_be_no_longer_than_a_record(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_records, "MAX_DOCUMENT", 5_000)
    documents = read_bytes(parquet([{"text": NEWS}, {"text": "a" * 9_000}, {"text": NEWS}]), "a.parquet")
    assert [document.text for document in documents] == [NEWS, "", NEWS]
    assert "longer than" in (documents[1].error or "")


def test_names_in_archives_lead_nowhere(tmp_path: Path) -> None:
    """Nothing is unpacked onto the disk, so a name that climbs out of its folder is only a name."""
    data = zipped({"../../climbs.txt": NEWS.encode(), "/etc/absolute.txt": NEWS.encode()})
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.zip").write_bytes(data)
    assert [document.text for document in iraqsec.read(tmp_path / "in")] == [NEWS, NEWS]
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.zip", "in"]


@pytest.mark.parametrize("opened", ["<![l ", "<![h1>", "<![© x;", "<![if x]>", "<![CDATA[ x ]]>", "<!["])
def test_a_section_that_html_does_not_know_is_skipped(opened: str) -> None:
    page = f"<html><body><article><p>{NEWS}</p>{opened}<p>{NEWS}</p></article></body></html>"
    (document,) = read_bytes(page.encode(), "a.html")
    assert NEWS in document.text


def test_a_member_without_a_name_hides_no_other() -> None:
    data = bytearray(zipped({"a": b"?", "b.txt": NEWS.encode()}))
    at = data.rindex(
        b"PK\x01\x02", 0, data.rindex(b"b.txt")
    )  # the second entry of the directory; the first lies before it
    first = data.rindex(b"PK\x01\x02", 0, at)
    data[first + 46 : first + 47] = b"\0"  # a name is cut at its first zero: none is left
    (document,) = read_bytes(bytes(data), "a.zip")
    assert document.text.strip() == NEWS
