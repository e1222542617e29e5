"""Dicts and JSON -> objects, by the type hints of their classes."""

import json
import types
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any, Literal, NoReturn, TypeVar, Union, get_args, get_origin

import attrs

from iraqsec.codec.fields import hints_of, required_keys, role_fields, written_fields
from iraqsec.document import Span
from iraqsec.errors import DataError

T = TypeVar("T")
EventTypes = Mapping[str, type]
"""Event classes by name: which ones there are is known above this layer."""

_SEQUENCES: dict[Any, Any] = {tuple: tuple, list: list, set: set, frozenset: frozenset}


def from_plain(data: object, cls: type[T], *, registry: EventTypes | None = None, path: str = "") -> T:
    """Build an object of a class (or type hint) from what `to_plain` wrote; ``registry`` holds the known event classes.

    >>> from iraqsec.values import Number
    >>> from_plain({"number": 5.5, "unit": "kg"}, Number)
    Number(number=5.5, unit='kg', low=None, high=None, precision='exact')

    Raises:
        DataError: the data do not fit; the message says where.
    """
    built: T = _Reader(registry or {}).read(cls, data, path or getattr(cls, "__name__", ""))
    return built


def event_from_dict(data: object, registry: EventTypes, path: str = "event") -> Any:  # noqa: ANN401 - any of the classes
    """Build an event from the gold format, or from what `event_to_dict` wrote.

    Raises:
        DataError: an unknown type or role, or data that do not fit; the message says where.
    """
    return _Reader(registry).event(data, path)


def loads(text: str, cls: type[T], *, registry: EventTypes | None = None) -> T:
    """Build an object from JSON text.

    Raises:
        DataError: no JSON, or data that do not fit.
    """
    try:
        data = json.loads(text)
    except ValueError as error:
        raise DataError([f"no JSON: {error}"]) from error
    return from_plain(data, cls, registry=registry)


class _Reader:
    """Builds objects from plain data by their type hints."""

    def __init__(self, registry: EventTypes) -> None:
        self.registry = registry

    def read(self, hint: Any, data: Any, path: str) -> Any:  # noqa: ANN401, PLR0911 - a case a return
        """Build what a type hint describes."""
        if hint is Any or hint is object:
            return data
        origin, arguments = get_origin(hint), get_args(hint)
        if origin in (Union, types.UnionType):
            return self._union(arguments, data, path)
        if origin is Literal:
            return (
                data if data in arguments else _refuse(path, f"{data!r} is none of {', '.join(map(repr, arguments))}")
            )
        if origin in _SEQUENCES:
            return self._sequence(origin, arguments, data, path)
        if origin is not None and issubclass(origin, Mapping):
            pairs = _mapping(data, path).items()
            return {key: self.read(arguments[1], item, f"{path}.{key}") for key, item in pairs}
        if attrs.has(hint):
            return self.event(data, path) if role_fields(hint) else self._object(hint, data, path)
        return _scalar(hint, data, path)

    def event(self, data: Any, path: str) -> Any:  # noqa: ANN401 - any event class
        """Build an event from the gold format."""
        given = _mapping(data, path)
        name = given.get("type")
        if name not in self.registry:
            _refuse(f"{path}.type", f"unknown event type {name!r}{_nearest(name, self.registry)}")
        cls = self.registry[str(name)]
        roles = role_fields(cls)
        plain: dict[str, Any] = {key: value for key, value in given.items() if key not in roles}
        for index, argument in enumerate(given.get("arguments") or ()):
            where = f"{path}.arguments[{index}]"
            role = _mapping(argument, where).get("role")
            if role not in roles:
                _refuse(f"{where}.role", f"{name} has no role {role!r}{_nearest(role, roles)}")
            plain.setdefault(str(role), []).append(argument)
        event = self._object(cls, plain, path)
        for role, attribute in roles.items():
            _check_values(getattr(event, role), attribute.metadata.get("value"), f"{path}.{role}")
        return event

    def _object(self, cls: type, data: Any, path: str) -> Any:  # noqa: ANN401 - any attrs class
        given = _mapping(data, path)
        hints = hints_of(cls)
        values: dict[str, Any] = {}
        for name, attribute in written_fields(cls).items():
            where = f"{path}.{name}"
            if name == "span" and hints[name] is Span:
                values[attribute.alias] = self._object(Span, given, path)
            elif name in given:
                values[attribute.alias] = self.read(hints[name], given[name], where)
            elif attribute.default is attrs.NOTHING:
                _refuse(where, "is missing")
        try:
            return cls(**values)
        except (TypeError, ValueError) as error:
            _refuse(path, str(error))

    def _union(self, hints: tuple[Any, ...], data: Any, path: str) -> Any:  # noqa: ANN401 - any of the hints
        """Build the member of a union that fits: of classes the one that needs and knows the most of the keys."""
        if data is None and type(None) in hints:
            return None
        classes = [hint for hint in hints if isinstance(hint, type) and attrs.has(hint)]
        if isinstance(data, Mapping) and classes:
            fitting = [cls for cls in classes if required_keys(cls) <= data.keys()] or classes
            best = max(
                fitting, key=lambda cls: (len(required_keys(cls)), len(written_fields(cls).keys() & data.keys()))
            )
            return self.read(best, data, path)
        others = [hint for hint in hints if hint not in classes and hint is not type(None)]
        for hint in others[:-1]:
            try:
                return self.read(hint, data, path)
            except DataError:
                continue
        return self.read((others or classes)[-1], data, path)

    def _sequence(self, kind: type, hints: tuple[Any, ...], data: Any, path: str) -> Any:  # noqa: ANN401 - any sequence
        if not isinstance(data, list | tuple):
            _refuse(path, f"expected a list, not {type(data).__name__}")
        if kind is tuple and Ellipsis not in hints:
            pairs = zip(hints, data, strict=False)
            return tuple(self.read(hint, item, f"{path}[{i}]") for i, (hint, item) in enumerate(pairs))
        return _SEQUENCES[kind](self.read(hints[0], item, f"{path}[{i}]") for i, item in enumerate(data))


def _check_values(fillers: Iterable[Any], expected: type | None, path: str) -> None:
    """Refuse a filler whose value is of another class than its role's."""
    for index, filler in enumerate(fillers):
        if filler.value is not None and (expected is None or not isinstance(filler.value, expected)):
            wanted = expected.__name__ if expected else "no value"
            _refuse(f"{path}[{index}].value", f"expected {wanted}, not {type(filler.value).__name__}")


def _scalar(hint: Any, data: Any, path: str) -> Any:  # noqa: ANN401 - a string, number or date
    if hint in (date, datetime) and isinstance(data, str):
        try:
            return hint.fromisoformat(data)
        except ValueError as error:
            _refuse(path, str(error))
    if isinstance(data, bool) is not (hint is bool) or not isinstance(data, (int, float) if hint is float else hint):
        _refuse(path, f"expected {hint.__name__}, not {data!r}")
    return data


def _mapping(data: Any, path: str) -> Mapping[str, Any]:  # noqa: ANN401 - whatever was passed
    return data if isinstance(data, Mapping) else _refuse(path, f"expected an object, not {type(data).__name__}")


def _nearest(name: object, known: Iterable[str]) -> str:
    """Return the end of a message about an unknown name: the nearest known one and the list of all."""
    names = list(known)
    near = get_close_matches(str(name), names, 1)
    return (f"; did you mean {near[0]!r}?" if near else "") + f" (known: {', '.join(names)})"


def _refuse(path: str, fault: str) -> NoReturn:
    raise DataError([f"{path}: {fault}"])
