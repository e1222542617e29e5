"""CAMeL Tools behind our interface, with a real small model, and everything that can be wrong with it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import iraqsec
from iraqsec.errors import MissingModelError
from iraqsec.languages import base as languages
from iraqsec.taggers.base import Context
from iraqsec.taggers.camel import CamelNames, clitics_of

pytestmark = pytest.mark.filterwarnings("ignore")  # torch and transformers warn of each other's ways


def found(tagger: CamelNames, *texts: str, lang: str = "ar") -> list[tuple[str, str]]:
    """Return what a tagger finds in texts, spelled as they are."""
    language = languages.get(lang)
    text = "\n".join(texts)
    listed, at = [], 0
    for i, one in enumerate(texts):
        listed.append(language.make_sentence(text, at, at + len(one), i))
        at += len(one) + 1
    return [
        (m.label, m.text) for m in tagger.tag(listed, Context(language, original=lambda start, end: text[start:end]))
    ]


def test_names_come_with_our_offsets_and_labels(camel_model: Path) -> None:
    told = found(
        CamelNames(camel_model),
        "قال كامل درويش في البصرة إن مجلس زاكروس وافق .",
        "",
        "التقت الشرطة في تلعفر مع سلوى حاتم من مصرف دجلة اليوم .",
    )
    assert told == [
        ("person", "كامل درويش"),
        ("place", "البصرة"),
        ("organization", "مجلس زاكروس"),
        ("place", "تلعفر"),
        ("person", "سلوى حاتم"),
        ("organization", "مصرف دجلة"),
    ]


def test_other_languages_are_left_alone(camel_model: Path) -> None:
    assert found(CamelNames(camel_model), "Kamil Darwish spoke.", lang="en") == []


def test_long_sentences_keep_their_words(camel_model: Path) -> None:
    text = " ".join(["قال كامل درويش في البصرة إن مجلس زاكروس وافق ."] * 40)
    assert found(CamelNames(camel_model), text).count(("place", "البصرة")) > 30


def test_morphology_cuts_clitics(camel_model: Path, morphology: Path) -> None:
    tagger = CamelNames(camel_model, morphology=morphology)
    tagger.tag([], Context(languages.get("ar")))
    found(tagger, "قال كامل درويش")
    assert tagger._tokenizer.tokenize(["وبتلعفر"]) == ["و+", "ب+", "تلعفر"]
    assert clitics_of(tagger._tokenizer.tokenize(["وبتلعفر"]), "وبتلعفر") == 2
    assert clitics_of(tagger._tokenizer.tokenize(["مجهول"]), "مجهول") == 0


def test_without_a_model_the_error_names_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAMELTOOLS_DATA", str(tmp_path))
    with pytest.raises(
        MissingModelError, match=r"no CAMeL name model in .*get it with: camel_data -i ner-arabert"
    ) as error:
        iraqsec.load(tagger="camel")
    assert "\n" not in str(error.value)


def test_a_broken_model_says_what_to_fetch_again(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{broken", encoding="utf-8")
    tagger = CamelNames(tmp_path)
    with pytest.raises(
        MissingModelError, match=r"cannot be loaded .*; get it again with: camel_data -i ner-arabert"
    ) as error:
        found(tagger, "قال كامل درويش")
    assert "\n" not in str(error.value)


def test_a_broken_morphology_says_what_to_fetch_again(camel_model: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.db"
    broken.write_text("###DEFINES###\nnonsense\n", encoding="utf-8")
    with pytest.raises(MissingModelError, match=r"morphology in .* cannot be loaded .*disambig-mle-calima-msa-r13"):
        found(CamelNames(camel_model, morphology=broken), "قال كامل درويش")


FRESH = """
import sys, socket
def refuse(*_): raise OSError("the network is off")
socket.socket.connect = refuse
from iraqsec.taggers.camel import CamelNames
from iraqsec.taggers.base import Context
from iraqsec.languages import base as languages
ar = languages.get("ar")
tagger = CamelNames(sys.argv[1])
sentence = ar.sentence("قال كامل درويش في تلعفر")
print([m.label for m in tagger.tag([sentence], Context(ar))])
"""


@pytest.mark.parametrize("state", ["no home", "no data", "broken catalogue"])
def test_a_fresh_process_needs_neither_home_nor_network(
    camel_model: Path, tmp_path: Path, state: str, root: Path
) -> None:
    home = tmp_path / "home"
    environment = {**os.environ, "HOME": str(home), "PYTHONPATH": str(root), "PYTHONIOENCODING": "utf-8"}
    environment.pop("CAMELTOOLS_DATA", None)
    if state == "no home":
        home.write_text("a file, so that nothing can be made under it", encoding="utf-8")
    else:
        home.mkdir()
    if state == "broken catalogue":
        (home / ".camel_tools").mkdir()
        (home / ".camel_tools" / "catalogue.json").write_text("{broken", encoding="utf-8")
    run = subprocess.run(  # noqa: S603 - our own interpreter and script
        [sys.executable, "-W", "ignore", "-c", FRESH, str(camel_model)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if state == "broken catalogue":
        assert "MissingModelError: camel-tools does not start" in run.stderr
        assert "camel_data" in run.stderr
    else:
        assert run.returncode == 0, run.stderr
        assert "person" in run.stdout
    if state == "no data":
        assert list(home.iterdir()) == []
