"""Training: the whole way from gold documents to tables, the same bytes each time."""

import gzip
import json
import tomllib
from pathlib import Path
from typing import Any

import attrs
import pytest
from attrs import evolve

from iraqsec.codec import to_plain
from iraqsec.errors import DataError
from iraqsec.events import loader, overlays
from iraqsec.events.builder import calibrated
from iraqsec.events.model import LogLinear
from iraqsec.events.scorer import Models, Settings
from iraqsec.events.weight_table import WeightTable
from iraqsec.languages.base import available
from iraqsec.learning import crossval, stages, tune, verdicts
from iraqsec.learning.crossval import folds_of
from iraqsec.learning.gold import GoldDocument, read_gold
from iraqsec.learning.train import read_all, train, write_events
from iraqsec.learning.tune import calibration_error, closest, event_f1, filler_threshold, platt
from iraqsec.pipeline import Extractor

pytestmark = pytest.mark.filterwarnings("ignore:.*use of fork:DeprecationWarning")


def write_gold(path: Path, documents: list[GoldDocument]) -> Path:
    path.write_text("".join(json.dumps(to_plain(document)) + "\n" for document in documents), encoding="utf-8")
    return path


def tables_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def text_of(path: Path) -> str:
    return gzip.decompress(path.read_bytes()).decode("utf-8")


@pytest.fixture(scope="module")
def trained(
    tmp_path_factory: pytest.TempPathFactory, gold_documents: list[GoldDocument]
) -> list[tuple[Path, Settings]]:
    """Train twice on the same documents, the second time in another order; return folders and settings."""
    out = []
    with pytest.MonkeyPatch.context() as patch:
        few = tuple(frame for frame in loader.built_in() if frame.name in ("Arrest", "Seizure"))
        for module in (loader, overlays, stages, tune, verdicts):
            patch.setattr(module, "built_in", lambda: few)
        patch.setattr(tune, "_EVENT_GRID", (0.3, 0.5))
        patch.setattr("iraqsec.learning.train.FOLDS", 2)
        for number, documents in enumerate((gold_documents, gold_documents[::-1])):
            folder = tmp_path_factory.mktemp(f"package{number}")
            gold = write_gold(folder.parent / f"gold{number}.jsonl", documents)
            said: list[str] = []
            out.append((folder, train([gold], say=said.append, package=folder)))
            assert said[0] == "12 documents"
            assert said[-1] == "tables written"
    return out


def test_all_tables_are_written(trained: list[tuple[Path, Settings]]) -> None:
    assert set(tables_of(trained[0][0])) >= {
        "events/weights/triggers.tsv.gz",
        "events/weights/revision.tsv.gz",
        "events/weights/arguments.tsv.gz",
        "events/weights/coreference.tsv.gz",
        "events/weights/verdict.tsv.gz",
        "events/weights/status.tsv.gz",
        "events/weights/settings.toml",
        "events/weights/vocabulary.tsv",
        "taggers/weights/fillers-ar.json.gz",
        "taggers/weights/fillers-en.json.gz",
    }


def test_training_twice_writes_the_same_bytes(trained: list[tuple[Path, Settings]]) -> None:
    (first, settings), (second, again) = trained
    assert tables_of(first) == tables_of(second)
    assert settings == again


def test_tables_are_sorted_and_read_back(trained: list[tuple[Path, Settings]]) -> None:
    weights = trained[0][0] / "events" / "weights"
    for path in weights.glob("*.tsv.gz"):
        text = text_of(path)
        lines = text.splitlines()
        assert lines == sorted(lines, key=lambda line: line.split("\t")[0])
        model = WeightTable(text.encode(), path.name)
        assert all(abs(weight) >= 0.01 for row in model.rows().values() for weight in row.values())
    words = (weights / "vocabulary.tsv").read_text(encoding="utf-8").splitlines()
    assert words == sorted(words, key=lambda line: line.split("\t")[:2])


def test_what_was_learned_finds_the_events_of_a_like_report(trained: list[tuple[Path, Settings]]) -> None:
    folder, settings = trained[0]
    names = [field.name for field in attrs.fields(Models) if field.name != "settings"]
    paths = {name: folder / "events" / "weights" / f"{name}.tsv.gz" for name in names}
    tables = {name: LogLinear(WeightTable(text_of(path).encode(), name)) for name, path in paths.items()}
    extractor = Extractor(models=Models(**tables, settings=settings), vocabulary={})
    text = "Soldiers arrested 9 dealers in Kut on Friday.\n\nGuards will confiscate 30 kg of hashish there."
    events = [event for event in extractor.extract(text).events if event.type in ("Arrest", "Seizure")]
    found = [(event.type, event.status, str(event.mentions[0])) for event in events]
    assert found == [("Arrest", "completed", "arrested"), ("Seizure", "planned", "confiscate")]


def test_learned_words_are_vocabulary(trained: list[tuple[Path, Settings]]) -> None:
    text = (trained[0][0] / "events" / "weights" / "vocabulary.tsv").read_text(encoding="utf-8")
    assert "en\tArrest\tarrested\n" in text
    assert "ar\tArrest\tاعتقلت\n" in text


def test_settings_read_back(tmp_path: Path) -> None:
    settings = Settings(event=0.35, argument=0.4, valued=0.3, calibration=(0.9, -0.1))
    write_events({}, settings, tmp_path)
    table: dict[str, Any] = tomllib.loads((tmp_path / "settings.toml").read_text())
    read: Any = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    assert Settings(**read) == settings


