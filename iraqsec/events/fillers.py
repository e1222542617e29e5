"""Which of the likely fillers of an event stay: one reading of each stretch, each filler once, in its fullest form."""

from collections.abc import Sequence
from datetime import date, timedelta

from attrs import evolve

from iraqsec.document import EntityMention, Span
from iraqsec.events.candidates import Scene
from iraqsec.events.filler_scorer import Filler
from iraqsec.events.lists import whole_phrases
from iraqsec.events.loader import Frame
from iraqsec.events.matcher import Trigger
from iraqsec.events.places_listed import with_whole_lists
from iraqsec.events.places_once import (
    is_world,
    once,
    stand_still,
    with_whole_ends,
    without_distances,
    without_references,
)
from iraqsec.events.status import is_nearest
from iraqsec.events.types import value_class
from iraqsec.languages.calendar import add_months
from iraqsec.languages.counted import SUBSTANCE_UNITS, nouns_of
from iraqsec.languages.periods import whole
from iraqsec.values import Number, Period, Place

_SHARED = (
    {"target", "place"},
    {"equipment", "quantity"},
    {"suspect", "quantity"},
    {"item", "quantity"},
    {"target", "killed"},
    {"target", "wounded"},
    {"person", "position"},
)
"""Pairs of roles that one phrase may fill at once (a target that is a place; a count that carries its noun)."""

_THINGS = frozenset({"item", "weapon", "equipment"})
_MONEY = frozenset({"dollar", "dinar"})
_GROUPS = frozenset({"item", "unit"})  # units of what is no person and no household
_ALL_LISTED = frozenset({"camera"})  # units whose nouns are all known: what has another noun is something else
_GAP = "times:since_event"
_EVENT = "times:offset_from_event"  # the English one; it has a value behind "after" only
_FAR_DAYS = 300
_BEHIND = 4  # tokens from "two days" to what happened two days before
_FOCUS = "places.focus"
"""The rule that reads "the province", "المدينة" as the place that the article speaks of."""


def choose(scene: Scene, frame: Frame, triggers: Sequence[Trigger], fillers: Sequence[Filler]) -> list[Filler]:
    """Return the fillers of the event with these triggers that stay; ``fillers`` come likeliest first."""
    kept: list[Filler] = []
    for filler in whole_phrases(scene, frame, _known_first(frame, list(stand_still(scene, fillers)))):
        if _is_of_another(filler, triggers) or _names_a_place(scene, filler) or _is_amount(scene, filler):
            continue
        if _counts_owners(frame, filler):
            continue
        if not any(
            _excludes(frame, old, filler) or _repeats(scene, old, filler, frame) or _lies_far_off(old, filler)
            for old in kept
        ):
            kept.append(filler)
    kept = [filler for filler in kept if not _taken_up(filler, kept)]
    kept = list(with_whole_ends(scene, kept))
    kept = list(with_whole_lists(scene, frame, without_distances(scene, once(scene, without_references(scene, kept)))))
    return [_valued(scene, _closed(scene, filler, triggers), frame, kept) for filler in kept]


def dated(scene: Scene, filler: Filler, status: str) -> Filler:
    """Move a date without its year a year back, and a bare weekday a week, where it lies ahead and the event is over.

    In the gold documents 54 of 55 such dates of completed events are of the year before.
    """
    mention, published = filler.mention, scene.published
    period = mention.value
    if status != "completed" or published is None or not isinstance(period, Period) or not is_nearest(scene, mention):
        return filler
    first = period.start or period.end
    if first is None or first <= published:
        return filler
    back = _year_before if "yearless" in mention.classes else _week_before
    start, end = back(period.start), back(period.end)
    return evolve(filler, mention=evolve(mention, value=evolve(period, start=start, end=end)))


def _week_before(day: date | None) -> date | None:
    return day and day - timedelta(days=7)


def _year_before(day: date | None) -> date | None:
    """Return the same day a year before; the last of a month stays the last."""
    if day is None:
        return None
    following = day + timedelta(days=1)
    return add_months(following, -12) - timedelta(days=1) if following.day == 1 else add_months(day, -12)


def _is_of_another(filler: Filler, triggers: Sequence[Trigger]) -> bool:
    """Tell whether a time is that of what the words behind it name: "two days after the killing of …" is no raid's day.

    Of 142 English gold times of the kind 136 are of an event that is named behind them.
    """
    mention = filler.mention
    home = [t for t in triggers if t.sentence == mention.sentence]
    if mention.found_by == _EVENT and mention.value is not None:
        return bool(home) and all(t.first < mention.last for t in home)
    if mention.found_by != _GAP:
        return False
    return not any(0 <= t.first - mention.last <= _BEHIND for t in home)


