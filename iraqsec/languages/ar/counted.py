"""Arabic counted nouns: "27 متهماً", "85 كغم من الكريستال", duals ("كيلوغرامين"), "خمسة من عناصره", "قتيل واحد"."""

from collections.abc import Iterator, Sequence

from attrs import evolve

from iraqsec.document import Sentence, Token
from iraqsec.languages.ar.counts_nobody import (
    is_added_to,
    is_another,
    is_attribute,
    is_no_dual,
    is_plural,
    shares_a_count,
)
from iraqsec.languages.ar.noun_first import noun_first, said_before
from iraqsec.languages.ar.unit_nouns import UnitNoun, inflect, second_words
from iraqsec.languages.base import Language
from iraqsec.languages.counted import Counted, CountedNouns, Implicit, Neighbors
from iraqsec.languages.folding import fold_word
from iraqsec.languages.numerals import Numeral, is_enclosed

_PREFIXES = ("", "و", "ف", "ب", "ل", "ك", "ال", "وال", "بال", "لل", "فال", "كال", "وب", "ول", "وبال", "ولل", "فب", "فل")
_TWO, _FEW = 2, 10  # between these the counted noun is a plural, above a singular
_PERSON_PLURALS, _PERSON_SINGULARS = ("ين",), ("يا",)
_SHORTEST_PERSON, _SHORTEST_NOUN = 5, 4
_CLITICS = "وفبلك"


