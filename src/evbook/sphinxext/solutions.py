"""The solution of an exercise opens on its answer; the code that computed it lies behind a second disclosure.

A solution is a notebook cell with the tags ``hide-cell`` and ``solution``: myst-nb puts the whole cell into a
``details`` element, with the code before what it gives.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from evbook.sphinxext.disclosures import disclosure, disclosure_summary


class AnswerBeforeCode(SphinxPostTransform):
    """Put the output of a solution first, and its code behind a disclosure of its own."""

    #: After myst-nb (199) has wrapped the hidden cells.
    default_priority = 250
    formats = ("html",)

    def run(self, **_: object) -> None:
        for cell in list(self.document.findall(nodes.container)):
            if "tag_solution" not in cell.get("classes", []):
                continue
            code = [part for part in cell.findall(nodes.container) if part.get("nb_element") == "cell_code_source"]
            for part in code:
                holder = part.parent
                holder.remove(part)
                behind = disclosure(classes=["code-of-solution"])
                behind += disclosure_summary("", "", nodes.Text("Code"))
                behind += part
                holder += behind


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(AnswerBeforeCode)
