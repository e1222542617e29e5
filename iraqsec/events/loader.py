"""Frame files -> `Frame` objects, or the list of every problem in them.

A frame says how one event type is said in each language, and what may fill its roles when nothing was learned.
"""

import difflib
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from attrs import field, frozen

from iraqsec.errors import DataError
from iraqsec.events.types import TYPES, Event, roles_of

KINDS_OF_ENTRY = {
    "verbs": ("strong", "verb"),
    "nouns": ("strong", "noun"),
    "phrases": ("strong", "phrase"),
    "weak_verbs": ("weak", "verb"),
    "weak_nouns": ("weak", "noun"),
    "weak_phrases": ("weak", "phrase"),
    "anaphors": ("anaphor", "noun"),
    "blocks": ("block", "phrase"),
}
"""Key of a frame's language table -> (strength, part of speech) of its entries."""

POSITIONS = ("subject", "object", "any")


@frozen
class RoleHint:
    """What a frame says of a role: mention labels or noun classes that fill it, likeliest first, and where it stands."""

    kinds: tuple[str, ...] = ()
    position: str = "any"
    after: Mapping[str, frozenset[str]] = field(factory=dict)  # language -> words that introduce it


@frozen
class Entry:
    """One trigger entry as written: its words, how strong it is, and what kind of word it is."""

    text: str
    strength: str
    pos: str


@frozen
class Example:
    """A sentence of a frame and what must be found in it: ``trigger`` and roles; empty when nothing may be."""

    lang: str
    text: str
    found: Mapping[str, str]


@frozen
class Frame:
    """How one event type is said: entries by language, role hints, examples."""

    type: type[Event]
    entries: Mapping[str, tuple[Entry, ...]]
    roles: Mapping[str, RoleHint]
    examples: tuple[Example, ...]

    @property
    def name(self) -> str:
        """The name of the event type."""
        return self.type.__name__


@cache
def built_in() -> tuple[Frame, ...]:
    """Return the frames that ship, in the ontology's order.

    Raises:
        DataError: a file is wrong; all problems of all files are listed.
    """
    folder = resources.files("iraqsec.events").joinpath("frames")
    sources = [
        (f.name, f.read_text(encoding="utf-8"))
        for f in sorted(folder.iterdir(), key=lambda f: f.name)
        if f.name.endswith(".toml")
    ]
    return parse(sources)


