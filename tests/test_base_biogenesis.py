"""The bases of the chapter on biogenesis, known independently of the book's solvers."""

import numpy as np
import pytest
from scipy.optimize import brentq

import evbook

XI = 82.2  # nm: 20 kT over 1 pN


@pytest.fixture(scope="module")
def landscape():
    return evbook.load("bud-landscape")


@pytest.fixture(scope="module")
def size():
    return evbook.load("bud-size")


# ------------------------------------------------------------------------------------------------ budding


def cap(share, diameter, curvature, tension=1.0, kappa=20 * 4.11):
    """Energy of a spherical cap against the flat patch in kT, from its area, its curvature and its rim.

    A patch of radius L = ``diameter`` keeps its area; ``share`` is that of the sphere which the cap makes.
    """
    area = np.pi * diameter**2
    radius = np.sqrt(area / (4 * np.pi * share))
    opening = np.arccos(1 - 2 * share)
    bent = 0.5 * kappa * area * (2 / radius - curvature) ** 2
    flat = 0.5 * kappa * area * curvature**2
    rim = 2 * np.pi * tension * (radius * np.sin(opening) - diameter)
    return (bent - flat + rim) / 4.11


@pytest.mark.parametrize(
    "diameter, coat, tension", [(120, 0.015, 1.0), (500, 0.0, 1.0), (60, 0.03, 4.0), (900, 0.001, 0.3)]
)
def test_the_energy_is_that_of_a_cap_of_a_sphere_with_the_area_of_the_patch(landscape, diameter, coat, tension):
    share = np.linspace(0.01, 1, 34)
    ours = landscape.simulate(share, size=diameter, sigma=tension, c_escrt=coat, c_cer=0, c_tsp=0)["energy"]
    np.testing.assert_allclose(ours, cap(share, diameter, coat, tension), rtol=1e-9, atol=1e-7)


def test_a_ring_at_the_neck_acts_as_line_tension_does(landscape):
    pulled = landscape.simulate(scenario="microvesicle", ring=0.7)["energy"]
    np.testing.assert_allclose(pulled, landscape.simulate(scenario="microvesicle", sigma=1.7)["energy"], rtol=1e-12)


def test_the_flat_patch_loses_its_hold_at_eight_invagination_lengths(landscape):
    """dE/dx at x = 0 is 8πκ - πLσ: it changes its sign at L = 8 κ/σ."""
    for factor, uphill in ((7.9, True), (8.1, False)):
        first = landscape.simulate([0.0, 1e-6], ev=False, size=factor * XI)["energy"].iloc[1]
        assert (first > 0) == uphill


@pytest.mark.parametrize("coat", [0.0, 0.003, 0.015, 0.02, 0.06])
@pytest.mark.parametrize("tension", [0.1, 1.0, 8.0])
def test_a_patch_closes_where_the_closed_bud_falls_below_every_dimple(size, coat, tension):
    """By comparing energies on a grid, without the cubic of the model."""
    share = np.linspace(1e-3, 1, 40001) ** 2

    def closed_above_dimple(diameter):
        energies = cap(share, diameter, coat, tension)
        return energies[-1] - min(energies[:-400].min(), 0.0)

    found = brentq(closed_above_dimple, 5, 5000, xtol=1e-6)
    ours = size.simulate([tension], c_escrt=coat / 2, c_cer=coat / 2, c_tsp=0)["diameter"].iloc[0]
    assert ours == pytest.approx(found, rel=2e-3)


def test_what_closes_also_pays(size):
    for scenario in ("exosome", "bare", "armm", "lipids"):
        frame = size.simulate(scenario=scenario)
        assert np.all(frame["diameter"] >= frame["pays"] * (1 - 1e-12))


def test_sizes_do_not_depend_on_who_bends_the_patch(size):
    one = size.simulate(c_escrt=0.012, c_cer=0, c_tsp=0)
    for share in (
        {"c_escrt": 0, "c_cer": 0.012, "c_tsp": 0},
        {"c_escrt": 0.004, "c_cer": 0.004, "c_tsp": 0.001, "c_ps": 0.003},
    ):
        np.testing.assert_allclose(one, size.simulate(**share), rtol=1e-12)


def test_line_tension_alone_makes_microvesicles_and_a_coat_exosomes(size):
    """Over half to two piconewtons: the first in the review's 150 to 1000 nm, the second in its 30 to 150 nm."""
    bare, coated = (size.simulate([0.6, 1.0, 2.0], scenario=name)["diameter"] for name in ("bare", "exosome"))
    assert bare.between(150, 1000).all()
    assert coated.between(30, 150).all()


# ------------------------------------------------------------------------------------------- the ERK switch


K_M = (150.0 + 150.0) / 1000.0


def cycle(kinase, total, phosphatase):
    """States of rest of a substrate of two phosphates: free S, SP, SPP and the free phosphatase.

    With equal rates kinase × S = phosphatase × SP and so on, so that SP = r S and SPP = r² S with
    r = kinase/phosphatase; what each enzyme holds is added to the totals.
    """

    def excess(log_r):
        r = np.exp(log_r)
        s, free = total / (1 + r + r * r + 2 * kinase * (1 + r) / K_M), kinase / r
        return free * (1 + s * r * (1 + r) / K_M) - phosphatase

    r = np.exp(brentq(excess, -200, 200, xtol=1e-13))
    s = total / (1 + r + r * r + 2 * kinase * (1 + r) / K_M)
    return s, r * s, r * r * s, kinase / r


