"""A course step by step: its time is added up; marks stay in the browser, or for the visit where they may not."""

from __future__ import annotations

import json
import math
import re

import pytest
from accessibility import violations
from chapters import BOOK
from playwright.sync_api import expect
from visits import visit

from evbook.chapter import courses
from evbook.review import quizzes
from evbook.review.syllabi import SYLLABI
from evbook.sphinxext.teaching import chapters_of

pytestmark = pytest.mark.site
PAGE = "reference/path-lecture.html"
DESKTOP = {"width": 1280, "height": 900}
FACTS = chapters_of(BOOK)
#: A browser that lets nothing be kept: its storage throws when it is named.
BLOCKED = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"


@pytest.mark.parametrize("course", SYLLABI, ids=lambda course: course.id)
def test_the_whole_time_is_the_sum_of_its_steps(course):
    html = courses.path(course, FACTS, lambda page: f"{page}.html").html
    minutes = [int(found) for found in re.findall(r'path-minutes">(\d+) min', html)]
    pages = [page for session in course.sessions for page in session.pages]
    asked = [len(quizzes.for_chapter(page)) for page in pages]
    assert sum(minutes) == (
        sum(FACTS[page].minutes for page in pages)
        + sum(math.ceil(courses.QUESTION_MINUTES * count) for count in asked)
        + courses.ASSIGNMENT_MINUTES * len(course.assignments)
    )
    said = re.search(r"in all", html) and re.search(r"(?:(\d+) hours?)? ?(?:(\d+) minutes)? in all", html)
    assert abs(60 * int(said[1] or 0) + int(said[2] or 0) - sum(minutes)) <= 2.5
    order = [html.index(f'data-step="read-{page}"') for page in pages]
    assert order == sorted(order)
    for task in course.assignments:
        assert task.answer.__name__ and "Answer</summary>" not in html, "a reader's page holds no answers"


def test_marks_are_kept_in_the_browser_and_sent_nowhere(browser, site_address):
    with visit(browser, site_address, viewport=DESKTOP) as reader:
        page = reader.go(PAGE).page
        status = page.get_by_role("status")
        boxes = page.get_by_role("checkbox")
        expect(status).to_contain_text(f"0 of {boxes.count()} steps done")
        asked = list(reader.asked)
        boxes.nth(0).focus()
        page.keyboard.press("Space")
        boxes.nth(1).check()
        expect(status).to_contain_text("2 of ")
        expect(page.locator("li[aria-current=step]")).to_have_count(1)
        assert reader.asked == asked
        assert page.evaluate("() => Object.keys(localStorage).filter((key) => key.startsWith('evbook-path'))") == [
            "evbook-path-lecture"
        ]
        assert violations(page) == []
        page.reload()
        expect(status).to_contain_text("2 of ")
        page.get_by_role("button", name="Start again").click()
        expect(status).to_contain_text("0 of ")
        assert json.loads(page.evaluate("() => localStorage.getItem('evbook-path-lecture')")) == []
        assert reader.complaints == [] and reader.refused == []


def test_where_nothing_may_be_kept_it_works_and_says_so(browser, site_address):
    with visit(browser, site_address, viewport=DESKTOP) as reader:
        reader.context.add_init_script(BLOCKED)
        page = reader.go(PAGE).page
        page.get_by_role("checkbox").first.check()
        expect(page.get_by_role("status")).to_contain_text("1 of ")
        expect(page.get_by_role("status")).to_contain_text("lets nothing be kept")
        assert reader.complaints == []


def test_what_another_wrote_into_the_storage_does_no_harm(browser, site_address):
    with visit(browser, site_address, viewport=DESKTOP) as reader:
        reader.context.add_init_script("localStorage.setItem('evbook-path-lecture', '{\"broken')")
        page = reader.go(PAGE).page
        expect(page.get_by_role("status")).to_contain_text("0 of ")
        assert reader.complaints == []
