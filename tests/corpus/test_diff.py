"""Differences between runs and between versions of a report."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from iraqsec.cli import group
from iraqsec.corpus.diff import diff, diff_events, events_of
from iraqsec.corpus.store import Store
from iraqsec.document import Document
from iraqsec.errors import ReadError
from tests.corpus.stubs import LineExtractor, event_of

ATTACK = "Attack | IQ-DI | 2021-04-24 | target=a market | killed=5 person"


def test_nothing_changed() -> None:
    assert not list(diff_events([event_of(ATTACK)], [event_of(ATTACK, start=90)]))


def test_a_toll_that_rose_is_a_change() -> None:
    (change,) = diff_events([event_of(ATTACK)], [event_of(ATTACK.replace("killed=5", "killed=7"))], "d1")
    assert (change.kind, change.fields) == ("changed", (("killed", "5 person (5 person)", "7 person (7 person)"),))
    assert str(change).startswith("~ d1: Attack: Attack")


def test_added_and_removed() -> None:
    other = event_of("Meeting | IQ-BG | participant=a minister")
    changes = list(diff({"a": [event_of(ATTACK)], "b": []}, {"a": [], "c": [other]}))
    assert [(c.document, c.kind, c.type) for c in changes] == [("a", "removed", "Attack"), ("c", "added", "Meeting")]


def test_each_event_has_one_partner() -> None:
    before = [event_of(ATTACK.replace("=5", f"={n}")) for n in (5, 6, 7)]
    after = [event_of(ATTACK.replace("=5", f"={n}")) for n in (7, 8)]
    kinds = sorted(change.kind for change in diff_events(before, after))
    assert kinds == ["changed", "removed"]


def test_stores_and_their_exports_are_compared(tmp_path: Path) -> None:
    for name, dead in (("a", 5), ("b", 7)):
        with Store(tmp_path / f"{name}.duckdb") as store:
            text = ATTACK.replace("=5", f"={dead}")
            store.add([LineExtractor().extract(Document(id="d1", text=text))])
            store.events().export(tmp_path / f"{name}.jsonl")
        results = [LineExtractor().extract(Document(id="d1", text=text)).to_dict()]
        lines = [{"id": "d1", "events": r["events"]} for r in results]
        (tmp_path / f"{name}-results.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    for ending in (".duckdb", ".jsonl", "-results.jsonl"):
        changes = list(diff(events_of(tmp_path / f"a{ending}"), events_of(tmp_path / f"b{ending}")))
        assert [(c.document, c.kind) for c in changes] == [("d1", "changed")]
        run = CliRunner().invoke(group, ["diff", str(tmp_path / f"a{ending}"), str(tmp_path / f"b{ending}")])
        assert run.exit_code == 1
        assert "killed: 5 person (5 person) -> 7 person (7 person)" in run.output
    same = CliRunner().invoke(group, ["diff", str(tmp_path / "a.duckdb"), str(tmp_path / "a-results.jsonl"), "--json"])
    assert (same.exit_code, same.output) == (0, "")


def test_two_versions_of_a_report(tmp_path: Path) -> None:
    for name, dead in (("monday", "five"), ("tuesday", "seven")):
        text = f"A roadside bomb killed {dead} people in Baqubah on Saturday, April 24, 2021, police said."
        (tmp_path / f"{name}.txt").write_text(text)
    run = CliRunner().invoke(group, ["diff", str(tmp_path / "monday.txt"), str(tmp_path / "tuesday.txt")])
    assert run.exit_code == 1
    assert "killed: five (5 person) -> seven (7 person)" in run.output


def test_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file"):
        events_of(tmp_path / "none")
