"""Whatever is pressed is at least 24 px wide and high, on a page of each kind; links within a sentence are text."""

from __future__ import annotations

from pathlib import Path

import pytest
from figures import PHONE
from visits import visit

pytestmark = pytest.mark.site
LEAST = 24
PAGES = ("index.html", "microenvironment/immune-escape.html", "reference/evidence-map.html", "reference/models.html",
         "reference/glossary.html", "search.html?q=antibody", "embed/immune-escape.html")  # fmt: skip

#: Small targets: what they are, and their size.  A claim's number is asked at the ends of a fingertip's room.
_SMALL = """(least) => {
  const small = [];
  const words = (part) => (part.textContent || "").trim().slice(0, 30);
  const named = (part) => `${part.tagName.toLowerCase()}.${part.className} ${words(part)}`;
  const parts = ".brand, .menu-link, .sections-link, .skip-link, .neighbours a, .lead-actions a, .found-title a, " +
    "button, summary, select, input:not([type=hidden])";
  for (const part of document.querySelectorAll(parts)) {
    const label = part.matches("[type=checkbox], [type=radio]") && part.closest("label");
    if (!part.checkVisibility({ visibilityProperty: true }) || part.matches(".skip-link")) continue;
    const { width, height } = (label || part).getBoundingClientRect();
    if (width && (width < least - 0.5 || height < least - 0.5)) small.push(`${named(part)}: ${width} x ${height}`);
  }
  for (const number of [...document.querySelectorAll("sup.claims a")].slice(0, 12)) {
    if (!number.checkVisibility()) continue;
    number.scrollIntoView({ block: "center", behavior: "instant" });
    const { left, right, top, bottom } = number.getBoundingClientRect();
    const x = (left + right) / 2, y = (top + bottom) / 2, reach = least / 2 - 1.5;
    for (const [dx, dy] of [[0, 0], [-reach, 0], [reach, 0], [0, -reach], [0, reach]])
      if (!number.contains(document.elementFromPoint(x + dx, y + dy))) small.push(`${named(number)} at ${dx}, ${dy}`);
  }
  return small;
}"""


@pytest.mark.parametrize("path", PAGES)
def test_whatever_is_pressed_is_as_large_as_a_fingertip_needs(browser, site: Path, path: str):
    with visit(browser, site.as_uri() + "/", viewport=PHONE) as reader:
        reader.go(path)
        assert reader.page.evaluate(_SMALL, LEAST) == []
