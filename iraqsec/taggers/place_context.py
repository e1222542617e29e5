"""Which place a name means: evidence around it, the governorates of the sentence and of the article."""

import math
from collections import Counter
from collections.abc import Container, Sequence

from attrs import define, evolve, field

from iraqsec.document import Sentence
from iraqsec.gazetteer.table import Entry, extents
from iraqsec.values import Place

NEIGHBOURS = frozenset({"SY", "IR", "TR", "JO", "SA", "KW"})
_RANK = {
    kind: n
    for n, kinds in enumerate(
        (
            "country",
            "governorate region",
            "city province",
            "district crossing",
            "airport prison base port",
            "subdistrict town",
        ),
        0,
    )
    for kind in kinds.split()
}
_LAST_RANK = 9
_ORDER = ("", "prep", "cue", "near", "noun", "title")  # those that ask for less come first and then help the others
_OPEN = 0.7
_BETWEEN = frozenset({",", "،", "/", "و", "and", "-", "–", "—", "or", "(", ")", "of"})


@define(eq=False)
class Found:
    """A name or phrase that may be a place: where it stands, who bears the name, and what speaks for it."""

    sentence: int
    first: int
    last: int
    cut: int
    entries: tuple[Entry, ...]
    rule: str
    score: float
    needs: str = (
        ""  # what a weak name asks for: "title", "noun", "near", "prep", "cue"; empty for a name that stands alone
    )
    kinds: frozenset[str] = frozenset()  # what the governing noun fits
    generic: bool = False  # a name that many towns have: "حي العسكري"
    noun: bool = False
    title: bool = False  # the governing noun is one of administration
    prep: bool = False
    name_first: int = -1  # where the name itself begins, behind its governing noun
    name_last: int = -1
    value: Place | None = None
    entry: Entry | None = None
    drop: bool = False
    measured: bool = False  # only a distance is measured from it: "Rabia (130 km west of Mosul)"


_COMMON = frozenset({"village", "neighbourhood", "street", "square", "bridge", "site"})
"""Kinds of which many places have one name."""

_COMMAS = frozenset({",", "،"})
_ROW = frozenset({",", "،", "و", "and"})

_SETTLED = frozenset({"district", "subdistrict", "city", "town", "village"})
"""Kinds that take one another's place in the news."""


_DEGREE = 111  # km
_NARROWED = 0.84  # a degree from west to east at 33° north
_FAR = 100  # km beyond which a known place is not "north of" another
_AROUND = frozenset({"governorate", "district"})
"""Kinds that say where a name lies."""


@define(eq=False)
class Article:
    """What the article says of places so far: votes of its sure names, and where it was written."""

    votes: Counter[str] = field(factory=Counter)
    neighbours: list[tuple[int, int, str]] = field(factory=list)
    dateline: str | None = None

    def main(self) -> str | None:
        """Return the governorate that the article speaks of most, or that of its dateline."""
        inside = [(n, zone) for zone, n in self.votes.items() if zone.startswith("IQ-")]
        if not inside:
            return self.dateline
        return max(inside, key=lambda pair: (pair[0], pair[1] == self.dateline))[1]


def zone_of(entry: Entry) -> str:
    """Return the governorate of an entry, else its country."""
    return entry.governorate or entry.country


def place_of(entry: Entry) -> Place:
    """Return the value of an entry."""
    return Place(
        entry.governorate,
        None if entry.governorate else entry.country,
        entry.id,
        entry.latitude,
        entry.longitude,
        entry.precision,
        entry.kind,
    )


def zone_place(zone: str, kind: str | None = None) -> Place:
    """Return the value of a place of which only the governorate or country is known."""
    return Place(governorate=zone, kind=kind) if zone.startswith("IQ-") else Place(country=zone, kind=kind)


def settle(
    found: Sequence[Found],
    sentences: Sequence[Sentence],
    article: Article,
    links: Container[str],
    locators: Container[str] = (),
) -> None:
    """Choose an entry for each name, and drop the weak names for which too little speaks.

    ``links`` are the words that may lie between two names of which one locates the other ("الدور شرقي تكريت"),
    ``locators`` those that may lie between a name and the governorate it lies in ("في الفضل ضمن محافظة بغداد").
    """
    by_sentence: dict[int, list[Found]] = {}
    for one in found:
        by_sentence.setdefault(one.sentence, []).append(one)
        if _is_sure(one):
            article.votes[zone_of(one.entries[0])] += 2 if sentences[one.sentence].is_title else 1
    for number, inside in by_sentence.items():
        _Judge(sentences[number], inside, article, links, locators).decide()


