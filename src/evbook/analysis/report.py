"""The report card of a model: what was checked, with a figure and a sentence for each line.

A line that fails fails the tests; a line that states (grades, what was read of the sources) has no
verdict.  The card is made from the model itself, so it cannot be kinder than the model is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache

import numpy as np
import sympy

from evbook.analysis.benchmarks import outcomes
from evbook.analysis.report_line import Line
from evbook.analysis.report_tissue import in_space
from evbook.analysis.sampling import ranges_of, sample
from evbook.declaration import Declaration
from evbook.declaration.slots import slots
from evbook.declaration.statements import BENCHMARK_KINDS
from evbook.derive.numpy import functions, of_parameters, point
from evbook.derive.system import System, compile
from evbook.simulation.curves import default_grid
from evbook.simulation.setting import setting
from evbook.simulation.solver import RTOL, SolverError, integrate

#: Said of a model for which no printed number was found that is not its own input.
NOTHING_PUBLISHED = "Nothing published to hold it to: no number was seen that is neither an input nor chosen to fit."
#: What a model is without its vesicle terms, as its card says it.
EXTENT = {
    "whole": "Without vesicle terms it is the whole published model",
    "part": "Without vesicle terms it is a part of the published model",
    "ours": "Without vesicle terms its equations are ours",
}
#: Settings tried for the lines that speak of "any setting".
TRIED = 12


@cache
def report(declaration: Declaration) -> tuple[Line, ...]:
    """Return the card of a model, worst news not hidden: every line is there, passed or failed."""
    by_kind = {"dynamic": _dynamic, "tissue": in_space}
    own = by_kind[declaration.kind](declaration) if declaration.kind in by_kind else ()
    return (
        _stands_on(declaration),
        _units(declaration),
        *own,
        *_benchmarks(declaration),
        *_numbers(declaration),
        _budget(declaration),
    )


def _stands_on(d: Declaration) -> Line:
    said = f"{EXTENT[d.base.extent]}{': ' if d.base.left_out else ''}{d.base.left_out}."
    return Line("Stands on", None, d.base.extent, said)


def _units(d: Declaration) -> Line:
    compile(d)
    count = sum(1 for _ in slots(d))
    return Line("Units", True, f"{count}", f"All {count} expressions have the unit of their place.")


def _dynamic(d: Declaration) -> Iterator[Line]:
    yield _amounts(d)
    yield from _conservation(d)
    yield _base(d)
    yield _tolerance(d)
    yield _solvers(d)


def _settings(d: Declaration) -> list[dict[str, float]]:
    columns = sample(d, ranges_of(d, "all", "declared"), TRIED, seed=1)
    return [{name: float(column[k]) for name, column in columns.items()} for k in range(TRIED)]


def _amounts(d: Declaration) -> Line:
    times, finished, least = default_grid(d)[::10], 0, 0.0
    for values in _settings(d):
        try:
            curves = integrate(compile(d), values, times)
        except SolverError:
            continue
        finished += 1
        amounts = [row / max(np.max(np.abs(row)), 1e-300) for row, s in zip(curves, d.states, strict=True) if s.amount]
        least = min([least, *(float(row.min()) for row in amounts)])
    good = finished >= 0.9 * TRIED and least >= 0
    return Line(
        "Any setting", good, f"{finished} of {TRIED}",
        f"At {TRIED} random settings within the ranges, {finished} runs end with finite, non-negative amounts; "
        "the others are refused with a sentence.",
    )  # fmt: skip


def conserved(system: System) -> list[sympy.Matrix]:
    """Return the conservation laws: the left null space of the stoichiometric matrix."""
    numbers = {s: 1 for s in system.stoichiometry.free_symbols}
    return system.stoichiometry.subs(numbers).T.nullspace() if system.rates else []


def _conservation(d: Declaration) -> Iterator[Line]:
    system = compile(d, ev=False)
    laws = [] if d.triggers or d.doses or system.stoichiometry.free_symbols else conserved(system)
    if not laws:
        return
    times = default_grid(d)
    curves = integrate(system, setting(d), times)
    worst = 0.0
    for law in laws:
        weights = np.array(law.T.tolist(), float).ravel()
        total = weights @ curves
        size = np.max(np.abs(weights) @ np.abs(curves))
        worst = max(worst, float(np.ptp(total) / max(size, 1e-300)))
    count = "One total" if len(laws) == 1 else f"{len(laws)} totals"
    sentence = f"{count} that no process changes, constant along the run to this share."
    yield Line("Conservation", worst < 1e-6, f"{worst:.1e}", sentence)


def _base(d: Declaration) -> Line:
    """Without vesicles no EV number matters."""
    times = default_grid(d)[::10]
    plain = integrate(compile(d, ev=False), setting(d), times)
    own = {p.name: p.range[1] for p in d.parameters if p.ev}
    moved = integrate(compile(d, ev=False), setting(d, values=own), times)
    same = bool(np.array_equal(plain, moved))
    return Line("Base", same, f"{len(own)}",
                f"With the EV terms off, none of the {len(own)} numbers we added changes the run.")  # fmt: skip


def _tolerance(d: Declaration) -> Line:
    times = default_grid(d)
    coarse, fine = (integrate(compile(d), setting(d), times, rtol=r) for r in (RTOL, RTOL / 2))
    shift = float(np.max(np.abs(coarse - fine) / (np.max(np.abs(fine), axis=1, keepdims=True) + 1e-300)))
    return Line("Tolerance", shift < 1e-3, f"{shift:.1e}",
                "Halving the solver's tolerance moves the default run by this share of its largest value.")  # fmt: skip


def _solvers(d: Declaration) -> Line:
    """LSODA against Radau, SciPy's implicit Runge–Kutta method, on the default run between events."""
    from scipy.integrate import solve_ivp

    system, values = compile(d), setting(d)
    if d.triggers or d.doses or d.windows:
        return Line("Second solver", None, "", "Runs with events are compared with the browser's solver in the tests.")
    times, f, p = default_grid(d), functions(system), point(d, values)
    ours = integrate(system, values, times)
    other = solve_ivp(lambda t, y: f.rhs(t, y, p), (0, times[-1]), f.initial(p), method="Radau", t_eval=times,
                      jac=lambda t, y: f.jacobian(t, y, p), rtol=1e-9,
                      atol=1e-9 * np.abs(ours).max(axis=1) + 1e-30)  # fmt: skip
    size = np.max(np.abs(ours), axis=1, keepdims=True) + 1e-300
    apart = float(np.max(np.abs(ours - other.y) / size)) if other.success else float("nan")
    return Line("Second solver", apart < 1e-4, f"{apart:.1e}",
                "Another method (Radau) gives the same default run, to this share of the largest value.")  # fmt: skip


