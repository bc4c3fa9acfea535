"""What every model of the book must do, and what the tests know of each base independently."""

import json
import math
import re
import subprocess
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_models import decay, parameter

from evbook import data
from evbook.analysis.benchmarks import outcomes, restated_inputs
from evbook.analysis.report import conserved, report
from evbook.chapter import register
from evbook.declaration import AtTime, Benchmark, ClosedForm, Dose, Process, State
from evbook.declaration.records import CHECKED, GRADES
from evbook.declaration.statements import BENCHMARK_KINDS
from evbook.derive.javascript import program
from evbook.derive.numpy import functions, of_parameters
from evbook.derive.system import compile
from evbook.model import Model
from evbook.review.catalogue import declaration, declarations
from evbook.simulation.curves import series
from evbook.simulation.setting import setting
from evbook.simulation.solver import SolverError

DYNAMIC = [d for d in declarations() if d.states]
every_model = pytest.mark.parametrize("model", declarations(), ids=lambda d: d.id)
every_dynamic_model = pytest.mark.parametrize("model", DYNAMIC, ids=lambda d: d.id)
BENCHMARKS = [(d.id, b.name) for d in declarations() for b in d.benchmarks]
outcomes_of = cache(lambda model_id: {o.benchmark.name: o for o in outcomes(declaration(model_id))})


def random_setting(model, rng) -> dict[str, float]:
    """Every parameter anywhere in its declared range."""
    values = {}
    for p in model.parameters:
        low, high = p.range
        u = rng.random()
        values[p.name] = low * (high / low) ** u if p.scale == "log" else low + (high - low) * u
    return values


@pytest.mark.parametrize(("model_id", "name"), BENCHMARKS)
def test_a_benchmark_holds(model_id, name):
    outcome = outcomes_of(model_id)[name]
    assert outcome.holds, f"{outcome.benchmark.meaning}: {outcome.ours:g} against {outcome.benchmark.value:g}"


@every_model
def test_a_model_has_benchmarks_scenarios_a_budget_and_limits(model):
    assert {b.kind for b in model.benchmarks} <= set(BENCHMARK_KINDS)
    assert len(model.benchmarks) >= 2
    assert 3 <= len(model.scenarios) <= 8
    assert model.budgets and model.limits and model.idea.endswith(".")


@pytest.mark.parametrize(
    ("model_id", "name"), [(d.id, b.name) for d in declarations() for b in d.benchmarks if b.kind == "published"]
)
def test_a_published_benchmark_says_something_that_no_input_says(model_id, name):
    model = declaration(model_id)
    (benchmark,) = [b for b in model.benchmarks if b.name == name]
    assert not restated_inputs(benchmark, model)


@pytest.mark.parametrize(
    ("quantity", "value", "unit", "said"),
    [
        (ClosedForm("k"), 0.1, "1/day", "k"),
        (ClosedForm("N_0 * k"), 10.0, "cell/day", "k * N_0"),
        (ClosedForm("N_0 * k"), 10.0 / 24, "cell/hour", "k * N_0"),
        (ClosedForm("N_0 * k", setting={"k": 0.3}), 30.0, "cell/day", "k * N_0"),
        (ClosedForm("1 / k"), 10.0, "day", "1 / k"),
        (ClosedForm("N_0 / k"), 990.0, "cell day", "N_0 / k"),  # what is computed restates inputs, not what is printed
        (AtTime("N", 0.0), 100.0, "cell", "N_0"),
        (ClosedForm("log(2) / k"), 6.93, "day", ""),
        (AtTime("N", 10.0), 36.8, "cell", ""),
        (AtTime("N", 7.0), 49.66, "cell", ""),
    ],
)
def test_a_value_that_restates_inputs_is_found_out(quantity, value, unit, said):
    benchmark = Benchmark("b", "consistency", quantity, value, unit, 0.01, "Textbook", "a value")
    found = restated_inputs(benchmark, decay())
    assert set(found.replace("*", " ").split()) == set(said.replace("*", " ").split())


@every_model
def test_a_default_asks_no_more_of_cells_than_they_are_known_to_do(model):
    beyond = Model(model).budget()
    assert beyond["within"].all(), beyond.loc[~beyond["within"], "remark"].tolist()


@every_model
def test_no_line_of_the_report_card_fails(model):
    failed = [f"{line.title}: {line.figure}. {line.sentence}" for line in report(model) if line.passes is False]
    assert not failed


