"""Arabic numbers: digits, number words of all genders and cases, their compounds, fractions, "dozens"."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise, takewhile
from typing import ClassVar

from attrs import frozen

from iraqsec.document import Token
from iraqsec.languages.base import get
from iraqsec.languages.folding import fold_word
from iraqsec.languages.number_reader import Numbers, numbers_of
from iraqsec.languages.numerals import HUGE, Numeral, Value, folded, is_enclosed, read_digits, tidy

_CONJUNCTIONS, _PREPOSITIONS = frozenset("وف"), frozenset("بلك")
_LONGEST = 8  # words of a number
_TEN, _HUNDRED, _THOUSAND = 10, 100, 1000


@frozen
class _Word:
    """A number word: its kind, value, the length of the clitics cut, and whether these were "and" or the article."""

    kind: str  # one, tens, hundred, scale, many, dual, both, fraction, vague
    value: float
    cut: int = 0
    joined: bool = False
    definite: bool = False
    prefix: str = ""


@frozen
class _Part:
    """A part of a numeral, below or with one scale: "350 ألف"."""

    value: Value | None
    last: int
    scale: int = 1
    raw: str = ""
    other: float | None = None


class ArabicNumbers(Numbers):
    """Reads Arabic numbers; the clitics و ف ب ل ك and the article may be written onto any of their words."""

    clitics: ClassVar[tuple[str, ...]] = ("", "و", "ف", "ب", "ل", "وب", "ول")

    @cached_property
    def lexicon(self) -> dict[str, _Word]:
        """Every form of every number word, with and without clitics."""
        table, prefixes = self.table, ["", *(fold_word(p) for p in self.table["words"]["prefixes"])]
        base: dict[str, tuple[str, float]] = {}
        for kind, name in (("one", "ones"), ("tens", "tens"), ("hundred", "hundreds"), ("fraction", "fractions")):
            for value, forms in table[name].items():
                base.update({fold_word(form): (kind, float(value)) for form in forms})
        base.update({fold_word(form): ("vague", 0) for form in table["words"]["vague"]})
        for scale, kinds in table["scales"].items():
            for kind, name in (("scale", "one"), ("many", "many"), ("dual", "dual"), ("both", "both")):
                base.update({fold_word(form): (kind, float(scale)) for form in kinds[name]})
        found: dict[str, _Word] = {}
        others = get("ar").word_tags
        for prefix in sorted(prefixes, key=len):
            definite, joined = prefix.endswith(("ال", "لل")), prefix.startswith("و")
            for form, (kind, value) in base.items():
                # The article stays in a span, the other clitics do not.
                cut = len(prefix) - (2 if prefix.endswith("ال") else 0)
                if len(prefix) != 1 or prefix + form not in others:  # "كمية" (amount) is no "مئة" with a clitic
                    found.setdefault(prefix + form, _Word(kind, value, cut, joined, definite, prefix))
        return found

    @cached_property
    def _ordinals(self) -> frozenset[str]:
        forms = (fold_word(form) for form in self.table["words"]["ordinals"])
        return frozenset(prefix + form for form in forms for prefix in ("", "ال", "وال", "بال", "لل", "فال"))

    @cached_property
    def _names(self) -> frozenset[tuple[str, ...]]:
        return frozenset(tuple(fold_word(name).split()) for name in self.table["words"]["names"])

    def readings(self, form: str) -> tuple[str, ...]:
        """Return a form, and what it may be without و ف, then ب ل ك, then the article."""
        found = [form]
        if form[:1] in _CONJUNCTIONS:
            found.append(form[1:])
        for word in tuple(found):
            if word[:1] in _PREPOSITIONS:
                found.append(word[1:])
            if word[:2] == "لل":
                found.append(word[2:])
        return (*found, *(word[2:] for word in found if word[:2] == "ال"))

    def is_name_before_digits(self, token: Token) -> bool:
        """Tell names ("كوردستان24") from the written-on و ب ل ف ك, which are tokens of one letter before digits."""
        return len(token.text) > 2 or (len(token.text) == 2 and token.text not in {"ال", "وب", "ول"})  # noqa: PLR2004

    def is_no_count_in_words(self, tokens: Sequence[Token], numeral: Numeral, before: str, *, has_noun: bool) -> bool:
        """Tell "الاثنين" (Monday), "الفرقة العشرين", "شهر واحد", "واحداً تلو الآخر" from counts."""
        first, last, number = numeral.first, numeral.last, numeral.number
        forms = [token.word.form for token in tokens[max(0, first - 1) : last + 1]]
        if any(pair in self._idioms for pair in pairwise(forms)) or forms[bool(first)] in self._idiom_words:
            return True
        if number is not None and (numeral.definite or number in (1, 2)) and self.is_in(before, self.time):
            return True
        return numeral.definite and not has_noun and number is not None and (number <= 2 or number >= _TEN)  # noqa: PLR2004

    @cached_property
    def _idioms(self) -> frozenset[tuple[str, ...]]:
        return frozenset(tuple(fold_word(idiom).split()) for idiom in self.table["words"]["idioms"])

    @cached_property
    def _idiom_words(self) -> frozenset[str]:
        return frozenset(idiom[0] for idiom in self._idioms if len(idiom) == 1)

    def scan(self, tokens: Sequence[Token]) -> Iterator[Numeral]:
        """Yield the numerals in text order, ranges not yet joined and bounds not yet read."""
        at, words = 0, self.lexicon
        while at < len(tokens):
            token = tokens[at]
            numeral = None
            if token.kind == "number" or (token.kind == "word" and token.word.form in words):
                numeral = self._numeral(tokens, at)
            if numeral is None:
                at += 1
                continue
            yield numeral
            at = numeral.last

    def _numeral(self, tokens: Sequence[Token], at: int) -> Numeral | None:
        word = self._word(tokens, at)
        if word and (self._is_ordinal(tokens, at, word) or self._is_name(tokens, at)):
            return None
        if word and (vague := self._vague(tokens, at, word)):
            return vague
        part = self._part(tokens, at)
        if part is None or part.value is None:
            return None
        total, last, scale, raw, other = part.value, part.last, part.scale, part.raw, part.other
        while scale > 1 and (nxt := self._next(tokens, last)) is not None:
            if (more := self._half(tokens, nxt, scale)) or (more := self._part(tokens, nxt)):
                if more.value is None or more.value >= scale:
                    break
                closed = tokens[nxt - 1].text == "(" and more.last == nxt + 1  # "ألف و(50) حبة"
                total, last, scale, raw, other = tidy(total + more.value), more.last + closed, more.scale, "", None
            else:
                break
        # "واحد" is "one"; before "عشر" it is "and eleven".
        eleven = word is not None and word.value == 1 and not word.cut and last > at + 1 and total == _TEN + 1
        eleven = eleven and tokens[at].word.form[:1] in _CONJUNCTIONS
        return Numeral(
            first=at,
            last=last,
            number=total,
            cut=int(eleven) or (word.cut if word else 0),
            other=other,
            scale=part.scale,
            raw=raw,
            joined=eleven or bool(word and word.joined),
            definite=bool(word and word.definite),
        )

    def _word(self, tokens: Sequence[Token], at: int) -> _Word | None:
        return self.lexicon.get(tokens[at].word.form) if at < len(tokens) and tokens[at].kind == "word" else None

    def _is_ordinal(self, tokens: Sequence[Token], at: int, word: _Word) -> bool:
        """Tell "الثالث عشر" and "الرابع والعشرين" from counts."""
        if at == 0 or tokens[at - 1].word.form not in self._ordinals:
            return False
        return (word.kind == "tens" and word.joined) or (word.value == _TEN and word.kind == "one" and not word.joined)

    def _is_name(self, tokens: Sequence[Token], at: int) -> bool:
        first, last = max(0, at - 1), min(at + 1, len(tokens) - 1)
        pairs = ((tokens[i].word.form, tokens[i + 1].word.form) for i in range(first, last))
        return any((reading, two) in self._names for one, two in pairs for reading in self.readings(one))

    def _vague(self, tokens: Sequence[Token], at: int, word: _Word) -> Numeral | None:
        """Read "عشرات", "مئات الآلاف", and a plural scale without a number before it."""
        if word.kind not in ("vague", "many"):
            return None
        last = at + 1
        while (
            (more := self._word(tokens, last)) and more.kind in ("many", "vague", "scale", "both") and not more.joined
        ):
            last += 1
        return Numeral(at, last, None, cut=word.cut, joined=word.joined, definite=word.definite, precision="vague")

    def _next(self, tokens: Sequence[Token], at: int) -> int | None:
        """Return where a number that is joined by "و" goes on: "و350" is two tokens, "وخمسين" is one."""
        if self._digits_joined(tokens, at):
            return at + 1
        if self._digits_joined(tokens, at, "(") and is_enclosed(tokens, at + 2, at + 3):
            return at + 2  # "مليون و(350) ألف"
        word = self._word(tokens, at)
        return at if word and word.joined and not word.definite else None

    def _half(self, tokens: Sequence[Token], at: int, scale: int) -> _Part | None:
        """Read the fraction in "مليون ونصف المليون"."""
        word = self._word(tokens, at)
        if word is None or word.kind != "fraction" or scale == 1:
            return None
        after = self._word(tokens, at + 1)
        if after and after.kind == "scale" and after.value != scale:
            return None
        return _Part(tidy(word.value * scale), at + 1 + bool(after and after.kind == "scale"))

    def _part(self, tokens: Sequence[Token], at: int) -> _Part | None:
        """Read a number below a thousand and the scale words behind it, or a scale word by itself."""
        word = self._word(tokens, at)
        if tokens[at].kind == "number":
            return self._digits(tokens, at)
        if word is None or (word.kind == "scale" and word.definite):
            return None
        if word.kind in ("scale", "dual", "both"):
            return self._scale(tokens, at, word)
        if word.kind == "fraction":
            after = self._word(tokens, at + 1)
            is_scaled = after is not None and after.kind in ("scale", "both")
            return _Part(tidy(word.value * after.value), at + 2, int(after.value)) if after and is_scaled else None
        small = self._small(tokens, at, word)
        return None if small is None else self._scaled(tokens, small, small.last)

    def _digits(self, tokens: Sequence[Token], at: int) -> _Part:
        """Read digits and the scale behind them, which may stand behind a closing parenthesis: "(24) ألف".

        What says the same again scales nothing: "(1,500,000) مليون وخمسمائة ألف".
        """
        value, other = read_digits(tokens[at].text)
        end = at + 1 + is_enclosed(tokens, at, at + 1)
        if value >= _THOUSAND and self._word(tokens, end) and self._says(tokens[end : end + _LONGEST], value):
            return _Part(value, at + 1, 1, tokens[at].text, other)
        return self._scaled(tokens, _Part(value, at + 1, 1, tokens[at].text, other), end)

    def _says(self, tokens: Sequence[Token], value: Value) -> bool:
        """Tell whether words, with no digits among them, say a number."""
        words = list(takewhile(lambda token: token.kind == "word", tokens))
        said = self._numeral(words, 0)
        return said is not None and said.number == value

    def _scale(self, tokens: Sequence[Token], at: int, word: _Word) -> _Part:
        """Read a scale word without a number before it: once, or twice as in "ألفي مقاتل", "ألفا جندي"."""
        after = self._word(tokens, at + 1)
        goes_on = (after is not None and after.joined) or self._digits_joined(tokens, at + 1)
        twice = word.kind == "dual" or (word.kind == "both" and not goes_on)
        scale = int(word.value)
        return self._scaled(tokens, _Part(scale * (2 if twice else 1), at + 1, scale), at + 1)

    def _digits_joined(self, tokens: Sequence[Token], at: int, mark: str = "") -> bool:
        """Tell digits behind "and", and behind a mark, if one is given."""
        digits = at + 1 + bool(mark)
        if digits >= len(tokens) or tokens[at].word.form not in self.conjunctions or tokens[digits].kind != "number":
            return False
        return not mark or tokens[at + 1].text == mark

    def _scaled(self, tokens: Sequence[Token], part: _Part, at: int) -> _Part:
        word = self._word(tokens, at)
        value, scale, last = part.value, part.scale, part.last
        while word and word.kind in ("scale", "many", "both") and not word.prefix and value is not None:
            scale = min(int(word.value) * max(1, scale), HUGE)
            value, at = tidy((part.other if part.other and last == part.last else value) * word.value), at + 1
            last, word = at, self._word(tokens, at)
        return part if last == part.last else _Part(value, last, scale)

    def _small(self, tokens: Sequence[Token], at: int, word: _Word) -> _Part | None:
        """Read a number below a thousand in words."""
        after = self._word(tokens, at + 1)
        if word.kind == "one" and after:
            if after.kind == "one" and after.value == _TEN and not after.prefix and word.value < _TEN:
                return _Part(int(word.value) + _TEN, at + 2)
            if after.kind == "tens" and after.joined and word.value < _TEN and after.definite == word.definite:
                return _Part(int(word.value + after.value), at + 2)
            if after.kind == "hundred" and after.value == _HUNDRED and not after.prefix and 2 < word.value < _TEN:  # noqa: PLR2004
                return self._hundreds(tokens, at + 2, int(word.value) * _HUNDRED)
        if word.kind == "hundred":
            return self._hundreds(tokens, at + 1, int(word.value))
        if word.kind == "one" and word.value == 1 and not self._counts_one(tokens[at].word.form):
            return None  # "أحد" without "عشر" is "one of", or Sunday
        return _Part(int(word.value), at + 1)

    def _counts_one(self, form: str) -> bool:
        """Tell "واحد" from "أحد", which counts before "عشر" only."""
        return any(reading in self._one for reading in self.readings(form))

    @cached_property
    def _one(self) -> frozenset[str]:
        return folded(self.table["words"]["one"])

    def _hundreds(self, tokens: Sequence[Token], at: int, value: int) -> _Part:
        word = self._word(tokens, at)
        if word and word.joined and word.kind in ("one", "tens"):
            rest = self._small(tokens, at, word)
            if rest and rest.value:
                return _Part(tidy(value + rest.value), rest.last)
        return _Part(value, at)


READER = ArabicNumbers


def read_number(text: str) -> Value | None:
    """Return the value of the first number of a phrase; None where there is none, or where it is vague.

    >>> read_number("ثلاثة وعشرون ألفاً"), read_number("مليون و350 ألف حبة"), read_number("ثلاثمئة وخمسين متهماً")
    (23000, 1350000, 350)
    >>> read_number("نصف مليون"), read_number("مليون ونصف المليون"), read_number("مئتا ألف"), read_number("ألفي مقاتل")
    (500000, 1500000, 200000, 2000)
    """
    return next((n.number for n in numbers_of("ar").find(get("ar").sentence(text).tokens)), None)
