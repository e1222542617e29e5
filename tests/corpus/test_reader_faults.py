"""Reading what is broken: a clear error, and everything else is read."""

import gzip
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iraqsec.corpus import reader_records, reader_sources
from iraqsec.corpus.reader import read
from iraqsec.document import Document
from iraqsec.errors import InputError, IraqsecError, MissingExtraError, ReadError
from tests.archives import zipped
from tests.corpus.files import AR, EN, RECORD, write


@pytest.mark.parametrize("source", [None, b"bytes", 7, [1]])
def test_no_source(source: Any) -> None:  # noqa: ANN401
    with pytest.raises(InputError, match="a path, a folder"):
        read(source)


@pytest.mark.parametrize("name", ["missing.txt", "none/*.txt", "", "a\0b", "x" * 5000])
def test_missing_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(ReadError):
        read(f"{tmp_path}/sub/{name}" if name else str(tmp_path))


def test_unknown_field_and_encoding(tmp_path: Path) -> None:
    file = write(tmp_path / "a.txt", AR)
    with pytest.raises(InputError, match="unknown field 'body'"):
        read(file, fields={"body": "x"})
    with pytest.raises(InputError, match="unknown encoding 'utf-99'"):
        read(file, encoding="utf-99")


def errors(documents: list[Document]) -> list[str]:
    return [d.error for d in documents if d.error]


def test_broken_line_is_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    good = json.dumps(RECORD)
    file = write(tmp_path / "a.jsonl", f'{good}\n{{"text": \n{good}\n[1, 2]\n"{EN}"\n{{"x": 1}}\n')
    documents = list(read(file))
    assert [d.text for d in documents if not d.error] == [AR, AR, EN]
    assert [error.split(": ")[0] for error in errors(documents)] == [f"{file}, line {n}" for n in (2, 4, 6)]
    assert all(d.text == "" for d in documents if d.error)


def test_broken_record_in_array_is_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    good = json.dumps(RECORD)
    documents = list(read(write(tmp_path / "a.json", f'[{good}, {{"text": oops}}, {good}]')))
    assert [d.text for d in documents] == [AR, "", AR]
    assert "record 2: not valid JSON" in errors(documents)[0]


def test_array_that_breaks_off_keeps_what_came_before(tmp_path: Path) -> None:
    documents = list(read(write(tmp_path / "a.json", f'[{json.dumps(RECORD)}, {{"text": "cut')))
    assert [d.text for d in documents] == [AR, ""]


def test_broken_row_is_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    documents = list(read(write(tmp_path / "a.csv", "id,text\n1,one\n2,two,too many\n3,three\n")))
    assert [d.text for d in documents] == ["one", "", "three"]
    assert "line 3: 3 fields where the heading has 2" in errors(documents)[0]


def test_csv_without_text_column(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no column holds the text; columns: a, b"):
        list(read(write(tmp_path / "a.csv", "a,b\n1,2\n")))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", bytes(range(256)) * 40),
        ("a.txt", b"%PDF-1.7 ..."),
        ("a.zip", b"no zip"),
        ("a.zip", b"PK\x03\x04broken"),
        ("a.gz", b"no gz"),
        ("a.gz", b"\x1f\x8bbroken"),
        ("a.parquet", b"PAR1broken"),
        ("a.json", b"{'single': 'quotes'"),
        ("a.json", b""),
        ("a.csv", b""),
        ("a.json", b"[" * 100_000),
    ],
)
def test_broken_file_alone_and_in_company(tmp_path: Path, name: str, data: bytes) -> None:
    if "parquet" in name:
        pytest.importorskip("pyarrow")
    file = write(tmp_path / name, data)
    try:
        assert all(d.error and name in d.error for d in read(file))
    except ReadError as error:
        assert name in str(error)  # noqa: PT017 - some of these yield a document that says so
    write(tmp_path / "z.txt", AR)
    documents = list(read(tmp_path))
    assert documents[-1].text == AR
    assert errors(documents)


