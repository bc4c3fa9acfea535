"""Readers' copies of the notebooks: plain Markdown, folded code and stills, for any program that opens notebooks.

``python -m evbook.copies FOLDER`` writes a copy of every notebook of the book into ``FOLDER``, in the folders of the
book.  Claims are small links to their rows on the site, and stand in words at the end; citations say author and year,
and lead to a list with links; terms, directives and downloads are words and links.  Inputs that only show a part of
the page are folded, and a solution is closed.  With ``--site`` pages lead to the site at that address, without it to
their copies.

A figure that was executed has a still, as an image and as SVG, in place of its HTML, which most viewers would not draw.
"""

from __future__ import annotations

import argparse
import base64
import copy
import os
import re
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from evbook.authoring import bibliography, notebooks
from evbook.authoring.plain_markdown import Book, Plain, coloured

if TYPE_CHECKING:
    from nbformat import NotebookNode

#: What a copy's kernel is called.
METADATA = {**notebooks.METADATA, "kernelspec": {**notebooks.METADATA["kernelspec"], "display_name": "Python 3"}}
#: Cells with one of these show what they give, and their code only to those who ask for it.
FOLDED = {"remove-input", "hide-input", "hide-cell", "remove-cell"}
#: Cells with one of these are closed altogether.
CLOSED = {"hide-cell", "remove-cell"}
SVG, HTML = "image/svg+xml", "text/html"
#: Outputs that may hold formulae.
FORMULAE = ("text/markdown", "text/latex")


class Copies:
    """The readers' copies of the notebooks in a folder of the book.

    Parameters
    ----------
    book
        The folder of the pages, beside ``_toc.yml`` when there is one.
    site
        The address of the built site, ending in a slash; empty where it is not known.
    """

    def __init__(self, book: Path, *, site: str = ""):
        self.folder = book
        self.site = site.rstrip("/") + "/" if site else ""

    @cached_property
    def notebooks(self) -> dict[str, Path]:
        """The notebooks by the names of their pages."""
        return {name: path for name, path in self._pages.items() if path.suffix == ".ipynb"}

    @cached_property
    def _pages(self) -> dict[str, Path]:
        pages = [path for kind in ("*.md", "*.ipynb") for path in sorted(self.folder.rglob(kind))]
        kept = [path for path in pages if not any(part.startswith((".", "_")) for part in path.parts[-3:])]
        return {path.relative_to(self.folder).with_suffix("").as_posix(): path for path in kept}

    @cached_property
    def _book(self) -> Book:
        titles = {name: notebooks.title_of(path) for name, path in self._pages.items()}
        return Book(titles, frozenset(self.notebooks), self.site)

    @cached_property
    def _sources(self):
        path = self.folder / "references.bib"
        return bibliography.read(path) if path.is_file() else ({}, {})

    def of(self, page: str, executed: NotebookNode | None = None) -> NotebookNode:
        """Return the copy of a page's notebook, with the outputs of ``executed`` where that is given.

        Raises KeyError for a page, a source or a claim that there is not, and ValueError for a role or a directive
        that a copy cannot say.
        """
        source = notebooks.read(self.notebooks[page])
        if executed is not None:
            for cell, run in zip(source.cells, executed.cells, strict=True):
                if cell.cell_type == "code":
                    cell.outputs, cell.execution_count = copy.deepcopy(run.outputs), 1
        plain = self.plain(page)
        for cell in source.cells:
            if cell.cell_type == "markdown":
                # the list of sources is written when all have been cited
                cell.source = cell.source if "{bibliography}" in cell.source else plain.text(cell.source)
        for cell in source.cells:
            if cell.cell_type == "markdown" and "{bibliography}" in cell.source:
                cell.source = plain.text(cell.source)
            elif cell.cell_type == "code":
                self._folded(cell, page)
        if plain.claims:
            source.cells.append(_claims_said(plain.claims))
        listed = any("{bibliography}" in cell.source for cell in notebooks.read(self.notebooks[page]).cells)
        if plain.citations.cited and not listed:
            source.cells.append(_words(f"## References\n\n{plain.citations.listed()}", "references"))
        source.metadata = type(source.metadata)(copy.deepcopy(METADATA))
        return source

    def plain(self, page: str) -> Plain:
        """Return what makes the Markdown of a page plain, with nothing cited or claimed yet."""
        return Plain(page, self._book, bibliography.Citations(*self._sources), _claims)

    def _folded(self, cell: NotebookNode, page: str) -> None:
        tags = set(cell.metadata.get("tags", []))
        cell.metadata.pop("mystnb", None)
        if tags & FOLDED:
            cell.metadata["jupyter"] = {"source_hidden": True}
            # nbconvert and nbviewer go by a mark of their own
            cell.metadata["transient"] = {"remove_source": True}
            if tags & CLOSED:
                cell.metadata["jupyter"]["outputs_hidden"] = True
        for output in cell.outputs:
            if "data" in output:
                data = {kind: content for kind, content in output.data.items() if not kind.endswith("widget-view+json")}
                if SVG in data:
                    drawn = standing_alone(data[SVG])
                    data = {**data, SVG: drawn, HTML: _picture(drawn, data.get("text/plain", ""))}
                elif HTML in data:
                    data[HTML] = self._reachable(data[HTML], page)
                data |= {kind: coloured(data[kind]) for kind in FORMULAE if kind in data}
                output.data = type(output.data)(data)

    def _reachable(self, html: str, page: str) -> str:
        """HTML whose links within the site lead to the site, or are words where its address is not known."""

        def reach(found: re.Match) -> str:
            target, words = found[2], found[4]
            if re.match(r"[a-z]+:", target):
                return found[0]
            if not self.site:
                return words
            where = f"{page}.html{target}" if target.startswith("#") else os.path.normpath(f"{page}/../{target}")
            return f'<a{found[1]}href="{self.site}{where}"{found[3]}>{words}</a>'

        return re.sub(r"<a( (?:[^>]* )?)href=\"([^\"]*)\"([^>]*)>(.*?)</a>", reach, html, flags=re.DOTALL)

    def write(self, folder: Path, *, first: str = "") -> list[Path]:
        """Write a copy of every notebook into ``folder``, with a first cell of code when one is given."""
        written = []
        for page in self.notebooks:
            target = folder / f"{page}.ipynb"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text_of(self.of(page), first), encoding="utf-8", newline="\n")
            written.append(target)
        return written


