"""Calibrated scores: their estimate, their files and what is wrong with them, and whom the union believes."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import iraqsec
from iraqsec.document import EntityMention, Sentence, mention_of
from iraqsec.errors import DataError, InputError
from iraqsec.languages import base as languages
from iraqsec.taggers.base import Context, Tagger
from iraqsec.taggers.calibration import (
    FILE,
    NEUTRAL,
    Calibration,
    Key,
    Situation,
    best,
    home_of,
    read_calibration,
    shipped,
)
from iraqsec.taggers.names import Names
from iraqsec.taggers.registry import make, models_status
from iraqsec.taggers.together import Together

pytestmark = pytest.mark.filterwarnings("ignore")  # torch and stanza warn of each other's ways

GOOD = """
format = 1
columns = ["rules", "default", "stanza"]
edges = [0.4]

[en.person]
"none same same 1" = [30, 30]
"none same none 0" = [2, 10]
"none same none 1" = [8, 10]
"none none same 1" = [5, 20]
"none overlap same 1" = [1, 20]
"none same overlap 1" = [9, 10]

[ar.organization]
"none none same 1" = [19, 20]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / FILE
    path.write_text(GOOD, encoding="utf-8")
    return path


def asked(label: str = "person", score: float = 0.5, lang: str = "en", **found: str) -> Situation:
    return Situation(lang, label, found, score)


def smoothed(*shares: tuple[int, int]) -> float:
    """Return the m-estimate with four examples' worth of each wider situation, the widest first."""
    probability = 0.5
    for right, found in shares:
        probability = (right + 4 * probability) / (found + 4)
    return probability


# -- the estimate -------------------------------------------------------------------------------------------------------------


def test_each_situation_leans_on_the_wider_one(file: Path) -> None:
    made = read_calibration(file)
    by_ours = asked(score=0.9, rules="none", default="same", stanza="none")
    assert made.probability(by_ours) == pytest.approx(smoothed((55, 100), (19, 30), (10, 20), (8, 10)))
    unsure = asked(score=0.1, rules="none", default="same", stanza="none")
    assert made.probability(unsure) == pytest.approx(smoothed((55, 100), (19, 30), (10, 20), (2, 10)))


def test_a_tagger_that_is_not_asked_is_summed_over(file: Path) -> None:
    made = read_calibration(file)
    alone = asked(rules="none", stanza="same")
    assert made.probability(alone) == pytest.approx(smoothed((36, 70), (36, 70), (36, 70)))
    ours = asked(rules="none", default="same")
    assert made.probability(ours) == pytest.approx(smoothed((49, 60), (49, 60), (49, 60)))


def test_what_was_never_counted_has_no_probability(file: Path) -> None:
    made = read_calibration(file)
    for unknown in (asked("place", stanza="same"), asked(lang="ar", stanza="same"), asked(camel="same")):
        assert made.probability(unknown) is None
    assert best([made], asked(camel="same")) is None
    assert best([], asked(stanza="same")) is None


def test_the_calibration_that_knows_more_of_those_asked_counts(file: Path) -> None:
    both = read_calibration(file)
    ours = Calibration(("rules", "default"), (), {("en", "person"): {("none", "same", "0"): (99, 100)}})
    where = asked(rules="none", default="same", stanza="overlap")
    assert best([ours, both], where) == both.probability(where)
    where = asked(rules="none", default="same")
    assert best([ours, both], where) == ours.probability(where), "as many known: the surer one"


Counts = dict[tuple[str, str], dict[Key, tuple[int, int]]]

COUNTS = st.tuples(st.integers(0, 50), st.integers(1, 50)).map(lambda pair: (min(pair), max(pair)))
ROWS = st.dictionaries(
    st.tuples(*[st.sampled_from(["same", "overlap", "none"])] * 3, st.sampled_from("012")), COUNTS, min_size=1
)


