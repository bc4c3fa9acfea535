"""The book's questions for a learning platform: Moodle XML, GIFT and QTI 2.1, for a chapter, a course and all.

``python -m evbook.questions FOLDER`` writes them into ``FOLDER``.  There are the quizzes; the exercises as open
questions with their computed solutions; numbers from the models, at settings drawn with ``--seed``; and pictures of
the models.  ``--variants`` says how many numbers a model asks.  With ``--site`` questions lead to the live models of
the site at that address.
"""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from evbook.authoring import notebooks
from evbook.authoring.copies import Copies, standing_alone
from evbook.chapter.quiz import in_prose
from evbook.drawing.words import unit_text
from evbook.model import Model
from evbook.review import catalogue, quizzes
from evbook.review.book import CHAPTERS
from evbook.review.syllabi import SYLLABI
from evbook.teaching import variants
from evbook.teaching.answers import Worked, worked
from evbook.teaching.courses import Facts, facts
from evbook.teaching.gift import gift
from evbook.teaching.items import Answer, Item, Recognised
from evbook.teaching.moodle import moodle
from evbook.teaching.qti import package
from evbook.teaching.questions import Question

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from evbook.authoring.plain_markdown import Plain

#: How many numbers a model asks, and the seed of the site's own files.
VARIANTS, SEED = 2, 1
#: What each file is called after its group, and how it is made of the questions, their title and the group's name.
FORMATS: dict[str, Callable[[list[Item], str, str], str | bytes]] = {
    "moodle.xml": lambda items, title, name: moodle(items),
    "gift.txt": lambda items, title, name: gift(items),
    "qti.zip": package,
}


@dataclass(frozen=True)
class Group:
    """Questions that are given out together: those of a chapter, of a course, or all."""

    name: str
    title: str
    items: tuple[Item, ...]


@dataclass
class Questions:
    """The questions of the book in a folder; ``site`` is the address of the built site, or empty."""

    book: Path
    site: str = ""
    variants: int = VARIANTS
    seed: int = SEED
    _copies: Copies = field(init=False, repr=False)
    _quizzes: dict[str, list[Item]] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._copies = Copies(self.book, site=self.site)
        self.site = self._copies.site

    @cached_property
    def chapters(self) -> dict[str, Group]:
        """The questions of each chapter that is there, by the name of its page."""
        return {page: self.chapter(page) for page in CHAPTERS if page in self._copies.notebooks}

    def notebook(self, page: str) -> NotebookNode:
        """Return the notebook of a page, as it is committed.  Raises KeyError for a page that is none."""
        return notebooks.read(self._copies.notebooks[page])

    def about(self, page: str) -> Facts:
        """Return what the first cell of a chapter says of it."""
        return facts(self.notebook(page).cells[0].source)

    def plain(self, page: str) -> Plain:
        """Return what makes the Markdown of a page plain."""
        return self._copies.plain(page)

    def groups(self) -> list[Group]:
        """Every group there is: all, the courses, the chapters."""
        chapters = self.chapters
        courses = []
        for course in SYLLABI:
            pages = dict.fromkeys(page for session in course.sessions for page in session.pages)
            items = [item for page in pages if page in chapters for item in chapters[page].items]
            courses.append(Group(f"course-{course.id}", course.title, tuple(items)))
        everything = tuple(item for group in chapters.values() for item in group.items)
        return [Group("all", "All questions of the book", everything), *courses, *chapters.values()]

    def write(self, folder: Path) -> list[Path]:
        """Write every group in every format; return the files."""
        folder.mkdir(parents=True, exist_ok=True)
        written = []
        for group in self.groups():
            for form, made in FORMATS.items():
                content = made(list(group.items), group.title, group.name)
                target = folder / f"{group.name}.{form}"
                target.write_bytes(content if isinstance(content, bytes) else content.encode())
                written.append(target)
        return written

    def chapter(self, page: str) -> Group:
        """Return the questions of one chapter, by its page: quiz, exercises, models.

        Raises KeyError for a page that is no notebook of the book.
        """
        title = self.about(page).title
        items = [*self.quiz(page), *self.exercises(page)]
        for declaration in catalogue.declarations():
            if declaration.chapter == page:
                items += self._of_model(declaration)
        return Group(page.rpartition("/")[2], title, tuple(items))

    # ------------------------------------------------------------------ the quiz

    def quiz(self, page: str) -> list[Item]:
        """Return the quiz of a chapter, its numbers worked out once; empty where there is none."""
        name = page.rpartition("/")[2]
        if page not in self._quizzes:
            title = self.about(page).title
            asked = quizzes.for_chapter(page) if name in quizzes.chapters() else ()
            self._quizzes[page] = [
                self._asked(worked(question, catalogue.load), f"quiz-{name}-{n}", f"{title}: question {n}", page)
                for n, question in enumerate(asked, 1)
            ]
        return self._quizzes[page]

    def _asked(self, found: Worked, name: str, title: str, page: str) -> Item:
        asked = found.question

        def html(words: str) -> str:
            return f"<p>{self._leading(in_prose(words, found), page)}</p>"

        folder = ("Quizzes", title.partition(":")[0])
        if isinstance(asked, Question):
            answers = tuple(Answer(html(one.text)[3:-4], html(one.feedback), one.right) for one in asked.choices)
            return Item(name, title, folder, html(asked.text), answers)
        within = asked.tolerance * abs(found.answer)
        slips = tuple(Recognised(v, html(s.feedback)) for v, s in zip(found.slips, asked.slips, strict=True))
        unit = unit_text(asked.unit) if asked.unit != "1" else ""
        alone = f"Give the number alone{f', in {escape(unit)}' if unit else ''}."
        say = f"<p>{alone} Within {asked.tolerance:.0%} is right.</p>"
        return Item(name, title, folder, html(asked.text) + say, value=found.answer, tolerance=within, slips=slips,
                    feedback=html(asked.feedback), hint=html(asked.hint))  # fmt: skip

    def _leading(self, html: str, page: str) -> str:
        """HTML whose links to a place on the page lead to the site, or are words where its address is not known."""
        there = rf'<a href="{re.escape(self.site)}{page}.html\1">' if self.site else ""
        return re.sub(r'<a href="(#[^"]*)">(.*?)</a>', rf"{there}\2{'</a>' if there else ''}", html)

    # ------------------------------------------------------------------ the exercises

    def exercises(self, page: str) -> Iterable[Item]:
        """Yield the exercises of a chapter with the solutions that its committed outputs hold."""
        name, title = page.rpartition("/")[2], self.about(page).title
        plain = self.plain(page)
        asked = ""
        for cell in self.notebook(page).cells:
            found = re.search(r"^\*\*Exercise (\d+)\.\*\*.*", cell.source, re.MULTILINE | re.DOTALL)
            if cell.cell_type == "markdown" and found:
                asked, number = _below_heading(plain.text(found[0])), int(found[1])
            elif asked and "solution" in cell.metadata.get("tags", []):
                said = "\n\n".join(
                    o.data["text/markdown"] for o in cell.outputs if "text/markdown" in o.get("data", {})
                )
                if not said.strip():  # of a chapter that is being written
                    asked = ""
                    continue
                yield Item(f"exercise-{name}-{number}", f"{title}: exercise {number}", ("Exercises", title),
                           html_of(asked), solution=html_of(plain.text(said)))  # fmt: skip
                asked = ""

    # ------------------------------------------------------------------ the models

    def _of_model(self, declaration) -> Iterable[Item]:
        live = f"{self.site}embed/{declaration.id}.html" if self.site else ""
        where = f'<p><a href="{live}">The live model</a> opens in a page of its own.</p>' if live else ""
        yield from variants.numbers(Model(declaration), count=self.variants, seed=self.seed, where=where)
        for item in variants.pictures(declaration):
            yield replace(item, picture=replace(item.picture, svg=standing_alone(item.picture.svg)))


