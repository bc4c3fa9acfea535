"""The bases of the chapter on prosurvival cargo, known independently of the book's solvers."""

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from evbook.analysis.thresholds import threshold
from evbook.catalogue import declaration
from evbook.declaration import Threshold
from evbook.model import Model

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
