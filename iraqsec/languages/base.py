"""`Language`: the contract that each folder of `iraqsec/languages/` fills; `get("ar")` imports a folder on first use."""

import tomllib
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from importlib import import_module, resources
from typing import Any, ClassVar

import regex

from iraqsec.document import Sentence, Token, Word
from iraqsec.errors import InputError
from iraqsec.languages.folding import fold, fold_word

# The other alternatives: crawled text often has no space behind the stop ("البلاد.وقال", "three provinces.The force").
_BREAK = regex.compile(
    r"""(?<![.!?؟…])[.!?؟…]++(?=["')\]]*(?:\s|$))"""
    r"""|(?<=\p{Arabic}{2}["')\]]?)[.؟!](?=["')\]]*\p{Arabic}{2})"""
    r"""|(?<=\p{Ll}{2}["')\]]?)[.?!](?=["')\]]*\p{Lu}[\p{Ll}\s])"""
)
_ADDRESS = regex.compile(r"""\S*(?:://|www\.|@|\.(?i:com|net|org|info|iq|tv)\b)\S*""")
# "30 000", "1 250 men": a space of any width is a plain one by now. Calibres ("33 120 mm shells") are two numbers.
SPACED = r"(?<![\d.,:/+#-] ?)[1-9]\d{0,2}(?:(?: \d{3})* 000(?! ?\d|[.,:/-]\d)|(?: \d{3})+(?= \p{L}))(?! ?(?:mm|ملم)\b)"
_QUOTE = frozenset('"')
_STRONG = frozenset(';؛:"()[]—–')
_OPENERS = frozenset({"clause_opener", "complementizer"})
_LONGEST = 1000  # characters of a sentence: the later stages compare its phrases with one another
_CACHED_WORDS = 20_000  # bounded: a corpus of hundreds of thousands of forms must not grow the process


WordLists = Mapping[str, frozenset[str]]
"""Lists of words by name, folded."""


