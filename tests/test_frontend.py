"""The front end's own tests, run by Node, and its types, checked by the TypeScript compiler."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TESTS = ROOT / "tests" / "frontend"
FRONTEND = ROOT / "src" / "evbook" / "explorer" / "frontend"
FILES = sorted(path.relative_to(TESTS).as_posix() for path in TESTS.rglob("*.test.js"))


@pytest.mark.parametrize("name", FILES or ["there are none"])
def test_node_finds_true(node: str, name: str):
    outcome = subprocess.run(
        [node, "--test", "--test-reporter=tap", str(TESTS / name)], capture_output=True, text=True, timeout=300
    )
    assert outcome.returncode == 0, outcome.stdout[-6000:] + outcome.stderr[-2000:]
    passed = next(line for line in outcome.stdout.splitlines() if line.startswith("# pass "))
    assert int(passed.split()[-1]) > 0, f"{name} ran no test"


def test_the_types_hold(node: str):
    compiler = FRONTEND / "node_modules" / "typescript" / "bin" / "tsc"
    assert compiler.is_file(), "TypeScript is not installed; `make frontend-tools` installs it."
    outcome = subprocess.run(
        [node, str(compiler), "--noEmit", "-p", str(FRONTEND / "tsconfig.json")],
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert outcome.returncode == 0, outcome.stdout


def test_the_lock_names_no_registry():
    assert "resolved" not in (FRONTEND / "package-lock.json").read_text()


def test_the_bundle_asks_no_host_and_evaluates_no_text():
    from evbook.explorer.assets import static_text

    threads = ("importScripts", "new Worker")
    for name in ("evbook-explorer.js", "evbook-laboratory.js", "widget.js", "evbook-plotly.js"):
        source = static_text(name)
        # The site's script begins one other thread, from itself; that thread loads models of its own host only.
        for forbidden in ("new Function(", "eval(", "sendBeacon", *(() if name == "evbook-explorer.js" else threads)):
            assert forbidden not in source, f"{name} holds {forbidden}"
    source = static_text("evbook-explorer.js")
    assert [source.count(one) for one in threads] == [1, 1]
    assert re.search(r"new URL\((\w+)\)\.origin!==\w+\.location\.origin\)throw .{,120}\w+\.importScripts\(\1\)", source)
    for name in ("evbook-explorer.js", "evbook-laboratory.js", "widget.js"):
        source = static_text(name)
        assert "fetch(" not in source
        assert "XMLHttpRequest" not in source


def test_the_bundle_carries_the_licences_of_what_is_in_it():
    from evbook.explorer.assets import static_text

    licences = static_text("LICENCES.txt")
    for package in ("plotly.js", "@plotly/d3", "tinycolor2"):
        assert f"{package} " in licences
    assert "says undefined" not in licences
