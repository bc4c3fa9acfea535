"""The tables of the book: read by their schema, joined by their keys, and saying what their sources say."""

import math
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from evbook import data
from evbook.ledger import claims
from evbook.review import table1

# Table 1 as it stands in the text of Maacha et al. 2019, Molecular Cancer 18:55 (CC BY 4.0).
PRINT = Path(__file__).parent / "oracles" / "maacha2019_table1.txt"
# What an identifier of each database looks like, by the databases' own documentation.
FORMS = {
    "HGNC": r"HGNC:[1-9]\d*",
    "UniProt": r"[OPQ]\d[A-Z\d]{3}\d|[A-NR-Z]\d([A-Z][A-Z\d]{2}\d){1,2}",
    "Ensembl": r"ENSG\d{11}",
    "miRBase (mature)": r"MIMAT\d{7}",
    "miRBase (stem-loop)": r"MI\d{7}",
    "Cellosaurus": r"CVCL_[A-Z\d]{4}",
    "DepMap": r"ACH-\d{6}",
    "COSMIC cell line": r"\d{5,7}",
    "ChEBI": r"CHEBI:[1-9]\d*",
    "ChEMBL": r"CHEMBL[1-9]\d*",
    "DrugBank": r"DB\d{5}",
    "PubChem CID": r"[1-9]\d*",
    "MONDO": r"MONDO:\d{7}",
    "DOID": r"DOID:\d+",
    "NCIT": r"NCIT:C\d+",
    "Cell Ontology": r"CL:\d{7}",
    "Gene Ontology": r"GO:\d{7}",
}
# Words of the ledger's drug column that name a class or a treatment, not a substance.
CLASSES = {
    "monoclonal antibodies",
    "immune checkpoint inhibitors",
    "anti-PD-1 antibodies",
    "radiation",
    "proton pump inhibitors",
    "calpain inhibitor",
    "MEK inhibitor",
}


# ------------------------------------------------------------------------------------------------- reading
def test_every_table_is_read_whole_and_typed_by_its_schema():
    for name in data.names():
        table = data.read(name)
        fields = data.resource(name)["schema"]["fields"]
        assert list(table.columns) == [field["name"] for field in fields]
        lines = (data.folder() / data.resource(name)["path"]).read_text(encoding="utf-8")
        assert 0 < len(table) < lines.count("\n")
        for field in fields:
            column = table[field["name"]]
            assert pd.api.types.is_numeric_dtype(column) == (field["type"] in ("number", "integer"))
            if field["type"] not in ("number", "integer"):
                assert not column.isna().any(), f"{name}.{field['name']}: text that is not known should be ''"


def test_a_number_that_is_not_known_is_missing_and_not_zero():
    constants = data.read("literature_constants")
    assert constants["spread"].isna().any()
    assert constants["value"].notna().all()
    assert data.read("since_2019")["year"].isna().any()


def test_a_file_name_does_as_well_as_a_name():
    assert data.read("table1_as_printed.csv").equals(data.read("table1_as_printed"))


def test_an_unknown_name_is_answered_with_what_there_is():
    with pytest.raises(KeyError) as caught:
        data.read("table_one")
    for name in data.names():
        assert name in str(caught.value)


def test_reading_gives_a_copy_that_may_be_changed():
    mine = data.read("claims")
    mine.loc[0, "claim"] = "spoilt"
    assert data.read("claims").loc[0, "claim"] != "spoilt"


def test_an_installed_package_reads_what_it_carries(tmp_path, monkeypatch):
    carried = tmp_path / "evbook" / "_data"
    carried.mkdir(parents=True)
    (carried / "datapackage.json").write_text("{}", encoding="utf-8")
    monkeypatch.setattr(data, "__file__", str(tmp_path / "evbook" / "data.py"))
    assert data.folder() == carried


def test_missing_data_are_said_with_both_places(tmp_path, monkeypatch):
    monkeypatch.setattr(data, "__file__", str(tmp_path / "lib" / "src" / "evbook" / "data.py"))
    with pytest.raises(FileNotFoundError) as caught:
        data.folder()
    assert str(tmp_path / "lib" / "data") in str(caught.value)
    assert "_data" in str(caught.value)


