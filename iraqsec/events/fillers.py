"""Which of the likely fillers of an event stay: one reading of each stretch, each filler once, in its fullest form."""

from collections.abc import Sequence
from datetime import date, timedelta

from attrs import evolve

from iraqsec.document import EntityMention, overlap
from iraqsec.events.bystanders import without_bystanders
from iraqsec.events.candidates import Scene
from iraqsec.events.figures import counted, counting, is_no_figure, without_masts
from iraqsec.events.filler_scorer import Filler
from iraqsec.events.lists import whole_phrases
from iraqsec.events.loader import Frame
from iraqsec.events.matcher import Trigger
from iraqsec.events.no_places import of_places, without_centers, without_datelines
from iraqsec.events.places_listed import apart, with_whole_lists
from iraqsec.events.places_once import (
    is_world,
    once,
    stand_still,
    with_whole_ends,
    without_distances,
    without_parts,
    without_references,
)
from iraqsec.events.sides import on_their_side
from iraqsec.events.status import is_nearest
from iraqsec.events.types import value_class
from iraqsec.languages.calendar import add_months
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

_GAP = "times:since_event"
_EVENT = "times:offset_from_event"  # the English one; it has a value behind "after" only
_FAR_DAYS = 300
_ROW = 3  # words between two times of a row
_BEHIND = 4  # tokens from "two days" to what happened two days before
_FOCUS = "places.focus"
"""The rule that reads "the province", "المدينة" as the place that the article speaks of."""


def choose(scene: Scene, frame: Frame, triggers: Sequence[Trigger], fillers: Sequence[Filler]) -> list[Filler]:
    """Return the fillers of the event with these triggers that stay; ``fillers`` come likeliest first."""
    kept: list[Filler] = []
    own = on_their_side(scene, frame, triggers, list(without_bystanders(scene, frame, triggers, fillers)))
    said = of_places(scene, apart(scene, frame, stand_still(scene, list(own))))
    for filler in whole_phrases(scene, frame, _known_first(frame, list(said))):
        if _is_of_another(filler, triggers) or _names_a_place(scene, filler) or is_no_figure(scene, frame, filler):
            continue
        if not any(
            _excludes(frame, old, filler) or _repeats(scene, old, filler, frame) or _lies_far_off(scene, old, filler)
            for old in kept
        ):
            kept.append(filler)
    kept = [filler for filler in kept if not _taken_up(filler, kept)]
    kept = list(with_whole_ends(scene, without_masts(scene, frame, kept)))
    kept = without_datelines(scene, triggers, without_centers(kept))
    kept = without_distances(scene, once(scene, without_references(scene, kept)))
    kept = list(with_whole_lists(scene, frame, without_parts(scene, kept)))
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
            mention=evolve(mention, value=counting(scene, mention, mention.value, frame.roles[filler.role])),
        )
    if value_class(frame.type, filler.role) is not Place or mention.value is not None:
        return filler
    inside = [m for m in scene.by_sentence[mention.sentence] if isinstance(m.value, Place) and overlap(m, mention)]
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


def _excludes(frame: Frame, old: Filler, new: Filler) -> bool:
    """Tell whether a likelier filler of the same words leaves no room for another."""
    if not overlap(old.mention, new.mention):
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
        hint = frame.roles[new.role]
        one, other = counting(scene, a, a.value, hint), counting(scene, b, b.value, hint)
        if (one.number, one.unit) == (other.number, other.unit) and not _count_apart(scene, a, b):
            return True
    elif kind is Period and a.value is not None and a.value == b.value:
        return True
    words_a, words_b = _words(scene, a), _words(scene, b)
    if words_a == words_b and (kind is Place or (kind is Period and a.value is None and b.value is None)):
        return True
    shared = len(words_a & words_b)
    return bool(shared) and 2 * shared >= 1.6 * min(len(words_a), len(words_b)) and kind is None


def _lies_far_off(scene: Scene, old: Filler, new: Filler) -> bool:
    """Tell whether a likelier time of the event lies most of a year from another: one of them is of something else.

    Of 68,879 gold events 18 have two such times. Those of a row ("in 2021 and again in 2023") are of one event.
    """
    if old.role != "time" or new.role != "time":
        return False
    one, other = old.mention, new.mention
    if not isinstance(one.value, Period) or not isinstance(other.value, Period):
        return False
    if "yearless" in one.classes | other.classes or _are_in_a_row(scene, one, other):
        return False
    return any(
        first.end and last.start and (last.start - first.end).days >= _FAR_DAYS
        for first, last in ((one.value, other.value), (other.value, one.value))
    )


def _are_in_a_row(scene: Scene, one: EntityMention, other: EntityMention) -> bool:
    """Tell whether few words part two mentions of a sentence, a conjunction or a comma among them."""
    if one.sentence != other.sentence:
        return False
    first, last = sorted((one, other), key=lambda m: m.first)
    tokens = scene.sentences[first.sentence].tokens
    between = tokens[first.last : last.first]
    joined = any("conj" in t.word.tags or t.text in (",", "،") for t in between)
    joined = joined or tokens[last.first].word.proclitics.startswith("و")
    return len(between) <= _ROW and joined


def _count_apart(scene: Scene, a: EntityMention, b: EntityMention) -> bool:
    """Tell whether equal figures of one sentence count two things: "3 rifles and 3 pistols", "5 kg of hashish and 5 kg of …"."""
    if a.sentence != b.sentence or a.of is None or b.of is None or _is_of_few(a.value):
        return False
    return counted(scene, a, a.of).isdisjoint(counted(scene, b, b.of))


def _is_of_few(value: object) -> bool:
    """Tell one or two people, who may be told of by two nouns: "an officer of the rank of captain"."""
    return isinstance(value, Number) and value.unit == "person" and value.number in (1, 2)


def _words(scene: Scene, mention: EntityMention) -> set[str]:
    tokens = scene.sentences[mention.sentence].tokens[mention.first : mention.last]
    return {t.word.stem for t in tokens if t.kind != "punct"}
