"""Log-linear models over named features: a readable table of weights, and the sum and logistic of those that fire.

A feature is a string such as ``dist=1``. A model's outcomes are strings too (an event type, a role, a status). The written
form is a text table, a feature a line: ``feature<TAB>outcome weight<TAB>outcome weight``, sorted, weights to two decimals. A
line is read when its feature fires: most never do, and read ahead they took a third of a second and 100 MB. Some that
were read are kept, no more than `_KEPT`, so that a long run needs no more memory than a short one.
"""

import math
from collections.abc import Iterable, Mapping
from functools import cached_property
from importlib import resources

from attrs import define, field

from iraqsec.errors import DataError

_KEPT = 16_000  # rows that were read, a model; reading one again takes a microsecond

ANY = "*"
"""The outcome of weights that all outcomes share."""


@define(eq=False)
class LogLinear:
    """Weights by feature, then outcome, or the line that holds them; sums of weights are log-odds."""

    weights: Mapping[str, Mapping[str, float] | str]
    _rows: dict[str, Mapping[str, float]] = field(init=False, factory=dict)

    def of(self, feature: str) -> Mapping[str, float]:
        """Return the weights of a feature by outcome.

        Raises:
            DataError: its line in the table is wrong.
        """
        found = self._rows.get(feature)
        if found is None:
            row = self.weights.get(feature)
            if row is None:
                return {}
            if len(self._rows) >= _KEPT:
                self._rows.clear()
            found = self._rows[feature] = _read_row(row) if isinstance(row, str) else row
        return found

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

    def scores(self, features: Iterable[str], outcomes: Iterable[str]) -> dict[str, float]:
        """Return the log-odds of each outcome, given the features that fire (the bias is a feature of its own)."""
        totals = self.sums(features, (*outcomes, ANY))
        shared = totals.pop(ANY)
        return {outcome: total + shared for outcome, total in totals.items()}

    def odds(self, features: Iterable[str], *outcomes: str) -> float:
        """Return the log-odds that some outcomes make together: what all share (`ANY`), a role, that role of a type."""
        total, rows, weights = 0.0, self._rows, self.weights
        for feature in features:
            found = rows.get(feature)
            if found is None:
                if feature not in weights:
                    continue
                found = self.of(feature)
            for outcome in outcomes:
                total += found.get(outcome, 0.0)
        return total

    def sums(self, features: Iterable[str], outcomes: Iterable[str]) -> dict[str, float]:
        """Return the sums of the outcomes' own weights, without those that all share."""
        totals, rows, weights = dict.fromkeys(outcomes, 0.0), self._rows, self.weights
        for feature in features:
            found = rows.get(feature)
            if found is None:
                if feature not in weights:
                    continue
                found = self.of(feature)
            for outcome in totals:
                if outcome in found:
                    totals[outcome] += found[outcome]
        return totals

    def sums_of_all(self, features: Iterable[str]) -> dict[str, float]:
        """Return the sums of the weights of every outcome that any feature speaks of, `ANY` among them."""
        totals: dict[str, float] = {}
        for feature in features:
            for outcome, weight in self.of(feature).items():
                totals[outcome] = totals.get(outcome, 0.0) + weight
        return totals

    def reasons(self, features: Iterable[str], outcome: str, most: int = 6) -> list[tuple[str, float]]:
        """Return the features that spoke for or against an outcome, strongest first."""
        spoke = []
        for feature in features:
            found = self.of(feature)
            weight = found.get(outcome, 0.0) + found.get(ANY, 0.0)
            if weight:
                spoke.append((feature, weight))
        return sorted(spoke, key=lambda pair: (-abs(pair[1]), pair[0]))[:most]


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


def parse_table(text: str, name: str) -> LogLinear:
    """Take a weight table apart into lines, which are read when they are asked for (`LogLinear.of`, `LogLinear.rows`).

    Raises:
        DataError: lines without a feature and weights; all are listed.
    """
    weights: dict[str, Mapping[str, float] | str] = {}
    problems = []
    for number, line in enumerate(text.split("\n"), 1):
        feature, tab, row = line.partition("\t")
        if tab and feature and row:
            weights[feature] = row
        elif line:
            problems.append(f"{name}:{number}: not a feature and its weights, with tabs between them: {line!r}")
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
    """Load a table that ships with the library."""
    file = resources.files("iraqsec.events").joinpath("weights", f"{name}.tsv")
    return parse_table(file.read_text(encoding="utf-8"), f"{name}.tsv")
