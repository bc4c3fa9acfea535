"""Pictures in pure Python: truthful places, text as text, no picture without words."""

from __future__ import annotations

import json
import math
import re
import runpy
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from evbook.drawing import Axis, Line, Panel, Picture, figures, layout, widened
from evbook.drawing.layout import colour, panel_shares, stage_height
from evbook.drawing.marks import SIDE, TOLERANCE, path
from evbook.drawing.words import axis_title, panel_title, unit_text
from evbook.explorer.first_view import View
from evbook.review.catalogue import declarations

FRONTEND = Path(__file__).parent / "frontend"
SVG = "{http://www.w3.org/2000/svg}"


def frame() -> pd.DataFrame:
    """Growth and decay, with units."""
    times = np.linspace(0, 10, 101)
    table = pd.DataFrame({"N": np.exp(times), "M": 5 * np.exp(-times)}, index=pd.Index(times, name="time"))
    table.attrs["units"] = {"time": "day", "N": "cell", "M": "cell"}
    return table


def course(**more) -> Picture:
    """A picture of it."""
    return figures.time_course(frame(), title="Growth", alt="N grows, M decays.", **more)


def points_of(d: str) -> list[list[tuple[float, float]]]:
    """The coordinates of a path, piece by piece."""
    return [[tuple(map(float, pair.split(","))) for pair in piece.split("L")] for piece in d.split("M")[1:]]


def test_python_and_the_browser_are_tested_on_the_same_cases():
    made = runpy.run_path(str(FRONTEND / "make_parity_cases.py"))
    assert made["FILES"]
    for name, cases in made["FILES"].items():
        assert (FRONTEND / name).read_text(encoding="utf-8") == made["written"](cases()), name


def test_a_curve_passes_through_its_points():
    x, y = Axis(0, 10), Axis(1, 1e5, log=True)
    times = np.linspace(0, 10, 301)
    values = 10 ** (2.5 + 2 * np.sin(times))
    (piece,) = points_of(path(times, values, x, y))
    drawn = np.array(piece)
    exact = SIDE * (1 - np.log10(values) / 5)
    there = np.interp(100 * times, drawn[:, 0], drawn[:, 1])
    # Thinned in two dimensions, so where the curve is steep the height alone may be off by more.
    slope = np.abs(np.gradient(exact, 100 * times))
    assert np.all(np.abs(there - exact) <= (TOLERANCE + 0.1) * np.hypot(1, slope) + 0.1)
    assert len(piece) < 150


def test_what_cannot_be_drawn_breaks_the_curve():
    pieces = points_of(path([0, 1, 2, 3, 4], [1, math.nan, 10, 0, 10], Axis(0, 4), Axis(1, 100, log=True)))
    assert [len(piece) for piece in pieces] == [1, 1, 1]


@pytest.mark.parametrize("log", [False, True])
def test_a_tick_lies_where_its_number_says(log):
    axis = Axis(1, 1e6, log=True) if log else Axis(0, 350)
    picture = Picture(Axis(0, 10), [Panel(axis, [], "cells")], "t", "Nothing but axes.")
    root = ET.fromstring(picture.svg())
    labels = [t for t in root.iter(f"{SVG}text") if t.get("text-anchor") == "end"]
    assert len(labels) == len(axis.ticks(5))
    for label, (at, text) in zip(labels, axis.ticks(5), strict=True):
        assert label.text == text
        assert float(label.get("y").rstrip("%")) == pytest.approx(100 * (1 - axis.share(at)), abs=0.06)


def test_the_drawing_area_has_the_margins_of_the_live_figure():
    margin = layout()["margin"]
    style = ET.fromstring(course().svg()).get("style")
    assert f"left:{margin['left']}px;top:{margin['top']}px" in style
    assert f"width:calc(100% - {margin['left'] + margin['right']}px)" in style
    assert f"height:calc(100% - {margin['top'] + margin['bottom']}px)" in style