def _is_sure(one: Found) -> bool:
    """Tell whether a name stands alone and all its bearers lie in one governorate or country."""
    return not one.needs and not one.generic and len({zone_of(entry) for entry in one.entries}) == 1


@define(eq=False)
class _Judge:
    """Settles the names of one sentence: the sure ones first, then those that they help."""

    sentence: Sentence
    inside: list[Found]
    article: Article
    links: Container[str]
    locators: Container[str]
    firm: list[Found] = field(factory=list)  # the names that stand
    weak: list[Found] = field(factory=list)  # those in doubt

    def decide(self) -> None:
        """Choose entries, drop what does not stand."""
        for one in self.inside:
            (self.firm if _is_sure(one) else self.weak).append(one)
        # By noun first, then those that ask for less, then from left to right: each may help the next.
        for one in sorted(self.weak, key=lambda f: (not f.noun, _ORDER.index(f.needs), f.first)):
            self._choose(one)
            if one.generic and (one.noun or not one.needs) and self._move(one):
                continue
            one.drop = bool(one.needs) and not self._stands(one)
            if not one.drop:
                self.firm.append(one)
        for one in self.firm:
            if one.entry is None:
                self._choose(one)

    def _choose(self, one: Found) -> None:
        """Set the entry that fits the noun, the sentence and the article best."""

        def fit(entry: Entry) -> tuple[bool, bool, bool, bool, int, bool, int, int]:
            zone = zone_of(entry)
            gaps = [abs(other.first - one.first) for other in self.firm if other is not one and _zone(other) == zone]
            gap = min(gaps, default=999)
            other_kind = bool(one.kinds) and entry.kind not in one.kinds
            # A subdistrict may have become a district since, or be called a town: then where the text is counts for more.
            akin = entry.kind in _SETTLED and bool(_SETTLED & set(one.kinds))
            elsewhere = gap == 999 and not self.article.votes[zone] and self.article.dateline != zone  # noqa: PLR2004 - none
            return (
                other_kind and not akin,
                entry.kind != "governorate" and self._in_a_row(one, zone),
                elsewhere,
                other_kind,
                gap,
                self.article.dateline != zone,
                -self.article.votes[zone],
                _RANK.get(entry.kind, _LAST_RANK),
            )

        one.entry = min(one.entries, key=fit) if len(one.entries) > 1 else one.entries[0]
        one.value = place_of(one.entry)
        holder = self._told(one)
        told, touched = holder and _zone(holder), extents().get(one.entry.id, frozenset())
        stands = one.noun or not one.needs
        if stands and holder and told and told not in {zone_of(one.entry), *touched} and self._is_namesake(one, holder):
            kind = one.entry.kind if one.entry.kind in _COMMON else None
            one.value, one.entry, one.rule, one.score = zone_place(told, kind), None, "places.open", _OPEN
        elif touched:
            near = sorted((abs(f.first - one.first), _zone(f)) for f in self.firm if f is not one)
            zones = [zone for zone in (told, *(zone for _, zone in near), self.article.main()) if zone in touched]
            if zones:
                one.value = evolve(one.value, governorate=zones[0], country=None)

    def _in_a_row(self, one: Found, zone: str) -> bool:
        """Tell whether a name that a governorate bears too stands in a row with another: "Anbar and Salahaddin"."""
        if not any(entry.kind == "governorate" for entry in one.entries):
            return False
        others = (f for f in self.inside if f is not one and f.entries[0].kind == "governorate")
        return any(_zone(f) != zone and f.sentence == one.sentence and self._adjoins(one, f) for f in others)

    def _adjoins(self, one: Found, other: Found) -> bool:
        """Tell whether nothing but a comma or "and" lies between two names."""
        left, right = (one, other) if one.first < other.first else (other, one)
        between = self.sentence.tokens[left.last : right.first]
        return self._beside(one, other) and all(t.text in _ROW for t in between)

    def _told(self, one: Found) -> Found | None:
        """Return what is named right behind a place as where it lies: "Dara village, Daquq"."""
        for other in self.inside:
            if other.first < one.last or (other.entry or other.entries[0]).kind not in _AROUND:
                continue
            between = self.sentence.tokens[one.last : other.first]
            if not between:
                return other if _inside(self.sentence, other) else None
            quarter = one.entry is not None and one.entry.kind == "neighbourhood"
            led = between[0].word.form in self.locators or (one.noun and between[0].text in _COMMAS)
            side = between[0].word.form in self.links  # "حي الجامعة وسط الديوانية"
            led = led or (side and ((quarter and not other.needs) or _lies_far(one, other)))
            if led and all(t.word.form in self.locators or t.word.form in self.links for t in between[1:]):
                return other
            return None
        return None

    @staticmethod
    def _is_namesake(one: Found, holder: Found) -> bool:
        """Tell whether a place that is told to lie elsewhere is another one than the one that is known, which may lie far off."""
        entry = one.entry or one.entries[0]
        touching = one.last > one.name_last or one.rule == "places.noun"
        quarter = touching and "neighbourhood" in one.kinds  # "al-Muthanna district, eastern Mosul"
        alike = one.kinds if quarter else one.kinds | _SETTLED | _AROUND
        return entry.kind in _COMMON or (bool(one.kinds) and entry.kind not in alike) or _lies_far(one, holder)

    def _move(self, one: Found) -> bool:
        """Put a name that many towns have where the text is, if no known bearer lies there; tell whether so."""
        near = sorted((abs(f.first - one.first), _zone(f)) for f in self.firm if not f.generic)
        zones = [zone for _, zone in near if zone.startswith("IQ-")]
        zones = zones or [zone for zone in (self.article.dateline, self.article.main()) if zone]
        known = {zone_of(entry) for entry in one.entries}
        spoken = any(self.article.votes[zone] for zone in known)
        if not zones or not zones[0].startswith("IQ-") or known & set(zones) or spoken:
            return False
        one.value, one.entry, one.rule, one.score = (
            zone_place(zones[0], one.entries[0].kind),
            None,
            "places.open",
            _OPEN,
        )
        return True

    def _stands(self, one: Found) -> bool:
        """Tell whether enough speaks for a weak name."""
        listed = one.entry and one.entry.kind == "governorate" and self._in_a_row(one, one.entry.governorate or "")
        if listed or (one.noun and (one.needs != "title" or one.title)):
            return True
        zone = _zone(one)
        beside = [_zone(other) for other in self.firm if self._beside(one, other)]
        if one.needs in {"title", "noun"}:
            located = one.prep and any(_zone(other) == zone and self._locates(one, other) for other in self.firm)
            return one.needs == "noun" and (zone in beside or located)
        if beside or (one.needs == "prep" and one.prep):
            return True
        named = any(_zone(other) == zone for other in self.firm)
        if one.needs == "near":
            return one.prep and (named or zone in {self.article.main(), self.article.dateline})
        if one.needs == "prep":
            return False
        others = [other for other in self.weak if other is not one and not other.drop and _zone(other) == zone]
        helped = any(self._beside(one, other) for other in others)  # weak names may help one another
        return helped or one.prep or named or self.article.votes[zone] > 0 or self.article.dateline == zone

    def _beside(self, one: Found, other: Found) -> bool:
        """Tell whether two names are neighbours: only a comma, "and" or a direction lies between them."""
        left, right = (one, other) if one.first < other.first else (other, one)
        between = self.sentence.tokens[left.last : right.first]
        if any(t.text not in _BETWEEN and t.word.form not in self.links for t in between):
            return False
        return bool(between) or right.cut > 0 or self.sentence.tokens[right.first].text[:1] == "و"

    def _locates(self, one: Found, other: Found) -> bool:
        """Tell whether a governorate or district follows a name and says where it lies: "في الفضل في محافظة بغداد"."""
        if other.first < one.last or not other.noun or (other.entry or other.entries[0]).kind not in _AROUND:
            return False
        between = self.sentence.tokens[one.last : other.first]
        return all(t.word.form in self.locators or t.word.form in self.links for t in between)


def _lies_far(one: Found, holder: Found) -> bool:
    """Tell whether the known place of a noun and a name is too far off to lie "north of" another: it has a namesake there.

    It acts on two places in 1,332 gold documents, of which the one that is a gold place is mended.
    """
    entry, other = one.entry or one.entries[0], holder.entry or holder.entries[0]
    if not one.noun or holder.needs or entry.kind in _AROUND or None in (entry.latitude, other.latitude):
        return False
    north = (entry.latitude or 0.0) - (other.latitude or 0.0)
    east = ((entry.longitude or 0.0) - (other.longitude or 0.0)) * _NARROWED
    return _DEGREE * math.hypot(north, east) > _FAR + (other.precision or 0.0)


def _inside(sentence: Sentence, other: Found) -> bool:
    """Tell whether a name says with the particle written onto it that something lies in it: "بديالى"."""
    return bool(other.cut) and sentence.tokens[other.first].word.form[other.cut - 1] == "ب"


def _zone(found: Found) -> str:
    """Return the governorate or country of a finding, of its first bearer where none is chosen yet."""
    if found.value is not None:
        return found.value.governorate or found.value.country or ""
    return zone_of(found.entry or found.entries[0])
