"""A reader's own CSV in a live figure: chosen, pasted, dropped, refused, drawn, fitted; every drawer for everyone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from accessibility import violations
from figures import until
from live import Live
from visits import Visit, visit

import evbook
from evbook.derive.javascript.panel import panel

PAGE = "resistance/immunotherapy-sink.html"
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 320, "height": 700}}
TRUTH = 400.0


@pytest.fixture
def record(browser, site_address) -> Iterator[Visit]:
    with visit(browser, site_address, viewport=SIZES["desktop"]) as visited:
        yield visited.go(PAGE)
        assert visited.complaints == []
        assert visited.refused == []


@pytest.fixture
def live(record) -> Live:
    return Live(record.page)


@pytest.fixture
def drawer(live):
    box = live.figure.locator('details[data-tool="own-data"]')
    box.locator("summary").press("Enter")
    return box


@pytest.fixture(scope="module")
def csv() -> str:
    """The model itself at another tumour mass, in hours and micrograms a litre."""
    times = np.linspace(1, 160, 17)
    curve = evbook.load("antibody-sink").simulate(times, scenario="trastuzumab", mass=TRUTH)["drug"]
    rows = "".join(f"{24 * t};{1000 * y:.6g}\r\n".replace(".", ",") for t, y in zip(times, curve, strict=True))
    return f"\ufefftime [h];<b>free</b> drug [µg/L]\r\n{rows}"


def paste(drawer, text: str) -> None:
    drawer.locator("textarea").fill(text)
    drawer.get_by_role("button", name="Read the text").click()


def choose(drawer, *names: str) -> None:
    """Parameters to fit, each found by the filter."""
    for name in names:
        drawer.locator("input[type=search]").fill(name)
        drawer.locator(f'.evx-own-offers [data-name="{name}"]').click()


def points(live: Live) -> int:
    """Markers of the reader's data that stand in the figure."""
    return live.figure.locator('.evx-live [class*="traceeown"] path.point').count()


def drop(live: Live, name: str, content: str) -> None:
    live.figure.evaluate(
        """(figure, [name, content]) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([content], name, { type: "text/csv" }));
          const stage = figure.querySelector(".evx-stage");
          for (const type of ["dragover", "drop"]) {
            stage.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
          }
        }""",
        [name, content],
    )


def test_a_file_is_dropped_drawn_compared_fitted_and_taken_away(record, live, csv):
    asked = record.files()
    drop(live, "mine.csv", csv)
    box = live.figure.locator('details[data-tool="own-data"]')
    box.get_by_text("17 rows, 1 column of measurements.").wait_for()
    column = box.locator("[data-column=B]")
    # The header is text, whatever it holds, and its name is no curve's: the only curve is what it must mean.
    assert "<b>free</b> drug [µg/L], measures" in column.inner_text()
    assert column.locator("b").count() == 0
    live.rest()
    assert points(live) == 17
    assert live.figure.locator(".evx-key", has_text="your <b>free</b> drug").count() == 1
    assert box.get_by_label("Errors are").input_value() == "log", "as the figure's axis is"
    box.get_by_label("Errors are").select_option("additive")
    misfit = box.locator("[data-rms]")
    misfit.wait_for()
    live.rest()
    before = float(misfit.get_attribute("data-rms"))
    live.move("mass", "max")
    until(live, "(before) => Number(document.querySelector('[data-rms]').dataset.rms) !== before", before)
    assert float(misfit.get_attribute("data-rms")) > 0
    assert points(live) == 17, "data stay when a slider moves"
    live.figure.get_by_role("button", name="Vertical axis").click()
    live.rest()
    assert points(live) == 17, "and in another view of the same curves"
    live.figure.get_by_role("button", name="Vertical axis").click()
    live.rest()
    live.reset()
    choose(box, "mass")
    box.get_by_role("button", name="Fit", exact=True).press("Enter")
    box.get_by_text("The fit is done: 1 number.").wait_for()
    live.rest()
    assert float(live.field("mass").input_value()) == pytest.approx(TRUTH, rel=2e-3)
    assert float(misfit.get_attribute("data-rms")) < 1e-2 * before
    link = live.figure.get_by_role("link", name="Link to this setting").get_attribute("href")
    assert "mass=" in link
    assert "free" not in link
    assert_taken_away(record, box, link)
    box.get_by_role("button", name="Back to before").click()
    live.rest()
    assert float(live.field("mass").input_value()) != pytest.approx(TRUTH, rel=0.1)
    box.get_by_role("button", name="Remove data").click()
    live.rest()
    assert points(live) == 0
    # The model's own SBML is a part of the PEtab problem.
    wanted = {"_static/mark.svg", "evbook/evbook-laboratory.js", "models/antibody-sink.sbml.js"}
    assert record.files() - asked <= wanted, "nothing is asked for but the tool itself, and nothing sent"


