"""The bases of the chapter on classes of vesicles, known independently of the book's models."""

import csv
import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import numpy as np
import pytest
from beside import beside
from scipy.integrate import quad
from scipy.stats import norm

from evbook import chapter, data
from evbook.model import Model
from evbook.review import scale
from evbook.review.catalogue import declaration
from evbook.simulation.setting import setting

KINDS = {"hdl", "ldl", "vldl", "exo", "small", "shed", "large"}
VESICLES = {"small", "shed", "large"}


@pytest.fixture(scope="module")
def sizes():
    return Model(declaration("particle-sizes"))


@pytest.fixture(scope="module")
def reach():
    return Model(declaration("vesicle-reach"))


def density(values, kind, d):
    """Log-normal density of one kind for each unit of ln d, by SciPy's normal law."""
    number = values[f"n_{kind}"] * (values["kept"] if kind in ("hdl", "ldl", "vldl") else 1)
    return number * norm.pdf(np.log(d), np.log(values[f"m_{kind}"]), values[f"s_{kind}"])


def added_up(values, kind, limit, weight=0):
    """All of one kind above a blurred limit, integrated over ln d."""
    low, high = np.log(values[f"m_{kind}"]) + np.array([-9, 9 + 6 * weight]) * values[f"s_{kind}"]
    seen = lambda x: (  # noqa: E731
        density(values, kind, np.exp(x))
        * np.exp(weight * (x - np.log(100)))
        * norm.cdf(x, np.log(limit), values["blur"])
    )
    edges = [edge for edge in (np.log(limit),) if low < edge < high]
    return quad(seen, low, high, points=edges, limit=400)[0]


# --------------------------------------------------------------------------------- what an instrument sees


@pytest.mark.parametrize("weight", [0, 2, 3])
@pytest.mark.parametrize("limit", [50, 128, 300, 1000])
def test_what_lies_above_a_limit_is_the_integral_over_sizes(sizes, limit, weight):
    values = setting(sizes.declaration, values={"weight": weight})
    ours = sizes.simulate([limit], weight=weight).iloc[0]
    vesicles = sum(added_up(values, kind, limit, weight) for kind in VESICLES)
    others = sum(added_up(values, kind, limit, weight) for kind in KINDS - VESICLES)
    assert ours["count_ev"] == pytest.approx(vesicles, rel=1e-6)
    assert ours["count"] == pytest.approx(vesicles + others, rel=1e-6)
    assert ours["purity"] == pytest.approx(vesicles / (vesicles + others), rel=1e-6)


def test_the_densities_that_are_drawn_add_up_to_the_numbers_that_are_set(sizes):
    curves = sizes.simulate()
    tenfold = np.log10(curves.index)
    assert np.trapezoid(curves["vesicles"], tenfold) == pytest.approx(1e10 + 1.2e7 + 1e4, rel=1e-3)
    assert np.trapezoid(curves["particles"], tenfold) == pytest.approx(1.75e16 + 8.17e14 + 2.2e13 + 1e10, rel=1e-3)


def test_surface_and_volume_move_the_median_as_hatch_and_choate_say(sizes):
    """By the w-th power of diameter a log-normal law keeps its spread, and its median moves by exp(w σ²)."""
    for weight in (0, 2, 3):
        middle = 80 * np.exp(weight * 0.35**2)
        share = sizes.simulate([middle], weight=weight, n_shed=1e-6, n_large=1e-6)["share"].iloc[0]
        assert share == pytest.approx(0.5, abs=1e-9)


def test_without_vesicles_nothing_that_is_counted_is_one(sizes):
    bare = sizes.simulate(ev=False)
    assert (bare["count_ev"] == 0).all() and (bare["purity"] == 0).all() and (bare["share"] == 0).all()
    assert bare["particles"].equals(sizes.simulate()["particles"])


def test_the_limits_are_those_of_the_books_table_of_constants(sizes):
    known = data.read("literature_constants").set_index("quantity")["value"]
    chosen = {s.name: {**setting(sizes.declaration), **s.values} for s in sizes.declaration.scenarios}
    assert chosen["flow"]["limit"] == known["smallest vesicle seen by conventional flow cytometry"]
    assert chosen["urine"]["limit"] == known["smallest vesicle detected by TRPS (standard urine, n=102 days)"]
    assert chosen["micro"]["limit"] == known["lower detection limit of MRPS, plasma and PC3 conditioned medium"]
    assert chosen["plasma"]["tracking"] == known["smallest vesicle sized by NTA"]
    assert chosen["plasma"]["n_small"] == known["EVs in plasma"]


