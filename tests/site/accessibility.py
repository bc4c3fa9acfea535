"""The accessibility rules of axe-core, run in a page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
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


#: Has axe take the contrast of a text for good that looks like one it has found good before: of the same colour and
#: size, on the same grounds, in the same box if one lies over the page.  What lies behind each of thousands of signs
#: takes most of its time to find out.
_REMEMBER = """() => {
  const check = axe._audit.checks["color-contrast"];
  const judge = check.evaluate;
  let good, grounds;
  globalThis.forgetContrast = () => ([good, grounds] = [new Set(), new WeakMap()]);
  let boxes = 0;
  const groundOf = (part) => {
    if (!part) return "";
    if (grounds.has(part)) return grounds.get(part);
    const { backgroundColor, backgroundImage, opacity, position, transform } = getComputedStyle(part);
    const apart = ["absolute", "fixed", "sticky"].includes(position) || transform !== "none" ? ++boxes : "";
    const ground = [backgroundColor, backgroundImage, opacity, apart, groundOf(part.parentElement)].join(" ");
    grounds.set(part, ground);
    return ground;
  };
  check.evaluate = function (node, ...others) {
    const { color, fontSize, fontWeight, textShadow } = getComputedStyle(node);
    const look = [color, fontSize, fontWeight, textShadow, groundOf(node)].join(" ");
    if (good.has(look) && !node.closest("svg")) return true;
    const verdict = judge.call(this, node, ...others);
    if (verdict === true) good.add(look);
    return verdict;
  };
}"""


def violations(page: Page, *, rules: list[str] | None = None) -> list[str]:
    """What in the page, as it is shown now, breaks a rule, or one of ``rules``: a sentence for each element."""
    # The debugger evaluates it, which the page's policy neither allows nor forbids.
    if not page.evaluate("() => 'axe' in globalThis"):
        page.evaluate(_source())
        page.evaluate(_REMEMBER)
    return page.evaluate(
        """async (asked) => {
          // without preload: axe would fetch the style sheets, which the page's policy forbids it
          forgetContrast();
          const result = await axe.run(document, { runOnly: asked, resultTypes: ["violations"], preload: false });
          const reasons = (node) => [...node.any, ...node.all, ...node.none].map((check) => check.message).join("; ");
          return result.violations.flatMap((rule) => rule.nodes.map(
            (node) => `${rule.id} (${rule.help}): ${node.target.join(" ")}: ${reasons(node)}`));
        }""",
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


#: Takes away what is one more of the same make: rows of a table after the second of their make (what elements there
#: are in it, with which attributes), and the insides of formulae after the second; ``putBack`` undoes it.
_TAKE_AWAY = """() => {
  const undo = [];
  globalThis.putBack = () => undo.forEach((one) => one());
  const said = ["class", "role", "style", "type", "scope"];
  const make = (part) => [part.localName, ...part.getAttributeNames().sort().map(
    (name) => said.includes(name) ? `${name}=${part.getAttribute(name)}` : name),
    `(${[...new Set([...part.children].map(make))].join(",")})`].join(" ");
  const formulae = new Map();
  for (const formula of document.querySelectorAll("main .katex")) {
    const colours = [...formula.querySelectorAll("[style*=color]")].map(({ style }) => style.color);
    const now = [formula.closest("td, th, figure, aside, li, p")?.className, ...new Set(colours)].join(" ");
    formulae.set(now, (formulae.get(now) ?? 0) + 1);
    if (formulae.get(now) <= 2) continue;
    const parts = [...formula.childNodes];
    formula.replaceChildren();
    undo.push(() => formula.replaceChildren(...parts));
  }
  for (const body of document.querySelectorAll("main tbody")) {
    const seen = new Map();
    for (const row of [...body.rows]) {
      const now = make(row);
      seen.set(now, (seen.get(now) ?? 0) + 1);
      if (seen.get(now) <= 2) continue;
      const mark = document.createComment("");
      row.replaceWith(mark);
      undo.push(() => mark.replaceWith(row));
    }
  }
}"""


@contextmanager
def without_repeats(page: Page) -> Iterator[None]:
    """The page without what is one more of the same make; as it was, afterwards."""
    page.evaluate(_TAKE_AWAY)
    try:
        yield
    finally:
        page.evaluate("() => putBack()")
