"""Three rooms: what is seen stays in sight while what changes it is scrolled through and moved."""

from __future__ import annotations

import pytest
from figures import PHONE
from live import Live
from visits import visit

import evbook

#: Pages with a scene, two panels, a slice of tissue, and many switches.
PAGES = ["perspectives/whole-picture.html", "microenvironment/immune-escape.html", "perspectives/tumour-slice.html",
         "background/uptake.html"]  # fmt: skip
SIZES = [{"width": 1280, "height": 800}, {"width": 1920, "height": 1080}]
#: Begins at the head of the figure and scrolls as far as a control needs, and looks where all stands.
_PLACES = """(figure) => {
  document.documentElement.style.scrollBehavior = "auto";
  const box = (part) => part.getBoundingClientRect();
  const [seen, head] = [figure.querySelector(".evx-view"), box(document.querySelector(".site-header")).bottom];
  return [...figure.querySelectorAll(".evx-control, .evx-tools > details > summary")]
    .filter((one) => one.checkVisibility())
    .map((one) => {
      figure.scrollIntoView();
      one.scrollIntoView({ block: "nearest" });
      const [view, control] = [box(seen), box(one)];
      return {
        name: one.dataset.name ?? one.textContent,
        seen: view.top >= head - 1 && view.bottom <= innerHeight + 1,
        beside: control.left >= view.right - 1,
      };
    });
}"""


@pytest.mark.parametrize("size", SIZES, ids=["laptop", "projector"])
def test_figure_legend_and_verdict_stay_in_view_beside_every_control(browser, site_address, size):
    with visit(browser, site_address, viewport=size) as reader:
        for page in PAGES:
            live = Live(reader.go(page).page)
            places = live.figure.evaluate(_PLACES)
            assert len(places) > 8, page
            assert [one["name"] for one in places if not (one["seen"] and one["beside"])] == [], page


def test_on_a_phone_figure_legend_and_verdict_take_less_than_half_the_height_above_the_slider_in_hand(
    browser, site_address
):
    with visit(browser, site_address, viewport=PHONE) as reader:
        for page in PAGES:
            live = Live(reader.go(page).page)
            for name in live.sliders()[:4]:
                seen, head, control = live.slider(name).evaluate(
                    """(slider) => {
                      document.documentElement.style.scrollBehavior = "auto";
                      const control = slider.closest(".evx-control");
                      const seen = slider.closest("figure").querySelector(".evx-view");
                      slider.focus();
                      for (let k = 0; k < 3; k++)
                        scrollBy(0, control.getBoundingClientRect().top - seen.getBoundingClientRect().bottom);
                      const box = (part) => ["top", "bottom"].map((side) => part.getBoundingClientRect()[side]);
                      const figure = slider.closest("figure");
                      return [box(figure.querySelector(".evx-view")), box(document.querySelector(".site-header"))[1],
                        box(control)];
                    }"""
                )
                assert abs(seen[0] - head) <= 1, f"{page}: the figure has left the view"
                assert control[0] >= seen[1] - 1, f"{page}: the figure covers {name}"
                assert seen[1] - seen[0] <= 0.45 * PHONE["height"], f"{page}: {seen[1] - seen[0]:.0f} px"
                assert control[1] <= 0.66 * PHONE["height"], f"{page}: no room for a thumb below {name}"


def test_a_drawer_that_opens_moves_nothing_else(browser, site_address):
    with visit(browser, site_address, viewport=SIZES[0]) as reader:
        live = Live(reader.go(PAGES[1]).page)
        places = """(figure) => [...figure.querySelectorAll(".evx-control, .evx-tools summary")]
          .filter((one) => one.checkVisibility() && !one.closest(".evx-tool-body"))
          .map((one) => { const { left, top } = one.getBoundingClientRect(); return [left, top]; })"""
        for title in live.figure.locator(".evx-tools > details > summary").all():
            title.scroll_into_view_if_needed()
            before = live.figure.evaluate(places)
            title.click()
            assert live.figure.evaluate(places) == before, title.inner_text()
            title.click()


def test_what_is_on_or_off_is_a_switch(browser, site_address):
    """Every parameter that is 0 or 1; pressed, it draws Python's curve and stands in the link."""
    switches = {d.id: [p.name for p in d.parameters if p.is_switch and p.control] for d in map(_declared, _hosted())}
    assert sum(map(len, switches.values())) >= 14
    with visit(browser, site_address, viewport=SIZES[0]) as reader:
        live = Live(reader.go("perspectives/whole-picture.html").page)
        assert live.figure.locator(".evx-toggle").count() == len(switches["whole-picture"])
        switch = live.switch("escape")
        assert switch.is_checked()
        before = live.paths()
        switch.press("Space")
        live.rest()
        assert live.paths() != before
        assert "escape=0" in reader.page.evaluate(
            "(figure) => { const one = evbook.explorers.get(figure); return one.host.link(one); }",
            live.figure.element_handle(),
        )
        assert live.sentence() == _said("whole-picture", escape=0)
        live.reset()
        assert switch.is_checked()


def _hosted():
    return [name for name in evbook.models().index]


def _declared(name):
    return evbook.load(name).declaration


def _said(name: str, **values: float) -> str:
    """The verdict in Python."""
    from evbook.explorer.first_view import View

    return View(_declared(name), None, values, None, None, "").sentence()


def test_the_scale_of_the_axis_is_chosen_at_the_axis(browser, site_address):
    with visit(browser, site_address, viewport=SIZES[0]) as reader:
        live = Live(reader.go("microenvironment/immune-escape.html").page)
        assert live.figure.locator(".evx-views").get_by_text("Linear").count() == 0
        kinds = []
        for _ in range(3):
            kinds.append(live.axes()["yaxis"][0])
            live.figure.get_by_role("button", name="Vertical axis").click()
            live.rest()
        assert kinds == ["log", "linear", "log"]


def test_a_curve_without_vesicles_has_the_hue_of_its_curve_and_a_label_at_its_end(browser, site_address):
    with visit(browser, site_address, viewport=SIZES[0]) as reader:
        live = Live(reader.go("microenvironment/immune-escape.html").page)
        live.rest()
        hues = live.figure.evaluate(
            """(figure) => Object.fromEntries([...figure.querySelectorAll(".evx-live .trace")].map((trace) =>
              [[...trace.classList].find((name) => /^tracee/.test(name)),
               getComputedStyle(trace.querySelector("path.js-line")).stroke]))"""
        )
        off = [name for name in hues if name.endswith("_45__45_off")]
        assert off and all(hues[name] == hues[name.removesuffix("_45__45_off")] for name in off)
        assert len(set(hues.values())) == len(off)
        labels = live.figure.locator(".evx-ends > span")
        assert labels.all_inner_texts() == ["without"] * len(off)
        colours = labels.evaluate_all("(all) => all.map((one) => getComputedStyle(one).color)")
        assert sorted(colours) == sorted(hues[name] for name in off)
