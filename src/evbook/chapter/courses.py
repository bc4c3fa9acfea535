"""What a teacher and a new reader ask: what a chapter needs and takes, ready syllabi, and what is solid.

Times and prerequisites are read from the chapters, misconceptions from their quizzes, and answers are computed by
the models, so that none of them can differ from the book.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping
from html import escape

from evbook.drawing.output import Output
from evbook.drawing.table import Group, joined, plain, table
from evbook.ledger import claims
from evbook.review import catalogue, quizzes
from evbook.teaching.courses import Assignment, Facts, Syllabus


def overview(chapters: Mapping[str, Facts], address: Callable[[str], str]) -> Output:
    """Return a row a chapter: what it needs, what it gives, its minutes, and a common misconception."""
    headings = ("Chapter", "Needs", "Gives", "A misconception, and the answer to it")
    rows = [
        (f"{_link(page, each.title, address)}<br>{each.minutes} minutes", prose(each.prerequisites),
         _listed(each.objectives), misconception(page))
        for page, each in chapters.items()
    ]  # fmt: skip
    total = sum(each.minutes for each in chapters.values())
    return table(f"The {len(rows)} chapters, {total} minutes to read once in all.", headings, [Group(rows)])


def misconception(page: str) -> str:
    """Return a question of the chapter's quiz with a wrong choice and what is said to it; empty where there is none."""
    try:
        asked = quizzes.for_chapter(page)
    except KeyError:
        return ""
    for question in asked:
        for choice in getattr(question, "choices", ()):
            # Braces hold citations and numbers that only the quiz itself puts in.
            if not choice.right and "{" not in question.text + choice.text + choice.feedback:
                return f"{prose(question.text)} <em>{prose(choice.text)}</em> {prose(choice.feedback)}"
    return ""


def sheet(syllabus: Syllabus, chapters: Mapping[str, Facts], address: Callable[[str], str]) -> Output:
    """Return a syllabus: its sessions with their minutes of reading, then its assignments with answers to open."""
    rows = [
        (escape(session.title), "; ".join(_link(page, chapters[page].title, address) for page in session.pages),
         str(sum(chapters[page].minutes for page in session.pages)), prose(session.doing))
        for session in syllabus.sessions
    ]  # fmt: skip
    headings = ("Session", "To read before", "Minutes of reading", "In the session")
    tasks = [_assignment(n, each, address, syllabus.id) for n, each in enumerate(syllabus.assignments, 1)]
    return joined([table(prose(syllabus.audience), headings, [Group(rows)]), *tasks])


#: Minutes of an assignment, and of a question of a quiz: what a reader takes who stops to think.
ASSIGNMENT_MINUTES, QUESTION_MINUTES = 10, 1.5


def path(syllabus: Syllabus, chapters: Mapping[str, Facts], address: Callable[[str], str]) -> Output:
    """Return a course for its reader: each step in order with its minutes, session by session, and the whole time.

    The minutes of reading are the chapters' own; each quiz and each assignment adds its own.  Answers to assignments
    are not on it.
    """
    parts = []
    for session in syllabus.sessions:
        steps = []
        for page in session.pages:
            title, asked = chapters[page].title, _questions(page)
            steps.append((f"read-{page}", f"Read {_link(page, title, address)}", chapters[page].minutes))
            if asked:
                there = address(page)
                words = f"the quiz of {escape(title)}"
                link = f'<a href="{escape(there)}#quiz">{words}</a>' if there else words
                steps.append((f"quiz-{page}", f"Answer {link}", math.ceil(QUESTION_MINUTES * asked)))
        parts.append((session.title, steps))
    tasks = []
    for n, each in enumerate(syllabus.assignments, 1):
        link = f"{address(f'embed/{each.model}')}{each.fragment(catalogue.load(each.model))}"
        words = f'<a href="{escape(link)}">{escape(each.title)}</a> {prose(each.task)}'
        tasks.append((f"assignment-{n}", words, ASSIGNMENT_MINUTES))
    parts.append(("Assignments", tasks))
    total = sum(minutes for _, steps in parts for *_, minutes in steps)
    body = "".join(
        f"<h2>{escape(heading)}</h2>\n<ol>"
        + "".join(
            f'<li data-step="{escape(key)}">{words} <span class="path-minutes">{minutes} min</span></li>'
            for key, words, minutes in steps
        )
        + "</ol>\n"
        for heading, steps in parts
    )
    said = f"{sum(len(steps) for _, steps in parts)} steps, about {_hours(total)} in all."
    html = (
        f'<div class="evbook-path" data-path="{syllabus.id}">\n<p class="path-whole">{said}</p>\n'
        f'<div class="path-progress"></div>\n{body}</div>'
    )
    text = "\n".join([said, *(plain(words) for _, steps in parts for _, words, _ in steps)])
    return Output(text=text, html=html)


