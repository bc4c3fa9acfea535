"""The ledger covers the review, keeps to its vocabulary, cites what exists and copies nothing."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from beside import beside
from pybtex.database import parse_file

from evbook.chapter import claims_table
from evbook.ledger import claims
from evbook.review import book
from evbook.review.catalogue import declaration, declarations

ROOT = Path(__file__).parents[1]

# A critical reading of the review counted these statements, section by section.
COUNTED = {
    "abstract": 4,
    "background": 71,
    "microenvironment": 6,
    "stromal-activation": 20,
    "angiogenesis": 18,
    "immune-escape": 26,
    "metastasis": 31,
    "resistance": 8,
    "immunotherapy-sink": 12,
    "drug-export": 17,
    "efflux-transfer": 14,
    "prosurvival-cargo": 23,
    "mirna-cargo": 18,
    "stromal-resistance": 31,
    "mitigation": 27,
    "conclusions": 20,
}
COUNTED_IN_LEGENDS = 4
COUNTED_IN_BACKGROUND = {"P1": 5, "P2": 10, "P3": 9, "P4": 18, "P5": 15, "P6": 13, "P7": 1}
# References of the review whose source was seen to say something else than the review does, or to carry a notice.
REMARKED = {57, 59, 60, 84, 87, 88, 113, 130, 131, 134, 139}


@pytest.fixture(scope="module")
def ledger():
    return claims.read()


@pytest.fixture(scope="module")
def bibliography():
    return parse_file(str(ROOT / "book" / "references.bib"))


def numbers(cell: str) -> list[int]:
    return [int(number) for number in claims.parts(cell)]


def test_no_cell_is_padded(ledger):
    padded = [
        (row["id"], column)
        for row in ledger.to_dict("records")
        for column, cell in row.items()
        if cell != cell.strip() or "\n" in cell
    ]
    assert not padded


def test_every_section_has_at_least_nine_tenths_of_the_claims_counted(ledger):
    found = ledger["section"].value_counts().to_dict()
    short = {s: (found.get(s, 0), n) for s, n in COUNTED.items() if found.get(s, 0) < 0.9 * n}
    assert not short
    assert found["figure-1"] + found["figure-2"] >= COUNTED_IN_LEGENDS
    assert set(found) == set(book.SECTIONS)


def test_the_ledger_neither_skips_claims_nor_splits_them(ledger):
    assert 330 <= len(ledger) <= 430


def test_every_paragraph_of_the_background_is_covered(ledger):
    found = ledger[ledger["section"] == "background"]["paragraph"].value_counts().to_dict()
    assert set(found) == set(COUNTED_IN_BACKGROUND)
    assert not {p: found[p] for p, n in COUNTED_IN_BACKGROUND.items() if found[p] < 0.9 * n}


def test_identifiers_are_unique_and_carry_their_section(ledger):
    assert ledger["id"].is_unique
    wrong = [i for i, s in zip(ledger["id"], ledger["section"], strict=True) if not re.fullmatch(rf"{s}-\d\d", i)]
    assert not wrong


@pytest.mark.parametrize("column", sorted(book.VOCABULARY))
def test_controlled_columns_keep_to_their_vocabulary(ledger, column):
    strange = {
        row["id"]: row[column]
        for row in ledger.to_dict("records")
        if not set(claims.parts(row[column])) <= book.VOCABULARY[column]
    }
    assert not strange


@pytest.mark.parametrize("column", ["claim", "sign", "outcome", "chapter", "strength", "paragraph"])
def test_what_every_claim_must_have_is_never_empty(ledger, column):
    assert not list(ledger["id"][ledger[column] == ""])


def test_every_claim_belongs_to_a_chapter_of_the_book(ledger):
    assert set(ledger["chapter"]) <= set(book.CHAPTERS)
    # Only the last page of the perspectives may be without claims of its own.
    assert set(book.CHAPTERS) - set(ledger["chapter"]) <= {"perspectives/whole-picture"}


def test_every_reference_of_the_review_is_used(ledger):
    used = {number for cell in ledger["references"] for number in numbers(cell)}
    assert used == set(range(1, 149))


def test_references_are_numbers_in_rising_order_without_repetition(ledger):
    for cell in ledger["references"]:
        assert re.fullmatch(r"(\d+(;\d+)*)?", cell), cell
        assert numbers(cell) == sorted(set(numbers(cell))), cell


def test_a_claim_without_a_reference_is_called_framing(ledger):
    assert set(ledger[ledger["references"] == ""]["strength"]) == {"framing"}


def test_a_framing_claim_names_no_study(ledger):
    assert set(ledger[ledger["strength"] == "framing"]["references"]) == {""}


def test_strength_does_not_exceed_the_systems_seen(ledger):
    needs = {"animal": "animal", "patient": "patient", "single study in vitro": "in vitro"}
    wrong = [
        row["id"]
        for row in ledger.to_dict("records")
        if row["strength"] in needs and needs[row["strength"]] not in claims.parts(row["system"])
    ]
    assert not wrong


def test_every_remark_on_a_source_is_dated_and_explained(ledger):
    assert ledger["correction_status"].ne("").any()
    for row in ledger.to_dict("records"):
        assert bool(row["correction_checked"]) >= bool(row["correction_status"]), row["id"]
        assert re.fullmatch(r"(\d{4}-\d\d-\d\d)?", row["correction_checked"]), row["id"]
        assert not row["correction_status"] or len(row["note"]) > 30, row["id"]


def test_the_controls_of_an_experiment_are_said_or_said_to_be_unsaid(ledger):
    """Where no experiment is cited the columns say so; where one is, what was read of it."""
    for row in ledger.to_dict("records"):
        tried = set(claims.parts(row["system"])) - {"review", book.NO_EXPERIMENT}
        for column in book.CONTROLS:
            alone = claims.parts(row[column])
            assert tried or alone == [book.NO_EXPERIMENT], (row["id"], column)
            assert not tried or book.NO_EXPERIMENT not in alone, (row["id"], column)
            assert len(alone) < 2 or not {book.NOT_STATED, book.NOT_SEEN} & set(alone), (row["id"], column)
            assert alone, f"{row['id']}: nobody has looked for {column}"
        assert row["system"], row["id"]


def test_claims_are_chosen_by_their_controls(ledger):
    found = claims.select(release_blocked_control="yes", system="animal")
    assert 0 < len(found) < len(ledger)
    assert all("animal" in claims.parts(cell) for cell in found["system"])
    assert set(found["release_blocked_control"]) == {"yes"}
    assert claims.select(ev_isolation=book.NOT_LOOKED_AT).empty, "every claim has been looked at"
    assert set(claims.select(ev_isolation=book.NOT_SEEN)["ev_isolation"]) == {book.NOT_SEEN}
    both = claims.select(ev_isolation="ultracentrifugation")
    assert any("; " in cell for cell in both["ev_isolation"]), "a cell with several values has each of them"
    with pytest.raises(KeyError, match="not stated in what was read"):
        claims.select(physiological_dose="perhaps")
    with pytest.raises(KeyError, match="ev_isolation"):
        claims.select(isolation="precipitation")


def test_sources_known_to_differ_from_the_review_are_marked(ledger):
    marked = {n for row in ledger.to_dict("records") if row["correction_status"] for n in numbers(row["references"])}
    assert not REMARKED - marked


def test_models_and_terms_named_by_claims_exist(ledger):
    for model in set(ledger["model"]) - {""}:
        terms = {term for cell in ledger[ledger["model"] == model]["term"] for term in claims.parts(cell)}
        assert terms <= {modifier.name for modifier in declaration(model).modifiers}, model
    assert not list(ledger["id"][(ledger["term"] != "") & (ledger["model"] == "")])


def test_the_ledger_and_the_declarations_say_the_same_of_which_term_stands_for_which_claim(ledger):
    """A term names claims by their ids, or a part of the ledger; what the ledger says of a claim is among them."""
    part = {claim: claim.rpartition("-")[0] for claim in ledger["id"]}
    named = {
        (d.id, term.name): set(term.claims) for d in declarations() for term in (*d.modifiers, *d.processes)
    }  # fmt: skip
    assert {said for of_term in named.values() for said in of_term} <= {*part, *part.values()}
    apart = [
        (row["id"], row["model"], term)
        for row in ledger.to_dict("records") for term in claims.parts(row["term"])
        if not named[row["model"], term] & {row["id"], part[row["id"]]}
    ]  # fmt: skip
    assert apart == []


def test_each_arm_of_immune_escape_rests_on_a_claim(ledger):
    rows = ledger[ledger["model"] == "immune-escape"]
    assert {t for cell in rows["term"] for t in claims.parts(cell)} == {
        "kill_arm",
        "treg_arm",
        "nkg2d_arm",
        "priming_arm",
    }


def test_claims_are_in_british_spelling(ledger):
    american = re.compile(r"\b(\w*(?:tumor|leukemia|signaling|labeled|behavior|hemoglobin)\w*)", re.I)
    found = {row["id"]: american.findall(row["claim"]) for row in ledger.to_dict("records")}
    # "Tumorigenic" and its kin are spelt so in British English too.
    assert not {i: w for i, w in found.items() if [x for x in w if "tumorig" not in x.lower()]}


def words(text: str) -> list[str]:
    text = text.lower().replace("tumour", "tumor").replace("signalling", "signaling").replace("behaviour", "behavior")
    return re.findall(r"[\w+]+", text)


def runs(text: list[str], length: int) -> set[tuple[str, ...]]:
    return {tuple(text[i : i + length]) for i in range(len(text) - length + 1)}


def test_no_claim_shares_eight_words_in_a_row_with_the_review(ledger):
    review = beside("review/maacha2019.txt")
    # Words broken at the end of a line are joined again.
    printed = runs(words(re.sub(r"-\s*\n\s*", "", review.read_text(encoding="utf-8"))), 8)
    assert len(printed) > 5000
    copied = {row["id"] for row in ledger.to_dict("records") if runs(words(row["claim"]), 8) & printed}
    assert not copied


def test_every_number_of_the_review_is_accounted_for(bibliography):
    table = claims.references()
    assert list(table["number"]) == list(range(1, book.LAST_REFERENCE + 1))
    for row in table.to_dict("records"):
        known = row["grade"] in ("verified", "identified")
        assert known == bool(row["key"]) == bool(row["label"]), row["number"]
        expected = row["key"] if known else f"reference {row['number']} in Maacha et al. 2019"
        assert claims.cite(row["number"]) == expected
        if known:
            assert f"review:{row['number']}" in bibliography.entries[row["key"]].fields["keywords"]
        else:
            assert not row["doi"] and not row["pmid"], "a guess carries no identifier"


def test_cite_refuses_a_number_the_review_does_not_have():
    for wrong in (0, 149, "52;53", "", "p. 3"):
        with pytest.raises(KeyError, match="from 1 to 148"):
            claims.cite(wrong)


def test_no_entry_of_the_bibliography_is_an_orphan(bibliography):
    keyed = set(claims.references()["key"]) - {""}
    with open(ROOT / "data" / "references_further.csv", encoding="utf-8") as file:
        further = {row["key"] for row in csv.DictReader(file)}
    assert set(bibliography.entries) == keyed | further
    assert not keyed & further


def test_a_doi_or_pmid_is_printed_only_where_one_was_seen(bibliography):
    seen = {row["key"]: row for row in claims.references().to_dict("records") if row["key"]}
    with open(ROOT / "data" / "references_further.csv", encoding="utf-8") as file:
        further = {row["key"]: row for row in csv.DictReader(file)}
    for key, entry in bibliography.entries.items():
        doi = entry.fields.get("doi", "")
        assert doi == (seen.get(key) or further[key])["doi"], key
        assert not doi or re.fullmatch(r"10\.\d{4,9}/\S+", doi), key
        if key in seen:
            assert entry.fields.get("pmid", "") == seen[key]["pmid"], key


def test_dois_are_unique(bibliography):
    dois = [e.fields["doi"].lower() for e in bibliography.entries.values() if "doi" in e.fields]
    assert len(dois) == len(set(dois)) > 50


class Rows(HTMLParser):
    def __init__(self):
        super().__init__()
        self.rows, self.scopes, self.addresses, self.text = [], [], [], ""

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "tr" and "id" in attrs:
            self.rows.append(attrs["id"])
        if tag == "th":
            self.scopes.append(attrs.get("scope"))
        if tag == "a":
            self.addresses.append(attrs["href"])

    def handle_data(self, data):
        self.text += data


def test_a_chapters_slice_renders_every_claim_once_with_its_sources():
    chapter = "microenvironment/immune-escape"
    expected = claims.for_chapter(chapter)
    page = Rows()
    page.feed(claims_table.slice_table(chapter)._repr_html_())
    assert page.rows == [f"claim-{i}" for i in expected["id"]]
    assert page.scopes == ["col"] * 6 + ["row"] * len(expected)
    assert "https://doi.org/10.4049/jimmunol.0900970" in page.addresses
    assert "https://pubmed.ncbi.nlm.nih.gov/15709166/" in page.addresses
    for claim in expected["claim"]:
        assert claim in page.text
    assert "reference 51" in page.text
    assert "Disagrees with source (checked 2026-11-23)." in page.text
    assert "nan" not in page.text.lower().split()


def test_the_markdown_slice_has_a_line_a_claim_and_as_many_cells_as_headings():
    table = claims_table.slice_table("resistance/mirna-cargo")
    lines = [line for line in table._repr_markdown_().splitlines() if line.startswith("|")]
    assert len(lines) == 2 + len(claims.for_chapter("resistance/mirna-cargo"))
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in lines} == {len(table.HEADINGS) + 1}


def test_a_chapter_without_claims_is_refused_by_name():
    with pytest.raises(KeyError, match="reference/glossary"):
        claims.for_chapter("reference/glossary")


def test_reading_gives_a_copy_that_may_be_changed():
    mine = claims.read()
    mine.loc[0, "claim"] = "changed"
    assert claims.read().loc[0, "claim"] != "changed"


def test_importing_the_ledger_loads_no_pandas():
    code = "import sys, evbook.ledger.claims; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
