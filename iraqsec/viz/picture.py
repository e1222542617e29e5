"""`Picture`: what every picture can do: show itself in a notebook, be saved as PNG, SVG or HTML, give its figures.

Static pictures are matplotlib's, which shapes Arabic by itself; interactive ones are plotly's, its script within the page.
Both are loaded when a picture is drawn. Texts of documents are never read as markup: neither as mathematics nor as HTML.
"""

import base64
import io
import unicodedata
import warnings
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from iraqsec.errors import InputError, MissingExtraError
from iraqsec.viz.markup import escape
from iraqsec.viz.palette import INK, PAPER

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_ROWS_SHOWN = 200
_STYLE = {
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 12,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "text.parse_math": False,
    "text.color": INK,
    "figure.facecolor": PAPER,
    "savefig.facecolor": PAPER,
    "hatch.linewidth": 0.6,
    "svg.hashsalt": "iraqsec",
}
"""DejaVu Sans comes with matplotlib and has Arabic; a dollar sign in a text is a dollar sign."""


def load(module: str) -> Any:  # noqa: ANN401 - a module
    """Import a library that pictures need.

    Raises:
        MissingExtraError: it is not installed.
    """
    try:
        return import_module(module)
    except ImportError as error:
        name = module.partition(".")[0]
        raise MissingExtraError(f"pictures need {name}; install it with: pip install 'iraqsec[viz]'") from error


_SENDING = ("sendChartToCloud", "sendDataToCloud")
"""Buttons of plotly that would send what is drawn to a server."""

_POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:"
"""What a page with a picture may do: run the script it holds, and load nothing."""

Row = Mapping[str, Any]