@given(ROWS, st.floats(0, 1), *[st.sampled_from(["same", "overlap", "none"])] * 3)
def test_no_count_makes_a_find_certain(
    rows: dict[Key, tuple[int, int]], score: float, rules: str, default: str, stanza: str
) -> None:
    counts: Counts = {("en", "person"): dict(rows.items())}
    made = Calibration(("rules", "default", "stanza"), (0.3, 0.6), counts)
    told = made.probability(asked(score=score, rules=rules, default=default, stanza=stanza))
    assert (told is None) == ("same" not in (default, stanza))
    assert told is None or 0 < told < 1


# -- files --------------------------------------------------------------------------------------------------------------------


def test_what_is_written_is_read(file: Path, tmp_path: Path) -> None:
    made = read_calibration(file)
    other = tmp_path / "other.toml"
    other.write_text(made.dump(), encoding="utf-8")
    again = read_calibration(other)
    assert (again.columns, again.edges, again.counts) == (made.columns, made.edges, made.counts)
    assert again.dump() == made.dump()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("format = 1", "format = ", "no TOML"),
        ("format = 1", "format = 2", "format: must be 1, not 2"),
        ('["rules", "default", "stanza"]', '"stanza"', "columns: must be a list"),
        ('["rules", "default", "stanza"]', '["rules"]', "columns: must name each tagger once, and one at least"),
        ("[0.4]", "[40]", "edges: must be a list of numbers from 0 to 1"),
        ("[0.4]", "[0.4, 0.2]", "edges: must ascend"),
        ("[en.person]", "[en.people]", r"en.people: no table of a label \(known: person, organization, place\)"),
        ("edges = [0.4]", "edges = [0.4]\nbins = 3", "bins: unknown key"),
        ("none same same 1", "none same 1", "en.person: 'none same 1': needs rules, default, stanza"),
        ("none same same 1", "none same equal 1", "needs rules, default, stanza, each same, overlap, none, and a bin"),
        ("none same same 1", "none same same 2", "the bin must be one of 0, 1"),
        ("[30, 30]", "[31, 30]", r"must be \[right, found\], with 0 <= right <= found, not \[31, 30\]"),
        ("[30, 30]", "0.9", r"must be \[right, found\]"),
        ("[30, 30]", "[0, 0]", r"must be \[right, found\]"),
        ("[30, 30]", "[true, true]", r"must be \[right, found\]"),
    ],
)
def test_a_broken_calibration_says_what_is_wrong(file: Path, old: str, new: str, said: str) -> None:
    file.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError, match=said) as error:
        iraqsec.load(calibration=file)
    assert str(file) in str(error.value)


def test_all_rows_that_are_wrong_are_told(file: Path) -> None:
    file.write_text(GOOD.replace("[30, 30]", "[31, 30]").replace("[19, 20]", "[-1, 20]"), encoding="utf-8")
    with pytest.raises(DataError) as error:
        read_calibration(file)
    assert len(error.value.problems) == 3
    assert "iraqsec train calibration" in error.value.problems[-1]


