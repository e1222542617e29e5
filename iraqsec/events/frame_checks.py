"""What is wrong with a frame file: every fault with its file, line, key and what to do about it."""

import difflib
import keyword
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import regex

from iraqsec.events.made_types import FAMILIES, TAKEN, VALUE_CLASSES
from iraqsec.events.types import TYPES, Event, roles_of
from iraqsec.languages import base as languages
from iraqsec.values import UNITS

POSITIONS = ("subject", "object", "any")
OTHER_FAMILY = "other"

_LABELS = ("place", "organization", "person", "group", "time", "number", "phrase")
_HINT_KEYS = ("kinds", "position", "after", "unit", "units")
_NEW_HINT_KEYS = (*_HINT_KEYS, "value", "like", "doc")
_ABOUT = ("event", "roles", "doc", "family", "instead_of")  # keys of a frame that are no languages
_SCRIPTS = {"ar": (regex.compile(r"\p{Arabic}"), "Arabic"), "en": (regex.compile(r"[A-Za-z]"), "Latin")}

_FORMS = {
    "ar.verbs": (3, "perfect/imperfect/verbal noun"),
    "en.verbs": (4, "base/past/participle/gerund"),
    "nouns": (2, "singular/plural"),
    "anaphors": (2, "singular/plural"),
}
"""Key of a list -> how many forms an entry may be written with, and which."""

Fault = tuple[str, str]
"""Where (a dotted key) and what."""


def read(name: str, text: str) -> tuple[Mapping[str, Any], list[str]]:
    """Parse TOML; return the table and its problems, of which there is one at most."""
    try:
        return tomllib.loads(text), []
    except tomllib.TOMLDecodeError as error:
        told = str(error)
        line = regex.search(r"at line (\d+)", told)
        return {}, [f"{name}:{line[1] if line else len(text.splitlines())}: not TOML: {told}"]


def told(name: str, text: str, faults: Iterable[Fault]) -> Iterator[str]:
    """Write faults as messages: file, line, key, fault; the lines are looked up only when there are some."""
    lines: dict[str, int] | None = None
    for key, fault in faults:
        lines = _lines(text) if lines is None else lines
        parts = key.split(".")
        while parts and ".".join(parts) not in lines:
            parts.pop()
        yield f"{name}:{lines.get('.'.join(parts), 1)}: {key}: {fault}"


def _lines(text: str) -> dict[str, int]:
    """Return the line of each table and key of a TOML text, by dotted path; the nth table of a list is ``name[n]``."""
    found: dict[str, int] = {}
    head, counts = "", dict[str, int]()
    for number, line in enumerate(text.split("\n"), 1):
        if match := regex.match(r"\s*(\[\[?)\s*([\w.-]+)\s*\]", line):
            head = match[2]
            if match[1] == "[[":
                counts[head] = counts.get(head, 0) + 1
                head = f"{head}[{counts[head]}]"
            found.setdefault(head, number)
        elif match := regex.match(r"\s*([\w.-]+)\s*=", line):
            parts = f"{head}.{match[1]}".strip(".").split(".")
            for size in range(1, len(parts) + 1):
                found.setdefault(".".join(parts[:size]), number)
    return found


def event_faults(table: Mapping[str, Any], types: Mapping[str, type[Event]]) -> list[Fault]:
    """Return what is wrong with the name of a frame's type, given the types that there are."""
    name = table.get("event")
    if isinstance(name, str) and name in types:
        return []
    hint = '; a new type needs a line that says what it is, as in: doc = "Prisoners are pardoned."'
    return [("event", f"unknown type {name!r}{nearest(str(name), types)}{hint}")]


