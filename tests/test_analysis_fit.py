"""Fits against linear regression, synthetic data, an independent fit of real lesions, and what cannot be known."""

import numpy as np
import pandas as pd
import pytest
from analysis_models import DOSED, GOMPERTZ, LOGISTIC, PRODUCT
from beside import beside
from scipy import stats
from scipy.optimize import curve_fit

from evbook.analysis.fit import NotIdentifiable
from evbook.model import Model

TIMES = np.linspace(0.3, 9.5, 24)


def noisy(model, times, seed, *, by=0.05, **values):
    """A run with errors that are a share of the value."""
    frame = model.simulate(times, **values)
    return frame * np.exp(by * np.random.default_rng(seed).standard_normal(frame.shape))


def test_exponential_growth_fitted_in_the_logarithm_is_linear_regression():
    data = noisy(Model(PRODUCT), np.linspace(0, 4, 15), 1, a=0.01, b=0.01, r=0.6)[["N"]]
    table = Model(PRODUCT).fit(data, parameters=["r", "N_0"], log=True, a=0.01, b=0.01)
    line = stats.linregress(data.index, np.log(data["N"]))
    # the model grows at a b + r, and a b is 1e-4 here
    assert table.loc["r", "value"] + 1e-4 == pytest.approx(line.slope, rel=1e-6)
    assert table.loc["r", "stderr"] == pytest.approx(line.stderr, rel=1e-3)
    assert np.log(table.loc["N_0", "value"]) == pytest.approx(line.intercept, rel=1e-6)
    t = stats.t.ppf(0.975, 13)
    assert table.loc["r", "high"] - table.loc["r", "low"] == pytest.approx(2 * t * line.stderr, rel=1e-3)
    width = np.log(table.loc["N_0", "high"] / table.loc["N_0", "low"])
    assert width == pytest.approx(2 * t * line.intercept_stderr, rel=1e-3)
    mean = data.index.to_numpy().mean()
    expected = -mean / np.sqrt(np.mean(data.index.to_numpy() ** 2))
    assert table.attrs["correlation"]["r"]["N_0"] == pytest.approx(expected, rel=1e-3)
    assert table["identifiable"].all()


def test_profiled_intervals_of_a_straight_line_are_those_of_the_covariance():
    data = noisy(Model(PRODUCT), np.linspace(0, 4, 15), 1, a=0.01, b=0.01, r=0.6)[["N"]]
    ask = {"parameters": ["r", "N_0"], "log": True, "a": 0.01, "b": 0.01}
    plain, profiled = (Model(PRODUCT).fit(data, profile=p, **ask) for p in (False, True))
    np.testing.assert_allclose(profiled[["low", "high"]], plain[["low", "high"]], rtol=1e-3)


def test_the_truth_is_recovered_from_exact_data():
    truth = {"r": 1.1, "K": 60.0, "N_0": 3.0}
    table = Model(LOGISTIC).fit(Model(LOGISTIC).simulate(TIMES, **truth)[["N"]], parameters=list(truth))
    np.testing.assert_allclose(table["value"], list(truth.values()), rtol=1e-5)
    assert table.attrs["setting"]["K"] == pytest.approx(60.0, rel=1e-5)


def test_intervals_hold_the_truth_about_nineteen_times_in_twenty():
    truth, model = {"r": 1.1, "K": 60.0, "N_0": 3.0}, Model(LOGISTIC)
    held = []
    for seed in range(20):
        table = model.fit(noisy(model, TIMES, seed, **truth)[["N"]], parameters=list(truth), log=True)
        held += [table.loc[name, "low"] < value < table.loc[name, "high"] for name, value in truth.items()]
    # of 60 intervals 57 are expected to; fewer than 52 would be a chance of about one in a hundred
    assert sum(held) >= 52


def test_several_columns_and_gaps_are_fitted_together():
    model = Model(DOSED)
    data = model.simulate(np.linspace(0.5, 20, 14), k=0.4, rate=2.0).rename(columns={"A": "plasma", "B": "effect"})
    data.loc[data.index[3], "plasma"] = np.nan
    data = data.rename_axis("time").reset_index()
    table = model.fit(data, parameters=["k", "rate"], observe={"plasma": "A", "effect": "B"}, sigma={"plasma": 0.1})
    np.testing.assert_allclose(table["value"], [0.4, 2.0], rtol=1e-4)
    assert table.attrs["points"] == 27


