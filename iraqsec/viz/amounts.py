"""Quantities summed by place and time: kilograms, weapons, people killed."""

from collections import Counter
from collections.abc import Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING

from iraqsec.errors import InputError
from iraqsec.events.types import Argument, Event
from iraqsec.languages.folding import fold
from iraqsec.values import UNITS, Number
from iraqsec.viz.gather import Source, check_step, chosen, counted
from iraqsec.viz.grids import Grid, Placement, cell_rows, place_row, with_gaps_told

if TYPE_CHECKING:
    from datetime import date

_MEASURES = {
    "kg": {"kg": 1.0, "g": 0.001, "ton": 1000.0, "pound": 0.45359237},
    "km": {"km": 1.0, "m": 0.001, "mile": 1.609344},
}
"""Unit of a sum -> the units that add to it, and how much one of each is."""

_NAMES = {
    "kilogram": "kg",
    "kilogramme": "kg",
    "kilo": "kg",
    "gram": "g",
    "gramme": "g",
    "tonne": "ton",
    "liter": "litre",
    "kilometer": "km",
    "kilometre": "km",
    "meter": "m",
    "metre": "m",
    "people": "person",
}
"""What a unit is called beside its name in the ontology."""

_HAPPENED = ("completed", "ongoing")


def quantities(  # noqa: PLR0913 - what is summed, by what, of which events
    source: Source,
    unit: str = "kg",
    every: str = "month",
    *,
    by: str = "place",
    role: str = "quantity",
    status: str | Iterable[str] | None = _HAPPENED,
) -> Grid:
    """Return the sum of a role's figures in a unit, over time, by governorate ("place"), by "type" or by "item".

    Weights are summed in kilograms and lengths in kilometers, whatever unit the text has ("g", "ton" …, asked for by
    any of them, as by "kilogram"). ``role`` is "quantity", "killed", "wounded", "personnel" or another role of numbers.
    "Item" is what a figure counts, in the words of the text. An event in several governorates has a row of its own, for
    its figure cannot be split. A range counts with its lower end; a figure without a number is told in a note.

    Raises:
        InputError: an unknown unit, ``every``, ``by`` or status, or something that holds no events.
    """
    check_step(every)
    if by not in ("place", "type", "item"):
        raise InputError(f"by must be one of place, type, item, not {by!r}")
    base, shares = _measure(unit)
    events, notes = chosen(source, status)
    placed = Placement(every)
    cells: Counter[tuple[str, date | None]] = Counter()
    vague = bounded = used = 0
    for event in events:
        numbers = [a for a in getattr(event, role, ()) if isinstance(a.value, Number) and a.value.unit in shares]
        vague += sum(1 for a in numbers if a.value.number is None)
        told = [a for a in numbers if a.value.number is not None]
        if not told:
            continue
        used += 1
        step = placed.step(event)
        for argument in told:
            bounded += argument.value.precision != "exact"
            row = place_row(event) if by == "place" else event.type if by == "type" else _item(event, argument)
            cells[row, step] += argument.value.number * shares[argument.value.unit]
    if bounded:
        notes.append(f"{counted(bounded, 'figure')} inexact (about, at least, a range): counted as the text gives them")
    if vague:
        notes.append(f"{counted(vague, 'figure')} without a number (“dozens”) not in the sums")
    rest = len(events) - used
    if rest:
        notes.append(f"{counted(rest, 'event')} without a figure in {base}")
    what = base if base in _MEASURES or base in ("litre", "dunam", "dollar", "dinar") else f"{base}s"
    total = sum(cells.values())
    grid = Grid(
        title=f"{_round(total)} {what} ({role}) by {by} and {every}",
        rows=cell_rows(by, cells, every, what),
        notes=[*notes, *placed.notes()],
        every=every,
        by=by,
        what=what,
    )
    return with_gaps_told(grid)


def _measure(unit: str) -> tuple[str, dict[str, float]]:
    """Return the unit that sums are given in, and what one of each unit adds to them."""
    low = unit.strip().lower()
    name = next((n for n in (low, low.removesuffix("s")) if n in UNITS or n in _NAMES), low)
    name = _NAMES.get(name, name)
    if name not in UNITS:
        near = get_close_matches(low, [*UNITS, *_NAMES], 1)
        hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(sorted(UNITS))}"
        raise InputError(f"unknown unit {unit!r}; {hint}")
    for base, shares in _MEASURES.items():
        if name in shares:
            return base, shares
    return name, {name: 1.0}


def _round(total: float) -> str:
    return f"{total:,.1f}".removesuffix(".0")


def _item(event: Event, argument: Argument) -> str:
    """Return what a figure counts: the filler that it is of, else the only item there is, folded so that spellings meet."""
    fillers = [a for a in event.arguments if a is not argument and not isinstance(a.value, Number)]
    of = argument.of
    named = [a for a in fillers if of and a.span.start < of.end and of.start < a.span.end]
    items = named or [a for a in fillers if a.role in ("item", "weapon", "equipment")]
    return fold(items[0].text).text.lower() if len(items) == 1 or named else "several or unnamed"
