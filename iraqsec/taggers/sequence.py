"""Linear-chain sequence labelling: a model as plain tables, decoded in pure Python (Viterbi).

Conditional random fields: Lafferty, McCallum and Pereira (2001). Trained by `iraqsec.learning` with python-crfsuite; the
tables hold the state weights by feature and label, and the transition weights by pair of labels.
"""

import gzip
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from importlib.resources.abc import Traversable
from operator import add, mul, sub
from typing import Any, cast

from attrs import define, field

_DUST = 1e-6  # of floating point: sums in another order differ by less
_KEPT = 60_000
_LEAST = 1e-300  # keeps what cannot be from dividing by nothing


@define(eq=False)
class SequenceModel:
    """State weights ``states[feature] -> ((label index, weight), ...)`` and ``transitions[from][to]``.

    An index may be written with digits, as JSON has it: a feature's row is read when it is first asked for, or never.
    """

    labels: tuple[str, ...]
    states: Mapping[str, Sequence[tuple[int | str, float]]]
    transitions: Sequence[Sequence[float]]
    _same: dict[Any, Any] = field(factory=dict, init=False)

    @classmethod
    def from_dict(cls, table: Mapping[str, Any]) -> "SequenceModel":
        """Read the written form: labels, transitions as rows, states as feature -> {label index: weight}, or as pairs."""
        states = table["states"]
        if states and isinstance(next(iter(states.values())), Mapping):
            states = {f: tuple((int(label), weight) for label, weight in row.items()) for f, row in states.items()}
        return cls(tuple(table["labels"]), states, [list(row) for row in table["transitions"]])

    @classmethod
    def read(cls, file: Traversable) -> "SequenceModel":
        """Read a gzipped JSON file."""
        return cls.from_dict(read_table(file))

    def decode(self, items: Sequence[Sequence[str]]) -> list[str]:
        """Return the likeliest label of each item; ``items`` are lists of features."""
        return self.best([self.total(features) for features in items])

    def best(self, emissions: Sequence[Sequence[float]]) -> list[str]:
        """Return the likeliest labels; ``emissions`` hold for each item what its features add to each label.

        A label that lies behind the leading one by more than any next label could make up for is on no best path: it is
        passed over, which leaves two or three to look at and finds the same path.
        """
        if not emissions:
            return []
        transitions, slack = self.transitions, self._slack
        score: Sequence[float] = emissions[0]
        back: list[tuple[list[int], list[list[float]]]] = []
        for emitted in emissions[1:]:
            most = max(score)
            behind = slack[score.index(most)]
            alive = [label for label, own in enumerate(score) if most - own <= behind[label]]
            reached = [[score[label] + weight for weight in transitions[label]] for label in alive]
            back.append((alive, reached))
            score = list(map(add, reached[0] if len(alive) == 1 else map(max, *reached), emitted))
        at = score.index(max(score))
        path = [at]
        for alive, reached in reversed(back):
            ways = [row[at] for row in reached]
            at = alive[ways.index(max(ways))]
            path.append(at)
        return [self.labels[k] for k in reversed(path)]

    @cached_property
    def _slack(self) -> list[list[float]]:
        """For each leading label and each other: the most that the other can make up for by its transitions."""
        return [[max(map(sub, other, leading)) + _DUST for other in self.transitions] for leading in self.transitions]

    def probability(self, emissions: Sequence[Sequence[float]], first: int, last: int, kind: str) -> float:
        """Return how probable it is that exactly the items first..last-1 are one name of a kind.

        The sum over all paths that say so, divided by that over all paths (constrained forward-backward: Culotta and
        McCallum 2004, "Confidence estimation for information extraction").
        """
        inside = [label for label, name in enumerate(self.labels) if name == f"I-{kind}"]
        held = [[self.labels.index(f"B-{kind}")], *[inside] * (last - first - 1)]
        if last < len(emissions):
            held.append([label for label in range(len(self.labels)) if label not in inside])
        every = [range(len(self.labels))] * len(held)
        before, _ = self._forward({}, emissions[:first], [every[0]] * first)
        behind = self._behind(emissions[first + len(held) :])
        here = emissions[first : first + len(held)]
        (one, log_one), (other, log_all) = self._forward(before, here, held), self._forward(before, here, every)
        share, whole = (sum(mass * behind[label] for label, mass in end.items()) for end in (one, other))
        return min(1.0, share / whole * math.exp(log_one - log_all)) if whole else 0.0

    def _forward(
        self, masses: Mapping[int, float], emissions: Sequence[Sequence[float]], held: Sequence[Sequence[int]]
    ) -> tuple[Mapping[int, float], float]:
        """Return what paths to each last label sum to, scaled, and the logarithm of the scale; ``held`` labels are allowed."""
        total, factors = 0.0, self._factors
        for emitted, labels in zip(emissions, held, strict=True):
            most = max(emitted)
            reached = {}
            for label in labels:
                ways = sum(map(mul, masses.values(), map(factors[label].__getitem__, masses))) if masses else 1.0
                reached[label] = math.exp(emitted[label] - most) * ways
            whole = max(sum(reached.values()), _LEAST)
            total += math.log(whole) + most
            masses = {label: mass / whole for label, mass in reached.items()}
        return masses, total

    def _behind(self, emissions: Sequence[Sequence[float]]) -> list[float]:
        """Return for each label what all paths behind it sum to, the highest scaled to 1."""
        sums = [1.0] * len(self.labels)
        for emitted in reversed(emissions):
            most = max(emitted)
            ahead = [math.exp(weight - most) * own for weight, own in zip(emitted, sums, strict=True)]
            sums = [sum(map(mul, row, ahead)) for row in self._leaving]
            highest = max(sums)
            sums = [own / highest for own in sums]
        return sums

    @cached_property
    def _leaving(self) -> list[list[float]]:
        """For each label, what each label behind it is multiplied with."""
        return [[math.exp(weight) for weight in row] for row in self.transitions]

    @cached_property
    def _factors(self) -> list[list[float]]:
        """For each label, what each label before it is multiplied with."""
        return [list(column) for column in zip(*self._leaving, strict=True)]

    def total(self, features: Iterable[str]) -> tuple[float, ...]:
        """Return what features add to each label."""
        emitted = [0.0] * len(self.labels)
        for feature in features:
            for label, weight in self.states.get(feature, ()):
                emitted[int(label)] += weight
        return tuple(emitted)

    def row(self, features: Iterable[str]) -> tuple[float, ...]:
        """Return what features add to each label, as an object to keep: equal rows and equal numbers are there once.

        Most words say the same of their neighbors, and weights have two decimals.
        """
        same = self._same
        if len(same) > _KEPT:
            same.clear()
        row = tuple(same.setdefault(number, number) for number in (round(n, 2) for n in self.total(features)))
        return cast("tuple[float, ...]", same.setdefault(row, row))


def read_table(file: Traversable) -> dict[str, Any]:
    """Read a model's gzipped JSON; the rows stay tuples of pairs, read in half the time and the memory of dicts."""
    table = dict(json.loads(gzip.decompress(file.read_bytes()), object_pairs_hook=tuple))
    table["states"] = dict(table["states"])
    return table


def spans_of(labels: Sequence[str]) -> list[tuple[int, int, str]]:
    """Return the (first, last exclusive, kind) stretches of BIO labels.

    >>> spans_of(["B-PER", "I-PER", "O", "B-LOC"])
    [(0, 2, 'PER'), (3, 4, 'LOC')]
    """
    spans: list[tuple[int, int, str]] = []
    for i, label in enumerate(labels):
        if label == "O":
            continue
        prefix, kind = label[0], label[2:]
        if prefix == "I" and spans and spans[-1][1] == i and spans[-1][2] == kind:
            spans[-1] = (spans[-1][0], i + 1, kind)
        else:
            spans.append((i, i + 1, kind))
    return spans
