"""Which events a picture is drawn from, when each was, and where: what all pictures share.

Nothing is dropped silently: what cannot be drawn is counted in a note of the picture.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from attrs import frozen

from iraqsec.corpus.happenings import Happening
from iraqsec.corpus.store import Store
from iraqsec.corpus.store_select import Selection, StoredEvent
from iraqsec.errors import InputError
from iraqsec.events.types import STATUSES, TYPES, Event
from iraqsec.results import Result
from iraqsec.values import Period

Source = Event | Result | Store | Selection | StoredEvent | Happening | Iterable["Source"]
"""What a picture is drawn from: an event, a result, a store, a selection of one, a happening, or many of them."""

STEPS = {"day": 7, "week": 7, "month": 31, "quarter": 92, "year": 366}
"""Step of a time axis -> the most days that an event may last to be counted in the step it begins in."""

NOT_DRAWN = ("negated",)
"""The statuses that pictures leave out unless asked: the text says that it did not happen."""


def events_of(source: Source) -> Iterator[Event]:
    """Yield the events of a source, in its order; of a happening, which many reports tell of, that of the latest report.

    Raises:
        InputError: something in it holds no events.
    """
    if isinstance(source, Event):
        yield source
    elif isinstance(source, Result):
        yield from source.events
    elif isinstance(source, Store):
        yield from source.events()
    elif isinstance(source, Selection):
        yield from source
    elif isinstance(source, StoredEvent):
        yield source.event
    elif isinstance(source, Happening):
        yield source.reports[-1].event
    elif isinstance(source, Iterable) and not isinstance(source, str | bytes):
        for item in source:
            yield from events_of(item)
    else:
        raise InputError(f"events, results or a store were expected, not a {type(source).__name__}")


def once(store: Store, **filters: Any) -> Iterator[Event]:  # noqa: ANN401 - those of Store.events
    """Yield each happening of a linked store once: of several reports the latest that fits, and what one report tells of.

    The filters are those of `Store.events`; without `Store.link` before, every event is yielded.

    Raises:
        InputError: an unknown type, status or place, or a date that is none.
    """
    selection = store.events(**filters)
    fitting = selection.keys()
    linked: set[tuple[str, str]] = set()
    latest: set[tuple[str, str]] = set()
    for told in store.happenings(**filters):
        keys = [(report.document, report.event.id) for report in told.reports]
        linked.update(keys)
        latest.add(next(key for key in reversed(keys) if key in fitting))
    for report in selection.reports():
        key = (report.document, report.event.id)
        if key in latest or key not in linked:
            yield report.event


def chosen(source: Source, status: str | Iterable[str] | None) -> tuple[list[Event], list[str]]:
    """Return the events of some statuses, all but the negated ones by default, and a note on those left out.

    Raises:
        InputError: a status that there is not, or something that holds no events.
    """
    asked = [status] if isinstance(status, str) else list(status or ())
    for name in asked:
        if name not in STATUSES:
            raise InputError(f"unknown status {name!r}; known: {', '.join(STATUSES)}")
    wanted = set(asked) or set(STATUSES) - set(NOT_DRAWN)
    events, out = [], Counter[str]()
    for event in events_of(source):
        if event.status in wanted:
            events.append(event)
        else:
            out[event.status] += 1
    notes = [f"left out by status: {', '.join(f'{n} {name}' for name, n in sorted(out.items()))}"] if out else []
    return events, notes


@frozen(order=True)
class When:
    """The days of an event; ``reported`` is true where they are the day of its report, for the text gives none."""

    start: date
    end: date
    reported: bool = False

    @property
    def days(self) -> int:
        """How many days it lasts."""
        return (self.end - self.start).days + 1


def when(event: Event) -> When | None:
    """Return the days of an event by its first time that has any, else the day of its report, else None.

    A side that the text leaves open is taken to be the other one.
    """
    for argument in event.time:
        value = argument.value
        if isinstance(value, Period) and (value.start or value.end):
            start, end = value.start or value.end, value.end or value.start
            if start is not None and end is not None:
                return When(min(start, end), max(start, end))
    return When(event.reported_on, event.reported_on, reported=True) if event.reported_on else None


def step_of(day: date, every: str) -> date:
    """Return the first day of the step of a time axis that a day lies in; weeks begin on Monday.

    >>> step_of(date(2025, 5, 14), "quarter"), step_of(date(2025, 5, 14), "week")
    (datetime.date(2025, 4, 1), datetime.date(2025, 5, 12))
    """
    if every == "week":
        return day - timedelta(days=day.weekday())
    if every == "day":
        return day
    month = {"month": day.month, "quarter": day.month - (day.month - 1) % 3, "year": 1}[every]
    return day.replace(month=month, day=1)


def next_step(day: date, every: str) -> date:
    """Return the first day of the step behind the one that begins on a day."""
    return step_of(day + timedelta(days=STEPS[every] if every != "day" else 1), every)


def step_name(day: date, every: str) -> str:
    """Return what a step is called on an axis: "2025-05", "2025 Q2", "2025", or its first day."""
    names = {"month": f"{day:%Y-%m}", "quarter": f"{day.year} Q{(day.month + 2) // 3}", "year": str(day.year)}
    return names.get(every, day.isoformat())


def check_step(every: str) -> None:
    """Refuse a step that there is not.

    Raises:
        InputError: it is none of `STEPS`.
    """
    if every not in STEPS:
        raise InputError(f"every must be one of {', '.join(STEPS)}, not {every!r}")


def in_order(types: Iterable[str]) -> list[str]:
    """Return names of types in the ontology's order, a user's own types behind them."""
    places = {name: n for n, name in enumerate(TYPES)}
    return sorted(set(types), key=lambda name: (places.get(name, len(places)), name))


def counted(number: int, what: str) -> str:
    """Return a number of things in words.

    >>> counted(1, "event"), counted(1200, "event")
    ('1 event', '1,200 events')
    """
    return f"{number:,} {what}" + ("" if number == 1 else "s")
