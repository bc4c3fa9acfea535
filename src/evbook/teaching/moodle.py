"""Questions as Moodle XML (https://docs.moodle.org/en/Moodle_XML_format), pictures within the file.

A choice says its feedback to the answer chosen; a number is right within its absolute tolerance, recognised slips
count nothing and say what was slipped on, and ``*`` catches all others; an open answer is an essay, whose solution
the marker sees.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from evbook.teaching.items import Item, Picture, folders, number


def moodle(items: Sequence[Item]) -> str:
    """Return a question bank as Moodle reads it, a category for every folder."""
    quiz = Element("quiz")
    for folder, members in folders(items):
        category = SubElement(quiz, "question", type="category")
        name = "/".join(part.replace("/", "//") for part in folder)
        _text(SubElement(category, "category"), f"$course$/top/{name}")
        for item in members:
            _question(quiz, item)
    ElementTree.indent(quiz)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(quiz, encoding="unicode") + "\n"


_TYPES = {"choice": "multichoice", "number": "numerical", "open": "essay"}


def _question(quiz: Element, item: Item) -> None:
    question = SubElement(quiz, "question", type=_TYPES[item.kind])
    _text(SubElement(question, "name"), item.title)
    text = item.text
    if item.picture:
        alt = item.picture.alt.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
        text += f'<p><img src="@@PLUGINFILE@@/{item.picture.name}" alt="{alt}" /></p>'
    _file(_html(question, "questiontext", text), item.picture)
    _html(question, "generalfeedback", "")
    # an essay is marked by a person; the others count one
    for name, value in (("defaultgrade", "1"), ("penalty", "0.3333333"), ("hidden", "0"), ("idnumber", item.id)):
        SubElement(question, name).text = value
    if item.kind == "choice":
        for name, value in (("single", "true"), ("shuffleanswers", "true"), ("answernumbering", "ABCD")):
            SubElement(question, name).text = value
        for answer in item.answers:
            _answer(question, "100" if answer.right else "0", answer.text, answer.feedback, form="html")
    elif item.kind == "number":
        _numeric(question, "100", item.value, item.tolerance, item.feedback)
        for slip in item.slips:
            _numeric(question, "0", slip.value, item.tolerance * abs(slip.value / item.value), slip.feedback)
        if item.hint:
            _answer(question, "0", "*", item.hint)
        SubElement(question, "unitgradingtype").text = "0"
        SubElement(question, "showunits").text = "3"
    else:
        for name, value in (("responseformat", "editor"), ("responserequired", "1"), ("responsefieldlines", "10"),
                            ("attachments", "0"), ("attachmentsrequired", "0")):  # fmt: skip
            SubElement(question, name).text = value
        _html(question, "graderinfo", item.solution)
        _html(question, "responsetemplate", "")


def _numeric(question: Element, fraction: str, value: float, tolerance: float, feedback: str) -> None:
    answer = _answer(question, fraction, number(value), feedback)
    SubElement(answer, "tolerance").text = number(tolerance)


def _answer(question: Element, fraction: str, text: str, feedback: str, form: str = "moodle_auto_format") -> Element:
    answer = SubElement(question, "answer", fraction=fraction, format=form)
    SubElement(answer, "text").text = text
    _html(answer, "feedback", feedback)
    return answer


def _html(parent: Element, name: str, html: str) -> Element:
    element = SubElement(parent, name, format="html")
    return _text(element, html)


def _text(element: Element, words: str) -> Element:
    SubElement(element, "text").text = words
    return element


def _file(element: Element, picture: Picture | None) -> None:
    if picture:
        file = SubElement(element, "file", name=picture.name, path="/", encoding="base64")
        file.text = base64.b64encode(picture.svg.encode()).decode()
