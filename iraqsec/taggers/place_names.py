"""Known place names in a sentence, and what stands around them: nouns, sides, prepositions, organizations, persons."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence

from iraqsec.document import Sentence, Token
from iraqsec.gazetteer.cues import Cues
from iraqsec.gazetteer.linker import Linker, Match
from iraqsec.gazetteer.table import Entry
from iraqsec.taggers.place_context import Found

_IN_ORGANIZATION = 0.5
_METONYM = 0.4
_WEAK = 0.8
_SURE = 0.95
_MODIFIERS = 2  # words between a name and its noun: "Balad Air Force Base"
_COMMON = frozenset({"neighbourhood", "street", "square", "bridge", "village"})  # kinds whose names many towns share
_NAMED_AFTER = frozenset({"neighbourhood", "village", "street"})
_WIDE = frozenset({"site", "city", "region"})
_FAMOUS = frozenset({"country", "city"})
_QUARTERS = frozenset({"district", "subdistrict", "town"})
_ADMINISTERED = frozenset({"district", "subdistrict"})
_OF = 3  # tokens from a quarter to its town: "of Mosul", "in western Mosul"
_SEATS = frozenset({"governorate:IQ-BG", "governorate:IQ-AR"})  # places whose name may stand for a government


class Finder(ABC):
    """Finds the known names of a sentence and what stands around them; one subclass a language."""

    code = ""

    def __init__(self, linker: Linker, known: Cues) -> None:
        self.linker = linker
        self.cues = known
        self.blocked: dict[str, list[tuple[str, ...]]] = {}
        for words in known.of("blocked"):
            phrase = tuple(words.split())
            for word in phrase:
                self.blocked.setdefault(word, []).append(phrase)

    def names(self, sentence: Sentence, position: int) -> Iterator[Found]:
        """Yield the names of a sentence from left to right, none overlapping."""
        tokens, at = sentence.tokens, 0
        while at < len(tokens):
            match = None if tokens[at].kind == "punct" else self.linker.match(self.code, tokens, at)
            if match and (seat := self.seat(tokens, match)):
                seat.sentence = position
                yield seat
                at = seat.last
                continue
            if match is None:
                if capital := self.capital(tokens, at):
                    capital.sentence = position
                    yield capital
                at = capital.last if capital else at + 1
                continue
            one = self._found(sentence, match)
            if one is not None:
                one.sentence = position
                yield one
            at = max(match.last, one.last if one else 0)

    def capital(self, tokens: Sequence[Token], at: int) -> Found | None:
        """Return Baghdad where "the capital" means it: no name and no other country follows or stands before."""
        head = self.cues.head("capital", tokens[at])
        if head is None or not self._is_own(tokens, at):
            return None
        last = at + 1
        if last < len(tokens):
            last += self.cues.of("nation").get(tokens[last].word.form) == "IQ"
        if last < len(tokens) and self.linker.match(self.code, tokens, last):
            return None
        entries = self.linker.by_id.get("governorate:IQ-BG")
        return (
            Found(0, at, last, head[1], (entries,), "places.capital", _WEAK, name_first=at, noun=True)
            if entries
            else None
        )

    def seat(self, tokens: Sequence[Token], match: Match) -> Found | None:
        """Return the capital that is told of by its country: "Iraq's capital"; no name follows it."""
        last = match.last + 2
        country = match.entries[0].country.lower()
        if match.entries[0].kind != "country" or last > len(tokens) or tokens[last - 2].word.form != "'s":
            return None
        if not self.cues.has("capital", tokens[last - 1].word.form):
            return None
        entry = self.linker.by_id.get(self.cues.of("seat").get(country, ""))
        if entry is None or (last < len(tokens) and self.linker.match(self.code, tokens, last)):
            return None
        return Found(0, match.first, last, 0, (entry,), "places.capital", _WEAK, name_first=last - 1, noun=True)

    @abstractmethod
    def _is_own(self, tokens: Sequence[Token], at: int) -> bool:
        """Tell whether the word "capital" at a token means Iraq's."""

    @abstractmethod
    def _found(self, sentence: Sentence, match: Match) -> Found | None:
        """Return what a match is found to name, if anything."""

    def _bearers(self, match: Match) -> tuple[Entry, ...]:
        """Return who bears a name; "حي المنصور" may be Mosul's by that name, or Mansour of Baghdad by the bare one.

        So may a subdistrict that is listed with its noun have a namesake that is listed without it: "ناحية السلام" of Diyala
        and "السلام" of Maysan, which 22 of 24 gold places mean.
        """
        keys = match.keys
        noun, bare = (keys[0], keys[1:]) if self.code == "ar" else (keys[-1], keys[:-1])
        kinds, own = self.cues.kinds("noun", noun) if bare else frozenset(), match.entries[0].kind
        if not kinds or own not in _COMMON | _ADMINISTERED:
            return match.entries
        alike = _COMMON | _QUARTERS if own in _COMMON else {own}
        rests = self.linker.index(self.code).get(bare[0], ())
        more = next((entries for rest, entries in rests if rest == bare[1:]), ())
        return tuple(dict.fromkeys(match.entries + tuple(e for e in more if e.kind in kinds and e.kind in alike)))

    @staticmethod
    def _at_home(one: Found) -> Found | None:
        """Return a finding less the countries and foreign cities that a quarter, village or street is named after.

        Of 3,042 gold places with such a noun none is one: "حي القدس", "حي دمشق", "قرية الكويت".
        """
        if one.noun and one.kinds.isdisjoint(_WIDE) and not one.kinds.isdisjoint(_NAMED_AFTER):
            one.entries = tuple(e for e in one.entries if e.country == "IQ" or e.kind not in _FAMOUS)
        return one if one.entries else None

    def _start(self, match: Match) -> Found:
        """Return the bare finding of a match."""
        needs = self.cues.needs.get(match.keys, "")
        bare = match.keys[1:] if self.code == "ar" else match.keys[:-1]
        noun = match.keys[0] if self.code == "ar" else match.keys[-1]
        generic = bool(bare) and bool(self.cues.kinds("noun", noun)) and self.cues.needs.get(bare) == "noun"
        return Found(
            0,
            match.first,
            match.last,
            match.cut,
            self._bearers(match),
            "places.name",
            _WEAK if needs else _SURE,
            needs=needs,
            generic=(generic or needs == "noun") and match.entries[0].kind in _COMMON,
            name_first=match.first,
            name_last=match.last,
        )


