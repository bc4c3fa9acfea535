"""Questions to the explorer's own modules, answered by Node (``frontend/ask.mjs``)."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

_SCRIPT = Path(__file__).parent / "frontend" / "ask.mjs"


def asked(node: str, questions: list[dict]) -> list:
    """Return the answers, in order; all are asked of one process."""
    done = subprocess.run(
        [node, str(_SCRIPT)], input=json.dumps(questions), capture_output=True, text=True, check=False, timeout=600
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert len(found) == len(questions)
    return found
