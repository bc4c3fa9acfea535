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
