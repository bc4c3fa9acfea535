"""Reading notes and later work stand at their claims; Table 1 renders with every correction and its reason."""

from html.parser import HTMLParser

import pytest

from evbook import chapter, data
from evbook.drawing.listing import listing
from evbook.ledger import claims, notes
from evbook.review import book


class Outline(HTMLParser):
    """Collects what a test asks of a piece of HTML: how often each tag occurs, ids, and whether all is closed."""

    VOID = frozenset(["input", "br"])

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: dict[str, int] = {}
        self.ids: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.open: list[str] = []
        self.feed(html)
        assert self.open == [], f"not closed: {self.open}"

    def handle_starttag(self, tag, attrs):
        self.tags[tag] = self.tags.get(tag, 0) + 1
        self.attributes += attrs
        self.ids += [value for name, value in attrs if name == "id"]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


# ------------------------------------------------------------------------------------------- reading notes
def test_every_note_stands_at_claims_that_exist():
    known = set(claims.read()["id"])
    for row in data.read("reading_notes").itertuples():
        assert claims.parts(row.claims) and set(claims.parts(row.claims)) <= known


def test_every_claim_whose_source_was_found_to_differ_has_a_note():
    marked = claims.read().query("correction_status != ''")
    assert len(marked) > 10
    assert [claim for claim in marked["id"] if not notes.notes_of(claim)] == []


def test_a_note_cites_a_reference_of_its_claims():
    ledger = claims.read().set_index("id")["references"]
    for row in data.read("reading_notes").itertuples():
        cited = {number for claim in claims.parts(row.claims) for number in claims.parts(ledger[claim])}
        assert set(claims.parts(row.reference)) <= cited, row.id


def test_a_doi_in_a_note_on_its_own_source_is_the_bibliographys():
    known = {number: claims.reference(number)["doi"] for number in range(1, book.LAST_REFERENCE + 1)}
    compared = 0
    for row in data.read("reading_notes").itertuples():
        numbers = claims.parts(row.reference)
        if row.doi and len(numbers) == 1 and known[int(numbers[0])] and "of the source" in row.seen_where:
            assert known[int(numbers[0])].lower() == row.doi.lower(), row.id
            compared += 1
    assert compared >= 3


def test_a_chapter_shows_its_own_notes_only():
    ledger = claims.read().set_index("id")["chapter"]
    shown = notes.reading("mitigation/hemofiltration").rows
    assert {row["reference"] for row in shown} >= {"131"}
    for row in shown:
        assert "mitigation/hemofiltration" in {ledger[claim] for claim in claims.parts(row["claims"])}


def test_the_kinds_of_notes_together_are_all_notes():
    assert sum(len(notes.reading(kind=kind)) for kind in notes.KINDS) == len(notes.reading())
    with pytest.raises(KeyError, match="disagreement"):
        notes.reading(kind="quarrel")
    with pytest.raises(KeyError, match="mitigation/hemofiltration"):
        notes.reading("hemofiltration")


def test_a_list_of_notes_renders_each_once_with_its_date():
    rendered = notes.reading()._repr_html_()
    outline = Outline(rendered)
    assert outline.tags["li"] == len(notes.reading())
    assert len(set(outline.ids)) == len(outline.ids)
    days = set(data.read("reading_notes")["checked"])
    assert sum(rendered.count(f"checked {day}") for day in days) == len(notes.reading())
    assert "<script" not in rendered


# ---------------------------------------------------------------------------------------------- since 2019
def test_later_work_names_its_source_and_what_was_seen_of_it():
    items = data.read("since_2019")
    assert set(items["chapter"]) <= set(book.CHAPTERS)
    assert (items["source"] != "").all() and (items["seen"] != "").all()
    assert items["year"].dropna().between(2019, 2026).all()


def test_every_chapter_has_three_items_that_can_be_looked_up():
    """Three a chapter, each with a DOI or a register's number, with what was seen and what it changes."""
    items = data.read("since_2019")
    found = items[(items["doi"] != "") | (items["record"] != "")].groupby("chapter")["source"].nunique()
    chapters = [name for name in book.CHAPTERS if "/" in name and not name.endswith("/index")]
    assert len(chapters) == 20
    assert {name: found.get(name, 0) for name in chapters if found.get(name, 0) < 3} == {}
    assert (items["changes"].str.len() > 20).all()


def test_no_item_of_later_work_can_be_read_upside_down():
    """Seldom did better: that says two opposite things, so no adverb of frequency stands beside a verdict."""
    often = "seldom|rarely|hardly|often|sometimes"
    either_way = rf"\b(?:{often})\s+(?:did|do|does|was|were|had|gave)\s+\w*\s*(?:better|worse|more|less)"
    for table in ("since_2019", "reading_notes", "claims"):
        for column in ("claim", "changes", "review_says", "source_shows", "note"):
            rows = data.read(table)
            if column in rows:
                assert not rows[column].str.contains(either_way, case=False).any(), (table, column)
    (schedule,) = (row for row in notes.since_2019("resistance/immunotherapy-sink").rows if row["id"] == "since-09")
    assert "high doses at long intervals worked better than low doses at short intervals" in schedule["claim"]


