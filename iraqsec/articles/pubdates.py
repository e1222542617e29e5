"""Dates as page headers and footers write them, and which of several is the publication's."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache

import regex
from attrs import field, frozen

from iraqsec.articles.tables import any_of, calendar_names, folded, table

_YEARS = range(1990, 2100)
_MONTH = timedelta(days=31)
_DIGIT = regex.compile(r"\d")  # without one there is no date and no time, which spares the longer patterns


@frozen
class FoundDate:
    """A date on the page: where it stands, each day that it can mean (the likelier first), and the label before it.

    ``label`` is "original", "published", "updated" or "".
    """

    start: int
    end: int
    readings: tuple[date, ...]
    label: str = ""


@frozen
class _Patterns:
    date: regex.Pattern[str]
    time: regex.Pattern[str]
    weekday: regex.Pattern[str]
    label: regex.Pattern[str]
    relative: regex.Pattern[str]
    hijri: regex.Pattern[str]
    yearless: regex.Pattern[str]
    day: regex.Pattern[str]
    months: dict[str, int] = field(factory=dict)
    weekdays: dict[str, int] = field(factory=dict)
    updated: frozenset[str] = frozenset()
    original: frozenset[str] = frozenset()


@cache
def _patterns() -> _Patterns:
    data = table("dates")
    months = calendar_names("month")
    weekdays = {form: n - 1 for form, n in calendar_names("weekday").items()}  # as `date.weekday` counts
    month = rf"(?<!\p{{L}}){any_of(months)}(?!\p{{L}})\.?"
    # "كانون الثاني/يناير" and "نيسان (أبريل)" name one month twice.
    twice = rf"(?:\s*[/(-]\s*{any_of(months)}\)?(?!\p{{L}}))?"
    day, sep = r"\d{1,2}(?:st|nd|rd|th)?", r"\s*[-/.]\s*"
    gap = r"\s{0,4}"  # a run of spaces has no end that a date would need: without a bound two of them cost its square
    forms = (
        rf"(?P<iso_y>(?:19|20)\d\d){sep}(?P<iso_m>\d{{1,2}}){sep}(?P<iso_d>\d{{1,2}})(?!\d)",
        rf"(?P<num_a>\d{{1,2}}){sep}(?P<num_b>\d{{1,2}}){sep}(?P<num_y>(?:19|20)\d\d)(?!\d)",
        r"(?P<short_a>\d{1,2})/(?P<short_b>\d{1,2})/(?P<short_y>\d\d)(?![\d/])",
        rf"(?P<dmy_d>{day}){gap}[-/,]?{gap}(?:of\s+|من\s+)?(?P<dmy_m>{month}){twice}{gap}[-/,،]?{gap}(?P<dmy_y>(?:19|20)\d\d)(?!\d)",
        rf"(?P<mdy_m>{month}){twice}{gap}(?P<mdy_d>{day}){gap}[,،]?\s{{1,4}}(?P<mdy_y>(?:19|20)\d\d)(?!\d)",
        rf"(?P<ymd_y>(?:19|20)\d\d){gap}[-/,]?{gap}(?P<ymd_m>{month}){gap}[-/,]?{gap}(?P<ymd_d>{day})(?!\d)",
    )
    zone = rf"(?:{any_of(data['zones']['words'])}(?:\s*[+-]\s*\d{{1,2}}(?::?\d\d)?)?|[+-]\d\d:?\d\d|z\b)"
    half = rf"{any_of(data['zones']['half'])}(?!\p{{L}})"
    clock = rf"(?:t|{any_of(data['zones']['hour'])}\s*)?(?<!\d)\d{{1,2}}[:.]\d\d(?::\d\d(?:\.\d+)?)?(?!\d)"
    units = any_of(data["relative"]["units"])
    ago = (
        rf"{any_of(data['relative']['before'])}\s+(?:\d+\s+)?{units}(?!\p{{L}})"
        rf"|(?<![\p{{L}}\d])(?:\d+|an?)\s+{units}\s+{any_of(data['relative']['after'])}(?!\p{{L}})"
    )
    labels = data["labels"]
    every = any_of([word for kind in labels.values() for word in kind])
    yearless = (
        rf"(?<![\d:.])(?:(?P<a>{day}){gap}[-/]?{gap}(?:of\s+|من\s+)?(?P<am>{month}){twice}"
        rf"|(?P<bm>{month}){twice}{gap}(?P<b>{day}))(?![\p{{L}}\d])"
    )
    named = rf"(?:{any_of(weekdays)}[\s,،]{{0,3}})?"
    lunar = any_of(data["hijri"]["months"])
    hijri = rf"\d{{1,2}}\s*{lunar}\s*+(?:,\s*+)?1[34]\d\d|\b1[34]\d\d\s*[-/]\s*\d{{1,2}}\s*[-/]\s*\d{{1,2}}"
    return _Patterns(
        date=regex.compile(r"(?<![\d/.])(?:" + "|".join(forms) + ")"),
        time=regex.compile(
            rf"(?:{clock}(?:\s*{half})?|(?<!\d)\d{{1,2}}\s*{any_of(('am', 'pm'))}\b)(?:\s*\(?{zone}\)?)?"
        ),
        weekday=regex.compile(rf"(?<!\p{{L}}){any_of(weekdays)}(?!\p{{L}})"),
        label=regex.compile(rf"(?<!\p{{L}}){every}\s*+(?:[:-]\s*+)?$"),
        relative=regex.compile(ago),
        hijri=regex.compile(rf"(?:{hijri})(?:\s*{any_of(data['hijri']['marks'])}(?!\p{{L}}))?"),
        yearless=regex.compile(yearless),
        day=regex.compile(rf"\W{{0,6}}(?:{every}\W{{1,6}})?{named}(?:{yearless})[\s,،]{{0,3}}{named}\W{{0,6}}"),
        months=months,
        weekdays=weekdays,
        updated=frozenset(folded(labels["updated"])),
        original=frozenset(folded(labels["original"])),
    )


def find_dates(text: str) -> Iterator[FoundDate]:
    """Yield the full dates (with a year) in a piece of lower-cased folded text, in text order.

    A weekday within the same 25 characters settles the order of day and month. Hijri dates are passed over: pages that
    give one give the Gregorian date beside it.

    >>> [found.readings for found in find_dates("sun, 12/07/2025 - 11:25")]
    [(datetime.date(2025, 12, 7),)]
    """
    patterns = _patterns()
    left = 0
    for match in patterns.date.finditer(text):
        readings = tuple(_readings(match, patterns))
        if not readings:
            continue
        near = text[max(left, match.start() - 25) : match.start()] + " " + text[match.end() : match.end() + 25]
        days = {patterns.weekdays[_squeezed(found[0])] for found in patterns.weekday.finditer(near)}
        settled = tuple(day for day in readings if day.weekday() in days)
        label = _label(text[left : match.start()], patterns)
        yield FoundDate(match.start(), match.end(), settled[:1] or readings, label)
        left = match.end()


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _readings(match: regex.Match[str], patterns: _Patterns) -> Iterator[date]:
    """Yield the days that a match can mean: for 12/07/2025 first 12 July, then 7 December."""
    found = {key: value for key, value in match.groupdict().items() if value is not None}
    if "num_y" in found or "short_y" in found:
        kind = "num" if "num_y" in found else "short"
        first, second, year = (int(found[f"{kind}_{part}"]) for part in "aby")
        year += 2000 if kind == "short" else 0
        orders = ((first, second), (second, first)) if first != second else ((first, second),)
    else:
        kind = next(iter(found)).split("_")[0]
        year, day = int(found[f"{kind}_y"]), int("".join(c for c in found[f"{kind}_d"] if c.isdigit()))
        month = found[f"{kind}_m"]
        orders = ((day, int(month) if month.isdigit() else patterns.months[_squeezed(month).rstrip(".")]),)
    for day, month_number in orders:
        if year in _YEARS and 1 <= month_number <= 12:  # noqa: PLR2004 - months of a year
            try:
                yield date(year, month_number, day)
            except ValueError:
                continue


def _label(before: str, patterns: _Patterns) -> str:
    """Return the kind of the label that stands before the date, weekdays and times between them aside."""
    before = patterns.weekday.sub(" ", patterns.time.sub(" ", before)).rstrip(" ,:-|/•·")
    found = patterns.label.search(before)
    if not found:
        return ""
    words = _squeezed(found[0]).rstrip(" :-")
    return "original" if words in patterns.original else "updated" if words in patterns.updated else "published"


def label_alone(line: str) -> str:
    """Return the kind of label that a line of lower-cased folded text is, if it is nothing else, or "".

    >>> label_alone("originally published"), label_alone("published on:"), label_alone("published by a friend")
    ('original', 'published', '')
    """
    found = _patterns().label.search(line)
    return _label(line, _patterns()) if found and not line[: found.start()].strip() else ""


@frozen
class DayOfYear:
    """A day and month that stand without their year, and the weekday beside them, if any (0 is Monday)."""

    start: int
    end: int
    month: int
    day: int
    weekday: int | None

    def nearest(self, to: Sequence[date]) -> date | None:
        """Return the day within a month of one of the given dates that the weekday allows; the nearest, or None."""
        out = []
        for other in to:
            for year in (other.year - 1, other.year, other.year + 1):
                try:
                    day = date(year, self.month, self.day)
                except ValueError:
                    continue
                if abs(day - other) <= _MONTH and self.weekday in (None, day.weekday()):
                    out.append((abs(day - other), day))
        return min(out)[1] if out else None


def find_days(text: str) -> Iterator[DayOfYear]:
    """Yield the dates without a year in a line of lower-cased folded text.

    >>> [(day.day, day.month, day.weekday) for day in find_days("wed 6 march, 10:30")]
    [(6, 3, 2)]
    """
    patterns = _patterns()
    full = [(found.start, found.end) for found in find_dates(text)]
    for match in patterns.yearless.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in full):
            continue
        month, day = match["am"] or match["bm"], match["a"] or match["b"]
        near = text[max(0, match.start() - 12) : match.start()] + " " + text[match.end() : match.end() + 12]
        weekday = patterns.weekday.search(near)
        yield DayOfYear(
            match.start(),
            match.end(),
            patterns.months[_squeezed(month).rstrip(".")],
            int("".join(c for c in day if c.isdigit())),
            patterns.weekdays[_squeezed(weekday[0])] if weekday else None,
        )


def is_day(text: str) -> bool:
    """Tell whether a line of lower-cased folded text is a date without year, and nothing else: "friday, october 11"."""
    return bool(_DIGIT.search(text)) and bool(_patterns().day.fullmatch(text))


def without_dates(text: str) -> str:
    """Return lower-cased folded text with spaces in place of its dates, times, weekdays and "3 hours ago"."""
    patterns = _patterns()
    all_of_them = (patterns.hijri, patterns.date, patterns.relative, patterns.time, patterns.weekday)
    for pattern in all_of_them if _DIGIT.search(text) else (patterns.relative, patterns.weekday):
        text = pattern.sub(_blank, text)
    return text


def _blank(match: regex.Match[str]) -> str:
    return " " * len(match[0])


def has_time_reference(text: str) -> bool:
    """Tell whether lower-cased folded text holds a full date, a Hijri date, a clock time or "3 hours ago"."""
    patterns = _patterns()
    if patterns.relative.search(text):
        return True
    return bool(_DIGIT.search(text)) and any(p.search(text) for p in (patterns.date, patterns.time, patterns.hijri))


def leading_date(text: str) -> int:
    """Return the length of a labelled ISO date that a page's first line begins with, ahead of other words, or 0.

    >>> leading_date("date 2025-01-09 13:22 shafaq news/ iraq")
    21
    """
    found = _leading().match(text)
    return found.end("stamp") if found else 0


@cache
def _leading() -> regex.Pattern[str]:
    labels = any_of(table("dates")["labels"]["published"])
    time = r"(?:\s+\d{1,2}:\d\d(?::\d\d)?)?"
    return regex.compile(rf"\s*(?P<stamp>{labels}\s*:?\s+(?:19|20)\d\d-\d\d-\d\d{time})\s+(?=[\p{{L}}\"'(])")


def is_clock(text: str) -> bool:
    """Tell whether a piece of lower-cased folded text is a clock time and nothing else (a live blog's stamp)."""
    return bool(_patterns().time.fullmatch(text.strip(" -–—|:•")))


def choose(
    found: Sequence[tuple[int, FoundDate]], lead: str, *, month_first: bool
) -> tuple[FoundDate, date, bool] | None:
    """Choose the publication's date among ranked candidates (0 is best) and settle its reading.

    A label "published" wins over rank, "updated" loses; ``lead`` is the lower-cased start of the article, whose
    weekdays tell 12 July from 7 December. The answer's last member says that the order of day and month was guessed.
    """
    if not found:
        return None
    rank = {"original": -20, "published": -10, "": 0, "updated": 5}
    _, best = min(found, key=lambda pair: (rank[pair[1].label] + pair[0], pair[1].start))
    if len(best.readings) == 1:
        return best, best.readings[0], False
    # Another date of the page that can be read in one way only settles it: "05/03/2024 … updated 5 March 2024".
    sure = {other.readings[0] for _, other in found if len(other.readings) == 1}
    close = [day for day in best.readings if any(abs((day - other).days) <= 3 for other in sure)]  # noqa: PLR2004
    if len(close) == 1:
        return best, close[0], False
    named = [_patterns().weekdays[_squeezed(word[0])] for word in _patterns().weekday.finditer(lead)]
    for back in range(3):  # reports name the day itself, or one of the two before it
        matching = [day for day in best.readings if (day - timedelta(days=back)).weekday() in named]
        if len(matching) == 1:
            return best, matching[0], False
    return best, best.readings[-1 if month_first else 0], True
