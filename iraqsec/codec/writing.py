"""Objects -> dicts and JSON."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import attrs

from iraqsec.codec.fields import ALWAYS, VALUES, role_fields, written_fields
from iraqsec.document import Span


def to_plain(value: object) -> Any:  # noqa: ANN401 - JSON's types have no name
    """Return what JSON can hold of an object, by the rules of the package.

    >>> from iraqsec.values import Number
    >>> to_plain(Number(5.5, "kg"))
    {'number': 5.5, 'unit': 'kg'}

    Raises:
        TypeError: an object of a class that is no attrs class and nothing that JSON knows.
    """
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(to_plain(item) for item in value)
    if isinstance(value, list | tuple):
        return [to_plain(item) for item in value]
    if not attrs.has(type(value)):
        message = f"cannot write a {type(value).__name__}: no attrs class"
        raise TypeError(message)
    cls: type = type(value)
    return event_to_dict(value) if role_fields(cls) else _object_to_dict(value)


def event_to_dict(event: Any) -> dict[str, Any]:  # noqa: ANN401 - any class with roles
    """Return an event in the gold format, its other fields (``id``, ``confidence``, ``attribution``, …) after it."""
    cls: type = type(event)
    roles = role_fields(cls)
    fields = {name: to_plain(getattr(event, name)) for name in written_fields(cls) if name not in roles}
    first = {"type": cls.__name__, "status": fields.pop("status"), "mentions": fields.pop("mentions")}
    return {**first, "arguments": [to_plain(a) for name in roles for a in getattr(event, name)], **fields}


def to_gold(events: Iterable[Any]) -> list[dict[str, Any]]:
    """Return events as the gold format has them and nothing more: no ids, confidences or links."""
    out = []
    for event in events:
        plain = event_to_dict(event)
        judged = {key: plain[key] for key in ("type", "status", "mentions")}
        arguments = [{key: a[key] for key in ("role", "start", "end", "text", "value")} for a in plain["arguments"]]
        out.append({**judged, "arguments": arguments})
    return out


def dumps(value: object, *, indent: int | None = None) -> str:
    """Return an object as JSON text, Arabic as it is, the same text for equal objects."""
    return json.dumps(to_plain(value), ensure_ascii=False, indent=indent, allow_nan=False)


def _object_to_dict(value: Any) -> dict[str, Any]:  # noqa: ANN401 - any attrs class
    cls: type = type(value)
    out: dict[str, Any] = {}
    for name, attribute in written_fields(cls).items():
        item = getattr(value, name)
        if cls in VALUES and item == attribute.default and name not in ALWAYS.get(cls, ()):
            continue
        if name == "span" and isinstance(item, Span):
            out |= {"start": item.start, "end": item.end}
        else:
            out[name] = to_plain(item)
    return out
