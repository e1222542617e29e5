"""Reports and their events -> what the page's script reads: short arrays, names that repeat held once.

The script's ``model.js`` reads these arrays in the same order; a change here is a change there.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any

import regex

from iraqsec.events.types import STATUSES, TYPES, Argument, Event
from iraqsec.gazetteer import organizations
from iraqsec.gazetteer.linker import places
from iraqsec.gazetteer.table import GOVERNORATES
from iraqsec.languages.folding import fold
from iraqsec.values import Period, Place
from iraqsec.viz.gather import NOT_DRAWN
from iraqsec.viz.markup import value_text
from iraqsec.viz.names import governorate_name
from iraqsec.viz.palette import FAMILIES, GROUPS, STATUS_SIGNS, group_of
from iraqsec.viz.report_passages import Passages, Piece, passages_of
from iraqsec.viz.report_sources import Told

_SHAPES = {"reform": "■", "diplomacy": "▲", "enforcement": "●", "violence": "✖"}
_FOLDED = ((0xA0, 0x24F), (0x600, 0x6FF), (0x2000, 0x206F), (0xFB00, 0xFB06), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF))
"""Blocks of Unicode with characters that are searched under another spelling."""


_FILE = regex.compile(
    r"(?:[/\\~.]|[A-Za-z]:[/\\])|(?!\w+://).+\.(?:txt|html?|jsonl?|ndjson|csv|tsv|parquet|zip|tar|gz|bz2|xz)\b"
)
"""Names of files: with a root, or with an ending that `iraqsec.read` knows."""


class _Names(dict[str, int]):
    """Names and their numbers, in the order in which they are first asked for."""

    def __missing__(self, name: str) -> int:
        number = self[name] = len(self)
        return number


class Tables:
    """Turns reports into records, and keeps what they share: names of types, roles, places, happenings."""

    def __init__(self, texts: str) -> None:
        self._texts = texts
        self._types: dict[str, type[Event]] = {}
        self._roles: dict[str, str] = {}
        self._type_numbers, self._role_numbers = _Names(), _Names()
        self._names, self._happenings = _Names(), _Names()
        self._codes: set[str] = set()
        self.reports = self.events = 0
        for name, cls in TYPES.items():
            self._type(name, cls)

    def record(self, told: Told) -> list[Any]:
        """Return a report and its events as arrays."""
        text = told.document.text if told.has_text else None
        held = passages_of(text, told.events, self._texts)
        document = told.document
        name, source = _shown(document.id), _shown(document.source)
        about = [name, source, document.url, document.title, _iso(document.published)]
        rows = [
            self._event(event, held, lang, happening)
            for event, lang, happening in zip(told.events, told.langs, told.happenings, strict=True)
        ]
        self.reports += 1
        self.events += len(rows)
        return [about, held.to_plain(), rows]

    def to_plain(self) -> dict[str, Any]:
        """Return what the records share; to be asked for when all are made."""
        return {
            "reports": self.reports,
            "types": [
                [name, cls.family or "other", (cls.__doc__ or "").partition("\n")[0]]
                for name, cls in self._types.items()
            ],
            "families": [[name, look.name, look.color, _SHAPES.get(name, "◆")] for name, look in FAMILIES.items()],
            "statuses": [[name, STATUS_SIGNS.get(name, ""), int(name in NOT_DRAWN)] for name in STATUSES],
            "roles": [[name, group] for name, group in self._roles.items()],
            "groups": [[name, group.name] for name, group in GROUPS.items()],
            "places": {code: governorate_name(code) for code in sorted(self._codes | GOVERNORATES)},
            "names": list(self._names),
            "folds": folds(),
        }

    def _type(self, name: str, cls: type[Event]) -> int:
        self._types.setdefault(name, cls)
        return self._type_numbers[name]

    def _role(self, name: str, cls: type[Event]) -> int:
        if name not in self._roles:
            self._roles[name] = group_of(name, cls)
        return self._role_numbers[name]

    def _event(self, event: Event, held: Passages, lang: str | None, happening: str | None) -> list[Any]:
        begin, end, is_own = _days(event)
        codes = list(dict.fromkeys(_codes(event)))
        self._codes.update(codes)
        cls = type(event)
        source = event.attribution
        return [
            self._type(event.type, cls),
            STATUSES.index(event.status),
            round(100 * event.confidence),
            _iso(begin),
            _iso(end),
            int(is_own),
            _iso(event.reported_on),
            codes,
            [self._names[name] for name in _where(event)],
            [piece for mention in event.mentions for piece in held.pieces(mention.span)],
            [piece for sentence in event.evidence for piece in held.pieces(sentence.span)],
            [self._argument(argument, cls, held) for argument in event.arguments],
            [source.text, held.pieces(source.span)] if source else 0,
            lang or "",
            event.id,
            -1 if happening is None else self._happenings[happening],
        ]

    def _argument(self, argument: Argument, cls: type[Event], held: Passages) -> list[Any]:
        """Return role, words (0: those of the piece), meaning (-1: none) and pieces."""
        pieces: list[Piece] = held.pieces(argument.span)
        words = 0 if len(pieces) == 1 and held.holds(argument.span, argument.text) else argument.text
        meaning = _meaning(argument)
        return [self._role(argument.role, cls), words, self._names[meaning] if meaning else -1, pieces]


def _shown(name: str | None) -> str | None:
    """Return the name of a report or source; of a file, without the folders that it lies in: the page may be sent on.

    >>> _shown("AFP/Reuters"), _shown("/home/sami/news/a.txt"), _shown("news/b.jsonl.gz#3")
    ('AFP/Reuters', 'a.txt', 'b.jsonl.gz#3')
    """
    return regex.split(r"[/\\]", name)[-1] if name and _FILE.match(name) else name


def _iso(day: date | None) -> str | int:
    return day.isoformat() if day else 0


def _days(event: Event) -> tuple[date | None, date | None, bool]:
    """Return an event's first and last day and whether the text gives them; else they are the day of the report."""
    period = next((a.value for a in event.time if isinstance(a.value, Period)), None)
    if period and (period.start or period.end):
        return period.start or period.end, period.end or period.start, True
    return event.reported_on, event.reported_on, False


