"""The book's site, as a Sphinx extension with a theme of its own.

The site asks no other host for anything, needs no script for text, mathematics and pictures, and keeps one
Content-Security-Policy for all its pages.
Each module holds one idea:

``stylesheets``   the style sheets, typefaces and code colours, and which of them a page gets
``mathematics``   LaTeX becomes HTML and MathML while the book is built
``anchors``       what others link to stays where it was
``claims``        which claims of the ledger a sentence covers
``evidence``      the ledger's map, a page's claims and notes, the review's figures
``register``      all models at once: what each stands on, its report card, every number
``glossary``      the terms of the book, and a link to each where a page first uses it
``status``        how fast the book was when it was last measured
``teaching``      what teachers and new readers ask, derived from chapters and models
``question_files``  the book's questions as downloads for learning platforms
``references``    each page lists those it cites, by author and year
``explorers``     live models on a page: the directive, and the scripts such a page loads
``embeds``        a page for each model, with its live figure alone
``conformance``   the accessibility conformance report (``criteria`` holds its data)
``inventory``     what the concept inventory tests, and its files
``handouts``      slides and a worksheet with its key for each chapter
``quizzes``       the script that makes forms of a chapter's questions
``leading``       the point comes first: a chapter's live model under its idea, what proves it closed
``folding``       sections that are gone back to are closed behind a line that says their result
``disclosures``   admonitions that open are ``details`` elements, which need no script
``solutions``     the solution of an exercise opens on its answer, and its code after that
``tables``        a table wider than the page scrolls by itself
``searching``     what can be found, and the index of the search
``navigation``    the contents beside the page and the headings of the page
``running``       how a page is run elsewhere: the wheel, the notebook to download, buttons that open it at a host
``scorm_packages``  live models as packages for learning platforms, made of the site
``citing``        how a page is cited, for catalogues, for readers and as files
``semantics``     what assistive technology is told, where Sphinx tells it wrongly
``policy``        the Content-Security-Policy, and the check that pages keep it
``freshness``     a change of the package executes and renders again what depends on it
``execution``     notebooks are executed on all cores before their pages are read
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from evbook.sphinxext import (
    anchors,
    citing,
    claims,
    conformance,
    disclosures,
    embeds,
    evidence,
    execution,
    explorers,
    folding,
    freshness,
    glossary,
    handouts,
    inventory,
    leading,
    mathematics,
    navigation,
    policy,
    question_files,
    quizzes,
    references,
    register,
    running,
    scorm_packages,
    searching,
    semantics,
    solutions,
    status,
    stylesheets,
    tables,
    teaching,
)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the theme ``evbook`` and everything it rests on."""
    # Jupyter Book sets this for an extension that the book leaves out.
    app.add_config_value("comments_config", {}, "", dict)
    app.add_html_theme("evbook", str(Path(__file__).parent / "theme"))
    for module in (
        freshness, execution, anchors, claims, stylesheets, mathematics, references, explorers, embeds, evidence,
        register, status, teaching, question_files, quizzes, disclosures, solutions, leading, folding, glossary, tables,
        navigation, running, citing, semantics, searching, policy, scorm_packages, handouts,
        inventory, conformance,
    ):  # fmt: skip
        module.setup(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
