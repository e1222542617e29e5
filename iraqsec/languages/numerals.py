"""Numerals in running text, and which of them count nothing: years, dates, clock times, ids, list numbers, shares.

A `Numeral` is a stretch of tokens with its value. `iraqsec.languages.number_reader` finds them; `NoCounts`, from which
it inherits, tells what is no count by the words and marks beside a numeral.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import regex
from attrs import frozen

from iraqsec.document import Token
from iraqsec.languages.base import Language
from iraqsec.languages.folding import fold_word

Value = int | float

_GROUPED = regex.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_DOTTED = regex.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")
_SEPARATORS = regex.compile(r"[.,]")
_YEAR = regex.compile(r"(?:19|20)\d\d")
HUGE = 10**15
"""From here on nothing is a figure of news: ids, rows of digits, "thousand thousand thousand …"."""
_LONGEST_COUNT = 8  # digits without separators; more is a telephone or file number
_LONGEST_LIST = 2  # digits of the number of a list item
_HYPHENS = frozenset("-–")
_OPENERS = frozenset("•▪-*–—")
_NEAR = 4  # tokens between a word of age and the ages
_DIVIDERS = frozenset("(/")
_ARTICLES = 8  # tokens from the noun to the last of its numbers: "المواد (240 و331 و340"


@frozen
class Numeral:
    """A number that stands at tokens ``first`` to ``last`` (exclusive), less ``cut`` characters of written-on clitics.

    ``number`` is None for "dozens", the lower bound of a range. ``other`` is the second reading of "1.200" (one point
    two), ``scale`` the largest scale word that closes it ("5 million": 1,000,000), ``raw`` the digits as written.
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
    """Return a whole number as int, and a fraction without the dust of floating point; nothing goes beyond `HUGE`.

    >>> tidy(1.35 * 1_000_000), tidy(2.5)
    (1350000, 2.5)
    """
    if number >= HUGE:
        return HUGE
    rounded = round(number, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def read_digits(text: str) -> tuple[Value, float | None]:
    """Read digits with the separators of either convention; the second value is the decimal reading of "1.200".

    >>> read_digits("1,200"), read_digits("3,5"), read_digits("1.200.000"), read_digits("12.500"), read_digits("30 000")
    ((1200, None), (3.5, None), (1200000, None), (12500, 12.5), (30000, None))
    """
    text = text.replace(" ", "")
    if _GROUPED.fullmatch(text):
        return tidy(float(text.replace(",", ""))), None
    if _DOTTED.fullmatch(text):
        whole = tidy(float(text.replace(".", "").replace(",", ".")))
        return whole, min(float(text), float(HUGE)) if text.count(".") == 1 and "," not in text else None
    head, mark, tail = text.replace(",", ".").rpartition(".")
    if not mark:
        return min(int(text), HUGE), None
    return tidy(float(head.replace(".", "") + "." + tail)), None


def folded(words: Iterable[str]) -> frozenset[str]:
    """Fold the entries of a list of a data file."""
    return frozenset(fold_word(word) for word in words)


class NoCounts:
    """Tells numerals that count nothing from those that do; the words come from a language's ``numbers.toml``."""

    def __init__(self, language: Language) -> None:
        """Read the tables of a language."""
        self.table: dict[str, Any] = language.load("numbers")
        words, no_counts = self.table["words"], self.table["not_counts"]
        self.to = folded(words["to"])
        self.conjunctions = folded(words["and"])
        self.of = folded(words["of"])
        self.before = folded(no_counts["before"])
        self.statutes = folded(no_counts["statutes"])
        self.clauses = folded(no_counts["clauses"])
        self.months = folded(no_counts["months"])
        self.time = folded(no_counts["time"])
        self.ages = folded(no_counts["ages"])
        self._behind = self.time | self.months | folded(no_counts["percent"]) | folded(no_counts["calibre"])
        self._two_behind = frozenset(tuple(fold_word(p).split()) for p in no_counts["percent_phrases"])

    def readings(self, form: str) -> tuple[str, ...]:
        """Return a form with and without what may be written on, for look-ups in small closed lists."""
        return (form,)

    def is_in(self, form: str, words: frozenset[str]) -> bool:
        """Tell whether a form, or what it is without what may be written on, is among words."""
        return any(reading in words for reading in self.readings(form))

    def is_no_count(self, tokens: Sequence[Token], numeral: Numeral, *, has_noun: bool) -> bool:
        """Tell whether a numeral is a date, clock time, year, id, list number, percentage, calibre or age.

        ``has_noun``: a noun that is counted in units stands behind it, which outweighs what stands before it.
        """
        after, second = self._forms_behind(tokens, numeral)
        if after in self._behind or (after, second) in self._two_behind:
            return True
        if after in self.of and (self.is_in(second, self.months) or second in self.time):
            return True  # "the 19th of March", "dozens of times"
        before = form_before(tokens, numeral.first)
        statute = numeral.raw and before in self.statutes  # "Article 24 of the Weapons Law"
        named = not has_noun and self._is_named(tokens, numeral, before, after)
        if statute or named or self._has_clause(tokens, numeral):
            return True
        if not numeral.raw:
            return self.is_no_count_in_words(tokens, numeral, before, has_noun=has_noun)
        if numeral.number == 0 or _is_list_number(tokens, numeral) or _is_odd(numeral.raw):
            return True
        return self._is_part(tokens, numeral, has_noun=has_noun) or self._is_date(numeral, before, has_noun=has_noun)

    def is_no_count_in_words(self, tokens: Sequence[Token], numeral: Numeral, before: str, *, has_noun: bool) -> bool:
        """Tell number words that count nothing: "the sixties", "one by one", "Monday" where it is a number's name."""
        del tokens, has_noun
        return numeral.definite and self.is_in(before, self.time)

    def is_year(self, before: str, *, has_noun: bool) -> bool:
        """Tell whether a number of the size of a year is one, by the word before it."""
        return not has_noun or self.is_in(before, self.before)

    def is_name_before_digits(self, token: Token) -> bool:
        """Tell whether a word to which digits are written on makes them part of a name ("F16", "كوردستان24")."""
        return len(token.text) > 1 or token.text.isupper()

    def _forms_behind(self, tokens: Sequence[Token], numeral: Numeral) -> tuple[str, str]:
        at = numeral.last + is_enclosed(tokens, numeral.first, numeral.last)
        forms = [token.word.form for token in tokens[at : at + 2]] + ["", ""]
        return forms[0], forms[1]

    def _is_named(self, tokens: Sequence[Token], numeral: Numeral, before: str, after: str) -> bool:
        """Tell "Brigade 53", articles of a law, ages, and the first day of "9 and 10 May"."""
        first, last = numeral.first, numeral.last
        if self.is_in(before, self.before) or (numeral.raw and self._is_of_statute(tokens, first)):
            return True
        if any(token.word.form in self.ages for token in tokens[max(0, first - _NEAR) : first]):
            return True
        is_joined = bool(numeral.raw) and (after in self.conjunctions or after in self.to)
        return is_joined and any(token.word.form in self.months for token in tokens[last + 1 : last + 3])

    def _has_clause(self, tokens: Sequence[Token], numeral: Numeral) -> bool:
        """Tell an article of a law by its clause: "28/ أولا", "27/first"."""
        behind = [token.word.form for token in tokens[numeral.last : numeral.last + 2]]
        return bool(numeral.raw) and behind[:1] == ["/"] and behind[-1] in self.clauses

    def _is_of_statute(self, tokens: Sequence[Token], first: int) -> bool:
        """Tell a later one of "articles (28, 32)", "المادتين 28 و32": a number behind its noun, others and what joins them."""
        at = first - 1
        while (
            at > 0
            and first - at <= _ARTICLES
            and (tokens[at].kind != "word" or tokens[at].word.form in self.conjunctions | self.clauses)
        ):
            at -= 1
        between = tokens[at + 1 : first]
        numbered = any(token.kind == "number" or token.text in _DIVIDERS for token in between)
        if numbered and at and between[0].text in _DIVIDERS and tokens[at - 1].word.form in self.statutes:
            return True  # "المادة الرابعة / 1"
        return numbered and tokens[at].word.form in self.statutes

    def _is_date(self, numeral: Numeral, before: str, *, has_noun: bool) -> bool:
        is_like_year = _YEAR.fullmatch(numeral.raw) is not None
        if self.is_in(before, self.months):
            return is_like_year or not has_noun
        return is_like_year and self.is_year(before, has_noun=has_noun)

    def _is_part(self, tokens: Sequence[Token], numeral: Numeral, *, has_noun: bool) -> bool:
        """Tell parts of dates, clock times and names, such as "RPG-7", "F16" or "12/7", and ages between commas."""
        first, last = numeral.first, numeral.last
        behind = tokens[last].text if last < len(tokens) else ""
        if behind in ("/", ":") and last + 1 < len(tokens) and tokens[last + 1].kind == "number":
            return True
        if first == 0:
            return False
        before = tokens[first - 1]
        if not has_noun and (before.text == behind == "," or (len(before.text) == 1 and before.text.isupper())):
            return True
        if not touch(tokens, first - 1, first) or is_enclosed(tokens, first, last):
            return False
        if before.kind == "word":  # "تخرج159ضابطا": what is written onto both sides of digits lost its spaces
            return self.is_name_before_digits(before) and not (has_noun and touch(tokens, last - 1, last))
        return first > 1 and _is_joined_on(tokens[first - 2], before, has_noun=has_noun)


def touch(tokens: Sequence[Token], left: int, right: int) -> bool:
    """Tell whether two neighboring tokens stand without space between them; False beyond the ends."""
    left, right = min(left, right), max(left, right)
    return left >= 0 and right < len(tokens) and tokens[left].end == tokens[right].start


def is_enclosed(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Tell whether brackets stand around tokens, or the slashes that some agencies write for them: "(4)", "/4/"."""
    if first == 0 or last >= len(tokens):
        return False
    if tokens[first - 1].text == "/" == tokens[last].text:
        loose = not touch(tokens, first - 2, first - 1) and not touch(tokens, last, last + 1)
        return loose and touch(tokens, first - 1, first) and touch(tokens, last - 1, last)
    return tokens[first - 1].text == "(" and tokens[last].text == ")"


def form_before(tokens: Sequence[Token], at: int) -> str:
    """Return the form before a token, parentheses and quotes passed over."""
    at -= 1
    while at >= 0 and tokens[at].text in '(":.':
        at -= 1
    return tokens[at].word.form if at >= 0 else ""


def _is_odd(digits: str) -> bool:
    """Tell digits that no count is written in: leading zeros, telephone numbers, separators at odd places."""
    if digits.isdigit():
        return len(digits) > _LONGEST_COUNT or (digits[0] == "0" and len(digits) > 1)
    if len(_SEPARATORS.findall(digits)) < 2:  # noqa: PLR2004 - one separator may be a decimal point
        return False
    return not (_GROUPED.fullmatch(digits) or _DOTTED.fullmatch(digits))


def _is_joined_on(word: Token, mark: Token, *, has_noun: bool) -> bool:
    """Tell whether a mark that touches a numeral ties it to what stands before: "12/7", "RPG-7", "#5"."""
    if mark.text in ("#", "+"):
        return True
    if mark.text in ("/", ":"):
        return word.kind == "number" or not has_noun
    return mark.text in _HYPHENS and word.kind != "punct" and word.end == mark.start


def _is_list_number(tokens: Sequence[Token], numeral: Numeral) -> bool:
    """Tell the number of a list item: first in its sentence, and followed by a mark ("3- ", "2.", "1)")."""
    first, last = numeral.first, numeral.last
    if first > 1 or (first == 1 and tokens[0].text not in _OPENERS | {"("}) or last >= len(tokens):
        return False
    if first == 1 and tokens[0].text == "(":
        return tokens[last].text == ")" and last + 1 < len(tokens) and tokens[last + 1].text in "-.:"
    return tokens[last].text in ".-)–—_:/" and len(numeral.raw) <= _LONGEST_LIST and touch(tokens, last - 1, last)
