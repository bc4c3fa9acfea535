"""Live figures for every reader: by keyboard, on a phone, from a link, to take away, on paper, without scripts."""

from __future__ import annotations

import csv
import io
import json
import random
import xml.etree.ElementTree as ET
from collections import Counter

import numpy as np
import pytest
from figures import (
    DESKTOP,
    NOT_TISSUES,
    PHONE,
    PLACES,
    SAMPLE,
    SEEN,
    alone_at_work,
    of,
    shown,
    some,
    some_full,
    some_full_known,
    some_known,
    start,
    until,
)
from live import Live, at_rest, pixels, points
from visits import UNFOLD, visit

from evbook.drawing.words import number_text

# ---------------------------------------------------------------------------------------------- by hand and by ear


@some_known
def test_it_can_be_used_by_keyboard_alone(live, place, model):
    page, name = live.page, live.sliders()[0]
    live.figure.evaluate("(figure) => { figure.tabIndex = -1; figure.focus(); }")
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        at = page.evaluate(
            """() => {
              const focused = document.activeElement;
              const ring = (part) => { const s = part && getComputedStyle(part);
                return s && s.outlineStyle !== "none" ? parseFloat(s.outlineWidth) : 0; };
              return [focused.closest("figure.evbook-explorer") !== null, focused.type ?? focused.tagName,
                      focused.closest(".evx-control")?.dataset.name ?? "",
                      Math.max(ring(focused), ring(focused.nextElementSibling))];
            }"""
        )
        if not at[0]:
            break
        reached.append((at[1], at[2]))
        assert at[3] >= 2, f"focus on {at[1]} {at[2]} cannot be seen"
    for slider in live.sliders():
        assert ("range", slider) in reached
        assert ("number", slider) in reached
    assert ("checkbox", "") in reached
    live.slider(name).focus()
    before = live.curves()[shown(model)][1]
    page.keyboard.press("End")
    live.rest()
    end = live.curves()[shown(model)][1]
    assert not np.array_equal(before, end)
    page.keyboard.press("ArrowLeft")
    live.rest()
    assert not np.array_equal(end, live.curves()[shown(model)][1])
    live.figure.get_by_role("switch", name="Vesicles").focus()
    page.keyboard.press("Space")
    live.rest()
    assert f"{shown(model)}--off" not in live.curves()


@some
def test_targets_are_large_enough_for_a_thumb(live):
    live.page.set_viewport_size(PHONE)
    small = live.figure.evaluate(
        """(figure) => [...figure.querySelectorAll("button, select, input, summary, .evx-link")]
          .filter((part) => part.checkVisibility())
          .map((part) => [part.outerHTML.slice(0, 80), part.getBoundingClientRect()])
          .filter(([, box]) => box.height < 24 || box.width < 24).map(([name]) => name)"""
    )
    assert small == []


@some_known
def test_colours_follow_the_theme(live, place):
    stroke = "figure.querySelector('.evx-live .trace:last-of-type path.js-line').style.stroke"
    tones = []
    for theme in ("light", "dark"):
        live.page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)
        tone = f"""(before) => {{
          const figure = document.querySelectorAll("figure.evbook-explorer")[{place.number}];
          return {stroke} !== before && {stroke};
        }}"""
        until(live, tone, tones[-1] if tones else "")
        tones.append(live.page.evaluate(tone, ""))
    assert len(set(tones)) == 2


@some
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_figure_fits_its_place(live, place, width):
    live.page.set_viewport_size({"width": width, "height": 800})
    until(
        live,
        """(number) => {
          const figure = document.querySelectorAll("figure.evbook-explorer")[number];
          const [stage, picture] = [".evx-stage", ".evx-live .main-svg"].map((part) =>
            figure.querySelector(part).getBoundingClientRect());
          return Math.abs(stage.width - picture.width) <= 1 && Math.abs(stage.height - picture.height) <= 1;
        }""",
        place.number,
    )
    assert live.figure.evaluate("(figure) => figure.getBoundingClientRect().right") <= width


