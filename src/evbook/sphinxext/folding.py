"""Sections of a chapter that are gone back to, not read through, are closed behind a line that says their result.

The heading stays, so that links, the list of sections and the search find the place; what follows it opens without a
script, by a link into it and in print.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from html import unescape

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from evbook.declaration import Declaration
from evbook.review.book import LEADS
from evbook.review.catalogue import declarations
from evbook.sphinxext.disclosures import disclosure, disclosure_summary

_TAG = re.compile(r"<[^>]+>")
_ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)


def _raw(part: nodes.Node) -> str:
    """The HTML that cells have put into a part of the page."""
    return "\n".join(one.astext() for one in part.findall(nodes.raw))


def _text(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(_TAG.sub("", html))).strip()


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _few(names: list[str], room: int = 90) -> str:
    """As many names as a line has room for, and how many there are beside."""
    shown: list[str] = []
    for name in names:
        if shown and len("; ".join([*shown, name])) > room:
            break
        shown.append(name)
    left = len(names) - len(shown)
    return "; ".join(shown) + (f"; and {left} more" if left else "")


def _checks(part: nodes.Node) -> str:
    """How many checks hold over the models of the chapter, and of which kinds they are."""
    cards = [_text(found) for found in re.findall(r"<summary[^>]*>(.*?)</summary>", _raw(part), re.DOTALL)]
    hold, asked, kinds = Counter(), Counter(), Counter()
    for card in cards:
        found = re.search(r"(\d+) of (\d+) (benchmarks|checks) hold", card)
        if not found:
            continue
        hold[found[3]] += int(found[1])
        asked[found[3]] += int(found[2])
        kinds.update(
            {
                kind: int(n)
                for n, kind in re.findall(r"(\d+) (published|closed form|independent computation|consistency)", card)
            }
        )
    said = [f"{hold[one]} of {asked[one]} {one} hold" for one in asked]
    if kinds:
        said[0] += ": " + ", ".join(f"{n} {kind}" for kind, n in kinds.items())
    return "; ".join(said) or "What is checked, and over which ranges the idea holds"


def _budget(part: nodes.Node) -> str:
    """How many amounts the settings ask for, and how many lie beyond what cells are known to do."""
    rows = [row for row in _ROW.findall(_raw(part)) if "<td" in row]
    beyond = sum(">outside</strong>" in row for row in rows)
    if not rows:
        return "What the settings ask of cells"
    asked = _counted(len(rows), "amount asked of cells", "amounts asked of cells")
    return f"{asked}, {beyond or 'none'} beyond what cells are known to do"


def _matters(part: nodes.Node) -> str:
    """Of each outcome the two numbers that move it most, as the pictures say of themselves; a symbol by its meaning."""
    html = _raw(part)
    said = re.findall(r"<desc[^>]*>Tornado of (.*?),? which is .*?the widest first: (.*?)</desc>", html, re.DOTALL)
    meanings: dict[str, str] = {}
    for listed in re.findall(r" Here (.*?)\.\s*</", html, re.DOTALL):
        meanings |= dict(one.split(" is ", 1) for one in _text(listed).split("; ") if " is " in one)
    lines = []
    for outcome, bars in said:
        names = [re.sub(r" from .*", "", bar).strip(" .") for bar in _text(bars).split(";")]
        first, *second = [meanings.get(name, name).split(":", 1)[0] for name in names[:2]]
        lines.append(f"“{_text(outcome)}” by {first}" + "".join(f", then {name}" for name in second))
    return f"Moved most: {'; '.join(lines)}" if lines else "Which of the assumed numbers decides"


def _challenges(part: nodes.Node) -> str:
    """The tasks by name."""
    names = [_text(found) for found in re.findall(r"<strong>(.*?)</strong>", _raw(part), re.DOTALL)]
    return f"{_counted(len(names), 'task')} on the live model: {_few(names)}"


def _exercises(part: nodes.Node) -> str:
    """How many there are, and what they ask."""
    titles = []
    for strong in part.findall(nodes.strong):
        if re.match(r"Exercise \d", strong.astext()):
            after = strong.next_node(nodes.emphasis, descend=False, siblings=True)
            titles.append(after.astext().rstrip(".") if after is not None else strong.astext())
    return f"{_counted(len(titles), 'exercise')} with solutions: {_few(titles)}"


def _quiz(part: nodes.Node) -> str:
    number = len(re.findall(r"<strong>Question \d", _raw(part)))
    return f"{_counted(number, 'question')}, each answer with its comment"


def _terms(part: nodes.Node) -> str:
    """The words that are explained."""
    listed = [item.astext() for item in part.findall(nodes.list_item)]
    listed += [_text(found) for found in re.findall(r"<li\b.*?</li>", _raw(part), re.DOTALL)]
    return _few([term for term in (item.split(":", 1)[0].strip() for item in listed) if term])


def _notes(part: nodes.Node) -> str:
    """How many there are, and of which kinds: those follow the paper's name in each."""
    kinds = Counter(
        _text(found)[:1].lower() + _text(found)[1:]
        for found in re.findall(r"<li\b[^>]*>\s*<strong>.*?</strong>\s*(.*?)\.\s*<em>", _raw(part), re.DOTALL)
    )
    said = "; ".join(kind + (f" ({count} times)" if count > 1 else "") for kind, count in kinds.items())
    return f"{_counted(kinds.total(), 'note')}: {said}" if kinds else "Notes"