def test_every_document_is_in_one_fold(gold_documents: list[GoldDocument]) -> None:
    folds = folds_of(gold_documents, 3)
    assert folds == folds_of(gold_documents[::-1], 3)
    for code in ("ar", "en"):
        mine = [folds[document.id] for document in gold_documents if document.lang == code]
        assert sorted(mine) == [0, 0, 1, 1, 2, 2]


def test_gold_is_read_in_the_order_of_ids(tmp_path: Path, gold_documents: list[GoldDocument]) -> None:
    paths = [
        write_gold(tmp_path / "b.jsonl", gold_documents[6:]),
        write_gold(tmp_path / "a.jsonl", gold_documents[:6][::-1]),
    ]
    assert [document.id for document in read_all(paths)] == sorted(document.id for document in gold_documents)


def test_a_wrong_gold_file_is_told_before_anything_is_learned(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": "x"}\n', encoding="utf-8")
    with pytest.raises(DataError, match=r"gold\.jsonl:1: no gold document"):
        train([path], say=lambda _: None, package=tmp_path / "package")
    assert not (tmp_path / "package").exists()


@pytest.mark.parametrize("weight", [0, -1, float("nan"), float("inf")])
def test_a_weight_is_a_number_over_0(tmp_path: Path, gold_documents: list[GoldDocument], weight: float) -> None:
    path = write_gold(tmp_path / "gold.jsonl", [attrs.evolve(gold_documents[0], weight=weight)])
    with pytest.raises(DataError, match="a weight is a number over 0"):
        read_gold(path)


def test_only_differences_of_weight_count(gold_documents: list[GoldDocument]) -> None:
    heavier = [attrs.evolve(d, weight=6.0 if d is gold_documents[0] else 2.0) for d in gold_documents[:4]]
    weights = {e.document: e.weight for e in crossval.prepare(heavier, folds=2, iterations=2, workers=1).examples}
    assert weights[gold_documents[0].id] == pytest.approx(2.0)
    assert [weights[d.id] for d in gold_documents[1:4]] == pytest.approx([2 / 3] * 3)


def test_calibration_corrects_overconfidence() -> None:
    pairs = [(0.9, k % 2 == 0) for k in range(100)] + [(0.1, k % 5 == 0) for k in range(100)]
    slope, offset = platt(pairs)
    assert 0 < slope < 1
    assert calibrated(0.9, (slope, offset)) == pytest.approx(0.5, abs=0.02)
    assert calibrated(0.1, (slope, offset)) == pytest.approx(0.2, abs=0.02)


def test_one_outcome_calibrates_nothing() -> None:
    assert platt([(0.9, True), (0.4, True)]) == (1.0, 0.0)
    assert platt([]) == (1.0, 0.0)


def test_the_calibration_error_is_the_mean_gap() -> None:
    assert calibration_error([(0.75, True), (0.75, True), (0.75, True), (0.75, False)]) == pytest.approx(0.0)
    assert calibration_error([(1.0, False), (0.0, False)]) == pytest.approx(0.5)
    assert calibration_error([(0.95, True), (0.85, False)]) == pytest.approx(0.45)


def test_modules_agree_on_languages() -> None:
    assert set(crossval.LANGUAGES) <= set(available())
    assert crossval.ALL not in range(crossval.FOLDS)


def test_thresholds_are_chosen_on_the_heaviest_documents(gold_documents: list[GoldDocument]) -> None:
    heavy = [evolve(document, weight=3) for document in gold_documents[:2]]
    prepared = crossval.prepare([*heavy, *gold_documents[2:6]], folds=2, workers=1)
    names = {document.id for document in heavy}
    chosen = closest(prepared)
    assert {document.id for document in chosen.documents} == names
    assert {example.document for example in chosen.examples} == names
    assert chosen.fold == prepared.fold


def test_documents_of_one_weight_are_all_chosen(gold_documents: list[GoldDocument]) -> None:
    prepared = crossval.prepare(gold_documents[:4], folds=2, workers=1)
    assert closest(prepared).documents == gold_documents[:4]


def test_event_f1_counts_each_event_once() -> None:
    text = "Police arrested a man in Basra."
    event = {"type": "Arrest", "status": "completed", "mentions": [{"start": 7, "end": 15}], "arguments": []}
    told = GoldDocument(id="a", lang="en", text=text, events=(event,))
    quiet = GoldDocument(id="b", lang="en", text=text)
    assert event_f1([told, quiet], {"a": [event], "b": []}) == 1
    assert event_f1([told, quiet], {"a": [event], "b": [event]}) == pytest.approx(2 / 3)
    assert event_f1([quiet], {"b": []}) == 0


@pytest.mark.parametrize(("as_good", "chosen"), [(0.0, 0.45), (0.005, 0.225)])
def test_fillers_may_be_a_little_less_sure(as_good: float, chosen: float) -> None:
    """Of those at 0.41 two of five are right, which costs the F1 of all a little."""
    pairs = [(0.6, True)] * 200 + [(0.41, True)] * 4 + [(0.41, False)] * 6 + [(0.21, False)] * 50
    assert filler_threshold(pairs, 260, as_good=as_good) == chosen


def test_fillers_are_chosen_where_their_f1_is_best() -> None:
    """The wrong fillers are less likely than 0.4, the right ones not."""
    pairs = [(0.41, True)] * 50 + [(0.39, False)] * 50
    assert filler_threshold(pairs, 50) == 0.4
