"""Fitting log-linear models: named features in, a table of weights out.

L2-regularized logistic regression by SciPy and scikit-learn (an extra: training only). Deterministic: same examples, same
table.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from attrs import frozen
from scipy import optimize, sparse, special
from sklearn.linear_model import LogisticRegression

from iraqsec.events.model import LogLinear


class Columns:
    """Numbers features, and sets of outcomes, as they come."""

    def __init__(self) -> None:
        """Start with no feature."""
        self.features: dict[str, int] = {}
        self.outcomes: dict[tuple[str, ...], int] = {}

    def feature(self, name: str) -> int:
        """Return the number of a feature."""
        return self.features.setdefault(name, len(self.features))

    def outcome(self, names: Sequence[str]) -> int:
        """Return the number of some outcomes that share a feature."""
        return self.outcomes.setdefault(tuple(names), len(self.outcomes))


_STEPS, _STEPS_AGAIN = 200, 80  # of the optimizer, from nothing and from weights that are nearly right
_TOLERANCE = 1e-5  # of the gradient of the mean loss
_CORRECTIONS = 4  # remembered by the optimizer; with 10 it takes fewer steps and twice the time


@frozen
class Fitting:
    """How a model is fitted: inverse regularization, and the weight below which a feature is left out."""

    c: float
    vanishing: float = 0.05


class Binary:
    """Collects rows of a binary decision whose features are shared by outcomes ("*") and kept apart by outcome.

    A feature of a row has a weight for each of the row's outcomes. What enters is their sum, so a row holds one column for
    each feature and set of outcomes, and a second matrix says which weights a column sums up: a third of the work.
    """

    def __init__(self) -> None:
        """Start with no row."""
        self.columns = Columns()
        self.blocks: list[Any] = []  # the numbers of features, and for each block its outcomes and its row
        self.outcomes: list[int] = []
        self.rows: list[int] = []
        self.labels: list[int] = []
        self.weights: list[float] = []
        self.sources: list[int] = []
        self._source = 0

    def begin(self) -> None:
        """Say that the rows that follow come from another article."""
        self._source += 1

    def encode(self, features: Iterable[str]) -> Any:  # noqa: ANN401 - an array of integers
        """Return the numbers of features, for several rows that share them."""
        return np.fromiter((self.columns.feature(f) for f in features), dtype=np.int32)

    def add(self, encoded: Sequence[tuple[Any, Sequence[str]]], label: int, weight: float = 1.0) -> None:
        """Add a row: each block of encoded features under its outcomes."""
        for block, outcomes in encoded:
            self.blocks.append(block)
            self.outcomes.append(self.columns.outcome(outcomes))
            self.rows.append(len(self.labels))
        self.labels.append(label)
        self.weights.append(weight)
        self.sources.append(self._source)

    def fit(self, fitting: Fitting, *, least: int = 2) -> dict[tuple[str, str], float]:
        """Return the weights by (feature, outcome); those that fewer than ``least`` articles have are left out.

        What one article alone shows, however often, is its author's or its subject's, not the language's. Small weights
        are left out too, and the others fitted again: so they make up for most of what is lost.

        Rows that are all right or all wrong teach nothing: no weights.
        """
        if len(set(self.labels)) < 2:  # noqa: PLR2004 - right and wrong
            return {}
        matrix, columns = self._matrix(least)
        names, summed = self._weights_of(columns)
        keep = _articles(matrix, self.sources, summed) >= least
        names, summed = [names[k] for k in np.flatnonzero(keep)], summed[:, keep]
        found = self._solve(matrix, summed, fitting.c, np.zeros(len(names)), _STEPS)
        large = np.abs(found) >= fitting.vanishing
        if not large.all():
            names = [names[k] for k in np.flatnonzero(large)]
            found = self._solve(matrix, summed[:, large], fitting.c, found[large], _STEPS_AGAIN)
        return {name: float(weight) for name, weight in zip(names, found, strict=True)}

    def _matrix(self, least: int) -> tuple[Any, Any]:
        """Return a matrix of 0 and 1, and the number of the feature and of the outcomes that each of its columns stands for.

        Features of fewer than ``least`` blocks are left out; the blocks are gone afterwards.
        """
        sizes = [len(block) for block in self.blocks]
        features = np.concatenate(self.blocks)
        self.blocks = []  # memory: these are most of what a training holds
        often = np.bincount(features, minlength=len(self.columns.features)) >= least
        kept = often[features]
        features = (np.cumsum(often) - 1)[features[kept]]
        columns = features * len(self.columns.outcomes) + np.repeat(self.outcomes, sizes)[kept]
        lengths = np.bincount(np.repeat(self.rows, sizes)[kept], minlength=len(self.labels))
        occurs = np.zeros(int(often.sum()) * len(self.columns.outcomes), dtype=bool)
        occurs[columns] = True
        place = np.cumsum(occurs, dtype=np.int32)  # from 1
        matrix = _matrix(place[columns] - 1, lengths, int(occurs.sum()))
        found, outcomes = np.divmod(np.flatnonzero(occurs), len(self.columns.outcomes))
        return matrix, np.column_stack([np.flatnonzero(often)[found], outcomes])

    def _weights_of(self, columns: Any) -> tuple[list[tuple[str, str]], Any]:  # noqa: ANN401 - an array, a matrix
        """Return the (feature, outcome) pairs that have a weight, and a matrix of which of them each column sums up."""
        features, outcomes = list(self.columns.features), list(self.columns.outcomes)
        numbers: dict[tuple[str, str], int] = {}
        which, starts = [], [0]
        for feature, told in columns.tolist():
            which += [numbers.setdefault((features[feature], name), len(numbers)) for name in outcomes[told]]
            starts.append(len(which))
        summed = sparse.csr_matrix((np.ones(len(which)), which, starts), shape=(len(columns), len(numbers)))
        return list(numbers), summed

    def _solve(self, matrix: Any, summed: Any, c: float, start: Any, steps: int) -> Any:  # noqa: ANN401 - matrices, arrays
        """Return the weights of least loss: L2-regularized logistic regression as scikit-learn defines it, by L-BFGS.

        Byrd, Lu, Nocedal and Zhu (1995). scikit-learn itself takes no product of matrices.
        """
        used = np.flatnonzero(np.diff(summed.indptr))
        matrix, summed = matrix[:, used], summed[used]
        signs, shares = np.where(np.array(self.labels) > 0, 1.0, -1.0), np.array(self.weights) / sum(self.weights)
        decay = 1 / (c * sum(self.weights))

        def loss(weights: Any) -> tuple[float, Any]:  # noqa: ANN401 - an array
            margins = signs * (matrix @ (summed @ weights))
            slopes = -signs * shares * special.expit(-margins)
            loss = shares @ np.logaddexp(0, -margins) + decay / 2 * (weights @ weights)
            return loss, summed.T @ (matrix.T @ slopes) + decay * weights

        options = {
            "maxiter": steps,
            "maxcor": _CORRECTIONS,
            "maxls": 50,
            "gtol": _TOLERANCE,
            "ftol": 64 * np.finfo(float).eps,
        }
        return optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options=options).x


def _matrix(columns: Any, lengths: Any, size: int) -> Any:  # noqa: ANN401 - arrays, a matrix
    """Return the matrix of rows of these lengths with a 1 in each of their columns."""
    starts = np.concatenate([[0], np.cumsum(lengths)])
    return sparse.csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(lengths), size))


def _articles(matrix: Any, sources: Sequence[int], summed: Any = None) -> Any:  # noqa: ANN401 - matrices, an array
    """Return in how many sources each weight occurs: given the rows, their sources, and the weights that a column sums up."""
    told = sparse.csr_matrix((np.ones(len(sources)), (sources, np.arange(len(sources))))) @ matrix
    told = told if summed is None else told @ summed
    return np.bincount(told.indices, minlength=told.shape[1])


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
    matrix = _matrix(
        np.fromiter((k for row in encoded for k in row), dtype=np.int64), list(map(len, encoded)), len(columns.features)
    )
    keep = _articles(matrix, sources) >= least
    matrix = matrix[:, np.flatnonzero(keep)]
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
