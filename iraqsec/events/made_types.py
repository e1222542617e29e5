"""Event types that are data: a class is made from a definition that a user's frame file gives.

Classes of the same definition are one class, so events travel between processes and come back equal. What is made is
remembered by name, so that stores and files that hold such events can be read while the frame file is loaded.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import attrs
from attrs import evolve, frozen

from iraqsec.events.types import TYPES, Argument, Event, role
from iraqsec.values import Number, Period, Place

VALUE_CLASSES: dict[str, type[Number | Place | Period]] = {"number": Number, "place": Place, "time": Period}
"""What a frame file calls the class of a role's values -> the class."""

FAMILIES = tuple(dict.fromkeys(cls.family for cls in TYPES.values()))
"""The families of the built-in types."""

TAKEN = frozenset(a.name for a in attrs.fields(Event) if not a.metadata.get("role")) | {
    name for name in dir(Event) if not name.startswith("_") and name not in ("place", "time")
}
"""Names that a role cannot have: they are something else of every event."""

_made: dict[str, type[Event]] = {}


@frozen
class RoleDefinition:
    """A role of a made type: its name, the word for the class of its values ("" for none), and what it is."""

    name: str
    value: str = ""
    doc: str = ""


@frozen
class TypeDefinition:
    """All that makes an event type: two equal definitions make one class; ``family`` "" is none of the built-in ones."""

    name: str
    doc: str
    family: str
    roles: tuple[RoleDefinition, ...]


def make_type(definition: TypeDefinition) -> type[Event]:
    """Return the class of a definition, and remember it by its name."""
    cls = _made[definition.name] = _class_of(definition)
    return cls


def known_types() -> dict[str, type[Event]]:
    """Return the built-in types and those made in this process, by name; of two with one name, the one made last."""
    return {**TYPES, **_made}


def see_types(tables: Iterable[Mapping[str, Any]]) -> dict[str, type[Event]]:
    """Return the known types, and a class for each other type in events that were written by a process that knew it.

    Such a class has the roles that its events show; loading the type's frame file gives it all of them.
    """
    for table in tables:
        name, arguments = table.get("type"), table.get("arguments") or ()
        if name in TYPES or not isinstance(name, str) or not name.isidentifier():
            continue
        shown = {str(a.get("role")): _kind_of(a.get("value")) for a in arguments if isinstance(a, Mapping)}
        old = getattr(
            _made.get(name), "definition", TypeDefinition(name, "An event of a type that is not loaded.", "", ())
        )
        more = shown.keys() - {role.name for role in old.roles} - TAKEN - {"place", "time"}
        if (more or name not in _made) and all(role.isidentifier() for role in more):
            roles = (*old.roles, *(RoleDefinition(role, shown[role]) for role in sorted(more)))
            make_type(evolve(old, roles=roles))
    return known_types()


def _kind_of(value: object) -> str:
    """Return the word for the class of a value, by the keys that it was written with."""
    if not isinstance(value, Mapping):
        return ""
    return "number" if "unit" in value else "time" if "start" in value or "end" in value else "place"


@cache
def _class_of(definition: TypeDefinition) -> type[Event]:
    own = [wanted for wanted in definition.roles if wanted.name not in ("place", "time")]
    fillers: Any = tuple[Argument, ...]
    body: dict[str, Any] = {
        "__doc__": definition.doc,
        "__module__": __name__,
        "__annotations__": {wanted.name: fillers for wanted in own},
        "__reduce__": _reduce,
        "family": definition.family,
        "definition": definition,
        **{wanted.name: role(VALUE_CLASSES.get(wanted.value), wanted.doc) for wanted in own},
    }
    made: type[Event] = frozen(kw_only=True)(type(definition.name, (Event,), body))
    return made


def _reduce(event: Any) -> tuple[Any, ...]:  # noqa: ANN401 - an event of a made class
    """Pickle an event as its type's definition and its fields: no module holds its class."""
    fields = {a.name: getattr(event, a.name) for a in attrs.fields(type(event))}
    return _rebuilt, (event.definition, fields)


def _rebuilt(definition: TypeDefinition, fields: dict[str, Any]) -> Event:
    return make_type(definition)(**fields)
