"""Linear-chain sequence labelling: a model as plain tables, decoded in pure Python (Viterbi).

Conditional random fields: Lafferty, McCallum and Pereira (2001). Trained by `iraqsec.learning` with python-crfsuite; the
tables hold the state weights by feature and label, and the transition weights by pair of labels.
"""

import gzip
import json
from collections.abc import Mapping, Sequence
from importlib.resources.abc import Traversable
from operator import add
from typing import Any

from attrs import define


@define(eq=False)
class SequenceModel:
    """State weights ``states[feature] -> ((label index, weight), ...)`` and ``transitions[from][to]``."""

    labels: tuple[str, ...]
    states: Mapping[str, Sequence[tuple[int, float]]]
    transitions: Sequence[Sequence[float]]

    @classmethod
    def from_dict(cls, table: Mapping[str, Any]) -> "SequenceModel":
        """Read the written form: labels, transitions as rows, states as feature -> {label index: weight}."""
        states = {f: tuple((int(label), weight) for label, weight in row.items()) for f, row in table["states"].items()}
        return cls(tuple(table["labels"]), states, [list(row) for row in table["transitions"]])

    @classmethod
    def read(cls, file: Traversable) -> "SequenceModel":
        """Read a gzipped JSON file."""
        return cls.from_dict(json.loads(gzip.decompress(file.read_bytes())))

    def decode(self, items: Sequence[Sequence[str]]) -> list[str]:
        """Return the likeliest label of each item; ``items`` are lists of features."""
        return self.best([self._emit(features) for features in items])

    def best(self, emissions: Sequence[Sequence[float]]) -> list[str]:
        """Return the likeliest labels; ``emissions`` hold for each item what its features add to each label."""
        if not emissions:
            return []
        everyone = range(len(self.labels))
        columns = list(zip(*self.transitions, strict=True))
        score: Sequence[float] = emissions[0]
        back = []
        for emitted in emissions[1:]:
            pointers, fresh = [], []
            for label in everyone:
                reached = list(map(add, score, columns[label]))
                best = max(reached)
                pointers.append(reached.index(best))
                fresh.append(best + emitted[label])
            back.append(pointers)
            score = fresh
        at = score.index(max(score))
        path = [at]
        for pointers in reversed(back):
            at = pointers[at]
            path.append(at)
        return [self.labels[k] for k in reversed(path)]

    def _emit(self, features: Sequence[str]) -> list[float]:
        emitted = [0.0] * len(self.labels)
        for feature in features:
            for label, weight in self.states.get(feature, ()):
                emitted[label] += weight
        return emitted


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
