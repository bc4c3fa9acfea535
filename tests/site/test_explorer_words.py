"""What a live figure says: its sentence, its table of numbers, its sliders and fields, and that a model has failed."""

from __future__ import annotations

import pytest
from figures import (
    agree,
    some,
    some_full_known,
    some_known,
    start,
    until,
)
from live import Live

from evbook.drawing.words import unit_text


@some
def test_the_sentence_follows_and_is_read_out_once(live):
    region = live.figure.locator(".evx-sentence")
    assert region.get_attribute("aria-live") == "polite"
    first = live.sentence()
    live.figure.get_by_role("switch", name="Vesicles").uncheck()
    live.rest()
    assert live.sentence() != first
    assert region.get_attribute("aria-busy") == "false"


@some_full_known
def test_numbers_come_as_a_table_on_demand(live, model):
    live.figure.get_by_text("Numbers as a table").click()
    tables = live.figure.locator(".evx-tables table")
    tables.nth(1).wait_for()  # a drawer tells that it has been opened a moment later
    outcomes, curves = tables.all()
    assert outcomes.locator("tbody tr").count() == len(model.declaration.measures)
    assert curves.locator("tbody tr").count() == 11
    before = curves.inner_text()
    live.move(live.sliders()[0], "max")
    until(
        live,
        """(before) => [...document.querySelectorAll(".evx-tables")].every((one) =>
      one.querySelectorAll("table")[1]?.innerText !== before)""",
        before,
    )  # the numbers follow a moment later


@some_known
def test_a_slider_says_its_value_with_its_unit_and_where_it_comes_from(live, model):
    known = [p for p in model.declaration.parameters if p.name in live.sliders()]
    assert {p.name for p in known} == set(live.sliders()) - {"_end"}
    for p in known:
        slider = live.slider(p.name)
        about = slider.evaluate("(s) => document.getElementById(s.getAttribute('aria-describedby')).textContent")
        assert p.meaning in about
        assert p.grade in about
        assert slider.get_attribute("aria-valuetext")
        if p.unit not in ("1", ""):
            assert slider.get_attribute("aria-valuetext").endswith((unit_text(p.unit, 1), unit_text(p.unit)))
        assumed = live.figure.locator(f'[data-name="{p.name}"] .evx-badge').count()
        assert assumed == (p.grade == "assumed")


@some_known
def test_a_number_can_be_typed_and_is_limited_to_its_range(live, model):
    name = live.sliders()[0]
    low, high = next(p.range for p in model.declaration.parameters if p.name == name)
    field = live.field(name)
    middle = float(f"{low + 0.3 * (high - low):.3g}")
    field.fill(str(middle))
    field.press("Enter")
    live.rest()
    agree(live, model, **{**start(model, live), name: middle})
    field.fill(str(10 * high + 1))
    field.press("Enter")
    live.rest()
    assert float(field.input_value()) == pytest.approx(high)
    assert "Limited to the range" in live.figure.locator(f'[data-name="{name}"] .evx-note').inner_text()


@some
def test_a_model_that_fails_says_so_and_lives_on(alone, place):
    """The solver, then the model itself, fail; both are told in the figure, and neither stops the page."""
    live = Live(alone.page, place.number)
    for failing in ("(t, y, p, out) => { out.fill(NaN); }", "() => { throw new Error('no such rate'); }"):
        live.figure.evaluate(
            f"""(figure) => {{
              const {{ program }} = evbook.explorers.get(figure).model;
              program.on[program.kind === "curve" ? "outputs" : "rates"] = {failing};
            }}"""
        )
        live.move(live.sliders()[0], 3 if "NaN" in failing else 5)
        trouble = live.figure.locator(".evx-trouble")
        assert trouble.is_visible()
        assert trouble.inner_text().endswith((".", "rate"))
        assert live.sentence() == trouble.inner_text()
        live.drag(live.sliders()[0])  # comes to rest although nothing can be drawn at the end
        assert trouble.is_visible()
