"""The SBML that the browser hands out at a reader's setting draws, in libRoadRunner, the curve that the reader saw."""

from __future__ import annotations

import libsbml
import numpy as np
import pytest
import roadrunner
from frontend_answers import asked

import evbook
from evbook.derive.javascript import program
from evbook.derive.sbml.at_start import Start
from evbook.review.catalogue import declarations

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
    templates = {"on": model.to_sbml(), "off": model.to_sbml(ev=False)}
    query = "&".join(f"{name}={value!r}" for name, value in moved(d, rng).items())
    end = d.time.end
    rows = [f"{r.name}~{0.1 * end:.4g}~{0.05 * end:.4g}~{0.3 * end:.4g}~3" for r in (*d.doses, *d.windows)]
    links = [f"#ev:{d.id}?{query}", f"#ev:{d.id}?_ev=off&{query}"]
    # the first of each at time 0, where the file's own schedule may have begun too
    at_once = [row.replace(f"~{0.1 * end:.4g}~", "~0~", 1) for row in rows]
    for own in filter(None, (",".join(rows), ",".join(at_once), "none" if rows else "")):
        links.append(f"#ev:{d.id}?_schedule={own}&{query}")
    questions = [{"source": program(d), "fragment": link, "templates": templates} for link in links]
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