def test_broken_member_is_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    data = zipped({"a.txt": AR.encode(), "b.jsonl": b"{\n", "c.txt": bytes(range(256)) * 9, "d.txt": EN.encode()})
    documents = list(read(write(tmp_path / "a.zip", data)))
    assert [d.text for d in documents] == [AR, "", "", EN]
    assert ["b.jsonl, line 1" in errors(documents)[0], "c.txt: this is binary" in errors(documents)[1]] == [True, True]


def test_truncated_gz_keeps_what_came_before(tmp_path: Path) -> None:
    lines = "".join(json.dumps(RECORD | {"id": str(n), "x": hash(str(n))}) + "\n" for n in range(20_000)).encode()
    data = gzip.compress(lines)
    documents = list(read(write(tmp_path / "a.jsonl.gz", data[: len(data) // 2])))
    assert len(documents) > 100
    assert documents[-1].error
    assert "after record" in documents[-1].id


def test_archive_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_sources, "_FREE", 1 << 20)
    data = zipped({"bomb.txt": b" " * (1 << 23), "a.txt": AR.encode()})
    documents = list(read(write(tmp_path / "a.zip", data)))
    assert "times its size" in str(documents[0].error)
    assert documents[1].text == AR


def test_archives_nested_too_deep(tmp_path: Path) -> None:
    data = zipped({"a.txt": AR.encode()})
    for _ in range(5):
        data = zipped({"inner.zip": data})
    documents = list(read(write(tmp_path / "a.zip", data)))
    assert "deep" in errors(documents)[0]


def test_record_and_document_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_records, "MAX_DOCUMENT", 1000)
    monkeypatch.setattr(reader_sources, "MAX_DOCUMENT", 1000)
    lines = [json.dumps({"text": "x" * size}) for size in (10, 5000, 20)]
    documents = list(read(write(tmp_path / "a.jsonl", "\n".join(lines))))
    assert [len(d.text) for d in documents] == [10, 0, 20]
    with pytest.raises(ReadError, match="larger than"):
        list(read(write(tmp_path / "a.txt", "x" * 2000)))


def test_locked_member(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": AR.encode()}))
    data[6] |= 1  # the flag bit "encrypted", in the local header and in the directory
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    documents = list(read(write(tmp_path / "a.zip", bytes(data))))
    assert documents[0].error


NAMES = ["a.txt", "a.json", "a.jsonl", "a.csv", "a.tsv", "a.zip", "a.gz", "a.jsonl.gz", "a.html", "a"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.one_of(st.binary(max_size=300), st.text(max_size=200).map(lambda t: t.encode("utf-8", "replace"))),
    name=st.sampled_from(NAMES),
)
def test_reading_raises_only_errors_of_ours(data: bytes, name: str) -> None:
    file = io.BytesIO(data)
    file.name = name  # as open files have it
    try:
        documents = list(read(file))
    except IraqsecError as error:
        assert name in str(error) or isinstance(error, MissingExtraError)  # noqa: PT017
    else:
        assert all(isinstance(d, Document) for d in documents)


@settings(max_examples=40, deadline=None)
@given(cut=st.integers(0, 400), flip=st.integers(0, 400))
@pytest.mark.parametrize("make", [gzip.compress, lambda data: zipped({"a.jsonl": data})], ids=["gz", "zip"])
def test_damaged_archives(make: Callable[[bytes], bytes], cut: int, flip: int) -> None:
    data = bytearray(make((json.dumps(RECORD) + "\n").encode() * 4))
    data[min(flip, len(data) - 1)] ^= 0x55
    file = io.BytesIO(bytes(data[: max(1, len(data) - cut)]))
    try:
        assert all(isinstance(d, Document) for d in read(file))
    except IraqsecError as error:
        assert str(error)  # noqa: PT017