def _row_tuple(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(rows)


def _note_tuple(notes: Iterable[str]) -> tuple[str, ...]:
    return tuple(notes)


@frozen(kw_only=True)
class Picture(ABC):
    """A picture of events, drawn when it is looked at; ``rows`` are its figures, ``notes`` what it does not show."""

    title: str
    rows: tuple[Row, ...] = field(converter=_row_tuple, repr=False)
    notes: tuple[str, ...] = field(default=(), converter=_note_tuple)

    def figure(self) -> "Figure":
        """Return the static picture, a matplotlib figure.

        Raises:
            MissingExtraError: matplotlib is not installed.
        """
        with self._style():
            figure = new_figure(*self._size())
            if self.rows:
                self._draw(figure)
            else:
                figure.text(0.5, 0.5, "no events to draw", ha="center", va="center", color="#666666")
            self._caption(figure)
        return figure

    def interactive(self) -> Any:  # noqa: ANN401 - plotly ships no types
        """Return the picture as a plotly figure, to zoom into and to point at.

        Raises:
            MissingExtraError: plotly is not installed.
        """
        go = load("plotly.graph_objects")
        figure = go.Figure()
        if self.rows:
            self._plot(figure, go)
        figure.update_layout(
            template="plotly_white",
            title={"text": escape(self.title)},
            font={"family": "system-ui, 'Noto Sans', 'DejaVu Sans', sans-serif", "color": INK},
            hoverlabel={"align": "auto"},
            modebar={"remove": list(_SENDING)},
        )
        return figure

    def save(self, path: str | Path) -> Path:
        """Write the picture: ".png" and ".svg" are static, ".html" is an interactive page that needs no network.

        Raises:
            InputError: a file name that ends otherwise.
            MissingExtraError: matplotlib or plotly is not installed.
        """
        file = Path(path)
        kind = file.suffix.lower()
        if kind == ".html":
            file.write_text(self._page(), encoding="utf-8")
        elif kind in (".png", ".svg"):
            file.write_bytes(self._bytes(kind[1:]))
        else:
            raise InputError(f"pictures are saved as .png, .svg or .html, not as {file.name}")
        return file

    def to_pandas(self) -> "pd.DataFrame":
        """Return the figures as a pandas data frame.

        Raises:
            MissingExtraError: pandas is not installed.
        """
        frame: pd.DataFrame = load("pandas").DataFrame(list(self.rows))
        return frame

    # -- notebooks ------------------------------------------------------------------------------

    def _repr_png_(self) -> bytes:
        return self._bytes("png")

    def _repr_html_(self) -> str:
        data = base64.b64encode(self._bytes("png")).decode("ascii")
        told = escape(". ".join([self.title, *self.notes]))
        image = f'<img alt="{told}" style="max-width:100%;width:{self._size()[0]:.1f}in" src="data:image/png;base64,{data}">'
        return f'<figure style="margin:0;background:{PAPER}">{image}{self._figures()}</figure>'

    def _figures(self) -> str:
        """Return the figures as a table, folded away: what the picture says to those who cannot see it."""
        if not self.rows:
            return ""
        names = list(self.rows[0])
        head = "".join(f'<th scope="col" style="text-align:left">{escape(name)}</th>' for name in names)
        body = "".join(
            "<tr>"
            + "".join(f'<td style="text-align:left"><bdi>{_cell(row.get(n))}</bdi></td>' for n in names)
            + "</tr>"
            for row in self.rows[:_ROWS_SHOWN]
        )
        more = len(self.rows) - _ROWS_SHOWN
        rest = f"<p>… {more:,} rows more, by to_pandas()</p>" if more > 0 else ""
        return (
            "<details><summary>the figures as a table</summary>"
            f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{rest}</details>"
        )

    def _page(self) -> str:
        plot = self.interactive().to_html(
            full_html=False,
            div_id="iraqsec",
            include_plotlyjs=True,
            config={
                "displaylogo": False,
                "responsive": True,
                "typesetMath": False,
                "modeBarButtonsToRemove": list(_SENDING),
            },
        )
        notes = "".join(f"<p>{escape(note)}</p>" for note in self.notes)
        policy = "" if self._online() else f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        style = f"body{{font:14px/1.5 system-ui,'Noto Sans','DejaVu Sans',sans-serif;color:{INK};background:{PAPER}}}"
        return (
            '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
            f'{policy}<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>{escape(self.title)}</title><style>{style}</style></head>"
            f"<body>{plot}{notes}{self._figures()}</body></html>\n"
        )

    def _bytes(self, kind: str) -> bytes:
        """Draw into memory: the same events give the same bytes."""
        out = io.BytesIO()
        figure = self.figure()
        with self._style():
            metadata = {"Date": None} if kind == "svg" else {"Software": None}
            figure.savefig(out, format=kind, dpi=130, metadata=metadata, bbox_inches="tight")
        return out.getvalue()

    @contextmanager
    def _style(self) -> Iterator[None]:
        """Draw in the style of all pictures; a sign that the font lacks is drawn as a box and needs no warning."""
        with load("matplotlib").rc_context(_STYLE), warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Glyph .* missing")
            yield

    def _caption(self, figure: "Figure") -> None:
        """Write the title over the picture and the notes below it."""
        width, height = self._size()
        figure.text(0.0, 1.0 + 0.12 / height, clean(self.title), fontsize=13, fontweight="bold", va="bottom", ha="left")
        if self.notes:
            notes = "\n".join(clean(note) for note in wrapped(self.notes, int(width * 16)))
            figure.text(0.0, -0.12 / height, notes, fontsize=8, color="#444444", va="top", ha="left")

    # -- what each kind of picture says for itself ------------------------------------------------

    def _size(self) -> tuple[float, float]:
        """Return width and height in inches."""
        return (9.0, 4.5)

    def _online(self) -> bool:
        """Tell whether the page may load from the web: only where tiles were asked for."""
        return False

    @abstractmethod
    def _draw(self, figure: "Figure") -> None:
        """Draw with matplotlib."""

    @abstractmethod
    def _plot(self, figure: Any, go: Any) -> None:  # noqa: ANN401 - plotly ships no types
        """Draw with plotly."""


def new_figure(width: float, height: float) -> "Figure":
    """Return an empty matplotlib figure that belongs to no window and to no list of open figures."""
    figure: Figure = load("matplotlib.figure").Figure(figsize=(width, height), layout="constrained")
    return figure


def clean(text: str, most: int = 200) -> str:
    """Return a text of one line as matplotlib draws it: no line breaks, no signs without a glyph, not too long."""
    visible = (c if c.isprintable() else " " for c in text if unicodedata.category(c) != "Cf")
    line = " ".join("".join(visible).split())
    return line if len(line) <= most else line[: most - 1] + "…"


def isolated(text: str, most: int = 60) -> str:
    """Return a text for plotly: no markup, and in its own direction whatever stands beside it."""
    return f"\u2068{escape(clean(text, most))}\u2069"


def wrapped(notes: Sequence[str], width: int) -> list[str]:
    """Return notes in lines of a width."""
    from textwrap import wrap

    return [line for note in notes for line in wrap(note, width)]


def no_frame(axes: "Axes") -> None:
    """Take the frame and the ticks off axes."""
    axes.set_axis_off()


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,g}"
    return "" if value is None else escape(value)
