"""Seasons, feasts and Hijri dates as Gregorian days (Umm al-Qura; a sighting in Iraq may differ by a day)."""

from datetime import date

from attrs import evolve

from iraqsec.languages import calendar
from iraqsec.languages.absolute_times import cut_to_edge, resolve_date
from iraqsec.languages.calendar import Days
from iraqsec.languages.time_expression import AHEAD, NEAR, Anchor, Found, TimeExpression


def resolve_season(time: TimeExpression, anchor: Anchor) -> Found | None:
    """Read a season: of its year, last, next, or the one nearest to publication."""
    season, relative = time.groups["season"], time.groups.get("rel", "")
    if "year" in time.groups:
        return Found(calendar.season_days(season, int(time.groups["year"])), "season")
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
    elif time.tense == "future" or time.bound in AHEAD:
        days = coming[0]
    else:
        days = begun[-1] if time.tense == "past" or (coming[0][0] - base).days > 2 * NEAR else coming[0]
        if time.bound == "since" or time.tense == "past" or (base - begun[-1][1]).days <= NEAR:
            days = begun[-1]
    return Found(cut_to_edge(days, "year", time.groups), "season", anchor=base)


def resolve_hijri(time: TimeExpression, anchor: Anchor) -> Found | None:
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
        return Found(cut_to_edge(chosen, "month", groups), _hijri_unit(day), "hijri", base) if chosen else None
    else:
        return None
    days = _hijri_span(years[0], month, day, last)
    return Found(cut_to_edge(days, "month", groups), _hijri_unit(day), "hijri") if days else None


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
    if relative == "next" or time.tense == "future" or time.bound in AHEAD:
        return future[0] if future else None
    if past and (relative or time.tense == "past" or time.bound == "since"):
        return past[-1]
    return min(found, key=lambda days: abs((days[0] - base).days))


def resolve_feast(time: TimeExpression, anchor: Anchor) -> Found | None:
    """Read a named day of either calendar, written "month-day" (Gregorian) or "hmonth-day" (Hijri)."""
    name = time.groups["feast"]
    kind, month, first, *rest = name.split("-")
    groups = {k: v for k, v in time.groups.items() if k != "feast"} | {"day": first}
    if rest:
        groups["day2"] = rest[0]
    if kind == "h":
        return resolve_hijri(evolve(time, groups=groups | {"hmonth": month}), anchor)
    return resolve_date(evolve(time, groups=groups | {"month": month}), anchor)
