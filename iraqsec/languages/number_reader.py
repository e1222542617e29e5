"""Finds the numerals of a text: what all languages share. A language's ``numbers.py`` reads its number words.

`Numbers.find` joins ranges ("20-30") and reads bounds ("more than 20"), which stay outside a numeral's stretch.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import ClassVar

from attrs import evolve

from iraqsec.document import Token
from iraqsec.languages.base import Language, get
from iraqsec.languages.folding import fold_word
from iraqsec.languages.numerals import HUGE, NoCounts, Numeral, folded, is_enclosed, tidy, touch

_LONGEST_BOUND = 4
_HYPHENS = frozenset("-–—")


class Numbers(NoCounts, ABC):
    """Finds the numbers of one language; made from its ``numbers.toml``."""

    clitics: ClassVar[tuple[str, ...]] = ("",)  # what may be written onto the first word of a bound

    def __init__(self, language: Language) -> None:
        """Read the tables of a language."""
        super().__init__(language)
        words = self.table["words"]
        self.between = folded(words["between"])
        self.articles = folded(words.get("a", ()))
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

    def find(self, tokens: Sequence[Token]) -> list[Numeral]:
        """Return all numerals in text order, years and ids among them, with ranges joined and bounds read."""
        found: list[Numeral] = []
        for numeral in self.scan(tokens):
            if numeral.number is not None and numeral.number >= HUGE:
                continue
            left = found[-1] if found else None
            joined = left and (
                _twice(tokens, left, numeral) or _scaled(tokens, left, numeral) or self._range(tokens, left, numeral)
            )
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
        if not self._is_range(tokens, left, right, gap):
            return None
        return evolve(
            left,
            last=right.last,
            number=low,
            low=low,
            high=high,
            precision="range",
            other=None,
            raw=left.raw if right.raw else "",
        )

    def _is_range(self, tokens: Sequence[Token], left: Numeral, right: Numeral, gap: list[str]) -> bool:
        """Tell whether what stands between two numerals makes them one: "20-30", "20 to 30", "between 20 and 30"."""
        if not gap or gap[0] not in self.to:
            conjoined = right.joined if not gap else gap[0] in self.conjunctions
            return conjoined and self._opens_range(tokens, left)
        if gap[0] not in _HYPHENS:
            return True
        is_tight = touch(tokens, left.last - 1, left.last) or bool(left.raw and right.raw)
        return is_tight and not self._is_chained(tokens, left, right)

    def _is_chained(self, tokens: Sequence[Token], left: Numeral, right: Numeral) -> bool:
        """Tell dates and ids ("2024-05-12", "07-22") from ranges: more hyphens, leading zeros."""
        ends = (left.first - 1, right.last)
        more = any(
            0 <= at < len(tokens)
            and tokens[at].text in "-/:"
            and touch(tokens, at, at + (1 if at < left.first else -1))
            for at in ends
        )
        return more or (right.raw.startswith("0") and len(right.raw) > 1)

    def _opens_range(self, tokens: Sequence[Token], left: Numeral) -> bool:
        return left.first > 0 and self.is_in(tokens[left.first - 1].word.form, self.between)

    def _bounded(self, tokens: Sequence[Token], numeral: Numeral) -> Numeral:
        if numeral.precision != "exact" or numeral.number is None:
            return numeral
        at = numeral.first
        while at > 0 and (tokens[at - 1].text in "($" or tokens[at - 1].word.form in self.articles):
            at -= 1
        if at > 0 and numeral.raw and len(tokens[at - 1].text) == 1 and touch(tokens, at - 1, at):
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


def _twice(tokens: Sequence[Token], left: Numeral, right: Numeral) -> Numeral | None:
    """Join a number that is given twice, in digits and in words: "(2,500) ألفين وخمسمئة", "five (5)"."""
    if left.number is None or left.number != right.number or bool(left.raw) == bool(right.raw) or right.joined:
        return None
    between = tokens[left.last : right.first]
    if len(between) > 1 or any(token.text not in "()" for token in between):
        return None
    last = right.last + is_enclosed(tokens, right.first, right.last)
    return evolve(left, last=last, raw="", other=None, scale=max(left.scale, right.scale))


def _scaled(tokens: Sequence[Token], left: Numeral, right: Numeral) -> Numeral | None:
    """Join a range in brackets with the scale word behind them: "(10-15) thousand"."""
    is_scale = right.number is not None and right.number == right.scale > 1 and not right.joined
    if left.precision != "range" or not is_scale or right.first != left.last + 1 or left.first == 0:
        return None
    if tokens[left.first - 1].text != "(" or tokens[left.last].text != ")":
        return None
    low, high = (tidy((bound or 0) * right.scale) for bound in (left.low, left.high))
    return evolve(left, last=right.last, number=low, low=low, high=high, raw="")


@cache
def numbers_of(code: str) -> Numbers:
    """Return the number reader of a language, loaded on first use."""
    reader: Numbers = import_module(f"iraqsec.languages.{code}.numbers").READER(get(code))
    return reader
