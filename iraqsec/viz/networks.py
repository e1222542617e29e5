"""A network of who did what with whom: people, forces and bodies, joined by the events that name them together."""

import math
from collections import Counter
from collections.abc import Iterable
from itertools import combinations
from typing import TYPE_CHECKING, Any

from attrs import frozen

from iraqsec.events.types import TYPES, Argument, Event
from iraqsec.gazetteer import organizations
from iraqsec.languages.folding import fold
from iraqsec.viz.gather import Source, chosen, counted
from iraqsec.viz.markup import escape
from iraqsec.viz.palette import FAMILIES, GRAY, INK, PAPER, Look, group_of, look_of
from iraqsec.viz.picture import Picture, Row, clean, isolated, load

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_DIRECTED = ("giver", "agent", "contractor")
"""The roles that act on others; between participants and parties of one event nobody acts on the other."""


_Link = tuple[str, str, str, bool]
"""Who, the type of event, whom, and whether the one acts on the other."""


def network(source: Source, *, most: int = 40, status: str | Iterable[str] | None = None) -> "Network":
    """Return the network of who did what with whom: an arrow from who acts to who is acted on, for each type of event.

    Names that the registry knows are one node in all their spellings and languages; other words are one node where
    they are the same. ``most`` is how many links are drawn, those of most events first. Negated events are left out
    unless ``status`` names them.

    Raises:
        InputError: an unknown status, or something that holds no events.
    """
    events, notes = chosen(source, status)
    links: Counter[_Link] = Counter()
    names: dict[str, str] = {}
    by_event = [set(_links(event, names)) for event in events]
    for found in by_event:
        links.update(found)
    ordered = sorted(links.items(), key=lambda item: (-item[1], item[0]))
    rows: list[dict[str, Any]] = [
        {"who": names[one], "did": kind, "to or with": names[other], "events": number, "directed": directed,
         "who id": one, "whom id": other}
        for (one, kind, other, directed), number in ordered[:most]
    ]  # fmt: skip
    single = sum(1 for found in by_event if not found)
    if single:
        notes.append(f"{counted(single, 'event')} that name fewer than two sides not shown")
    if len(ordered) > most:
        notes.append(f"{counted(len(ordered) - most, 'weaker link')} not shown; most={len(ordered)} shows all")
    kept = {link for link, _ in ordered[:most]}
    shown = sum(1 for found in by_event if found & kept)
    return Network(title=f"Who did what with whom: {counted(shown, 'event')}", rows=rows, notes=notes)


def _links(event: Event, names: dict[str, str]) -> Iterable[_Link]:
    """Yield who, type, whom, and whether one acts on the other; the names are noted by the way."""
    acting: set[str] = set()
    others: set[str] = set()
    equals: set[str] = set()
    for argument in event.arguments:
        group = group_of(argument.role, type(event))
        if group not in ("actor", "affected"):
            continue
        key = _node(argument, names)
        side = acting if argument.role in _DIRECTED else others if group == "affected" else equals
        side.add(key)
    for one in sorted(acting):
        for other in sorted((others | equals) - {one}):
            yield one, event.type, other, True
    if not acting:
        for one, other in combinations(sorted(equals), 2):
            yield one, event.type, other, False
        for one in sorted(equals):
            for other in sorted(others - equals):
                yield one, event.type, other, True


def _node(argument: Argument, names: dict[str, str]) -> str:
    """Return what an actor is known by, and note the name that it is shown with: the registry's, else the first seen."""
    key = argument.link or fold(argument.text).text.lower().strip()
    if key not in names:
        known = organizations.get(argument.link) if argument.link else None
        names[key] = (known.name_en if known else "") or argument.text
    return key


