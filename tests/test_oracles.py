"""Each base model, its EV terms off, is the published one: against curves of another solver on another encoding."""

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from beside import SHARED

from evbook.model import Model
from evbook.review.catalogue import declarations

ORACLES = Path(__file__).parent / "oracles"
sys.path.insert(0, str(ORACLES))
from make_oracle import RECIPES, at, defaults, difference, run, settings  # noqa: E402


@dataclass(frozen=True)
class Held:
    """How a model is asked what its base's file was asked: the file's names to ours, where they differ.

    ``curves`` maps the file's curves to states and outputs; ``start`` is what the file starts from where
    our defaults do not.  ``unit`` is how many of the file's units of time make one of ours: its times are
    divided by it, and its rates, whose names begin with k, multiplied.
    """

    oracle: str
    curves: Mapping[str, str]
    parameters: Mapping[str, str] = field(default_factory=dict)
    start: Mapping[str, float] = field(default_factory=dict)
    unit: float = 1.0


HELD = {
    "erk-switch": Held(
        "huang1996",
        {"[PP_K]": "K_pp", "[PP_KK]": "KK_pp", "[P_KKK]": "KKK_p", "[KPase_PP_K]": "C10", "[K_PP_norm]": "with_bound"},
        {
            "init(E1)": "E1_tot",
            "init(E2)": "E2_tot",
            "init(KKK)": "KKK_tot",
            "init(KK)": "KK_tot",
            "init(K)": "K_tot",
            "init(KKPase)": "KKP_tot",
            "init(KPase)": "KP_tot",
        },
    ),
    "immune-escape": Held(
        "kuznetsov1994", {"E": "E", "T": "T"}, {"init(E)": "E_0", "init(T)": "T_0"}, {"E_0": 3.2e5, "T_0": 5e6}
    ),
    "whole-picture": Held(
        "kuznetsov1994",
        {"E": "E", "T": "T"},
        {"init(E)": "E_0", "init(T)": "T_0"},
        {"E_0": 3.2e5, "T_0": 5e6, "dose_day": 0.0},
    ),
    "tgf-beta": Held(
        "zi2011",
        {"[PSmad2n]": "Pn", "[TGF_beta_ex]": "L", "totalNumPSmad2": "pSMAD2"},
        {"kdeg_T1R": "kdeg_T1", "ka_LRC": "ka", "kpho_Smad2": "kpho", "kon_Smads": "kon", "kdepho_Smad2": "kdepho"},
        {"dose": 0.05},
    ),
    "pump-transfer": Held(
        "greene2019",
        {"[Sensitive_tumor_S]": "S", "[Resistant_tumor_R]": "R", "u": "dose"},
        start={"growth_time": 1.0},
    ),
    "drug-export": Held(
        "evans2005", {name: name for name in ("L_m", "H_m", "L_e", "H_e", "L_c", "H_c", "L_n")}, unit=3600.0
    ),
    "gemcitabine-stroma": Held(
        "zhu2015",
        {"Ra": "R", "Rd": "D", "Sti_g4": "S4", "Sti_b4": "B4"},
        {
            "C_g": "C_0",
            "Psi_i": "psi_i",
            "Psi_s": "psi_s",
            "kg": "k_g",
            "kd": "k_d",
            "Rss": "R_ss",
            "IC50_g": "IC_50",
            "SC50_g": "SC_50",
            "Smax_g": "S_max",
            "ktau_g": "k_tau",
        },
        {"C_0": 1e-6},
    ),
}
#: Held to its curves where its chapter's base is tested, with the switches that file writes out.
ELSEWHERE = {"educated-niche": "tests/test_base_metastasis.py"}
BASED = {d.id: d for d in declarations() if d.base.biomodels and d.id not in ELSEWHERE}
MADE = sorted(path.stem for path in ORACLES.glob("*.json"))


def read(oracle: str) -> dict:
    return json.loads((ORACLES / f"{oracle}.json").read_text(encoding="utf-8"))


