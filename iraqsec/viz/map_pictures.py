"""Iraq with its events: governorates shaded by their number, or a point for each place.

The outlines ship with the package (`governorates.json`), so nothing is fetched; tiles of the web only when asked for.
"""

import json
import math
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from iraqsec.gazetteer.linker import places
from iraqsec.viz.gather import counted
from iraqsec.viz.markup import escape
from iraqsec.viz.names import governorate_name
from iraqsec.viz.palette import BLUE, INK, PAPER, VERMILLION
from iraqsec.viz.picture import Picture, Row, clean, isolated, load

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


EDGES = (38.6, 28.9, 48.8, 37.6)  # west, south, east, north: Iraq and a little around it
ASPECT = 1 / math.cos(math.radians(33))
_NAMED = 25  # as many places have their names beside them, where there is room
_LETTER, _LINE, _POINT = 0.1, 0.2, 0.018  # degrees that a letter is wide, a line high, and a point of type


@cache
def seats() -> dict[str, tuple[float, float]]:
    """Return latitude and longitude of the middle of each governorate; the Kurdistan Region is none."""
    return {
        entry.governorate: (entry.latitude, entry.longitude)
        for entry in places().entries
        if entry.kind == "governorate"
        and entry.governorate
        and entry.latitude is not None
        and entry.longitude is not None
    }


