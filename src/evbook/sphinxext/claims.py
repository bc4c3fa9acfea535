"""Which claims of the ledger a sentence covers: a small raised number that leads to the claim's evidence on the page.

A chapter writes ``{claim}`immune-escape-09``` behind the sentence, or ``{claim}`immune-escape-09 10``` where it covers
two claims of one section.  The number is the claim's own; the row of the chapter's evidence has the id
``claim-immune-escape-09``, and the place in the text ``said-immune-escape-09``, so that the ledger can lead back.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst.states import Inliner
from sphinx.application import Sphinx

from evbook.ledger import linked
from evbook.ledger.claims import named as ids

#: Where the ledger as linked data lies in the site.
LINKED = "ledger"


def _fault(claim: str, page: str) -> str:
    from evbook.ledger import claims

    rows = claims.read().set_index("id")
    if claim not in rows.index:
        return f"The ledger has no claim {claim!r}."
    chapter = rows.loc[claim, "chapter"]
    return "" if chapter == page else f"Claim {claim!r} belongs to the chapter {chapter!r}, and not to this page."


def claim_role(name: str, rawtext: str, text: str, lineno: int, inliner: Inliner, options: dict | None = None,
               content: Sequence[str] = ()):  # fmt: skip
    """Write the raised numbers; a claim that this page does not answer for is a fault of the page."""
    env = inliner.document.settings.env
    try:
        named = ids(text)
        faults = [fault for claim in named if (fault := _fault(claim, env.docname))]
    except ValueError as error:
        named, faults = [], [f"{error}."]
    if faults:
        message = inliner.reporter.warning(" ".join(faults), line=lineno)
        return [inliner.problematic(rawtext, rawtext, message)], [message]
    said: set[str] = inliner.document.__dict__.setdefault("evbook_said", set())
    links = []
    for claim in named:
        # the first sentence that covers a claim is the one the ledger leads to
        anchor = "" if claim in said else f' id="said-{claim}"'
        said.add(claim)
        number = int(claim.rsplit("-", 1)[1])
        links.append(f'<a{anchor} href="#claim-{escape(claim)}" aria-label="claim {number}">{number}</a>')
    html = f'<sup class="claims">{", ".join(links)}</sup>'
    return [nodes.raw("", html, format="html")], []


def write_linked(app: Sphinx, failure: Exception | None) -> None:
    """Write the ledger as Turtle and as CX2 into the site, to be joined with other data."""
    if failure or app.builder.format != "html":
        return
    base = app.config.html_baseurl
    site = base.rstrip("/") + "/" if base else ""
    folder = Path(app.outdir) / LINKED
    folder.mkdir(exist_ok=True)
    (folder / "claims.ttl").write_text(linked.turtle(site), encoding="utf-8", newline="\n")
    text = json.dumps(linked.network(site), ensure_ascii=False, separators=(",", ":"))
    (folder / "claims.cx2").write_text(text + "\n", encoding="utf-8", newline="\n")


def setup(app: Sphinx) -> None:
    """Register the role, and connect to the end of the build."""
    app.add_role("claim", claim_role)
    app.connect("build-finished", write_linked)
