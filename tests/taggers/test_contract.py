"""What holds of every tagger, by rule, by our weights, or by another library's model."""

from collections.abc import Callable
from pathlib import Path

import pytest

from iraqsec.document import Sentence
from iraqsec.errors import InputError
from iraqsec.languages import base as languages
from iraqsec.taggers.base import Context, Tagger
from iraqsec.taggers.calibration import Calibration
from iraqsec.taggers.camel import CamelNames
from iraqsec.taggers.names import Names
from iraqsec.taggers.registry import known, make, models_status
from iraqsec.taggers.stanza import StanzaNames
from iraqsec.taggers.together import Together

pytestmark = pytest.mark.filterwarnings("ignore")  # torch, stanza and transformers warn of each other's ways

TEXTS = {
    "en": [
        "Kamil Darwish said in Basra that Zagros Council agreed.",
        "",
        "…",
        "BASRA — 12 men (Col. Salwa Hatim) 3.5% x\u0301",
        "Tal Afar",
    ],
    "ar": [
        "قال كامل درويش في البصرة إن مجلس زاكروس وافق.",
        "",
        "«…»",
        "وبتلعفر ١٢٫٥ كغم، د. سلوى حاتم (م.م.)",
        "تلعفر",
    ],
}
LABELS = {
    "place",
    "organization",
    "person",
    "group",
    "time",
    "number",
    "phrase",
    "ACTOR",
    "THING",
    "TOPIC",
    "TITLE",
    "TARGET",
    "PLACE",
}
RULES = ["times", "places", "organizations", "persons", "names", "quantities", "fillers", "phrases"]
MODELS = ["stanza", "camel", "together", "calibrated"]
CALIBRATION = Calibration(
    ("rules", "default", "stanza", "camel"),
    (),
    {
        (lang, label): {("none", "none", "same", "same", "0"): (9, 10), ("none", "none", "same", "none", "0"): (3, 10)}
        for lang in ("ar", "en")
        for label in ("person", "organization", "place")
    },
)


@pytest.fixture(scope="session")
def tagger_named(request: pytest.FixtureRequest) -> Callable[[str], Tagger]:
    def named(name: str) -> Tagger:
        if name in RULES:
            return next(tagger for tagger in make("default") if tagger.name == name)
        stanza = StanzaNames(request.getfixturevalue("stanza_folder")) if name != "camel" else None
        camel = CamelNames(request.getfixturevalue("camel_model")) if name != "stanza" else None
        if stanza and camel:
            several = {"stanza": stanza, "camel": camel}
            return (
                Together({"default": Names(), **several}, [CALIBRATION]) if name == "calibrated" else Together(several)
            )
        assert stanza or camel
        return stanza or camel  # type: ignore[return-value]

    return named


def scene(lang: str) -> tuple[list[Sentence], Context]:
    """Return sentences of one article, with what the rules for names saw in them."""
    language = languages.get(lang)
    text = "\n".join(TEXTS[lang])
    sentences, at = [], 0
    for i, line in enumerate(TEXTS[lang]):
        sentences.append(language.make_sentence(text, at, at + len(line), i))
        at += len(line) + 1
    context = Context(language, original=lambda start, end: text[start:end])
    for tagger in make("default")[:4]:
        context.seen.extend(tagger.tag(sentences, context))
    return sentences, context


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("name", [*RULES, *MODELS])
def test_mentions_are_cut_from_their_sentence(tagger_named: Callable[[str], Tagger], name: str, lang: str) -> None:
    tagger = tagger_named(name)
    sentences, context = scene(lang)
    before = list(context.seen)
    found = list(tagger.tag(sentences, context))
    assert context.seen == before, "a tagger yields; the pipeline keeps"
    for mention in found:
        sentence = sentences[mention.sentence]
        assert sentence.start <= mention.start < mention.end <= sentence.end
        assert sentence.text[mention.start - sentence.start : mention.end - sentence.start] == mention.text
        assert 0 <= mention.first < mention.last <= len(sentence.tokens)
        assert sentence.tokens[mention.first].start <= mention.start
        assert mention.end <= sentence.tokens[mention.last - 1].end
        assert 0 < mention.score <= 1
        assert mention.found_by
    assert [m.sentence for m in found] == sorted(m.sentence for m in found)


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("name", [*RULES, *MODELS])
def test_the_same_text_gives_the_same_mentions(tagger_named: Callable[[str], Tagger], name: str, lang: str) -> None:
    tagger = tagger_named(name)

    def told() -> list[tuple[int, int, str, float, str]]:
        sentences, context = scene(lang)
        return [(m.start, m.end, m.label, m.score, m.found_by) for m in tagger.tag(sentences, context)]

    assert told() == told()


