"""How fast are 10,000 settings of immune-escape, and how exactly are they solved?

``make bench`` takes the figures at the book's own tolerance; ``python benchmarks/ensemble.py`` prints all of it.

Ways of running an ensemble over the ranges of the assumed parameters, 1,000 days on 501 output times each.
Seconds are processor time (other work on the machine does not count), a setting; loops are timed on a
sample of the settings, the arrays on all of them.  The error of a setting is its largest relative
difference, max over time and states, from DOP853 at 1e-12; settings on which a second reference (LSODA
at 1e-11) differs by more than 1e-7 sit on a separatrix and are left out and counted.  Two ways may be
compared where their errors are alike.
"""

from __future__ import annotations

import time

import numpy as np
from scipy.integrate import odeint, solve_ivp

import evbook
from evbook.analysis.outcome import CHUNK, RTOL
from evbook.analysis.sampling import ranges_of, sample
from evbook.analysis.sweep import columns_of
from evbook.derive.numpy import functions
from evbook.derive.system import compile
from evbook.simulation import batch
from evbook.simulation.batch import integrate_many
from evbook.simulation.setting import setting
from evbook.simulation.solver import integrate, tolerances

MEMBERS, LOOPED, SHARED = 10_000, 100, 500
ARRAYS = "arrays, own steps (this book)"
D = evbook.load("immune-escape").declaration
SYSTEM, TIMES = compile(D), np.linspace(0.0, 1000.0, 501)
NAMES = [p.name for p in D.parameters]


def by_hand(p):
    """The right-hand side as a person would write it for SciPy, in plain Python numbers."""
    s, p_, g, m, d, a, b, n, _, _, T_v, kill, treg, nkg2d, prime, _ = p.tolist()

    def rhs(t, y):
        E, T = y
        v = T / (T + T_v)
        recruited = p_ / (1 + treg * v) * (1 + prime * v) * E * T / (g + T)
        return [s + recruited - m * (1 + kill * v) * E * T - d * E, a * T * (1 - b * T) - n / (1 + nkg2d * v) * E * T]

    return rhs


def solve_ivp_by_hand(p, rtol):
    y0 = functions(SYSTEM).initial(p)
    return solve_ivp(by_hand(p), (0, 1000), y0, method="LSODA", t_eval=TIMES, rtol=rtol, atol=tolerances(D, rtol)).y


def odeint_by_hand(p, rtol):
    y0 = functions(SYSTEM).initial(p)
    return odeint(by_hand(p), y0, TIMES, rtol=rtol, atol=tolerances(D, rtol), tfirst=True, mxstep=5000).T


def model_loop(p, rtol):
    return integrate(SYSTEM, dict(zip(NAMES, p.tolist(), strict=True)), TIMES, rtol=rtol)


LOOPS = {
    "loop, solve_ivp LSODA, by hand": solve_ivp_by_hand,
    "loop, odeint, by hand": odeint_by_hand,
    "loop, the book's own simulate": model_loop,
}


def one_large_system(settings, rtol):
    """All members as one system with common steps: the step of the most restless member is everybody's."""
    f, k = functions(SYSTEM), settings.shape[1]
    y0, atol = f.initial(settings).ravel(), np.repeat(tolerances(D, rtol), k)
    rates = lambda t, y: f.rhs(t, y.reshape(2, k), settings).ravel()  # noqa: E731
    run = solve_ivp(rates, (0, 1000), y0, method="RK45", t_eval=TIMES, rtol=rtol, atol=atol)
    return run.y.reshape(2, k, -1).transpose(0, 2, 1)


