"""Frame files -> `Frame` objects, or the list of every problem in them.

A frame says how one event type is said in each language, and what may fill its roles when nothing was learned.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from attrs import define, field, frozen

from iraqsec.errors import DataError
from iraqsec.events import frame_checks as checks
from iraqsec.events.made_types import RoleDefinition, TypeDefinition, make_type
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


@frozen
class RoleHint:
    """What a frame says of a role: mention labels or noun classes that fill it, likeliest first, and where it stands.

    ``like`` is the role whose learned weights count for one that nothing was learned of; "" is the role itself. ``unit`` is
    what a number counts whose noun is left out ("four more"), ``units`` are those that it may have, all where none are named.
    """

    kinds: tuple[str, ...] = ()
    position: str = "any"
    after: Mapping[str, frozenset[str]] = field(factory=dict)  # language -> words that introduce it
    like: str = ""
    unit: str = ""
    units: frozenset[str] = frozenset()


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
    """How one event type is said: entries by language, role hints, examples; ``instead_of`` are types that stand back.

    Words that this type and one of those are both said with are taken for this one's.
    """

    type: type[Event]
    entries: Mapping[str, tuple[Entry, ...]]
    roles: Mapping[str, RoleHint]
    examples: tuple[Example, ...]
    instead_of: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name of the event type."""
        return self.type.__name__

    def weights_of(self, role: str) -> str:
        """Return the role whose learned weights count for a role."""
        return self.roles[role].like or role


@define
class _File:
    """A frame file while it is read."""

    name: str
    text: str
    table: Mapping[str, Any]
    problems: list[str]


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
    """Read a user's frame files; `iraqsec.events.overlays` reads folders and packages too.

    Raises:
        DataError: a file is missing or wrong; all problems of all files are listed.
    """
    from iraqsec.events.overlays import read_sources

    return parse(read_sources(paths), strict=True)


def parse(
    sources: Iterable[tuple[str, str]], types: Mapping[str, type[Event]] = TYPES, *, strict: bool = False
) -> tuple[Frame, ...]:
    """Parse (file name, TOML text) pairs into frames, in the order of ``types``, new types last.

    A file that says what its type is (``doc``) makes a new type; other files may add to it. ``strict`` asks of a user's
    files what tests ask of ours.

    Raises:
        DataError: something is wrong; the message lists every problem with file, line, key, fault and nearest right name.
    """
    files = [_File(name, text, *checks.read(name, text)) for name, text in sources]
    known = dict(types)
    for file in files:
        if "doc" in file.table:
            file.problems += checks.told(file.name, file.text, checks.new_type_faults(file.table, types))
            if not file.problems:
                known[file.table["event"]] = make_type(_definition(file.table))
    frames = []
    for file in files:
        if file.table or not file.problems:
            file.problems += checks.told(file.name, file.text, _faults(file.table, known, types, strict=strict))
        if not file.problems:
            frames.append(_frame(file.table, known[file.table["event"]]))
    if problems := [problem for file in files for problem in file.problems]:
        raise DataError(problems)
    order = list(known)
    return tuple(sorted(frames, key=lambda frame: order.index(frame.name)))


def _faults(
    table: Mapping[str, Any], known: Mapping[str, type[Event]], built: Mapping[str, type[Event]], *, strict: bool
) -> list[checks.Fault]:
    """Return what is wrong with a frame, beside what defines its type."""
    defined = "doc" in table
    if not defined and (faults := checks.event_faults(table, known)):
        return faults
    own = table.get("roles", {})
    shown = own if isinstance(own, Mapping) else ()
    roles = (*shown, "place", "time") if defined else roles_of(known[table["event"]])
    new = defined or table["event"] not in built
    faults = [*checks.rival_faults(table, known)]
    return [*faults, *checks.frame_faults(table, roles, KINDS_OF_ENTRY, new=new, strict=strict)]


def _definition(table: Mapping[str, Any]) -> TypeDefinition:
    listed = table.get("roles", {})
    roles = tuple(
        RoleDefinition(name, str(hint.get("value", "")), str(hint.get("doc", "")))
        for name, hint in (listed.items() if isinstance(listed, Mapping) else ())
        if isinstance(hint, Mapping)
    )
    family = table.get("family", checks.OTHER_FAMILY)
    return TypeDefinition(table["event"], table["doc"].strip(), "" if family == checks.OTHER_FAMILY else family, roles)


def _frame(table: Mapping[str, Any], cls: type[Event]) -> Frame:
    entries, examples = {}, []
    after: dict[str, dict[str, frozenset[str]]] = {}
    for lang, part in checks.languages_of(table):
        entries[lang] = tuple(
            Entry(text, strength, pos) for key, (strength, pos) in KINDS_OF_ENTRY.items() for text in part.get(key, ())
        )
        examples += [Example(lang, example["text"], example["found"]) for example in part.get("examples", ())]
        for role, hint in part.get("roles", {}).items():
            after.setdefault(role, {})[lang] = frozenset(hint.get("after", ()))
    roles = {}
    for role in roles_of(cls):
        hint = table.get("roles", {}).get(role, {})
        roles[role] = RoleHint(
            tuple(hint.get("kinds", ())),
            hint.get("position", "any"),
            after.get(role, {}),
            hint.get("like", ""),
            hint.get("unit", ""),
            frozenset(hint.get("units", ())),
        )
    return Frame(cls, entries, roles, tuple(examples), tuple(table.get("instead_of", ())))
