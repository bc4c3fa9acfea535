"""Run the archive of every dynamic model in other engines: ``python release/engines.py [--write] [MODEL …]``.

Each archive is opened as a stranger's program would: its files from the manifest, its experiments from SED-ML, its
models from SBML.  libRoadRunner and COPASI run every experiment, scans too, and what they find is held against the
table that the archive expects.  (libSEDML and libCombine judge the files in a process of their own: in one process with
libSBML their Python modules get in each other's way.)  With ``--write`` the result is kept in ``data/engines.csv``,
from which the page of models says how many engines reproduce a model, and how closely.

A round trip through Antimony (libRoadRunner runs what comes back) and PySCeS run the setting asked for, with vesicles
and without: to read a model anew takes them seconds.  PySCeS gives states and no outputs, and leaves events out where
Assimulo, which needs a Fortran compiler, is not installed.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import io
import itertools
import math
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from xml.etree import ElementTree

import libsbml
import numpy as np

import evbook
from evbook.derive.experiment import SEDML
from evbook.review.catalogue import declarations
from evbook.simulation.curves import series
from evbook.simulation.setting import setting

TABLE = Path(__file__).resolve().parents[1] / "data" / "engines.csv"
COLUMNS = ("model", "hash", "engine", "version", "experiments", "worst_difference")
#: A value is held to the greatest of its kind where it is a millionth of it or less.
FLOOR = 1e-6
#: Particles in a mole, exact since 2019.
AVOGADRO = 6.02214076e23
#: Points this near to a jump, as a share of the window, may be on either side of it.
NEAR = 1e-7


@dataclass(frozen=True)
class Experiment:
    """One report of an archive: the SBML as changed, when and what to look at, and the expected rows."""

    id: str
    text: str
    ev: bool
    end: float
    steps: int
    observed: tuple[str, ...]
    scan: dict[str, tuple[float, ...]]
    rtol: float
    atol: float
    expected: np.ndarray

    def texts(self) -> Iterator[str]:
        """The SBML of each run of a scan, or the one of a course."""
        for point in itertools.product(*self.scan.values()):
            yield changed(self.text, dict(zip(self.scan, point, strict=True)))


def contents(archive: Path) -> dict[str, str]:
    """The files of an archive by their names, as its manifest lists them."""
    with zipfile.ZipFile(archive) as packed:
        listed = [
            entry.get("location").removeprefix("./") for entry in ElementTree.fromstring(packed.read("manifest.xml"))
        ]
        return {name: packed.read(name).decode() for name in listed if name != "."}


def changed(text: str, values: dict[str, float]) -> str:
    """SBML with other numbers.  Raises KeyError for a parameter that it does not have."""
    document = libsbml.readSBMLFromString(text)
    for name, value in values.items():
        parameter = document.getModel().getParameter(name)
        if parameter is None:
            raise KeyError(f"The SBML has no parameter {name!r}.")
        parameter.setValue(value)
    return libsbml.writeSBMLToString(document)


def _id_in(target: str) -> str:
    return target.split("@id='")[1].split("'")[0]


def experiments(files: dict[str, str]) -> list[Experiment]:
    """What the SED-ML of an archive asks for, report by report."""
    root = ElementTree.fromstring(files["experiments.sedml"])
    named = {element.get("id"): element for element in root.iter() if element.get("id")}

    def all_of(element: ElementTree.Element, name: str) -> list[ElementTree.Element]:
        return list(element.iter(f"{{{SEDML}}}{name}"))

    found = []
    for report in all_of(root, "report"):
        generators = [named[one.get("dataReference")] for one in all_of(report, "dataSet")]
        task, scan = named[all_of(generators[0], "variable")[0].get("taskReference")], {}
        while all_of(task, "subTask"):
            values = tuple(float(one.text) for one in all_of(task, "value"))
            scan[_id_in(all_of(task, "setValue")[0].get("target"))] = values
            task = named[all_of(task, "subTask")[0].get("task")]
        simulation, at = named[task.get("simulationReference")], named[task.get("modelReference")]
        changes = {_id_in(c.get("target")): float(c.get("newValue")) for c in all_of(at, "changeAttribute")}
        rtol, atol = (float(one.get("value")) for one in all_of(simulation, "algorithmParameter"))
        source = at.get("source")
        while source.startswith("#"):
            source = named[source.removeprefix("#")].get("source")
        rows = list(csv.reader(io.StringIO(files[f"expected/{report.get('id')}.csv"])))
        observed = tuple(g.get("name") for g in generators if g.get("name") != "time")
        columns = [rows[0].index(name) for name in ("time", *observed)]
        found.append(Experiment(
            report.get("id"), changed(files[source], changes), "without" not in source,
            float(simulation.get("outputEndTime")), int(simulation.get("numberOfSteps")), observed, scan, rtol, atol,
            np.array([[float(row[i]) for i in columns] for row in rows[1:]]),
        ))  # fmt: skip
    return found


def in_roadrunner(text: str, e: Experiment) -> np.ndarray:
    """The course that libRoadRunner draws: time and what is observed."""
    import roadrunner

    made = roadrunner.RoadRunner(text)
    made.integrator.relative_tolerance, made.integrator.absolute_tolerance = e.rtol, e.atol
    made.integrator.setValue("maximum_num_steps", 1_000_000)
    made.timeCourseSelections = ["time", *e.observed]
    return np.array(made.simulate(0, e.end, e.steps + 1))


def in_copasi(text: str, e: Experiment) -> np.ndarray:
    """The course that COPASI draws; what it calls things by are their ids."""
    import basico
    import COPASI

    document = libsbml.readSBMLFromString(text)
    model = document.getModel()
    for element in (*model.getListOfSpecies(), *model.getListOfParameters()):
        element.unsetName()
    species = {s.getId() for s in model.getListOfSpecies()}
    loaded = basico.load_model_from_string(libsbml.writeSBMLToString(document))
    if model.getParameter("avogadro"):
        # COPASI knows it by its value and divides by it, but counts particles by the constant of 2006: each event that
        # sets an amount would be off by the 1.7e-7 between them.
        loaded.getModel().setAvogadro(AVOGADRO, COPASI.CCore.Framework_Concentration)
    try:
        chosen = ["Time", *(f"[{name}]" if name in species else f"Values[{name}]" for name in e.observed)]
        found = basico.run_time_course_with_output(
            output_selection=chosen, duration=e.end, intervals=e.steps, r_tol=e.rtol, a_tol=e.atol,
            max_steps=1_000_000, model=loaded,
        )  # fmt: skip
        return found.to_numpy(float)
    finally:
        basico.remove_datamodel(loaded)


#: In a process of its own: Antimony has a libSBML inside, which in one process with another brings both down.
ROUND_TRIP = """
import sys, antimony
if antimony.loadSBMLString(sys.stdin.read()) < 0: raise ValueError(antimony.getLastError())
name, written = antimony.getMainModuleName(), antimony.getAntimonyString()
antimony.clearPreviousLoads()
if antimony.loadAntimonyString(written) < 0: raise ValueError(antimony.getLastError())
sys.stdout.write(antimony.getSBMLString(name))
"""


def through_antimony(text: str, e: Experiment) -> np.ndarray:
    """The course that libRoadRunner draws of what Antimony makes of the file and back."""
    back = subprocess.run(
        [sys.executable, "-c", ROUND_TRIP], input=text, capture_output=True, encoding="utf-8", check=True
    )
    return in_roadrunner(back.stdout, e)


@cache
def pysces():
    """PySCeS, which makes a folder in the home of who imports it, and prints: here a home of its own."""
    home = os.environ.get("HOME")
    os.environ["HOME"] = tempfile.mkdtemp()
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            import pysces

            return pysces
    finally:
        os.environ |= {"HOME": home} if home is not None else {}


def in_pysces(text: str, e: Experiment) -> np.ndarray:
    """The course that PySCeS draws by LSODA; NaN for an output, of which it keeps no course."""
    program = pysces()
    # it writes what it has to say into the folder where it runs, and remembers that in which it was imported
    with (
        tempfile.TemporaryDirectory() as folder,
        contextlib.chdir(folder),
        contextlib.redirect_stdout(io.StringIO()),
    ):
        Path(folder, "model.xml").write_text(text, encoding="utf-8")
        program.interface.convertSBML2PSC("model.xml", sbmldir=folder, pscfile="model.psc", pscdir=folder)
        made = program.model("model.psc", dir=folder)
        made.mode_integrator = "LSODA"
        made.__settings__ |= {"lsoda_rtol": e.rtol, "lsoda_atol": e.atol, "lsoda_mxstep": 1_000_000}
        made.sim_time = np.linspace(0.0, e.end, e.steps + 1)
        made.Simulate(1)
        found, names = made.data_sim.getAllSimData(lbls=True)
    column = {name: found[:, i] for i, name in enumerate(names)}
    none = np.full(len(found), np.nan)
    return np.column_stack([found[:, 0], *(column.get(name, none) for name in e.observed)])


@dataclass(frozen=True)
class Engine:
    """A program: how it runs a course, its version, and whether it is asked for all experiments and outputs."""

    run: Callable[[str, Experiment], np.ndarray]
    version: Callable[[], str]
    everything: bool = True
    outputs: bool = True

    def asked(self, all_of: list[Experiment]) -> list[Experiment]:
        """The experiments that it is asked for."""
        return all_of if self.everything else [e for e in all_of if e.id in ("asked", "without")]


def _version(module: str) -> Callable[[], str]:
    return lambda: metadata.version(module)


ENGINES = {
    "libRoadRunner": Engine(in_roadrunner, _version("libroadrunner")),
    "COPASI": Engine(in_copasi, _version("python-copasi")),
    "Antimony": Engine(through_antimony, _version("antimony"), everything=False),
    "PySCeS": Engine(in_pysces, _version("pysces"), everything=False, outputs=False),
}


def jumps(d, e: Experiment) -> np.ndarray:
    """Which of a course's times are at a jump, where a program may report either side of it."""
    if e.scan or not (d.doses or d.windows or d.triggers):
        return np.zeros(len(e.expected), bool)
    document = libsbml.readSBMLFromString(e.text)  # held, since its model is not
    own = [event for event in document.getModel().getListOfEvents() if event.getId().startswith("own_schedule")]
    if own:
        moments = [event.getTrigger().getMath().getChild(1).getValue() for event in own]
        return (np.abs(np.subtract.outer(e.expected[:, 0], moments)) <= NEAR * e.end).any(axis=1)
    names = {p.getId(): p.getValue() for p in document.getModel().getListOfParameters()}
    values = {**setting(d), **{name: value for name, value in names.items() if name in setting(d)}}
    times = e.expected[:, 0]
    around = np.clip(np.concatenate([times - NEAR * e.end, times + NEAR * e.end]), 0.0, e.end)
    order = np.argsort(around, kind="stable")
    found = series(d, values, around[order], ev=e.ev)
    apart = np.zeros(len(times), bool)
    for name in e.observed:
        back = np.empty(len(around))
        back[order] = found[name]
        before, after = back[: len(times)], back[len(times) :]
        apart |= np.abs(after - before) > 1e-4 * np.maximum(np.abs(before), FLOOR * np.abs(back).max())
    return apart


