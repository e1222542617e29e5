"""Log-linear models over named features: a readable table of weights, and the sum and logistic of those that fire.

A feature is a string such as ``dist=1``. A model's outcomes are strings too (an event type, a role, a status). The written
form is a gzipped text table (`iraqsec.events.weight_table`), of which a line is read when its feature fires.

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

from attrs import define, field

from iraqsec.events.weight_table import WeightTable, read_cell, read_row

ANY = "*"
"""The outcome of weights that all outcomes share."""

_SCALE = 1000  # units of a weight of 1
_LANE = 24  # bits of a lane: room for a sum of 160 weights of 50
_HALF = 1 << (_LANE - 1)  # added to a lane so that no sum in it is negative: its highest bit is set from zero on
_MASK = (1 << _LANE) - 1
_MOST = 50.0  # weights beyond are taken for this: such a one decides alone
_CELLS = 2000
_ROWS = 200_000  # features whose rows are kept, those without weights among them; a long run meets millions
_READING = RLock()  # lanes are given out one by one

Row = int
"""The weights of a feature, or their sums over several, by outcome."""


class _Rows(dict[str, Row]):
    """The rows of the features that were asked for; the others are read when they are."""

    def __init__(self, model: "LogLinear") -> None:
        super().__init__()
        self.model = model

    def __missing__(self, feature: str) -> Row:
        with _READING:
            if len(self) >= _ROWS:
                self.clear()
            row = self[feature] = self.model.read(feature)
        return row


@define(eq=False)
class LogLinear:
    """Weights by feature: a table of lines, or for each feature its weights by outcome.

    Sums of weights are log-odds.
    """

    weights: WeightTable | Mapping[str, Mapping[str, float]]
    _lanes: dict[str, int] = field(init=False, factory=dict)  # outcome -> the first bit of its lane
    _halves: int = field(init=False, default=0)
    _cells: dict[str, Row] = field(init=False, factory=dict)  # "agent -0.21" as a row: lines repeat such
    _rows: _Rows = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Begin with no row read."""
        self._rows = _Rows(self)

    def of(self, feature: str) -> Mapping[str, float]:
        """Return the weights of a feature by outcome.

        Raises:
            DataError: its line in the table is wrong.
        """
        if isinstance(self.weights, WeightTable):
            return read_row(self.weights.line(feature))
        return self.weights.get(feature, {})

    def rows(self) -> Mapping[str, Mapping[str, float]]:
        """Return all weights, by feature, then outcome.

        Raises:
            DataError: lines of the table are wrong; all are listed.
        """
        return self.weights.rows() if isinstance(self.weights, WeightTable) else self.weights

    @cached_property
    def outcomes(self) -> frozenset[str]:
        """The outcomes that weights were learned for."""
        return frozenset(outcome for found in self.rows().values() for outcome in found) - {ANY}

    def row(self, features: Collection[str]) -> Row:
        """Return what features say of every outcome together; those without weights add nothing.

        Raises:
            DataError: the line of one is wrong.
        """
        return sum(filter(None, map(self._rows.__getitem__, features)))

    def read(self, feature: str) -> Row:
        """Return the row of one feature, from its line.

        Raises:
            DataError: the line is wrong.
        """
        if not isinstance(self.weights, WeightTable):
            return sum(self.alone(outcome, weight) for outcome, weight in self.weights.get(feature, {}).items())
        line = self.weights.line(feature)
        if not line:
            return 0
        cells, row = self._cells, 0
        if len(cells) > _CELLS:
            cells.clear()
        for cell in line.split("\t"):
            if cell not in cells:
                cells[cell] = self.alone(*read_cell(cell))
            row += cells[cell]
        return row

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
        self.row(features)  # lanes are given out as lines are read
        rows, halves, spoke = self._rows, self._halves, []
        lanes = [self._lanes[outcome] for outcome in (*outcomes, ANY) if outcome in self._lanes]
        nothing = _HALF * len(lanes)
        for feature in features:
            row = rows[feature]
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


def shipped(name: str) -> LogLinear:
    """Load a table that ships with the library.

    Raises:
        DataError: its lines are not sorted.
    """
    file = resources.files("iraqsec.events").joinpath("weights", f"{name}.tsv.gz")
    return LogLinear(WeightTable(gzip.decompress(file.read_bytes()), f"{name}.tsv"))
