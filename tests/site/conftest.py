"""A live figure in its page, for the tests that are asked of many: the page stays open from one test to the next."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from figures import DESKTOP
from live import Live
from playwright.sync_api import Browser
from visits import Visit, visit

import evbook


class Standing:
    """The page that the last test looked at, left open: to open one with live figures takes longer than most tests."""

    def __init__(self, browser: Browser, root: str):
        self._browser, self._root = browser, root
        self._path, self._visit, self._open = "", None, ExitStack()

    def at(self, path: str) -> Visit:
        """The page, as it was when it was opened but for what it has loaded since."""
        if path != self._path:
            self.leave()
            opened = visit(self._browser, self._root, viewport=DESKTOP, accept_downloads=True)
            self._visit = self._open.enter_context(opened).go(path)
            self._path = path
        else:
            self._restore(self._visit.page)
        return self._visit

    def leave(self) -> None:
        """Close it; the next test opens its page anew."""
        self._open.close()
        self._path = ""

    @staticmethod
    def _restore(page) -> None:
        page.emulate_media(media="screen")
        page.set_viewport_size(DESKTOP)
        page.evaluate("() => { history.replaceState(null, '', location.pathname); evbook.chooseTheme('auto'); }")


@pytest.fixture(scope="module")
def standing(browser, site_address) -> Iterator[Standing]:
    """The page left open from test to test."""
    page = Standing(browser, site_address)
    yield page
    page.leave()


@pytest.fixture
def record(place, standing, failed) -> Iterator[Visit]:
    """The figure's page, open; nothing may have gone wrong by the end."""
    visited = standing.at(place.page)
    yield visited
    if failed():
        standing.leave()
    assert visited.complaints == []
    assert visited.refused == []


@pytest.fixture
def live(record, place) -> Live:
    """The figure, live, with its first setting."""
    figure = Live(record.page, place.number)
    figure.begin_again()
    return figure


@pytest.fixture
def alone(place, browser, site_address) -> Iterator[Visit]:
    """The figure's page in a visit of its own, for what changes more than a setting."""
    with visit(browser, site_address, viewport=DESKTOP) as visited:
        yield visited.go(place.page)
        assert visited.complaints == []
        assert visited.refused == []


@pytest.fixture
def model(place):
    """Its model in Python."""
    return evbook.load(place.model)
