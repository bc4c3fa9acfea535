"""A model is shared from a dialog: what is ticked is in the link and in the frame, and the frame keeps to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from accessibility import violations
from figures import PHONE
from playwright.sync_api import expect
from visits import visit

pytestmark = pytest.mark.site
PAGE = "microenvironment/immune-escape.html"


def test_what_is_ticked_is_in_link_and_frame_and_the_frame_keeps_to_it(browser, site: Path):
    with visit(browser, site.as_uri() + "/", viewport=PHONE) as reader:
        reader.go(PAGE)
        page = reader.page
        page.locator(".evbook-lead .evx-drawn").wait_for()
        opener = page.locator(".lead-actions a[data-share]")
        opener.focus()
        page.keyboard.press("Enter")
        dialog = page.get_by_role("dialog", name="Share this model")
        expect(dialog).to_be_visible()
        found = violations(page)
        assert not found, "\n".join(found)
        link, frame = dialog.locator("output").all()
        assert "_lock" not in link.inner_text() and "_hide" not in link.inner_text()
        dialog.get_by_label("all of them").check()
        dialog.get_by_label("the tools").check()
        assert link.inner_text().endswith("?_lock=all&_hide=tools")
        assert "embed/immune-escape.html#ev:immune-escape@" in frame.inner_text()
        assert "_lock=all&amp;_hide=tools" in frame.inner_text() and frame.inner_text().endswith("</iframe>")
        dialog.get_by_text("See the frame").click()
        inside = page.frame_locator("iframe.evx-share-frame")
        slider = inside.locator(".evx-control input[type=range]").first
        expect(slider).to_be_disabled()
        expect(inside.locator(".evx-tools")).to_be_hidden()
        dialog.get_by_label("all of them").uncheck()
        expect(slider).to_be_enabled()
        dialog.get_by_role("button", name="Copy the link").click()
        expect(dialog.get_by_role("status").first).not_to_be_empty()
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        expect(opener).to_be_focused()
        assert reader.refused == [] and reader.complaints == []


def test_a_figures_downloads_offer_it_too(browser, site_address: str):
    with visit(browser, site_address, viewport={"width": 1280, "height": 900}) as reader:
        reader.go("embed/immune-escape.html")
        page = reader.page
        page.locator(".evx-drawn").first.wait_for()
        button = page.get_by_role("button", name="Share …")
        button.click()
        dialog = page.get_by_role("dialog", name="Share this model")
        expect(dialog.locator("output").first).to_contain_text("embed/immune-escape.html#ev:immune-escape@")
        dialog.get_by_role("button", name="Close").click()
        expect(button).to_be_focused()
        assert reader.refused == [] and reader.complaints == []
