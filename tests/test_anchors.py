"""What others link to stays: every published anchor is still given by the sources, or has moved to one that is."""

from __future__ import annotations

import re

import pytest
from chapters import BOOK, ROOT

from evbook.authoring import anchors
from evbook.sphinxext.anchors import with_old_anchor

PUBLISHED = anchors.read(BOOK)


def test_no_published_anchor_is_gone():
    given = anchors.of_sources(BOOK)
    gone = [
        f"{row['page']}#{row['anchor']}"
        for row in PUBLISHED
        if (row["page"], row["moved_to"] or row["anchor"]) not in given
    ]
    assert not gone, f"others may link to {', '.join(gone[:5])}; name the new anchor in moved_to of book/anchors.csv"


def test_the_list_is_sorted_and_names_each_once():
    places = [(row["page"], row["anchor"]) for row in PUBLISHED]
    assert places == sorted(set(places))
    assert all(re.fullmatch(r"[a-z0-9][\w.-]*", anchor) for _, anchor in places)


def test_every_kind_of_thing_has_anchors():
    kinds = {row["anchor"].partition("-")[0] for row in PUBLISHED}
    assert {"cell", "exercise", "claim", "said", "parameter", "model", "term", "quiz"} <= kinds


def test_the_second_update_finds_nothing_new(tmp_path):
    book = tmp_path / "book"
    (book / "background").mkdir(parents=True)
    (tmp_path / "_toc.yml").write_text(
        "root: index\nparts:\n  - chapters:\n      - file: background/note\n", encoding="utf-8"
    )
    (book / "index.md").write_text("# Front\n", encoding="utf-8")
    (book / "background/note.md").write_text("# Note\n\n## A *new* part\n", encoding="utf-8")
    assert anchors.update(book) > 2
    assert anchors.update(book) == 0
    rows = {(row["page"], row["anchor"]) for row in anchors.read(book)}
    assert ("background/note", "a-new-part") in rows


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ('<p id="new">Text</p>', '<p id="new"><span id="old"></span>Text</p>'),
        ('<tr id="new"> <td>1</td></tr>', '<tr id="new"> <td><span id="old"></span>1</td></tr>'),
        (
            '<tr class="a" id="new"><th scope="row">1</th>',
            '<tr class="a" id="new"><th scope="row"><span id="old"></span>1</th>',
        ),
        ('<p id="newer">Text</p>', '<p id="newer">Text</p>'),
    ],
)
def test_an_old_anchor_leads_into_a_table_written_as_html(html, kept):
    assert with_old_anchor(html, "old", "new") == kept


def test_the_way_to_keep_an_anchor_is_told():
    told = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert "python -m evbook.anchors" in told and "moved_to" in told