def assert_taken_away(record, box, link: str) -> None:
    """The report as Markdown, CSV and PEtab; on paper; and nowhere else."""
    report = box.locator(".evx-own-report")
    assert "Nothing in the residuals" in report.inner_text() or "does not describe" in report.inner_text()
    assert report.locator("svg[role=img]").count() == 2, "the curve through the points, and what it leaves over"
    texts = {}
    for name in ("Markdown", "Estimates (CSV)", "Residuals (CSV)", "PEtab"):
        with record.page.expect_download() as download:
            box.get_by_role("button", name=name, exact=True).click()
        texts[name] = Path(download.value.path()).read_bytes()
    assert "| 95 % interval |" in texts["Markdown"].decode()
    assert link.split("#")[1] in texts["Markdown"].decode()
    assert texts["Estimates (CSV)"].decode().splitlines()[1].startswith("mass,")
    assert len(texts["Residuals (CSV)"].decode().splitlines()) == 18
    with zipfile.ZipFile(io.BytesIO(texts["PEtab"])) as archive:
        assert archive.testzip() is None
        assert {"problem.yaml", "model.xml", "measurements.tsv"} <= set(archive.namelist())
    record.page.emulate_media(media="print")
    printed = record.page.locator(".evx-own-printed")
    assert printed.is_visible() and "95 % interval" in printed.inner_text()
    record.page.emulate_media(media="screen")
    assert not printed.is_visible()


def test_arms_are_fitted_together_each_with_its_scenario_and_what_cannot_matter_says_why(record, live, drawer):
    times = np.array([1.0, 5, 12, 20, 40, 80])
    model = evbook.load("antibody-sink")
    scenarios = [one.name for one in model.declaration.scenarios[:2]]
    rows = ["arm,time [d],drug,SD"]
    for arm, scenario in zip(("first", "second"), scenarios, strict=True):
        drug = model.simulate(times, scenario=scenario, mass=TRUTH)["drug"]
        rows += [f"{arm},{t:g},{y:.8g},{0.05 * y:.8g}" for t, y in zip(times, drug, strict=True)]
    paste(drawer, "\n".join(rows))
    drawer.get_by_text("12 rows, 1 column of measurements.").wait_for()
    live.rest()
    assert points(live) == 12
    assert live.figure.locator('.evx-live [class*="traceeown"] path.yerror').count() == 12
    for arm, scenario in zip(("first", "second"), scenarios, strict=True):
        drawer.get_by_label(f"Setting of {arm}").select_option(scenario)
    offers = drawer.locator(".evx-own-offers")
    assert offers.locator("button").count() == len(model.declaration.parameters)
    reasons = offers.locator("li:has(button[disabled])").all_inner_texts()
    assert all(": " in text for text in reasons), "what cannot be chosen says why"
    choose(drawer, "mass")
    assert drawer.get_by_label("Weigh by the table’s errors").is_checked()
    drawer.get_by_role("button", name="Fit", exact=True).click()
    drawer.get_by_text("The fit is done: 1 number.").wait_for()
    live.rest()
    assert float(live.field("mass").input_value()) == pytest.approx(TRUTH, rel=1e-3)
    assert "each point weighed by its own standard error" in drawer.locator(".evx-own-report").inner_text()
    assert live.figure.locator(".evx-key", has_text="fit of second").count() == 1
    drawer.get_by_label("Show the curve of").select_option("second")
    live.rest()
    assert live.figure.locator(".evx-key", has_text="fit of first").count() == 1
    assert drawer.get_by_text("A control was moved since this fit.").count() == 0


