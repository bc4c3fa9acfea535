"""Many runs at once agree with single runs, whoever computes them; steps are counted, never seconds."""

import os
import signal
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import distributed
import numpy as np
import pytest
from analysis_models import DOSED, ISHIGAMI, LOGISTIC, STIFF

import evbook
from evbook.analysis import outcome
from evbook.analysis.outcome import CHUNK, Question, RunsFailed, chunk_size, evaluate
from evbook.analysis.sampling import ranges_of, sample
from evbook.analysis.sweep import columns_of
from evbook.derive.system import compile
from evbook.model import Model
from evbook.simulation import crowd, fast
from evbook.simulation.batch import integrate_many
from evbook.simulation.curves import measured
from evbook.simulation.measures import take_between, take_of_many
from evbook.simulation.setting import setting
from evbook.simulation.solver import integrate

IMMUNE = evbook.load("immune-escape")


def drawn(declaration, n, *, seed=1, parameters="all", ranges="declared"):
    """``n`` settings of shape (parameters, n)."""
    varied = sample(declaration, ranges_of(declaration, parameters, ranges), n, seed=seed)
    return columns_of(declaration, setting(declaration), varied)


def names(declaration):
    return [p.name for p in declaration.parameters]


@pytest.fixture
def arrays():
    """Runs without machine code: on arrays, and by SciPy."""
    fast.switch(False)
    yield
    fast.switch(None)


def test_batch_follows_the_logistic_curve():
    p, times = drawn(LOGISTIC, 64), np.linspace(0, 10, 33)
    r, K, N_0, _ = p
    exact = K / (1 + (K / N_0 - 1) * np.exp(-r * times[:, None]))
    runs = integrate_many(compile(LOGISTIC), p, times, rtol=1e-9)
    np.testing.assert_allclose(runs.states[0], exact, rtol=1e-7)
    assert not runs.handed and not runs.failed


@pytest.mark.parametrize("declaration", [LOGISTIC, DOSED], ids=lambda d: d.id)
def test_batch_agrees_with_the_reference_solver(declaration, arrays):
    p, times = drawn(declaration, 24), np.linspace(0, declaration.time.end, 49)
    runs = integrate_many(compile(declaration), p, times, rtol=1e-9)
    assert not runs.handed
    for i in range(p.shape[1]):
        one = integrate(compile(declaration), dict(zip(names(declaration), p[:, i], strict=True)), times, rtol=1e-10)
        np.testing.assert_allclose(runs.states[:, :, i], one, rtol=1e-6, atol=1e-9)


def test_batch_gives_the_value_after_a_dose_at_its_time():
    p = drawn(DOSED, 16, parameters=["k"])
    after, before = (integrate_many(compile(DOSED), p, np.array([t])).states[0, 0] for t in (2.1, 2.1 - 1e-9))
    np.testing.assert_allclose(after - before, 10.0, rtol=1e-6)


def test_batch_agrees_on_immune_escape_wherever_two_references_agree():
    d, times = IMMUNE.declaration, np.linspace(0, 1000, 51)
    p = drawn(d, 40, parameters="assumed")
    runs, agreed = integrate_many(compile(d), p, times), 0
    for i in range(p.shape[1]):
        values = dict(zip(names(d), p[:, i], strict=True))
        fine, finer = (integrate(compile(d), values, times, rtol=r) for r in (1e-10, 1e-11))
        size = np.maximum(np.abs(finer), 1e-6 * np.abs(finer).max(axis=1, keepdims=True))
        if np.max(np.abs(fine - finer) / size) < 1e-7:
            agreed += 1
            assert np.max(np.abs(runs.states[:, :, i] - finer) / size) < 1e-5
    assert agreed >= 36


def test_batch_does_less_than_a_hundredth_of_the_calls_that_a_loop_makes(arrays):
    d, times = IMMUNE.declaration, np.linspace(0, 1000, 51)
    p = drawn(d, 1024, parameters="assumed")
    runs = integrate_many(compile(d), p, times)
    calls_of_a_loop = 6 * runs.steps.sum()
    assert runs.evaluations < calls_of_a_loop / 100
    assert len(runs.handed) < 0.01 * 1024


def test_stiff_members_go_to_lsoda_and_come_back_right(arrays):
    p, times = drawn(STIFF, 12), np.array([0.0, 4e3, 1e4])
    runs = integrate_many(compile(STIFF), p, times)
    assert runs.handed == tuple(range(12))
    assert runs.steps.max() <= crowd.STEPS_BOUND
    np.testing.assert_allclose(runs.states.sum(axis=0), 1.0, rtol=1e-6)  # Robertson's three amounts sum to one