def _says(token: Token) -> bool:
    return "say" in token.word.tags


def _may_speak(one: Found) -> bool:
    """Tell whether a place may stand for its government ("Baghdad said")."""
    return one.entries[0].kind in ("country", "city") or one.entries[0].id in _SEATS


class ArabicNames(Finder):
    """Arabic names: nouns, sides, organizations and persons stand before them."""

    code = "ar"

    def _found(self, sentence: Sentence, match: Match) -> Found | None:
        tokens, one = sentence.tokens, self._start(match)
        if self._is_blocked(tokens, match):
            return None
        before = tokens[match.first - 1] if match.first else None
        if before is not None and before.kind == "word" and not match.cut:
            one.title = self.cues.head("title", before) is not None
            if noun := self.cues.head("noun", before):
                one.first, one.cut, one.noun = match.first - 1, noun[1], True
                one.kinds = self.cues.kinds("noun", noun[0])
                one.rule = "places.noun"
            elif one.title:
                one.noun = True
            elif noun := self.cues.head("plural", before):
                one.noun, one.kinds = True, self.cues.kinds("plural", noun[0])
            elif self.cues.has("person", before.word.form) and len(match.keys) == 1:
                return None
        if one.needs and not one.noun and one.last < len(tokens) and tokens[one.last].kind == "number":
            return None  # "الدورة 66" of a college
        self._extend(tokens, one)
        self._look_before(tokens, one)
        if one.last < len(tokens) and not one.prep and _may_speak(one) and _says(tokens[one.last]):
            one.rule, one.score = "places.metonym", _METONYM
        return self._at_home(one)

    def _is_blocked(self, tokens: Sequence[Token], match: Match) -> bool:
        """Tell whether the name is part of a fixed phrase that means no place ("فيلق القدس")."""
        name = match.keys
        for words in self.blocked.get(name[0], ()):
            at = match.first - words.index(name[0])
            if (
                at >= 0
                and at + len(words) <= len(tokens)
                and all(_is_word(tokens[at + k], word) for k, word in enumerate(words))
            ):
                return True
        return False

    def _is_own(self, tokens: Sequence[Token], at: int) -> bool:
        return at + 1 >= len(tokens) or self.cues.of("nation").get(tokens[at + 1].word.form) in (None, "IQ")

    def _extend(self, tokens: Sequence[Token], one: Found) -> None:
        """Take in the adjective that belongs to the name: "منفذ زرباطية الحدودي", "طنجة المغربية"."""
        if one.last >= len(tokens):
            return
        form = tokens[one.last].word.form
        nation = self.cues.of("nation").get(form)
        if self.cues.has("of_post", form) and tokens[one.first].word.form.endswith("ه"):
            return  # "مدير شرطة محافظة واسط الجديد": a feminine noun, a masculine adjective
        if (self.cues.has("suffix", form) and (one.noun or form == "المقدسه")) or (
            nation and nation == one.entries[0].country != "IQ"
        ):
            one.last += 1

    def _look_before(self, tokens: Sequence[Token], one: Found) -> None:
        """See whether a preposition, a side, or an organization stands before the mention."""
        if one.cut and tokens[one.first].word.form[one.cut - 1] in "بل":
            one.prep = True
        if not one.first:
            one.prep = one.prep or (one.last < len(tokens) and tokens[one.last].text in {"/", ":", "-", "–"})
            return
        before = tokens[one.first - 1]
        one.prep = one.prep or any(self.cues.head(cue, before) is not None for cue in ("prep", "side", "capital"))
        if not one.cut and self.cues.head("organization", before):
            one.rule, one.score, one.prep = "places.in_organization", _IN_ORGANIZATION, True
        elif _says(before) and _may_speak(one) and not one.cut:
            one.rule, one.score = "places.metonym", _METONYM


