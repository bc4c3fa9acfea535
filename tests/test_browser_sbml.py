"""The SBML that the browser hands out at a reader's setting draws, in libRoadRunner, the curve that the reader saw."""

from __future__ import annotations

import base64
import io
import re
import runpy
import zipfile
from pathlib import Path

import libsbml
import numpy as np
import pytest
import roadrunner
from frontend_answers import asked

import evbook
from evbook.analysis.experiment import templates
from evbook.derive.javascript import program
from evbook.derive.sbml.at_start import Start
from evbook.review.catalogue import declarations

#: How an archive is opened and run in engines that are not ours.
ENGINES = runpy.run_path(str(Path(__file__).parents[1] / "release" / "engines.py"))
DYNAMIC = [d for d in declarations() if d.kind == "dynamic"]


def moved(d, rng) -> dict[str, float]:
    """Every number a little away from its default, inside its range."""
    return {p.name: float(np.clip(p.value * rng.uniform(0.9, 1.1), *p.range)) for p in d.parameters}


def stated(document, symbol: str) -> float:
    """The number that stands beside an initial assignment, for programs that pass over it."""
    element = document.getModel().getElementBySId(symbol)
    if isinstance(element, libsbml.Species):
        amount = element.isSetInitialAmount()
        return element.getInitialAmount() if amount else element.getInitialConcentration()
    return element.getStoichiometry() if isinstance(element, libsbml.SpeciesReference) else element.getValue()


@pytest.mark.slow
@pytest.mark.parametrize("d", DYNAMIC, ids=lambda d: d.id)
def test_the_file_at_a_setting_is_the_curve_seen(d, node):
    rng = np.random.default_rng(11)
    model = evbook.load(d.id)
    files = {"on": model.to_sbml(), "off": model.to_sbml(ev=False)}
    query = "&".join(f"{name}={value!r}" for name, value in moved(d, rng).items())
    end = d.time.end
    rows = [f"{r.name}~{0.1 * end:.4g}~{0.05 * end:.4g}~{0.3 * end:.4g}~3" for r in (*d.doses, *d.windows)]
    links = [f"#ev:{d.id}?{query}", f"#ev:{d.id}?_ev=off&{query}"]
    # the first of each at time 0, where the file's own schedule may have begun too
    at_once = [row.replace(f"~{0.1 * end:.4g}~", "~0~", 1) for row in rows]
    for own in filter(None, (",".join(rows), ",".join(at_once), "none" if rows else "")):
        links.append(f"#ev:{d.id}?_schedule={own}&{query}")
    questions = [{"source": program(d), "fragment": link, "templates": files} for link in links]
    seen = asked(node, [{"ask": "link", **q} for q in questions])
    files = asked(node, [{"ask": "sbml", **q} for q in questions])
    for link, run, text in zip(links, seen, files, strict=True):
        document = libsbml.readSBMLFromString(text)
        assert document.getNumErrors(libsbml.LIBSBML_SEV_ERROR) == 0, document.getErrorLog().toString()
        start = Start(document.getModel())
        for assignment in document.getModel().getListOfInitialAssignments():
            symbol = assignment.getSymbol()
            assert stated(document, symbol) == pytest.approx(start.of(symbol), rel=1e-13)
        made = roadrunner.RoadRunner(text)
        made.integrator.relative_tolerance, made.integrator.absolute_tolerance = 1e-12, 1e-18
        made.integrator.setValue("maximum_num_steps", 1_000_000)
        names = list(run["series"])
        made.timeCourseSelections = ["time", *names]
        theirs = np.array(made.simulate(times=run["times"]))[:, 1:]
        for column, name in enumerate(names):
            ours = np.array(run["series"][name], float)
            scale = np.maximum(np.abs(ours), 1e-5 * np.abs(ours).max())
            # at the very moment of a dose the file may report the value before it
            off = np.abs(theirs[:, column] - ours) > 1e-3 * scale + 1e-15
            assert off.sum() <= (8 if d.doses or d.windows else 0), (link[:80], name, off.sum())


