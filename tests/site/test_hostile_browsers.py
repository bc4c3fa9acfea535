"""The site where a browser gives less: storage refused, a frame without an origin, a finger, a first visit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Frame, Page
from visits import Visit, pages, visit

#: Both kinds of storage refuse even to be named, as where cookies of third parties, or all, are off.
NO_STORAGE = """
for (const name of ["localStorage", "sessionStorage"])
  Object.defineProperty(globalThis, name, {
    get() { throw new DOMException("The operation is insecure.", "SecurityError"); },
  });
"""
PHONE = {"width": 390, "height": 844}
#: Pages of each kind that has a script of its own.
KINDS = ("index.html", "search.html?q=antibody", "microenvironment/immune-escape.html", "reference/models.html",
         "reference/evidence-map.html", "embed/immune-escape.html")  # fmt: skip


def there(path: str) -> bool:
    return path.partition("?")[0] in pages()


@contextmanager
def framed(browser: Browser, root: str, path: str) -> Iterator[tuple[Page, Frame, list[str]]]:
    """A page of the site in a frame of another site that may run scripts and has no origin of its own."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    complaints: list[str] = []
    # The outer page is no file of the site; localhost is another site than 127.0.0.1.
    outer = root.replace("127.0.0.1", "localhost") + "course.html"
    body = (f'<!doctype html><title>A course</title><iframe style="width:1200px;height:800px" '
            f'sandbox="allow-scripts allow-forms" src="{root}{path}"></iframe>')  # fmt: skip
    context.route(outer, lambda route: route.fulfill(content_type="text/html", body=body))
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    try:
        page.goto(outer, wait_until="load")
        frame = next(frame for frame in page.frames if frame.parent_frame)
        frame.wait_for_load_state("load")
        yield page, frame, complaints
    finally:
        context.close()


@pytest.mark.parametrize("path", KINDS)
def test_a_page_works_where_storage_is_refused(browser, site_address, path):
    assert there(path), path
    with visit(browser, site_address) as record:
        record.page.add_init_script(NO_STORAGE)
        record.go(path)
        works(record.page)
        assert record.complaints == [] and record.refused == []


@pytest.mark.parametrize("path", ["search.html?q=antibody", "embed/immune-escape.html"])
def test_a_page_works_in_a_frame_without_an_origin(browser, site_address, path):
    with framed(browser, site_address, path) as (page, frame, complaints):
        refused = "() => { try { return String(localStorage); } catch (error) { return error.name; } }"
        assert frame.evaluate(refused) == "SecurityError"
        works(frame)
        page.wait_for_timeout(500)
        assert complaints == []


def works(page: Page | Frame) -> None:
    """The page does what it is for: finds, or solves."""
    if "search.html" in page.url:
        page.locator("#search-results li").first.wait_for()
        assert page.locator("#search-results li").count() > 3
        return
    figure = page.locator("figure.evbook-explorer").first
    if figure.count() == 0:
        return
    figure.scroll_into_view_if_needed()
    page.locator(".evx-drawn").first.wait_for()
    slider = figure.locator(".evx-control input[type=range]:visible").first
    before = figure.locator(".evx-sentence").inner_text()
    slider.evaluate("""(slider) => {
        slider.value = slider.value === slider.max ? slider.min : slider.max;
        for (const kind of ['input', 'change']) slider.dispatchEvent(new Event(kind, { bubbles: true }));
    }""")
    for _ in range(100):
        if figure.locator(".evx-sentence").inner_text() != before:
            return
        page.wait_for_timeout(50)
    raise AssertionError("a moved slider changes nothing")


def test_no_script_of_the_site_names_storage_but_where_a_refusal_is_met(site):
    found = {}
    for path in [*site.rglob("*.js"), *(site / name for name in pages(site))]:
        if "lite" in path.relative_to(site).parts:
            continue
        text = path.read_text(encoding="utf-8")
        named = len(re.findall(r"\b(?:localStorage|sessionStorage|indexedDB|cookieStore)\b|document\.cookie", text))
        if named:
            met = len(re.findall(r"try\s*\{[^{}]*localStorage", text))
            found[path.relative_to(site).as_posix()] = (named, met)
    # reveal.js names it in a view that the slides switch off
    assert found.pop("slides/reveal/reveal.js") == (4, 0)
    assert "scrollActivationWidth: 0," in (site / "_static" / "slides.js").read_text(encoding="utf-8")
    assert found == {"_static/theme.js": (2, 2), "_static/path.js": (1, 1)}


