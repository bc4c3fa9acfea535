"""A model with its experiments as a COMBINE archive: SBML, SED-ML Level 1 Version 4, expected results and what to cite.

Other programs open the archive, run its experiments, and hold what they get against the tables in it.  The texts are
written here; which experiments there are, and what is expected of them, stands in :mod:`evbook.analysis.experiment`.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

SEDML = "http://sed-ml.org/sed-ml/level1/version4"
SBML = "http://www.sbml.org/sbml/level3/version2/core"
LANGUAGE = "urn:sedml:language:sbml.level-3.version-2"
#: Kinds of files in an archive, by their last name.
FORMATS = {
    "xml": "http://identifiers.org/combine.specifications/sbml.level-3.version-2",
    "sedml": "http://identifiers.org/combine.specifications/sed-ml.level-1.version-4",
    "rdf": "http://identifiers.org/combine.specifications/omex-metadata",
    "csv": "http://purl.org/NET/mediatypes/text/csv",
    "md": "http://purl.org/NET/mediatypes/text/markdown",
}
#: Terms of KiSAO: an implicit multistep solver (CVODE), its relative and its absolute tolerance.
CVODE, RELATIVE, ABSOLUTE = "KISAO:0000019", "KISAO:0000209", "KISAO:0000211"


@dataclass(frozen=True)
class Course:
    """A run in time: an SBML file with some of its numbers changed, on evenly spaced times from 0.

    ``scan`` maps parameters to the values that they take in turn, the first of them outermost; the result is then
    what each run ends with.
    """

    id: str
    title: str
    source: str
    changes: Mapping[str, float]
    end: float
    steps: int
    observed: Sequence[str]
    scan: Mapping[str, Sequence[float]] = field(default_factory=dict)


def sedml(courses: Sequence[Course], kinds: Mapping[str, str], *, rtol: float, atol: float) -> str:
    """Return the experiments as SED-ML Level 1 Version 4, a report for each.

    ``kinds`` says of every observed name whether it is a ``species`` or a ``parameter`` of the SBML; ``rtol`` and
    ``atol`` are the tolerances that a solver should keep.
    """
    sources = {course.source: f"model_{n}" for n, course in enumerate(courses)}
    models = [f'<model id="{name}" language="{LANGUAGE}" source={quoteattr(file)}/>' for file, name in sources.items()]
    simulations, tasks, generators, reports = [], [], [], []
    for c in courses:
        models.append(
            f'<model id="at_{c.id}" name={quoteattr(c.title)} language="{LANGUAGE}" source="#{sources[c.source]}">'
            f"{_within('listOfChanges', [_change(name, value) for name, value in c.changes.items()])}</model>"
        )
        simulations.append(
            f'<uniformTimeCourse id="times_{c.id}" initialTime="0" outputStartTime="0" outputEndTime="{c.end!r}" '
            f'numberOfSteps="{c.steps}"><algorithm kisaoID="{CVODE}"><listOfAlgorithmParameters>'
            f'<algorithmParameter kisaoID="{RELATIVE}" value="{rtol!r}"/>'
            f'<algorithmParameter kisaoID="{ABSOLUTE}" value="{atol!r}"/>'
            "</listOfAlgorithmParameters></algorithm></uniformTimeCourse>"
        )
        tasks.append(f'<task id="run_{c.id}" modelReference="at_{c.id}" simulationReference="times_{c.id}"/>')
        last = f"run_{c.id}"
        # the innermost parameter is nearest to the run
        for depth, (name, values) in enumerate(reversed(list(c.scan.items()))):
            task = f"scan_{c.id}_{depth}"
            tasks.append(_repeated(task, last, f"at_{c.id}", name, values))
            last = task
        sets = []
        for name in ("time", *c.observed):
            generator = f"{name}_of_{c.id}"
            where = 'symbol="urn:sedml:symbol:time"' if name == "time" else f'target="{_place(kinds[name], name)}"'
            generators.append(
                f'<dataGenerator id="{generator}" name="{name}"><listOfVariables><variable id="v_{generator}" {where} '
                f'taskReference="{last}" modelReference="at_{c.id}"/></listOfVariables>{_math(f"v_{generator}")}'
                "</dataGenerator>"
            )
            sets.append(f'<dataSet id="set_{generator}" label="{name}" dataReference="{generator}"/>')
        reports.append(f'<report id="{c.id}" name={quoteattr(c.title)}>{_within("listOfDataSets", sets)}</report>')
    lists = {
        "listOfModels": models,
        "listOfSimulations": simulations,
        "listOfTasks": tasks,
        "listOfDataGenerators": generators,
        "listOfOutputs": reports,
    }
    body = "\n".join(_within(name, parts) for name, parts in lists.items())
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<sedML xmlns="{SEDML}" xmlns:sbml="{SBML}" level="1" version="4">\n{body}\n</sedML>\n'
    )


def _within(name: str, parts: Sequence[str]) -> str:
    return f"<{name}>\n" + "\n".join(parts) + f"\n</{name}>" if parts else ""


def _place(kind: str, name: str) -> str:
    group = {"species": "listOfSpecies", "parameter": "listOfParameters"}[kind]
    return f"/sbml:sbml/sbml:model/sbml:{group}/sbml:{kind}[@id='{name}']"


def _change(name: str, value: float) -> str:
    return f'<changeAttribute target="{_place("parameter", name)}/@value" newValue="{float(value)!r}"/>'


def _math(symbol: str) -> str:
    return f'<math xmlns="http://www.w3.org/1998/Math/MathML"><ci> {symbol} </ci></math>'


def _repeated(task: str, inner: str, model: str, name: str, values: Sequence[float]) -> str:
    listed = "".join(f"<value> {float(value)!r} </value>" for value in values)
    return (
        f'<repeatedTask id="{task}" range="range_{task}" resetModel="true" concatenate="false">'
        f'<listOfRanges><vectorRange id="range_{task}">{listed}</vectorRange></listOfRanges>'
        f'<listOfChanges><setValue target="{_place("parameter", name)}" modelReference="{model}" '
        f'range="range_{task}">{_math(f"range_{task}")}</setValue></listOfChanges>'
        f'<listOfSubTasks><subTask order="1" task="{inner}"/></listOfSubTasks></repeatedTask>'
    )


def metadata(title: str, description: str, creator: str, dois: Sequence[str]) -> str:
    """Return what the archive is, for catalogues: RDF with its makers, its licence and the papers it stands on."""
    papers = "".join(f'\n  <bqmodel:isDerivedFrom rdf:resource="https://doi.org/{escape(doi)}"/>' for doi in dois)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dcterms="http://purl.org/dc/terms/"\n'
        '  xmlns:foaf="http://xmlns.com/foaf/0.1/" xmlns:bqmodel="http://biomodels.net/model-qualifiers/">\n'
        '<rdf:Description rdf:about=".">\n'
        f"  <dcterms:title>{escape(title)}</dcterms:title>\n"
        f"  <dcterms:description>{escape(description)}</dcterms:description>\n"
        '  <dcterms:creator rdf:parseType="Resource">'
        f"<foaf:name>{escape(creator)}</foaf:name></dcterms:creator>\n"
        f'  <dcterms:license rdf:resource="https://spdx.org/licenses/BSD-3-Clause"/>{papers}\n'
        "</rdf:Description>\n</rdf:RDF>\n"
    )


def archive(files: Mapping[str, str], *, first: str) -> bytes:
    """Return a COMBINE archive of texts by their names, with its manifest; ``first`` is what a program should run.

    The same texts give the same bytes.
    """
    content = [
        '  <content location="." format="http://identifiers.org/combine.specifications/omex"/>',
        '  <content location="./manifest.xml" format="http://identifiers.org/combine.specifications/omex-manifest"/>',
        *(
            f'  <content location="./{name}" format="{FORMATS[name.rsplit(".", 1)[1]]}"'
            + (' master="true"/>' if name == first else "/>")
            for name in files
        ),
    ]
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<omexManifest xmlns="http://identifiers.org/combine.specifications/omex-manifest">\n'
        + "\n".join(content)
        + "\n</omexManifest>\n"
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in {"manifest.xml": manifest, **files}.items():
            packed.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)
    return made.getvalue()
