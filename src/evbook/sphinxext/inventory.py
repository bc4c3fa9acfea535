"""The concept inventory: what each item tests, and both forms as files.

```{concept-inventory}
```
```{inventory-files}
```

The items themselves stand in the files and not on the page, where learners would meet them before they are asked.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

from sphinx.application import Sphinx

from evbook.sphinxext.evidence import PageOfLinks
from evbook.sphinxext.question_files import FOLDER, TITLES


class ConceptInventory(PageOfLinks):
    """``{concept-inventory}``: a row a concept."""

    def html(self) -> str:
        from evbook.drawing.table import Group, table
        from evbook.review.inventory import CONCEPTS

        address = self.address()
        rows = []
        for concept in CONCEPTS:
            there = address(concept.page)
            name = concept.page.rpartition("/")[2].replace("-", " ")
            link = f'<a href="{escape(there)}#quiz">{escape(name)}</a>' if there else escape(name)
            rows.append((escape(concept.tests), escape(concept.misconception), link))
        headings = ("What the item tests", "The misconception", "Named in the quiz of")
        return table(f"The {len(CONCEPTS)} items of each form.", headings, [Group(rows)]).html


class InventoryFiles(PageOfLinks):
    """``{inventory-files}``: links to both forms in every format."""

    def html(self) -> str:
        write(Path(self.env.app.outdir) / FOLDER)
        here = self.env.app.builder.get_relative_uri(self.env.docname, "x").removesuffix("x.html") + FOLDER
        lines = []
        for form in ("a", "b"):
            links = ", ".join(
                f'<a href="{here}/inventory-{form}.{ending}" download>{words}'
                f'<span class="visually-hidden"> of form {form.upper()}</span></a>'
                for ending, words in TITLES.items()
            )
            lines.append(f"<li>Form {form.upper()}: {links}</li>")
        return f"<ul>{''.join(lines)}</ul>"


def write(folder: Path) -> None:
    """Write both forms in every format into ``folder``."""
    from evbook.authoring.question_files import FORMATS
    from evbook.review.inventory import CONCEPTS
    from evbook.teaching.inventory import items

    folder.mkdir(parents=True, exist_ok=True)
    for form in ("a", "b"):
        for ending, made in FORMATS.items():
            content = made(items(CONCEPTS, form), f"Concept inventory, form {form.upper()}", f"inventory-{form}")
            text = content if isinstance(content, bytes) else content.encode()
            (folder / f"inventory-{form}.{ending}").write_bytes(text)


def setup(app: Sphinx) -> None:
    """Register the directives."""
    app.add_directive("concept-inventory", ConceptInventory)
    app.add_directive("inventory-files", InventoryFiles)
