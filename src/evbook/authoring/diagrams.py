"""Place the diagrams of all models and keep the placements, so that an installed package draws them without Node.

``python -m evbook.diagrams`` places what is not kept yet and drops what no model asks for any more; with ``--all`` it
places every one again, as after a change of the layout's own settings.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from evbook.derive import diagram
from evbook.derive.network import Network, network

KEPT = Path(diagram.__file__).parent / "placements.json"


def networks() -> dict[str, Network]:
    """Return the networks of all models of the book, by their digests."""
    from evbook.review.catalogue import declarations

    found = (network(d) for d in declarations() if d.states)
    return {one.digest: one for one in found}


def text_of(placements: dict[str, dict]) -> str:
    """Return the file's text: a placement a line, so that a diff shows which has moved."""
    lines = [f'"{digest}": {json.dumps(placements[digest], separators=(",", ":"))}' for digest in sorted(placements)]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main() -> None:
    """Bring ``placements.json`` up to date."""
    from evbook.explorer.placing import placed

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true", help="place every diagram again")
    again = parser.parse_args().all
    wanted = networks()
    kept = {digest: place for digest, place in diagram.placements().items() if digest in wanted and not again}
    new = [digest for digest in wanted if digest not in kept]
    kept |= dict(zip(new, placed([wanted[digest] for digest in new]), strict=True)) if new else {}
    KEPT.write_text(text_of(kept), encoding="utf-8", newline="\n")
    print(f"{len(new)} of {len(wanted)} diagrams placed")


if __name__ == "__main__":
    main()
