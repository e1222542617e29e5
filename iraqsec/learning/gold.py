"""Gold data: annotated documents, a JSON object a line, in the format that `Event.to_dict` writes."""

import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

from iraqsec.errors import DataError

EventDict = Mapping[str, Any]
"""An event as the gold format writes it."""


@frozen(kw_only=True)
class GoldDocument:
    """An annotated document: its text and the events that annotators found, as the gold format writes them.

    ``weight`` says how much it counts in learning the event models, beside others: the more, the closer it is to what is to
    be read; ``source`` is the name of its file.
    """

    id: str
    lang: str
    text: str
    published: str | None = None
    events: tuple[EventDict, ...] = ()
    weight: float = 1.0
    source: str = ""


def read_gold(path: Path) -> list[GoldDocument]:
    """Read a gold file, in order.

    Raises:
        DataError: every line that is no gold document, with its number and its fault.
    """
    documents: list[GoldDocument] = []
    problems: list[str] = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError([f"{path}: {error}"]) from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            document = _document(json.loads(line), path.stem)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            problems.append(f"{path}:{number}: no gold document: {error!r}")
            continue
        documents.append(document)
        problems.extend(f"{path}:{number}: {fault}" for fault in _faults(document))
    if problems:
        raise DataError(problems)
    return documents


def _document(line: Mapping[str, Any], source: str) -> GoldDocument:
    """Build a document from a line's object; KeyError names what is missing."""
    return GoldDocument(
        id=line["id"],
        lang=line["lang"],
        text=line["text"],
        published=line.get("published"),
        events=tuple(line["events"]),
        weight=float(line.get("weight", 1)),
        source=source,
    )


def _faults(document: GoldDocument) -> Iterator[str]:
    """Yield what is wrong with a document: a weight that is none, offsets of events that do not cut what they claim to."""
    if not 0 < document.weight < math.inf:
        yield f"{document.id}: a weight is a number over 0, not {document.weight}"
    for event in document.events:
        for part in (*event["mentions"], *event["arguments"]):
            said = part.get("text")
            start, end = part.get("start"), part.get("end")
            inside = isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(document.text)
            if not inside or (said is not None and document.text[start:end] != said):
                yield f"{document.id}: {event.get('type')}: {start}:{end} does not cut {said!r} from the text"