@frozen(kw_only=True)
class Network(Picture):
    """Actors and what joins them; ``rows`` has a row for each pair and type of event."""

    def nodes(self) -> dict[str, tuple[str, int]]:
        """Return the name of each node, and its number of events."""
        found: dict[str, tuple[str, int]] = {}
        for row in self.rows:
            for name, key in ((row["who"], row["who id"]), (row["to or with"], row["whom id"])):
                found[key] = (name, found.get(key, (name, 0))[1] + row["events"])
        return found

    def positions(self) -> dict[str, tuple[float, float]]:
        """Return where each node lies, the same for the same events: components apart, what is joined near."""
        graphs = load("networkx")
        graph = graphs.Graph()
        graph.add_nodes_from(self.nodes())
        for row in self.rows:
            weight = graph.get_edge_data(row["who id"], row["whom id"], {"weight": 0})["weight"]
            graph.add_edge(row["who id"], row["whom id"], weight=weight + 1)
        parts = sorted(graphs.connected_components(graph), key=lambda part: (-len(part), min(part)))
        placed: dict[str, tuple[float, float]] = {}
        left = bottom = high = 0.0
        across = 2.2 * math.sqrt(len(graph))
        for part in parts:
            size = 1.35 * math.sqrt(len(part)) + 0.3
            if left and left + size > across:
                left, bottom, high = 0.0, bottom - high - 0.5, 0.0
            inner = graph.subgraph(sorted(part))
            where = graphs.spring_layout(inner, seed=7, k=1.9 / math.sqrt(len(part)), iterations=150)
            apart = _apart({key: (size * (x + 1) / 2 * 1.25, -size * (1 - y) / 2) for key, (x, y) in where.items()})
            placed |= {key: (left + x, bottom + y) for key, (x, y) in apart.items()}
            left, high = left + size * 1.25 + 0.8, max(high, size)
        return placed

    def _size(self) -> tuple[float, float]:
        return (11.0, min(5.0 + 0.12 * len(self.nodes()), 10.0)) if self.rows else (9.0, 4.0)

    def _joined(self) -> dict[tuple[str, str], list[Row]]:
        """Return the rows of each pair, those of most events first."""
        pairs: dict[tuple[str, str], list[Row]] = {}
        for row in self.rows:
            pairs.setdefault((row["who id"], row["whom id"]), []).append(row)
        return pairs

    def _draw(self, figure: "Figure") -> None:
        arrow = load("matplotlib.patches").FancyArrowPatch
        axes = figure.add_subplot()
        axes.set_axis_off()
        where, nodes = self.positions(), self.nodes()
        for (one, other), rows in self._joined().items():
            number = sum(row["events"] for row in rows)
            look = _look(rows[0]["did"])
            axes.add_patch(
                arrow(
                    where[one], where[other], arrowstyle="-|>" if rows[0]["directed"] else "-", mutation_scale=11,
                    connectionstyle="arc3,rad=0.12", shrinkA=7, shrinkB=9, linewidth=0.8 + 0.7 * math.sqrt(number),
                    color=look.color, alpha=0.75, linestyle=_DASHES[look.name], zorder=1,
                )
            )  # fmt: skip
            spot = _middle(where[one], where[other])
            self._write(axes, spot, _deeds(rows), fontsize=6.3, color="#333333", va="center", zorder=2)
        for key, (name, number) in nodes.items():
            known = _registered(key)
            axes.scatter(
                *where[key], s=50 + 30 * math.sqrt(number), marker="o" if known else "s", facecolor=INK if known else PAPER,
                edgecolor=INK, linewidth=1.2, zorder=3,
            )  # fmt: skip
            self._write(
                axes, where[key], clean(name, 38), xytext=(0, -8 - math.sqrt(number)), textcoords="offset points",
                fontsize=8, va="top", zorder=4, fontweight="bold" if known else "normal",
            )  # fmt: skip
        axes.margins(0.12, 0.14)
        self._legend(axes)

    def _write(self, axes: "Axes", at: tuple[float, float], text: str, **how: Any) -> None:  # noqa: ANN401 - matplotlib's
        edge = load("matplotlib.patheffects").withStroke(linewidth=2.2, foreground=PAPER, alpha=0.95)
        axes.annotate(text, at, ha="center", path_effects=[edge], **how)

    def _legend(self, axes: "Axes") -> None:
        line = load("matplotlib.lines").Line2D
        used = {_look(row["did"]).name for row in self.rows}
        marks = [
            line([], [], marker="o", color=INK, linestyle="", label="known by the registry"),
            line([], [], marker="s", color=INK, markerfacecolor=PAPER, linestyle="", label="known by its words only"),
        ]
        marks += [
            line([], [], color=look.color, linestyle=_DASHES[look.name], linewidth=2, label=look.name)
            for look in FAMILIES.values()
            if look.name in used
        ]
        axes.legend(
            handles=marks, loc="lower left", bbox_to_anchor=(0, 1.0), ncols=len(marks), frameon=False, fontsize=8,
            columnspacing=1.2, handlelength=3,
        )  # fmt: skip

    def _plot(self, figure: Any, go: Any) -> None:  # noqa: ANN401 - plotly ships no types
        where, nodes = self.positions(), self.nodes()
        for (one, other), rows in self._joined().items():
            (x, y), (x2, y2) = where[one], where[other]
            look = _look(rows[0]["did"])
            number = sum(row["events"] for row in rows)
            figure.add_annotation(
                x=x2, y=y2, ax=x, ay=y, xref="x", yref="y", axref="x", ayref="y", text="", showarrow=True,
                arrowhead=2 if rows[0]["directed"] else 0, arrowcolor=look.color, opacity=0.75,
                arrowwidth=1 + 0.7 * math.sqrt(number), standoff=8, startstandoff=6,
            )  # fmt: skip
            deeds = "<br>".join(f"{escape(row['did'])} {row['events']:,}" for row in rows)
            told = f"{isolated(nodes[one][0])} → {isolated(nodes[other][0])}<br>{deeds}"
            spot = _middle((x, y), (x2, y2), bend=0)
            figure.add_trace(
                go.Scatter(
                    x=[spot[0]], y=[spot[1]], mode="text", text=[isolated(_deeds(rows), 60)], hovertext=[told],
                    hoverinfo="text", textfont={"size": 9, "color": GRAY}, showlegend=False, cliponaxis=False,
                )
            )  # fmt: skip
        keys = list(nodes)
        figure.add_trace(
            go.Scatter(
                x=[where[key][0] for key in keys],
                y=[where[key][1] for key in keys],
                mode="markers+text",
                text=[isolated(nodes[key][0], 40) for key in keys],
                textposition="bottom center",
                cliponaxis=False,
                hovertext=[f"{isolated(nodes[key][0])}<br>{counted(nodes[key][1], 'event')}" for key in keys],
                hoverinfo="text",
                showlegend=False,
                marker={
                    "size": [11 + 3 * math.sqrt(nodes[key][1]) for key in keys],
                    "symbol": ["circle" if _registered(key) else "square-open" for key in keys],
                    "color": INK,
                },
            )
        )
        figure.update_layout(
            height=int(self._size()[1] * 85), hovermode="closest", xaxis={"visible": False}, yaxis={"visible": False}
        )


