"""A live model alone: for a frame in a course's pages, locked or pared down by its link.

All frames are of one template, and are held here by their files; ``test_every_page`` opens one of each kind of model.
"""

from __future__ import annotations

import gzip
import posixpath
import re

import pytest
from chosen import frames
from figures import until
from live import Live
from test_every_page import FIRST_VISIT
from visits import visit, weight

from evbook.review.catalogue import declarations

MODELS = [d.id for d in declarations() if len(d.axes) < 2]


def test_every_model_that_can_be_live_has_a_page_of_its_own(site):
    assert {path.stem for path in (site / "embed").glob("*.html")} == set(MODELS)


@pytest.mark.parametrize("model", MODELS)
def test_it_holds_one_figure_under_the_policy_of_all_pages_and_little_else(site, model):
    html = (site / "embed" / f"{model}.html").read_text(encoding="utf-8")
    assert html.count("<figure") == 1
    assert 'http-equiv="Content-Security-Policy"' in html
    assert "script-src 'self'" in html
    assert "<nav" not in html
    assert len(gzip.compress(html.encode())) < 40_000


def asked_for(html: str) -> set[str]:
    """The files that a frame's own page names and loads, as paths below the site's root."""
    loaded = re.findall(r'<script [^>]*?src="([^"]+)"|<link [^>]*?href="([^"]+)"|<img [^>]*?src="([^"]+)"', html)
    return {posixpath.normpath(f"embed/{''.join(one)}".partition("?")[0]) for one in loaded
            # the still of a tissue is carried by the page
            if not "".join(one).startswith("data:")}  # fmt: skip


@pytest.mark.parametrize("model", MODELS)
def test_it_asks_for_what_every_frame_asks_for_and_its_own_model(site, model):
    """And so it weighs what the frames weigh that are opened, but for its model."""
    html = (site / "embed" / f"{model}.html").read_text(encoding="utf-8")
    (opened, *_) = frames()
    others = asked_for((site / opened).read_text(encoding="utf-8"))
    own, its = f"models/{model}.js", f"models/{opened.removeprefix('embed/').removesuffix('.html')}.js"
    assert own in asked_for(html)
    assert asked_for(html) - {own} == others - {its}
    assert all((site / name).is_file() for name in asked_for(html))
    # what comes when the figure is near, and the typeface
    late = {"evbook/evbook-plotly.js"} | {f.relative_to(site).as_posix() for f in site.glob("_static/fonts/source-*")}
    assert len(late) > 3
    assert weight(site, asked_for(html) | late | {f"embed/{model}.html"}) <= FIRST_VISIT


def test_a_link_locks_and_hides_and_its_limits_last(browser, site_address):
    link = "embed/immune-escape.html#ev:immune-escape?T_v=1e8&_lock=T_v&_hide=budget,tools,download"
    with visit(browser, site_address, viewport={"width": 390, "height": 844}) as visited:
        visited.go(link)
        live = Live(visited.page)
        assert live.slider("T_v").is_disabled()
        assert float(live.field("T_v").input_value()) == 1e8
        assert not live.slider("phi_treg").is_disabled()
        for part in (".evx-budget-box", ".evx-tools", ".evx-takeaway"):
            assert not live.figure.locator(part).is_visible()
        before = live.paths()
        live.move("phi_treg", "max")
        assert live.paths() != before
        until(live, "() => location.hash.includes('phi_treg=')")  # the address follows a little later
        address = visited.page.evaluate("location.hash")
        assert "_lock=T_v" in address
        assert "_hide=budget,tools,download" in address
        assert visited.page.evaluate("document.documentElement.scrollWidth") <= 390
        assert visited.complaints == []
        assert visited.refused == []
