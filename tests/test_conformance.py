"""The conformance report: every criterion of WCAG 2.2 A and AA once, and no test named that there is not."""

from __future__ import annotations

import re
import subprocess

from chapters import ROOT

from evbook.explorer.node import node_program
from evbook.sphinxext.criteria import AXE, CRITERIA, NO, NONE, PARTLY, YES

#: The success criteria of WCAG 2.2 (W3C Recommendation of 2023); 4.1.1 was removed from it.
LEVELS = {
    "A": "1.1.1 1.2.1 1.2.2 1.2.3 1.3.1 1.3.2 1.3.3 1.4.1 1.4.2 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2 2.4.3 "
         "2.4.4 2.5.1 2.5.2 2.5.3 2.5.4 3.1.1 3.2.1 3.2.2 3.2.6 3.3.1 3.3.2 3.3.7 4.1.2",
    "AA": "1.2.4 1.2.5 1.3.4 1.3.5 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 2.4.5 2.4.6 2.4.7 2.4.11 2.5.7 2.5.8 "
          "3.1.2 3.2.3 3.2.4 3.3.3 3.3.4 3.3.8 4.1.3",
}  # fmt: skip

_RULES = """
const axe = require("./node_modules/axe-core/axe.js");
const tags = axe.getRules(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]).flatMap(({ tags }) => tags);
const found = tags.map((tag) => /^wcag(\\d)(\\d)(\\d+)$/.exec(tag)).filter(Boolean);
console.log([...new Set(found.map(([, a, b, c]) => [a, b, c].join(".")))].join(" "));
"""


def test_every_criterion_is_there_once_at_its_level():
    for level, numbers in LEVELS.items():
        assert [one.number for one in CRITERIA if one.level == level] == numbers.split()
    assert len(CRITERIA) == 55


def test_every_test_that_is_named_exists():
    for one in CRITERIA:
        for test in (*one.tests, AXE):
            file, _, name = test.partition("::")
            source = (ROOT / file).read_text(encoding="utf-8")
            assert re.search(rf"^def {name}\(", source, re.MULTILINE), f"{one.number} names {test}, which is not there"


def test_what_is_marked_axe_is_what_axe_has_rules_for():
    done = subprocess.run([node_program(), "-e", _RULES], capture_output=True, encoding="utf-8", check=True,
                          cwd=ROOT / "tests" / "site")  # fmt: skip
    ruled = set(done.stdout.split()) & {one.number for one in CRITERIA}
    assert {one.number for one in CRITERIA if one.axe} == ruled


def test_a_result_is_a_word_of_the_template_and_says_why():
    for one in CRITERIA:
        assert one.result in (YES, PARTLY, NO, NONE)
        assert one.found.endswith(".") and len(one.found.split()) >= 4, one.number
        if one.result == YES:
            assert one.tests or one.axe or re.search(r"no test|not measured", one.found), (
                f"{one.number} is said to be met, and nothing says how that was found"
            )


def test_no_criterion_is_unmet():
    """What does not conform is in parts of pages, each named; a whole criterion that is not met would be news."""
    assert [one.number for one in CRITERIA if one.result == NO] == []