@pytest.mark.slow
@every_dynamic_model
def test_any_setting_within_ranges_gives_finite_non_negative_amounts_or_a_stated_refusal(model):
    rng = np.random.default_rng(7)
    times = np.linspace(0, model.time.end, 51)
    finished = 0
    for _ in range(25):
        values = random_setting(model, rng)
        try:
            curves = series(model, values, times, ev=True)
        except SolverError as refusal:
            assert model.id in str(refusal)
            continue
        finished += 1
        for s in model.states:
            floor = -1e-6 * max(1e-300, np.max(np.abs(curves[s.name])))
            assert np.all(np.isfinite(curves[s.name])) and curves[s.name].min() >= floor
    assert finished >= 23


IDLE = [(d, p) for d in declarations() for p in d.parameters if p.inactive_when]


@pytest.mark.parametrize(("model", "parameter"), IDLE, ids=lambda one: getattr(one, "name", None) or one.id)
def test_a_number_that_is_idle_changes_nothing(model, parameter):
    """At random settings where its condition holds, both ends of its range give the same curves and budget."""
    rng, tried, holds = np.random.default_rng(3), 0, of_parameters(model, parameter.inactive_when)
    while tried < 10:
        values = random_setting(model, rng)
        if not holds(values):
            continue
        tried += 1
        ends = [Model(model).simulate(**{**values, parameter.name: end}) for end in parameter.range]
        np.testing.assert_array_equal(ends[0].to_numpy(), ends[1].to_numpy())
        asked = [Model(model).budget(**{**values, parameter.name: end})["value"] for end in parameter.range]
        np.testing.assert_array_equal(asked[0].to_numpy(), asked[1].to_numpy())


@every_dynamic_model
def test_the_jacobian_is_the_derivative_of_the_rates(model):
    rng = np.random.default_rng(11)
    for ev in (True, False):
        f = functions(compile(model, ev=ev))
        for _ in range(5):
            p = np.array([*random_setting(model, rng).values(), *rng.integers(0, 2, len(model.hidden))], float)
            y = np.array([s.axis[1] * 10 ** rng.uniform(-4, 0) for s in model.states])
            exact = f.jacobian(0.0, y, p)
            for j in range(len(y)):
                h = 1e-6 * y[j]
                up, down = y.copy(), y.copy()
                up[j] += h
                down[j] -= h
                central = (f.rhs(0.0, up, p) - f.rhs(0.0, down, p)) / (2 * h)
                gross = np.abs(f.rhs(0.0, y, p)) / y[j] + np.abs(exact[:, j])
                assert np.all(np.abs(central - exact[:, j]) <= 1e-5 * np.max(gross))


@every_dynamic_model
def test_browser_and_python_agree_on_rates_and_jacobian_at_random_points(model, node):
    """Right-hand side, Jacobian and outputs to 1e-11 of their largest term, EV terms on and off."""
    rng = np.random.default_rng(3)
    points = []
    for _ in range(40):
        p = list(random_setting(model, rng).values())
        y = [s.axis[1] * 10 ** rng.uniform(-5, 0) for s in model.states]
        # Windows and switches are 0 or 1: the browser keeps them behind the states, Python behind the parameters.
        hidden = [float(value) for value in rng.integers(0, 2, len(model.hidden))]
        points.append({"p": p, "y": [*y, *hidden], "t": float(rng.uniform(0, model.time.end))})
    script = f"""
    const program = {program(model)};
    const n = program.states.length + program.hidden.length, results = [];
    for (const point of {json.dumps(points)}) for (const mode of ["on", "off"]) {{
      const dy = new Float64Array(n), J = new Float64Array(n * n), o = new Float64Array(program.outputs.length);
      const y0 = new Float64Array(n), b = new Float64Array(program.budget.length);
      const p = Float64Array.from(point.p), y = Float64Array.from(point.y);
      program[mode].rates(point.t, y, p, dy); program[mode].jacobian(point.t, y, p, J);
      program[mode].outputs(point.t, y, p, o); program[mode].initial(p, y0); program.budgetValues(p, b);
      results.push([dy, J, o, y0, b].map((a) => Array.from(a)));
    }}
    console.log(JSON.stringify(results));"""
    done = subprocess.run([node, "-"], input=script, capture_output=True, text=True, check=True)
    results = iter(json.loads(done.stdout))
    for point in points:
        n = len(model.states)
        p, y, t = np.array([*point["p"], *point["y"][n:]]), np.array(point["y"][:n]), point["t"]
        for ev in (True, False):
            f = functions(compile(model, ev=ev))
            dy, jacobian, out, y0, _ = (np.array(part) for part in next(results))
            size = n + len(model.hidden)
            dy, jacobian, y0 = dy[:n], jacobian.reshape(size, size)[:n, :n].ravel(), y0[:n]
            gross = np.max(np.abs(f.rates(t, y, p)))
            np.testing.assert_allclose(dy, f.rhs(t, y, p), rtol=1e-11, atol=1e-11 * gross)
            exact = f.jacobian(t, y, p).ravel()
            scale = np.abs(np.outer(1.0 / y, np.full(len(y), gross))).max()
            np.testing.assert_allclose(jacobian, exact, rtol=1e-11, atol=1e-11 * scale)
            np.testing.assert_allclose(out, f.outputs(t, y, p), rtol=1e-11)
            np.testing.assert_allclose(y0, f.initial(p), rtol=1e-15)


