"""The report page, without a browser: what it holds, what it is made from, what it refuses; tests/browser opens it."""

import base64
import hashlib
import json
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from click.testing import CliRunner
from click.testing import Result as Outcome
from hypothesis import given
from hypothesis import strategies as st

from iraqsec import codec
from iraqsec.cli import group
from iraqsec.corpus.store import Store
from iraqsec.document import Span
from iraqsec.errors import InputError, IraqsecError, ReadError
from iraqsec.results import Result
from iraqsec.viz.report_map import map_of_iraq
from iraqsec.viz.report_passages import Passages, passages_of
from iraqsec.viz.report_writer import report, to_json
from tests.viz.report_examples import MARKUP, event, result, some_results


class _Blocks(HTMLParser):
    """Collects the scripts and styles of a page, and whatever would load something."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: dict[str, str] = {}
        self.policy = ""
        self.loads: list[str] = []
        self._inside: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag in ("script", "style"):
            self._inside = known.get("id") or tag
            self.blocks[self._inside] = ""
        if known.get("http-equiv") == "Content-Security-Policy":
            self.policy = known["content"] or ""
        self.loads += [f"{tag} {name}" for name in ("src", "href", "data", "action") if known.get(name, "#") != "#"]

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.blocks[self._inside] += data

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._inside = None


def parsed(path: Path) -> _Blocks:
    page = _Blocks()
    page.feed(path.read_text(encoding="utf-8"))
    return page


def held(path: Path) -> list[Any]:
    documents: list[Any] = json.loads(parsed(path).blocks["documents"])
    return documents


def run(*arguments: object) -> Outcome:
    return CliRunner().invoke(group, [str(argument) for argument in arguments])


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "events.duckdb"
    with Store(path) as opened:
        opened.add(some_results())
    return path


def test_page_holds_reports_and_events(tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    written = report(some_results(), page, title="A & B")
    assert (written.events, written.reports, written.size) == (5, 3, page.stat().st_size)
    assert str(written).startswith("wrote 5 events of 3 reports to ")
    assert "<title>A &amp; B</title>" in page.read_text(encoding="utf-8")
    assert [len(events) for _, _, events in held(page)] == [1, 3, 1]


def test_page_loads_nothing_and_runs_only_its_own_script(tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    report(some_results(), page)
    found = parsed(page)
    assert found.loads == ["a href"]  # the link that skips to the events
    assert "default-src 'none'" in found.policy
    for kind in ("script", "style"):
        digest = base64.b64encode(hashlib.sha256(found.blocks[kind].encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in found.policy


def test_texts_stay_texts(tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    report(some_results(), page, title=MARKUP)
    found = parsed(page)
    assert list(found.blocks) == ["style", "documents", "tables", "script"]  # no block was ended by a text
    about, passages, _ = json.loads(found.blocks["documents"])[2]
    assert about[0] == about[3] == MARKUP
    assert MARKUP.partition("\u2028")[0] in passages[0][0]


@given(st.text() | st.lists(st.text()))
def test_json_can_stand_in_a_script(value: object) -> None:
    written = to_json(value)
    assert not set(written) & set("<>&\u2028\u2029")
    assert json.loads(written) == value


def test_every_source_gives_the_same_page(store: Path, tmp_path: Path) -> None:
    results = some_results()
    lines = tmp_path / "results.jsonl"
    lines.write_text("".join(f"{codec.dumps(r)}\n" for r in results), encoding="utf-8")
    pages = []
    with Store(store, read_only=True) as opened:
        for number, source in enumerate((results, lines, opened, iter(results))):
            pages.append(tmp_path / f"{number}.html")
            report(source, pages[-1])
    report(store, tmp_path / "path.html")
    first = pages[0].read_text(encoding="utf-8")
    assert all(page.read_text(encoding="utf-8") == first for page in (*pages, tmp_path / "path.html"))


def test_events_by_themselves_show_their_evidence(store: Path, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    with Store(store, read_only=True) as opened:
        assert report(opened.events(type="Arrest"), page).reports == 2
        assert report(list(opened.events().reports()), page).reports == 3
    assert report([told for r in some_results() for told in r.events], page).events == 5
    assert report(some_results()[0].events[0], page).events == 1
    ((about, passages, _),) = held(page)
    assert about[0] == ""
    assert [text for text, *_ in passages] == [some_results()[0].document.text.split("\n")[1]]


def test_types_of_ones_own_are_shown(tmp_path: Path) -> None:
    lines, page = tmp_path / "a.jsonl", tmp_path / "report.html"
    (line,) = (r.to_dict() for r in some_results()[:1])
    line["events"][0]["type"] = "Roundup"
    lines.write_text(json.dumps(line), encoding="utf-8")
    report(lines, page)
    types = json.loads(parsed(page).blocks["tables"])["types"]
    assert types[-1][:2] == ["Roundup", "other"]
    assert held(page)[0][2][0][0] == len(types) - 1


def test_lines_without_texts_show_the_evidence(store: Path, tmp_path: Path) -> None:
    extracted, exported, page = (tmp_path / name for name in ("a.jsonl", "b.jsonl", "c.html"))
    told = [{"id": r.document.id, "articles": r.articles, "events": r.events} for r in some_results()]
    extracted.write_text("".join(f"{codec.dumps(line)}\n" for line in told), encoding="utf-8")
    with Store(store, read_only=True) as opened:
        opened.events().export(exported)
    for lines in (extracted, exported):
        report(lines, page)
        documents = held(page)
        assert [len(events) for _, _, events in documents] == [1, 3, 1]
        assert [text for text, *_ in documents[1][1]] == [
            "Police in Najaf arrested two men on May 5, 2024. \U0001f6a8\U0001f6a8 They seized 5 kg of crystal with them.",
            "The ministry will open a police station in Basra.",
        ]


def test_texts_are_held_once_and_as_much_as_wanted(tmp_path: Path) -> None:
    sizes = {}
    for texts in ("passages", "whole", "none"):
        page = tmp_path / f"{texts}.html"
        sizes[texts] = report(some_results(), page, texts=texts).size
        shown = page.read_text(encoding="utf-8")
        assert shown.count("They seized") == (texts != "none")
        assert ("The weather" in shown) == (texts == "whole")
        assert "crystal" in shown
    assert sizes["none"] < sizes["passages"] < sizes["whole"]


def test_pieces_count_as_a_browser_does() -> None:
    (english,) = (r for r in some_results() if r.document.id == "en-1")
    made = passages_of(english.document.text, english.events, "passages")
    seized = english.events[1].mentions[0]
    ((number, start, end),) = made.pieces(seized.span)
    units = made.passages[number].text.encode("utf-16-le")
    assert units[2 * start : 2 * end].decode("utf-16-le") == "seized"
    assert not made.pieces(Span(5000, 5010))


@given(st.text(st.sampled_from("ab \n\r\u2028ش\U0001f6a8"), max_size=900), st.data())
def test_passages_are_cut_from_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = result("arrested", event("arrested", "Arrest", "arrested"))
    span = Span(start, end)
    moved = evolve(found.events[0], mentions=(evolve(found.events[0].mentions[0], span=span),), evidence=())
    made: Passages = passages_of(text, [moved], "passages")
    assert all(text[p.start : p.end] == p.text for p in made.passages)
    assert all(one.end <= other.start for one, other in zip(made.passages, made.passages[1:], strict=False))
    shown = "".join(
        made.passages[n].text.encode("utf-16-le")[2 * a : 2 * b].decode("utf-16-le") for n, a, b in made.pieces(span)
    )
    assert shown.replace(" ", "") == "".join(text[start:end].split())


def test_long_lines_are_cut_around_what_matters(tmp_path: Path) -> None:
    text = "word " * 2000 + "Police arrested two men. " + "word " * 2000
    found = result(text, event("Police arrested two men. ", "Arrest", "arrested"))
    at = text.index("Police")
    moved = [evolve(m, span=Span(m.span.start + at, m.span.end + at)) for m in found.events[0].mentions]
    told = evolve(found, events=(evolve(found.events[0], mentions=tuple(moved), evidence=()),))
    report([told], tmp_path / "report.html")
    ((_, passages, _),) = held(tmp_path / "report.html")
    ((shown, is_rtl, cut),) = passages
    assert "Police arrested two men." in shown
    assert (len(shown) < 600, is_rtl, cut) == (True, 0, 3)


def test_events_of_one_happening_know_one_another(store: Path, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    with Store(store) as opened:
        (key,) = opened.cursor().execute("SELECT document FROM events WHERE type = 'Attack'").fetchone()
        for document, name in opened.cursor().execute("SELECT document, event FROM events").fetchall():
            if document == key or name.startswith("Seizure"):
                opened.cursor().execute("INSERT INTO happenings VALUES ('h1', ?, ?)", [document, name])
        report(opened, page)
    assert [[row[-1] for row in events] for _, _, events in held(page)] == [[-1], [-1, 0, -1], [0]]


def test_filters_choose_events_of_a_store(store: Path, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    assert report(store, page, type="Arrest", since=date(2024, 5, 1)).events == 1
    with pytest.raises(InputError, match="only the events of a store can be filtered"):
        report(some_results(), page, type="Arrest")
    with pytest.raises(InputError, match="no event fits the filters, so no page was written"):
        report(store, page, type="Protest")
    with pytest.raises(InputError, match="did you mean 'Arrest'"):
        report(store, page, type="Arest")


def test_map_has_every_governorate() -> None:
    drawn = map_of_iraq()
    assert len(drawn["shapes"]) == 18
    assert [code for code, *_ in drawn["points"]] == ["IQ-HA"]
    for _, path, x, y in drawn["shapes"]:
        assert path.startswith("M")
        assert 0 < x < drawn["width"]
        assert 0 < y < drawn["height"]


# -- what is refused ------------------------------------------------------------------------------


def test_a_page_is_replaced_and_nothing_else_is(store: Path, tmp_path: Path) -> None:
    page, other = tmp_path / "report.html", tmp_path / "notes.txt"
    report(store, page)
    report(store, page, title="Again")
    assert "<title>Again</title>" in page.read_text(encoding="utf-8")
    other.write_text("mine", encoding="utf-8")
    before = store.read_bytes()
    for target, why in ((other, "no HTML page"), (store, "this is the source"), (tmp_path, "this is a folder")):
        with pytest.raises(InputError, match=why):
            report(store, target)
    with pytest.raises(InputError, match="does not exist"):
        report(store, tmp_path / "nowhere" / "report.html")
    assert (other.read_text(encoding="utf-8"), store.read_bytes() == before) == ("mine", True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["events.duckdb", "notes.txt", "report.html"]


def test_a_page_that_cannot_be_finished_leaves_the_old_one(tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    report(some_results(), page)
    before = page.read_bytes()
    broken: Any = [*some_results(), "no result"]
    with pytest.raises(InputError, match="results or events were expected, not str"):
        report(broken, page)
    assert page.read_bytes() == before
    assert list(tmp_path.iterdir()) == [page]


def test_a_disk_that_refuses_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    with pytest.raises(IraqsecError, match="cannot be written: No space left on device"):
        report(some_results(), tmp_path / "report.html")


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ("", "there are no events"),
        ('{"id": "a", "events": []}\n', "there are no events"),
        ("not json\n", "line 1: no result and no event"),
        ('\n{"id": "a"}\n', "line 2: no result and no event"),
        ('{"id": "a", "events": [{"type": 3}]}\n', "line 1: no result and no event"),
    ],
    ids=["empty", "no-events", "no-json", "no-result", "no-type"],
)
def test_lines_that_are_no_results_are_told(lines: str, why: str, tmp_path: Path) -> None:
    file = tmp_path / "events.jsonl"
    file.write_text(lines, encoding="utf-8")
    with pytest.raises(IraqsecError, match=why):
        report(file, tmp_path / "report.html")


def test_wrong_sources_are_told(tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    with pytest.raises(ReadError, match="there is no such store or file"):
        report(tmp_path / "nothing.duckdb", page)
    with pytest.raises(InputError, match="a store, a path or results were expected, not int"):
        report(3, page)
    with pytest.raises(InputError, match="texts must be one of passages, whole, none"):
        report(some_results(), page, texts="all")
    with pytest.raises(InputError, match="the results: there are no events"):
        report([Result(document=some_results()[0].document)], page)
    assert not page.exists()


# -- the command ----------------------------------------------------------------------------------


def test_command_writes_a_page(store: Path, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    told = run("report", store, "-o", page, "--title", "Najaf", "--place", "IQ-NA", "--texts", "none")
    assert told.exit_code == 0, told.output
    assert told.output.startswith("wrote 3 events of 2 reports")
    assert "<title>Najaf</title>" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["nothing.duckdb"], "there is no such store or file"),
        (["events.duckdb", "-o", "nowhere/report.html"], "does not exist"),
        (["events.duckdb", "--type", "Party"], "unknown event type 'Party'"),
        (["events.duckdb", "--since", "soon"], "ISO date"),
        (["events.duckdb", "--texts", "some"], "some"),
        (["report.toml"], "line 1: no result"),
    ],
)
def test_command_tells_what_is_wrong(
    arguments: list[str], why: str, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(store.parent)
    (store.parent / "report.toml").write_text("a = 1\n", encoding="utf-8")
    told = run("report", *arguments)
    assert told.exit_code == 2, told.output
    assert why in told.output
    assert "Traceback" not in told.output
    assert not (store.parent / "report.html").exists()