# ---------------------------------------------------------------------------------------------- coming and going


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("path", sorted({p.page for p in NOT_TISSUES}))
def test_nothing_jumps_when_figures_come_alive(path, browser, site_address, size):
    """All figures of a page but tissues: what is there before the script is as large as what is there after."""
    boxes = """(figures) => figures.map((figure) =>
      [".", ".evx-head", ".evx-stage", ".evx-sentence", ".evx-panel", "figcaption"].map((part) => {
        const box = (part === "." ? figure : figure.querySelector(part)).getBoundingClientRect();
        return [part, Math.round(box.height), Math.round(box.width)];
      }))"""
    with visit(browser, site_address, viewport=size) as lively:
        lively.context.add_init_script(
            """globalThis.shifts = [];
            const figureOf = ({ node }) => node?.parentElement?.closest("figure.evbook-explorer");
            const isTissue = (figure) => figure.querySelector(".evx-slice") !== null;
            const where = (source) => {
              const figure = figureOf(source);
              return figure ? (isTissue(figure) ? "tissue" : "inside") : "outside";
            };
            new PerformanceObserver((list) => shifts.push(...list.getEntries().flatMap(({ sources, value }) =>
              sources.map((source) => [value, where(source), String(source.node?.className ?? "")]))))
              .observe({ type: "layout-shift", buffered: true });"""
        )
        figures = lively.page.locator("figure.evbook-explorer")
        # the script is held back until the page as it is without it has been looked at
        held = []
        lively.context.route("**/evbook-explorer.js*", lambda route: held.append(route))
        lively.page.goto(lively.root + path, wait_until="commit")
        lively.page.wait_for_function(
            """() => document.readyState === "interactive"
              && [...document.querySelectorAll("link[rel=stylesheet]")].every(({ sheet }) => sheet)"""
        )
        frame = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
        lively.page.evaluate(f"async () => {{ await {frame}; await document.fonts.ready; await {frame}; }}")
        lively.page.evaluate(UNFOLD)
        tissues = figures.evaluate_all("(all) => all.map((one) => one.querySelector('.evx-slice') !== null)")
        before = [box for box, skip in zip(figures.evaluate_all(boxes), tissues, strict=True) if not skip]
        assert len(held) == 1
        held[0].fallback()
        lively.page.wait_for_load_state("load")
        lively.settle()
        for figure in figures.all():
            figure.scroll_into_view_if_needed()
            figure.locator(".evx-drawn").wait_for()
        for figure in figures.all():
            at_rest(figure)
        after = [box for box, skip in zip(figures.evaluate_all(boxes), tissues, strict=True) if not skip]
        assert [shift for shift in lively.page.evaluate("shifts") if shift[1] == "inside"] == []
    assert after == before


def test_figures_come_alive_where_they_are_read_and_the_others_when_nothing_else_is_to_do(browser, site_address):
    """On the page with the most figures: the last one, where the reader jumps to it; then all."""
    path = Counter(p.page for p in PLACES).most_common(1)[0][0]
    with visit(browser, site_address, viewport=DESKTOP) as visited:
        # "nothing else to do" is when the test says so, however busy the machine
        visited.context.add_init_script(
            """let waiting = [], idle = false;
            globalThis.requestIdleCallback = (task) => (idle ? setTimeout(task) : waiting.push(task));
            globalThis.becomeIdle = () => { idle = true; waiting.forEach((task) => setTimeout(task)); };"""
        )
        visited.page.goto(visited.root + path, wait_until="load")
        figures = visited.page.locator("figure.evbook-explorer")
        alive = "(all) => all.map((figure) => evbook.explorers.has(figure))"
        # The first one leads the chapter and is in view from the start.
        assert not any(figures.evaluate_all(alive)[1:]), "figures that nobody is near have been solved for"
        visited.page.evaluate(UNFOLD)
        figures.last.evaluate("(figure) => figure.scrollIntoView({ block: 'center', behavior: 'instant' })")
        figures.last.locator(".evx-drawn").wait_for()
        order = figures.evaluate_all("(all) => [...evbook.explorers.keys()].map((figure) => all.indexOf(figure))")
        # The first one may have been near the view while the page was at its top.
        assert next(number for number in order if number > 0) == figures.count() - 1
        visited.settle()
        assert not all(figures.evaluate_all(alive)), "figures far away come alive while there is something else to do"
        visited.page.evaluate("becomeIdle()")
        for _ in range(2400):
            if all(figures.evaluate_all(alive)):
                break
            visited.page.wait_for_timeout(50)
        assert all(figures.evaluate_all(alive)), "figures far away never came alive"
        assert figures.get_by_role("button", name="Reset").count() == figures.count()
        assert visited.complaints == []


