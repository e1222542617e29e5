"""How surely two events of different reports are one happening: what speaks for it and against, in log-odds.

Headlines play no part: what counts is type, days, places, who acted and was acted on, things, and figures.
"""

import math
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from attrs import define, field, frozen

from iraqsec.corpus.rows import ACTOR_ROLES
from iraqsec.events.types import Argument, Event
from iraqsec.gazetteer import linker, persons
from iraqsec.gazetteer.table import rows as table_rows
from iraqsec.languages import base as languages
from iraqsec.languages.folding import fold, fold_word
from iraqsec.values import Number, Period, Place

TOLLS = frozenset({"killed", "wounded"})
_THINGS = (
    "target", "item", "weapon", "charge", "topic", "facility", "measure", "object", "system", "equipment", "name",
    "position", "penalty", "network", "suspect", "victim",
)  # fmt: skip
_EARTH_KM = 6371.0
_REPORT_LAG = 2  # days between a happening and its report
_SMALL_TOLL = 4  # so many dead or wounded have several attacks of a day
_VETO = -100.0


@frozen
class Reason:
    """Something that speaks for a link (weight above zero) or against it."""

    what: str
    weight: float

    def __str__(self) -> str:
        return f"{self.what} {self.weight:+.1f}"


@define(eq=False)
class Telling:
    """An event as one report tells it, reduced to what linking compares."""

    key: tuple[str, str]
    article: tuple[str, int]
    type: str
    status: str
    lang: str
    start: date
    end: date
    dated: bool
    reported: date | None
    governorates: frozenset[str]
    places: dict[str, Place] = field(factory=dict)
    bodies: frozenset[str] = frozenset()
    people: tuple[str, ...] = ()
    names: tuple[frozenset[str], ...] = ()
    things: dict[str, frozenset[str]] = field(factory=dict)
    counts: dict[tuple[str, str], tuple[Number, ...]] = field(factory=dict)

    @property
    def day(self) -> date:
        """The day by which reports are brought together."""
        return self.start