def _names_a_place(scene: Scene, filler: Filler) -> bool:
    """Tell whether a time is part of a place's name: "منطقة 9 نيسان". No gold time lies within a place of its event."""
    mention = filler.mention
    return isinstance(mention.value, Period) and any(
        seen.label == "place"
        and seen.link
        and seen.last - seen.first > mention.last - mention.first
        and _holds(seen, mention)
        for seen in scene.by_sentence[mention.sentence]
    )


def _is_amount(scene: Scene, filler: Filler) -> bool:
    """Tell "88 ألفاً" of "88 ألفاً و210 حبات", which is no thing: what lies in a count before the noun that is counted.

    Of 1,767 items in a quarter of the gold documents none does but sums of money.
    """
    if filler.role not in _THINGS:
        return False
    mention = filler.mention
    return any(
        isinstance(seen.value, Number)
        and seen.found_by == "quantity"
        and seen.value.unit not in _MONEY
        and seen.of is not None
        and seen.start <= mention.start
        and mention.end <= min(seen.end, seen.of.start)
        for seen in scene.by_sentence[mention.sentence]
    )


def _counts_owners(frame: Frame, filler: Filler) -> bool:
    """Tell the number of clans of "disarmed five clans", which is no quantity of arms. No gold quantity of the kind is."""
    mention = filler.mention
    if not isinstance(mention.value, Number) or not frame.roles[filler.role].unit:
        return False
    return mention.value.unit in _GROUPS and "tribe" in mention.classes


def _holds(outer: EntityMention, inner: EntityMention) -> bool:
    return outer.first <= inner.first and inner.last <= outer.last


def _closed(scene: Scene, filler: Filler, triggers: Sequence[Trigger]) -> Filler:
    """Close the time of an event that is itself what something lasts since: "since the fall of Mosul in 2014".

    Of 92 such times in the gold documents 77 are closed; of 62 times of other events that are read beside one 48 are open.
    """
    mention, since = filler.mention, filler.mention.parts.get("since")
    if since is None or not isinstance(mention.value, Period) or mention.value.start is None:
        return filler
    tokens = scene.sentences[mention.sentence].tokens
    inside = (t for t in triggers if t.sentence == mention.sentence)
    if not any(since.start < tokens[t.first].start < since.end for t in inside):
        return filler
    return evolve(filler, mention=evolve(mention, value=whole(mention.value)))


def _taken_up(filler: Filler, kept: Sequence[Filler]) -> bool:
    """Tell whether a place is only "the province" that the event names besides."""
    place = filler.mention.value
    if filler.mention.found_by != _FOCUS or not isinstance(place, Place):
        return False
    return any(
        other.role == filler.role
        and other.mention.found_by != _FOCUS
        and isinstance(other.mention.value, Place)
        and other.mention.value.governorate == place.governorate
        for other in kept
    )


def _known_first(frame: Frame, fillers: Sequence[Filler]) -> list[Filler]:
    """Drop readings of a place as a bare phrase where the same words are known as a place with a value.

    Where these are all of the phrase's words, the known place takes its rank.
    """
    known = [f for f in fillers if value_class(frame.type, f.role) is Place and f.mention.value is not None]
    out: list[Filler] = []
    for filler in fillers:
        better = [k for k in known if filler.mention.value is None and k.role == filler.role and _covers(k, filler)]
        same = [k for k in better if (k.mention.first, k.mention.last) == (filler.mention.first, filler.mention.last)]
        out += [f for f in (same[:1] if better else [filler]) if f not in out]
    return out


def _covers(known: Filler, filler: Filler) -> bool:
    """Tell whether a known place holds the head of a filler."""
    one, other = known.mention, filler.mention
    return one.sentence == other.sentence and one.first <= other.head < one.last


def _valued(scene: Scene, filler: Filler, frame: Frame, kept: Sequence[Filler]) -> Filler:
    """Give a number whose noun is left out the unit of its role, and a place that was read as a bare phrase its value.

    The value of such a place is that of a known place among its words; else ("the gate of his house") the governorate of
    the event's other places, if they agree on one.
    """
    mention = filler.mention
    if isinstance(mention.value, Number):
        return evolve(
            filler,
            mention=evolve(mention, value=_counting(scene, mention, mention.value, frame.roles[filler.role].unit)),
        )
    if value_class(frame.type, filler.role) is not Place or mention.value is not None:
        return filler
    inside = [m for m in scene.by_sentence[mention.sentence] if isinstance(m.value, Place) and _overlap(m, mention)]
    if inside:
        same = (mention.first, mention.last)
        known = max(inside, key=lambda m: ((m.first, m.last) == same, m.score, m.end - m.start, -m.start))
        return evolve(filler, mention=evolve(mention, value=known.value, link=known.link))
    if is_world(scene, mention):
        return filler
    codes = {
        m.value.governorate for m in (f.mention for f in kept) if isinstance(m.value, Place) and m.value.governorate
    }
    if len(codes) != 1:
        return filler
    return evolve(filler, mention=evolve(mention, value=Place(governorate=codes.pop())))


