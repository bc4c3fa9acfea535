"""The balance of the chapter on microRNA cargo, known independently of the book's solvers."""

import re

import numpy as np
import pytest
from scipy.integrate import solve_ivp
from scipy.linalg import expm

from evbook.model import Model
from evbook.review import table1
from evbook.review.catalogue import declaration
from evbook.review.rows import address, rows_of_table1


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


ROWS = {row.row: row for row in table1.asked(copies=0.00825, donor=500.0)}


def test_every_row_of_table_1_is_put_to_the_balance_within_its_ranges(balance):
    assert sorted(ROWS) == list(range(1, 19))
    for row in ROWS.values():
        for name, value in row.setting.items():
            low, high = balance.declaration.record(name).range
            assert low <= value <= high, (row.row, name)


def test_a_row_asks_what_its_words_say():
    """Four names add, fewer is a tenth, enriched is tenfold; what is no transfer by its source is not read as one."""
    assert ROWS[5].setting == {"copies": pytest.approx(4 * 0.00825)}
    assert ROWS[1].setting == {"copies": pytest.approx(0.000825)}
    assert ROWS[7].setting == {"copies": pytest.approx(0.0825)} and "given" in ROWS[7].read_as
    assert ROWS[15].setting["induction"] > 1 and "thrown out" in ROWS[15].read_as
    assert ROWS[18].read_as == "passed on", "printed as expulsion, and a transfer by its title"
    assert {row for row, asked in ROWS.items() if "marker" in asked.read_as} == {4, 14}
    assert ROWS[2].setting == {}


def test_each_link_of_the_table_opens_the_live_model_at_its_row(balance):
    page = rows_of_table1(balance).html
    for row in ROWS.values():
        assert f'href="{address(balance, row)}"' in page
        named = re.findall(r"(\w+)=", address(balance, row))
        assert named == list(row.setting)
    usual = balance.measures(secretion=60.0)
    assert f"{100 * usual['share_r_final']:.0f} %" in rows_of_table1(balance).text.split("\n")[3]
