"""The chapter contract, held by every chapter there is; a chapter that is added is held to it without a word here."""

from __future__ import annotations

import ast
import re
from itertools import pairwise

import pytest
from chapters import BOOK, Chapter, chapters, tags
from pybtex.database import parse_file

from evbook.ledger import claims, glossary, notes
from evbook.review import quizzes
from evbook.review.catalogue import declarations

CHAPTERS = chapters()
#: Headings of the second level that a chapter with a model has, in this order.
HEADINGS = (
    "The evidence", "The model", "Does it hold?", "Explore", "Vesicle budget", "What matters", "Challenge",
    "What it leaves out", "Exercises", "Key terms", "References",
)  # fmt: skip


@pytest.fixture(scope="module", params=CHAPTERS, ids=[chapter.name for chapter in CHAPTERS])
def page(request) -> Chapter:
    return request.param


@pytest.fixture(scope="module")
def bibliography():
    return parse_file(BOOK / "references.bib").entries


@pytest.fixture(scope="module")
def models(page):
    """The declarations that name the page as their chapter."""
    return [d for d in declarations() if d.chapter == page.name]


def test_there_is_a_chapter_and_it_has_a_model(request):
    assert CHAPTERS
    assert {d.chapter for d in declarations()} & {chapter.name for chapter in CHAPTERS}


# ---------------------------------------------------------------- 1: what the chapter is and what it asks


def test_it_opens_with_its_title_and_its_idea_in_one_italic_sentence(page, models):
    title, mark, idea = [line for line in page.notebook.cells[0].source.splitlines() if line][:3]
    assert re.fullmatch(r"# \S.*", title)
    assert mark == "{.idea}"
    assert re.fullmatch(r"\*[^*]+[.]\*", idea)
    assert idea.strip("*") in [d.idea for d in models]


def test_it_says_objectives_prerequisites_and_minutes(page):
    first = page.notebook.cells[0].source
    objectives = first.partition("**Objectives.**")[2].partition("**Prerequisites.**")[0]
    assert len(re.findall(r"^- \S", objectives, re.MULTILINE)) >= 3
    assert len(first.partition("**Prerequisites.**")[2].partition("**Time.**")[0].split()) > 5
    assert re.search(r"\b\d+ minutes", first.partition("**Time.**")[2])


def test_its_parts_come_in_the_order_of_every_chapter(page):
    found = [line for line in re.findall(r"^## (.+)$", page.prose, re.MULTILINE) if line in HEADINGS]
    assert found == list(HEADINGS)


# ---------------------------------------------------------------- 2 and 3: the claims and their evidence


def test_every_claim_of_its_part_of_the_ledger_is_named_in_the_text(page):
    ledger = claims.for_chapter(page.name)
    assert set(page.claimed) == set(ledger["id"])


def test_every_source_of_its_claims_is_cited(page):
    ledger = claims.for_chapter(page.name)
    numbers = {number for cell in ledger["references"] for number in claims.parts(cell)}
    assert numbers or set(ledger["strength"]) == {"framing"}, "only an outlook rests on no source"
    keys = {key for number in numbers if " " not in (key := claims.cite(number))}
    assert keys <= page.cited, keys - page.cited
    for number in numbers:
        if " " in claims.cite(number):
            assert f"reference {number} in" in page.prose, f"reference {number} has no key and is cited by its number"


def test_every_key_resolves(page, bibliography):
    assert page.cited <= set(bibliography), page.cited - set(bibliography)


def test_where_source_and_review_disagree_the_text_says_so(page):
    disagreeing = claims.for_chapter(page.name).query("correction_status == 'disagrees with source'")
    said = re.findall(r"^> \*\*The source says .*?(?=\n\n|\Z)", page.prose, re.MULTILINE | re.DOTALL)
    for row in disagreeing.to_dict("records"):
        keys = {claims.cite(number) for number in claims.parts(row["references"])}
        assert any(key in box for key in keys for box in said), row["id"]


def test_it_shows_its_slice_of_the_ledger(page):
    assert page.calls("evidence")


# ---------------------------------------------------------------- 4 and 5: the model, and whether it holds


def test_it_shows_the_published_model_and_the_vesicle_terms_apart(page, models):
    model = page.section("The model")
    assert "### What is published" in model
    assert "### What we add" in model
    without = [call for call in page.calls("equations") if "ev" in {keyword.arg for keyword in call.keywords}]
    assert len(without) >= 1
    assert len(page.calls("equations")) >= 2 * len(without)
    assert len(page.calls("diagram")) >= len([d for d in models if d.states])
    assert page.calls("parameter_table")


def test_the_sources_of_its_numbers_are_among_its_references(page, models):
    used = {record.source for d in models for record in (*d.parameters, *d.benchmarks)} - {""}
    assert used <= page.cited, used - page.cited


def test_it_shows_whether_the_model_holds_and_what_it_costs(page):
    assert page.calls("benchmark_table")
    assert page.calls("budget_table")


# ---------------------------------------------------------------- 6: explore


