"""What a time expression means: `resolve` turns what a language's grammar read into a `Period`.

A `TimeExpression` holds canonical values of the grammar's groups ("month": "3", "rel": "last"), so that nothing here knows
a word of any language. Relative expressions are resolved against the day of publication, anaphoric ones ("the same day",
"two days later") against the day in focus. All conventions are those of the "Time" part of the ontology.
"""

from collections.abc import Callable
from datetime import date, timedelta

from attrs import define, evolve, frozen

from iraqsec.languages import calendar
from iraqsec.languages.calendar import Days, add_months, edge_days, make_date, month_days, shift, unit_days, year_days
from iraqsec.values import Period

Groups = dict[str, str]
Open = tuple[date | None, date | None]

_FAR = 300  # days ahead: no cue of the future reaches so far, the month is the one just over
_DAY = 24
_MIDWAY = 150  # days ahead that "until", "by" and "from" reach whatever the tense
_NEAR = 75  # days ahead: a bare date so near in the future, and far in the past, is the coming one
_AHEAD = frozenset({"until", "before", "within", "from"})  # bounds that point ahead unless the tense says otherwise
_WHOLE = frozenset({"week", "month", "season", "year", "decade", "hijri_month"})


@define
class TimeExpression:
    """A stretch of a sentence that names a time: offsets in the sentence, the rule's kind, and its canonical groups.

    ``bound`` is what the words before it make of it ("since", "until", "before", "within", "over", or nothing), ``tense`` is
    "future", "past" or "" by the cues of its clause, ``until`` is the other end of a range.
    """

    start: int
    end: int
    kind: str
    rule: str
    groups: Groups
    bound: str = ""
    tense: str = ""
    until: "TimeExpression | None" = None
    announced: bool = False


@frozen
class Anchor:
    """What relative expressions are resolved against: the day of publication and the day that the article speaks of."""

    published: date | None = None
    focus: date | None = None
    focus_unit: str = "day"
    recent: date | None = None  # the last day named that is the day of publication or one of the two before


@define
class _Found:
    """Days with the unit that the text named, before the bound is applied."""

    days: Open
    unit: str = "day"
    calendar: str = "gregorian"
    anchor: date | None = None


def resolve(time: TimeExpression, anchor: Anchor) -> Period | None:
    """Return the period of an expression, or None where it cannot be known (no publication date, no such day)."""
    found = _RESOLVERS[time.kind](time, anchor)
    if found is None:
        return None
    if time.until is not None:
        if "year" in time.until.groups and "month" in time.groups and "year" not in time.groups:
            time = evolve(time, groups=time.groups | {"year": time.until.groups["year"]}, until=time.until)
            found = _RESOLVERS[time.kind](time, anchor) or found
        last = _RESOLVERS[time.until.kind](time.until, _forward(anchor, found))
        if last is None or last.days[1] is None:
            return None
        if found.days[0] and found.days[0] > last.days[1]:
            found = _earlier(time, found, last.days[1]) or last
        return Period(found.days[0], last.days[1], "range", found.anchor or last.anchor)
    start, end = _bounded(time, found)
    return Period(start, end, found.unit, found.anchor, found.calendar)


def _forward(anchor: Anchor, found: _Found) -> Anchor:
    """The second end of a range is read from its first end."""
    return evolve(anchor, focus=found.days[0] or anchor.focus)


