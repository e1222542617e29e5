"""Numbers in running text: what all languages share. A language's ``numbers.py`` reads its number words.

A `Numeral` is a stretch of tokens with its value. `Numbers.find` joins ranges ("20-30"), reads bounds ("more than 20") and
`Numbers.is_no_count` tells years, dates, clock times, ids, ordinals and percentages from counts.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import Any, ClassVar

import regex
from attrs import evolve, frozen

from iraqsec.document import Token
from iraqsec.languages.base import Language
from iraqsec.languages.folding import fold_word

Value = int | float

_GROUPED = regex.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_DOTTED = regex.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")
_SEPARATORS = regex.compile(r"[.,]")
_LONGEST_BOUND = 4
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_LONGEST_COUNT = 8  # digits without separators; more is a telephone or file number
_HYPHENS = frozenset("-–—")
_OPENERS = frozenset("•▪-*–—")


@frozen
class Numeral:
    """A number that stands at tokens ``first`` to ``last`` (exclusive), less ``cut`` characters of written-on clitics.

    ``number`` is None for "dozens", the lower bound of a range. ``other`` is the second reading of "1.200" (one point two),
    ``scale`` the largest scale word that closes it ("5 million": 1,000,000), ``raw`` the digits as written.
    """

    first: int
    last: int
    number: Value | None
    cut: int = 0
    other: float | None = None
    scale: int = 1
    raw: str = ""
    joined: bool = False
    definite: bool = False
    low: Value | None = None
    high: Value | None = None
    precision: str = "exact"


def tidy(number: float) -> Value:
    """Return a whole number as int, and a fraction without the dust of floating point.

    >>> tidy(1.35 * 1_000_000), tidy(2.5)
    (1350000, 2.5)
    """
    rounded = round(number, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def read_digits(text: str) -> tuple[Value, float | None]:
    """Read digits with the separators of either convention; the second value is the decimal reading of "1.200".

    >>> read_digits("1,200"), read_digits("3,5"), read_digits("1.200.000"), read_digits("12.500")
    ((1200, None), (3.5, None), (1200000, None), (12500, 12.5))
    """
    if _GROUPED.fullmatch(text):
        return tidy(float(text.replace(",", ""))), None
    if _DOTTED.fullmatch(text):
        whole = tidy(float(text.replace(".", "").replace(",", ".")))
        return whole, float(text) if text.count(".") == 1 and "," not in text else None
    head, mark, tail = text.replace(",", ".").rpartition(".")
    if not mark:
        return int(text), None
    return tidy(float(head.replace(".", "") + "." + tail)), None


def folded(words: Iterable[str]) -> frozenset[str]:
    """Fold the entries of a list of a data file."""
    return frozenset(fold_word(word) for word in words)


class Numbers(ABC):
    """Finds the numbers of one language; made from its ``numbers.toml``."""

    clitics: ClassVar[tuple[str, ...]] = ("",)  # what may be written onto the first word of a bound

    def __init__(self, language: Language) -> None:
        """Read the tables of a language."""
        self.table: dict[str, Any] = language.load("numbers")
        words = self.table["words"]
        self.to = folded(words["to"])
        self.between = folded(words["between"])
        self.conjunctions = folded(words["and"])
        self.of = folded(words["of"])
        no_counts = self.table["not_counts"]
        self.before = folded(no_counts["before"])
        self.months = folded(no_counts["months"])
        self.time = folded(no_counts["time"])
        self.percent = folded(no_counts["percent"])
        self.percent_phrases = frozenset(tuple(fold_word(p).split()) for p in no_counts["percent_phrases"])
        self.calibre = folded(no_counts["calibre"])
        self.bounds = self._phrases("", self.clitics)
        self.bounds_after = self._phrases("_after", ("",))

    def _phrases(self, suffix: str, clitics: Iterable[str]) -> dict[tuple[str, ...], str]:
        return {
            tuple((clitic + fold_word(phrase)).split()): precision
            for precision in ("about", "at_most", "at_least")
            for phrase in self.table["bounds"].get(precision + suffix, ())
            for clitic in clitics
        }

    @abstractmethod
    def scan(self, tokens: Sequence[Token]) -> Iterator[Numeral]:
        """Yield the numerals in text order, ranges not yet joined and bounds not yet read."""

    def bare(self, form: str) -> str:
        """Return a form without what may be written on; the form itself where nothing is."""
        return form

    def find(self, tokens: Sequence[Token]) -> list[Numeral]:
        """Return all numerals in text order, years and ids among them, with ranges joined and bounds read."""
        found: list[Numeral] = []
        for numeral in self.scan(tokens):
            joined = self._range(tokens, found[-1], numeral) if found else None
            if joined:
                found[-1] = joined
            else:
                found.append(numeral)
        return [self._bounded(tokens, numeral) for numeral in found]

    def _range(self, tokens: Sequence[Token], left: Numeral, right: Numeral) -> Numeral | None:
        gap = [token.word.form for token in tokens[left.last : right.first]]
        low, high = left.number, right.number
        if low is None or high is None or left.precision == "range" or len(gap) > 1:
            return None
        if right.scale > 1 and left.scale == 1 and low * right.scale < high:
            low = tidy(low * right.scale)
        if low >= high or left.cut > right.first:
            return None
        conjoined = right.joined if not gap else gap[0] in self.conjunctions
        if gap and gap[0] in self.to:
            if gap[0] in _HYPHENS and (
                self._is_chained(tokens, left, right) or not (left.raw and right.raw or _touch(tokens, left.last, left.last - 1))
            ):
                return None
        elif not (conjoined and self._opens_range(tokens, left)):
            return None
        return evolve(left, last=right.last, number=low, low=low, high=high, precision="range", other=None, raw="")

    def _is_chained(self, tokens: Sequence[Token], left: Numeral, right: Numeral) -> bool:
        """Tell dates and ids ("2024-05-12", "07-22") from ranges: more hyphens, leading zeros."""
        ends = (left.first - 1, right.last)
        more = any(
            0 <= at < len(tokens) and tokens[at].text in "-/:" and _touch(tokens, at, at + (1 if at < left.first else -1))
            for at in ends
        )
        return more or (right.raw.startswith("0") and len(right.raw) > 1)

    def _opens_range(self, tokens: Sequence[Token], left: Numeral) -> bool:
        return left.first > 0 and self.bare(tokens[left.first - 1].word.form) in self.between

    def _bounded(self, tokens: Sequence[Token], numeral: Numeral) -> Numeral:
        if numeral.precision != "exact" or numeral.number is None:
            return numeral
        at = numeral.first
        while at > 0 and tokens[at - 1].text in "($":
            at -= 1
        if at > 0 and numeral.raw and len(tokens[at - 1].text) == 1 and _touch(tokens, at - 1, at):
            at -= tokens[at - 1].kind == "word"  # a written-on preposition is a token of its own before digits
        precision = self._bound(tokens, at, self.bounds) or self.bound_after(tokens, numeral.last)
        if precision is None:
            return numeral
        low = numeral.number if precision == "at_least" else None
        high = numeral.number if precision == "at_most" else None
        return evolve(numeral, precision=precision, low=low, high=high)

    def _bound(self, tokens: Sequence[Token], end: int, table: Mapping[tuple[str, ...], str]) -> str | None:
        for length in range(min(_LONGEST_BOUND, end), 0, -1):
            found = table.get(tuple(token.word.form for token in tokens[end - length : end]))
            if found:
                return found
        return None

    def bound_after(self, tokens: Sequence[Token], start: int) -> str | None:
        """Return the bound that follows a numeral or its noun ("or more", "على الأقل"), if one does."""
        for length in (2, 1):
            found = self.bounds_after.get(tuple(token.word.form for token in tokens[start : start + length]))
            if found:
                return found
        return None

    # -- what is no count ---------------------------------------------------------------------------------------------

    def is_no_count(self, tokens: Sequence[Token], numeral: Numeral, *, has_noun: bool) -> bool:
        """Tell whether a numeral is a date, clock time, year, id, list number, percentage, calibre or age.

        ``has_noun``: a noun that is counted in units stands behind it, which outweighs what stands before it.
        """
        first, last = numeral.first, numeral.last
        after = tokens[last].word.form if last < len(tokens) else ""
        if last < len(tokens) and tokens[last].text == ")" and first and tokens[first - 1].text == "(":
            after = tokens[last + 1].word.form if last + 1 < len(tokens) else ""
        if after in self.percent or after in self.calibre or after in self.time or after in self.months:
            return True
        second = tokens[last + 1].word.form if last + 1 < len(tokens) else ""
        if (after, second) in self.percent_phrases or (after in self.of and self.bare(second) in self.months):
            return True
        if after in self.conjunctions | self.to and any(t.word.form in self.months for t in tokens[last + 1 : last + 3]):
            return not has_noun and bool(numeral.raw)
        before = _before(tokens, first)
        is_named = not has_noun and (before in self.before or self.bare(before) in self.before)
        if not numeral.raw:
            return is_named or self.is_no_count_in_words(tokens, numeral, before, has_noun=has_noun)
        if is_named or numeral.number == 0:
            return True
        if self._is_code(tokens, numeral, has_noun=has_noun) or _is_list_number(tokens, numeral):
            return True
        if before in self.months or self.bare(before) in self.months:
            return not has_noun or _is_year(numeral)
        return _is_year(numeral) and self.is_year(before, has_noun=has_noun)

    def is_no_count_in_words(self, tokens: Sequence[Token], numeral: Numeral, before: str, *, has_noun: bool) -> bool:  # noqa: ARG002 - for languages
        """Tell number words that count nothing: "the sixties", "one by one", "Monday" where it is a number's name."""
        return numeral.definite and self.bare(before) in self.time

    def is_year(self, before: str, *, has_noun: bool) -> bool:
        """Tell whether a number of the size of a year is one, by the word before it."""
        return not has_noun or self.bare(before) in self.before

    def _is_code(self, tokens: Sequence[Token], numeral: Numeral, *, has_noun: bool) -> bool:
        """Tell parts of dates, clock times, telephone numbers and names such as "RPG-7", "F16" or "12/7"."""
        first, last = numeral.first, numeral.last
        digits = numeral.raw
        if (len(digits) > 1 and digits[0] == "0" and digits.isdigit()) or (digits.isdigit() and len(digits) > _LONGEST_COUNT):
            return True
        if _SEPARATORS.findall(digits)[1:] and not (_GROUPED.fullmatch(digits) or _DOTTED.fullmatch(digits)):
            return True
        if last < len(tokens) and tokens[last].text in "/:" and last + 1 < len(tokens) and tokens[last + 1].kind == "number":
            return True
        if first == 0 or not _touch(tokens, first - 1, first):
            return False
        before = tokens[first - 1]
        if before.text in "/:" or before.text in "#+":
            return first > 1 and (tokens[first - 2].kind == "number" or before.text in "#+" or not has_noun)
        if before.text in _HYPHENS:
            return first > 1 and tokens[first - 2].kind != "punct" and _touch(tokens, first - 2, first - 1)
        return before.kind == "word" and self.is_name_before_digits(before)

    def is_name_before_digits(self, token: Token) -> bool:
        """Tell whether a word to which digits are written on makes them part of a name ("F16", "كوردستان24")."""
        return len(token.text) > 1 or token.text.isupper()


