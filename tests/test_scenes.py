"""Scenes: as many glyphs as the numbers say, the same in Python and in the browser, and refusals in sentences."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from frontend_answers import asked
from small_models import decay, parameter

from evbook.declaration import (
    Box,
    DeclarationError,
    Grip,
    Layer,
    Marker,
    On,
    Part,
    Point,
    Ring,
    Scale,
    Scene,
    Verdict,
    check,
)
from evbook.declaration.scene import GLYPHS, HEIGHT, MOST, WIDTH
from evbook.derive.javascript import program
from evbook.derive.scene import describe_scene
from evbook.drawing.scene import glyph_shapes, key_text, part_path, scene_svg
from evbook.explorer.page import figure
from evbook.review.book import LEADS
from evbook.review.catalogue import declarations
from evbook.simulation.curves import default_grid, measures_of, series
from evbook.simulation.scenes import SceneRun, glyphs
from evbook.simulation.setting import setting

SCENES = [d for d in declarations() if d.scene]
CELL = Layer("a", "cell", "x", Point(0, 0))
#: Moments of a window that are looked at: its start, two within, its end.
SHARES = (0.0, 0.21, 0.68, 1.0)


@cache
def scene_run(d, scenario=None) -> SceneRun:
    """The scene along a scenario's run."""
    one = next((s for s in d.scenarios if s.name == scenario), None)
    values, times, ev = setting(d, scenario=scenario), default_grid(d), one.ev if one else True
    curves = series(d, values, times, ev=ev)
    return SceneRun(d, values, times, curves, measures_of(d, values, times, curves, ev=ev), ev=ev)


def at_share(run: SceneRun, share: float):
    return run.at(run.times[0] + share * (run.times[-1] - run.times[0]))


@pytest.fixture(scope="module")
def browser_scenes(node) -> dict[str, list]:
    """What the front end draws of every scene, by scenario and moment."""
    questions = [{"ask": "scene", "source": program(d), "shares": SHARES} for d in SCENES]
    return dict(zip([d.id for d in SCENES], asked(node, questions), strict=True))


@pytest.mark.parametrize("d", SCENES, ids=lambda d: d.id)
def test_the_browser_draws_as_many_as_its_numbers_say_in_every_scenario(browser_scenes, d):
    shown = set()
    for scenario, drawn in zip(d.scenarios, browser_scenes[d.id], strict=True):
        for moment in drawn:
            for layer, one in zip(d.scene.layers, moment["layers"], strict=True):
                where = (scenario.name, layer.name)
                assert one["one"] > 0 and math.isfinite(one["amount"]), where
                first = float(layer.first) if layer.first else math.inf
                assert one["count"] == glyphs(one["amount"], one["one"], first) < MOST, where
                shown |= {layer.name} if one["count"] else set()
    left_out = {layer.name for layer in d.scene.layers} - shown
    assert not left_out, f"never drawn: {', '.join(left_out)}"


@pytest.mark.parametrize("d", SCENES, ids=lambda d: d.id)
def test_the_browser_draws_what_python_draws(browser_scenes, d):
    said = describe_scene(d)["layers"]
    for share, theirs in zip(SHARES, browser_scenes[d.id][0], strict=True):
        moment = at_share(scene_run(d, d.scenarios[0].name), share)
        assert moment.says == theirs["says"]
        for layer, placed, other in zip(said, moment.layers, theirs["layers"], strict=True):
            where = (share, layer["name"])
            expected = placed.amount / placed.one
            assert other["amount"] == pytest.approx(placed.amount, rel=1e-5, abs=1e-6 * placed.one), where
            # At a half either neighbour is the nearest.
            if placed.count != other["count"]:
                assert abs(expected % 1 - 0.5) < max(1e-6, 1e-5 * abs(expected)), where
                continue
            for part, theirs_d in zip(glyph_shapes()[layer["glyph"]], other["paths"], strict=True):
                ours, browser = _numbers(part_path(part["d"], placed)), _numbers(theirs_d)
                assert len(ours) == len(browser), where
                # Solvers differ by 1e-8, which moves a rounding here and there; angles of arcs are in degrees.
                assert not len(ours) or np.abs(ours - browser).max() <= 0.3, where


def _numbers(path: str) -> np.ndarray:
    return np.array(re.findall(r"-?\d+(?:\.\d+)?", path), float)


