"""Each model's SBML in programs that are not ours: whether they run it, and how far their curves are from ours.

``--export`` writes the files and our curves, and needs the package; ``--write`` runs them, and needs the programs,
which live in an environment of their own.  What is found goes into ``data/other_programs.csv``, which the page of
models shows;
``make test-release`` holds that table to what the programs say now, and ``make other-programs`` writes it anew.
"""

from __future__ import annotations

import argparse
import atexit
import contextlib
import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.metadata import version
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[2]
FILE = ROOT / "data" / "other_programs.csv"
FILES = ROOT / "_build" / "other-programs"
#: Curves of a program: the SBML, the names of the curves, the times; an array (times, curves).
Runner = Callable[[str, list[str], np.ndarray], np.ndarray]
COLUMNS = ("model", "program", "version", "difference", "reason")
#: How many moments of a run are compared.
MOMENTS = 41


def roadrunner_curves(text: str, names: list[str], times: np.ndarray) -> np.ndarray:
    """libRoadRunner with CVODE."""
    import roadrunner

    made = roadrunner.RoadRunner(text)
    made.integrator.relative_tolerance, made.integrator.absolute_tolerance = 1e-12, 1e-18
    made.integrator.setValue("maximum_num_steps", 1_000_000)
    made.timeCourseSelections = ["time", *names]
    return np.array(made.simulate(times=list(times)))[:, 1:]


def antimony_curves(text: str, names: list[str], times: np.ndarray) -> np.ndarray:
    """There and back through Antimony, then libRoadRunner."""
    import antimony

    antimony.clearPreviousLoads()
    if antimony.loadSBMLString(text) < 0:
        raise ValueError(antimony.getLastError())
    there = antimony.getAntimonyString(None)
    antimony.clearPreviousLoads()
    if antimony.loadAntimonyString(there) < 0:
        raise ValueError(antimony.getLastError())
    return roadrunner_curves(antimony.getSBMLString(antimony.getMainModuleName()), names, times)


def copasi_curves(text: str, names: list[str], times: np.ndarray) -> np.ndarray:
    """COPASI with LSODA, by basico."""
    import basico

    model = basico.load_model_from_string(text)
    try:
        frame = basico.run_time_course_with_output(
            ["Time", *(_copasi_name(name) for name in names)], values=list(times), use_initial_values=True,
            r_tol=1e-11, a_tol=1e-18, max_steps=1_000_000,
        )  # fmt: skip
        return frame.to_numpy()[:, 1:]
    finally:
        basico.remove_datamodel(model)


def _copasi_name(sbml_id: str) -> str:
    """COPASI speaks of its elements by their names, and of a species as an amount or as a concentration."""
    import basico

    model = basico.get_current_model().getModel()
    for elements in (model.getMetabolites(), model.getModelValues()):
        for n in range(elements.size()):
            element = elements.get(n)
            if element.getSBMLId() == sbml_id:
                # Every compartment of ours has size one, and a species' value would count its particles.
                species = hasattr(element, "getConcentrationReference")
                value = element.getConcentrationReference() if species else element.getValueReference()
                return value.getObjectDisplayName()
    raise LookupError(f"COPASI has no element {sbml_id!r}.")


@cache
def _place() -> str:
    """A folder for PySCeS, which goes on writing to the one that it was begun in."""
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def pysces_curves(text: str, names: list[str], times: np.ndarray) -> np.ndarray:
    """PySCeS with LSODA or CVODE, whichever it can take."""
    folder = _place()
    with contextlib.chdir(folder):
        import pysces

        Path(folder, "model.xml").write_text(text, encoding="utf-8")
        pysces.interface.convertSBML2PSC("model.xml", sbmldir=folder, pscfile="model.psc", pscdir=folder)
        model = pysces.model("model.psc", dir=folder)
        model.__settings__["lsoda_rtol"], model.__settings__["lsoda_atol"] = 1e-11, 1e-16
        model.__settings__["lsoda_mxstep"] = 100_000
        model.sim_time = times
        model.Simulate(1)
        kept = model.data_sim.getSimData(*names)
        return np.asarray(kept)[:, 1:]


PROGRAMS: dict[str, tuple[str, Runner]] = {
    "libRoadRunner": ("libroadrunner", roadrunner_curves),
    "COPASI": ("python-copasi", copasi_curves),
    "Antimony": ("antimony", antimony_curves),
    "PySCeS": ("pysces", pysces_curves),
}


@contextlib.contextmanager
def silent() -> Iterator[None]:
    """Some of these programs say much, also past Python's own streams."""
    with contextlib.ExitStack() as held, open(os.devnull, "w", encoding="utf-8") as nothing:
        held.enter_context(contextlib.redirect_stdout(io.StringIO()))
        held.enter_context(contextlib.redirect_stderr(io.StringIO()))
        kept = os.dup(1)
        os.dup2(nothing.fileno(), 1)
        try:
            yield
        finally:
            os.dup2(kept, 1)
            os.close(kept)


