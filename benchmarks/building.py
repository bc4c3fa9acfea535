"""How long the book and its tests take: a clean build, a build after one chapter's edit, and ``make test``.

The builds are of a clone of the last commit, so that nothing here is touched; it has this environment, and the front
end's bundle made already.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from record import ROOT, Record

#: The chapter that is edited.
CHAPTER = "book/microenvironment/immune-escape.ipynb"
#: What is made once, outside version control, and no part of a build.
MADE = ("src/evbook/explorer/static", "src/evbook/sphinxext/node_modules")


def ran(command: list[str], folder: Path, **environment: str) -> float:
    """Seconds that a command takes.  Raises RuntimeError with its last words when it fails."""
    start = time.monotonic()
    done = subprocess.run(command, cwd=folder, env={**os.environ, **environment}, capture_output=True, encoding="utf-8")
    took = time.monotonic() - start
    if done.returncode:
        last = [words for words in (done.stdout + done.stderr).splitlines() if words.strip()][-1:]
        raise RuntimeError(f"`{' '.join(command[-3:])}` ended with {done.returncode}: {''.join(last)}")
    return took


def of_the_book(record: Record) -> None:
    """Build a clone of the book from nothing, then again after an edit."""
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "book-of-this-commit"
        subprocess.run(["git", "clone", "--quiet", "--depth=1", ROOT.as_uri(), str(clone)], check=True)
        for made in MADE:
            shutil.copytree(ROOT / made, clone / made, symlinks=True)
        builder = str(Path(sys.executable).parent / "jupyter-book")
        command = [builder, "build", "book", "--config", "_config.yml", "--toc", str(clone / "_toc.yml"),
                   "--path-output", ".", "-W", "-n", "--keep-going"]  # fmt: skip
        here = {"PYTHONPATH": str(clone / "src")}
        record.add("make book", "from nothing", ran(command, clone, **here), "s")
        chapter = nbformat.read(clone / CHAPTER, as_version=4)
        code = next(cell for cell in chapter.cells if cell.cell_type == "code")
        code.source += "\n# an edit"
        nbformat.write(chapter, clone / CHAPTER)
        record.add("make book", "after an edit of one chapter", ran(command, clone, **here), "s",
                   beside=record.beside("make book", "from nothing", "from nothing"))  # fmt: skip


def of_the_tests(record: Record) -> None:
    """Run all tests, as a person would."""
    record.add("make test", "everything", ran(["make", "test"], ROOT), "s")
