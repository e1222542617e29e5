"""English counted nouns: "27 suspected drug dealers", "85 kilograms of hashish", "$40,000", "three of his guards"."""

from collections.abc import Iterator, Sequence

import regex
from attrs import evolve, frozen

from iraqsec.document import Sentence, Token
from iraqsec.languages.base import Language
from iraqsec.languages.counted import NOTHING, Counted, CountedNouns, Implicit, Neighbors
from iraqsec.languages.en.morphology import lemma_forms
from iraqsec.languages.number_reader import numbers_of
from iraqsec.languages.numerals import Numeral, is_enclosed

_REACH = 8  # tokens between a numeral and its noun
_LONGEST = 3  # words of a noun in the table
_LENGTHS = frozenset({"km", "m", "mile"})
_HYPHENS = frozenset("-–")
_ENDINGS = frozenset(("'s", "’s"))
_OWNERS = _ENDINGS | {"'", "’"}
_ASIDE = 5  # words between who speaks and the verb: "two officials in the governor's office said"
_PLURAL = regex.compile(r"\w{3}(?<![sui])s$")


@frozen
class _Noun:
    lemma: str
    unit: str
    plural: bool
    singular: bool
    kind: str  # "measure", "person", "noun"


class EnglishNouns(CountedNouns):
    """Finds the counted nouns of English."""

    def __init__(self, language: Language) -> None:
        """Read ``units.toml`` and inflect its nouns."""
        super().__init__(language)
        self.nouns: dict[str, _Noun] = {}
        for kind, name in (("measure", "measures"), ("person", "persons"), ("noun", "nouns")):
            for unit, entries in self.table[name].items():
                for entry in entries:
                    self._add(entry, unit, kind)
        self.pairs: dict[tuple[str, ...], str] = {
            tuple(pair.split()): unit for unit, pairs in self.table["measure_pairs"].items() for pair in pairs
        }
        self.of_compounds: dict[tuple[str, str], str] = {
            (head, rest): unit
            for unit, pairs in self.table["of_compounds"].items()
            for head, _, rest in (p.partition(" ") for p in pairs)
        }
        self._stuff_ends = self.words["stop"] | self.words["and"]
        self._behind_measure = {phrase: float(value) for phrase, value in self.table["fractions"]["behind"].items()}
        self._first_words = frozenset(form.split()[0] for form in self.nouns)
        self._sources = frozenset(language.lexicon["source_nouns"])
        self._demonyms = tuple(self.table["words"]["demonym_endings"])

    def _add(self, entry: str, unit: str, kind: str) -> None:
        singular, _, given = entry.lower().partition("/")
        if given:
            forms = {singular: "singular", **dict.fromkeys(given.split(","), "plural")}
            if singular in given.split(","):
                forms[singular] = "both"
        else:
            tagged = lemma_forms(singular, "noun")
            forms = {form: "both" if len(tagged) == 1 else tag for form, tag in tagged.items()}
        for form, tag in forms.items():
            noun = _Noun(singular, unit, plural=tag != "singular", singular=tag != "plural", kind=kind)
            for written in {form, form.replace("-", " - ")}:
                self.nouns.setdefault(written, noun)

    # -- nouns --------------------------------------------------------------------------------------------------------

    def noun_at(self, tokens: Sequence[Token], at: int) -> tuple[_Noun, int] | None:
        """Return the longest noun of the table that starts at a token, and where it ends."""
        if tokens[at].word.form not in self._first_words:
            return None
        form, longest = "", None
        for last in range(at, min(at + _LONGEST, len(tokens))):
            form = f"{form} {tokens[last].word.form}" if form else tokens[last].word.form
            if found := self.nouns.get(form):
                longest = found, last + 1
        if longest and self._is_plural_of_letters(tokens, at, longest[1]):
            return evolve(longest[0], plural=True), longest[1] + 1
        return longest

    def counted(self, tokens: Sequence[Token], numeral: Numeral) -> Counted | None:
        """Return what a numeral counts; see the base class."""
        if money := self._money(tokens, numeral):
            return money
        at = numeral.last + is_enclosed(tokens, numeral.first, numeral.last)
        if at >= len(tokens):
            return None
        form = tokens[at].word.form
        pair = tuple(token.word.form for token in tokens[at : at + 2])
        if pair in self.pairs:
            return Counted(self.pairs[pair], at + 2, head=at + 1, first=at, last=at + 2)
        if form in _HYPHENS:
            return self._hyphened(tokens, numeral.first, at)
        if form in self.words["of"]:
            return self._partitive(tokens, numeral, at + 1)
        found = self._phrase(tokens, at, numeral, reach=numeral.last)
        return NOTHING if found and found.unit in _LENGTHS and self._is_distance(tokens, found) else found

    def _is_distance(self, tokens: Sequence[Token], found: Counted) -> bool:
        """Tell how far off something is: "26 nautical miles off Basra", "30 km away"."""
        return found.last < len(tokens) and tokens[found.last].word.form in self.words["directions"]

    def _money(self, tokens: Sequence[Token], numeral: Numeral) -> Counted | None:
        at = numeral.first - 1
        if at < 0 or (tokens[at].text not in self.currency and tokens[at].word.form not in self.currency):
            return None
        unit = self.currency.get(tokens[at].text) or self.currency[tokens[at].word.form]
        start = at - (at > 0 and tokens[at - 1].text == "US" and tokens[at - 1].end == tokens[at].start)
        return Counted(unit, numeral.last, start=start)

    def _hyphened(self, tokens: Sequence[Token], first: int, at: int) -> Counted | None:
        """Read "a 12-km fence" and "a 400-strong force"; "a 40-foot container" and "a 30-year-old" count nothing.

        Nor does what tells the size of each of several things: "four 10-kg bags".
        """
        if at + 1 >= len(tokens):
            return None
        found = self.nouns.get(tokens[at + 1].word.form)
        if found and found.kind == "measure":
            if self._tells_size(tokens, first, at + 2):
                return NOTHING
            return Counted(found.unit, at + 2, head=at + 1, first=at + 1, last=at + 2, score=0.7)
        if tokens[at + 1].word.form in self.words["strong"]:
            return Counted("person", at, score=0.8)
        return Counted("item", at, known=False, score=0.0)

    def _tells_size(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        """Tell whether a count stands before a size and a noun behind it: "four [10-kg] bags", "20 [five-litre] cans"."""
        if not first or last >= len(tokens) or tokens[last].kind != "word":
            return False
        if tokens[last].word.form in self._stuff_ends or not tokens[last].word.form.endswith("s"):
            return False
        return bool(numbers_of("en").find(tokens[first - 1 : first]))

    def _partitive(self, tokens: Sequence[Token], numeral: Numeral, at: int) -> Counted | None:
        """Read "three of his guards", "dozens of people", "two of them"."""
        start = at
        while at < len(tokens) and tokens[at].word.form in self.words["those"]:
            at += 1
        if at > start and tokens[at - 1].word.form in self.words["they"]:
            return None
        if at >= len(tokens):
            return None
        owned = self._behind_owners(tokens, at)
        found = self._phrase(tokens, owned, numeral, reach=numeral.last, plural=True)
        if owned > at and (found is None or not found.known):
            found = self._phrase(tokens, at, numeral, reach=numeral.last, plural=True)
        return evolve(found, score=0.85) if found and found.known else None

    def _behind_owners(self, tokens: Sequence[Token], at: int) -> int:
        """Return where what is counted begins behind its owners: "12 of the militants' [vehicles]"."""
        for owner in range(at, min(at + _LONGEST, len(tokens) - 2)):
            noun = self.noun_at(tokens, owner) if tokens[owner + 1].text in _OWNERS else None
            if noun and noun[0].plural and noun[1] == owner + 1 and tokens[owner + 2].kind == "word":
                return owner + 2
        return at

    def _phrase(
        self, tokens: Sequence[Token], at: int, numeral: Numeral, reach: int, *, plural: bool | None = None
    ) -> Counted | None:
        """Find the head of the noun phrase that starts at a token: its first plural, and the plurals joined to that."""
        wants_plural = numeral.number != 1 if plural is None else plural
        first, found = at, None
        stop = min(len(tokens), at + _REACH)
        while at < stop:
            token = tokens[at]
            form = token.word.form
            if token.kind == "number" and (skipped := self._model(tokens, at)):
                at = skipped
                continue
            if self._ends(token, at, first):
                break
            if found and (form in self.words["states"] or form in self.words["and"]):
                break
            hit = self.noun_at(tokens, at)
            if hit and (hit[0].kind == "measure" or (hit[0].plural if wants_plural else hit[0].singular)):
                found = hit[0], at, hit[1]
                at = hit[1]
                if hit[0].kind == "measure" and first == found[1]:
                    break
                continue
            if found:
                break
            if form in self.words["others"] and at == first:
                at += 1
                continue
            at = hit[1] if hit else at + 1
        if found:
            return self._known(tokens, first, found, reach)
        return self._unknown(tokens, first, min(at, stop), reach)

    def _ends(self, token: Token, at: int, first: int) -> bool:
        """Tell whether a noun phrase that begins at ``first`` ends before a token."""
        if token.kind == "punct":
            return token.text not in "-'\"" or at == first
        is_conjunction = at == first and token.word.form in self.words["and"]
        return token.kind == "number" or token.word.form in self.words["stop"] or is_conjunction

    def _is_plural_of_letters(self, tokens: Sequence[Token], at: int, last: int) -> bool:
        """Tell "RPG's" and "AK-47's", which are plurals: no owner, for no noun follows."""
        if not tokens[at].text.isupper() or last >= len(tokens) or tokens[last].word.form not in _ENDINGS:
            return False
        behind = tokens[last + 1] if last + 1 < len(tokens) else None
        return behind is None or behind.kind == "punct" or behind.word.form in self._stuff_ends

    def _model(self, tokens: Sequence[Token], at: int) -> int | None:
        """Return where a number within a noun phrase ends: "40-foot", "120 mm", the 7 of "RPG-7"; None for another."""
        after = [token.word.form for token in tokens[at + 1 : at + 3]]
        if after[:1] and after[0] in self.words["calibre"]:
            return at + 2
        if after[1:] and after[0] in _HYPHENS:
            return at + 3
        is_suffix = at > 0 and tokens[at - 1].text in _HYPHENS and tokens[at - 1].end == tokens[at].start
        return at + 1 if is_suffix else None

    def _known(self, tokens: Sequence[Token], first: int, found: tuple[_Noun, int, int], reach: int) -> Counted:
        noun, start, last = found
        unit = noun.unit
        if last + 1 < len(tokens) and tokens[last].word.form in self.words["of"]:
            unit = self._of_compound(tokens, start, last + 1) or unit
        if noun.lemma in self.context_units and unit == noun.unit:
            unit = self.by_context(tokens, noun.lemma) or unit
        if noun.kind != "measure":
            return Counted(unit, reach, head=last - 1, first=first, last=last)
        money = unit in ("dollar", "dinar")
        if start > first and money:  # "60 million fake dinars": what stands between is no part of the measure
            reach = last if tokens[first].text[0].isupper() else reach
            return Counted(unit, reach, head=last - 1, first=first, last=last)
        if start > first:
            return Counted(unit, reach, head=last - 1, first=first, last=last, known=False, score=0.4)
        add = self._and_a_half(tokens, last)
        stuff = (
            self._stuff(tokens, last + 1) if last < len(tokens) and tokens[last].word.form in self.words["of"] else None
        )
        stretch = stuff or (start, last)
        return Counted(
            unit,
            last + (3 if add else 0),
            head=stretch[1] - 1,
            first=stretch[0],
            last=stretch[1],
            add=add,
            times=self.parts.get(noun.lemma, 1.0),
        )

    def _and_a_half(self, tokens: Sequence[Token], at: int) -> float:
        return self._behind_measure.get(" ".join(token.word.form for token in tokens[at : at + 3]), 0.0)

    def _stuff(self, tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
        """Return the stretch of the substance behind "kilograms of"."""
        last = at
        while (
            last < min(len(tokens), at + 4)
            and tokens[last].kind == "word"
            and tokens[last].word.form not in self._stuff_ends
        ):
            last += 1
        return (at, last) if last > at else None

    def _of_compound(self, tokens: Sequence[Token], start: int, at: int) -> str | None:
        head = tokens[start].word.form.removesuffix("s")
        for token in tokens[at : at + 2]:
            form = token.word.form
            for rest in (form, form.removesuffix("s"), form.removesuffix("ies") + "y"):
                if unit := self.of_compounds.get((head, rest)):
                    return unit
        return None

    def _unknown(self, tokens: Sequence[Token], first: int, last: int, reach: int) -> Counted | None:
        """Take the first word that looks like a plural; a capitalized demonym is a person."""
        if first < last and tokens[first].word.form in self.words["others"]:
            first += 1
        for at in range(first, last):
            token = tokens[at]
            if unit := self.class_unit(token):
                if token.word.form.endswith(("s", "men")) or at + 1 == last:
                    return Counted(unit, reach, head=at, first=first, last=at + 1, score=0.8)
                continue
            if token.text[:1].isupper() and token.word.form.endswith(self._demonyms):
                return Counted("person", reach, head=at, first=first, last=at + 1, score=0.8)
        for at in range(first, last):
            if tokens[at].kind == "word" and _PLURAL.search(tokens[at].word.form):
                return Counted("item", reach, head=at, first=first, last=at + 1, known=False, score=0.6)
        return None

    # -- without numeral ----------------------------------------------------------------------------------------------

    def implicit(self, sentence: Sentence, numerals: Sequence[tuple[int, int]]) -> Iterator[Implicit]:
        """Yield "a soldier", "an Iraqi policeman", "a ton", "a truckload"; see the base class."""
        tokens = sentence.tokens
        taken = {at for first, last in numerals for at in range(first, last)}
        for at, token in enumerate(tokens[:-1]):
            if token.word.form not in self.words["articles"] or at + 1 in taken:
                continue
            phrase = self._singular(tokens, at + 1)
            if phrase is None:
                continue
            noun, start, last = phrase
            if noun.kind == "person" and noun.unit == "person":
                yield Implicit(at + 1, last, 1, "person", last - 1, "implicit_one", 0.3)
            elif noun.kind == "measure" and start == at + 1 and noun.unit not in ("dollar", "dinar"):
                add = self._and_a_half(tokens, last)
                yield Implicit(
                    at + 1, last + (3 if add else 0), 1 + add if add else 1, noun.unit, last - 1, "a_measure", 0.6
                )
            elif noun.unit in ("container", "weapon", "munition", "drone", "vehicle", "network", "site"):
                yield Implicit(at + 1, last, 1, noun.unit, last - 1, "implicit_one_thing", 0.15)

    def _singular(self, tokens: Sequence[Token], first: int) -> tuple[_Noun, int, int] | None:
        """Return the last singular noun of the table in the run of nouns that follows an article."""
        at, found = first, None
        while at < min(len(tokens), first + 5):
            if self._ends(tokens[at], at, first) or tokens[at].word.form in self.words["and"]:
                break
            hit = self.noun_at(tokens, at)
            if hit and hit[0].singular:
                found, at = (hit[0], at, hit[1]), hit[1]
                continue
            if found:
                break
            at += 1
        return found

    def speaks(self, tokens: Sequence[Token], numeral: Numeral, counted: Counted) -> bool:
        """Tell whether the counted are who tells the news: "three medics told AFP that …".

        Of 77 such numerals in the gold documents none fills a role.
        """
        noun = None if counted.head is None else tokens[counted.head].word.form
        if noun is None or (counted.unit != "person" and noun not in self._sources):
            return False
        before = tokens[numeral.first - 1] if numeral.first else None
        if before is not None and before.kind != "punct" and before.word.form not in self.words["clause"]:
            return False
        at = counted.last
        if at < len(tokens) and tokens[at].word.form in self.words["where"]:
            stop = min(len(tokens), at + _ASIDE + 1)
            at = next((i for i in range(at, stop) if tokens[i].word.form in self.words["say"]), len(tokens))
            if any(token.kind != "word" for token in tokens[counted.last : at]):
                return False
        if at >= len(tokens) or tokens[at].word.form not in self.words["say"]:
            return False
        return at + 1 == len(tokens) or tokens[at + 1].word.form != "to"  # "two men said to be leaders"

    def bare_unit(self, tokens: Sequence[Token], numeral: Numeral, near: Neighbors) -> str:
        """Guess the unit of a bare number; see the base class."""
        around = [token.word.form for token in tokens[max(0, numeral.first - 3) : numeral.last + 4]]
        after = [token.word.form for token in tokens[numeral.last : numeral.last + 2]]
        takes_up = bool(after) and (
            after[0] in self.words["others"]
            or (after[0] in self.words["of"] and after[1:] != [] and after[1] in self.words["those"])
        )
        return near.guess(takes_up=takes_up, is_person=any(self.person_cues.match(form) for form in around))


NOUNS = EnglishNouns
