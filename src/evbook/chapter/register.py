"""All models of the book at once: what each stands on, its report card, and every number with its source."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from html import escape

from evbook import data
from evbook.analysis.report import EXTENT
from evbook.chapter import sources, symbols
from evbook.chapter.card import card_table
from evbook.declaration import Declaration
from evbook.declaration.records import CHECKED, GRADES
from evbook.declaration.statements import BENCHMARK_KINDS
from evbook.drawing import tabular
from evbook.drawing.numbers import between, quantity
from evbook.drawing.output import Output
from evbook.drawing.table import Group, joined, pill, table
from evbook.explorer.hosted import live_anchor
from evbook.model import Model
from evbook.review.catalogue import declarations

#: What a model is without its vesicle terms, in a table.
SHORT = {"whole": "the whole published model", "part": "a named part of it", "ours": "equations of ours"}
#: A grade as a plural, where its own word is none.
GRADE_NAMES = {"constant": "constants"}
#: Who read the source of a number, by what of it was seen.
READERS = {
    "full text": "the book's authors: the text, or the table that prints the number",
    "abstract": "the book's authors: the abstract, and no more",
    "code or SBML": "the book's authors: a model file, or public code that carries the number",
    "secondary": "others: the book's authors read a review, a database, a label or a later paper that gives the number",
    "not seen": "nobody here: the number is ours, or known from elsewhere",
    "by definition": "there is nothing to read",
}


def models_table(
    address: Callable[[str], str] = lambda page: "",
    title: Callable[[str], str] = lambda page: page,
    picture: Callable[[str], str] = lambda model: "",
) -> Output:
    """Return a row a model: its name for :func:`evbook.load`, what it stands on, and how much of it is assumed.

    ``address`` gives the address of a page, or "" for a chapter that is not written yet, ``title`` what the page is
    called, and ``picture`` the address of a model's sketch, or "" where there is none.
    """
    rows = []
    for d in declarations():
        count, things = (len(d.states), "state") if d.kind == "dynamic" else (len(d.outputs), "curve")
        size = f"{count} {things}{'s' * (count != 1)}"
        assumed = sum(p.grade == "assumed" for p in d.parameters)
        base = escape(", ".join(filter(None, [sources.label(d.base.source), d.base.biomodels])))
        there = address(d.chapter)
        name = f'<a href="{there}#{live_anchor(d.id)}">{escape(d.title)}</a>' if there else escape(d.title)
        chapter = f'<a href="{there}">{escape(title(d.chapter))}</a>' if there else escape(title(d.chapter))
        image = picture(d.id) if there else ""
        alt = f"First curves of the model {escape(d.id)}"
        sketch = f'<img class="evbook-sketch" src="{image}" width="96" height="54" alt="{alt}" loading="lazy">'
        model = f"{sketch if image else ''}{name} <code>{escape(d.id)}</code>"
        share = f"{assumed} of {len(d.parameters)}"
        rows.append((model, chapter, base, SHORT[d.base.extent], size, share))
    caption = (
        f"The {len(rows)} models of the book; a title leads to the live model. The small pictures are its first "
        "curves, without vesicles thin and dotted."
    )
    headings = ("Model", "Chapter", "Published base", "Without vesicle terms", "Size", "Numbers assumed")
    return table(caption, headings, [Group(rows)])


def engines_summary() -> Output:
    """Return how many engines reproduce each dynamic model, and how closely, from the table of what was found.

    A model whose declaration has changed since is said not to have been run as it is now.
    """
    found = data.read("engines")
    hashes = {d.id: d.hash for d in declarations() if d.kind == "dynamic"}
    engines = list(dict.fromkeys(found["engine"]))
    versions = {engine: found[found["engine"] == engine]["version"].iloc[0] for engine in engines}
    kept = {
        (row.model, row.engine): row.worst_difference
        for row in found.itertuples()
        if hashes.get(row.model) == row.hash and row.worst_difference < CLOSE
    }
    rows = []
    for model, fingerprint in hashes.items():
        worst = [kept[model, engine] for engine in engines if (model, engine) in kept]
        run = ((found["model"] == model) & (found["hash"] == fingerprint)).any()
        said = f"by {len(worst)} to {power(max(worst))}" if worst else "by none" if run else "not run yet as it is now"
        tried = set(found[(found["model"] == model) & (found["hash"] == fingerprint)]["engine"])
        cells = [
            power(kept[model, engine]) if (model, engine) in kept else "no" if engine in tried else "not run"
            for engine in engines
        ]
        rows.append((f"<code>{escape(model)}</code>", said, *cells))
    counts = [(engine, [worst for (_, by), worst in kept.items() if by == engine]) for engine in engines]
    reproduce = ", ".join(f"{engine} {len(worst)}, to {power(max(worst, default=0.0))}" for engine, worst in counts)
    caption = (
        f"Of {len(hashes)} dynamic models, programs that are not ours reproduce: {reproduce} or better. "
        "libRoadRunner and COPASI run every experiment of a model's archive and are compared at every time, for every "
        "state and output. A round trip through Antimony (run by libRoadRunner) and PySCeS run the declared setting "
        "with vesicle terms and without; PySCeS gives states only, and leaves out events (doses, windows, triggers) "
        "unless Assimulo is installed beside it. "
        "A value below a millionth of the greatest of its kind is held to that."
    )
    named = [f"{engine} {versions[engine]}" for engine in engines]
    return table(caption, ("Model", "Reproduced", *named), [Group(rows)])


#: An engine reproduces a model when no value differs by this share or more.
CLOSE = 1e-4


def engines_of(d: Declaration) -> dict[str, float]:
    """The engines that reproduce a model as it stands, and the worst difference of each."""
    found = data.read("engines")
    mine = found[(found["model"] == d.id) & (found["hash"] == d.hash) & (found["worst_difference"] < CLOSE)]
    # those that ran the whole archive, and not only what is asked of a program that reads a model for seconds
    mine = mine[mine["experiments"] == mine["experiments"].max()]
    return dict(zip(mine["engine"], mine["worst_difference"], strict=True))


def power(value: float) -> str:
    """The least power of ten that a difference is below: ``10⁻⁷``."""
    if value <= 0:
        return "nothing"
    signs = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
    return "10" + str(math.ceil(math.log10(value))).translate(signs)


def report_cards() -> Output:
    """Return the report card of every model, each closed until it is opened, with an anchor a model."""
    cards = []
    for d in declarations():
        card = card_table(Model(d))
        head = f"{escape(d.id)}: {escape(d.title)}"
        html = (
            f'<details class="evbook-card" id="model-{escape(d.id)}"><summary>{head}</summary>\n'
            f"<p><em>{escape(d.idea)}</em></p>\n<p>Base: {escape(d.base.what)} {escape(EXTENT[d.base.extent])}"
            f"{escape(': ' + d.base.left_out if d.base.left_out else '')}. Differences of form: "
            f"{escape(d.base.departures)}.</p>\n{card.html}\n</details>"
        )
        cards.append(Output(text=f"{d.id}: {d.title}\n{card.text}", html=html))
    return joined(cards)


def bases_summary() -> Output:
    """Return a sentence: how many models are, without vesicle terms, a published one, a part of one, or ours."""
    extents = Counter(d.base.extent for d in declarations())
    said = (
        f"Without its vesicle terms, a model stands on what is published: {extents['whole']} of the "
        f"{sum(extents.values())} models are then the whole published model, {extents['part']} a named part of one, "
        f"and {extents['ours']} have equations of ours, each with the reason why."
    )
    return Output(text=said, html=f"<p>{said}</p>")


def benchmarks_summary() -> Output:
    """Return a sentence: how many benchmarks there are of each kind, and how many models have a published one."""
    kinds = Counter(b.kind for d in declarations() for b in d.benchmarks)
    held = sum(any(b.kind == "published" for b in d.benchmarks) for d in declarations())
    count = len(declarations())
    listed = ", ".join(f"{kinds[kind]} {kind}" for kind in BENCHMARK_KINDS)
    said = (
        f"The models are held to {sum(kinds.values())} values: {listed}. "
        f"{held} of the {count} models have a published one; for the other {count - held} nothing published was seen "
        "that is neither an input of the model nor chosen to fit."
    )
    return Output(text=said, html=f"<p>{said}</p>")


def benchmarks_by_model() -> Output:
    """Return a row a model: how many benchmarks of each kind it has."""
    rows = []
    for d in declarations():
        kinds = Counter(b.kind for b in d.benchmarks)
        rows.append((f"<code>{escape(d.id)}</code>", *(str(kinds[kind] or "none") for kind in BENCHMARK_KINDS)))
    headings = ("Model", *(kind[:1].upper() + kind[1:] for kind in BENCHMARK_KINDS))
    return table("Benchmarks of each model, by kind.", headings, [Group(rows)])


def grades_summary() -> Output:
    """Return a sentence: how many numbers the models hold, of which grade, and who assumed those that are assumed."""
    numbers = [p for d in declarations() for p in d.parameters]
    grades = Counter(p.grade for p in numbers)
    theirs = sum(p.grade == "assumed" and p.source == d.base.source for d in declarations() for p in d.parameters)
    unseen = sum(p.checked == "not seen" for p in numbers)
    listed = ", ".join(f"{count} {GRADE_NAMES.get(grade, grade)}" for grade, count in grades.most_common())
    said = (
        f"The models hold {len(numbers)} numbers: {listed}. Of the assumed ones {theirs} are assumptions of the "
        f"authors of a published model, and {grades['assumed'] - theirs} are ours; "
        f"for {unseen} numbers no source was seen."
    )
    return Output(text=said, html=f"<p>{said}</p>")


def grades_by_model() -> Output:
    """Return a row a model: how many numbers of each grade it has, and of how many no source was seen."""
    rows = []
    for d in declarations():
        grades = Counter(p.grade for p in d.parameters)
        counts = (
            len(d.parameters),
            *(grades[grade] for grade in GRADES),
            sum(p.checked == "not seen" for p in d.parameters),
        )
        rows.append((f"<code>{escape(d.id)}</code>", *map(str, counts)))
    headings = ("Model", "Numbers", *(grade.capitalize() for grade in GRADES), "Not seen")
    return table("Numbers of each model, by grade.", headings, [Group(rows)])


def read_by_whom() -> Output:
    """Return by whom the source of a number was read, and what of it: how many numbers, and how many are assumed."""
    numbers = [p for d in declarations() for p in d.parameters]
    seen = Counter(p.checked for p in numbers)
    assumed = Counter(p.checked for p in numbers if p.grade == "assumed")
    rows = [
        (pill("checked", checked), escape(READERS[checked]), str(seen[checked]), str(assumed[checked]))
        for checked in CHECKED
    ]
    headings = ("Seen", "Read by whom", "Numbers", "Of these assumed")
    return table(f"By whom the sources of {len(numbers)} numbers were read.", headings, [Group(rows)])


def papers_read() -> Output:
    """Return what was read in search of numbers: the paper, what of it was seen, what it says, for which numbers."""
    rows = []
    for row in data.read("papers_read").fillna("").itertuples(index=False):
        where = f"doi {row.doi}" if row.doi else f"PubMed {row.pmid}" if row.pmid else "no number seen"
        numbers = ", ".join(f"<code>{escape(name)}</code>" for name in data.parts(row.numbers))
        rows.append((escape(row.paper), escape(where), pill("checked", row.seen), escape(row.what), numbers))
    headings = ("Paper", "Number", "Seen", "What it says", "Numbers it bears on")
    return table("What was read in the last search for numbers.", headings, [Group(rows)])


def all_parameters() -> Output:
    """Return every parameter, a closed part a model: value with unit, range, grade, source and context."""
    return joined([_parameters_of(d) for d in declarations()])


def _parameters_of(d: Declaration) -> Output:
    """The numbers of one model, closed until they are opened."""
    headings = ("Parameter", "Value", "Range", "Grade", "Source", "Context")
    rows = [
        (f'<span id="parameter-{d.id}-{p.name}">{symbols.html(p)}</span> {escape(p.meaning)}',
         escape(quantity(p.value, p.unit)), escape(between(*p.range)), pill("grade", p.grade),
         f"{escape(sources.label(p.source))} {pill('checked', p.checked)}" if p.source else "ours", escape(p.context))
        for p in d.parameters
    ]  # fmt: skip
    assumed = sum(p.grade == "assumed" for p in d.parameters)
    shown = table(f"Every number of {escape(d.id)}.", headings, [Group(rows)])
    head = f"{escape(d.title)} <code>{escape(d.id)}</code>: {len(rows)} numbers, {assumed} assumed"
    html = (
        f'<details class="evbook-card evbook-numbers" id="numbers-{escape(d.id)}"><summary>{head}</summary>\n'
        f"{tabular.region(f'Numbers of {d.id}', shown.html, 'scrolls', style='overflow-x:auto')}\n</details>"
    )
    return Output(text=f"{d.id}: {d.title}\n{shown.text}", html=html)