def load(paths: Iterable[str | Path]) -> tuple[Frame, ...]:
    """Read a user's frame files.

    Raises:
        DataError: a file is missing or wrong; all problems of all files are listed.
    """
    sources, problems = [], []
    for path in map(Path, paths):
        try:
            sources.append((path.name, path.read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError) as error:
            problems.append(f"{path}: cannot be read ({error}); give the path of a TOML file in UTF-8")
    if problems:
        raise DataError(problems)
    return parse(sources)


def parse(sources: Iterable[tuple[str, str]], types: Mapping[str, type[Event]] = TYPES) -> tuple[Frame, ...]:
    """Parse (file name, TOML text) pairs into frames, in the order of ``types``.

    Raises:
        DataError: something is wrong; the message lists every problem with file, key, fault and nearest right name.
    """
    frames, problems = [], []
    for name, text in sources:
        try:
            table = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            problems.append(f"{name}: not TOML: {error}")
            continue
        found = list(_problems(name, table, types))
        problems += found
        if not found:
            frames.append(_frame(table, types))
    if problems:
        raise DataError(problems)
    order = list(types)
    return tuple(sorted(frames, key=lambda frame: order.index(frame.name)))


def _frame(table: Mapping[str, Any], types: Mapping[str, type[Event]]) -> Frame:
    cls = types[table["event"]]
    entries, examples = {}, []
    after: dict[str, dict[str, frozenset[str]]] = {}
    for lang, part in _languages(table):
        entries[lang] = tuple(
            Entry(text, strength, pos) for key, (strength, pos) in KINDS_OF_ENTRY.items() for text in part.get(key, ())
        )
        examples += [Example(lang, example["text"], example["found"]) for example in part.get("examples", ())]
        for role, hint in part.get("roles", {}).items():
            after.setdefault(role, {})[lang] = frozenset(hint.get("after", ()))
    roles = {}
    for role in roles_of(cls):
        hint = table.get("roles", {}).get(role, {})
        roles[role] = RoleHint(tuple(hint.get("kinds", ())), hint.get("position", "any"), after.get(role, {}))
    return Frame(cls, entries, roles, tuple(examples))


def _languages(table: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    return (
        (key, part)
        for key, part in table.items()
        if key not in ("event", "roles", "type") and isinstance(part, Mapping)
    )


def _problems(name: str, table: Mapping[str, Any], types: Mapping[str, type[Event]]) -> Iterator[str]:
    if table.get("event") not in types:
        yield f"{name}: event: unknown type {table.get('event')!r}{_nearest(str(table.get('event')), types)}"
        return
    roles = roles_of(types[table["event"]])
    yield from _role_problems(f"{name}: roles", table.get("roles", {}), roles)
    for key in table:
        if key not in ("event", "roles", "type") and not isinstance(table[key], Mapping):
            yield f"{name}: {key}: unknown key; a frame has event, roles and a table for each language"
    for lang, part in _languages(table):
        for key, value in part.items():
            if key in KINDS_OF_ENTRY:
                yield from _entry_problems(f"{name}: {lang}.{key}", value)
            elif key == "roles":
                yield from _role_problems(f"{name}: {lang}.roles", value, roles)
            elif key == "examples":
                yield from _example_problems(f"{name}: {lang}.examples", value, roles)
            else:
                yield f"{name}: {lang}.{key}: unknown key{_nearest(key, [*KINDS_OF_ENTRY, 'roles', 'examples'])}"


def _role_problems(where: str, table: Mapping[str, Any], roles: tuple[str, ...]) -> Iterator[str]:
    for role, hint in table.items():
        if role not in roles:
            yield f"{where}.{role}: unknown role {role!r}{_nearest(role, roles)}"
            continue
        for key in hint:
            if key not in ("kinds", "position", "after", "before"):
                yield f"{where}.{role}.{key}: unknown key{_nearest(key, ('kinds', 'position', 'after'))}"
        if hint.get("position", "any") not in POSITIONS:
            yield f"{where}.{role}.position: {hint['position']!r} is none of {', '.join(POSITIONS)}"


def _entry_problems(where: str, value: object) -> Iterator[str]:
    if not isinstance(value, list) or not all(isinstance(entry, str) and entry.strip() for entry in value):
        yield f"{where}: must be a list of strings that are not empty"
        return
    for entry in sorted({entry for entry in value if value.count(entry) > 1}):
        yield f"{where}: {entry!r} stands twice"


def _example_problems(where: str, value: list[Mapping[str, Any]], roles: tuple[str, ...]) -> Iterator[str]:
    for number, example in enumerate(value, 1):
        if not isinstance(example.get("text"), str) or not isinstance(example.get("found"), Mapping):
            yield f"{where}[{number}]: needs text (a string) and found (a table, empty when nothing may be found)"
            continue
        for key, quote in example["found"].items():
            if key not in (*roles, "trigger", "status"):
                yield f"{where}[{number}].found.{key}: unknown role{_nearest(key, roles)}"
            elif key != "status" and quote not in example["text"]:
                yield f"{where}[{number}].found.{key}: {quote!r} is not in the example's text"


def _nearest(name: str, known: Iterable[str]) -> str:
    known = list(known)
    close = difflib.get_close_matches(name, known, n=1)
    hint = f"; did you mean {close[0]!r}?" if close else ""
    return f"{hint} (known: {', '.join(known)})"
