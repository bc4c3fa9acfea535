"""The tumour slice: what its source printed, and what vesicles do to it, in the ranges in which it is said."""

import numpy as np
import pytest

import evbook

#: Mean and standard deviation of the time to progression over 1,000 runs each, in days, under continuous and under
#: adaptive therapy; then the model without space.  Strobl et al. 2022, data/costTurnoverSweep_CA.csv and _ODE.csv.
PUBLISHED = {
    (0.0, 0.0): (348.80, 12.13, 375.95, 13.23, 258, 285), (0.0, 0.1): (396.10, 16.91, 444.95, 18.23, 286, 329),
    (0.0, 0.2): (458.38, 23.38, 526.90, 29.88, 328, 428), (0.0, 0.3): (551.67, 37.60, 637.96, 47.93, 397, 591),
    (0.1, 0.0): (384.52, 14.21, 424.10, 24.06, 283, 317), (0.1, 0.1): (443.08, 19.13, 494.14, 24.49, 319, 395),
    (0.1, 0.2): (527.72, 29.58, 600.32, 36.00, 374, 482), (0.1, 0.3): (651.63, 46.90, 757.87, 54.81, 480, 693),
    (0.2, 0.0): (429.50, 15.41, 484.13, 16.91, 314, 353), (0.2, 0.1): (506.18, 23.39, 577.40, 28.56, 361, 451),
    (0.2, 0.2): (621.63, 36.94, 715.32, 43.22, 439, 609), (0.2, 0.3): (808.28, 63.50, 944.04, 76.45, 638, 1029),
    (0.3, 0.0): (487.02, 17.88, 541.43, 18.63, 352, 395), (0.3, 0.1): (593.74, 30.39, 669.27, 34.90, 417, 515),
    (0.3, 0.2): (755.79, 47.98, 871.95, 58.28, 537, 779),
}  # fmt: skip


@pytest.fixture(scope="module")
def model():
    return evbook.load("tumour-slice")


def test_the_default_is_the_published_model_under_continuous_therapy(model):
    plain, named = model.runs(3), model.runs(3, scenario="continuous", secretion=2e4, need=5)
    assert plain["time_to_progression"].equals(named["time_to_progression"])
    assert (plain["treated"] == 1).all() and (model.runs(3, scenario="adaptive")["treated"] < 1).all()


@pytest.mark.slow
@pytest.mark.parametrize(("cost", "turnover"), PUBLISHED)
@pytest.mark.parametrize("scenario", ["continuous", "adaptive"])
def test_two_hundred_runs_have_the_published_mean_and_spread(model, scenario, cost, turnover):
    at = 2 * (scenario == "adaptive")
    mean, sd = PUBLISHED[cost, turnover][at : at + 2]
    found = model.runs(200, scenario=scenario, cost=cost, turnover=turnover)["time_to_progression"]
    assert abs(found.mean() - mean) < max(0.03 * mean, 3 * sd / np.sqrt(200))
    assert found.std() == pytest.approx(sd, rel=0.2)


@pytest.mark.slow
@pytest.mark.parametrize(("cost", "turnover"), PUBLISHED)
def test_without_space_progression_comes_on_the_published_day(model, cost, turnover):
    days = [model.measures(scenario=name, cost=cost, turnover=turnover)["mixed_progression"]
            for name in ("continuous", "adaptive")]  # fmt: skip
    wanted = [day if day <= 1000 else np.nan for day in PUBLISHED[cost, turnover][4:]]  # the window that is shown
    np.testing.assert_array_equal(days, wanted)


@pytest.mark.slow
def test_stirred_well_the_lattice_comes_near_the_model_without_space(model):
    found = model.runs(12, stirred=1, width=160)["time_to_progression"]
    assert found.mean() == pytest.approx(258, rel=0.05)


#: Where the argument is made: settings under which vesicles of 10 to 50 µm delay relapse and those of 150 µm hasten it.
DELAYED = [{"turnover": 0.1}, {"turnover": 0.3}, {"turnover": 0.3, "adaptive": 1}, {}]


def effect(model, setting: dict, reach: float, seeds: int = 4) -> float:
    """Time to progression with vesicles over that without, on average over seeds; the limit where there is none."""
    with_ev, without = (model.runs(seeds, ev=ev, until=2500, **setting, **({"reach": reach} if ev else {}))
                        ["time_to_progression"].fillna(2500).mean() for ev in (True, False))  # fmt: skip
    return with_ev / without


@pytest.mark.slow
@pytest.mark.parametrize("setting", DELAYED, ids=str)
@pytest.mark.parametrize("reach", [12, 25, 50])
def test_vesicles_that_reach_the_next_cells_delay_relapse(model, setting, reach):
    assert effect(model, setting, reach) > 1.05


@pytest.mark.slow
@pytest.mark.parametrize("setting", DELAYED, ids=str)
def test_vesicles_that_reach_eight_cells_hasten_relapse(model, setting):
    assert effect(model, setting, 150) < 1


@pytest.mark.slow
def test_spread_evenly_vesicles_hasten_relapse(model):
    assert effect(model, {"turnover": 0.1, "everywhere": 1}, 25) < 0.95


@pytest.mark.slow
@pytest.mark.parametrize("reach", [25, 50, 150])
def test_where_cells_push_vesicles_hasten_relapse_at_any_range(model, reach):
    """The rim hems in nobody that can push through it: the sign hangs on this choice of the lattice."""
    assert effect(model, {"turnover": 0.1, "pushing": 5}, reach) < 1


@pytest.mark.slow
def test_where_cells_move_little_is_left_of_the_delay(model):
    assert effect(model, {"turnover": 0.1, "movement": 0.05}, 25) < 1.15


@pytest.mark.slow
@pytest.mark.parametrize("reach", [10, 25, 50, 150])
def test_where_protection_is_inherited_vesicles_hasten_relapse_at_any_range(model, reach):
    assert effect(model, {"turnover": 0.1, "heritable": 0.01}, reach) < 1
