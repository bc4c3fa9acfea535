"""The ledger as RDF and as a network: every claim once, at an address that stays, with what the ledger says of it."""

from __future__ import annotations

import json
import re

import pytest

from evbook.ledger import claims, linked
from evbook.review import book

SITE = "https://book.example.org/"


@pytest.mark.parametrize("site", ["", SITE])
def test_every_claim_is_a_record_of_its_own_with_its_words_and_sources(site):
    head, *records = linked.turtle(site).split("\n\n")
    assert head.count("@prefix") == 4
    ledger = claims.read()
    assert len(records) == len(ledger) == 383
    for record, row in zip(records, ledger.to_dict("records"), strict=True):
        assert record.startswith(f"<{linked.address(row['id'], row['chapter'], site)}> a schema:Claim ;")
        assert record.rstrip().endswith(" .")
        assert json.loads(re.search(r"schema:text (\".*\")@en", record)[1]) == row["claim"]
        assert record.count("cito:cites <") == sum(bool(link) for _, link in claims.links(row["references"]))


def test_an_address_of_a_claim_is_its_row_on_the_site():
    row = claims.read().set_index("id").loc["immune-escape-09"]
    assert linked.address("immune-escape-09", row["chapter"], SITE) == (
        f"{SITE}microenvironment/immune-escape.html#claim-immune-escape-09"
    )


def test_the_network_counts_its_own_parts_and_its_edges_are_claims():
    parts = {key: value for part in linked.network(SITE) for key, value in part.items()}
    assert parts["CXVersion"] == "2.0" and parts["status"] == [{"success": True, "error": ""}]
    for one in parts["metaData"]:
        assert len(parts[one["name"]]) == one["elementCount"]
    nodes = {node["id"]: node["v"]["name"] for node in parts["nodes"]}
    assert len(set(nodes.values())) == len(nodes) > 50
    ledger = claims.read().set_index("id")
    declared = parts["attributeDeclarations"][0]["edges"]
    for edge in parts["edges"]:
        assert set(edge["v"]) == set(declared)
        row = ledger.loc[edge["v"]["claim"]]
        assert nodes[edge["s"]] in row["sender"] + row["cargo"]
        assert nodes[edge["t"]] in row["recipient"] + row["target"]
        assert edge["v"]["interaction"] in {*book.values("sign"), "not said"}
