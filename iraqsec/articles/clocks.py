"""The clock time beside a date of publication, and the time zone that it is told in."""

from datetime import UTC, time, timedelta, timezone
from functools import cache

import regex
from attrs import frozen

from iraqsec.articles.tables import any_of, folded, lowered, table

_REACH = 40  # characters between a date and its clock: "18/03/2024 … الساعة 11:20 مساءً"
_NOON, _HOURS, _MINUTES = 12, 24, 60
_FURTHEST_ZONE = timedelta(hours=14)  # no zone lies further from UTC


@frozen
class _Patterns:
    clock: regex.Pattern[str]
    after_noon: frozenset[str]
    before_noon: frozenset[str]
    offsets: dict[str, int]


@cache
def _patterns() -> _Patterns:
    zones = table("dates")["zones"]
    offsets = {form: minutes for name, minutes in zones["offsets"].items() for form in folded([name])}
    half = rf"(?P<half>{any_of(zones['half'])})(?!\p{{L}})"
    named = rf"(?P<zone>{any_of(zones['words'])})"
    shift = r"(?P<sign>[+-])\s*(?P<h>\d{1,2})(?::?(?P<m>\d\d))?(?!\d)"
    zone = rf"(?:{named}(?!\p{{L}})(?:\s*{shift})?|{shift}|(?P<zulu>z)\b)"
    return _Patterns(
        clock=regex.compile(
            rf"(?<![\d:.])(?P<hour>\d{{1,2}})[:.](?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?(?!\d)"
            rf"(?:\s*{half})?(?:\s*\(?{zone}\)?)?"
        ),
        after_noon=frozenset(folded(zones["after_noon"])),
        before_noon=frozenset(folded(zones["before_noon"])),
        offsets=offsets,
    )


def clock_at(text: str, start: int, end: int) -> time | None:
    """Return the clock time that stands beside a date on its line, with the time zone if the page tells one.

    ``text`` is folded text, ``start`` and ``end`` the date's offsets. What stands behind the date goes before
    what stands ahead of it. A zone is told by name ("Baghdad time", "بتوقيت غرينتش") or by its distance ("GMT+3", "+03:00", "Z").

    >>> clock_at("Sun, 12/07/2025 - 11:25 PM GMT+3", 5, 15)
    datetime.time(23, 25, tzinfo=datetime.timezone(datetime.timedelta(seconds=10800)))
    """
    behind = text[end : end + _REACH].partition("\n")[0]
    ahead = text[max(0, start - _REACH) : start].rpartition("\n")[2]
    for piece in (behind, ahead):
        for match in _patterns().clock.finditer(lowered(piece)):
            if found := _time(match):
                return found
    return None


def _time(match: regex.Match[str]) -> time | None:
    patterns = _patterns()
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    half = " ".join((match["half"] or "").split())
    if half in patterns.after_noon and hour < _NOON:
        hour += _NOON
    elif half in patterns.before_noon and hour == _NOON:
        hour = 0
    if hour >= _HOURS or minute >= _MINUTES or second >= _MINUTES:
        return None
    return time(hour, minute, second, tzinfo=_zone(match))


def _zone(match: regex.Match[str]) -> timezone | None:
    if match["zulu"]:
        return UTC
    named = " ".join((match["zone"] or "").split())
    minutes = _patterns().offsets.get(named)
    if match["sign"]:
        away = int(match["h"]) * _MINUTES + int(match["m"] or 0)
        minutes = (minutes or 0) + (away if match["sign"] == "+" else -away)
    if minutes is None or abs(shift := timedelta(minutes=minutes)) > _FURTHEST_ZONE:
        return None
    return timezone(shift)
