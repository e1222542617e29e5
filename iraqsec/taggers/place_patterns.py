"""Places that no table holds: unknown names after a place noun, borders, capitals, the country, places in focus.

What they lie in is read from the names around them: the nearest in the sentence, else the place named last, else
what the article speaks of most. The grammar of each language stands in `place_patterns_ar` and `place_patterns_en`.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import ClassVar

from attrs import define

from iraqsec.document import Sentence, Token
from iraqsec.gazetteer.cues import Cues, Head
from iraqsec.gazetteer.linker import Linker
from iraqsec.taggers.hyphens import is_inner_hyphen
from iraqsec.taggers.place_context import NEIGHBOURS, Article, Found, place_of, zone_of, zone_place

OPEN, AFTER, BORDER, FOCUS, WHOLE, CAPITAL, NOMINAL = 0.6, 0.45, 0.9, 0.4, 0.8, 0.8, 0.3
_FUNCTION = frozenset(
    "prep conj pron relative aux complementizer clause_opener neg modal say light det be have".split()  # noqa: SIM905
)
_MOST = 18  # provinces of the country, by its older count
_LED_TO = frozenset({"governorate", "city", "country"})


@define(eq=False)
class Spot:
    """A token in its sentence: where a pattern may begin, and the known names around it."""

    tokens: Sequence[Token]
    at: int
    inside: Sequence[Found]  # the names that were found in the sentence
    taken: set[int]  # the tokens that they cover

    @property
    def token(self) -> Token:
        """The token itself."""
        return self.tokens[self.at]

    def form(self, at: int) -> str:
        """Return the folded lower-case form of a token, or nothing outside the sentence."""
        return self.tokens[at].word.form if 0 <= at < len(self.tokens) else ""

    def free(self, at: int) -> bool:
        """Tell whether a token is there and no part of a known name."""
        return at < len(self.tokens) and at not in self.taken

    def content(self, at: int) -> bool:
        """Tell whether a token is a word that may stand inside a phrase."""
        return at < len(self.tokens) and not is_function(self.tokens[at])

    def named(self, first: int, last: int) -> Found | None:
        """Return the known name that begins between two tokens, both included."""
        return next((found for found in self.inside if first <= found.first <= last and found.value), None)


def is_function(token: Token) -> bool:
    """Tell whether a token ends a noun phrase: punctuation, a number, or a function word."""
    return token.kind != "word" or not token.word.tags.isdisjoint(_FUNCTION)


def whole(  # noqa: PLR0913, PLR0917 - a plain constructor
    spot: Spot, last: int, cut: int, zone: str, rule: str, score: float
) -> Found:
    """Return a finding that begins at a spot and whose value is a country or governorate as such."""
    return Found(0, spot.at, last, cut, (), rule, score, value=zone_place(zone), name_first=spot.at)


class Patterns(ABC):
    """Reads one sentence after the other and keeps the place that was named last in mind."""

    code: ClassVar[str]

    def __init__(self, known: Cues, linker: Linker, article: Article) -> None:
        """Start with what the names of the article told."""
        self.cues = known
        self.linker = linker
        self.article = article
        self.last_zone: str | None = None
        self.last_neighbour: str | None = article.neighbours[0][2] if article.neighbours else None

    def pass_by(self, inside: Sequence[Found]) -> None:
        """Remember what a sentence named."""
        for zone in _zones([one for one in inside if one.rule != "places.in_organization"]):
            self.last_zone = zone[1]
        for one in inside:
            if one.value and one.value.country in NEIGHBOURS:
                self.last_neighbour = one.value.country

    def move_roads(self, sentence: Sentence, inside: Sequence[Found]) -> None:
        """Put a road that is named after where it leads ("طريق أربيل") where the sentence or article is."""
        for one in inside:
            if one.rule != "places.noun" or one.entry is None or one.entry.kind not in _LED_TO:
                continue
            noun = sentence.tokens[one.first if self.code == "ar" else one.last - 1]
            others = [f for f in inside if f is not one and f.rule != "places.in_organization"]
            zone = self.zone(others, one.first) if self.cues.head("road", noun) else None
            if zone and zone != one.entry.governorate:
                one.value, one.entry, one.rule = zone_place(zone, "road"), None, "places.road"

    def join_roads(self, sentence: Sentence, found: Sequence[Found]) -> None:
        """Make one place of a road and of both names that it joins, where its first one lies: "Tikrit-Baiji road".

        In the gold documents 79 of 80 such places are one, and the governorate of most is that of the first name.
        """
        tokens = sentence.tokens
        for one in found:
            if not is_inner_hyphen(tokens, one.first - 1) or not self.cues.head("road", tokens[one.last - 1]):
                continue
            other = next((f for f in found if f.last == one.first - 1 and not f.drop and f.value), None)
            if other and other.value:
                one.first, one.value = (
                    other.first,
                    zone_place(other.value.governorate or other.value.country or "IQ", "road"),
                )
                one.entry, one.rule, other.drop = None, "places.road", True
            elif named := self.linker.match(self.code, tokens, one.first - 2):  # a name that is too weak to stand alone
                one.first, one.value = named.first, zone_place(zone_of(named.entries[0]), "road")
                one.entry, one.rule = None, "places.road"

    def zone(self, inside: Sequence[Found], at: int) -> str | None:
        """Return the governorate in which a place at a token probably lies."""
        near = [(abs(first - at) + (3 if first < at else 0), zone) for first, zone in _zones(inside)]
        return min(near)[1] if near else self.last_zone or self.article.main()

    def read(self, sentence: Sentence, inside: Sequence[Found]) -> Iterator[Found]:
        """Yield the pattern places of a sentence."""
        taken = {i for one in inside for i in range(one.first, one.last)}
        tokens, at = sentence.tokens, 0
        while at < len(tokens):
            one = None
            if at not in taken and tokens[at].kind == "number":
                one = self.numbered(Spot(tokens, at, inside, taken))
            elif at not in taken and tokens[at].kind == "word" and self.begins(tokens[at]):
                one = self.at(Spot(tokens, at, inside, taken))
            if one is None:
                at += 1
                continue
            yield one
            at = at + 1 if one.rule == "places.nominal" else max(at + 1, one.last)  # a nominal place may hold others

    @abstractmethod
    def begins(self, token: Token) -> bool:
        """Tell whether a pattern place can begin at a word."""

    @abstractmethod
    def at(self, spot: Spot) -> Found | None:
        """Return the pattern place that begins at a token, if any."""

    def inherit(self, spot: Spot, last: int, cut: int, rule: str, score: float) -> Found | None:
        """Return a finding that lies where the text around it is, or None where nothing tells where that is."""
        zone = self.zone(spot.inside, spot.at)
        return whole(spot, last, cut, zone, rule, score) if zone else None

    def numbered(self, spot: Spot) -> Found | None:
        """Read provinces or cities by their number in digits: "in 5 provinces", "في 12 محافظة"; "of 18 provinces" is a whole.

        Of 42 such phrases of the gold documents 18 are places, of the same with number words 92 of 350.
        """
        digits = spot.token.text
        if not digits.isdecimal() or not 1 < int(digits) <= _MOST or self.cues.has("out_of", spot.form(spot.at - 1)):
            return None
        noun = spot.at + 1
        noun += noun < len(spot.tokens) and self.nation(spot.tokens[noun]) == "IQ"
        if not self.cues.has("many", spot.form(noun)):
            return None
        last = noun + 1 + self.cues.has("whole_many", spot.form(noun + 1))
        return whole(spot, last, 0, "IQ", "places.country", WHOLE)

    def fixed(self, spot: Spot) -> Found | None:
        """Match the longest phrase that stands for the whole country or region."""
        head = self.cues.head("fixed", spot.token)
        if head is None:
            return None
        for words, zone in self.cues.fixed.get(head[0], ()):
            if all(spot.form(spot.at + k) == word for k, word in enumerate(words) if k):
                return whole(spot, spot.at + len(words), head[1], zone, "places.country", WHOLE)
        return None

    def nation(self, token: Token) -> str | None:
        """Return the country of a nationality word."""
        return self.cues.of("nation").get(token.word.form)

    def seat(self, spot: Spot, last: int, head: Head, country: str) -> Found:
        """Return a finding that stands for the capital of a country."""
        entry = self.linker.by_id.get(self.cues.of("seat").get(country.lower(), ""))
        value = place_of(entry) if entry else zone_place(country)
        return Found(
            0, spot.at, last, head[1], (), "places.capital", CAPITAL, value=value, entry=entry, name_first=spot.at
        )

    def focus(self, spot: Spot) -> Head | None:
        """Return the word that takes up a place named before ("the province", "المدينة"), or None."""
        heads = self.cues.heads(spot.token.word)
        return heads.get("focus_governorate") or heads.get("focus_city")


def distance_end(tokens: Sequence[Token], first: int, known: Cues) -> int:
    """Return where a distance ends whose side is told before a place: "400 km | north of Baghdad"; else ``first``."""
    at = first
    while at and (known.has("far_from", tokens[at - 1].word.form) or known.head("direction", tokens[at - 1])):
        at -= 1
    return at


def is_measured(tokens: Sequence[Token], first: int, known: Cues) -> bool:
    """Tell whether a distance and a side stand right before a place: "(400 km north of Baghdad)"."""
    at = distance_end(tokens, first, known)
    return 0 < at < first and known.has("length", tokens[at - 1].word.form)


def _zones(inside: Sequence[Found]) -> list[tuple[int, str]]:
    """Return where names stand and their governorates: of the measured ones only where there are no others."""
    named = [one for one in inside if one.value and one.value.governorate]
    told = [one for one in named if not one.measured] or named
    return [(one.first, one.value.governorate) for one in told if one.value and one.value.governorate]


def held(spot: Spot, first: int, last: int) -> str | None:
    """Return the governorate or country of a name that begins inside a stretch."""
    named = spot.named(first, last - 1)
    return (named.value.governorate or named.value.country) if named and named.value else None
