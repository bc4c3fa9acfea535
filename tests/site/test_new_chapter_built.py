"""The template of a chapter, built as a page of a book of its own with the book's configuration."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path

import nbformat
import pytest
from live import Live
from visits import ROOT, served, visit

from evbook.authoring import new_chapter
from evbook.review import quizzes
from evbook.review.catalogue import declaration

#: A page that the ledger, the quizzes and the glossary know, so that the template is whole.
PAGE, MODEL = "microenvironment/immune-escape", "immune-escape"
#: What only the author can say is left open, and says what belongs there.
OPEN = re.compile(r"… \([^)]*\)")


@pytest.fixture(scope="module")
def source(tmp_path_factory) -> Path:
    """The notebook, begun by the command, in a folder with nothing else of the book but its bibliography."""
    book = tmp_path_factory.mktemp("template") / "book"
    new_chapter.main([MODEL, str(book / f"{PAGE}.ipynb")])
    shutil.copy(ROOT / "book" / "references.bib", book)
    (book / "index.md").write_text(f"# A book of one chapter\n\n{{doc}}`{PAGE}`\n", encoding="utf-8")
    contents = f"format: jb-book\nroot: index\nchapters:\n  - file: {PAGE}\n"
    (book.parent / "_toc.yml").write_text(contents, encoding="utf-8")
    return book / f"{PAGE}.ipynb"


@pytest.fixture(scope="module")
def built(source) -> Path:
    """The site, built as `make book` builds the book: a warning is an error."""
    home = source.parents[2]
    program = Path(sys.executable).with_name("jupyter-book")
    command = [program, "build", home / "book", "--config", ROOT / "_config.yml", "--toc", home / "_toc.yml",
               "--path-output", home, "-W", "-n", "--keep-going"]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, cwd=home)
    assert done.returncode == 0, done.stdout + done.stderr
    return home / "_build" / "html"


@pytest.fixture(scope="module")
def html(built) -> str:
    return (built / f"{PAGE}.html").read_text(encoding="utf-8")


def test_the_page_has_the_title_the_parts_and_how_it_is_cited(html):
    d = declaration(MODEL)
    assert re.search(r"<h1>(.*?)<a class=\"headerlink\"", html)[1] == d.title
    assert f'<meta name="citation_title" content="{d.title}">' in html
    assert "@incollection{" in html or "@inbook{" in html
    figures = re.findall(r'<figure [^>]*class="evbook-explorer"[^>]*data-model="immune-escape"[^>]*>', html)
    assert ["data-compact" in figure for figure in figures] == [True, False]
    quiz = html.partition('<div class="evbook-quiz">')[2]
    numbers = [str(n) for n, _ in enumerate(quizzes.for_chapter(PAGE), 1)]
    assert re.findall(r"<strong>Question (\d+)\.</strong>", quiz) == numbers


def test_what_is_left_open_is_what_the_notebook_leaves_open_and_no_markup_is_seen(html, source):
    left = {place for cell in nbformat.read(source, as_version=4).cells for place in OPEN.findall(cell.source)}
    main = re.search(r"<main.*?</main>", html, re.DOTALL)[0]
    assert set(OPEN.findall(unescape(re.sub(r"<[^>]+>", "", main)))) == left
    assert len(left) > 5
    words = re.sub(r"<(script|style|details)\b.*?</\1>|<[^>]+>", " ", main, flags=re.DOTALL)
    assert not re.findall(r"\{[a-z:]+\}`|```|\{\.\w+\}|\*\*|Traceback|<evbook|object at 0x", words)


def test_its_figure_is_live(browser, built):
    with served(built) as address, visit(browser, address) as visited:
        visited.go(f"{PAGE}.html")
        live = Live(visited.page)
        before = live.paths()
        live.move(live.sliders()[0], "max")
        assert live.paths() != before
        assert visited.complaints == []
        assert visited.refused == []
