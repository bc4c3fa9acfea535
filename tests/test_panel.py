"""The panel of an explorer stands once: the page's room for it and what the front end puts there are the same."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pytest
from frontend_answers import asked

from evbook.derive.javascript import program
from evbook.derive.javascript.panel import PARTS, TOOLS, VIEWS, drawn, panel
from evbook.explorer import page
from evbook.review.catalogue import declaration, declarations, load

FRONTEND = Path(page.__file__).parent / "frontend" / "src"
MODELS = [d.id for d in declarations() if len(d.axes) < 2]


def boxes(figure: ET.Element, name: str) -> list[ET.Element]:
    """Elements of a class."""
    return [one for one in figure.iter() if name in (one.get("class") or "").split()]


def words(parts: list[ET.Element]) -> list[str]:
    """What the children of some elements say, in order."""
    return ["".join(child.itertext()) for part in parts for child in part]


@pytest.fixture(scope="module")
def live(node) -> dict[str, dict]:
    """What the front end would show of each model, at the values that its figure begins with."""
    questions = [
        {"ask": "panel", "source": program(d), "scenario": d.scenarios[0].name if d.scenarios else None}
        for d in map(declaration, MODELS)
    ]
    return dict(zip(MODELS, asked(node, questions), strict=True))


@pytest.mark.parametrize("model_id", MODELS)
def test_the_page_keeps_room_for_what_the_front_end_shows(live, model_id: str):
    full = ET.fromstring(page.figure(load(model_id)).replace("&nbsp;", " "))
    shown = live[model_id]
    assert words(boxes(full, "evx-views")) == (shown["views"] if len(shown["views"]) > 1 else [])
    assert words(boxes(full, "evx-tools")) == shown["drawers"]
    rows = [row for box in boxes(full, "evx-budget") for row in box]
    budget = [[*words([row]), row.get("data-beyond") is not None] for row in rows]
    assert budget == shown["budget"]
    headings = ["".join(box[0].itertext()) for box in boxes(full, "evx-budget-box")]
    assert headings == ([shown["heading"]] if shown["budget"] else [])


@pytest.mark.parametrize("model_id", MODELS)
def test_a_compact_figure_has_one_view_and_no_tools(live, model_id: str):
    small = ET.fromstring(page.figure(load(model_id), compact=True).replace("&nbsp;", " "))
    assert live[model_id]["compact"] == live[model_id]["views"][:1]
    assert boxes(small, "evx-views") == boxes(small, "evx-tools") == boxes(small, "evx-budget-box") == []


def test_every_view_and_tool_is_a_module_of_the_front_end_and_the_other_way_round():
    """What the panel names and the front end lacks would be absent without a word, and what it lacks is never seen."""
    for room, named in (("views", VIEWS), ("tools", TOOLS)):
        folder = FRONTEND / room
        text = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.js"))
        registered = re.findall(
            r"^(?:export )?const \w+ = (?:scaled\(|\{\s*(?:\.\.\.\w+, )?id: )\"([\w-]+)\"", text, re.MULTILINE
        )
        without_drawer = {"experiments"} if room == "tools" else set()  # the row of downloads asks it for the archive
        assert sorted(set(registered) - without_drawer) == sorted({one.id for one in named}), room


def test_every_view_and_tool_applies_to_some_model():
    panels = [panel(declaration(model_id)) for model_id in MODELS]
    for key, named in (("views", VIEWS), ("tools", TOOLS)):
        seen = {(one["id"], one["title"]) for found in panels for one in found[key]}
        assert seen == {(one.id, one.title) for one in named}


def test_what_a_model_lacks_is_not_offered():
    offered = {model_id: panel(declaration(model_id)) for model_id in MODELS}
    for model_id, found in offered.items():
        d = declaration(model_id)
        views, tools = ({one["id"] for one in found[key]} for key in ("views", "tools"))
        assert found["views"][0]["title"] == ("Curves" if d.axes else "In space" if d.tissue else "Over time")
        assert ("phase" in views) == (d.phase is not None)
        assert ("challenges" in tools) == bool(d.challenges)
        assert ("schedule" in tools) == bool(d.doses or d.windows)
        assert bool(found["budget"]) == bool(d.budgets)


@pytest.mark.parametrize("name", PARTS)
def test_a_part_that_can_be_hidden_is_made_by_the_front_end(name: str):
    text = "".join(path.read_text(encoding="utf-8") for path in FRONTEND.rglob("*.js"))
    assert re.search(rf"class: \"[^\"]*\b{PARTS[name]}\b|\"evx-group {PARTS[name]}\"", text), PARTS[name]


#: What a curve has to change, and to differ by, to be seen: a fiftieth of the height of what is drawn.
SEEN = 0.02


@pytest.mark.parametrize("d", [d for d in declarations() if d.tissue is None], ids=lambda d: d.id)
def test_the_first_view_of_a_model_shows_something(d):
    """It is no set of flat lines, does not lie on its own curve without vesicles, and is not three quarters empty."""
    model, first = load(d.id), d.scenarios[0]
    on, off = (model.simulate(scenario=first.name, ev=ev) for ev in (True, False))
    flat, alike, empty = [], [], []
    for name in drawn(d):
        curve, without = (np.asarray(run[name], float) for run in (on, off))
        height = max(np.nanmax(np.abs(curve)), np.nanmax(np.abs(without)))
        flat.append(np.ptp(curve[np.isfinite(curve)]) < SEEN * height)
        alike.append(np.nanmax(np.abs(curve - without)) < SEEN * height)
        series = next(x for x in (*d.states, *d.outputs) if x.name == name)
        least = series.axis[0] if series.scale == "log" else SEEN * height
        empty.append(np.nan_to_num(np.abs(curve)) < least)
    assert not all(flat), f"{d.id}: every curve of {first.title!r} is flat"
    assert not all(alike), f"{d.id}: every curve of {first.title!r} lies on the one without vesicles"
    assert np.mean(np.all(empty, axis=0)) < 0.75, f"{d.id}: {first.title!r} leaves three quarters of the figure empty"
