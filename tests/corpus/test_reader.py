"""Reading files: every kind, every source, every encoding."""

import gzip
import io
import json
import sys
from datetime import date
from pathlib import Path

import pytest

from iraqsec.corpus.reader import read
from iraqsec.corpus.reader_fields import day_of
from iraqsec.document import Document
from iraqsec.errors import MissingExtraError
from tests.archives import zipped
from tests.corpus.files import AR, EN, RECORD, only, parquet, write

# -- kinds ------------------------------------------------------------------------------------------------------------


def test_text_file_is_one_document(tmp_path: Path) -> None:
    document = only(write(tmp_path / "a.txt", AR))
    assert (document.text, document.id, document.warnings, document.error) == (AR, str(tmp_path / "a.txt"), (), None)


def test_line_breaks_and_offsets_stay_as_they_are(tmp_path: Path) -> None:
    assert only(write(tmp_path / "a.txt", "one\r\ntwo\n")).text == "one\r\ntwo\n"


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson"])
def test_json_lines(tmp_path: Path, name: str) -> None:
    file = write(tmp_path / name, json.dumps(RECORD, ensure_ascii=False) + "\n\n" + json.dumps({"text": EN}) + "\n")
    first, second = read(file)
    assert first == Document(
        text=AR,
        id="n-7",
        title="حملة في الزبير",
        published=date(2024, 3, 3),
        source="وكالة تجريبية",
        url="https://example.org/7",
    )
    assert (second.text, second.id) == (EN, f"{file}, line 3")


@pytest.mark.parametrize(
    "value",
    [
        [RECORD, RECORD],
        {"articles": [RECORD, RECORD]},
        {"total": 2, "data": [RECORD, RECORD]},
        {"hits": {"hits": [{"_id": 1, "_source": RECORD}, {"_id": 2, "_source": RECORD}]}},
    ],
    ids=["array", "articles", "data", "search-answer"],
)
def test_json_records(tmp_path: Path, value: object) -> None:
    documents = list(read(write(tmp_path / "a.json", json.dumps(value, ensure_ascii=False, indent=1))))
    assert [(d.id, d.published) for d in documents] == [("n-7", date(2024, 3, 3))] * 2


def test_json_object_is_one_record(tmp_path: Path) -> None:
    assert only(write(tmp_path / "a.json", json.dumps(RECORD))).id == "n-7"


@pytest.mark.parametrize(("delimiter", "name"), [(",", "a.csv"), (";", "a.csv"), ("\t", "a.tsv"), ("|", "a.csv")])
def test_csv(tmp_path: Path, delimiter: str, name: str) -> None:
    rows = [("العنوان", "النص", "التاريخ"), ("عنوان", f'"{AR}\nسطر ثان"', "05/03/2024")]
    document = only(write(tmp_path / name, "\n".join(delimiter.join(row) for row in rows)))
    assert (document.title, document.text, document.published) == ("عنوان", f"{AR}\nسطر ثان", date(2024, 3, 5))


def test_parquet(tmp_path: Path) -> None:
    documents = list(read(parquet(tmp_path / "a.parquet", [RECORD, RECORD | {"text": EN}])))
    assert [d.text for d in documents] == [AR, EN]
    assert documents[0].published == date(2024, 3, 3)


def test_parquet_without_pyarrow_is_read_by_duckdb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("duckdb")
    file = parquet(tmp_path / "a.parquet", [RECORD])
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert only(file).text == AR


