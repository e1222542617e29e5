"""The pages of the documentation: complete, linked, and right about the library; their code runs in tests/test_project.py."""

import importlib.util
import json
import re
import tomllib
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

import iraqsec
from iraqsec.events.types import TYPES, roles_of

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
SETTINGS = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.fixture(scope="module")
def writer() -> ModuleType:
    """Return the script that writes the page of types."""
    spec = importlib.util.spec_from_file_location("ontology_page", ROOT / ".ci" / "ontology_page.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def anchors(page: Path) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    plain = (re.sub(r"[^\w\s-]", "", head.replace("`", "")).strip().lower() for head in heads)
    return {re.sub(r"[\s]+", "-", head) for head in plain}


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for link in _LINK.findall(text):
        if "://" in link:
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.is_file(), link
        assert target.is_relative_to(DOCS), f"{link} leaves the site"
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_every_page_has_its_place_in_the_site(page: Path) -> None:
    assert f" {page.relative_to(DOCS).as_posix()}\n" in SETTINGS, "add it to nav in mkdocs.yml"


@pytest.mark.parametrize("page", [*PAGES, ROOT / "mkdocs.yml", DOCS / "assets" / "style.css"], ids=relative)
def test_nothing_is_loaded_from_elsewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert not re.search(r"""(?:src=|!\[[^\]]*\]\(|url\()['"]?(?:https?:)?//""", text)
    assert "<script" not in text


def test_reference_names_exist() -> None:
    for page in sorted((DOCS / "reference").glob("*.md")):
        for name in re.findall(r"^::: ([\w.]+)$", page.read_text(encoding="utf-8"), re.MULTILINE):
            try:
                import_module(name)
            except ModuleNotFoundError:
                module, _, attribute = name.rpartition(".")
                assert hasattr(import_module(module), attribute), name


def test_every_public_name_is_in_the_reference() -> None:
    told = "".join(page.read_text(encoding="utf-8") for page in sorted((DOCS / "reference").glob("*.md")))
    names = [name for name in dir(iraqsec) if name not in TYPES and not name.startswith("_")]
    missing = [name for name in names if not re.search(rf"\b{name}\b", told)]
    assert missing == ["IraqsecError"]  # is in iraqsec.errors, of which the page has all


# -- the ontology -----------------------------------------------------------------------------------------------------


def test_the_page_of_types_is_up_to_date(writer: ModuleType) -> None:
    assert writer.page() == writer.PAGE.read_text(encoding="utf-8"), "stale? look at `make refresh`"


def test_types_and_roles_are_all_told() -> None:
    data = tomllib.loads((DOCS / "ontology.toml").read_text(encoding="utf-8"))
    assert list(data["examples"]) == list(TYPES)
    assert all(set(examples) == {"en", "ar"} for examples in data["examples"].values())
    assert {role for cls in TYPES.values() for role in roles_of(cls)} <= set(data["roles"])


def test_most_examples_are_found() -> None:
    """New weights may lose one; a page of losses would be no page."""
    assert (DOCS / "ontology.md").read_text(encoding="utf-8").count("Nothing of this type is found") <= 4


# -- examples that are files ------------------------------------------------------------------------------------------


def test_the_frame_on_the_page_is_the_file() -> None:
    (block,) = [
        block
        for block in re.findall(
            r"^```toml\n(.*?)^```", (DOCS / "extending.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
        )
        if "event =" in block
    ]
    assert block == (DOCS / "examples" / "amnesty.toml").read_text(encoding="utf-8")
    assert len(block.splitlines()) < 20


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=relative)
def test_notebooks_are_told_of_and_explain_themselves(path: Path) -> None:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert "".join(cells[0]["source"]).startswith("# ")
    assert path.name in (DOCS / "notebooks.md").read_text(encoding="utf-8")
