"""Quizzes: numbers come from models, every answer is spoken to, and nothing but knowing gives the right one away."""

from __future__ import annotations

import math
import re
from html.parser import HTMLParser
from itertools import combinations

import pytest
from chapters import Chapter, chapters

import evbook
from evbook import chapter
from evbook.chapter import sources
from evbook.declaration.units import registry
from evbook.review import quizzes
from evbook.teaching.answers import worked
from evbook.teaching.questions import Choice, Numeric, Question, Slip

PAGES = {page.name.rpartition("/")[2]: page for page in chapters()}


@pytest.fixture(scope="module", params=quizzes.chapters())
def page(request) -> Chapter:
    """A chapter with a quiz."""
    return PAGES[request.param]


@pytest.fixture(scope="module")
def asked(page):
    return quizzes.for_chapter(page.name)


@pytest.fixture(scope="module")
def html(page) -> str:
    return chapter.quiz(page.name).html


class Watched:
    """A model that notes whether it was asked anything."""

    def __init__(self, model):
        self._model, self.asked = model, False

    def __getattr__(self, name):
        self.asked = True
        return getattr(self._model, name)


# ---------------------------------------------------------------- what is asked


def test_a_quiz_has_five_questions_and_a_number_among_them(asked):
    assert len(asked) == 5
    assert any(isinstance(question, Numeric) for question in asked)
    assert len({question.text for question in asked}) == 5


def test_numbers_are_the_models_and_carry_a_unit(asked):
    for question in asked:
        if isinstance(question, Numeric):
            model = Watched(evbook.load(question.model))
            answer = float(question.answer(model))
            assert model.asked, f"{question.text!r} does not ask its model"
            assert math.isfinite(answer) and answer != 0
            if question.unit != "%":
                registry().Unit(question.unit)


def test_every_slip_is_a_number_that_no_other_answer_is_taken_for(asked):
    for question in asked:
        if isinstance(question, Numeric):
            found = worked(question, evbook.load)
            for one, other in combinations([found.answer, *found.slips], 2):
                assert math.isfinite(other)
                gap = abs(one - other)
                assert gap > question.tolerance * (abs(one) + abs(other)), f"{question.text!r}: {one:g}, {other:g}"


def test_the_right_answer_is_not_given_away_by_its_length_or_place(asked):
    places = []
    for question in asked:
        if isinstance(question, Question):
            right = next(i for i, choice in enumerate(question.choices) if choice.right)
            others = [len(choice.text) for choice in question.choices if not choice.right]
            assert len(question.choices[right].text) <= 1.2 * max(others), question.text
            places.append(right)
    assert len(set(places)) >= 2, "the right answer stands always in the same place"


def test_every_answer_is_spoken_to_in_words_of_its_own(asked):
    for question in asked:
        answers = question.choices if isinstance(question, Question) else question.slips
        said = [answer.feedback for answer in answers]
        said += [question.feedback, question.hint] if isinstance(question, Numeric) else []
        assert len(set(said)) == len(said)
        assert all(len(words.split()) >= 5 and words.endswith((".", "?")) for words in said), question.text


def test_it_cites_only_what_its_page_lists(page, html):
    assert {f"cite-{key}" for key in re.findall(r'href="#cite-([a-z0-9-]+)"', html)} <= {
        sources.anchor(key) for key in page.cited
    }


# ---------------------------------------------------------------- what the page shows


class Shown(HTMLParser):
    """Ids, links and details of a piece of HTML, and its text."""

    def __init__(self, html: str):
        super().__init__()
        self.ids, self.open, self.controls, self.text = [], [], [], ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.ids += [attrs["id"]] if "id" in attrs else []
        self.open += ["open" in attrs] if tag == "details" else []
        self.controls += [tag] if tag in ("input", "button", "select", "form") else []

    def handle_data(self, data):
        self.text += data


def test_its_questions_have_anchors_that_stay_and_answers_that_are_closed(page, html):
    shown = Shown(html)
    name = page.name.rpartition("/")[2]
    assert shown.ids == [f"quiz-{name}-{n}" for n in range(1, 6)]
    assert shown.open == [False] * 5
    assert shown.controls == [], "what needs the script is made by the script"


def test_no_mark_of_the_source_is_left(html):
    assert not re.findall(r"[{}`*$\\]|\b\w+_\w+\b", Shown(html).text)


# ---------------------------------------------------------------- the form of a question

WRONG = Choice("Never.", "That is what one fears.")
RIGHT = Choice("Always.", "It is so by definition.", right=True)


def numeric(**change) -> Numeric:
    given = {
        "text": "How many effectors are there at the start?", "model": "immune-escape",
        "answer": lambda model: model.parameters["value"]["E_0"], "unit": "cell", "feedback": "So it is declared.",
        "hint": "See the table.", "slips": (Slip(lambda model, right: right / 24, "That is by the hour."),),
    }  # fmt: skip
    return Numeric(**{**given, **change})


def test_an_answer_a_slip_and_a_number_in_the_text_are_worked_out():
    numbers = {"tumour": lambda model: model.parameters["value"]["b"]}
    question = numeric(text="Of {tumour} cells, {answer}?", numbers=numbers)
    found = worked(question, evbook.load)
    assert found.answer == 3.2e5
    assert found.slips == (3.2e5 / 24,)
    assert found.question.text == "Of 2 × 10⁻⁹ cells, 320\u202f000?".replace(" × ", "\u00a0×\u00a0")


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (lambda: Question("Why?", (RIGHT, WRONG)), "2 answers"),
        (lambda: Question("Why?", (WRONG, WRONG, WRONG)), "0 right answers"),
        (lambda: Question("Why?", (RIGHT, WRONG, Choice("Perhaps.", ""))), "says nothing to the answer 'Perhaps.'"),
        (lambda: Question("Why?", (RIGHT, WRONG, WRONG), numbers={"n": lambda model: 1}), "names no model"),
        (lambda: numeric(answer=3.2e5), "the model must give it"),
        (lambda: numeric(slips=()), "recognises no wrong number"),
        (lambda: numeric(hint=""), "a hint"),
        (lambda: numeric(tolerance=1), "at most 0.25"),
        (lambda: worked(numeric(text="Of {many}?"), evbook.load), "many"),
        (lambda: worked(numeric(numbers={"unused": lambda model: 1}), evbook.load), "unused"),
    ],
)
def test_a_question_that_is_not_whole_is_refused_with_a_sentence(made, words):
    with pytest.raises(ValueError, match="The question '") as refusal:
        made()
    assert words in str(refusal.value)


def test_a_chapter_without_a_quiz_is_answered_with_those_that_have_one():
    with pytest.raises(KeyError, match="immune-escape"):
        quizzes.for_chapter("reference/glossary")