def _earlier(time: TimeExpression, found: _Found, last: date) -> _Found | None:
    """Move the first end of a range to before its last one: it was read without knowing the year of the second."""
    start, end = found.days
    if start is None or end is None or time.kind == "year":
        return None
    if time.kind == "weekday":
        back = timedelta(days=7 * (((start - last).days + 6) // 7))
        return _moved(found, (start - back, end - back))
    years = -1 if add_months(start, -12) <= last else -(start.year - last.year + 1)
    return _moved(found, (add_months(start, 12 * years), add_months(end, 12 * years)))


def _moved(found: _Found, days: Open) -> _Found:
    """Return the same finding with other days."""
    return _Found(days, found.unit, found.calendar, found.anchor)


def _bounded(time: TimeExpression, found: _Found) -> Open:
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


# -- dates --------------------------------------------------------------------------------------------------------


def _date(time: TimeExpression, anchor: Anchor) -> _Found | None:
    """Read days and months with or without their year."""
    groups = time.groups
    if "a" in groups:
        weekday = int(groups["weekday"]) if "weekday" in groups else None
        day = calendar.numeric_date(groups["a"], groups["b"], groups["c"], weekday=weekday, latest=anchor.published)
        return _Found((day, day)) if day else None
    month = int(groups["month"]) if "month" in groups else None
    first = int(groups["day"]) if "day" in groups else None
    if month is None:
        return _day_of_month(time, anchor, first or 1)
    year = _year_of(time, anchor, month, first)
    if year is None:
        return None
    used = None if "year" in groups else anchor.published or anchor.focus
    if first:
        start = make_date(year, month, first)
        end = make_date(year, month, int(groups.get("day2", first)))
        return _Found((start, end), "day", anchor=used) if start and end and start <= end else None
    return _Found(_edged(month_days(year, month), "month", groups), "month", anchor=used)


def _edged(days: Days, unit: str, groups: Groups) -> Days:
    """Cut days to their start, middle or end, to a half or quarter, or to their first or last so many units."""
    if "nth" in groups and "part_unit" in groups:
        return _nth_part(days, groups["part_unit"], int(groups["nth"]))
    if "count_unit" in groups and groups.get("side"):
        count, counted = int(groups["n"]), groups["count_unit"]
        if groups["side"] == "first":
            return days[0], min(days[1], shift(days[0], count, counted) - timedelta(days=1))
        return max(days[0], shift(days[1] + timedelta(days=1), -count, counted)), days[1]
    return edge_days(days, unit, groups["edge"]) if groups.get("edge") else days


def _nth_part(days: Days, unit: str, nth: int) -> Days:
    """Return the nth week, quarter, third or half of some days; the last one for -1."""
    start, end = days
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    if unit == "week":
        if nth < 0:
            return end - timedelta(days=6), end
        return start + timedelta(days=7 * (nth - 1)), min(end, start + timedelta(days=7 * nth - 1))
    size = {"quarter": months // 4, "half": months // 2, "third": months // 3}.get(unit, 0)
    if not size:  # half of a month and the like
        middle = start + timedelta(days=14)
        return (start, middle) if nth == 1 else (middle + timedelta(days=1), end)
    first = start if nth > 0 else add_months(start, months - size)
    begin = add_months(first, size * (nth - 1)) if nth > 0 else first
    return begin, add_months(begin, size) - timedelta(days=1)


def _year_of(time: TimeExpression, anchor: Anchor, month: int, day: int | None) -> int | None:
    """Find the year of a month or date: written, told by "last" and the like, or the nearest that fits."""
    groups = time.groups
    if "year" in groups:
        return calendar.full_year(int(groups["year"]))
    published, focus = anchor.published, anchor.focus
    relative = groups.get("yrel", "")
    if relative in ("same", "that", "following", "previous"):
        moved = {"following": 1, "previous": -1}.get(relative, 0)
        return focus.year + moved if focus else None
    if published is None:
        if relative or groups.get("rel", "") in ("last", "next", "this"):
            return None
        return focus.year if focus else None
    if relative:
        return published.year + {"last": -1, "next": 1, "before_last": -2}.get(relative, 0)
    return _nearest_year(time, published, month, day)


def _nearest_year(time: TimeExpression, published: date, month: int, day: int | None) -> int | None:
    """Choose between the last and the next occurrence of a month or day by qualifier, tense and nearness."""
    relative = time.groups.get("rel", "")
    this = (month, day or published.day) == (published.month, published.day)
    behind = (month, day or 0) < (published.month, published.day if day else 0)
    same_month = month == published.month
    past = published.year if behind or (this and day) or (same_month and not day) else published.year - 1
    future = published.year if not behind else published.year + 1
    if relative == "last":
        return published.year - 1 if (same_month and not day) or not behind else published.year
    if relative == "next":
        return published.year + 1 if (same_month and not day) or behind else published.year
    if relative == "this":
        return published.year
    if same_month:
        return published.year
    if time.bound == "since":
        return past
    ahead = ((future - published.year) * 12 + month - published.month) * 30
    if ahead > _FAR:
        return past
    if time.tense == "future" or (time.bound in _AHEAD and (time.tense != "past" or ahead <= _MIDWAY)):
        return future
    return future if ahead <= _NEAR and time.tense != "past" else past


def _day_of_month(time: TimeExpression, anchor: Anchor, day: int) -> _Found | None:
    """Read "the 14th of this month" and "the 16th": the month is told by its qualifier, or is the nearest."""
    relative = time.groups.get("mrel", "")
    if relative in ("same", "that", "following", "previous"):
        base = anchor.focus
        moved = {"following": 1, "previous": -1}.get(relative, 0)
    else:
        base = anchor.published or (None if relative else anchor.focus)
        moved = {"last": -1, "next": 1, "before_last": -2}.get(relative, 0)
        if base and not relative and anchor.published:
            moved = (1 if base.day > day else 0) if time.tense == "future" else (-1 if base.day < day else 0)
    if base is None:
        return None
    month = add_months(base.replace(day=1), moved)
    first, last = (make_date(month.year, month.month, int(d)) for d in (day, time.groups.get("day2", day)))
    return _Found((first, last), anchor=base) if first and last else None


def _year(time: TimeExpression, _anchor: Anchor) -> _Found | None:
    """Read a written year, whole or in part."""
    year = int(time.groups["year"])
    days = year_days(year)
    if "year2" in time.groups:
        days = days[0], year_days(int(time.groups["year2"]))[1]
    return _Found(_edged(days, "year", time.groups), "year")


# -- relative expressions -----------------------------------------------------------------------------------------


def _weekday(time: TimeExpression, anchor: Anchor) -> _Found | None:
    """Read a weekday: the last one, the day of publication included, unless a cue points ahead."""
    published = anchor.published
    if published is None:
        return None
    relative = time.groups.get("rel", "")
    back = (published.isoweekday() - int(time.groups["weekday"])) % 7
    last = published - timedelta(days=back)
    coming = last if back == 0 else last + timedelta(days=7)
    if relative == "last":
        day = last - timedelta(days=7) if back == 0 else last
    elif relative == "next":
        day = last + timedelta(days=7)
    elif relative == "this" and time.tense != "past":
        day = coming
    elif relative == "before_last":
        day = last - timedelta(days=14 if back == 0 else 7)
    elif relative == "after_next":
        day = last + timedelta(days=14)
    elif time.tense == "future" or time.bound == "from" or (time.bound in _AHEAD and time.tense != "past"):
        day = coming
    else:
        day = last
    if "after_midnight" in time.groups:
        day += timedelta(days=1)
    days: Open = (day - timedelta(days=1) if "through_night" in time.groups else day, day)
    if "weekday2" in time.groups:
        after = (int(time.groups["weekday2"]) - int(time.groups["weekday"])) % 7
        days = (day, day + timedelta(days=after))
        if relative == "" and time.tense != "future" and day + timedelta(days=after) > published + timedelta(days=1):
            days = (day - timedelta(days=7), day + timedelta(days=after - 7))
    return _Found(days, anchor=published)


def _dayword(time: TimeExpression, anchor: Anchor) -> _Found | None:
    """Read today, yesterday, tomorrow; "overnight" runs from the day before to the day itself."""
    published = anchor.published
    if published is None:
        return None
    day = published + timedelta(days=int(time.groups["dayword"]))
    weekday = int(time.groups.get("weekday", day.isoweekday()))
    if weekday != day.isoweekday():  # a report of the day before: trust the name of the day
        day = min((day + timedelta(days=k) for k in (-1, 1, -2, 2, -3, 3)), key=lambda d: d.isoweekday() != weekday)
    start = day - timedelta(days=1) if "through_night" in time.groups else day
    return _Found((start, day), anchor=published)


def _unit(time: TimeExpression, anchor: Anchor) -> _Found | None:
    """Read "last week", "this month", "the following year", "the end of the month"."""
    groups = time.groups
    unit, relative = groups["unit"], groups.get("rel", "")
    anaphoric = relative in ("same", "following", "previous", "that") or not (relative or anchor.published)
    base = anchor.focus if anaphoric else anchor.published
    if base is None or (unit == "week" and not relative and not anchor.published):
        return None
    moved = {"last": -1, "next": 1, "following": 1, "previous": -1, "before_last": -2, "after_next": 2}.get(relative, 0)
    if unit == "day":
        day = base + timedelta(days=moved)
        return _Found((day, day), anchor=base)
    if "year" in groups:
        return _year(time, anchor)
    days = unit_days(shift(unit_days(base, unit)[0], moved, unit), unit)
    side = groups.get("side", "")
    if side in ("earlier", "later") and anchor.published:
        days = (days[0], anchor.published) if side == "earlier" else (anchor.published, days[1])
        return _Found(days, "part", anchor=base)
    return _Found(_edged(days, unit, groups), unit, anchor=base)


def _weekend(time: TimeExpression, anchor: Anchor) -> _Found | None:
    """Read "the weekend": Saturday and Sunday, the last ones unless a cue points ahead."""
    base = anchor.published
    if base is None:
        return None
    relative, (monday, _) = time.groups.get("rel", ""), calendar.week_days(base)
    saturday = monday + timedelta(days=5)
    if relative == "last" or (relative != "next" and time.tense != "future" and base < saturday):
        saturday -= timedelta(days=7)
    elif relative == "next" and base >= saturday:
        saturday += timedelta(days=7)
    return _Found((saturday, saturday + timedelta(days=1)), "week", anchor=base)


def _decade(time: TimeExpression, _anchor: Anchor) -> _Found | None:
    """Read "the 1990s" and "the early 1990s" (their first four years)."""
    first = int(time.groups["year"])
    years = {"start": (0, 3), "middle": (4, 6), "end": (7, 9)}.get(time.groups.get("edge", ""), (0, 9))
    return _Found((year_days(first + years[0])[0], year_days(first + years[1])[1]), "decade")


def _offset(time: TimeExpression, anchor: Anchor) -> _Found | None:
    """Read "two weeks ago" (that one day), "six months earlier" (that month), "two years ago" (that year)."""
    groups = time.groups
    count = int(groups.get("n", "1"))
    direction = groups["dir"]
    if "vague" in groups or (direction == "in" and time.tense != "future"):
        return None
    if direction == "after":
        over = anchor.focus and anchor.published and anchor.focus > anchor.published
        base = anchor.published if time.tense == "future" or over else anchor.focus
    elif direction in ("ago", "hence", "in"):
        base = anchor.published
    else:
        base = anchor.focus
    if base is None:
        return None
    sign = -1 if direction in ("ago", "earlier") else 1
    unit = groups["unit"]
    day = shift(base, sign * count, unit) if unit not in ("hour", "minute") else base + timedelta(days=sign * (count // 24))
    if time.bound == "since":
        return _Found((day, day), unit, anchor=base)
    if direction in ("earlier", "later", "after") and anchor.focus_unit == "month" and unit in ("month", "year"):
        return _Found(unit_days(day, "month"), "month", anchor=base)
    whole = unit in ("year", "decade") or (unit == "month" and count > 1 and direction in ("ago", "earlier"))
    if whole:
        return _Found(unit_days(day, "year" if unit == "decade" else unit), unit, anchor=base)
    return _Found((day, day), "day", anchor=base)


def _span(time: TimeExpression, anchor: Anchor) -> _Found | None:
    """Read "the past 24 hours", "the coming days", "over three days", "within a month"."""
    groups, base = time.groups, anchor.published
    if base is None:
        return None
    if "nth" in groups:  # "for the third day running"
        return _Found((shift(base, 1 - int(groups["nth"]), groups.get("unit", "day")), base), "part", anchor=base)
    ahead = groups.get("dir", "")
    if not ahead:
        within = time.bound == "within" and time.tense != "past"
        ahead = "next" if within or time.tense == "future" else "last"
    if "n" not in groups:
        return _Found((base, None) if ahead == "next" else (None, base), "part", anchor=base)
    count, unit = int(groups["n"]), groups["unit"]
    if unit == "minute":
        return None
    if unit == "hour":
        count, unit = -(-count // 24) if count >= _DAY else 0, "day"
    if ahead == "next":
        return _Found((base, shift(base, count, unit)), "part", anchor=base)
    if unit in ("month", "quarter", "year") and (base + timedelta(days=1)).day == 1:
        return _Found((shift(base + timedelta(days=1), -count, unit), base), "part", anchor=base)
    return _Found((shift(base, -count, unit), base), "part", anchor=base)


def _duration(time: TimeExpression, anchor: Anchor) -> _Found | None:
    """Read "for two days", "a three-month campaign": so long up to the day in focus; a guess, scored as one."""
    base = anchor.published
    count, unit = int(time.groups.get("n", "1")), time.groups["unit"]
    if base is None or unit not in ("day", "week", "fortnight", "month"):  # years: a sentence, an age, a term of office
        return None
    if unit == "day":
        end = anchor.focus or base
        return _Found((end - timedelta(days=max(count - 1, 0)), end), "duration", anchor=base)
    return _Found((shift(base, -count, unit), base), "duration", anchor=base)


# -- seasons, holidays, Hijri dates, parts of the day ---------------------------------------------------------------


def _season(time: TimeExpression, anchor: Anchor) -> _Found | None:
    """Read a season: of its year, last, next, or the one nearest to publication."""
    season, relative = time.groups["season"], time.groups.get("rel", "")
    if "year" in time.groups:
        return _Found(calendar.season_days(season, int(time.groups["year"])), "season")
    base = anchor.published
    if base is None:
        return None
    candidates = [calendar.season_days(season, year) for year in (base.year - 2, *calendar.years_near(base.year))]
    over = [days for days in candidates if days[1] < base]
    begun = [days for days in candidates if days[0] <= base]
    coming = [days for days in candidates if days[1] > base and days[0] > base]
    if relative == "last":
        days = over[-1]
    elif relative in ("next", "following"):
        days = coming[0]
    elif relative == "this":
        days = calendar.season_days(season, base.year)
    elif begun[-1][1] >= base:
        days = begun[-1]
    elif time.tense == "future" or time.bound in _AHEAD:
        days = coming[0]
    else:
        days = begun[-1] if time.tense == "past" or (coming[0][0] - base).days > 2 * _NEAR else coming[0]
        if time.bound == "since" or time.tense == "past" or (base - begun[-1][1]).days <= _NEAR:
            days = begun[-1]
    return _Found(_edged(days, "year", time.groups), "season", anchor=base)


def _hijri(time: TimeExpression, anchor: Anchor) -> _Found | None:
    """Read Hijri dates, and feasts of the Hijri calendar, as Gregorian days."""
    groups = time.groups
    month = int(groups["hmonth"]) if "hmonth" in groups else 1
    day = int(groups["day"]) if "day" in groups else None
    last = int(groups.get("day2", day or 0)) or None
    base = anchor.published or anchor.focus
    if "hyear" in groups:
        years = [int(groups["hyear"])]
    elif "year" in groups or "yrel" in groups or base:
        year = _gregorian_year(time, base)
        middle = calendar.hijri_year(date(year, 7, 1)) if year else calendar.hijri_year(base) if base else None
        if middle is None:
            return None
        years = [middle - 1, middle, middle + 1]
        found = [days for y in years if (days := _hijri_span(y, month, day, last))]
        if year:
            found = [days for days in found if year in (days[0].year, days[1].year)]
        chosen = _choose(found, time, base)
        return _Found(_edged(chosen, "month", groups), _hijri_unit(day), "hijri", base) if chosen else None
    else:
        return None
    days = _hijri_span(years[0], month, day, last)
    return _Found(_edged(days, "month", groups), _hijri_unit(day), "hijri") if days else None


def _hijri_unit(day: int | None) -> str:
    return "day" if day else "hijri_month"


def _gregorian_year(time: TimeExpression, base: date | None) -> int | None:
    if "year" in time.groups:
        return int(time.groups["year"])
    if time.groups.get("yrel") and base:
        return base.year + {"last": -1, "next": 1}.get(time.groups["yrel"], 0)
    return None


def _hijri_span(year: int, month: int, day: int | None, last: int | None) -> Days | None:
    first = calendar.hijri_days(year, month, day)
    end = calendar.hijri_days(year, month, last) if last else first
    return (first[0], end[1]) if first and end else None


def _choose(found: list[Days], time: TimeExpression, base: date | None) -> Days | None:
    """Choose among the occurrences of a feast or month: by qualifier and tense, else the nearest to publication."""
    relative = time.groups.get("rel", "")
    if base is None or not found:
        return found[0] if found else None
    past = [days for days in found if days[0] <= base]
    future = [days for days in found if days[1] >= base]
    if relative == "last":
        past = [days for days in found if days[1] < base]
        return past[-1] if past else None
    if relative == "next" or time.tense == "future" or time.bound in _AHEAD:
        return future[0] if future else None
    if past and (relative or time.tense == "past" or time.bound == "since"):
        return past[-1]
    return min(found, key=lambda days: abs((days[0] - base).days))


def _feast(time: TimeExpression, anchor: Anchor) -> _Found | None:
    """Read a named day of either calendar, written "month-day" (Gregorian) or "hmonth-day" (Hijri)."""
    name = time.groups["feast"]
    kind, month, first, *rest = name.split("-")
    groups = {k: v for k, v in time.groups.items() if k != "feast"} | {"day": first}
    if rest:
        groups["day2"] = rest[0]
    if kind == "h":
        return _hijri(evolve(time, groups=groups | {"hmonth": month}), anchor)
    return _date(evolve(time, groups=groups | {"month": month}), anchor)


def _part(time: TimeExpression, anchor: Anchor) -> _Found | None:
    """Read a part of the day or a clock time that stands alone: the day in focus, else the day of publication."""
    day, published = anchor.recent or anchor.published or anchor.focus, anchor.published
    if time.groups.get("alone") == "night" and published and day == published:
        day = published - timedelta(days=1)  # what happened at night is in the next day's news
    return _Found((day, day), "part", anchor=day) if day else None


_RESOLVERS: dict[str, Callable[[TimeExpression, Anchor], _Found | None]] = {
    "date": _date,
    "year": _year,
    "weekday": _weekday,
    "dayword": _dayword,
    "unit": _unit,
    "weekend": _weekend,
    "decade": _decade,
    "offset": _offset,
    "span": _span,
    "duration": _duration,
    "season": _season,
    "hijri": _hijri,
    "feast": _feast,
    "part": _part,
}
KINDS = frozenset(_RESOLVERS)
