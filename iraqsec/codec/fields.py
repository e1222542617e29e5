"""What the codec reads off a class: which fields are written, which are roles, which must be there."""

from functools import cache
from typing import Any, get_type_hints

import attrs

from iraqsec.values import Number, Period, Place

VALUES: tuple[type, ...] = (Number, Place, Period)
"""The classes of values: they are written without what is not known."""

ALWAYS: dict[type, frozenset[str]] = {Number: frozenset({"unit"})}
"""Fields of values that are judged, so written even where they are the plain ones."""

LAST_ROLES = ("place", "time")
"""The roles of every type; they follow a type's own."""


@cache
def written_fields(cls: type) -> dict[str, Any]:
    """Return the attrs fields of a class that are written, by name, ``span`` before ``text``."""
    fields = {a.name: a for a in attrs.fields(cls) if a.init and a.eq}
    names = list(fields)
    if "span" in fields and "text" in fields:
        names.remove("span")
        names.insert(names.index("text"), "span")
    return {name: fields[name] for name in names}


@cache
def role_fields(cls: type) -> dict[str, Any]:
    """Return the role fields of an event class, by name, ``place`` and ``time`` last; none for any other class."""
    roles = {a.name: a for a in attrs.fields(cls) if a.metadata.get("role")}
    return {name: roles[name] for name in sorted(roles, key=lambda name: name in LAST_ROLES)}


@cache
def required_keys(cls: type) -> frozenset[str]:
    """Return the keys without which an object of a class cannot be read."""
    names = {name for name, attribute in written_fields(cls).items() if attribute.default is attrs.NOTHING}
    return frozenset(names - {"span"} | ({"start", "end"} if "span" in names else set()))


@cache
def hints_of(cls: type) -> dict[str, Any]:
    """Return the type hints of a class, resolved."""
    return get_type_hints(cls)