@every_model
def test_the_program_carries_every_parameter_with_unit_range_grade_and_source(model, node):
    script = f"const program = {program(model)}; console.log(JSON.stringify(program));"
    done = subprocess.run([node, "-"], input=script, capture_output=True, text=True, check=True)
    data = json.loads(done.stdout)
    assert data["hash"] == model.hash
    assert [p["name"] for p in data["parameters"]] == [p.name for p in model.parameters]
    for ours, theirs in zip(model.parameters, data["parameters"], strict=True):
        assert (theirs["value"], theirs["low"], theirs["high"]) == (ours.value, *ours.range)
        assert theirs["grade"] == ours.grade and theirs["source"] == ours.source


def test_doses_are_added_at_their_times_and_decay_between():
    """Amount after n doses: D Σ exp(-k (t - t_i)), exactly."""
    model = decay(
        doses=(Dose("d", "N", "amount", "2", "every other day", every="2", count="3"),),
        parameters=(parameter(), parameter("N_0", 0.0, "cell", (0, 1e3)), parameter("amount", 50.0, "cell", (0, 100))),
    )
    frame = Model(model).simulate([0, 1, 2, 3, 4, 6, 9])
    expected = [sum(50 * math.exp(-0.1 * (t - at)) for at in (2, 4, 6) if at <= t) for t in frame.index]
    np.testing.assert_allclose(frame["N"], expected, rtol=1e-7, atol=1e-9)


@given(st.floats(1e-3, 1e3), st.floats(1e-3, 1.0))
@settings(max_examples=25, deadline=None)
def test_first_order_decay_is_exponential(start, rate):
    frame = Model(decay()).simulate([1.0, 5.0, 10.0], N_0=start, k=rate)
    np.testing.assert_allclose(frame["N"], start * np.exp(-rate * frame.index), rtol=1e-5, atol=1e-6 * start)


# The Kuznetsov base, known independently -----------------------------------------------------------------


def test_four_equilibria_of_kuznetsov_are_those_of_the_quartic():
    """At rest E = s/(d + mT - pT/(g+T)) and aT(1-bT) = nET: the roots of a polynomial in T."""
    model = declaration("immune-escape")
    v = setting(model)
    s, p, g, m, d, a, b, n = (v[k] for k in "spgmdabn")
    T = np.polynomial.Polynomial([0, 1])
    rest = a * (1 - b * T) * ((d + m * T) * (g + T) - p * T) - n * s * (g + T)
    roots = sorted(r.real for r in rest.roots() if abs(r.imag) < 1 and r.real > 0)
    found = Model(model).equilibria(ev=False)
    assert found["kind"].tolist() == ["saddle", "stable spiral", "saddle", "stable node"]
    np.testing.assert_allclose(found["T"], [0.0, *roots], rtol=1e-9)


def test_without_vesicles_the_arms_have_no_effect():
    model = Model(declaration("immune-escape"))
    strong = model.simulate(ev=False, phi_kill=5, phi_treg=5, phi_nkg2d=5, phi_prime=5, T_v=1e5)
    np.testing.assert_array_equal(strong, model.simulate(ev=False))


def test_priming_as_strong_as_suppression_cancels_it_exactly():
    model = Model(declaration("immune-escape"))
    both = model.simulate(phi_treg=2.0, phi_prime=2.0, T_0=1e6)
    np.testing.assert_allclose(both[["E", "T"]], model.simulate(ev=False, T_0=1e6)[["E", "T"]], rtol=1e-5)