class ArabicNouns(CountedNouns):
    """Finds the counted nouns of Arabic."""

    cue_clitics = "[وفبلكسي]?(?:ال|لل)?[يتن]?"

    def __init__(self, language: Language) -> None:
        """Read ``units.toml`` and inflect its nouns."""
        super().__init__(language)
        self._forms: dict[str, UnitNoun] = {}
        ranked: list[tuple[int, str, UnitNoun]] = []
        for kind, name in (("person", "persons"), ("noun", "nouns"), ("measure", "measures")):
            for unit, entries in self.table[name].items():
                ranked += [found for entry in entries for found in inflect(entry, unit, kind)]
        for _, form, noun in sorted(ranked, key=lambda found: found[0]):
            self._forms.setdefault(form, noun)
        for form in self.words["not_forms"]:
            self._forms.pop(form, None)
        fractions = self.table["fractions"]
        self._behind_measure = {fold_word(word): float(value) for word, value in fractions["behind"].items()}
        self._before_measure = {
            prefix + fold_word(word): (float(value), len(prefix))
            for word, value in fractions["before"].items()
            for prefix in ("", *_PREFIXES[1:6])
        }
        self._seen: dict[str, UnitNoun | None] = {}
        self._compounds: dict[tuple[str, str], str] = {}
        for unit, entries in self.table["compounds"].items():
            for head, rest in (fold_word(entry).split()[:2] for entry in entries):
                for form in second_words(rest):
                    self._compounds.setdefault((head, form), unit)
        self._pairs = {
            tuple(fold_word(p).split()): unit for unit, pairs in self.table["measure_pairs"].items() for p in pairs
        }

    def noun(self, token: Token) -> UnitNoun | None:
        """Return the table's noun that a word is, clitics cut; None where it is none."""
        form = token.word.form
        if form not in self._seen:
            if len(self._seen) > 20_000:  # noqa: PLR2004 - bounded, as the cache of words is
                self._seen.clear()
            self._seen[form] = self._look_up(form)
        return self._seen[form]

    def _look_up(self, form: str) -> UnitNoun | None:
        for prefix in _PREFIXES:
            if form.startswith(prefix) and (found := self._forms.get(form[len(prefix) :])):
                definite = prefix.endswith(("ال", "لل"))
                if definite and found.definite:
                    continue
                return evolve(found, cut=len(prefix) - (2 if definite else 0), definite=found.definite or definite)
        return None

    # -- at numerals --------------------------------------------------------------------------------------------------

    def counted(self, tokens: Sequence[Token], numeral: Numeral) -> Counted | None:
        """Return what a numeral counts; see the base class."""
        at, start = numeral.last, None
        if is_enclosed(tokens, numeral.first, numeral.last):
            at, start = at + 1, numeral.first - 1
        before = self._before(tokens, numeral)
        if numeral.first and tokens[numeral.first - 1].text in self.currency:
            return Counted(self.currency[tokens[numeral.first - 1].text], numeral.last, start=numeral.first - 1)
        found = self._behind(tokens, at, numeral) if at < len(tokens) else None
        if first := noun_first(self, tokens, numeral, found):
            return first
        if before and _is_told_by(self, tokens, numeral, (before, found)):
            return before  # "كيلوغراماً واحداً من الحشيش", "إرهابيين اثنين تسللا"
        if found and numeral.number is None and not found.is_measure:
            found = evolve(found, reach=numeral.last)  # "dozens" stand alone, as the guide has it
        if found:
            return evolve(found, start=start) if found.reach > numeral.last else found
        return before

    def _behind(self, tokens: Sequence[Token], at: int, numeral: Numeral) -> Counted | None:
        pair = tuple(token.word.form for token in tokens[at : at + 2])
        if pair in self._pairs:
            return self._measure(tokens, at, at + 2, self._pairs[pair])
        form = tokens[at].word.form
        if form in self.words["of"]:
            return self._partitive(tokens, at + 1, numeral)
        if form in self.words["of_pronoun"]:
            return Counted("person", numeral.last, score=0.8)
        if form in self.words["others"]:
            return Counted("person", at + 1, score=0.8)
        noun = self.noun(tokens[at])
        if noun is not None and self._agrees(noun, numeral):
            return self.noun_phrase(tokens, at, noun)
        return self._unlisted(tokens, at, numeral)

    def _agrees(self, noun: UnitNoun, numeral: Numeral) -> bool:
        """Tell whether a noun can stand behind a numeral: indefinite, or definite behind "dozens" and "the three"."""
        if noun.cut and noun.kind != "measure":
            return False
        return (
            not noun.definite
            or numeral.number is None
            or numeral.definite
            or noun.kind == "measure"
            or numeral.scale > 1
        )

    def noun_phrase(self, tokens: Sequence[Token], at: int, noun: UnitNoun) -> Counted:
        """Return what a noun of the table means with the words behind it."""
        if noun.kind == "measure":
            return evolve(self._measure(tokens, at, at + 1, noun.unit), times=self.parts.get(noun.lemma, 1.0))
        unit, last = self.by_context(tokens, noun.lemma) or noun.unit, at + 1
        if last < len(tokens) and (other := self._compounds.get((noun.lemma, tokens[last].word.form))):
            unit, last = other, last + 1
        return Counted(unit, last, head=at, first=at, last=last, score=0.95)

    def _measure(self, tokens: Sequence[Token], at: int, last: int, unit: str) -> Counted:
        add, reach = self._fraction(tokens, last)
        stuff = self._stuff(tokens, reach)
        first, end = stuff or (at, last)
        return Counted(unit, reach, head=end - 1 if stuff else at, first=first, last=end, add=add, score=0.95)

    def _fraction(self, tokens: Sequence[Token], at: int) -> tuple[float, int]:
        """Read "ونصف الكيلوغرام" behind a measure: what it adds, and where it ends."""
        fraction = self._behind_measure.get(tokens[at].word.form) if at < len(tokens) else None
        if fraction is None:
            return 0.0, at
        noun = self.noun(tokens[at + 1]) if at + 1 < len(tokens) else None
        return fraction, at + (2 if noun and noun.kind == "measure" and noun.definite else 1)

    def _stuff(self, tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
        """Return the stretch of the substance: "من مادة الكريستال", "حشيشة"."""
        if at < len(tokens) and tokens[at].word.form in self.words["of"]:
            at += 1
        elif at >= len(tokens) or tokens[at].word.form not in self.words["stuff"]:
            return None
        if at >= len(tokens) or tokens[at].kind != "word":
            return None
        last = at + 1
        if (
            tokens[at].word.stem in self.words["stuff"]
            and last < len(tokens)
            and tokens[last].kind == "word"
            and (tokens[last].word.form[0] not in self.words["and"])
        ):
            last += 1
        return at, last

    def _partitive(self, tokens: Sequence[Token], at: int, numeral: Numeral) -> Counted | None:
        """Read "خمسة من عناصره", "اثنين من كبار تجار المخدرات"; the mention is the numeral alone."""
        while at < len(tokens) and tokens[at].word.stem in self.words["partitives"]:
            at += 1
        if at >= len(tokens) or tokens[at].kind != "word":
            return None
        noun = self.noun(tokens[at])
        if (
            noun
            and not noun.cut
            and noun.form != "one"
            and noun.kind != "measure"
            and (noun.lemma not in self.words["collectives"])
        ):
            return evolve(self.noun_phrase(tokens, at, noun), reach=numeral.last, score=0.85)
        if noun is None and (unit := self.class_unit(tokens[at])):
            return Counted(unit, numeral.last, head=at, first=at, last=at + 1, score=0.75)
        if noun and noun.kind == "measure":
            return None
        # "خمسة من الرماة", "أربعة من الأسرة": what numbers are taken from like this is people, even of a collective.
        return Counted("person", numeral.last, head=at, first=at, last=at + 1, known=False, score=0.7)

    def _unlisted(self, tokens: Sequence[Token], at: int, numeral: Numeral) -> Counted | None:
        """Take a word that is no table's noun by its class, or by its ending: "خمسة كرواتيين", "12 يابانياً"."""
        token = tokens[at]
        form = token.word.form
        if token.kind != "word" or form in self.words["never_nouns"] or form.startswith("ال"):
            return None
        if unit := self.class_unit(token):
            return Counted(unit, at + 1, head=at, first=at, last=at + 1, score=0.8)
        if form in self.words["other_things"] or (numeral.number == _TWO and not numeral.raw):
            return None  # "ثمانون غيرها", "اثنين قاما": no noun stands behind the word "two"
        few = numeral.number is not None and _TWO < numeral.number <= _FEW
        if form.endswith(_PERSON_PLURALS if few else _PERSON_SINGULARS) and len(form) >= _SHORTEST_PERSON:
            return Counted("person", at + 1, head=at, first=at, last=at + 1, score=0.7)
        is_scaled = numeral.scale > 1 and form[0] not in _CLITICS
        if is_scaled or (len(form) >= _SHORTEST_NOUN and form.endswith("ات" if few else "ا")):
            return Counted("item", at + 1, head=at, first=at, last=at + 1, known=False, score=0.6)
        return None

    def _before(self, tokens: Sequence[Token], numeral: Numeral) -> Counted | None:
        """Read the noun before a definite numeral ("البوابات الأربع") and before "اثنين", "واحد"."""
        if not numeral.first:
            return None
        at = numeral.first - 1
        noun, form = self.noun(tokens[at]), tokens[numeral.first].word.form
        if numeral.definite and not numeral.raw:
            if noun and noun.definite and noun.form in ("many", "dual", "dual_or_plural", "owned"):
                return Counted(noun.unit, numeral.last, head=at, first=at, last=numeral.first, score=0.6)
            return None
        for back in (at, at - 1):
            noun = self.noun(tokens[back]) if back >= 0 else None
            if noun is None or noun.definite:
                continue
            single = form in self.words["single"] and noun.form == "one"
            if single or (form in self.words["both"] and noun.form.startswith("dual") and back == at):
                stuff = self._stuff(tokens, numeral.last) if noun.kind == "measure" else None
                first, last = stuff or (back, numeral.first)
                return Counted(
                    noun.unit,
                    numeral.last,
                    head=back,
                    first=first,
                    last=last,
                    start=back,
                    times=self.parts.get(noun.lemma, 1.0),
                    score=0.85,
                )
        return None

    def are_two(self, tokens: Sequence[Token], at: int) -> bool:
        """Tell "المتهمين الاثنين", who are two, from what happened on a Monday: the noun of men right before is a dual.

        All 2 of the gold documents are; behind another noun ("المسؤولين العراقيين الاثنين"), a number or "من" it is the day.
        """
        if not 0 < at < len(tokens) or tokens[at].word.form not in self.words["the_two"]:
            return False
        noun = self.noun(tokens[at - 1])
        if noun is None or noun.kind != "person" or not noun.definite or noun.form not in ("dual", "dual_or_plural"):
            return False
        if at == 1 or noun.lemma.endswith("ه"):
            return at == 1
        before, told = tokens[at - 2], self.noun(tokens[at - 2])
        return before.kind == "word" and before.word.form not in self.words["of"] and not (told and told.definite)

    # -- without numeral ----------------------------------------------------------------------------------------------

    def implicit(self, sentence: Sentence, numerals: Sequence[tuple[int, int]]) -> Iterator[Implicit]:
        """Yield duals, "طناً من", "أحد جنوده", and a person by an indefinite singular; see the base class."""
        tokens = sentence.tokens
        taken = {at for first, last in numerals for at in range(first, last)}
        for at, token in enumerate(tokens):
            if token.kind != "word" or at in taken:
                continue
            noun = self.noun(token)
            if noun is not None:
                if not shares_a_count(self, tokens, at, noun, taken) and not self.are_two(tokens, at + 1):
                    yield from self._implicit(tokens, at, noun)
            elif token.word.stem in self.words["one_of"] and at + 1 < len(tokens):
                yield from self._one_of(tokens, at)

    def _one_of(self, tokens: Sequence[Token], at: int) -> Iterator[Implicit]:
        """Read "أحد جنوده", "إحدى الناشطات"."""
        owner = self.noun(tokens[at + 1])
        is_many = owner is not None and owner.form in ("many", "owned", "dual_or_plural")
        if owner is not None and owner.kind == "person" and owner.definite and is_many:
            yield Implicit(at, at + 2, 1, "person", at + 1, "one_of", 0.35)

    def _implicit(self, tokens: Sequence[Token], at: int, noun: UnitNoun) -> Iterator[Implicit]:
        nxt = tokens[at + 1] if at + 1 < len(tokens) else None
        follows = nxt is not None and nxt.kind == "word"
        if noun.kind == "measure":
            yield from self._measure_alone(tokens, at, noun)
            return
        unit, last = noun.unit, at + 1
        if noun.form.startswith("dual") and is_no_dual(self, tokens, at, noun):
            return
        if nxt is not None and (other := self._compounds.get((noun.lemma, nxt.word.form))):
            unit, last = other, at + 2
        elif nxt is not None and self._is_adjective(noun, nxt):
            last = at + 2
        if noun.form == "dual" or (noun.form == "owned_dual" and noun.kind == "person"):
            yield Implicit(at, last, 2, unit, at, "dual", 0.35 if noun.definite else 0.85, noun.cut)
        elif noun.form == "dual_construct" and follows and nxt is not None and not self.is_function(nxt):
            score = 0.6 if noun.lemma.endswith("ه") else 0.4
            yield Implicit(at, max(last, at + 2), 2, unit, at, "dual_construct", score, noun.cut)
        elif noun.form == "dual_or_plural" and not is_plural(self, tokens, at, noun):
            yield Implicit(at, last, 2, unit, at, "dual_or_plural", 0.15 if noun.definite else 0.4, noun.cut)
        elif noun.form == "one" and not noun.definite and noun.kind == "person":
            if is_attribute(self, tokens, at) or is_another(self, tokens, at, noun):
                return
            yield Implicit(at, last, 1, "person", at, "implicit_one", 0.3, noun.cut)

    def _measure_alone(self, tokens: Sequence[Token], at: int, noun: UnitNoun) -> Iterator[Implicit]:
        """Read "كيلوغرامين", "طن ونصف الطن", "طناً من نترات"; a bare "دولار" says nothing."""
        if noun.definite:
            return
        add, reach = self._fraction(tokens, at + 1)
        part = self._before_measure.get(tokens[at - 1].word.form) if at else None
        if part and noun.form == "one":
            yield Implicit(at - 1, at + 1, part[0], noun.unit, at, "a_measure", 0.9, part[1])
            return
        if noun.form == "dual":
            yield Implicit(at, reach, 2 + add if add else 2, noun.unit, at, "dual", 0.9, noun.cut)
        elif noun.form == "one" and noun.unit not in ("dollar", "dinar", "m") and not noun.is_short:
            of = reach < len(tokens) and tokens[reach].word.form in self.words["of"]
            if add or of or is_added_to(self, tokens, at + 1, noun):
                yield Implicit(at, reach, 1 + add if add else 1, noun.unit, at, "a_measure", 0.7, noun.cut)

    def _is_adjective(self, noun: UnitNoun, token: Token) -> bool:
        """Tell an adjective of origin behind a noun: "جندي أميركي", "مجندة بريطانية", "شرطيان عراقيان"."""
        form = token.word.form
        if token.kind != "word" or form.startswith("ال") or len(form) < 4 or self.is_function(token):  # noqa: PLR2004
            return False
        own = self.noun(token)
        if own is not None and own.cut:
            return False  # "مختار وشرطيا المخفر"
        if noun.form == "one":
            return form.endswith(("يه",) if noun.lemma.endswith("ه") else ("ي", "يا"))
        return form.endswith(("يان", "يين", "يتان", "يتين"))

    def unit_said(self, tokens: Sequence[Token], at: int) -> str:
        """Read "عدد المتقدمين 12 ألفاً", "وعددهم 900"; see the base class."""
        return said_before(self, tokens, at)

    def is_function(self, token: Token) -> bool:
        """Tell words that are no part of a noun phrase."""
        return token.word.form in self.words["never_nouns"] or token.word.form in self.words["of"]

    def bare_unit(self, tokens: Sequence[Token], numeral: Numeral, near: Neighbors) -> str:
        """Guess the unit of a bare number; see the base class."""
        around = tokens[max(0, numeral.first - 3) : numeral.last + 3]
        after = tokens[numeral.last].word.form if numeral.last < len(tokens) else ""
        takes_up = after in self.words["other_things"] or after in self.words["of_thing"]
        is_person = any(
            any(key in self.words["they"] for key, _, _ in t.word.keys) or self.person_cues.match(t.word.form)
            for t in around
        )
        if not is_person and not takes_up:
            for token in reversed(tokens[max(0, numeral.first - 5) : numeral.first]):
                noun = self.noun(token)
                if noun and noun.form in ("many", "dual_or_plural") and noun.kind != "measure":
                    return noun.unit
        return near.guess(takes_up=takes_up, is_person=is_person or (numeral.definite and not numeral.raw))


def _is_told_by(
    nouns: ArabicNouns, tokens: Sequence[Token], numeral: Numeral, around: tuple[Counted, Counted | None]
) -> bool:
    """Tell whether the noun before "two" or "one" is what these count, whatever stands behind: they only stress it.

    "كيلوغراماً واحداً من الكريستال" is no one of the crystal (all 4 of the gold documents are so), but in
    "قتل في هجوم واحد من عناصره" one of his men was killed.
    """
    if tokens[numeral.first].word.form in nouns.words["both"]:
        return True
    before, behind = around
    if before.head != numeral.first - 1:
        return False
    return before.is_measure or (
        before.unit != "item" and (behind is None or not behind.known or behind.unit == before.unit)
    )


NOUNS = ArabicNouns