def test_failed_runs_are_counted_and_not_hidden():
    base = setting(LOGISTIC)
    p = columns_of(LOGISTIC, base, {"K": np.array([100.0, 100.0])})
    p[names(LOGISTIC).index("r"), 1] = np.nan
    with pytest.warns(RunsFailed, match="1 of 2 runs did not end"):
        found = evaluate(LOGISTIC, Question(("N_final",)), p)
    assert np.isfinite(found[0, 0]) and np.isnan(found[0, 1])


@pytest.mark.parametrize("log", [False, True])
@pytest.mark.parametrize(
    "kind", ["final", "max", "min", "area", "mean", "at", "first_above", "first_below", "where_max", "where_min"]
)
def test_many_measures_are_the_single_measure_of_each(kind, log):
    rng, nodes = np.random.default_rng(3), np.sort(np.random.default_rng(4).uniform(0, 5, 16))
    t = np.sort(np.concatenate([nodes, (nodes[:-1] + nodes[1:]) / 2]))
    curves = rng.lognormal(size=(31, 40))
    curves[3, 7] = np.nan
    level = rng.uniform(0, 6, 40)
    many = take_of_many(kind, t, curves, level, log)
    single = [take_between(kind, t, c, level=x, log=log) for c, x in zip(curves.T, level, strict=True)]
    np.testing.assert_allclose(many, single, rtol=1e-13)
    assert np.isnan(many[7])


def test_outcomes_are_those_of_a_single_run():
    p = drawn(LOGISTIC, 12)
    texts = tuple(m.name for m in LOGISTIC.measures)
    found = evaluate(LOGISTIC, Question((*texts, "N_final / K > 0.5")), p)
    for i in range(12):
        single = measured(LOGISTIC, dict(zip(names(LOGISTIC), p[:, i], strict=True)), ev=True)
        np.testing.assert_allclose(found[:-1, i], [single[t] for t in texts], rtol=1e-6)
        assert found[-1, i] == (single["N_final"] / p[1, i] > 0.5)


def test_sweep_is_tidy_with_units_and_follows_the_closed_form():
    table = Model(LOGISTIC).sweep("r", [0.2, 0.8], outcome=["N_final", "N_final / K"])
    assert list(table.columns) == ["r", "N_final", "N_final / K"]
    assert table.attrs["units"]["r"] == "1/day"
    exact = 100 / (1 + 49 * np.exp(-np.array([0.2, 0.8]) * 10))
    np.testing.assert_allclose(table["N_final"], exact, rtol=1e-6)
    np.testing.assert_allclose(table["N_final / K"], exact / 100, rtol=1e-6)


def test_sweep_of_two_parameters_runs_every_combination():
    table = Model(LOGISTIC).sweep("r", [0.2, 0.8, 1.0], second=("K", [50.0, 100.0]), outcome="N_final")
    assert len(table) == 6 and len(table.drop_duplicates(["r", "K"])) == 6
    exact = table["K"] / (1 + (table["K"] / 2 - 1) * np.exp(-table["r"] * 10))
    np.testing.assert_allclose(table["N_final"], exact, rtol=1e-6)


def test_sweep_over_the_declared_range_is_even_on_the_parameters_own_scale():
    table = Model(LOGISTIC).sweep("K", outcome="N_final")
    np.testing.assert_allclose(np.diff(np.log(table["K"])), np.log(100) / 40, rtol=1e-9)


@pytest.mark.parametrize(
    "ask, said",
    [
        (lambda m: m.sweep("R", outcome="N_final"), "has no parameter 'R'"),
        (lambda m: m.sweep("r", outcome="N_finl"), "Did you mean 'N_final'?"),
        (lambda m: m.sweep("r", outcome="K"), "names no measure"),
        (lambda m: m.sweep("r", outcome="N_final +"), "is not an expression"),
        (lambda m: m.sweep("r", [-1.0], outcome="N_final"), "cannot be negative"),
        (lambda m: m.sweep("r", second="r", outcome="N_final"), "given twice"),
        (lambda m: m.sweep("r", outcome="N_final", end=-1.0), "an end is a time above 0"),
        (lambda m: m.ensemble(0, seed=1), "at least one"),
        (lambda m: m.ensemble(4, seed=1, method="random"), "'sobol' or 'lhs'"),
        (lambda m: m.ensemble(4, seed=1, ranges={"r": (2.0, 1.0)}), "must increase"),
        (lambda m: m.band("M", 4, seed=1), "has no state or output 'M'"),
    ],
)
def test_errors_are_sentences(ask, said):
    with pytest.raises(ValueError, match=said.replace("?", r"\?").replace("+", r"\+")):
        ask(Model(LOGISTIC))