def test_html_gives_story_date_and_site(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    page = f"""<html lang="ar"><head><meta charset="utf-8"><title>حملة في الزبير - وكالة تجريبية</title>
    <meta property="article:published_time" content="2024-03-05T11:20:00+03:00">
    <meta property="og:site_name" content="وكالة تجريبية"></head>
    <body><nav><a href="/">الرئيسية</a> <a href="/s">أمن</a></nav>
    <article><h1>حملة في الزبير</h1><p>{AR}</p><p>{AR[:90]} في حملة ثانية.</p></article>
    <footer>جميع الحقوق محفوظة</footer></body></html>"""
    document = only(write(tmp_path / "a.html", page))
    assert document.published == date(2024, 3, 5)
    assert document.source == "وكالة تجريبية"
    assert AR in document.text
    assert "الرئيسية" not in document.text
    assert document.text.startswith("حملة في الزبير")


@pytest.mark.parametrize(
    ("package", "content", "name"),
    [("trafilatura", "<html><body><p>a</p></body></html>", "a.html"), ("pyarrow", "PAR1", "a.parquet")],
)
def test_missing_package_names_the_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, package: str, content: str, name: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'iraqsec\[(html|store)\]'"):
        list(read(write(tmp_path / name, content)))


# -- sources ----------------------------------------------------------------------------------------------------------


def test_folder_is_read_in_order_of_name_without_other_kinds(tmp_path: Path) -> None:
    for name in (
        "b/2.txt",
        "a.txt",
        "b/1.txt",
        "picture.jpg",
        ".hidden.txt",
        ".git/x.txt",
        "README.md",
        "b/ReadMe.ar.txt",
    ):
        write(tmp_path / name, name)
    assert [d.text for d in read(tmp_path)] == ["a.txt", "b/1.txt", "b/2.txt"]
    assert only(tmp_path / "README.md").text == "README.md"  # asked for by name


def test_glob(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a.txt", "b/1.txt", "c.csv"):
        write(tmp_path / name, name)
    assert [d.text for d in read(str(tmp_path / "**" / "*.txt"))] == ["a.txt", "b/1.txt", "b/2.txt"]


def test_file_objects(tmp_path: Path) -> None:
    line = json.dumps(RECORD, ensure_ascii=False) + "\n"
    assert only(io.BytesIO(AR.encode())).text == AR
    assert only(io.StringIO(AR)).text == AR
    assert [d.id for d in read(io.StringIO(line * 3))] == ["n-7"] * 3
    with write(tmp_path / "a.jsonl", line).open("rb") as file:
        assert only(file).id == "n-7"
        assert not file.closed


def test_archives_and_archives_within_them(tmp_path: Path) -> None:
    lines = (json.dumps(RECORD) + "\n").encode() * 2
    inner = zipped({"deep.txt": EN.encode()})
    data = zipped(
        {
            "a.txt": AR.encode(),
            "b.jsonl.gz": gzip.compress(lines),
            "c.zip": inner,
            "d.exe": b"MZ",
            "__MACOSX/._a.txt": b"x",
        }
    )
    file = write(tmp_path / "news.zip", data)
    documents = list(read(file))
    assert [d.text for d in documents] == [AR, AR, AR, EN]
    assert documents[0].id == f"{file}!a.txt"
    assert [d.text for d in read(io.BytesIO(gzip.compress(AR.encode())))] == [AR]


def test_parquet_in_archive(tmp_path: Path) -> None:
    data = parquet(tmp_path / "a.parquet", [RECORD]).read_bytes()
    assert only(write(tmp_path / "b.zip", zipped({"a.parquet": data}))).text == AR


def test_reading_is_a_stream(tmp_path: Path) -> None:
    file = write(tmp_path / "a.json", "[" + ",\n".join(json.dumps(RECORD) for _ in range(5000)) + ", {broken")
    first = next(iter(read(file)))
    assert first.id == "n-7"


@pytest.mark.parametrize("content", ["[]", "[ ]\n", '{"text": "a"}'])
def test_small_json(tmp_path: Path, content: str) -> None:
    assert all(d.error is None for d in read(write(tmp_path / "a.json", content)))


# -- fields -----------------------------------------------------------------------------------------------------------


def test_fields_by_parameter(tmp_path: Path) -> None:
    file = write(
        tmp_path / "a.jsonl", json.dumps({"k": "x", "inhalt": {"volltext": EN}, "tag": "5 March 2024", "text": "no"})
    )
    document = only(file, fields={"text": "inhalt.volltext", "date": "tag", "id": "k"})
    assert (document.text, document.published, document.id) == (EN, date(2024, 3, 5), "x")


def test_markup_in_a_field_becomes_text(tmp_path: Path) -> None:
    file = write(
        tmp_path / "a.jsonl", json.dumps({"content": {"rendered": "<p>One &amp; two</p>\n<p>Three<br>four</p>"}})
    )
    assert only(file).text == "One & two\n\nThree\n\nfour"


def test_list_of_paragraphs_becomes_text(tmp_path: Path) -> None:
    assert only(write(tmp_path / "a.jsonl", json.dumps({"text": ["One.", "Two."]}))).text == "One.\n\nTwo."


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("2024-03-05", date(2024, 3, 5)),
        ("2024-03-05T23:20:00+03:00", date(2024, 3, 5)),
        ("20240305", date(2024, 3, 5)),
        (1709637600, date(2024, 3, 5)),
        (1709637600000, date(2024, 3, 5)),
        ("Tue, 05 Mar 2024 11:20:00 GMT", date(2024, 3, 5)),
        ("٥ آذار ٢٠٢٤", date(2024, 3, 5)),
        ("03/05/2024, Tuesday", date(2024, 3, 5)),
        ("no day", None),
        (True, None),
        (None, None),
    ],
)
def test_dates_of_records(stated: object, day: date | None) -> None:
    assert day_of(stated) == day


