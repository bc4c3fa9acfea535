"""The public face: light to import, helpful when asked for what is not there."""

import subprocess
import sys

import pandas as pd
import pytest

import evbook
from evbook.declaration.units import registry

HEAVY = ("sympy", "scipy", "pandas", "plotly", "pint", "numpy", "anywidget", "IPython")


def test_importing_evbook_loads_no_heavy_module():
    code = f"import sys, evbook; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_models_is_a_table_with_a_row_a_model():
    table = evbook.models()
    assert isinstance(table, pd.DataFrame)
    assert "immune-escape" in table.index
    assert table.loc["immune-escape", "biomodels"] == "BIOMD0000000762"


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda m: evbook.load("imune-escape"), ["imune-escape", "immune-escape"]),
        (lambda m: m.simulate(phi_tregs=1), ["phi_tregs", "Did you mean 'phi_treg'"]),
        (lambda m: m.simulate(scenario="early"), ["early", "late"]),
        (lambda m: m.simulate(a=-1), ["cannot be negative", "1/day"]),
        (lambda m: m.simulate(T_v=0), ["above 0", "cell"]),
        (lambda m: m.simulate(a=float("nan")), ["finite"]),
        (lambda m: m.simulate(a="fast"), ["number", "'fast'"]),
        (lambda m: m.simulate(a=registry().Quantity(1, "cell")), ["cannot be converted", "1/day"]),
        (lambda m: m.simulate([3, 2, 1]), ["increase"]),
        (lambda m: m.simulate([-1, 2]), ["0 or later"]),
        (lambda m: m.simulate([float("inf")]), ["finite"]),
        (lambda m: evbook.load(None), ["None"]),
    ],
)
def test_what_is_not_there_is_answered_with_a_sentence(call, words):
    model = evbook.load("immune-escape")
    with pytest.raises((ValueError, KeyError)) as refusal:
        call(model)
    for word in words:
        assert word in str(refusal.value)


def test_a_quantity_with_units_is_converted():
    model = evbook.load("immune-escape")
    hourly = model.simulate([50.0], a=registry().Quantity(0.2 / 24, "1/hour"))
    daily = model.simulate([50.0], a=0.2)
    pd.testing.assert_frame_equal(hourly, daily)


def test_results_carry_their_units():
    frame = evbook.load("immune-escape").simulate([0, 1])
    assert frame.index.name == "time"
    assert frame.attrs["units"] == {"time": "day", "E": "cell", "T": "cell", "signal": "1"}
    assert frame.attrs["setting"]["a"] == 0.18


def test_tables_of_the_model_are_complete():
    model = evbook.load("immune-escape")
    assert {"value", "unit", "low", "high", "grade", "checked", "source", "meaning"} <= set(model.parameters)
    assert model.processes.loc["killing", "reaction"] == "T → ∅"
    assert model.modifiers.loc["kill_arm", "off"] == "1"
    assert model.benchmarks["holds"].all()