def _questions(page: str) -> int:
    try:
        return len(quizzes.for_chapter(page))
    except KeyError:
        return 0


def _hours(minutes: int) -> str:
    """Minutes as hours and minutes, to five: ``2 hours 35 minutes``."""
    hours, rest = divmod(5 * round(minutes / 5), 60)
    said = [f"{hours} hour{'s' if hours > 1 else ''}"] if hours else []
    return " ".join([*said, *([f"{rest} minutes"] if rest or not hours else [])])


def _assignment(n: int, each: Assignment, address: Callable[[str], str], course: str) -> Output:
    model = catalogue.load(each.model)
    link = f"{address(f'embed/{each.model}')}{each.fragment(model)}"
    answer = each.answer(model)
    title = each.title if each.title.endswith("?") else f"{each.title}."
    html = (
        f'<div class="assignment" id="assignment-{course}-{n}">\n<p><strong>Assignment {n}: {escape(title)}'
        f"</strong> {prose(each.task)}</p>\n"
        f'<p><a href="{escape(link)}">Open the model for this assignment</a></p>\n'
        f'<details class="disclosure"><summary>Answer</summary>\n<p>{prose(answer)}</p>\n</details>\n</div>'
    )
    return Output(text=f"Assignment {n}: {title} {each.task}\nAnswer: {answer}", html=html)


def solid_and_assumed() -> Output:
    """Return how many claims stand on which evidence, and how many numbers are of which grade."""
    ledger = claims.read()
    strengths = Counter(ledger["strength"])
    remarks = Counter(status for status in ledger["correction_status"] if status)
    base = Counter(p.grade for d in catalogue.declarations() for p in d.parameters if not p.ev)
    added = Counter(p.grade for d in catalogue.declarations() for p in d.parameters if p.ev)
    grades = sorted(base | added, key=lambda grade: -(base + added)[grade])
    return joined([
        table(f"The {len(ledger)} claims of the review, by the evidence behind them.", ("Evidence", "Claims"),
              [Group([(escape(word), str(count)) for word, count in strengths.most_common()])]),
        table(f"The {sum(remarks.values())} claims about which something is on record.", ("What", "Claims"),
              [Group([(escape(word), str(count)) for word, count in remarks.most_common()])]),
        table(f"The {sum((base + added).values())} numbers of the models, by grade.",
              ("Grade", "Of the published models", "Added for the vesicles"),
              [Group([(escape(grade), str(base[grade]), str(added[grade])) for grade in grades])]),
    ])  # fmt: skip


def prose(text: str) -> str:
    """Return a line of a chapter as HTML: slanted words, and the words of links without their addresses."""
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"\*([^*]+)\*", r"<em>\1</em>", escape(plain, quote=False))


def _link(page: str, words: str, address: Callable[[str], str]) -> str:
    there = address(page)
    return f'<a href="{escape(there)}">{escape(words)}</a>' if there else escape(words)


def _listed(lines: tuple[str, ...]) -> str:
    return "<ul>" + "".join(f"<li>{prose(line)}</li>" for line in lines) + "</ul>"
