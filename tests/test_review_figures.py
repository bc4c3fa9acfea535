"""The review's figures redrawn: every part leads to its chapter, or says that it is not written yet."""

import re
from html.parser import HTMLParser

import pytest

from evbook import review_figures
from evbook.chapter.review_figures import words
from evbook.ledger import claims
from evbook.review import book
from evbook.review.figures import FIGURES
from evbook.review.glyphs import glyph

NUMBERS = tuple(FIGURES)


class Parts(HTMLParser):
    """The links, and the named groups, of each picture of a figure."""

    def __init__(self, html):
        super().__init__()
        self.pictures, self.text, self.open = [], "", ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "svg":
            self.pictures.append({"label": attrs["aria-label"], "role": attrs["role"], "links": {}, "silent": []})
        elif tag == "a":
            self.open = attrs["href"]
            self.pictures[-1]["links"][self.open] = ""
        elif tag == "g" and attrs.get("class") == "unwritten":
            self.pictures[-1]["silent"].append("")

    def handle_endtag(self, tag):
        self.open = "" if tag == "a" else self.open

    def handle_data(self, data):
        self.text += data
        if self.open:
            self.pictures[-1]["links"][self.open] += data
        elif self.pictures and self.pictures[-1]["silent"]:
            self.pictures[-1]["silent"][-1] += data


@pytest.mark.parametrize("number", NUMBERS)
def test_every_written_chapter_is_linked_in_both_forms(number):
    found = Parts(review_figures.figure(number, lambda page: f"../{page}.html"))
    chapters = {part.chapter for part in FIGURES[number].parts}
    chapters |= {chapter for body in FIGURES[number].bodies for chapter, _ in body.small}
    assert chapters <= set(book.CHAPTERS)
    assert len(found.pictures) == 2
    assert "not yet written" not in found.text.lower()
    for picture in found.pictures:
        assert set(picture["links"]) == {f"../{chapter}.html" for chapter in chapters}
        assert picture["silent"] == []
        for part in FIGURES[number].parts:
            heard = " ".join(picture["links"][f"../{part.chapter}.html"].split())
            assert heard == f"{part.title} {part.words} {len(claims.for_chapter(part.chapter))} claims"


@pytest.mark.parametrize("number", NUMBERS)
def test_an_unwritten_chapter_is_no_link_and_says_so(number):
    html = review_figures.figure(number, lambda page: "")
    found = Parts(html)
    assert "<a " not in html
    for picture in found.pictures:
        assert len(picture["silent"]) >= len(FIGURES[number].parts)
        assert all("Not yet written" in words for words in picture["silent"])
    assert " ".join(found.text.split()).count("claims, not yet written") == 2 * len(FIGURES[number].parts)
    assert "What is dashed is not yet written." in found.text


def test_together_they_hold_every_chapter_on_the_tumours_surroundings_and_on_resistance():
    shown = {part.chapter for figure in FIGURES.values() for part in figure.parts}
    wanted = {c for c in book.CHAPTERS if c.startswith(("microenvironment/", "resistance/"))}
    assert shown == wanted - {"microenvironment/index"}


@pytest.mark.parametrize("number", NUMBERS)
def test_the_words_give_every_part_with_its_count_of_claims(number):
    said = words(FIGURES[number])
    for part in FIGURES[number].parts:
        count = len(claims.for_chapter(part.chapter))
        assert f"{part.title}: {part.words.rstrip('.')} ({count} claims)." in said


@pytest.mark.parametrize("number", NUMBERS)
def test_what_the_legend_names_is_drawn(number):
    """The legends of the print, sentence by sentence."""
    named = {
        "1": ("tumour", "stroma", "angiogenesis", "resistance"),
        "2": ("export", "sequestration", "immunotherapies", "efflux pumps", "prosurvival factors",
              "inhibitors of apoptosis", "non-coding rna"),
    }  # fmt: skip
    said = words(FIGURES[number]).lower()
    assert [name for name in named[number] if name not in said] == []


@pytest.mark.parametrize("number", NUMBERS)
def test_boxes_stand_inside_the_picture_and_apart(number):
    figure = FIGURES[number]
    boxes = [part.box for part in figure.parts] + [body.box for body in figure.bodies]
    for x, y, width, height in boxes:
        assert x >= 0 and y >= 0 and x + width <= figure.size[0] and y + height <= figure.size[1]
    for i, (x, y, width, height) in enumerate(boxes):
        for u, v, wide, high in boxes[i + 1 :]:
            assert x + width <= u or u + wide <= x or y + height <= v or v + high <= y


@pytest.mark.parametrize("number", NUMBERS)
def test_words_are_text_and_large_enough_on_the_narrowest_phone(number):
    """A page of 320 pixels leaves 288 for a figure."""
    html = review_figures.figure(number, lambda page: "")
    phone = re.search(r'<svg class="figure-phone" viewBox="\S+ \S+ (\S+) .*', html, re.DOTALL)
    scale = 288 / float(phone[1])
    sizes = [float(size) for size in re.findall(r'font-size="([1-9][\d.]*)"', phone[0])]
    assert sizes and min(sizes) * scale >= 11


def test_a_figure_the_review_does_not_have_is_refused():
    with pytest.raises(KeyError, match="it has 1 and 2"):
        review_figures.figure("3", str)
    with pytest.raises(KeyError, match="the glyphs are tumour"):
        glyph("unicorn", 0, 0)
