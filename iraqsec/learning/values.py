"""How many values are read right where the gold words are given: the taggers alone, without frames and scorer."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from iraqsec import codec
from iraqsec.learning.gold import GoldDocument
from iraqsec.learning.matching import has_value, same_value

_KINDS = {"number": "number", "start": "time", "end": "time", "governorate": "place", "country": "place"}


def value_figures(
    documents: Iterable[GoldDocument], extract: Callable[..., Any], *, published: bool = True
) -> dict[str, dict[str, float]]:
    """Return for numbers, places and times how many gold fillers have a value, were found at all, and were read right.

    A filler counts as found when a mention with a value of its kind overlaps it; of several, the one that covers it
    best is read. A place that no tagger knows ("the gate of his house") has the governorate of the last place named before
    it, as it has in an event. A filler that stands twice in a document counts once.
    """
    counts = {kind: {"gold": 0, "found": 0, "right": 0} for kind in ("number", "place", "time", "all")}
    for document in documents:
        result = extract(document.text, published=document.published if published else None)
        mentions = [m for m in codec.to_plain(result.entities) if has_value(m.get("value"))]
        for start, end, value in _gold_values(document):
            kind = kind_of(value)
            read = _best(mentions, start, end, kind)
            if read is None and kind == "place":
                read = _around(mentions, start)
            for key in (kind, "all"):
                counts[key]["gold"] += 1
                counts[key]["found"] += read is not None
                counts[key]["right"] += read is not None and same_value(value, read)
    return {
        kind: {**row, "percent": round(100 * row["right"] / row["gold"], 1) if row["gold"] else 0.0}
        for kind, row in counts.items()
    }


def kind_of(value: Mapping[str, Any]) -> str:
    """Return "number", "place" or "time".

    >>> kind_of({"country": "JO"})
    'place'
    """
    return next(kind for key, kind in _KINDS.items() if key in value)


def _gold_values(document: GoldDocument) -> list[tuple[int, int, Mapping[str, Any]]]:
    """Return the judged values of a document with where they stand, each once."""
    found = {
        (argument["start"], argument["end"], codec.dumps(argument["value"])): argument["value"]
        for event in document.events
        for argument in event["arguments"]
        if has_value(argument.get("value"))
    }
    return [(start, end, value) for (start, end, _), value in found.items()]


def _around(mentions: Iterable[Mapping[str, Any]], start: int) -> Mapping[str, Any] | None:
    """Return the governorate of the last place before an offset, else of the first of the document, or None."""
    named = [m for m in mentions if m["value"].get("governorate")]
    before = [m for m in named if m["start"] < start]
    chosen = before[-1] if before else named[0] if named else None
    return {"governorate": chosen["value"]["governorate"]} if chosen else None


def _best(mentions: Iterable[Mapping[str, Any]], start: int, end: int, kind: str) -> Mapping[str, Any] | None:
    """Return the value of the mention of a kind that covers a stretch best, or None."""
    best, best_cover = None, 0.0
    for mention in mentions:
        overlap = min(end, mention["end"]) - max(start, mention["start"])
        if overlap <= 0 or kind_of(mention["value"]) != kind:
            continue
        cover = overlap / (max(end, mention["end"]) - min(start, mention["start"]))
        if cover > best_cover:
            best, best_cover = mention["value"], cover
    return best