def test_what_acts_only_as_a_product_is_said_to_be_so():
    data = noisy(Model(PRODUCT), np.linspace(0, 4, 15), 1)[["N"]]
    with pytest.warns(NotIdentifiable, match="[ab] is not identifiable .* undone by a change of [ab]"):
        table = Model(PRODUCT).fit(data, parameters=["a", "b", "N_0"], log=True)
    assert list(table["identifiable"]) == [False, False, True]
    # what is seen still has its interval, and the product is right
    assert table.loc["N_0", "low"] < 3 < table.loc["N_0", "high"]
    assert table.loc["a", "value"] * table.loc["b", "value"] == pytest.approx(0.4, rel=0.1)


def test_a_parameter_without_effect_is_said_to_have_none():
    data = noisy(Model(LOGISTIC), TIMES, 1)[["N"]]
    with pytest.warns(NotIdentifiable, match="idle is not identifiable .* does not change what was observed"):
        table = Model(LOGISTIC).fit(data, parameters=["r", "idle"], log=True)
    assert table.loc["r", "identifiable"] and np.isnan(table.loc["idle", "stderr"])


@pytest.fixture(scope="module")
def lesion():
    """A function that returns the measured volumes of one lesion, indexed by week."""
    table = pd.read_csv(beside("external/clinical_lesion_trajectories.csv"))

    def volumes(number):
        rows = table[(table["lesion"] == number) & (table["volume_mm3"] > 0)]
        return rows.set_index("weeks")[["volume_mm3"]].rename_axis("time")

    return volumes


def gompertz(t, log_start, log_limit, log_rate):
    return log_limit + (log_start - log_limit) * np.exp(-np.exp(log_rate) * t)


def test_a_real_lesion_is_fitted_as_an_independent_program_fits_it(lesion):
    data = lesion(1232)
    t, y = data.index.to_numpy(), np.log(data["volume_mm3"].to_numpy())
    assert len(t) >= 10
    best, covariance = curve_fit(gompertz, t, y, p0=[y[0], y[-1] + 0.5, -3])
    table = Model(GOMPERTZ).fit(data, parameters=["V_0", "K", "b"], observe="V", log=True, V_0=2000)
    np.testing.assert_allclose(np.log(table["value"]), best, rtol=1e-4)
    np.testing.assert_allclose(table["stderr"] / table["value"], np.sqrt(np.diag(covariance)), rtol=0.01)
    assert table["identifiable"].all()
    assert table.attrs["residual_sd"] < 0.25  # of the logarithm: a quarter of the volume


def test_a_lesion_that_still_grows_exponentially_does_not_tell_its_limit(lesion):
    with pytest.warns(NotIdentifiable, match="[Kb] is not identifiable"):
        table = Model(GOMPERTZ).fit(lesion(1059), parameters=["V_0", "K", "b"], observe="V", log=True, V_0=1000)
    assert list(table["identifiable"]) == [True, False, False]


def frame(**columns):
    return pd.DataFrame(columns, index=pd.Index([0.0, 1.0, 2.0, 3.0], name="time"))


@pytest.mark.parametrize("data, more, said", [
    (frame(N=[1, 2, 3, 4]), {"parameters": ["R"]}, "has no parameter 'R'"),
    (frame(M=[1, 2, 3, 4]), {"parameters": ["r"]}, "no column of the data is a state or an output"),
    (frame(N=[1, 2, 3, 4], M=[1, 2, 3, 4]), {"parameters": ["r"], "observe": "N"}, "say which observes what"),
    (frame(N=[1, 2, 3, 4]), {"parameters": ["r"], "observe": {"n": "N"}}, "no column 'n'"),
    (frame(N=[1, 2, 3, 4]), {"parameters": ["r"], "observe": {"N": "M"}}, "no state or output 'M'"),
    (frame(N=[0, 2, 3, 4]), {"parameters": ["r"], "log": True}, "no logarithm"),
    (frame(N=[1, 2, 3, np.nan]), {"parameters": ["r", "K", "N_0"]}, "3 data points cannot determine 3 parameters"),
    (frame(N=[1, 2, 3, 4]), {"parameters": {"K": (0, 10)}}, "start above 0"),
    (frame(N=[1, 2, 3, 4]), {"parameters": []}, "at least one parameter"),
    (frame(N=[1, 2, 3, 4]), {"parameters": ["r"], "sigma": 0.0}, "must be above 0"),
    (frame(N=[1, 2, 3, 4]).rename(index=lambda t: f"day {t}"), {"parameters": ["r"]}, "the data need numbers in day"),
    (frame(N=[1, 2, 3, 4]).rename(index=lambda t: t - 1), {"parameters": ["r"]}, "0 or later"),
])  # fmt: skip
def test_errors_are_sentences(data, more, said):
    with pytest.raises(ValueError, match=said):
        Model(LOGISTIC).fit(data, **more)
