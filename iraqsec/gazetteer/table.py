"""Gazetteer tables: tab-separated files that anyone can add a row to, read fast and checked whole.

A line that begins with "#" is a comment; several aliases in one cell are separated by "|".
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources

import regex
from attrs import define

from iraqsec.errors import DataError

_COLUMNS = (
    "id kind name_en name_ar aliases_en aliases_ar governorate country parent latitude longitude precision_km source"
)
_KINDS = (
    "country region governorate province district subdistrict city town village neighbourhood street crossing "
    "airport port base prison dam mountain desert road river lake oilfield sector square bridge camp site island"
)
_GOVERNORATES = "AN AR BA BB BG DA DI DQ HA KA KI KR MA MU NA NI QA SD SU WA"

COLUMNS = tuple(_COLUMNS.split())
KINDS = frozenset(_KINDS.split())
GOVERNORATES = frozenset(f"IQ-{code}" for code in _GOVERNORATES.split())
_MANY = frozenset({"aliases_en", "aliases_ar"})

# Look-alikes and invisible signs that make two equal-looking names differ: Persian yeh and kaf, tatweel, vowel marks,
# bidi and zero-width controls, presentation forms in Arabic names; Cyrillic and Greek letters in Latin ones.
_NOT_ARABIC = regex.compile(
    r"[\u06cc\u06a9\u06c0\u06c1\u06be\u0640\u064b-\u0650\u0652-\u065f\u200b-\u200f\u202a-\u202e\u2066-\u2069]"
    r"|[\ufb50-\ufdff\ufe70-\ufeff]"
)
_NOT_LATIN = regex.compile(r"[\p{Cyrillic}\p{Greek}\p{Arabic}\u00ad\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_ID = regex.compile(r"[a-z]+:[A-Z]{2}(?:-[A-Z]{2})?(?:-[a-z0-9]+(?:-[a-z0-9]+)*)?")


@define(eq=False, slots=True)
class Entry:
    """One known place: its names in both scripts, where it lies and who says so; ``precision`` is in km."""

    id: str
    kind: str
    name_en: str
    name_ar: str
    aliases_en: tuple[str, ...]
    aliases_ar: tuple[str, ...]
    governorate: str | None
    country: str
    parent: str | None
    latitude: float | None
    longitude: float | None
    precision: float | None
    source: str

    def names(self, lang: str) -> tuple[str, ...]:
        """Return the main name and the aliases in English or Arabic."""
        main, more = (self.name_en, self.aliases_en) if lang == "en" else (self.name_ar, self.aliases_ar)
        return (main, *more) if main else more


def shipped(name: str) -> str:
    """Return the text of a table of this folder."""
    return resources.files("iraqsec.gazetteer").joinpath(name).read_text(encoding="utf-8")


@cache
def extents() -> Mapping[str, frozenset[str]]:
    """Return the governorates that mountains, rivers, deserts and lakes touch which lie in several, by their ids."""
    name = "places_extents.tsv"
    return {
        ident: frozenset(zones.split("|")) for _, (ident, zones) in rows(shipped(name), ("id", "governorates"), name)
    }


def rows(text: str, columns: tuple[str, ...], name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (line number, cells) of each row under the header.

    Raises:
        DataError: the header is not ``columns``, or a row has another number of cells.
    """
    lines = text.split("\n")
    if tuple(lines[0].rstrip("\r").split("\t")) != columns:
        raise DataError([f"{name}:1: the header must be: {' '.join(columns)} (separated by tabs)"])
    problems = []
    for number, line in enumerate(lines[1:], 2):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.rstrip("\r").split("\t")
        if len(cells) == len(columns):
            yield number, cells
        else:
            problems.append(f"{name}:{number}: {len(cells)} cells, expected {len(columns)}")
    if problems:
        raise DataError(problems)


def read_places(text: str, name: str = "places.tsv") -> tuple[Entry, ...]:
    """Read a table of places; the cells are trusted, `check_places` is what finds faults.

    Raises:
        DataError: the table has the wrong columns, or a coordinate is no number.
    """
    problems: list[str] = []
    entries = []
    for number, cells in rows(text, COLUMNS, name):
        try:
            entries.append(entry_of(cells))
        except ValueError as error:
            problems.append(f"{name}:{number}: {error}")
    if problems:
        raise DataError(problems)
    return tuple(entries)