@cache
def weights() -> dict[str, Any]:
    """Return the weights and the types that are mixed up, read once."""
    file = resources.files("iraqsec.corpus").joinpath("linking.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def group_of(kind: str) -> str:
    """Return the name under which types that reports mix up are compared."""
    return next((group[0] for group in weights()["alike"] if kind in group), kind)


def telling_of(event: Event, document: str, *, lang: str | None, published: date | None) -> Telling | None:
    """Reduce an event to what is compared; None where neither it nor its report has a day."""
    reported = event.reported_on or published
    period = next((a.value for a in event.time if isinstance(a.value, Period)), None)
    start, end = (period.start or period.end, period.end or period.start) if period else (None, None)
    dated = start is not None
    start, end = start or reported, end or reported
    if start is None or end is None:
        return None
    spots = [a.value for a in event.place if isinstance(a.value, Place)]
    known = {s.id: s for s in spots if s.id and s.kind not in ("governorate", "country", "region")}
    known = {i: s for i, s in known.items() if not i.startswith(("governorate:", "country:", "region:"))}
    actors = [a for role in ACTOR_ROLES for a in getattr(event, role, ())]
    linked = [a for a in actors if a.link]
    return Telling(
        key=(document, event.id),
        article=(document, event.article),
        type=event.type,
        status=event.status,
        lang=lang or "",
        start=start,
        end=max(start, end),
        dated=dated,
        reported=reported,
        governorates=frozenset(event.governorates),
        places=known,
        bodies=frozenset(a.link for a in linked if a.link and not a.link.startswith("person:")),
        people=tuple(a.text for a in linked if a.link and a.link.startswith("person:")),
        names=tuple(words for a in actors if not a.link and (words := concepts(a.text))),
        things=_things(event),
        counts=_counts(event.arguments),
    )


def _things(event: Event) -> dict[str, frozenset[str]]:
    found = {}
    for role in _THINGS:
        words = frozenset().union(*(concepts(a.text) for a in getattr(event, role, ())))
        if words:
            found[role] = words
    return found


def _counts(arguments: Iterable[Argument]) -> dict[tuple[str, str], tuple[Number, ...]]:
    found: dict[tuple[str, str], tuple[Number, ...]] = {}
    for argument in arguments:
        value = argument.value
        if isinstance(value, Number) and value.number is not None:
            key = (argument.role, value.unit)
            found[key] = (*found.get(key, ()), value)
    return found


# -- words ------------------------------------------------------------------------------------------


@lru_cache(maxsize=50_000)
def concepts(text: str) -> frozenset[str]:
    """Return what a phrase speaks of: a concept that both languages share ("=market"), else the stem of a word."""
    found = set()
    lang = "ar" if any("\u0600" <= c <= "\u06ff" for c in text) else "en"
    for token in languages.get(lang).sentence(fold(text).text).tokens:
        if token.kind != "word" or token.word.tags & {"prep", "article", "det", "conj", "relative"}:
            continue
        forms = (token.word.form, token.word.stem, *(key for key, _, _ in token.word.keys))
        concept = next((c for form in forms if (c := _concepts().get(form))), None)
        if concept or len(token.word.stem) > 2:  # noqa: PLR2004 - shorter ones are particles
            found.add(f"={concept}" if concept else token.word.stem)
    return frozenset(found)


@cache
def _concepts() -> dict[str, str]:
    """Return folded word -> concept."""
    name = "linking_concepts.tsv"
    text = resources.files("iraqsec.corpus").joinpath(name).read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for _, (concept, *forms) in table_rows(text, ("concept", "en", "ar"), name):
        for form in "|".join(forms).split("|"):
            found.setdefault(fold_word(form), concept)
            found.setdefault(fold_word(form).removeprefix("ال"), concept)
    return found


# -- pairs ------------------------------------------------------------------------------------------


def compare(one: Telling, other: Telling) -> tuple[float, tuple[Reason, ...]]:
    """Return the log-odds that two tellings are of one happening, and the reasons; a veto is below -50."""
    table = weights()
    if one.article == other.article or group_of(one.type) != group_of(other.type):
        return _VETO, (Reason("two events of one report, or of types that are never one", _VETO),)
    reasons: list[Reason] = []
    if one.type != other.type:
        reasons.append(Reason(f"{one.type} and {other.type}", table["other_type"]))
    for compared in (_time(one, other), _place(one, other), _numbers(one, other), _actors(one, other)):
        reasons += compared
        if reasons and reasons[-1].weight <= _VETO:
            return _VETO, tuple(reasons)
    reasons += _same_things(one, other)
    if "negated" in (one.status, other.status) and one.status != other.status:
        reasons.append(Reason("one report denies it", table["status"]["denied"]))
    total = table["bias"] + sum(reason.weight for reason in reasons)
    return round(total, 3), tuple(reason for reason in reasons if reason.weight)


def _time(one: Telling, other: Telling) -> Iterator[Reason]:
    table = weights()["time"]
    if one.dated and other.dated:
        gap = max((one.start - other.end).days, (other.start - one.end).days)
        if (one.start, one.end) == (other.start, other.end):
            single = one.start == one.end
            yield Reason(f"both on {one.start}", table["same_day"] if single else table["same_stretch"])
        elif gap <= 0:
            yield Reason("their days overlap", table["within"])
        elif gap == 1:
            yield Reason("a day apart", table["next_day"])
        else:
            yield Reason(f"{gap} days apart", _VETO)
    elif one.dated or other.dated:
        dated, told = (one, other) if one.dated else (other, one)
        before = (told.start - dated.end).days
        if 0 <= before <= 1:
            yield Reason("the day fits the other's report", table["reported_day"])
        elif -1 <= before <= _REPORT_LAG + 1 or dated.start <= told.start <= dated.end:
            yield Reason("the day is near the other's report", table["reported_near"])
        else:
            yield Reason("the day does not fit the other's report", _VETO)
    else:
        gap = abs((one.start - other.start).days)
        if gap <= _REPORT_LAG + 1:
            near = table["both_reported"] if gap <= 1 else table["both_reported_near"]
            yield Reason(f"reported {gap} days apart", near)
        else:
            yield Reason(f"reported {gap} days apart", _VETO)


def _place(one: Telling, other: Telling) -> Iterator[Reason]:
    table = weights()["place"]
    if one.governorates and other.governorates and not one.governorates & other.governorates:
        yield Reason("different governorates", _VETO)
    elif one.places and other.places:
        yield max((_spots(a, b) for a in one.places.values() for b in other.places.values()), key=lambda r: r.weight)
    elif one.governorates & other.governorates:
        more = bool(one.places or other.places)
        yield Reason("same governorate", table["governorate_only_one"] if more else table["governorate"])
    else:
        yield Reason("no place in common", table["none"])


def _spots(one: Place, other: Place) -> Reason:
    """Compare two places below the governorate."""
    table = weights()["place"]
    if one.id == other.id:
        return Reason(f"same place {one.id}", table["same"])
    if one.id in _above(other.id or "") or other.id in _above(one.id or ""):
        return Reason(f"{one.id} and {other.id}, one within the other", table["inside"])
    km = _distance(one, other)
    if km is None:
        return Reason("other places", table["other"])
    if km <= max(2.0, min(one.precision or 2.0, other.precision or 2.0)):
        return Reason(f"places {km:.0f} km apart", table["near"])
    return Reason(f"places {km:.0f} km apart", table["far"] if km > table["far_km"] else table["other"])


@lru_cache(maxsize=5_000)
def _above(ident: str) -> frozenset[str]:
    """Return the places in which a place lies."""
    known = linker.places().by_id
    found = set()
    entry = known.get(ident)
    while entry is not None and entry.parent and entry.parent not in found:
        found.add(entry.parent)
        entry = known.get(entry.parent)
    return frozenset(found)


def _distance(one: Place, other: Place) -> float | None:
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    lat, lat2 = math.radians(one.latitude), math.radians(other.latitude)
    half = math.sin((lat2 - lat) / 2) ** 2
    half += math.cos(lat) * math.cos(lat2) * math.sin(math.radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(half))


def _numbers(one: Telling, other: Telling) -> Iterator[Reason]:
    for key in sorted(one.counts.keys() & other.counts.keys()):
        yield _figures(key, one.counts[key], other.counts[key], rising=_later(one, other))


def _later(one: Telling, other: Telling) -> int:
    """Return 1 where the second report is the later one, -1 the other way round, 0 where that is not known."""
    if one.reported is None or other.reported is None or one.reported == other.reported:
        return 0
    return 1 if other.reported > one.reported else -1


def _figures(key: tuple[str, str], one: tuple[Number, ...], other: tuple[Number, ...], *, rising: int) -> Reason:
    table = weights()["counts"]
    role, unit = key
    firsts, seconds = ({n.number or 0 for n in numbers} for numbers in (one, other))
    if shared := firsts & seconds:
        return Reason(f"{role} {max(shared):g} {unit} in both", _rarity(max(shared)))
    a, b = (max(n.number or 0 for n in numbers) for numbers in (one, other))
    told = f"{role} {a:g} and {b:g} {unit}"
    if any(_overlap(x, y) for x in one for y in other) or abs(a - b) <= 0.1 * max(a, b):
        return Reason(told, table["about"])
    if role in TOLLS:
        risen = (b - a) * rising >= 0
        close = abs(a - b) <= max(3.0, 0.5 * max(a, b))
        name = ("toll" if max(a, b) > _SMALL_TOLL else "toll_small") if close and risen else "toll_apart"
        return Reason(told, table[name])
    return Reason(told, table["other"])


def _overlap(one: Number, other: Number) -> bool:
    """Tell whether a range or a figure that is only about right takes in the other."""
    if one.precision == "exact" and other.precision == "exact":
        return False
    (low, high), (low2, high2) = _bounds(one), _bounds(other)
    return low <= high2 and low2 <= high


def _bounds(value: Number) -> tuple[float, float]:
    number = value.number or 0
    spread = {"about": 0.15, "at_least": 0.0, "at_most": 0.0}.get(value.precision, 0.0)
    low = value.low if value.low is not None else number * (1 - spread)
    high = value.high if value.high is not None else number * (1.25 if value.precision == "at_least" else 1 + spread)
    return low, high


def _rarity(number: float) -> float:
    table = weights()["counts"]
    name = next((name for name, most in (("one", 1), ("few", 4), ("some", 19)) if number <= most), "many")
    weight: float = table[name]
    return weight


def _actors(one: Telling, other: Telling) -> Iterator[Reason]:
    """Compare who acted and was acted on; what answers to nothing counts only where both sides have such."""
    table = weights()["actors"]
    same = one.bodies & other.bodies
    found = [Reason(f"both name {body}", table["same_body"]) for body in sorted(same)]
    left = set(range(len(other.people)))
    unmatched = 0
    for name in one.people:
        hit = next((i for i in sorted(left) if persons.same_name(name, other.people[i]) >= persons.SAME), None)
        if hit is None:
            unmatched += 1
        else:
            left.discard(hit)
            found.append(Reason(f"both name {name}", table["same_person"]))
    if any(a & b and len(a & b) * 2 >= min(len(a), len(b)) for a in one.names for b in other.names):
        found.append(Reason("their actors are called alike", table["same_words"]))
    total = sum(reason.weight for reason in found)
    if total > table["most"]:
        found = [Reason("many actors in common", table["most"])]
    yield from found
    apart = min(unmatched, len(left)) + (min(1, len(one.bodies - same), len(other.bodies - same)) if not same else 0)
    if apart:
        yield Reason(f"{apart} actors are others", table["others"] * apart)


def _same_things(one: Telling, other: Telling) -> Iterator[Reason]:
    """Compare targets, items, topics and the like, role by role; across languages by shared concepts only."""
    table = weights()["things"]
    left = table["most"]
    for role in sorted(one.things.keys() & other.things.keys()):
        a, b = one.things[role], other.things[role]
        if one.lang != other.lang:
            a, b = (frozenset(word for word in words if word[0] == "=") for words in (a, b))
        if not a or not b:
            continue
        shared = a & b
        if not shared:
            yield Reason(f"{role}: nothing in common", table["other"])
            continue
        weight = min(left, table["same"] if 2 * len(shared) >= min(len(a), len(b)) else table["some"])
        left -= weight
        yield Reason(f"{role}: {', '.join(sorted(word.lstrip('=') for word in shared))}", weight)


def window() -> timedelta:
    """Return how many days apart the days of two tellings may be that are compared at all."""
    return timedelta(days=_REPORT_LAG + 2)
