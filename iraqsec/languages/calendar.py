"""Calendar arithmetic that both languages share, and `parse_date` for full dates in headers and bylines.

Conventions are the ontology's: weeks run Monday to Sunday; early, mid and late in a month are days 1-10, 11-20 and
21-end; the start, middle and end of a year are January-March, April-September and October-December.
"""

import calendar
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any

import regex
from attrs import frozen

from iraqsec.languages.folding import fold_word

Days = tuple[date, date]

_MONTHS_A_YEAR = 12
_FIRST_YEAR, _LAST_YEAR = 1900, 2100  # outside it a figure is no year of the news
_PIVOT = 70  # two-digit years: "03" is 2003, "91" is 1991


def make_date(year: int, month: int, day: int) -> date | None:
    """Return the date, or None where the calendar has none or the year is not one of the news."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR or not 1 <= month <= _MONTHS_A_YEAR:
        return None
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return date(year, month, day)


def full_year(year: int) -> int:
    """Complete a two-digit year.

    >>> full_year(25), full_year(98), full_year(2011)
    (2025, 1998, 2011)
    """
    if year >= 100:  # noqa: PLR2004 - a year of three figures or more is written whole
        return year
    return year + (2000 if year < _PIVOT else 1900)


def month_days(year: int, month: int) -> Days:
    """Return the first and last day of a month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def year_days(year: int) -> Days:
    """Return the first and last day of a year."""
    return date(year, 1, 1), date(year, _MONTHS_A_YEAR, 31)


