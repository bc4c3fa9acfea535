"""The bases of the chapter on blocking release, known independently of the book's solvers."""

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.optimize import brentq

from evbook import data
from evbook.model import Model
from evbook.review.catalogue import declaration

ONCE = {"every": 96, "treated": 96}


@pytest.fixture(scope="module")
def block():
    return Model(declaration("release-block"))


@pytest.fixture(scope="module")
def pair():
    return Model(declaration("release-combination"))


# ------------------------------------------------------------------------------ indirect response


def response(t, dose, k_in=9.0, k_out=0.3, k_el=0.3, V=90.0, ic50=0.1, most=1.0):
    """The level at t after one dose, as the convolution of what is made with its loss."""
    level = dose / V

    def made(s):
        c = level * np.exp(-k_el * s)
        return k_in * (1 - most * c / (ic50 + c)) * np.exp(-k_out * (t - s))

    return k_in / k_out * np.exp(-k_out * t) + quad(made, 0, t, epsabs=1e-12, epsrel=1e-12, limit=200)[0]


@pytest.mark.parametrize(("dose", "k_out", "k_el"), [(10, 0.3, 0.3), (100, 0.3, 0.3), (10, 1.2, 0.1), (200, 0.1, 2.0)])
def test_a_single_dose_is_the_convolution_of_making_and_loss(block, dose, k_out, k_el):
    times = [1.0, 4.0, 9.5, 30.0, 90.0]
    ours = block.simulate(times, ev=False, **ONCE, dose=dose, k_out=k_out, k_el=k_el)["E"]
    np.testing.assert_allclose(ours, [response(t, dose, k_out=k_out, k_el=k_el) for t in times], rtol=1e-6)


@pytest.mark.parametrize(("dose", "area", "nadir"), [(10, 74.72, 22.555), (100, 249.41, 10.795), (1000, 471.95, 3.839)])
def test_the_area_grows_with_the_logarithm_of_the_dose(block, dose, area, nadir):
    """Areas and lowest levels of another program for the usual simulation set."""
    run = block.simulate(np.linspace(0, 96, 9601), ev=False, **ONCE, dose=dose)["E"]
    assert np.trapezoid(30 - run.to_numpy(), run.index) == pytest.approx(area, rel=2e-3)
    assert run.min() == pytest.approx(nadir, abs=1e-3)
    assert np.trapezoid(30 - run.to_numpy(), run.index) == pytest.approx(
        30 / 0.3 * np.log(1 + dose / 90 / 0.1), rel=2e-3
    )


def test_a_steady_level_blocks_tumour_and_normal_cells_by_their_own_ic50(block):
    for multiple, rho in ((0.5, 1.0), (4.0, 16.0), (10.0, 100.0)):
        dose = multiple * 0.1 * 0.3 * 90 * 8
        last = block.simulate([96.0], infused=1, dose=dose, rho=rho, mv=0).iloc[0]
        assert last["tumour"] == pytest.approx(1 / (1 + multiple), rel=1e-6)
        assert last["normal"] == pytest.approx(1 / (1 + multiple / rho), rel=1e-6)


def test_below_sixteen_no_dose_opens_the_window_and_above_it_one_does(block):
    """Four times the tumour's IC50 is at most a quarter of the normal cells' only from ρ = 16 on."""

    def normal_where_the_tumour_has_a_fifth(rho):
        def left(dose):
            return block.measures(infused=1, mv=0, rho=rho, dose=dose)["tumour_last"] - 0.2

        return block.measures(infused=1, mv=0, rho=rho, dose=brentq(left, 1, 900, xtol=1e-4))["normal_last"]

    assert normal_where_the_tumour_has_a_fifth(15.0) < 0.8
    assert normal_where_the_tumour_has_a_fifth(16.0) == pytest.approx(0.8, abs=1e-5)
    assert normal_where_the_tumour_has_a_fifth(17.0) > 0.8


