"""What holds for every page of the built site, whichever pages there are.

What a page's own content decides is asked of each; what its kinds of element decide, of pages that hold between them
every kind (``chosen``).  ``--every`` asks all of all, frames among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from accessibility import OF_COLOUR, structure, violations, without_repeats
from chosen import every, of_each_kind, opened
from pictures import blank
from visits import UNFOLD, Visit, visit, weight

#: Bytes transferred, with text compressed: of a first visit to any page, and of any page after the front page.
FIRST_VISIT = 700_000
LATER_PAGE = 120_000
#: The page of the search carries the index of every claim, number, term and section; no other page asks for it.
SEARCH_PAGE = 600_000

#: Requests of a first visit, typefaces and what is loaded late among them.  These three are what the heaviest page and
#: figure need (22 files; 13,720 elements, half of them of formulae; 927 for a model of 55 numbers) and a little more.
REQUESTS = 25
#: Elements of a page, and of one live figure with its drawers closed (1,020 with the scene of the whole picture, its
#: key, the ten switches on it with their links, and the row of its time).
ELEMENTS = 14_500
ELEMENTS_OF_A_FIGURE = 1_050

#: How far what is on the screen may move by itself, as browsers score it (to 0.1 they call it good): in effect nothing.
SHIFT = 0.01

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 320, "height": 640}
TABLET = {"width": 768, "height": 900}
views = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
#: Asked where a kind of element first stands.
each_kind = pytest.mark.each_kind


_NOTE_SHIFTS = """
globalThis.shifts = [];
new PerformanceObserver((list) => {
  for (const { value, hadRecentInput, sources } of list.getEntries()) {
    if (!hadRecentInput) shifts.push([value, sources.map(({ node }) => node?.className ?? node?.textContent ?? "")]);
  }
}).observe({ type: "layout-shift", buffered: true });
"""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give each test its pages; the shorter lists begin the longer ones, so that one visit answers all tests."""
    if "page_path" not in metafunc.fixturenames:
        return
    if metafunc.config.getoption("every"):
        chosen = every()
    else:
        chosen = of_each_kind() if metafunc.definition.get_closest_marker("each_kind") else opened()
    # A site that has not been built has no pages; the tests then fail for want of the front page, and are not left out.
    metafunc.parametrize("page_path", chosen or ["index.html"], scope="module")


@pytest.fixture(scope="module")
def seen(page_path: str, browser, site_address: str) -> Iterator[Visit]:
    """The page, open, with everything loaded that it loads late."""
    with visit(browser, site_address, viewport=DESKTOP) as record:
        record.context.add_init_script(_NOTE_SHIFTS)
        record.go(page_path).scroll_through()
        record.shifts = record.page.evaluate("shifts")
        record.unfold()
        yield record


@pytest.fixture(scope="session")
def front_page_files(browser, site_address: str) -> set[str]:
    """What a reader has after the front page."""
    with visit(browser, site_address, viewport=DESKTOP) as record:
        record.go("index.html").scroll_through()
        return record.files()


def show(record: Visit, size: dict[str, int], scheme: str | None = None) -> None:
    """Show the open page in another size, and colour scheme if one is named, and let it be painted."""
    if scheme:
        record.page.emulate_media(color_scheme=scheme)
    record.page.set_viewport_size(size)
    record.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def test_it_asks_no_other_host_for_anything(seen):
    assert seen.refused == []


def test_nothing_errs_or_breaks_the_policy(seen):
    assert seen.complaints == []


def test_nothing_moves_while_it_loads(seen):
    assert sum(value for value, _ in seen.shifts) <= SHIFT, seen.shifts


def test_a_first_visit_is_within_its_budget(seen, site):
    assert weight(site, seen.files()) <= FIRST_VISIT


def test_a_later_visit_is_within_its_budget(seen, site, front_page_files):
    most = SEARCH_PAGE if seen.page.url.endswith("/search.html") else LATER_PAGE
    assert weight(site, seen.files() - front_page_files) <= most


def test_a_first_visit_asks_for_few_files(seen):
    # the pictures of the index of models come one by one, as they are scrolled to
    assert sum(not re.search(r"/models/[\w-]+\.svg$", address) for address in seen.asked) <= REQUESTS


def test_it_has_no_more_elements_than_a_telephone_bears(seen):
    everything, figures = seen.page.evaluate(
        """() => [document.querySelectorAll("*").length,
          [...document.querySelectorAll("figure.evbook-explorer")].map((part) => part.querySelectorAll("*").length)]"""
    )
    assert everything <= ELEMENTS
    assert max(figures, default=0) <= ELEMENTS_OF_A_FIGURE, figures


