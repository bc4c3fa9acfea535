"""The base of the whole picture, and what its switches do, known independently of the book's solvers."""

import numpy as np
import pytest
from scipy.integrate import solve_ivp
from scipy.linalg import expm

from evbook.model import Model
from evbook.review.catalogue import declaration
from evbook.review.catalogue.whole_picture import LANE

SWITCHES = ("stroma", "vessels", "escape", "niche", "sink", "export", "pumps", "survival", "silencing", "fibroblasts")
RESISTANCES = ("export", "pumps", "survival", "silencing", "fibroblasts")
HELD = 1e8


@pytest.fixture(scope="module")
def picture():
    return Model(declaration("whole-picture"))


def final(picture, **setting):
    return picture.measures(**setting)["T_final"]


# ---------------------------------------------------------------- with its vesicle terms off it is the published models


def test_without_drug_tumour_and_effectors_are_those_of_the_escape_chapter(picture):
    times = np.linspace(0, 730, 74)
    start = {"E_0": 3.2e5, "T_0": 5e6}
    ours = picture.simulate(times, ev=False, dose_day=0, **start)[["E", "T"]]
    theirs = Model(declaration("immune-escape")).simulate(times, ev=False, **start)[["E", "T"]]
    np.testing.assert_allclose(ours, theirs, rtol=1e-5)


def test_its_antibody_is_that_of_the_sink_chapter_and_of_a_matrix_exponential(picture):
    times = [5.0, 20.9, 21.1, 100.0, 167.0]
    ours = picture.simulate(times, ev=False, begins=0)["drug"]
    theirs = Model(declaration("antibody-sink")).simulate(times, ev=False, loading=0, ecd=8.23)["drug"]
    np.testing.assert_allclose(ours, theirs, rtol=1e-6)
    rates = np.array([[-(0.225 + 0.4838) / 2.95, 0.4838 / 4.7901], [0.4838 / 2.95, -0.4838 / 4.7901]])
    given = [sum(420 * expm(rates * (t - at))[0, 0] / 2.95 for at in np.arange(0, t, 21)) for t in times]
    np.testing.assert_allclose(ours, given, rtol=1e-6)


def test_the_antibody_does_not_know_of_the_tumour_when_vesicles_are_off(picture):
    few, many = (picture.simulate(ev=False, T_0=cells)["drug"] for cells in (1.0, 4e8))
    np.testing.assert_allclose(few, many, rtol=1e-6, atol=1e-9)


def test_colonies_are_shed_as_in_the_chapter_on_metastasis(picture):
    """The rate is m x^α, the derivative of that chapter's expected number at the age of the same size."""
    row = picture.simulate([300.0], ev=False, dose_day=0).iloc[0]
    size = row["T"] * 146
    assert row["seeding"] == pytest.approx(5.3e-8 * size**0.663, rel=1e-9)
    seeding = Model(declaration("metastatic-seeding"))
    a, b = 0.00286, 7.3e10
    age = -np.log(1 - np.log(size) / np.log(b)) / a
    before, after = seeding.simulate([age - 0.5, age + 0.5], ev=False)["primary_seeds"]
    assert row["seeding"] == pytest.approx(after - before, rel=1e-3)


def test_all_switches_off_is_no_vesicles(picture):
    np.testing.assert_allclose(
        picture.simulate(**LANE)[["E", "T", "A", "R"]], picture.simulate(ev=False)[["E", "T", "A", "R"]], rtol=1e-7
    )


def test_the_escape_switch_alone_is_the_regulatory_arm_of_its_chapter(picture):
    times = np.linspace(0, 400, 41)
    ours = picture.simulate(times, **{**LANE, "escape": 1}, dose_day=0, reach=3e7)[["E", "T"]]
    theirs = Model(declaration("immune-escape")).simulate(times, E_0=3.155e5, T_0=1e6, T_v=3e7, phi_treg=0.5)
    np.testing.assert_allclose(ours, theirs[["E", "T"]], rtol=1e-5)


def test_a_number_that_is_said_to_be_a_chapters_is_that_chapters(picture):
    value = {
        model: {p.name: p.value for p in declaration(model).parameters}
        for model in ("metastatic-seeding", "immune-escape", "tumour-vessels", "antibody-sink")
    }
    seeding, escape, vessels, sink = value.values()
    theirs = {
        "alpha": seeding["alpha"], "g_niche": seeding["niche"], "reach": escape["T_v"], "g_escape": escape["phi_treg"],
        "g_vessels": vessels["epsilon"], "copies": sink["receptors"] * sink["surface"] / sink["cell_area"],
    }  # fmt: skip
    ours = {p.name: p.value for p in picture.declaration.parameters if "as in the chapter on" in p.context}
    assert ours == pytest.approx(theirs)


# ---------------------------------------------------------------- the whole, by another road


def with_pools(days, times, *, blocked=0.0, acts=45.0, filtered=0.0, scale=146.0):
    """Every switch on, no drug, vesicles in tissue and in plasma as states of their own."""
    s, p, g, m, d, a, b, n = 1.3e4, 0.1245, 2.019e7, 3.422e-10, 0.0412, 0.18, 2e-9, 1.101e-7
    tissue, plasma, reach, shed = np.log(2) / 0.0208, np.log(2) / 0.054, 1e7, 1440.0

    def rates(t, y):
        E, T, N, P = y
        on = t >= acts
        v = N / (N + shed * reach / tissue)
        made = shed * T * (1 - blocked * on)
        return [
            s + p / (1 + 0.5 * v) * E * T / (g + T) - m * E * T - d * E,
            a * (1 + 0.15 * v) * T * (1 - b * T / (1 + 0.25 * v)) - n * E * T,
            made - tissue * N,
            0.1 * scale * made - (plasma + filtered * on * 43.2 / 2.95) * P,
        ]

    start = [3.155e5, 1e6, shed * 1e6 / tissue, 0.1 * scale * shed * 1e6 / plasma]
    parts = [(0, min(acts, days)), (acts, days)] if acts < days else [(0, days)]
    found = []
    for low, high in parts:
        done = solve_ivp(rates, (low, high), start, method="LSODA", rtol=1e-9, atol=1e-3, dense_output=True)
        found += [done.sol(t) for t in times if low <= t < high or t == high == days]
        start = done.y[:, -1]
    return np.array(found)


