"""Which parameters matter to an outcome: near one setting, or over whole ranges.

``local`` solves the forward sensitivity equations; ``ends`` puts each parameter alone at the ends of its
range; ``morris`` (elementary effects; Morris 1991 Technometrics 33:161, Campolongo et al. 2007 Environ
Model Softw 22:1509) and ``sobol`` (variance shares; Saltelli et al. 2010 Comput Phys Commun 181:259)
sample and analyse with SALib (Iwanaga et al. 2022 Socio-Environ Syst Model 4:18155).
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from evbook.analysis.outcome import Question, check_outcome, evaluate, outcomes_of, parameter_of, unit_of
from evbook.analysis.sampling import chosen, place, ranges_of
from evbook.analysis.sweep import columns_of
from evbook.analysis.tangent import measure_with_tangent, series_with_tangent
from evbook.declaration import Declaration
from evbook.declaration.expressions import names_in
from evbook.derive.gradient import gradient_of
from evbook.derive.numpy import of_outcomes
from evbook.derive.system import compile
from evbook.simulation.curves import grid_to, measuring_times

METHODS = ("local", "ends", "morris", "sobol", "rank")


def courses(declaration: Declaration, series: str, *, base, parameters=None, times, ev=True) -> pd.DataFrame:
    """Return ∂(series)/∂p over time, a column a parameter, indexed by time.

    ``series`` is a state or an output.
    """
    names = [p.name for p in chosen(declaration, "all" if parameters is None else parameters)]
    _, slopes = series_with_tangent(compile(declaration, ev=ev), base, times, names)
    frame = pd.DataFrame(dict(zip(names, slopes[series], strict=True)), index=pd.Index(times, name="time"))
    of = declaration.record(series).unit
    frame.attrs["units"] = {"time": declaration.time.unit}
    frame.attrs["units"] |= {name: per(of, parameter_of(declaration, name).unit) for name in names}
    frame.attrs |= {"series": series, "model": declaration.id, "ev": ev, "setting": base}
    return frame


def per(unit: str, other: str) -> str:
    """The unit of a derivative, in words: ``cell per (1/day)``."""
    return unit if other == "1" else f"{unit} per ({other})"


def local(declaration: Declaration, outcome: str, *, base, parameters=None, ev=True, end=None) -> pd.DataFrame:
    """Return derivatives and elasticities (p/m)(∂m/∂p) of an outcome m, the strongest first.

    ``derivative`` is ∂m/∂p; ``over_range`` is the derivative times the width of p's declared range: what a
    straight line would make of it, and not zero where p is.  Raises ValueError where the outcome is a
    condition or does not exist at the setting.
    """
    check_outcome(declaration, outcome)
    names = [p.name for p in chosen(declaration, "all" if parameters is None else parameters)]
    times = grid_to(declaration, end)
    if declaration.kind == "dynamic":
        times = measuring_times(declaration, base, times, ev=ev)
    system = compile(declaration, ev=ev)
    curves, slopes = series_with_tangent(system, base, times, names)
    values, by = dict(base), {name: np.eye(len(names))[names.index(name)] if name in names else np.zeros(len(names))
                              for name in base}  # fmt: skip
    for m in outcomes_of(declaration):
        values[m.name], by[m.name] = np.nan, np.full(len(names), np.nan)
        if m.name in names_in(outcome):
            values[m.name], by[m.name] = measure_with_tangent(system, m, base, times, curves, slopes, names)
    value = of_outcomes(declaration, outcome)(values)
    if isinstance(value, bool | np.bool_):
        raise ValueError(f"{declaration.id}: {outcome!r} is a condition, which has no slope; ask for a measure.")
    used = tuple(sorted(names_in(outcome) - {"pi"}))
    slope = sum(part * by[name] for part, name in zip(gradient_of(outcome, used)(values), used, strict=True))
    if not np.isfinite(value) or not np.all(np.isfinite(slope)):
        raise ValueError(f"{declaration.id}: {outcome!r} has no finite value and slope at this setting, "
                         "so nothing can be said about its sensitivity.")  # fmt: skip
    records = [parameter_of(declaration, name) for name in names]
    frame = pd.DataFrame({
        "parameter": names,
        "value": [base[name] for name in names],
        "derivative": slope,
        "elasticity": slope * [base[name] for name in names] / value if value else np.full(len(names), np.nan),
        "over_range": slope * [r.range[1] - r.range[0] for r in records],
        "unit": [per(unit_of(declaration, outcome), r.unit) for r in records],
        "grade": [r.grade for r in records],
    })  # fmt: skip
    frame = frame.sort_values("elasticity", key=np.abs, ascending=False, kind="stable").reset_index(drop=True)
    units = {"elasticity": "1", "over_range": unit_of(declaration, outcome)}
    return labelled(frame, declaration, outcome, "local", units, base, ev, outcome_value=float(value))


def at_ends(
    declaration: Declaration, outcome: str, *, base, parameters=None, ranges="declared", ev=True, end=None,
    executor=None, progress=None,
) -> pd.DataFrame:  # fmt: skip
    """Return the outcome with each parameter alone at either end of its range, the widest first.

    Columns: ``at_low`` and ``at_high``, the outcome; ``low`` and ``high``, the ends.  A parameter at whose one end
    the outcome has no value, as a day that never comes, is wider than any whose two ends have one.
    """
    spans = ranges_of(declaration, parameters, ranges)
    order, names = list(base), list(spans)
    settings = np.tile(np.array(list(base.values()))[:, None], 2 * len(names) + 1)
    for i, name in enumerate(names):
        settings[order.index(name), [2 * i, 2 * i + 1]] = spans[name].low, spans[name].high
    question = Question((outcome,), ev=ev, end=end)
    found = evaluate(declaration, question, settings, executor=executor, progress=progress)[0]
    frame = pd.DataFrame({"parameter": names, "at_low": found[:-1:2], "at_high": found[1::2],
                          "low": [prior.low for prior in spans.values()],
                          "high": [prior.high for prior in spans.values()],
                          "unit": [parameter_of(declaration, name).unit for name in names]})  # fmt: skip
    width = (frame["at_high"] - frame["at_low"]).abs()
    one_end = frame["at_high"].isna() != frame["at_low"].isna()
    widest = width.mask(one_end, np.inf).sort_values(ascending=False, kind="stable").index
    unit = unit_of(declaration, outcome)
    return labelled(frame.loc[widest].reset_index(drop=True), declaration, outcome, "ends",
                     {"at_low": unit, "at_high": unit}, base, ev, outcome_value=float(found[-1]))  # fmt: skip


def over_ranges(
    declaration: Declaration, outcome: str, method: str, *, base, parameters=None, ranges="declared", n=None, seed=0,
    ev=True, end=None, executor=None, progress=None,
) -> pd.DataFrame:  # fmt: skip
    """Return Morris's elementary effects or Sobol's shares of the variance, the strongest first.

    Morris: ``mu_star`` (mean size of an effect, in the outcome's unit, of a change by the whole range),
    ``mu``, ``sigma``, from n trajectories.  Sobol: ``first``, ``total`` and their 95 % half-widths, from
    n (a power of two) × (parameters + 2) runs.  Logarithmic parameters are sampled in the logarithm.
    """
    SALib = _salib()
    spans = ranges_of(declaration, parameters, ranges)
    problem = {"num_vars": len(spans), "names": list(spans), "bounds": [[0.0, 1.0]] * len(spans)}
    if len(spans) < 2:
        raise ValueError(f"{declaration.id}: {method} compares parameters, so it needs at least two.")
    if method == "morris":
        unit = SALib.morris_sample(problem, n or 64, num_levels=8, seed=seed)
    else:
        n = n or 512
        if n & (n - 1):
            raise ValueError(f"{declaration.id}: a Sobol sample needs a power of two, such as {2 ** n.bit_length()}, "
                             f"not {n}.")  # fmt: skip
        unit = SALib.sobol_sample(problem, n, calc_second_order=False, seed=seed)
    settings = columns_of(declaration, base, place(spans, unit, ends=method == "morris"))
    question = Question((outcome,), ev=ev, end=end)
    found = evaluate(declaration, question, settings, executor=executor, progress=progress)[0]
    missing = int(np.count_nonzero(~np.isfinite(found)))
    if missing:
        raise ValueError(f"{declaration.id}: {outcome!r} has no value in {missing} of {len(found)} settings, so its "
                         "variance is not defined; ask for one that every run has, or narrow the ranges.")  # fmt: skip
    if np.ptp(found) == 0:
        raise ValueError(f"{declaration.id}: {outcome!r} is {found[0]:g} in every setting; nothing matters to it.")
    if method == "morris":
        result = SALib.morris_analyze(problem, unit, found, num_levels=8, seed=seed)
        columns = {"mu_star": result["mu_star"], "mu": result["mu"], "sigma": result["sigma"],
                   "mu_star_half_width": result["mu_star_conf"]}  # fmt: skip
        units = dict.fromkeys(columns, unit_of(declaration, outcome))
    else:
        result = SALib.sobol_analyze(problem, found, calc_second_order=False, seed=seed)
        columns = {"total": result["ST"], "first": result["S1"], "total_half_width": result["ST_conf"],
                   "first_half_width": result["S1_conf"]}  # fmt: skip
        units = dict.fromkeys(columns, "1")
    lows, highs = [prior.low for prior in spans.values()], [prior.high for prior in spans.values()]
    frame = pd.DataFrame(
        {"parameter": list(spans), **{k: np.asarray(v, float) for k, v in columns.items()}, "low": lows, "high": highs}
    )
    frame["unit"] = [parameter_of(declaration, name).unit for name in spans]
    frame = frame.sort_values(next(iter(columns)), ascending=False, kind="stable").reset_index(drop=True)
    return labelled(frame, declaration, outcome, method, units, base, ev, runs=len(found), seed=seed)


def labelled(frame, declaration, outcome, method, units, base, ev, **more) -> pd.DataFrame:
    frame.attrs["units"] = units
    frame.attrs |= {"outcome": outcome, "method": method, "model": declaration.id, "ev": ev, "setting": base, **more}
    return frame


def _salib():
    """SALib's four functions.  Raises ImportError with a sentence when it is not installed."""
    from types import SimpleNamespace

    try:
        from SALib.analyze import morris as morris_analysis
        from SALib.analyze import sobol as sobol_analysis
        from SALib.sample import morris as morris_design
        from SALib.sample import sobol as sobol_design
    except ImportError:
        raise ImportError(
            "Morris and Sobol sensitivities need SALib; install it with: pip install 'evbook[analysis]'."
        ) from None
    return SimpleNamespace(
        morris_sample=morris_design.sample,
        morris_analyze=morris_analysis.analyze,
        sobol_sample=sobol_design.sample,
        sobol_analyze=sobol_analysis.analyze,
    )
