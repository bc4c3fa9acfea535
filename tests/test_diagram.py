"""The diagram of a declaration says what the declaration says, in the picture and in words."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from small_models import decay, parameter

from evbook.declaration import Intermediate, Modifier, Process, State
from evbook.derive.diagram import WIDTH, diagram
from evbook.derive.influences import in_words, initial_marks, label, marks, others, signals
from evbook.review.catalogue import declarations

SVG = "{http://www.w3.org/2000/svg}"
DYNAMIC = [d for d in declarations() if d.states]
every_model = pytest.mark.parametrize("declaration", DYNAMIC, ids=[d.id for d in DYNAMIC])


def escape_model():
    return next(d for d in DYNAMIC if d.id == "immune-escape")


def words(svg: str) -> str:
    """The text of a drawing, its lines joined."""
    return " ".join("".join(element.itertext()) for element in ElementTree.fromstring(svg).iter(f"{SVG}text"))


def boxes(svg: str) -> list[tuple[float, float, float, float]]:
    """Left, top, right and bottom of each rectangle."""
    found = []
    for r in ElementTree.fromstring(svg).iter(f"{SVG}rect"):
        x, y, width, height = (float(r.get(name)) for name in ("x", "y", "width", "height"))
        found.append((x, y, x + width, y + height))
    return found


def chain():
    """A goes to B, B to C and back; B's death is a vesicle process, and vesicles speed the way to C."""
    return decay(
        id="chain",
        states=tuple(State(name, "N_0", "cell", (0, 100), f"cells {name}") for name in "ABC"),
        parameters=(
            parameter(),
            parameter("N_0", 100.0, "cell", (0, 1e3)),
            parameter("phi", 1.0, "1", (0, 5), ev=True),
        ),
        intermediates=(Intermediate("speed", "k * boost", "1/day", "the way to C"),),
        modifiers=(Modifier("boost", "1 + phi", "1", "1", "vesicles speed it", label="growth factors"),),
        processes=(
            Process("ripening", "k * A", "A becomes B", consumes={"A": 1}, produces={"B": 1}),
            Process("leaving", "speed * B", "B becomes C", consumes={"B": 1}, produces={"C": 1}),
            Process("coming_back", "k * C * A / N_0", "C becomes A", consumes={"C": 1}, produces={"A": 1}),
            Process("poisoning", "k * B", "B dies of vesicles", consumes={"B": 1}, ev=True),
        ),
    )


# ---------------------------------------------------------------- what acts on what


def test_each_arm_moves_its_rate_the_way_the_biology_says():
    d = escape_model()
    effects = {(p.name, mark.modifier.name): mark.effect for p in d.processes for mark in marks(d, p)}
    assert effects == {
        ("recruitment", "treg_arm"): "lowers",
        ("recruitment", "priming_arm"): "raises",
        ("inactivation", "kill_arm"): "raises",
        ("killing", "nkg2d_arm"): "lowers",
    }


def test_rates_depend_on_the_other_population_where_they_should():
    d = escape_model()
    depends = {p.name: [s.name for s in others(d, p)] for p in d.processes}
    assert depends == {
        "arrival": [],
        "recruitment": ["T"],
        "inactivation": ["T"],
        "effector_death": [],
        "growth": [],
        "killing": ["E"],
    }


def test_the_signal_acts_only_through_the_arms_and_comes_from_the_tumour():
    ((modifier, states),) = signals(escape_model())
    assert modifier.name == "v"
    assert [s.name for s in states] == ["T"]


def test_a_modifier_inside_an_intermediate_marks_the_process_that_uses_it():
    d = chain()
    leaving = d.processes[1]
    assert [(mark.modifier.name, mark.effect) for mark in marks(d, leaving)] == [("boost", "raises")]
    assert signals(d) == []


# ---------------------------------------------------------------- the drawing


@every_model
def test_every_state_process_and_vesicle_term_is_drawn_as_text(declaration):
    said = words(diagram(declaration))
    for record in (*declaration.states, *declaration.processes):
        assert set(label(record).split()) <= set(said.split()) | set(said.replace(",", "").split()), record.name
    found = [mark for p in declaration.processes for mark in marks(declaration, p)]
    for mark in [*found, *(mark for s in declaration.states for mark in initial_marks(declaration, s))]:
        assert f"EV {mark.effect}: {label(mark.modifier)}" in said