def new_type_faults(table: Mapping[str, Any], built_in: Mapping[str, type[Event]]) -> Iterator[Fault]:
    """Yield what is wrong with the definition of a new type."""
    name, doc = table.get("event"), table.get("doc")
    if not isinstance(name, str) or not regex.fullmatch(r"[A-Z][A-Za-z0-9]{1,60}", name) or name == "Event":
        yield "event", f'{name!r} is no name of a type; write words together with capitals, as in "PrisonBreak"'
    elif name in built_in:
        yield "doc", f"{name} is a built-in type; leave doc and family out to add words to it, or choose another name"
    if not isinstance(doc, str) or not doc.strip():
        yield "doc", "must be a sentence that says what the event is"
    family = table.get("family", OTHER_FAMILY)
    if family not in (*FAMILIES, OTHER_FAMILY):
        yield "family", f"unknown family {family!r}{nearest(str(family), (*FAMILIES, OTHER_FAMILY))}"
    roles = table.get("roles", {})
    for role in roles if isinstance(roles, Mapping) else ():
        where = f"roles.{role}"
        if not regex.fullmatch(r"[a-z][a-z0-9_]*", role) or keyword.iskeyword(role):
            yield where, f"{role!r} is no name of a role; write it in small letters, with _ between words"
        elif role in TAKEN:
            yield where, f"{role!r} is a field of every event; choose another name"
    if not any(part.get(key) for _, part in languages_of(table) for key in ("verbs", "nouns", "phrases")):
        yield "event", f"{name} has no words; give it verbs, nouns or phrases under [ar] or [en]"


def rival_faults(table: Mapping[str, Any], types: Mapping[str, type[Event]]) -> Iterator[Fault]:
    """Yield what is wrong with the types that a frame's type goes before."""
    listed = table.get("instead_of", [])
    if not isinstance(listed, list):
        yield "instead_of", "must be a list of types"
        return
    for name in listed:
        if name == table.get("event") or str(name) not in types:
            yield "instead_of", f"{name!r} is no other type{nearest(str(name), types)}"


def frame_faults(
    table: Mapping[str, Any], roles: Iterable[str], kinds_of_entry: Iterable[str], *, new: bool, strict: bool
) -> Iterator[Fault]:
    """Yield what is wrong with a frame's roles, words and examples; ``roles`` are those of its type.

    ``new``: the type is the user's own. ``strict``: the file is a user's; built-in files have tests of their own.
    """
    roles, keys = tuple(roles), tuple(kinds_of_entry)
    yield from _role_faults("roles", table.get("roles", {}), roles, new=new, strict=strict)
    for key in table:
        if key not in _ABOUT and not isinstance(table[key], Mapping):
            yield key, "unknown key; a frame has event, roles and a table for each language"
    for lang, part in languages_of(table):
        if lang not in languages.available():
            yield lang, f"unknown language{nearest(lang, languages.available())}"
            continue
        for key, value in part.items():
            where = f"{lang}.{key}"
            if key in keys:
                yield from _entry_faults(where, value, lang if strict else "")
            elif key == "roles":
                yield from _role_faults(where, value, roles, new=False, strict=strict)
            elif key == "examples":
                yield from _example_faults(where, value, roles)
            else:
                yield where, f"unknown key{nearest(key, [*keys, 'roles', 'examples'])}"


