"""One run of each model in Python: by SciPy, in machine code, as one of many in both ways, and in a plain loop.

Milliseconds of processor time, at the tolerance and on the points of a figure at rest; what the browser takes for the
same run is measured in its figure (``browsing.py``).
"""

from __future__ import annotations

import statistics
import time
import warnings

from record import Record

#: Runs at once on arrays and in machine code, those of a plain loop, and seconds over which single runs are repeated.
MEMBERS, MANY, LOOPED, LONG = 512, 1000, 24, 0.3
#: The tolerance of an ensemble.
RTOL = 1e-8


def milliseconds(work) -> float:
    """Processor time of a piece of work."""
    start = time.process_time()
    work()
    return 1000 * (time.process_time() - start)


def of_the_models(record: Record, models: set[str], cap: float) -> None:
    """Solve every model; one whose runs together would take more than ``cap`` seconds is solved alone only."""
    from evbook.review.catalogue import declarations

    for declaration in declarations():
        if not models or declaration.id in models:
            with record.attempt(f"the runs of {declaration.id} in Python"), warnings.catch_warnings():
                warnings.simplefilter("ignore")  # a member that gives up is counted, not shouted
                one_model(declaration, record, cap)


def one_model(declaration, record: Record, cap: float) -> None:
    """Solve one model alone and in a crowd."""
    from evbook.analysis.outcome import curves_of_many
    from evbook.analysis.sampling import ranges_of, sample
    from evbook.analysis.sweep import columns_of
    from evbook.derive.system import compile
    from evbook.simulation import fast
    from evbook.simulation.curves import default_grid, series
    from evbook.simulation.setting import setting

    base, times = setting(declaration), default_grid(declaration)
    one = lambda: series(declaration, base, times, ev=True)  # noqa: E731
    fast.switch(False)
    try:
        alone = repeated(one)
        record.add("one run, SciPy", declaration.id, alone, "ms")
        if MEMBERS * alone > 1000 * cap:
            raise RuntimeError(f"{MEMBERS} of them might take longer than {cap:g} s; --cap allows more.")
        varied = sample(declaration, ranges_of(declaration, None, "declared"), MANY, seed=1)
        settings, system = columns_of(declaration, base, varied), compile(declaration)
        names = [o.name for o in (*declaration.states, *declaration.outputs)]
        curves_of_many(system, settings[:, :16], times, names)
        crowd = milliseconds(lambda: curves_of_many(system, settings[:, :MEMBERS], times, names)) / MEMBERS
        beside = record.beside("one run, SciPy", declaration.id)
        record.add("one run of 512, arrays", declaration.id, crowd, "ms", beside=beside,
                   note="one run of 512: over the ranges of the model's assumed numbers")  # fmt: skip
        if declaration.kind != "dynamic":
            return
        plain = milliseconds(lambda: [plainly(system, column, times) for column in settings[:, :LOOPED].T]) / LOOPED
        record.add("one of 1,000, plain loop", declaration.id, plain, "ms",
                   note=f"plain loop: solve_ivp, LSODA, at rtol {RTOL:g}, of {LOOPED} settings; "
                   "the book's own loop where doses, windows or triggers are due")  # fmt: skip
        fast.switch(True)
        if fast.program(system, many=True) is None:
            raise RuntimeError("there is no machine code.")
        record.add("one run, machine code", declaration.id, repeated(one), "ms", beside=beside)
        many = milliseconds(lambda: curves_of_many(system, settings, times, names)) / MANY
        record.add("one of 1,000, machine code", declaration.id, many, "ms",
                   beside=record.beside("one of 1,000, plain loop", declaration.id))  # fmt: skip
        record.add("one run, libRoadRunner", declaration.id, repeated(by_roadrunner(declaration, times)), "ms",
                   beside=record.beside("one run, machine code", declaration.id),
                   note="the model's SBML; the same points and relative tolerance")  # fmt: skip
    finally:
        fast.switch(None)


def by_roadrunner(declaration, times):
    """The run of the model's SBML by libRoadRunner, with the same curves at the same points."""
    import roadrunner

    from evbook.model import Model

    made = roadrunner.RoadRunner(Model(declaration).to_sbml())
    made.integrator.relative_tolerance, made.integrator.absolute_tolerance = declaration.rtol, 1e-12
    made.integrator.setValue("maximum_num_steps", 1_000_000)
    made.timeCourseSelections = ["time", *(o.name for o in (*declaration.states, *declaration.outputs))]

    def one():
        made.resetToOrigin()
        made.simulate(float(times[0]), float(times[-1]), len(times))

    return one


def repeated(work) -> float:
    """The middle of the processor times of a piece of work, done again for a while."""
    work()
    runs, until = [], time.monotonic() + LONG
    while len(runs) < 3 or time.monotonic() < until:
        runs.append(milliseconds(work))
    return statistics.median(runs)


def plainly(system, values, times):
    """One run as anyone would write it: the derived rates and Jacobian handed to ``solve_ivp``."""
    from scipy.integrate import solve_ivp

    from evbook.derive.numpy import functions, point
    from evbook.simulation.solver import SolverError, run, tolerances

    d, f = system.declaration, functions(system)
    setting = dict(zip((p.name for p in d.parameters), values.tolist(), strict=True))
    if d.doses or d.windows or d.triggers:
        try:
            return run(system, setting, times, rtol=RTOL)
        except SolverError:
            return None
    p = point(d, setting)
    return solve_ivp(
        lambda t, y: f.rhs(t, y, p), (0, times[-1]), f.initial(p), method="LSODA", t_eval=times, rtol=RTOL,
        atol=tolerances(d, RTOL), jac=lambda t, y: f.jacobian(t, y, p),
    ).y  # fmt: skip