def difference(d, e: Experiment, run: Callable[[str, Experiment], np.ndarray], outputs: bool = True) -> float:
    """The worst relative difference of an engine's run, or runs, from what the archive expects.

    What is within the absolute tolerance that the archive asks for is no difference.
    """
    found = [run(text, e) for text in e.texts()]
    theirs = np.array([rows[-1] for rows in found]) if e.scan else found[0]
    ours = e.expected
    if theirs.shape != ours.shape:
        return math.inf
    if not outputs:
        # a state that nothing changes has no course either
        known = {s.name for s in d.states}
        states = [0, *(k for k, name in enumerate(e.observed, 1) if name in known and not np.isnan(theirs[:, k]).all())]
        theirs, ours = theirs[:, states], ours[:, states]
    kept = ~jumps(d, e)
    greatest = np.abs(ours).max(axis=0)
    # what is 0 throughout has no size of its own, and is held to the greatest of all
    floor = np.where(greatest > 0, FLOOR * greatest, greatest[1:].max(initial=0.0))
    scale = np.maximum(np.abs(ours), floor)[kept]
    off = np.abs(theirs - ours)[kept]
    with np.errstate(all="ignore"):
        relative = np.where(off <= e.atol, 0.0, off / scale)
    return float(np.max(relative)) if np.isfinite(relative).all() else math.inf


def rows(model: str) -> list[tuple]:
    """A row an engine: what came of the model's archive."""
    made = evbook.load(model)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{model}.omex"
        made.to_omex(path)
        asked = experiments(contents(path))
    found: list[tuple] = []
    for name, engine in ENGINES.items():
        own = engine.asked(asked)
        try:
            worst = max(difference(made.declaration, e, engine.run, engine.outputs) for e in own)
        except Exception as error:  # engines raise kinds of their own; which one failed is what is reported
            print(f"{model} in {name}: {error}")
            worst = math.inf
        found.append(
            (
                model,
                made.declaration.hash,
                name,
                engine.version(),
                len(own),
                f"{worst:.1e}" if worst < math.inf else "",
            )
        )
    return found


def main() -> None:
    """Run the archives and print what came of them, or keep it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("models", nargs="*")
    parser.add_argument("--write", action="store_true", help=f"keep the result in data/{TABLE.name}")
    asked = parser.parse_args()
    names = asked.models or sorted(d.id for d in declarations() if d.kind == "dynamic")
    lines = [",".join(COLUMNS)]
    print(lines[0])
    for name in names:
        for row in rows(name):
            lines.append(",".join(map(str, row)))
            print(lines[-1], flush=True)
    if asked.write:
        TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