def test_naming_the_tables_loads_no_pandas():
    lines = ("import sys", "from evbook import data", "from evbook.authoring import datapackage", "data.names()")
    code = "; ".join([*lines, "assert 'pandas' not in sys.modules"])
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_each_column_is_explained():
    for name in data.names():
        explained = data.columns(name)
        assert (explained["meaning"].str.len() > 2).all()
    listed = data.tables()
    assert list(listed["name"]) == data.names()
    assert (listed["licence"] != "").all() and (listed["sources"] != "").all()


def test_the_readme_names_every_table_and_no_other():
    readme = (data.folder() / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| `([a-z0-9_]+)\.csv`", readme, flags=re.MULTILINE))
    assert named == set(data.names())


# --------------------------------------------------------------------------------------------- identifiers
@pytest.fixture(scope="module")
def identifiers():
    return data.read("identifiers")


def test_identifiers_have_the_form_of_their_database(identifiers):
    known = identifiers[identifiers["id"] != ""]
    assert set(known["database"]) == set(FORMS)
    bad = [(row.term, row.id) for row in known.itertuples() if not re.fullmatch(FORMS[row.database], row.id)]
    assert bad == []


def test_an_identifier_is_missing_exactly_where_none_was_found(identifiers):
    assert ((identifiers["id"] == "") == (identifiers["grade"] == "not found")).all()


def test_a_gene_has_one_entry_in_each_gene_database(identifiers):
    genes = identifiers[identifiers["kind"] == "gene"]
    counted = genes.groupby("term")["database"].agg(lambda databases: sorted(databases))
    assert all(databases == ["Ensembl", "HGNC", "UniProt"] for databases in counted)


def test_two_names_of_one_drug_are_one_term(identifiers):
    drugs = identifiers[identifiers["kind"] == "drug"]
    for synonym, term in (("Adriamycin", "doxorubicin"), ("PLX4032", "vemurafenib"), ("5-FU", "fluorouracil")):
        assert synonym not in set(drugs["term"])
        held = {row.term for row in drugs.itertuples() if synonym in claims.parts(row.synonyms)}
        assert held == {term}
    # A tool compound related to vemurafenib, and another substance.
    assert "PLX4720" in set(drugs["term"])
    chebi = drugs[drugs["database"] == "ChEBI"]
    assert chebi["id"].is_unique


def test_every_drug_of_the_ledger_has_an_identifier_or_is_a_class(identifiers):
    drugs = identifiers[identifiers["kind"] == "drug"]
    named = {name for row in claims.read().itertuples() for name in claims.parts(row.drug)}
    assert named - set(drugs["term"]) - CLASSES <= {"calpeptin"}
    assert named & {"Adriamycin", "PLX4032", "5-FU", "CBD"} == set()


def test_every_mirna_of_table_1_has_a_mirbase_entry(identifiers):
    entries = identifiers[identifiers["database"] == "miRBase (mature)"]
    mature = dict(zip(entries["id"], entries["name"], strict=True))
    tidy = data.read("table1_mirna_chemoresistance")
    known = tidy[tidy["mirbase"] != ""]
    assert (known["mirbase"].map(mature) == known["mature"]).all()
    # Only the microRNA whose print is doubtful has none.
    assert set(tidy[tidy["mirbase"] == ""]["mirna"]) == {"miR-196"}


def test_a_problem_of_a_cell_line_has_its_evidence(identifiers):
    assert ((identifiers["problem"] == "") == (identifiers["problem_evidence"] == "")).all()
    assert {"MCF-7-Adr", "U87MG", "SHG-44"} <= set(identifiers[identifiers["problem"] != ""]["term"])


# ------------------------------------------------------------------------------------------------- Table 1
def test_table_1_is_transcribed_as_it_is_printed():
    text = " ".join(PRINT.read_text(encoding="utf-8").split())
    heading = "Cancer Anti-cancer drugs Cell lines miRNA cargo Mechanism Reference"
    assert text.startswith(heading)
    printed = [row.strip() for row in re.findall(r".+?\[\d+\]", text.removeprefix(heading))]
    ours = [
        # The print breaks a line where we write a semicolon.
        f"{row.cancer} {row.drugs} {row.cell_lines}".replace(";", "")
        + f" {row.mirna} {row.mechanism} [{row.reference}]"
        for row in table1.printed().itertuples()
    ]
    assert ours == printed


def test_the_tidy_table_holds_what_is_printed_and_nothing_else():
    tidy = data.read("table1_mirna_chemoresistance")
    for row in table1.printed().itertuples():
        own = tidy[tidy["row"] == row.row]
        arrow, cargo = row.mirna.split(" ", 1)
        assert set(own["drug_printed"]) == set(claims.parts(row.drugs))
        assert set(own["mirna_printed"]) == set(cargo.split(", "))
        assert set(own["direction"]) == {"up" if arrow == "↑" else "down"}
        assert set(own["mechanism_printed"]) == {row.mechanism}
        assert set(own["reference"]) == {row.reference}
    # One microRNA, one drug and one group of lines a row.
    assert len(tidy) == 34


def test_a_correction_quotes_the_print_and_changes_it():
    printed = table1.printed().set_index("row")
    for change in table1.corrections().itertuples():
        assert printed.loc[change.row, change.column] == change.printed != change.corrected
        assert change.reason and change.evidence


def test_what_is_known_from_memory_is_not_applied():
    corrected = table1.corrected().set_index("row")
    suspected = table1.corrections().query("grade == 'memory'")
    assert {"miR-19b" in text for text in suspected["corrected"]} == {True, False}
    for change in suspected.itertuples():
        assert corrected.loc[change.row, change.column] != change.corrected


def test_the_corrected_table_differs_from_the_print_only_where_a_correction_says_so():
    printed, corrected = table1.printed().set_index("row"), table1.corrected().set_index("row")
    said = {(row.row, row.column) for row in table1.corrections().itertuples() if row.grade != "memory"}
    differs = {
        (row, column)
        for row in printed.index
        for column in printed.columns
        if printed.loc[row, column] != corrected.loc[row, column]
    }
    assert differs == said


# ------------------------------------------------------------------------------------------ other people's
def test_drug_response_is_of_table_1s_lines_and_drugs_only():
    response = data.read("drug_response_gdsc_v17")
    tidy = data.read("table1_mirna_chemoresistance")
    lines = {line for cell in tidy["cell_lines"] for line in claims.parts(cell)} | {"Hs578T"}
    assert set(response["cell_line"]) <= lines
    assert set(response["drug"]) <= set(tidy["drug"])
    # The release has about a thousand lines: this is not the panel.
    assert len(response) < 100
    assert not response["drug_id_evidence"].str.contains("memory").any()


def test_an_ic50_is_the_exponential_of_its_logarithm():
    for row in data.read("drug_response_gdsc_v17").itertuples():
        # Four decimals of the logarithm, four significant digits of the number.
        assert math.exp(row.ln_ic50) == pytest.approx(row.ic50_uM, rel=1e-3, abs=6e-5)


def test_the_share_of_misidentified_lines_is_the_quotient_of_its_counts():
    constants = data.read("literature_constants").set_index("quantity")
    row = constants.loc["misidentified tumour cell lines, Chinese institutes"]
    found, tested = map(int, re.match(r"(\d+) of (\d+)", row["context"]).groups())
    assert row["value"] == round(100 * found / tested, 1)


def test_low_values_are_below_high_ones():
    constants = data.read("literature_constants").set_index("quantity")["value"]
    pairs = [(name, name.replace("(low)", "(high)")) for name in constants.index if name.endswith("(low)")]
    assert len(pairs) >= 5
    for low, high in pairs:
        assert constants[low] < constants[high]


def test_a_doi_from_memory_is_left_out():
    for name in data.names():
        table = data.read(name)
        for column in {"seen_where", "seen", "evidence"} & set(table.columns):
            assert not table[column].str.contains("DOI from memory", case=False).any()
