"""Names that have changed: the old one still works and says the new one."""

from __future__ import annotations

import importlib

import pytest

import evbook
from evbook.declaration import Declaration, Parameter, Verdict

NUMBER = ("k", 1.0, "1", (0.0, 2.0), "assumed", "not seen", "", "a number")
OLD_MODULES = sorted(evbook._MOVED)


@pytest.mark.parametrize("old", OLD_MODULES)
def test_a_module_is_found_by_its_old_name(old, monkeypatch):
    monkeypatch.delitem(importlib.sys.modules, f"evbook.{old}", raising=False)
    with pytest.warns(DeprecationWarning, match=rf"evbook\.{old} is now evbook\.{evbook._MOVED[old]}"):
        found = importlib.import_module(f"evbook.{old}")
    assert found is importlib.import_module(f"evbook.{evbook._MOVED[old]}")


def test_figures_stay_where_they_are_asked_for():
    assert evbook.figures is importlib.import_module("evbook.drawing.figures")


def test_records_and_errors_are_found_by_their_old_names():
    for module, old, new in (("evbook.declaration", "Reading", Verdict), ("evbook.simulation.solver", "GaveUp", None)):
        with pytest.warns(DeprecationWarning, match=f"{old} is now"):
            found = getattr(importlib.import_module(module), old)
        assert found is (new or importlib.import_module(module).SolverError)


def test_a_declaration_takes_old_names_of_fields_and_gives_them_back():
    with pytest.warns(DeprecationWarning, match=r"Parameter\(idle=…\) is now Parameter\(inactive_when=…\)"):
        parameter = Parameter(*NUMBER, idle="k > 1")
    assert parameter.inactive_when == "k > 1"
    with pytest.warns(DeprecationWarning, match=r"Parameter\.idle is now"):
        assert parameter.idle == "k > 1"
    immune = evbook.load("immune-escape").declaration
    fields = {name: getattr(immune, name) for name in ("id", "title", "idea", "summary", "base", "parameters")}
    with pytest.warns(DeprecationWarning, match="readings"):
        made = Declaration(**fields, readings=immune.verdicts)
    assert made.verdicts == immune.verdicts


def test_what_never_was_is_not_found():
    for module in (evbook, importlib.import_module("evbook.declaration")):
        with pytest.raises(AttributeError, match="never_was"):
            module.never_was  # noqa: B018
