"""Ask whether a known vulnerability concerns what the locks pin: ``python release/audit.py``.

Python's locks by pip-audit, npm's by ``npm audit``; needs the network.  Ends with 1 when something is found.
What is found is mended by a newer pin (`make lock`, or npm in the folder named); where there is none, the finding and
why it does not concern the book are written down beside the pin, and nothing is silenced without that.
"""

from __future__ import annotations

import os
import runpy
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTHON_LOCKS = ("requirements/book.txt", "requirements/test.txt", "requirements/release.txt", "binder/requirements.txt")
NPM_FOLDERS = ("src/evbook/explorer/frontend", "src/evbook/sphinxext", "tests/site")


def main() -> int:
    """Audit every lock; say which failed."""
    failed = []
    for lock in PYTHON_LOCKS:
        command = [sys.executable, "-m", "pip_audit", "--require-hashes", "--disable-pip", "-r", lock]
        print(f"== {lock}", flush=True)
        if subprocess.run(command, cwd=ROOT).returncode:
            failed.append(lock)
    node = Path(runpy.run_path(str(ROOT / "src/evbook/sphinxext/node.py"))["node_program"]())
    script = node.parent.parent / "lib/node_modules/npm/bin/npm-cli.js"
    npm = [str(node), str(script)] if script.is_file() else ["npm"]
    environment = dict(os.environ, PATH=f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}")
    for folder in NPM_FOLDERS:
        print(f"== {folder}", flush=True)
        if subprocess.run([*npm, "audit", "--package-lock-only"], cwd=ROOT / folder, env=environment).returncode:
            failed.append(folder)
    if failed:
        print(f"Something is known of, or could not be asked about: {', '.join(failed)}.")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
