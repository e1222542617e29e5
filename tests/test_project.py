"""What holds for the whole project: layers, data files, the cost of an import, documentation that runs, sizes."""

import ast
import doctest
import json
import re
import subprocess
import sys
import tomllib
import unicodedata
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "iraqsec"
DATA_FILES = sorted(p for p in PACKAGE.rglob("*") if p.suffix in {".toml", ".tsv"})
MODULES = sorted(PACKAGE.rglob("*.py"))
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]

MARK = "look-alike"
"""A line of a data file that must hold look-alikes says so in a comment, on the line itself or on the one before."""

LOOKALIKES = re.compile(
    "[\u06cc\u06a9\u06aa\u06be\u06c0-\u06c3\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufb50-\ufdff\ufe70-\ufefc\u00ad]|\u0640(?=\\w)"
)
"""Persian yeh and kaf, other he's, tatweel within a word (at its end it is spelling: "هـ"), zero-width and bidi marks,
presentation forms, soft hyphens."""


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def run_python(code: str) -> str:
    """Run code in a fresh interpreter and return what it prints."""
    return subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout


def test_layers() -> None:
    lint = import_module("importlinter.cli")
    assert lint.lint_imports(no_cache=True) == 0


@pytest.mark.parametrize("path", DATA_FILES, ids=relative)
def test_data_files_hold_plain_letters(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    assert unicodedata.is_normalized("NFC", text), [
        n for n, x in enumerate(lines, 1) if not unicodedata.is_normalized("NFC", x)
    ]
    pairs = list(enumerate(zip(["", *lines], lines, strict=False), 1))
    found = [
        f"line {number}: {' '.join(f'U+{ord(c):04X}' for c in sorted(set(LOOKALIKES.findall(line))))}"
        for number, (before, line) in pairs
        if LOOKALIKES.search(line) and MARK not in line and not (before.startswith("#") and MARK in before)
    ]
    assert not found


@pytest.mark.parametrize("path", [p for p in DATA_FILES if p.suffix == ".toml"], ids=relative)
def test_toml_files_parse(path: Path) -> None:
    tomllib.loads(path.read_text(encoding="utf-8"))


def test_data_files_are_installed() -> None:
    kinds = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["package-data"]["*"]
    for path in PACKAGE.rglob("*"):
        if path.is_file() and path.suffix not in {".py", ".pyc"} and "cache" not in str(path.parent):
            assert any(path.match(kind) for kind in kinds), f"{relative(path)}: not in package-data"


def test_import_is_light() -> None:
    heavy = "torch stanza camel_tools numpy pandas sklearn regex click duckdb"
    code = f"import sys, iraqsec; print([m for m in '{heavy}'.split() if m in sys.modules])"
    assert run_python(code).strip() == "[]"


def test_extract_loads_no_neural_library() -> None:
    code = (
        "import sys, iraqsec\n"
        "iraqsec.extract('Police arrested three men in Basra.')\n"
        "iraqsec.extract('اعتقلت الشرطة ثلاثة متهمين في البصرة.')\n"
        "print([m for m in 'torch stanza transformers'.split() if m in sys.modules])"
    )
    assert run_python(code).strip() == "[]"


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_modules_have_a_bearable_length(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 450, "would two rooms be easier to live in?"


def test_shipped_data_is_small() -> None:
    assert sum(p.stat().st_size for p in PACKAGE.rglob("*") if p.is_file() and p.suffix != ".pyc") < 20 * 2**20


def test_no_module_reads_the_clock() -> None:
    """`extract` never uses the clock: the same text gives the same events on any day."""
    for path in (p for p in MODULES if p.relative_to(PACKAGE).parts[0] not in {"cli", "corpus", "learning", "viz"}):
        calls = {ast.unparse(n.func) for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.Call)}
        assert not calls & {"date.today", "datetime.now", "datetime.today", "time.time", "datetime.utcnow"}, relative(
            path
        )


def code_blocks(path: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("path", PAGES, ids=relative)
def test_python_in_the_docs_runs(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A block with prompts is a doctest, any other is run; the blocks of a page share their names."""
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {"__name__": "docs"}
    parser, options = doctest.DocTestParser(), doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    for number, block in enumerate(code_blocks(path, "python")):
        if ">>>" in block:
            test = parser.get_doctest(block, names, f"{path.name}[{number}]", str(path), 0)
            runner = doctest.DocTestRunner(optionflags=options)
            told: list[str] = []
            runner.run(test, out=told.append, clear_globs=False)
            names = test.globs
            assert not told, "stale example? look at `make refresh`\n" + "".join(told)
        else:
            exec(compile(block, f"{path.name}[{number}]", "exec"), names)  # noqa: S102 - our own documentation


@pytest.mark.parametrize("path", PAGES, ids=relative)
def test_commands_in_the_docs_exist(path: Path) -> None:
    """Every `iraqsec …` and `make …` of a shell block is a command or a target that there is."""
    from iraqsec.cli import group

    commands = set(group.list_commands(None))  # type: ignore[arg-type] # needs no context
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for block in code_blocks(path, "(?:sh|console)"):
        for line in block.splitlines():
            words = line.removeprefix("$ ").split()
            if words[:1] == ["iraqsec"] and len(words) > 1 and not words[1].startswith("-"):
                assert words[1] in commands, line
            if words[:1] == ["make"] and len(words) > 1:
                assert words[1] in targets, line


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=relative)
def test_notebooks_run_and_hold_no_output(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    cells = [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
    names: dict[str, object] = {"__name__": "notebook"}
    for number, cell in enumerate(cells):
        assert cell["outputs"] == []
        assert cell["execution_count"] is None
        exec(compile("".join(cell["source"]), f"{path.name}[{number}]", "exec"), names)  # noqa: S102 - our own notebook
