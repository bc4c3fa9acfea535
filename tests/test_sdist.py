"""What a stranger without Node and without a network gets: an sdist that carries the bundle."""

from __future__ import annotations

import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from evbook.derive.programs import name_of
from evbook.review.catalogue import declarations

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sdist of this checkout, unpacked."""
    folder = tmp_path_factory.mktemp("sdist")
    build = [sys.executable, "-m", "build", "--sdist", "--no-isolation", "--outdir", folder, ROOT]
    subprocess.run(build, check=True, capture_output=True)
    with tarfile.open(next(folder.glob("evbook-*.tar.gz"))) as archive:
        archive.extractall(folder, filter="data")
    return next(path for path in folder.iterdir() if path.is_dir())


def test_the_sdist_carries_a_bundle_that_is_current(unpacked):
    """So that building a wheel from it asks neither npm nor Node: with neither on hand the hook has nothing to do."""
    code = "import hatch_build; hatch_build.npm_ci = hatch_build.node = None; print(hatch_build.bundle())"
    done = subprocess.run([sys.executable, "-c", code], cwd=unpacked, capture_output=True, text=True)
    assert done.stdout.strip() == "False", done.stderr


def test_the_sdist_carries_no_packages_of_npm_and_nothing_built_by_hand(unpacked):
    parts = {part for path in unpacked.rglob("*") for part in path.relative_to(unpacked).parts}
    assert not parts & {"node_modules", "_build", ".venv", "__pycache__"}


def test_the_sdist_carries_a_program_for_each_model(unpacked):
    """So that a wheel made of it, in a build that has no SymPy, brings what SymPy derives."""
    brought = {path.name for path in (unpacked / "src/evbook/_programs").glob("*.json")}
    assert brought == {name_of(d) for d in declarations()}
