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


def violations(page: Page) -> list[str]:
    """What in the page, as it is shown now, breaks a rule: a sentence for each element."""
    # The debugger evaluates it, which the page's policy neither allows nor forbids.
    if not page.evaluate("() => 'axe' in globalThis"):
        page.evaluate(_source())
    found = page.evaluate(
        """async (tags) => {
          // without preload: axe would fetch the style sheets, which the page's policy forbids it
          const result = await axe.run(document, { runOnly: tags, resultTypes: ["violations"], preload: false });
          const reasons = (node) => [...node.any, ...node.all, ...node.none].map((check) => check.message).join("; ");
          return result.violations.flatMap((rule) => rule.nodes.map(
            (node) => `${rule.id} (${rule.help}): ${node.target.join(" ")}: ${reasons(node)}`));
        }""",
        TAGS,
    )
    return found
