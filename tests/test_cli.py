"""The command line, run as its user runs it but within the process."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from iraqsec.cli import group
from iraqsec.events.types import TYPES

ARREST = "Police in Basra arrested three drug dealers on Sunday, March 3, 2024."


def run(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(group, [str(argument) for argument in arguments], input=stdin)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "report.txt"
    file.write_text(ARREST, encoding="utf-8")
    return file


def test_extract_writes_a_line_a_document(report: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Nothing happened.", encoding="utf-8")
    told = run("extract", report, other)
    assert told.exit_code == 0, told.output
    first, second = map(json.loads, told.stdout.splitlines())
    assert [event["type"] for event in first["events"]] == ["Arrest"]
    assert second["events"] == []


def test_extract_tells_the_publication_date(report: Path) -> None:
    report.write_text("BAGHDAD - Police in Basra arrested three drug dealers yesterday.", encoding="utf-8")
    told = run("extract", report, "--published", "2024-03-04", "--lang", "en")
    (event,) = json.loads(told.stdout)["events"]
    assert {a["role"]: a["value"] for a in event["arguments"]}["time"]["start"] == "2024-03-03"


def test_extract_reads_the_standard_input_and_writes_a_file(tmp_path: Path) -> None:
    out = tmp_path / "events.jsonl"
    told = run("extract", "-", "-o", out, stdin="اعتقلت شرطة البصرة ثلاثة متهمين بتجارة المخدرات.")
    assert told.exit_code == 0, told.output
    assert told.stdout == ""
    line = out.read_text(encoding="utf-8")
    assert "شرطة البصرة" in line
    assert json.loads(line)["events"][0]["type"] == "Arrest"


def test_the_package_runs_as_a_module(report: Path) -> None:
    command = [sys.executable, "-m", "iraqsec", "extract", str(report)]
    told = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    assert [event["type"] for event in json.loads(told.stdout)["events"]] == ["Arrest"]


def test_extract_prints_a_table(report: Path) -> None:
    told = run("extract", "--format", "table", report)
    assert told.exit_code == 0, told.output
    row = next(line for line in told.stdout.splitlines() if line.startswith("Arrest"))
    assert "IQ-BA" in row
    assert "2024-03-03" in row


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["extract"], "Missing argument"),
        (["extract", "no-such-file.txt"], "no-such-file.txt"),
        (["extract", "-", "--published", "soon"], "'soon' does not match"),
        (["extract", "-", "--lang", "fr"], "fr"),
        (["extract", "-", "--format", "xml"], "xml"),
        (["eval", "no-such-file.jsonl"], "no-such-file.jsonl"),
        (["frobnicate"], "No such command"),
        (["types", "--frobnicate"], "No such option"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_why(arguments: list[str], told: str) -> None:
    result = run(*arguments, stdin=ARREST)
    assert result.exit_code == 2
    assert told in result.output
    assert "Traceback" not in result.output


def test_a_document_that_cannot_be_read_ends_with_1_and_the_rest_is_there(report: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.jsonl"
    broken.write_text('{"text": \n', encoding="utf-8")
    told = run("extract", broken, report)
    assert told.exit_code == 1
    assert "broken.jsonl" in told.stderr
    assert '"Arrest"' in told.stdout


def test_rubbish_is_warned_of(tmp_path: Path) -> None:
    rubbish = tmp_path / "rubbish.txt"
    rubbish.write_bytes(bytes(range(256)) * 20)
    told = run("extract", rubbish)
    assert told.exit_code in {0, 1}
    assert "rubbish.txt" in told.stderr


def test_types_lists_every_type_with_its_roles() -> None:
    told = run("types")
    assert told.exit_code == 0
    assert all(f"{name} [" in told.stdout for name in TYPES)
    assert "quantity (number)" in told.stdout


def test_types_prints_the_schema() -> None:
    schema = json.loads(run("types", "--json").stdout)
    assert set(TYPES) <= set(schema["$defs"])


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    start = ARREST.index("arrested")
    event = {
        "type": "Arrest",
        "status": "completed",
        "mentions": [{"start": start, "end": start + 8, "text": "arrested"}],
        "arguments": [{"role": "place", "start": 10, "end": 15, "text": "Basra", "value": {"governorate": "IQ-BA"}}],
    }
    file = tmp_path / "gold.jsonl"
    file.write_text(json.dumps({"id": "g", "lang": "en", "text": ARREST, "events": [event]}), encoding="utf-8")
    return file


@pytest.mark.parametrize("options", [[], ["--by", "type"], ["--by", "role"], ["--no-published"], ["--misses", "3"]])
def test_eval_prints_the_figures(gold: Path, options: list[str]) -> None:
    told = run("eval", gold, *options)
    assert told.exit_code == 0, told.output
    (row,) = [line for line in told.stdout.splitlines() if line.startswith("all ")]
    assert row.split()[1:4] == ["100.0", "100.0", "100.0"]


def test_eval_gives_json(gold: Path) -> None:
    assert json.loads(run("eval", gold, "--json").stdout)["all"]["event_f1"] == 100


def test_eval_of_values_gives_the_taggers_alone(gold: Path) -> None:
    figures = json.loads(run("eval", gold, "--values", "--json").stdout)
    assert figures["place"] == {"gold": 1, "found": 1, "right": 1, "percent": 100.0}
    assert run("eval", gold, "--values").stdout.count("\n") == 5


def test_eval_of_ceilings_counts_the_candidates(gold: Path) -> None:
    shares = json.loads(run("eval", gold, "--ceilings", "--json").stdout)

    assert set(shares) == {"events", "mentions", "fillers"}
    assert shares["events"]["all"]["gold"] >= shares["events"]["all"]["found"] > 0
    assert "all" in run("eval", gold, "--ceilings").stdout


def test_eval_of_what_is_no_gold_file_ends_with_2(report: Path) -> None:
    told = run("eval", report)
    assert told.exit_code == 2
    assert "report.txt:1: no gold document" in told.output


def test_help_loads_no_stage() -> None:
    code = (
        "import sys; from click.testing import CliRunner; from iraqsec.cli import group\n"
        "assert CliRunner().invoke(group, ['--help']).exit_code == 0\n"
        "print([m for m in ('iraqsec.pipeline', 'iraqsec.events', 'regex') if m in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert told.stdout.strip() == "[]"
