"""How probable it is that a find of names is right: told by what else was found there, as counted on documents with gold names.

A calibration counts, for each language and label, the finds and the right ones among them, apart by situation: which taggers
found exactly this stretch, which found something else over it, and how sure the finders were. The probability of a situation
is its share of right ones, drawn towards that of the wider situation around it by the m-estimate (Cestnik 1990; for
calibration: Zadrozny and Elkan 2001, "Obtaining calibrated probability estimates from decision trees and naive Bayesian
classifiers"), so that a handful of examples gives neither 0 nor 1.
"""

import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from attrs import define, field, frozen

from iraqsec.errors import DataError
from iraqsec.taggers.base import Tagger

FILE = "iraqsec-calibration.toml"
"""The name under which a tagger's calibration lies in the folder of its model."""

NEUTRAL = 0.5
"""What a find counts whose tagger tells nothing of how sure it is, and was never calibrated."""

RULES, DEFAULT = "rules", "default"
SAME, OVERLAP, NONE = "same", "overlap", "none"
_RELATIONS = (SAME, OVERLAP, NONE)
_LABELS = ("person", "organization", "place")
_FORMAT = 1
_STRENGTH = 4.0
"""How many examples the wider situation is worth (the m of the m-estimate)."""


@frozen
class Situation:
    """What was found at a stretch with a label: by each tagger, and by the rules under `RULES`; the finders' highest score.

    They found exactly it (`SAME`), something over it (`OVERLAP`), or `NONE`; what is not in ``found`` was not asked.
    """

    lang: str
    label: str
    found: Mapping[str, str]
    score: float


Key = tuple[str, ...]
"""A counted situation: the relation of each column, and the number of the score's bin at the end."""


@define(eq=False)
class Calibration:
    """Counts of right finds and of all, by (language, label) and situation; ``columns`` are the rules and the taggers.

    ``edges`` part the finders' own scores into bins: the highest of a find's finders counts.
    """

    columns: tuple[str, ...]
    edges: tuple[float, ...]
    counts: Mapping[tuple[str, str], Mapping[Key, tuple[int, int]]]
    source: str = ""
    _known: dict[Any, float | None] = field(factory=dict, init=False)

    @property
    def taggers(self) -> tuple[str, ...]:
        """The taggers whose finds were counted."""
        return tuple(column for column in self.columns if column != RULES)

    def key(self, situation: Situation) -> Key:
        """Return the counted situation that a find is in."""
        found = situation.found
        return (*(found.get(column, NONE) for column in self.columns), str(bisect_right(self.edges, situation.score)))

    def probability(self, situation: Situation) -> float | None:
        """Return how probable it is that a find is right; None where no find like it was ever counted.

        A situation may lack columns: whatever their taggers found then counts.
        """
        asked = tuple(situation.found.get(column, "") for column in self.columns)
        grade = str(bisect_right(self.edges, situation.score))
        known = (situation.lang, situation.label, asked, grade)
        if known not in self._known:
            self._known[known] = self._estimate(*known)
        return self._known[known]

    def _estimate(self, lang: str, label: str, asked: Key, grade: str) -> float | None:
        table = self.counts.get((lang, label), {})
        found = [i for i, column in enumerate(self.columns) if column != RULES and asked[i] == SAME]
        if not found or not table:
            return None
        present = [i for i, relation in enumerate(asked) if relation]
        votes = [i for i in present if self.columns[i] != RULES]
        probability = NEUTRAL
        tests = (
            lambda key: any(key[i] == SAME for i in votes),
            lambda key: all((key[i] == SAME) == (i in found) for i in votes),
            lambda key: all(key[i] == asked[i] for i in present),
            lambda key: all(key[i] == asked[i] for i in present) and key[-1] == grade,
        )
        # a score's bin was counted over all taggers: it means the same only where all of them are asked
        for fits in tests if len(votes) == len(self.taggers) else tests[:3]:
            right, seen = map(sum, zip((0, 0), *(n for key, n in table.items() if fits(key)), strict=True))
            probability = (right + _STRENGTH * probability) / (seen + _STRENGTH)
        return probability

    def dump(self) -> str:
        """Return the written form, which `read_calibration` reads."""
        lines = [
            "# How often finds of names were right, by what was found at the same place; written by `iraqsec train calibration`.",
            f"# A row: what {', '.join(self.columns)} found there, the bin of the score = [right, found]",
            "",
            f"format = {_FORMAT}",
            f"columns = [{', '.join(map(_quoted, self.columns))}]",
            f"edges = [{', '.join(map(str, self.edges))}]",
        ]
        for (lang, label), table in sorted(self.counts.items()):
            lines += ["", f"[{lang}.{label}]"]
            lines += [f"{_quoted(' '.join(key))} = [{right}, {seen}]" for key, (right, seen) in sorted(table.items())]
        return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return f'"{text}"'


