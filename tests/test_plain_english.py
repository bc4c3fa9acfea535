"""Plain, present-day English: words and idioms that cost readers are in no page, quiz, caption or table."""

from __future__ import annotations

import ast
import csv
import json
import re
from functools import cache

import pytest
from chapters import BOOK, ROOT

BANNED = {
    # old words, and what to write
    r"who(so)?ever": "if you; anyone who",
    r"whence|whither|thence|hence(forth)?|thereof|wherein|whereof": "from which; so",
    r"afar": "at a distance",
    r"dearer|is dear|cheaper by far": "more costly; takes more vesicles",
    r"reckon(s|ed|ing)?": "calculate; think",
    r"foretell|foretold": "predict",
    r"anew from|thinkable|betwixt|amongst|whilst": "again; possible; between",
    r"go-betweens?": "means of communication",
    r"a mixed lot|the lot of": "a mixture; the outcome for",
    # idioms
    r"by way of": "through",
    r"give or take": "±, with a standard deviation of",
    r"hangs? on|hung on": "depends on",
    r"next to (nothing|none|no)": "almost nothing",
    r"or rather its": "say the thing itself",
    r"has a word of its own|have a word of their own": "comment",
    r"told in words|are told and not|tells how": "explained in words; described; describes how",
    r"you need not": "no … is needed",
    r"need not be either": "neither is required",
    r"good to some": "±",
    r"some (\d[\d,.]*|two|three|four|five|six|ten|fifteen|twenty|thirty|sixty|hundred|thousand|seven)": "about",
    r"turn(s|ed)? (it|them|that|the \w+(?: \w+)?) round": "reverse",
    r"lower their (week|day)|known together|read alike": "lower the weekly average; from the same experiment",
    r"the right way round|wrong side of the separatrix": "say what is meant",
    r"(its|their) like\b(?! )": "other cells of its kind",
    r"what is to be held": "what the task fixes",
    r"parts (the two|them)|part the two|to part (the|PD)": "separate; distinguish",
    r"two voices|second voice|first voice": "effects",
    r"(nobody|everybody)'s (vesicles|background|doing)": "say whose",
    r"laid to": "attributed to",
    r"stays? with us|in the same breath|have a say|has a say": "say what is meant",
    r"ends? of the road|down the road|main road|other roads?|the same road|that road|this road": "pathway; route",
    r"knife's edge|step at the door|hook for this": "say what is meant",
    r"drunk|to drink (up|an)|drinks? the dose|held off": "used up; slowed",
    r"bail(s|ing)? (out|faster)|turn(ing)? off the tap|empty the basin": "remove; stop release",
    r"ally into|accomplice|price of everybody|there and back|there to stay|keener on": "say what is meant",
    r"beats? strength|its watchers|the cast\b|worth its time": "say what is meant",
    # one word, one meaning: a state at rest is a steady state, a fixed slider is fixed, a tumour is controlled
    r"solved to rest|states? (of|at) rest|point of rest|places? to rest|comes? to rest": "steady state; settles",
    r"(cells?|donor|drug|MAPK\w*|host|endosomes?|cytoplasm), at rest|at rest under|rests at": "at steady state",
    r"tumours? (is|are|be|was) held|holds? the tumour|hold a tumour": "controlled",
    r"(sliders?|parameters?) (is|are) held|holds? the (slider|parameter)": "fixed",
    r"(is|are) held to (make|be)|held responsible|held against": "is thought to; named as cause; compared",
    r"(within|out of|come[s]? within) reach|in reach of": "near; impossible (reach is the tumour size of half effect)",
    r"speaks? of no|speaks? of (an?|the) (association|rise)": "mentions; reports",
}  # fmt: skip
EVERY = re.compile("|".join(rf"(?P<w{i}>\b(?:{words})\b)" for i, words in enumerate(BANNED)), re.IGNORECASE)
WRITE = {f"w{i}": instead for i, instead in enumerate(BANNED.values())}
TITLE = re.compile(r"\{cite:\w\}`[^`]*`|`[^`]*`|https?://\S+")

# What is quoted: the names of anchors that stay, and titles of papers.
PROSE_TABLES = ("glossary", "since_2019", "reading_notes")


def sayings(code: str):
    """Yield the strings of a piece of Python that are no expressions: what a reader sees is among them."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and not expression(node.value):
            yield node.value


def expression(text: str) -> bool:
    """Whether a string is a rate or a name of a model, and no prose."""
    try:
        ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError):
        return False
    return True


def of_notebook(path):
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        source = "".join(cell["source"])
        yield from [source] if cell["cell_type"] == "markdown" else sayings(source)


def of_table(path):
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield from (value for column, value in row.items() if column not in ("title", "authors", "file"))


@cache
def places() -> dict[str, tuple[str, ...]]:
    """What is read, by file: pages, chapters, catalogue, quizzes, captions, and tables of prose."""
    pages = [path for path in BOOK.rglob("*.md") if "_build" not in path.parts]
    chapters = [path for path in BOOK.rglob("*.ipynb") if "_build" not in path.parts]
    modules = (ROOT / "src" / "evbook" / "review").rglob("*.py")
    tables = [ROOT / "data" / f"{name}.csv" for name in PROSE_TABLES]
    found = {path: (path.read_text(encoding="utf-8"),) for path in pages}
    found |= {path: tuple(of_notebook(path)) for path in chapters}
    found |= {path: tuple(sayings(path.read_text(encoding="utf-8"))) for path in modules}
    found |= {path: tuple(of_table(path)) for path in tables}
    return {str(path.relative_to(ROOT)): texts for path, texts in sorted(found.items())}


def faults(text: str) -> list[str]:
    """Return the banned words of a text, each with its surroundings and with what to write."""
    text = TITLE.sub(" ", text)
    return [
        f"…{text[max(0, hit.start() - 40) : hit.end() + 40]!r}…: write {WRITE[hit.lastgroup]!r}"
        for hit in EVERY.finditer(text)
    ]


@pytest.mark.parametrize("place", places())
def test_it_is_in_plain_english(place):
    found = [fault for text in places()[place] for fault in faults(text)]
    assert not found, "\n".join(found[:8])


@pytest.mark.parametrize(
    "text",
    [
        "Whoever thinks that it is wrong", "the equations are told in words", "a drug acts by way of a pump",
        "the donor, at rest", "a tumour is held by T cells", "some 60 vesicles", "it is held to make a ring",
        "more donors than lie within reach", "It tells how vesicles help", "solved to rest",
    ],
)  # fmt: skip
def test_the_list_finds_what_it_bans(text):
    assert faults(text)


@pytest.mark.parametrize(
    "text",
    [
        "vesicles reach plasma", "the reach is ten million cells", "at steady state",
        "patients at rest, before exercise", "some cells", "the rest is digested", "`whoever`",
    ],
)  # fmt: skip
def test_the_list_leaves_alone_what_is_plain(text):
    assert not faults(text)
