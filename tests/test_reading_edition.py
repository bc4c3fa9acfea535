"""A page in the reading edition: its prose stays, what is closed is a line, and links lead to what is left."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

pytest.importorskip("bs4")
READING = runpy.run_path(str(Path(__file__).parents[1] / "release" / "reading.py"))
CHAPTER = """<section id="chapter"><h1>Chapter<a class="headerlink" href="#chapter">#</a></h1>
<p>Prose [<a href="#cite-one2001">One, 2001</a>], <a href="#numbers">numbers</a>.</p>
<figure class="evbook-explorer" data-compact="" id="lead"><svg viewBox="0 0 1 1"><clipPath id="c"/></svg></figure>
<figure class="evbook-explorer" id="live"><svg viewBox="0 0 1 1"></svg></figure>
<section id="does-it-hold"><h2>Does it hold?</h2><p>It does.</p><table><tr><td>7</td></tr></table>
<details id="numbers"><summary>The numbers: 16</summary><table><tr><td>1</td></tr></table></details></section>
<details><summary>Solution</summary>42</details>
<section id="quiz"><h2>Quiz</h2><p>Which?</p></section>
<section id="references"><h2>References</h2><div id="cite-one2001">One</div></section></section>"""
PAGES = {
    "part/chapter": CHAPTER,
    "reference/bibliography": '<section id="bibliography"><h1>B</h1><div id="cite-one2001">One</div></section>',
}


def test_prose_and_the_lead_stay_and_what_is_closed_is_a_line():
    made = READING["edition"](PAGES, "https://example.org/")["part/chapter"]
    assert "Prose" in made and 'id="lead"' in made and 'viewBox="0 0 1 1"' in made and "<clipPath" in made
    assert "<details" not in made and "<table" not in made and "42" not in made and "Which?" not in made
    assert 'The numbers: 16. <a href="https://example.org/part/chapter.html#numbers">In the live book</a>' in made
    assert "It does." in made
    assert "The live model stands here" in made and 'id="live"' not in made


def test_without_an_address_a_line_has_no_link():
    made = READING["edition"](PAGES)["part/chapter"]
    assert '<p class="reading-line">The numbers: 16. </p>' in made


def test_links_lead_to_what_is_left():
    made = READING["edition"](PAGES)["part/chapter"]
    assert '<a href="../reference/bibliography.html#cite-one2001">One, 2001</a>' in made
    assert "<a>numbers</a>" in made


def test_pages_of_reference_stay_out_but_for_those_beside_the_text():
    pages = ["index", "part/chapter", "reference/parameters", "reference/glossary"]
    assert READING["pages_of"](pages) == ["index", "part/chapter", "reference/glossary"]
