"""JSON Schema (draft 2020-12) of the written forms, generated from the classes, so that it cannot differ from them."""

import inspect
import types
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Literal, Union, get_args, get_origin

import attrs

from iraqsec.codec.fields import hints_of, required_keys, role_fields, written_fields
from iraqsec.document import Span

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_PLAIN: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    type(None): {"type": "null"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
}
_OFFSET = {"type": "integer", "minimum": 0}


def json_schema(event_types: Iterable[type], title: str = "iraqsec event") -> dict[str, Any]:
    """Return the schema of an event of any of the given classes, as `event_to_dict` writes it."""
    builder = _Builder()
    choices = [builder.reference(cls) for cls in event_types]
    return {"$schema": _DIALECT, "title": title, "oneOf": choices, "$defs": dict(sorted(builder.definitions.items()))}


class _Builder:
    """Collects a definition for each class that it meets."""

    def __init__(self) -> None:
        self.definitions: dict[str, dict[str, Any]] = {}

    def reference(self, cls: type) -> dict[str, Any]:
        """Return a reference to the definition of a class, and see that there is one."""
        name = cls.__name__
        if name not in self.definitions:
            self.definitions[name] = {}  # a class may hold itself
            self.definitions[name] = self._event(cls) if role_fields(cls) else self._object(cls)
        return {"$ref": f"#/$defs/{name}"}

    def of(self, hint: Any) -> dict[str, Any]:  # noqa: ANN401 - any type hint
        """Return the schema of a type hint."""
        origin, arguments = get_origin(hint), get_args(hint)
        if hint in _PLAIN:
            return _PLAIN[hint]
        if origin in {Union, types.UnionType}:
            return {"anyOf": [self.of(argument) for argument in arguments]}
        if origin is Literal:
            return {"enum": list(arguments)}
        if origin in {tuple, list, set, frozenset}:
            return {"type": "array", "items": self.of(arguments[0])}
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return {"type": "object", "additionalProperties": self.of(arguments[1])}
        return self.reference(hint) if attrs.has(hint) else {}

    def _object(self, cls: type) -> dict[str, Any]:
        schema = {"type": "object", "description": _summary(cls), "properties": self._properties(cls)}
        return schema | {"required": sorted(required_keys(cls))}

    def _properties(self, cls: type) -> dict[str, Any]:
        properties: dict[str, Any] = {}
        for name, attribute in written_fields(cls).items():
            hint = hints_of(cls)[name]
            if name in role_fields(cls):
                continue
            if name == "span" and hint is Span:
                properties |= {"start": _OFFSET, "end": _OFFSET}
            else:
                properties[name] = self.of(hint) | _allowed(attribute)
        return properties

    def _event(self, cls: type) -> dict[str, Any]:
        """Return the schema of an event: its type, and which roles with which values may stand among its arguments."""
        properties = self._properties(cls)
        roles = [self._role(cls, name, attribute) for name, attribute in role_fields(cls).items()]
        first = {"type": {"const": cls.__name__}, "status": properties.pop("status")}
        properties = first | {"mentions": properties.pop("mentions")} | {"arguments": _list(roles)} | properties
        required = ["type", "status", "mentions", "arguments"]
        return {"type": "object", "description": _summary(cls), "properties": properties, "required": required}

    def _role(self, cls: type, name: str, attribute: Any) -> dict[str, Any]:  # noqa: ANN401 - an attrs attribute
        """Return the schema of one role's fillers: the argument's, narrowed to the role and its class of values."""
        argument = get_args(hints_of(cls)[name])[0]
        value = attribute.metadata.get("value")
        narrowed: dict[str, Any] = {"role": {"const": name}}
        narrowed["value"] = {"anyOf": [self.reference(value), {"type": "null"}]} if value else {"type": "null"}
        described = {"description": attribute.metadata["doc"]} if attribute.metadata.get("doc") else {}
        return {**self.reference(argument), **described, "properties": narrowed}


def _list(choices: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "array", "items": {"oneOf": choices}}


def _summary(cls: type) -> str:
    """Return the first paragraph of a class's docstring on one line."""
    return " ".join((inspect.getdoc(cls) or "").split("\n\n", 1)[0].split())


def _allowed(attribute: Any) -> dict[str, Any]:  # noqa: ANN401 - an attrs attribute
    """Return the closed list of values that a field's validator holds to, if it has one."""
    options = getattr(attribute.validator, "options", None)
    if options is None:
        return {}
    return {"enum": sorted(options) if isinstance(options, set | frozenset) else list(options)}
