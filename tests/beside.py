"""What belongs to others: tests read it where it lies beside the project, and the project never contains it."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared"


def beside(name: str) -> Path:
    """The path of a file below ``../shared``; where it is absent, the test that needs it is left out and says why."""
    path = SHARED / name
    if not path.is_file():
        pytest.skip(f"shared/{name} belongs to others, so no clone has it; put it beside the project to run this test")
    return path