def test_it_has_a_live_model_with_scenarios_and_questions(page, models):
    live = [cell for cell in page.code if ".explore(" in cell.source]
    assert live
    assert all("explorer" in tags(cell) for cell in live)
    explore = page.section("Explore")
    titles = {scenario.title for d in models for scenario in d.scenarios}
    assert 3 <= len({title for title in titles if f"*{title}*" in explore}) <= 6 * len(models)
    assert len(re.findall(r"^\*\*\d+\.\*\* ", explore, re.MULTILINE)) >= 3
    assert explore.count('<details class="disclosure"><summary>') == explore.count("</details>") >= 3
    assert "<details open" not in page.prose


# ---------------------------------------------------------------- 8 and 9: what matters, and the challenge


def test_it_shows_the_report_card_and_what_matters(page):
    assert page.calls("report_card")
    assert page.calls("what_matters")


def test_it_sets_a_challenge_that_its_own_live_model_recognises(page, models):
    """Each of its models' challenges has a card, and the model that the card leads to is live on the page."""
    assert any(d.challenges for d in models)
    (call,) = page.calls("challenges")
    challenged = {argument.id for argument in call.args}
    explored = {explore.func.value.id for explore in page.calls("explore") if isinstance(explore.func.value, ast.Name)}
    assert challenged <= explored, f"{challenged - explored} is not live on this page"
    loaded = {
        node.targets[0].id: node.value.args[0].value
        for cell in page.code
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, ast.Assign) and ast.unparse(node.value).startswith("evbook.load(")
    }
    assert {d.id for d in models if d.challenges} <= {loaded[name] for name in challenged}
    assert len(page.section("Challenge").split()) >= 15


# ---------------------------------------------------------------- 10: what it leaves out


def test_it_says_what_it_leaves_out(page):
    assert len(page.section("What it leaves out").split()) >= 100
    assert "*Contrary evidence.*" in page.section("What it leaves out")


def test_reading_notes_and_later_work_are_shown_where_there_are_any(page):
    assert bool(page.calls("reading_notes")) == bool(len(notes.reading(page.name)))
    assert bool(page.calls("since_2019")) == bool(len(notes.since_2019(page.name)))


# ---------------------------------------------------------------- 11: exercises


def test_it_has_four_exercises_or_more_each_with_a_solution_that_is_closed(page):
    asked = re.findall(r"^\*\*Exercise (\d+)\.\*\* ", page.section("Exercises"), re.MULTILINE)
    assert asked == [str(n + 1) for n in range(len(asked))]
    assert len(asked) >= 4
    solutions = [cell for cell in page.code if "solution" in tags(cell)]
    assert len(solutions) == len(asked)
    for cell in solutions:
        assert "hide-cell" in tags(cell), "on the site the cell opens when the reader asks for it"
        assert cell.metadata["jupyter"] == {"outputs_hidden": True, "source_hidden": True}, "and so in JupyterLab"


def test_the_numbers_of_solutions_are_computed(page):
    for call in page.calls("solution"):
        (text,) = call.args
        assert isinstance(text, ast.JoinedStr), "a solution is an f-string, whose numbers the cell puts in"
        assert any(isinstance(part, ast.FormattedValue) for part in text.values)


def test_each_question_is_followed_by_its_solution(page):
    cells = page.notebook.cells
    for before, cell in pairwise(cells):
        if "solution" in tags(cell):
            assert re.search(r"^\*\*Exercise \d+\.\*\* [^\n]*(?:\n(?!\n\*\*)[^\n]*)*\Z", before.source, re.MULTILINE)


def test_its_exercises_end_with_its_quiz(page):
    """Five questions, worked out while the page is made; what is asked is held by ``test_quizzes``."""
    assert len(quizzes.for_chapter(page.name)) == 5
    (cell,) = [cell for cell in page.code if "chapter.quiz(page)" in cell.source]
    assert set(tags(cell)) == {"nbval-ignore-output", "remove-input"}
    assert page.section("Exercises").rpartition("\n### ")[2].startswith("Quiz\n")
    cells = page.notebook.cells
    before, after = (cells[cells.index(cell) + step].source for step in (-1, 1))
    assert before.startswith("### Quiz\n") and after.startswith("## Key terms")


# ---------------------------------------------------------------- 13: key terms, references, stamp


def test_it_ends_with_key_terms_references_and_the_versions_it_was_made_with(page):
    assert page.calls("key_terms")
    assert len(glossary.for_chapter(page.name)) >= 6
    assert re.search(r"```\{bibliography\}\n:filter: docname in docnames\n```", page.section("References"))
    assert ".stamp(" in page.notebook.cells[-1].source


# ---------------------------------------------------------------- prose


def test_the_prose_is_one_sentence_a_line(page):
    for cell in page.notebook.cells:
        if cell.cell_type != "markdown":
            continue
        for line in re.sub(r"```.*?```", "", cell.source, flags=re.DOTALL).splitlines():
            if line.startswith(("- ", "**", "|")):
                continue
            bare = re.sub(r"\{[a-z:]+\}`[^`]*`|\bet al\.", "", line)
            assert not re.search(r"[a-z0-9)][.?!]\s+[A-Z][a-z]+ [a-z]", bare.replace("*", "")), line


def test_how_the_book_was_made_is_no_part_of_it(page):
    everything = "\n".join(cell.source for cell in page.notebook.cells)
    assert not re.search(r"\bissues? \d|\bhelpers?\b|\bagents?\b|\bTODO\b|\bsession\b", everything, re.IGNORECASE)
