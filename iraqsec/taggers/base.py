"""The contract of a tagger: sentences in, mentions out."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import ClassVar

from attrs import define, field

from iraqsec.document import EntityMention, Sentence
from iraqsec.languages.base import Language


@define(eq=False)
class Context:
    """What a tagger may know of an article beside its sentences.

    ``dateline`` is the place text of the dateline, if any; ``seen`` holds the mentions that earlier taggers gave for this
    article, so that a later one can build on them (quantities do not read years, organizations contain places).
    ``original`` returns what the text spells between two folded offsets: models of other libraries want that spelling.
    """

    language: Language
    published: date | None = None
    dateline: str | None = None
    seen: list[EntityMention] = field(factory=list)
    original: Callable[[int, int], str] | None = None


class Tagger(ABC):
    """Finds mentions of some kinds in the sentences of one article; stateless between calls."""

    name: ClassVar[str]

    @abstractmethod
    def tag(self, sentences: Sequence[Sentence], context: Context) -> Iterator[EntityMention]:
        """Yield mentions in text order; they may overlap those of other taggers."""