def text_of(notebook: NotebookNode, first: str = "") -> str:
    """Return the file's text of a copy, with one more cell of code at its head when one is given."""
    import nbformat

    if first:
        notebook = copy.copy(notebook)
        notebook.cells = [nbformat.v4.new_code_cell(first, id="install-evbook"), *notebook.cells]
    return nbformat.writes(notebook) + "\n"


def standing_alone(svg: str) -> str:
    """Return a drawing that needs no style sheet: each colour as it is on white paper, and a size in pixels."""
    plain, before = svg, ""
    while plain != before:  # a fallback may hold another variable
        before, plain = plain, re.sub(r"var\(--[\w-]+,\s*((?:[^()]|\([^()]*\))*)\)", r"\1", plain)
    head, _, rest = plain.partition(">")
    box = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', head)
    if box and not re.search(r'\swidth="', head):
        head = f'{head} width="{box[1]}" height="{box[2]}"'
    return f"{head}>{rest}"


def _picture(svg: str, words: str) -> str:
    """A still as an image: in a notebook that it does not trust, as one that was downloaded, Jupyter shows no SVG."""
    coded = base64.b64encode(svg.encode()).decode()
    return f'<img alt="{escape(words, quote=True)}" src="data:image/svg+xml;base64,{coded}" style="max-width: 100%">'


def _claims(text: str) -> list[str]:
    """The claims that a role names: ``immune-escape-09 10`` is two of one section."""
    from evbook.ledger.claims import named

    return named(text)


def _claims_said(claims: dict[str, None]) -> NotebookNode:
    """The claims of a page in words, closed until they are opened."""
    from evbook.ledger import claims as ledger

    rows = ledger.read().set_index("id")
    lines = []
    for claim in claims:
        row = rows.loc[claim]
        sources = "; ".join(_source(label, address) for label, address in ledger.links(row["references"]))
        lines.append(f"- **{claim}.** {row['claim']}" + (f" ({sources})" if sources else ""))
    said = (
        "The small numbers in the text are statements of the review, each in our words with the sources that it cites."
    )
    return _words(
        f"## Claims\n\n{said}\n\n<details><summary>{len(lines)} claims</summary>\n\n"
        + "\n".join(lines)
        + "\n\n</details>",
        "claims-of-this-page",
    )


def _source(label: str, address: str) -> str:
    words = re.sub(r"([\[\]])", r"\\\1", label)
    return f"[{words}]({address})" if address else words


def _words(text: str, name: str) -> NotebookNode:
    import nbformat

    return nbformat.v4.new_markdown_cell(text, id=name)


def main(arguments: list[str] | None = None) -> None:
    """Write the readers' copies."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path, help="where the copies go")
    parser.add_argument("--book", type=Path, default=Path("book"), help="the folder of the book's pages")
    parser.add_argument(
        "--site", default=os.environ.get("EVBOOK_SITE", ""), help="the address of the site, where known"
    )
    chosen = parser.parse_args(arguments)
    written = Copies(chosen.book, site=chosen.site).write(chosen.folder)
    print(f"{chosen.folder}: {len(written)} notebooks to read and run anywhere")


if __name__ == "__main__":
    main()
