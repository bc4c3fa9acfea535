"""Put the addresses that are told into CITATION.cff: ``python release/citation.py [FILE]``.

EVBOOK_SITE and EVBOOK_REPOSITORY tell them.  Without FILE the checkout's own file is changed, for whoever publishes
the repository; with it a copy is written, which also bears the identifier of the source (SWHID) where the checkout is
as it was committed.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from evbook.chapter import citation
from evbook.sphinxext.running import Addresses

ROOT = Path(__file__).resolve().parents[1]


def source(root: Path = ROOT) -> str:
    """The SWHID of the checkout's folder, "" where it is no commit or differs from it.

    Software Heritage names a folder by the hash that git gives its tree.
    """

    def git(*words: str) -> str | None:
        done = subprocess.run(["git", *words], cwd=root, capture_output=True, encoding="utf-8")
        return None if done.returncode else done.stdout.strip()

    tree = git("rev-parse", "HEAD^{tree}")
    return f"swh:1:dir:{tree}" if tree and git("status", "--porcelain", "--untracked-files=no") == "" else ""


if __name__ == "__main__":
    own = ROOT / "CITATION.cff"
    addresses = Addresses.told(os.environ)
    known = {"site": addresses.site, "repository": addresses.repository, "swhid": source() if sys.argv[1:] else ""}
    text = citation.cff(own.read_text(encoding="utf-8"), **known)
    target = Path(sys.argv[1]) if sys.argv[1:] else own
    target.write_text(text, encoding="utf-8")
    told = [one for one in known.values() if one]
    print(f"{target}: {' and '.join(told) or 'EVBOOK_SITE and EVBOOK_REPOSITORY tell no address, so it has none'}")