class Language(ABC):
    """All that differs by language: how a text is cut into sentences and tokens, and what its words are."""

    code: ClassVar[str]
    pattern: ClassVar[regex.Pattern[str]]  # groups number, word, punct cover every token
    abbreviated: ClassVar[regex.Pattern[str]]  # what stands before a full stop that ends no sentence

    def __init__(self) -> None:
        """Start with an empty cache of words."""
        self._words: dict[str, Word] = {}

    # -- data files ---------------------------------------------------------------------------------------------------

    def load(self, name: str) -> dict[str, Any]:
        """Read ``<name>.toml`` of the language's folder."""
        file = resources.files("iraqsec.languages").joinpath(self.code, f"{name}.toml")
        return tomllib.loads(file.read_text(encoding="utf-8"))

    @cached_property
    def lexicon(self) -> dict[str, Any]:
        """The function words, openers and cues of ``lexicon.toml``, as written."""
        return self.load("lexicon")

    @cached_property
    def word_tags(self) -> Mapping[str, frozenset[str]]:
        """Folded form -> tags: function-word tags of ``lexicon.toml`` and ``n:<class>`` of the single words of ``nouns.toml``."""
        tags: dict[str, set[str]] = {}
        for tag, entries in self.lexicon["tags"].items():
            for entry in entries:
                tags.setdefault(fold_word(entry), set()).add(tag)
        for name, forms in self.noun_forms():
            for form in forms:
                if " " not in form:
                    tags.setdefault(form, set()).add(f"n:{name}")
        return {form: frozenset(found) for form, found in tags.items()}

    @abstractmethod
    def noun_forms(self) -> Iterator[tuple[str, Iterable[str]]]:
        """Yield (noun class, folded inflected forms) of each entry of ``nouns.toml``."""

    @abstractmethod
    def inflect(self, entry: str, pos: str) -> Mapping[str, str]:
        """Return the folded inflected forms of a lexicon entry ("verb" or "noun"), each with a tag such as "past"."""

    def fits(self, proclitics: str, tag: str) -> bool:  # noqa: ARG002 - a language without proclitics has no say
        """Tell whether these letters may be written before a form with that tag."""
        return True

    def is_of_date(self, word: str, following: Word) -> bool:  # noqa: ARG002 - a language whose days stand alone has no say
        """Tell whether a folded word belongs to the date that the word behind it opens."""
        return False

    # -- words --------------------------------------------------------------------------------------------------------

    def word(self, text: str) -> Word:
        """Return the analysis of a folded surface form, from a bounded cache."""
        found = self._words.get(text)
        if found is None:
            if len(self._words) >= _CACHED_WORDS:
                self._words = {}
            found = self._words[text] = self.analyze(text)
        return found

    @abstractmethod
    def analyze(self, text: str) -> Word:
        """Analyze a folded surface form: clitics, stem, keys and tags."""

    def tags_of(self, keys: Iterable[tuple[str, int, int]]) -> frozenset[str]:
        """Return the tags of the first key that has any, most literal first."""
        for key, _, _ in keys:
            if found := self.word_tags.get(key):
                return found
        return frozenset()

    # -- sentences ----------------------------------------------------------------------------------------------------

    def tokens(self, text: str, offset: int = 0) -> list[Token]:
        """Cut a folded stretch into tokens; ``offset`` is where it stands in the folded document."""
        known, out = self._words, list[Token]()
        for match in self.pattern.finditer(text):
            form, (start, end) = match[0], match.span()
            word = known.get(form) or self.word(form)
            out.append(Token(offset + start, offset + end, form, match.lastgroup or "punct", word))
        return out

    def sentence_spans(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the sentences of one line of a folded document as stretches without surrounding space."""
        left = start
        for match in _BREAK.finditer(text, start, end):
            if match[0] == "." and self.abbreviated.search(text, max(start, match.start() - 12), match.start()):
                continue
            if match.end() < end and not text[match.end()].isspace() and _in_address(text, match.start(), start, end):
                continue
            right = match.end()
            while right < end and text[right] in "\"')]":
                right += 1
            yield from _pieces(text, left, right)
            left = right
        yield from _pieces(text, left, end)

    def make_sentence(  # noqa: PLR0913 - where it stands, and what it is
        self, text: str, start: int, end: int, index: int, *, paragraph: int = 0, kind: str = "body"
    ) -> Sentence:
        """Build the sentence that stands at ``start:end`` of a folded document; ``kind`` is "body", "title" or "dateline"."""
        tokens = tuple(self.tokens(text[start:end], start))
        quoted = _quoted(tokens)
        return Sentence(
            index,
            start,
            end,
            text[start:end],
            tokens,
            self.clauses(tokens),
            paragraph,
            kind == "title",
            quoted,
            kind == "dateline",
        )

    def sentence(self, text: str, index: int = 0) -> Sentence:
        """Build a sentence from a bare string, for tests and look-ups; the text is folded first."""
        folded = fold(text).text
        return self.make_sentence(folded, 0, len(folded), index)

    def clauses(self, tokens: tuple[Token, ...]) -> tuple[int, ...]:
        """Number the clauses: each token gets the number of the clause it is in, from 0.

        A clause ends at a strong mark (; : quotes, brackets, a dash) and before a word that opens one (tags
        ``clause_opener`` and ``complementizer``).
        """
        out, number, fresh = [], 0, True
        for token in tokens:
            mark = token.kind == "punct"
            if fresh:
                fresh = mark
            elif (mark and token.text in _STRONG) or not token.word.tags.isdisjoint(_OPENERS):
                number += 1
                fresh = True
            out.append(number)
        return tuple(out)


def _in_address(text: str, at: int, start: int, end: int) -> bool:
    """Tell whether a stop stands within an address of a page or a letter box ("IraqiNews.Com")."""
    left = max(text.rfind(" ", start, at) + 1, start)
    right = text.find(" ", at, end)
    return bool(_ADDRESS.fullmatch(text, left, right if right >= 0 else end))


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut what no writer meant for one sentence (tables, menus, text without stops) at a semicolon, comma or space."""
    while end - start > _LONGEST:
        earliest, latest = start + _LONGEST // 2, start + _LONGEST
        cuts = (max(text.rfind(mark, earliest, latest) for mark in marks) for marks in (";؛", ",،", " "))
        cut = next((cut + 1 for cut in cuts if cut >= 0), latest)
        yield from _stripped(text, start, cut)
        start = cut
    yield from _stripped(text, start, end)


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def _quoted(tokens: tuple[Token, ...]) -> tuple[bool, ...]:
    """Tell for each token whether it stands inside quotation marks (an odd number of marks before it)."""
    out, inside = [], False
    for token in tokens:
        if token.text in _QUOTE:
            inside = not inside
        out.append(inside)
    return tuple(out)


_LOADED: dict[str, Language] = {}


def get(code: str) -> Language:
    """Return the language of an ISO 639-1 code, loaded on first use.

    Raises:
        InputError: there is no such language; the message lists those that are.
    """
    if code not in _LOADED:
        if code not in available():
            message = f"unsupported language {code!r}; supported: {', '.join(available())}"
            raise InputError(message)
        _LOADED[code] = import_module(f"iraqsec.languages.{code}").LANGUAGE()
    return _LOADED[code]


@cache
def word_lists(code: str, table: str) -> WordLists:
    """Return the lists of a table of a language's lexicon, folded; what is no list is left out."""
    listed = get(code).lexicon[table].items()
    return {name: frozenset(map(fold_word, entries)) for name, entries in listed if isinstance(entries, list)}


def available() -> tuple[str, ...]:
    """Return the codes of all languages: the folders beside this file that hold a lexicon."""
    folder = resources.files("iraqsec.languages")
    return tuple(sorted(f.name for f in folder.iterdir() if f.is_dir() and f.joinpath("lexicon.toml").is_file()))
