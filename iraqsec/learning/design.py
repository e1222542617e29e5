"""Rows of named features as matrices, encoded once for all the models that are fitted to some of them."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from attrs import frozen
from scipy import sparse


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
        self.articles: list[int] = []
        self._article = -1
        self._weight = 1.0

    def begin(self, weight: float = 1.0) -> None:
        """Say that the rows that follow come from another article, which counts so much; articles are numbered from 0."""
        self._article += 1
        self._weight = weight

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
        self.weights.append(weight * self._weight)
        self.articles.append(self._article)

    def design(self, *, least: int = 2) -> "Design":
        """Return the rows as matrices, and forget them; weights that fewer than ``least`` articles can have are left out.

        What one article alone shows, however often, is its author's or its subject's, not the language's.
        """
        rows, columns = self._columns(least) if self.labels else (matrix_of([], [], 0), np.zeros((0, 2), dtype=int))
        features, outcomes, sums = self._sums(columns)
        names = list(self.columns.features), list(dict.fromkeys(n for some in self.columns.outcomes for n in some))
        labels, weights = np.array(self.labels, dtype=bool), np.array(self.weights)
        return Design(rows, sums, features, outcomes, names, labels, weights, np.array(self.articles, dtype=int), least)

    def _columns(self, least: int) -> tuple[Any, Any]:
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
        matrix = matrix_of(place[columns] - 1, lengths, int(occurs.sum()))
        found, outcomes = np.divmod(np.flatnonzero(occurs), len(self.columns.outcomes))
        return matrix, np.column_stack([np.flatnonzero(often)[found], outcomes])

    def _sums(self, columns: Any) -> tuple[Any, Any, Any]:  # noqa: ANN401 - arrays, a matrix
        """Return the feature and the outcome of each weight, and a matrix of which of them each column sums up."""
        numbers: dict[str, int] = {}
        told = [[numbers.setdefault(name, len(numbers)) for name in names] for names in self.columns.outcomes]
        sizes = np.array([len(names) for names in told], dtype=int)[columns[:, 1]]
        flat, starts = np.array([n for names in told for n in names], dtype=int), np.cumsum([0, *map(len, told)])
        offsets = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        outcomes = flat[np.repeat(starts[columns[:, 1]], sizes) + offsets]
        keys, which = np.unique(np.repeat(columns[:, 0], sizes) * max(1, len(numbers)) + outcomes, return_inverse=True)
        return *np.divmod(keys, max(1, len(numbers))), matrix_of(which, sizes, len(keys))


@frozen(eq=False)
class Design:
    """Rows of a binary decision as matrices of 0 and 1.

    ``rows`` says which columns a row has, ``sums`` which weights a column sums up; a weight is that of a feature for an
    outcome, both numbers of ``names``. Rows have labels, weights and articles.
    """

    rows: Any
    sums: Any
    features: Any
    outcomes: Any
    names: tuple[Sequence[str], Sequence[str]]
    labels: Any
    weights: Any
    articles: Any
    least: int

    def of(self, chosen: Sequence[bool]) -> "Design":
        """Return the design of the rows of the articles that are chosen by their number."""
        kept = np.flatnonzero(np.array(chosen, dtype=bool)[self.articles])
        return Design(
            self.rows[kept],
            self.sums,
            self.features,
            self.outcomes,
            self.names,
            self.labels[kept],
            self.weights[kept],
            self.articles[kept],
            self.least,
        )

    def shared(self) -> Any:  # noqa: ANN401 - an array
        """Return the numbers of the weights that enough articles have."""
        return np.flatnonzero(articles_of(self.rows, self.articles, self.sums) >= self.least)

    def named(self, numbers: Any, weights: Any) -> dict[tuple[str, str], float]:  # noqa: ANN401 - arrays
        """Return weights by (feature, outcome), given the numbers of those that there are."""
        features, outcomes = self.names
        told = zip(self.features[numbers].tolist(), self.outcomes[numbers].tolist(), weights.tolist(), strict=True)
        return {(features[f], outcomes[o]): weight for f, o, weight in told}


def matrix_of(columns: Any, lengths: Any, size: int) -> Any:  # noqa: ANN401 - arrays, a matrix
    """Return the matrix of rows of these lengths with a 1 in each of their columns, in single precision: half the memory."""
    starts = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
    return sparse.csr_matrix((np.ones(len(columns), dtype=np.float32), columns, starts), shape=(len(lengths), size))


def articles_of(matrix: Any, articles: Sequence[int], sums: Any = None) -> Any:  # noqa: ANN401 - matrices, an array
    """Return in how many articles each column, or each weight that columns sum up, occurs."""
    ones = np.ones(len(articles), dtype=np.float32)
    told = sparse.csr_matrix((ones, (articles, np.arange(len(articles))))) @ matrix
    told = told if sums is None else told @ sums
    return np.bincount(told.indices, minlength=told.shape[1])
