"""Nothing that is read can run, nothing that is written can be taken for code, and the default way needs no torch."""

import ast
import json
import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from iraqsec.corpus.export import _safe, unguarded
from tests.hostile.texts import FRAMES

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "iraqsec"
MODULES = sorted(PACKAGE.rglob("*.py"))
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}

PICKLE = {
    "streams.py": "an extractor travels to the worker processes of its program",
    "distributed.py": "an extractor travels to the workers of the engine that its user started",
}
"""Modules that may name pickle, and why: none reads a file with it."""
SQL = {"store.py", "store_links.py", "store_schema.py", "store_select.py", "reader_records.py", "report_sources.py"}
"""Modules that speak to a database."""


def calls(tree: ast.AST) -> list[ast.Call]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def name_of(call: ast.Call) -> str:
    return ast.unparse(call.func)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_module_runs_what_it_reads(path: Path) -> None:
    tree = TREES[path]
    imported = {a.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for a in node.names}
    imported |= {
        node.module.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module
    }
    assert not imported & {"marshal", "shelve", "dill", "cloudpickle", "joblib", "yaml"}
    assert "pickle" not in imported or path.name in PICKLE
    names = {name_of(call) for call in calls(tree)}
    assert not names & {"eval", "exec", "os.system", "os.popen", "pickle.load", "torch.load", "np.load", "numpy.load"}
    for call in calls(tree):
        assert not any(k.arg == "shell" and getattr(k.value, "value", False) for k in call.keywords), "a shell"
        assert not name_of(call).endswith(("read_pickle", "extractall"))


def test_no_data_file_is_a_pickle() -> None:
    for path in PACKAGE.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(PACKAGE).parts)
        if path.is_file() and path.suffix != ".pyc" and not hidden:
            assert path.suffix in {".py", ".toml", ".tsv", ".json", ".gz", ".typed", ".css", ".js", ".html", ""}, path
            assert not path.read_bytes().startswith((b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05")), path


def fixed(node: ast.expr, constants: set[str]) -> bool:
    """Tell whether a string in the source is put together from the program's own words only."""
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.JoinedStr):
        return all(fixed(part.value, constants) for part in node.values if isinstance(part, ast.FormattedValue))
    if isinstance(node, ast.BinOp):
        return fixed(node.left, constants) and fixed(node.right, constants)
    return isinstance(node, ast.Name) and node.id in constants


def test_values_never_stand_in_sql() -> None:
    """What is executed is a fixed string, or put together from names of the program; values are bound to question marks.

    Where a statement holds a name, a person has looked at it and said so with ``noqa: S608``, which ruff asks for.
    """
    for path in MODULES:
        source = path.read_text(encoding="utf-8").splitlines()
        for call in calls(TREES[path]):
            if not name_of(call).endswith((".execute", ".executemany", ".sql")):
                continue
            statement = call.args[0]
            if not fixed(statement, set()):
                assert path.name in SQL, f"{path.name} puts SQL together: let the store do it"
                assert not (isinstance(statement, ast.BinOp) and isinstance(statement.op, ast.Mod)), ast.unparse(call)
                assert ".format(" not in ast.unparse(statement), ast.unparse(call)
        for number, line in enumerate(source, 1):
            if re.search(r'f"(?:SELECT|INSERT|DELETE|UPDATE|CREATE)\b', line):
                near = " ".join(source[max(0, number - 3) : number + 4])
                assert path.name in SQL, line
                assert "S608" in near or "?" in near or not re.search(r"\{[^}]*value", near), line


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_cell_is_a_formula(sign: str) -> None:
    text = f'{sign}HYPERLINK("http://a.b")'
    assert _safe(text) == f"'{text}"
    assert unguarded(str(_safe(text))) == text


@pytest.mark.parametrize("text", ["men", "'quoted'", "'=x", "", "5 men", "'", "''=x"])
def test_the_way_back_is_exact(text: str) -> None:
    assert unguarded(str(_safe(text))) == text


HTML = '<script>alert(1)</script><img src=x onerror="alert(2)"> & \' "'


def test_markup_in_a_text_is_never_markup_on_a_page() -> None:
    import iraqsec
    from iraqsec.viz.views import view_of

    for frame in FRAMES:
        result = iraqsec.extract(frame.format(HTML))
        for thing in (result, result.document, *result.events):
            page = str(view_of(thing, labels=True, most=10_000, rows=50)._repr_html_())
            assert "<script>alert" not in page
            assert "<img src=x" not in page


NO_TORCH = """
import sys

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"torch", "stanza", "camel_tools", "transformers", "sklearn", "pandas"}:
            raise ImportError(f"{name} is blocked")

sys.meta_path.insert(0, Blocked())
import json
import iraqsec
texts = json.load(sys.stdin)
results = [r.to_dict() for r in iraqsec.extract_many(texts, workers=int(sys.argv[1]))]
print(json.dumps(results))
"""


def run(code: str, texts: list[str], *arguments: str, python: str = sys.executable, **environment: str) -> Any:  # noqa: ANN401
    done = subprocess.run(  # noqa: S603 - our own code
        [python, "-c", code, *arguments], input=json.dumps(texts), capture_output=True, text=True, check=True, cwd=ROOT,
        env=os.environ | environment,
    )  # fmt: skip
    return json.loads(done.stdout)


def test_same_bytes_without_torch_with_any_hash_seed_and_any_workers(seeds: list[Path]) -> None:
    texts = [path.read_text(encoding="utf-8")[:2500] for path in seeds] + [frame.format("") for frame in FRAMES]
    runs = [
        run(NO_TORCH, texts, workers, PYTHONHASHSEED=seed) for workers, seed in (("1", "0"), ("1", "77"), ("2", "3"))
    ]
    assert all(before == after for before, after in pairwise(runs))
    assert sum(len(result["events"]) for result in runs[0]) > 3


@pytest.mark.slow
@pytest.mark.parametrize("version", ["3.12", "3.13"])
def test_newer_pythons_give_the_same(version: str, seeds: list[Path]) -> None:
    """Runs where IRAQSEC_PYTHON_3_12 names an interpreter that has the small dependencies."""
    python = os.environ.get(f"IRAQSEC_PYTHON_{version.replace('.', '_')}")
    if not python:
        pytest.skip("no such interpreter was named")
    texts = [path.read_text(encoding="utf-8") for path in seeds]
    assert run(NO_TORCH, texts, "1", python=python) == run(NO_TORCH, texts, "1")
