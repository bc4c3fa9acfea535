"""A chapter as slides: its idea, a picture, the live model, three questions and the sources, with speaker notes.

All of it is taken from the chapter and its records; nothing is written a second time.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from html import escape

from evbook.authoring.copies import standing_alone
from evbook.authoring.question_files import Questions, html_of
from evbook.chapter.courses import prose
from evbook.drawing.words import number_text
from evbook.explorer.stills import Still
from evbook.ledger import claims
from evbook.review import catalogue
from evbook.review.book import LEADS, REVIEW, REVIEW_WORDS
from evbook.teaching.courses import Facts
from evbook.teaching.items import Item

#: How many questions a deck asks, and how many sources it names.
ASKED, NAMED = 3, 8


@dataclass(frozen=True)
class Slide:
    """One slide: its heading, its content as HTML, and what the speaker sees beside it."""

    heading: str
    html: str
    notes: str


def slides(made: Questions, page: str, *, chapter: str, embed: str) -> list[Slide]:
    """Return the slides of a chapter.

    ``chapter`` and ``embed`` are the addresses of its page and of its live model, as seen from the deck.
    Raises KeyError for a page that is no chapter with a leading model.
    """
    cells, about = made.notebook(page).cells, made.about(page)
    model = catalogue.declaration(LEADS[page])
    first = model.scenarios[0]
    still = Still(model, scenario=first.name)
    scenarios = "".join(f"<li><strong>{escape(s.title)}</strong>: {escape(s.meaning)}</li>" for s in model.scenarios)
    text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    return [
        _title(about, page, chapter),
        Slide(
            "What you will be able to do",
            "<ul>" + "".join(f"<li>{prose(aim)}</li>" for aim in about.objectives) + "</ul>",
            f"<p>Needed: {prose(about.prerequisites)}</p>",
        ),
        Slide(
            model.title,
            f'<figure class="slide-picture">{standing_alone(still.svg())}'
            f"<figcaption>{escape(first.title)}. {escape(still.sentence)}</figcaption></figure>",
            f"<p>{escape(first.meaning)}</p><p>{escape(still.alt)}</p><p>{prose(model.base.what)}</p>",
        ),
        Slide(
            "Move it",
            f'<iframe class="slide-model" title="{escape(model.title)}, a live model" '
            f'data-src="{escape(embed)}"></iframe>'
            f'<p class="slide-link"><a href="{escape(embed)}">The live model on a page of its own</a></p>',
            f"<p>Ask for a prediction before each scenario.</p><ul>{scenarios}</ul>",
        ),
        *(_question(n, item) for n, item in enumerate(_chosen(made.quiz(page)), 1)),
        _sources(made, text, page, chapter),
    ]


def _title(about: Facts, page: str, chapter: str) -> Slide:
    minutes = f"<p>The chapter takes {about.minutes} minutes to read.</p>" if about.minutes else ""
    return Slide(
        about.title,
        f'<p class="slide-idea">{prose(about.idea)}</p>'
        f'<p class="slide-link">From <a href="{escape(chapter)}">the chapter {escape(about.title)}</a>, CC BY 4.0</p>',
        f"<p>The chapter answers for {len(claims.for_chapter(page))} statements of the review.</p>"
        f"{minutes}<p>N or the button shows and hides these notes; printing the page gives a slide a sheet, with its "
        "notes.</p>",
    )


def _chosen(items: list[Item]) -> list[Item]:
    """Three of a quiz: as many to choose from as there are, and one with a number, in their order."""
    choices = [item for item in items if item.kind == "choice"][: ASKED - 1]
    numbers = [item for item in items if item.kind == "number"][: ASKED - len(choices)]
    kept = {item.id for item in (*choices, *numbers)}
    return [item for item in items if item.id in kept]


def _question(n: int, item: Item) -> Slide:
    if item.kind == "number":
        said = f"<p><strong>{escape(number_text(item.value, 2))}</strong></p>{item.feedback}"
        slips = "".join(f"<p>{escape(number_text(slip.value, 2))}?</p>{slip.feedback}" for slip in item.slips)
        return Slide(f"Question {n}", f'{item.text}<div class="fragment slide-answer">{said}</div>', said + slips)
    choices = "".join(f"<li{' class=right' if one.right else ''}>{one.text}</li>" for one in item.answers)
    right = next(one for one in item.answers if one.right)
    answer = f'<div class="fragment slide-answer"><p><strong>{right.text}</strong></p>{right.feedback}</div>'
    said = "".join(
        f"<li><strong>{'Right' if one.right else 'Not so'}.</strong> {re.sub('</?p>', '', one.feedback)}</li>"
        for one in item.answers
    )
    return Slide(f"Question {n}", f'{item.text}<ol type="A">{choices}</ol>{answer}', f'<ol type="A">{said}</ol>')


def _sources(made: Questions, text: str, page: str, chapter: str) -> Slide:
    """Those that the chapter cites most, linked by DOI where there is one."""
    keys = Counter(key.strip() for found in re.findall(r"\{cite:[pt]\}`([^`]+)`", text) for key in found.split(","))
    citations = made.plain(page).citations
    lines = [
        html_of(citations.textual([key])).removeprefix("<p>").removesuffix("</p>") for key, _ in keys.most_common()
    ]
    listed = "".join(f"<li>{line}</li>" for line in lines[:NAMED])
    more = len(lines) - NAMED
    rest = f", and {more} more" if more > 0 else ""
    review = f'<a href="https://doi.org/{REVIEW}">{escape(REVIEW_WORDS)}</a>'
    return Slide(
        "Sources",
        f"<ul>{listed}</ul><p>The review: {review}. All are in "
        f'<a href="{escape(chapter)}#references">the chapter’s references</a>{rest}.</p>',
        "<p>Named are those that the chapter cites most often.</p>",
    )