def test_many_points_are_thinned_when_drawn_and_zeros_have_a_place_on_a_logarithmic_axis(live, drawer):
    rows = [f"{t:.4f},{1 + t % 7:.2f}" for t in np.linspace(0.1, 100, 20_000)]
    drop(live, "many.csv", "time [d],drug\n" + "\n".join(rows))
    drawer.get_by_text("20000 rows, 1 column of measurements.").wait_for()
    live.rest()
    assert 400 <= points(live) <= 500
    drawer.get_by_text("20000 points").wait_for()
    paste(drawer, "time [d],drug\n0,0\n5,<2\n10,30\n20,>60\n")
    drawer.get_by_text("4 rows").wait_for()
    live.figure.get_by_label("Over time", exact=True).check()
    live.rest()
    assert points(live) == 4
    labels = live.figure.locator(".evx-key").all_inner_texts()
    assert any("0 or less" in one for one in labels) and any("above the limit" in one for one in labels)
    assert "2 points lie beyond a limit" in drawer.locator(".evx-own-misfit").inner_text()


def test_a_bad_file_is_told_where_and_why_and_a_chosen_one_widens_the_axes(live, drawer, csv):
    said = drawer.locator(".evx-own-said")
    for text, sentence in (
        (
            "t,drug\n0,1\n1,<img src=x onerror=alert(1)>\n",
            "Column B, “drug”: “<img src=x onerror=alert…” in row 3 is no number and counts as not measured.",
        ),
        ("t [mg],drug\n0,1\n", "1 row, 0 columns of measurements."),
        ("t,drug\n0,1,5\n4,2,5\n", "Row 2 has 3 cells under 2 names"),
        ("names only\n", "No column of the table holds numbers."),
        ("alone\n1\n2\n", "The table has one column only"),
    ):
        paste(drawer, text)
        said.get_by_text(sentence).wait_for()
        assert said.locator("img").count() == 0
    drawer.locator("input[type=file]").set_input_files(
        {"name": "huge.csv", "mimeType": "text/csv", "buffer": b"0,1\n" * 600_000}
    )
    said.get_by_text("The table has 600001 rows; at most 100000 are read.").wait_for()
    _, _, high, _ = live.axes()["yaxis"]
    drawer.locator("input[type=file]").set_input_files(
        {"name": "mine.csv", "mimeType": "text/csv", "buffer": f"time,drug\n1,{3 * high}\n200,{high}\n".encode()}
    )
    said.get_by_text("The curves now go on to").wait_for()
    live.rest()
    axes = live.axes()
    assert axes["yaxis"][2] >= 3 * high
    assert axes["xaxis"][2] >= 200
    assert live.curves()["drug"][0][-1] >= 200
    assert points(live) == 2
    drawer.get_by_role("button", name="Write an example").click()
    drawer.get_by_role("button", name="Read the text").click()
    said.get_by_text("9 rows").wait_for()
    assert float(drawer.locator("[data-rms]").get_attribute("data-rms")) < 1e-2 * high


def test_what_a_table_leaves_open_is_asked_and_the_reading_can_be_changed(live, drawer):
    paste(drawer, "Day\tdrug\n4\t28\n7\t2,319\n10\t1,590\n")
    drawer.get_by_text("every “,” stands before exactly three digits").wait_for()
    live.rest()
    assert points(live) == 1, "what is asked about is withheld"
    drawer.locator(".evx-own-asked select").select_option(".")
    live.rest()
    assert points(live) == 3
    row = drawer.locator("[data-read=B]")
    assert "2,319" in row.inner_text() or "2319" in row.inner_text()
    assert drawer.locator(".evx-own-asked").count() == 0
    drawer.get_by_label("What drug is").select_option("ignored")
    drawer.get_by_text("No column of the table holds what was measured").wait_for()
    unit = drawer.get_by_label("Unit of Day")
    unit.fill("h")
    unit.press("Tab")
    live.rest()
    assert live.curves()["drug"][0][-1] > 0
    assert drawer.get_by_label("Unit of Day").input_value() == "hour"