def _since(part: nodes.Node) -> str:
    """How many later results there are, and their years."""
    items = re.findall(r"<li\b.*?</li>", _raw(part), re.DOTALL)
    years = sorted({int(year) for item in items for year in re.findall(r"\b20(?:19|2\d)\b", _text(item))})
    span = f", {years[0]} to {years[-1]}" if len(years) > 1 else ""
    return f"{_counted(len(items), 'later result')}{span}"


def _left_out(part: nodes.Node) -> str:
    """What the limits are of: the words that begin the paragraphs."""
    own = [one for one in part.children if isinstance(one, nodes.paragraph)]
    heads = [one.children[0].astext() for one in own if one.children and isinstance(one.children[0], nodes.emphasis)]
    sentences = sum(len(re.findall(r"[.?!](?:\s|$)", one.astext())) for one in own) - len(heads)
    names = [head.rstrip(".") for head in heads]
    on = f": {', '.join(name[:1].lower() + name[1:] for name in names)}" if names else ""
    return f"{_counted(sentences, 'limit')}{on}"


def _numbers(part: nodes.Node) -> str:
    """How many there are, and how many are assumed, over the models of the chapter."""
    tables = [_text(found) for found in re.findall(r"<summary[^>]*>(.*?)</summary>", _raw(part), re.DOTALL)]
    counts = [re.search(r"(\d+) parameters?, (\d+|none) assumed", table) for table in tables]
    if not counts or not all(counts):
        return "; ".join(tables) or "Where the numbers come from"
    numbers, assumed = (sum(int(one[k]) if one[k] != "none" else 0 for one in counts) for k in (1, 2))
    where = f" of {len(counts)} models" if len(counts) > 1 else ""
    return f"{numbers} parameters{where}, {assumed or 'none'} assumed"


def _idea(part: nodes.Node) -> str:
    """The idea of a further model, with which its section begins; it need not stand there twice."""
    first = part.next_node(nodes.paragraph)
    said = first.astext()
    first.parent.remove(first)
    return said


def _opening(part: nodes.Node) -> str:
    """The sentence with which the section begins."""
    return re.split(r"(?<=[.?!])\s", part.next_node(nodes.paragraph).astext(), maxsplit=1)[0]


def _works(part: nodes.Node) -> str:
    return f"{_counted(len(list(part.findall(nodes.citation))), 'work')} that this page cites"


#: Anchors of the sections that are closed, and what their line says.
FOLDED: dict[str, Callable[[nodes.Node], str]] = {
    "the-same-in-space": _opening,
    "how-far-is-far-enough": _idea,
    "the-numbers": _numbers,
    "does-it-hold": _checks,
    "vesicle-budget": _budget,
    "what-matters": _matters,
    "challenge": _challenges,
    "reading-notes": _notes,
    "since-2019": _since,
    "what-it-leaves-out": _left_out,
    "quiz": _quiz,
    "exercises": _exercises,
    "key-terms": _terms,
    "references": _works,
}


#: Those whose inner sections are closed with them.
WHOLE = {"what-it-leaves-out"}
#: A table of so many rows is closed, its caption and its number of rows being the line.
LONG = 4


class FoldSections(SphinxPostTransform):
    """Close the sections of a chapter that are named in ``FOLDED``, the inner ones first."""

    #: After the lead figure (260) and the disclosures of solutions (250).
    default_priority = 265
    formats = ("html",)

    def run(self, **_: object) -> None:
        if self.env.docname not in LEADS:
            return
        sections = {name: one for one in self.document.findall(nodes.section) for name in one["ids"]}
        for name, said in FOLDED.items():
            if name in sections:
                fold(sections[name], said(sections[name]), whole=name in WHOLE)
        if "explore" in sections:
            _close_scenarios(sections["explore"])
            _close_expectations(sections["explore"])
        models = [one for one in declarations() if one.chapter == self.env.docname]
        for name, line in (("what-is-published", _published(models)), ("what-we-add", _added(models))):
            if name in sections:
                fold(sections[name], line)
        for cell in list(self.document.findall(_is_cell)):
            html = _raw(cell)
            if "from evbook import chapter" in cell.astext() and not html:
                close(cell, "What the code of this page begins with")
                continue
            if _closed(cell) or "tag_explorer" in cell["classes"]:
                continue
            if "evbook-diagram" in html:
                close(cell, _diagram(html))
            elif "evbook-table1" in html or (
                html.count("<tr") >= LONG and not re.search("<details|evbook-story", html)
            ):
                close(cell, _table(html))
        for cell in [one for one in self.document.findall(_is_cell) if "tag_explorer" in one["classes"]][1:]:
            if not _closed(cell):
                close(cell, _live(_raw(cell)))


