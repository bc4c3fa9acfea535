"""Where paths part: the stable manifold of a saddle in the plane, and the critical start along a line.

A path that starts on it ends at the saddle; on either side paths go to different states.  It is found
by running time backwards from the saddle along its stable direction: backwards the manifold attracts,
so the error of the first small step dies out.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from scipy.integrate import solve_ivp

from evbook.declaration import Declaration
from evbook.derive.numpy import functions, point
from evbook.derive.system import compile
from evbook.simulation.equilibria import SteadyState, equilibria, nearest

#: The first step away from the saddle, as a share of its own size, and the solver's tolerance.
FIRST_STEP, RTOL = 1e-6, 1e-11
#: How far beyond the drawn axes the manifold is followed, and for how many of its own slow times.
BEYOND, TIMES = 10.0, 400.0
#: Points of each half of a polyline.
POINTS = 400


def separatrix(
    declaration: Declaration, base: dict[str, float], *, ev: bool = True, near: Mapping[str, float] | None = None
) -> pd.DataFrame:
    """Return the stable manifolds of the saddles inside the plane as polylines, a row a point.

    Columns: ``saddle`` (a number), the two states, in order along each line.
    See :meth:`evbook.model.Model.separatrix`.
    """
    names, rows = [s.name for s in declaration.states], []
    for number, saddle in enumerate(_saddles(declaration, base, ev, near)):
        halves = [_half(declaration, base, ev, saddle, side).y for side in (-1.0, 1.0)]
        line = np.hstack([halves[0][:, ::-1], saddle.y[:, None], halves[1]])
        rows += [{"saddle": number, names[0]: a, names[1]: b} for a, b in line.T]
    frame = pd.DataFrame(rows, columns=["saddle", *names])
    frame.attrs["units"] = {s.name: s.unit for s in declaration.states}
    frame.attrs |= {"model": declaration.id, "ev": ev, "setting": base}
    return frame


def crossings(
    declaration: Declaration, base: dict[str, float], along: Mapping[str, float], *, ev: bool = True,
    near: Mapping[str, float] | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Return where the separatrix crosses the line on which one state has a given value.

    Columns: ``saddle``, the state held, the other state at the crossing (the critical start), and
    ``precision``: the relative change of that value when the tolerance is a thousand times larger.
    Raises ValueError unless ``along`` names exactly one state.
    """
    names = [s.name for s in declaration.states]
    if len(along) != 1 or next(iter(along)) not in names:
        raise ValueError(
            f"{declaration.id}: name one state and the value to hold it at, such as "
            f"{{{names[0]!r}: …}}, not {dict(along)!r}."
        )
    held, value = next(iter(along.items()))
    i = names.index(held)
    rows = []
    for number, saddle in enumerate(_saddles(declaration, base, ev, near)):
        for side in (-1.0, 1.0):
            fine = _half(declaration, base, ev, saddle, side, line=(i, float(value))).crossed
            rough = _half(declaration, base, ev, saddle, side, line=(i, float(value)), rtol=1e3 * RTOL).crossed
            for k, y in enumerate(fine):
                other = y[1 - i]
                off = abs(other - rough[k][1 - i]) / abs(other) if k < len(rough) and other else np.nan
                rows.append({"saddle": number, held: value, names[1 - i]: other, "precision": off})
    frame = pd.DataFrame(rows, columns=["saddle", held, names[1 - i], "precision"])
    frame = frame.sort_values(names[1 - i], kind="stable").reset_index(drop=True)
    frame.attrs["units"] = {s.name: s.unit for s in declaration.states} | {"precision": "1"}
    frame.attrs |= {"model": declaration.id, "ev": ev, "setting": base}
    return frame


def _saddles(declaration, base, ev, near) -> list[SteadyState]:
    """The saddles that part paths: with both states above zero, or the one nearest to ``near``."""
    if len(declaration.states) != 2:
        raise ValueError(
            f"{declaration.id} has {len(declaration.states)} states; a separatrix is a line in the plane "
            "of a model with two."
        )
    found = [r for r in equilibria(compile(declaration, ev=ev), base) if r.kind == "saddle"]
    if near is not None:
        return [nearest(found, [s.name for s in declaration.states], dict(near))]
    inside = [point for point in found if np.all(point.y > 0)]
    if not inside:
        raise ValueError(
            f"{declaration.id} has no saddle with both states above zero at this setting, so nothing "
            "parts its paths; name one on the edge with near={…}."
        )
    return inside


class _half:
    """One half of a stable manifold: ``y`` (2, points) outwards, and ``crossed`` the crossings of a line."""

    def __init__(self, declaration, base, ev, saddle: SteadyState, side: float, *, line=None, rtol=RTOL):
        system = compile(declaration, ev=ev)
        f, p = functions(system), point(declaration, base)
        tops = np.array([BEYOND * max(map(abs, s.axis)) for s in declaration.states])
        size = np.where(saddle.y == 0, tops / BEYOND * 1e-3, np.abs(saddle.y))
        values, vectors = np.linalg.eig(f.jacobian(0.0, saddle.y, p) * size / size[:, None])
        slow = int(np.argmin(values.real))
        step = vectors[:, slow].real / np.max(np.abs(vectors[:, slow].real)) * size
        if step[np.argmax(np.abs(step / size))] < 0:
            step = -step

        def gone(t, y):
            """Positive inside the window: above zero where the saddle is, and below its top."""
            low = np.where(saddle.y == 0, 1.0, y / tops)
            return min(low.min(), (1.0 - np.abs(y) / tops).min())

        gone.terminal = True
        events = [gone]
        if line is not None:
            events.append(lambda t, y: y[line[0]] / line[1] - 1.0 if line[1] else y[line[0]])
        with np.errstate(all="ignore"):
            run = solve_ivp(lambda t, y: -f.rhs(0.0, y, p), (0.0, TIMES / abs(values.real[slow])),
                            saddle.y + side * FIRST_STEP * step, method="DOP853", rtol=rtol,
                            atol=rtol * 1e-9 * size, events=events, dense_output=True)  # fmt: skip
        ends = np.linspace(0.0, 1.0, POINTS)
        # equal shares of the solver's own steps: close together where the line bends
        moments = np.interp(ends * (len(run.t) - 1), np.arange(len(run.t)), run.t)
        self.y = np.maximum(run.sol(moments), 0.0)
        self.crossed = run.y_events[1] if line is not None else np.empty((0, 2))
