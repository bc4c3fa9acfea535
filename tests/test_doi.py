"""Every DOI of the book is well formed, wherever it is written; whether it leads somewhere is `make links`."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from chapters import BOOK, ROOT

#: Prefix, slash and suffix, by the DOI Handbook; Crossref's suffixes use these characters.
#: Older ones of Wiley and the like also have angle brackets, which the book would have to escape; it cites none.
DOI = re.compile(r"10\.\d{4,9}/[-._;()/:A-Za-z0-9\[\]+]*[A-Za-z0-9)\]]")
#: A DOI in an address, to the end of the address.
ADDRESS = re.compile(r"https?://(?:dx\.)?doi\.org/([^\s\"'<>}\\]+)")


def faults(doi: str) -> list[str]:
    """What is wrong with a DOI, in sentences."""
    found = []
    if not DOI.fullmatch(doi):
        found.append(f"{doi!r} is not of the form 10.prefix/suffix.")
    if doi.count("(") != doi.count(")") or doi.count("[") != doi.count("]"):
        found.append(f"{doi!r} has a bracket that is not closed.")
    return found


def in_text(text: str) -> list[str]:
    """The DOIs of the addresses in a text; a bracket or full stop that closes the text around one is not part of it."""
    found = []
    for doi in map(unquote, ADDRESS.findall(text)):
        doi = doi.rstrip(".,;:*`")
        while doi and doi[-1] in ")]" and doi.count(doi[-1]) > doi.count({")": "(", "]": "["}[doi[-1]]):
            doi = doi[:-1].rstrip(".,;:*`")
        found.append(doi)
    return found


@pytest.mark.parametrize(
    "wrong",
    ["doi:10.1038/nature01", "https://doi.org/10.1/x", "10.1038", "10.1038/", "10.1038/x.", "10.12/x", "10.1016/S(1"],
)
def test_a_malformed_doi_is_found(wrong):
    assert faults(wrong)


@pytest.mark.parametrize("right", ["10.1186/s12943-019-0965-7", "10.1016/S0140-6736(05)17947-1", "10.1007/BF02460644"])
def test_a_doi_is_taken_whole_out_of_a_text(right):
    assert faults(right) == []
    assert in_text(f"see [the paper](https://doi.org/{right}).") == [right]


def test_those_of_the_bibliography_are_well_formed():
    text = (BOOK / "references.bib").read_text(encoding="utf-8")
    dois = re.findall(r"^\s*doi\s*=\s*[{\"](.*)[}\"],?\s*$", text, re.MULTILINE | re.IGNORECASE)
    assert len(dois) == len(re.findall(r"^\s*doi\s*=", text, re.MULTILINE | re.IGNORECASE)) > 100
    assert [fault for doi in dois for fault in faults(doi)] == []
    # A preprint and its paper are two DOIs; the same one twice is the same work under two keys.
    lower = [doi.lower() for doi in dois]
    assert {doi for doi in lower if lower.count(doi) > 1} == set()


def test_those_of_the_data_are_well_formed():
    checked, wrong = 0, []
    for path in sorted((ROOT / "data").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                dois = [part.strip() for part in (row.get("doi") or "").split(";") if part.strip()]
                for doi in dois + in_text(" ".join(value for value in row.values() if value)):
                    checked += 1
                    wrong += [f"{path.name}: {fault}" for fault in faults(doi)]
    assert wrong == []
    assert checked > 100


def _prose(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".ipynb":
        return text
    return "\n".join("".join(cell["source"]) for cell in json.loads(text)["cells"])


def test_those_that_pages_and_models_write_out_are_well_formed():
    pages = [*BOOK.rglob("*.md"), *BOOK.rglob("*.ipynb"), *ROOT.glob("*.md")]
    sources = [*pages, *(ROOT / "src" / "evbook").rglob("*.py")]
    wrong = [
        f"{path.relative_to(ROOT)}: {fault}"
        for path in sources
        if "node_modules" not in path.parts
        for doi in in_text(_prose(path))
        if "{" not in doi
        for fault in faults(doi)
    ]
    assert wrong == []
