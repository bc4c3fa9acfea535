"""The house is walked in one direction: no room imports a later one, and none before ``review`` knows the review."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "evbook"
#: From what a model is to the site.  A room may import itself and what stands before it.
ROOMS = ("data", "declaration", "derive", "simulation", "analysis", "own_data", "drawing", "explorer", "model",
         "teaching", "review", "ledger", "chapter", "evidence_map", "authoring", "__init__", "cli", "__main__",
         "sphinxext")  # fmt: skip
#: The public face of the package, and the commands ``python -m evbook.…``, which only lead into ``authoring``.
FACE = {"__init__", "__main__", "cli", "data", "model"}
COMMANDS = {"anchors", "copies", "datapackage", "diagrams", "new_chapter", "notebooks", "questions", "scorm",
            "slice_runs"}  # fmt: skip


def modules() -> list[Path]:
    """Every module of the package."""
    return sorted(path for path in SOURCE.rglob("*.py") if "node_modules" not in path.parts)


def room(path: Path) -> str:
    """The room that a module stands in; a loose module is its own."""
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """The rooms whose names a module imports, at the top, within a function or for types alone."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name.split(".")[0] == "evbook"}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "evbook" and not node.level:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level:
            raise AssertionError(f"{path}: a relative import; write the whole name, so that its room can be read.")
    rooms = set()
    for name in found:
        first = [*name.split(".")[1:], "__init__"][0]
        rooms.add(first if first in ROOMS else "__init__")
    return rooms


def test_the_root_holds_the_public_face_and_no_loose_module():
    loose = {path.stem for path in SOURCE.glob("*.py")}
    assert loose == FACE | COMMANDS
    for name in COMMANDS:
        code = ast.parse((SOURCE / f"{name}.py").read_text(encoding="utf-8")).body
        assert len(code) == 3, f"{name}.py does more than lead into authoring/"


def test_every_folder_is_a_room():
    folders = {path.name for path in SOURCE.iterdir() if path.is_dir() and any(path.rglob("*.py"))}
    assert folders <= set(ROOMS), f"{folders - set(ROOMS)} stand outside the house: give them a place in its order"


@pytest.mark.parametrize("name", [name for name in ROOMS if name not in ("__init__", "__main__")])
def test_no_room_imports_a_later_one(name):
    paths = [path for path in modules() if room(path) == name]
    for path in paths:
        for other in imported(path):
            backwards = ROOMS.index(other) > ROOMS.index(name)
            assert not backwards, f"{path.relative_to(SOURCE)} imports {other}, which comes after {name}"


def test_nothing_before_the_review_knows_it():
    before = ROOMS[: ROOMS.index("review")]
    for path in modules():
        if room(path) in before:
            assert "review" not in imported(path), path
            text = path.read_text(encoding="utf-8")
            assert "maacha" not in text.lower(), f"{path.relative_to(SOURCE)} names the review"


def test_no_file_is_read_from_a_later_room():
    for path in modules():
        text = path.read_text(encoding="utf-8")
        for later in ROOMS[ROOMS.index(room(path)) + 1 :] if room(path) in ROOMS else ():
            for quote in ('"', "'"):
                assert f"parent / {quote}{later}{quote}" not in text, f"{path} reads a file of {later}"
                assert f"PACKAGE / {quote}{later}{quote}" not in text, f"{path} reads a file of {later}"
