"""The printed book, read back: its pages, outline, links, numbers, pictures and references; and no page is blank."""

from __future__ import annotations

import re
import runpy
import unicodedata
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader
from visits import ROOT, SITE

#: Share of dark pixels below which a page counts as blank; a page with its foot alone has about a thousandth.
INK = 0.003


@pytest.fixture(scope="module")
def made() -> dict:
    """The printer's own functions."""
    return runpy.run_path(str(ROOT / "release" / "pdf.py"))


@pytest.fixture(scope="module")
def path() -> Path:
    """The printed book."""
    (found,) = (ROOT / "_build").glob("evbook-[0-9]*.pdf")
    return found


@pytest.fixture(scope="module")
def book(path) -> PdfReader:
    return PdfReader(path)


@pytest.fixture(scope="module")
def texts(path) -> list[str]:
    """The words of each page, in one line; ligatures as letters."""
    pages = pypdfium2.PdfDocument(path)
    found = [page.get_textpage().get_text_bounded() for page in pages]
    return [" ".join(unicodedata.normalize("NFKC", text).split()) for text in found]


@pytest.fixture(scope="module")
def titles(made) -> dict[str, str]:
    """The pages of the book in their order, and their titles."""
    pages = [page for part in made["parts_of"](ROOT / "_toc.yml") for page in part.pages]
    return {page: made["title_of"]((SITE / f"{page}.html").read_text(encoding="utf-8")) for page in pages}


def squeezed(text: str) -> str:
    """Letters and digits alone: a PDF spaces and breaks words as it likes."""
    return re.sub(r"\W", "", unicodedata.normalize("NFKC", text)).lower()


def test_every_page_of_the_book_is_in_it_in_order(made, path, titles, texts):
    starts = made["beginnings"](path, list(titles))
    assert list(starts) == list(titles)
    assert sorted(starts.values()) == list(starts.values())
    for page, title in titles.items():
        assert squeezed(title) in squeezed(texts[starts[page] - 1]), page


def test_the_contents_name_the_pages_on_which_they_begin(made, path, book, titles):
    starts = made["beginnings"](path, list(titles))
    contents = book.pages[1 : starts[next(iter(titles))] - 1]
    lines = [squeezed(line) for page in contents for line in page.extract_text(extraction_mode="layout").splitlines()]
    for page, title in titles.items():
        assert f"{squeezed(title)}{starts[page]}" in lines, page


def test_the_outline_leads_to_every_chapter(book, titles):
    found: dict[str, int] = {}

    def walk(entries: list) -> None:
        for entry in entries:
            if isinstance(entry, list):
                walk(entry)
            else:
                found[squeezed(str(entry.title))] = book.get_destination_page_number(entry)

    walk(book.outline)
    assert {squeezed(title) for title in titles.values()} <= set(found)
    assert len(found) > 5 * len(titles)


def links(book: PdfReader) -> tuple[list[str], list[object]]:
    """Where its links lead: outside, and inside."""
    outside, inside = [], []
    for page in book.pages:
        for note in page.get("/Annots") or []:
            note = note.get_object()
            if note.get("/Subtype") == "/Link":
                action = (note.get("/A") or {}).get_object() if note.get("/A") else {}
                if "/URI" in action:
                    outside.append(str(action["/URI"]))
                else:
                    inside.append(note.get("/Dest", action.get("/D")))
    return outside, inside


def test_links_lead_to_a_place_in_it_or_to_another_host(book):
    outside, inside = links(book)
    assert {address.split(":")[0] for address in outside} <= {"https", "http", "mailto"}
    assert any(address.startswith("https://doi.org/10.1186/s12943-019-0965-7") for address in outside)
    known = {name.lstrip("/") for name in book.named_destinations}
    names = [str(place).lstrip("/") for place in inside if not isinstance(place, list)]
    assert len(inside) > 500
    assert {name for name in names if name not in known} == set()


def test_every_page_has_its_number_at_its_foot(texts):
    for number, text in enumerate(texts, 1):
        assert text.endswith(str(number)) or re.search(rf"\b{number}\b", text[-200:] + text[:200]), number


def test_no_page_is_blank(path):
    document = pypdfium2.PdfDocument(path)
    blank = []
    for number, page in enumerate(document, 1):
        picture = page.render(scale=0.4, grayscale=True).to_pil()
        histogram = picture.histogram()
        if sum(histogram[:200]) / sum(histogram) < INK:
            blank.append(number)
    assert blank == []


@pytest.mark.parametrize("page", ["reference/evidence-map", "reference/parameters", "microenvironment/immune-escape"])
def test_the_headings_of_tables_are_whole_words(made, path, titles, texts, page):
    """A table that is too wide is set smaller; neither is a column cut off nor a word broken."""
    starts = made["beginnings"](path, list(titles))
    end = min((start for start in starts.values() if start > starts[page]), default=len(texts) + 1)
    printed = set(re.findall(r"\w+", " ".join(texts[starts[page] - 1 : end - 1])))
    html = (SITE / f"{page}.html").read_text(encoding="utf-8")
    headings = re.findall(r'<th[^>]*scope="col"[^>]*>(.*?)</th>', html, re.DOTALL)
    plain = unicodedata.normalize("NFKC", re.sub(r"<[^>]+>|&#?\w+;", " ", " ".join(headings)))
    words = set(re.findall(r"\w+", plain))
    assert len(words) > 5
    assert words - printed == set()


def test_models_are_printed_as_pictures(titles, texts):
    """The words of each figure's axes are in the text, which they are only where the picture is."""
    printed = squeezed("".join(texts))
    seen = 0
    for page in titles:
        html = (SITE / f"{page}.html").read_text(encoding="utf-8")
        for figure in re.findall(r'<figure[^>]*class="[^"]*evbook-explorer.*?</figure>', html, re.DOTALL):
            found = re.findall(r"<text[^>]*>(.*?)</text>", figure, re.DOTALL)
            words = [re.sub(r"<[^>]+>", "", text) for text in found]
            axis = max((word for word in words if "&" not in word), key=len)
            assert squeezed(axis) in printed, (page, axis)
            seen += 1
    assert seen > 30


def test_references_are_listed(texts):
    printed = squeezed("".join(texts))
    for page in SITE.glob("*/*.html"):
        listed = re.findall(r'<div class="citation".*?<p>(.*?)</p>', page.read_text(encoding="utf-8"), re.DOTALL)
        for entry in listed[:2]:
            assert squeezed(re.sub(r"<[^>]+>|&[a-z0-9#]+;", "", entry))[:25] in printed
    assert printed.count("doi10") > 100


def test_it_says_what_it_is(book):
    assert "executable review" in book.metadata.title
    assert book.metadata.author == "The evbook contributors"
    assert book.trailer["/Root"].get("/MarkInfo", {}).get("/Marked"), "a tagged PDF, which a screen reader can read"
