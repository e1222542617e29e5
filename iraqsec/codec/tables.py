"""Events -> table rows: flat dicts of strings, numbers and dates, an event or an argument a row."""

from collections.abc import Iterator
from typing import Any

from iraqsec.codec.fields import role_fields, written_fields
from iraqsec.codec.writing import to_plain
from iraqsec.values import Number, Period, Place

_BETWEEN = "; "
_JUDGED = {
    Number: ("number", "unit"),
    Place: ("governorate", "country", "latitude", "longitude"),
    Period: ("start", "end"),
}


def event_row(event: Any) -> dict[str, Any]:  # noqa: ANN401 - any class with roles
    """Return an event as one row: its own columns, then for each role the fillers' words and what they mean.

    Several fillers of a role stand in one cell, separated by semicolons. A cell of numbers or dates is filled only
    where there is one filler: `argument_rows` has them all.
    """
    cls: type = type(event)
    row: dict[str, Any] = {"type": cls.__name__}
    for name in written_fields(cls):
        if name not in role_fields(cls):
            row[name] = _cell(getattr(event, name))
    row["governorates"] = _BETWEEN.join(event.governorates)
    for name, attribute in role_fields(cls).items():
        fillers = getattr(event, name)
        row[name] = _BETWEEN.join(dict.fromkeys(filler.text for filler in fillers)) or None
        value = fillers[0].value if len(fillers) == 1 else None
        for part in _JUDGED.get(attribute.metadata.get("value"), ()):
            row[f"{name}_{part}"] = getattr(value, part, None)
    return row


def argument_rows(event: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - any class with roles
    """Yield a row for each filler of an event, role by role: whose it is, its words, offsets and value.

    ``of_start`` and ``of_end`` say which filler a quantity counts, so that kilograms can be summed by what they weigh.
    """
    kind: type = type(event)
    for name in role_fields(kind):
        for argument in getattr(event, name):
            row = {"event": event.id, "type": kind.__name__, "role": name, "text": argument.text}
            row |= {"start": argument.span.start, "end": argument.span.end}
            row |= {"confidence": argument.confidence, "link": argument.link}
            for cls, parts in _JUDGED.items():
                value = argument.value if isinstance(argument.value, cls) else None
                names = ("from", "until") if cls is Period else parts
                row |= {column: getattr(value, part, None) for column, part in zip(names, parts, strict=True)}
            row["of_start"] = argument.of.start if argument.of else None
            row["of_end"] = argument.of.end if argument.of else None
            yield row


def _cell(value: Any) -> Any:  # noqa: ANN401 - any field of an event
    """Return a field as a cell: several things as one string, a thing with words as its words."""
    if isinstance(value, tuple | list):
        return _BETWEEN.join(str(_cell(item)) for item in value)
    if hasattr(value, "text"):
        return value.text
    plain = to_plain(value)
    return value if not isinstance(plain, dict) else str(plain)