def test_panels_share_the_area_and_leave_the_gap():
    margin = layout()["margin"]
    area = stage_height(3) - margin["top"] - margin["bottom"]
    shares = panel_shares(3)
    assert shares[0][0] == 0
    assert shares[-1][1] == pytest.approx(1)
    for (_, bottom), (top, _) in pairwise(shares):
        assert (top - bottom) * area == pytest.approx(margin["gap"])


def test_a_picture_is_never_without_words():
    with pytest.raises(ValueError, match="“Growth” needs alt text"):
        figures.time_course(frame(), title="Growth", alt=" ")
    with pytest.raises(ValueError, match="needs a title"):
        figures.time_course(frame(), title="", alt="Something.")
    root = ET.fromstring(course().svg())
    assert root.get("role") == "img"
    named = {child.get("id"): child.text for child in root if child.tag in (f"{SVG}title", f"{SVG}desc")}
    assert [named[i] for i in root.get("aria-labelledby").split()] == ["Growth", "N grows, M decays."]


def test_the_same_picture_is_the_same_text():
    assert course().svg() == course().svg()
    assert course(log=True)._repr_svg_() == course(log=True)._repr_svg_()


def test_text_is_escaped():
    picture = figures.time_course(frame(), title="a < b & c", alt='"x" <y>', labels={"N": "<script>"})
    ET.fromstring(picture.svg(width=500))
    assert "<script>" not in picture.html()


def test_colours_follow_the_page_and_differ_by_dash_too():
    assert colour("c0") == f"var(--evx-c0, {layout()['series'][0]['light']})"
    dashes = [tuple(series["dash"]) for series in layout()["series"]]
    assert len(set(dashes)) == len(dashes)
    assert "var(--evx-c1" in course().svg()


