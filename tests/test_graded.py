"""The graded assignments as records: whole, with five wrong solutions each, and solutions that pass their own tests."""

from __future__ import annotations

import runpy

import pytest
from chapters import ROOT

RECORDS = runpy.run_path(str(ROOT / "assignments" / "records.py"))
ASSIGNMENTS, BEGINS = RECORDS["ASSIGNMENTS"], RECORDS["BEGINS"]


def passed(assignment, wrong: str = "") -> dict[str, bool]:
    """Whether each question passes all its tests, run one after another as a notebook runs them."""
    names: dict[str, object] = {}
    exec(BEGINS[assignment.name], names)
    given, code = assignment.wrong[wrong] if wrong else ("", "")
    found = {}
    for asked in assignment.questions:
        try:
            exec(code if asked.name == given else asked.solution, names)
            for test in asked.tests:
                exec(test, names)
            found[asked.name] = True
        except Exception:  # whatever a learner's code raises, the question is not passed
            found[asked.name] = False
    return found


#: The quickest always, the others once a week.
TRIED = [
    pytest.param(one, id=one.name, marks=() if one.name == "what-arrives" else pytest.mark.every) for one in ASSIGNMENTS
]


@pytest.mark.parametrize("assignment", TRIED)
def test_the_right_solution_passes_and_each_wrong_one_fails_its_question(assignment):
    assert len(assignment.questions) == 3 and len(assignment.wrong) == 5
    assert all(passed(assignment).values())
    for wrong, (name, _) in assignment.wrong.items():
        assert passed(assignment, wrong)[name] is False, wrong
