"""Challenges and schedules in a browser, on one page that has both."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from urllib.parse import unquote

import libsbml
import numpy as np
import pytest
from live import Live
from visits import Visit, visit

import evbook
from evbook.chapter.sources import drawn_apart

PAGE = "resistance/immunotherapy-sink.html"


@pytest.fixture
def record(browser, site_address) -> Iterator[Visit]:
    with visit(browser, site_address, viewport={"width": 1280, "height": 900}, accept_downloads=True) as visited:
        yield visited.go(PAGE)
        assert visited.complaints == []
        assert visited.refused == []


@pytest.fixture
def live(record) -> Live:
    return Live(record.page)


@pytest.fixture(scope="module")
def model():
    return evbook.load("antibody-sink")


def test_a_challenge_is_taken_up_from_its_card_and_recognised_when_it_is_met(record, live, model):
    (challenge,) = model.declaration.challenges
    record.page.locator("#challenge > details.folded > summary").click()
    record.page.get_by_role("link", name="Take it up in the live model").click()
    verdict = live.figure.locator(".evx-verdict")
    verdict.get_by_text("Not there yet.").wait_for()
    assert verdict.get_attribute("role") == "status"
    for name in live.sliders():
        held = name in challenge.fixed or name == "_end"
        assert live.slider(name).is_disabled() == held, name
    assert live.figure.get_by_role("switch", name="Vesicles").is_disabled()
    for n, hint in enumerate(challenge.hints, 1):
        live.figure.get_by_role("button", name=f"Show hint {n} of {len(challenge.hints)}").press("Enter")
        assert live.figure.locator(".evx-hints li").all_inner_texts()[-1] == hint
    field = live.field("every")
    field.fill(str(challenge.solution["every"]))
    field.press("Enter")
    verdict.get_by_text(f"Done. {challenge.met}").wait_for()
    live.figure.get_by_role("button", name="Leave it").click()
    live.rest()
    assert not live.slider(challenge.fixed[0]).is_disabled()
    assert verdict.inner_text() == ""


def test_an_edited_schedule_draws_pythons_curve_and_goes_into_the_link(record, live, model):
    live.figure.get_by_text("Schedule", exact=True).press("Enter")
    rows = live.figure.locator(".evx-row")
    rows.first.wait_for()
    while rows.count():
        live.figure.get_by_role("button", name="Remove row 1").click()
        live.rest()
    x, y = next(iter(live.curves().values()))
    assert np.all(y == 0)
    live.figure.get_by_label("Give", exact=True).select_option("maintenance")
    live.figure.get_by_role("button", name="Add a row").press("Enter")
    for field, value in (("start", 10), ("size", 1500), ("every", 14), ("count", 3)):
        box = live.figure.locator(f'.evx-row input[data-field="{field}"]')
        box.fill(str(value))
        box.press("Enter")
        live.rest()
    name, (x, y) = next((n, c) for n, c in live.curves().items() if not n.endswith("--off"))
    scenario = live.figure.get_attribute("data-scenario")
    truth = model.simulate(x, scenario=scenario, schedule=[("maintenance", 10, 1500, 14, 3)])[name].to_numpy()
    assert np.abs(y - truth).max() <= 1e-3 * truth.max()
    link = live.figure.get_by_role("link", name="Link to this setting").get_attribute("href")
    assert "_schedule=maintenance~10~1500~14~3" in unquote(link)
    wrong = live.figure.locator('.evx-row input[data-field="count"]')
    wrong.fill("2.5")
    wrong.press("Enter")
    assert "expected a whole number" in live.figure.locator(".evx-remark").inner_text()
    live.figure.get_by_role("button", name="Back to the model's own").click()
    live.rest()
    assert "_schedule" not in live.figure.get_by_role("link", name="Link to this setting").get_attribute("href")


def test_the_model_is_handed_over_as_sbml_at_the_values_that_are_set(record, live, model):
    assert "models/antibody-sink.sbml.js" not in record.files(), "it is loaded when it is asked for"
    live.move("mass", "min")
    live.figure.get_by_role("switch", name="Vesicles").uncheck()
    live.rest()
    live.figure.get_by_role("switch", name="Vesicles").check()
    live.rest()
    with record.page.expect_download() as download:
        live.figure.get_by_role("button", name="SBML").click()
    found = libsbml.readSBMLFromFile(str(download.value.path()))
    assert found.getNumErrors(libsbml.LIBSBML_SEV_ERROR) == 0
    value = found.getModel().getParameter("mass").getValue()
    assert value == float(live.field("mass").input_value()) == model.declaration.record("mass").range[0]


def test_the_model_is_handed_over_with_its_experiments_at_the_values_that_are_set(record, live, model):
    live.move("mass", "min")
    live.rest()
    with record.page.expect_download() as download:
        live.figure.get_by_role("button", name="OMEX").click()
    assert download.value.suggested_filename == f"{model.id}-{model.declaration.hash}.omex"
    with zipfile.ZipFile(download.value.path()) as archive:
        assert archive.testzip() is None
        sedml = archive.read("experiments.sedml").decode()
        assert {"model.xml", "expected/asked.csv", "README.md"} < set(archive.namelist())
    asked = sedml.split('id="at_asked"')[1].split("</model>")[0]
    assert f"""[@id='mass']/@value" newValue="{live.field("mass").input_value()}\"""" in asked


def test_a_setting_can_be_cited(record, live, model):
    live.figure.get_by_text("Cite this setting").press("Enter")
    live.move("mass", "min")
    said = live.figure.locator(".evx-citation").inner_text()
    assert model.declaration.hash in said
    assert "mass=0" in said
    assert drawn_apart(model.declaration.base.source) in said
    live.figure.get_by_role("button", name="Copy").click()
    live.figure.get_by_text("Selected: copy it").or_(live.figure.get_by_text("Copied.")).wait_for()


#: What is written in a figure and can be seen, smaller than so many pixels.
_SMALL = """(figure, least) => [...figure.querySelectorAll("*")]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest(".evx-hidden, .evx-stage > svg"))
  .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
  .filter((one) => parseFloat(getComputedStyle(one).fontSize) * (one.currentCSSZoom ?? 1) < least)
  .map((one) => one.textContent)"""


def test_a_figure_is_shown_to_an_audience(browser, site_address):
    """On a projector: nothing under 20 px, keys from scenario to scenario, and the page as it was afterwards."""
    with visit(browser, site_address, viewport={"width": 1920, "height": 1080}) as reader:
        live = Live(reader.go("microenvironment/immune-escape.html").page)
        scenarios = evbook.load("immune-escape").declaration.scenarios
        live.figure.get_by_role("button", name="Present").click()
        reader.page.locator(".evx-presenting").wait_for()
        live.rest()
        box = live.figure.bounding_box()
        assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 1920, 1080)
        assert live.figure.evaluate("(figure) => figure.scrollHeight") <= 1080, "it has to be scrolled"
        assert live.figure.locator(".evx-stage").bounding_box()["height"] >= 0.45 * 1080
        assert live.figure.evaluate(_SMALL, 20) == []
        pressed = live.figure.locator(".evx-present-bar [aria-pressed=true]")
        for key, scenario in (("PageDown", 1), ("ArrowRight", 2), ("PageUp", 1), ("p", 0), ("ArrowLeft", -1)):
            reader.page.keyboard.press(key)
            reader.page.locator(".evx-present-bar [aria-pressed=true]", has_text=scenarios[scenario].title).wait_for()
            assert pressed.count() == 1
        # A key that a slider needs is the slider's.
        slider = live.figure.locator(".evx-control[data-lead] input[type=range]").first
        slider.focus()
        before = slider.input_value()
        reader.page.keyboard.press("ArrowRight")
        assert slider.input_value() != before
        reader.page.keyboard.press("Escape")
        reader.page.locator(".evx-presenting").wait_for(state="detached")
        assert reader.page.locator("[inert], .evx-present-bar").count() == 0
        reader.page.locator(".evx-present:focus").wait_for()
        assert reader.complaints == [] and reader.refused == []
