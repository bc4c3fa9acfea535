"""Does a fitted model describe the data?  Residuals, runs of one sign, AICc, and a plain sentence by a stated rule.

The rule: a model does not describe the data when it is worse than their mean by more than chance (for a curve of n
points −R² (n − 1) is an F with 1 and n − 1 degrees where only chance parts the two; p below 0.01), when its residuals
run on one side longer than chance allows (runs test of Wald and Wolfowitz 1940, p below 0.01), when with standard
deviations of the data the sum of squared residuals is beyond chance (χ², p below 0.01), or when it misses the means of
replicates by more than their scatter (F, p below 0.01).
"""

from __future__ import annotations

from math import comb

import numpy as np
import pandas as pd
from scipy import stats

#: What happens by chance more rarely than this is not put down to chance.
RARE = 0.01


def runs_test(signs) -> float:
    """The chance of so few runs of one sign, or fewer, in a random order of these signs (exact; one-sided)."""
    signs = np.asarray(signs)
    signs = signs[signs != 0]
    plus, minus = int(np.sum(signs > 0)), int(np.sum(signs < 0))
    if plus == 0 or minus == 0:
        # All on one side: as rare as that many tosses of a coin.
        return float(0.5 ** max(len(signs) - 1, 0))
    runs = 1 + int(np.sum(signs[1:] != signs[:-1]))
    if plus + minus > 200:
        mean = 1 + 2 * plus * minus / (plus + minus)
        spread = np.sqrt((mean - 1) * (mean - 2) / (plus + minus - 1))
        return float(stats.norm.cdf((runs + 0.5 - mean) / spread))
    ways = 0
    for r in range(2, runs + 1):
        k = r // 2
        if r % 2 == 0:
            ways += 2 * comb(plus - 1, k - 1) * comb(minus - 1, k - 1)
        else:
            ways += comb(plus - 1, k) * comb(minus - 1, k - 1) + comb(plus - 1, k - 1) * comb(minus - 1, k)
    return ways / comb(plus + minus, plus)


def judged(problem, best, said) -> dict:
    """Residuals of each point, AICc, tests, and sentences; for the ``attrs`` of a fit."""
    log = problem.error == "log"
    frames = []
    for f, p in zip(said, problem.points, strict=True):
        with np.errstate(divide="ignore", invalid="ignore"):
            off = np.log(np.maximum(f, 1e-300)) - np.log(p.value) if log else f - p.value
        frames.append(pd.DataFrame({
            "arm": problem.arms[p.arm].name, "column": p.column, "series": p.of, "time": p.time, "measured": p.value,
            "below": np.where(p.above < 0, p.limit, np.nan), "above": np.where(p.above > 0, p.limit, np.nan),
            "sigma": p.sigma, "model": f, "residual": off}))  # fmt: skip
    table = pd.concat(frames, ignore_index=True)
    k = len(problem.fitted) + (0 if problem.weighted else len(problem.columns))
    n = problem.count
    if problem.likely:
        deviance = best.loss
    else:
        deviance = best.rss if problem.weighted else n * np.log(best.rss / n) if best.rss > 0 else -np.inf
    aicc = deviance + 2 * k + (2 * k * (k + 1) / (n - k - 1) if n > k + 1 else np.inf)
    tests = []
    for (arm, name), part in table.groupby(["arm", "series"], sort=False):
        part = part[np.isfinite(part["residual"])].sort_values("time")
        if len(part) < 2:
            continue
        y = np.log(part["measured"]) if log else part["measured"]
        total = float(np.sum((y - y.mean()) ** 2))
        share = 1 - float(np.sum(part["residual"] ** 2)) / total if total > 0 else np.nan
        tests.append({"arm": arm, "series": name, "points": len(part), "r2": share,
                      "runs_p": runs_test(np.sign(part.groupby("time")["residual"].mean()))})  # fmt: skip
    sentences = []
    degrees = n - len(problem.fitted)
    where = {(one["arm"], one["series"]): f"{one['series']}" + (f" of {one['arm']}" if len(problem.arms) > 1 else "")
             for one in tests}  # fmt: skip
    for one in tests:
        name = where[one["arm"], one["series"]]
        if one["r2"] < 0 and stats.f.sf(-one["r2"] * (one["points"] - 1), 1, one["points"] - 1) < RARE:
            sentences.append(f"for {name} it is worse than the mean of the data (R² {max(one['r2'], -99):.2f})")
        if one["runs_p"] < RARE:
            sentences.append(f"its residuals for {name} run on one side (runs test, p {one['runs_p']:.2g})")
    if problem.weighted and not problem.likely:
        chance = float(stats.chi2.sf(best.rss, degrees))
        if chance < RARE:
            sentences.append(f"it misses the points by more than their standard deviations allow (χ² {best.rss:.4g} of "
                             f"{degrees} degrees, p {chance:.2g})")  # fmt: skip
    lack = _replicates(table, problem)
    if lack is not None and lack < RARE:
        sentences.append(f"it misses the means of replicates by more than their scatter (F test, p {lack:.2g})")
    verdict = (
        "This model does not describe these data: " + "; ".join(sentences) + "."
        if sentences
        else "Nothing in the residuals speaks against this model."
    )
    sigma = (
        {}
        if problem.weighted
        else (
            dict(zip(problem.columns, np.exp(best.scales).tolist(), strict=True))
            if problem.likely
            else {name: float(np.sqrt(best.rss / degrees) * problem.spread[name]) for name in problem.columns}
        )
    )
    return {"residuals": table, "aicc": float(aicc), "rss": best.rss, "tests": tests, "describes": not sentences,
            "verdict": verdict, "sigma": sigma,
            "residual_sd": float(np.sqrt(best.rss / degrees)), "lack_of_fit_p": lack}  # fmt: skip


def _replicates(table: pd.DataFrame, problem) -> float | None:
    """The chance of missing the means of replicates so widely (lack of fit against pure error); None without them."""
    seen = table[np.isfinite(table["residual"])]
    groups = seen.groupby(["arm", "series", "time"])["residual"]
    sizes = groups.size()
    if (sizes > 1).sum() < 2:
        return None
    pure = float(groups.apply(lambda r: np.sum((r - r.mean()) ** 2)).sum())
    lack = float((sizes * groups.mean() ** 2).sum())
    between, within = len(sizes) - len(problem.fitted), len(seen) - len(sizes)
    if between <= 0 or within <= 0 or pure <= 0:
        return None
    return float(stats.f.sf(lack / between / (pure / within), between, within))