def _counting(scene: Scene, mention: EntityMention, number: Number, unit: str) -> Number:
    """Return a number with the unit of its role, if it has one and the text names no thing that is counted.

    Three planes or masts are no cameras; but "beekeepers", whom no list knows, are persons among the dead, and the
    "8,600 pieces" of a register are weapons. What "عدد المتقدمين" names outweighs the role.
    """
    nouns = nouns_of(scene.language.code)
    if (
        mention.of is None
        and unit
        and (said := nouns.unit_said(scene.sentences[mention.sentence].tokens, mention.first))
    ):
        return evolve(number, unit=said)
    if number.unit != "item" or mention.of is None:
        unknown = mention.of is None and number.unit not in SUBSTANCE_UNITS
    elif mention.found_by == "bare_number":
        unknown = unit not in _ALL_LISTED
    else:
        unknown = not nouns.words["pieces"].isdisjoint(_counted(scene, mention, mention.of))
    return evolve(number, unit=unit) if unit and unknown else number


def _overlap(a: EntityMention, b: EntityMention) -> bool:
    return a.start < b.end and b.start < a.end


def _excludes(frame: Frame, old: Filler, new: Filler) -> bool:
    """Tell whether a likelier filler of the same words leaves no room for another."""
    if not _overlap(old.mention, new.mention):
        return False
    if old.role == new.role:
        both_known = old.mention.link and new.mention.link and old.mention.link != new.mention.link
        return not (value_class(frame.type, new.role) is Place and both_known)
    valued = {value_class(frame.type, old.role), value_class(frame.type, new.role)}
    if valued & {Number, Period, Place} and len(valued) > 1:
        return False
    return {old.role, new.role} not in _SHARED


def _repeats(scene: Scene, old: Filler, new: Filler, frame: Frame) -> bool:
    """Tell whether a likelier filler of the role says the same: equal words, registry entry or value."""
    if old.role != new.role:
        return False
    a, b = old.mention, new.mention
    if a.link and a.link == b.link:
        return True
    kind = value_class(frame.type, new.role)
    if kind is Number and isinstance(a.value, Number) and isinstance(b.value, Number):
        unit = frame.roles[new.role].unit
        one, other = _counting(scene, a, a.value, unit), _counting(scene, b, b.value, unit)
        if (one.number, one.unit) == (other.number, other.unit) and not _count_apart(scene, a, b):
            return True
    elif kind is Period and a.value is not None and a.value == b.value:
        return True
    words_a, words_b = _words(scene, a), _words(scene, b)
    if kind is Place and words_a == words_b:
        return True
    shared = len(words_a & words_b)
    return bool(shared) and 2 * shared >= 1.6 * min(len(words_a), len(words_b)) and kind is None


def _lies_far_off(old: Filler, new: Filler) -> bool:
    """Tell whether a likelier time of the event lies most of a year from another: one of them is of something else.

    Of 68,879 gold events 18 have two such times.
    """
    if old.role != "time" or new.role != "time":
        return False
    one, other = old.mention, new.mention
    if not isinstance(one.value, Period) or not isinstance(other.value, Period):
        return False
    if "yearless" in one.classes | other.classes:
        return False
    return any(
        first.end and last.start and (last.start - first.end).days >= _FAR_DAYS
        for first, last in ((one.value, other.value), (other.value, one.value))
    )


def _count_apart(scene: Scene, a: EntityMention, b: EntityMention) -> bool:
    """Tell whether equal figures of one sentence count two things: "3 rifles and 3 pistols", "5 kg of hashish and 5 kg of …"."""
    if a.sentence != b.sentence or a.of is None or b.of is None or _is_of_few(a.value):
        return False
    return _counted(scene, a, a.of).isdisjoint(_counted(scene, b, b.of))


def _is_of_few(value: object) -> bool:
    """Tell one or two people, who may be told of by two nouns: "an officer of the rank of captain"."""
    return isinstance(value, Number) and value.unit == "person" and value.number in (1, 2)


def _counted(scene: Scene, mention: EntityMention, of: Span) -> set[str]:
    """Return the stems of what a number counts."""
    tokens = scene.sentences[mention.sentence].tokens
    return {t.word.stem for t in tokens if of.start <= t.start < of.end and t.kind != "punct"}


def _words(scene: Scene, mention: EntityMention) -> set[str]:
    tokens = scene.sentences[mention.sentence].tokens[mention.first : mention.last]
    return {t.word.stem for t in tokens if t.kind != "punct"}
