"""Where everything lies in the workspaces of a run, and how the model's own function is asked."""

from __future__ import annotations

Floats = Ints = list

#: What a run comes to.  Whatever is not DONE is left to SciPy, which goes on or says in a sentence why it cannot.
#: But of OFTEN, triggers that fire more often than is allowed, all is known that its sentence says.
DONE, WORK, SMALLNESS, INFINITY, ENDLESS, OFTEN = range(6)

#: Vectors of the workspace, each of the length of the state.
Y, NEW, STAGE, K1, K2, K3, K4, K5, K6, K7, D0, D1, D2, D3, D4, U0 = range(16)
SLOPE, MIDDLE, DRIFT, SHIFTED, TYPICAL, TRIAL, SIZES, VECTORS = 24, 25, 26, 27, 28, 29, 30, 31
#: Numbers behind the vectors and the two matrices: the values of triggers come after them.
T, ENDED, T_OLD, NEXT, LAST_ERROR, SMALLEST, SCALARS = range(7)
#: Whole numbers: counts and flags, then pivots, then what is known of each trigger.
STEPS, SUSPICIONS, INNOCENCE, STIFF, CHANGEOVER, REJECTED, KNOWN, FIRINGS, LINEARISED, EVALUATIONS = range(10)
MOMENTS, LAST, COUNTS = 10, 11, 12

#: The sizes of a run: how many states, hidden values, parameters before these, times, jumps, triggers and steps at the
#: most there are, whether time stands in no rate, and whether the moments are kept at which triggers fire.
STATES, HIDDEN, FIRST_HIDDEN, TIMES, JUMPS, TRIGGERS, MOST, AUTONOMOUS, KEEP = range(9)
#: Firings in a run, and at one moment, after which it is given up.
MOST_FIRINGS, MOST_AT_ONCE = 1000, 100


def call_model(f, what, t, y, at_y, p, out, at_out):
    """Call the function of :mod:`evbook.derive.compiled` at an address, with pointers moved on by the given places.

    In machine code f is an address; in plain Python it is the function, and the pointers are arrays.
    """
    f(what, t, y[at_y:], p, out[at_out:])


def rates(f: int, n: int, t: float, w: Floats, y: int, p: Floats, iw: Ints, out: int) -> None:
    iw[EVALUATIONS] += 1
    call_model(f, 0, t, w, y * n, p, w, out * n)


def jacobian(f: int, n: int, t: float, w: Floats, y: int, p: Floats) -> None:
    call_model(f, 1, t, w, y * n, p, w, VECTORS * n)


def scale_of(a: float, b: float, atol: float, rtol: float) -> float:
    a, b = abs(a), abs(b)
    return atol + rtol * (a if a > b else b)
