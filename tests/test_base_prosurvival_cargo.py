"""The bases of the chapter on prosurvival cargo, known independently of the book's solvers."""

import json
from pathlib import Path

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from evbook.analysis.thresholds import threshold
from evbook.declaration import Threshold
from evbook.model import Model
from evbook.review.catalogue import declaration

#: The textbook's numbers, per minute: k1 to k19.
K = (507, 3.9e-3, 1e-5, 5.8e-3, 5e-4, 0.21, 81.9, 3.9e-3, 5.8e-6, 5.8e-3, 5e-4, 0.21, 40, 1e-3, 464, 1.16e-2, 3e-4,
     1.16e-2, 1.73e-2)  # fmt: skip


@pytest.fixture(scope="module")
def switch():
    return Model(declaration("caspase-switch"))


def by_hand(minutes, own=464.0, drip=0.0, signal=200.0, lasts=1100.0):
    """Active caspase-3 at the minutes asked for, in rates per minute, restarted where the signal begins and ends."""
    k = (None, *K)

    def rates(t, y, on):
        C8, A8, C3, A3, B, P, B8, X3 = y
        act8, act3 = k[3] * (A3 + signal * on) * C8, k[9] * A8 * C3
        bind8, bind3 = k[5] * A8 * B - k[6] * B8, k[11] * A3 * P - k[12] * X3
        return [
            k[1] - k[2] * C8 - act8,
            act8 - k[4] * A8 - bind8,
            k[7] - k[8] * C3 - act3,
            act3 - k[10] * A3 - bind3,
            k[13] - k[14] * B - bind8,
            own + drip - (k[16] + k[17] * A3) * P - bind3,
            bind8 - k[18] * B8,
            bind3 - k[19] * X3,
        ]

    y, found = [1.3e5, 0, 2.1e4, 0, 4e4, (own + drip) / k[16], 0, 0], []
    for start, end, on in ((0, 100, 0), (100, 100 + lasts, 1), (100 + lasts, 3000, 0)):
        times = [t for t in minutes if start <= t < end]
        run = solve_ivp(rates, (start, end), y, args=(on,), method="BDF", rtol=1e-9, atol=1e-6, t_eval=[*times, end])
        found += list(run.y[3, : len(times)])
        y = run.y[:, -1]
    return np.array(found)


@pytest.mark.parametrize("drip", [0.0, 100.0, 500.0])
def test_caspase_3_follows_the_textbook_per_minute(switch, drip):
    minutes = [50, 200, 300, 600, 1199, 1500, 2900]
    vesicles = {"uptake": 60 * drip, "copies": 1.0, "released": 1.0} if drip else {}
    ours = switch.simulate(np.array(minutes) / 60, ev=bool(drip), **vesicles)["A3"]
    np.testing.assert_allclose(ours, by_hand(minutes, drip=drip), rtol=1e-4, atol=1e-2)


def test_a_drip_and_the_cells_own_making_are_the_same(switch):
    """Only the sum k15 + s counts."""
    dripped = switch.simulate(copies=10, released=1, uptake=600, k15=27840)
    made = switch.simulate(ev=False, k15=27840 + 6000)
    np.testing.assert_allclose(dripped["A3"], made["A3"], rtol=1e-6, atol=1e-6)


def test_a_cell_at_rest_stays_there_without_a_signal(switch):
    quiet = switch.simulate([0, 50], ev=False, signal=1e-12 + 1)
    np.testing.assert_allclose(quiet["C3"].iloc[0], 2.1e4, rtol=1e-9)
    assert quiet["A3"].iloc[-1] < 1


def test_the_dead_state_vanishes_at_a_drip_near_543_a_minute(switch):
    kinds = [list(switch.equilibria(uptake=60 * drip, copies=1, released=1)["kind"]) for drip in (535, 550)]
    assert len(kinds[0]) == 3 and len(kinds[1]) == 1


def test_what_the_population_takes_from_the_switch_is_what_the_switch_says(switch):
    """Inhibitor an hour below which a cell dies: 27,000 for a weak signal, 65,000 for the textbook's."""
    for signal, hours, needed in ((50, 10, 27000), (200, 1100 / 60, 65000)):
        question = Threshold("k15", 1e4, 9e4, "A3_max > 1000", 50.0, setting={"signal": signal, "lasts": hours})
        assert threshold(switch.declaration, question, precision=1e-3) == pytest.approx(needed, rel=0.02)


