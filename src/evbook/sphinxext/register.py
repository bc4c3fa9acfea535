"""All models of the book on a page: what each stands on, its report card, and every number, to be searched.

```{models-table}
```
```{report-cards}
```
```{models-summary} bases
```
```{all-parameters}
```
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.util.osutil import relative_uri

from evbook.sphinxext import embeds
from evbook.sphinxext.evidence import PageOfLinks
from evbook.sphinxext.explorers import copied

SCRIPT = "evbook-filter.js"


class ModelsTable(PageOfLinks):
    """``{models-table}``: a row a model, each leading to the live model where its chapter is written."""

    def html(self) -> str:
        from evbook.chapter import register
        from evbook.review.catalogue import declaration, declarations

        env = self.env

        def picture(model: str) -> str:
            known = embeds.has_page(env.app, declaration(model))
            return relative_uri(env.app.builder.get_target_uri(env.docname), embeds.sketch_of(model)) if known else ""

        table = register.models_table(self.address(), self.title, picture).html
        return _filtered("models", len(declarations()), table)


class ReportCards(PageOfLinks):
    """``{report-cards}``: the report card of every model."""

    def html(self) -> str:
        from evbook.chapter import register

        return register.report_cards().html


class ModelsSummary(PageOfLinks):
    """``{models-summary}`` of ``bases``, ``benchmarks``, ``by-model``, ``cure``, ``engines``, ``grades`` and so on."""

    required_arguments = 1

    def html(self) -> str:
        from evbook.chapter import cure, register

        kinds = {
            "bases": register.bases_summary,
            "benchmarks": register.benchmarks_summary,
            "by-model": register.benchmarks_by_model,
            "cure": cure.cure_table,
            "engines": register.engines_summary,
            "grades": register.grades_summary,
            "papers": register.papers_read,
            "readers": register.read_by_whom,
            "grades-by-model": register.grades_by_model,
        }
        if self.arguments[0] not in kinds:
            raise self.error(f"There is no summary {self.arguments[0]!r}; there are {', '.join(kinds)}.")
        return kinds[self.arguments[0]]().html


class AllParameters(PageOfLinks):
    """``{all-parameters}``: how many numbers there are of which grade, and each of them."""

    def html(self) -> str:
        from evbook.chapter import register
        from evbook.review.catalogue import declarations

        summary, table = register.grades_summary().html, register.all_parameters().html
        return f"{summary}\n{_filtered('parameters', sum(len(d.parameters) for d in declarations()), table)}"


def _filtered(noun: str, rows: int, table: str) -> str:
    """Tables of so many rows under a field that hides those without the words typed."""
    return (
        f'<div class="evbook-filtered" data-noun="{noun}"><p class="evbook-filter" hidden><label>Search the {noun} '
        '<input type="search" autocomplete="off" spellcheck="false"></label> '
        f"<output>{rows} of {rows} {noun}</output></p>{table}</div>"
    )


def extend_context(app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: object) -> None:
    """Give the templates the script of the search field, if the page holds a table for it."""
    if 'class="evbook-filtered"' in (context.get("body") or ""):
        context["explorer_scripts"] = [*context.get("explorer_scripts", []), copied(Path(app.outdir), SCRIPT)]


def setup(app: Sphinx) -> None:
    """Register the directives, and the script behind those of explorers."""
    app.add_directive("models-table", ModelsTable)
    app.add_directive("report-cards", ReportCards)
    app.add_directive("models-summary", ModelsSummary)
    app.add_directive("all-parameters", AllParameters)
    app.connect("html-page-context", extend_context, priority=610)