@pytest.mark.parametrize("d", SCENES, ids=lambda d: d.id)
def test_what_is_counted_is_a_number_of_the_run(d):
    """A layer whose count is a state, an output or a measure alone has as many glyphs as that number gives."""
    run = scene_run(d, d.scenarios[0].name)
    known = {x.name for x in (*d.states, *d.outputs, *d.measures, *d.parameters)}
    for share in SHARES:
        moment = at_share(run, share)
        for layer, placed in zip(d.scene.layers, moment.layers, strict=True):
            if layer.count in known:
                number = moment.values[layer.count]
                first = float(layer.first) if layer.first else math.inf
                assert placed.count == glyphs(number, placed.one, first), layer.name


@pytest.mark.parametrize("d", SCENES, ids=lambda d: d.id)
def test_a_scene_is_told_in_its_figure_without_scripts(d):
    text = figure(d)
    moment = at_share(scene_run(d, d.scenarios[0].name), d.scene.at)
    assert re.findall(r'data-layer="([^"]+)" data-count="(\d+)"', text) == [
        (one.name, str(one.count)) for one in moment.layers
    ]
    for layer, placed in zip(describe_scene(d)["layers"], moment.layers, strict=True):
        if layer["keyed"]:
            assert key_text(layer, placed) in re.sub("&#x27;", "'", text)
    assert re.search(r'<div class="evx-scene"><svg[^>]*role="img"[^>]*aria-label="[^"]{40,}"', text)


def test_a_glyph_keeps_its_place_however_many_there_are():
    drawn = [scene_run(drawing_cells(Box(240, 100, 400, 160), one=one)).at(0.0).layers[0] for one in (1.0, 4.0)]
    few, many = drawn[1], drawn[0]
    assert (many.count, few.count) == (100, 25)
    assert np.allclose(many.x[:25], few.x)
    assert np.allclose(many.y[:25], few.y)


def drawing_cells(place, *more: Layer, one=1.0, **layer):
    cells = Layer("cells", "cell", "cells", place, count="N", one=one, unit="cell", **layer)
    return decay(scene=Scene("Cells that die", (cells, *more)))


@pytest.mark.parametrize("place", [Box(240, 100, 400, 160), Ring(240, 100, 60, 20)], ids=["box", "ring"])
def test_glyphs_lie_in_their_place_and_apart(place):
    cells = scene_run(drawing_cells(place)).at(0.0).layers[0]
    if isinstance(place, Box):
        assert np.all(np.abs(cells.x - 240) <= 200) and np.all(np.abs(cells.y - 100) <= 80)
    else:
        assert np.all(np.abs(np.hypot(cells.x - 240, cells.y - 100) - 60) <= 10)
    apart = np.hypot(cells.x[:, None] - cells.x, cells.y[:, None] - cells.y) + 1e9 * np.eye(100)
    assert apart.min() > 1
    assert cells.x.min() >= 0 and cells.x.max() <= WIDTH and cells.y.min() >= 0 and cells.y.max() <= HEIGHT


def test_a_traveller_makes_as_many_journeys_as_its_speed_has_in_the_time():
    """At a rate k constant in time a glyph has gone k·t of the way, and begins anew at each whole number."""
    d = drawing_cells(Point(0, 0), to=Point(100, 0), speed="k")
    run = scene_run(d)
    begun, later = (run.at(t).layers[0].x[:20] / 100 for t in (0.0, 5.0))
    assert np.allclose(later, (begun + 0.1 * 5.0) % 1)


def test_what_stands_on_others_is_shared_among_them():
    on = Layer("pumps", "pump", "pumps", On("cells", 5), count="3 * N", unit="cell")
    cells, pumps = scene_run(drawing_cells(Box(240, 100, 400, 160), on, one=10.0)).at(0.0).layers
    assert (cells.count, pumps.count) == (10, 300)
    host = np.arange(300) % 10
    assert np.allclose(np.hypot(pumps.x - cells.x[host], pumps.y - cells.y[host]), 5)


def test_half_of_what_one_stands_for_is_drawn_and_less_is_not():
    assert [glyphs(n, 10.0) for n in (0.0, 4.9, 5.0, 14.9, 15.0)] == [0, 0, 1, 1, 2]
    assert [glyphs(n, 10.0, 1.0) for n in (0.5, 1.0, 4.9, 26.0)] == [0, 1, 1, 3]
    assert [glyphs(n, one) for n, one in ((math.nan, 1.0), (1.0, 0.0), (1e9, 1.0))] == [0, 0, MOST]


def test_every_glyph_is_drawn_and_every_drawing_is_a_glyph():
    assert set(glyph_shapes()) == set(GLYPHS)
    run = scene_run(drawing_cells(Point(50, 50)))
    for glyph in GLYPHS:
        said = describe_scene(replace(run.declaration, scene=Scene("x", (Layer("a", glyph, "one", Point(50, 50)),))))
        assert 'data-layer="a" data-count="1"><path' in scene_svg(said, one_glyph(run), "")


