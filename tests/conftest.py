"""Fixtures that several tests share: Node, the built site and Chromium; and how tests are spread over processes."""

from __future__ import annotations

import os
import re
import runpy
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from xdist.scheduler import LoadFileScheduling

ROOT = Path(__file__).parents[1]

# Tests count things and look at no clock: a busy machine is no fault of what is tested.
if find_spec("hypothesis"):
    from hypothesis import settings

    settings.register_profile("evbook", deadline=None)
    settings.load_profile("evbook")

#: What needs the tools of a release is tested where they are, by `make test-release`.
collect_ignore = [] if find_spec("jupyterlite_core") else ["release"]


#: Whether a test has failed.
FAILED = pytest.StashKey[bool]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--every``: what is asked of some of a kind is asked of all (once a week, by `make test-every`)."""
    parser.addoption("--every", action="store_true", help="every page and setting where a few stand for all")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Iterator[None]:
    """Remember a failure until the test's fixtures end."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is marked ``every``, where it is not asked for: others of its kind are tried."""
    if config.getoption("every"):
        return
    left_out = [item for item in items if item.get_closest_marker("every")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker("every")]


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark the tests of the site, and those of what is released."""
    for folder in ("site", "release"):
        if Path(str(item.fspath)).is_relative_to(ROOT / "tests" / folder):
            item.add_marker(folder)


class ByFileAndPage(LoadFileScheduling):
    """Keeps together what shares a notebook's kernel or a module's fixtures, and spreads the pages of the site.

    (Groups by mark, `--dist loadgroup`, are not read from pytest 9.2 on.)
    """

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        page = re.search(r"\[([^\]]*?\.html)", nodeid) if file.startswith("tests/site/") else None
        return f"{file} {page[1]}" if page else file


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """As many as there are cores; half as many again with the site's tests, which wait a third of their time."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    without_site = any(Path(path).name == "site" for path in config.option.ignore or ())
    return cores if without_site else cores + cores // 2


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> LoadFileScheduling | None:
    """Spread `--dist loadfile` a little further than by files."""
    return ByFileAndPage(config, log) if config.getoption("dist") == "loadfile" else None


@pytest.fixture
def failed(request: pytest.FixtureRequest) -> Callable[[], bool]:
    """Whether the test has failed, for a fixture that keeps something for the next one."""
    return lambda: request.node.stash.get(FAILED, False)


@pytest.fixture(scope="session")
def node() -> str:
    """Path of the Node that the book is built with."""
    return runpy.run_path(str(ROOT / "src/evbook/explorer/node.py"))["node_program"]()


@pytest.fixture(scope="session")
def site() -> Path:
    """The folder of the built site."""
    built = ROOT / "_build" / "html"
    if not (built / "index.html").is_file():
        pytest.fail("There is no built site in _build/html; `make book` builds it.", pytrace=False)
    return built


@pytest.fixture(scope="session")
def site_address(site: Path) -> Iterator[str]:
    """Address of the site, served on loopback; ends with a slash."""
    from visits import served

    with served(site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """A Chromium for the session (Playwright's ``Browser``)."""
    import chromium
    from playwright.sync_api import sync_playwright
    from visits import FLAGS

    program = chromium.find()
    if program is None:
        pytest.fail(chromium.ABSENT, pytrace=False)
    with sync_playwright() as playwright:
        instance = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield instance
        instance.close()
