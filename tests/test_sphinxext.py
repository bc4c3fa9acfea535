"""What the site does to a page while it is built."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from docutils import nodes

from evbook.sphinxext import embeds, explorers, freshness, mathematics, policy, semantics, stylesheets


@pytest.mark.parametrize(
    ("html", "word"),
    [
        ("<script>alert(1)</script>", "inline script"),
        ('<button onclick="go()">Go</button>', "inline handler"),
        ('<img src="https://example.org/x.png">', "another host"),
        ('<link rel="stylesheet" href="//example.org/x.css">', "another host"),
    ],
)
def test_a_page_that_would_break_the_policy_is_reported(html, word):
    assert [fault for fault in policy.faults(html) if word in fault]


@pytest.mark.parametrize(
    "html",
    [
        '<script src="a.js"></script>',
        '<script type="application/ld+json">{"@type": "Book"}</script>',
        '<a href="https://doi.org/10.1186/s12943-019-0965-7">a link is only a link</a>',
        '<p>the words "onset" and "once=" in a text</p>',
    ],
)
def test_a_page_that_keeps_the_policy_is_not_reported(html):
    assert policy.faults(html) == []


def test_a_full_size_figure_offers_its_model_as_sbml_and_a_small_one_does_not():
    full, small = (
        f'<figure class="evbook-explorer" data-model="{model}"{more}><figcaption><p>A.</p></figcaption></figure>'
        for model, more in (("immune-escape", ""), ("tgf-beta", ' data-compact=""'))
    )
    shown = explorers.offer_sbml(
        full + small, lambda model: f"../models/{model}.xml", lambda model: f"../models/{model}.sbml.js"
    )
    assert shown.count("<a ") == 1
    assert '<a href="../models/immune-escape.xml" download="immune-escape.xml">' in shown.partition("</figcaption>")[0]
    assert explorers.offer_sbml(full, lambda model: "", lambda model: "") == full


def test_a_formula_is_there_for_the_eye_and_for_the_screen_reader():
    html = mathematics.render(r"\frac{dE}{dt} = s", display=True)
    assert "<math" in html and "<mfrac>" in html
    assert 'aria-hidden="true"' in html


@pytest.mark.parametrize(("after", "joined"), [(", and", True), (".", True), (" and", False), ("", False)])
def test_a_stop_stays_with_its_formula(after, joined):
    line = nodes.paragraph("", "", nodes.Text("with "), nodes.math("", "a"), *([nodes.Text(after)] if after else []))
    assert bool(mathematics._held(line[1])) is joined


def test_an_ev_term_carries_its_class():
    assert "ev-term" in mathematics.render(r"a + \ev{\varepsilon E}", display=False)


@pytest.mark.parametrize("latex", [r"\frac{a", r"\notacommand", r"\href{https://example.org}{x}"])
def test_a_formula_that_cannot_be_set_is_refused(latex):
    with pytest.raises(ValueError, match=r"(?i)katex|expected|undefined|trust"):
        mathematics.render(latex, display=False)


def test_lines_are_aligned_and_sphinx_keeps_the_numbers():
    assert mathematics.displayed(r"a &= b \\ c &= d", wrap=True).startswith(r"\begin{split}")
    assert mathematics.displayed("a = b", wrap=True) == "a = b"
    assert r"\begin{align*}" in mathematics.displayed(r"\begin{align}a\end{align}", wrap=False)


def test_models_are_found_by_their_figures_only():
    html = """
      <figure id="x" class="evbook-explorer compact" data-model="immune-escape"></figure>
      <figure class="other" data-model="not-this"></figure>
      <figure data-model="drug-export" class="evbook-explorer"></figure>
      <figure class="evbook-explorer" data-model="immune-escape"></figure>"""
    assert explorers.models_in(html) == ["immune-escape", "drug-export"]


def test_the_page_one_is_on_is_told_once():
    html = '<a class="current reference internal" href="#">Here</a>'
    assert semantics.mended(html).count('aria-current="page"') == 1
    assert semantics.mended(semantics.mended(html)) == semantics.mended(html)


def test_a_change_of_a_model_makes_another_digest(tmp_path: Path):
    module = tmp_path / "immune_escape.py"
    module.write_text("m = 3.422e-10\n")
    before = freshness.digest([module])
    module.write_text("m = 3.423e-10\n")
    assert freshness.digest([module]) != before


def test_the_models_are_among_what_a_page_depends_on():
    names = {path.relative_to(freshness.PACKAGE).as_posix() for path in freshness.package_files()
             if path.is_relative_to(freshness.PACKAGE)}  # fmt: skip
    assert {"review/catalogue/immune_escape.py", "simulation/solver.py"} <= names
    assert not [name for name in names if name.startswith("sphinxext/")]


def test_only_woff2_of_katex_is_asked_for():
    css = stylesheets.katex_rules()
    assert ".woff2" in css
    assert ".ttf" not in css and ".woff)" not in css


def test_every_entry_of_the_bibliography_can_be_listed_without_a_warning():
    """A field that its kind of entry needs and lacks is a warning of the build, and so an error."""
    import pybtex.errors
    from pybtex.database import parse_file

    from evbook.sphinxext.references import ByAuthor

    bibliography = parse_file(Path(__file__).parents[1] / "book" / "references.bib")
    with pybtex.errors.capture() as missing:
        listed = list(ByAuthor().format_entries(bibliography.entries.values(), bibliography))
    assert [str(fault) for fault in missing] == []
    assert len(listed) == len(bibliography.entries) > 200


def test_what_the_search_reads_of_a_page_is_its_prose_each_word_once_and_each_section_by_itself():
    from evbook.sphinxext.searching import found_on

    html = """<section id="the-title"><h1>The title<a class="headerlink" href="#the-title">#</a></h1>
      <p>An <em>idea</em>.</p><figure class="evbook-explorer"><p>a slider</p></figure>
      <section id="a"><h2>First</h2><table><tr><th>temperature</th><td>vesicle-reach<br>310 K</td></tr></table>
        <section id="b"><h3>Within</h3><p>nested <math><mi>x</mi></math></p></section> <p>after</p></section>
      <section id="the-numbers"><h2>The numbers</h2><table><tr><td>7</td></tr></table><p>told</p></section></section>"""
    assert [(one.kind, one.title, one.address, one.text) for one in found_on("part/page", html, "The title")] == [
        ("page", "The title", "part/page.html", "An idea."),
        ("section", "First", "part/page.html#a", "temperature vesicle-reach 310 K after"),
        ("section", "Within", "part/page.html#b", "nested"),
        ("section", "The numbers", "part/page.html#the-numbers", "told"),
    ]


def test_a_models_first_whole_figure_has_an_address_of_its_own():
    small, whole = (f'<figure class="evbook-explorer" data-model="erk-switch"{more}>' for more in (" data-compact", ""))
    assert explorers.with_anchors(small + whole + whole) == (
        small + whole.replace("<figure", '<figure id="live-erk-switch"') + whole
    )


def _app(tmp_path: Path, *, package: str = "a", options: str = "b") -> SimpleNamespace:
    return SimpleNamespace(
        doctreedir=tmp_path,
        outdir=tmp_path,
        builder=SimpleNamespace(build_info=SimpleNamespace(config_hash=options, tags_hash="t")),
        config=SimpleNamespace(evbook_package_digest=package),
    )


def test_a_models_own_page_stands_until_something_changes_that_it_depends_on(tmp_path: Path):
    files = [tmp_path / "embed" / "erk-switch.html", tmp_path / "models" / "erk-switch.js",
             tmp_path / "models" / "erk-switch.svg"]  # fmt: skip
    for file in files:
        file.parent.mkdir(exist_ok=True)
        file.touch()
    standing = embeds.Standing(_app(tmp_path))
    assert not standing.holds("erk-switch")
    standing.note("erk-switch")
    assert embeds.Standing(_app(tmp_path)).holds("erk-switch")
    assert not embeds.Standing(_app(tmp_path)).holds("bud-size")
    assert not embeds.Standing(_app(tmp_path, package="a model changed")).holds("erk-switch")
    assert not embeds.Standing(_app(tmp_path, options="the site changed")).holds("erk-switch")
    for file in files:
        file.unlink()
        assert not embeds.Standing(_app(tmp_path)).holds("erk-switch")
        file.touch()
    for damaged in ("{", "[1]", "7"):
        standing.file.write_text(damaged)
        assert not embeds.Standing(_app(tmp_path)).holds("erk-switch")


def test_sheets_and_scripts_of_the_theme_go_without_comments():
    """Each reader pays for them at the first visit; what they do stays, line for line."""
    from evbook.sphinxext.stylesheets import bare_script, bare_sheet

    assert bare_sheet("/* why\n  so */\na {\n  color: red;\n}\n") == "\na {\ncolor: red;\n}\n"
    assert bare_script('// why\nvar a = "//no";\n  // so\n  a(); // kept\n') == 'var a = "//no";\na(); // kept\n'
    with pytest.raises(ValueError, match="template literal"):
        bare_script("var a = `// text`;")
