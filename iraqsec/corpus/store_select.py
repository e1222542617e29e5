"""Which events of a store are asked for: filters to SQL, and a selection to objects, pandas or Arrow."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import regex
from attrs import frozen

from iraqsec import codec
from iraqsec.corpus.rows import folded
from iraqsec.display import Shown
from iraqsec.errors import InputError
from iraqsec.events.made_types import known_types, see_types
from iraqsec.events.types import STATUSES, Event

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

_GOVERNORATE = regex.compile(r"IQ-[A-Z]{2}")
_COUNTRY = regex.compile(r"[A-Z]{2}")
_AS_ROWS = (
    "d.id AS id, d.source, d.url, d.lang, d.published, e.* EXCLUDE (words, actor_names, data, family, number), e.family"
)
_ORDER = "ORDER BY d.number, e.number"
_AT_ONCE = 500
_LIKE = 0.85  # names less alike than this are other places


@frozen(kw_only=True)
class StoredEvent(Shown):
    """An event with the report that tells of it; ``document`` is the key of its content."""

    event: Event
    document: str
    id: str
    source: str | None = None
    url: str | None = None
    lang: str | None = None
    published: date | None = None


class Selection(Shown):
    """Events of a store, read when they are asked for; iterating gives `Event` objects, in the order they came in."""

    def __init__(self, open_cursor: Callable[[], Any], conditions: list[str], values: list[Any]) -> None:
        self._cursor = open_cursor
        self._where = " AND ".join(conditions) or "true"
        self._values = values

    def __iter__(self) -> Iterator[Event]:
        return (report.event for report in self.reports())

    def __len__(self) -> int:
        row = self._query("count(*)", order="").fetchone()
        return int(row[0])

    def keys(self) -> set[tuple[str, str]]:
        """Return the key of the document and the id of each event."""
        return set(self._query("e.document, e.event", "").fetchall())

    def reports(self, order: str = _ORDER) -> Iterator[StoredEvent]:
        """Yield the events with the reports that tell of them."""
        cursor = self._query("e.data, d.key, d.id, d.source, d.url, coalesce(d.lang, a.lang), d.published", order)
        while rows := cursor.fetchmany(_AT_ONCE):
            for data, key, name, source, url, lang, published in rows:
                table = json.loads(data)
                event = codec.event_from_dict(table, see_types([table]))
                yield StoredEvent(
                    event=event, document=key, id=name, source=source, url=url, lang=lang, published=published
                )

    def to_arrow(self) -> Any:  # noqa: ANN401 - pyarrow ships no types
        """Return the events as an Arrow table, one row an event."""
        return self._cursor().sql(self._statement(_AS_ROWS, _ORDER), params=self._values).to_arrow_table()

    def to_pandas(self) -> "pd.DataFrame":
        """Return the events as a pandas data frame, one row an event."""
        frame: pd.DataFrame = self._query(_AS_ROWS, _ORDER).df()
        return frame

    def export(self, path: "str | Path", form: str | None = None, *, preset: str | None = None) -> int:
        """Write the events to a file and return their number; see `iraqsec.corpus.export.export`."""
        from iraqsec.corpus.export import export

        return export(self.reports(), path, form, preset=preset)

    def _query(self, columns: str, order: str) -> Any:  # noqa: ANN401 - a duckdb cursor
        return self._cursor().execute(self._statement(columns, order), self._values)

    def _statement(self, columns: str, order: str) -> str:
        return (
            f"SELECT {columns} FROM events e JOIN documents d ON d.key = e.document "  # noqa: S608 - values are bound
            "LEFT JOIN articles a ON a.document = e.document AND a.article = e.article "
            f"WHERE {self._where} {order}"
        )


def conditions(  # noqa: PLR0913 - a filter for each thing that analysts ask by
    *,
    type: str | Iterable[str] | None = None,  # noqa: A002 - the name that users read
    place: str | None = None,
    since: str | date | None = None,
    until: str | date | None = None,
    actor: str | None = None,
    status: str | Iterable[str] | None = None,
    text: str | None = None,
    lang: str | None = None,
    min_confidence: float | None = None,
) -> tuple[list[str], list[Any]]:
    """Return the conditions in SQL, and the values that are bound to them.

    Raises:
        InputError: an unknown type or status, or a date that is none.
    """
    filters: tuple[tuple[object, Callable[[Any], tuple[Any, ...]]], ...] = (
        (type, lambda names: ("list_contains(?, e.type)", _names(names, known_types(), "event type"))),
        (status, lambda names: ("list_contains(?, e.status)", _names(names, STATUSES, "status"))),
        (since, lambda day: ("coalesce(e.date_until, e.date_from, e.reported_on) >= ?", _day(day))),
        (until, lambda day: ("coalesce(e.date_from, e.date_until, e.reported_on) <= ?", _day(day))),
        (place, _place),
        (actor, _actor),
        (text, _words),
        (lang, lambda code: ("coalesce(d.lang, a.lang) = ?", code)),
        (min_confidence, lambda least: ("e.confidence >= ?", least)),
    )
    made = [make(given) for given, make in filters if given is not None]
    return [condition for condition, *_ in made], [value for _, *bound in made for value in bound]


def _names(given: str | Iterable[str], known: Iterable[str], what: str) -> list[str]:
    names = [given] if isinstance(given, str) else list(given)
    for name in names:
        if name not in known:
            near = get_close_matches(str(name), list(known), 1)
            hint = f"; did you mean {near[0]!r}?" if near else f"; known: {', '.join(known)}"
            raise InputError(f"unknown {what} {name!r}{hint}")
    return names


def _day(value: str | date) -> date:
    try:
        return value if isinstance(value, date) else date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise InputError(f"a date or an ISO date such as '2025-01-09' was expected, not {value!r}") from error


def _place(place: str) -> tuple[str, Any]:
    """Read a governorate's code, a country's, a place's id, or a name in either script."""
    if _GOVERNORATE.fullmatch(place):
        return "list_contains(e.governorates, ?)", place
    if _COUNTRY.fullmatch(place):
        return "list_contains(e.countries, ?)", place
    from iraqsec.gazetteer import places

    known = {entry.id: entry for entry in places.all()}
    entry = known.get(place) or next(iter(places.find(place, limit=1)), None)
    if entry is None or entry.score < _LIKE:
        raise InputError(f"no place is called {place!r}; iraqsec.places.find() shows what comes near")
    if entry.kind == "governorate" and entry.governorate:
        return "list_contains(e.governorates, ?)", entry.governorate
    inside = {entry.id}
    for _ in range(5):  # country, governorate, district, subdistrict, place
        inside |= {e.id for e in known.values() if e.parent in inside}
    return "list_has_any(e.places, ?)", sorted(inside)


def _words(text: str) -> tuple[Any, ...]:
    """Ask for every word of a text."""
    words = folded(text).split()
    return (" AND ".join(["contains(e.words, ?)"] * len(words)) or "true", *words)


def _actor(actor: str) -> tuple[Any, ...]:
    """Ask for a name, or for any id that it may have: as given, of an organization that bears it, of a person."""
    from iraqsec.gazetteer import organizations, persons
    from iraqsec.languages import base as languages

    ids = {actor}
    for lang in languages.available():
        tokens = languages.get(lang).sentence(actor).tokens
        found = organizations.match(lang, tokens, 0) if tokens else None
        if found and found.last == len(tokens):
            ids.add(found.id)
    if person := persons.person_id(actor):
        ids.add(person)
    return "(list_has_any(e.actors, ?) OR contains(e.actor_names, ?))", sorted(ids), folded(actor)