def file_of(oracle: str) -> Path | None:
    """The BioModels file of an oracle, in $EVBOOK_BIOMODELS or beside this project, if it is there."""
    named = os.environ.get("EVBOOK_BIOMODELS")
    folders = [Path(named)] if named else [SHARED / "science" / "sbml"]
    return next((path for folder in folders for path in sorted(folder.glob(f"{RECIPES[oracle].model}*.xml"))), None)


@pytest.mark.parametrize("model_id", BASED)
def test_without_vesicles_a_model_is_its_base_at_every_setting(model_id):
    assert model_id in HELD, f"{model_id} names a BioModels file; say in HELD how it is held to its curves"
    held, model = HELD[model_id], Model(BASED[model_id])
    reference = read(held.oracle)
    assert reference["model"] == BASED[model_id].base.biomodels
    for label, found in reference["runs"].items():
        values = {
            held.parameters.get(name, name): value * (held.unit if name.startswith("k") else 1.0)
            for name, value in found["setting"].items()
        }
        times = [time / held.unit for time in reference["times"]]
        ours = model.simulate(times, ev=False, **{**held.start, **values})
        theirs = np.array([found["curves"][curve] for curve in held.curves]).T
        away = difference(theirs, ours[list(held.curves.values())].to_numpy())
        assert away < 1e-5, f"{model_id} at {label} is {away:.1e} away from {reference['model']}"


def test_every_recipe_has_its_curves():
    assert set(RECIPES) == set(MADE)


@pytest.mark.parametrize("oracle", MADE)
def test_an_oracle_is_converged_and_says_how_it_was_made(oracle):
    reference, recipe = read(oracle), RECIPES[oracle]
    assert reference["model"] == recipe.model
    assert "CC0" in reference["licence"]
    assert "libRoadRunner" in reference["computed by"]
    assert reference["times"] == list(recipe.times)
    assert len(reference["runs"]) >= 11
    for label, found in reference["runs"].items():
        assert found["spread"] < 1e-7, label
        for curve in found["curves"].values():
            assert len(curve) == len(recipe.times)
            assert np.all(np.isfinite(curve)), label
    moved = [np.ptp(curve) > 0 for found in reference["runs"].values() for curve in found["curves"].values()]
    assert np.mean(moved) > 0.7


@pytest.mark.slow
@pytest.mark.parametrize("oracle", MADE)
def test_the_biomodels_file_itself_gives_these_curves(oracle):
    path = file_of(oracle)
    if path is None:
        pytest.skip(
            f"the file of {RECIPES[oracle].model} is BioModels' own, so no clone has it; name its folder in "
            "$EVBOOK_BIOMODELS to run this test"
        )
    document, reference = path.read_text(encoding="utf-8"), read(oracle)
    asked = settings(RECIPES[oracle], defaults(document))
    assert {label: found["setting"] for label, found in reference["runs"].items()} == asked
    for label in ("default", "random 1", "random 2"):
        theirs = np.array(list(reference["runs"][label]["curves"].values())).T
        assert difference(theirs, run(document, RECIPES[oracle], asked[label])) < 1e-7


def test_a_setting_is_in_the_file_before_it_is_loaded():
    species = (
        '<sbml xmlns="http://www.sbml.org/sbml/level3/version2/core" level="3" version="2"><model id="m">'
        '<listOfCompartments><compartment id="c" constant="true" size="1"/></listOfCompartments><listOfSpecies>'
        '<species id="X" compartment="c" initialAmount="2" hasOnlySubstanceUnits="true" boundaryCondition="false" '
        'constant="false"/></listOfSpecies><listOfParameters><parameter id="k" value="1" constant="true"/>'
        "</listOfParameters></model></sbml>"
    )
    assert defaults(at(species, {"k": 5.0, "init(X)": 7.0})) == {"k": 5.0, "init(X)": 7.0}
    with pytest.raises(KeyError, match="no parameter 'q'"):
        at(species, {"q": 1.0})