def _below_heading(text: str) -> str:
    """An exercise without what follows it under another heading."""
    return re.split(r"^#+ ", text, maxsplit=1, flags=re.MULTILINE)[0].strip()


def html_of(markdown: str) -> str:
    """Return Markdown as HTML of a question; formulae in dollars stand as ``\\(…\\)``, which platforms typeset.

    Pictures and raw HTML other than disclosures, ``sub`` and ``sup`` are not for questions, and are refused.
    """
    from markdown_it import MarkdownIt

    kept: list[str] = []

    def keep(found: re.Match) -> str:
        display = found[0].startswith("$$")
        inside = escape(found[0].strip("$").strip(), quote=False)
        kept.append(rf"\[{inside}\]" if display else rf"\({inside}\)")
        return f"\0{len(kept) - 1}\0"

    text = re.sub(r"\$\$.+?\$\$|(?<![\\$])\$(?!\s)[^$\n]+?(?<!\s)\$(?!\d)", keep, markdown, flags=re.DOTALL)
    text = re.sub(r"</?(?:details|summary)[^>]*>", "", text).replace("&nbsp;", "\u00a0")
    html = (
        MarkdownIt("commonmark", {"xhtmlOut": True, "html": True}).enable("table").render(text.replace("\0", "\ue000"))
    )
    html = re.sub("\ue000(\\d+)\ue000", lambda found: kept[int(found[1])], html)
    html = re.sub(r"<(/?)h[1-6]>", r"<\1p>", html)
    return re.sub(r'(<t[hd]) style="[^"]*"', r"\1", html).strip()


def main(arguments: list[str] | None = None) -> None:
    """Write the questions' files."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path, help="where the files go")
    parser.add_argument("--book", type=Path, default=Path("book"), help="the folder of the book's pages")
    parser.add_argument(
        "--site", default=os.environ.get("EVBOOK_SITE", ""), help="the address of the site, where known"
    )
    parser.add_argument("--variants", type=int, default=VARIANTS, help=f"numbers a model asks (default {VARIANTS})")
    parser.add_argument("--seed", type=int, default=SEED, help=f"the seed of their settings (default {SEED})")
    chosen = parser.parse_args(arguments)
    found = Questions(chosen.book, chosen.site, chosen.variants, chosen.seed)
    written = found.write(chosen.folder)
    print(f"{chosen.folder}: {len(found.groups()[0].items)} questions in {len(written)} files")


if __name__ == "__main__":
    main()
