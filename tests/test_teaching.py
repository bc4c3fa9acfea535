"""For teachers: what is said of chapters is read from them, and the answers of assignments are the models'."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

import pytest
from chapters import BOOK, chapters

import evbook
from evbook.chapter import courses as teaching
from evbook.derive.javascript.panel import PARTS
from evbook.ledger import claims
from evbook.review.catalogue import declarations
from evbook.review.syllabi import SYLLABI
from evbook.sphinxext.teaching import chapters_of
from evbook.teaching.courses import facts

FACTS = chapters_of(BOOK)
TASKS = [(course, task) for course in SYLLABI for task in course.assignments]
by_task = pytest.mark.parametrize("task", [task for _, task in TASKS], ids=[f"{c.id}-{t.model}" for c, t in TASKS])


def test_every_chapter_says_what_it_needs_and_takes():
    assert set(FACTS) == {page.name for page in chapters()}
    for page in chapters():
        first = page.notebook.cells[0].source
        assert f"{FACTS[page.name].minutes} minutes" in first
        assert FACTS[page.name].prerequisites in first
        assert len(FACTS[page.name].objectives) >= 3


def test_a_cell_that_lacks_something_is_refused_with_what_it_lacks():
    with pytest.raises(ValueError, match="lacks its prerequisites, time"):
        facts("# Title\n\n*An idea.*")


def test_the_overview_adds_the_minutes_up_and_leads_only_to_pages_that_exist():
    html = teaching.overview(FACTS, lambda page: f"{page}.html" if page == "background/uptake" else "").html
    assert f"{sum(each.minutes for each in FACTS.values())} minutes" in html
    assert html.count('<a href="') == 1


def test_courses_read_chapters_that_exist_and_their_minutes_are_the_chapters():
    assert [course.id for course in SYLLABI] == ["lecture", "biologists", "pharmacology"]
    for course in SYLLABI:
        assert {page for session in course.sessions for page in session.pages} <= set(FACTS)
        assert len(course.assignments) >= 2
        html = teaching.sheet(course, FACTS, lambda page: f"{page}.html").html
        for session in course.sessions:
            assert f">{sum(FACTS[page].minutes for page in session.pages)}</td>" in html


@by_task
def test_an_assignment_opens_a_setting_that_its_model_knows(task):
    d = evbook.load(task.model).declaration
    fragment = task.fragment(evbook.load(task.model))
    head, _, query = fragment.partition("?")
    assert head == f"#ev:{d.id}@{d.hash}"
    asked = dict(parse_qsl(query))
    names = {p.name: p for p in d.parameters}
    locked = asked.pop("_lock", "").split(",") if "_lock" in asked else []
    assert set(locked) <= set(names) and not set(locked) & set(task.free)
    assert set(task.free) <= set(names)
    assert set(filter(None, asked.pop("_hide", "").split(","))) <= set(PARTS)
    assert asked.pop("_scenario", d.scenarios[0].name) in {s.name for s in d.scenarios}
    for name, text in asked.items():
        assert names[name].range[0] <= float(text) <= names[name].range[1]


@by_task
def test_an_answer_is_computed(task):
    said = task.answer(evbook.load(task.model))
    assert len(re.findall(r"\d", said)) >= 2
    assert "nan" not in said.lower()
    assert said.endswith(".")


def test_what_is_solid_counts_every_claim_and_every_number():
    said = teaching.solid_and_assumed().text
    assert f"The {len(claims.read())} claims" in said
    assert f"The {sum(len(d.parameters) for d in declarations())} numbers" in said
