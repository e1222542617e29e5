"""What a mention says for itself, and features of how that of two mentions agrees."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import chain
from typing import Any

from attrs import field, frozen

from iraqsec.events.matcher import Trigger
from iraqsec.values import Period


@frozen(eq=False)
class Reading:
    """What a mention says for itself.

    ``status`` are the chances of each status; ``told`` are the likely fillers of the mention's own sentence by kind:
    "time", "place", "zone" (governorates and countries), "count", and "who" for all others; ``roles`` are the same by
    role. ``time`` is the likeliest time filler, be it likely or not, with its chance. ``words`` are the stems of its
    sentence, ``rare`` those of them that few sentences of the article hold.
    """

    status: Mapping[str, float]
    told: Mapping[str, frozenset[Any]] = field(factory=dict)
    roles: Mapping[str, frozenset[Any]] = field(factory=dict)
    time: tuple[Period, float] | None = None
    words: frozenset[str] = frozenset()
    rare: frozenset[str] = frozenset()


KINDS = ("time", "place", "zone", "count", "who")


def agree(a: AbstractSet[Any], b: AbstractSet[Any]) -> str:
    """Tell whether two mentions say the same, something of it, or something else; "one" where only one says anything."""
    if not a or not b:
        return "unknown" if not a and not b else "one"
    if a == b:
        return "same"
    return "shared" if a & b else "other"


def agreement_features(later: Trigger, a: Reading, b: Reading) -> list[str]:
    """Return the features of what the earlier mention of a pair says beside what the later one says."""
    return list(chain(_status(later, a, b), _told(later, a, b), _roles(later, a, b), _times(later, a, b)))


def _status(later: Trigger, a: Reading, b: Reading) -> Iterator[str]:
    """Yield whether both are as far along: what happened and what is planned are two events."""
    first, second = (max(reading.status, key=lambda name: reading.status[name]) for reading in (a, b))
    alike = sum(chance * b.status[name] for name, chance in a.status.items())
    yield f"statuses={first}|{second}"
    yield f"status-agrees={int(5 * alike)}"
    for part in ("", later.type, later.strength):
        yield f"status|{part}={first == second}"


def _told(later: Trigger, a: Reading, b: Reading) -> Iterator[str]:
    """Yield which of the likely fillers agree, differ, or are told by one mention only."""
    conflicts = 0
    for kind in KINDS:
        left, right = a.told.get(kind), b.told.get(kind)
        how = agree(left, right) if left and right else "earlier" if left else "later" if right else "none"
        conflicts += how == "other"
        yield f"told-{kind}={how}"
        yield f"told-{kind}|{later.strength}={how}"
        yield f"told-{kind}|{later.type}={how}"
    yield f"conflicts={conflicts}"
    fillers = [sum(map(len, reading.told.values())) for reading in (a, b)]
    yield f"told={min(fillers[0], 4)}|{min(fillers[1], 4)}"


def _roles(later: Trigger, a: Reading, b: Reading) -> Iterator[str]:
    """Yield in which roles the likely fillers agree or differ: two counts of one role part events, two roles' do not."""
    other = alike = 0
    for role in sorted(a.roles.keys() | b.roles.keys()):
        left, right = a.roles.get(role), b.roles.get(role)
        if not left or not right:
            yield f"role={role}|{'earlier' if left else 'later'}"
            continue
        how = agree(left, right)
        other, alike = other + (how == "other"), alike + (how != "other")
        yield f"role={role}|{how}"
        yield f"type|role={later.type}|{role}|{how}"
    yield f"roles={min(other, 3)}|{min(alike, 3)}"


def _times(later: Trigger, a: Reading, b: Reading) -> Iterator[str]:
    """Yield how the likeliest times stand to one another: "2022" and "2023" part events, "2022" and "in May" do not."""
    if a.time is None or b.time is None:
        if one := a.time or b.time:
            yield f"one-time={'earlier' if a.time else 'later'}|{int(4 * one[1])}"
        return
    (first, p), (second, q) = a.time, b.time
    how = _relation(first, second)
    yield f"times={how}"
    yield f"times|chance={how}|{int(4 * min(p, q))}"
    yield f"times|type={how}|{later.type}"
    yield f"times|lengths={how}|{_length(first)}|{_length(second)}"


def _relation(a: Period, b: Period) -> str:
    """Tell how one stretch of time stands to another."""
    if not (a.start and a.end and b.start and b.end):
        return "open"
    if (a.start, a.end) == (b.start, b.end):
        return "same"
    if a.start <= b.start and b.end <= a.end:
        return "holds"
    if b.start <= a.start and a.end <= b.end:
        return "held"
    if a.end < b.start:
        return "before"
    return "after" if b.end < a.start else "overlaps"


def _length(period: Period) -> str:
    """Tell whether a stretch of time lies in a day, a month or a year."""
    if not (period.start and period.end):
        return "open"
    start, end = period.start.isoformat(), period.end.isoformat()
    same = (name for name, letters in (("day", 10), ("month", 7), ("year", 4)) if start[:letters] == end[:letters])
    return next(same, "longer")
