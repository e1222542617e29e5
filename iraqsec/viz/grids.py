"""Figures over time as a grid: a row for each type (or place, item …), a column for each step of time, totals above.

A cell says its figure by shade and in digits. What has no place or no date has a row or a column of its own.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from iraqsec.errors import InputError
from iraqsec.events.types import Event
from iraqsec.viz.gather import (
    STEPS,
    Source,
    check_step,
    chosen,
    counted,
    in_order,
    next_step,
    step_name,
    step_of,
    when,
)
from iraqsec.viz.markup import escape
from iraqsec.viz.names import governorate_name
from iraqsec.viz.palette import BLUE, FAMILIES, INK, look_of
from iraqsec.viz.picture import Picture, clean, isolated, load

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

NO_DATE = "no date"
NO_PLACE = "no governorate"
SEVERAL = "several governorates"
_COLUMNS = 120  # so many steps are filled up, those without events too
_DIGITS = 40  # cells of more columns are too small for figures
_ROWS = 40


def counts(
    source: Source, every: str = "month", *, by: str = "type", status: str | Iterable[str] | None = None
) -> "Grid":
    """Return how many events there are of each type, over time.

    ``every`` is "day", "week", "month", "quarter" or "year"; ``by`` is "type", "family", "status" or "governorate". An
    event counts in the step that its first day lies in (the report's day, where the text gives none), and one whose time
    is longer than such a step, or that has none, under "no date". Negated events are left out unless ``status`` names
    them.

    Raises:
        InputError: an unknown ``every``, ``by`` or status, or something that holds no events.
    """
    check_step(every)
    if by not in _ROW_NAMES:
        raise InputError(f"by must be one of {', '.join(_ROW_NAMES)}, not {by!r}")
    events, notes = chosen(source, status)
    cells: Counter[tuple[str, date | None]] = Counter()
    families: Counter[tuple[str, date | None]] = Counter()
    placed = Placement(every)
    for event in events:
        step = placed.step(event)
        cells[_ROW_NAMES[by](event), step] += 1
        families[event.family, step] += 1
    grid = Grid(
        title=f"{counted(len(events), 'event')} by {by} and {every}",
        rows=cell_rows(by, cells, every),
        notes=[*notes, *placed.notes()],
        every=every,
        by=by,
        what="events",
        parts=families,
    )
    return with_gaps_told(grid)


def place_row(event: Event) -> str:
    """Return the row that an event's figures belong to: its governorate, or that it has none or several."""
    codes = event.governorates
    if len(codes) > 1:
        return SEVERAL
    return governorate_name(codes[0]) if codes else NO_PLACE


_ROW_NAMES: dict[str, Callable[[Event], str]] = {
    "type": lambda event: event.type,
    "family": lambda event: event.family or "other",
    "status": lambda event: event.status,
    "governorate": place_row,
}


class Placement:
    """Which step of time each event belongs to, and how many have none, or only that of their report."""

    def __init__(self, every: str) -> None:
        """Count from nothing."""
        self.every = every
        self.reported = self.undated = self.long = 0

    def step(self, event: Event) -> date | None:
        """Return the first day of an event's step, None where it has none."""
        days = when(event)
        if days is None:
            self.undated += 1
            return None
        if days.days > STEPS[self.every]:
            self.long += 1
            return None
        self.reported += days.reported
        return step_of(days.start, self.every)

    def notes(self) -> list[str]:
        """Return what a reader must know of the steps."""
        notes = []
        if self.reported:
            notes.append(
                f"{counted(self.reported, 'event')} without a day of their own counted at the day of the report"
            )
        if self.undated:
            notes.append(f"{counted(self.undated, 'event')} without any date under “{NO_DATE}”")
        if self.long:
            notes.append(f"{counted(self.long, 'event')} with a time longer than a {self.every} under “{NO_DATE}”")
        return notes


def cell_rows(
    by: str, cells: Mapping[tuple[str, date | None], float], every: str, what: str = "events"
) -> list[dict[str, Any]]:
    """Return the cells that hold something, in the order of their rows and steps; too many rows end in one of the rest."""
    cells = _fewer(by, cells)
    order = {name: n for n, name in enumerate(row_order(by, (row for row, _ in cells), cells))}
    ordered = sorted(cells.items(), key=lambda cell: (order[cell[0][0]], cell[0][1] or date.max))
    return [
        {by: row, every: step_name(step, every) if step else NO_DATE, "from": step, what: value}
        for (row, step), value in ordered
    ]


def _fewer(by: str, cells: Mapping[tuple[str, date | None], float]) -> Mapping[tuple[str, date | None], float]:
    """Return cells of a bearable number of rows: the smallest ones become one."""
    order = row_order(by, (row for row, _ in cells), cells)
    if len(order) <= _ROWS or by == "type":
        return cells
    kept = set(order[: _ROWS - 1])
    rest = f"{len(order) - len(kept):,} others"
    fewer: dict[tuple[str, date | None], float] = {}
    for (row, step), value in cells.items():
        key = (row if row in kept else rest, step)
        fewer[key] = fewer.get(key, 0) + value
    return fewer


def row_order(by: str, names: Iterable[str], cells: Mapping[tuple[str, date | None], float]) -> list[str]:
    """Return the rows of a grid in order: types in the ontology's, others by their totals, leftovers last."""
    if by == "type":
        return in_order(names)
    totals: Counter[str] = Counter()
    for (row, _), value in cells.items():
        totals[row] += value  # type: ignore[assignment] # a Counter adds up floats as well
    last = {SEVERAL: 2, NO_PLACE: 3}
    return sorted(totals, key=lambda name: (last.get(name, name.endswith(" others")), -totals[name], name))


def with_gaps_told(grid: "Grid") -> "Grid":
    """Return a grid with a note if its columns are not all the steps from first to last."""
    days = [step for step in grid.steps() if step]
    if all(next_step(one, grid.every) == other for one, other in pairwise(days)):
        return grid
    return evolve(grid, notes=[*grid.notes, f"a {grid.every} without anything has no column"])


@frozen(kw_only=True)
class Grid(Picture):
    """Figures by row and step; ``rows`` has a row for each cell that holds something."""

    every: str
    by: str
    what: str
    parts: Mapping[tuple[str, date | None], float] = field(factory=dict, repr=False)

    def names(self) -> list[str]:
        """Return the names of the rows, in order."""
        return list(dict.fromkeys(row[self.by] for row in self.rows))

    def steps(self) -> list[date | None]:
        """Return the columns: every step from the first to the last if they are not too many; None is "no date"."""
        used = sorted({row["from"] for row in self.rows if row["from"]})
        steps: list[date | None] = list(used)
        if used:
            filled = [used[0]]
            while filled[-1] < used[-1] and len(filled) <= _COLUMNS:
                filled.append(next_step(filled[-1], self.every))
            if len(filled) <= _COLUMNS:
                steps = list(filled)
        return steps + ([None] if any(row["from"] is None for row in self.rows) else [])

    def table(self) -> list[list[float]]:
        """Return the figures, a list for each row with a figure for each step."""
        at = {step: n for n, step in enumerate(self.steps())}
        lines = {name: [0.0] * len(at) for name in self.names()}
        for row in self.rows:
            lines[row[self.by]][at[row["from"]]] += row[self.what]
        return list(lines.values())

    def _size(self) -> tuple[float, float]:
        width = 2.6 + min(max(0.42 * len(self.steps()), 4.0), 11.0)
        return (width, 2.0 + 0.27 * min(max(len(self.names()), 3), _ROWS))

    def _draw(self, figure: "Figure") -> None:
        table, names, steps = self.table(), self.names(), self.steps()
        height = 0.27 * min(max(len(names), 3), _ROWS)
        above, below = figure.subplots(2, 1, sharex=True, height_ratios=[1.1, height])
        self._bars(above, table, steps)
        dated = [[value if step else 0 for value, step in zip(line, steps, strict=True)] for line in table]
        shade = load("matplotlib.colors").PowerNorm(0.5, vmin=0, vmax=max(max(line) for line in dated) or 1)
        below.imshow(dated, aspect="auto", cmap="Blues", norm=shade)
        below.set_yticks(range(len(names)), [clean(f"{name}", 40) for name in names])
        every = max(1, len(steps) // 30)
        labels = [step_name(step, self.every) if step else NO_DATE for step in steps]
        shown = [n for n in range(len(steps)) if n % every == 0 or steps[n] is None]
        below.set_xticks(shown, [labels[n] for n in shown], rotation=60, ha="right", rotation_mode="anchor", fontsize=8)
        below.tick_params(length=0)
        if len(steps) <= _COLUMNS:
            below.set_xticks([n - 0.5 for n in range(len(steps) + 1)], minor=True)
        below.set_yticks([n - 0.5 for n in range(len(names) + 1)], minor=True)
        below.grid(which="minor", color="#E4E4E4", linewidth=0.6)
        below.tick_params(which="minor", length=0)
        for side in below.spines.values():
            side.set_visible(False)
        self._digits(below, table, steps, shade)

    def _digits(
        self,
        axes: "Axes",
        table: Sequence[Sequence[float]],
        steps: Sequence[date | None],
        shade: Callable[[float], float],
    ) -> None:
        """Write the figures where there is room; what has no date has no shade and always its figures."""
        for y, line in enumerate(table):
            for x, (value, step) in enumerate(zip(line, steps, strict=True)):
                if value and (step is None or len(steps) <= _DIGITS):
                    color = "#FFFFFF" if step and shade(value) > 0.6 else INK  # noqa: PLR2004 - dark blue begins here
                    axes.text(x, y, short(value), ha="center", va="center", fontsize=7.5, color=color)

    def _bars(self, axes: "Axes", table: Sequence[Sequence[float]], steps: Sequence[date | None]) -> None:
        """Draw the totals of the steps, by family where they are known by family; "no date" is a figure only."""
        bottom = [0.0] * len(steps)
        for name, look in FAMILIES.items() if self.parts else ():
            heights = [float(self.parts.get((name, step), 0)) if step else 0.0 for step in steps]
            if any(heights):
                axes.bar(
                    range(len(steps)), heights, bottom=bottom, color=look.color, hatch=look.hatch, label=look.name,
                    edgecolor="#FFFFFF", linewidth=0.4,
                )  # fmt: skip
                bottom = [b + h for b, h in zip(bottom, heights, strict=True)]
        if self.parts:
            axes.legend(
                loc="lower left", bbox_to_anchor=(0, 1.0), ncols=5, frameon=False, fontsize=8, borderaxespad=0.1
            )
        else:
            bottom = [sum(line[n] for line in table) if step else 0.0 for n, step in enumerate(steps)]
            axes.bar(range(len(steps)), bottom, color=BLUE)
        axes.tick_params(axis="x", length=0, labelbottom=False)
        axes.margins(x=0)
        axes.set_ylim(0, (max(bottom) or 1) * 1.22)
        axes.set_ylabel(self.what, fontsize=8)
        axes.tick_params(axis="y", labelsize=7.5)
        for x, step in enumerate(steps):
            total = sum(line[x] for line in table)
            if total and (step is None or len(steps) <= _DIGITS):
                axes.text(x, bottom[x], short(total), ha="center", va="bottom", fontsize=7.5)

    def _plot(self, figure: Any, go: Any) -> None:  # noqa: ANN401 - plotly ships no types
        table, names = self.table(), self.names()
        steps = [step_name(step, self.every) if step else NO_DATE for step in self.steps()]
        shown = [isolated(name, 40) for name in names]
        figure.add_trace(
            go.Heatmap(
                z=[
                    [value or None if step else None for value, step in zip(line, self.steps(), strict=True)]
                    for line in table
                ],
                x=steps,
                y=shown,
                text=[[short(value) if value else "" for value in line] for line in table],
                texttemplate="%{text}" if len(steps) <= _DIGITS else None,
                customdata=table,
                hovertemplate="%{y}<br>%{x}: %{customdata:,} " + escape(self.what) + "<extra></extra>",
                colorscale="Blues",
                zmin=0,
                xgap=1,
                ygap=1,
                yaxis="y",
                showscale=False,
            )
        )
        totals = [sum(line[n] for line in table) if step else 0 for n, step in enumerate(self.steps())]
        groups = [look_of(name) for name in FAMILIES if any(family == name for family, _ in self.parts)]
        for look in groups:
            key = "" if look.name == "other" else look.name
            heights = [self.parts.get((key, step), 0) if step else 0 for step in self.steps()]
            pattern = {"shape": {"": "", "//": "/", "..": ".", "xx": "x"}.get(look.hatch, "\\")}
            figure.add_trace(
                go.Bar(x=steps, y=heights, name=look.name, marker={"color": look.color, "pattern": pattern}, yaxis="y2")
            )
        if not groups:
            figure.add_trace(go.Bar(x=steps, y=totals, marker={"color": BLUE}, yaxis="y2", showlegend=False))
        share = max(0.5, 1 - 3.5 / (len(names) + 5))
        figure.update_layout(
            barmode="stack",
            height=220 + 26 * len(names),
            xaxis={"type": "category", "categoryorder": "array", "categoryarray": steps, "tickangle": -50},
            yaxis={"domain": [0, share - 0.03], "autorange": "reversed", "type": "category", "showgrid": False},
            yaxis2={"domain": [share, 1], "title": {"text": escape(self.what)}},
        )


def short(value: float) -> str:
    """Return a figure in few signs.

    >>> short(3.0), short(12.25), short(1350.0), short(1_350_000)
    ('3', '12.2', '1,350', '1.35M')
    """
    for size, sign in ((1e9, "G"), (1e6, "M"), (1e4, "k")):
        if value >= size:
            unit = 1e3 if sign == "k" else size
            return f"{value / unit:.3g}{sign}"
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.1f}".removesuffix(".0") if value >= 1 else f"{value:.2g}"
