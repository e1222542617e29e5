"""A text and what was seen in it: `Document`, `Span`, `Token`, `Sentence`, `EntityMention`.

Public objects carry offsets of the raw text. Between `Document` and `Result` all stages work in offsets of the folded view
(`iraqsec.languages.folding.fold`); only the pipeline maps them back.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property

from attrs import define, field, frozen, validators

from iraqsec.display import Shown
from iraqsec.values import Value


@frozen(order=True)
class Span:
    """A stretch of a text: code-point offsets, end exclusive, so ``text[start:end]`` is what it covers."""

    start: int = field(validator=validators.ge(0))
    end: int = field()

    @end.validator
    def _check_end(self, _attribute: object, value: int) -> None:
        if value < self.start:
            message = f"a span cannot end ({value}) before it starts ({self.start})"
            raise ValueError(message)


@frozen(kw_only=True)
class Document(Shown):
    """One text as the user has it, with what is known of it; ``error`` says why a record could not be read."""

    text: str
    id: str = ""
    lang: str | None = None
    published: date | None = None
    title: str | None = None
    source: str | None = None
    url: str | None = None
    warnings: tuple[str, ...] = ()
    error: str | None = None


@define(eq=False)
class Word:
    """What the language knows of a surface form; shared by all tokens that look alike, so it holds no offsets.

    ``keys`` are the forms under which a lexicon may hold the word, most literal first, each with the number of folded
    characters cut at its start and end; ``stem`` is the word without clitics and article; ``tags`` come from the lexicon.
    ``classes`` are the noun classes among the tags, without their ``n:`` mark; ``cut`` is the number of characters of
    particles that are surely written onto an Arabic word.
    """

    form: str
    stem: str
    keys: tuple[tuple[str, int, int], ...]
    tags: frozenset[str] = frozenset()
    proclitics: str = ""
    shape: str = ""
    classes: frozenset[str] = field(init=False)
    cut: int = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Work out what is asked of every token of the word again and again."""
        self.classes = frozenset(tag[2:] for tag in self.tags if tag.startswith("n:"))
        self.cut = len(self.proclitics.removesuffix("ال"))  # the article stays (guide)


@define(eq=False)
class Token:
    """A word, number or punctuation mark of the folded view; ``kind`` is "word", "number" or "punct"."""

    start: int
    end: int
    text: str
    kind: str
    word: Word


@define(eq=False, slots=False)
class Sentence:
    """A sentence of an article: its folded text, tokens, and the number of the clause that each token is in."""

    index: int
    start: int
    end: int
    text: str
    tokens: tuple[Token, ...]
    clauses: tuple[int, ...]
    paragraph: int = 0
    is_title: bool = False
    quoted: tuple[bool, ...] = ()
    is_dateline: bool = False

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Start offsets of the tokens, for bisection."""
        return tuple(token.start for token in self.tokens)

    def tokens_between(self, start: int, end: int) -> tuple[int, int]:
        """Return the indices (first, last exclusive) of the tokens that overlap a stretch of the folded document."""
        first = next((i for i, t in enumerate(self.tokens) if t.end > start), len(self.tokens))
        last = next((i for i in range(first, len(self.tokens)) if self.tokens[i].start >= end), len(self.tokens))
        return first, last

    def words(self) -> Iterator[Token]:
        """Yield the tokens that are words."""
        return (token for token in self.tokens if token.kind == "word")


_NO_PARTS: Mapping[str, Span] = {}  # one for all mentions: there are several for a word


@define(eq=False)
class EntityMention:
    """Something that a tagger saw: a typed, scored stretch of one sentence, with its value and registry link.

    Offsets are of the folded view; ``first`` and ``last`` (exclusive) are token indices within the sentence; ``of`` is the
    stretch of the noun that a number counts; ``classes`` are the noun classes of the head token; ``parts`` are the stretches
    of a person's ``office``, ``rank``, ``title`` and ``name``, and the words ``since`` which a time is open.
    """

    start: int
    end: int
    sentence: int
    first: int
    last: int
    text: str
    label: str
    value: Value | None = None
    link: str | None = None
    score: float = 1.0
    found_by: str = ""
    of: Span | None = None
    head: int = -1
    classes: frozenset[str] = frozenset()
    parts: Mapping[str, Span] = _NO_PARTS


_CLOSING = {")": "(", '"': '"'}  # closing marks -> opening ones, as folded


def overlap(one: EntityMention, other: EntityMention) -> bool:
    """Tell whether two mentions share characters."""
    return one.start < other.end and other.start < one.end


def mention_of(  # noqa: PLR0913 - a plain constructor with every optional field of a mention
    sentence: Sentence,
    first: int,
    last: int,
    label: str,
    *,
    cut_start: int = 0,
    cut_end: int = 0,
    value: Value | None = None,
    link: str | None = None,
    score: float = 1.0,
    found_by: str = "",
    of: Span | None = None,
    head: int | None = None,
    classes: frozenset[str] = frozenset(),
    parts: Mapping[str, Span] | None = None,
) -> EntityMention:
    """Build the mention that covers tokens first..last-1, less ``cut_start`` and ``cut_end`` characters of clitics.

    Where a bracket or a quote opens in it and closes right behind, the closing one belongs to it.
    """
    tokens = sentence.tokens
    head = last - 1 if head is None else head
    start = tokens[first].start + cut_start
    end = tokens[last - 1].end - cut_end
    if last < len(tokens) and tokens[last].text in _CLOSING:
        within = sentence.text[start - sentence.start : end - sentence.start]
        if within.count(_CLOSING[tokens[last].text]) % 2 and (
            tokens[last].text not in within or tokens[last].text == '"'
        ):
            end = tokens[last].end
            last += 1
    return EntityMention(
        start,
        end,
        sentence.index,
        first,
        last,
        sentence.text[start - sentence.start : end - sentence.start],
        label,
        value,
        link,
        score,
        found_by,
        of,
        head,
        classes,
        parts or _NO_PARTS,
    )