def _touch(tokens: Sequence[Token], left: int, right: int) -> bool:
    left, right = min(left, right), max(left, right)
    return left >= 0 and right < len(tokens) and tokens[left].end == tokens[right].start


def _before(tokens: Sequence[Token], at: int) -> str:
    at -= 1
    while at >= 0 and tokens[at].text in '(":.':
        at -= 1
    return tokens[at].word.form if at >= 0 else ""


def _is_year(numeral: Numeral) -> bool:
    return len(numeral.raw) == 4 and numeral.raw.isdigit() and _FIRST_YEAR <= int(numeral.raw) <= _LAST_YEAR  # noqa: PLR2004


def _is_list_number(tokens: Sequence[Token], numeral: Numeral) -> bool:
    """Tell the number of a list item: first in its sentence, and followed by a mark ("3- ", "2.", "1)")."""
    first, last = numeral.first, numeral.last
    if first > 1 or (first == 1 and tokens[0].text not in _OPENERS | {"("}) or last >= len(tokens):
        return False
    if first == 1 and tokens[0].text == "(":
        return tokens[last].text == ")" and last + 1 < len(tokens) and tokens[last + 1].text in "-.:"
    return tokens[last].text in ".-)–—_:/" and len(numeral.raw) <= 2 and _touch(tokens, last - 1, last)  # noqa: PLR2004


@cache
def numbers_of(code: str) -> Numbers:
    """Return the number reader of a language, loaded on first use."""
    from iraqsec.languages.base import get  # noqa: PLC0415 - beside the import of the language's own module

    reader: Numbers = import_module(f"iraqsec.languages.{code}.numbers").READER(get(code))
    return reader