def test_ensemble_is_the_same_for_the_same_seed_and_stays_in_its_ranges():
    model = Model(LOGISTIC)
    one, two, other = (model.ensemble(40, seed=seed, ranges={"r": (0.2, 0.4), "K": (10, 1000)}) for seed in (5, 5, 6))
    assert one.equals(two) and not one.equals(other)
    assert one["r"].between(0.2, 0.4).all()
    # half of a logarithmic range lies below its geometric mean
    assert (one["K"] < 100).mean() == pytest.approx(0.5, abs=0.05)
    exact = one["K"] / (1 + (one["K"] / 2 - 1) * np.exp(-one["r"] * 10))
    np.testing.assert_allclose(one["N_final"], exact, rtol=1e-6)


def test_assumed_parameters_are_varied_when_none_is_named():
    table = IMMUNE.ensemble(16, seed=1, outcomes="T_final", end=100)
    assumed = [p.name for p in IMMUNE.declaration.parameters if p.grade == "assumed"]
    assert list(table.columns) == [*assumed, "T_final"]


def test_latin_hypercube_has_one_member_in_each_slice():
    table = Model(LOGISTIC).ensemble(20, seed=1, ranges={"r": (0.0, 1.0)}, method="lhs", outcomes="N_final")
    assert sorted(np.floor(table["r"] * 20)) == list(range(20))


def test_band_of_a_monotone_family_is_the_curve_of_the_quantile():
    table = Model(LOGISTIC).band("N", 512, seed=2, ranges={"r": (0.2, 1.0)}, times=[1.0, 3.0], quantiles=[0.25, 0.5])
    r = np.array([0.4, 0.6])
    exact = 100 / (1 + 49 * np.exp(-np.outer([1.0, 3.0], r)))
    np.testing.assert_allclose(table.to_numpy(), exact, rtol=0.01)
    assert table.attrs["units"][0.5] == "1"


def test_progress_counts_to_the_end():
    seen = []
    Model(ISHIGAMI).ensemble(CHUNK + 10, seed=1, progress=lambda done, asked: seen.append((done, asked)))
    assert seen == [(0, CHUNK + 10), (CHUNK, CHUNK + 10), (CHUNK + 10, CHUNK + 10)]


def test_curves_of_a_chunk_fit_in_memory():
    assert chunk_size(LOGISTIC) == chunk_size(ISHIGAMI) == CHUNK
    d = IMMUNE.declaration
    assert 1000 < chunk_size(d) * d.time.points * (len(d.states) + len(d.outputs)) * 8 < 2**28


@pytest.mark.parametrize("pool", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_an_executor_gives_the_same_numbers(pool):
    model = Model(LOGISTIC)
    with pool(2) as executor:
        there = model.ensemble(CHUNK + 50, seed=1, executor=executor)
    assert there.equals(model.ensemble(CHUNK + 50, seed=1))


def test_a_dask_cluster_gives_the_same_numbers():
    model = Model(LOGISTIC)
    with (
        distributed.LocalCluster(n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):
        there = model.ensemble(200, seed=1, executor=client.get_executor())
    assert there.equals(model.ensemble(200, seed=1))


@pytest.mark.slow
def test_a_cluster_that_loses_a_worker_gives_the_same_numbers_with_machine_code_on_it(monkeypatch):
    """One of two workers, processes of their own, is killed after the first chunk; the other does what is left."""
    model, lost = evbook.load("immune-escape"), []
    monkeypatch.setattr(outcome, "NUMBERS", 2**18)  # many small chunks

    def compiled() -> bool:
        import evbook
        from evbook.derive.system import compile
        from evbook.simulation import fast

        return fast.program(compile(evbook.load("immune-escape").declaration), many=True) is not None

    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):
        pids = client.run(os.getpid)
        assert len(pids) == 2 and set(client.run(compiled).values()) == {True}

        def kill(done: int, asked: int) -> None:
            if 0 < done < asked and not lost:
                lost.append(next(iter(pids.values())))
                os.kill(lost[0], signal.SIGKILL)

        there = model.ensemble(1500, seed=1, executor=client.get_executor(), progress=kill)
    assert lost and there.equals(model.ensemble(1500, seed=1))
