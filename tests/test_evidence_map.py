"""The evidence map: every claim in its place, flows that add up, words that say what is drawn."""

import json
import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from evbook import evidence_map
from evbook.evidence_map import flows
from evbook.evidence_map.flows import LAYERS, groups_of, is_drawn
from evbook.evidence_map.page import CHOICES, EMPTY
from evbook.evidence_map.picture import FORMS, colour, layouts
from evbook.ledger import claims, groupings
from evbook.review import book


def slug(text: str) -> str:
    """A text as the name it has in an address, as ``evidence/claims.js`` makes it."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")


@pytest.fixture(scope="module")
def ledger():
    return claims.read().to_dict("records")


@pytest.fixture(scope="module")
def drawn(ledger):
    return [row for row in ledger if is_drawn(row)]


@pytest.fixture(scope="module")
def html():
    return evidence_map.page(lambda page: f"../{page}.html" if page != "background/uptake" else "")


class Rows(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.rows, self.links, self.labels, self.cells = {}, [], [], 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "tr" and "id" in attrs:
            self.rows[attrs["id"]] = attrs
        if tag == "a":
            self.links.append(attrs["href"])
        if tag == "svg":
            self.labels.append((attrs["role"], attrs["aria-label"]))
        self.cells += tag == "td"


# --------------------------------------------------------------------------------------------- groupings
@pytest.mark.parametrize("axis", groupings.AXES)
def test_every_word_of_the_ledger_has_a_group_and_every_group_a_word(ledger, axis):
    used = {term for row in ledger for term in claims.parts(row[axis])} - {"framing"}
    grouped = {term for group in groupings.groups(axis) for term in groupings.terms(axis, group)}
    assert grouped == used


def test_the_groups_of_cancers_say_nothing_false_of_mesothelioma(ledger):
    """It is grouped with the pleura; a claim on another serous membrane would need a group of its own."""
    told = [row["claim"] + row["note"] for row in ledger if "mesothelioma" in row["cancer"]]
    assert told and not [text for text in told if re.search("periton|pericard", text)]


def test_an_ungrouped_word_is_refused_with_the_cure():
    with pytest.raises(KeyError, match=r"groupings\.csv lacks: give it a row"):
        groupings.group("recipient", "astrocyte")
    with pytest.raises(KeyError, match="those with groups are sender"):
        groupings.groups("drug")


def test_addresses_of_words_do_not_clash():
    for axis in groupings.AXES:
        names = [
            name
            for group in groupings.groups(axis)
            for name in [
                f"group-{slug(group)}",
                *(slug(term) for term in groupings.terms(axis, group)),
            ]
        ]
        assert len(names) == len(set(names))


# ------------------------------------------------------------------------------------------------- flows
def test_framing_and_what_is_not_about_vesicles_is_not_drawn(ledger, drawn):
    assert 200 < len(drawn) < len(ledger)
    assert all(row["vesicle_class"] and row["outcome"] != "framing" for row in drawn)


def test_every_layer_carries_every_claim_once(ledger, drawn):
    found = flows(ledger)
    assert found.claims == len(drawn)
    for layer in LAYERS:
        assert sum(node.value for node in found.layer(layer)) == pytest.approx(len(drawn))
    for layer in list(LAYERS)[:-1]:
        assert sum(link.value for link in found.links if link.layer == layer) == pytest.approx(len(drawn))


def test_counts_are_those_of_the_ledger(ledger, drawn):
    """Counted a second time, from the cells themselves."""
    found = {(node.layer, node.group): node.count for node in flows(ledger).nodes}
    macro = re.compile(r"\b(T cell|CD8|CD4|natural killer|lymphocyte)")
    assert found["recipient", "Lymphocytes"] == sum(bool(macro.search(row["recipient"])) for row in drawn)
    assert found["sender", "Not named"] == sum(row["sender"] == "" for row in drawn)
    assert found["cargo_kind", "microRNA"] == sum("miRNA" in row["cargo_kind"].split("; ") for row in drawn)


def test_one_claim_on_two_recipients_goes_half_to_each():
    row = dict.fromkeys(claims.read().columns, "") | {
        "sender": "tumour cell",
        "cargo_kind": "miRNA",
        "recipient": "pericyte; macrophage",
        "outcome": "angiogenesis",
        "vesicle_class": "EV",
    }
    found = flows([row])
    assert {node.group: (node.value, node.count) for node in found.layer("recipient")} == {
        "Vessel cells": (0.5, 1),
        "Myeloid cells": (0.5, 1),
    }
    assert groups_of(row, "cancer") == ("Not named",)


# ------------------------------------------------------------------------------------------------- picture
@pytest.fixture(scope="module")
def placed(ledger) -> dict:
    """Each form's layout, as Node gives it."""
    return layouts(flows(ledger))