def week_days(day: date) -> Days:
    """Return Monday and Sunday of the week that holds a day."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def add_months(day: date, months: int) -> date:
    """Move a day by months; the day of the month is cut to the month's length.

    >>> add_months(date(2024, 1, 31), 1)
    datetime.date(2024, 2, 29)
    """
    index = day.year * _MONTHS_A_YEAR + day.month - 1 + months
    year, month = divmod(index, _MONTHS_A_YEAR)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def shift(day: date, count: int, unit: str) -> date:
    """Move a day by so many units: day, week, fortnight, month, season, year, decade; smaller units move by nothing.

    >>> shift(date(2024, 2, 29), -1, "year")
    datetime.date(2023, 2, 28)
    """
    days = {"day": 1, "night": 1, "week": 7, "fortnight": 14}.get(unit)
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120}.get(unit)
    try:
        if days:
            return day + timedelta(days=days * count)
        if months:
            return add_months(day, months * count)
    except (OverflowError, ValueError):
        return day
    return day


def unit_days(day: date, unit: str) -> Days:
    """Return the whole week, month, quarter, half or year that holds a day; the day itself for anything else."""
    if unit == "week":
        return week_days(day)
    if unit == "month":
        return month_days(day.year, day.month)
    if unit in ("quarter", "half"):
        size = 3 if unit == "quarter" else 6
        first = (day.month - 1) // size * size + 1
        return date(day.year, first, 1), month_days(day.year, first + size - 1)[1]
    if unit == "year":
        return year_days(day.year)
    if unit == "decade":
        first_year = day.year // 10 * 10
        return date(first_year, 1, 1), date(first_year + 9, 12, 31)
    return day, day


_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}


def season_days(season: str, year: int) -> Days:
    """Return a season of three whole months; the winter of a year is the one that begins in its December."""
    first = _SEASONS[season]
    start = date(year, first, 1)
    last = add_months(start, 2)
    return start, month_days(last.year, last.month)[1]


def edge_days(days: Days, unit: str, edge: str) -> Days:
    """Return the start, middle or end of a week, month or year, by the ontology's conventions.

    >>> edge_days(month_days(2024, 2), "month", "end")
    (datetime.date(2024, 2, 21), datetime.date(2024, 2, 29))
    """
    start, end = days
    if unit in ("month", "hijri_month"):
        cuts = (start + timedelta(days=10), start + timedelta(days=20))
    elif unit == "week":
        cuts = (start + timedelta(days=2), start + timedelta(days=5))
    else:
        months = (end.year - start.year) * 12 + end.month - start.month + 1
        cuts = (add_months(start, max(1, months // 4)), add_months(start, max(2, months - months // 4)))
    return {
        "start": (start, cuts[0] - timedelta(days=1)),
        "middle": (cuts[0], cuts[1] - timedelta(days=1)),
        "end": (cuts[1], end),
    }.get(edge, days)


# -- Hijri dates ------------------------------------------------------------------------------------------------------


def hijri_days(year: int, month: int, day: int | None = None) -> Days | None:
    """Return the Gregorian day, or first and last day, of a Hijri date (Umm al-Qura); None outside AH 1343-1500."""
    from hijridate import Hijri

    try:
        length = Hijri(year, month, 1).month_length()
        first, last = (day, day) if day else (1, length)
        return Hijri(year, month, first).to_gregorian(), Hijri(year, month, last).to_gregorian()
    except (OverflowError, ValueError):
        return None


def hijri_year(day: date) -> int | None:
    """Return the Hijri year of a day; None outside the table."""
    from hijridate import Gregorian

    try:
        return int(Gregorian(day.year, day.month, day.day).to_hijri().year)
    except (OverflowError, ValueError):
        return None


def years_near(year: int) -> tuple[int, int, int]:
    """Return the year before, the year itself and the year after."""
    return year - 1, year, year + 1


# -- full dates in headers ----------------------------------------------------------------------------------------


@frozen
class WrittenDate:
    """A full date of a text: the day, and the stretch ``start:end`` that it was read from."""

    date: date
    start: int
    end: int


@cache
def load_words(lang: str) -> dict[str, Any]:
    """Read ``dates.toml`` of a language."""
    file = resources.files("iraqsec.languages").joinpath(lang, "dates.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def forms_of(table: dict[str, list[str]]) -> dict[str, str]:
    """Turn value -> forms into folded form -> value."""
    return {fold_word(form): value for value, forms in table.items() for form in forms}


def alternatives(forms: Iterable[str]) -> str:
    """Return a pattern of all forms, longest first, whose spaces match any white space."""
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    return "|".join(regex.escape(form).replace("\\ ", r"\s+").replace(" ", r"\s+") for form in ordered)


@cache
def _written(lang: str) -> tuple[regex.Pattern[str], dict[str, str], dict[str, str]]:
    """Compile the pattern of full dates whose month or weekday is a word of the language."""
    words = load_words(lang)["words"]
    months, weekdays = forms_of(words["month"]), forms_of(words["weekday"])
    month = rf"(?P<month>{alternatives(months)})\.?(?:\s*[/(-]?\s*(?:{alternatives(months)})\)?)?"
    weekday = rf"(?:(?P<weekday>{alternatives(weekdays)})\.?\s*[،,:/–-]*\s*)?"
    day = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
    year = r"(?P<year>(?:19|20)\d\d)"
    numeric = (
        r"(?P<a>\d{4})(?P<sep>\s?[/.\-\\]\s?)(?P<b>\d{1,2})(?P=sep)(?P<c>\d{1,2}(?=t\d|\b))"
        r"|(?P<a>\d{1,2})(?P<sep>\s?[/.\-\\]\s?)(?P<b>\d{1,2})(?P=sep)(?P<c>(?:19|20)\d\d|\d\d(?![:.]))"
    )
    pattern = (
        rf"(?<![\p{{L}}\d]|\d[/.\-]){weekday}(?:{day}(?:\s+of|\s+من)?[\s,،/-]*{month}[\s,،/-]*{year}"
        rf"|{month}[\s,،/-]*{day}[\s,،/-]+{year}|{year}[\s,،/-]+{month}[\s,،/-]*{day}|{numeric})(?!(?!t\d)\p{{L}}|[\d]|[/.\-]\d)"
    )
    return regex.compile(pattern, regex.IGNORECASE), months, weekdays


def read_dates(text: str, lang: str | None = None, *, latest: date | None = None) -> Iterator[WrittenDate]:
    """Yield the full dates (day, month and year) of a text in folded or plain spelling, in text order.

    Numeric dates: a four-figure first part is the year; else day and month are told apart by a weekday beside them, by
    plausibility (no month 13, nothing after ``latest``), and else read day first. Without ``lang`` both serve.
    """
    plain = text.translate(_PLAIN).lower()
    found: dict[tuple[int, int], WrittenDate] = {}
    for code in (lang,) if lang in ("ar", "en") else ("ar", "en"):
        pattern, months, weekdays = _written(str(code))
        for match in pattern.finditer(plain):
            weekday = weekdays.get(" ".join((match["weekday"] or "").split()))
            number = int(weekday) if weekday else None
            if match["month"]:
                month = int(months[" ".join(match["month"].split())])
                day = make_date(int(match["year"]), month, int(match["day"]))
            else:
                day = numeric_date(match["a"], match["b"], match["c"], weekday=number, latest=latest)
            if day:
                known = found.get(match.span())
                if known is None or weekday:
                    found[match.span()] = WrittenDate(day, match.start(), match.end())
    taken = -1
    for written in sorted(found.values(), key=lambda item: (item.start, -item.end)):
        if written.start >= taken:
            taken = written.end
            yield written


def parse_date(text: str, lang: str | None = None, *, latest: date | None = None) -> WrittenDate | None:
    """Return the first full date of a text, or None.

    >>> parse_date("الخميس 9 كانون الثاني/يناير 2025").date
    datetime.date(2025, 1, 9)
    >>> parse_date("Sun, 12/07/2025").date
    datetime.date(2025, 12, 7)
    """
    return next(read_dates(text, lang, latest=latest), None)


def numeric_date(a: str, b: str, c: str, *, weekday: int | None = None, latest: date | None = None) -> date | None:
    """Read a date of three figures; ``weekday`` is 1 (Monday) to 7 where the text names it.

    >>> numeric_date("12", "07", "2025"), numeric_date("12", "07", "2025", weekday=7)
    (datetime.date(2025, 7, 12), datetime.date(2025, 12, 7))
    """
    if len(a) > 2:  # noqa: PLR2004 - year first
        orders = [(int(a), int(b), int(c)), (int(a), int(c), int(b))]
    else:
        year = full_year(int(c))
        orders = [(year, int(b), int(a)), (year, int(a), int(b))]
    dates = [day for order in orders if (day := make_date(*order))]
    if weekday:
        dates.sort(key=lambda day: day.isoweekday() != weekday)
    elif latest:
        dates.sort(key=lambda day: day > latest)
    return dates[0] if dates else None


# One to one, so that offsets stay those of the caller's text; the folded view passes through unchanged.
_PLAIN = str.maketrans(
    {**dict.fromkeys("أإآٱ", "ا"), "ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "\u00a0": " ", "\u200f": " ", "\u200e": " "}
    | {chr(0x660 + i): str(i) for i in range(10)}
    | {chr(0x6F0 + i): str(i) for i in range(10)}
)
