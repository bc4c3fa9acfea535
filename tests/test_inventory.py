"""The concept inventory: two forms of twenty items, of one make, each from a misconception that a chapter names."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest
from chapters import chapters

from evbook.review import quizzes
from evbook.review.inventory import CONCEPTS
from evbook.teaching.inventory import items
from evbook.teaching.items import plain

PAGES = {chapter.name for chapter in chapters()}
FORMS = [(concept, form) for concept in CONCEPTS for form in (concept.a, concept.b)]


def test_there_are_twenty_concepts_and_each_is_its_own():
    assert len(CONCEPTS) == 20
    for field in ("name", "tests", "misconception"):
        assert len({getattr(concept, field) for concept in CONCEPTS}) == 20


def test_each_names_a_chapter_whose_quiz_is_its_source():
    for concept in CONCEPTS:
        assert concept.page in PAGES
        assert quizzes.for_chapter(concept.page)


def test_both_forms_are_of_one_make():
    a, b = items(CONCEPTS, "a"), items(CONCEPTS, "b")
    for one, other in zip(a, b, strict=True):
        assert one.text != other.text
        assert len(one.answers) == len(other.answers) == 4
        assert sum(answer.right for answer in one.answers) == sum(answer.right for answer in other.answers) == 1


@pytest.mark.parametrize("form", ["a", "b"])
def test_the_right_answer_is_not_given_away_by_its_place_or_length(form):
    made = items(CONCEPTS, form)
    places = Counter(next(i for i, answer in enumerate(item.answers) if answer.right) for item in made)
    assert len(places) == 4 and max(places.values()) <= 9, places
    longest = [max(item.answers, key=lambda answer: len(plain(answer.text))).right for item in made]
    assert sum(longest) <= 13, "the longest answer is too often the right one"


def test_every_answer_is_spoken_to_and_texts_are_whole():
    for concept, form in FORMS:
        answers = [form.right, form.misconception, *form.others]
        assert len({text for text, _ in answers}) == len({said for _, said in answers}) == 4, concept.name
        for text, said in answers:
            assert said.endswith(".") and len(said.split()) >= 3, (concept.name, said)
            assert not re.search(r"[{}`*]", text + said)
        assert len(form.text.split()) >= 7


def test_an_order_of_answers_is_always_the_same():
    assert items(CONCEPTS, "a") == items(CONCEPTS, "a")


def test_what_is_no_form_or_no_pair_is_refused():
    with pytest.raises(ValueError, match="forms a and b"):
        items(CONCEPTS, "c")
    with pytest.raises(ValueError, match="not equivalent"):
        replace(CONCEPTS[0], b=replace(CONCEPTS[0].b, others=()))