@pytest.mark.parametrize("against", [{}, {"blocked": 0.9}, {"blocked": 0.97, "acts": 20.0}, {"filtered": 1.0}])
def test_pools_of_vesicles_that_stand_at_their_level_are_as_good_as_pools_with_equations(picture, against):
    times = np.array([10.0, 30, 50, 80, 120, 200])
    slow = with_pools(200, times, **against)
    ours = picture.simulate(times, dose_day=0, **against)
    np.testing.assert_allclose(ours["T"], slow[:, 1], rtol=0.03)
    np.testing.assert_allclose(ours["in_plasma"], slow[:, 3] / 2.95, rtol=0.05)


def test_a_gram_of_tumour_has_tens_of_thousands_as_many_vesicles_between_cells_as_in_plasma(picture):
    run = picture.simulate([0.0], T_0=1e9 / 146).iloc[0]
    stay_tissue, stay_plasma = 0.0208 / np.log(2), 0.054 / np.log(2)
    assert run["in_tissue"] == pytest.approx(1440 * stay_tissue * 1e12 / 0.24)
    assert run["in_plasma"] == pytest.approx(1e9 * 1440 * 0.1 * stay_plasma / 2.95)
    assert 1e4 < run["in_tissue"] / run["in_plasma"] < 1e5


# ---------------------------------------------------------------- what the switches do


def test_every_switch_on_the_tumour_escapes_and_without_vesicles_the_same_drug_holds_it(picture):
    assert final(picture) > HELD
    assert picture.measures(ev=False)["T_final"] < 1e4


def test_half_of_immune_escape_holds_and_no_resistance_does_alone(picture):
    assert final(picture, escape=0.5) < HELD
    assert final(picture, stroma=0) < HELD
    for name in ("vessels", "niche", "sink", "survival", "silencing", "fibroblasts"):
        assert final(picture, **{name: 0}) > HELD, name


def test_a_fifth_off_each_holds_where_four_fifths_of_the_vesicles_off_do_not(picture):
    assert (
        final(picture, **dict.fromkeys(("stroma", "vessels", "escape", "survival", "silencing", "fibroblasts"), 0.8))
        < HELD
    )
    assert final(picture, blocked=0.8) > HELD
    assert final(picture, blocked=0.9) < HELD


def test_the_least_block_that_holds_rises_with_the_day_it_begins(picture):
    def critical(day):
        question = {"between": (0.5, 0.99), "scan": 8, "precision": 0.01}
        return picture.threshold("blocked", "T_final > 1e8", acts=day, **question)["blocked"].iloc[0]

    least = [critical(day) for day in (0, 45, 90)]
    assert least[0] + 0.03 < least[1] < least[2] - 0.01


@pytest.mark.parametrize("day", [0, 45])
def test_a_filter_on_plasma_lowers_the_count_and_changes_neither_tumour_nor_sink(picture, day):
    bare, filtered = picture.simulate(), picture.simulate(filtered=1, acts=day)
    np.testing.assert_allclose(filtered["T"], bare["T"], rtol=1e-5)
    np.testing.assert_allclose(filtered["taken"], bare["taken"], rtol=1e-5)
    left = 1 / (1 + 43.2 / 2.95 * 0.054 / np.log(2))
    np.testing.assert_allclose(filtered["in_plasma"][50:], left * bare["in_plasma"][50:], rtol=1e-4)
    assert filtered["seeding"].iloc[-1] < bare["seeding"].iloc[-1]


def test_the_model_cannot_tell_one_resistance_from_another(picture):
    runs = [picture.simulate(**{**dict.fromkeys(RESISTANCES, 0), name: 1})["T"] for name in RESISTANCES]
    for run in runs[1:]:
        np.testing.assert_allclose(run, runs[0], rtol=1e-6)


def test_what_a_saturated_sink_takes_is_what_is_made(picture):
    run = picture.simulate([600.0]).iloc[0]
    made = 146 * run["T"] * 1440 * 0.1 * 31.4 / 6.02214076e14 * 0.1455315
    assert run["taken"] == pytest.approx(made, rel=1e-3)
    assert run["taken"] < 0.005 * 20


def test_the_price_of_a_block_is_that_of_two_inhibitions_a_selectivity_apart(picture):
    """Dose over IC50 is B/(1 - B) for the tumour, and that over ϱ for normal cells."""
    for blocked, selectivity in ((0.5, 1), (0.8, 16), (0.9, 4)):
        dose = blocked / (1 - blocked)
        found = picture.measures(blocked=blocked, selectivity=selectivity)["cost"]
        assert found == pytest.approx(dose / selectivity / (1 + dose / selectivity), rel=1e-6)


def test_every_switch_belongs_to_a_chapter_and_is_off_at_zero(picture):
    named = {p.name for p in picture.declaration.parameters if p.label.startswith("switch")}
    assert named == set(SWITCHES)
    for name in SWITCHES:
        assert picture.declaration.record(name).range == (0, 1)
