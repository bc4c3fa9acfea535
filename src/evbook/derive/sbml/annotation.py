"""What an SBML element says beside its mathematics: notes, our own annotation, MIRIAM links, SBO terms.

Our annotation lives in the namespace :data:`NAMESPACE`.  A DOI is written only where the book's
bibliography has one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import libsbml

NAMESPACE = "urn:evbook:sbml"
_RESOLVER = "https://identifiers.org"

#: Terms of the Systems Biology Ontology, by what we use them for (checked against its release of 2023).
SBO = {
    "framework": "SBO:0000293",  # non-spatial continuous framework
    "compartment": "SBO:0000290",  # physical compartment
    "species": "SBO:0000240",  # material entity
    "parameter": "SBO:0000002",  # quantitative systems description parameter
    "rate constant": "SBO:0000009",  # kinetic constant
    "flux": "SBO:0000612",  # rate of reaction
    "process": "SBO:0000375",  # process
    "rate law": "SBO:0000001",  # rate law
    "order 0": "SBO:0000043",  # mass action rate law for zeroth order irreversible reactions
    "order 1": "SBO:0000044",  # mass action rate law for first order irreversible reactions
    "order 2": "SBO:0000045",  # mass action rate law for second order irreversible reactions
    "reactant": "SBO:0000010",
    "product": "SBO:0000011",
    "modifier": "SBO:0000019",
}


def describe(element: libsbml.SBase, notes: str | tuple[str, ...], facts: Mapping[str, str] | None = None) -> None:
    """Give an element its notes (a paragraph each) and its facts, as attributes of our annotation."""
    paragraphs = (notes,) if isinstance(notes, str) else notes
    body = "".join(f"<p>{escape(text)}</p>" for text in paragraphs if text)
    if body:
        element.setNotes(f'<body xmlns="http://www.w3.org/1999/xhtml">{body}</body>')
    told = {key: value for key, value in (facts or {}).items() if value}
    if told:
        attributes = " ".join(f"evbook:{key}={quoteattr(value)}" for key, value in told.items())
        element.appendAnnotation(f'<evbook:record xmlns:evbook="{NAMESPACE}" {attributes}/>')


def link(element: libsbml.SBase, qualifier: int, resource: str) -> None:
    """Add one MIRIAM link; ``qualifier`` is one of libSBML's BQM (of models) or BQB (of the rest)."""
    of_model = isinstance(element, libsbml.Model)
    term = libsbml.CVTerm(libsbml.MODEL_QUALIFIER if of_model else libsbml.BIOLOGICAL_QUALIFIER)
    (term.setModelQualifierType if of_model else term.setBiologicalQualifierType)(qualifier)
    term.addResource(f"{_RESOLVER}/{resource}")
    if not element.isSetMetaId():
        element.setMetaId(f"meta_{element.getId()}")
    element.addCVTerm(term)


def cite(element: libsbml.SBase, key: str) -> None:
    """Link an element to the paper it is described by, when the bibliography has the paper's DOI."""
    doi = dois().get(key)
    if doi:
        of_model = isinstance(element, libsbml.Model)
        link(element, libsbml.BQM_IS_DESCRIBED_BY if of_model else libsbml.BQB_IS_DESCRIBED_BY, f"doi:{doi}")


@cache
def dois() -> dict[str, str]:
    """Bibliography keys to DOIs, read from the wheel's copy of references.bib or the checkout's."""
    for place in (files("evbook") / "_data" / "references.bib", Path(__file__).parents[4] / "book" / "references.bib"):
        if place.is_file():
            return dois_in(place.read_text(encoding="utf-8"))
    return {}


def dois_in(bibliography: str) -> dict[str, str]:
    """Keys to DOIs in the text of a BibTeX file; entries without a DOI are left out."""
    found = {}
    for entry in re.split(r"^@", bibliography, flags=re.MULTILINE)[1:]:
        key = re.match(r"\w+\s*{\s*([^,\s]+)", entry)
        doi = re.search(r"^\s*doi\s*=\s*[{\"]\s*(10\.[^}\"\s]+)", entry, flags=re.MULTILINE | re.IGNORECASE)
        if key and doi:
            found[key.group(1)] = doi.group(1)
    return found
