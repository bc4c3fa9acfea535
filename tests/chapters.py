"""A chapter's notebook read as its readers and the tests of the contract read it."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import nbformat

from evbook.review import book
from evbook.sphinxext.claims import ids

ROOT = Path(__file__).parents[1]
BOOK = ROOT / "book"


@dataclass(frozen=True)
class Chapter:
    """A notebook that a part of the ledger belongs to; ``name`` is its path in the book, without suffix."""

    name: str

    @cached_property
    def notebook(self):
        return nbformat.read(BOOK / f"{self.name}.ipynb", as_version=4)

    @cached_property
    def prose(self) -> str:
        """All Markdown of the chapter."""
        return "\n\n".join(cell.source for cell in self.notebook.cells if cell.cell_type == "markdown")

    @cached_property
    def code(self) -> list:
        """The cells with code."""
        return [cell for cell in self.notebook.cells if cell.cell_type == "code"]

    def section(self, heading: str) -> str:
        """The Markdown under a heading of the second level, without the heading; empty where there is none."""
        found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", self.prose, re.MULTILINE | re.DOTALL)
        return found[1] if found else ""

    def calls(self, function: str) -> list[ast.Call]:
        """The calls ``chapter.function(…)`` or ``….function(…)`` in the chapter's code."""
        return [
            node
            for cell in self.code
            for node in ast.walk(ast.parse(cell.source))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == function
        ]

    @cached_property
    def claimed(self) -> list[str]:
        """The claims that the text names, in its order."""
        return [claim for text in re.findall(r"\{claim\}`([^`]+)`", self.prose) for claim in ids(text)]

    @cached_property
    def cited(self) -> set[str]:
        """The keys of the bibliography that the text cites."""
        return {
            key.strip() for keys in re.findall(r"\{cite(?::[a-z]+)?\}`([^`]+)`", self.prose) for key in keys.split(",")
        }


def tags(cell) -> list[str]:
    """The tags of a cell."""
    return cell.metadata.get("tags", [])


def chapters() -> list[Chapter]:
    """Every chapter that exists: a notebook in the book for which the ledger has claims."""
    notebooks = sorted(path.relative_to(BOOK).with_suffix("").as_posix() for path in BOOK.rglob("*.ipynb"))
    return [Chapter(name) for name in notebooks if name in book.CHAPTERS]