def _published(models: list[Declaration]) -> str:
    """What the chapter's models stand on."""
    bases = dict.fromkeys(d.base.what.rstrip(".") for d in models if d.base)
    if len(bases) > 1:
        # Of several the papers, of one what it is of as well.
        bases = dict.fromkeys(what.split(": ", 1)[0] for what in bases)
    return _sentence("; ".join(bases)) if bases else "What the model stands on"


def _added(models: list[Declaration]) -> str:
    """The vesicle terms by name: what they change, or else what they are by themselves."""
    own = [one for d in models for one in d.modifiers or [process for process in d.processes if process.ev]]
    names = list(dict.fromkeys(one.label or one.name for one in own))
    return f"{_counted(len(names), 'vesicle term')}: {'; '.join(names)}" if names else "What vesicles change in it"


def _table(html: str) -> str:
    """What a long table is of, by its caption or else its headings, and its rows where the caption counts none."""
    caption = re.search(r"<caption[^>]*>(.*?)</caption>", html, re.DOTALL)
    rows = sum("<td" in row for row in _ROW.findall(html))
    if caption:
        of = _text(caption[1]).rstrip(".")
        return of if re.search(rf"\b{rows}\b|\d rows\b", of) else f"{of}: {_counted(rows, 'row')}"
    # A frame of pandas has the names of its index in a row of their own, the last.
    heads = reversed(_ROW.findall(html.split("<tbody")[0]))
    headings = [_text(one) for row in heads for one in re.findall(r"<th\b[^>]*>(.*?)</th>", row, re.DOTALL)]
    named = list(dict.fromkeys(one.replace("_", " ") for one in headings if one))
    return f"{_sentence(_few(named)) if named else 'Table'}: {_counted(rows, 'row')}"


def _close_scenarios(explore: nodes.section) -> None:
    """The scenarios stand in the live figure too: their list is closed behind their names."""
    for listed in [part for part in explore.children if isinstance(part, nodes.bullet_list)]:
        names = [_named(item) for item in listed.children]
        if all(names):
            every = [name for some in names for name in some]
            close(listed, f"{_counted(len(every), 'scenario')}: {_few(every)}")


def _named(item: nodes.Node) -> list[str]:
    """The scenarios that an item of the list is on: those in italics, as far as its first colon after one of them."""
    names: list[str] = []
    for part in item.findall(lambda node: isinstance(node, nodes.emphasis | nodes.Text)):
        if isinstance(part, nodes.emphasis):
            names.append(part.astext())
        elif names and not isinstance(part.parent, nodes.emphasis) and re.search(r"[:.;]", part.astext()):
            break
    return names


def _close_expectations(explore: nodes.section) -> None:
    """What is asked before one looks, and what is seen then, is closed behind the number of questions."""
    parts = list(explore.children)
    begins = [k for k, part in enumerate(parts) if part.astext().startswith("Say what you expect")]
    if not begins:
        return
    rest = [part for part in parts[begins[0] + 1 :] if not isinstance(part, nodes.section)]
    asked = sum(isinstance(part, nodes.paragraph) and re.match(r"\d+\.", part.astext()) is not None for part in rest)
    if not asked or rest != parts[begins[0] + 1 : begins[0] + 1 + len(rest)]:
        return
    closed = disclosure(classes=["folded"])
    closed += disclosure_summary("", "", nodes.Text(f"{_counted(asked, 'question')} to answer before you look"))
    explore.replace(rest[0], closed)
    for part in rest[1:]:
        explore.remove(part)
    closed += rest


def _is_cell(node: nodes.Node) -> bool:
    return isinstance(node, nodes.container) and "cell" in node.get("classes", [])


def _closed(part: nodes.Node) -> bool:
    """Whether it already lies in something closed."""
    return part.parent is not None and (isinstance(part.parent, disclosure) or _closed(part.parent))


def _diagram(html: str) -> str:
    """What the diagram shows, in its own words."""
    said = re.search(r'<svg class="evbook-diagram"[^>]*aria-label="([^"]*?\.)[ "]', html)
    return unescape(said[1]) if said else "Diagram of the model"


def _live(html: str) -> str:
    """The title of a live model, and what it shows at first."""
    title = re.search(r"<figcaption><p>(.*?)\.?\s*(?:<span|</p>)", html, re.DOTALL)
    verdict = re.search(r'<p class="evx-sentence">(.*?)</p>', html, re.DOTALL)
    return ": ".join(_text(one[1]) for one in (title, verdict) if one)


def close(part: nodes.Element, said: str) -> None:
    """Put a part behind a line."""
    closed = disclosure(classes=["folded"])
    closed += disclosure_summary("", "", nodes.Text(said))
    part.parent.replace(part, closed)
    closed += part


def fold(section: nodes.section, said: str, *, whole: bool = False) -> None:
    """Close what follows the heading of a section behind a line; a section within it stays beside, unless ``whole``."""
    title, *content = section.children
    inner = [] if whole else [part for part in content if isinstance(part, nodes.section)]
    own = [part for part in content if part not in inner]
    closed = disclosure(classes=["folded"])
    closed += disclosure_summary("", "", nodes.Text(said))
    closed += own
    section.clear()
    section += [title, closed, *inner]


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(FoldSections)
