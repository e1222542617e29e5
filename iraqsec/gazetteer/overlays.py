"""A user's tables laid over the shipped ones: places, organizations and persons, a row each, in tab-separated files.

The first line names the columns, in any order: ``id`` and ``kind`` must be there and one of ``name_en`` and ``name_ar``.
The kind of a row says what it is: a kind of place, a kind of organization, or "person". A row whose id is known replaces
the place of that id, and gives the organization of that id more names.
"""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

import regex
from attrs import frozen

from iraqsec.errors import DataError
from iraqsec.gazetteer import table as tables
from iraqsec.gazetteer.linker import Linker, places
from iraqsec.gazetteer.organization_names import SLOT, Organization, OrganizationNames
from iraqsec.gazetteer.organizations import KINDS as ORGANIZATION_KINDS
from iraqsec.gazetteer.table import KINDS as PLACE_KINDS
from iraqsec.gazetteer.table import Entry

PERSON = "person"
COLUMNS = (*tables.COLUMNS[:-1], "abbreviation", "source")
"""The columns that a table may have."""

Source = tuple[str, str]
"""The name of a table, as messages give it, and its text."""

_SLOTS = ("province", "n", "country", "region")
_ID = regex.compile(r"[a-z0-9]+(?:[-:][A-Za-z0-9]+)*")


@frozen
class Overlay:
    """The places with a user's among them, the user's organizations and persons, and the texts they were read from."""

    places: Linker
    organizations: OrganizationNames | None
    persons: Linker | None
    sources: tuple[Source, ...]


def lay_over(given: str | Path | Iterable[str | Path | Source]) -> Overlay:
    """Read a user's tables, each a path or a text that was read before.

    Raises:
        DataError: a table cannot be read or has faults; all of them are told.
    """
    sources, problems = [], list[str]()
    for one in [given] if isinstance(given, str | Path) else given:
        try:
            sources.append(one if isinstance(one, tuple) else (str(one), Path(one).read_text(encoding="utf-8-sig")))
        except (OSError, UnicodeDecodeError) as error:
            problems.append(f"{one}: cannot be read ({error}); give the path of a tab-separated table in UTF-8")
    known = {entry.id: entry for entry in places().entries}
    rows = []
    for name, text in sources:
        found, faults = _rows(name, text)
        problems += faults
        rows += found
    ids = {*known, *(row["id"] for _, _, row in rows)}
    for name, number, row in rows:
        problems += [f"{name}:{number}: {fault}" for fault in _faults(row, ids)]
    if problems:
        raise DataError(problems)
    persons, organizations = list[Entry](), list[Organization]()
    for _, _, row in rows:
        if row["kind"] in PLACE_KINDS:
            known[row["id"]] = _entry(row)
        elif row["kind"] == PERSON:
            persons.append(_entry(row))
        else:
            organizations.append(_organization(row))
    return Overlay(
        Linker(known.values()),
        OrganizationNames(organizations) if organizations else None,
        Linker(persons) if persons else None,
        tuple(sources),
    )


def _rows(name: str, text: str) -> tuple[list[tuple[str, int, dict[str, str]]], list[str]]:
    """Return (table, line number, cells by column) of each row, and what is wrong with the form of the table."""
    lines = [line.rstrip("\r") for line in text.split("\n")]
    head = lines[0].split("\t")
    problems = [
        f"{name}:1: unknown column {column!r}{_nearest(column, COLUMNS)}" for column in head if column not in COLUMNS
    ]
    problems += [f"{name}:1: the column {c!r} stands twice" for c in dict.fromkeys(head) if head.count(c) > 1]
    problems += [
        f"{name}:1: the column {column!r} is missing; the first line names the columns, between tabs"
        for column in ("id", "kind")
        if column not in head
    ]
    if "name_en" not in head and "name_ar" not in head:
        problems.append(f"{name}:1: a column name_en or name_ar is missing")
    rows, seen = [], dict[str, int]()
    for number, line in enumerate(lines[1:], 2):
        if problems or not line.strip() or line.startswith("#"):
            continue
        row = dict.fromkeys(COLUMNS, "") | {"country": "IQ", "source": name}
        row |= {column: cell for column, cell in zip(head, line.split("\t"), strict=False) if cell}
        rows.append((name, number, row))
    for _, number, row in rows:
        if (cells := lines[number - 1].count("\t") + 1) > len(head):
            problems.append(f"{name}:{number}: {cells} cells, where the first line names {len(head)} columns")
        if row["id"] in seen:
            problems.append(f"{name}:{number}: id {row['id']!r} stands in line {seen[row['id']]} too")
        seen.setdefault(row["id"], number)
    return rows, problems


def _faults(row: Mapping[str, str], ids: set[str]) -> Iterator[str]:
    """Yield what is wrong with a row; ``ids`` are those of all places, and of all rows."""
    cells = {column: cell for column, cell in row.items() if column != "source"}
    yield from tables.cell_faults(cells)
    if row["kind"] in PLACE_KINDS:
        yield from tables.place_faults(dict(row))
        if row["parent"] and row["parent"] not in ids:
            yield f"parent {row['parent']!r} is no known id{_nearest(row['parent'], ids, list_all=False)}"
        return
    if not row["name_en"] and not row["name_ar"]:
        yield "a row needs a name"
    if row["kind"] != PERSON and row["kind"] not in ORGANIZATION_KINDS:
        known = (PERSON, *sorted(ORGANIZATION_KINDS), *sorted(PLACE_KINDS))
        yield f"unknown kind {row['kind']!r}{_nearest(row['kind'], known)}"
        return
    if not _ID.fullmatch(row["id"]):
        yield f"id {row['id']!r} must be small letters, digits and hyphens, as in oil-police"
    if row["kind"] == PERSON and not row["id"].startswith("person:"):
        yield f"id {row['id']!r} of a person must begin with 'person:'"
    of_places = ("governorate", "latitude", "longitude", "precision_km")
    yield from (f"{column}: only places have one" for column in of_places if row[column])
    names = "|".join(row[column] for column in ("name_en", "name_ar", "aliases_en", "aliases_ar"))
    unknown = [slot for slot in SLOT.findall(names) if slot not in _SLOTS]
    yield from (f"unknown slot {{{slot}}}{_nearest(slot, _SLOTS)}" for slot in unknown)


def _nearest(name: str, known: Iterable[str], *, list_all: bool = True) -> str:
    names = list(known)
    close = get_close_matches(name, names, n=1)
    hint = f"; did you mean {close[0]!r}?" if close else ""
    return hint + (f" (known: {', '.join(names)})" if list_all else "")


def _entry(row: Mapping[str, str]) -> Entry:
    return tables.entry_of([row[column] for column in tables.COLUMNS])


def _organization(row: Mapping[str, str]) -> Organization:
    return Organization(
        row["id"],
        row["kind"],
        row["name_en"],
        row["name_ar"],
        _many(row["aliases_en"]),
        _many(row["aliases_ar"]),
        _many(row["abbreviation"]),
        row["parent"] or None,
        row["country"] or None,
        row["source"],
    )


def _many(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()
