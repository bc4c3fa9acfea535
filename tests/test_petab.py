"""A fit as a PEtab problem: what the format's own library and another solver make of it, in both languages."""

from __future__ import annotations

import json
import subprocess
import warnings
from pathlib import Path
from unittest import mock

import numpy as np
import pandas as pd
import petab.v1 as petab
import pytest
from chapters import BOOK

import evbook
from evbook import own_data

#: The library reads its tables in ways that pandas will give up.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::pandas.errors.Pandas4Warning")

SCRIPT = Path(__file__).parent / "frontend" / "laboratory.mjs"


@pytest.fixture(scope="module")
def arms() -> pd.DataFrame:
    """The control and the angiostatin arm of the book's own table."""
    table = evbook.data.read("tumour_vessels_arms")
    return table[table["arm"].isin(["control", "angiostatin"])].drop(columns="drug")


GIVEN = {"control": {"V_0": 192.0}, "angiostatin": {"V_0": 176.0, "dose_angio": 20.0}}
#: What a lint that finds nothing returns.
NO_ERRORS = False


@pytest.fixture(scope="module")
def fitted(arms) -> dict[str, pd.DataFrame]:
    """Fits with a rate of growth for each arm and one effect of the drug, by kind of error."""
    model = evbook.load("tumour-vessels")
    data = arms.rename(columns={"day": "time", "volume_mm3": "V"})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return {error: model.fit(data, parameters=["growth", "e_angio"], own=["growth"], arms=GIVEN, error=error,
                                 ev=False) for error in ("log", "proportional")}  # fmt: skip


@pytest.mark.parametrize("error", ["log", "proportional"])
def test_the_formats_own_library_finds_no_fault(fitted, error, tmp_path):
    path = own_data.petab(evbook.load("tumour-vessels"), fitted[error], tmp_path)
    problem = petab.Problem.from_yaml(str(path))
    assert petab.lint_problem(problem) is NO_ERRORS
    assert len(problem.measurement_df) == 12
    assert list(problem.x_free_ids) == ["growth_arm_1", "growth_arm_2", "e_angio", "sigma_V"]


def test_another_solver_finds_our_predictions_in_it(fitted, tmp_path):
    """The SBML at each condition and at the nominal values, run by libRoadRunner."""
    import roadrunner

    own_data.petab(evbook.load("tumour-vessels"), fitted["log"], tmp_path)
    conditions, parameters = (
        pd.read_csv(tmp_path / f"{name}.tsv", sep="\t", index_col=0) for name in ("conditions", "parameters")
    )
    rows = fitted["log"].attrs["residuals"]
    for condition, values in conditions.drop(columns="conditionName").iterrows():
        runner = roadrunner.RoadRunner(str(tmp_path / "model.xml"))
        runner.integrator.relative_tolerance = 1e-9
        settings = {"e_angio": parameters.loc["e_angio", "nominalValue"]} | dict(values)
        for name, value in settings.items():
            named = parameters["nominalValue"].get(value, value) if isinstance(value, str) else value
            runner.setValue(name, float(named))
        runner.reset()
        part = rows[rows["arm"] == conditions.loc[condition, "conditionName"]]
        found = runner.simulate(times=[0.0, *part["time"][1:]], selections=["time", "V"])
        np.testing.assert_allclose(found[:, 1], part["model"], rtol=1e-5)


def test_the_browsers_problem_is_pythons(arms, fitted, node, tmp_path):
    model = evbook.load("tumour-vessels")
    question = {"ask": "fit", "csv": arms.to_csv(index=False), "series": "V", "parameters": ["growth", "e_angio"],
                "own": ["growth"], "error": "log", "ev": False, "taken": True,
                "arms": {arm: {"values": one} for arm, one in GIVEN.items()}}  # fmt: skip
    given = json.dumps({"source": model.javascript(), "questions": [question]})
    done = subprocess.run([node, str(SCRIPT)], input=given, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)[0]
    ours = own_data.petab(model, fitted["log"], tmp_path / "python")
    theirs = tmp_path / "browser"
    theirs.mkdir()
    for name, text in found["petab"].items():
        (theirs / name).write_text(text, "utf-8")
    (theirs / "model.xml").write_text((tmp_path / "python" / "model.xml").read_text("utf-8"), "utf-8")
    assert petab.lint_problem(petab.Problem.from_yaml(str(theirs / "problem.yaml"))) is NO_ERRORS
    for name in ("conditions", "observables", "measurements", "parameters"):
        a, b = (pd.read_csv(folder / f"{name}.tsv", sep="\t") for folder in (ours.parent, theirs))
        if name == "conditions":
            b = b[a.columns]
        for column in a.columns:
            if pd.api.types.is_numeric_dtype(a[column]):
                np.testing.assert_allclose(a[column], b[column], rtol=1e-4, err_msg=f"{name}: {column}")
            else:
                assert list(a[column]) == list(b[column]), (name, column)
    assert f"**{fitted['log'].attrs['verdict']}**" in found["markdown"]


# ---------------------------------------------------------------- the book's own fits


@pytest.fixture(scope="module")
def of_the_page() -> list[tuple]:
    """Every fit that *Fit your own data* makes, with its model, in the order of the page."""
    found = []

    def kept(model, *given, **named):
        found.append((model, plain(model, *given, **named)))
        return found[-1][1]

    plain = evbook.model.Model.fit
    notebook = json.loads((BOOK / "reference" / "fit-your-own-data.ipynb").read_text(encoding="utf-8"))
    space: dict = {}
    with mock.patch.object(evbook.model.Model, "fit", kept):
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                exec("".join(cell["source"]), space)
    return found


@pytest.mark.slow
def test_each_fit_of_the_book_is_a_problem_without_fault_or_says_why_it_is_none(of_the_page, tmp_path):
    assert len(of_the_page) == 3
    written = 0
    for n, (model, fit) in enumerate(of_the_page):
        if fit.attrs["schedules"]:  # PEtab 1 has no doses that are not the model's own
            with pytest.raises(ValueError, match="no words for doses"):
                own_data.report.petab(model, fit, tmp_path / str(n))
            continue
        problem = petab.Problem.from_yaml(own_data.report.petab(model, fit, tmp_path / str(n)))
        assert petab.lint_problem(problem) is NO_ERRORS
        assert len(problem.measurement_df) == len(fit.attrs["residuals"])
        written += 1
    assert written == 2
