"""Stanza behind our interface, with a real small model, and everything that can be wrong with it."""

import shutil
from pathlib import Path

import pytest

import iraqsec
from iraqsec.errors import MissingModelError
from iraqsec.languages import base as languages
from iraqsec.taggers.base import Context
from iraqsec.taggers.registry import make
from iraqsec.taggers.stanza import StanzaNames, folder, models
from iraqsec.taggers.together import Together

pytestmark = pytest.mark.filterwarnings("ignore")  # torch and stanza warn of each other's ways


def found(tagger: StanzaNames, lang: str, *texts: str) -> list[tuple[int, str, str]]:
    language = languages.get(lang)
    listed = [language.sentence(text, i) for i, text in enumerate(texts)]
    return [(m.sentence, m.label, m.text) for m in tagger.tag(listed, Context(language))]


def test_names_come_with_our_offsets_and_labels(stanza_folder: Path) -> None:
    tagger = StanzaNames(stanza_folder)
    told = found(
        tagger,
        "en",
        "Kamil Darwish said in Basra that Zagros Council agreed.",
        "",
        "Police in Tal Afar met Salwa Hatim of Tigris Bank today.",
    )
    assert told == [
        (0, "person", "Kamil Darwish"),
        (0, "place", "Basra"),
        (0, "organization", "Zagros Council"),
        (2, "place", "Tal Afar"),
        (2, "person", "Salwa Hatim"),
        (2, "organization", "Tigris Bank"),
    ]


def test_a_model_gets_the_spelling_of_the_text(stanza_folder: Path) -> None:
    extractor = iraqsec.load(tagger=f"stanza:{stanza_folder}")
    text = "قال كامِل درويش في البصرة إنّ مجلس زاكروس وافق ."
    named = {(e.text, e.found_by) for e in extractor.extract(text, lang="ar").entities if "stanza" in e.found_by}
    assert ("كامِل درويش", "stanza") in named
    assert ("مجلس زاكروس", "stanza") in named


def test_the_folder_is_that_of_the_environment(stanza_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STANZA_RESOURCES_DIR", str(stanza_folder))
    assert folder() == stanza_folder
    assert any(isinstance(tagger, Together) and "stanza" in tagger.taggers for tagger in make("stanza"))


def test_without_models_the_error_names_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STANZA_RESOURCES_DIR", str(tmp_path))
    with pytest.raises(
        MissingModelError, match=r"no Stanza name model in .*python -c .import stanza; stanza.download\('ar'"
    ) as error:
        iraqsec.load(tagger="stanza")
    assert "\n" not in str(error.value)


def test_a_language_without_a_model_says_so(stanza_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(stanza_folder / "en", tmp_path / "en")
    shutil.copy(stanza_folder / "resources.json", tmp_path)
    assert not models(tmp_path, "ar")
    with pytest.raises(MissingModelError, match=r"'ar'.*stanza.download\('ar'"):
        found(StanzaNames(tmp_path), "ar", "قال كامل درويش")


@pytest.mark.parametrize("broken", ["model", "resources"])
def test_a_broken_folder_says_what_to_fetch_again(stanza_folder: Path, tmp_path: Path, broken: str) -> None:
    shutil.copytree(stanza_folder, tmp_path, dirs_exist_ok=True)
    (tmp_path / {"model": "en/ner/tiny.pt", "resources": "resources.json"}[broken]).write_bytes(b"\x80broken")
    tagger = StanzaNames(tmp_path)
    with pytest.raises(MissingModelError, match=r"cannot be loaded .*; get it again with: python -c") as error:
        found(tagger, "en", "Kamil Darwish said so.")
    assert "\n" not in str(error.value)
