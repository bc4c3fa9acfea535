"""Every public property and method of a model gives an answer, or a sentence, for every model of the book."""

import inspect

import numpy as np
import pandas as pd
import pytest

import evbook
from evbook.derive.sbml import NotInSbml
from evbook.model import Model
from evbook.review.catalogue import declarations


def first_parameter(model) -> str:
    """One whose range has a width that a run can be varied over."""
    return next(p.name for p in model.declaration.parameters if p.control)


def a_series(model) -> str:
    d = model.declaration
    return (*d.states, *d.outputs)[0].name


def a_measure(model) -> str:
    return model.declaration.measures[0].name


def some_data(model) -> pd.DataFrame:
    run = model.simulate()
    return run[[a_series(model)]].iloc[:: max(1, len(run) // 8)].rename_axis("time").reset_index()


def met(model):
    challenge = model.declaration.challenges[0]
    return model.meets(challenge.name, **challenge.solution)


#: How each public name is asked.  What a model cannot answer, it says in a ValueError that names it.
ASKED = {
    **{name: (lambda m, name=name: getattr(m, name)) for name in (
        "id", "title", "parameters", "states", "processes", "modifiers", "outputs", "scenarios", "challenges",
        "benchmarks",
    )},
    "meets": met,
    "schedule": lambda m: m.schedule(),
    "simulate": lambda m: m.simulate(),
    "sample_paths": lambda m: m.sample_paths([0.0, 1e-6 * m.declaration.time.end], runs=2),
    "measures": lambda m: m.measures(),
    "equilibria": lambda m: m.equilibria(),
    "budget": lambda m: m.budget(),
    "latex": lambda m: m.latex(),
    "description": lambda m: m.description(),
    "javascript": lambda m: m.javascript(),
    "to_sbml": lambda m: m.to_sbml(),
    "explore": lambda m: m.explore(),
    "plot": lambda m: m.plot(),
    "sweep": lambda m: m.sweep(first_parameter(m), np.array(parameter_range(m)), outcome=a_measure(m)),
    "branches": lambda m: m.branches(first_parameter(m), between=near_default(m)),
    "separatrix": lambda m: m.separatrix(),
    "threshold": lambda m: m.threshold(first_parameter(m), f"{a_measure(m)} > 0", scan=2),
    "sensitivity": lambda m: m.sensitivity(a_measure(m), parameters=[first_parameter(m)], method="ends"),
    "ensemble": lambda m: m.ensemble(2, seed=1, parameters=[first_parameter(m)]),
    "band": lambda m: m.band(a_series(m), 2, seed=1, parameters=[first_parameter(m)]),
    "runs": lambda m: m.runs(2, seed=1),
    "fit": lambda m: m.fit(some_data(m), parameters=[first_parameter(m)], observe=a_series(m)),
}  # fmt: skip
#: Asked of one model in tests of their own: they make a new one, or take minutes over all.
ELSEWHERE = {
    "declaration": "the record itself",
    "report": "tests/test_models.py",
    "to_omex": "tests/test_experiment.py, and tests/release of every model",
    "plot_fit": "tests/test_own_data_fit.py, of a fit",
    "with_process": "tests/test_first_hour.py",
    "with_modifier": "tests/test_first_hour.py",
}


def parameter_range(model) -> tuple[float, float]:
    return next(p.range for p in model.declaration.parameters if p.control)


def near_default(model) -> tuple[float, float]:
    p = next(p for p in model.declaration.parameters if p.control)
    low, high = sorted((0.9 * p.value, 1.1 * p.value))
    return (max(low, p.range[0]), min(high, p.range[1])) if low < high else p.range


def test_every_public_name_of_a_model_is_asked():
    public = {name for name, _ in inspect.getmembers(Model) if not name.startswith("_")}
    assert public - {"declaration"} == (set(ASKED) | set(ELSEWHERE)) - {"declaration"}


#: What takes seconds for a model: asked of a model of each kind, and with ``--every`` of all.
LONG = {"benchmarks", "branches", "fit", "to_sbml", "sensitivity", "threshold", "ensemble", "band", "equilibria"}


def of_each_kind() -> set[str]:
    """The first model of each kind: how it runs, what is given, what is triggered, whether chance is in it."""
    kinds: dict[tuple, str] = {}
    for d in declarations():
        kind = (d.kind, len(d.axes), bool(d.doses or d.windows), bool(d.triggers), d.stochastic, d.phase is not None)
        kinds.setdefault(kind, d.id)
    return set(kinds.values())


def askings():
    """Each public name with each model."""
    first = of_each_kind()
    for name in sorted(ASKED):
        for d in declarations():
            marks = [pytest.mark.slow] if name in LONG else []
            marks += [pytest.mark.every] if name in LONG and d.id not in first else []
            yield pytest.param(Model(d), name, id=f"{name}-{d.id}", marks=marks)


@pytest.mark.parametrize(("model", "name"), askings())
@pytest.mark.filterwarnings("ignore")
def test_every_public_name_answers(model, name):
    try:
        found = ASKED[name](model)
    except (ValueError, NotInSbml, evbook.simulation.solver.SolverError) as error:
        text = str(error)
        # a refusal is a sentence about this model
        assert model.id in text and text.rstrip().endswith("."), text
        assert name in MAY_REFUSE, text
        return
    assert found is not None
    if isinstance(found, pd.DataFrame | pd.Series | str):
        assert len(found) or name in MAY_BE_EMPTY


#: What not every model has: no rest where time stands in the rates, no chance where nothing is counted, …
MAY_REFUSE = {
    "runs", "description", "sample_paths", "equilibria", "branches", "separatrix", "threshold", "to_sbml",
    "sensitivity", "fit",
    "band",
}  # fmt: skip
MAY_BE_EMPTY = {"states", "processes", "schedule", "equilibria", "modifiers", "challenges", "budget", "branches"}


def test_a_coefficient_that_is_an_expression_stands_in_the_reaction():
    assert evbook.load("secretion-bursts").processes["reaction"].tolist()[0]
    for d in declarations():
        for p in d.processes:
            text = Model(d).processes.loc[p.name, "reaction"]
            for name, coefficient in {**p.consumes, **p.produces}.items():
                assert name in text
                if isinstance(coefficient, str):
                    assert coefficient in text