def test_reach_beats_strength():
    """Half strength felt early escapes; twice the strength felt late does not."""
    model = Model(declaration("immune-escape"))
    assert model.measures(phi_treg=0.5, T_v=1e7)["T_final"] > 1.2e8
    assert model.measures(phi_treg=1.0, T_v=5e8)["T_final"] < 1e7


def test_conservation_laws_are_found_from_the_stoichiometry():
    """Binding A + B → C keeps A + C and B + C."""
    binding = decay(
        states=tuple(State(n, "N_0" if n != "C" else "0", "cell", (0, 100), "x") for n in "ABC"),
        parameters=(parameter("k", 0.01, "1/(cell day)"), parameter("N_0", 50.0, "cell", (0, 99))),
        processes=(Process("bind", "k * A * B", "x", consumes={"A": 1, "B": 1}, produces={"C": 1}),),
    )
    assert len(conserved(compile(binding))) == 2
    assert next(line for line in report(binding) if line.title == "Conservation").passes


def test_a_state_that_is_no_amount_may_rest_below_zero():
    """dV/dt = k (N_0 - V) - 2 k N_0 rests at -N_0."""
    model = decay(
        states=(State("V", "N_0", "cell", (-100, 100), "a displacement", amount=False),),
        processes=(
            Process("pull", "k * N_0", "x", consumes={"V": 1}),
            Process("relax", "k * V", "x", consumes={"V": 1}),
        ),
    )
    assert Model(model).equilibria()["V"].tolist() == pytest.approx([-100.0])


def test_a_run_that_stalls_is_finished_by_the_other_solver(monkeypatch):
    """At rest LSODA may stay with the method that is wrong for a stiff system; Radau goes on, to the same curve."""
    monkeypatch.setenv("EVBOOK_FAST", "0")
    model = Model(declaration("antibody-sink"))
    usual = model.simulate(scenario="kilogram")
    monkeypatch.setattr("evbook.simulation.solver.STALL_BOUND", 20)
    other = model.simulate(scenario="kilogram")
    assert not usual.equals(other)
    np.testing.assert_allclose(other, usual, rtol=1e-5, atol=1e-9)


@pytest.mark.parametrize(("model_id", "scenario"), [("vesicle-delivery", "liposomes"), ("membrane-wrapping", "virus")])
def test_a_scenario_without_vesicles_is_without_them_unless_one_asks(model_id, scenario):
    model = Model(declaration(model_id))
    plain, bare = model.measures(scenario=scenario), model.measures(scenario=scenario, ev=False)
    assert plain.equals(bare) and not plain.equals(model.measures(scenario=scenario, ev=True))
    assert [model.simulate(scenario=scenario, ev=said).attrs["ev"] for said in (None, True)] == [False, True]
    assert [model.explore(scenario=scenario, ev=said).ev for said in (None, True)] == [False, True]


def test_what_was_read_bears_on_numbers_that_there_are():
    for row in data.read("papers_read").itertuples():
        for name in data.parts(row.numbers):
            model_id, _, parameter_name = name.partition(".")
            assert declaration(model_id).record(parameter_name), name


def test_the_table_of_grades_counts_every_number_of_every_model_once():
    rows = re.findall(r"<code>([^<]+)</code></th>(.*?)</tr>", register.grades_by_model().html, flags=re.DOTALL)
    assert [name for name, _ in rows] == [d.id for d in declarations()]
    for d, (_, cells) in zip(declarations(), rows, strict=True):
        total, *grades, unseen = (int(n) for n in re.findall(r"<td[^>]*>(\d+)</td>", cells))
        assert total == sum(grades) == len(d.parameters) and unseen <= total


def test_the_page_of_numbers_says_of_every_number_by_whom_its_source_was_read():
    printed = re.findall(r"<td[^>]*>(\d+)</td>", register.read_by_whom().html)
    numbers = [p for d in declarations() for p in d.parameters]
    counts = [
        [sum(p.checked == c and p.grade in grades for p in numbers) for grades in (GRADES, ("assumed",))]
        for c in CHECKED
    ]
    assert [int(n) for n in printed] == [n for pair in counts for n in pair]
    assert sum(n for n, _ in counts) == len(numbers) and set(register.READERS) == set(CHECKED)