def test_no_picture_is_blank(seen):
    """As a desktop shows it in light, and a telephone in dark."""
    none_is_blank(seen, [(DESKTOP, "light"), (PHONE, "dark")])


def none_is_blank(seen: Visit, looks: list[tuple[dict[str, int], str]]) -> None:
    figures = seen.page.locator("main figure.evbook-explorer").count()
    for size, scheme in looks:
        show(seen, size, scheme)
        counts, faults = blank(seen.page)
        assert counts["live"] == figures
        assert not faults, (size["width"], scheme, faults)


def test_it_never_scrolls_sideways_on_a_phone(seen):
    show(seen, PHONE)
    wide = seen.page.evaluate(
        """() => [...document.body.querySelectorAll("*")]
          .filter((part) => part.checkVisibility() && part.getBoundingClientRect().right > innerWidth + 1)
          .slice(0, 5).map((part) => part.outerHTML.slice(0, 120))"""
    )
    widths = seen.page.evaluate("() => [document.documentElement.scrollWidth, document.body.scrollWidth]")
    assert max(widths) <= PHONE["width"], wide


@each_kind
def test_no_picture_is_blank_at_any_other_width(seen):
    none_is_blank(seen, [(PHONE, "light"), (TABLET, "light"), (TABLET, "dark"), (DESKTOP, "dark")])


def test_a_blank_picture_is_found(browser):
    """Else the test before this one might hold for want of eyes."""
    picture = (
        '<svg role="img" aria-label="{name}" width="400" height="300"><svg width="100%" height="100%">'
        '<svg viewBox="0 0 1000 1000" width="100%" height="100%">{mark}</svg></svg></svg>'
    )
    marks = {
        "good": '<path d="M0,900L900,100" style="stroke:#0068a8;fill:none"/>',
        "empty": "",
        "outside": '<path d="M0,3000L900,2100" style="stroke:#0068a8;fill:none"/>',
        "transparent": '<path d="M0,900L900,100" style="stroke:transparent;fill:none"/>',
        "as the paper": '<path d="M0,900L900,100" style="stroke:#fff;fill:none"/>',
        "a speck": '<path d="M500,500L501,501" style="stroke:#0068a8;fill:none"/>',
    }
    page = browser.new_page(viewport=DESKTOP)
    drawn = "".join(picture.format(name=name, mark=mark) for name, mark in marks.items())
    page.set_content(f"<main>{drawn}<img alt='none' src='data:image/png;base64,'></main>")
    _, faults = blank(page, patience=1)
    page.close()
    assert {name for name in marks if any(name in fault for fault in faults)} == set(marks) - {"good"}
    assert any("image without a size" in fault for fault in faults)


@each_kind
@views
def test_it_breaks_no_rule_of_accessibility(seen, size, request):
    """In light all rules; in dark the page has the same elements in the same places, and those of colour are asked.

    With ``--every`` of the whole page, else without rows and formulae that are made as others on it are.
    """
    whole = request.config.getoption("every")
    # a typeface that came late takes its place when style is worked out anew
    show(seen, size, "dark")
    show(seen, size, "light")
    with nullcontext() if whole else without_repeats(seen.page):
        none_is_broken(seen)


def none_is_broken(seen: Visit) -> None:
    theme = "() => document.documentElement.dataset.theme"
    size = seen.page.viewport_size
    assert seen.page.evaluate(theme) == "light"
    light, found = structure(seen.page), violations(seen.page)
    assert not found, "\n".join(found)
    show(seen, size, "dark")
    assert seen.page.evaluate(theme) == "dark"
    dark = structure(seen.page)
    assert [pair for pair in zip(light, dark, strict=True) if pair[0] != pair[1]] == []
    found = violations(seen.page, rules=OF_COLOUR)
    assert not found, "\n".join(found)


def test_a_fault_in_a_row_that_is_made_otherwise_is_found(browser):
    """Else what is taken away before the rules are asked might hold it."""
    page = browser.new_page(viewport=DESKTOP)
    rows = "<tr><td>a</td><td><b>word</b></td></tr>" * 9
    page.set_content(
        f"""<!doctype html><html lang="en"><title>Rows</title><main><h1>Rows</h1><table><tbody>{rows}
        <tr><td>a</td><td><b style="color: #ddd">word</b></td></tr>
        {rows}<tr><td>a</td><td><b><img src="data:,"></b></td></tr></tbody></table></main></html>"""
    )
    with without_repeats(page):
        assert page.locator("tr").count() == 4
        assert {fault.partition(" ")[0] for fault in violations(page)} == {"color-contrast", "image-alt"}
    assert page.locator("tr").count() == 20
    page.close()


