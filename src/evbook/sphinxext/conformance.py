"""The accessibility conformance report: each criterion of WCAG 2.2, its result, and how that was found.

```{conformance-summary}
```
```{conformance} A
```
"""

from __future__ import annotations

import re
from collections import Counter
from html import escape

from sphinx.application import Sphinx

from evbook.sphinxext.criteria import AXE, CRITERIA, Criterion
from evbook.sphinxext.evidence import PageOfLinks


class Conformance(PageOfLinks):
    """``{conformance} A``: the criteria of a level."""

    required_arguments = 1

    def html(self) -> str:
        from evbook.drawing.table import Group, table

        level = self.arguments[0]
        of = [one for one in CRITERIA if one.level == level]
        if not of:
            raise self.error(f"WCAG has the levels A and AA in this report, and no criteria of {level!r}.")
        rows = [(f"{one.number} {escape(one.name)}", escape(one.result), _marked(one.found), _how(one)) for one in of]
        headings = ("Criterion", "Conformance", "Remarks", "How it was found")
        return table(f"WCAG 2.2, level {level}: {len(of)} criteria.", headings, [Group(rows)]).html


class Summary(PageOfLinks):
    """``{conformance-summary}``: how many criteria have which result, and those that are not met."""

    def html(self) -> str:
        counts = Counter(one.result for one in CRITERIA)
        said = ", ".join(f"{count} {escape(result.lower())}" for result, count in counts.most_common())
        short = [one for one in CRITERIA if one.result in ("Does Not Support", "Partially Supports")]
        lines = "".join(
            f"<li><strong>{one.number} {escape(one.name)}</strong> ({one.level}, {escape(one.result.lower())}): "
            f"{_marked(one.found)}</li>"
            for one in sorted(short, key=lambda one: one.result)
        )
        return f"<p>Of {len(CRITERIA)} criteria: {said}.</p>\n<ul>{lines}</ul>"


def _how(one: Criterion) -> str:
    """By axe, by tests of ours, or by eye."""
    names = [re.sub(r"_", " ", test.partition("::")[2].removeprefix("test_")) for test in one.tests if test != AXE]
    said = ["axe-core"] * one.axe + [f"test: {escape(name)}" for name in names]
    return "<br>".join(said) or "looked at"


def _marked(text: str) -> str:
    return re.sub(r"\*([^*]+)\*", r"<em>\1</em>", escape(text, quote=False))


def setup(app: Sphinx) -> None:
    """Register the directives."""
    app.add_directive("conformance", Conformance)
    app.add_directive("conformance-summary", Summary)
