"""Runs of tissues in Python and in Node, and their hashes, for the tests of lattices."""

from __future__ import annotations

import hashlib
import json
import subprocess
from pathlib import Path

import numpy as np

from evbook.derive.javascript import program
from evbook.simulation.lattice import LatticeRun
from evbook.simulation.setting import setting

_SCRIPT = Path(__file__).parent / "frontend" / "lattice.mjs"


def asked(node: str, questions: list[dict]) -> list:
    """The answers of the explorer's own modules, in order."""
    done = subprocess.run(
        [node, str(_SCRIPT)], input=json.dumps(questions), capture_output=True, text=True, timeout=600
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def hash_of(run: LatticeRun) -> str:
    """Kinds, then memories and fields with every digit."""
    found = hashlib.sha256(run.kind.tobytes())
    for row in (*run.memory, *run.field):
        found.update(np.ascontiguousarray(row).tobytes())
    return found.hexdigest()


def hashes(declaration, values: dict, *, ev: bool, seed: int, steps: list[int], compiled: bool) -> list[str]:
    """The hash of the tissue after each of the given numbers of steps."""
    run = LatticeRun(declaration, setting(declaration, values=values), ev=ev, seed=seed, compiled=compiled)
    found = []
    for until in steps:
        while run.steps < until:
            run.step()
        found.append(hash_of(run))
    return found


def question(declaration, values: dict, **more) -> dict:
    """A question of Node about a declaration at values that differ from its defaults."""
    return {"source": program(declaration), "p": list(setting(declaration, values=values).values()), **more}
