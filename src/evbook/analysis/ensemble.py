"""Many settings drawn from the declared ranges, and what becomes of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from evbook.analysis.outcome import (
    RTOL,
    Question,
    chunk_size,
    curves_of_many,
    evaluate,
    parameter_of,
    reporter,
    unit_of,
)
from evbook.analysis.sampling import ranges_of, sample, table_of
from evbook.analysis.sweep import columns_of
from evbook.declaration import Declaration
from evbook.derive.system import compile, equations_of
from evbook.simulation.setting import checked_rtol

#: The quantiles of a band: the middle, the central half, and nine in ten.
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


def ensemble(
    declaration: Declaration,
    n: int | None,
    *,
    seed: int | None,
    base: dict[str, float],
    settings=None,
    ranges="declared",
    parameters=None,
    outcomes: Sequence[str] | str | None = None,
    method: str = "sobol",
    ev: bool = True,
    end: float | None = None,
    rtol: float | None = None,
    executor=None,
    progress=None,
) -> pd.DataFrame:
    """Return a tidy table, a row a member: what was varied, then the outcomes.

    See :meth:`evbook.model.Model.ensemble`.
    """
    if outcomes is None:
        outcomes = tuple(m.name for m in declaration.measures)
    outcomes = (outcomes,) if isinstance(outcomes, str) else tuple(outcomes)
    varied = _members(declaration, n, settings, seed, parameters, ranges, method)
    question = Question(outcomes, ev=ev, end=end, rtol=checked_rtol(declaration, rtol or RTOL))
    found = evaluate(declaration, question, columns_of(declaration, base, varied), executor=executor,
                     progress=progress)  # fmt: skip
    frame = pd.DataFrame({**varied, **dict(zip(outcomes, found, strict=True))})
    frame.index.name = "member"
    frame.attrs["units"] = {name: parameter_of(declaration, name).unit for name in varied}
    frame.attrs["units"] |= {text: unit_of(declaration, text) for text in outcomes}
    frame.attrs |= {"model": declaration.id, "ev": ev, "setting": base, "seed": seed, "varied": list(varied)}
    return frame


def _members(declaration, n, settings, seed, parameters, ranges, method) -> dict[str, np.ndarray]:
    """The settings of an ensemble: those of a table, or ``n`` drawn."""
    if hasattr(n, "columns") and settings is None:
        n, settings = None, n
    if settings is not None:
        if n is not None or not isinstance(ranges, str):
            raise ValueError(f"{declaration.id}: a table of settings says how many there are and what is varied; give "
                             "neither a count nor ranges with it.")  # fmt: skip
        return table_of(declaration, settings)
    if n is None or seed is None:
        raise ValueError(f"{declaration.id}: say how many settings are drawn and with which seed, as in "
                         "ensemble(512, seed=1), or give a table of them as settings=.")  # fmt: skip
    return sample(declaration, ranges_of(declaration, parameters, ranges), n, seed=seed, method=method)


def band(
    declaration: Declaration,
    series: str,
    n: int,
    *,
    seed: int,
    base: dict[str, float],
    times: np.ndarray,
    ranges="declared",
    parameters=None,
    method: str = "sobol",
    quantiles: Sequence[float] = QUANTILES,
    ev: bool = True,
    progress=None,
) -> pd.DataFrame:
    """Return quantiles over the members of a state or output at each time, a column a quantile.

    See :meth:`evbook.model.Model.band`.
    """
    system = compile(equations_of(declaration, "curves to draw a band of; runs and ensemble give its measures"), ev=ev)
    varied = sample(declaration, ranges_of(declaration, parameters, ranges), n, seed=seed, method=method)
    settings = columns_of(declaration, base, varied)
    report, failed = reporter(progress, "settings"), 0
    curves = np.empty((len(times), n))
    size = chunk_size(declaration)
    for start in range(0, n, size):
        chunk = settings[:, start : start + size]
        found, sentences = curves_of_many(system, chunk, times, [series])
        curves[:, start : start + size], failed = found[series], failed + len(sentences)
        report(min(start + size, n), n)
    frame = pd.DataFrame(np.nanquantile(curves, quantiles, axis=1).T, columns=list(quantiles),
                         index=pd.Index(times, name="time"))  # fmt: skip
    unit = declaration.record(series).unit
    frame.attrs["units"] = {"time": declaration.time.unit} | dict.fromkeys(quantiles, unit)
    frame.attrs |= {"series": series, "model": declaration.id, "ev": ev, "setting": base, "seed": seed,
                    "members": n, "failed": failed, "varied": list(varied)}  # fmt: skip
    return frame
