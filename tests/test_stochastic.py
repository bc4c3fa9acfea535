"""Stochastic runs against what is known exactly, and Python against the browser in distribution."""

import json
import subprocess
from pathlib import Path

import numpy as np
import pytest
from scipy import stats
from small_models import decay, parameter

from evbook.declaration import Process, State, Switch, Time, Trigger, Window
from evbook.derive.javascript import program
from evbook.model import Model

NUMERICS = Path(__file__).parents[1] / "src/evbook/explorer/frontend/src/numerics"


def immigration_death():
    """Arrivals at rate a, each dying at rate k: stationary Poisson with mean a/k."""
    return decay(
        id="immigration-death",
        parameters=(
            parameter(value=0.5),
            parameter("a", 10.0, "cell/day", (0, 99)),
            parameter("N_0", 0.0, "cell", (0, 99)),
        ),
        processes=(
            Process("arrival", "a", "arrivals", produces={"N": 1}),
            Process("death", "k * N", "deaths", consumes={"N": 1}),
        ),
        time=Time("day", 40.0),
    )


def bursts():
    """Endosomes made at rate a, each fused (k) or digested (l); a fusion releases ``size`` vesicles."""
    return decay(
        id="bursts",
        parameters=(
            parameter("a", 3.0, "cell/day", (0, 9)),
            parameter("k", 2.0, "1/day", (0, 9)),
            parameter("l", 1.0, "1/day", (0, 9)),
            parameter("size", 20.0, "EV/cell", (1, 50)),
        ),
        states=(State("M", "0", "cell", (0, 10), "endosomes"), State("V", "0", "EV", (0, 500), "vesicles outside")),
        processes=(
            Process("making", "a", "made", produces={"M": 1}),
            Process("fusion", "k * M", "fused", consumes={"M": 1}, produces={"V": "size"}),
            Process("digestion", "l * M", "digested", consumes={"M": 1}),
        ),
        time=Time("day", 60.0),
    )


def browser_runs(model, times, runs, node) -> np.ndarray:
    script = f"""
    import {{ samplePath }} from "{NUMERICS.as_uri()}/stochastic.js";
    const program = {program(model)};
    const p = Float64Array.from(program.parameters, (q) => q.value);
    const all = [];
    for (let seed = 0; seed < {runs}; seed++) {{
      const run = samplePath(program.on, p, {list(times)}, {{ seed, visible: program.states.length }});
      if (!run.ok) throw new Error(run.message);
      all.push(run.states.slice(0, program.states.length).map((s) => Array.from(s)));
    }}
    console.log(JSON.stringify(all));"""
    done = subprocess.run([node, "--input-type=module", "-"], input=script, capture_output=True, text=True, check=True)
    return np.array(json.loads(done.stdout))


def paths(model, times, runs, seed=1) -> np.ndarray:
    frame = Model(model).sample_paths(times, runs=runs, seed=seed)
    return frame.to_numpy().reshape(runs, len(times), -1).transpose(0, 2, 1)


def test_immigration_and_death_settle_on_a_poisson_distribution():
    counts = paths(immigration_death(), [30.0], 2000)[:, 0, 0]
    assert counts.mean() == pytest.approx(20, rel=0.02)
    assert counts.var() / counts.mean() == pytest.approx(1, abs=0.1)
    observed = np.bincount(np.clip(counts.astype(int), 12, 28) - 12, minlength=17)
    chance = np.array([stats.poisson.pmf(k, 20) for k in range(12, 29)])
    chance[0], chance[-1] = stats.poisson.cdf(12, 20), stats.poisson.sf(27, 20)
    assert stats.chisquare(observed, chance * len(counts)).pvalue > 1e-3


def test_the_mean_of_the_runs_is_the_ordinary_differential_equation_where_rates_are_linear():
    times = [1.0, 3.0, 8.0]
    mean = paths(immigration_death(), times, 3000).mean(axis=0)[0]
    exact = Model(immigration_death()).simulate(times)["N"]
    error = np.sqrt(exact / 3000)
    assert np.all(np.abs(mean - exact) < 4 * error)


def test_bursts_of_fixed_size_give_a_fano_factor_of_that_size():
    """Fusions are Poisson events, so vesicles = size × Poisson and variance/mean = size."""
    released = paths(bursts(), [60.0], 3000)[:, 1, 0]
    assert np.all(released % 20 == 0)
    assert released.var() / released.mean() == pytest.approx(20, rel=0.1)


@pytest.mark.parametrize("make", [immigration_death, bursts], ids=lambda f: f.__name__)
def test_browser_and_python_agree_in_distribution(make, node):
    times = [2.0, 20.0]
    ours, theirs = paths(make(), times, 1500), browser_runs(make(), times, 1500, node)
    for state in range(ours.shape[1]):
        for moment in range(len(times)):
            assert stats.ks_2samp(ours[:, state, moment], theirs[:, state, moment]).pvalue > 1e-3


def test_the_same_seed_gives_the_same_runs_and_another_seed_others():
    first, again, other = (paths(bursts(), [5.0, 9.0], 20, seed) for seed in (3, 3, 4))
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)


def test_a_window_that_opens_lets_events_happen_only_while_it_is_open():
    model = decay(
        parameters=(parameter("a", 50.0, "cell/day", (0, 99)), parameter("N_0", 0.0, "cell", (0, 9))),
        windows=(Window("open", "2", "1", "x"),),
        processes=(Process("arrival", "a * open", "x", produces={"N": 1}),),
    )
    counts = paths(model, [2.0, 2.5, 3.0, 9.0], 400)[:, 0, :]
    assert np.all(counts[:, 0] == 0)
    assert np.array_equal(counts[:, 2], counts[:, 3])
    assert counts[:, 2].mean() == pytest.approx(50, rel=0.03)
    assert counts[:, 1].mean() == pytest.approx(25, rel=0.05)


def test_what_has_no_probability_is_refused_with_a_sentence():
    switched = decay(switches=(Switch("on", "0", "1", "x"),), triggers=(Trigger("g", "N - N_0", {"on": "1"}, "x"),))
    with pytest.raises(ValueError, match="without triggers"):
        Model(switched).sample_paths([1.0])
    half = decay(processes=(Process("death", "k * N", "x", consumes={"N": 0.5}),))
    with pytest.raises(ValueError, match="whole numbers"):
        Model(half).sample_paths([1.0])
