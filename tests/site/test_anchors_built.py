"""Every published anchor is in the built page that it was published in."""

from __future__ import annotations

import re
from collections import defaultdict

from chapters import BOOK

from evbook.authoring import anchors


def test_every_published_anchor_is_there(site):
    wanted = defaultdict(set)
    for row in anchors.read(BOOK):
        wanted[row["page"]].add(row["anchor"])
    gone = [
        f"{page}#{anchor}"
        for page, names in wanted.items()
        for anchor in names - set(re.findall(r'\sid="([^"]+)"', (site / f"{page}.html").read_text(encoding="utf-8")))
    ]
    assert len(wanted) > 20
    assert not gone, sorted(gone)
