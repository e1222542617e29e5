"""`iraqsec train GOLD…`: rebuild every table that is learned from gold documents, deterministically."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import asdict, define

from iraqsec.events.scorer import Settings
from iraqsec.events.weight_table import format_table
from iraqsec.learning.accuracy import accuracy_page
from iraqsec.learning.crossval import ALL, FOLDS, Lower, Prepared, prepare
from iraqsec.learning.event_models import Weights
from iraqsec.learning.files import write_compressed
from iraqsec.learning.fillers import write
from iraqsec.learning.gold import GoldDocument, read_gold
from iraqsec.learning.stages import learn_stages
from iraqsec.learning.tune import FoldModels, tune, tune_joining
from iraqsec.learning.verdicts import learn_verdicts

PACKAGE = Path(__file__).resolve().parent.parent


@define(eq=False)
class CrossValidated:
    """What cross-validation gave: the prepared documents, the models by fold, the settings, and the predictions."""

    prepared: Prepared
    stages: Mapping[int, Mapping[str, Weights]]
    settings: Settings
    predictions: Mapping[str, Sequence[Mapping[str, Any]]]


def cross_validate(paths: Sequence[Path], *, say: Callable[[str], None] = print) -> CrossValidated:
    """Learn on the folds of gold files and predict each document by models that did not see it.

    Raises:
        DataError: a gold file is wrong.
    """
    documents = read_all(paths)
    say(f"{len(documents)} documents")
    prepared = prepare(documents, folds=FOLDS)
    say(f"{len(prepared.examples)} articles prepared; learning in {FOLDS} folds")
    stages = learn_stages(prepared)
    joined = tune_joining(FoldModels(prepared, stages))
    say(f"mentions are joined from {joined.same_event}; learning which events stand")
    stages = learn_verdicts(prepared, stages, joined)
    settings, predictions = tune(FoldModels(prepared, stages), joined)
    say(f"settings: {settings}")
    return CrossValidated(prepared, stages, settings, predictions)


def train(
    paths: Sequence[Path], *, say: Callable[[str], None] = print, package: Path = PACKAGE, page: Path | None = None
) -> Settings:
    """Learn from gold files and write all tables into the package; return the settings that were chosen.

    ``page`` is where the accuracy page of the documentation is written, if anywhere.

    Raises:
        DataError: a gold file is wrong.
    """
    found = cross_validate(paths, say=say)
    write_events(found.stages[ALL], found.settings, package / "events" / "weights")
    _write_lower(found.prepared.lower, package)
    if page is not None:
        names = " ".join(path.name for path in paths)
        page.write_text(accuracy_page(found.prepared, found.predictions, found.settings, names), encoding="utf-8")
    say("tables written")
    return found.settings


def read_all(paths: Sequence[Path]) -> list[GoldDocument]:
    """Read gold files, in the order of their documents' ids."""
    return sorted((d for path in paths for d in read_gold(path)), key=lambda d: d.id)


def write_events(weights: Mapping[str, Weights], settings: Settings, folder: Path) -> None:
    """Write the tables of the event models and their settings."""
    for name, table in weights.items():
        write_compressed(format_table(table), folder / f"{name}.tsv.gz")
    (folder / "settings.toml").write_text(_toml(settings), encoding="utf-8")


def _toml(settings: Settings) -> str:
    lines = ["# Thresholds and calibration, chosen by cross-validation; written by `iraqsec train`.", ""]
    for key, value in asdict(settings).items():
        lines.append(f"{key} = {list(value) if isinstance(value, tuple) else value}")
    return "\n".join(lines) + "\n"


def _write_lower(lower: Lower, package: Path) -> None:
    """Write the filler tagger and the vocabulary."""
    fillers, vocabulary = lower
    for code, table in fillers.items():
        write(table, package / "taggers" / "weights" / f"fillers-{code}.json.gz")
    rows = [f"{code}\t{name}\t{words}\n" for code, pairs in sorted(vocabulary.items()) for name, words in pairs]
    (package / "events" / "weights" / "vocabulary.tsv").write_text("".join(rows), encoding="utf-8")