def entry_of(cells: list[str]) -> Entry:
    """Return the entry of a row's cells, in the order of `COLUMNS`.

    Raises:
        ValueError: a coordinate is no number.
    """
    (
        ident,
        kind,
        name_en,
        name_ar,
        more_en,
        more_ar,
        governorate,
        country,
        parent,
        latitude,
        longitude,
        precision,
        source,
    ) = cells
    return Entry(
        ident,
        kind,
        name_en,
        name_ar,
        tuple(more_en.split("|")) if more_en else (),
        tuple(more_ar.split("|")) if more_ar else (),
        governorate or None,
        country,
        parent or None,
        float(latitude) if latitude else None,
        float(longitude) if longitude else None,
        float(precision) if precision else None,
        source,
    )


def check_places(text: str, name: str = "places.tsv", known: Iterable[Entry] = ()) -> list[str]:
    """Return every problem of a table of places, each with file, line and fault; ``known`` are entries it may build on.

    Raises:
        DataError: the table cannot be read at all.
    """
    problems: list[str] = []
    ids = {entry.id for entry in known}
    seen: dict[str, int] = {}
    parents: list[tuple[int, str]] = []
    for number, cells in rows(text, COLUMNS, name):
        row = dict(zip(COLUMNS, cells, strict=True))
        faults = [*cell_faults(row), *place_faults(row)]
        if row["id"] in seen:
            faults.append(f"id {row['id']!r} stands in line {seen[row['id']]} too")
        seen.setdefault(row["id"], number)
        if row["parent"]:
            parents.append((number, row["parent"]))
        problems += [f"{name}:{number}: {fault}" for fault in faults]
    ids |= seen.keys()
    problems += [
        f"{name}:{number}: parent {parent!r} is no known id" for number, parent in parents if parent not in ids
    ]
    return problems


def cell_faults(row: dict[str, str]) -> Iterator[str]:
    """Yield what is wrong with the writing of a row's cells."""
    for column, cell in row.items():
        if cell != cell.strip() or "  " in cell:
            yield f"{column}: stray space in {cell!r}"
        if not unicodedata.is_normalized("NFC", cell):
            yield f"{column}: {cell!r} is not in NFC"
        wrong = _NOT_ARABIC if column.endswith("_ar") else _NOT_LATIN
        if found := wrong.search(cell):
            sign = unicodedata.name(found[0], repr(found[0]))
            yield f"{column}: {cell!r} holds {sign}, a look-alike or invisible sign"
        if column in _MANY and cell:
            aliases = cell.split("|")
            if "" in aliases:
                yield f"{column}: an empty alias"
            if len({*aliases, row[column.replace("aliases", "name")]}) <= len(aliases):
                yield f"{column}: a name stands twice"


def place_faults(row: dict[str, str]) -> Iterator[str]:
    """Yield what is wrong with what a row says of its place."""
    if not row["name_en"] and not row["name_ar"]:
        yield "a place needs a name"
    if row["kind"] not in KINDS:
        yield f"unknown kind {row['kind']!r} (known: {', '.join(sorted(KINDS))})"
    if not _ID.fullmatch(row["id"]) or not row["id"].startswith(f"{row['kind']}:"):
        yield f"id {row['id']!r} must be kind:CODE-name, as in district:IQ-BA-qurna"
    if row["governorate"] and row["governorate"] not in GOVERNORATES:
        yield f"unknown governorate {row['governorate']!r}"
    if not regex.fullmatch(r"[A-Z]{2}", row["country"]):
        yield f"country {row['country']!r} must be an ISO 3166-1 code"
    if row["governorate"] and row["country"] != "IQ":
        yield "a governorate stands only with country IQ"
    if not row["source"]:
        yield "a source is missing"
    yield from _coordinate_faults(row)


def _coordinate_faults(row: dict[str, str]) -> Iterator[str]:
    """Yield what is wrong with a row's numbers."""
    for column, bound in (("latitude", 90.0), ("longitude", 180.0), ("precision_km", 20_000.0)):
        try:
            if row[column] and abs(float(row[column])) > bound:
                yield f"{column} {row[column]} is out of range"
        except ValueError:
            yield f"{column} {row[column]!r} is no number"
    if bool(row["latitude"]) != bool(row["longitude"]):
        yield "latitude and longitude go together"
