"""What a page says stands as it is meant: lines of closed sections, live figures, tasks, descriptions."""

from __future__ import annotations

import re

import nbformat
import pytest
from chapters import BOOK
from docutils import nodes

import evbook
from evbook import chapter
from evbook.review.catalogue import declarations
from evbook.sphinxext import folding, leading

CARD = "<details><summary>Report card of this model: 5 of 5 checks hold</summary></details>"


def _section(html: str) -> nodes.section:
    return nodes.section("", nodes.raw("", html, format="html"))


def _item(*parts: nodes.Node) -> nodes.list_item:
    return nodes.list_item("", nodes.paragraph("", "", *parts))


def test_two_models_with_equal_cards_are_counted_twice():
    assert folding._checks(_section(CARD + CARD)) == "10 of 10 checks hold"


def test_every_scenario_of_an_item_is_named_and_no_other_words_in_italics():
    a, b, later = (nodes.emphasis(text=name) for name in ("One, here", "Two", "not this"))
    item = _item(nodes.Text("Size: "), a, nodes.Text(", "), b, nodes.Text(": the first, "), later)
    assert folding._named(item) == ["One, here", "Two"]


def test_a_symbol_stands_in_the_line_of_what_matters_by_its_meaning():
    html = (
        "<desc>Tornado of scar, which is 3 cells at the setting. With each parameter at the lowest and highest value "
        "of its range, the widest first: K from 1 to 2; supply from 1 to 2; F from 1 to 2.</desc>"
        "<figcaption>Scar: 3. Here K is cells that the tissue can hold; F is cells: at first.</figcaption>"
    )
    assert folding._matters(_section(html)) == "Moved most: “scar” by cells that the tissue can hold, then supply"


def test_reading_notes_are_counted_by_kind():
    one = '<li id="n"><strong>Paper 2012 [6].</strong> Left out. <em>The review:</em> x</li>'
    assert folding._notes(_section(one + one)) == "2 notes: left out (2 times)"


@pytest.mark.parametrize("ev", [True, False])
def test_closed_equations_say_whether_vesicle_terms_are_among_them(ev):
    line = leading._counted(str(chapter.equations(evbook.load("bud-size"), ev=ev).latex))
    assert line.startswith("The whole model: " if ev else "As published: ")


def _opened() -> list[tuple[str, str, str]]:
    """Chapter, model and the words between the brackets, of every live figure in a notebook."""
    found = []
    for path in sorted(BOOK.rglob("*.ipynb")):
        code = "\n".join(cell.source for cell in nbformat.read(path, 4).cells if cell.cell_type == "code")
        loaded = dict(re.findall(r"^(\w+) = evbook\.load\(\"([\w-]+)\"\)$", code, re.MULTILINE))
        for name, given in re.findall(r"^(\w+)\.explore\((.*)\)$", code, re.MULTILINE):
            if name in loaded:
                found.append((path.stem, loaded[name], given))
    return found


def test_a_live_figure_opens_at_the_scenario_that_it_names():
    """Without a word it is at the model's first scenario: it shows that one's name and values, and no others."""
    opened = _opened()
    assert len(opened) > 20
    for page, model, given in opened:
        if given:
            continue
        bundle = evbook.load(model).explore()._repr_mimebundle_()
        figure = (bundle[0] if isinstance(bundle, tuple) else bundle)["text/html"]
        head = figure[: figure.index(">")]
        first = evbook.load(model).declaration.scenarios
        assert "data-setting" not in head, f"{page}: {model}"
        assert not first or f'data-scenario="{first[0].name}"' in head, f"{page}: {model}"


def test_no_sentence_of_a_task_waits_for_a_number_that_nobody_puts_in():
    """Only verdicts and a scene's words are filled from a run; a task is printed as it stands."""
    waiting = [
        f"{d.id}: {said}"
        for d in declarations()
        for one in d.challenges
        for said in (one.title, one.task, one.met, *one.hints)
        if re.search(r"\{\w+\}", said)
    ]
    assert not waiting


@pytest.mark.parametrize("model", ["escape-slice", "tumour-slice"])
def test_the_description_of_a_model_in_space_shows_no_marks_of_its_source(model):
    html = chapter.description(evbook.load(model)).html
    assert "<em>Stochasticity.</em>" in html
    assert not re.search(r"<(li|p)>\*|`", html)