@some_full_known
def test_what_a_reader_has_moved_is_not_undone_by_the_link_that_brought_them(browser, site_address, place, model):
    """A page asks for its figures again when all has loaded; a link is followed once."""
    with visit(browser, site_address, viewport=DESKTOP) as visited:
        # The address keeps the link, as it does for a moment after each move.
        visited.context.add_init_script("history.replaceState = () => {};")
        p = next(p for p in model.declaration.parameters if p.control)
        link = f"{place.page}#ev:{place.model}@00000000?{p.name}={p.range[0]!r}"
        live = Live(visited.go(link).page, place.number)
        assert float(live.field(p.name).input_value()) == pytest.approx(p.range[0], rel=1e-3)
        live.move(p.name, "max")
        live.page.evaluate("evbook.hydrate()")
        live.rest()
        assert float(live.field(p.name).input_value()) == pytest.approx(p.range[1], rel=1e-3)


@some
def test_the_still_picture_and_the_live_one_lie_on_each_other(live):
    """Ticks and words of Python's picture within a pixel and a half of Plotly's, which may leave out a tick."""
    apart = live.figure.evaluate(
        """(figure) => {
          const middle = (part) => {
            const box = part.getBoundingClientRect();
            return [box.x + box.width / 2, box.y + box.height / 2];
          };
          const words = (root) => [...root.querySelectorAll("text")].filter((text) => text.textContent.trim());
          const texts = (selector) => Object.groupBy(words(figure.querySelector(selector)), (t) => t.textContent);
          const still = texts(".evx-stage > svg"), live = texts(".evx-live");
          return Object.keys(live).map((text) => [text, live[text].map(middle), (still[text] ?? []).map(middle)]);
        }"""
    )
    assert len(apart) > 5
    for text, drawn, still in apart:
        assert len(drawn) == len(still), f"{text!r} is not in both pictures"
        assert np.abs(np.array(sorted(drawn)) - np.array(sorted(still))).max() <= 1.5, text


@some_full
def test_a_link_brings_back_the_setting(live, place, browser, site_address):
    names = live.sliders()
    live.move(names[0], 60)
    live.move(names[1], 37)
    live.figure.get_by_role("switch", name="Vesicles").uncheck()
    live.rest()
    until(live, "() => location.hash.startsWith('#ev:') && location.hash.includes('_ev=off')")
    address = live.page.evaluate("location.href")
    assert f"#ev:{place.model}@" in address
    assert live.figure.get_by_role("link", name="Link to this setting").get_attribute("href") == address
    wanted = {name: live.field(name).input_value() for name in names}
    with visit(browser, site_address, viewport=DESKTOP) as other:
        other.go(address.removeprefix(site_address))
        there = Live(other.page, place.number)
        assert {name: there.field(name).input_value() for name in names} == wanted
        assert not there.figure.get_by_role("switch", name="Vesicles").is_checked()
        assert there.figure.evaluate("(figure) => figure.getBoundingClientRect().top < innerHeight")
        assert other.complaints == []


@some_full
def test_a_link_of_an_older_model_is_announced(place, browser, site_address):
    with visit(browser, site_address, viewport=DESKTOP) as record:
        record.go(f"{place.page}#ev:{place.model}@00000000?nobody=1")
        live = Live(record.page, place.number)
        assert "another version of the model" in live.figure.locator(".evx-notice").inner_text()


#: Goes to one fragment after the other, each when the page has been told of the one before; how many were new to it.
FOLLOW = """async (fragments) => {
  let followed = 0;
  for (const fragment of fragments) {
    const before = location.href;
    const told = new Promise((done) => addEventListener("hashchange", done, { once: true }));
    location.hash = fragment;
    if (location.href === before) continue;
    await told;
    followed += 1;
  }
  return followed;
}"""


@of(SAMPLE, full=True, kinds=SAMPLE[-2:])
def test_wild_fragments_break_nothing_and_anchors_stay_anchors(alone, place):
    live = Live(alone.page, place.number)
    chance = random.Random(5)
    pieces = [f"ev:{place.model}", "@", "?", "&", "=", "%", "%00", "%E0%A4", "e", "1e999", "-1", "NaN", "__proto__",
              "<img src=x onerror=alert(1)>", "_ev", "_end", "_view", "phase", "javascript:", "'", '"', "🧫",
              *live.sliders()]  # fmt: skip
    before = live.curves()
    fragments = []
    for _ in range(150):
        ours = f"ev:{place.model}{chance.choice(['', '?', '@00000000?'])}" if chance.random() < 0.7 else ""
        fragments.append(ours + "".join(chance.choice(pieces) for _ in range(chance.randrange(9))))
    followed = live.page.evaluate(FOLLOW, fragments)
    assert followed > 100
    live.rest()
    assert alone.complaints == []
    first = json.loads(live.figure.get_attribute("data-setting") or "{}")
    link = f"ev:{place.model}?" + "&".join(f"{name}={value}" for name, value in first.items())
    assert live.page.evaluate(FOLLOW, ["", link]) > 0
    live.rest()
    assert all(np.array_equal(live.curves()[name][1], before[name][1]) for name in before)
    anchor = live.page.evaluate(
        """() => { const end = [...document.querySelectorAll("main section[id], main h2[id]")].at(-1);
          location.hash = end.id; return end.id; }"""
    )
    until(live, "(id) => document.getElementById(id).getBoundingClientRect().top < innerHeight", anchor)
    assert live.page.evaluate("location.hash") == f"#{anchor}"


