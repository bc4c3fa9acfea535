"""Readers' copies: plain Markdown that any program shows, whose links lead somewhere, and whose code runs."""

from __future__ import annotations

import base64
import html
import re
from pathlib import Path
from xml.etree import ElementTree

import nbformat
import pytest
from chapters import BOOK
from markdown_it import MarkdownIt

from evbook.authoring import bibliography, notebooks
from evbook.authoring.copies import Copies, standing_alone, text_of
from evbook.authoring.plain_markdown import Book, Plain, coloured, leftovers
from evbook.ledger import claims

SITE = "https://book.example.org/"
SHORTEST = "reference/change-a-model"


@pytest.fixture(scope="module", params=["", SITE], ids=["address unknown", "address known"])
def copies(request) -> dict[str, nbformat.NotebookNode]:
    """Every copy by its page, with the site's address and without."""
    made = Copies(BOOK, site=request.param)
    return {page: made.of(page) for page in made.notebooks}


def words(notebook: nbformat.NotebookNode) -> list[str]:
    return [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]


def links(text: str) -> list[str]:
    """The targets of the links of a text, as a program that is not ours reads them."""
    inline = [child for token in MarkdownIt().parse(text) for child in token.children or ()]
    return [token.attrs["href"] for token in inline if token.type == "link_open"]


def test_there_is_a_copy_of_every_notebook_and_each_is_valid(copies):
    assert set(copies) == {path.relative_to(BOOK).with_suffix("").as_posix() for path in BOOK.rglob("*.ipynb")}
    for copy in copies.values():
        nbformat.validate(copy)


def test_no_copy_has_a_role_a_directive_or_an_attribute_left(copies):
    assert {page: left for page, copy in copies.items() if (left := leftovers("\n\n".join(words(copy))))} == {}


def test_colours_of_formulae_are_written_for_every_viewer(copies):
    """MathJax 2, of nbconvert and nbviewer, gives up a formula with ``textcolor``."""
    assert coloured(r"\underbrace{\textcolor{#a1}{\left\{\textcolor{red}{a_{b}}\right\}}}_{c}") == (
        r"\underbrace{{\color{#a1}{\left\{{\color{red}{a_{b}}}\right\}}}}_{c}"
    )
    texts = [text for copy in copies.values() for text in words(copy)]
    texts += [
        data
        for copy in copies.values()
        for cell in copy.cells
        for output in cell.get("outputs", [])
        for kind, data in output.get("data", {}).items()
        if kind in ("text/markdown", "text/latex")
    ]
    assert sum(r"{\color{#" in text for text in texts) > 15
    assert not [text for text in texts if r"\textcolor" in text]


def test_every_link_of_a_copy_leads_somewhere(copies):
    pages = {
        path.relative_to(BOOK).with_suffix("").as_posix()
        for path in BOOK.rglob("*")
        if path.suffix in (".md", ".ipynb")
    }
    known = set(claims.read()["id"])
    count = 0
    for page, copy in copies.items():
        for target in links("\n\n".join(words(copy))):
            count += 1
            if target.startswith(SITE):
                name, _, anchor = target.removeprefix(SITE).partition("#")
                assert name.removesuffix(".html") in pages, (page, target)
                assert not anchor.startswith("claim-") or anchor.removeprefix("claim-") in known, (page, target)
            elif not target.startswith(("https://", "http://")):
                beside = (BOOK / page).parent / target
                assert beside.resolve().relative_to(BOOK).with_suffix("").as_posix() in copies, (page, target)
    assert count > 600


def test_what_a_chapter_cites_is_listed_at_its_end_with_authors_year_and_link(copies):
    last = copies["mitigation/hemofiltration"]
    (listed,) = [text for text in words(last) if text.startswith("## References")]
    assert re.search(
        r"^- Tullis .*2009\. \[doi\.org/10\.1159/000167011\]\(https://doi\.org/10\.1159/000167011\)$", listed, re.M
    )
    said = "\n".join(words(last))
    assert "Tullis et al. (2009)" in said and "(Maacha et al. 2019)" in re.sub(r"\]\([^)]*\)", "", said).replace(
        "[", ""
    )
    for text in listed.split("\n"):
        assert not text.startswith("- ") or re.search(r"\b((19|20)\d\d|n\.d)[a-z]?\.", text), text


def test_every_claim_of_a_chapter_stands_in_words_at_its_end(copies):
    page = "mitigation/hemofiltration"
    ledger = claims.for_chapter(page).set_index("id")["claim"]
    said = words(copies[page])[-1]
    assert said.startswith("## Claims")
    assert len(ledger) > 5
    for claim, text in ledger.items():
        assert f"**{claim}.** {text}" in said


def test_inputs_that_only_show_are_folded_and_solutions_closed(copies):
    for page, copy in copies.items():
        for cell in copy.cells:
            tags = set(cell.metadata.get("tags", []))
            hidden = cell.metadata.get("jupyter", {})
            assert ("source_hidden" in hidden) == bool(
                tags & {"remove-input", "hide-input", "hide-cell", "remove-cell"}
            ), page
            assert ("outputs_hidden" in hidden) == bool(tags & {"hide-cell", "remove-cell"}), page