@every_model
def test_the_alternative_text_says_the_same_in_words(declaration):
    svg = ElementTree.fromstring(diagram(declaration))
    assert svg.get("role") == "img"
    assert svg.get("aria-label") == in_words(declaration)
    marked = [mark.modifier for p in declaration.processes for mark in marks(declaration, p)]
    for record in (*declaration.states, *declaration.processes, *marked):
        assert label(record).lower() in in_words(declaration).lower(), record.name


def test_the_words_of_the_immune_escape_model_are_sentences_of_biology():
    said = in_words(escape_model())
    assert said.startswith("Diagram of effector cells (E) and tumour cells (T). ")
    assert "Effector cells come by arrival and recruitment and are lost by inactivation and effector death." in said
    assert "Killing also depends on effector cells." in said
    assert "Vesicle term: MICA lowers killing." in said


@pytest.mark.parametrize("declaration", [*DYNAMIC, chain(), decay()], ids=lambda d: d.id)
def test_nothing_lies_outside_and_no_box_covers_another(declaration):
    svg = diagram(declaration)
    _, _, width, height = map(float, ElementTree.fromstring(svg).get("viewBox").split())
    assert width == WIDTH
    rectangles = boxes(svg)
    for x0, y0, x1, y1 in rectangles:
        assert 0 <= x0 < x1 <= width
        assert 0 <= y0 < y1 <= height
    for i, (a0, b0, a1, b1) in enumerate(rectangles):
        for x0, y0, x1, y1 in rectangles[i + 1 :]:
            assert a1 <= x0 or x1 <= a0 or b1 <= y0 or y1 <= b0
    for text in ElementTree.fromstring(svg).iter(f"{SVG}text"):
        size, length = float(text.get("font-size")), len("".join(text.itertext()))
        x = float(text.get("x")) - {"start": 0, "middle": 0.5, "end": 1}[text.get("text-anchor")] * length * size * 0.5
        assert x >= -1
        assert x + length * size * 0.5 <= width + 1, text.text
        assert size < float(text.get("y")) + 4 < height


def test_its_colours_follow_the_page_and_vesicle_terms_have_theirs():
    svg = diagram(escape_model())
    bare = re.sub(r"var\((?:[^()]|\([^()]*\))*\)", "", svg)
    assert not re.search(r"#[0-9a-fA-F]{3,6}\b", bare), "a colour that the page cannot change"
    for element in ElementTree.fromstring(svg).iter(f"{SVG}text"):
        said = "".join(element.itertext())
        assert ("--ev" in element.get("style")) == (said.startswith("EV") or _inside_a_tag(svg, element))


def _inside_a_tag(svg: str, text) -> bool:
    tags = [r for r in ElementTree.fromstring(svg).iter(f"{SVG}rect") if "--ev-ground" in r.get("style")]
    x, y = float(text.get("x")), float(text.get("y"))
    return any(
        float(r.get("x")) <= x <= float(r.get("x")) + float(r.get("width"))
        and float(r.get("y")) <= y <= float(r.get("y")) + float(r.get("height"))
        for r in tags
    )


def test_what_goes_from_one_state_to_another_is_named_at_both_ends():
    said = words(diagram(chain()))
    assert "ripening to B" in said
    assert "ripening from A" in said
    assert said.count("EV raises: growth factors") == 1, "a term is marked once"
    assert "poisoning (EV)" in said


def test_the_same_declaration_gives_the_same_drawing_to_the_byte():
    code = (
        "import sys, evbook; from evbook.derive.diagram import diagram; "
        "sys.stdout.write(diagram(evbook.load('immune-escape').declaration))"
    )
    drawn = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert drawn == {diagram(escape_model()).encode()}


def test_a_model_without_states_is_refused_in_a_sentence():
    with pytest.raises(ValueError, match="shows states and processes"):
        diagram(replace(_curve(), id="curve"))


def _curve():
    from evbook.declaration import Axis, Output

    return decay(
        states=(),
        processes=(),
        axes=(Axis("x", "1", (0, 1), "place"),),
        parameters=(parameter(),),
        outputs=(Output("y", "x", "1", (0, 1), "height"),),
    )


def test_a_state_is_called_in_the_drawing_what_the_equations_call_it():
    (switch,) = (d for d in DYNAMIC if d.id == "caspase-switch")
    texts = ElementTree.fromstring(diagram(switch)).iter(f"{SVG}text")
    called = {tuple((part.text, int(part.get("dy"))) for part in text) for text in texts if len(text)}
    assert {(("C", 0), ("8", 3), ("*", -8)), (("C", 0), ("3", 3), ("*", -8), ("P", 5)), (("P", 0),)} <= called
    assert len(called) == len(switch.states)
