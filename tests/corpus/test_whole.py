"""The real extractor, from files to happenings: what it finds survives the store, in one process or two."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

import iraqsec
from iraqsec.cli import group
from iraqsec.document import Document

REPORTS = {
    "en1": ("2024-05-02", "BASRA - Basra police arrested three drug dealers in Zubair on Wednesday and seized 12.5 kg of crystal meth."),  # noqa: E501 - a report in a line
    "ar1": ("2024-05-02", "ألقت قيادة شرطة البصرة القبض على ثلاثة من تجار المخدرات في قضاء الزبير يوم الأربعاء وضبطت 12.5 كغم من مادة الكريستال."),  # noqa: E501
    "en2": ("2024-05-02", "A roadside bomb killed eight people and wounded 20 in Baqubah on Wednesday, police said."),
    "en3": ("2024-05-03", "The death toll is rising: the bomb attack in Baqubah on Wednesday killed 11 people and wounded 25."),
    "ar2": ("2024-05-02", "قتل ثمانية أشخاص وأصيب 20 آخرون بانفجار عبوة ناسفة في بعقوبة يوم الأربعاء، بحسب الشرطة."),
    "ar3": ("2024-05-02", "قتل شخص وأصيب آخر بهجوم مسلح في قضاء المقدادية مساء الأربعاء."),
}  # fmt: skip


def documents() -> list[Document]:
    return [Document(id=name, text=text, published=date.fromisoformat(day)) for name, (day, text) in REPORTS.items()]


def test_what_the_extractor_finds_survives_the_store(seeds: list[Path]) -> None:
    given = [*documents(), *(Document(id=path.name, text=path.read_text(encoding="utf-8")) for path in seeds)]
    results = list(iraqsec.extract_many(given))
    with iraqsec.Store() as store:
        store.add(results)
        assert list(store.events()) == [event for result in results for event in result.events]
        store.link()


def test_two_processes_give_what_one_gives(seeds: list[Path]) -> None:
    given = [path.read_text(encoding="utf-8") for path in seeds]
    one, two = ([r.to_dict() for r in iraqsec.extract_many(given, workers=n)] for n in (1, 2))
    assert json.dumps(one) == json.dumps(two)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    lines = [{"id": d.id, "text": d.text, "date": str(d.published)} for d in documents()]
    path = tmp_path / "news.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in [*lines, {"id": "no text"}]), encoding="utf-8")
    return path


def test_the_command_line_runs_links_and_exports(corpus: Path, tmp_path: Path) -> None:
    store = str(tmp_path / "events.duckdb")
    arguments = ["run", str(corpus), "--store", store, "--link", "--errors", str(tmp_path / "errors.tsv")]
    first = CliRunner().invoke(group, arguments)
    assert first.exit_code == 1  # the record without a text
    assert "6 new, 0 already there, 1 failed" in first.output
    assert "no text" in (tmp_path / "errors.tsv").read_text(encoding="utf-8")
    again = CliRunner().invoke(group, arguments)
    assert again.exit_code == 0
    assert "0 new, 7 already there, 0 failed" in again.output
    run = CliRunner().invoke(group, ["export", store, str(tmp_path / "x.csv"), "--place", "IQ-DI", "--type", "Attack"])
    assert run.exit_code == 0, run.output
    assert "wrote" in run.output
    wrong = CliRunner().invoke(group, ["export", store, str(tmp_path / "x.csv"), "--type", "Atack"])
    assert wrong.exit_code == 2
    assert "did you mean 'Attack'" in wrong.output


def test_reports_in_two_languages_are_linked(corpus: Path, tmp_path: Path) -> None:
    with iraqsec.Store(tmp_path / "events.duckdb") as store:
        store.add(iraqsec.extract_many(iraqsec.read(corpus)))
        store.link()
        groups = [{r.id for r in h.reports} for h in store.happenings(type="Attack")]
        assert {"en2", "ar2", "en3"} in groups
        (told,) = (h for h in store.happenings(type="Attack") if len(h.reports) == 3)
        killed = told.fact("killed person")
        assert killed is not None
        assert (killed.state, killed.values) == ("updated", (8, 11))
        assert {r.id for h in store.happenings(type="Arrest") for r in h.reports} == {"en1", "ar1"}
