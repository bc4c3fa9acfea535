"""The first hour of a researcher: priors, tables of settings, tolerances, outcomes, processes of their own."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from small_models import decay, parameter

import evbook
from evbook.declaration import DeclarationError, Measure, Modifier, Output, Parameter, Process
from evbook.model import Model

K = 0.1


def model(**changes) -> Model:
    """N' = -k N from 100: N(10) = 100 exp(-10 k)."""
    record = decay(
        parameters=(parameter(), parameter("N_0", 100.0, "cell", (0, 1e3)),
                    parameter("h", 2.0, "day", (0.1, 50), scale="log")),
        outputs=(Output("share", "N / N_0", "1", (0, 1), "share left"),),
        measures=(Measure("at_end", "N", "final", "cell", "cells at the end"),
                  Measure("day_half", "N", "first_below", "day", "half are gone", level="N_0 / 2")),
        **changes,
    )  # fmt: skip
    return Model(record)


@pytest.mark.parametrize(
    ("prior", "made"),
    [
        (("uniform", 0.05, 0.2), stats.uniform(0.05, 0.15)),
        (("loguniform", 0.01, 0.5), stats.loguniform(0.01, 0.5)),
        (("lognormal", 0.1, 0.3), stats.lognorm(0.3, scale=0.1)),
        (("normal", 0.2, 0.02), stats.norm(0.2, 0.02)),
        (("triangular", 0.05, 0.1, 0.3), stats.triang(0.2, 0.05, 0.25)),
        (stats.gamma(4, scale=0.03), stats.gamma(4, scale=0.03)),
    ],
    ids=lambda x: str(x[0]) if isinstance(x, tuple) else "scipy",
)
@pytest.mark.parametrize("method", ["sobol", "lhs"])
def test_priors_are_drawn_from_their_distributions(prior, made, method):
    drawn = model().ensemble(2048, seed=3, ranges={"k": prior}, outcomes="at_end", method=method)
    assert stats.kstest(drawn["k"], made.cdf).pvalue > 0.05
    np.testing.assert_allclose(drawn["at_end"], 100 * np.exp(-10 * drawn["k"]), rtol=1e-6)


def test_a_pair_is_drawn_evenly_on_the_scale_of_the_parameter():
    drawn = model().ensemble(1024, seed=1, ranges={"k": (0.1, 0.3), "h": (0.1, 10)}, outcomes="at_end")
    assert stats.kstest(drawn["k"], stats.uniform(0.1, 0.2).cdf).pvalue > 0.05
    assert stats.kstest(drawn["h"], stats.loguniform(0.1, 10).cdf).pvalue > 0.05


def test_what_cannot_be_negative_is_drawn_from_the_rest_of_its_distribution():
    drawn = model().ensemble(1024, seed=1, ranges={"k": ("normal", 0.05, 0.1)}, outcomes="at_end")["k"]
    assert (drawn >= 0).all()
    assert stats.kstest(drawn, stats.truncnorm(-0.5, np.inf, 0.05, 0.1).cdf).pvalue > 0.05


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("lognorml", 1, 2), "Did you mean 'lognormal'?"),
        (("lognormal", 0.5), r"lognormal takes \(median, sd of the natural logarithm\) in 1/day"),
        (("normal", 1, 0), "its sd is 0"),
        (("lognormal", -1, 0.3), "its median must be above 0"),
        (("triangular", 1, 5, 2), "its mode must lie between"),
        (("uniform", 2, 1), "its low end must lie below"),
        ((1,), r"write \(low, high\), a prior such as"),
        ((1, 2, 3), r"write \(low, high\), a prior such as"),
        ("wide", r"write \(low, high\), a prior such as"),
        ((0.3, 0.1), "it must increase"),
        ((-0.3, 0.1), "it cannot be negative"),
        (stats.norm(-50, 0.1), "it cannot be negative"),
    ],
)
def test_a_prior_that_cannot_be_read_is_a_sentence_with_its_parameter(given, said):
    with pytest.raises(ValueError, match=said) as refused:
        model().ensemble(4, seed=1, ranges={"k": given})
    assert "decay" in str(refused.value) and " k" in str(refused.value) and str(refused.value)[-1] in ".?"


