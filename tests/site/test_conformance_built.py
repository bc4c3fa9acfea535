"""What the conformance report says of text spacing, tried on pages of each make."""

from __future__ import annotations

import pytest
from visits import visit

pytestmark = pytest.mark.site
PAGES = ("microenvironment/immune-escape.html", "reference/for-instructors.html", "reference/conformance.html",
         "embed/immune-escape.html", "worksheets/immune-escape.html")  # fmt: skip
#: The spacing of WCAG 1.4.12.
SPACING = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } \
p { margin-bottom: 2em !important; }"


@pytest.mark.parametrize("path", PAGES)
def test_wider_spacing_of_text_cuts_nothing_off(browser, site_address, path):
    with visit(browser, site_address, viewport={"width": 1280, "height": 900}) as reader:
        page = reader.go(path).page
        page.add_style_tag(content=SPACING)
        cut = page.evaluate(
            """() => [...document.querySelectorAll("main :is(p, li, h1, h2, h3, button, label, td, th)")]
              .filter((part) => part.checkVisibility() && part.clientWidth > 1
                && getComputedStyle(part).overflow === "hidden"
                && (part.scrollWidth > part.clientWidth + 1 || part.scrollHeight > part.clientHeight + 1))
              .map((part) => part.outerHTML.slice(0, 100))"""
        )
        assert cut == []
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 1280
