"""Objects <-> dicts, JSON and table rows, for any attrs class: the only place that knows the written forms.

Everything is read off the classes: their fields, type hints and validators. Four rules make the forms:

- a ``span`` is written as the ``start`` and ``end`` of its owner, before its ``text``; dates are ISO 8601;
- an event (a class with role fields) is written in the gold format: its ``type`` first, its roles as one list;
- a value (a class of `iraqsec.values`) leaves out what is not known, any other class writes all of its fields;
- what takes no part in equality is not written, so what is read back equals what was written.

Keys that a class does not know are passed over when reading.
"""

from iraqsec.codec.reading import event_from_dict, from_plain, loads
from iraqsec.codec.schema import json_schema
from iraqsec.codec.tables import argument_rows, event_row
from iraqsec.codec.writing import dumps, event_to_dict, to_gold, to_plain

__all__ = [
    "argument_rows",
    "dumps",
    "event_from_dict",
    "event_row",
    "event_to_dict",
    "from_plain",
    "json_schema",
    "loads",
    "to_gold",
    "to_plain",
]
