"""Where the parts of a diagram stand: ELK run in Node, in a checkout with the front end's tools."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from evbook.derive.network import Network
from evbook.explorer.node import node_program

FRONTEND = Path(__file__).parent / "frontend"
SCRIPT = FRONTEND / "place-diagrams.mjs"


def placed(networks: list[Network]) -> list[dict]:
    """Return a placement for each network, as :func:`evbook.derive.diagram.diagram` takes it.

    Raises FileNotFoundError where there is no Node, or where the front end or its tools are not there (in a wheel).
    """
    if not (SCRIPT.is_file() and (FRONTEND / "node_modules" / "elkjs").is_dir()):
        raise FileNotFoundError(
            "Diagrams are placed by elkjs, which is not there: a checkout has it after `make frontend-tools`."
        )
    asked = json.dumps([network.asked() for network in networks]).encode()
    given = subprocess.run([node_program(), str(SCRIPT)], input=asked, capture_output=True, check=True)
    return json.loads(given.stdout)
