"""The experiments of a model that other programs can repeat, and what they should find.

Each scenario is a course in time, the reader's setting another, with EV terms and without; one parameter is scanned,
and two together.  What is expected is what :func:`evbook.simulation.curves.series` gives at the tightest tolerance at
which it ends.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from functools import cache

import numpy as np

from evbook.declaration import Declaration
from evbook.derive import experiment
from evbook.derive.experiment import Course
from evbook.derive.sbml import NotInSbml, document
from evbook.simulation.curves import series
from evbook.simulation.setting import setting
from evbook.simulation.solver import SolverError

#: Values of the parameter that is scanned alone, and of each of two that are scanned together.
ALONE, TOGETHER = 5, 2
MAKERS = "The evbook contributors"
#: The relative and the absolute tolerance that a solver should keep.
TOLERANCES = 1e-11, 1e-18
ON, OFF = "model.xml", "model_without_vesicles.xml"
#: Relative tolerances of what is expected, the tightest first: rounding keeps the stiffest runs from ending at it.
TIGHT = 1e-11, 1e-10, 1e-9
#: What a model without an archive has instead.
INSTEAD = (
    "Take its table of values (`model.simulate().to_csv(path)`) or its program (`model.javascript()`) instead; "
    "`evbook simulate` writes the same table from a script."
)


def courses(d: Declaration, values: Mapping[str, float], *, ev: bool) -> list[Course]:
    """Return the experiments: the setting asked for, without EV terms too, every scenario, and scans."""
    declared, steps = setting(d), d.time.points - 1

    def course(id: str, title: str, at: Mapping[str, float], on: bool, **more) -> Course:
        kept = set(at) if on else _without(d)
        changes = {name: value for name, value in at.items() if name in kept and value != declared[name]}
        observed = [*(s.name for s in d.states), *(o.name for o in d.outputs)]
        return Course(id, title, ON if on else OFF, changes, d.time.end, steps, observed, **more)

    found = [course("asked", "The setting asked for", values, ev)]
    if ev:
        found.append(course("without", "The same without vesicles", values, False))
    for scenario in d.scenarios:
        at = setting(d, scenario=scenario.name)
        found.append(course(f"scenario_{scenario.name}", scenario.title, at, scenario.ev))
    moved = [p for p in d.parameters if p.control and (ev or p.name in _without(d))]
    for count, points in ((1, ALONE), (2, TOGETHER)):
        if len(moved) >= count:
            scan = {p.name: [float(v) for v in _spread(p, points)] for p in moved[:count]}
            called = " and ".join(p.label or p.name for p in moved[:count])
            found.append(course(f"scan_of_{count}", f"Scan of {called}", values, ev, scan=scan))
    return found


def expected(d: Declaration, course: Course) -> np.ndarray:
    """Return what a course should give: a row a time, or the end of each run of a scan, with time in front."""
    on = course.source == ON
    at = {**setting(d), **course.changes}
    times = np.linspace(0.0, course.end, course.steps + 1)

    def run(more: Mapping[str, float]) -> np.ndarray:
        found = _tightly(d, {**at, **more}, times, ev=on)
        return np.column_stack([times, *(found[name] for name in course.observed)])

    if not course.scan:
        return run({})
    points = itertools.product(*course.scan.values())
    return np.array([run(dict(zip(course.scan, point, strict=True)))[-1] for point in points])


def _tightly(d: Declaration, at: Mapping[str, float], times: np.ndarray, *, ev: bool) -> dict[str, np.ndarray]:
    for rtol in TIGHT:
        try:
            return series(d, at, times, ev=ev, rtol=rtol)
        except SolverError:
            continue
    return series(d, at, times, ev=ev)


def table(course: Course, rows: np.ndarray) -> str:
    """Return expected results as CSV, the scanned values first."""
    head = [*course.scan, "time", *course.observed]
    points = list(itertools.product(*course.scan.values())) if course.scan else [()] * len(rows)
    lines = [",".join(repr(float(x)) for x in (*point, *row)) for point, row in zip(points, rows, strict=True)]
    return "\n".join([",".join(head), *lines]) + "\n"


def omex(d: Declaration, values: Mapping[str, float], *, ev: bool) -> bytes:
    """Return the COMBINE archive of a model at a setting.

    Raises NotInSbml for a model that is no course in time, with what it has instead, and MissingExtra without
    python-libsbml.
    """
    if d.kind != "dynamic":
        what = (
            f"a curve over {d.axes[0].meaning}" if d.kind == "curve" else "a model in space, whose cells act by chance"
        )
        raise NotInSbml(f"{d.id} is {what}; an archive of experiments describes change in time. {INSTEAD}")
    declared = setting(d)
    files = {ON: document(d, declared), OFF: document(d, declared, ev=False)}
    listed = courses(d, values, ev=ev)
    used = {course.source for course in listed}
    files = {name: text for name, text in files.items() if name in used}
    kinds = _kinds(files.values())
    files["experiments.sedml"] = experiment.sedml(listed, kinds, rtol=TOLERANCES[0], atol=TOLERANCES[1])
    for course in listed:
        files[f"expected/{course.id}.csv"] = table(course, expected(d, course))
    doi = _doi(d.base.source)
    files["metadata.rdf"] = experiment.metadata(d.title, f"{d.idea} {d.summary}".strip(), MAKERS, [doi] if doi else [])
    files["README.md"] = _about(d, listed, doi)
    return experiment.archive(files, first="experiments.sedml")


def _doi(key: str) -> str:
    from evbook.derive.sbml.annotation import dois

    return dois().get(key, "")


def _about(d: Declaration, listed: list[Course], doi: str) -> str:
    """What is in an archive, and what to cite, for people."""
    named = "\n".join(f"- `{course.id}`: {course.title}." for course in listed)
    based = f" (https://doi.org/{doi})" if doi else ""
    return (
        f"# {d.title}\n\n{d.summary}\n\n`{ON}` is the model with its vesicle terms, `{OFF}` without them; "
        "`experiments.sedml` runs them, and `expected/` has what each experiment gives: a row a time in "
        f"{d.time.unit}, or a row a run of a scan.\n\n{named}\n\n## To cite\n\n"
        f"{MAKERS}. {d.title} (model {d.id}, declaration {d.hash}).\n"
        f"Its base, to be cited with it: {d.base.what}{based}\n\n"
        "Licence: BSD-3-Clause; the base model is its authors' work.\n"
    )


def _kinds(texts) -> dict[str, str]:
    """Whether each name of SBML files is a species or a parameter."""
    import libsbml

    found = {}
    for text in texts:
        read = libsbml.readSBMLFromString(text)  # held, since its model is not
        model = read.getModel()
        found |= {s.getId(): "species" for s in model.getListOfSpecies()}
        found |= {p.getId(): "parameter" for p in model.getListOfParameters()}
    return found


@cache
def _without(d: Declaration) -> set[str]:
    """The parameters that the file without EV terms has."""
    import libsbml

    read = libsbml.readSBMLFromString(document(d, setting(d), ev=False))
    return {p.getId() for p in read.getModel().getListOfParameters()} & {p.name for p in d.parameters}


def _spread(p, points: int) -> np.ndarray:
    low, high = p.range
    if getattr(p, "scale", "") == "log" and low > 0:
        return np.geomspace(low, high, points)
    return np.linspace(low, high, points)
