"""A timeline: each type of event on a line of its own, each event at its days."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from attrs import frozen

from iraqsec.events.types import Event
from iraqsec.viz.gather import STEPS, Source, When, chosen, counted, in_order, step_of, when
from iraqsec.viz.markup import escape
from iraqsec.viz.palette import FAMILIES, INK, PAPER, Look, look_of
from iraqsec.viz.picture import Picture, Row, isolated, load

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_MARKS = 700  # more marks than these hide one another
_NUMBERED = 120  # more markers than these have no room for figures
_REAL = ("completed", "ongoing")


def timeline(source: Source, *, status: str | Iterable[str] | None = None) -> "Timeline":
    """Return a timeline of events: a line a type, a mark where events are, a bar where they last.

    An event whose text gives no day stands at the day of its report, paler. Negated events are left out unless
    ``status`` names them; what is planned or proposed has a hollow mark.

    Raises:
        InputError: an unknown status, or something that holds no events.
    """
    events, notes = chosen(source, status)
    dated = [(days, event) for event in events if (days := when(event))]
    every, found = _steps(dated)
    rows: list[dict[str, Any]] = [
        {
            "type": kind,
            "family": family,
            "state": "happened" if real else "planned",
            "start": days.start,
            "end": days.end,
            "by report": days.reported,
            "events": len(same),
            "text": _text(same[0]),
        }
        for (days, kind, family, real), same in sorted(found.items(), key=lambda item: item[0])
    ]
    if every != "day":
        notes.append(f"too many for single days: events stand at the first day of their {every}")
    if reported := sum(1 for days, _ in dated if days.reported):
        paler = " (paler)" if every == "day" else ""
        notes.append(f"{counted(reported, 'event')} without a day of their own stand at the day of the report{paler}")
    if undated := len(events) - len(dated):
        notes.append(f"{counted(undated, 'event')} without any date not shown")
    return Timeline(title=f"Timeline of {counted(len(dated), 'event')}", rows=rows, notes=notes)


_Mark = tuple[When, str, str, bool]
"""Days, type, family, and whether it happened: what makes one mark."""


def _steps(dated: Sequence[tuple[When, Event]]) -> tuple[str, dict[_Mark, list[Event]]]:
    """Bring events together that make one mark; days become weeks, months or quarters where marks would be too many."""
    for every in ("day", "week", "month", "quarter"):
        found: dict[_Mark, list[Event]] = {}
        for days, event in dated:
            mark = (_stepped(days, every), event.type, event.family, event.status in _REAL)
            found.setdefault(mark, []).append(event)
        if len(found) <= _MARKS or every == "quarter":
            break
    return every, found


def _stepped(days: When, every: str) -> When:
    if every == "day":
        return days
    start = step_of(days.start, every)
    return When(start, days.end if days.days > STEPS[every] else start)


def _text(event: Event) -> str:
    told = [*event.evidence, *event.mentions]
    return told[0].text if told else ""


@frozen(kw_only=True)
class Timeline(Picture):
    """Events over time; ``rows`` has a row for each type, state and stretch of days, with the number of events."""

    def _lanes(self) -> dict[str, int]:
        return {name: n for n, name in enumerate(in_order(row["type"] for row in self.rows))}

    def _size(self) -> tuple[float, float]:
        return (10.0, 1.6 + 0.34 * max(len(self._lanes()), 3))

    def _draw(self, figure: "Figure") -> None:
        dates = load("matplotlib.dates")
        axes = figure.add_subplot()
        lanes = self._lanes()
        for lane in lanes.values():
            axes.axhline(lane, color="#DDDDDD", linewidth=0.8, zorder=0)
        groups: dict[tuple[Any, ...], list[Row]] = {}
        for row in self.rows:
            groups.setdefault((row["family"], row["state"], row["by report"]), []).append(row)
        for (family, state, reported), rows in groups.items():
            rows.sort(key=lambda row: -row["events"])  # small ones last, so that none is hidden
            self._marks(axes, rows, look_of(family), hollow=state != "happened", pale=0.45 if reported else 0.95)
        if len(self.rows) <= _NUMBERED:
            self._numbers(axes)
        axes.set_yticks(list(lanes.values()), list(lanes))
        axes.set_ylim(len(lanes) - 0.5, -0.7)
        axes.tick_params(axis="y", length=0)
        locator = dates.AutoDateLocator()
        axes.xaxis.set_major_locator(locator)
        axes.xaxis.set_major_formatter(dates.ConciseDateFormatter(locator))
        axes.margins(x=0.04)
        self._legend(axes)

    def _marks(self, axes: "Axes", rows: Sequence[Row], look: Look, *, hollow: bool, pale: float) -> None:
        """Draw the marks that look alike, and the bars of those that last."""
        days, lanes = load("matplotlib.dates").date2num, self._lanes()
        bars = [row for row in rows if row["end"] > row["start"]]
        axes.hlines(
            [lanes[row["type"]] for row in bars],
            [days(row["start"]) for row in bars],
            [days(row["end"]) for row in bars],
            color=look.color,
            linewidth=3,
            alpha=pale * 0.6,
            zorder=2,
        )
        axes.scatter(
            [days(row["start"]) for row in rows],
            [lanes[row["type"]] for row in rows],
            s=[45 + 28 * min(row["events"] - 1, 60) ** 0.7 for row in rows],
            marker=look.marker,
            facecolor=PAPER if hollow else look.color,
            edgecolor=look.color if hollow else INK,
            linewidth=1.5 if hollow else 0.5,
            alpha=pale,
            zorder=3,
        )

    def _numbers(self, axes: "Axes") -> None:
        """Write how many events a mark stands for, where it is more than one."""
        days, lanes = load("matplotlib.dates").date2num, self._lanes()
        for row in self.rows:
            if row["events"] > 1:
                at = (days(row["start"]), lanes[row["type"]])
                axes.annotate(
                    str(row["events"]), at, xytext=(0, 8), textcoords="offset points", ha="center", fontsize=7.5
                )

    def _legend(self, axes: "Axes") -> None:
        line = load("matplotlib.lines").Line2D
        used = {row["family"] for row in self.rows}
        marks = [
            line([], [], marker=look.marker, color=look.color, linestyle="", label=look.name, markeredgecolor=INK)
            for name, look in FAMILIES.items()
            if name in used
        ]
        if any(row["state"] == "planned" for row in self.rows):
            marks.append(
                line([], [], marker="o", color=INK, markerfacecolor=PAPER, linestyle="", label="planned or proposed")
            )
        if any(row["end"] > row["start"] for row in self.rows):
            marks.append(line([], [], color="#888888", linewidth=3, label="lasting, or known only so exactly"))
        axes.legend(
            handles=marks, loc="lower left", bbox_to_anchor=(0, 1.0), ncols=len(marks), frameon=False, fontsize=8,
            borderaxespad=0.2, handletextpad=0.3, columnspacing=1.2,
        )  # fmt: skip

    def _plot(self, figure: Any, go: Any) -> None:  # noqa: ANN401 - plotly ships no types
        for name, look in FAMILIES.items():
            rows = [row for row in self.rows if row["family"] == name]
            if not rows:
                continue
            lasting = [row for row in rows if row["end"] > row["start"]]
            figure.add_trace(
                go.Scatter(
                    x=[x for row in lasting for x in (row["start"], row["end"], None)],
                    y=[y for row in lasting for y in (row["type"], row["type"], None)],
                    mode="lines",
                    line={"color": look.color, "width": 4},
                    opacity=0.5,
                    showlegend=False,
                    hoverinfo="skip",
                )
            )
            open_sign = "-open" if look.symbol != "x" else "-thin-open"
            figure.add_trace(
                go.Scatter(
                    x=[row["start"] for row in rows],
                    y=[row["type"] for row in rows],
                    mode="markers",
                    name=look.name,
                    marker={
                        "color": look.color,
                        "size": [10 + 4 * (row["events"] - 1) ** 0.5 for row in rows],
                        "symbol": [look.symbol + ("" if row["state"] == "happened" else open_sign) for row in rows],
                        "opacity": [0.5 if row["by report"] else 0.95 for row in rows],
                        "line": {"width": 1, "color": INK},
                    },
                    hovertext=[_pointed(row) for row in rows],
                    hoverinfo="text",
                )
            )
        lanes = list(self._lanes())
        figure.update_yaxes(categoryorder="array", categoryarray=lanes[::-1], range=[-0.6, len(lanes) - 0.4])
        figure.update_layout(height=180 + 34 * len(lanes), hovermode="closest")


def _pointed(row: Row) -> str:
    days = str(row["start"]) + (f" to {row['end']}" if row["end"] > row["start"] else "")
    told = f"<b>{escape(row['type'])}</b> ({row['state']})<br>{days}" + (" (report)" if row["by report"] else "")
    number = f"<br>{counted(row['events'], 'event')}" if row["events"] > 1 else ""
    return f"{told}{number}<br>{isolated(row['text'], 120)}"