def study(tolerances_tried=(1e-6, 1e-8), chunks=(512, 2048, CHUNK), say=print) -> dict[tuple[str, float], float]:
    """Run the ways and say what is found; return the milliseconds a setting by way and tolerance."""
    ranges = ranges_of(D, "assumed", "declared")
    settings = columns_of(D, setting(D), sample(D, ranges, MEMBERS, seed=1))
    some = settings[:, :LOOPED].T
    reference = np.stack([
        solve_ivp(by_hand(p), (0, 1000), functions(SYSTEM).initial(p), method="DOP853", t_eval=TIMES, rtol=1e-12,
                  atol=tolerances(D, 1e-12)).y for p in some], axis=-1)  # fmt: skip
    size = np.maximum(np.abs(reference), 1e-6 * np.abs(reference).max(axis=1, keepdims=True))
    second = np.stack([model_loop(p, 1e-11) for p in some], axis=-1)
    agreed = np.max(np.abs(second - reference) / size, axis=(0, 1)) < 1e-7
    say(f"{MEMBERS:,} settings of {D.id} over {', '.join(ranges)}")
    say(f"two references agree to 1e-7 on {agreed.sum()} of {LOOPED} settings; the others are left out of the errors")
    say(f"{'way':42} {'rtol':>6} {'ms/setting':>10} {'median error':>13} {'90 % below':>11}")

    def report(way, rtol, seconds, members, states):
        error = np.max(np.abs(states[:, :, :LOOPED] - reference) / size, axis=(0, 1))[agreed]
        say(
            f"{way:42} {rtol:6.0e} {1e3 * seconds / members:10.3f} {np.median(error):13.1e} "
            f"{np.quantile(error, 0.9):11.1e}"
        )
        return 1e3 * seconds / members

    def timed(work):
        start = time.process_time()
        found = work()
        return time.process_time() - start, found

    cost = {}
    for rtol in tolerances_tried:
        for way, one in LOOPS.items():
            seconds, states = timed(lambda one=one, rtol=rtol: np.stack([one(p, rtol) for p in some], axis=-1))
            cost[way, rtol] = report(way, rtol, seconds, LOOPED, states)
        seconds, states = timed(lambda rtol=rtol: one_large_system(settings[:, :SHARED], rtol))
        report(f"{SHARED} settings as one system, RK45", rtol, seconds, SHARED, states)
        for chunk in chunks:
            start, parts, calls, handed = time.process_time(), [], 0, 0
            for i in range(0, MEMBERS, chunk):
                runs = integrate_many(SYSTEM, settings[:, i : i + chunk], TIMES, rtol=rtol)
                parts.append(runs.states[:, :, :LOOPED] if i == 0 else None)
                calls, handed = calls + runs.evaluations, handed + len(runs.handed)
            seconds = time.process_time() - start
            cost[f"arrays {chunk}", rtol] = report(
                f"arrays of {chunk:,}, own steps (this book)", rtol, seconds, MEMBERS, parts[0]
            )
            say(f"{'':42} {calls:,} calls of the right-hand side, {handed} settings handed to LSODA")
    for rtol in tolerances_tried:
        ours = cost[f"arrays {CHUNK}", rtol]
        ratios = "; ".join(f"{cost[way, rtol] / ours:.1f} times ({way})" for way in LOOPS)
        say(f"at rtol {rtol:.0e} the arrays of {CHUNK:,} are quicker by {ratios}")
    say(f"(a batch of {batch.FEW} or fewer goes straight to LSODA)")
    return cost


def measure(record) -> None:
    """Keep what a setting takes at the book's tolerance, by the book's arrays and by the loops that a person writes."""
    cost = study((RTOL,), (CHUNK,), say=lambda *_: None)
    ours = cost[f"arrays {CHUNK}", RTOL]
    note = f"a setting of an ensemble: immune-escape, 1,000 days on 501 times, rtol {RTOL:g}"
    record.add("a setting of an ensemble", ARRAYS, ours, "ms", note=note)
    for way in LOOPS:
        record.add("a setting of an ensemble", way, cost[way, RTOL], "ms", beside=(ARRAYS, ours), note=note)


if __name__ == "__main__":
    study()
