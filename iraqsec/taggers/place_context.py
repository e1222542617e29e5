"""Which place a name means: evidence around it, the governorates of the sentence and of the article."""

from collections import Counter
from collections.abc import Container, Iterable, Sequence

from attrs import define, field

from iraqsec.document import Sentence
from iraqsec.gazetteer.table import Entry
from iraqsec.values import Place

NEIGHBOURS = frozenset({"SY", "IR", "TR", "JO", "SA", "KW"})
_RANK = {kind: n for n, kinds in enumerate(("country", "governorate region", "city province", "district crossing", "airport prison base port", "subdistrict town"), 0) for kind in kinds.split()}
_LAST_RANK = 9
_ORDER = ("", "prep", "cue", "near", "noun", "title")  # those that ask for less come first and then help the others
_OPEN = 0.7
_BETWEEN = frozenset({",", "،", "/", "و", "and", "-", "or", "(", ")", "of"})


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
    needs: str = ""  # what a weak name asks for: "title", "noun", "near", "prep", "cue"; empty for a name that stands alone
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
    settled: bool = False


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


def settle(found: Sequence[Found], sentences: Sequence[Sentence], article: Article, links: Container[str]) -> None:
    """Choose an entry for each name, and drop the weak names for which too little speaks.

    ``links`` are the words that may lie between two names of which one locates the other ("الدور شرقي تكريت").
    """
    sure = [f for f in found if not f.needs and not f.generic and not f.drop and len({zone_of(e) for e in f.entries}) == 1]
    for one in sure:
        zone = zone_of(one.entries[0])
        article.votes[zone] += 2 if sentences[one.sentence].is_title else 1
    for number in dict.fromkeys(f.sentence for f in found):
        inside = [f for f in found if f.sentence == number and not f.drop]
        firm = [f for f in inside if f in sure]
        weak = [f for f in inside if f not in sure]
        for one in sure_first(weak, sentences[number], firm):
            _choose(one, firm, article)
            if one.generic and one.noun | (one.needs == "") and _settle_generic(one, firm, article):
                continue
            if one.needs and not _stands(one, firm, weak, sentences[number], article, links):
                one.drop = True
            else:
                firm.append(one)
        for one in firm:
            if one.entry is None and not one.settled:
                _choose(one, firm, article)


def sure_first(weak: Iterable[Found], sentence: Sentence, firm: Sequence[Found]) -> list[Found]:
    """Return weak names in the order in which they are best judged: by noun, then from left to right."""
    return sorted(weak, key=lambda f: (not f.noun, _ORDER.index(f.needs) if f.needs in _ORDER else 0, f.first))


def _choose(one: Found, firm: Sequence[Found], article: Article) -> None:
    """Set the entry that fits the noun, the sentence and the article best."""

    def fit(entry: Entry) -> tuple[bool, int, bool, int, int]:
        zone = zone_of(entry)
        gaps = [abs(other.first - one.first) for other in firm if other is not one and _zone(other) == zone]
        return (
            bool(one.kinds) and entry.kind not in one.kinds,
            min(gaps, default=999),
            article.dateline != zone,
            -article.votes[zone],
            _RANK.get(entry.kind, _LAST_RANK),
        )

    one.entry = min(one.entries, key=fit) if len(one.entries) > 1 else one.entries[0]
    one.value = place_of(one.entry)


def _settle_generic(one: Found, firm: Sequence[Found], article: Article) -> bool:
    """Put a name that many towns have where the sentence or article is, if no known bearer lies there; tell whether so."""
    near = [(abs(f.first - one.first), _zone(f)) for f in firm if not f.generic]
    zones = [zone for _, zone in sorted(near) if zone.startswith("IQ-")] or [zone for zone in (article.dateline, article.main()) if zone]
    known = {zone_of(entry) for entry in one.entries}
    spoken = any(article.votes[zone] for zone in known)
    if not zones or not zones[0].startswith("IQ-") or known & set(zones) or spoken:
        return False
    one.value, one.entry, one.rule, one.score = zone_place(zones[0], one.entries[0].kind), None, "places.open", _OPEN
    one.settled = True
    return True


def _stands(
    one: Found, firm: Sequence[Found], weak: Sequence[Found], sentence: Sentence, article: Article, links: Container[str]
) -> bool:
    """Tell whether enough speaks for a weak name; ``firm`` are the names that stand, ``weak`` those still in doubt."""
    assert one.entry is not None  # chosen just before
    if one.noun and (one.needs != "title" or one.title):
        return True
    zone = zone_of(one.entry)
    beside = [_zone(other) for other in firm if _beside(one, other, sentence, links)]
    named = any(_zone(other) == zone for other in firm)
    if one.needs in ("title", "noun"):
        return one.needs == "noun" and zone in beside
    if one.needs == "prep":
        return one.prep or bool(beside)
    if one.needs == "near":
        return bool(beside) or (one.prep and (named or zone in (article.main(), article.dateline)))
    others = [other for other in weak if other is not one and not other.drop and _zone(other) == zone]
    listed = any(_beside(one, other, sentence, links) for other in others)  # weak names may help one another
    return bool(beside) or listed or one.prep or named or article.votes[zone] > 0 or article.dateline == zone


def _zone(found: Found) -> str:
    """Return the governorate or country of a finding, of its first bearer where none is chosen yet."""
    return zone_of(found.entry or found.entries[0])


def _beside(one: Found, other: Found, sentence: Sentence, links: Container[str]) -> bool:
    """Tell whether two names are neighbours: nothing but a comma, "and" or a direction lies between them."""
    left, right = (one, other) if one.first < other.first else (other, one)
    between = sentence.tokens[left.last : right.first]
    if any(t.text not in _BETWEEN and t.word.form not in links for t in between):
        return False
    return bool(between) or right.cut > 0 or sentence.tokens[right.first].text[:1] == "و"