@some_full_known
def test_curves_and_pictures_can_be_taken_away(live, record, model):
    alone_at_work(live, record)
    files = {}
    # nothing can be asked for, so nothing needs to be
    record.context.set_offline(True)
    for kind in ("CSV", "SVG", "PNG"):
        with live.page.expect_download() as coming:
            live.figure.get_by_role("button", name=kind).click()
        files[kind] = coming.value
        assert coming.value.suggested_filename == f"{model.id}-{model.declaration.hash}.{kind.lower()}"
    record.context.set_offline(False)
    text = files["CSV"].path().read_text(encoding="utf-8")
    rows = list(csv.reader(io.StringIO("".join(line for line in text.splitlines(True) if not line.startswith("#")))))
    columns = dict(zip(rows[0], np.array(rows[1:], float).T, strict=True))
    first = shown(model)
    d = model.declaration
    across = (d.axes[0].name, d.axes[0].unit) if d.axes else ("t", d.time.unit)
    truth = model.simulate(columns["{} [{}]".format(*across)], **start(model, live))[first]
    unit = d.record(first).unit
    axis = live.axes()["yaxis"]
    assert np.abs(pixels(columns[f"{first} [{unit}]"], axis) - pixels(truth.to_numpy(), axis)).max() <= SEEN
    for p in model.declaration.parameters:
        assert f"# {p.name} = " in text
    picture = ET.fromstring(files["SVG"].path().read_text(encoding="utf-8"))
    assert picture.tag == "{http://www.w3.org/2000/svg}svg"
    assert model.title in "".join(picture.itertext())
    assert files["PNG"].path().read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"


@some_known
def test_without_scripts_there_is_the_picture_the_sentence_and_the_table(place, browser, site_address, model):
    with visit(browser, site_address, viewport=DESKTOP, java_script_enabled=False) as plain:
        plain.go(place.page)
        plain.page.evaluate(UNFOLD)
        figure = plain.page.locator("figure.evbook-explorer").nth(place.number)
        assert figure.locator(".evx-stage > svg[role=img]").is_visible()
        assert figure.locator(".evx-sentence").inner_text()
        assert figure.locator(".evx-fallback table").is_visible()
        assert figure.locator("[data-value]").count() == len(model.declaration.parameters)
        assert not figure.locator(".evx-panel").is_visible()


@some_known
def test_on_paper_there_is_the_present_picture_and_its_values(live, model):
    name = live.sliders()[0]
    live.move(name, "max")
    path = live.figure.locator(f'.evx-stage > svg [data-line="{shown(model)}"]').get_attribute("d")
    live.page.emulate_media(media="print")
    assert live.figure.locator(".evx-fallback table").is_visible()
    assert not live.figure.locator(".evx-panel").is_visible()
    high = next(p.range[1] for p in model.declaration.parameters if p.name == name)
    printed = live.figure.locator(f'[data-value="{name}"]').inner_text()
    assert printed.replace("\u202f", " ") == number_text(high, 4).replace("\u202f", " ")
    assert len(points(path)) > 50


@some
def test_plotly_is_loaded_once_a_page(live, record):
    assert sum("evbook-plotly.js" in address for address in record.asked) == 1


@some_full
def test_it_lives_in_a_folder_too(place, browser, site):
    with visit(browser, site.as_uri() + "/", viewport=DESKTOP) as local:
        local.go(place.page)
        live = Live(local.page, place.number)
        before = live.paths()
        live.move(live.sliders()[0], "max")
        assert live.paths() != before
        until(live, "() => location.hash.startsWith('#ev:')")
        assert local.complaints == []
        assert local.refused == []
