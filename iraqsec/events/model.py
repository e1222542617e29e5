"""Log-linear models over named features: a readable table of weights, and the sum and logistic of those that fire.

A feature is a string such as ``dist=1``. A model's outcomes are strings too (an event type, a role, a status). The written
form is a gzipped text table, a feature a line: ``feature<TAB>outcome weight<TAB>outcome weight``, sorted, weights to two
decimals. A line is read when its feature fires: most never do, and read ahead they took a third of a second and 100 MB.

A line that was read becomes one whole number, a *row*: each outcome has its lane of bits in it, which holds the weight in
thousandths. Adding two rows adds the weights of all outcomes at once, exactly, in one step of the processor a few outcomes;
a text has some hundred thousand such sums.
"""

import gzip
import math
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from importlib import resources
from threading import RLock
from typing import Any

from attrs import define, field

from iraqsec.errors import DataError

ANY = "*"
"""The outcome of weights that all outcomes share."""

_SCALE = 1000  # units of a weight of 1
_LANE = 24  # bits of a lane: room for a sum of 160 weights of 50
_HALF = 1 << (_LANE - 1)  # added to a lane so that no sum in it is negative: its highest bit is set from zero on
_MASK = (1 << _LANE) - 1
_MOST = 50.0  # weights beyond are taken for this: such a one decides alone
_CELLS = 2000
_READING = RLock()  # lanes are given out one by one

Row = int
"""The weights of a feature, or their sums over several, by outcome."""


@define(eq=False)
class LogLinear:
    """Weights by feature: the line that holds them, or those by outcome, and once they were asked for, a row.

    Sums of weights are log-odds.
    """

    weights: dict[str, Any]
    _lanes: dict[str, int] = field(init=False, factory=dict)  # outcome -> the first bit of its lane
    _halves: int = field(init=False, default=0)
    _cells: dict[str, Row] = field(init=False, factory=dict)  # "agent -0.21" as a row: lines repeat such

    def of(self, feature: str) -> Mapping[str, float]:
        """Return the weights of a feature by outcome.

        Raises:
            DataError: its line in the table is wrong.
        """
        row = self.weights.get(feature, "")
        if isinstance(row, int):
            return {outcome: weight for outcome in self._lanes if (weight := self.weight(row, outcome))}
        return row if isinstance(row, Mapping) else _read_row(row) if row else {}

    def rows(self) -> dict[str, Mapping[str, float]]:
        """Return all weights, by feature, then outcome.

        Raises:
            DataError: lines of the table are wrong; all are listed.
        """
        rows: dict[str, Mapping[str, float]] = {}
        problems: list[str] = []
        for feature in self.weights:
            try:
                rows[feature] = self.of(feature)
            except DataError as error:
                problems += error.problems
        if problems:
            raise DataError(problems)
        return rows

    @cached_property
    def outcomes(self) -> frozenset[str]:
        """The outcomes that weights were learned for."""
        return frozenset(outcome for found in self.rows().values() for outcome in found) - {ANY}

    def row(self, features: Collection[str]) -> Row:
        """Return what features say of every outcome together; those without weights add nothing.

        Raises:
            DataError: the line of one is wrong.
        """
        find = self.weights.get
        try:
            return sum(filter(None, map(find, features)))
        except TypeError:  # the lines of some were not read so far
            self._read(features)
            return sum(filter(None, map(find, features)))

    def _read(self, features: Iterable[str]) -> None:
        with _READING:
            cells = self._cells
            if len(cells) > _CELLS:
                cells.clear()
            for feature in features:
                found = self.weights.get(feature, 0)
                if isinstance(found, str):
                    row = 0
                    for cell in found.split("\t"):
                        if cell not in cells:
                            ((outcome, weight),) = _read_row(cell).items()
                            cells[cell] = self.alone(outcome, weight)
                        row += cells[cell]
                    self.weights[feature] = row
                elif not isinstance(found, int):
                    self.weights[feature] = sum(self.alone(outcome, weight) for outcome, weight in found.items())

    def lane(self, outcome: str) -> int:
        """Return the first bit of an outcome's lane."""
        lane = self._lanes.get(outcome)
        if lane is None:
            with _READING:
                lane = self._lanes.setdefault(outcome, _LANE * len(self._lanes))
                self._halves |= _HALF << lane
        return lane

    def alone(self, outcome: str, weight: float) -> Row:
        """Return the row of a feature with a weight for one outcome only."""
        return _units(weight) << self.lane(outcome)

    def mark(self, outcome: str) -> int:
        """Return the bit by which an outcome is told in `reaching`."""
        return _HALF << self.lane(outcome)

    def reaching(self, least: float, outcomes: Iterable[str]) -> Row:
        """Return a number to add to rows: the `mark` of each of some outcomes is then set where its sum is at least that."""
        raised = sum(_units(least) << self.lane(outcome) for outcome in outcomes)
        return self._halves - raised  # the other lanes are raised too: a negative one would take one from the next

    def weight(self, row: Row, *outcomes: str) -> float:
        """Return what a row says of some outcomes together."""
        raised, lanes, total = row + self._halves, self._lanes, 0
        for outcome in outcomes:
            if outcome in lanes:
                total += (raised >> lanes[outcome] & _MASK) - _HALF
        return total / _SCALE

    def scores(self, features: Collection[str], outcomes: Iterable[str]) -> dict[str, float]:
        """Return the log-odds of each outcome, given the features that fire (the bias is a feature of its own)."""
        row = self.row(features)
        return {outcome: self.weight(row, outcome, ANY) for outcome in outcomes}

    def odds(self, features: Collection[str], *outcomes: str) -> float:
        """Return the log-odds that some outcomes make together: what all share (`ANY`), a role, that role of a type."""
        return self.weight(self.row(features), *outcomes)

    def reasons(self, features: Collection[str], *outcomes: str, most: int = 6) -> list[tuple[str, float]]:
        """Return the features that spoke for or against some outcomes together, strongest first."""
        self.row(features)  # all of them are rows from here on
        find, halves, spoke = self.weights.get, self._halves, []
        lanes = [self._lanes[outcome] for outcome in (*outcomes, ANY) if outcome in self._lanes]
        nothing = _HALF * len(lanes)
        for feature in features:
            row = find(feature)
            if row:
                raised = row + halves
                units = sum([raised >> lane & _MASK for lane in lanes]) - nothing
                if units:
                    spoke.append((feature, units / _SCALE))
        return sorted(spoke, key=lambda pair: (-abs(pair[1]), pair[0]))[:most]


