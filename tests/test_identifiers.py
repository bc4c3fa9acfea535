"""Names joined to their records: one substance under its names, a link for each, and what is known against lines."""

import re

import pytest

from evbook import data
from evbook.chapter import claims_table
from evbook.ledger import claims, identifiers

#: Patterns of identifiers.org for the prefixes that the book links to.
FORMS = (
    r"HGNC:\d+", r"uniprot:[A-Z0-9]{6,10}", r"ensembl:ENSG\d{11}", r"mirbase:MI\d{7}", r"mirbase\.mature:MIMAT\d{7}",
    r"cellosaurus:CVCL_[A-Z0-9]{4}", r"depmap:ACH-\d{6}", r"CHEBI:\d+", r"chembl\.compound:CHEMBL\d+",
    r"drugbank:DB\d{5}", r"pubchem\.compound:\d+", r"MONDO:\d{7}", r"DOID:\d+", r"ncit:C\d+", r"CL:\d{7}", r"GO:\d{7}",
)  # fmt: skip


def test_every_address_has_the_form_of_its_database():
    rows = data.read("identifiers")
    seen = set()
    for row in rows.itertuples():
        address = identifiers.address(row.database, row.id)
        if not row.id or row.database == "COSMIC cell line":
            assert address == ""
            continue
        path = address.removeprefix("https://identifiers.org/")
        matching = [form for form in FORMS if re.fullmatch(form, path)]
        assert len(matching) == 1, address
        seen.add(matching[0])
    assert len(seen) > 12


@pytest.mark.parametrize(
    ("one", "other"),
    [("Adriamycin", "doxorubicin"), ("PLX4032", "vemurafenib"), ("5-FU", "fluorouracil"), ("P-gp", "P-glycoprotein")],
)
def test_synonyms_are_one_record(one, other):
    assert identifiers.records(one) == identifiers.records(other) != ()


def test_a_tool_compound_is_not_the_drug_it_resembles():
    assert identifiers.records("PLX4720")[0].id != identifiers.records("PLX4032")[0].id


def test_a_word_for_two_genes_gives_both():
    assert {record.name for record in identifiers.records("ERK")} == {"MAPK1", "MAPK3"}
    html = identifiers.linked("ERK")
    assert html.startswith("ERK (") and html.count("<a ") == 2


def test_a_word_without_a_record_stays_as_it_is():
    assert identifiers.linked("growth factors & <cytokines>") == "growth factors &amp; &lt;cytokines&gt;"


def test_cell_lines_are_linked_in_a_text_and_the_longer_name_wins():
    html = identifiers.linked_cell_lines("From A549-DDP to A549, not A5490 & others.")
    assert re.findall(r">([^<]+)</a>", html) == ["A549-DDP", "A549"]
    assert html.endswith("not A5490 &amp; others.")


def test_what_is_known_against_a_line_is_said_at_its_claim():
    told = [row for row in claims.read().itertuples() if "MCF-7-Adr" in row.note]
    assert told
    table = claims_table.slice_table("resistance/mirna-cargo")._repr_html_()
    assert "MCF-7-Adr: cells distributed as MCF-7/ADR (NCI/ADR-RES) derive from OVCAR-8, an ovarian line" in table


def test_every_drug_cancer_and_cell_of_the_ledger_that_has_a_record_is_linked():
    ledger = claims.read()
    words = {word for column in ("cancer", "drug", "sender", "recipient") for cell in ledger[column]
             for word in claims.parts(cell)}  # fmt: skip
    linked = {word for word in words if "<a " in identifiers.linked(word)}
    assert {"doxorubicin", "melanoma", "natural killer cell", "macrophage"} <= linked
    # What has none: words wider or narrower than any record, and a treatment that is no substance.
    assert len(words - linked) <= 26, sorted(words - linked)


@pytest.mark.parametrize("kind", identifiers.SHOWN)
def test_the_tables_have_every_term_once(kind):
    table = identifiers.table(kind)
    terms = data.read("identifiers")
    assert sorted(table["term"]) == sorted(set(terms["term"][terms["kind"] == kind]))
    assert set(table["record"][table["link"] == ""]) <= {"none found"}
    html = identifiers.table_html(kind)
    assert html.count("<tr role") == len(table) + 1
    assert html.count('href="https://identifiers.org/') == (table["link"] != "").sum()


def test_lines_with_a_problem_say_so_in_the_table():
    table = identifiers.table("cell line").set_index("term")
    assert "OVCAR-8" in table.loc["MCF-7-Adr", "known against it"]
    assert table.loc["MCF-7-Adr", "grade"] == "candidate"
    assert table.loc["A549", "known against it"] == ""


def test_an_unknown_kind_or_database_is_refused():
    with pytest.raises(KeyError, match="the kinds are gene"):
        identifiers.table("plant")
    with pytest.raises(KeyError, match="the databases are HGNC"):
        identifiers.address("Wikipedia", "x")