def _contrast(a: str, b: str) -> float:
    def luminance(text: str) -> float:
        parts = [int(text[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_have_enough_contrast_with_the_paper(theme):
    """WCAG 2.2 AA: 4.5 for text, and the series colours are used for text too; 3 for lines and borders."""
    given = layout()
    paper = given["paper"][theme]
    for series in given["series"]:
        assert _contrast(series[theme], paper) >= 4.5, series["name"]
    for key in ("text", "muted", "companion"):
        assert _contrast(given[key][theme], paper) >= 4.5, key
    assert _contrast(given["axis"][theme], paper) >= 3


def test_series_of_other_units_get_a_panel_of_their_own():
    table = frame()
    table["signal"] = 0.5
    table.attrs["units"]["signal"] = "1"
    picture = figures.time_course(table, title="t", alt="Three curves.", labels={"signal": "Signal"})
    assert [panel.title for panel in picture.panels] == ["cells", "Signal"]


def test_the_companion_is_grey_and_behind_and_stands_once_in_the_key():
    picture = course(companion=frame())
    lines = [mark for mark in picture.panels[0].marks if isinstance(mark, Line)]
    assert [line.companion for line in lines] == [True, True, False, False]
    assert picture.key().count("without vesicles") == 1


def test_a_wrong_column_is_named():
    with pytest.raises(ValueError, match="The frame has no column 'Q'; it has N, M"):
        figures.time_course(frame(), title="t", alt="Something.", series=["Q"])


def test_an_axis_needs_an_order_and_a_logarithm_a_positive_floor():
    with pytest.raises(ValueError, match="rising order"):
        Axis(2, 1)
    with pytest.raises(ValueError, match="above zero"):
        Axis(0, 1, log=True)


def test_a_logarithmic_floor_stays_while_a_population_dies_out():
    assert widened(Axis(1, 1e6, log=True), [[1e3, 1e-30]]) == Axis(1, 1e6, log=True)
    assert widened(Axis(1, 1e6, log=True), [[1e3, 2.0], [0.4, 0.3]]) == Axis(0.2, 1e6, log=True)


def test_bars_begin_at_the_base_and_end_at_the_outcome():
    picture = figures.tornado([("a", 2.0, 9.0)], base=5.0, title="t", alt="One bar each way.")
    assert picture.x == Axis(0, 10)
    rects = [r for r in ET.fromstring(picture.svg()).iter(f"{SVG}rect")]
    spans = sorted((float(r.get("x")), float(r.get("x")) + float(r.get("width"))) for r in rects)
    assert spans == [(200, 500), (500, 900)]


def test_an_outcome_that_is_never_reached_has_no_bar():
    picture = figures.tornado([("a", math.nan, 9.0)], base=5.0, title="t", alt="One bar to the right.")
    assert "nan" not in picture.svg()
    assert "nan" not in figures.bars({"a": math.nan, "b": 2.0}, title="t", alt="One bar.", texts=["", "2"]).svg()


def test_a_map_is_dark_where_low_and_light_where_high():
    axis = Axis(0, 1)
    picture = figures.heat_map([[0, 1], [2, 3]], x=axis, y=axis, title="t", alt="It rises.")
    tones = [re.search("#[0-9a-f]{6}", r.get("style"))[0] for r in ET.fromstring(picture.svg()).iter(f"{SVG}rect")]
    stops = layout()["heat"]
    assert [tones[0], tones[-1]] == [stops[0], stops[-1]]


def test_a_phase_plane_shows_states_at_rest_by_kind():
    equilibria = pd.DataFrame({"N": [10.0, 20.0], "M": [1.0, 2.0], "kind": ["saddle", "stable node"]})
    picture = figures.phase_plane(frame(), "N", "M", title="t", alt="A path.", log=True, equilibria=equilibria)
    symbols = {mark.label: mark.symbol for mark in picture.panels[0].marks if hasattr(mark, "symbol")}
    assert symbols["saddle"] != symbols["stable node"]


def test_a_picture_shows_itself_everywhere():
    picture = course()
    assert "N grows, M decays." in repr(picture)
    assert json.dumps(picture._repr_html_())
    assert ET.fromstring(picture._repr_svg_()).get("width") == "720"


def test_the_ticks_of_a_tornado_stand_side_by_side_on_a_phone():
    rows = [("a name as long as names may be", 0.0, 95_000.0), ("short", 20.0, 30.0)]
    svg = figures.tornado(rows, base=1330.0, title="x", alt="y", x_title="EV per cell per hour").svg()
    ticks = re.findall(r'<text x="([\d.]+)%" y="[\d.]+" text-anchor="middle"[^>]*>([^<]+)<', svg)
    assert [text for _, text in ticks] == ["0", "4×10⁴", "8×10⁴"]
    left = float(re.search(r"left:(\d+)px", svg)[1])
    places = [float(share) / 100 * (350 - left - 22) for share, _ in ticks]
    assert min(b - a for a, b in pairwise(places)) > 5 * 7


def test_a_panel_is_headed_by_what_is_drawn_with_its_unit():
    assert panel_title(["Closes from", "Pays from"], "nm", True) == "Closes from, Pays from (nm), logarithmic"
    assert panel_title(["Expected metastases", "In the lung", "In the liver"], "") == (
        "Expected metastases, In the lung, In the liver"
    )
    assert panel_title(["Tumour", "Killer cells"], "cells") == "cells", "what is counted says itself"
    assert panel_title(["a" * 60], "") == "a number without unit"
    assert panel_title(["On DNA", "Lactone, cytoplasm", "In vesicles inside"], "µmol/L") == "µmol/L", (
        "whole or not at all"
    )
    assert axis_title("Line tension", "pN", True) == "Line tension (pN), logarithmic"
    assert axis_title("Inhibitor of release, µmol/L", "µmol/L") == "Inhibitor of release, µmol/L"
    assert axis_title("Hours", "hours") == "Hours"


def test_no_axis_of_a_live_model_is_without_its_unit():
    """The line tension once stood without pN, and a panel over three curves said "no unit"."""
    for d in declarations():
        picture = View(d, None, None, None, None, "").picture(compact=False)
        unit = unit_text(d.axes[0].unit) if d.axes and d.axes[0].unit != "1" else ""
        assert unit.lower() in picture.x_title.lower() or " per " in picture.x_title, (d.id, picture.x_title)
        assert all(panel.title != "no unit" for panel in picture.panels), d.id
