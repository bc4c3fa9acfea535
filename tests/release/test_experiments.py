"""Every archive in engines that are not ours, and by the judges of its formats; the committed table says no more."""

from __future__ import annotations

import csv
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from visits import ROOT

import evbook
from evbook.review.catalogue import declarations

DYNAMIC = [d for d in declarations() if d.kind == "dynamic"]
#: In one process with libSBML the Python modules of libSEDML and libCombine get in each other's way.
JUDGE = """
import sys, zipfile, libcombine, libsedml
for path in sys.argv[1:]:
    said = libsedml.readSedMLFromString(zipfile.ZipFile(path).read("experiments.sedml").decode())
    opened = libcombine.CombineArchive()
    assert opened.initializeFromArchive(path), path
    assert opened.getMasterFile().getLocation() == "./experiments.sedml", path
    assert said.getNumErrors() == 0, (path, said.getErrorLog().toString())
    print(path, opened.getNumEntries())
"""


@pytest.fixture(scope="module")
def archives(tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("archives")
    made = {d.id: folder / f"{d.id}.omex" for d in DYNAMIC}
    for name, path in made.items():
        evbook.load(name).to_omex(path)
    made["own schedule"] = folder / "own-schedule.omex"
    rows = [("dose", 0, 600, 30, 6), ("acting", 20, 40, 0, 1)]
    evbook.load("whole-picture").to_omex(made["own schedule"], schedule=rows, blocked=0.5)
    return made


def test_every_archive_is_one_and_its_sedml_has_no_fault(archives):
    done = subprocess.run([sys.executable, "-c", JUDGE, *archives.values()], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(".omex ") == len(DYNAMIC) + 1


@pytest.fixture(scope="module")
def table() -> dict[tuple[str, str], dict[str, str]]:
    with (ROOT / "data" / "engines.csv").open(encoding="utf-8", newline="") as file:
        return {(row["model"], row["engine"]): row for row in csv.DictReader(file)}


@pytest.mark.parametrize("d", DYNAMIC, ids=lambda d: d.id)
def test_an_engine_finds_what_the_committed_table_says(d, table):
    """No worse than ten times what was found when the table was made; a later engine may differ a little."""
    for model, fingerprint, engine, _, experiments, worst in runpy.run_path(str(ROOT / "release" / "engines.py"))[
        "rows"
    ](d.id):
        if (model, engine) not in table and engine == "PySCeS":
            continue  # the page says that it has not run it
        row = table[model, engine]
        if row["hash"] != fingerprint:
            pytest.fail(f"{model} has changed since; run: python release/engines.py --write")
        assert int(row["experiments"]) == experiments
        committed = float(row["worst_difference"] or "inf")
        assert committed == float("inf") or float(worst) <= max(10 * committed, 1e-7), (engine, worst)
