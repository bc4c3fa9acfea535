"""The diagram of a declaration says what the declaration says, in the picture and in words."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from small_models import decay, parameter

from evbook.authoring.diagrams import KEPT, networks, text_of
from evbook.declaration import Group, Intermediate, Modifier, Process, State
from evbook.declaration.checks import DeclarationError, check
from evbook.derive.diagram import NotPlaced, diagram, placements
from evbook.derive.influences import in_words, initial_marks, label, marks, others, response, signals
from evbook.derive.network import Network, network
from evbook.derive.text_width import text_width, wrapped
from evbook.explorer.placing import placed
from evbook.review.catalogue import declarations

#: A drawing and its words are asked about several times.
svg_of, alternative = cache(diagram), cache(in_words)
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


def stacked(found: Network) -> dict:
    """A placement in which all stands under one another: what any layout might return, without one."""
    corners, y = [], 0.0
    for node in found.nodes:
        corners.append([0.0, y])
        y += node.size[1] + 10
    at = {node.key: corner for node, corner in zip(found.nodes, corners, strict=True)}
    edges = [[*at[edge.source], 0.0, at[edge.target][1]] for edge in found.edges]
    return {"size": [max(node.size[0] for node in found.nodes), y], "nodes": corners, "edges": edges}


def drawn(declaration) -> str:
    return diagram(declaration, stacked(network(declaration)))


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
def test_every_state_process_and_vesicle_term_is_drawn_as_text_or_counted(declaration):
    said = words(svg_of(declaration))
    names = [name for g in declaration.groups for name in g.states]
    shown = [*(g.label for g in declaration.groups), *(label(s) for s in declaration.states if s.name not in names)]
    if not declaration.groups:
        shown += [label(p) for p in declaration.processes]
    found = [mark for p in declaration.processes for mark in marks(declaration, p)]
    found += [mark for s in declaration.states for mark in initial_marks(declaration, s)]
    shown += [f"EV {mark.effect}: {label(mark.modifier)}" for mark in found]
    for text in shown:
        assert text in said, text


@every_model
def test_the_alternative_text_says_the_same_alternative(declaration):
    svg = ElementTree.fromstring(svg_of(declaration))
    assert svg.get("role") == "img"
    assert svg.get("aria-label") == alternative(declaration)
    marked = [mark.modifier for p in declaration.processes for mark in marks(declaration, p)]
    for record in (*declaration.states, *declaration.processes, *marked):
        assert label(record).lower() in alternative(declaration).lower(), record.name


@every_model
def test_no_word_stands_twice_in_a_row(declaration):
    texts = ["".join(element.itertext()) for element in ElementTree.fromstring(svg_of(declaration)).iter(f"{SVG}text")]
    for text in [*texts, *alternative(declaration).replace("(", ". (").split(". ")]:
        assert not re.search(r"\b([^\W\d]{2,})\W+\1\b", text, re.IGNORECASE), text


def test_the_words_of_the_immune_escape_model_are_sentences_of_biology():
    said = in_words(escape_model())
    assert said.startswith("Diagram of effector cells (E) and tumour cells (T). ")
    assert "Effector cells come by arrival and recruitment and are lost by inactivation and effector death." in said
    assert "Killing also depends on effector cells." in said
    assert "Vesicle term: MICA lowers killing." in said


@every_model
def test_at_most_eight_boxes_are_drawn(declaration):
    assert sum(node.kind == "state" for node in network(declaration).nodes) <= 8


@every_model
def test_nothing_overlaps_and_no_line_runs_through_a_node(declaration):
    found = network(declaration)
    placement = placements()[found.digest]
    width, height = placement["size"]
    areas = {}
    for node, (x, y) in zip(found.nodes, placement["nodes"], strict=True):
        areas[node.key] = (x, y, x + node.size[0], y + node.size[1])
        assert x >= 0 and y >= 0 and x + node.size[0] <= width and y + node.size[1] <= height
    keys = list(areas)
    for i, key in enumerate(keys):
        a0, b0, a1, b1 = areas[key]
        for other in keys[i + 1 :]:
            x0, y0, x1, y1 = areas[other]
            assert a1 <= x0 or x1 <= a0 or b1 <= y0 or y1 <= b0, f"{key} and {other}"
    for edge, points in zip(found.edges, placement["edges"], strict=True):
        corners = list(zip(points[::2], points[1::2], strict=True))
        for end, key in ((corners[0], edge.source), (corners[-1], edge.target)):
            x0, y0, x1, y1 = areas[key]
            assert x0 - 0.1 <= end[0] <= x1 + 0.1 and y0 - 0.1 <= end[1] <= y1 + 0.1, f"{edge} does not end at {key}"
        for (xa, ya), (xb, yb) in pairwise(corners):
            assert xa == xb or ya == yb, "lines are upright or level"
            for key, (x0, y0, x1, y1) in areas.items():
                through = (
                    max(xa, xb) > x0 + 0.2
                    and min(xa, xb) < x1 - 0.2
                    and max(ya, yb) > y0 + 0.2
                    and min(ya, yb) < y1 - 0.2
                )
                assert not through, f"the line {edge} runs through {key}"


@every_model
def test_words_lie_within_their_node(declaration):
    svg = ElementTree.fromstring(svg_of(declaration))
    found = network(declaration)
    placed_at = dict(zip((node.key for node in found.nodes), placements()[found.digest]["nodes"], strict=True))
    sizes = {node.key: node.size for node in found.nodes}
    groups = list(svg.iter(f"{SVG}g"))
    assert {group.get("data-node") for group in groups} == set(sizes)
    for group in groups:
        (x, y), (width, height) = placed_at[group.get("data-node")], sizes[group.get("data-node")]
        for text in group.iter(f"{SVG}text"):
            size, said = float(text.get("font-size")), "".join(text.itertext())
            half = text_width(said, size, bold="600" in text.get("style")) / 2
            assert x <= float(text.get("x")) - half and float(text.get("x")) + half <= x + width, said
            assert y <= float(text.get("y")) - 0.72 * size and float(text.get("y")) + 0.2 * size <= y + height, said


@pytest.mark.slow
def test_widths_are_at_least_those_of_the_widest_face_that_is_asked_for():
    from fontTools.ttLib import TTFont
    from matplotlib import get_data_path

    for family, bold in (("DejaVuSans", False), ("DejaVuSans-Bold", True)):
        font = TTFont(Path(get_data_path()) / "fonts/ttf" / f"{family}.ttf")
        glyphs, metrics, em = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
        for character in map(chr, [*range(32, 127), *map(ord, "αβγδκμσφ–−×·’")]):
            true = metrics[glyphs[ord(character)]][0] / em
            assert text_width(character, 1, bold=bold) >= true - 0.0011, (family, character)


def test_words_are_wrapped_evenly_and_a_long_one_keeps_its_line():
    assert wrapped("one two three four", 10, 1000) == ["one two three four"]
    lines = wrapped("one two three four", 10, 60)
    assert " ".join(lines) == "one two three four"
    assert all(text_width(line, 10) <= 60 for line in lines)
    assert wrapped("immunoglobulins of", 10, 30) == ["immunoglobulins", "of"]


def test_what_is_kept_is_what_the_models_ask_for():
    assert set(placements()) == set(networks()), "run `python -m evbook.diagrams`"
    assert KEPT.read_text(encoding="utf-8") == text_of(placements())


@pytest.mark.slow
def test_the_layout_engine_gives_what_is_kept():
    found = [network(d) for d in DYNAMIC if d.id in ("immune-escape", "resistance-game")]
    assert placed(found) == [placements()[one.digest] for one in found]


def test_a_network_that_is_not_kept_is_refused_with_the_way_to_place_it():
    with pytest.raises(NotPlaced, match=r"python -m evbook\.diagrams"):
        diagram(chain())


def test_its_colours_follow_the_page_and_vesicle_terms_have_theirs():
    svg = diagram(escape_model())
    bare = re.sub(r"var\((?:[^()]|\([^()]*\))*\)", "", svg)
    assert not re.search(r"#[0-9a-fA-F]{3,6}\b", bare), "a colour that the page cannot change"
    ours = [node for node in network(escape_model()).nodes if node.tags or node.kind == "signal"]
    tagged = {line for node in ours for tag in node.tags for line in tag.lines}
    signal = {line for node in ours if node.kind == "signal" for line in node.lines}
    for element in ElementTree.fromstring(svg).iter(f"{SVG}text"):
        assert ("--ev" in element.get("style")) == ("".join(element.itertext()) in tagged | signal)


def test_a_process_stands_on_one_line_from_what_it_takes_to_what_it_makes():
    found = network(chain())
    ends = [(e.source, e.target, e.head) for e in found.edges if e.kind == "flow"]
    assert ("s.A", "p.ripening", False) in ends and ("p.ripening", "s.B", True) in ends
    assert ("s.B", "p.poisoning", True) in ends, "what is lost ends at its name"
    assert words(drawn(chain())).count("EV raises: growth factors") == 1, "a term is marked once"


def test_what_a_state_does_to_a_rate_is_read_from_the_rate():
    escape = escape_model()
    processes = {p.name: p for p in escape.processes}
    effector = next(s for s in escape.states if s.name == "E")
    assert response(escape, processes["killing"], effector) == "raises"
    (emt,) = (d for d in DYNAMIC if d.id == "emt-switch")
    states = {s.name: s for s in emt.states}
    processes = {p.name: p for p in emt.processes}
    assert response(emt, processes["make_R2"], states["Z"]) == "lowers"
    assert response(emt, processes["make_z"], states["S"]) == "raises"
    assert response(emt, processes["make_z"], states["Ec"]) == "changes", "what it does not hold moves it nowhere"


def test_grouped_states_are_one_box_and_what_passes_between_boxes_is_one_name():
    grouped = replace(chain(), groups=(Group("both", "A and B", ("A", "B")),))
    check(grouped)
    found = network(grouped)
    assert [node.key for node in found.nodes if node.kind == "state"] == ["g.both", "s.C"]
    names = [node.names for node in found.nodes if node.kind == "process"]
    assert names == [("leaving",), ("coming_back",), ("poisoning",)], "what stays within a box is not drawn"


def test_a_group_of_what_is_no_state_or_of_what_is_grouped_already_is_refused():
    with pytest.raises(DeclarationError, match="holds 'Q', which is no state"):
        check(replace(chain(), id="unknown", groups=(Group("one", "one", ("A", "Q")),)))
    with pytest.raises(DeclarationError, match="'A' stands in 2 groups"):
        check(replace(chain(), id="twice", groups=(Group("one", "one", ("A", "B")), Group("two", "two", ("A", "C")))))


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


def test_a_line_of_flow_names_its_processes():
    """A page lets it flow as they do; what only acts on a rate flows nowhere."""
    d = escape_model()
    svg = diagram(d)
    assert f'data-model="{d.id}"' in svg
    named = re.findall(r'data-kind="flow" data-of="([^"]+)"', svg)
    assert {name for names in named for name in names.split()} == {p.name for p in d.processes}
    assert "data-of" not in "".join(re.findall(r'<path data-kind="(?:raises|lowers|changes|signal)"[^>]*>', svg))
