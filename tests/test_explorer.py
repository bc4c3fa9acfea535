"""The explorer from Python: the widget's traits, and the figure that a page shows before any script."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET

import ipywidgets
import numpy as np
import pytest
import traitlets

import evbook
from evbook.drawing import layout
from evbook.explorer import assets, page
from evbook.explorer.widget import Explorer

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def model():
    return evbook.load("immune-escape")


@pytest.fixture
def explorer(model) -> Explorer:
    return model.explore()


@pytest.fixture(scope="module")
def html(model) -> str:
    return page.figure(model)


def parsed(html: str) -> ET.Element:
    """The figure as a tree; it is well-formed XML too, apart from attributes without a value."""
    return ET.fromstring(html.replace("&nbsp;", " "))


# ---------------------------------------------------------------------------------------------- the widget


def test_the_setting_is_every_parameter_of_the_scenario(model, explorer):
    assert explorer.setting == model.simulate([0, 1]).attrs["setting"]
    assert model.explore(scenario="late").setting["T_v"] == 1e8


def test_setting_some_values_leaves_the_others(explorer):
    explorer.setting = {"phi_treg": 2}
    explorer.setting = {"T_v": 1e6}
    assert (explorer.setting["phi_treg"], explorer.setting["T_v"]) == (2.0, 1e6)


def test_choosing_a_scenario_sets_its_values(explorer):
    explorer.setting = {"T_v": 1e6}
    explorer.scenario = "fasl"
    assert (explorer.setting["phi_kill"], explorer.setting["T_v"]) == (0.5, 1e7)


def test_traits_can_be_observed_and_linked(model, explorer):
    heard = []
    explorer.observe(lambda change: heard.append(change["new"]["phi_treg"]), "setting")
    other = model.explore()
    traitlets.link((explorer, "setting"), (other, "setting"))
    explorer.setting = {"phi_treg": 3}
    assert heard == [3.0]
    assert other.setting["phi_treg"] == 3.0


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"setting": {"Tv": 1}}, "has no parameter 'Tv'. Did you mean 'T_v'?"),
        ({"setting": {"T_v": "much"}}, "needs a finite number in cell, not 'much'"),
        ({"setting": {"T_v": float("nan")}}, "needs a finite number"),
        ({"setting": {"T_v": 1e30}}, "outside its slider's range 100000 to 1e\\+10"),
        ({"scenario": "nobody"}, "has no scenario 'nobody'"),
        ({"ev": "maybe"}, "boolean"),
    ],
)
def test_a_wrong_trait_is_refused_with_a_sentence_and_nothing_changes(explorer, wrong, sentence):
    before = dict(explorer.setting), explorer.scenario, explorer.ev
    ((name, value),) = wrong.items()
    with pytest.raises(traitlets.TraitError, match=sentence):
        setattr(explorer, name, value)
    assert (explorer.setting, explorer.scenario, explorer.ev) == before


def test_it_composes_with_other_widgets(explorer):
    assert explorer in ipywidgets.HBox([explorer, ipywidgets.Label("beside")]).children


def test_plotly_is_handed_over_when_the_front_end_asks(explorer, monkeypatch):
    sent = []
    monkeypatch.setattr(explorer, "send", lambda content, buffers=None: sent.append(content))
    explorer._handle_custom_msg({"type": "something else"}, [])
    explorer._handle_custom_msg({"type": "plotly"}, [])
    assert [content["type"] for content in sent] == ["plotly"]
    assert sent[0]["source"] == assets.static_text("evbook-plotly.js")


def test_the_model_is_handed_over_as_sbml_when_the_front_end_asks(explorer, monkeypatch):
    sent = []
    monkeypatch.setattr(explorer, "send", lambda content, buffers=None: sent.append(content))
    explorer._handle_custom_msg({"type": "sbml"}, [])
    model = evbook.load("immune-escape")
    assert [content["type"] for content in sent] == ["sbml"]
    assert (sent[0]["on"], sent[0]["off"]) == (model.to_sbml(), model.to_sbml(ev=False))
    assert sent[0]["experiments"]
    assert explorer.exportable
    assert not evbook.load("junction-leak").explore().exportable


def test_it_is_a_widget_where_widgets_run_a_figure_elsewhere_and_words_at_least(explorer):
    data, _ = explorer._repr_mimebundle_()
    assert data["application/vnd.jupyter.widget-view+json"]["model_id"] == explorer.model_id
    assert data["text/html"].startswith('<figure class="evbook-explorer"')
    assert "immune-escape" in data["text/plain"]


def test_the_figure_of_a_changed_explorer_starts_from_its_values(model):
    data, _ = model.explore(T_v=1e8, ev=False)._repr_mimebundle_()
    figure = parsed(data["text/html"])
    assert json.loads(figure.get("data-setting")) == {"T_v": 1e8}
    assert figure.get("data-ev") == "off"


def test_the_widget_needs_no_plotly_in_python():
    import subprocess
    import sys

    code = "import sys, evbook; evbook.load('immune-escape').explore(); assert 'plotly' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


# ---------------------------------------------------------------------------------------------- the figure


def test_the_figure_names_its_model_and_version(model, html):
    figure = parsed(html)
    assert (figure.tag, figure.get("class")) == ("figure", "evbook-explorer")
    assert (figure.get("data-model"), figure.get("data-hash")) == (model.id, model.declaration.hash)
    assert figure.get("data-scenario") == model.declaration.scenarios[0].name


def test_nothing_that_looks_live_is_there_without_the_script(html):
    assert not {"input", "button", "select", "a", "script"} & {part.tag for part in parsed(html).iter()}


def test_room_is_kept_for_each_control(model, html):
    cells = [part for part in parsed(html).iter("div") if part.get("class") == "evx-control"]
    # Controls of the base model are folded away at first.
    assert len(cells) == sum(p.control and p.ev for p in model.declaration.parameters)


def test_the_picture_has_the_margins_of_the_live_figure_and_says_what_it_shows(html):
    picture = next(part for part in parsed(html).iter(f"{SVG}svg") if part.get("role") == "img")
    margin = layout()["margin"]
    assert f"left:{margin['left']}px;top:{margin['top']}px" in picture.get("style")
    words = picture.findtext(f"{SVG}desc")
    assert words.startswith("Curves of tumour cells and effector cells over 1000 days")
    assert "The tumour escapes" in words


def test_the_curve_in_the_picture_is_pythons_own(model, html):
    """Read back from the path: days and cells, to what a thinned path of a thousand units can hold."""
    paths = {part.get("data-line"): part.get("d") for part in parsed(html).iter(f"{SVG}path") if part.get("data-line")}
    assert set(paths) == {"T", "E", "T--off", "E--off"}
    for name, ev in [("T", True), ("T--off", False)]:
        points = np.array([[float(n) for n in pair.split(",")] for pair in paths[name][1:].split("L")])
        days, log_cells = points[:, 0], 9 * (1 - points[:, 1] / 1000)
        true = np.log10(model.simulate(np.maximum(days, 1e-9), ev=ev)["T"])
        assert np.max(np.abs(log_cells - true)) < 9 * 1.5 / 1000


def test_the_table_gives_every_value_with_unit_and_grade_and_what_came_of_it(model, html):
    rows = {
        row.find("td").get("data-value"): [cell.text for cell in row.findall("td")]
        for row in parsed(html).iter("tr")
        if row.find("td") is not None
    }
    for p in model.declaration.parameters:
        assert rows[p.name][2] == p.grade
    assert rows["phi_treg"][0] == "0.5"
    assert 'data-measure="T_final"' in html


def test_a_compact_figure_has_two_or_three_sliders(model):
    figure = parsed(page.figure(model, compact=True))
    assert figure.get("data-sliders").split() == ["T_v", "phi_treg"]
    assert sum(part.get("class") == "evx-control" for part in figure.iter("div")) == 2


def test_an_unknown_scenario_is_refused(model):
    with pytest.raises(ValueError, match="has no scenario 'nobody'"):
        page.figure(model, scenario="nobody")


def test_the_palette_of_the_style_sheet_is_the_shared_one():
    sheet = assets.static_text("evbook-explorer.css")
    for i, series in enumerate(layout()["series"]):
        found = re.findall(rf"--evx-c{i}:\s*(#[0-9a-f]+)", sheet)
        short = {re.sub(r"#(.)\1(.)\2(.)\3$", r"#\1\2\3", series[theme]) for theme in ("light", "dark")}
        assert {re.sub(r"#(.)\1(.)\2(.)\3$", r"#\1\2\3", tone) for tone in found} == short


def test_a_missing_bundle_is_said_with_its_remedy(monkeypatch, tmp_path):
    monkeypatch.setattr(assets, "_STATIC", tmp_path)
    with pytest.raises(FileNotFoundError, match=r"lacks evbook-explorer\.js.*npm ci"):
        assets.static_directory()
