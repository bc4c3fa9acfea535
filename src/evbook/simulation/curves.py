"""Curves and the numbers taken from them: a run of a declaration at a setting."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

import numpy as np

from evbook.declaration import Declaration, Measure
from evbook.derive.numpy import functions, of_parameters, point
from evbook.derive.system import compile
from evbook.simulation.curve_measures import measures_of_curve
from evbook.simulation.measures import measuring_grid, take_between
from evbook.simulation.schedule import Row
from evbook.simulation.solver import SolverError, firings, jumps, run


def series(
    declaration: Declaration,
    values: dict[str, float],
    times: np.ndarray,
    *,
    ev: bool,
    rtol: float | None = None,
    atol: Mapping[str, float] | None = None,
    schedule: list[Row] | None = None,
) -> dict[str, np.ndarray]:
    """Return each state and output on ``times`` as arrays of shape (k,).

    For a curve model ``times`` are values of its axis; with two axes the shape is (k, second axis).
    ``rtol`` (the declaration's when absent) and ``atol`` (by state) are the solver's, per step; a curve
    model needs none.  ``schedule`` takes the place of the declared doses and windows.
    """
    if declaration.kind == "tissue":
        return _looked_at(declaration, values, times, ev=ev)
    system = compile(declaration, ev=ev)
    constants = point(declaration, values)
    outputs = functions(system).outputs
    if declaration.kind == "curve":
        second = [grid_of(axis)[None, :] for axis in declaration.axes[1:]]
        first = times[:, None] if second else times
        with np.errstate(all="ignore"):
            rows = outputs(first, second, constants)
        shape = (len(times), *(len(axis[0]) for axis in second))
        return {o.name: np.broadcast_to(row, shape) for o, row in zip(declaration.outputs, rows, strict=True)}
    everything = run(system, values, times, rtol=rtol or declaration.rtol, atol=atol, schedule=schedule)
    states, hidden = everything[: system.size], everything[system.size :]
    settings = [np.broadcast_to(value, times.shape) for value in constants[: len(declaration.parameters)]]
    with np.errstate(all="ignore"):
        rows = outputs(times, states, [*settings, *hidden])
    names = [record.name for record in (*declaration.states, *declaration.outputs)]
    return dict(zip(names, [*states, *(np.broadcast_to(row, times.shape) for row in rows)], strict=True))


def _looked_at(declaration: Declaration, values: dict, times: np.ndarray, *, ev: bool) -> dict[str, np.ndarray]:
    """A run of a tissue at ``times``: as it was at the look before; NaN after its end."""
    from evbook.simulation.lattice_looks import look

    looks = look(declaration, values, ev=ev, limit=float(times[-1]))
    places = np.floor(times / looks.run.dt + 1e-9).astype(int)
    inside = np.minimum(places, len(looks.times) - 1)
    return {name: np.where(places < len(row), row[inside], np.nan) for name, row in looks.outputs.items()}


def grid_of(axis) -> np.ndarray:
    """The points of an axis, evenly spaced on its scale."""
    low, high = axis.range
    return np.geomspace(low, high, axis.points) if axis.scale == "log" else np.linspace(low, high, axis.points)


def default_grid(declaration: Declaration) -> np.ndarray:
    """The declared window of time, or the first axis."""
    if declaration.axes:
        return grid_of(declaration.axes[0])
    return np.linspace(0.0, declaration.time.end, declaration.time.points)


def grid_to(declaration: Declaration, end: float | None) -> np.ndarray:
    """The declared window (or axis); with ``end``, as many points up to that time.

    Raises ValueError for an end that is no time, and for one of a curve model.
    """
    grid = default_grid(declaration)
    if end is None:
        return grid
    if declaration.kind == "curve" or not end > 0:
        raise ValueError(
            f"{declaration.id}: an end is a time above 0 in {declaration.time.unit}, and only for a model that runs "
            f"in time; not {end!r}."
        )
    return np.linspace(0.0, float(end), len(grid))


def measured(
    declaration: Declaration, values: dict[str, float], *, ev: bool, schedule: list[Row] | None = None,
    rtol: float | None = None, atol: Mapping[str, float] | None = None, end: float | None = None,
) -> dict[str, float]:  # fmt: skip
    """Return every measure of a run over the declared window, or over the window up to ``end``."""
    times = grid_to(declaration, end)
    if declaration.tissue:  # every look counts, and not only those that a curve is drawn through
        from evbook.simulation import lattice_looks

        return lattice_looks.measures_of(
            declaration, lattice_looks.look(declaration, values, ev=ev, limit=float(times[-1]))
        )
    if declaration.kind == "dynamic":
        times = measuring_times(declaration, values, times, ev=ev, schedule=schedule)
    curves = series(declaration, values, times, ev=ev, schedule=schedule, rtol=rtol, atol=atol)
    return measures_of(declaration, values, times, curves, ev=ev)


def measuring_times(
    declaration: Declaration, values: dict[str, float], times: np.ndarray, *, ev: bool,
    schedule: list[Row] | None = None,
) -> np.ndarray:  # fmt: skip
    """The times at which a run that is drawn at ``times`` is looked at for its measures (``measuring_grid``)."""
    return measuring_grid(times, moments(declaration, values, times, ev=ev, schedule=schedule))


def moments(
    declaration: Declaration, values: dict[str, float], times: np.ndarray, *, ev: bool,
    schedule: list[Row] | None = None,
) -> list[float]:  # fmt: skip
    """When, up to the end of ``times``, a run is given something, switched or triggered; a trigger's is found by a run.

    A run that fails has no such moment: what is asked of it later says why.
    """
    found = [jump.time for jump in jumps(declaration, values, schedule)]
    if declaration.triggers:
        with suppress(SolverError):
            found += firings(compile(declaration, ev=ev), values, float(times[-1]), declaration.rtol, schedule)
    return found


def measures_of(
    declaration: Declaration, values: dict, times: np.ndarray, curves: dict, *, ev: bool
) -> dict[str, float]:
    """Return every measure of given curves; ``curves`` maps state and output names to arrays.

    Those of a run in time are known at :func:`measuring_times`.
    """
    if declaration.tissue:
        from evbook.simulation.lattice_looks import measures_on

        return measures_on(declaration, values, times, curves)
    levels = {m.name: level_of(declaration, m, values) for m in declaration.measures}
    if declaration.kind == "curve":
        p = list(point(declaration, values))
        return measures_of_curve(declaration, compile(declaration, ev=ev), p, times, curves, levels)
    return {
        m.name: take_between(
            m.take, times, curves[m.of], level=levels[m.name], log=declaration.record(m.of).scale == "log"
        )
        for m in declaration.measures
    }  # fmt: skip


def level_of(declaration: Declaration, measure: Measure, values: dict) -> float:
    """The threshold, or the point, of a measure at a setting; NaN where it needs none."""
    text = measure.level or measure.time
    return float(of_parameters(declaration, text)(values)) if text else np.nan