def tap(record: Visit, x: float, y: float) -> None:
    """A finger's tap as the browser makes it; Playwright's own moves a mouse after it, which takes the box away."""
    client = record.context.new_cdp_session(record.page)
    client.send("Input.synthesizeTapGesture", {"x": x, "y": y, "gestureSourceType": "touch"})


def test_a_tap_elsewhere_ends_the_value_box_of_a_figure(browser, site_address):
    with visit(browser, site_address, viewport=PHONE, has_touch=True, is_mobile=True) as record:
        page = record.go("embed/immune-escape.html").page
        figure = page.locator("figure.evbook-explorer").first
        page.locator(".evx-drawn").first.wait_for()
        stage = figure.locator(".evx-stage")
        stage.scroll_into_view_if_needed()
        box = stage.bounding_box()
        labels = figure.locator(".hoverlayer .legend, .hoverlayer .hovertext")
        tap(record, box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.4)
        labels.first.wait_for()
        sentence = figure.locator(".evx-sentence").bounding_box()
        tap(record, sentence["x"] + 5, sentence["y"] + 5)
        page.wait_for_timeout(200)
        assert labels.count() == 0
        slider = figure.locator(".evx-control input[type=range]:visible").first
        slider.evaluate("""(slider) => {
            slider.value = slider.max;
            for (const kind of ['input', 'change']) slider.dispatchEvent(new Event(kind, { bubbles: true }));
        }""")
        page.wait_for_timeout(800)
        assert labels.count() == 0, "it comes back when the slider is let go"
        assert record.complaints == []


#: A link of a chapter to a part of it that lies screens below.
FAR = "a.notebook-link"


def test_a_jump_within_a_page_passes_over_nothing(browser, site_address):
    """The page does not travel over parts that are not painted yet, which a phone showed as a blank screen."""
    with visit(browser, site_address, viewport=PHONE) as record:
        page = record.go("resistance/efflux-transfer.html").page
        page.evaluate("() => { globalThis.places = []; addEventListener('scroll', () => places.push(scrollY)); }")
        start = page.evaluate("scrollY")
        page.locator(FAR).first.evaluate("(link) => link.click()")
        for _ in range(100):
            page.wait_for_timeout(100)
            if page.evaluate("location.hash === '#run' && places.length > 0"):
                break
        page.wait_for_timeout(800)
        end = page.evaluate("scrollY")
        assert end - start > 10 * PHONE["height"]
        # what opens, or comes late, above it may move the place a little
        between = [place for place in page.evaluate("places") if abs(place - end) > 2 * PHONE["height"]]
        assert between == []


@contextmanager
def embedded(browser: Browser, root: str, path: str) -> Iterator[tuple[Page, Frame, list[str]]]:
    """A page of the site in a plain frame of another site, where cookies and storage of third parties are refused."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    complaints: list[str] = []
    context.add_init_script(f"if (globalThis.parent !== globalThis) {{ {NO_STORAGE} }}")
    outer = root.replace("127.0.0.1", "localhost") + "course.html"
    body = (f'<!doctype html><title>A course</title><script>document.cookie = "course=1";</script>'
            f'<iframe style="width:1200px;height:800px" src="{root}{path}"></iframe>')  # fmt: skip
    context.route(outer, lambda route: route.fulfill(content_type="text/html", body=body))
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    try:
        page.goto(outer, wait_until="load")
        frame = next(frame for frame in page.frames if frame.parent_frame)
        frame.wait_for_load_state("load")
        yield page, frame, complaints
        # what the site would leave behind for others to read
        assert [cookie["name"] for cookie in context.cookies() if cookie["domain"] != "localhost"] == []
    finally:
        context.close()


@pytest.mark.parametrize("path", ["embed/immune-escape.html", "embed/tumour-slice.html", "search.html?q=antibody"])
def test_a_page_works_in_a_frame_of_another_site_where_third_parties_may_keep_nothing(browser, site_address, path):
    with embedded(browser, site_address, path) as (page, frame, complaints):
        refused = "() => { try { return String(localStorage); } catch (error) { return error.name; } }"
        assert frame.evaluate(refused) == "SecurityError"
        assert page.evaluate("() => { localStorage.setItem('own', '1'); return localStorage.getItem('own'); }") == "1"
        works(frame)
        page.wait_for_timeout(500)
        assert complaints == []
