"""Fitting log-linear models: named features in, a table of weights out.

L2-regularized logistic regression by PyTorch's optimizer and scikit-learn (training only). Deterministic: same examples, same
table.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from attrs import frozen
from scipy import special
from sklearn.linear_model import LogisticRegression

from iraqsec.events.model import LogLinear
from iraqsec.learning.design import Columns, Design, articles_of, matrix_of

_STEPS, _STEPS_AGAIN = 200, 80  # of the optimizer, from nothing and from weights that are nearly right
_TOLERANCE = 1e-5  # of the gradient of the mean loss
_CHANGE = 1e-12  # of the mean loss or of any weight, below which no step is worth taking
_CORRECTIONS = 10  # remembered by the optimizer; with 20 it takes a quarter fewer steps and twice the memory


@frozen
class Fitting:
    """How a model is fitted: inverse regularization, and the weight below which a feature is left out."""

    c: float
    vanishing: float = 0.05


def fit(design: Design, fitting: Fitting) -> dict[tuple[str, str], float]:
    """Return the weights of a binary decision by (feature, outcome).

    Small weights are left out, and the others fitted again: so they make up for most of what is lost. Rows that are all
    right or all wrong teach nothing: no weights.
    """
    if len(set(design.labels.tolist())) < 2:  # noqa: PLR2004 - right and wrong
        return {}
    kept = design.shared()
    found = _solve(design, kept, fitting.c, np.zeros(len(kept)), _STEPS)
    large = np.abs(found) >= fitting.vanishing
    if not large.all():
        kept = kept[large]
        found = _solve(design, kept, fitting.c, found[large], _STEPS_AGAIN)
    return design.named(kept, found)


def _solve(design: Design, kept: Any, c: float, start: Any, steps: int) -> Any:  # noqa: ANN401 - arrays
    """Return the weights of least loss: L2-regularized logistic regression as scikit-learn defines it, by L-BFGS.

    Liu and Nocedal (1989), as PyTorch has it: scikit-learn takes no product of matrices, and SciPy's, made for bounded
    weights, takes twice the time. Margins and slopes are summed in single precision, which is far finer than the tolerance.
    """
    import torch

    sums = design.sums[:, kept]
    used = np.flatnonzero(np.diff(sums.indptr))
    rows, sums = design.rows[:, used], sums[used]
    signs = np.where(design.labels, np.float32(1), np.float32(-1))
    shares = design.weights / design.weights.sum()
    weighed = (signs * shares).astype(np.float32)
    decay = 1 / (c * design.weights.sum())
    found = torch.tensor(start, requires_grad=True)

    def loss() -> Any:  # noqa: ANN401 - a tensor
        weights = found.detach().numpy()
        margins = signs * (rows @ (sums @ weights.astype(np.float32)))
        slopes = weighed * special.expit(-margins)
        found.grad = torch.from_numpy(decay * weights - sums.T @ (rows.T @ slopes))
        return torch.tensor(shares @ np.logaddexp(0, -margins.astype(float)) + decay / 2 * (weights @ weights))

    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # folds are learned side by side
    try:
        optimizer: Any = torch.optim.LBFGS(
            [found],
            max_iter=steps,
            history_size=_CORRECTIONS,
            tolerance_grad=_TOLERANCE,
            tolerance_change=_CHANGE,
            line_search_fn="strong_wolfe",
        )
        optimizer.step(loss)
    finally:
        torch.set_num_threads(threads)
    return found.detach().numpy()


def fit_classes(
    rows: Sequence[Sequence[str]],
    labels: Sequence[str],
    sources: Sequence[int],
    fitting: Fitting,
    *,
    weights: Sequence[float] | None = None,
) -> dict[tuple[str, str], float]:
    """Fit a multinomial decision; return the weights by (feature, class).

    ``sources`` numbers the article of each row; features that one of them alone has are left out, and small weights.
    ``weights`` says how much each row counts.
    """
    if len(set(labels)) < 2:  # noqa: PLR2004 - nothing to tell apart
        return {("bias", label): 1.0 for label in labels}
    columns = Columns()
    encoded = [[columns.feature(f) for f in dict.fromkeys(row)] for row in rows]
    matrix = matrix_of(
        np.fromiter((k for row in encoded for k in row), dtype=np.int64), list(map(len, encoded)), len(columns.features)
    )
    keep = articles_of(matrix, sources) > 1
    matrix = matrix[:, np.flatnonzero(keep)].astype(float)
    model = LogisticRegression(C=fitting.c, max_iter=_STEPS, solver="lbfgs", fit_intercept=False, tol=1e-5)
    model.fit(matrix, np.array(labels), sample_weight=None if weights is None else np.array(weights))
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