def _benchmarks(d: Declaration) -> Iterator[Line]:
    found = outcomes(d)
    for kind in BENCHMARK_KINDS:
        mine = [o for o in found if o.benchmark.kind == kind]
        if kind == "published" and not mine:
            yield Line("Benchmarks, published", None, "0", NOTHING_PUBLISHED)
        if mine:
            held = sum(o.holds for o in mine)
            missed = "; ".join(o.benchmark.meaning for o in mine if not o.holds)
            yield Line(f"Benchmarks, {kind}", held == len(mine), f"{held} of {len(mine)}",
                       f"Not met: {missed}." if missed else "Each is met within its stated tolerance.")  # fmt: skip


def _numbers(d: Declaration) -> Iterator[Line]:
    grades = Counter(p.grade for p in d.parameters)
    checked = Counter(p.checked for p in d.parameters if p.grade != "assumed")

    def listed(counts: Counter) -> str:
        return ", ".join(f"{count} {name}" for name, count in counts.most_common())

    yield Line("Numbers", None, f"{len(d.parameters)}", f"{listed(grades)}.")
    if checked:
        yield Line("Sources read", None, f"{sum(checked.values())}",
                   f"Of the numbers that are not assumed, seen in: {listed(checked)}.")  # fmt: skip


def _budget(d: Declaration) -> Line:
    values = setting(d)
    beyond = [
        b.label or b.meaning
        for b in d.budgets
        if not b.known[0] <= float(of_parameters(d, b.expression)(values)) <= b.known[1]
    ]
    if not d.budgets:
        return Line("Vesicle budget", None, "", "No EV term of this model asks anything of cells.")
    figure = f"{len(d.budgets) - len(beyond)} of {len(d.budgets)}"
    sentence = "At the default, the EV terms ask no more than cells are known to do."
    return Line(
        "Vesicle budget", not beyond, figure, f"Beyond what is known: {'; '.join(beyond)}." if beyond else sentence
    )
