"""The bases of the chapter on liquid biopsy, known independently of the book's solvers."""

import numpy as np
import pytest
from scipy import stats
from scipy.integrate import solve_ivp

from evbook import chapter
from evbook.model import Model
from evbook.review.catalogue import declaration

#: Growth and loss a day, shedding of healthy tissue and of a cell, cut-off, plasma, as quoted from Hori and Gambhir.
GROWTH, LOSS, HEALTHY, SHED, CUT, PLASMA = 5.78e-3, 0.11, 4560.0, 0.1 * 4.5e-5, 34.11, 3150.0


@pytest.fixture(scope="module")
def marker():
    return Model(declaration("blood-marker"))


@pytest.fixture(scope="module")
def test():
    return Model(declaration("screening-test"))


# A marker in blood -------------------------------------------------------------------------------------------


def pools(days, loss, healthy, shed):
    """Marker of healthy tissue and of a growing tumour in plasma, integrated."""
    run = solve_ivp(
        lambda t, y: [healthy - loss * y[0], shed * np.exp(GROWTH * t) - loss * y[1]],
        (0, days[-1]), [0.0, 0.0], t_eval=days, method="BDF", rtol=1e-10, atol=1e-12,
    )  # fmt: skip
    return run.y / PLASMA


def test_the_protein_follows_its_rate_equations(marker):
    days = [100.0, 1000.0, 2500.0, 3676.9]
    healthy, tumour = pools(days, LOSS, HEALTHY, SHED)
    ours = marker.simulate(days, ev=False)
    np.testing.assert_allclose(ours["signal"], (healthy + tumour) / CUT, rtol=1e-7)
    np.testing.assert_allclose(ours["of_tumour"], tumour / CUT, rtol=1e-6)


@pytest.mark.parametrize("half_life", [0.1, 0.5, 100.0])
def test_vesicles_follow_theirs(marker, half_life):
    days, loss = [500.0, 1500.0, 2500.0], np.log(2) * 24 / half_life
    tumour = pools(days, loss, 0.0, 0.1 * 60 * 24)[1]
    background = 1e10 * 1e-6 * 2
    ours = marker.simulate(days, half_life=half_life, mistaken=1e-6, handling=2)
    np.testing.assert_allclose(ours["of_tumour"], tumour / (background + 1.59 * background), rtol=1e-6)


def test_the_published_tumour_goes_unnoticed_for_ten_years_and_to_an_inch(marker):
    found = marker.measures(ev=False)
    assert found["day_found"] / 365 == pytest.approx(10.1, abs=0.05)
    assert found["size_found"] == pytest.approx(25.36, rel=0.01)


@pytest.mark.parametrize("name", ["secretion", "marked", "arriving", "half_life"])
def test_ten_times_the_signal_gains_the_time_in_which_the_tumour_grows_tenfold(marker, name):
    """ln 10 / growth is 398 days, a year and a month, whichever number brings the signal."""
    start = {"mistaken": 1e-8, "marked": 0.1, "half_life": 0.5, name: 0.1 * marker.parameters.loc[name, "value"]}
    gained = marker.measures(**start)["day_found"] - marker.measures(**{**start, name: 10 * start[name]})["day_found"]
    assert gained == pytest.approx(np.log(10) / GROWTH, abs=2)


def test_where_the_background_decides_the_assay_does_not(marker):
    """A hundred times finer an assay finds no smaller tumour when one vesicle in a thousand is mistaken."""
    coarse, fine = (marker.measures(mistaken=1e-3, lod=limit)["size_found"] for limit in (1e3, 10))
    assert coarse == fine
    assert marker.measures(mistaken=1e-9, lod=10)["size_found"] < marker.measures(mistaken=1e-9)["size_found"] / 3


def test_the_budget_counts_the_cells_of_the_tumour_that_is_found(marker):
    size, budget = marker.measures()["size_found"], marker.budget().loc["tumour_cells", "value"]
    assert budget == pytest.approx(np.pi / 6 * size**3 * 2e5, rel=1e-3)


