"""Quantities: what is counted, weighed, measured or paid, with its number and unit.

A mention is the numeral for counted nouns ("27"; in Arabic with its noun, "27 متهماً"), numeral and unit for measures
("85 kilograms"); "more than" and "about" stay outside and become the value's precision. Years, dates, clock times, ids,
percentages, ages and durations are no quantities. A dual, or one person by a singular noun, gives a mention of low
score.
"""

from collections.abc import Iterator, Sequence

from iraqsec.document import EntityMention, Sentence, Span, Token, mention_of
from iraqsec.languages.counted import Counted, CountedNouns, Implicit, Neighbors, add_measures, nouns_of
from iraqsec.languages.number_reader import Numbers, numbers_of
from iraqsec.languages.numerals import Numeral, tidy
from iraqsec.taggers.base import Context, Tagger
from iraqsec.values import Number

_DUALS = frozenset({"dual", "dual_or_plural", "dual_construct"})
_WORTHLESS = 0.05
_BARE, _BARE_ITEM = 0.55, 0.35  # scores of a number without noun: with a likely unit, and without


class Quantities(Tagger):
    """Yields mentions labelled "number", whose value is a `Number` and whose ``of`` is the counted noun.

    >>> from iraqsec.languages.base import get
    >>> english = get("en")
    >>> sentence = english.sentence("In 2023 they arrested 27 drug dealers with more than 85 kilograms of hashish.")
    >>> for mention in Quantities().tag([sentence], Context(english)):
    ...     print(mention.text, mention.value.number, mention.value.unit, mention.value.precision)
    27 27 person exact
    85 kilograms 85 kg at_least
    """

    name = "quantities"

    def tag(self, sentences: Sequence[Sentence], context: Context) -> Iterator[EntityMention]:
        """Yield the quantities of each sentence; numerals that earlier taggers read as part of a time are left out."""
        reader = _Reader(numbers_of(context.language.code), nouns_of(context.language.code))
        times: dict[int, list[tuple[int, int]]] = {}
        named = set[tuple[int, int]]()
        for mention in context.seen:
            if mention.label == "time":
                times.setdefault(mention.sentence, []).append((mention.first, mention.last))
            elif mention.label == "place" and mention.link:
                named.update((mention.sentence, at) for at in range(mention.first, mention.last))
        for sentence in sentences:
            for quantity in reader.read(sentence, times.get(sentence.index, ())):
                if quantity.found_by not in _DUALS or (quantity.sentence, quantity.first) not in named:
                    yield quantity  # "شيخان" is a district, not two sheikhs