def difference(ours: np.ndarray, theirs: np.ndarray) -> float:
    """The greatest difference over the curves, relative to max(|y|, 1e-6 of the curve's greatest |y|)."""
    least = 1e-6 * np.abs(ours).max(axis=0)
    return float((np.abs(theirs - ours) / np.maximum(np.abs(ours), np.where(least > 0, least, 1.0))).max())


def export() -> None:
    """Write each model's SBML, and our own curves of its states, into :data:`FILES`."""
    import evbook
    from evbook.derive.sbml import NotInSbml
    from evbook.review.catalogue import declarations
    from evbook.simulation.curves import series

    FILES.mkdir(parents=True, exist_ok=True)
    for old in FILES.glob("*.json"):
        old.unlink()
    for d in declarations():
        one = evbook.load(d.id)
        try:
            text = one.to_sbml()
        except NotInSbml:
            continue
        frame = one.simulate()
        times = frame.index.to_numpy()[:: max(1, len(frame) // (MOMENTS - 1))]
        ours = series(d, frame.attrs["setting"], times, ev=True, rtol=1e-10)
        curves = {state.name: [float(value) for value in ours[state.name]] for state in d.states}
        kept = {"sbml": text, "times": [float(time) for time in times], "curves": curves}
        (FILES / f"{len(list(FILES.glob('*.json'))):02}-{d.id}.json").write_text(json.dumps(kept), encoding="utf-8")


def in_a_process(program: str) -> list[dict[str, str]]:
    """The rows of one program, each model in a process of its own: these programs can end the process they are in."""
    rows = []
    for path in sorted(FILES.glob("*.json")):
        command = [sys.executable, __file__, "--program", program, "--model", path.stem[3:]]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8")
        said = [line.split(" | ") for line in done.stdout.splitlines() if line.count(" | ") == len(COLUMNS) - 1]
        ended = [path.stem[3:], program, version(PROGRAMS[program][0]), "", "its process ends with a fault"]
        rows.append(dict(zip(COLUMNS, said[0] if said else ended, strict=True)))
    return rows


def compared(path: Path, program: str) -> dict[str, str]:
    """How far a program's curves of a model are from ours, or why there are none."""
    kept = json.loads(path.read_text(encoding="utf-8"))
    names, times = list(kept["curves"]), np.array(kept["times"])
    ours = np.column_stack([kept["curves"][name] for name in names])
    package, run = PROGRAMS[program]
    row = dict(zip(COLUMNS, (path.stem[3:], program, version(package), "", ""), strict=True))
    try:
        with silent():
            theirs = run(kept["sbml"], names, times)
        if theirs.shape != ours.shape or not np.isfinite(theirs).all():
            raise ValueError("its run does not end")
        row["difference"] = f"{difference(ours, theirs):.1e}"
    except Exception as error:  # whatever a program of others says is what is told
        row["reason"] = reason(error)
    return row


def reason(error: Exception) -> str:
    """Why a program does not run a file, in words of ours where its own speak of its insides."""
    said = " ".join(str(error).split())
    if "initial_value = False" in said:
        return "reads no event that may happen at time 0"
    if "use_values_from_trigger_time" in said:
        return "reads no event that waits for what others of its moment have done"
    return re.sub(r"\s+", " ", said)[:120] or type(error).__name__


def main(arguments: list[str] | None = None) -> int:
    """Export, or compare all models in all programs; write the table when asked to."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--export", action="store_true", help="write the files and our curves, and run nothing")
    parser.add_argument("--program", choices=PROGRAMS, help="compare in this program alone")
    parser.add_argument("--model", default="*", help="and of this model alone")
    parser.add_argument("--write", action="store_true", help="put the rows into data/other_programs.csv")
    asked = parser.parse_args(arguments)
    if asked.export:
        export()
        return 0
    if asked.program:
        for path in sorted(FILES.glob(f"*-{asked.model}.json")):
            print(*compared(path, asked.program).values(), sep=" | ", flush=True)
        return 0
    with ThreadPoolExecutor(len(PROGRAMS)) as pool:
        rows = [row for found in pool.map(in_a_process, PROGRAMS) for row in found]
    order = {path.stem[3:]: path.name for path in FILES.glob("*.json")}
    rows.sort(key=lambda row: (order[row["model"]], list(PROGRAMS).index(row["program"])))
    for row in rows:
        print(*row.values(), sep=" | ")
    if not rows:
        raise SystemExit(f"There are no files in {FILES}; --export writes them.")
    if asked.write:
        with FILE.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
