"""Days, months, years and decades, whole or in part, with the year found where the text leaves it out."""

from datetime import date, timedelta

from iraqsec.languages import calendar
from iraqsec.languages.calendar import Days, add_months, edge_days, make_date, month_days, shift, year_days
from iraqsec.languages.time_expression import AHEAD, NEAR, Anchor, Found, Groups, TimeExpression

_JUST_BEFORE = 3  # days before publication of which a report speaks
_FAR = 300  # days ahead: no cue of the future reaches so far, the month is the one just over
_MIDWAY = 150  # days ahead that "until", "by" and "from" reach whatever the tense


def resolve_date(time: TimeExpression, anchor: Anchor) -> Found | None:
    """Read days and months with or without their year."""
    groups = time.groups
    if "a" in groups:
        weekday = int(groups["weekday"]) if "weekday" in groups else None
        day = calendar.numeric_date(groups["a"], groups["b"], groups["c"], weekday=weekday, latest=anchor.published)
        if not weekday:
            day = _month_first(groups, anchor.published) or day
        return Found((day, day)) if day else None
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
        return Found((start, end), "day", anchor=used) if start and end and start <= end else None
    return Found(cut_to_edge(month_days(year, month), "month", groups), "month", anchor=used)


def _month_first(groups: Groups, published: date | None) -> date | None:
    """Read "12/10/2013" month first where that is one of the days just before publication, and day first is none of them."""
    if published is None or len(groups["a"]) > 2:  # noqa: PLR2004 - year first
        return None
    days = [
        calendar.numeric_date(one, two, groups["c"])
        for one, two in ((groups["a"], groups["b"]), (groups["b"], groups["a"]))
    ]
    day, other = (found if found and 0 <= (published - found).days <= _JUST_BEFORE else None for found in days)
    return None if day else other


def cut_to_edge(days: Days, unit: str, groups: Groups) -> Days:
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


def _nearest_year(time: TimeExpression, published: date, month: int, day: int | None) -> int:
    """Choose between the last and the next occurrence of a month or day by qualifier, tense and nearness."""
    relative, year = time.groups.get("rel", ""), published.year
    behind = (month, day or 0) < (published.month, published.day if day else 0)
    current = month == published.month and not day
    if relative == "last":
        return year if behind and not current else year - 1
    if relative == "next":
        return year + 1 if behind or current else year
    if relative == "this" or month == published.month:
        return year
    past, future = (year, year + 1) if behind else (year - 1, year)
    ahead = ((future - year) * 12 + month - published.month) * 30
    if time.bound == "since" or ahead > _FAR:
        return past
    pointing = time.tense == "future" or (time.bound in AHEAD and (time.tense != "past" or ahead <= _MIDWAY))
    return future if pointing or (ahead <= NEAR and time.tense != "past") else past


def _day_of_month(time: TimeExpression, anchor: Anchor, day: int) -> Found | None:
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
    return Found((first, last), anchor=base) if first and last else None


def resolve_year(time: TimeExpression, _anchor: Anchor) -> Found | None:
    """Read a written year, whole or in part."""
    year = int(time.groups["year"])
    days = year_days(year)
    if "year2" in time.groups:
        days = days[0], year_days(int(time.groups["year2"]))[1]
    return Found(cut_to_edge(days, "year", time.groups), "year")


def resolve_decade(time: TimeExpression, _anchor: Anchor) -> Found | None:
    """Read "the 1990s" and "the early 1990s" (their first four years)."""
    first = int(time.groups["year"])
    years = {"start": (0, 3), "middle": (4, 6), "end": (7, 9)}.get(time.groups.get("edge", ""), (0, 9))
    return Found((year_days(first + years[0])[0], year_days(first + years[1])[1]), "decade")
