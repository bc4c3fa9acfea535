"""The experiments of a model that other programs can repeat, and what they should find.

Each scenario is a course in time, the reader's setting another, with EV terms and without; a benchmark that asks for a
value at a time is one to that time; one parameter is scanned, and two together.  What is expected is what
:func:`evbook.simulation.curves.series` gives at the tightest tolerance at which it ends.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from evbook.declaration import AtTime, Declaration
from evbook.derive import experiment
from evbook.derive.experiment import Course
from evbook.derive.sbml import NotInSbml, document
from evbook.simulation.curves import series
from evbook.simulation.schedule import Row
from evbook.simulation.setting import setting
from evbook.simulation.solver import SolverError, jumps

#: Values of the parameter that is scanned alone, and of each of two that are scanned together.
ALONE, TOGETHER = 5, 2
MAKERS = "The evbook contributors"
#: Steps of output up to the time of a benchmark: engines bound the work between two of them.
BETWEEN = 100
#: The relative and the absolute tolerance that a solver should keep.
TOLERANCES = 1e-11, 1e-18
ON, OFF = "model.xml", "model_without_vesicles.xml"
#: The same with a schedule of the reader's own in them.
_OWN = {ON: "asked.xml", OFF: "asked_without_vesicles.xml"}
#: The experiments at the reader's setting.
_ASKED = {"asked", "without", "scan_of_1", "scan_of_2"}
#: Relative tolerances of what is expected, the tightest first: rounding keeps the stiffest runs from ending at it.
TIGHT = 1e-11, 1e-10, 1e-9
#: What a model without an archive has instead.
INSTEAD = (
    "Take its table of values (`model.simulate().to_csv(path)`) or its program (`model.javascript()`) instead; "
    "`evbook simulate` writes the same table from a script."
)


@dataclass(frozen=True)
class Asked:
    """A setting, EV terms on or off, and a schedule of its own in place of the declared one (None)."""

    values: Mapping[str, float]
    ev: bool
    schedule: Sequence[Row] | None = None


def courses(d: Declaration, asked: Asked) -> list[Course]:
    """Return the experiments: the setting asked for, without EV terms too, every scenario, benchmarks, and scans."""
    declared = setting(d)

    def course(id: str, title: str, at: Mapping[str, float], on: bool, **more) -> Course:
        kept = set(at) if on else _without(d)
        changes = {name: value for name, value in at.items() if name in kept and value != declared[name]}
        every = [*(s.name for s in d.states), *(o.name for o in d.outputs)]
        stated = {"end": d.time.end, "steps": d.time.points - 1, "observed": every} | more
        return Course(id, title, ON if on else OFF, changes, **stated)

    def own(id: str, title: str, on: bool, **more) -> Course:
        made = course(id, title, asked.values, on, **more)
        # a schedule is in the file, and its numbers with it
        return made if asked.schedule is None else replace(made, source=_OWN[made.source], changes={})

    found = [own("asked", "The setting asked for", asked.ev)]
    if asked.ev:
        found.append(own("without", "The same without vesicles", False))
    for scenario in d.scenarios:
        at = setting(d, scenario=scenario.name)
        found.append(course(f"scenario_{scenario.name}", scenario.title, at, scenario.ev))
    for b in d.benchmarks:
        if isinstance(b.quantity, AtTime):
            at, end = setting(d, values=b.quantity.setting), b.quantity.time or d.time.end / (d.time.points - 1)
            title = f"{b.meaning}: {b.value:g} {b.unit}"
            asks = {"end": float(end), "steps": BETWEEN, "observed": [b.quantity.of]}
            found.append(course(f"benchmark_{b.name}", title, at, b.quantity.ev, **asks))
    moved = [p for p in d.parameters if p.control and (asked.ev or p.name in _without(d))]
    for count, points in ((1, ALONE), (2, TOGETHER)):
        if len(moved) >= count:
            scan = {p.name: [float(v) for v in _spread(p, points)] for p in moved[:count]}
            called = " and ".join(p.label or p.name for p in moved[:count])
            found.append(own(f"scan_of_{count}", f"Scan of {called}", asked.ev, scan=scan))
    return found


def expected(d: Declaration, course: Course, asked: Asked) -> np.ndarray:
    """Return what a course should give: a row a time, or the end of each run of a scan, with time in front."""
    on, own = course.source in (ON, _OWN[ON]), course.source in _OWN.values()
    at = asked.values if own else {**setting(d), **course.changes}
    times = np.linspace(0.0, course.end, course.steps + 1)

    def run(more: Mapping[str, float]) -> np.ndarray:
        found = _tightly(d, {**at, **more}, times, ev=on, schedule=asked.schedule if own else None)
        return np.column_stack([times, *(found[name] for name in course.observed)])

    if not course.scan:
        return run({})
    points = itertools.product(*course.scan.values())
    return np.array([run(dict(zip(course.scan, point, strict=True)))[-1] for point in points])


def _tightly(d: Declaration, at: Mapping[str, float], times: np.ndarray, **more) -> dict[str, np.ndarray]:
    for rtol in TIGHT:
        try:
            return series(d, at, times, rtol=rtol, **more)
        except SolverError:
            continue
    return series(d, at, times, **more)


def table(course: Course, rows: np.ndarray) -> str:
    """Return expected results as CSV, the scanned values first."""
    head = [*course.scan, "time", *course.observed]
    points = list(itertools.product(*course.scan.values())) if course.scan else [()] * len(rows)
    lines = [",".join(repr(float(x)) for x in (*point, *row)) for point, row in zip(points, rows, strict=True)]
    return "\n".join([",".join(head), *lines]) + "\n"


def omex(d: Declaration, asked: Asked) -> bytes:
    """Return the COMBINE archive of a model at a setting.

    Raises NotInSbml for a model that is no course in time, with what it has instead, and MissingExtra without
    python-libsbml.
    """
    _in_time(d)
    declared = setting(d)
    files = {ON: document(d, declared), OFF: document(d, declared, ev=False)}
    if asked.schedule is not None:
        given = moments(d, asked.schedule)
        for source, own in _OWN.items():
            files[own] = document(d, asked.values, ev=source == ON, given=given)
    listed = courses(d, asked)
    used = {course.source for course in listed}
    files = {name: text for name, text in files.items() if name in used}
    kinds = _kinds(files.values())
    files["experiments.sedml"] = experiment.sedml(listed, kinds, rtol=TOLERANCES[0], atol=TOLERANCES[1])
    for course in listed:
        files[f"expected/{course.id}.csv"] = table(course, expected(d, course, asked))
    files |= _described(d, listed)
    return experiment.archive(files, first="experiments.sedml")


def moments(d: Declaration, schedule: Sequence[Row]) -> list[tuple[float, str, float]]:
    """Return a schedule as SBML takes it: when, the state or the window, and how much is added."""
    names = [s.name for s in d.states], [w.name for w in d.windows]
    return [(jump.time, names[jump.hidden][jump.index], jump.amount) for jump in jumps(d, setting(d), list(schedule))]


def templates(d: Declaration) -> dict:
    """Return what the browser makes an archive of at a reader's setting, as JSON.

    ``on`` and ``off`` are the SBML with EV terms and without; ``experiments`` has for each of them the SED-ML at the
    declared values and its courses, of which those that are ``own`` take the reader's values.

    Raises NotInSbml and MissingExtra as :func:`omex` does.
    """
    _in_time(d)
    declared = setting(d)
    texts = {"on": document(d, declared), "off": document(d, declared, ev=False)}
    kinds, made = _kinds(texts.values()), {}
    for version in texts:
        listed = courses(d, Asked(declared, version == "on"))
        made[version] = {
            "sedml": experiment.sedml(listed, kinds, rtol=TOLERANCES[0], atol=TOLERANCES[1]),
            "texts": _described(d, listed),
            "courses": [
                {
                    "id": c.id, "own": c.id in _ASKED, "ev": c.source == ON, "changes": c.changes, "end": c.end,
                    "steps": c.steps, "observed": c.observed, "scan": c.scan,
                }
                for c in listed
            ],
        }  # fmt: skip
    return {**texts, "experiments": made, "formats": experiment.FORMATS}


def _in_time(d: Declaration) -> None:
    if d.kind != "dynamic":
        what = (
            f"a curve over {d.axes[0].meaning}" if d.kind == "curve" else "a model in space, whose cells act by chance"
        )
        raise NotInSbml(f"{d.id} is {what}; an archive of experiments describes change in time. {INSTEAD}")


def _described(d: Declaration, listed: list[Course]) -> dict[str, str]:
    """What an archive is and what to cite, for catalogues and for people."""
    doi = _doi(d.base.source)
    about = experiment.metadata(d.title, f"{d.idea} {d.summary}".strip(), MAKERS, [doi] if doi else [])
    return {"metadata.rdf": about, "README.md": _about(d, listed, doi)}


def _doi(key: str) -> str:
    from evbook.derive.sbml.annotation import dois

    return dois().get(key, "")


def _about(d: Declaration, listed: list[Course], doi: str) -> str:
    """What is in an archive, and what to cite, for people."""
    named = "\n".join(f"- `{course.id}`: {course.title}." for course in listed)
    based = f" (https://doi.org/{doi})" if doi else ""
    return (
        f"# {d.title}\n\n{d.summary}\n\n`{ON}` is the model with its vesicle terms, `{OFF}` without them "
        "(`asked…` the same with a schedule of its own); "
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
