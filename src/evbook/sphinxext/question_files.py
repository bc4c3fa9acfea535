"""The book's questions as downloads: Moodle XML, GIFT and QTI, for each chapter, each course, and all.

```{question-files}
```

The files are made anew only when the package, its data or a notebook has changed; no page loads them.
"""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.application import Sphinx

from evbook.sphinxext import freshness
from evbook.sphinxext.evidence import PageOfLinks

if TYPE_CHECKING:
    from evbook.authoring.question_files import Questions

FOLDER = "questions"
#: What each format is called, and what reads it.
TITLES = {"moodle.xml": "Moodle XML", "gift.txt": "GIFT", "qti.zip": "QTI 2.1"}


def questions(app: Sphinx) -> Questions:
    """The book's questions, worked out once a build."""
    from evbook.authoring.question_files import Questions

    if not hasattr(app, "evbook_questions"):
        app.evbook_questions = Questions(Path(app.srcdir), app.config.html_baseurl)
    return app.evbook_questions


def written(app: Sphinx) -> dict[str, dict]:
    """Make the files unless those there are of the same sources; return what they hold: title and count by name."""
    folder = Path(app.outdir) / FOLDER
    stamp = Path(app.doctreedir) / "evbook-questions.json"
    sources = freshness.digest(Path(app.srcdir).rglob("*.ipynb"))
    state = " ".join((app.config.evbook_package_digest, sources, app.config.html_baseurl))
    try:
        kept = json.loads(stamp.read_text(encoding="utf-8"))
        if kept["state"] == state and all((folder / name).is_file() for name in kept["files"]):
            return kept["groups"]
    except (OSError, ValueError, KeyError, TypeError):  # none yet, or not one of ours: they are made anew
        pass
    made = questions(app)
    files = [path.name for path in made.write(folder)]
    groups = {group.name: {"title": group.title, "count": len(group.items)} for group in made.groups()}
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(json.dumps({"state": state, "files": files, "groups": groups}), encoding="utf-8")
    return groups


class QuestionFiles(PageOfLinks):
    """``{question-files}``: a row a group of questions, with a link a format."""

    def html(self) -> str:
        from evbook.drawing.table import Group, table

        groups = written(self.env.app)
        files = self.env.app.builder.get_relative_uri(self.env.docname, "x").removesuffix("x.html") + FOLDER

        def links(name: str, title: str) -> str:
            return ", ".join(
                f'<a href="{files}/{name}.{form}" download>{words}'
                f'<span class="visually-hidden"> of {escape(title)}</span></a>'
                for form, words in TITLES.items()
            )

        courses = [name for name in groups if name.startswith("course-")]
        rows = {
            name: (escape(one["title"]), str(one["count"]), links(name, one["title"])) for name, one in groups.items()
        }
        return table(
            f"Questions for a learning platform, {groups['all']['count']} in all.",
            ("Questions of", "How many", "Files"),
            [Group([rows["all"]]), Group([rows[name] for name in courses], "Courses"),
             Group([row for name, row in rows.items() if name not in ("all", *courses)], "Chapters")],
        ).html  # fmt: skip


def renew(app: Sphinx, exception: Exception | None) -> None:
    """Bring the files up to date where a notebook has changed and the page that lists them has not."""
    if exception is None and (Path(app.outdir) / FOLDER).is_dir():
        written(app)


def setup(app: Sphinx) -> None:
    """Register the directive, and look again at the end of a build."""
    app.add_directive("question-files", QuestionFiles)
    app.connect("build-finished", renew)
