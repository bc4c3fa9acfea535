"""Begin a chapter: a notebook with every part that a chapter has, for models that exist.

``python -m evbook.new_chapter junction-leak book/microenvironment/my-chapter.ipynb`` writes it; what only its author
can say is marked with an ellipsis and says what belongs there.  For a page that the ledger, the quizzes or the
glossary know already, its evidence, questions and key terms are in it; for another, the place says how they get there.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from evbook.declaration import Declaration

_UNCOMPARED = "nbval-ignore-output"
_SOLUTION = {
    "tags": ["hide-cell", "solution"],
    "jupyter": {"outputs_hidden": True, "source_hidden": True},
    "mystnb": {"code_prompt_show": "Solution", "code_prompt_hide": "Solution"},
}


def notebook(declaration: Declaration, page: str) -> NotebookNode:
    """Return a chapter on one model for the page ``page`` (its path in the book, without suffix)."""
    from nbformat import v4

    from evbook.authoring.notebooks import normalised

    name = page.rpartition("/")[2]
    cells = []
    for n, (kind, source, metadata) in enumerate(_parts(declaration, page), 1):
        make = v4.new_markdown_cell if kind == "text" else v4.new_code_cell
        cells.append(make(source, id=f"{name}-{n:02}", metadata=metadata))
    return normalised(v4.new_notebook(cells=cells))


def _parts(d: Declaration, page: str) -> list[tuple[str, str, dict]]:
    from evbook.ledger import glossary
    from evbook.review import book, quizzes

    shown = {"tags": ["remove-input"]}
    drawn = {"tags": [_UNCOMPARED, "remove-input"]}
    scenarios = "\n".join(f"- *{scenario.title}*: {scenario.meaning}" for scenario in d.scenarios)
    outcome = d.measures[0].name
    in_ledger = page in book.CHAPTERS
    asked = page.rpartition("/")[2] in quizzes.chapters()
    has_terms = any(page in term.chapters for term in glossary.terms())
    parts = [
        ("text", f"# {d.title}\n\n{{.idea}}\n*{d.idea}*\n\n**Objectives.** After this chapter you can\n\n"
                 "- … (what a reader can say afterwards);\n- … (what a reader can work out);\n- … (what a reader can judge).\n\n"
                 "**Prerequisites.** … (what a reader must know).\n\n**Time.** About … minutes to read; as long again with "
                 "the live model and the exercises.", {}),
        ("text", "## The story\n\n… (Give it a title of its own, and cover each claim of this page in the ledger: behind a "
                 "sentence stands its claim role, and the source is cited.)", {}),
        ("text", "## The evidence\n\nEverything the review says here, a row a statement, with its source."
                 + ("" if in_ledger else "\n\n… (name this page in the rows of data/claims.csv, and put "
                    "`chapter.evidence_summary(page)` and `chapter.evidence(page)` below)"), {}),
        ("code", f'import evbook\nfrom evbook import chapter\n\npage = "{page}"\nmodel = evbook.load("{d.id}")', {}),
        *([("code", "chapter.evidence_summary(page)", shown), ("code", "chapter.evidence(page)", drawn)] if in_ledger else []),
        ("text", f"## The model\n\n### What is published\n\n{d.base.what}", {}),
        ("code", "chapter.equations(model, ev=False)", shown),
        ("text", "### What we add\n\n… (each vesicle term in a sentence)", {}),
        *([("code", "chapter.diagram(model)", drawn)] if d.states else []),
        ("code", "chapter.equations(model)", shown),
        ("code", "chapter.parameter_table(model)", shown),
        ("text", "## Does it hold?", {}),
        ("code", "chapter.benchmark_table(model)", shown),
        ("code", "chapter.report_card(model)", drawn),
        ("text", "## Explore", {}),
        ("code", "model.explore()", {"tags": ["explorer", _UNCOMPARED, "remove-input"]}),
        ("text", f"{scenarios}\n\nSay what you expect before you look.\n\n**1.** … (a question)", {}),
        ("text", "## Vesicle budget", {}),
        ("code", "chapter.budget_table(model)", shown),
        ("text", "## What matters", {}),
        ("code", f'chapter.what_matters(model, "{outcome}")', drawn),
        ("text", "## Challenge\n\n… (what is to be reached)", {}),
        *([("code", "chapter.challenges(model)", drawn)] if d.challenges else []),
        ("text", "## What it leaves out\n\n… (limits)\n\n*Contrary evidence.* … (what speaks against it)", {}),
        *([("text", "### Reading notes\n\nWhere a source and the review differ:", {}), ("code", "chapter.reading_notes(page)", drawn),
           ("text", "### Since 2019", {}), ("code", "chapter.since_2019(page)", drawn)] if in_ledger else []),
        ("text", "## Exercises\n\n**Exercise 1.** … (a question whose answer is a number)", {}),
        ("code", f'found = model.measures()\nchapter.solution(f"""\n    {{found["{outcome}"]:.3g}}; … (why).\n""")', _SOLUTION),
        ("text", "### Quiz" + ("" if asked else "\n\n… (five questions in src/evbook/review/quizzes/, and `chapter.quiz(page)` here)"), {}),
        *([("code", "chapter.quiz(page)", drawn)] if asked else []),
        ("text", "## Key terms" + ("" if has_terms else "\n\n… (name this page in the rows of data/glossary.csv, and put "
                                   "`chapter.key_terms(page)` here)"), {}),
        *([("code", "chapter.key_terms(page)", drawn)] if has_terms else []),
        ("text", "## References\n\n```{bibliography}\n:filter: docname in docnames\n```", {}),
        ("code", "chapter.stamp(model)", drawn),
    ]  # fmt: skip
    return parts


def main(arguments: list[str] | None = None) -> None:
    """Write the notebook; a file that exists is left alone."""
    from evbook.authoring.notebooks import text_of
    from evbook.review.catalogue import declaration

    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("model", help="id of a model, such as junction-leak")
    parser.add_argument("file", type=Path, help="the notebook to write, below book/")
    chosen = parser.parse_args(arguments)
    if chosen.file.exists():
        parser.error(f"{chosen.file} exists, and is left as it is.")
    page = "/".join(chosen.file.with_suffix("").parts[-2:])
    chosen.file.parent.mkdir(parents=True, exist_ok=True)
    chosen.file.write_text(text_of(notebook(declaration(chosen.model), page)), encoding="utf-8")
    print(f"{chosen.file}: begun; execute it with python -m evbook.notebooks {chosen.file}")


if __name__ == "__main__":
    main()