class _Reader:
    """Reads the quantities of an article's sentences, in order: a bare number may take up what was counted last."""

    def __init__(self, numbers: Numbers, nouns: CountedNouns) -> None:
        self.numbers = numbers
        self.nouns = nouns
        self.carried: str | None = None

    def read(self, sentence: Sentence, times: Sequence[tuple[int, int]]) -> Iterator[EntityMention]:
        """Yield the quantities of a sentence, those with numerals and those without, in text order."""
        taken = list(times)
        counts = list(self._counts(sentence, taken))
        known = [counted.unit if counted and counted.known else None for _, counted in counts]
        found: list[EntityMention] = []
        for at, (numeral, counted) in enumerate(counts):
            if counted is None:
                unit = self.nouns.bare_unit(sentence.tokens, numeral, self._neighbors(sentence, known, at))
                found.append(
                    self._mention(
                        sentence,
                        numeral,
                        Counted(
                            unit,
                            numeral.last,
                            known=False,
                            score=_BARE_ITEM if unit == "item" or numeral.number == 1 else _BARE,
                        ),
                    )
                )
            else:
                found.append(self._mention(sentence, numeral, counted))
        self.carried = next((unit for unit in reversed(known) if unit), self.carried)
        found += [_implicit_mention(sentence, implicit) for implicit in self.nouns.implicit(sentence, taken)]
        return iter(self._summed(sentence, sorted(found, key=lambda mention: (mention.start, mention.end))))

    def _counts(self, sentence: Sentence, taken: list[tuple[int, int]]) -> Iterator[tuple[Numeral, Counted | None]]:
        """Yield the numerals that count something, and what; ``taken`` grows by the stretches of all numerals."""
        tokens = sentence.tokens
        times, date = tuple(taken), -1
        for numeral in self.numbers.find(tokens):
            if any(first < numeral.last and numeral.first < last for first, last in times):
                continue
            counted = self.nouns.counted(tokens, numeral)
            taken.append(_taken(numeral, counted))
            has_noun = bool(counted and counted.known)
            if self._goes_on(tokens, date, numeral) and not has_noun:
                date = numeral.last  # the second day of "May 9 and 10"
            elif self.numbers.is_no_count(tokens, numeral, has_noun=has_noun):
                date = numeral.last if numeral.raw else -1
            elif _is_worth(numeral, counted) and not (counted and self.nouns.speaks(tokens, numeral, counted)):
                yield numeral, counted

    def _goes_on(self, tokens: Sequence[Token], date: int, numeral: Numeral) -> bool:
        """Tell whether digits follow what is no count, joined to it by "and", "to" or a comma."""
        gap = [token.word.form for token in tokens[date : numeral.first]] if 0 <= date <= numeral.first else []
        joins = self.numbers.conjunctions | self.numbers.to
        return bool(numeral.raw) and len(gap) == 1 and (gap[0] in joins or gap[0] in (",", "،"))

    def _neighbors(self, sentence: Sentence, known: Sequence[str | None], at: int) -> Neighbors:
        before = next((unit for unit in reversed(known[:at]) if unit), None)
        behind = next((unit for unit in known[at + 1 :] if unit), None)
        return Neighbors(before, behind, self.carried, bool(self.nouns.person_cues.search(sentence.text)))

    def _mention(self, sentence: Sentence, numeral: Numeral, counted: Counted) -> EntityMention:
        number, low, high = numeral.number, numeral.low, numeral.high
        if numeral.other is not None and counted.is_measure and counted.unit not in ("dollar", "dinar"):
            number = numeral.other
            low, high = (number if bound is not None else None for bound in (low, high))
        if counted.times != 1:
            number, low, high = (tidy(n * counted.times) if n is not None else None for n in (number, low, high))
        if counted.add and number is not None:
            number = tidy(number + counted.add)
        precision = numeral.precision
        if (
            precision == "exact"
            and number is not None
            and (after := self.numbers.bound_after(sentence.tokens, counted.reach))
        ):
            precision = after
            low, high = (number if after == "at_least" else None), (number if after == "at_most" else None)
        first = numeral.first if counted.start is None else counted.start
        last = max(numeral.last, counted.reach)
        tokens = sentence.tokens
        if first and tokens[first - 1].text == "(" and any(token.text == ")" for token in tokens[first:last]):
            first -= 1
        of = _stretch(sentence, counted)
        return mention_of(
            sentence,
            first,
            last,
            "number",
            cut_start=numeral.cut if first == numeral.first else sentence.tokens[first].word.cut,  # "بقتيل واحد"
            value=Number(number, counted.unit, low, high, precision),
            score=0.6 if numeral.number is None else counted.score,
            found_by="quantity" if counted.known else "bare_number",
            of=of,
            head=numeral.first if counted.head is None else counted.head,
            classes=_classes(sentence, counted.head),
        )

    def _summed(self, sentence: Sentence, found: list[EntityMention]) -> list[EntityMention]:
        """Join what is one measure in two units: "ثلاثة أطنان و24 كيلوغراماً", "2 kilograms and 300 grams"."""
        out: list[EntityMention] = []
        for mention in found:
            joined = self._sum(sentence, out[-1], mention) if out else None
            if joined:
                out[-1] = joined
            else:
                out.append(mention)
        return out

    def _sum(self, sentence: Sentence, left: EntityMention, right: EntityMention) -> EntityMention | None:
        one, other = left.value, right.value
        if not isinstance(one, Number) or not isinstance(other, Number) or one.number is None or other.number is None:
            return None
        gap = sentence.text[left.end - sentence.start : right.start - sentence.start].strip()
        if gap.lower() not in self.numbers.conjunctions:
            return None
        total = add_measures((one.number, one.unit), (other.number, other.unit))
        if total is None:
            return None
        value = Number(tidy(total[0]), total[1], precision=one.precision)
        merged = mention_of(
            sentence, left.first, right.last, "number", cut_start=left.start - sentence.tokens[left.first].start
        )
        merged.value, merged.of, merged.head, merged.classes = value, right.of, right.head, right.classes
        merged.score, merged.found_by = left.score, left.found_by
        return merged


def _taken(numeral: Numeral, counted: Counted | None) -> tuple[int, int]:
    """Return the tokens of a numeral and its noun, in which no quantity without numeral is looked for."""
    if counted is None:
        return numeral.first, numeral.last
    first = numeral.first if counted.start is None else min(counted.start, numeral.first)
    return first, max(numeral.last, counted.reach, counted.last)


def _is_worth(numeral: Numeral, counted: Counted | None) -> bool:
    """Tell numerals that count from "half of them" and from what only looks like a number ("40-foot")."""
    if numeral.number is not None and 0 < numeral.number < 1:
        return counted is not None and counted.is_measure
    return counted is None or counted.score >= _WORTHLESS


def _stretch(sentence: Sentence, counted: Counted) -> Span | None:
    if counted.last <= counted.first:
        return None
    return Span(sentence.tokens[counted.first].start, sentence.tokens[counted.last - 1].end)


def _classes(sentence: Sentence, head: int | None) -> frozenset[str]:
    if head is None:
        return frozenset()
    return frozenset(tag[2:] for tag in sentence.tokens[head].word.tags if tag.startswith("n:"))


def _implicit_mention(sentence: Sentence, implicit: Implicit) -> EntityMention:
    noun = sentence.tokens[implicit.head]
    return mention_of(
        sentence,
        implicit.first,
        implicit.last,
        "number",
        cut_start=implicit.cut,
        value=Number(implicit.number, implicit.unit),
        score=implicit.score,
        found_by=implicit.rule,
        of=Span(noun.start + implicit.cut, noun.end),
        head=implicit.head,
        classes=_classes(sentence, implicit.head),
    )