def at_rest(active, kk_total=1.2):
    """From free active MAPKKK: the input it takes, active MAPK, and MAPK with two phosphates, free or bound."""

    def held(log_kk):
        kk = np.exp(log_kk)
        k, k_p, *_ = cycle(kk, 1.2, 0.12)
        return kk * (k + k_p) / K_M

    def excess(log_kk):
        left = kk_total - held(log_kk)
        return (cycle(active, left, 3e-4)[2] if left > 0 else 0.0) - np.exp(log_kk)

    log_kk = brentq(excess, np.log(1e-25), np.log(kk_total), xtol=1e-13)
    kk, kk_p, *_ = cycle(active, kk_total - held(log_kk), 3e-4)
    *_, k_pp, phosphatase = cycle(np.exp(log_kk), 1.2, 0.12)
    undone = 3e-4 * active / (K_M + active)
    rest = 3e-3 - active - 2 * undone - active * (kk + kk_p) / K_M
    return undone * (1 + K_M / rest), k_pp, k_pp * (1 + phosphatase / K_M)


@pytest.fixture(scope="module")
def erk():
    return evbook.load("erk-switch")


def input_where(share_of_top, which):
    """Input at which a count is at a share of its level when nearly all MAPKKK is active, both by algebra."""
    most = 2.29e-3
    top = at_rest(most)[which]
    found = brentq(lambda x: at_rest(np.exp(x))[which] - share_of_top * top, np.log(1e-8), np.log(most), xtol=1e-12)
    return at_rest(np.exp(found))[0]


def test_active_mapk_is_a_switch_and_how_it_is_counted_matters():
    """4.87 when free MAPK-PP is counted, 4.82 with what its phosphatase holds; the abstract says 4 to 5."""
    free, all_of_it = (np.log(81) / np.log(input_where(0.9, which) / input_where(0.1, which)) for which in (1, 2))
    assert free == pytest.approx(4.87, abs=0.005)
    assert all_of_it == pytest.approx(4.82, abs=0.005)


@pytest.mark.parametrize("active", [1e-5, 3e-5, 1e-4, 1e-3])
def test_the_model_settles_where_algebra_puts_it(erk, active):
    needed, k_pp, both = at_rest(active)
    settled = erk.simulate([3e5], ev=False, E1_tot=needed).iloc[-1]
    assert settled["KKK_p"] == pytest.approx(active, rel=1e-5)
    assert settled["K_pp"] == pytest.approx(k_pp, rel=1e-5)
    assert settled["with_bound"] == pytest.approx(both / 1.2, rel=1e-5)


def test_mapkkk_is_graded(erk):
    """Counted free, active MAPKKK follows its input as a single enzyme would: a Hill coefficient of 1.01."""
    from evbook.analysis.benchmarks import compute
    from evbook.declaration import HillCoefficient

    steepness = compute(HillCoefficient("KKK_p", "E1_tot", 1e-7, 1e-1, 1e5), erk.declaration)
    assert steepness == pytest.approx(1.01, abs=0.005)


def test_an_inhibitor_of_mek_moves_the_threshold_and_leaves_exosomes_alone(erk):
    runs = {left: erk.measures(mek=left) for left in (1.0, 0.5, 0.05)}
    assert runs[0.5]["mv_final"] > 0.95 * runs[1.0]["mv_final"]
    assert runs[0.05]["mv_final"] < 0.01 * runs[1.0]["mv_final"]
    assert len({run["exo_final"] for run in runs.values()}) == 1


# ------------------------------------------------------------------------------------------------- bursts


@pytest.fixture(scope="module")
def bursts():
    return evbook.load("secretion-bursts")


@pytest.mark.parametrize("scenario", ["untouched", "rab27", "ceramide"])
def test_exact_runs_have_the_mean_and_the_fano_factor_of_the_closed_form(bursts, scenario):
    """Between hours 6 and 24, so that the whole numbers of the start are forgotten: a Poisson number of bursts."""
    runs = 1500
    counts = bursts.sample_paths([6.0, 24.0], runs=runs, seed=3, scenario=scenario)["V"].to_numpy().reshape(runs, 2)
    released = counts[:, 1] - counts[:, 0]
    setting = bursts.simulate([0.0], scenario=scenario).attrs["setting"]
    dock, burst = 0.18 * setting["rab"], setting["burst"]
    mean = 18 * 31 * burst * (dock / 2) / (dock / 2 + 0.8)
    assert np.all(released % burst == 0)
    assert released.mean() == pytest.approx(mean, abs=4 * np.sqrt(burst * mean / runs))
    # The variance of a Poisson number has itself a relative standard error of about the root of 2/runs.
    assert released.var() / released.mean() == pytest.approx(burst, rel=5 * np.sqrt(2 / runs))


def test_two_ways_to_less_release_differ_in_how_alike_cells_stay(bursts):
    fewer, smaller, whole = (bursts.measures(scenario=name) for name in ("rab27", "ceramide", "untouched"))
    assert fewer["day"] == pytest.approx(smaller["day"], rel=0.1)
    assert smaller["deviation"] / smaller["day"] == pytest.approx(whole["deviation"] / whole["day"], rel=1e-6)
    assert fewer["deviation"] / fewer["day"] > 1.7 * whole["deviation"] / whole["day"]


def test_without_release_endosomes_are_made_and_digested_and_nothing_leaves(bursts):
    frame = bursts.simulate(ev=False, made=40.0, digesting=0.5)
    np.testing.assert_allclose(frame["M"], 80.0, rtol=1e-9)
    assert (frame["V"] == 0).all()