def test_sensitivities_take_priors():
    for method in ("morris", "sobol", "ends", "rank"):
        found = model().sensitivity("at_end", method=method, ranges={"k": ("lognormal", 0.1, 0.3), "N_0": (50, 150)},
                                    runs=64)  # fmt: skip
        assert set(found["parameter"]) == {"k", "N_0"}
        row = found.set_index("parameter").loc["k"]
        if method != "rank":  # the central 95 %
            low, high = stats.lognorm(0.3, scale=0.1).ppf([0.025, 0.975])
            assert row["low"] == pytest.approx(low) and row["high"] == pytest.approx(high)


@pytest.mark.parametrize("make", [pd.DataFrame, dict], ids=["DataFrame", "mapping"])
def test_a_table_of_settings_is_run_row_by_row(make):
    table = make({"k": [0.1, 0.2, 0.3], "N_0": [100.0, 50.0, 10.0]})
    found = model().ensemble(settings=table)
    expected = np.array([100, 50, 10]) * np.exp(-10 * np.array([0.1, 0.2, 0.3]))
    np.testing.assert_allclose(found["at_end"], expected, rtol=1e-6)
    assert list(found["k"]) == [0.1, 0.2, 0.3]
    first = model().ensemble(pd.DataFrame(table), outcomes=["N", "share"])
    np.testing.assert_allclose(first["N"], expected, rtol=1e-6)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"kk": [1.0]}, "no parameter 'kk'"),
        ({"k": ["a"]}, "column 'k' .* needs finite numbers in 1/day; row 1 has none"),
        ({"k": [0.1, np.nan]}, "column 'k' .* row 2 has none"),
        ({"k": [0.1], "N_0": [1.0, 2.0]}, "differ in length: k has 1, N_0 has 2"),
        ({}, "no column"),
        ({"k": [-1.0]}, "it cannot be negative"),
    ],
)
def test_a_table_that_cannot_be_run_names_the_column(settings, said):
    with pytest.raises(ValueError, match=said):
        model().ensemble(settings=settings)


def test_a_count_and_a_table_together_are_refused_and_a_count_needs_a_seed():
    with pytest.raises(ValueError, match="give neither a count nor ranges"):
        model().ensemble(4, settings={"k": [0.1]})
    with pytest.raises(ValueError, match="a table of settings is given as settings="):
        model().ensemble(4, seed=1, ranges=pd.DataFrame({"k": [0.1]}))
    with pytest.raises(ValueError, match="with which seed"):
        model().ensemble(4)


def test_ranks_of_a_readers_own_settings():
    """N(10) falls with k and rises with N_0 alone: each partial rank correlation is one, and h matters to nothing."""
    rng = np.random.default_rng(0)
    table = pd.DataFrame({"k": rng.uniform(0.1, 0.11, 200), "N_0": rng.uniform(1, 900, 200),
                          "h": rng.uniform(1, 2, 200)})  # fmt: skip
    found = model().sensitivity("at_end", settings=table).set_index("parameter")
    assert found.loc["N_0", "partial"] > 0.99
    assert found.loc["k", "partial"] < -0.5
    assert abs(found.loc["h", "partial"]) < 0.2
    assert found.loc["N_0", "rank"] == pytest.approx(
        stats.spearmanr(table["N_0"], table["N_0"] * np.exp(-10 * table["k"])).statistic, abs=1e-3
    )
    with pytest.raises(ValueError, match="method='rank'"):
        model().sensitivity("at_end", settings=table, method="sobol")


def test_states_and_outputs_are_outcomes_at_the_end_of_the_run():
    m = model()
    swept = m.sweep("k", [0.1, 0.2], outcome=["N", "share", "N / N_0", "at_end"])
    np.testing.assert_allclose(swept["N"], swept["at_end"], rtol=1e-12)
    np.testing.assert_allclose(swept["share"], np.exp([-1, -2]), rtol=1e-6)
    np.testing.assert_allclose(swept["N / N_0"], swept["share"], rtol=1e-12)
    assert m.sweep("k", [0.1], outcome="N").attrs["units"]["N"] == "cell"
    turning = m.threshold("k", "N > 50")
    assert turning["k"].iloc[0] == pytest.approx(np.log(2) / 10, rel=1e-3)
    slope = m.sensitivity("N * 1", parameters=["k"]).iloc[0]
    assert slope["elasticity"] == pytest.approx(-1, rel=1e-5)
    assert m.ensemble(4, seed=1, parameters=["k"], outcomes="N", end=20.0)["N"].gt(0).all()
    curve = evbook.load("mirna-titration")
    assert curve.sweep("lambda_m", [10, 20], outcome="share")["share"].between(0, 1).all()


