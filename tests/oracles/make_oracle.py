"""Make the reference curves of one published model by running its BioModels file in libRoadRunner.

    python tests/oracles/make_oracle.py kuznetsov1994 path/to/BIOMD0000000762.xml

writes ``kuznetsov1994.json`` beside this script.  The files are not part of this repository; BioModels
offers them under CC0.  What each is asked is in ``recipes.py``.

Every setting is written into the file before it is loaded, so that initial assignments see it and no
event of an earlier run has left its mark.  Each run is made twice, the second time with tolerances a
ten times looser; ``spread`` is how far the two lie apart, relative to each curve.
"""

from __future__ import annotations

import json
import math
import random
import sys
from collections.abc import Mapping
from pathlib import Path

import libsbml
import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
from recipes import RECIPES, Recipe

RANDOM_SETTINGS = 10
#: A curve counts as zero below this share of its greatest value.
NEGLIGIBLE = 1e-6


def settings(recipe: Recipe, defaults: Mapping[str, float]) -> dict[str, dict[str, float]]:
    """The default, the recipe's own settings, and ten at random; the same ones every time."""
    draw = random.Random(recipe.model)
    found: dict[str, dict[str, float]] = {"default": {}, **{k: dict(v) for k, v in recipe.settings.items()}}
    for k in range(RANDOM_SETTINGS):
        factors = {name: recipe.factor ** draw.uniform(-1, 1) for name in recipe.vary}
        # A model that stands still without a dose gets one of the recipe's.
        start = dict(draw.choice(list(recipe.settings.values()))) if recipe.settings else {}
        drawn = {name: float(f"{start.get(name, defaults[name]) * f:.6g}") for name, f in factors.items()}
        found[f"random {k + 1}"] = start | drawn
    return found


def at(document: str, setting: Mapping[str, float]) -> str:
    """The SBML document with parameters and initial values set.  Raises KeyError for an unknown name."""
    sbml = libsbml.readSBMLFromString(document)
    model = sbml.getModel()
    for name, value in setting.items():
        initial = name.startswith("init(")
        identifier = name[5:-1] if initial else name
        element = model.getSpecies(identifier) if initial else model.getParameter(identifier)
        if element is None:
            raise KeyError(f"{model.getId()} has no {'species' if initial else 'parameter'} {identifier!r}.")
        if not initial:
            element.setValue(value)
        elif element.isSetInitialConcentration():
            element.setInitialConcentration(value)
        else:
            element.setInitialAmount(value)
        model.removeInitialAssignment(identifier)
    return libsbml.writeSBMLToString(sbml)


def defaults(document: str) -> dict[str, float]:
    """Parameters and initial values, ``init(X)``, as the file gives them."""
    sbml = libsbml.readSBMLFromString(document)
    model = sbml.getModel()
    values = {p.getId(): p.getValue() for p in model.getListOfParameters()}
    for s in model.getListOfSpecies():
        given = s.getInitialConcentration() if s.isSetInitialConcentration() else s.getInitialAmount()
        values[f"init({s.getId()})"] = given
    return values


def run(document: str, recipe: Recipe, setting: Mapping[str, float], *, loosened: float = 1.0) -> np.ndarray:
    """The recipe's curves, shape (times, curves), by CVODE."""
    import roadrunner  # here, because the curves that it gave are compared also where it cannot be had

    simulator = roadrunner.RoadRunner(at(document, setting))
    simulator.integrator.relative_tolerance = recipe.relative * loosened
    simulator.integrator.absolute_tolerance = recipe.absolute * loosened
    simulator.integrator.setValue("maximum_num_steps", 1_000_000)
    simulator.timeCourseSelections = ["time", *recipe.curves]
    return np.array(simulator.simulate(times=list(recipe.times)))[:, 1:]


def difference(curves: np.ndarray, others: np.ndarray) -> float:
    """The greatest difference of two sets of curves, relative to max(|y|, 1e-6 of the curve's greatest |y|)."""
    least = NEGLIGIBLE * np.abs(curves).max(axis=0)
    scale = np.maximum(np.abs(curves), np.where(least > 0, least, 1.0))
    return float((np.abs(curves - others) / scale).max())


def oracle(name: str, document: str) -> dict:
    """The reference curves of one model, as they are written to its JSON file."""
    import roadrunner

    recipe = RECIPES[name]
    runs = {}
    for label, setting in settings(recipe, defaults(document)).items():
        curves = run(document, recipe, setting)
        if not np.all(np.isfinite(curves)):
            raise SystemExit(f"{name}, {label}: libRoadRunner returned a value that is not finite.")
        spread = difference(curves, run(document, recipe, setting, loosened=10.0))
        columns = {c: [float(f"{y:.11g}") for y in column] for c, column in zip(recipe.curves, curves.T, strict=True)}
        runs[label] = {"setting": setting, "spread": float(f"{spread:.1e}"), "curves": columns}
    return {
        "model": recipe.model,
        "source": recipe.source,
        "licence": "Computed from the BioModels encoding, which is offered under CC0.",
        "computed by": f"libRoadRunner {roadrunner.__version__}, CVODE",
        "relative tolerance": recipe.relative,
        "absolute tolerance": recipe.absolute,
        "traps": recipe.traps,
        "time unit": recipe.time_unit,
        "times": list(recipe.times),
        "runs": runs,
    }


def text(found: Mapping) -> str:
    """JSON with one curve a line, so that a difference can be read."""
    plain = json.dumps(found, indent=1)
    lines, inside = [], False
    for line in plain.splitlines():
        if inside:
            lines[-1] += line.strip() + (" " if line.endswith(",") else "")
            inside = not line.strip().startswith("]")
        else:
            lines.append(line)
            inside = line.endswith("[")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in RECIPES:
        raise SystemExit(f"Say which model and where its SBML file is; models are {', '.join(RECIPES)}.")
    wanted, path = sys.argv[1], Path(sys.argv[2])
    made = oracle(wanted, path.read_text(encoding="utf-8"))
    (Path(__file__).parent / f"{wanted}.json").write_text(text(made), encoding="utf-8")
    worst = max(run["spread"] for run in made["runs"].values())
    print(f"{wanted}: {len(made['runs'])} runs, greatest spread {worst:.1e}")
    if math.isnan(worst):
        raise SystemExit("The two runs of a setting cannot be compared.")
