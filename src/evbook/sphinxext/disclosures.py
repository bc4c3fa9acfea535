"""Admonitions of class ``dropdown`` become ``details`` elements: they open without a script, and print open.

Hidden solutions are written so::

    ```{admonition} Solution to exercise 1
    :class: dropdown
    …
    ```
"""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform


class disclosure(nodes.Element):
    """A part that is closed until the reader opens it."""


class disclosure_summary(nodes.TextElement):
    """The line that stands for it while it is closed."""


class OpenWithoutScript(SphinxPostTransform):
    """Replace admonitions of class ``dropdown``."""

    default_priority = 300
    formats = ("html",)

    def run(self, **_: object) -> None:
        for admonition in list(self.document.findall(nodes.admonition)):
            if "dropdown" not in admonition["classes"]:
                continue
            title, *content = admonition.children
            classes = [name for name in admonition["classes"] if name != "dropdown"]
            part = disclosure(classes=classes, ids=admonition["ids"])
            part += disclosure_summary("", "", *title.children)
            part += content
            admonition.parent.replace(admonition, part)


def _open(tag: str):
    def visit(translator, node: nodes.Element) -> None:
        translator.body.append(translator.starttag(node, tag, CLASS="disclosure" if tag == "details" else ""))

    return visit


def _close(tag: str):
    def depart(translator, node: nodes.Element) -> None:
        translator.body.append(f"</{tag}>\n")

    return depart


def setup(app: Sphinx) -> None:
    """Register the two nodes and the transform that makes them."""
    app.add_node(disclosure, html=(_open("details"), _close("details")))
    app.add_node(disclosure_summary, html=(_open("summary"), _close("summary")))
    app.add_post_transform(OpenWithoutScript)
