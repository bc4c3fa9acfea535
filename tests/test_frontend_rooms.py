"""The rooms of the front end: each imports from earlier ones alone, nothing lies about, nothing is offered in vain."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SRC = ROOT / "src" / "evbook" / "explorer" / "frontend" / "src"
TESTS = ROOT / "tests" / "frontend"

#: What may lie at the root: the explorer, its types, and the entry of the site's bundle.
AT_THE_ROOT = {"explorer.js", "types.js", "site.js"}

#: From what everything may use to what uses everything; CONTRIBUTING says what each is for.
ORDER = (
    "numerics", "types.js", "format", "model", "worker", "ui", "figure", "scene", "slice", "own-data", "views", "tools",
    "explorer.js", "hosts", "site.js",
)  # fmt: skip

#: Scripts of their own, each with a page or an element that it enlivens, and what they share with the explorer.
APART = {"evidence": {"find", "format", "ui"}, "quiz": {"ui"}, "filter": set(), "find": {"ui"},
         "frame": {"explorer.js", "format", "hosts", "model", "ui"}}  # fmt: skip

#: Views, tools, the slice and time are handed the explorer, so they name its type; itself they must not import.
GIVEN_THE_EXPLORER = {"scene", "slice", "views", "tools"}

MODULES = sorted(path for path in SRC.rglob("*") if path.suffix in {".js", ".cjs"})
STYLED = sorted(
    path
    for folder in (SRC.parent, TESTS, ROOT / "src" / "evbook" / "sphinxext", ROOT / "tests" / "release")
    for path in folder.rglob("*")
    if path.suffix in {".js", ".mjs", ".cjs", ".css"} and "node_modules" not in path.parts
)

_IMPORTS = re.compile(
    r"""(?P<type>@import\b[^"']*|(?<=[{<| (])import\(\s*(?=["'][^"']*["']\)\.\w))"""
    r"""|(?P<code>^(?:import|export)\b[^"';]*|\bimport\(\s*|\brequire\(\s*)""",
    re.MULTILINE,
)
_ADDRESS = re.compile(r"""["'](\.{1,2}/[^"']*)["']""")


def room(path: Path) -> str:
    """Of a module: its folder, or its own name where it lies at the root."""
    return path.relative_to(SRC).parts[0]


def imports(path: Path) -> list[tuple[str, Path]]:
    """What a module imports from other modules, for types alone (``type``) or to be run (``code``)."""
    text = path.read_text(encoding="utf-8")
    found = []
    for hit in _IMPORTS.finditer(text):
        if address := _ADDRESS.match(text, hit.end()):
            found.append((hit.lastgroup or "", Path(os.path.normpath(path.parent / address[1]))))
    return found


def test_nothing_lies_loose_at_the_root():
    assert {path.name for path in SRC.iterdir() if path.is_file()} == AT_THE_ROOT


def test_every_room_has_its_place_in_the_order():
    rooms = {room(path) for path in MODULES}
    assert rooms - {*ORDER, *APART} == set()
    assert {*ORDER, *APART} - rooms == set()


def test_every_import_is_seen():
    """Each address that a module writes in quotes is one that the tests below have looked at."""
    for path in MODULES:
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if "import" in line or "from" in line]
        written = [address for line in lines for address in _ADDRESS.findall(line)]
        assert len(imports(path)) == len(written), path.name


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SRC).as_posix())
def test_a_module_imports_from_its_own_room_and_earlier_ones(path: Path):
    here = room(path)
    for kind, target in imports(path):
        assert target.is_file(), f"{path.name} imports {target}, which is not there"
        if SRC not in target.parents:
            # What both languages read stands once: the look of figures and glyphs, the words of a reader's table.
            drawing, own_data = ROOT / "src/evbook/drawing", ROOT / "src/evbook/own_data"
            shared = (
                drawing / "layout.json",
                drawing / "glyphs.json",
                drawing / "sources.json",
                own_data / "words.json",
            )
            assert target in shared, f"{path.name} imports {target}"
            continue
        there = room(target)
        if there == here or (kind == "type" and there == "explorer.js" and here in GIVEN_THE_EXPLORER):
            continue
        allowed = APART[here] if here in APART else set(ORDER[: ORDER.index(here)])
        assert there in allowed, f"{path.name}, of {here}, imports {target.name}, of {there}: a later room"


def test_nothing_is_exported_that_nobody_imports():
    """An export is imported by another module, or it is what a test looks at; else it is private, or dead."""
    taken = set()
    for path in [*MODULES, *TESTS.rglob("*.js"), *TESTS.rglob("*.mjs")]:
        text = path.read_text(encoding="utf-8")
        for names, address in re.findall(r"""(?:import|export)\s*\{([^}]*)\}\s*from\s*["'](\.[^"']*)["']""", text):
            target = Path(os.path.normpath(path.parent / address))
            taken |= {(target, name.split(" as ")[0].strip()) for name in names.split(",")}
        for whole, address in re.findall(r"""import \* as (\w+) from ["'](\.[^"']*)["']""", text):
            target = Path(os.path.normpath(path.parent / address))
            every = re.search(rf"\b{whole}\[", text)
            taken |= {(target, name) for name in (exports(target) if every else re.findall(rf"\b{whole}\.(\w+)", text))}
        # The tests of the evidence map name its modules alone.
        for names, stem in re.findall(r"""const \{([^}]*)\} = await from\(["']([\w-]+)["']\)""", text):
            taken |= {(SRC / "evidence" / f"{stem}.js", name.strip()) for name in names.split(",")}
    idle = sorted(f"{path.name}: {name}" for path in MODULES for name in exports(path) if (path, name) not in taken)
    assert idle == []


def exports(path: Path) -> list[str]:
    """Names that a module exports."""
    text = path.read_text(encoding="utf-8")
    declared = re.findall(r"^export (?:async )?(?:const|let|class|function\*?) (\w+)", text, re.MULTILINE)
    listed = re.findall(r"^export \{([^}]*)\}", text, re.MULTILINE)
    return declared + [name.split(" as ")[-1].strip() for names in listed for name in names.split(",") if name.strip()]


@pytest.mark.parametrize("path", STYLED, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_line_is_longer_than_120_characters(path: Path):
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [f"{i}: {line}" for i, line in enumerate(lines, 1) if len(line) > 120] == []
