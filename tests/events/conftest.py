"""Small scenes: sentences with hand-placed mentions and triggers."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Protocol

import attrs
import pytest

from iraqsec.document import EntityMention, Sentence, mention_of
from iraqsec.events.candidates import Scene
from iraqsec.events.matcher import Trigger
from iraqsec.events.model import LogLinear
from iraqsec.events.scorer import Models, Settings
from iraqsec.languages.base import get
from iraqsec.languages.folding import fold


def span_of(sentence: Sentence, words: str) -> tuple[int, int]:
    """Return the tokens that hold these words; the first time that they stand there."""
    at = sentence.start + sentence.text.index(fold(words).text)
    return sentence.tokens_between(at, at + len(fold(words).text))


def mention(sentence: Sentence, words: str, label: str, **more: Any) -> EntityMention:  # noqa: ANN401 - any field
    """Return a mention of these words."""
    return mention_of(sentence, *span_of(sentence, words), label, **more)


def trigger(sentence: Sentence, words: str, name: str, **more: Any) -> Trigger:  # noqa: ANN401 - any field
    """Return a trigger candidate of these words: a strong verb that is likely, if nothing else is said."""
    first, last = span_of(sentence, words)
    given: dict[str, Any] = {
        "anchor": first,
        "entry": words,
        "strength": "strong",
        "pos": "verb",
        "tag": "past",
        "probability": 0.9,
    }
    return Trigger(name, sentence.index, first, last, **(given | more))


class SceneMaker(Protocol):
    """Makes a scene of sentences, each a string, and of functions of them."""

    def __call__(
        self,
        code: str,
        *texts: str,
        triggers: Sequence[tuple[Any, ...]] = (),
        mentions: Sequence[tuple[Any, ...]] = (),
        title: bool = False,
        published: date | None = None,
    ) -> Scene:
        """Triggers are (sentence, words, type[, fields]), mentions (sentence, words, label[, fields])."""


@pytest.fixture
def make_scene() -> SceneMaker:
    """Return the function that makes scenes."""

    def make(
        code: str,
        *texts: str,
        triggers: Sequence[tuple[Any, ...]] = (),
        mentions: Sequence[tuple[Any, ...]] = (),
        title: bool = False,
        published: date | None = None,
    ) -> Scene:
        language, view, sentences, at = get(code), fold("\n".join(texts)).text, list[Sentence](), 0
        for index, line in enumerate(view.split("\n")):
            kind = "title" if title and index == 0 else "body"
            sentences.append(language.make_sentence(view, at, at + len(line), index, paragraph=index, kind=kind))
            at += len(line) + 1
        return Scene(
            language,
            sentences,
            [mention(sentences[k], words, label, **dict(*more)) for k, words, label, *more in mentions],
            [trigger(sentences[k], words, name, **dict(*more)) for k, words, name, *more in triggers],
            published,
        )

    return make


class ModelsMaker(Protocol):
    """Makes models of hand-written weights."""

    def __call__(self, settings: Settings | None = None, **weights: dict[str, dict[str, float]]) -> Models:
        """Tables that are not given are empty: everything is as likely as not."""


@pytest.fixture
def make_models() -> ModelsMaker:
    """Return the function that makes models."""

    def make(settings: Settings | None = None, **weights: dict[str, dict[str, float]]) -> Models:
        tables = {f.name: LogLinear({**weights.get(f.name, {})}) for f in attrs.fields(Models) if f.name != "settings"}
        assert set(weights) <= set(tables)
        return Models(**tables, settings=settings or Settings())

    return make