def test_two_patients_can_be_ranked_oppositely_and_the_task_prints_their_numbers(sizes):
    first = sizes.measures()
    assert (first["by_tracking"], first["by_flow"]) == (pytest.approx(1.0e13, rel=0.05), pytest.approx(1e7, rel=0.05))
    second = sizes.measures(kept=3, n_shed=2e6)
    assert second["by_tracking"] >= 2 * first["by_tracking"] and second["by_flow"] <= first["by_flow"] / 2


def test_beads_of_100_nm_are_seen_where_and_as_narrow_as_a_log_normal_law_says():
    """Twelve runs of a tracking instrument: the law that the model uses describes what it reports of one size."""
    with beside("external/nta_beads_100nm.csv").open(encoding="utf-8") as rows:
        found = [(float(r["bin5_nm"]), float(r["conc_per_ml"])) for r in csv.DictReader(rows)]
    diameter, count = (np.array(column) for column in zip(*found, strict=True))
    keep = (diameter > 40) & (diameter < 250) & (count > 0)
    logs, weights = np.log(diameter[keep]), count[keep]
    median = np.exp(np.average(logs, weights=weights))
    spread = np.sqrt(np.average((logs - np.log(median)) ** 2, weights=weights))
    assert median == pytest.approx(100, rel=0.15)
    assert 0.05 < spread < 0.4, "beads of one size are reported with a spread: a size is seen through a blur"


# ----------------------------------------------------------------------------------------- how far one gets


@pytest.mark.parametrize(
    ("diameter", "kelvin", "viscosity", "published"),
    [(100, 298.15, 0.89, 4.91), (100, 310.15, 0.692, 6.57), (30, 310.15, 0.692, 21.9), (1000, 310.15, 0.692, 0.657)],
)
def test_diffusion_is_that_of_stokes_and_einstein(reach, diameter, kelvin, viscosity, published):
    """kT/(3πηd) in SI units, turned into µm² a second, and the numbers computed for the book beforehand."""
    si = 1.380649e-23 * kelvin / (3 * np.pi * viscosity * 1e-3 * diameter * 1e-9) * 1e12
    ours = reach.simulate([100], d_ev=diameter, temperature=kelvin, viscosity=viscosity, slowed=1)["diffusion"].iloc[0]
    assert ours == pytest.approx(si, rel=1e-12) == pytest.approx(published, rel=2e-3)


def test_the_level_solves_the_equation_of_diffusion_with_uptake(reach):
    """D/r² (r² c')' = k c outside the cell, by finite differences."""
    r = np.linspace(20, 400, 4001)
    curves = reach.simulate(r, slowed=1, half_ev=0.5)
    c, D = curves["level"].to_numpy(), curves["diffusion"].iloc[0]
    step = r[1] - r[0]
    spread = np.gradient(r**2 * np.gradient(c, step), step) / r**2
    inner = slice(5, -5)
    np.testing.assert_allclose(D * spread[inner], np.log(2) / 1800 * c[inner], rtol=3e-3)


def test_what_does_not_get_beyond_is_what_was_taken_up_on_the_way(reach):
    """Shed = taken up within r + flux through r, with the level integrated over the shell."""
    r = np.linspace(10, 300, 30001)
    curves = reach.simulate(r, slowed=1, half_ev=0.5)
    c, D, k = curves["level"].to_numpy(), curves["diffusion"].iloc[0], np.log(2) / 1800
    through = -4 * np.pi * D * r**2 * np.gradient(c, r)
    # At the cell itself, one-sided: the flux is that of the closed form's derivative.
    shed = 4 * np.pi * D * 10**2 * (1 / 10 + 1 / curves["length"].iloc[0])
    taken = np.concatenate([[0], np.cumsum(np.diff(r) * (k * 4 * np.pi * r**2 * c)[1:])])
    for at in (5000, 15000, 29000):
        assert through[at] / shed == pytest.approx(curves["beyond"].iloc[at], rel=1e-3)
        assert 1 - taken[at] / shed == pytest.approx(curves["beyond"].iloc[at], rel=2e-3)