@pytest.mark.parametrize("form", FORMS)
def test_groups_stand_in_the_picture_and_apart(ledger, placed, form):
    nodes, measures = placed[form]["nodes"], FORMS[form]
    assert [(node["layer"], node["group"]) for node in nodes] == [(n.layer, n.group) for n in flows(ledger).nodes]
    for layer in LAYERS:
        column = [node for node in nodes if node["layer"] == layer]
        assert column[0]["y"] >= measures.top
        assert column[-1]["y"] + column[-1]["height"] <= placed[form]["height"]
        for upper, lower in pairwise(column):
            assert lower["y"] - upper["y"] - upper["height"] >= measures.gap - 1e-9


def test_heights_are_in_proportion_to_claims(ledger, placed):
    pairs = zip(placed["wide"]["nodes"], flows(ledger).nodes, strict=True)
    assert len({round(node["height"] / known.value, 9) for node, known in pairs}) == 1


def test_every_kind_of_cargo_has_a_colour_of_its_own():
    kinds = groupings.groups("cargo_kind")
    assert len({colour(kind) for kind in kinds}) == len(kinds)
    assert colour("Not named") not in {colour(kind) for kind in kinds}


# ---------------------------------------------------------------------------------------------------- page
def test_the_table_has_every_claim_once_with_its_words(html, ledger):
    rows = Rows(html).rows
    assert list(rows) == [f"claim-{row['id']}" for row in ledger]
    for row in ledger:
        attrs = rows[f"claim-{row['id']}"]
        assert {axis: attrs.get(f"data-{axis.replace('_', '-')}", "") for axis in CHOICES} == {
            axis: row[axis] or EMPTY.get(axis, "") for axis in CHOICES
        }
        assert ("data-drawn" in attrs) == is_drawn(row)


def test_a_claim_leads_to_its_chapter_its_paper_and_its_note_and_nowhere_that_is_not_written(html):
    links = Rows(html).links
    assert "../microenvironment/immune-escape.html#claim-immune-escape-09" in links
    assert "https://doi.org/10.4049/jimmunol.0900970" in links
    assert "../reference/reading-notes.html#note-01" in links
    assert "https://identifiers.org/CHEBI:28748" in links
    assert not [link for link in links if "uptake" in link or link.startswith("#")]


def test_both_pictures_say_in_words_what_they_show(html, drawn):
    labels = Rows(html).labels
    assert [role for role, _ in labels] == ["img", "img"]
    assert len({label for _, label in labels}) == 1
    label = labels[0][1]
    assert f"{len(drawn)} claims" in label
    paths = Counter(
        (row["cargo_kind"], row["recipient"], row["outcome"]) for row in drawn if row["sender"] == "tumour cell"
    )
    assert paths["miRNA", "tumour cell", "drug resistance"] > 10
    assert "tumour cells to microrna to tumour cells to drug resistance" in label


def test_the_data_for_the_script_cannot_end_their_block(html):
    block = re.search(r'<script type="application/json" class="map-data">(.*?)</script>', html, re.DOTALL)[1]
    assert "<" not in block
    data = json.loads(block)
    assert list(data["layers"]) == list(LAYERS)
    assert {section for _, terms in data["axes"]["section"] for section in terms} == set(book.SECTIONS)
