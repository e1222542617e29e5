"""When an extracted event, filler or value counts as the gold one, and which belongs to which.

The rules are those of the project's judge, word for word, so that figures told here and there are the same. They are
lenient about the extent of a phrase (half of the words) and the trigger (its sentence), strict about numbers and codes.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from attrs import field, frozen

from iraqsec.learning.gold import EventDict

NUMBER_ROLES = frozenset({"quantity", "expansion_quantity", "personnel", "killed", "wounded"})
"""Roles whose filler is right by its number alone."""

LONGEST_MENTION = 8
"""A trigger of more words than this names nothing."""

# The standard library's classes, not those of `regex`: there a vowel mark belongs to the word.
_WORD = re.compile(r"\d+(?:[.,٫٬]\d+)*|[^\W\d_]+")
_BREAK = re.compile(r"\n|[.!?؟](?=[\"'”»)]*(?:\s|\Z))")
_TITLES = "Gen Brig Col Lt Maj Capt Sgt Cpl Mr Mrs Ms Dr St No Gov Sen Rep Prof Eng vs al"
_ABBREVIATION = re.compile(rf"(?:\b(?:{_TITLES.replace(' ', '|')})|\b[A-Z]|(?<!\w)[دم])\Z")
_MARKS = re.compile("[\u064b-\u0652\u0640]")
_FOLD = str.maketrans("أإآىة٠١٢٣٤٥٦٧٨٩٫٬", "ااايه0123456789.,")
_ARTICLE, _SHORTEST_WITH_ARTICLE = "ال", 5
_ABBREVIATION_REACH = 6

_BASE_UNITS = {
    "g": ("kg", 0.001),
    "kg": ("kg", 1),
    "ton": ("kg", 1000),
    "pound": ("kg", 0.45359237),
    "m": ("km", 0.001),
    "km": ("km", 1),
    "mile": ("km", 1.609344),
}
_JUDGED_KEYS = ("number", "start", "end", "governorate", "country")

Value = Mapping[str, Any]
Window = tuple[int, int]


@lru_cache(maxsize=65536)
def word_counts(text: str) -> Counter[str]:
    """Count the words of a phrase as the judge reads them: folded, lower case, without the Arabic article."""
    found = _WORD.findall(_MARKS.sub("", text).translate(_FOLD).lower())
    return Counter(word.removeprefix(_ARTICLE) if len(word) >= _SHORTEST_WITH_ARTICLE else word for word in found)


def word_f1(first: str, second: str) -> float:
    """Return the F1 of the words that two phrases share.

    >>> word_f1("the Basra police", "Basra police")
    0.8
    """
    one, other = word_counts(first), word_counts(second)
    shared = (one & other).total()
    return 2 * shared / (one.total() + other.total()) if shared else 0.0


def sentence_window(text: str, start: int, end: int) -> Window:
    """Return the stretch between the sentence breaks around a span; "Brig. Gen." breaks nothing."""
    left = 0
    for found in _BREAK.finditer(text):
        at = found.start()
        if found[0] == "." and _ABBREVIATION.search(text, max(0, at - _ABBREVIATION_REACH), at):
            continue
        if found.end() <= start:
            left = found.end()
        elif at >= end - 1:
            return left, found.end()
    return left, len(text)


def is_stretch(span: Mapping[str, Any], text: str) -> bool:
    """Tell whether the offsets of a span cut at least a character from the text."""
    start, end = span.get("start"), span.get("end")
    return isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)


def has_value(value: object) -> bool:
    """Tell whether a value can be judged: it holds a number, a date or a code; a unit alone is none."""
    return isinstance(value, Mapping) and any(value.get(key) is not None for key in _JUDGED_KEYS)


def _in_base_unit(value: Value) -> tuple[str | None, float]:
    unit, factor = _BASE_UNITS.get(value.get("unit", ""), (value.get("unit"), 1))
    return unit, value["number"] * factor


def same_number(gold: Value, given: Value) -> bool:
    """Tell whether the figure is the gold figure, weights and lengths converted; another unit does not matter here."""
    if not isinstance(given.get("number"), int | float):
        return False
    (gold_unit, expected), (unit, figure) = _in_base_unit(gold), _in_base_unit(given)
    if gold_unit != unit:
        return bool(gold["number"] == given["number"])
    return abs(expected - figure) < 1e-9 * max(1, abs(expected))


def same_value(gold: Value, given: object) -> bool:
    """Tell whether a value is the gold value in what is judged: figure and unit, both days, or the code.

    >>> same_value({"number": 2, "unit": "ton"}, {"number": 2000, "unit": "kg", "precision": "about"})
    True
    """
    if not isinstance(given, Mapping):
        return False
    if "number" in gold:
        return same_number(gold, given) and _in_base_unit(gold)[0] == _in_base_unit(given)[0]
    if "start" in gold:
        return all(given.get(side) == gold[side] for side in ("start", "end"))
    if "governorate" in gold:
        return bool(given.get("governorate") == gold["governorate"])
    return bool(given.get("country") == gold["country"]) and not (gold["country"] == "IQ" and given.get("governorate"))


@frozen(eq=False)
class Filler:
    """A role filler of one event, its text read from the document by its offsets."""

    role: str
    start: int
    end: int
    text: str
    value: Value | None
    valued: bool = field(init=False)

    @valued.default
    def _has_value(self) -> bool:
        return has_value(self.value)


def distinct_fillers(text: str, arguments: Iterable[Mapping[str, Any]]) -> list[Filler]:
    """Return the fillers of an event; one of the same role, words and value as another counts once."""
    kept: dict[tuple[object, ...], Filler] = {}
    for argument in arguments:
        if not is_stretch(argument, text):
            continue
        start, end, value = argument["start"], argument["end"], argument.get("value")
        said = text[start:end]
        words = frozenset(word_counts(said).items())
        key = (argument["role"], words, json.dumps(value, sort_keys=True))
        kept.setdefault(key, Filler(argument["role"], start, end, said, value if isinstance(value, Mapping) else None))
    return list(kept.values())


def filler_fit(gold: Filler, given: Filler) -> float:
    """Return how well a filler fits the gold one; 0 when it is wrong."""
    if gold.role != given.role:
        return 0.0
    overlap = word_f1(gold.text, given.text)
    value = gold.valued and gold.value is not None and same_value(gold.value, given.value)
    near = 0.1 * (given.start < gold.end and gold.start < given.end)
    if gold.role in NUMBER_ROLES and gold.valued and gold.value is not None and given.value is not None:
        return (1 + overlap + value + near) if same_number(gold.value, given.value) else 0.0
    return overlap + value + near if overlap >= 0.5 or value else 0.0  # noqa: PLR2004 - half of the words


def mention_windows(text: str, event: EventDict, longest: int | None = None) -> list[Window | None]:
    """Return the sentence of each mention; None for one that is no stretch of it or has over ``longest`` words."""
    windows: list[Window | None] = []
    for mention in event.get("mentions", ()):
        fits = is_stretch(mention, text)
        if fits and longest is not None:
            fits = len(text[mention["start"] : mention["end"]].split()) <= longest
        windows.append(sentence_window(text, mention["start"], mention["end"]) if fits else None)
    return windows


def best_pairs(weights: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Return the (row, column) pairs of the heaviest one-to-one assignment; weights of 0 or less pair nothing.

    The Hungarian method: rows enter one after the other, each along the cheapest path of swaps.

    >>> best_pairs([[1.0, 2.0], [1.0, 0.0]])
    [(1, 0), (0, 1)]
    """
    if not weights or not weights[0]:
        return []
    rows, columns = len(weights), len(weights[0])
    size = max(rows, columns)
    cost = [[0.0] * size for _ in range(size)]
    for row, line in enumerate(weights):
        cost[row][:columns] = [-max(0.0, weight) for weight in line]
    row_price, column_price = [0.0] * size, [0.0] * size
    owner: list[int] = [-1] * size
    for row in range(size):
        _enter(row, cost, row_price, column_price, owner)
    pairs = ((owner[column], column) for column in range(columns))
    return [(row, column) for row, column in pairs if row < rows and weights[row][column] > 0]


def _enter(
    row: int, cost: list[list[float]], row_price: list[float], column_price: list[float], owner: list[int]
) -> None:
    """Give ``row`` a column at the least total cost, moving the owners of others along the cheapest path."""
    size = len(cost)
    slack, via = [float("inf")] * size, [-1] * size
    visited: list[int] = []
    free = set(range(size))
    current, column = row, -1
    while True:
        step, nearest = float("inf"), -1
        for other in range(size):
            if other not in free:
                continue
            reduced = cost[current][other] - row_price[current] - column_price[other]
            if reduced < slack[other]:
                slack[other], via[other] = reduced, column
            if slack[other] < step:
                step, nearest = slack[other], other
        row_price[row] += step
        for other in visited:
            row_price[owner[other]] += step
            column_price[other] -= step
        for other in free:
            slack[other] -= step
        column, current = nearest, owner[nearest]
        if current < 0:
            break
        visited.append(column)
        free.discard(column)
    while column >= 0:
        before = via[column]
        owner[column] = owner[before] if before >= 0 else row
        column = before