def _codes(event: Event) -> Iterator[str]:
    """Yield the codes of governorates, and of countries: Iraq itself where no governorate is known."""
    for argument in event.place:
        if isinstance(argument.value, Place) and (code := argument.value.governorate or argument.value.country):
            yield code


def _where(event: Event) -> Iterable[str]:
    """Return the names of an event's places: the most telling first, each governorate once."""
    found: dict[str, None] = {}
    codes: dict[str, None] = {}
    for argument in event.place:
        value = argument.value
        if not isinstance(value, Place):
            found[argument.text] = None
            continue
        code = value.governorate or value.country
        if value.id is None and code and argument.text:
            found[argument.text] = None
        elif value.id and value.kind not in ("governorate", "country"):
            found[_place(value.id) or argument.text] = None
        if code:
            codes[governorate_name(code)] = None
    return [*found, *(name for name in codes if name not in found)]


def _meaning(argument: Argument) -> str:
    """Return in words what a filler means: a figure, days, a known place or body; nothing where its words say it."""
    value = argument.value
    if isinstance(value, Place):
        name = _place(value.id) if value.id else None
        code = value.governorate or value.country
        around = governorate_name(code) if code else ""
        named = [part for part in (name, around) if part]
        meaning = ", ".join(dict.fromkeys(named))
    elif value is not None:
        meaning = value_text(value)
    else:
        meaning = _known(argument.link) if argument.link else ""
    return "" if meaning == argument.text else meaning


@cache
def _place(ident: str) -> str | None:
    entry = places().by_id.get(ident)
    return entry.name_en if entry else None


@cache
def _known(link: str) -> str:
    """Return the English name of a place or organization; a person's id says nothing that the words do not."""
    if link.startswith("person:"):
        return ""
    entry = organizations.get(link)
    return _place(link) or (entry.name_en if entry else "")


@cache
def folds() -> dict[str, str]:
    """Return each character that is searched under another spelling, with that spelling, in lower case.

    >>> folds()["أ"], folds()["٣"], len(folds()["ـ"])
    ('ا', '3', 0)
    """
    found = {}
    for first, last in _FOLDED:
        for sign in map(chr, range(first, last + 1)):
            folded = fold(f"س{sign}س").text[1:-1].lower()  # within a word: a tatweel by itself is a dash
            if folded != sign.lower():
                found[sign] = folded
    return found
