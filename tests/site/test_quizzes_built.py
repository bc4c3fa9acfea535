"""The quizzes on the built pages, in Chromium: every answer of every question is given, and is answered."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from accessibility import violations
from chapters import chapters
from playwright.sync_api import Locator, expect
from visits import SITE, visit

from evbook.review import quizzes

pytestmark = pytest.mark.site
PAGES = [f"{page.name}.html" for page in chapters() if page.name.rpartition("/")[2] in quizzes.chapters()]
BUILT = [page for page in PAGES if (SITE / page).is_file()]
DESKTOP = {"width": 1280, "height": 900}
NARROW = {"width": 320, "height": 640}


def verdict(question: Locator) -> str:
    """What the question says to the answer that has been given."""
    return question.get_by_role("status").inner_text()


def answer(question: Locator, text: str) -> str:
    """Type a number, press Enter, and return what is said."""
    field = question.get_by_role("textbox")
    field.fill(text)
    field.press("Enter")
    return verdict(question)


def test_there_is_a_quiz_to_be_looked_at():
    assert BUILT, f"No page with a quiz is built in {SITE}; `make book` builds the site."


#: Gives every answer of every question in the page at once, a round trip a quiz: what is said to each, in order.
ANSWER_ALL = """() => Array.from(document.querySelectorAll(".evbook-question"), (question) => {
  const status = question.querySelector("[role=status]"), check = question.querySelector("button");
  const said = (stale) => {
    check.click();
    return { stale, words: status.innerText, verdict: question.dataset.verdict };
  };
  const field = question.querySelector("input[inputmode]");
  const entries = Array.from(question.querySelectorAll("details li"));
  if (!field) return Array.from(question.querySelectorAll("input"), (choice, i) => {
    choice.click();
    return { right: entries[i].hasAttribute("data-right"), ...said(status.innerText) };
  });
  const slips = entries.map((slip) => slip.dataset.value);
  return ["about ten", ...slips, question.dataset.answer.replace(".", ",")].map((typed, i) => {
    field.value = typed;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    return { right: i > slips.length, unread: i === 0, ...said(status.innerText) };
  });
})"""


def without_figures(page: Path) -> str:
    """A page without its live figures, which take most of the time that it takes to open."""
    html = page.read_text(encoding="utf-8")
    bare = re.sub(r'<figure class="evbook-explorer".*?</figure>', "", html, flags=re.DOTALL)
    assert len(bare) < len(html)
    return bare


@pytest.mark.parametrize("path", BUILT)
def test_every_answer_is_answered_and_one_of_each_question_is_right(path: str, browser, site: Path, site_address: str):
    with visit(browser, site_address, viewport=DESKTOP) as reader:
        whole = without_figures(site / path)
        reader.context.route(f"{site_address}{path}", lambda route: route.fulfill(body=whole, content_type="text/html"))
        reader.go(path).unfold()
        questions = reader.page.evaluate(ANSWER_ALL)
        assert len(questions) == 5
        for said in questions:
            assert [answer["stale"] for answer in said] == [""] * len(said), "an old verdict stands beside a new answer"
            assert len({answer["words"] for answer in said}) == len(said) >= 3
            assert sum(answer["right"] for answer in said) == 1
            for given in said:
                if given.get("unread"):
                    assert "could not be read" in given["words"] and given["verdict"] is None
                else:
                    assert given["words"].startswith("✓ Right." if given["right"] else "✗ Not so.")
                    assert given["verdict"] == ("right" if given["right"] else "wrong")
                    assert "The number is too" not in given["words"], "a slip is not recognised"
        right = sum(said[-1]["right"] for said in questions)
        expect(reader.page.locator(".evbook-score")).to_have_text(f"{right} of 5 answered right.")
        assert reader.refused == [] and reader.complaints == []


def test_a_quiz_is_done_by_keyboard_alone_and_named_for_who_does_not_see_it(browser, site: Path):
    with visit(browser, site.as_uri() + "/", viewport=DESKTOP) as reader:
        reader.go(PAGES[0]).unfold()
        keys = reader.page.keyboard
        chosen = reader.page.locator(".evbook-question:not([data-answer])").first
        typed = reader.page.locator(".evbook-question[data-answer]").first
        group = chosen.get_by_role("group", name="Question")
        expect(group.get_by_role("radio").first).to_have_accessible_name(chosen.locator("label").first.inner_text())

        # asked before anything is chosen, it says what it needs and puts the focus there
        chosen.get_by_role("button").focus()
        keys.press("Enter")
        assert verdict(chosen) == "Choose an answer first."
        expect(group.get_by_role("radio").first).to_be_focused()
        for _ in range(group.get_by_role("radio").count()):
            keys.press("Space")
            keys.press("Enter")
            if chosen.get_attribute("data-verdict") == "right":
                break
            keys.press("ArrowDown")
        assert verdict(chosen).startswith("✓ Right.")
        keys.press("Tab")
        expect(chosen.get_by_role("button", name="Check")).to_be_focused()
        keys.press("Tab")
        expect(chosen.locator("summary")).to_be_focused()
        keys.press("Enter")
        assert chosen.locator("details").evaluate("(details) => details.open")

        typed.get_by_role("textbox").focus()
        keys.type("one")
        keys.press("Enter")
        assert "“one” could not be read as a number" in verdict(typed)
        expect(typed.get_by_role("textbox")).to_be_focused()
        keys.press("Control+A")
        keys.type(typed.get_attribute("data-answer"))
        keys.press("Enter")
        assert verdict(typed).startswith("✓ Right.")


def test_its_verdicts_break_no_rule_of_accessibility(browser, site: Path):
    """The forms as they open are held on every page; here with right and wrong answers, light, dark and narrow."""
    with visit(browser, site.as_uri() + "/", viewport=DESKTOP) as reader:
        reader.go(PAGES[0]).unfold()
        questions = reader.page.locator(".evbook-question")
        for question in questions.all():
            if question.get_attribute("data-answer") is None:
                question.get_by_role("radio").first.check()
                question.get_by_role("button").click()
            else:
                answer(question, question.get_attribute("data-answer"))
        kinds = {question.get_attribute("data-verdict") for question in questions.all()}
        assert kinds == {"right", "wrong"}
        # axe walks the whole of a document, and the rest of this one is asked about elsewhere
        reader.page.evaluate(
            "() => document.querySelector('article').replaceChildren(document.querySelector('.evbook-quiz'))"
        )
        for scheme, size in [("light", DESKTOP), ("dark", DESKTOP), ("dark", NARROW), ("light", NARROW)]:
            reader.page.emulate_media(color_scheme=scheme)
            reader.page.set_viewport_size(size)
            assert violations(reader.page) == []
            assert reader.page.evaluate("() => document.documentElement.scrollWidth") <= size["width"]


def test_on_paper_there_are_questions_and_no_answers(browser, site: Path):
    with visit(browser, site.as_uri() + "/", viewport=DESKTOP) as reader:
        reader.go(PAGES[0]).unfold()
        reader.page.emulate_media(media="print")
        question = reader.page.locator(".evbook-question").first
        expect(question.locator("legend")).to_be_visible()
        expect(question.locator("details, button, .evbook-feedback").filter(visible=True)).to_have_count(0)