def best(calibrations: Sequence[Calibration], situation: Situation) -> float | None:
    """Return the probability by the calibrations that know most of the taggers asked, the highest where several know as many."""
    told: list[tuple[int, float]] = []
    for calibration in calibrations:
        probability = calibration.probability(situation)
        if probability is not None:
            told.append((len(set(situation.found).intersection(calibration.columns)), probability))
    return max(told)[1] if told else None


# -- files --------------------------------------------------------------------------------------------------------------------


@cache
def shipped() -> Calibration | None:
    """Return the calibration of our own weights, or None where there is none."""
    file = resources.files("iraqsec.taggers").joinpath("weights", "calibration.toml")
    return read_calibration(file) if file.is_file() else None


def home_of(tagger: Tagger) -> Path | None:
    """Return the file where a tagger's calibration is looked for: in the folder of its model, if it has one."""
    where = getattr(tagger, "where", None)
    return Path(where, FILE) if isinstance(where, str | Path) else None


def read_calibration(file: Path | Traversable) -> Calibration:
    """Read a calibration file.

    Raises:
        DataError: the file cannot be read, or is no calibration; all problems are listed, each with its place.
    """
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise DataError([f"{file}: cannot be read: {error.strerror or error}"]) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError([f"{file}: no TOML: {error}"]) from error
    problems = [f"{file}: {problem}" for problem in _head_faults(table)] or [
        f"{file}: {problem}" for problem in _row_faults(table)
    ]
    if problems:
        raise DataError([*problems, f"{file}: write it anew with: iraqsec train calibration"])
    counts = {
        (lang, label): {tuple(key.split()): (pair[0], pair[1]) for key, pair in rows.items()}
        for lang, labels in _tables(table)
        for label, rows in labels.items()
    }
    return Calibration(tuple(table["columns"]), tuple(map(float, table["edges"])), counts, str(file))


def _tables(table: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    return ((key, value) for key, value in table.items() if key not in ("format", "columns", "edges"))


def _head_faults(table: Mapping[str, Any]) -> Iterator[str]:
    if table.get("format") != _FORMAT:
        yield f"format: must be {_FORMAT}, not {table.get('format')!r}"
    columns = table.get("columns")
    if not isinstance(columns, list) or not all(isinstance(c, str) and c for c in columns):
        yield f"columns: must be a list of names of taggers, not {columns!r}"
    elif len(set(columns)) != len(columns) or not set(columns) - {RULES}:
        yield f"columns: must name each tagger once, and one at least, not {columns!r}"
    edges = table.get("edges")
    if not isinstance(edges, list) or not all(isinstance(e, float | int) and 0 <= e <= 1 for e in edges):
        yield f"edges: must be a list of numbers from 0 to 1, not {edges!r}"
    elif sorted(set(edges)) != edges:
        yield f"edges: must ascend, not {edges!r}"


def _row_faults(table: Mapping[str, Any]) -> Iterator[str]:
    columns, bins = table["columns"], range(len(table["edges"]) + 1)
    for lang, labels in _tables(table):
        if not isinstance(labels, dict):
            yield f"{lang}: unknown key (known: format, columns, edges, and a table for each language)"
            continue
        for label, rows in labels.items():
            if label not in _LABELS or not isinstance(rows, dict):
                yield f"{lang}.{label}: no table of a label (known: {', '.join(_LABELS)})"
                continue
            for key, pair in rows.items():
                *relations, grade = key.split() or [""]
                if len(relations) != len(columns) or not set(relations) <= set(_RELATIONS):
                    yield f"{lang}.{label}: {key!r}: needs {', '.join(columns)}, each {', '.join(_RELATIONS)}, and a bin"
                elif not grade.isdecimal() or int(grade) not in bins:
                    yield f"{lang}.{label}: {key!r}: the bin must be one of {', '.join(map(str, bins))}"
                if not _is_share(pair):
                    yield f"{lang}.{label}: {key!r}: must be [right, found], with 0 <= right <= found, not {pair!r}"


def _is_share(pair: object) -> bool:
    if not isinstance(pair, list) or len(pair) != 2:  # noqa: PLR2004 - right, found
        return False
    if not all(type(n) is int for n in pair):
        return False
    return bool(0 <= pair[0] <= pair[1] and pair[1])