@pytest.mark.parametrize("name", [*RULES, *MODELS])
def test_no_sentences_no_mentions(tagger_named: Callable[[str], Tagger], name: str) -> None:
    for lang in ("ar", "en"):
        assert list(tagger_named(name).tag([], Context(languages.get(lang)))) == []


# -- by name ------------------------------------------------------------------------------------------------------------------


def test_default_is_the_rules_and_our_weights() -> None:
    assert [tagger.name for tagger in make("default")] == RULES


def test_models_take_the_place_of_our_weights_or_stand_beside_them(stanza_folder: Path, camel_model: Path) -> None:
    stanza, camel = f"stanza:{stanza_folder}", f"camel:{camel_model}"
    for wanted, names in ([stanza], ["stanza"]), (["default", stanza, camel], ["default", "stanza", "camel"]):
        made = make(wanted)
        assert [t.name for t in made] == [name if name != "names" else "together" for name in RULES]
        together = made[RULES.index("names")]
        assert isinstance(together, Together)
        assert list(together.taggers) == names


def test_what_two_find_comes_once_and_names_both(stanza_folder: Path, camel_model: Path) -> None:
    sentences, context = scene("ar")
    context.seen.clear()
    together = Together({"stanza": StanzaNames(stanza_folder), "camel": CamelNames(camel_model)})
    found = [m for m in together.tag(sentences, context) if m.text == "كامل درويش"]
    assert [(m.label, m.found_by) for m in found] == [("person", "stanza+camel")]


def test_a_calibrated_union_is_surer_of_what_two_find(tagger_named: Callable[[str], Tagger]) -> None:
    together = tagger_named("calibrated")
    sentences, context = scene("ar")
    context.seen.clear()
    agreed = {m.text: m.score for m in together.tag(sentences, context)}["مجلس زاكروس"]
    (sentences, context), alone = scene("ar"), Together({"stanza": tagger_named("stanza")}, [CALIBRATION])
    context.seen.clear()
    assert {m.text: m.score for m in alone.tag(sentences, context)}["مجلس زاكروس"] < agreed


@pytest.mark.parametrize("wrong", ["stanford", ["default", "stanford"]])
def test_an_unknown_tagger_is_told_the_known_ones(wrong: str | list[str]) -> None:
    with pytest.raises(InputError, match=r"unknown tagger 'stanford'; known: camel, default, stanza"):
        make(wrong)


@pytest.mark.parametrize("wrong", [[], [3]])
def test_what_is_no_name_is_refused(wrong: list[str]) -> None:
    with pytest.raises(InputError, match="a tagger is chosen by name"):
        make(wrong)


def installed(folder: Path, monkeypatch: pytest.MonkeyPatch, body: str, target: str) -> None:
    """Install a package that offers a tagger, as pip would leave it."""
    (folder / "their_tagger.py").write_text(body, encoding="utf-8")
    info = folder / "their_tagger-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: their-tagger\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(f"[iraqsec.taggers]\ntheirs = {target}\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(folder))


THEIRS = """
from iraqsec.document import mention_of
from iraqsec.taggers.base import Tagger
class Theirs(Tagger):
    name = "theirs"
    def tag(self, sentences, context):
        for sentence in sentences:
            if sentence.tokens:
                yield mention_of(sentence, 0, 1, "person", score=0.5, found_by="theirs")
def nothing():
    return 3
def failing():
    raise RuntimeError("their fault")
"""


def test_packages_may_offer_taggers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(tmp_path, monkeypatch, THEIRS, "their_tagger:Theirs")
    assert "theirs" in known()
    together = next(tagger for tagger in make("theirs") if isinstance(tagger, Together))
    assert [tagger.name for tagger in together.taggers.values()] == ["theirs"]


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("nothing", "is no iraqsec.taggers.base.Tagger"),
        ("failing", "cannot be made: RuntimeError: their fault"),
        ("absent", "cannot be made"),
    ],
)
def test_a_package_that_offers_none_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str, said: str
) -> None:
    installed(tmp_path, monkeypatch, THEIRS, f"their_tagger:{target}")
    with pytest.raises(InputError, match=said):
        make("theirs")


def test_status_names_a_folder_and_a_command(
    tmp_path: Path, stanza_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMELTOOLS_DATA", str(tmp_path))
    monkeypatch.setenv("STANZA_RESOURCES_DIR", str(stanza_folder))
    told = {(s.tagger, s.lang): s for s in models_status()}
    assert told["default", "ar"].ready
    assert told["default", "en"].ready
    assert told["stanza", "ar"].ready
    assert told["stanza", "ar"].note == "tiny"
    assert not told["camel", "ar"].ready
    assert told["camel", "ar"].command == "camel_data -i ner-arabert"
    assert str(tmp_path) in told["camel", "ar"].where
