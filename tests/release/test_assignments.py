"""Graded notebooks: otter-grader gives a right solution all points, and no wrong one those of its question."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / ".venv-grading" / "bin" / "python"


@pytest.mark.release
def test_right_and_wrong_solutions_are_told_apart(tmp_path):
    assert PYTHON.is_file(), "`make grading-environment` makes the environment that grades."
    command = [str(PYTHON), "assignments/make.py", str(tmp_path), "--try"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    graded = [line for line in done.stdout.splitlines() if line.endswith(" of 8")]
    assert len(graded) == 18, "three assignments, each with a right and five wrong solutions"
    for notebook in tmp_path.glob("*/student/*.ipynb"):
        source = "".join("".join(cell["source"]) for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"])
        assert "SOLUTION" not in source and "HIDDEN" not in source
        assert source.count("grader.check(") == 3