def test_text_too_faint_is_found_wherever_it_stands(browser):
    """Else the test before this one might hold for want of eyes: what was found good is not asked again."""
    page = browser.new_page(viewport=DESKTOP)
    page.set_content(
        """<!doctype html><html lang="en"><title>Faint</title><body style="background: #fff; color: #777">
        <main><h1>Words</h1><p>faint <b style="color: #000">good</b> <b style="color: #000">good</b></p>
        <div style="background: #333"><p><b style="color: #000">dark</b> <i style="color: #fff">good</i> <i
        style="color: #fff">good</i></p>
        <p style="opacity: 0.3"><i style="color: #fff">pale</i></p></div>
        <div style="position: absolute; left: 0; top: 200px; background: #ddd"><i style="color: #fff">pale</i></div>
        </main></body></html>"""
    )
    found = violations(page)
    assert all(fault.startswith("color-contrast") for fault in found)
    assert len(found) == 4, found
    page.close()


def test_it_can_be_read_at_twice_its_size(seen):
    """A desktop's width at 200 % is 640 pixels of the page: nothing scrolls sideways, no text is cut off."""
    show(seen, {"width": 640, "height": 450})
    width = seen.page.evaluate("() => Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)")
    assert width <= 640
    cut = seen.page.evaluate(
        """() => [...document.querySelectorAll("main p, main li, main h1, main h2, main h3, main button, main label")]
          .filter((part) => part.checkVisibility() && getComputedStyle(part).overflowX !== "visible"
            && !["auto", "scroll"].includes(getComputedStyle(part).overflowX)
            && part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 1)
          .map((part) => part.outerHTML.slice(0, 100))"""
    )
    assert cut == []


def test_every_picture_says_what_it_shows(seen):
    """Long enough to say something, and not the name of a file."""
    said = seen.page.evaluate(
        """() => {
          const named = (picture) => (picture.getAttribute("aria-labelledby") ?? "").split(/\\s+/)
            .map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
          const said = (picture) => picture.getAttribute("alt") ?? picture.getAttribute("aria-label") ?? named(picture);
          const partOfAnother = (picture) => picture.closest("[aria-hidden=true], button")
            || picture.parentElement.closest("[role=img]");
          return [...document.querySelectorAll("main img, main [role=img], main figure svg")]
            .filter((picture) => !partOfAnother(picture))
            .map((picture) => [picture.outerHTML.slice(0, 100), said(picture)]);
        }"""
    )
    poor = [
        (picture, text) for picture, text in said
        if len(text.strip()) <= 20 or re.search(r"\.(svg|png|jpe?g|gif|webp)\b|^\S+$", text.strip())
    ]  # fmt: skip
    assert poor == []


@each_kind
def test_without_scripts_it_keeps_text_mathematics_and_pictures(page_path, browser, site_address, seen):
    shown = """() => {
      const visible = (selector, test) => [...document.querySelectorAll(selector)].filter(test).length;
      return {
        words: document.querySelector("main").innerText.split(/\\s+/).length,
        formulae: visible("main .katex-html", (part) => part.getClientRects().length),
        pictures: visible("main img, main figure svg[role=img]", (part) => part.getBoundingClientRect().width > 40),
        explorers: document.querySelectorAll("figure.evbook-explorer").length,
        // radio buttons and boxes may act through the style sheet alone
        controls: visible("main button, main select, main input:not([type=radio], [type=checkbox])",
          (part) => part.checkVisibility() && !part.form),
      };
    }"""
    with visit(browser, site_address, viewport=DESKTOP, java_script_enabled=False) as plain:
        plain.go(page_path)
        plain.page.evaluate(UNFOLD)
        bare = plain.page.evaluate(shown)
        source = plain.page.content()
    assert bare["words"] > (5 if page_path == "search.html" else 20)
    hidden = "() => [...document.querySelectorAll('main details:not([open]) .katex-html')].length"
    assert bare["formulae"] >= source.count('class="katex-html"') - seen.page.evaluate(hidden)
    assert bare["pictures"] >= bare["explorers"]
    assert bare["controls"] == 0, "a control that looks live is dead without scripts"


@each_kind
def test_from_a_folder_it_opens_without_complaint(page_path, browser, site: Path):
    with visit(browser, site.as_uri() + "/", viewport=DESKTOP) as local:
        local.go(page_path).scroll_through()
        assert local.page.locator("main h1").first.is_visible()
        assert local.page.evaluate("() => getComputedStyle(document.body).fontFamily").startswith('"Source Serif 4"')
        assert local.refused == []
        assert local.complaints == []
