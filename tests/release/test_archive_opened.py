"""The offline archive as a reader has it: unpacked somewhere, opened from the folder, without any network."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from visits import ROOT, Visit, pages, visit


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """The archive, unpacked, in a folder whose name has a space as a reader's may."""
    (archive,) = (ROOT / "_build").glob("evbook-*.zip")
    place = tmp_path_factory.mktemp("a reader")
    zipfile.ZipFile(archive).extractall(place)
    return next(path for path in place.iterdir() if path.is_dir())


@pytest.fixture
def seen(browser, folder) -> Iterator[Visit]:
    """A page from the folder; what is not of the folder is refused and recorded."""
    with visit(browser, folder.as_uri() + "/", viewport={"width": 1280, "height": 900}) as record:
        yield record


def test_a_slider_moves_the_model(seen):
    seen.go("microenvironment/immune-escape.html")
    figure = seen.page.locator("figure.evbook-explorer:not([data-compact])").first
    figure.scroll_into_view_if_needed()
    figure.locator(".evx-drawn").first.wait_for()
    before = figure.locator(".evx-sentence").inner_text()
    slider = figure.locator('.evx-control[data-name="phi_treg"] input[type=range]')
    slider.focus()
    seen.page.keyboard.press("Home")
    seen.page.wait_for_timeout(600)
    assert slider.input_value() == slider.get_attribute("min")
    assert figure.locator(".evx-sentence").inner_text() != before
    assert seen.refused == [] and seen.complaints == []


def test_a_search_finds_a_page_and_the_page_opens(seen):
    seen.go("index.html")
    seen.page.locator("#site-search").fill("hemofiltration")
    seen.page.keyboard.press("Enter")
    found = seen.page.locator("#search-results a", has_text="emofiltration").first
    found.wait_for()
    found.click()
    seen.page.locator("h1", has_text="emofiltration").wait_for()
    assert "/mitigation/hemofiltration.html" in seen.page.url
    assert seen.refused == [] and seen.complaints == []


def test_every_page_of_the_site_is_in_it(folder):
    assert pages(folder) == pages()
    assert not (folder / "lite").exists()


def test_no_page_links_to_a_file_that_is_not_there(folder):
    from html.parser import HTMLParser
    from urllib.parse import unquote, urlsplit

    astray: list[tuple[str, str]] = []
    for name in pages(folder):
        page = folder / name

        class Links(HTMLParser):
            def handle_starttag(self, tag, attrs, page=page, name=name):
                for key, value in attrs:
                    parts = urlsplit(value or "")
                    inside = key in ("href", "src") and parts.path and not parts.scheme and not parts.netloc
                    if inside and not (page.parent / unquote(parts.path)).is_file():
                        astray.append((name, value))

        Links().feed(page.read_text(encoding="utf-8"))
    assert astray == []
