"""The balance of the chapter on microRNA cargo, known independently of the book's solvers."""

import numpy as np
import pytest
from scipy.integrate import solve_ivp
from scipy.linalg import expm

from evbook.catalogue import declaration
from evbook.model import Model


@pytest.fixture(scope="module")
def balance():
    return Model(declaration("mirna-balance"))


def test_nothing_is_lost_between_donor_recipients_outside_and_what_is_digested(balance):
    """With making and decay all but stopped, what leaves the donor is found again."""
    setting = {"half_life": 200.0, "secretion": 1e4, "copies": 0.5, "recipients": 7.0, "own_r": 0.0, "induction": 1.0}
    run = balance.simulate(np.linspace(0, 120, 2401), **setting)
    held = run["M_d"] + run["V"] + setting["recipients"] * run["M_r"] + run["W"]
    drift = (np.log(2) / 200 * (500 - run["M_d"] - setting["recipients"] * run["M_r"])).to_numpy()
    gained = np.cumsum((drift[1:] + drift[:-1]) / 2 * np.diff(run.index))
    expected = 500 + np.concatenate([[0], gained])
    np.testing.assert_allclose(held, expected, rtol=1e-4)


def test_copies_follow_the_matrix_exponential(balance):
    """The balance is linear: x' = A x + b."""
    d, x, up, f, n = np.log(2) / 24, 2000 * 0.05 / 500, 1.386, 0.2, 3.0
    A = np.array([[-d - x, 0, 0, 500 * d * 2], [0, -d, f * up / n, 0], [x, 0, -up, 0], [0, 0, 0, 0]])
    ours = balance.simulate([0, 5, 48], secretion=2000, copies=0.05, recipients=n, induction=2.0)
    for hours in (5, 48):
        np.testing.assert_allclose(
            ours.loc[hours, ["M_d", "M_r", "V"]], (expm(A * hours) @ [500, 0, 0, 1])[:3], rtol=1e-5
        )


@pytest.mark.parametrize("copies", [10.0, 100.0, 400.0])
def test_the_target_left_is_that_of_the_two_rate_equations_at_rest(balance, copies):
    """dr/dt = k - γr - on(m - c)r + off c and dc/dt = on(m - c)r - (off + γ*)c, with λ = (off + γ*)/on = 8."""
    on, off, gamma = 0.1, 0.7, 0.1

    def rates(t, y):
        r, c = y
        bind = on * (copies - c) * r
        return [100 * gamma - gamma * r - bind + off * c, bind - (off + gamma) * c]

    rest = solve_ivp(rates, (0, 5000), [100, 0], method="LSODA", rtol=1e-10, atol=1e-10).y[0, -1]
    ours = balance.simulate([0, 1], ev=False, own_d=copies)["share_d"].iloc[-1]
    assert ours == pytest.approx(rest / 100, rel=1e-5)


def test_ordinary_shedding_of_a_rare_microrna_is_felt_at_neither_end(balance):
    usual, many = balance.measures(), balance.measures(scenario="many")
    assert usual["M_d_final"] > 0.95 * 500 and usual["share_r_final"] > 0.95
    assert many["M_d_final"] < 0.2 * 500 and many["share_r_final"] < 0.4