def test_a_misspelt_outcome_is_asked_back():
    with pytest.raises(ValueError, match="Did you mean 'at_end'"):
        model().sweep("k", [0.1], outcome="at_nd")
    with pytest.raises(ValueError, match="Did you mean 'share'"):
        model().sweep("k", [0.1], outcome="shere / 2")


def test_a_misspelt_name_in_an_expression_is_asked_back():
    with pytest.raises(DeclarationError, match=r"'death'.*'N_o' is not declared; did you mean 'N_0'\?"):
        Model(decay(processes=(Process("death", "k * N_o", "x", consumes={"N": 1}),)))
    with pytest.raises(DeclarationError, match=r"'sqr' is not a known function; did you mean 'sqrt'\?"):
        Model(decay(processes=(Process("death", "k * sqr(N)", "x", consumes={"N": 1}),)))


def test_tolerances_can_be_asked_for():
    m = model()
    exact = 100 * np.exp(-1.0)
    errors = [abs(m.simulate([10.0], rtol=rtol)["N"].iloc[0] / exact - 1) for rtol in (1e-3, 1e-6, 1e-10)]
    assert errors[0] > errors[1] > errors[2] and errors[2] < 1e-8
    # a tolerance above all that there is asks for nothing
    assert abs(m.simulate([10.0], rtol=1e-10, atol=50.0)["N"].iloc[0] / exact - 1) > errors[2]
    assert m.measures(rtol=1e-12)["at_end"] == pytest.approx(exact, rel=1e-10)
    usual, tight = (m.ensemble(8, seed=1, parameters=["k"], outcomes="at_end", rtol=r)["at_end"] for r in (None, 1e-11))
    np.testing.assert_allclose(usual, tight, rtol=1e-6)
    with pytest.raises(ValueError, match=r"rtol is the relative tolerance of a step, from 1e-13 to 0\.01, not 2"):
        m.simulate(rtol=2)
    with pytest.raises(ValueError, match="atol names 'M', which is no state"):
        m.simulate(atol={"M": 1.0})
    with pytest.raises(ValueError, match="atol of N is an amount above 0"):
        m.measures(atol=0.0)


def test_a_model_grows_by_a_process_and_by_a_modifier():
    m = model()
    leaving = Process("leaving", "out * N", "cells leave", consumes={"N": 1})
    grown = m.with_process(leaving, parameters=[Parameter("out", 0.1, "1/day", (0, 1), "assumed", "not seen", "", "x")])
    assert isinstance(grown, Model) and grown.id == "decay-with-leaving"
    assert grown.measures()["at_end"] == pytest.approx(100 * np.exp(-2), rel=1e-6)
    assert m.measures()["at_end"] == pytest.approx(100 * np.exp(-1), rel=1e-6)
    halved = m.with_modifier(Modifier("slower", "0.5 + 0 * h / h", "1", "1", "half as fast"), scales="k")
    assert halved.measures()["at_end"] == pytest.approx(100 * np.exp(-0.5), rel=1e-6)
    assert halved.measures(ev=False)["at_end"] == pytest.approx(100 * np.exp(-1), rel=1e-6)
    with pytest.raises(DeclarationError, match="'q' is not declared"):
        m.with_process(Process("leaving", "q * N", "x", consumes={"N": 1}))
    with pytest.raises(ValueError, match="No process of 'decay' uses 'h'"):
        m.with_modifier(Modifier("slower", "0.5", "1", "1", "x"), scales="h")


def test_a_model_draws_itself():
    picture = evbook.load("immune-escape").plot()
    svg = picture._repr_html_() if hasattr(picture, "_repr_html_") else str(picture)
    assert "<svg" in svg and "without vesicles" in svg
    assert "Tumour cells" in svg
    curve = evbook.load("mirna-titration").plot("share", ev=False)
    assert "without vesicles" not in curve._repr_html_()
    with pytest.raises(ValueError, match="no state or output 'TT'"):
        evbook.load("immune-escape").plot("TT")
