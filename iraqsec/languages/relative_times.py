"""Times told from the day of publication or from the day in focus: weekdays, "last week", "two days ago"."""

from datetime import date, timedelta

from iraqsec.languages import calendar
from iraqsec.languages.absolute_times import cut_to_edge, resolve_year
from iraqsec.languages.calendar import shift, unit_days
from iraqsec.languages.time_expression import AHEAD, Anchor, Found, Open, TimeExpression

_DAY = 24
_SHORT = frozenset({"minute", "hour", "day", "week", "fortnight"})
_WEEKS_OFF = {"last": 0, "before_last": -7, "next": 7, "after_next": 14}  # days from the last such weekday


def resolve_weekday(time: TimeExpression, anchor: Anchor) -> Found | None:
    """Read a weekday: the last one, the day of publication included, unless a cue points ahead."""
    published, groups = anchor.published, time.groups
    if published is None:
        return None
    day = _nearest_weekday(time, published)
    if "after_midnight" in groups:
        day += timedelta(days=1)
    days: Open = (day - timedelta(days=1) if "through_night" in groups else day, day)
    if "weekday2" in groups:
        after = timedelta(days=(int(groups["weekday2"]) - int(groups["weekday"])) % 7)
        if not groups.get("rel") and time.tense != "future" and day + after > published + timedelta(days=1):
            day -= timedelta(days=7)
        days = (day, day + after)
    return Found(days, anchor=published)


def _nearest_weekday(time: TimeExpression, published: date) -> date:
    relative = time.groups.get("rel", "")
    back = (published.isoweekday() - int(time.groups["weekday"])) % 7
    last = published - timedelta(days=back)
    if relative in _WEEKS_OFF:
        passed = 0 if relative in ("next", "after_next") or back else -7  # "last Sunday" on a Sunday is a week ago
        return last + timedelta(days=passed + _WEEKS_OFF[relative])
    pointing = time.bound in AHEAD and (time.bound == "from" or time.tense != "past")
    if time.tense == "future" or pointing or (relative == "this" and time.tense != "past"):
        return last + timedelta(days=7) if back else last
    return last


def resolve_dayword(time: TimeExpression, anchor: Anchor) -> Found | None:
    """Read today, yesterday, tomorrow; "overnight" runs from the day before to the day itself."""
    published = anchor.published
    if published is None:
        return None
    day = published + timedelta(days=int(time.groups["dayword"]))
    weekday = int(time.groups.get("weekday", day.isoweekday()))
    if weekday != day.isoweekday():  # a report of the day before: trust the name of the day
        ahead = time.tense == "future" or day > published
        off = (
            (-1, 1, -2, 2, -3, 3) if ahead else (-1, 1, -2, -3, -4, -5)
        )  # what is told as done was not done days later
        day = min((day + timedelta(days=k) for k in off), key=lambda d: d.isoweekday() != weekday)
    start = day - timedelta(days=1) if "through_night" in time.groups else day
    return Found((start, day), anchor=published)


def resolve_unit(time: TimeExpression, anchor: Anchor) -> Found | None:
    """Read "last week", "this month", "the following year", "the end of the month"."""
    groups = time.groups
    unit, relative = groups["unit"], groups.get("rel", "")
    if relative == "coming":  # "over the next week"
        relative = "following" if time.tense == "past" else "next"
    anaphoric = relative in ("same", "following", "previous", "that") or not (relative or anchor.published)
    base = anchor.focus if anaphoric else anchor.published
    if base is None or (unit == "week" and not relative and not anchor.published):
        return None
    moved = {"last": -1, "next": 1, "following": 1, "previous": -1, "before_last": -2, "after_next": 2}.get(relative, 0)
    if unit == "day":
        day = base + timedelta(days=moved)
        return Found((day, day), anchor=base)
    if "year" in groups:
        return resolve_year(time, anchor)
    days = unit_days(shift(unit_days(base, unit)[0], moved, unit), unit)
    side = groups.get("side", "")
    if side in ("earlier", "later") and anchor.published:
        days = (days[0], anchor.published) if side == "earlier" else (anchor.published, days[1])
        return Found(days, "part", anchor=base)
    return Found(cut_to_edge(days, unit, groups), unit, anchor=base)


def resolve_weekend(time: TimeExpression, anchor: Anchor) -> Found | None:
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
    return Found((saturday, saturday + timedelta(days=1)), "week", anchor=base)


