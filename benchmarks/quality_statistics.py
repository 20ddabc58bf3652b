"""What figures of quality mean: p-values, standard errors, areas under curves, lines of tables."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

ROUNDS = 10_000
SEED = 5
# Good questions refused, where rates of refusal are compared.
FALSE_REFUSALS = 0.05

Values = NDArray[np.float64]


def p_value(ours: Values, theirs: Values) -> float:
    """Return the p-value of a paired randomisation test, two-sided: signs of the differences at random.

    Of `ROUNDS` rounds and the one observed, the share in which the mean differs by as much.
    """
    differences = (ours - theirs)[ours != theirs]
    if not len(differences):
        return 1.0
    chance = np.random.default_rng(SEED)
    observed = abs(differences.sum())
    beyond = 0
    # In blocks, so that 10,000 rounds over 1,190 questions take no 95 MB.
    for _ in range(ROUNDS // 500):
        signs = chance.integers(0, 2, (500, len(differences)), np.int8) * 2 - 1
        beyond += int((np.abs(signs @ differences) >= observed - 1e-12).sum())
    return (beyond + 1) / (ROUNDS + 1)


def standard_error(values: Values) -> float:
    """Return the standard error of the mean."""
    return float(values.std(ddof=1) / np.sqrt(len(values)))


def auc(good: Values, bad: Values) -> float:
    """Return the chance that one of `good` is above one of `bad`; equals count half."""
    ordered = np.sort(bad)
    below = np.searchsorted(ordered, good, "left") + np.searchsorted(ordered, good, "right")
    return float(below.mean() / 2 / len(bad))


def refused(good: Values, bad: Values) -> float:
    """Return the share of `bad` below the value that `FALSE_REFUSALS` of `good` are below."""
    return float((bad < np.quantile(good, FALSE_REFUSALS)).mean())


def row(cells: Sequence[object], widths: Sequence[int]) -> str:
    """Return a line of a table: the first cell to the left, the others to the right."""
    first, *others = (f"{cell:.4f}" if isinstance(cell, float) else str(cell) for cell in cells)
    rest = (cell.rjust(width) for cell, width in zip(others, widths[1:], strict=False))
    return "  ".join((first.ljust(widths[0]), *rest))
