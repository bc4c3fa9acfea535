"""The live slice of a tissue: it is there before scripts run, plays, begins again as it was, and says what it holds."""

from __future__ import annotations

import re

from figures import DESKTOP
from visits import visit

PAGE = "embed/tumour-slice.html"


def test_the_still_is_there_without_scripts(browser, site_address: str):
    with visit(browser, site_address, viewport=DESKTOP, java_script_enabled=False) as plain:
        plain.go(PAGE)
        still = plain.page.locator("img.evx-slice-canvas")
        assert still.is_visible()
        assert re.match(
            r"The slice of tissue\. After \d+ days?: sensitive \d+, resistant \d+\.", still.get_attribute("alt")
        )


def test_it_steps_and_begins_again_where_it_began(browser, site_address: str):
    with visit(browser, site_address, viewport=DESKTOP) as live:
        live.go(PAGE)
        figure = live.page.locator("figure.evbook-explorer")
        words = figure.locator(".evx-slice-words")
        figure.get_by_role("button", name="Start again").click()
        live.page.wait_for_function("() => /After 0 days/.test(document.querySelector('.evx-slice-words').innerText)")
        first = words.inner_text()
        figure.get_by_role("button", name="Step", exact=True).click()
        live.page.wait_for_function(
            "(said) => document.querySelector('.evx-slice-words').innerText !== said", arg=first
        )
        figure.get_by_role("button", name="Start again").click()
        live.page.wait_for_function(
            "(said) => document.querySelector('.evx-slice-words').innerText === said", arg=first
        )
        assert live.complaints == [] and live.refused == []