def test_the_share_killed_is_that_of_a_sample_of_cells():
    """Log-normal cells, each compared with what it needs less what vesicles bring."""
    population = Model(declaration("caspase-population"))
    own = 27840 * np.exp(0.25 * np.random.default_rng(1).standard_normal(200_000))
    for uptake in (1, 500, 2000):
        sampled = np.mean(own + uptake * 20 * 0.2 < 32000)
        assert population.simulate([uptake])["killed"].iloc[0] == pytest.approx(sampled, abs=0.005)


#: pAKT after ten minutes in 1 nM of HGF as measured, by nanomoles of antibody: two of the four repeats of the
#: example that comes with the program Data2Dynamics, each with the blank and the scale of its fit.
DOSES = (0.00564, 0.0169, 0.0508, 0.152, 0.457, 1.37, 4.11, 12.3, 37, 111, 333)
READ = {
    (0.428125267727877, 3.69029309973616): (0.959, 1.0, 0.931, 0.943, 0.812, 0.774, 0.627, 0.559, 0.450, 0.463, 0.395),
    (0.385566381681604, 3.94609149543731): (0.934, 0.950, 1.0, 0.930, 0.795, 0.783, 0.596, 0.472, 0.430, 0.386, 0.393),
}


@pytest.fixture(scope="module")
def met():
    return Model(declaration("met-signal"))


def met_by_hand(minutes, hgf=1.0, antibody=0.0, receptors=71969.5, crowding=7.35761161084635e-07):
    """Active pairs and pAKT at the minutes asked for, from the reactions of the authors' example, in nM and minutes."""
    on, off, pairing, loss = 0.1 / 0.5, 0.1, 1000.0, 0.110852271384428
    held, freed = 1.87394905697006 / 1.2, 1.87394905697006

    def rates(t, y):
        ligand, free, bound, pairs, _akt, blocker, blocked = y
        bind, leave, pair, block = on * ligand * free, off * bound, pairing * bound * free, held * blocker * free
        return [
            leave - bind + off * pairs,
            leave - bind - pair + 2 * (loss + off) * pairs - block + freed * blocked,
            bind - leave - pair,
            pair - (loss + off) * pairs,
            pairs,
            freed * blocked - block,
            block - freed * blocked,
        ]

    start = [hgf, receptors * crowding, 0, 0, 0, antibody, 0]
    run = solve_ivp(rates, (0, max(minutes)), start, method="Radau", rtol=1e-10, atol=1e-14, t_eval=minutes)
    return run.y[3], run.y[4]


@pytest.mark.parametrize("blank, scale", READ)
def test_akt_reads_as_it_was_measured_under_the_antibody(met, blank, scale):
    read = [met.measures(ev=False, hgf=1, antibody=dose, blank=blank, scale=scale)["reads_ten"] for dose in DOSES]
    np.testing.assert_allclose(read, READ[blank, scale], rtol=0.1)


@pytest.mark.parametrize("setting", [{}, {"antibody": 4.11}, {"hgf": 0.05, "crowding": 7e-5}, {"receptors": 3e5}])
def test_met_follows_the_authors_reactions(met, setting):
    minutes = [1.0, 10.0, 60.0]
    ours = met.simulate(minutes, ev=False, **({"hgf": 1.0} | setting))
    for state, theirs in zip(("D", "A"), met_by_hand(minutes, **setting), strict=True):
        np.testing.assert_allclose(ours[state], theirs, rtol=1e-5)


def test_hgf_on_vesicles_is_hgf(met):
    """Only the sum of what is in solution and on vesicles counts, and no more is active than was brought."""
    carried = met.simulate(vesicles=5000, copies=10)
    dissolved = met.simulate(ev=False, hgf=5000 * 10 * 7.35761161084635e-07)
    np.testing.assert_allclose(carried["active"], dissolved["active"], rtol=1e-6)
    gone = carried["H"] + carried["C"] + carried["D"]
    assert (np.diff(gone) <= 1e-12).all() and gone.iloc[0] == pytest.approx(0.0367880580)


def test_active_erbb3_is_a_hundredfold_rarer_than_active_met_in_the_file_of_ito():
    """What the chapter says of the contrast: the abstract's hundredfold, and 150 in another program's run."""
    curves = json.loads((Path(__file__).parent / "oracles" / "ito2019.json").read_text())["runs"]["default"]["curves"]
    met_pairs, with_egfr, erbb3 = (
        curves[name][-1] for name in ("[X_10_p_MET_MET]", "[X_8_p_EGFR_ErbB3]", "[X_9_p_ErbB3_ErbB3]")
    )
    assert met_pairs / (with_egfr + erbb3) == pytest.approx(150, rel=0.02)
