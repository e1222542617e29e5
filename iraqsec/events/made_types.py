"""Event types that are data: a class is made from a definition that a user's frame file gives.

Classes of the same definition are one class, so events travel between processes and come back equal. What is made is
remembered by name, so that stores and files that hold such events can be read while the frame file is loaded.
"""

from functools import cache
from typing import Any

import attrs
from attrs import frozen

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
    """All that makes an event type: two equal definitions make one class."""

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
