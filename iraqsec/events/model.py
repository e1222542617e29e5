"""Log-linear models over named features: a readable table of weights, and the sum and logistic of those that fire.

A feature is a string such as ``dist=1``. A model's outcomes are strings too (an event type, a role, a status). The written
form is a text table, one ``feature<TAB>outcome<TAB>weight`` a line, sorted, weights to two decimals.
"""

import math
from collections.abc import Iterable, Mapping
from functools import cached_property
from importlib import resources

from attrs import define

from iraqsec.errors import DataError

ANY = "*"
"""The outcome of weights that all outcomes share."""


@define(eq=False)
class LogLinear:
    """Weights by feature, then outcome; ``score`` is a log-odds."""

    weights: Mapping[str, Mapping[str, float]]

    @cached_property
    def outcomes(self) -> frozenset[str]:
        """The outcomes that weights were learned for."""
        return frozenset(outcome for found in self.weights.values() for outcome in found) - {ANY}

    def scores(self, features: Iterable[str], outcomes: Iterable[str]) -> dict[str, float]:
        """Return the log-odds of each outcome, given the features that fire (the bias is a feature of its own)."""
        totals = dict.fromkeys(outcomes, 0.0)
        shared = 0.0
        weights = self.weights
        for feature in features:
            found = weights.get(feature)
            if found:
                shared += found.get(ANY, 0.0)
                for outcome in totals:
                    if outcome in found:
                        totals[outcome] += found[outcome]
        return {outcome: total + shared for outcome, total in totals.items()} if shared else totals

    def odds(self, features: Iterable[str], outcome: str) -> float:
        """Return the log-odds of one outcome."""
        total, weights = 0.0, self.weights
        for feature in features:
            found = weights.get(feature)
            if found:
                total += found.get(ANY, 0.0) + found.get(outcome, 0.0)
        return total

    def sums(self, features: Iterable[str], outcomes: Iterable[str]) -> dict[str, float]:
        """Return the sums of the outcomes' own weights, without those that all share."""
        totals, weights = dict.fromkeys(outcomes, 0.0), self.weights
        for feature in features:
            found = weights.get(feature)
            if found:
                for outcome in totals:
                    if outcome in found:
                        totals[outcome] += found[outcome]
        return totals

    def sums_of_all(self, features: Iterable[str]) -> dict[str, float]:
        """Return the sums of the weights of every outcome that any feature speaks of, `ANY` among them."""
        totals: dict[str, float] = {}
        for feature in features:
            for outcome, weight in self.weights.get(feature, {}).items():
                totals[outcome] = totals.get(outcome, 0.0) + weight
        return totals

    def reasons(self, features: Iterable[str], outcome: str, most: int = 6) -> list[tuple[str, float]]:
        """Return the features that spoke for or against an outcome, strongest first."""
        spoke = []
        for feature in features:
            found = self.weights.get(feature, {})
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
    """Read a weight table.

    Raises:
        DataError: lines that are no ``feature<TAB>outcome<TAB>weight``; all are listed.
    """
    weights: dict[str, dict[str, float]] = {}
    problems = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line:
            continue
        try:
            feature, outcome, weight = line.split("\t")
            weights.setdefault(feature, {})[outcome] = float(weight)
        except ValueError:
            problems.append(f"{name}:{number}: not feature, outcome, weight: {line!r}")
    if problems:
        raise DataError(problems)
    return LogLinear(weights)


def format_table(weights: Mapping[tuple[str, str], float]) -> str:
    """Write (feature, outcome) weights as a table; weights that round to nothing are left out."""
    rows = sorted((f, o, f"{w:.2f}") for (f, o), w in weights.items() if abs(w) >= 0.005)  # noqa: PLR2004 - half of the last digit
    return "".join(f"{feature}\t{outcome}\t{weight}\n" for feature, outcome, weight in rows)


def shipped(name: str) -> LogLinear:
    """Load a table that ships with the library."""
    file = resources.files("iraqsec.events").joinpath("weights", f"{name}.tsv")
    return parse_table(file.read_text(encoding="utf-8"), f"{name}.tsv")
