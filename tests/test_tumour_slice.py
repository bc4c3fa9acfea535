"""The tumour slice: what its source printed, and what vesicles do to it, in the ranges in which it is said."""

import numpy as np
import pytest

import evbook
from evbook import data
from evbook.authoring.slice_runs import made
from evbook.review import slice_results
from evbook.review.slice_plan import AGAIN, CHOICES, FEW, RANGES, TURNOVERS, plan
from evbook.review.slice_results import PUBLISHED
from evbook.review.slice_results import effect as effect_of


@pytest.fixture(scope="module")
def model():
    return evbook.load("tumour-slice")


def test_the_default_is_the_published_model_under_continuous_therapy(model):
    plain, named = model.runs(3), model.runs(3, scenario="continuous", secretion=2e4, need=5)
    assert plain["time_to_progression"].equals(named["time_to_progression"])
    assert (plain["treated"] == 1).all() and (model.runs(3, scenario="adaptive")["treated"] < 1).all()


def test_the_table_of_runs_is_what_its_plan_gives_and_a_part_of_it_comes_again():
    """Every setting of the plan has its row, in order; the quickest is run again with the same seeds."""
    table = data.read("tumour_slice_runs")
    planned = [(p.part, p.setting, "yes" if p.ev else "no", p.runs) for p in plan()]
    assert list(table[["part", "setting", "vesicles", "runs"]].itertuples(index=False, name=None)) == planned
    quick = [p for p in plan() if p.values.get("resistant_share") == 0.1]
    assert len(quick) == 3
    for one in quick:
        row = table[(table["setting"] == one.setting) & (table["vesicles"] == ("yes" if one.ev else "no"))].iloc[0]
        again = made(one)
        assert (float(again["mean"]), float(again["sd"])) == (row["mean"], row["sd"])


def test_what_the_chapter_says_of_its_tables_is_in_them():
    """Where vesicles delay, where they bring relapse sooner, and what undoes the delay."""
    for turnover in TURNOVERS:
        ratios = [effect_of({"turnover": turnover}, reach, "turnover")["ratio"] for reach in RANGES]
        assert min(ratios[:3]) > 1.05 and ratios[-1] < 0.95, "the sign turns between 50 and 150 µm"
    undone = {"layers": 5, "pushing": 5, "heritable": 0.01, "resistant_share": 0.1, "everywhere": 1}
    for _, moved in CHOICES:
        near, far = (effect_of({"turnover": 0.1} | dict(moved), reach, "choices")["ratio"] for reach in FEW)
        if any(undone.get(name) == value for name, value in moved.items()):
            assert near < 1 and far < 1, moved
        elif moved.get("movement") == 0.05:
            assert 1 < near < 1.15, moved
        elif "half_life" not in moved or moved["half_life"] > 1:
            assert near > 1.05, moved
        if "gathered" in moved or moved.get("resistant_share") == 0.001:
            assert far > 1.05, moved


def test_ours_beside_the_published_means():
    rows = slice_results.rows("published")
    for cost, turnover in AGAIN:
        for adaptive in (0, 1):
            row = rows[f"cost={cost:g}; turnover={turnover:g}; adaptive={adaptive}", False]
            mean, sd = PUBLISHED[cost, turnover][2 * adaptive : 2 * adaptive + 2]
            assert abs(row["mean"] - mean) < max(0.03 * mean, 3 * sd / np.sqrt(row["runs"]))


#: The published default; the other settings take a quarter of an hour of two cores, and are run once a week.
DEFAULT = ("continuous", 0.0, 0.0)
SETTINGS = [(scenario, *one) for scenario in ("continuous", "adaptive") for one in PUBLISHED]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("scenario", "cost", "turnover"),
    [one if one == DEFAULT else pytest.param(*one, marks=pytest.mark.every) for one in SETTINGS],
)
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


def once_a_week(values: list, but) -> list:
    """One value is tried each time; the others, whose runs are long, once a week."""
    return [one if one == but else pytest.param(one, marks=pytest.mark.every) for one in values]


@pytest.mark.slow
@pytest.mark.parametrize("setting", once_a_week(DELAYED, DELAYED[0]), ids=str)
@pytest.mark.parametrize("reach", once_a_week([12, 25, 50], 25))
def test_vesicles_that_reach_the_next_cells_delay_relapse(model, setting, reach):
    assert effect(model, setting, reach) > 1.05


@pytest.mark.slow
@pytest.mark.parametrize("setting", once_a_week(DELAYED, DELAYED[0]), ids=str)
def test_vesicles_that_reach_eight_cells_hasten_relapse(model, setting):
    assert effect(model, setting, 150) < 1


@pytest.mark.slow
def test_spread_evenly_vesicles_hasten_relapse(model):
    assert effect(model, {"turnover": 0.1, "everywhere": 1}, 25) < 0.95


@pytest.mark.slow
@pytest.mark.parametrize("reach", once_a_week([25, 50, 150], 25))
def test_where_cells_push_vesicles_hasten_relapse_at_any_range(model, reach):
    """The rim hems in nobody that can push through it: the sign hangs on this choice of the lattice."""
    assert effect(model, {"turnover": 0.1, "pushing": 5}, reach) < 1


@pytest.mark.slow
def test_where_cells_move_little_is_left_of_the_delay(model):
    assert effect(model, {"turnover": 0.1, "movement": 0.05}, 25) < 1.15


@pytest.mark.slow
@pytest.mark.parametrize("reach", once_a_week([10, 25, 50, 150], 25))
def test_where_protection_is_inherited_vesicles_hasten_relapse_at_any_range(model, reach):
    assert effect(model, {"turnover": 0.1, "heritable": 0.01}, reach) < 1
