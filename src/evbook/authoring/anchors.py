"""Anchors that stay: what others link to in a page, however its order and its words change.

The cells of a notebook bear their own ids, so every equation, figure, table and live model has an anchor; an exercise
has that of its number, ``exercise-3``, and a claim, a parameter, a term and a question those of their records.
Headings have anchors of their words; when the words change, the column ``moved_to`` of ``book/anchors.csv`` names the
new anchor, and the old one still leads there.

``python -m evbook.anchors`` adds what is new to ``book/anchors.csv``, where all that are published stand; it needs
the environment of the book.  A test fails when one of them is gone.  Exercises and questions are added at the end, so
that their numbers stay.
"""

from __future__ import annotations

import ast
import csv
import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path

FILE = "anchors.csv"
COLUMNS = ("page", "anchor", "moved_to")


def read(book: Path) -> list[dict[str, str]]:
    """Return the published anchors, a row each: page, anchor, and the anchor it has moved to, if it has.

    A book without the file has published none.
    """
    if not (book / FILE).is_file():
        return []
    with (book / FILE).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cells_of(path: Path) -> list[dict]:
    """Return the cells of a notebook."""
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


def shown(cell: dict) -> bool:
    """Whether a cell shows something that can be linked to: its last line is an expression, and it is not removed."""
    tags = cell["metadata"].get("tags", [])
    if cell["cell_type"] != "code" or not tags or "remove-cell" in tags:
        return False
    return isinstance(ast.parse("".join(cell["source"])).body[-1], ast.Expr)


def of_sources(book: Path) -> set[tuple[str, str]]:
    """Return every anchor that the sources give: pairs of page and anchor."""
    found = {(page, anchor) for page, path in _pages(book) for anchor in _of_page(path)}
    return found | set(_of_data())


def _pages(book: Path) -> Iterable[tuple[str, Path]]:
    import yaml

    contents = (book.parent / "_toc.yml").read_text(encoding="utf-8")
    parts = yaml.safe_load(contents)
    pages = [parts["root"], *(each["file"] for part in parts["parts"] for each in part["chapters"])]
    for page in pages:
        for ending in ("ipynb", "md"):
            if (path := book / f"{page}.{ending}").is_file():
                yield page, path


def _of_page(path: Path) -> Iterable[str]:
    from docutils.nodes import make_id

    cells = cells_of(path) if path.suffix == ".ipynb" else []
    texts = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
    for text in texts or [path.read_text(encoding="utf-8")]:
        plain = re.sub(r"^(`{3,}|:{3,}).*?^\1", "", text, flags=re.MULTILINE | re.DOTALL)
        for heading in re.findall(r"^#{1,3} (.+)$", plain, re.MULTILINE):
            # A heading with a role or mathematics has an anchor that its source does not tell.
            if not re.search(r"[{$`\[]", heading):
                # Straight apostrophes are set as typographic ones, which an id leaves out.
                yield make_id(heading.replace("*", "").replace("'", ""))
        yield from (f"exercise-{number}" for number in re.findall(r"^\*\*Exercise (\d+)\.\*\*", plain, re.MULTILINE))
    yield from (f"cell-{cell['id']}" for cell in cells if shown(cell))


def _of_data() -> Iterable[tuple[str, str]]:
    from evbook.explorer.hosted import live_anchor
    from evbook.ledger import claims, glossary
    from evbook.review import book, quizzes
    from evbook.review.catalogue import declarations

    for row in claims.read().to_dict("records"):
        yield from ((row["chapter"], f"{kind}-{row['id']}") for kind in ("claim", "said"))
    for d in declarations():
        yield "reference/models", f"model-{d.id}"
        yield d.chapter, live_anchor(d.id)
        yield from (("reference/parameters", f"parameter-{d.id}-{p.name}") for p in d.parameters)
    yield from (("reference/glossary", term.anchor) for term in glossary.terms())
    for page in book.CHAPTERS:
        name = page.rpartition("/")[2]
        if name in quizzes.chapters():
            yield from ((page, f"quiz-{name}-{n}") for n, _ in enumerate(quizzes.for_chapter(page), 1))


def update(book: Path) -> int:
    """Add the new anchors to the published ones; return how many were new."""
    rows = {(row["page"], row["anchor"]): row["moved_to"] for row in read(book)} if (book / FILE).is_file() else {}
    new = of_sources(book) - rows.keys()
    rows |= dict.fromkeys(new, "")
    with (book / FILE).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows((*place, moved) for place, moved in sorted(rows.items()))
    return len(new)


if __name__ == "__main__":
    book = Path(sys.argv[1] if len(sys.argv) > 1 else "book")
    print(f"{update(book)} new anchors in {book / FILE}.")