@cache
def outlines() -> dict[str, Any]:
    """Return the outlines of the governorates as GeoJSON; Halabja has none of its own in them."""
    text = resources.files("iraqsec.viz").joinpath("governorates.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def rings() -> list[tuple[str, list[list[float]]]]:
    """Return the code and the outline of each stretch of land."""
    return [
        (feature["id"], polygon[0])
        for feature in outlines()["features"]
        for polygon in feature["geometry"]["coordinates"]
    ]


@frozen(kw_only=True)
class _Map(Picture):
    """What both maps share: the land, the frame, the page with tiles."""

    tiles: bool = field(default=False)

    def _size(self) -> tuple[float, float]:
        return (7.6, 7.2)

    def _online(self) -> bool:
        return self.tiles

    def _land(self, figure: "Figure", colors: Mapping[str, Any]) -> "Axes":
        """Draw the governorates, each in its color or in light gray, and return the axes."""
        polygon = load("matplotlib.patches").Polygon
        axes = figure.add_subplot()
        for code, ring in rings():
            axes.add_patch(polygon(ring, facecolor=colors.get(code, "#F1F1F1"), edgecolor="#8A8A8A", linewidth=0.7))
        west, south, east, north = EDGES
        axes.set_xlim(west, east)
        axes.set_ylim(south, north)
        axes.set_aspect(ASPECT)
        axes.set_axis_off()
        figure.text(0.01, 0.01, "Outlines: Natural Earth", fontsize=6.5, color="#777777")
        return axes

    def _name(self, axes: "Axes", at: tuple[float, float], text: str, dark: bool = False, **how: Any) -> None:  # noqa: ANN401, FBT001, FBT002 - matplotlib's
        """Write a name with a thin edge that keeps it legible on any ground."""
        effects = load("matplotlib.patheffects")
        edge = effects.withStroke(linewidth=1.8, foreground=INK if dark else PAPER, alpha=0.55 if dark else 0.9)
        axes.annotate(
            clean(text, 40),
            (at[1], at[0]),
            color=PAPER if dark else INK,
            path_effects=[edge],
            **{"ha": "center", "va": "center"} | how,
        )

    def _frame(self, figure: Any) -> None:  # noqa: ANN401 - plotly ships no types
        west, south, east, north = EDGES
        figure.update_layout(
            height=720,
            margin={"l": 10, "r": 10, "b": 10, "t": 60},
            xaxis={"visible": False, "range": [west, east], "constrain": "domain"},
            yaxis={"visible": False, "range": [south, north], "scaleanchor": "x", "scaleratio": ASPECT},
            hovermode="closest",
            showlegend=False,
        )

    def _street_map(self, figure: Any) -> None:  # noqa: ANN401 - plotly ships no types
        figure.update_layout(
            height=720, map={"style": "open-street-map", "center": {"lat": 33.2, "lon": 43.8}, "zoom": 5}
        )

    def _plot_land(self, figure: Any, go: Any, colors: Mapping[str, str], told: Mapping[str, str]) -> None:  # noqa: ANN401
        for code, ring in rings():
            figure.add_trace(
                go.Scatter(
                    x=[x for x, _ in ring],
                    y=[y for _, y in ring],
                    fill="toself",
                    fillcolor=colors.get(code, "#F1F1F1"),
                    mode="lines",
                    line={"color": "#8A8A8A", "width": 0.8},
                    text=told.get(code, escape(governorate_name(code)) + "<br>0 events"),
                    hoveron="fills",
                    hoverinfo="text",
                )
            )


@frozen(kw_only=True)
class MapOfGovernorates(_Map):
    """Governorates, shaded and labeled by their number of events; ``rows`` has a row for each that has any."""

    def _counts(self) -> dict[str, int]:
        return {row["governorate"]: row["events"] for row in self.rows}

    def _is_dark(self, code: str) -> bool:
        """Tell whether the ground is too dark for dark letters."""
        numbers = self._counts()
        return math.sqrt(numbers.get(code, 0) / max(numbers.values())) > 0.6  # noqa: PLR2004 - dark blue begins here

    def _shades(self) -> tuple[Any, Any]:
        """Return matplotlib's color scale and the colors of the governorates by it."""
        numbers = self._counts()
        norm = load("matplotlib.colors").PowerNorm(0.5, vmin=0, vmax=max(numbers.values()))
        scale = load("matplotlib.cm").ScalarMappable(norm=norm, cmap="Blues")
        return scale, {code: load("matplotlib.colors").to_hex(scale.to_rgba(n)) for code, n in numbers.items()}

    def _draw(self, figure: "Figure") -> None:
        numbers = self._counts()
        scale, colors = self._shades()
        axes = self._land(figure, colors)
        drawn = {code for code, _ in rings()}
        for code, (lat, lon) in seats().items():
            label = f"{governorate_name(code)} {numbers.get(code, '')}".strip()
            if code in drawn:
                self._name(axes, (lat, lon), label, dark=self._is_dark(code), fontsize=7.5)
            elif code in numbers:  # Halabja: a sign of its own, its name beyond the border
                axes.plot([lon], [lat], "D", color=colors[code], markersize=8, markeredgecolor=INK)
                self._name(axes, (lat, lon), label, xytext=(8, 0), textcoords="offset points", ha="left", fontsize=7.5)
        ticker = load("matplotlib.ticker").MaxNLocator(integer=True, nbins=5)
        bar = figure.colorbar(scale, ax=axes, shrink=0.45, pad=0.01, aspect=22, ticks=ticker)
        bar.set_label("events", fontsize=8)
        bar.ax.tick_params(labelsize=7.5)

    def _plot(self, figure: Any, go: Any) -> None:  # noqa: ANN401 - plotly ships no types
        numbers = self._counts()
        if self.tiles:
            figure.add_trace(
                go.Choroplethmap(
                    geojson=outlines(), locations=list(numbers), z=list(numbers.values()), colorscale="Blues",
                    marker={"opacity": 0.6}, text=[escape(governorate_name(code)) for code in numbers],
                )
            )  # fmt: skip
            self._street_map(figure)
            return
        _, colors = self._shades()
        told = {
            code: f"<b>{escape(governorate_name(code))}</b><br>{counted(n, 'event')}" for code, n in numbers.items()
        }
        self._plot_land(figure, go, colors, told)
        shown = [code for code in seats() if code in numbers]
        drawn = {code for code, _ in rings()}
        spots = [seats()[code] if code in drawn else (seats()[code][0], seats()[code][1] + 0.5) for code in shown]
        figure.add_trace(
            go.Scatter(
                x=[lon for _, lon in spots],
                y=[lat for lat, _ in spots],
                text=[f"{escape(governorate_name(code))} {numbers[code]:,}" for code in shown],
                mode="text",
                textfont={
                    "size": 10,
                    "color": [PAPER if code in drawn and self._is_dark(code) else INK for code in shown],
                },
                hoverinfo="skip",
            )
        )
        self._frame(figure)


@frozen(kw_only=True)
class MapOfPlaces(_Map):
    """Places by their number of events; ``rows`` has a row for each, with coordinates and kind."""

    def _named(self) -> list[Row]:
        """Return the places that have their names beside them: the most frequent ones whose names do not overlap."""
        taken: list[tuple[float, float, float]] = []
        named = []
        most = self.rows[0]["events"]
        for row in self.rows:
            half = _LETTER * len(f"{row['place']} {row['events']}") / 2
            x, y = row["longitude"], row["latitude"] + math.sqrt(_area(row["events"], most)) * _POINT / 2
            if all(abs(x - x2) > half + half2 or abs(y - y2) > _LINE for x2, y2, half2 in taken):
                taken.append((x, y, half))
                named.append(row)
            if len(named) == _NAMED:
                break
        return named

    def _draw(self, figure: "Figure") -> None:
        axes = self._land(figure, {})
        most = self.rows[0]["events"]
        for row in reversed(self.rows):
            whole = row["kind"] == "governorate"
            axes.scatter(
                [row["longitude"]], [row["latitude"]], s=_area(row["events"], most), marker="s" if whole else "o",
                facecolor="none" if whole else VERMILLION, edgecolor=BLUE if whole else INK,
                linewidth=1.6 if whole else 0.5, alpha=0.85, zorder=3,
            )  # fmt: skip
        for row in self._named():
            offset = (0, 1 + math.sqrt(_area(row["events"], most)) / 2)
            self._name(
                axes, (row["latitude"], row["longitude"]), f"{row['place']} {row['events']:,}", xytext=offset,
                textcoords="offset points", fontsize=7.5, va="bottom", zorder=4,
            )  # fmt: skip
        line = load("matplotlib.lines").Line2D
        marks = [line([], [], marker="o", color=VERMILLION, markeredgecolor=INK, linestyle="", label="place")]
        if any(row["kind"] == "governorate" for row in self.rows):
            whole = {"marker": "s", "markerfacecolor": "none", "color": BLUE, "linestyle": ""}
            marks.append(line([], [], **whole, label="governorate, nothing more exact"))
        axes.legend(handles=marks, loc="lower left", frameon=False, fontsize=8, bbox_to_anchor=(0, 0.03))

    def _plot(self, figure: Any, go: Any) -> None:  # noqa: ANN401 - plotly ships no types
        most = self.rows[0]["events"]
        exact = [row["kind"] != "governorate" for row in self.rows]
        where = {"x": [row["longitude"] for row in self.rows], "y": [row["latitude"] for row in self.rows]}
        told = [f"<b>{isolated(row['place'])}</b><br>{counted(row['events'], 'event')}" for row in self.rows]
        sizes = [math.sqrt(_area(row["events"], most)) * 1.3 for row in self.rows]
        look = {"size": sizes, "color": [VERMILLION if one else BLUE for one in exact], "opacity": 0.85}
        if self.tiles:
            figure.add_trace(go.Scattermap(lon=where["x"], lat=where["y"], marker=look, text=told, hoverinfo="text"))
            self._street_map(figure)
            return
        self._plot_land(figure, go, {}, {code: escape(governorate_name(code)) for code, _ in rings()})
        look["symbol"] = ["circle" if one else "square-open" for one in exact]
        figure.add_trace(
            go.Scatter(
                **where,
                mode="markers",
                marker=look | {"line": {"width": 1, "color": INK}},
                hovertext=told,
                hoverinfo="text",
            )
        )
        names = self._named()
        figure.add_trace(
            go.Scatter(
                x=[row["longitude"] for row in names],
                y=[row["latitude"] for row in names],
                text=[f"{isolated(row['place'], 40)} {row['events']:,}" for row in names],
                textposition="top center",
                mode="text",
                textfont={"size": 11},
                hoverinfo="skip",
            )
        )
        self._frame(figure)


def _area(number: int, most: int) -> float:
    """Return the area of a point in square points: in proportion, the largest one bearable."""
    return 16 + 330 * number / max(most, 25)
