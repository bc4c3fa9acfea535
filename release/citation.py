"""Put the addresses that are told into CITATION.cff: ``python release/citation.py [FILE]``.

EVBOOK_SITE and EVBOOK_REPOSITORY tell them.  Without FILE the checkout's own file is changed, for whoever publishes
the repository; with it a copy is written.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from evbook.chapter import citation
from evbook.sphinxext.running import Addresses

ROOT = Path(__file__).resolve().parents[1]

if __name__ == "__main__":
    own = ROOT / "CITATION.cff"
    addresses = Addresses.told(os.environ)
    text = citation.cff(own.read_text(encoding="utf-8"), site=addresses.site, repository=addresses.repository)
    target = Path(sys.argv[1]) if sys.argv[1:] else own
    target.write_text(text, encoding="utf-8")
    known = [address for address in (addresses.site, addresses.repository) if address]
    print(f"{target}: {' and '.join(known) or 'EVBOOK_SITE and EVBOOK_REPOSITORY tell no address, so it has none'}")
