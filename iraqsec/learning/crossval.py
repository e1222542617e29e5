"""Cross-validation by document, and the training of what ships.

Each stage learns on what the stage before gives for documents that it was not trained on: the filler tagger and the learned
vocabulary of a document come from the other folds, so that the event models neither trust them too much nor are measured on
what they saw.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import define, evolve

from iraqsec.document import Span
from iraqsec.events.builder import draft_proposed, propose, write_event
from iraqsec.events.loader import Frame
from iraqsec.events.scorer import Settings, score_triggers
from iraqsec.learning.event_models import Weights, models_of
from iraqsec.learning.examples import Example, examples
from iraqsec.learning.fillers import by_language, learn_fillers, model_of
from iraqsec.learning.forks import WORKERS, spread
from iraqsec.learning.fragments import fragments
from iraqsec.learning.gold import GoldDocument
from iraqsec.learning.vocabulary import learn_vocabulary
from iraqsec.pipeline import Extractor
from iraqsec.taggers.base import Tagger
from iraqsec.taggers.default import default_taggers
from iraqsec.taggers.fillers import Fillers

FOLDS = 4
ALL = -1
"""The number of the "fold" that learns on every document: what ships."""

LANGUAGES = ("ar", "en")


Lower = tuple[dict[str, Any], dict[str, Any]]
"""The lower stages: the tagger of fillers and the vocabulary, each by language."""

Predictions = dict[str, list[dict[str, Any]]]
"""Events in the gold format, by document id."""


@define(eq=False)
class Prepared:
    """Gold documents with their scenes, each made by taggers that did not learn from it; ``fold`` by document id.

    ``fragments`` are paragraphs of them, which are learned from beside the whole and measured by no one (`fold` knows them
    too); ``lower`` are the tagger of fillers and the vocabulary, by language, that all documents teach.
    """

    documents: Sequence[GoldDocument]
    examples: list[Example]
    fragments: list[Example]
    fold: Mapping[str, int]
    lower: Lower

    @property
    def learned(self) -> list[Example]:
        """All that the event models learn from."""
        return [*self.examples, *self.fragments]


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


def first_examples(documents: Sequence[GoldDocument]) -> list[Example]:
    """Analyze gold documents by rules alone: what the lower stages learn from."""
    return list(examples(documents, Extractor(taggers=_rule_taggers(), vocabulary={})))


def learn_lower(base: Sequence[Example], train: set[str], *, iterations: int = 60) -> Lower:
    """Learn the filler tagger and the vocabulary of both languages from the documents whose ids are in ``train``."""
    chosen = [example for example in base if example.document in train]
    fillers = {
        code: learn_fillers(part, iterations=iterations) for code in LANGUAGES if (part := by_language(chosen, code))
    }
    return fillers, {code: learn_vocabulary(by_language(chosen, code)) for code in LANGUAGES}


def _rule_taggers() -> list[Tagger]:
    return [tagger for tagger in default_taggers() if tagger.name not in ("fillers", "phrases")]


def prepare(
    documents: Sequence[GoldDocument], *, folds: int = FOLDS, iterations: int = 60, workers: int = WORKERS
) -> Prepared:
    """Make the scenes of all documents, each fold's with lower stages learned from the other folds."""
    fold = folds_of(documents, folds)
    base = first_examples(documents)
    lower, *learned = spread(_learn_lower, (base, fold, iterations), [ALL, *range(folds)], workers)
    del base  # memory: from here on the documents are seen with what was learned
    parts = list(fragments(documents))
    fold |= {part.id: fold[whole.id] for whole, part in parts}
    made: list[Example] = []
    beside: list[Example] = []
    for k, (fillers, vocabulary) in enumerate(learned):
        extractor = Extractor(taggers=_taggers(fillers), vocabulary=vocabulary)
        made += examples([d for d in documents if fold[d.id] == k], extractor)
        beside += examples([part for _, part in parts if fold[part.id] == k], extractor)
    usual = sum(document.weight for document in documents) / max(1, len(documents))
    for example in (*made, *beside):
        example.weight /= usual  # only the differences count: how much is learned altogether is up to the fitting
    return Prepared(documents, made, beside, fold, lower)


def _learn_lower(shared: tuple[list[Example], Mapping[str, int], int], fold: int) -> Lower:
    base, folds, iterations = shared
    return learn_lower(base, {name for name, number in folds.items() if number != fold}, iterations=iterations)


def predict(
    prepared: Prepared,
    weights: Mapping[str, Weights],
    settings: Sequence[Settings],
    frames: Mapping[str, Frame],
    only: int | None = None,
) -> list[Predictions]:
    """Return for each of some settings the events of the documents of a fold (or of all)."""
    models = [models_of(weights, settings[0])]
    models += [evolve(models[0], settings=other) for other in settings[1:]]
    joining = list({chosen.settings.same_event: chosen for chosen in models}.values())
    texts = {d.id: d.text for d in prepared.documents}
    out: list[Predictions] = [{} for _ in settings]
    for example in prepared.examples:
        if only is not None and prepared.fold[example.document] != only:
            continue
        view = example.view

        def raw(start: int, end: int, view: Any = view) -> Span:  # noqa: ANN401 - bound for each example
            return Span(*view.raw(start, end))

        score_triggers(example.scene, models[0])
        proposed = {chosen.settings.same_event: propose(example.scene, frames, chosen) for chosen in joining}
        for found, chosen in zip(out, models, strict=True):
            drafts = draft_proposed(example.scene, proposed[chosen.settings.same_event], chosen)
            events = [write_event(d, example.scene, texts[example.document], raw, chosen).to_dict() for d in drafts]
            found.setdefault(example.document, []).extend(events)
        example.scene.forget()
    return out