def test_date_that_is_none_is_a_warning(tmp_path: Path) -> None:
    document = only(write(tmp_path / "a.jsonl", json.dumps({"text": EN, "date": "soon"})))
    assert document.published is None
    assert "date 'soon' was not understood" in document.warnings[0]


# -- encodings --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("encoding", "guessed"),
    [
        ("utf-8", False),
        ("utf-8-sig", False),
        ("utf-16", False),
        ("utf-16-le", True),
        ("utf-16-be", True),
        ("cp1256", True),
        ("iso8859_6", True),
    ],
)
@pytest.mark.parametrize("kind", ["txt", "jsonl", "csv"])
def test_encodings_are_found(tmp_path: Path, encoding: str, guessed: bool, kind: str) -> None:  # noqa: FBT001
    content = {"txt": AR, "jsonl": json.dumps({"text": AR}, ensure_ascii=False) + "\n", "csv": f'text,id\n"{AR}",1\n'}[
        kind
    ]
    document = only(write(tmp_path / f"a.{kind}", content, encoding))
    assert document.text == AR
    assert any("encoding was guessed" in warning for warning in document.warnings) == guessed


def test_english_with_curly_quotes_in_windows_encoding(tmp_path: Path) -> None:
    text = "“We arrested three men,” the officer’s deputy said – and seized €2,000."
    document = only(write(tmp_path / "a.txt", text, "cp1252"))
    assert document.text == text
    assert document.warnings


def test_encoding_by_parameter(tmp_path: Path) -> None:
    document = only(write(tmp_path / "a.txt", AR, "iso8859_6"), encoding="iso8859_6")
    assert (document.text, document.warnings) == (AR, ())


def test_html_declares_its_encoding(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    head = '<head><meta charset="windows-1256"><title>خبر</title></head>'
    page = f"<html>{head}<body><article><p>{AR}</p></article></body></html>"
    document = only(write(tmp_path / "a.html", page, "cp1256"))
    assert AR in document.text
    assert not document.warnings


def test_few_broken_bytes_are_a_warning(tmp_path: Path) -> None:
    document = only(write(tmp_path / "a.txt", AR.encode() * 20 + b"\xff\xfe." + AR.encode()))
    assert document.text.count("\ufffd") == 2
    assert "not valid utf-8" in document.warnings[0]
