"""Live models as SCORM 1.2 packages, made of the built site.

``python -m evbook.scorm FOLDER immune-escape`` writes the package of a model's first challenge into ``FOLDER``;
``--challenge`` names another, ``--predict`` asks for a prediction of a measure instead, and ``--draw`` for a curve that
is drawn before the model's is shown.  Without a model there is a package for the leading model of every chapter.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from evbook.review import catalogue
from evbook.review.book import LEADS
from evbook.teaching.scorm import Task, package, task_of


def tasks(site: Path) -> list[Task]:
    """Return the task of each chapter's leading model that has a page of its own in the site."""
    models = [catalogue.declaration(model) for model in LEADS.values()]
    return [task_of(model) for model in models if (site / "embed" / f"{model.id}.html").is_file()]


def write(site: Path, folder: Path, given: list[Task]) -> list[Path]:
    """Write a package for each task into ``folder``; return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for task in given:
        target = folder / f"{task.name}.zip"
        target.write_bytes(package(site, task))
        written.append(target)
    return written


def main(arguments: list[str] | None = None) -> None:
    """Write packages."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path, help="where the packages go")
    parser.add_argument("model", nargs="?", help="the model; without it, the leading model of every chapter")
    parser.add_argument("--challenge", default="", help="a challenge of the model")
    parser.add_argument("--predict", default="", help="a measure of the model that is to be predicted")
    parser.add_argument("--draw", action="store_true", help="a curve is to be drawn before it is shown")
    parser.add_argument("--site", type=Path, default=Path("_build/html"), help="the built site")
    chosen = parser.parse_args(arguments)
    if chosen.model:
        model = catalogue.declaration(chosen.model)
        asked = chosen.challenge or chosen.predict or chosen.draw
        given = [Task(model, chosen.challenge, chosen.predict, chosen.draw) if asked else task_of(model)]
    else:
        given = tasks(chosen.site)
    for path in write(chosen.site, chosen.folder, given):
        print(path)


if __name__ == "__main__":
    main()
