"""Write docs/ontology.md: every event type with its roles and what is found in an example in each language.

Types and roles are read off the classes, the rest is in docs/ontology.toml. `make refresh` writes the page.
"""

import inspect
import tomllib
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import iraqsec
from iraqsec.events.types import STATUSES, TYPES, Event, roles_of, value_class
from iraqsec.values import Number, Period, Place

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "ontology.md"

_HEAD = """# The ontology

<!-- Written by `make refresh` from the classes and docs/ontology.toml; do not edit it by hand. -->

What counts as an event: a **specific** happening, planned or real, that the text asserts, with at least one concrete
argument (a place, a time, a number or a named participant). Habits, trends and opinions are none. What was announced or
denied is the event, not the announcing. One happening is one event, however many sentences speak of it; each of them is a
*mention*.

Every event has a status: {statuses}. `place` and `time` are roles of
every type. A role may be filled several times; a filler is the shortest full noun phrase that names it.

The examples are invented. What stands below them is what the library finds in them, taken for reports of {published}, right
or wrong; the words that name the event are marked, the fillers underlined. Your own types: [Extending](extending.md).

"""

_MEANS = {Number: "number and unit", Place: "governorate or country", Period: "first and last day"}


def page() -> str:
    """Return the page."""
    data = tomllib.loads((ROOT / "docs" / "ontology.toml").read_text(encoding="utf-8"))
    statuses = ", ".join(f"`{status}`" for status in STATUSES)
    parts = [_HEAD.format(statuses=statuses, published=data["published"]), *_overview()]
    for name, cls in TYPES.items():
        parts += [f"## {name}\n\n{inspect.getdoc(cls)} Family: {cls.family}.\n\n", *_roles(cls, data["roles"])]
        for lang in ("en", "ar"):
            parts += _example(name, lang, data["examples"][name][lang], data["published"])
    return "".join(parts).rstrip() + "\n"


def _overview() -> Iterator[str]:
    yield "| family | types |\n|---|---|\n"
    families = dict.fromkeys(cls.family for cls in TYPES.values())
    for family in families:
        links = (f"[{name}](#{name.lower()})" for name, cls in TYPES.items() if cls.family == family)
        yield f"| {family} | {', '.join(links)} |\n"
    yield "\n"


def _roles(cls: type[Event], told: dict[str, str]) -> Iterator[str]:
    yield "| role | what it is | value |\n|---|---|---|\n"
    for role in roles_of(cls):
        if role not in ("place", "time"):
            value = value_class(cls, role)
            yield f"| `{role}` | {told[role]} | {_MEANS[value] if value else ''} |\n"
    yield "\n"


def _example(name: str, lang: str, text: str, published: str) -> Iterator[str]:
    """Yield an example, marked, and a table of what is found in it."""
    events = [e for e in iraqsec.extract(text, published=published, lang=lang).events if e.type == name]
    direction = f'lang="{lang}" dir="{"rtl" if lang == "ar" else "ltr"}"'
    yield f'<p class="example" {direction}>{_marked(text, events)}</p>\n\n'
    if not events:
        yield '<p class="found">Nothing of this type is found here by the weights that ship.</p>\n\n'
        return
    event = events[0]
    yield '<table class="found"><tr><th>role</th><th>words</th><th>means</th></tr>\n'
    yield f"<tr><td>status</td><td></td><td>{event.status}</td></tr>\n"
    for argument in event.arguments:
        words = f"<td {direction}>{escape(argument.text)}</td>"
        yield f"<tr><td>{argument.role}</td>{words}<td>{escape(_value(argument.value))}</td></tr>\n"
    yield "</table>\n\n"


def _marked(text: str, events: list[Event]) -> str:
    """Return the text as HTML with the first event's mentions marked and its fillers underlined, none overlapping."""
    marks: list[tuple[int, int, str]] = []
    for event in events[:1]:
        marks += [(m.span.start, m.span.end, "mark") for m in event.mentions]
        fillers = sorted(event.arguments, key=lambda a: a.span.start - a.span.end)
        marks += [(a.span.start, a.span.end, "u") for a in fillers]
    kept: list[tuple[int, int, str]] = []
    for start, end, tag in marks:
        if not any(start < right and left < end for left, right, _ in kept):
            kept.append((start, end, tag))
    out, at = [], 0
    for start, end, tag in sorted(kept):
        out.append(f"{escape(text[at:start])}<{tag}>{escape(text[start:end])}</{tag}>")
        at = end
    return "".join(out) + escape(text[at:])


def _value(value: Any) -> str:  # noqa: ANN401 - a value of any class
    if isinstance(value, Number):
        return f"{value.number:,} {value.unit}" if value.number is not None else value.unit
    if isinstance(value, Place):
        return value.governorate or value.country or ""
    if isinstance(value, Period):
        return " to ".join(dict.fromkeys(str(day) for day in (value.start, value.end) if day))
    return ""


def write() -> bool:
    """Write the page and tell whether anything changed."""
    old = PAGE.read_text(encoding="utf-8") if PAGE.is_file() else ""
    new = page()
    PAGE.write_text(new, encoding="utf-8")
    return new != old
