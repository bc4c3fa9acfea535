"""The leading model of each chapter as a SCORM 1.2 package to download.

```{scorm-packages}
```

Packages are made of the site itself when it is built, and again only when a model's page may have changed; no page
loads them.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

from sphinx.application import Sphinx

from evbook.sphinxext import embeds
from evbook.sphinxext.evidence import PageOfLinks

FOLDER = "scorm"
#: The page that lists them; a build without it needs none.
PAGE = "reference/for-instructors"


class ScormPackages(PageOfLinks):
    """``{scorm-packages}``: a row a package, with its task."""

    def html(self) -> str:
        from evbook.drawing.table import Group, table
        from evbook.review import catalogue
        from evbook.review.book import LEADS
        from evbook.teaching.scorm import task_of

        address = self.address()
        models = [catalogue.declaration(model) for model in LEADS.values()]
        tasks = [task_of(model) for model in models if embeds.has_page(self.env.app, model)]
        here = self.env.app.builder.get_relative_uri(self.env.docname, "x").removesuffix("x.html")
        rows = [
            (f'<a href="{escape(address(task.model.chapter))}">{escape(task.model.title)}</a>', escape(task.words),
             f'<a href="{here}{FOLDER}/{task.name}.zip" download>Package'
             f'<span class="visually-hidden"> of {escape(task.title)}</span></a>')
            for task in tasks
        ]  # fmt: skip
        return table("Live models as SCORM 1.2 packages.", ("Model", "Task", "File"), [Group(rows)]).html


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write the packages of the models whose pages are there."""
    if exception or app.builder.format != "html" or PAGE not in app.env.found_docs:
        return
    from evbook.authoring import scorm_packages

    site, stamp = Path(app.outdir), Path(app.doctreedir) / "evbook-scorm.txt"
    given = scorm_packages.tasks(site)
    state = f"{embeds.state_of(app)} {app.config.evbook_site_digest} {' '.join(task.name for task in given)}"
    made = all((site / FOLDER / f"{task.name}.zip").is_file() for task in given)
    if not (made and stamp.is_file() and stamp.read_text(encoding="utf-8") == state):
        scorm_packages.write(site, site / FOLDER, given)
        stamp.write_text(state, encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Register the directive; the packages are made when all pages are written and swept."""
    app.add_directive("scorm-packages", ScormPackages)
    app.connect("build-finished", write, priority=900)
