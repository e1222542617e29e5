"""What a time expression means: `resolve` turns what a language's grammar read into a `Period`.

A `TimeExpression` holds canonical values of the grammar's groups ("month": "3", "rel": "last"), so nothing here knows a
word of any language. Relative expressions are resolved against the day of publication, anaphoric ones ("the same day",
"two days later") against the day in focus. All conventions are those of the "Time" part of the ontology.
"""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from attrs import evolve

from iraqsec.languages.absolute_times import resolve_date, resolve_decade, resolve_year
from iraqsec.languages.calendar import add_months
from iraqsec.languages.feasts import resolve_feast, resolve_hijri, resolve_season
from iraqsec.languages.relative_times import (
    resolve_dayword,
    resolve_duration,
    resolve_gap,
    resolve_offset,
    resolve_span,
    resolve_unit,
    resolve_weekday,
    resolve_weekend,
)
from iraqsec.languages.time_expression import Anchor, Found, Open, TimeExpression
from iraqsec.values import Period

_WHOLE = frozenset({"week", "month", "season", "year", "decade", "hijri_month"})


def resolve(time: TimeExpression, anchor: Anchor) -> Period | None:
    """Return the period of an expression, or None where it cannot be known (no publication date, no such day)."""
    try:
        return _resolve(time, anchor)
    except (OverflowError, ValueError):  # beyond the first or the last day of Python's calendar
        return None


def _resolve(time: TimeExpression, anchor: Anchor) -> Period | None:
    found = _RESOLVERS[time.kind](time, anchor)
    if found is None:
        return None
    if time.until is not None:
        return _range(time, time.until, found, anchor)
    start, end = _bounded(time, found)
    if (start is None and end is None) or (start and end and start > end):
        return None
    return Period(start, end, found.unit.removeprefix("hijri_"), found.anchor, found.calendar)


def whole(period: Period) -> Period:
    """Close a period that is open at its end with the day, week, month or year that its words name.

    >>> whole(Period(date(2014, 6, 1), None, "month")).end
    datetime.date(2014, 6, 30)
    """
    start = period.start
    if start is None or period.end is not None or period.calendar != "gregorian":
        return period
    last = {
        "day": start,
        "week": start + timedelta(days=min(6, (date.max - start).days)),
        "month": start.replace(day=monthrange(start.year, start.month)[1]),
        "year": date(start.year, 12, 31),
    }
    return evolve(period, end=last.get(period.precision))


def _range(time: TimeExpression, until: TimeExpression, found: Found, anchor: Anchor) -> Period | None:
    """Resolve "from X to Y": Y is read from X on, and X takes the year of Y where it has none."""
    if "year" in until.groups and "month" in time.groups and "year" not in time.groups:
        dated = evolve(time, groups=time.groups | {"year": until.groups["year"]})
        found = _RESOLVERS[time.kind](dated, anchor) or found
    last = _RESOLVERS[until.kind](until, evolve(anchor, focus=found.days[0] or anchor.focus))
    if last is None or last.days[1] is None:
        return None
    if found.days[0] and found.days[0] > last.days[1]:
        found = _earlier(time, found, last.days[1]) or last
    return Period(found.days[0], last.days[1], "range", found.anchor or last.anchor)


def _earlier(time: TimeExpression, found: Found, last: date) -> Found | None:
    """Move the first end of a range to before its last one: it was read without knowing the year of the second."""
    start, end = found.days
    if start is None or end is None or time.kind == "year":
        return None
    if time.kind == "weekday":
        back = timedelta(days=7 * (((start - last).days + 6) // 7))
        return _moved(found, (start - back, end - back))
    years = -1 if add_months(start, -12) <= last else -(start.year - last.year + 1)
    return _moved(found, (add_months(start, 12 * years), add_months(end, 12 * years)))


def _moved(found: Found, days: Open) -> Found:
    """Return the same finding with other days."""
    return Found(days, found.unit, found.calendar, found.anchor)


def _bounded(time: TimeExpression, found: Found) -> Open:
    """Apply "since", "until" and "before" to the days that an expression names."""
    start, end = found.days
    if time.kind in ("duration", "part") and time.bound not in ("until", "since"):
        return start, end
    if time.bound in ("since", "from"):
        return start, None
    if time.bound == "after":
        return end, None
    if time.bound == "until":
        return None, end
    if time.bound == "before":
        whole = "edge" not in time.groups and (found.unit in _WHOLE or (time.kind == "feast" and start != end))
        return None, start - timedelta(days=1) if whole and start else end
    return start, end


def resolve_part(time: TimeExpression, anchor: Anchor) -> Found | None:
    """Read a part of the day or a clock time that stands alone: the day in focus, else the day of publication."""
    day, published = anchor.recent or anchor.published or anchor.focus, anchor.published
    if time.groups.get("alone") == "night" and published and day == published:
        day = published - timedelta(days=1)  # what happened at night is in the next day's news
    return Found((day, day), "part", anchor=day) if day else None


_RESOLVERS: dict[str, Callable[[TimeExpression, Anchor], Found | None]] = {
    "date": resolve_date,
    "year": resolve_year,
    "weekday": resolve_weekday,
    "dayword": resolve_dayword,
    "unit": resolve_unit,
    "weekend": resolve_weekend,
    "decade": resolve_decade,
    "offset": resolve_offset,
    "gap": resolve_gap,
    "span": resolve_span,
    "duration": resolve_duration,
    "season": resolve_season,
    "hijri": resolve_hijri,
    "feast": resolve_feast,
    "part": resolve_part,
}
KINDS = frozenset(_RESOLVERS)
