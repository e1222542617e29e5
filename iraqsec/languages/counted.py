"""What a number counts: the noun at a numeral, and its unit. A language's ``counted.py`` knows its noun phrases."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from typing import Any

import regex
from attrs import frozen

from iraqsec.document import Sentence, Token
from iraqsec.languages.base import Language, get
from iraqsec.languages.folding import fold_word
from iraqsec.languages.numerals import Numeral, Value

SUBSTANCE_UNITS = frozenset(("kg", "g", "ton", "pound", "litre", "km", "m", "mile", "dunam", "dollar", "dinar"))
_TO_BASE = {"ton": ("kg", 1000.0), "kg": ("kg", 1.0), "g": ("kg", 0.001), "km": ("km", 1.0), "m": ("km", 0.001)}


@frozen
class Counted:
    """What stands at a numeral: its ``unit``; the token of the noun, ``head``; the noun phrase, ``first:last``.

    ``reach`` is the token before which the mention of the quantity ends, ``start`` the one with which it begins (None:
    with the numeral). ``known`` is False where the unit is guessed from the neighborhood. ``times`` is what a measure is
    of its unit: a milligram is a thousandth of a gram.
    """

    unit: str
    reach: int
    head: int | None = None
    first: int = 0
    last: int = 0
    known: bool = True
    start: int | None = None
    add: float = 0.0
    times: float = 1.0
    number: Value | None = None
    score: float = 0.9

    @property
    def is_measure(self) -> bool:
        """Whether the unit is weighed, measured or paid, not counted."""
        return self.unit in SUBSTANCE_UNITS


NOTHING = Counted("item", 0, known=False, score=0.0)
"""What a numeral counts that looks like a count and is none: an ordinal, a distance, what a tank can hold."""


@frozen
class Neighbors:
    """What is counted around a bare number.

    ``before`` and ``behind`` are units of its sentence, ``carried`` is the last of the sentences before; ``has_cue``:
    the sentence speaks of casualties, arrests or the like.
    """

    before: str | None
    behind: str | None
    carried: str | None
    has_cue: bool

    def guess(self, *, takes_up: bool, is_person: bool) -> str:
        """Return the likeliest unit; ``takes_up`` is a number that continues a count ("44 others", "20 of them")."""
        if is_person and not (takes_up and self.before not in (None, "person", "item")):
            return "person"
        if takes_up:
            return self.before or self.carried or "person"
        if self.before not in (None, "person", "item"):
            return str(self.before)
        return "person" if self.has_cue or "person" in (self.before, self.behind) else "item"


@frozen
class Implicit:
    """A quantity without numeral: a dual, "one" by a singular noun, "a ton"; tokens ``first:last`` less ``cut``."""

    first: int
    last: int
    number: Value
    unit: str
    head: int
    rule: str
    score: float
    cut: int = 0


class CountedNouns(ABC):
    """Finds what numerals count in one language; made from its ``units.toml``."""

    def __init__(self, language: Language) -> None:
        """Read the tables of a language."""
        self.language = language
        self.table: dict[str, Any] = language.load("units")
        self.words = {key: frozenset(fold_word(w) for w in forms) for key, forms in self.table["words"].items()}
        self.classes: dict[str, str] = {f"n:{name}": unit for name, unit in self.table["classes"].items()}
        self.parts: dict[str, float] = {
            fold_word(noun): float(part) for noun, part in self.table["fractions"].get("unit", {}).items()
        }
        self.currency = {fold_word(s): unit for unit, signs in self.table["currency"].items() for s in signs}
        cues = sorted(
            (regex.escape(fold_word(cue)) for cue in self.table["words"]["person_cues"]), key=len, reverse=True
        )
        self.person_cues = regex.compile(rf"\b{self.cue_clitics}(?:{'|'.join(cues)})", flags=regex.IGNORECASE)

        self.context_units: dict[str, list[tuple[str, frozenset[str]]]] = {
            fold_word(noun): [(unit, frozenset(fold_word(w) for w in words)) for unit, words in units.items()]
            for noun, units in self.table.get("context", {}).items()
        }

    cue_clitics = ""

    @abstractmethod
    def counted(self, tokens: Sequence[Token], numeral: Numeral) -> Counted | None:
        """Return what a numeral counts where a noun, a measure or a currency sign says it; None for a bare number."""

    @abstractmethod
    def implicit(self, sentence: Sentence, numerals: Sequence[tuple[int, int]]) -> Iterator[Implicit]:
        """Yield the quantities that no numeral names; ``numerals`` are the token stretches already taken."""

    @abstractmethod
    def bare_unit(self, tokens: Sequence[Token], numeral: Numeral, near: Neighbors) -> str:
        """Guess the unit of a bare number from what is counted around it."""

    def speaks(self, tokens: Sequence[Token], numeral: Numeral, counted: Counted) -> bool:
        """Tell whether a numeral only tells how many say so: a language may know."""
        del tokens, numeral, counted
        return False

    def are_two(self, tokens: Sequence[Token], at: int) -> bool:
        """Tell whether a word that names a day as well counts the noun before it: "المتهمين الاثنين"; else False."""
        del tokens, at
        return False

    def unit_said(self, tokens: Sequence[Token], at: int) -> str:
        """Return the unit of what a number without noun is said to be the number of: "عدد المتقدمين … 12 ألفاً"; else ""."""
        del tokens, at  # languages that put the noun before its number say more
        return ""

    def by_context(self, tokens: Sequence[Token], lemma: str) -> str | None:
        """Return the unit of a noun that says nothing by itself ("32 ألف قطعة") from what else the sentence names."""
        for unit, cues in self.context_units.get(lemma, ()):
            if any(token.word.form in cues or token.word.stem in cues for token in tokens):
                return unit
        return None

    def class_unit(self, token: Token) -> str | None:
        """Return the unit of a noun that stands without clitics, by its class in ``nouns.toml``."""
        tags = self.language.word_tags.get(token.word.form, frozenset())
        return next((self.classes[tag] for tag in sorted(tags) if tag in self.classes), None)


def add_measures(left: tuple[Value, str], right: tuple[Value, str]) -> tuple[float, str] | None:
    """Add a smaller measure to a greater of its kind, in the unit that both share; None where they do not go together.

    >>> add_measures((2, "kg"), (300, "g")), add_measures((3, "ton"), (24, "kg")), add_measures((2, "kg"), (3, "ton"))
    ((2.3, 'kg'), (3024.0, 'kg'), None)
    >>> add_measures((104, "g"), (0.68, "g"))  # milligrams
    (104.68, 'g')
    """
    if left[1] == right[1] and left[1] in _TO_BASE and right[0] < 1 <= left[0]:
        return round(left[0] + right[0], 6), left[1]
    if left[1] not in _TO_BASE or right[1] not in _TO_BASE:
        return None
    (unit, many), (other, few) = _TO_BASE[left[1]], _TO_BASE[right[1]]
    if unit != other or few >= many or right[0] * few >= many:
        return None
    return round(left[0] * many + right[0] * few, 6), unit


@cache
def nouns_of(code: str) -> CountedNouns:
    """Return the counted nouns of a language, loaded on first use."""
    found: CountedNouns = import_module(f"iraqsec.languages.{code}.counted").NOUNS(get(code))
    return found