def resolve_offset(time: TimeExpression, anchor: Anchor) -> Found | None:
    """Read "two weeks ago" (that one day), "six months earlier" (that month), "two years ago" (that year)."""
    groups, direction = time.groups, time.groups["dir"]
    base = _offset_base(time, anchor)
    if base is None or "vague" in groups:
        return None
    count, unit = int(groups.get("n", "1")), groups["unit"]
    sign = -1 if direction in ("ago", "earlier", "event") else 1
    if unit in ("hour", "minute"):
        count, unit = (count // _DAY if unit == "hour" else 0), "day"
    day = shift(base, sign * count, unit)
    if time.bound == "since":
        return Found((day, day), unit, anchor=base)
    from_month = anchor.focus_unit == "month" and direction in ("earlier", "later", "after")
    if unit in ("month", "year") and (from_month or (unit == "month" and count > 1 and sign < 0)):
        return Found(unit_days(day, "month"), "month", anchor=base)
    if unit in ("year", "decade"):
        return Found(unit_days(day, "year"), "year", anchor=base)
    return Found((day, day), anchor=base)


def resolve_gap(time: TimeExpression, anchor: Anchor) -> Found | None:
    """Read "two weeks after the killing of …": the day of what the words behind name, so long before the day in focus."""
    base, unit = anchor.focus or anchor.published, time.groups["unit"]
    if base is None or unit in ("hour", "minute"):
        return None
    day = shift(base, -int(time.groups.get("n", "1")), unit)
    return Found((day, day), anchor=base)


def _offset_base(time: TimeExpression, anchor: Anchor) -> date | None:
    """Return the day from which an offset counts: publication for "ago", the day in focus for "later".

    No hours, days or weeks are counted from a month or a year: of 57 gold times that would be, one has that value, 42 none.
    "Two days after gunmen killed …" is when they did, before the day told last: so are 117 of 131 gold times of the kind.
    """
    direction, focus = time.groups["dir"], anchor.focus
    short = time.groups.get("unit") in _SHORT
    if direction == "event":
        return _told_last(anchor, short=short) if time.groups["event"] == "after" else None
    if anchor.focus_unit != "day" and short:
        focus = anchor.recent if time.groups["unit"] in ("hour", "minute") else None
    if direction == "after":
        over = focus and anchor.published and focus > anchor.published
        return anchor.published if time.tense == "future" or over else focus
    if direction == "in":  # "in a week" without a future is how long something took
        return anchor.published if time.tense == "future" else None
    return anchor.published if direction in ("ago", "hence") else focus


def _told_last(anchor: Anchor, *, short: bool) -> date | None:
    """Return the day that was told last, be it that of saying; none where that is a month, too long to count days from."""
    near = anchor.near
    if near is None:
        return anchor.recent or anchor.focus or anchor.published
    return None if short and near.start != near.end else near.start


def resolve_span(time: TimeExpression, anchor: Anchor) -> Found | None:
    """Read "the past 24 hours", "the coming days", "over three days", "within a month"."""
    groups, base = time.groups, anchor.published
    if base is None or groups.get("unit") == "minute":
        return None
    if "nth" in groups:  # "for the third day running"
        return Found((shift(base, 1 - int(groups["nth"]), groups.get("unit", "day")), base), "part", anchor=base)
    within = time.bound == "within" and time.tense != "past"
    ahead = groups.get("dir") or ("next" if within or time.tense == "future" else "last")
    if "n" not in groups:
        return Found((base, None) if ahead == "next" else (None, base), "part", anchor=base)
    count, unit = int(groups["n"]), groups["unit"]
    if unit == "hour":
        count, unit = -(-count // _DAY) if count >= _DAY else 0, "day"
    if ahead == "next":
        return Found((base, shift(base, count, unit)), "part", anchor=base)
    whole = unit in ("month", "quarter", "year") and (base + timedelta(days=1)).day == 1  # up to the end of a month
    return Found((shift(base + timedelta(days=whole), -count, unit), base), "part", anchor=base)


def resolve_duration(time: TimeExpression, anchor: Anchor) -> Found | None:
    """Read "for two days", "a three-month campaign": so long up to the day in focus; a guess, scored as one."""
    base = anchor.published
    count, unit = int(time.groups.get("n", "1")), time.groups["unit"]
    if base is None or unit not in ("day", "week", "fortnight", "month"):  # years: a sentence, an age, a term of office
        return None
    if unit == "day":
        end = anchor.focus or base
        return Found((end - timedelta(days=max(count - 1, 0)), end), "duration", anchor=base)
    return Found((shift(base, -count, unit), base), "duration", anchor=base)