@pytest.mark.parametrize("every", [4, 8, 24])
def test_no_schedule_of_tablets_does_better_than_a_steady_level(block, every):
    """For the same block of the tumour on average, tablets cost normal cells more: their curve is convex in it."""
    tablets = block.measures(every=every, dose=6 * every, rho=10, mv=0)

    def apart(dose):
        return block.measures(infused=1, every=every, dose=dose, rho=10, mv=0)["tumour_mean"] - tablets["tumour_mean"]

    steady = block.measures(infused=1, every=every, rho=10, mv=0, dose=brentq(apart, 0.1, 900, xtol=1e-4))
    assert steady["normal_mean"] > tablets["normal_mean"] + 1e-3


def test_without_selectivity_normal_cells_lose_as_much(block):
    same = block.measures(rho=1, mv=0)
    assert same["normal_mean"] == pytest.approx(same["tumour_mean"], rel=1e-9)


def test_what_is_diverted_to_microvesicles_is_not_lost(block):
    """With a full shunt the number of vesicles stays as it was, whatever the block."""
    full = block.simulate([10.0, 50.0, 96.0], shunt=1, dose=200, mv=0.5)
    np.testing.assert_allclose(full["tumour"], 1.0, rtol=1e-6)
    assert full["exosomes"].max() < 0.4


def test_protection_follows_with_its_own_half_life(block):
    """Block at once and for good: P = θ + (1 - θ) (k e^{-pt} - p e^{-kt})/(k - p)."""
    times = np.array([6.0, 24.0, 72.0])
    run = block.simulate(times, infused=1, dose=900, mv=0, k_el=3, k_out=2, t_protect=24)
    theta, k, p = run["tumour"].iloc[-1], 2.0, np.log(2) / 24
    expected = theta + (1 - theta) * (k * np.exp(-p * times) - p * np.exp(-k * times)) / (k - p)
    np.testing.assert_allclose(run["P"], expected, rtol=0.02)
    early, late = (block.measures(scenario="window", chemo=hours)["protected"] for hours in (0, 72))
    assert early == pytest.approx(1.0) and late < 0.3


# -------------------------------------------------------------------------------- two drugs

#: Cells left, by the package synergy 0.5.1 (MuSyC with E0 = 1, E1 = 0.1, E2 = 0.5, E3 = 0.05, h1 = 1.5, h2 = 2,
#: C1 = 30, C2 = 10, α21 = α, α12 = α^(h1/h2), γ = 1), for doses of chemotherapy and inhibitor.
MUSYC = {
    (2, 0.5): 0.9833807732849904, (2, 10): 0.7154830166534126, (2, 300): 0.4642140762050785,
    (30, 0.5): 0.54677360780944, (30, 10): 0.22897699633310134, (30, 300): 0.12390633418171314,
    (200, 0.5): 0.14827820752896442, (200, 10): 0.07112208112140286, (200, 300): 0.05508819525381357,
}  # fmt: skip


def test_the_surface_is_that_of_the_package_of_its_authors(pair):
    for (chemo, inhibitor), expected in MUSYC.items():
        ours = pair.simulate([inhibitor], d_1=chemo, E_2=0.5, h_2=2)["cells"].iloc[0]
        assert ours == pytest.approx(expected, rel=1e-9)


def test_without_vesicles_and_without_depth_the_surface_is_bliss(pair):
    rng = np.random.default_rng(4)
    for _ in range(20):
        drawn = {"d_1": rng.uniform(1, 100), "h_1": rng.uniform(0.5, 5)}
        drawn |= {"E_2": rng.uniform(0.1, 1), "h_2": rng.uniform(0.5, 4)}
        run = pair.simulate([0.3, 5.0, 80.0], ev=False, **drawn)
        np.testing.assert_allclose(run["cells"], run["bliss"], rtol=1e-12)


