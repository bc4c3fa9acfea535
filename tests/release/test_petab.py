"""A fit that is written as a PEtab problem is one: the format's own linter finds no fault in it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import evbook
from evbook.own_data import report

petab = pytest.importorskip("petab.v1")


@pytest.mark.parametrize("error", ["additive", "proportional", "log"])
def test_the_linter_finds_no_fault_in_a_fit_of_two_arms(error, tmp_path):
    model = evbook.load("tumour-vessels")
    times = np.linspace(0, 12, 7)
    arms = [(arm, model.simulate(times, growth=growth)["V"]) for arm, growth in (("slow", 0.16), ("quick", 0.24))]
    noise = np.random.default_rng(8).normal(0, 0.02, (2, len(times)))
    data = pd.concat([
        pd.DataFrame({"time": times, "arm": arm, "V": run.to_numpy() * (1 + off)})
        for (arm, run), off in zip(arms, noise, strict=True)
    ])  # fmt: skip
    fit = model.fit(data, parameters=["growth"], own=["growth"], observe="V", error=error)
    problem = petab.Problem.from_yaml(report.petab(model, fit, tmp_path))
    assert not petab.lint_problem(problem)
    assert list(problem.condition_df.index) == ["arm_1", "arm_2"]
    assert len(problem.measurement_df) == 2 * len(times)
