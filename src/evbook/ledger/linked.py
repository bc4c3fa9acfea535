"""The ledger to take away for programs that join data: RDF as Turtle, and a network as CX2 (Cytoscape, NDEx).

A claim's address is its row on the site, ``…/chapter.html#claim-immune-escape-09``, where the site's address is known,
and else ``urn:evbook:claim:immune-escape-09``; either stays as long as the claim does.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from evbook.data import parts
from evbook.ledger import claims
from evbook.review.book import REVIEW

#: The columns that a claim's record carries over, each value by itself.
CARRIED = ("sender", "cargo", "cargo_kind", "vesicle_class", "recipient", "target", "effect", "sign", "outcome",
           "cancer", "drug", "system", "ev_isolation", "physiological_dose", "release_blocked_control", "strength",
           "correction_status")  # fmt: skip
COLUMN = "urn:evbook:column:"


def address(claim: str, chapter: str, site: str = "") -> str:
    """Return the address of a claim; ``site`` ends in a slash, or is empty where it is not known."""
    return f"{site}{chapter}.html#claim-{claim}" if site else f"urn:evbook:claim:{claim}"


def turtle(site: str = "") -> str:
    """Return every claim as a ``schema:Claim`` in Turtle, with the sources that the review cites for it."""
    head = (
        "@prefix schema: <https://schema.org/> .\n@prefix dcterms: <http://purl.org/dc/terms/> .\n"
        f"@prefix cito: <http://purl.org/spar/cito/> .\n@prefix col: <{COLUMN}> .\n"
    )
    return head + "".join(_record(row, site) for row in claims.read().to_dict("records"))


def _record(row: dict[str, str], site: str) -> str:
    said = [
        "a schema:Claim",
        f"schema:identifier {_literal(row['id'])}",
        f"schema:text {_literal(row['claim'])}@en",
        f"dcterms:source <https://doi.org/{REVIEW}>",
        *(f"cito:cites <{_iri(link)}>" for _, link in claims.links(row["references"]) if link),
        *(f"col:{column} {_literal(value)}" for column in CARRIED for value in parts(row[column])),
    ]
    return f"\n<{address(row['id'], row['chapter'], site)}> " + " ;\n    ".join(said) + " .\n"


def _literal(text: str) -> str:
    # the escapes of JSON are among those of Turtle
    return json.dumps(text, ensure_ascii=False)


def _iri(link: str) -> str:
    """An address without the signs that Turtle does not allow in one."""
    return "".join(f"%{ord(sign):02X}" if sign in '<>"{}|^`\\ ' else sign for sign in link)


def network(site: str = "") -> list[dict]:
    """Return the claims that name a sender or cargo and a recipient or target, as a network in CX2.

    A node is a word of the ledger, and an edge a claim, with what it carries and where it can be read.
    """
    edges = list(_edges(site))
    names = sorted({edge[end] for edge in edges for end in ("source", "target")})
    number = {name: n for n, name in enumerate(names)}
    told = [key for key in edges[0] if key not in ("source", "target")]
    nodes = [{"id": n, "v": {"name": name}} for name, n in number.items()]
    drawn = [
        {"id": n, "s": number[edge["source"]], "t": number[edge["target"]], "v": {key: edge[key] for key in told}}
        for n, edge in enumerate(edges)
    ]
    aspects = {
        "attributeDeclarations": [
            {
                "networkAttributes": {"name": {"d": "string"}, "description": {"d": "string"}},
                "nodes": {"name": {"d": "string"}},
                "edges": {key: {"d": "string"} for key in told},
            }
        ],
        "networkAttributes": [
            {"name": "Claims on extracellular vesicles", "description": f"Read in https://doi.org/{REVIEW}"}
        ],
        "nodes": nodes,
        "edges": drawn,
    }
    listed = [{"name": name, "elementCount": len(elements)} for name, elements in aspects.items()]
    return [
        {"CXVersion": "2.0", "hasFragments": False},
        {"metaData": listed},
        *({name: elements} for name, elements in aspects.items()),
        {"status": [{"success": True, "error": ""}]},
    ]


def _edges(site: str) -> Iterator[dict[str, str]]:
    for row in claims.read().to_dict("records"):
        for source in parts(row["sender"]) or parts(row["cargo"]):
            for target in parts(row["recipient"]) or parts(row["target"]):
                yield {
                    "source": source, "target": target, "interaction": row["sign"] or "not said",
                    "claim": row["id"], "text": row["claim"], "address": address(row["id"], row["chapter"], site),
                    **{key: row[key] for key in ("cargo", "effect", "outcome", "system", "strength")},
                }  # fmt: skip