@pytest.mark.parametrize("h", [0.5, 1.0, 2.0, 5.0])
@pytest.mark.parametrize("left", [0.0, 0.1, 0.6])
def test_a_drug_with_itself_has_an_index_of_one_at_every_dose(pair, h, left):
    for dose in (1.0, 20.0, 150.0):
        index = pair.simulate([0.5, 4.0, 60.0], sham=1, h_1=h, E_1=left, d_1=dose)["index"]
        np.testing.assert_allclose(index, 1.0, rtol=1e-9)


def test_bliss_calls_a_drug_with_itself_synergy_when_it_is_steep_and_antagonism_when_it_is_flat(pair):
    excess = {h: pair.simulate([5.0], sham=1, h_1=h, d_1=15, E_1=0)["excess"].iloc[0] for h in (0.5, 1, 3)}
    assert excess[0.5] < -0.02 and excess[3] > 0.2
    # 1/(1 + x)(1 + y) against 1/(1 + x + y): a plain curve falls short of independence a little.
    assert excess[1] == pytest.approx(1 / 1.5**2 - 1 / 2)


def test_a_blocker_that_kills_nothing_spares_what_it_gives_back(pair):
    """Dose spared = ((1 + ωb)/(1 + b))^(1/h), whatever the dose of chemotherapy; α where the block is full."""
    alpha = 1 + 300 * np.pi / 6 * 0.5**3 * 100 / 2000 / 0.5
    for chemo in (1.0, 30.0, 300.0):
        run = pair.simulate([2.0, 20.0, 1e6], d_1=chemo)["saved"]
        b = run.index.to_numpy() / 10
        np.testing.assert_allclose(run, ((1 + alpha**1.5 * b) / (1 + b)) ** (1 / 1.5), rtol=1e-6)


def test_a_poison_that_only_adds_is_synergy_to_loewe(pair):
    poison = pair.measures(scenario="poison", ev=False)
    assert poison["excess_here"] == pytest.approx(0, abs=1e-12)
    assert poison["index_here"] < 0.7


# ------------------------------------------------------------------------- doses against exposure


def test_a_molar_exposure_is_the_mass_over_the_molar_mass():
    table = data.read("release_inhibitors")
    known = table[table["exposure_ng_per_mL"].notna()]
    assert len(known) == 3
    for row in known.itertuples():
        molar = row.exposure_ng_per_mL / row.molar_mass_g_per_mol
        assert row.exposure_umol_per_L == pytest.approx(molar, rel=2e-3)


def test_an_exposure_names_its_compound_its_people_and_a_source_that_is_known():
    from evbook.ledger import claims

    table = data.read("release_inhibitors")
    keys = set(claims.references()["key"]) | set(data.read("references_further")["key"])
    assert table["exposure_umol_per_L"].gt(0).any() and not table["exposure_umol_per_L"].gt(0).all()
    for row in table.itertuples():
        given = [row.exposure_kind, row.exposure_of, row.exposure_context, row.exposure_source]
        assert all(given) if row.exposure_umol_per_L > 0 else not any(given), row.inhibitor
        assert not row.exposure_source or row.exposure_source in keys


def test_the_table_holds_what_the_review_names_and_says_what_it_does_not():
    table = data.read("release_inhibitors").set_index("inhibitor")
    assert set(table.index[table["in_review"] == "no"]) == {"GW4869", "omeprazole"}
    cited = {number for cell in table["reference"] for number in data.parts(cell)}
    assert cited == {"92", "125", "126", "127", "128", "129", "130"}


def test_only_one_inhibitor_reaches_in_people_what_was_tried_on_cells():
    table = data.read("release_inhibitors").set_index("inhibitor")
    both = table[table["tested_umol_per_L"].notna() & table["exposure_umol_per_L"].notna()]
    ratio = both["exposure_umol_per_L"] / both["tested_umol_per_L"]
    assert ratio.round(2).to_dict() == {"bisindolylmaleimide-I": 0.12, "cannabidiol": 1.04}