def languages_of(table: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the language tables of a frame."""
    return ((key, part) for key, part in table.items() if key not in _ABOUT and isinstance(part, Mapping))


def _role_faults(where: str, table: object, roles: tuple[str, ...], *, new: bool, strict: bool) -> Iterator[Fault]:
    if not isinstance(table, Mapping):
        yield where, "must be a table of roles, as in: [roles.agent]"
        return
    for role, hint in table.items():
        if role not in roles:
            yield f"{where}.{role}", f"unknown role {role!r}{nearest(role, roles)}"
        elif not isinstance(hint, Mapping):
            yield f"{where}.{role}", "must be a table, as in: [roles.agent]"
        else:
            yield from _hint_faults(f"{where}.{role}", hint, new=new, strict=strict)


def _hint_faults(where: str, hint: Mapping[str, Any], *, new: bool, strict: bool) -> Iterator[Fault]:
    allowed = _NEW_HINT_KEYS if new else _HINT_KEYS
    for key in hint:
        if key not in (*allowed, "before"):
            yield f"{where}.{key}", f"unknown key{nearest(key, allowed)}"
    if hint.get("position", "any") not in POSITIONS:
        yield f"{where}.position", f"{hint['position']!r} is none of {', '.join(POSITIONS)}"
    if "unit" in hint and hint["unit"] not in UNITS:
        yield f"{where}.unit", f"{hint['unit']!r} is none of {', '.join(sorted(UNITS))}"
    if new:
        yield from _new_hint_faults(where, hint)
    for key in ("kinds", "after", "units"):
        listed = hint.get(key, [])
        if not isinstance(listed, list) or not all(isinstance(item, str) and item.strip() for item in listed):
            yield f"{where}.{key}", "must be a list of strings that are not empty"
        elif key == "units":
            yield from ((f"{where}.units", f"unknown unit {u!r}{nearest(u, UNITS)}") for u in listed if u not in UNITS)
        elif key == "kinds" and strict:
            known = known_kinds()
            faulty = (kind for kind in listed if kind not in known)
            yield from ((f"{where}.kinds", f"unknown kind {kind!r}{nearest(kind, known)}") for kind in faulty)


def _new_hint_faults(where: str, hint: Mapping[str, Any]) -> Iterator[Fault]:
    value, like = hint.get("value"), hint.get("like")
    if value is not None and where.endswith((".place", ".time")):
        yield f"{where}.value", "place and time have their values already; leave it out"
    elif value is not None and str(value) not in VALUE_CLASSES:
        yield f"{where}.value", f"{value!r} is none of {', '.join(VALUE_CLASSES)}; leave it out for plain words"
    learned = dict.fromkeys(role for cls in TYPES.values() for role in roles_of(cls))
    if like is not None and str(like) not in learned:
        yield f"{where}.like", f"{like!r} is no role of a built-in type{nearest(str(like), learned)}"


def known_kinds() -> tuple[str, ...]:
    """Return what a role's ``kinds`` may name: the labels of mentions and the noun classes of the languages."""
    classes = {name for code in languages.available() for name in languages.get(code).load("nouns")["classes"]}
    return (*_LABELS, *sorted(classes - set(_LABELS)))


def _entry_faults(where: str, value: object, lang: str) -> Iterator[Fault]:
    if not isinstance(value, list) or not all(isinstance(entry, str) and entry.strip() for entry in value):
        yield where, "must be a list of strings that are not empty"
        return
    for entry in sorted({entry for entry in value if value.count(entry) > 1}):
        yield where, f"{entry!r} stands twice"
    if not lang:
        return
    letters, script = _SCRIPTS.get(lang, (regex.compile(r"\p{L}"), "any"))
    name = where.rpartition(".")[2].removeprefix("weak_")
    most, forms = _FORMS.get(f"{lang}.{name}") or _FORMS.get(name) or (1, "it without /")
    for entry in value:
        if not letters.search(entry):
            yield where, f"{entry!r} has no {script} letters; does it belong under another language?"
        if entry.count("/") >= most:
            yield where, f"{entry!r} has too many forms; write {forms}"
        if entry.strip().startswith("…"):
            yield where, f"{entry!r} begins with a gap; write at least one word before …"


def _example_faults(where: str, value: object, roles: tuple[str, ...]) -> Iterator[Fault]:
    if not isinstance(value, list):
        yield where, "must be a list of tables, each with text and found"
        return
    for number, example in enumerate(value, 1):
        at = f"{where}[{number}]"
        if not isinstance(example, Mapping):
            yield at, "must be a table with text and found"
            continue
        if not isinstance(example.get("text"), str) or not isinstance(example.get("found"), Mapping):
            yield at, "needs text (a string) and found (a table, empty when nothing may be found)"
            continue
        for key, quote in example["found"].items():
            if key not in (*roles, "trigger", "status"):
                yield f"{at}.found.{key}", f"unknown role{nearest(key, roles)}"
            elif key != "status" and str(quote) not in example["text"]:
                yield f"{at}.found.{key}", f"{quote!r} is not in the example's text"


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the end of a message about an unknown name: the nearest known one and the list of all."""
    names = list(known)
    close = difflib.get_close_matches(name, names, n=1)
    hint = f"; did you mean {close[0]!r}?" if close else ""
    return f"{hint} (known: {', '.join(names)})"