def test_a_copy_is_shown_by_nbconvert_as_one_page(copies):
    from nbconvert import HTMLExporter

    page = "mitigation/hemofiltration"
    html, _ = HTMLExporter(template_name="classic").from_notebook_node(copies[page])
    assert html.count("<h2") == sum(text.count("\n## ") + text.startswith("## ") for text in words(copies[page]))
    assert "{cite" not in html and "{claim}" not in html


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("::::{note} A title\n:class: x\nThe words.\n::::", "> **Note.**\n> A title\n> The words."),
        (":::{admonition} Mind the gap\nThe words.\n:::", "> **Mind the gap.**\n> The words."),
        ("See {doc}`the models <models>` and {doc}`/index`.", "See the models and A book."),
        ("{download}`a table <../data/a.csv>`", "a table"),
        ("(here)=\n## Heading", "## Heading"),
        ("{.lead}\nSaid [so]{.strong}.", "Said so."),
        ("```python\n{claim}`x`\n```", "```python\n{claim}`x`\n```"),
        ("H{sub}`2`O and {math}`x^2`", "H<sub>2</sub>O and $x^2$"),
        ("[Two](chapter.md#part) and [here](#there)", "[Two](chapter.ipynb) and here"),
    ],
)  # fmt: skip
def test_each_kind_of_role_and_directive_becomes_words(text, plain):
    book = Book({"page": "Page", "models": "The models", "index": "A book", "chapter": "Two"}, frozenset({"chapter"}))
    assert Plain("page", book, bibliography.Citations({}, {}), claims.named).text(text) == plain


@pytest.mark.parametrize("text", ["{unheard}`of`", "```{unheard} of\nx\n```", "{doc}`nowhere`", "{cite:p}`Nobody1900`"])
def test_what_a_copy_cannot_say_is_refused_in_a_sentence(text):
    plain = Plain("page", Book({"page": "Page"}, frozenset()), bibliography.Citations({}, {}), claims.named)
    with pytest.raises((KeyError, ValueError), match=r"The (page|bibliography) .*(unheard|nowhere|Nobody1900)"):
        plain.text(text)


def test_a_figure_keeps_a_still_that_needs_no_style_sheet_and_loses_its_own_html():
    """A figure of a chapter as its cell gives it, put into a notebook and copied."""
    import evbook
    from evbook import chapter

    bundle = chapter.diagram(evbook.load("immune-escape"))._repr_mimebundle_()
    made = Copies(BOOK)
    page = "microenvironment/immune-escape"
    executed = notebooks.read(made.notebooks[page])
    cell = next(cell for cell in executed.cells if "chapter.diagram" in cell.source)
    cell.outputs = [
        nbformat.v4.new_output("display_data", data={**bundle, "application/vnd.jupyter.widget-view+json": {}})
    ]
    (output,) = next(c for c in made.of(page, executed).cells if c.get("id") == cell.id).outputs
    assert set(output.data) == {"image/svg+xml", "text/html", "text/plain"}
    # Jupyter shows a notebook that it does not trust no SVG, but an image
    image = re.fullmatch(r'<img alt="([^"]+)" src="data:image/svg\+xml;base64,([^"]+)" style="max-width: 100%">',
                         output.data["text/html"])  # fmt: skip
    assert html.unescape(image[1]) == output.data["text/plain"]
    assert base64.b64decode(image[2]).decode() == output.data["image/svg+xml"]
    drawing = ElementTree.fromstring(output.data["image/svg+xml"])
    assert float(drawing.get("width")) > 100 and float(drawing.get("height")) > 100
    assert "var(" not in output.data["image/svg+xml"]


def test_colours_of_a_still_are_those_of_white_paper():
    drawn = '<svg viewBox="0 0 10 20"><path style="fill:var(--a, var(--b, rgb(1, 2, 3)));stroke:var(--c, #fff)"/></svg>'
    assert standing_alone(drawn) == (
        '<svg viewBox="0 0 10 20" width="10" height="20"><path style="fill:rgb(1, 2, 3);stroke:#fff"/></svg>'
    )


@pytest.mark.slow
def test_a_copy_runs_from_its_first_cell_to_its_last(tmp_path: Path):
    """The one that takes least; the code of a copy is that of its notebook, which nbval runs."""
    made = Copies(BOOK)
    for page, path in made.notebooks.items():
        code = [cell.source for cell in notebooks.read(path).cells if cell.cell_type == "code"]
        assert [cell.source for cell in made.of(page).cells if cell.cell_type == "code"] == code
    copy = nbformat.reads(text_of(made.of(SHORTEST), "import evbook"), as_version=4)
    done = notebooks.execute(copy, tmp_path)
    assert sum(cell.cell_type == "code" and bool(cell.execution_count) for cell in done.cells) > 3