def one_glyph(run: SceneRun):
    moment = run.at(0.0)
    return replace(moment, layers=(replace(moment.layers[0], name="a", count=1),))


@pytest.mark.parametrize(
    ("layer", "sentence"),
    [
        (Layer("cells", "cell", "cells", Point(0, 0), count="N"), "(N) is cell, but a pure number was expected"),
        (Layer("cells", "cell", "cells", Point(0, 0), count="M", unit="cell"), "'M' is not declared; declared"),
        (Layer("cells", "sell", "cells", Point(0, 0)), "shows a 'sell'; glyphs are antibody"),
        (Layer("cells", "cell", "cells", Point(0, 0), colour="red"), "has the colour 'red'"),
        (Layer("cells", "cell", "cells", Point("N", 0)), "the place.x of layer 'cells' of the scene (N) is cell"),
        (Layer("cells", "cell", "cells", Point(0, 0), speed="k"), "a speed and nowhere to go"),
        (Layer("cells", "cell", "cells", Point(0, 0), sway=2, speed=1), "(1.0) is a pure number, but"),
        (Layer("cells", "cell", "cells", Point(0, 0), count="N", unit="cell", one=0.0), "it stands for more than 0"),
        (Layer("cells", "cell", "cells", Point(0, 0), count="N", unit="cell", one="N"), "the one of layer 'cells'"),
        (Layer("cells", "cell", "", Point(0, 0)), "has no meaning"),
        (Layer("cells", "cell", "cells", On("hosts", 3)), "stands on 'hosts', which is no earlier layer"),
        (Layer("cells", "cell", "cells", Point(0, 0), after="others"), "goes on after 'others'"),
        (Layer("Cells", "cell", "cells", Point(0, 0)), "not lower case"),
        (Layer("cells", "cell", "cells", Point(0, 0), unit="cel"), "'cel' is not a unit"),
    ],
)
def test_a_wrong_layer_is_refused_in_a_sentence(layer, sentence: str):
    with pytest.raises(DeclarationError, match=re.escape(sentence)):
        check(decay(scene=Scene("Cells", (layer,))))


@pytest.mark.parametrize(
    ("scene", "sentence"),
    [
        (Scene("", (Layer("a", "cell", "cells", Point(0, 0)),)), "the scene has no title"),
        (Scene("Cells", ()), "has no layer"),
        (Scene("Cells", (CELL,) * 2), "layer 'a' of the scene is declared twice"),
        (Scene("Cells", (CELL,), at=2.0), "give a share from 0 to 1"),
        (Scene("Cells", (CELL,), scales=(Scale("N", 1.0, "cell"),)), "a name of its own"),
        (Scene("Cells", (CELL,), scales=(Scale("f", 0.0, "cell"),)), "is above 0"),
        (Scene("Cells", (CELL,), says=(Verdict("N > k", "x"),)), "sentence 1 of the scene"),
        (Scene("Cells", (CELL,), says=(Verdict("N > 1", "{M}"),)), "speaks of 'M'"),
        (Scene("Cells", (CELL,), markers=(Marker("M", "here"),)), "moves no parameter"),
        (Scene("Cells", (CELL,), markers=(Marker("k", "here"),)), "a line across the curves stands at a moment"),
        (Scene("Cells", (CELL,), parts=(Part("N_0", "start", 10, 10, ""),)), "is between 0 and 1, but the range is"),
        (Scene("Cells", (CELL,), parts=(Part("k", " ", 500, 10, ""),)), "outside 480 by 200"),
        (Scene("Cells", (CELL,), parts=(Part("k", "a", 1, 10, ""), Part("k", "b", 30, 10, ""))), "press both"),
        (Scene("Cells", (CELL,), grip=Grip("pull", "N", 0)), "the x of the scene's grip (N) is cell"),
    ],
)  # fmt: skip
def test_a_wrong_scene_is_refused_in_a_sentence(scene, sentence: str):
    controls = (parameter(control=True), parameter("N_0", 100.0, "cell", (0, 1e3), control=True))
    with pytest.raises(DeclarationError, match=re.escape(sentence)):
        check(decay(scene=scene, parameters=controls))


def test_what_is_taken_hold_of_is_a_control():
    with pytest.raises(DeclarationError, match="moves a parameter that is no control"):
        check(decay(scene=Scene("Cells", (CELL,), markers=(Marker("k", "here"),))))


def test_every_chapter_has_a_scene():
    """A model in space shows its own slice."""
    shown = {d.chapter for d in declarations() if d.scene or d.tissue}
    assert {*LEADS} <= shown


def test_a_scene_leaves_links_to_settings_valid():
    assert drawing_cells(Point(0, 0)).hash == decay().hash
