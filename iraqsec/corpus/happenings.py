"""`Happening`: the events of several reports that are one, with their sources, agreements, conflicts and history."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from attrs import frozen

from iraqsec import codec
from iraqsec.corpus.linking import Pair
from iraqsec.corpus.linking_score import TOLLS
from iraqsec.corpus.store_select import StoredEvent
from iraqsec.display import Shown
from iraqsec.events.types import Event
from iraqsec.values import Number, Period


@frozen(kw_only=True)
class Claim:
    """What one report says: a figure or a word, on which day, and where."""

    value: float | str
    reported_on: date | None
    document: str
    source: str | None


@frozen(kw_only=True)
class Fact:
    """What the reports say on one point, in order of their days.

    ``state`` is "agreed"; "updated", where later reports go on from earlier ones (a toll that rises, a plan that is
    carried out), so that ``latest`` holds and ``claims`` are the history; or "conflicting", where they contradict.
    """

    about: str
    state: str
    latest: float | str
    claims: tuple[Claim, ...]

    @property
    def values(self) -> tuple[float | str, ...]:
        """The different values, in the order in which they were first reported."""
        return tuple(dict.fromkeys(claim.value for claim in self.claims))


@frozen(kw_only=True)
class Happening(Shown):
    """One happening that several reports tell of; ``reports`` in order of their days, ``pairs`` say why they are one."""

    id: str
    reports: tuple[StoredEvent, ...]
    facts: tuple[Fact, ...]
    pairs: tuple[Pair, ...] = ()
    copies: tuple[str, ...] = ()

    @property
    def type(self) -> str:
        """The type that most reports give it, the first one's where they are even."""
        kinds = [report.event.type for report in self.reports]
        return max(dict.fromkeys(kinds), key=kinds.count)

    @property
    def status(self) -> str:
        """The status in the latest report."""
        return self.reports[-1].event.status

    @property
    def governorates(self) -> tuple[str, ...]:
        """The governorates of all reports, without doubles."""
        return tuple(dict.fromkeys(code for report in self.reports for code in report.event.governorates))

    @property
    def sources(self) -> tuple[str, ...]:
        """Where it was reported, copies of the same text included, without doubles."""
        named = (report.source or report.url or report.id or report.document for report in self.reports)
        return tuple(dict.fromkeys([*named, *self.copies]))

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the reports, sorted."""
        return tuple(sorted({report.lang for report in self.reports if report.lang}))

    @property
    def first_report(self) -> date | None:
        """The day of the first report."""
        return min((day for report in self.reports if (day := day_of(report))), default=None)

    @property
    def last_report(self) -> date | None:
        """The day of the last report."""
        return max((day for report in self.reports if (day := day_of(report))), default=None)

    @property
    def conflicts(self) -> tuple[Fact, ...]:
        """The facts on which reports contradict one another."""
        return tuple(fact for fact in self.facts if fact.state == "conflicting")

    def fact(self, about: str) -> Fact | None:
        """Return what the reports say on a point ("killed person"), or None where they say nothing."""
        return next((fact for fact in self.facts if fact.about == about), None)

    @property  # below the annotations that mean the class `date`
    def date(self) -> date | None:
        """The first day that a report gives for it."""
        return next((day for report in self.reports if (day := report.event.date)), None)

    def to_dict(self) -> dict[str, Any]:
        """Return the happening as plain dicts and lists, without the texts of its events."""
        told = {name: getattr(self, name) for name in ("id", "type", "status", "date", "governorates", "languages")}
        told |= {name: getattr(self, name) for name in ("sources", "first_report", "last_report", "facts")}
        plain: dict[str, Any] = codec.to_plain(told)
        plain["reports"] = [{"document": r.document, "id": r.id, "event": r.event.id} for r in self.reports]
        plain["pairs"] = [
            {"one": p.one, "other": p.other, "score": p.score, "reasons": [str(r) for r in p.reasons]}
            for p in self.pairs
        ]
        return plain


def day_of(report: StoredEvent) -> date | None:
    """Return the day of a report, by the event or the document."""
    return report.event.reported_on or report.published


def happening(
    name: str, reports: Iterable[StoredEvent], pairs: Sequence[Pair] = (), copies: Sequence[str] = ()
) -> Happening:
    """Bring the reports of one happening in order and draw up what they agree on and what not."""
    ordered = sorted(reports, key=lambda r: (day_of(r) or date.max, r.document, r.event.id))
    return Happening(
        id=name, reports=tuple(ordered), facts=tuple(_facts(ordered)), pairs=tuple(pairs), copies=tuple(copies)
    )


def _facts(reports: Sequence[StoredEvent]) -> Iterable[Fact]:
    claims: dict[str, list[Claim]] = {}
    for report in reports:
        for about, value in _points(report.event):
            claim = Claim(
                value=value,
                reported_on=day_of(report),
                document=report.document,
                source=report.source or report.url or report.id,
            )
            claims.setdefault(about, []).append(claim)
    for about, told in claims.items():
        yield Fact(about=about, state=_state(about, told), latest=told[-1].value, claims=tuple(told))


def _points(event: Event) -> Iterable[tuple[str, float | str]]:
    """Yield what can be compared between reports: status, days, governorates, and the largest figure of each kind."""
    yield "status", event.status
    figures: dict[str, float] = {}
    for argument in event.arguments:
        value = argument.value
        if isinstance(value, Number) and value.number is not None:
            about = f"{argument.role} {value.unit}"
            figures[about] = max(figures.get(about, value.number), value.number)
        elif argument.role == "time" and isinstance(value, Period) and value.start and value.start == value.end:
            yield "day", value.start.isoformat()
    yield from figures.items()
    if event.governorates:
        yield "governorates", "; ".join(sorted(event.governorates))


def _state(about: str, claims: Sequence[Claim]) -> str:
    """Tell agreement, updates and conflicts apart.

    A toll updates where each report gives at least what those of days before gave, and reports of one day agree.
    """
    if len({claim.value for claim in claims}) == 1:
        return "agreed"
    days = [claim.reported_on for claim in claims]
    if any(day is None for day in days):
        return "conflicting"
    by_day: dict[date, set[float | str]] = {}
    for claim in claims:
        if claim.reported_on is not None:
            by_day.setdefault(claim.reported_on, set()).add(claim.value)
    if any(len(values) > 1 for values in by_day.values()):
        return "conflicting"
    in_order = [values.pop() for _, values in sorted(by_day.items())]
    if about == "status":
        return "updated" if _goes_on([str(value) for value in in_order]) else "conflicting"
    if about.partition(" ")[0] in TOLLS and all(isinstance(value, int | float) for value in in_order):
        numbers = [float(value) for value in in_order]
        return "updated" if numbers == sorted(numbers) else "conflicting"
    return "conflicting"


_COURSE = ("proposed", "planned", "ongoing", "completed")


def _goes_on(statuses: Sequence[str]) -> bool:
    """Tell whether statuses follow the course of things, from proposed to completed."""
    if any(status not in _COURSE for status in statuses):
        return False
    steps = [_COURSE.index(status) for status in statuses]
    return steps == sorted(steps)
