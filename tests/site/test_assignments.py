"""Assignments and pared-down figures, opened by the links that the teachers' page prints.

Links to one page share it: the second comes as a reader's does who follows it where the first is open.
"""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qsl

import pytest
from live import Live
from visits import SITE, visit

from evbook.declaration import Declaration
from evbook.derive.javascript.panel import PARTS
from evbook.review.catalogue import declaration
from evbook.review.syllabi import SYLLABI

TEACHERS = "reference/for-instructors.html"


def printed() -> dict[str, list[str]]:
    """The fragments that the teachers' page links to or shows as a frame to copy, each once, by the model's page."""
    html = (SITE / TEACHERS).read_text(encoding="utf-8") if (SITE / TEACHERS).is_file() else ""
    # What is to be copied is coloured, a span a word, and its own quotation marks are escaped.
    blocks = re.findall(r"<pre>.*?</pre>", html, re.DOTALL)
    copied = "".join(unescape(re.sub(r"<[^>]+>", "", block)) for block in blocks)
    found: dict[str, list[str]] = {}
    for text in (html, copied):
        for page, fragment in re.findall(r'"(?:\.\./)?(embed/[a-z0-9-]+\.html)(#ev:[^"]+)"', text):
            links = found.setdefault(page, [])
            if (link := unescape(fragment)) not in links:
                links.append(link)
    return found


LINKS = printed()


def wanted(link: str) -> tuple[dict[str, float], set[str], set[str], bool]:
    """What a link asks for: the values, the locked, the hidden parts, and whether vesicles act."""
    asked = dict(parse_qsl(link.partition("?")[2]))
    d = declaration(re.match(r"#ev:([a-z0-9-]+)", link)[1])
    scenario = next(s for s in d.scenarios if s.name == asked.get("_scenario", d.scenarios[0].name))
    values = {p.name: p.value for p in d.parameters} | dict(scenario.values)
    values |= {name: float(text) for name, text in asked.items() if not name.startswith("_")}
    split = {key: set(filter(None, asked.get(key, "").split(","))) for key in ("_lock", "_hide")}
    return values, split["_lock"], split["_hide"], scenario.ev


def test_every_assignment_is_linked():
    asked = {f"embed/{task.model}.html" for course in SYLLABI for task in course.assignments}
    assert set(LINKS) >= asked
    assert sum(map(len, LINKS.values())) > len(asked), "the frame to copy is among them"


@pytest.mark.parametrize("page", sorted(LINKS))
def test_a_link_opens_what_it_says_and_nothing_complains(browser, site_address, page):
    d = declaration(page.removeprefix("embed/").removesuffix(".html"))
    with visit(browser, site_address) as visited:
        for n, link in enumerate(LINKS[page]):
            if n == 0:
                visited.go(page + link)
            else:
                visited.page.evaluate("(link) => { location.hash = link; }", link)
            live = Live(visited.page)
            live.rest()
            _shows(live, d, link)
        assert visited.complaints == []
        assert visited.refused == []


def _shows(live: Live, d: Declaration, link: str) -> None:
    """The figure stands at the link's setting, with what it locks held and what it hides away, and remarks nothing."""
    values, locked, hidden, ev = wanted(link)
    seen = live.figure.evaluate(
        """(figure, parts) => ({
          remarks: [...figure.querySelectorAll(".evx-notice, .evx-trouble:not([hidden])")]
            .map((e) => e.textContent).join(""),
          controls: [...figure.querySelectorAll(".evx-control")].map((control) => [control.dataset.name,
            Number(control.querySelector("input[type=number]").value),
            [...control.querySelectorAll("input")].every((input) => input.disabled),
            [...control.querySelectorAll("input")].some((input) => input.disabled),
            control.querySelector(".evx-note").hasAttribute("data-remark"),
            control.querySelector(".evx-note").textContent]),
          vesicles: figure.querySelector(".evx-switch input").checked,
          scenario: figure.querySelector(".evx-bar select")?.value ?? "",
          shown: Object.entries(parts).filter(([, part]) =>
            [...figure.querySelectorAll("." + part)].some((e) => e.checkVisibility())).map(([name]) => name),
        })""",
        PARTS,
    )
    assert seen["remarks"] == "", link
    assert seen["vesicles"] == ev
    assert seen["scenario"] in ("", dict(parse_qsl(link.partition("?")[2])).get("_scenario", d.scenarios[0].name))
    assert not hidden & set(seen["shown"])
    assert {"bar", "ev"} - hidden <= set(seen["shown"])
    assert {p.name for p in d.parameters if p.control} <= {name for name, *_ in seen["controls"]}
    for name, value, all_off, some_off, held, note in seen["controls"]:
        if name not in values:  # how long a run is looked at is no parameter
            continue
        assert value == pytest.approx(values[name], rel=1e-3), (link, name)
        assert (note == "Locked by the link.") == (name in locked), (link, name)
        assert all_off or name not in locked, (link, name)
        assert not some_off or held, (link, name)
