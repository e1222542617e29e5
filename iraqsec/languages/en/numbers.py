"""English numbers: digits, number words and their compounds, "half a million", "twenty-odd", "dozens"."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from attrs import evolve

from iraqsec.document import Token
from iraqsec.languages.base import Language, get
from iraqsec.languages.number_reader import Numbers, numbers_of
from iraqsec.languages.numerals import Numeral, Value, folded, read_digits, tidy, touch

_HUNDRED, _THOUSAND, _DOZEN = 100, 1000, 12


class EnglishNumbers(Numbers):
    """Reads English numbers."""

    clitics: ClassVar[tuple[str, ...]] = ("",)

    def __init__(self, language: Language) -> None:
        """Read the tables of ``numbers.toml``."""
        super().__init__(language)
        table, words = self.table, self.table["words"]
        self._ones = {form: int(value) for value, forms in table["ones"].items() for form in forms}
        self._tens = {form: int(value) for value, forms in table["tens"].items() for form in forms}
        self._scales = {form: int(value) for value, forms in table["scales"].items() for form in forms}
        self._short = {form: int(value) for value, forms in table["short_scales"].items() for form in forms}
        self._short_before = folded(words["short_before"])
        self._fractions = {form: float(value) for value, forms in table["fractions"].items() for form in forms}
        self._vague = folded(words["vague"])
        self._never_alone = folded(words["never_alone"])
        self._several = folded(words["several"])
        self._vague_before = folded(words["vague_before"])
        self._two, self._odd, self._plus = (folded(words[key]) for key in ("two", "odd", "plus"))
        self._a = self.articles
        self._not_one_before, self._not_one_after = folded(words["not_one_before"]), folded(words["not_one_after"])
        self._year_before = folded(table["not_counts"]["year_before"])
        self._all_but = frozenset(tuple(phrase.split()) for phrase in table["not_counts"]["all_but"])
        self._starts = frozenset(
            (*self._ones, *self._tens, *self._vague, *self._vague_before, *self._fractions, *self._a, *self._scales)
        )

    def scan(self, tokens: Sequence[Token]) -> Iterator[Numeral]:
        """Yield the numerals in text order, ranges not yet joined and bounds not yet read."""
        at = 0
        while at < len(tokens):
            token = tokens[at]
            numeral = None
            if token.kind == "number" or token.word.form in self._starts:
                numeral = self._numeral(tokens, at)
            if numeral is None:
                at += 1
                continue
            yield numeral
            at = max(numeral.last, at + 1)

    def is_no_count(self, tokens: Sequence[Token], numeral: Numeral, *, has_noun: bool) -> bool:
        """Tell numerals that count nothing; "all but 300" counts the rest, of which nothing is said."""
        if tuple(token.word.form for token in tokens[max(0, numeral.first - 2) : numeral.first]) in self._all_but:
            return True
        return super().is_no_count(tokens, numeral, has_noun=has_noun)

    def is_year(self, before: str, *, has_noun: bool) -> bool:
        """Tell whether a number of the size of a year is one: counts of that size are written "2,014"."""
        return not has_noun or before in self._year_before or before in self.before

    def _numeral(self, tokens: Sequence[Token], at: int) -> Numeral | None:
        found = self._vague_numeral(tokens, at) or self._article(tokens, at) or self._plain(tokens, at)
        if found is None:
            return None
        return self._tail(tokens, found)

    def _form(self, tokens: Sequence[Token], at: int) -> str:
        return tokens[at].word.form if 0 <= at < len(tokens) else ""

    def _vague_numeral(self, tokens: Sequence[Token], at: int) -> Numeral | None:
        """Read "dozens", "tens of thousands", "several hundred", "a handful"."""
        form, after = self._form(tokens, at), self._form(tokens, at + 1)
        if form in self._vague_before and (after in self._scales or after in self._vague):
            return Numeral(at, at + 2, None, precision="vague")
        if form in self._several:
            return Numeral(at, at + 1, None, precision="vague")
        if form in self._a and after in self._vague_before and self._form(tokens, at + 2) in self._scales:
            return Numeral(at + 1, at + 3, None, precision="vague")
        if form not in self._vague:
            return None
        last = at + 1
        while self._form(tokens, last) in self.of and (self._form(tokens, last + 1) in self._vague):
            last += 2
        if form in self._never_alone and last == at + 1:
            return None
        return Numeral(at, last, None, precision="vague")

    def _article(self, tokens: Sequence[Token], at: int) -> Numeral | None:
        """Read "a dozen", "half a million", "a quarter of a ton", "a couple of"; the article "a" stays outside."""
        form, after = self._form(tokens, at), self._form(tokens, at + 1)
        if form in self._scales:
            return self._plain(tokens, at, 1)
        if form in self._fractions:
            return self._fraction(tokens, at)
        if form not in self._a:
            return None
        if after in self._two:
            return Numeral(at + 1, at + 2, 2, precision="about")
        return self._article(tokens, at + 1) if after in self._scales or after in self._fractions else None

    def _fraction(self, tokens: Sequence[Token], at: int) -> Numeral | None:
        """Read "half a million", "half million", "a quarter of a ton"; "half of them" is no number."""
        last, value = at + 1, self._fractions[self._form(tokens, at)]
        if self._form(tokens, last) in self.of and self._form(tokens, last + 1) in self._a:
            last += 1
        if self._form(tokens, last) in self._a:
            last += 1
        elif self._form(tokens, last) not in self._scales:
            return None
        scale = self._scales.get(self._form(tokens, last), 0)
        return Numeral(at, last + 1, tidy(value * scale), scale=scale) if scale else Numeral(at, last, value)

    def _plain(self, tokens: Sequence[Token], at: int, current: Value | None = None) -> Numeral | None:
        """Read digits or words and the scales behind them; ``current`` stands for an article before a scale word."""
        raw, other, behind = "", None, at
        if current is None:
            if tokens[at].kind == "number":
                raw, behind = tokens[at].text, at + 1
                current, other = read_digits(raw)
            else:
                small = self._below_hundred(tokens, at)
                if small is None or self._is_pronoun(tokens, at, small):
                    return None
                current, behind = small
        start = behind + self._is_enclosed(tokens, at)
        total, end, scale = self._sum(tokens, start, current, raw)
        if end == start:
            return Numeral(at, behind, current, other=other, raw=raw)
        return Numeral(at, end, tidy(total), other=None, scale=scale)

    def _is_enclosed(self, tokens: Sequence[Token], at: int) -> bool:
        """Tell "(24) million", as ministries write it."""
        enclosed = self._form(tokens, at - 1) == "(" and self._form(tokens, at + 1) == ")"
        return enclosed and self._form(tokens, at + 2) in self._scales

    def _sum(self, tokens: Sequence[Token], at: int, current: Value, raw: str) -> tuple[float, int, int]:
        """Add up a numeral from the token behind its first number: the total, where it ends, its largest scale."""
        total, end, largest, last_scale = 0.0, at, 1, float("inf")
        nxt: tuple[Value, int] | None = (current, at)
        while nxt:
            current, at, scale = self._scale_up(tokens, nxt[1], nxt[0], raw)
            if scale >= last_scale:
                break
            total, end, last_scale, raw, largest = total + current, at, scale, "", max(scale, largest)
            if half := self._half(tokens, end):
                return total + half[0] * (scale if scale >= _THOUSAND else 1), half[1], largest
            nxt = self._go_on(tokens, at, scale)
        return total, end, largest

    def _below_hundred(self, tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
        form = self._form(tokens, at)
        if form in self._ones:
            return self._ones[form], at + 1
        if form not in self._tens:
            return None
        value = self._tens[form]
        step = 2 if self._form(tokens, at + 1) == "-" else 1
        one = self._ones.get(self._form(tokens, at + step), 10)
        return (value + one, at + step + 1) if one < 10 else (value, at + 1)  # noqa: PLR2004

    def _is_pronoun(self, tokens: Sequence[Token], at: int, small: tuple[int, int]) -> bool:
        if small[0] != 1:
            return False
        before, after = self._form(tokens, at - 1), self._form(tokens, at + 1)
        if after in self._scales or self._behind_hyphen(tokens, at + 1) > at + 1:
            return False
        return before in self._not_one_before or after in self._not_one_after or before == "-"

    def _scale_up(self, tokens: Sequence[Token], at: int, current: Value, raw: str) -> tuple[Value, int, int]:
        """Multiply by the scale words that follow: hundred, with what stands below it, then thousand or more."""
        scale = 1
        at = self._behind_hyphen(tokens, at)
        if self._scales.get(self._form(tokens, at)) == _DOZEN:
            return tidy(current * _DOZEN), at + 1, _DOZEN
        if self._scales.get(self._form(tokens, at)) == _HUNDRED:
            current, at, scale = tidy(current * _HUNDRED), at + 1, _HUNDRED
            skip = self._form(tokens, at) in self.conjunctions
            if small := self._below_hundred(tokens, at + skip):
                current, at = tidy(current + small[0]), small[1]
            at = self._behind_hyphen(tokens, at, _THOUSAND)
        while (found := self._scales.get(self._form(tokens, at), 0)) >= _THOUSAND:
            current, at, scale = tidy(current * found), at + 1, found
        short = self._short.get(self._form(tokens, at), 0)
        if raw and short and tokens[at].start == tokens[at - 1].end and self._is_sum(tokens, at - 1):
            return tidy(current * short), at + 1, short
        return current, at, scale

    def _behind_hyphen(self, tokens: Sequence[Token], at: int, least: int = _DOZEN) -> int:
        """Return where a scale word stands that is joined to its number by a hyphen: "two-hundred"; else ``at``."""
        joined = self._form(tokens, at) == "-" and self._scales.get(self._form(tokens, at + 1), 0) >= least
        return at + 1 if joined and touch(tokens, at - 1, at) and touch(tokens, at, at + 1) else at

    def _is_sum(self, tokens: Sequence[Token], at: int) -> bool:
        """Tell whether "m" behind a number means millions: of money, or of what is counted so ("4m captagon pills")."""
        if at > 0 and tokens[at - 1].text in "$£€":
            return True
        behind = [token.word for token in tokens[at + 2 : at + 4]]
        if behind and not behind[0].tags.isdisjoint(("prep", "conj", "det")):
            return False
        return any(word.form in self._short_before for word in behind)

    def _half(self, tokens: Sequence[Token], at: int) -> tuple[float, int] | None:
        """Read "and a half", "and a quarter"."""
        if self._form(tokens, at) not in self.conjunctions or self._form(tokens, at + 1) not in self._a:
            return None
        fraction = self._fractions.get(self._form(tokens, at + 2))
        return (fraction, at + 3) if fraction else None

    def _go_on(self, tokens: Sequence[Token], at: int, scale: int) -> tuple[Value, int] | None:
        """Read what is added behind a scale word: "and twenty", "two hundred", "200 thousand"."""
        if scale < _THOUSAND or at >= len(tokens):
            return None
        joined = self._form(tokens, at) in self.conjunctions
        start = at + joined
        if start < len(tokens) and tokens[start].kind == "number":
            value, _ = read_digits(tokens[start].text)
            scaled = self._form(tokens, start + 1) in self._scales
            if joined:  # "3 million and 200 thousand", but not "one million and 400"
                value, behind, of = self._scale_up(tokens, start + 1, value, "")
                return (value, behind) if of > 1 and value < scale else None
            return (value, start + 1) if scaled and value < scale else None
        small = self._below_hundred(tokens, start)
        return small if small and (joined or self._form(tokens, small[1]) in self._scales) else None

    def _is_plain_word(self, tokens: Sequence[Token], at: int) -> bool:
        """Tell whether a word that may be counted stands at a place, and not what is added: "3 rifles plus a pistol"."""
        word = tokens[at].word if at < len(tokens) and tokens[at].kind == "word" else None
        return word is not None and word.tags.isdisjoint(("det", "prep", "conj")) and word.form not in self._starts

    def _tail(self, tokens: Sequence[Token], numeral: Numeral) -> Numeral:
        """Read "-odd", "-plus", "+", and the scale behind "two and a half"."""
        form, after = self._form(tokens, numeral.last), self._form(tokens, numeral.last + 1)
        number = numeral.number
        if number is not None and (scale := self._scales.get(form, 0)) and number < _HUNDRED and numeral.scale == 1:
            numeral = evolve(numeral, number=tidy(number * scale), last=numeral.last + 1, scale=scale, raw="")
            form, after = self._form(tokens, numeral.last), self._form(tokens, numeral.last + 1)
        if form in self._plus and self._is_plain_word(tokens, numeral.last + 1):
            return evolve(numeral, last=numeral.last + 1, precision="at_least", low=number)  # "some 300 plus recruits"
        dash = form == "-"
        if dash and after in self._odd:
            return evolve(numeral, last=numeral.last + 2, precision="about", raw="")
        if (dash and after in self._plus) or form == "+":
            return evolve(numeral, last=numeral.last + 1 + dash, precision="at_least", low=numeral.number)
        return numeral


READER = EnglishNumbers


def read_number(text: str) -> Value | None:
    """Return the value of the first number of a phrase; None where there is none, or where it is vague.

    >>> read_number("one hundred and twenty men"), read_number("half a million pills"), read_number("1.35 million")
    (120, 500000, 1350000)
    >>> read_number("two and a half tons"), read_number("twenty-odd gunmen"), read_number("hundreds of men")
    (2.5, 20, None)
    """
    return next((n.number for n in numbers_of("en").find(get("en").sentence(text).tokens)), None)