# A count, and what it is worth -------------------------------------------------------------------------------


def counted(mean, spread, cut):
    shape = 1 / spread**2
    return stats.nbinom.sf(cut - 1, shape, shape / (mean + shape))


def tumour_counts(diameter, sample=1.0):
    cells = 2e5 * np.pi / 6 * diameter**3
    return sample * 0.1 * cells * 0.1 * 60 * 0.5 / (np.log(2) * PLASMA)


@pytest.mark.parametrize(("spread", "diameter", "sample"), [(0.5, 4.0, 1.0), (0.1, 2.0, 0.05), (1.5, 8.0, 10.0)])
def test_the_rates_are_those_of_a_negative_binomial_count(test, spread, diameter, sample):
    cuts = np.array([10.0, 100.0, 1000.0, 2500.0])
    ours = test.simulate(cuts, spread=spread, diameter=diameter, sample=sample)
    background = sample * 0.1 * 1e10 * (1e-6 + 1e-8)
    added = tumour_counts(diameter, sample)
    np.testing.assert_allclose(ours["false_positive"], counted(background, spread, cuts), rtol=1e-8, atol=1e-300)
    np.testing.assert_allclose(ours["sensitivity"], counted(background + added, spread, cuts), rtol=1e-8, atol=1e-300)


def test_a_hundred_thousand_people_give_the_predictive_value(test):
    """People drawn one by one: their background, who has the tumour, and a count; at a prevalence of a tenth."""
    rng, people = np.random.default_rng(4), 400_000
    level = rng.gamma(4.0, 0.25, people)
    ill = rng.random(people) < 0.1
    count = rng.poisson(level * (1010 + ill * tumour_counts(4.0)))
    positive = count >= 2500
    ours = test.measures(prevalence=0.1)
    assert ours["ppv_here"] == pytest.approx(ill[positive].mean(), abs=0.012)
    assert ours["npv_here"] == pytest.approx(1 - ill[~positive].mean(), abs=0.002)


def test_more_plasma_removes_the_noise_of_counting_and_nothing_else(test):
    """At one and the same false positive rate: the tube matters for ten counts, and not for a thousand."""

    def found(sample):
        frame = test.simulate(sample=sample)
        return float(np.interp(-0.01, -frame["false_positive"], frame["sensitivity"]))

    few, usual, many = (found(sample) for sample in (0.01, 1.0, 100.0))
    assert few < usual - 0.02
    assert many == pytest.approx(usual, abs=0.003)


def test_a_rarer_mark_does_what_more_plasma_cannot(test):
    best = max(
        test.measures(sample=100.0, cut_here=cut)["found_here"]
        for cut in (1e5, 2e5, 2.5e5, 3e5)
        if test.measures(sample=100.0, cut_here=cut)["ppv_here"] > 0.1
    )
    assert best < 0.5 < test.measures(mistaken=1e-7, cut_here=400)["found_here"]


def test_lipoproteins_weigh_a_million_times_what_vesicles_do(test):
    same = test.measures(mistaken=1e-6 + 1e-6, mistaken_lp=1e-14)
    assert test.measures(mistaken_lp=1e-14 + 1e-12).to_dict() == pytest.approx(same.to_dict(), nan_ok=True)


def test_what_moves_the_share_found_is_drawn_from_nought_to_one(test):
    """The lowest recovery finds next to nothing: a logarithm of that would leave no room for the other bars."""
    names = ("recovery", "spread")
    drawn = chapter.what_matters(test, "found_here", parameters=names, log=False)
    title = next(m.label for m in test.declaration.measures if m.name == "found_here")
    assert f"{title}</text>" in drawn.html
    assert f"{title} (logarithmic)" in chapter.what_matters(test, "found_here", parameters=names).html
