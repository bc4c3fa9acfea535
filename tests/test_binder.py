"""Binder's pins are the book's, its files what Binder reads; the oldest pins are the least that the package allows."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
REQUIREMENT = re.compile(r"^([a-z0-9-]+)==([^ \\]+)(?: ; ([^\\]*?))? *\\?$", re.MULTILINE)


def pins(path: str) -> set[tuple[str, str, str]]:
    """Name, version and marker of every pin of a lock."""
    return set(REQUIREMENT.findall((ROOT / path).read_text(encoding="utf-8")))


def test_every_pin_is_one_of_the_books():
    book, binder = ({pin[:2] for pin in pins(path)} for path in ("requirements/book.txt", "binder/requirements.txt"))
    assert binder - book == set()
    assert len(binder) < len(book) / 2, "Binder installs what the notebooks need, not what builds the book"


def needed() -> dict[str, str]:
    """What the package and its extras need, each with the least version that will do."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needs = [
        *project["dependencies"],
        *project["optional-dependencies"]["sbml"],
        *project["optional-dependencies"]["analysis"],
    ]
    return {name.lower(): least for name, least in (need.split(">=") for need in needs)}


def test_what_the_package_needs_is_there():
    assert set(needed()) <= {name for name, _, _ in pins("binder/requirements.txt")}


def test_the_oldest_libraries_are_the_least_that_the_package_names():
    """`2.2` names every version of 2.2, of which the first that goes with the others is taken."""
    oldest = {name: version for name, version, _ in pins("requirements/oldest.txt")}
    later = {name: oldest[name] for name, least in needed().items() if not f"{oldest[name]}.".startswith(f"{least}.")}
    assert later == {}


@pytest.mark.parametrize("path", ["binder/requirements.txt", "requirements/oldest.txt"])
def test_every_pin_has_a_hash_and_no_line_an_address(path):
    text = (ROOT / path).read_text(encoding="utf-8")
    requirements = re.split(r"\n(?=[a-z])", text)
    assert len(requirements) > 30
    for requirement in requirements:
        assert re.match(r"[a-z0-9-]+==", requirement)
        assert "--hash=sha256:" in requirement
    assert "://" not in text


def test_python_is_stated_and_the_last_step_can_be_run():
    assert re.fullmatch(r"python-3\.\d+\n", (ROOT / "binder" / "runtime.txt").read_text())
    assert os.access(ROOT / "binder" / "postBuild", os.X_OK)