def the_files(model, node, fragment: str) -> dict[str, str]:
    """The archive that the browser hands out for a link, opened as a stranger's program would."""
    (packed,) = asked(
        node,
        [{"ask": "archive", "source": program(model.declaration), "fragment": fragment,
          "templates": templates(model.declaration)}],
    )  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(base64.b64decode(packed))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


def table(text: str) -> tuple[list[str], np.ndarray]:
    head, *rows = text.splitlines()
    return head.split(","), np.array([row.split(",") for row in rows], float)


@pytest.mark.parametrize("name", ["immune-escape", "emt-switch"])
def test_the_archive_at_declared_values_is_the_one_that_python_makes(name, node):
    model = evbook.load(name)
    theirs = the_files(model, node, f"#ev:{name}?_ev=on")
    with zipfile.ZipFile(io.BytesIO(model.to_omex())) as archive:
        ours = {name: archive.read(name).decode() for name in archive.namelist()}
    assert set(theirs) == set(ours)
    for file in ours:
        if file.startswith("expected/"):
            (head, seen), (named, expected) = table(theirs[file]), table(ours[file])
            assert head == named
            scale = np.maximum(np.abs(expected), 1e-6 * np.abs(expected).max(axis=0))
            assert (np.abs(seen - expected) <= 1e-6 * scale).all(), file
        elif file == "README.md":
            assert theirs[file].startswith(ours[file]) and theirs[file].endswith(f"#ev:{name}?_ev=on\n")
        elif file == "experiments.sedml":
            assert re.sub(r">\s*<", "><", theirs[file]) == re.sub(r">\s*<", "><", ours[file])
        else:
            assert theirs[file] == ours[file], file


#: A setting with a schedule of its own, from time 0 too, and one without vesicle terms.
SETTINGS = (
    "whole-picture?blocked=0.5&_schedule=dose~0~600~30~6,dose~200~300~1~1,acting~20~40~0~1",
    "whole-picture?_ev=off&kill=0.2&begins=0&_end=400",
    "release-block?_schedule=tablet~0~100~2~3,giving~5~3~8~2",
)


@pytest.mark.parametrize("link", SETTINGS)
def test_the_archive_at_a_setting_runs_in_another_engine_to_what_it_expects(link, node):
    model = evbook.load(link.partition("?")[0])
    found = ENGINES["experiments"](the_files(model, node, f"#ev:{link}"))
    assert {"asked", "scan_of_1", "scan_of_2"} < {e.id for e in found}
    assert ("without" in {e.id for e in found}) == ("_ev=off" not in link)
    for e in found:
        if e.id.startswith(("asked", "without", "scan")):
            assert ENGINES["difference"](model.declaration, e, ENGINES["in_roadrunner"]) < 1e-4, e.id


def test_a_schedule_is_written_by_python_and_by_the_browser_alike(node):
    model = evbook.load("whole-picture")
    rows = [("dose", 0, 600, 30, 6), ("dose", 200, 300, 1, 1), ("acting", 20, 40, 0, 1)]
    with zipfile.ZipFile(io.BytesIO(model.to_omex(schedule=rows, blocked=0.5))) as archive:
        ours = {name: archive.read(name).decode() for name in archive.namelist()}
    theirs = the_files(model, node, f"#ev:{SETTINGS[0]}")
    assert set(ours) == set(theirs)
    for name in ("asked", "without", "scan_of_2"):
        (_, seen), (_, expected) = table(theirs[f"expected/{name}.csv"]), table(ours[f"expected/{name}.csv"])
        scale = np.maximum(np.abs(expected), 1e-6 * np.abs(expected).max(axis=0))
        assert (np.abs(seen - expected) <= 1e-5 * scale).all(), name
    for e in ENGINES["experiments"](ours):
        if e.id in ("asked", "without", "scan_of_2"):
            # at the end of a scan there is next to nothing left of the drug, which is no share of a greater value
            assert ENGINES["difference"](model.declaration, e, ENGINES["in_roadrunner"]) < 1e-4, e.id