def test_a_register_number_leads_to_its_record():
    rendered = notes.since_2019("mitigation/hemofiltration")._repr_html_()
    assert '<a href="https://clinicaltrials.gov/study/NCT04453046">NCT04453046</a>' in rendered
    assert "https://pmc.ncbi.nlm.nih.gov/articles/PMC6543976/" in rendered
    assert "https://pubmed.ncbi.nlm.nih.gov/36194183/" in notes.since_2019("background/uptake")._repr_html_()


def test_a_chapter_without_later_work_says_so():
    empty = notes.since_2019("index")
    assert len(empty) == 0
    assert "Nothing later than the review" in empty._repr_html_()
    with pytest.raises(KeyError, match="resistance/drug-export"):
        notes.since_2019("resistance/drug")


def test_a_notice_that_was_not_read_is_not_retold():
    (item,) = (row for row in notes.since_2019("microenvironment/metastasis").rows if row["id"] == "since-08")
    assert "notice was not seen" in item["claim"] and item["doi"] == ""


# ------------------------------------------------------------------------------------------------- Table 1
@pytest.fixture(scope="module")
def beside():
    return chapter.side_by_side()


def test_each_row_of_the_print_stands_in_the_page_once(beside):
    outline = Outline(beside._repr_html_())
    assert outline.tags["tbody"] == 18
    touched = {change["row"] for change in beside.corrections}
    assert outline.tags["details"] == len(touched)
    assert outline.tags["li"] == len(beside.corrections)


def test_a_suspected_reading_is_told_in_its_reason_and_not_in_the_table(beside):
    rendered = beside._repr_html_()
    assert "Suspected reading: ↑ miR-19b, miR-20a." in rendered
    assert '<td class="now">↑ miR-196, miR-20a</td>' in rendered
    assert '<td class="now">↑ miR-19b' not in rendered


def test_every_rule_that_hides_rows_belongs_to_a_control_and_every_control_has_a_rule(beside):
    rendered = beside._repr_html_()
    outline = Outline(rendered)
    style = rendered.partition("<style>")[2].partition("</style>")[0]
    controls = {name for name in outline.ids if name.startswith("table1-")}
    ruled = {name for name in controls if f"#{name}:checked" in style}
    # The two that show everything hide nothing.
    assert controls - ruled == {"table1-cancer-all", "table1-rows-every"}
    assert style.count(":checked") == len(ruled)
    assert "onclick" not in rendered and "<script" not in rendered


def test_each_cancer_that_can_be_chosen_has_rows(beside):
    outline = Outline(beside._repr_html_())
    offered = {name.removeprefix("table1-cancer-") for name in outline.ids if name.startswith("table1-cancer-")}
    held = {value for name, value in outline.attributes if name == "data-cancer"}
    assert offered - {"all"} == held


def test_two_copies_on_a_page_do_not_share_ids(beside):
    one, other = Outline(beside._repr_html_()), Outline(chapter.side_by_side("again")._repr_html_())
    assert set(one.ids) & set(other.ids) == set()
    assert len(one.ids) == len(set(one.ids)) == len(other.ids)


# ------------------------------------------------------------------------------------------------ listings
def test_a_listing_shows_every_cell_whole_and_leaves_the_unknown_empty():
    frame = data.read("literature_constants")
    rendered = listing(frame, "Constants <read>")._repr_html_()
    outline = Outline(rendered)
    assert outline.tags["tr"] == len(frame) + 1
    assert outline.tags["td"] == len(frame) * (frame.shape[1] - 1)
    assert "Constants &lt;read&gt;" in rendered
    assert "></td>" in rendered and ">nan</td>" not in rendered and ">&lt;NA&gt;</td>" not in rendered
    assert max(frame["context"], key=len).replace("'", "&#x27;") in rendered


def test_a_listing_of_nothing_is_refused():
    with pytest.raises(ValueError, match="the table has no row"):
        listing(data.read("claims").head(0), "Nothing")


@pytest.mark.parametrize("chapter", sorted(book.LEADS))
def test_every_chapter_names_three_later_papers_that_were_seen_and_can_be_looked_up(chapter):
    """Each with what it changes for the chapter's idea."""
    items = data.read("since_2019")
    items = items[(items["chapter"] == chapter) & (items["grade"] == "seen") & items["changes"].fillna("").ne("")]
    good = items[["doi", "record"]].fillna("").ne("").any(axis=1)
    assert good.sum() >= 3, chapter