def test_a_random_walk_that_dies_gets_as_far(reach):
    """Walkers in three dimensions from the surface of the cell, each with its lifetime."""
    rng = np.random.default_rng(1905)
    # Distance that a walker outside a sphere has at its death, when the sphere reflects it.
    n, dt, D, k = 2500, 4.0, 6.5657, np.log(2) / 1800
    place = np.zeros((n, 3))
    place[:, 0] = 10.0
    farthest, alive = np.full(n, 10.0), np.ones(n, bool)
    ends = np.full(n, np.nan)
    while alive.any():
        place[alive] += rng.normal(0, np.sqrt(2 * D * dt), (alive.sum(), 3))
        distance = np.linalg.norm(place, axis=1)
        inside = alive & (distance < 10)
        place[inside] *= (20 / np.maximum(distance[inside], 1e-9) - 1)[:, None]
        distance = np.linalg.norm(place, axis=1)
        farthest = np.maximum(farthest, distance)
        dies = alive & (rng.random(n) < 1 - np.exp(-k * dt))
        ends[dies] = distance[dies]
        alive &= ~dies
    shares = [(ends > at).mean() for at in (50, 150, 300)]
    np.testing.assert_allclose(reach.simulate([50, 150, 300], slowed=1, half_ev=0.5)["beyond"], shares, atol=0.04)


def test_the_length_is_the_one_read_from_a_xenograft(reach):
    """From a flat front of donors levels fall as exp(-x/λ): half within 17 µm and 80 of 100 within 40 µm are 25 µm."""
    length = reach.measures()["gradient"]
    assert length == pytest.approx(17 / np.log(2), rel=0.03)
    assert length == pytest.approx(40 / np.log(5), rel=0.03)
    assert np.exp(-100 / length) < 0.05
    assert reach.measures()["half_way"] < 50, "half of the vesicles stay within two cells of the sender"


def test_without_vesicles_it_is_a_soluble_factor(reach):
    assert reach.measures(ev=False)["diffusing"] == pytest.approx(101.0, rel=1e-3)
    assert reach.simulate(ev=False, d_ev=1000, half_ev=24, slowed=10).equals(reach.simulate(ev=False))


# ----------------------------------------------------------------------------------------------- to scale


def test_every_particle_is_drawn_at_its_size_and_inside_the_picture():
    figure = ET.fromstring(chapter.to_scale().html)
    pictures = [part for part in figure if part.tag.endswith("svg")]
    assert [picture.get("class") for picture in pictures] == ["figure-wide", "figure-phone"]
    for picture, fields in zip(pictures, (scale.WIDE, scale.PHONE), strict=True):
        width, height = (float(side) for side in picture.get("viewBox").split()[2:])
        circles = [part for part in picture if part.tag.endswith("circle")]
        drawn = [(particle, field.pixels) for field in fields for particle in field.particles]
        assert len(circles) == len(drawn)
        for circle, (particle, pixels) in zip(circles, drawn, strict=True):
            x, y, r = (float(circle.get(name)) for name in ("cx", "cy", "r"))
            assert 2 * r == pytest.approx(pixels * particle.nm, abs=2e-3)
            assert x - r >= 0 and x + r <= width and y - r >= 0 and y + r <= height
        for field in fields:
            middles = [
                (place, len(particle.name)) for particle, place in field.places(306 if field.bar == 100 else 382)
            ]
            for (left, a), (right, b) in pairwise(middles):
                assert right - left >= scale.LETTER * (a + b) / 2, "labels overlap"


def test_the_drawing_says_every_size_in_words():
    words = scale.said()
    for particle in (*scale.SMALL, *scale.LARGE):
        assert f"{particle.name} {particle.sizes}" in words
        assert particle.low <= particle.nm <= particle.high
    assert "exosome 30 to 150 nm" in words and "oncosome 1 to 10 µm" in words
    assert re.search(r'aria-label="Diameters: HDL 8 to 12 nm; ', chapter.to_scale().html)


def test_particles_that_do_not_fit_are_refused_with_a_sentence():
    with pytest.raises(ValueError, match="do not fit 100 pixels"):
        scale.WIDE[0].places(100)
