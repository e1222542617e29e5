"""Fitting log-linear models: named features in, a table of weights out.

L2-regularized logistic regression by scikit-learn (an extra: training only). Deterministic: same examples, same table.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from attrs import frozen
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from iraqsec.events.model import LogLinear


class Columns:
    """Numbers (feature, outcome) pairs as they come."""

    def __init__(self) -> None:
        """Start with no feature."""
        self.features: dict[str, int] = {}
        self.outcomes: dict[str, int] = {}

    def feature(self, name: str) -> int:
        """Return the number of a feature."""
        return self.features.setdefault(name, len(self.features))

    def outcome(self, name: str) -> int:
        """Return the number of an outcome (at most 1000 of them)."""
        return self.outcomes.setdefault(name, len(self.outcomes))


_OUTCOMES = 1000  # room for outcomes in a column number
_STEPS, _STEPS_AGAIN = 150, 60  # of the optimizer, from nothing and from weights that are nearly right


@frozen
class Fitting:
    """How a model is fitted: inverse regularization, and the weight below which a feature is left out."""

    c: float
    vanishing: float = 0.05


class Binary:
    """Collects rows of a binary decision whose features are shared by outcomes ("*") and kept apart by outcome."""

    def __init__(self) -> None:
        """Start with no row."""
        self.columns = Columns()
        self.rows: list[Any] = []
        self.labels: list[int] = []
        self.weights: list[float] = []
        self.sources: list[int] = []
        self._source = 0

    def begin(self) -> None:
        """Say that the rows that follow come from another article."""
        self._source += 1

    def encode(self, features: Iterable[str]) -> Any:  # noqa: ANN401 - an array of integers
        """Return the numbers of features, for several rows that share them."""
        return np.fromiter((self.columns.feature(f) for f in features), dtype=np.int32) * _OUTCOMES

    def add(self, encoded: Sequence[tuple[Any, Sequence[str]]], label: int, weight: float = 1.0) -> None:
        """Add a row: each block of encoded features under each of its outcomes."""
        parts = [block + self.columns.outcome(o) for block, outcomes in encoded for o in outcomes]
        self.rows.append(np.concatenate(parts))
        self.labels.append(label)
        self.weights.append(weight)
        self.sources.append(self._source)

    def fit(self, fitting: Fitting, *, least: int = 2) -> dict[tuple[str, str], float]:
        """Return the weights by (feature, outcome); columns that fewer than ``least`` articles have are left out.

        What one article alone shows, however often, is its author's or its subject's, not the language's. Small weights
        are left out too, and the others fitted again: so they make up for most of what is lost.

        Rows that are all right or all wrong teach nothing: no weights.
        """
        if len(set(self.labels)) < 2:  # noqa: PLR2004 - right and wrong
            return {}
        lengths = np.fromiter((len(row) for row in self.rows), dtype=np.int64)
        flat = np.concatenate(self.rows)
        self.rows = []  # memory: the rows are not needed again
        names, inverse = np.unique(flat, return_inverse=True)
        keep = _documents(inverse, np.repeat(self.sources, lengths), len(names)) >= least
        renumbered = np.cumsum(keep) - 1
        kept = keep[inverse]
        rows = np.repeat(np.arange(len(lengths)), lengths)[kept]
        matrix = sparse.csr_matrix(
            (np.ones(len(rows)), (rows, renumbered[inverse[kept]])), shape=(len(lengths), int(keep.sum()))
        )
        found = self._solve(matrix, fitting.c, np.zeros(matrix.shape[1]), _STEPS)
        names = names[keep]
        large = np.abs(found) >= fitting.vanishing
        if not large.all():
            names = names[large]
            found = self._solve(matrix[:, np.flatnonzero(large)], fitting.c, found[large], _STEPS_AGAIN)
        features = {number: name for name, number in self.columns.features.items()}
        outcomes = {number: name for name, number in self.columns.outcomes.items()}
        return {
            (features[int(name) // _OUTCOMES], outcomes[int(name) % _OUTCOMES]): float(weight)
            for name, weight in zip(names, found, strict=True)
        }

    def _solve(self, matrix: Any, c: float, start: Any, steps: int) -> Any:  # noqa: ANN401 - a sparse matrix, arrays
        model = LogisticRegression(C=c, max_iter=steps, solver="lbfgs", fit_intercept=False, tol=1e-5, warm_start=True)
        model.coef_, model.intercept_ = start[None, :].copy(), np.zeros(1)
        model.fit(matrix, np.array(self.labels), sample_weight=np.array(self.weights))
        return model.coef_[0]


def _documents(columns: Any, sources: Any, size: int) -> Any:  # noqa: ANN401 - arrays of integers
    """Return in how many sources each column occurs."""
    once = np.unique(columns.astype(np.int64) * (int(sources.max()) + 1) + sources)
    return np.bincount(once // (int(sources.max()) + 1), minlength=size)


def fit_classes(
    rows: Sequence[Sequence[str]], labels: Sequence[str], sources: Sequence[int], fitting: Fitting, *, least: int = 2
) -> dict[tuple[str, str], float]:
    """Fit a multinomial decision; return the weights by (feature, class).

    ``sources`` numbers the article of each row; features that fewer than ``least`` of them have are left out, and small
    weights.
    """
    if len(set(labels)) < 2:  # noqa: PLR2004 - nothing to tell apart
        return {("bias", label): 1.0 for label in labels}
    columns = Columns()
    encoded = [[columns.feature(f) for f in dict.fromkeys(row)] for row in rows]
    lengths = [len(row) for row in encoded]
    flat = np.fromiter((k for row in encoded for k in row), dtype=np.int64)
    keep = _documents(flat, np.repeat(sources, lengths), len(columns.features)) >= least
    renumbered = np.cumsum(keep) - 1
    lists = [[renumbered[k] for k in row if keep[k]] for row in encoded]
    indices = np.concatenate([np.array(x, dtype=np.int64) for x in lists])
    starts = np.concatenate([[0], np.cumsum([len(x) for x in lists])])
    matrix = sparse.csr_matrix((np.ones(len(indices)), indices, starts), shape=(len(rows), int(keep.sum())))
    model = LogisticRegression(C=fitting.c, max_iter=_STEPS, solver="lbfgs", fit_intercept=False, tol=1e-5)
    model.fit(matrix, np.array(labels))
    names = [name for name, number in columns.features.items() if keep[number]]
    found = model.coef_ if len(model.classes_) > 2 else np.vstack([-model.coef_ / 2, model.coef_ / 2])  # noqa: PLR2004 - of two, one row
    return {
        (names[k], str(cls)): float(found[r, k])
        for r, cls in enumerate(model.classes_)
        for k in range(len(names))
        if abs(found[r, k]) >= fitting.vanishing
    }


def rounded(weights: Mapping[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    """Round weights to the two decimals of the written form, leaving out those that vanish."""
    return {key: w for key, value in weights.items() if (w := round(value, 2))}


def as_model(weights: Mapping[tuple[str, str], float]) -> LogLinear:
    """Make a model of weights as they would be read back from their table."""
    table: dict[str, Any] = {}
    for (feature, outcome), weight in rounded(weights).items():
        table.setdefault(feature, {})[outcome] = weight
    return LogLinear(table)
