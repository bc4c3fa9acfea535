"""The browser's numerics against SciPy, NumPy and mpmath; Node answers all questions of a test at once."""

import itertools
import json
import subprocess
from pathlib import Path

import mpmath
import numpy as np
import pytest
import scipy.special
from scipy.integrate import solve_ivp
from scipy.optimize import brentq

from evbook.derive.javascript import program
from evbook.derive.numpy import functions, point
from evbook.derive.renewal import gompertz_renewal
from evbook.derive.system import compile
from evbook.review.catalogue import declarations
from evbook.simulation import measures
from evbook.simulation.solver import SolverError, integrate

FOLDER = Path(__file__).parent / "frontend" / "numerics"

#: a, b, s, p, g, m, n, d, E0, T0 of Kuznetsov et al. 1994, initial values of BIOMD0000000762.
KUZNETSOV = np.array([0.18, 2e-9, 1.3e4, 0.1245, 2.019e7, 3.422e-10, 1.101e-7, 0.0412, 3.2e5, 5e6])


@pytest.fixture(scope="session")
def answers(node):
    """Ask Node a list of questions (see ``frontend/numerics/answer.mjs``) and return its answers."""

    def ask(questions: list[dict]) -> list:
        done = subprocess.run(
            [node, str(FOLDER / "answer.mjs")], input=json.dumps(questions), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        found = json.loads(done.stdout)
        assert len(found) == len(questions)
        return found

    return ask


def kuznetsov(t, y, p):
    """Rates of effector and tumour cells, written from the paper."""
    effectors, tumour = y
    a, b, s, recruited, g, m, n, d = p[:8]
    return [
        s + recruited * effectors * tumour / (g + tumour) - m * effectors * tumour - d * effectors,
        a * tumour * (1 - b * tumour) - n * effectors * tumour,
    ]


def anywhere(parameter, rng) -> float:
    low, high = parameter.range
    u = rng.random()
    return low * (high / low) ** u if parameter.scale == "log" else low + (high - low) * u


def deviation(ours, reference):
    """Largest difference, relative to the larger of |y| and 1e-6 of the state's maximum, a state at 0 staying so."""
    ours, reference = np.asarray(ours, float), np.asarray(reference, float)
    floor = np.maximum(1e-6 * np.max(np.abs(reference), axis=1, keepdims=True), 1e-300)
    return np.max(np.abs(ours - reference) / np.maximum(np.abs(reference), floor))


def test_the_front_ends_own_tests_of_the_numerics_pass(node):
    files = sorted(str(path) for path in FOLDER.glob("*.test.js"))
    assert len(files) >= 6
    done = subprocess.run([node, "--test", *files], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("method", ["auto", "explicit", "stiff"])
def test_trajectories_of_kuznetsov_agree_with_scipy_at_random_settings(answers, method):
    """At rtol 1e-9 to 1e-5, where two of SciPy's solvers agree to 1e-7; those left out are under a tenth."""
    rng = np.random.default_rng(762)
    times = np.linspace(0, 1000, 201)
    settings = KUZNETSOV * 2 ** rng.uniform(-1, 1, (40, len(KUZNETSOV)))
    found = answers(
        [
            {"ask": "solve", "program": "kuznetsov", "p": list(p), "times": list(times),
             "options": {"rtol": 1e-9, "method": method}}
            for p in settings
        ]
    )  # fmt: skip
    compared = 0
    for p, ours in zip(settings, found, strict=True):
        assert ours["ok"], ours["message"]
        with np.errstate(all="ignore"):
            first, second = (
                solve_ivp(kuznetsov, (0, 1000), p[8:], method, times, args=(p,), rtol=1e-12, atol=1e-12).y
                for method in ("DOP853", "LSODA")
            )
        if deviation(second, first) > 1e-7:
            continue
        compared += 1
        assert deviation(ours["states"], first) < 1e-5, list(p)
    assert compared > 0.9 * len(settings), f"only {compared} settings have a reference"


@pytest.mark.slow
@pytest.mark.parametrize(
    "model",
    [
        pytest.param(d, id=d.id)
        for d in declarations()
        if d.kind == "dynamic" and not (d.doses or d.windows or d.triggers)
    ],
)
def test_trajectories_of_the_books_models_agree_with_scipy_anywhere_in_their_ranges(
    answers, model, monkeypatch, pytestconfig
):
    """Every parameter anywhere in its declared range, EV terms on and off, by the same rule: four settings, or twelve.

    The references are the book's own simulation and a second run of SciPy that keeps relative accuracy
    in a trough that matters; they part where an amount falls below what the first can see.
    A setting at which the first takes more than 100,000 evaluations has none.
    (Models with events are compared in ``test_events.py``.)
    """
    monkeypatch.setattr("evbook.simulation.solver.WORK_BOUND", 100_000)
    rng = np.random.default_rng(15)
    times = np.linspace(0, model.time.end, 101)
    settings = [{p.name: anywhere(p, rng) for p in model.parameters} for _ in range(12)]
    settings = settings if pytestconfig.getoption("every") else settings[:4]
    compared = 0
    for ev in (True, False):
        system = compile(model, ev=ev)
        f = functions(system)
        (found,) = answers(
            [
                {"ask": "derived", "source": program(model), "ev": ev, "times": list(times),
                 "settings": [list(values.values()) for values in settings],
                  "options": {"rtol": 1e-9, "maxSteps": 1_000_000}}
            ]
        )  # fmt: skip
        for values, ours in zip(settings, found, strict=True):
            p = point(model, values)
            try:
                first = integrate(system, values, times, rtol=1e-12)
            except SolverError:
                continue
            with np.errstate(all="ignore"):
                second = solve_ivp(
                    f.rhs,
                    (0, times[-1]),
                    f.initial(p),
                    "LSODA",
                    times,
                    args=(p,),
                    rtol=1e-12,
                    atol=1e-60 if model.atol_scale < 1e-20 else model.atol_scale * 1e-12,
                    jac=f.jacobian,
                )
            if not second.success or deviation(first, second.y) > 1e-7:
                continue
            compared += 1
            assert ours["ok"], ours["message"]
            assert deviation(ours["states"], second.y) < 1e-5, values
    assert compared >= 2 * len(settings) - 2, f"only {compared} settings have a reference"


def test_a_tumour_comes_back_from_a_deep_trough_when_it_should(answers):
    """A strong response leaves 1e-20 of a cell; when the tumour is back follows from the logarithms."""
    p = KUZNETSOV.copy()
    p[[6, 8, 9]] = 3e-7, 1e7, 1e7

    def in_logarithms(t, x):
        y = np.exp(x)
        return np.array(kuznetsov(t, y, p)) / y

    times = np.linspace(0, 1000, 201)
    reference = np.exp(solve_ivp(in_logarithms, (0, 1000), np.log(p[8:]), "LSODA", times, rtol=1e-12, atol=1e-12).y)
    assert reference[1].min() < 2e-20 and reference[1, -1] > 1e6
    for method in ("explicit", "stiff"):
        (ours,) = answers(
            [
                {"ask": "solve", "program": "kuznetsov", "p": list(p), "times": list(times),
                 "options": {"rtol": 1e-9, "method": method}}
            ]
        )  # fmt: skip
        np.testing.assert_allclose(ours["states"], reference, rtol=1e-5)


def robertson(t, y):
    made, back, lost = 0.04 * y[0], 1e4 * y[1] * y[2], 3e7 * y[1] ** 2
    return [-made + back, made - back - lost, lost]


def van_der_pol(t, y):
    return [y[1], 1000 * (1 - y[0] ** 2) * y[1] - y[0]]


def test_stiff_problems_agree_with_scipy(answers):
    decades = [0, *10.0 ** np.arange(-3, 9)]
    relaxation = list(np.linspace(0, 2000, 201))
    cases = [
        ("robertson", [], decades, robertson, [1, 0, 0], 1e-16),
        ("vanDerPol", [1000], relaxation, van_der_pol, [2, 0], 1e-12),
    ]
    found = answers(
        [
            {"ask": "solve", "program": name, "p": p, "times": times, "options": {"rtol": 1e-9, "maxSteps": 200_000}}
            for name, p, times, *_ in cases
        ]
    )
    for (_, _, times, rates, start, atol), ours in zip(cases, found, strict=True):
        assert ours["ok"] and ours["method"] == "explicit, then stiff"
        reference = solve_ivp(rates, (0, times[-1]), start, "LSODA", times, rtol=1e-12, atol=atol).y
        # Between its jumps van der Pol's oscillator is slow; at a jump a tiny error of time is a large one of state.
        assert np.quantile(np.abs(ours["states"][0] - reference[0]) / np.abs(reference[0]), 0.95) < 1e-6
    first = found[0]["states"]
    np.testing.assert_allclose(np.sum(first, axis=0), 1, atol=1e-9)


def nullcline_crossings(p):
    """Equilibria of Kuznetsov's model with a tumour, by bisection on the effectors' balance along T's nullcline."""
    a, b, s, recruited, g, m, n, d = p[:8]

    def balance(tumour):
        effectors = a * (1 - b * tumour) / n
        return s + effectors * (recruited * tumour / (g + tumour) - m * tumour - d)

    grid = np.concatenate([np.geomspace(1e-3, 0.9 / b, 4000), np.linspace(0.9 / b, 1 / b, 4000)])
    signs = np.sign([balance(x) for x in grid])
    return [brentq(balance, grid[i], grid[i + 1], xtol=1e-6, rtol=1e-14) for i in np.flatnonzero(np.diff(signs))]


def test_all_equilibria_of_kuznetsov_are_found_at_random_settings(answers):
    rng = np.random.default_rng(8)
    settings = KUZNETSOV * 2 ** rng.uniform(-1, 1, (60, len(KUZNETSOV)))
    box = {"low": [0, 0], "high": [1e9, 1e10]}
    found = answers([{"ask": "equilibria", "program": "kuznetsov", "p": list(p), "box": box} for p in settings])
    numbers = set()
    for p, ours in zip(settings, found, strict=True):
        wanted = [0.0, *nullcline_crossings(p)]
        np.testing.assert_allclose([rest["y"][1] for rest in ours], wanted, rtol=1e-8)
        for rest in ours:
            rates = kuznetsov(0, rest["y"], p)
            assert abs(rates[0]) < 1e-9 * (p[2] + p[7] * rest["y"][0])
        numbers.add(len(ours))
    assert len(numbers) > 1, "settings with different numbers of equilibria are among them"


def test_eigenvalues_are_those_of_lapack(answers):
    rng = np.random.default_rng(5)
    matrices = []
    for n in (1, 2, 3, 5, 8, 13, 21, 30):
        matrices += [rng.normal(size=(n, n)) for _ in range(5)]
        scales = 10.0 ** rng.uniform(-4, 4, n)
        matrices.append(rng.normal(size=(n, n)) * scales[:, None] / scales[None, :])
    matrices += [np.eye(4), np.zeros((3, 3)), np.diag([1.0, 1.0, 2.0]) + np.diag([1.0, 0.0], 1)]
    found = answers([{"ask": "eigenvalues", "matrix": list(A.ravel()), "n": len(A)} for A in matrices])
    for A, values in zip(matrices, found, strict=True):
        ours = [complex(x["re"], x["im"]) for x in values]
        wanted = list(np.linalg.eigvals(A))
        scale = max(1.0, max(abs(w) for w in wanted))
        for value in ours:
            nearest = min(wanted, key=lambda w: abs(w - value))
            assert abs(nearest - value) < 1e-8 * scale
            wanted.remove(nearest)


def test_special_functions_are_right_to_1e_13(answers):
    rng = np.random.default_rng(2)
    near_one = [10.0**-k for k in range(1, 15)]
    cases = {
        "gamma": (mpmath.gamma, [*rng.uniform(-20, 171, 400), 0.5, 1, 2, 170.5, 1e-5, -0.5, -150.3]),
        "lgamma": (mpmath.loggamma, [*rng.uniform(0, 200, 300), *(1 + e for e in near_one),
                                     *(2 - e for e in near_one), 1e6, 1e100]),
        "erf": (mpmath.erf, [*rng.uniform(-6, 6, 300), 1e-300, 1e-10, 2, -2, 1.9999]),
        "erfc": (mpmath.erfc, [*rng.uniform(-6, 26.5, 500), 1, 0.9999, 2]),
        "E1": (mpmath.e1, [*rng.uniform(0, 50, 300), *rng.uniform(0, 2, 300), 1e-300, 700, 1.5]),
        "inverseNormal": (lambda q: mpmath.sqrt(2) * mpmath.erfinv(2 * q - 1),
                          [*rng.uniform(1e-6, 1, 300), 0.25, 0.75, 0.5 + 1e-10, 1e-9]),
    }  # fmt: skip
    found = answers([{"ask": "special", "name": name, "x": list(map(float, x))} for name, (_, x) in cases.items()])
    with mpmath.workdps(40):
        for (name, (function, points)), values in zip(cases.items(), found, strict=True):
            for x, value in zip(points, values, strict=True):
                truth = function(mpmath.mpf(float(x)))
                assert abs(mpmath.mpf(value) - truth) <= 1e-13 * abs(truth), f"{name}({x}) = {value}, not {truth}"


def test_the_incomplete_beta_function_is_right_in_the_browser(answers):
    """To 1e-12 against mpmath where that is quick, and to 1e-10 against SciPy for counts and shapes up to 10,000."""
    rng = np.random.default_rng(8)
    small, large = [(1, 1, 0.3), (0.01, 0.01, 0.5), (50, 0.02, 0.999), (3, 4, 1e-12)], [(1e5, 1e4, 0.91)]
    for most, points in ((1.5, small), (4, large)):
        for _ in range(100):
            a, b = 10 ** rng.uniform(-2, most, 2)
            spread = 1 / np.sqrt(a + b + 1)
            points.append((a, b, float(np.clip(a / (a + b) + spread * rng.normal(), 1e-6, 1 - 1e-6))))
    points = [list(map(float, point)) for point in (*small, *large)]
    ours = np.array(answers([{"ask": "special", "name": "betainc", "x": points}])[0], float)
    with mpmath.workdps(30):
        truth = [float(mpmath.betainc(a, b, 0, mpmath.mpf(x), regularized=True)) for a, b, x in points[: len(small)]]
    np.testing.assert_allclose(ours[: len(small)], truth, rtol=1e-12, atol=1e-290)
    np.testing.assert_allclose(ours, scipy.special.betainc(*np.transpose(points)), rtol=1e-10, atol=1e-290)


def test_colonies_of_colonies_are_those_of_python_in_the_browser(answers):
    """The renewal equation by the same steps, one setting after another, ages up and down."""
    rng = np.random.default_rng(9)
    settings = [(99.0, 16.5, 302.0), (1.4, 16.5, 302.0), (0.5, 9.0, 3.0), (8.0, 25.0, 7e6)]
    points = [[float(x), *setting] for setting in settings for x in rng.uniform(0, 4, 40)]
    ours = np.array(answers([{"ask": "special", "name": "renewal", "x": points}])[0], float)
    np.testing.assert_allclose(ours, gompertz_renewal(*np.transpose(points)), rtol=1e-10)


def test_measures_between_points_are_those_of_python(answers):
    """The same grid, and the same measure on it of smooth curves, jumps and noise, on both scales."""
    rng, questions, wanted = np.random.default_rng(6), [], []
    times = np.linspace(0, 10, 21)
    for moments in ([], [0.0, 2.5, 3.3, 10.0], list(rng.uniform(0, 12, 9))):
        t = measures.measuring_grid(times, moments)
        questions.append({"ask": "measuring", "times": list(times), "moments": moments, "fine": True})
        wanted.append(t)
        curves = (2 + np.sin(t), np.exp(-t), np.where(t < 2.5, 1.0, 3.0), rng.lognormal(size=len(t)))
        takes = ("final", "max", "min", "area", "mean", "at", "first_above", "first_below", "where_max", "where_min")
        for y, take, log in itertools.product(curves, takes, (False, True)):
            level = float(rng.uniform(0, 5))
            questions.append({"ask": "between", "take": take, "t": list(t), "y": list(y), "level": level, "log": log})
            wanted.append(measures.take_between(take, t, y, level=level, log=log))
    for question, found, value in zip(questions, answers(questions), wanted, strict=True):
        found = np.array(np.nan if found is None else found)
        np.testing.assert_allclose(found, value, rtol=1e-11, atol=1e-13, err_msg=str({**question, "t": 0, "y": 0}))


def test_measures_of_a_curve_are_those_of_python(answers):
    rng = np.random.default_rng(4)
    t = np.sort(rng.uniform(0, 100, 60))
    questions, wanted = [], []
    takes = ("final", "max", "min", "area", "mean", "where_max", "where_min", "at", "first_above", "first_below")
    for k in range(30):
        y = 10 ** np.cumsum(rng.normal(size=60) / 3)
        if k % 3 == 0:
            y -= np.median(y)
        for take in takes:
            for log in (False, True):
                level = rng.uniform(-5, 105) if take == "at" else np.quantile(y, rng.uniform()) * rng.choice([1.0, 2.0])
                questions.append(
                    {"ask": "measure", "take": take, "t": list(t), "y": list(y), "level": level, "log": log}
                )
                wanted.append(measures.take(take, t, y, level=level, log=log))
    found = [np.nan if value is None else value for value in answers(questions)]
    assert np.isnan(found).any() and not np.isnan(found).all()
    np.testing.assert_allclose(found, wanted, rtol=1e-12)
