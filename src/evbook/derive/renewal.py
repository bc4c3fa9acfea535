"""Colonies of a tumour that grows by Gompertz's law, where colonies found colonies of their own."""

from __future__ import annotations

import numpy as np
from scipy.special import exp1

#: Steps in the time 1/a in which growth slows e-fold.  What is summed is smooth and vanishes at both ends of the
#: sum, so that the trapezoidal rule is far better than its order; the browser takes the same steps.
STEPS = 64


def gompertz_renewal(x, cut, c, k):
    """Expected colonies N(x) by the age x = a t, in units of the time in which growth slows, of a renewal equation.

        N(x) = k [E1(c exp(-min(x, cut))) - E1(c)] + integral from 0 to x of k exp(-c exp(-(x - s))) N(s) ds

    A colony of age y founds k exp(-c exp(-y)) colonies in a unit of time: k at its full size.  The first term is
    what the primary founds until it is cut out at the age ``cut``; the second, what colonies found.
    Arguments are arrays that can be broadcast; the result has their common shape.
    Source: Iwata, Kawasaki and Shigesada, J Theor Biol 203:177 (2000), integrated once over time.
    """
    x, cut, c, k = np.broadcast_arrays(*(np.asarray(part, float) for part in (x, cut, c, k)))
    found = np.empty(x.shape)
    settings, of = np.unique(np.stack([cut.ravel(), c.ravel(), k.ravel()], 1), axis=0, return_inverse=True)
    for i, one in enumerate(settings):
        here = of.ravel() == i
        found.ravel()[here] = _colonies(x.ravel()[here], *one)
    return found[()]


def _colonies(ages: np.ndarray, cut: float, c: float, k: float) -> np.ndarray:
    """Colonies at each age, for one setting: the equation solved forward on a grid, then summed up to each age."""
    if not np.all(np.isfinite(ages)) or not np.all(np.isfinite((c, k))):
        return np.full(ages.shape, np.nan)
    h = 1.0 / STEPS
    grid = np.arange(max(int(np.ceil(ages.max(initial=0.0) * STEPS)), 1) + 1) * h

    def founded(age):
        return k * np.exp(-c * np.exp(-age))

    # The curve N has a kink where the primary is cut out; the trapezoidal rule is off there by a known amount.
    within = cut * STEPS - np.floor(cut * STEPS) if np.isfinite(cut) else 0.0
    lost = -founded(cut) * h * h * (within * within - within + 1 / 6) / 2

    def alone(x):
        primary = k * (exp1(c * np.exp(-np.minimum(x, cut))) - exp1(c))
        return primary + np.where(x > cut, lost * founded(np.maximum(x - cut, 0.0)), 0.0)

    base, kernel = alone(grid), founded(grid)
    colonies = np.zeros(len(grid))
    for i in range(1, len(grid)):
        colonies[i] = (base[i] + h * kernel[i - 1 : 0 : -1] @ colonies[1:i]) / (1 - h / 2 * kernel[0])
    last = np.maximum(np.ceil(ages * STEPS).astype(int) - 1, 0)
    j = np.arange(len(grid))
    weight = np.where(j < last[:, None], h, np.where(j == last[:, None], (h + ages[:, None] - grid) / 2, 0.0))
    summed = (weight * founded(np.maximum(ages[:, None] - grid, 0.0))) @ colonies
    return np.where(ages > 0, (alone(ages) + summed) / (1 - (ages - grid[last]) / 2 * kernel[0]), 0.0)