@define(eq=False)
class Sums:
    """The rows of parts of features, each summed once: the same part stands in many decisions of a scene."""

    model: LogLinear
    _rows: dict[int, Row] = field(init=False, factory=dict)

    def row(self, parts: Iterable[Collection[str]]) -> Row:
        """Return what the features of some parts say together; the parts must outlive this object."""
        total, rows = 0, self._rows
        for part in parts:
            found = rows.get(id(part))
            if found is None:
                found = rows[id(part)] = self.model.row(part)
            total += found
        return total


def _units(weight: float) -> int:
    return round(max(-_MOST, min(_MOST, weight)) * _SCALE)


def logistic(score: float) -> float:
    """Return the probability of a log-odds.

    >>> logistic(0.0)
    0.5
    """
    if score >= 0:
        return 1.0 / (1.0 + math.exp(-score))
    grown = math.exp(score)
    return grown / (1.0 + grown)


def softmax(scores: Mapping[str, float]) -> dict[str, float]:
    """Turn scores into probabilities that sum to one."""
    highest = max(scores.values())
    grown = {key: math.exp(score - highest) for key, score in scores.items()}
    total = sum(grown.values())
    return {key: value / total for key, value in grown.items()}


def parse_table(lines: Iterable[str], name: str) -> LogLinear:
    """Take the lines of a weight table apart; weights are read when they are asked for (`LogLinear.of`, `LogLinear.rows`).

    Raises:
        DataError: lines without a feature and weights; all are listed.
    """
    weights: dict[str, Any] = {}
    known: dict[str, str] = {}  # most features have one weight, and many the same: one string for all of them
    problems = []
    for number, line in enumerate(lines, 1):
        feature, tab, row = line.rstrip("\n").partition("\t")
        if tab and feature and row:
            weights[feature] = known.setdefault(row, row)
        elif line != "\n":
            fault = "not a feature and its weights, with tabs between them"
            problems.append(f"{name}:{number}: {fault}: {line.rstrip(chr(10))!r}")
    if problems:
        raise DataError(problems)
    return LogLinear(weights)


def _read_row(row: str) -> dict[str, float]:
    try:
        return {outcome: float(weight) for outcome, weight in (cell.rsplit(" ", 1) for cell in row.split("\t"))}
    except ValueError as error:
        raise DataError([f"not outcomes and weights with tabs between them: {row!r}"]) from error


def format_table(weights: Mapping[tuple[str, str], float]) -> str:
    """Write (feature, outcome) weights as a table; weights that round to nothing are left out."""
    rows: dict[str, list[str]] = {}
    for (feature, outcome), weight in sorted(weights.items()):
        if abs(weight) >= 0.005:  # noqa: PLR2004 - half of the last digit
            rows.setdefault(feature, []).append(f"{outcome} {weight:.2f}")
    return "".join(f"{feature}\t{chr(9).join(cells)}\n" for feature, cells in rows.items())


def shipped(name: str) -> LogLinear:
    """Load a table that ships with the library, line by line: read at once it would take its size three times."""
    file = resources.files("iraqsec.events").joinpath("weights", f"{name}.tsv.gz")
    with file.open("rb") as packed, gzip.open(packed, "rt", encoding="utf-8", newline="\n") as lines:
        return parse_table(lines, f"{name}.tsv")
