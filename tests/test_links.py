"""What the sources name is there: files and headings behind links, paths and commands in the documents beside the book.

The links of the built pages, with their anchors, are held in ``tests/site/test_html.py``.
"""

from __future__ import annotations

import json
import os
import posixpath
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest
from chapters import BOOK, ROOT

from evbook.authoring import anchors

DOCUMENTS = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "data/README.md")]
PAGES = sorted(path for path in BOOK.rglob("*") if path.suffix in (".md", ".ipynb"))
#: What a build makes, and what stands for a reader's own.
MADE = ("_build/", ".venv", "_static", "dist/")
GIVEN = anchors.of_sources(BOOK)


def prose(path: Path) -> str:
    """The Markdown of a file without its blocks of code."""
    if path.suffix == ".ipynb":
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        text = "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    else:
        text = path.read_text(encoding="utf-8")
    return re.sub(r"^(`{3,}|~{3,}).*?^\1", "", text, flags=re.MULTILINE | re.DOTALL)


def links(path: Path) -> list[str]:
    """The addresses that a file's links and downloads lead to, those of other hosts left out."""
    text = prose(path)
    found = re.findall(r"\]\(<?([^)\s>]+)>?\)", text) + re.findall(r"\{download\}`[^`]*<([^`>]+)>`", text)
    return [link for link in found if not re.match(r"[a-z]+:", link)]


def leads_nowhere(path: Path, link: str) -> bool:
    target, _, fragment = link.partition("#")
    folder = path.relative_to(ROOT).parent.as_posix()
    place = posixpath.normpath(posixpath.join(folder, target)) if target else path.relative_to(ROOT).as_posix()
    # MyST takes a page by its name too, without the ending.
    there = next((found for end in ("", ".ipynb", ".md") if (found := ROOT / f"{place}{end}").is_file()), None)
    if there is None:
        return not (ROOT / place).is_dir() or bool(fragment)
    if not fragment or fragment.startswith("ev:"):
        return False
    if there.is_relative_to(BOOK):
        return (there.relative_to(BOOK).with_suffix("").as_posix(), fragment) not in GIVEN
    headings = re.findall(r"^#+ (.+)$", prose(there), re.MULTILINE)
    return fragment not in {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_of_a_document_leads_somewhere(path):
    assert [link for link in links(path) if leads_nowhere(path, link)] == []


def test_every_link_between_pages_leads_to_a_page_and_a_place_on_it():
    checked = {path: links(path) for path in PAGES}
    assert sum(map(len, checked.values())) > 50
    astray = [(path.name, link) for path, found in checked.items() for link in found if leads_nowhere(path, link)]
    assert astray == []


def test_a_link_that_leads_nowhere_is_found():
    """Else the tests before this one might hold for want of eyes."""
    page = BOOK / "reference" / "cite.md"
    good = ("../index.md", "glossary", "cite.md", "../../data/README.md#identifiers", "models.md#the-models")
    bad = ("../inde.md", "glossary.md#term-of-nobody", "#no-such-heading", "../../data/README.md#identifer")
    assert [link for link in (*good, *bad) if leads_nowhere(page, link)] == list(bad)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_file_that_a_document_names_is_there(path):
    """A path in a code span, from the root, from the document's folder or from the package or its
    front end; a bare name, anywhere."""
    named = re.findall(r"`([\w.-]+(?:/[\w.-]*)+)`", prose(path))
    package = ROOT / "src" / "evbook"
    places = (ROOT, path.parent, package, package / "explorer" / "frontend" / "src")
    gone = [name for name in named if not name.startswith(MADE) and not any((at / name).exists() for at in places)]
    bare = re.findall(r"`([\w-]+\.(?:md|py|json|csv|toml|cff))`", prose(path))
    assert gone + [name for name in bare if name not in names()] == []


@cache
def names() -> set[str]:
    """The names of all files that are no environment's and were not built."""
    apart = {"node_modules", "_build", ".git", "__pycache__"}
    found: set[str] = set()
    for _, folders, files in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in apart and not name.startswith(".venv")]
        found.update(files)
    return found


def test_every_command_that_a_document_names_is_there():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = [(path.name, text) for path in (*DOCUMENTS, *PAGES) for text in (path.read_text(encoding="utf-8"),)]
    makes = {(name, word) for name, text in named for word in re.findall(r"`make ([a-z-]+)", text)}
    modules = {(name, word) for name, text in named for word in re.findall(r"python -m (evbook[\w.]*\w)", text)}
    assert len(makes) > 8 and len(modules) > 3
    assert [(name, word) for name, word in sorted(makes) if word not in targets] == []
    assert [(name, word) for name, word in sorted(modules) if find_spec(word) is None] == []
