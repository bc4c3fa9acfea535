"""Many settings drawn from the declared ranges, and what becomes of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from evbook.analysis.outcome import Question, chunk_size, curves_of_many, evaluate, parameter_of, reporter, unit_of
from evbook.analysis.sampling import ranges_of, sample
from evbook.analysis.sweep import columns_of
from evbook.declaration import Declaration
from evbook.derive.system import compile, equations_of

#: The quantiles of a band: the middle, the central half, and nine in ten.
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


def ensemble(
    declaration: Declaration,
    n: int,
    *,
    seed: int,
    base: dict[str, float],
    ranges="declared",
    parameters=None,
    outcomes: Sequence[str] | str | None = None,
    method: str = "sobol",
    ev: bool = True,
    end: float | None = None,
    executor=None,
    progress=None,
) -> pd.DataFrame:
    """Return a tidy table, a row a member: what was varied, then the outcomes.

    See :meth:`evbook.model.Model.ensemble`.
    """
    if outcomes is None:
        outcomes = tuple(m.name for m in declaration.measures)
    outcomes = (outcomes,) if isinstance(outcomes, str) else tuple(outcomes)
    varied = sample(declaration, ranges_of(declaration, parameters, ranges), n, seed=seed, method=method)
    found = evaluate(declaration, Question(outcomes, ev=ev, end=end), columns_of(declaration, base, varied),
                     executor=executor, progress=progress)  # fmt: skip
    frame = pd.DataFrame({**varied, **dict(zip(outcomes, found, strict=True))})
    frame.index.name = "member"
    frame.attrs["units"] = {name: parameter_of(declaration, name).unit for name in varied}
    frame.attrs["units"] |= {text: unit_of(declaration, text) for text in outcomes}
    frame.attrs |= {"model": declaration.id, "ev": ev, "setting": base, "seed": seed, "varied": list(varied)}
    return frame


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