_WIDE, _HIGH = 1.3, 0.85
"""How far apart nodes lie at least, across and up, in units of the drawing."""

_DASHES = {"reform": "-", "diplomacy": "--", "enforcement": "-.", "violence": ":", "other": "-"}
"""Family -> line, so that nobody need tell the colors apart."""


def _look(kind: str) -> Look:
    """Return how the family of a type is drawn."""
    return look_of(TYPES[kind].family if kind in TYPES else "")


def _registered(key: str) -> bool:
    """Tell whether a node is known by an id rather than by its words."""
    return ":" in key or organizations.get(key) is not None


def _deeds(rows: Iterable[Row]) -> str:
    """Return what joins a pair: "Arrest 3, Attack +2", where two types more do."""
    told = [row["did"] + (f" {row['events']:,}" if row["events"] > 1 else "") for row in rows]
    return ", ".join(told[:2]) + (f" +{len(told) - 2}" if len(told) > 2 else "")  # noqa: PLR2004


def _apart(placed: dict[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """Push nodes apart that lie too near for their names, which are wide and low."""
    spots = dict(placed)
    for _ in range(60):
        moved = False
        for one, other in combinations(sorted(spots), 2):
            (x, y), (x2, y2) = spots[one], spots[other]
            across, up = (x2 - x) / _WIDE, (y2 - y) / _HIGH
            distance = math.hypot(across, up)
            if distance < 1:
                push = (1 - distance) / 2
                across, up = (across / distance, up / distance) if distance else (0.6, 0.8)
                spots[one] = (x - across * push * _WIDE, y - up * push * _HIGH)
                spots[other] = (x2 + across * push * _WIDE, y2 + up * push * _HIGH)
                moved = True
        if not moved:
            break
    return spots


def _middle(one: tuple[float, float], other: tuple[float, float], bend: float = 0.06) -> tuple[float, float]:
    """Return the middle of a link, which bends to its right."""
    (x, y), (x2, y2) = one, other
    return (x + x2) / 2 + bend * (y2 - y), (y + y2) / 2 - bend * (x2 - x)
