"""The table of what other programs make of our SBML says what they say now."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FILE = HERE.parents[1] / "data" / "other_programs.csv"
FILES = HERE.parents[1] / "_build" / "other-programs"


@pytest.fixture(scope="module")
def told() -> dict[tuple[str, str], dict[str, str]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return {(row["model"], row["program"]): row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def found(tmp_path_factory) -> dict[tuple[str, str], dict[str, str]]:
    """What they say now, in a process of its own: one of them changes its folder and speaks past Python."""
    home = tmp_path_factory.mktemp("home")
    done = subprocess.run([sys.executable, str(HERE / "other_programs.py")], cwd=home, capture_output=True,
                          encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1", "HOME": str(home)})  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    names = ("model", "program", "version", "difference", "reason")
    rows = [dict(zip(names, line.split(" | "), strict=True)) for line in done.stdout.splitlines() if " | " in line]
    return {(row["model"], row["program"]): row for row in rows}


def test_every_model_that_is_offered_as_sbml_is_in_the_table(told):
    models = {path.stem[3:] for path in FILES.glob("*.json")}
    assert len(models) > 15
    assert {model for model, _ in told} == models


def test_the_table_says_what_the_programs_say_now(told, found):
    assert found.keys() == told.keys()
    for key, row in found.items():
        assert bool(row["difference"]) == bool(told[key]["difference"]), key
        if not row["difference"]:
            assert row["reason"] == told[key]["reason"], key


def test_what_runs_is_the_same_model(found):
    for key, row in found.items():
        if row["difference"]:
            assert float(row["difference"]) < 1e-5, key


def test_those_that_read_all_of_sbml_run_every_model(found):
    for (model, program), row in found.items():
        if program in ("COPASI", "libRoadRunner", "Antimony"):
            assert row["difference"], (model, program, row["reason"])
