"""Cross-validation by document, and the training of what ships.

Each stage learns on what the stage before gives for documents that it was not trained on: the filler tagger and the learned
vocabulary of a document come from the other folds, so that the event models neither trust them too much nor are measured on
what they saw.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import define

from iraqsec.document import Span
from iraqsec.events.builder import draft_events, write_event
from iraqsec.events.loader import Frame
from iraqsec.events.scorer import Settings
from iraqsec.learning.event_models import Weights, models_of
from iraqsec.learning.examples import Example, examples
from iraqsec.learning.fillers import by_language, learn_fillers, model_of
from iraqsec.learning.gold import GoldDocument
from iraqsec.learning.vocabulary import learn_vocabulary
from iraqsec.pipeline import Extractor
from iraqsec.taggers.base import Tagger
from iraqsec.taggers.default import default_taggers
from iraqsec.taggers.fillers import Fillers

FOLDS = 4
LANGUAGES = ("ar", "en")


@define(eq=False)
class Prepared:
    """Gold documents with their scenes, each made by taggers that did not learn from it; ``fold`` by document id."""

    documents: Sequence[GoldDocument]
    examples: list[Example]
    fold: Mapping[str, int]


def folds_of(documents: Sequence[GoldDocument], folds: int = FOLDS) -> dict[str, int]:
    """Deal documents to folds, language by language, in the order of their ids: each document is in one fold."""
    out = {}
    for code in sorted({d.lang for d in documents}):
        for k, document in enumerate(sorted((d for d in documents if d.lang == code), key=lambda d: d.id)):
            out[document.id] = k % folds
    return out


def _taggers(models: Mapping[str, Any] | None) -> list[Tagger]:
    """Return the default taggers, with these filler models."""
    chosen = {code: model_of(table) for code, table in (models or {}).items()}
    return [Fillers(chosen) if tagger.name == "fillers" else tagger for tagger in default_taggers()]


def learn_lower(
    documents: Sequence[GoldDocument], train: set[str], *, iterations: int = 60
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Learn the filler tagger and the vocabulary of both languages from the documents whose ids are in ``train``."""
    base = list(examples([d for d in documents if d.id in train], Extractor(taggers=_rule_taggers(), vocabulary={})))
    fillers = {
        code: learn_fillers(part, iterations=iterations) for code in LANGUAGES if (part := by_language(base, code))
    }
    return fillers, {code: learn_vocabulary(by_language(base, code)) for code in LANGUAGES}


def _prepare_fold(documents: Sequence[GoldDocument], train: set[str], test: set[str], iterations: int) -> list[Example]:
    fillers, vocabulary = learn_lower(documents, train, iterations=iterations)
    extractor = Extractor(taggers=_taggers(fillers), vocabulary=vocabulary)
    return list(examples([d for d in documents if d.id in test], extractor))


def _rule_taggers() -> list[Tagger]:
    return [tagger for tagger in default_taggers() if tagger.name not in ("fillers", "phrases")]


def prepare(documents: Sequence[GoldDocument], *, folds: int = FOLDS, iterations: int = 60) -> Prepared:
    """Make the scenes of all documents, each fold's with lower stages learned from the other folds."""
    fold = folds_of(documents, folds)
    made: list[Example] = []
    for k in range(folds):
        train, test = {i for i, f in fold.items() if f != k}, {i for i, f in fold.items() if f == k}
        made += _prepare_fold(documents, train, test, iterations)
    return Prepared(documents, made, fold)


def predict(
    prepared: Prepared,
    weights: Mapping[str, Weights],
    settings: Settings,
    frames: Mapping[str, Frame],
    only: int | None = None,
) -> dict[str, list[dict[str, Any]]]:
    """Return the events of the documents of a fold (or of all), in the gold format, by document id."""
    models = models_of(weights, settings)
    texts = {d.id: d.text for d in prepared.documents}
    out: dict[str, list[dict[str, Any]]] = {}
    for example in prepared.examples:
        if only is not None and prepared.fold[example.document] != only:
            continue
        found = out.setdefault(example.document, [])
        view = example.view

        def raw(start: int, end: int, view: Any = view) -> Span:  # noqa: ANN401 - bound for each example
            return Span(*view.raw(start, end))

        for draft in draft_events(example.scene, frames, models):
            found.append(write_event(draft, example.scene, texts[example.document], raw, models).to_dict())
    return out
