"""LaTeX becomes HTML and MathML while the book is built, so a page needs no script for its mathematics.

KaTeX renders, and what it makes is rewritten with fewer elements (``lighter.mjs``).
One Node process serves a whole build, a line of JSON asked and a line answered.
A formula that KaTeX does not understand is a warning with its place, hence an error of the build.
"""

from __future__ import annotations

import atexit
import json
import subprocess
from functools import cache
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

from evbook.explorer.node import node_program

logger = logging.getLogger(__name__)

HERE = Path(__file__).parent

#: The TeX macros that every page knows; `\ev{…}` sets an EV term apart.
MACROS = {r"\ev": r"\htmlClass{ev-term}{#1}"}


@cache
def _renderer() -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [node_program(), str(HERE / "katex.mjs"), json.dumps(MACROS)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    atexit.register(process.terminate)
    return process


@cache
def render(latex: str, display: bool, *, light: bool = True) -> str:
    """HTML and MathML of a formula, as KaTeX sets it, in two fifths of its elements unless ``light`` is false.

    Raises ``ValueError`` with KaTeX's own message where it does not understand the formula.
    """
    process = _renderer()
    assert process.stdin and process.stdout
    process.stdin.write(json.dumps({"latex": latex, "display": display, "light": light}) + "\n")
    process.stdin.flush()
    line = process.stdout.readline()
    if not line:
        raise ValueError("the KaTeX process has ended; is node_modules installed (make frontend)?")
    answer = json.loads(line)
    if "error" in answer:
        raise ValueError(answer["error"])
    return answer["html"]


def displayed(latex: str, wrap: bool) -> str:
    r"""The formula as KaTeX takes it: several lines in one ``split``, and numbers left to Sphinx.

    ``wrap`` is false for formulae that bring their own environment, such as ``align``.
    """
    if wrap and (r"\\" in latex or "&" in latex) and r"\begin{" not in latex:
        return rf"\begin{{split}}{latex}\end{{split}}"
    for environment in ("align", "equation", "gather", "alignat"):
        latex = latex.replace(rf"\begin{{{environment}}}", rf"\begin{{{environment}*}}")
        latex = latex.replace(rf"\end{{{environment}}}", rf"\end{{{environment}*}}")
    return latex


def _rendered(node: nodes.Element, latex: str, display: bool) -> str:
    try:
        return render(latex, display)
    except ValueError as problem:
        logger.warning("KaTeX cannot set %r: %s", node.astext(), problem, location=node)
        return f"<code>{nodes.Text(latex).astext()}</code>"


def visit_math(translator, node: nodes.math) -> None:
    translator.body.append(f'<span class="math">{_rendered(node, node.astext(), False)}</span>{_held(node)}')
    raise nodes.SkipNode


def _held(node: nodes.math) -> str:
    """A word joiner where a stop or a closing bracket follows, which a browser would put on the next line by itself."""
    after = node.next_node(nodes.Text, descend=False, siblings=True)
    return "&#8288;" if after is not None and after.parent is node.parent and after[:1] in set(".,;:)]?!") else ""


def visit_math_block(translator, node: nodes.math_block) -> None:
    translator.body.append(translator.starttag(node, "div", CLASS="math"))
    latex = displayed(node.astext(), wrap=not node.get("nowrap"))
    translator.body.append(f'<div class="formula">{_rendered(node, latex, True)}</div>')
    if node["number"]:
        number = get_node_equation_number(translator, node)
        translator.body.append(f'<span class="eqno">({number})')
        translator.add_permalink_ref(node, "Link to this equation")
        translator.body.append("</span>")
    translator.body.append("</div>\n")
    raise nodes.SkipNode


def need_node(app: Sphinx) -> None:
    """Say so before the pages are read when they could not be set."""
    if app.builder.format == "html":
        try:
            node_program()
        except FileNotFoundError as absent:
            raise SphinxError(str(absent)) from None


def setup(app: Sphinx) -> None:
    """Make KaTeX the renderer of mathematics in HTML."""
    app.connect("builder-inited", need_node, priority=100)
    app.add_html_math_renderer("katex", (visit_math, None), (visit_math_block, None))
