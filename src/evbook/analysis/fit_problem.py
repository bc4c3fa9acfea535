"""Arms, their points and what is fitted, as a problem in numbers; the browser's ``own-data/problem.js`` is the same.

A point has a normal error with the standard deviation σ: its own, where the data give one; else one of the curve
that is estimated, additive (σ), proportional (σ times the curve) or of the logarithm.  A point below a limit of
quantification L counts by the probability Φ((L − f)/σ) of being so, one above a limit by Φ((f − L)/σ) (Beal 2001,
doi 10.1023/A:1012299115260, method M3).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy import stats

from evbook.analysis.outcome import parameter_of
from evbook.declaration import Declaration
from evbook.simulation.curves import series
from evbook.simulation.solver import SolverError

#: What the model cannot be asked counts as this many standard deviations off.
_FAR = 1e3


@dataclass(frozen=True)
class Arm:
    """One arm: the setting that it begins at, whether vesicles act, and its doses."""

    name: str
    base: Mapping[str, float]
    ev: bool = True
    schedule: list | None = None


@dataclass(frozen=True)
class Points:
    """The measurements of one curve in one arm; ``limit`` is finite where a value lies beyond it: below, or above where
    ``side`` is 1."""

    arm: int
    column: str
    of: str
    time: np.ndarray
    value: np.ndarray
    limit: np.ndarray
    sigma: np.ndarray
    side: np.ndarray | None = None

    @property
    def above(self) -> np.ndarray:
        """1 where a value lies above its limit, −1 elsewhere."""
        return np.where(np.zeros(len(self.time)) if self.side is None else self.side > 0, 1.0, -1.0)


class Problem:
    """Residuals and likelihood of a set of arms as functions of the fitted numbers, each from 0 to 1 in its range."""

    def __init__(
        self,
        declaration: Declaration,
        arms: Sequence[Arm],
        points: Sequence[Points],
        spans: Mapping[str, tuple[float, float]],
        own: Sequence[str],
        error: str,
    ):
        self.declaration, self.arms, self.points, self.error = declaration, arms, points, error
        self.fitted = [(name, k) for name in spans for k in (range(len(arms)) if name in own else (None,))]
        self.spans = [spans[name] for name, _ in self.fitted]
        self.logarithmic = [parameter_of(declaration, name).scale == "log" for name, _ in self.fitted]
        self.grids = [
            np.unique(np.concatenate([p.time for p in points if p.arm == k] or [np.zeros(1)])) for k in range(len(arms))
        ]
        self.columns = list(dict.fromkeys(p.of for p in points))
        self.weighted = all(np.all(np.isfinite(p.sigma)) for p in points)
        self.censored = any(np.isfinite(p.limit).any() for p in points)
        self.spread = self._spreads()

    @property
    def likely(self) -> bool:
        """Whether the estimates are those of greatest likelihood, and not of least squares."""
        return self.censored or (self.error == "proportional" and not self.weighted)

    @property
    def count(self) -> int:
        return sum(len(p.value) for p in self.points)

    def _spreads(self) -> dict[str, float]:
        """What curves of several units are weighed by: each by the spread of its own measurements."""
        units = {self.declaration.record(name).unit for name in self.columns}
        if len(units) == 1 or self.error == "log":
            return dict.fromkeys(self.columns, 1.0)
        found = {}
        for name in self.columns:
            values = np.concatenate([p.value[np.isfinite(p.value)] for p in self.points if p.of == name])
            found[name] = float(np.std(values, ddof=1)) if len(values) > 1 and np.std(values) > 0 else 1.0
        return found

    def values(self, u: np.ndarray) -> list[dict[str, float]]:
        """The setting of each arm."""
        found = [dict(arm.base) for arm in self.arms]
        for (name, arm), share, (low, high), log in zip(self.fitted, u, self.spans, self.logarithmic, strict=True):
            share = min(max(share, 0.0), 1.0)
            value = low * (high / low) ** share if log else low + (high - low) * share
            for k in range(len(self.arms)) if arm is None else (arm,):
                found[k][name] = float(value)
        return found

    def place(self, j: int, value: float) -> float:
        """Where in its range a value lies."""
        low, high = self.spans[j]
        return float(np.log(value / low) / np.log(high / low)) if self.logarithmic[j] else (value - low) / (high - low)

    def value(self, j: int, share: float) -> float:
        low, high = self.spans[j]
        return float(low * (high / low) ** share if self.logarithmic[j] else low + (high - low) * share)

    def predictions(self, u: np.ndarray) -> list[np.ndarray] | None:
        """What the model says at the points; None where the solver cannot finish."""
        try:
            curves = [
                series(self.declaration, values, grid, ev=arm.ev, schedule=arm.schedule)
                for arm, values, grid in zip(self.arms, self.values(u), self.grids, strict=True)
            ]
        except SolverError:
            return None
        found = [curves[p.arm][p.of][np.searchsorted(self.grids[p.arm], p.time)] for p in self.points]
        return found if all(np.all(np.isfinite(one)) for one in found) else None

    def residuals(self, u: np.ndarray) -> np.ndarray:
        """Model less measurement over the standard deviation (or what stands for it), points above limits only."""
        said = self.predictions(u)
        parts = []
        for k, p in enumerate(self.points):
            seen = np.isfinite(p.value)
            if said is None:
                parts.append(np.full(int(seen.sum()), _FAR))
                continue
            f, y, sigma = said[k][seen], p.value[seen], p.sigma[seen]
            if self.error == "log":
                off = np.log(np.maximum(f, 1e-300)) - np.log(y)
                # an error of a logarithm is the error's share of the value
                parts.append(off / np.where(np.isfinite(sigma), sigma / y, 1.0))
            else:
                scale = np.maximum(np.abs(y), 1e-12 * np.abs(y).max()) if self.error == "proportional" else 1.0
                parts.append((f - y) / np.where(np.isfinite(sigma), sigma, scale * self.spread[p.of]))
        return np.concatenate(parts)

    def terms(self, said: Sequence[np.ndarray], scales: np.ndarray) -> Terms:
        """−2 log likelihood at predictions and logarithms of σ (one a curve), with what a step needs."""
        parts = []
        shares = self.error == "proportional" and not self.weighted
        for f, p in zip(said, self.points, strict=True):
            y, limit = p.value, p.limit
            common = 1.0 if self.weighted else float(np.exp(scales[self.columns.index(p.of)]))
            own = np.isfinite(p.sigma)
            seen = np.isfinite(y)
            # an error of a logarithm is the error's share of the value, or of the limit beyond which it lies
            of = np.where(seen, y, limit) if self.error == "log" else 1.0
            if self.error == "log":
                f, y, limit = np.log(np.maximum(f, 1e-300)), np.log(np.where(y > 0, y, np.nan)), np.log(limit)
            size = np.maximum(np.abs(f), 1e-300) if shares else 1.0
            sigma = np.where(own, p.sigma / of, common * size)
            rise = np.where(own, 0.0, np.sign(f) / size) if shares else np.zeros(len(f))
            z = (y - f) / sigma
            far = p.above * (f - limit) / sigma
            log_chance = stats.norm.logcdf(far)
            with np.errstate(over="ignore", invalid="ignore"):
                hazard = np.exp(stats.norm.logpdf(far) - log_chance)
            bend = 2 * hazard * np.maximum(hazard + far, 0.0)
            by_f, by_scale = p.above / sigma - far * rise, np.where(own, 0.0, -far)
            free = np.where(own, 0.0, 1.0)
            parts.append(Terms(
                np.where(seen, z**2 + 2 * np.log(sigma), -2 * log_chance),
                np.where(seen, -2 * z / sigma + (2 - 2 * z**2) * rise, -2 * hazard * by_f),
                np.where(seen, 2 / sigma**2 + 4 * rise**2, bend * by_f**2),
                np.where(seen, (2 - 2 * z**2) * free, -2 * hazard * by_scale),
                np.where(seen, 4 * free, bend * by_scale**2),
                np.where(seen, 4 * rise * free, bend * by_f * by_scale),
            ))  # fmt: skip
        return Terms(*(np.concatenate(one) for one in zip(*parts, strict=True)))

    def compared(self, f: np.ndarray) -> np.ndarray:
        """Predictions as they are compared."""
        return np.log(np.maximum(f, 1e-300)) if self.error == "log" else f

    def first_scales(self, u: np.ndarray) -> np.ndarray:
        """Logarithms of σ, one a curve, from the residuals of least squares."""
        said = self.predictions(u)
        found = []
        for name in self.columns:
            parts = []
            for k, p in enumerate(self.points):
                if p.of != name or said is None:
                    continue
                seen = np.isfinite(p.value)
                f, y = said[k][seen], p.value[seen]
                if self.error == "log":
                    parts.append(np.log(np.maximum(f, 1e-300)) - np.log(y))
                else:
                    parts.append((f - y) / (np.maximum(np.abs(f), 1e-300) if self.error == "proportional" else 1.0))
            off = np.concatenate(parts) if parts else np.ones(1)
            found.append(np.log(max(float(np.sqrt(np.mean(off**2))), 1e-9)))
        return np.array(found)


class Terms(NamedTuple):
    """Of each point: −2 log likelihood, its slope by the prediction and the expected curvature, and the same by log σ.

    Curvatures are those of Fisher's scoring: never negative, and right in the mean.
    """

    loss: np.ndarray
    slope: np.ndarray
    curve: np.ndarray
    scale_slope: np.ndarray
    scale_curve: np.ndarray
    cross: np.ndarray