def open_all(live: Live) -> None:
    """Every drawer at once, with data in the reader's own."""
    live.figure.evaluate(
        "(figure) => figure.querySelectorAll('details.evx-tool').forEach((one) => { one.open = true; })"
    )
    paste(live.figure.locator('details[data-tool="own-data"]'), "t,drug,other\n0,1,\n20,60,2\n60,30,1\n")
    live.figure.get_by_text("3 rows, 2 columns of measurements.").wait_for()
    live.figure.locator('[data-tool="matters"] li[data-name]').first.wait_for()
    live.rest()


@pytest.mark.parametrize(("size", "theme"), [("desktop", "light"), ("phone", "dark")])
def test_every_drawer_is_for_everyone(browser, site_address, size, theme):
    """All open: axe finds nothing, nothing runs out of the page, and the focus can be seen."""
    options = {"viewport": SIZES[size], "color_scheme": theme, "reduced_motion": "reduce"}
    with visit(browser, site_address, **options) as record:
        record.go(PAGE)
        assert record.page.evaluate("document.documentElement.dataset.theme ?? ''") in ("", theme)
        live = Live(record.page)
        tools = panel(evbook.load("antibody-sink").declaration)["tools"]
        drawers = sum(tool["place"] == "drawer" for tool in tools)
        assert live.figure.locator("details.evx-tool").count() == drawers
        open_all(live)
        live.figure.get_by_role("button", name="Pin this run").click()
        # A refusal is there as well.
        paste(live.figure.locator('details[data-tool="own-data"]'), "names only\n")
        live.figure.get_by_text("This cannot be read.").wait_for()
        assert violations(record.page) == []
        assert record.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        record.page.keyboard.press("Tab")  # from here on focus is the keyboard's
        unseen = live.figure.evaluate(
            """(figure) => [...figure.querySelectorAll(".evx-tool :is(summary, button, select, input, textarea)")]
              .filter((one) => !one.disabled && one.checkVisibility()).filter((one) => {
                one.focus();
                const { outlineStyle, outlineWidth } = getComputedStyle(one);
                return outlineStyle === "none" || parseFloat(outlineWidth) < 2;
              }).map((one) => one.outerHTML.slice(0, 120))"""
        )
        assert unseen == []
        moving = live.figure.evaluate(
            """(figure) => [...figure.querySelectorAll("*")].filter((one) => {
              const { transitionDuration, animationName } = getComputedStyle(one);
              return parseFloat(transitionDuration) > 0.001 || animationName !== "none"; })
              .map((one) => one.outerHTML.slice(0, 80))"""
        )
        assert moving == []


def test_the_figure_is_printed_whole_with_its_drawers_open(record, live):
    open_all(live)
    record.page.emulate_media(media="print")
    seen = live.figure.evaluate(
        """(figure) => {
          const stage = figure.querySelector(".evx-stage").getBoundingClientRect();
          const shown = [...figure.querySelectorAll(".evx-stage > svg, .evx-stage > .evx-live")].filter((one) =>
            getComputedStyle(one).display !== "none" && getComputedStyle(one).visibility !== "hidden");
          const box = figure.getBoundingClientRect();
          return { shown: shown.length, points: shown.flatMap((one) => [...one.querySelectorAll("path.point")]).length,
                   clipped: [stage.left < box.left - 7, stage.right > box.right + 7, stage.height < 100],
                   panel: getComputedStyle(figure.querySelector(".evx-panel")).display,
                   table: getComputedStyle(figure.querySelector(".evx-fallback")).display };
        }"""
    )
    assert seen["shown"] == 1
    assert seen["points"] == 3, "what is printed is what was seen, the reader's data among it"
    assert not any(seen["clipped"])
    assert seen["panel"] == "none"
    assert seen["table"] == "block"