def test_files_that_are_not_there_or_of_others_are_told(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "camel.toml"
    other.write_text('format = 1\ncolumns = ["camel"]\nedges = []\n', encoding="utf-8")
    with pytest.raises(DataError) as error:
        iraqsec.load(calibration=[file, other, tmp_path / "absent.toml"])
    assert "camel.toml: is of camel, not of default" in str(error.value)
    assert "absent.toml: cannot be read" in str(error.value)


# -- the union ----------------------------------------------------------------------------------------------------------------


class Says(Tagger):
    """Finds the words that it was told, with one score."""

    name = "says"

    def __init__(self, *finds: tuple[str, str], score: float = NEUTRAL) -> None:
        self.finds, self.score = finds, score

    def tag(self, sentences: Sequence[Sentence], context: Context) -> Iterator[EntityMention]:  # noqa: ARG002 - the contract's
        for sentence in sentences:
            words = [token.text for token in sentence.tokens]
            for text, label in self.finds:
                parts = text.split()
                for at in range(len(words)):
                    if words[at : at + len(parts)] == parts:
                        yield mention_of(
                            sentence, at, at + len(parts), label, score=self.score, found_by=f"says {label}"
                        )


TEXT = "Yesterday Zorbat Velumko Drabin came to Basra again."


def told(together: Together, text: str = TEXT) -> list[tuple[str, str, float, str]]:
    language = languages.get("en")
    sentences = [language.sentence(text)]
    context = Context(language)
    for tagger in make("default")[:4]:
        context.seen.extend(tagger.tag(sentences, context))
    return [(m.text, m.label, m.score, m.found_by) for m in together.tag(sentences, context)]


@pytest.fixture
def pair() -> Calibration:
    person: dict[Key, tuple[int, int]] = {
        ("none", "same", "overlap", "0"): (10, 20),
        ("none", "overlap", "same", "0"): (18, 20),
    }
    person |= {("none", "same", "none", "0"): (12, 20), ("none", "same", "same", "0"): (40, 40)}
    rows: Counts = {("en", "person"): person, ("en", "organization"): {("none", "overlap", "same", "0"): (1, 20)}}
    return Calibration(("rules", "one", "other"), (), rows)


def test_of_finds_that_overlap_the_likelier_stays(pair: Calibration) -> None:
    one, short = Says(("Zorbat Velumko", "person")), Says(("Velumko Drabin", "person"))
    found = told(Together({"one": one, "other": short}, [pair]))
    assert [(text, label) for text, label, _, _ in found] == [("Velumko Drabin", "person")]
    body = Says(("Velumko Drabin", "organization"))
    found = told(Together({"one": one, "other": body}, [pair]))
    assert [(text, label) for text, label, _, _ in found] == [("Zorbat Velumko", "person")]


@pytest.mark.parametrize("order", [("one", "other"), ("other", "one")])
def test_the_order_of_the_taggers_does_not_decide(pair: Calibration, order: tuple[str, str]) -> None:
    taggers = {"one": Says(("Zorbat Velumko", "person")), "other": Says(("Velumko Drabin", "person"))}
    found = told(Together({name: taggers[name] for name in order}, [pair]))
    assert [text for text, _, _, _ in found] == ["Velumko Drabin"]


def test_the_score_is_the_probability_of_the_situation(pair: Calibration) -> None:
    both = Together({"one": Says(("Zorbat", "person")), "other": Says(("Zorbat", "person"))}, [pair])
    alone = Together({"one": Says(("Zorbat", "person")), "other": Says()}, [pair])
    ((*_, agreed, found_by),), ((*_, single, _),) = told(both), told(alone)
    assert agreed == pair.probability(asked(rules="none", one="same", other="same"))
    assert single == pair.probability(asked(rules="none", one="same", other="none"))
    assert agreed > single
    assert found_by == "says person"


def test_without_a_calibration_a_find_keeps_its_own_score() -> None:
    found = told(Together({"one": Says(("Zorbat", "person")), "other": Says(("Zorbat Velumko", "person"), score=0.7)}))
    assert found == [("Zorbat Velumko", "person", 0.7, "says person")]
    equal = Together({"one": Says(("Zorbat", "person")), "other": Says(("Zorbat Velumko", "person"))})
    assert [text for text, *_ in told(equal)] == ["Zorbat"], "of equal ones the first tagger's"


@pytest.mark.parametrize("label", ["person", "organization", "place"])
def test_the_gazetteer_is_never_overridden(label: str) -> None:
    sure = Calibration(("one",), (), {("en", label): {("same", "0"): (1000, 1000)}})
    together = Together({"one": Says(("Basra", label), ("to Basra again", label), score=1.0)}, [sure])
    assert [text for text, *_ in told(together)] == ["to Basra again"], "what lies around it may be added"
    text = iraqsec.extract(TEXT, lang="en")
    assert ("Basra", "place") in {(e.text, e.type) for e in text.entities}


def test_other_labels_pass() -> None:
    found = told(Together({"one": Says(("Zorbat", "event name"), ("Zorbat Velumko", "person"))}))
    assert [(text, label) for text, label, *_ in found] == [("Zorbat", "event name"), ("Zorbat Velumko", "person")]


# -- our own weights ----------------------------------------------------------------------------------------------------------


def test_ours_ships_calibrated() -> None:
    own = shipped()
    assert own is not None
    assert own.taggers == ("default",)
    for lang in ("ar", "en"):
        for label in ("person", "organization", "place"):
            told = [own.probability(asked(label, score, lang, rules="none", default="same")) for score in (0.0, 1.0)]
            assert all(p is not None and 0 < p < 1 for p in told)


def test_the_default_scores_finds_by_its_calibration() -> None:
    text = "On Monday Gretchen Oberhauser told reporters in Trondheim that Baghdad had agreed."
    language = languages.get("en")
    context, sentences = Context(language), [language.sentence(text)]
    plain = {m.text: m.score for m in Names().found(sentences, context)}
    scored = {m.text: m.score for m in Names().tag(sentences, context)}
    own = shipped()
    assert own is not None
    name = "Gretchen Oberhauser"
    assert scored[name] == own.probability(asked(score=plain[name], rules="none", default="same"))
    assert {m.text: m.score for m in Together({"default": Names()}).tag(sentences, context)} == scored


# -- other libraries' models --------------------------------------------------------------------------------------------------


def test_a_calibration_beside_the_model_is_found(
    stanza_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = tmp_path / "resources"
    where.mkdir()
    for part in stanza_folder.iterdir():
        (where / part.name).symlink_to(part)
    text = "قال كامل درويش في البصرة إن مجلس زاكروس وافق ."

    def scores(wanted: str | list[str], **more: Path) -> dict[str, float]:
        found = iraqsec.load(tagger=wanted, calibration=more.get("calibration")).extract(text, lang="ar").entities
        return {entity.text: entity.confidence for entity in found if "stanza" in entity.found_by}

    monkeypatch.setenv("STANZA_RESOURCES_DIR", str(where))
    before = {(s.tagger, s.lang): s.calibration for s in models_status()}
    assert "none, its finds count 0.5" in before["stanza", "en"]
    assert "iraqsec train calibration --tagger stanza GOLD" in before["stanza", "en"]
    assert before["default", "en"] == "comes with iraqsec"
    plain = scores("stanza")
    assert set(plain.values()) == {NEUTRAL}

    (where / FILE).write_text(GOOD, encoding="utf-8")
    assert {(s.tagger, s.lang): s.calibration for s in models_status()}["stanza", "en"] == str(where / FILE)
    beside = scores(["default", "stanza"])
    given = scores(["default", f"stanza:{stanza_folder}"], calibration=where / FILE)
    assert beside == given
    made = read_calibration(where / FILE)
    assert beside["مجلس زاكروس"] in {
        round(made.probability(asked("organization", 0.5, "ar", rules=r, default=d, stanza="same")) or 0, 3)
        for r in ("none", "overlap")
        for d in ("none", "same", "overlap")
    }

    (where / FILE).write_text("format = 3", encoding="utf-8")
    assert "broken" in {(s.tagger, s.lang): s.calibration for s in models_status()}["stanza", "en"]
    with pytest.raises(DataError, match="format: must be 1"):
        iraqsec.load(tagger="stanza")


def test_a_tagger_without_a_folder_has_no_file() -> None:
    assert home_of(Says()) is None
    assert home_of(Names()) is None


def test_a_tagger_asked_twice_is_refused(stanza_folder: Path) -> None:
    with pytest.raises(InputError, match="'stanza' is there twice"):
        make([f"stanza:{stanza_folder}", f"stanza:{stanza_folder}/"])