def _is_word(token: Token, word: str) -> bool:
    form = token.word.form
    return form == word or (form.endswith(word) and form[: -len(word)] in {"و", "ب", "ل", "ف", "وال", "ال"})


class EnglishNames(Finder):
    """English names: nouns and organizations stand behind them, prepositions, sides and persons before."""

    code = "en"

    def _found(self, sentence: Sentence, match: Match) -> Found | None:
        tokens, one = sentence.tokens, self._start(match)
        self._look_behind(tokens, one)
        self._look_before(tokens, one)
        if one.last < len(tokens) and not one.prep and _may_speak(one) and _says(tokens[one.last]):
            one.rule, one.score = "places.metonym", _METONYM
        if one.needs == "noun" and tokens[match.first].text[:3].lower() in {"al-", "al"}:
            one.needs = "near"  # "al-Rashad" is a name; whether of a place or a person is open
        elif one.needs == "noun" and one.prep:
            one.needs = "near"
        surname = self.cues.has("surname", tokens[match.first].word.form)  # no gold place is spelled so, 24 persons are
        if not one.noun and (surname or self._is_person(sentence, one)):
            return None
        if one.first and self.cues.has("direction", tokens[one.first - 1].word.form) and one.rule == "places.name":
            one.first -= 1
            one.rule = "places.side"
        return one if self._is_its_quarter(tokens, one) else self._at_home(one)

    def _is_its_quarter(self, tokens: Sequence[Token], one: Found) -> bool:
        """Tell "an Istanbul neighbourhood (of Fatih)" from "the Aden district", "the Quds neighborhood of Mosul"."""
        behind = tokens[one.last : one.last + _OF]
        if one.last == one.name_last or "subdistrict" in one.kinds or one.entries[0].kind != "city" or not behind:
            return False
        before = tokens[one.first - 1].word.tags if one.first else frozenset()
        if behind[0].word.form != "of" and ("article" not in before or "definite" in before):
            return False
        named = (self.linker.match(self.code, tokens, at) for at in range(one.last, one.last + len(behind)))
        return not any(match and match.entries[0].country == "IQ" for match in named)

    def _is_own(self, tokens: Sequence[Token], at: int) -> bool:
        if not at or (at + 1 < len(tokens) and tokens[at + 1].word.form == "of"):
            return False
        before = tokens[at - 1].word
        return "det" in before.tags and before.form != "'s"

    def _look_behind(self, tokens: Sequence[Token], one: Found) -> None:
        if one.last >= len(tokens):
            return
        at = one.last
        while (
            at + 1 < len(tokens) and at < one.last + _MODIFIERS and self.cues.has("noun_modifier", tokens[at].word.form)
        ):
            at += 1
        if not self.cues.kinds("noun", tokens[at].word.form):
            at = one.last  # "the Salman desert of Muthanna": it was the noun
        if kinds := self.cues.kinds("noun", tokens[at].word.form):
            one.kinds, one.noun, one.rule = kinds, True, "places.noun"
            one.last = at + 1
        form = tokens[one.last].word.form if one.last < len(tokens) else ""
        if self.cues.has("organization", form):
            one.rule, one.score = "places.in_organization", _IN_ORGANIZATION
            one.prep = True

    def _look_before(self, tokens: Sequence[Token], one: Found) -> None:
        at = one.first - 1
        if at >= 0 and "article" in tokens[at].word.tags:
            at -= 1
        if at < 0:
            one.prep = one.last < len(tokens) and tokens[one.last].text in {"/", ":", "-", "–", "—", "("}
            return
        form = tokens[at].word.form
        one.prep = (
            one.prep or self.cues.has("prep", form) or self.cues.has("side", form) or "prep" in tokens[at].word.tags
        )
        if form == "of" and at and (kinds := self.cues.kinds("noun", tokens[at - 1].word.form)):
            one.kinds, one.noun = one.kinds or kinds, True

    def _is_person(self, sentence: Sentence, one: Found) -> bool:
        """Tell whether a name reads as a person's: "Hassan al-Baghdadi", "Gen. Amir Saleh"."""
        tokens = sentence.tokens
        article = tokens[one.first].word.form[:3] in {"al-", "el-"}
        if len(one.entries[0].id) and not (one.needs or (article and one.entries[0].kind != "governorate")):
            return False
        if one.first and (before := tokens[one.first - 1]).kind == "word":
            form = before.word.form
            if self.cues.has("person", form):
                return True
            named = before.word.shape == "C" and not before.word.tags and one.first > 1
            if named and not any(
                self.cues.has(cue, form)
                for cue in ("noun", "noun_before", "side", "direction", "prep", "organization", "nation")
            ):
                return self.linker.match("en", tokens, one.first - 1) is None
        if not one.needs or one.prep or one.last >= len(tokens) or sentence.is_title:
            return False
        behind = tokens[one.last]
        return behind.word.shape == "C" and not behind.word.tags and behind.kind == "word"
