"""The accessibility rules of axe-core, run in a page."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"

#: The rules of WCAG 2.0 to 2.2, levels A and AA.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@cache
def _source() -> str:
    if not AXE.is_file():
        raise FileNotFoundError(f"{AXE} is absent; `make test` installs it with npm.")
    return AXE.read_text(encoding="utf-8")


#: Formulae but for the first of those that have the same colours on the same ground: in what is read by eye alone,
#: contrast is all that can be wrong, and a chapter has thousands of its signs.
_ALIKE = """() => {
  const known = new Set();
  const colour = (part) => getComputedStyle(part).color;
  const ground = (part) => {
    if (!part) return "";
    const { backgroundColor, opacity } = getComputedStyle(part);
    return `${backgroundColor} ${opacity} ${ground(part.parentElement)}`;
  };
  return [...document.querySelectorAll(".katex-html[aria-hidden=true]")].filter((formula) => {
    const colours = new Set([...formula.querySelectorAll("*")].map(colour));
    const look = [getComputedStyle(formula).fontSize, ground(formula), ...[...colours].sort()].join(" ");
    return known.has(look) || !known.add(look);
  }).flatMap((formula) => [...formula.children]);
}"""


def violations(page: Page, *, rules: list[str] | None = None) -> list[str]:
    """What in the page, as it is shown now, breaks a rule, or one of ``rules``: a sentence for each element."""
    # The debugger evaluates it, which the page's policy neither allows nor forbids.
    if not page.evaluate("() => 'axe' in globalThis"):
        page.evaluate(_source())
    return page.evaluate(
        """async (asked) => {
          // without preload: axe would fetch the style sheets, which the page's policy forbids it
          const where = { include: [document], exclude: (ALIKE)() };
          const result = await axe.run(where, { runOnly: asked, resultTypes: ["violations"], preload: false });
          const reasons = (node) => [...node.any, ...node.all, ...node.none].map((check) => check.message).join("; ");
          return result.violations.flatMap((rule) => rule.nodes.map(
            (node) => `${rule.id} (${rule.help}): ${node.target.join(" ")}: ${reasons(node)}`));
        }""".replace("ALIKE", _ALIKE),
        {"type": "rule", "values": rules} if rules else {"type": "tag", "values": TAGS},
    )


#: The rules of these levels that look at colours (axe's category "color").
OF_COLOUR = ["color-contrast", "link-in-text-block"]

#: What there is outside drawings, where, and what a reader of the screen is told of it: what all other rules look at.
_STRUCTURE = """() => [...document.body.querySelectorAll(":not(svg *)")].map((part) => {
  const { x, y, width, height } = part.getBoundingClientRect();
  const said = [...part.attributes].filter(({ name }) => name !== "style").map(({ name, value }) => `${name}=${value}`);
  return [part.localName, part.checkVisibility(), x, y + scrollY, width, height, ...said].join(" ");
})"""


def structure(page: Page) -> list[str]:
    """Every element as it is shown now, but for its colours."""
    return page.evaluate(_STRUCTURE)
