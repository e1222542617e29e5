"""Counting events by governorate and by place, for maps of Iraq."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from iraqsec.errors import InputError
from iraqsec.events.types import Event
from iraqsec.gazetteer.linker import places
from iraqsec.values import Place
from iraqsec.viz.gather import Source, chosen, counted
from iraqsec.viz.map_pictures import EDGES, MapOfGovernorates, MapOfPlaces, seats
from iraqsec.viz.names import governorate_name

_WIDE = ("governorate", "country", "region", "province")


def map_of(
    source: Source, by: str = "governorate", *, status: str | Iterable[str] | None = None, tiles: bool = False
) -> MapOfGovernorates | MapOfPlaces:
    """Return a map of Iraq with the number of events of each governorate, or of each place that has coordinates.

    An event in several governorates or places counts in each. Negated events are left out unless ``status`` names them.
    With ``tiles`` the page that is saved as HTML shows a street map behind them, which its reader's browser loads from
    the web; nothing else ever does.

    Raises:
        InputError: ``by`` is neither "governorate" nor "place", an unknown status, or something that holds no events.
    """
    if by not in ("governorate", "place"):
        raise InputError(f'by must be "governorate" or "place", not {by!r}')
    events, notes = chosen(source, status)
    return _by_governorate(events, notes, tiles=tiles) if by == "governorate" else _by_place(events, notes, tiles=tiles)


def _by_governorate(events: list[Event], notes: list[str], *, tiles: bool) -> MapOfGovernorates:
    found: Counter[str] = Counter()
    out: Counter[str] = Counter()
    several = nowhere = 0
    for event in events:
        inside = [code for code in event.governorates if code in seats()]
        others = [code for code in event.governorates if code not in seats()]
        found.update(inside)
        several += len(inside) > 1
        if not inside:
            codes = others or _countries(event)
            out.update(codes)
            nowhere += not codes
    if several:
        notes.append(f"{counted(several, 'event')} in several governorates counted in each")
    notes += _beside(out, nowhere)
    rows = [
        {"governorate": code, "name": governorate_name(code), "events": number}
        for code, number in sorted(found.items(), key=lambda item: (-item[1], item[0]))
    ]
    drawn = len(events) - nowhere - sum(1 for event in events if _only_outside(event))
    return MapOfGovernorates(title=f"{counted(drawn, 'event')} by governorate", rows=rows, notes=notes, tiles=tiles)


def _only_outside(event: Event) -> bool:
    return not any(code in seats() for code in event.governorates) and bool(event.governorates or _countries(event))


def _countries(event: Event) -> list[str]:
    codes = (a.value.country for a in event.place if isinstance(a.value, Place))
    return list(dict.fromkeys(code for code in codes if code))


def _beside(out: Mapping[str, int], nowhere: int) -> list[str]:
    """Return notes on what the map has no place for."""
    notes = []
    if out:
        names = {"IQ": "somewhere in Iraq", "IQ-KR": "Kurdistan Region as a whole"}
        told = ", ".join(
            f"{number} {names.get(code) or governorate_name(code)}"
            for code, number in sorted(out.items(), key=lambda item: (-item[1], item[0]))
        )
        notes.append(f"not on the map: {told}")
    if nowhere:
        notes.append(f"{counted(nowhere, 'event')} without a place not shown")
    return notes


def _by_place(events: list[Event], notes: list[str], *, tiles: bool) -> MapOfPlaces:
    found: Counter[tuple[Any, ...]] = Counter()
    out: Counter[str] = Counter()
    nowhere = drawn = 0
    for event in events:
        points = _points(event)
        found.update(points)
        drawn += bool(points)
        if not points:
            codes = [*event.governorates, *_countries(event)]
            out.update(codes)
            nowhere += not codes
    notes += _beside(out, nowhere)
    rows = [
        {"place": name, "events": number, "latitude": lat, "longitude": lon, "kind": kind, "id": key}
        for (key, name, lat, lon, kind), number in sorted(
            found.items(), key=lambda item: (-item[1], item[0][1], str(item[0]))
        )
    ]
    return MapOfPlaces(title=f"{counted(drawn, 'event')} by place", rows=rows, notes=notes, tiles=tiles)


def _points(event: Event) -> set[tuple[Any, ...]]:
    """Return the places of an event on the map: exact ones, and whole governorates only where they have no exact one."""
    located = [(a.text, a.value) for a in event.place if isinstance(a.value, Place)]
    exact = {value.governorate for _, value in located if _exact(value)}
    points: set[tuple[Any, ...]] = set()
    for text, value in located:
        code = value.governorate
        if _exact(value):
            name = _place_name(value.id) or text
            points.add((value.id or name, name, value.latitude, value.longitude, value.kind or "place"))
        elif code in seats() and code not in exact:
            points.add((code, governorate_name(code), *seats()[code], "governorate"))
    return points


def _exact(value: Place) -> bool:
    """Tell whether a place is a point of the map, more exact than a governorate."""
    if value.kind in _WIDE or value.latitude is None or value.longitude is None:
        return False
    west, south, east, north = EDGES
    return west <= value.longitude <= east and south <= value.latitude <= north


def _place_name(ident: str | None) -> str | None:
    entry = places().by_id.get(ident) if ident else None
    return entry.name_en if entry else None
