"""A timeline: each type of event on a line of its own, each event at its days."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from attrs import frozen

from iraqsec.events.types import Event
from iraqsec.viz.gather import Source, chosen, counted, in_order, when
from iraqsec.viz.markup import escape
from iraqsec.viz.palette import FAMILIES, INK, PAPER, look_of
from iraqsec.viz.picture import Picture, Row, isolated, load

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

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
    found: dict[tuple[Any, ...], list[Event]] = {}
    undated = reported = 0
    for event in events:
        days = when(event)
        if days is None:
            undated += 1
            continue
        reported += days.reported
        found.setdefault((days, event.type, event.family, event.status in _REAL), []).append(event)
    rows = [
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
    if reported:
        notes.append(f"{counted(reported, 'event')} without a day of their own stand at the day of the report (paler)")
    if undated:
        notes.append(f"{counted(undated, 'event')} without any date not shown")
    return Timeline(title=f"Timeline of {counted(len(events) - undated, 'event')}", rows=rows, notes=notes)


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
        for row in self.rows:
            self._mark(axes, row, lanes[row["type"]], dates)
        axes.set_yticks(list(lanes.values()), list(lanes))
        axes.set_ylim(len(lanes) - 0.5, -0.7)
        axes.tick_params(axis="y", length=0)
        locator = dates.AutoDateLocator(maxticks=9)
        axes.xaxis.set_major_locator(locator)
        axes.xaxis.set_major_formatter(dates.ConciseDateFormatter(locator))
        axes.margins(x=0.04)
        self._legend(axes)

    def _mark(self, axes: "Axes", row: Row, lane: int, dates: Any) -> None:  # noqa: ANN401 - a module
        look = look_of(row["family"])
        start, end = dates.date2num(row["start"]), dates.date2num(row["end"])
        pale = 0.45 if row["by report"] else 0.95
        fill = look.color if row["state"] == "happened" else PAPER
        if end > start:
            axes.plot([start, end], [lane, lane], color=look.color, linewidth=3, alpha=pale * 0.6, zorder=2)
        axes.scatter(
            [start],
            [lane],
            s=45 + 28 * (row["events"] - 1) ** 0.7,
            marker=look.marker,
            facecolor=fill,
            edgecolor=look.color if fill == PAPER else INK,
            linewidth=1.5 if fill == PAPER else 0.5,
            alpha=pale,
            zorder=3,
        )
        if row["events"] > 1 and len(self.rows) <= _NUMBERED:
            axes.annotate(
                str(row["events"]), (start, lane), xytext=(0, 8), textcoords="offset points", ha="center", fontsize=7.5
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
