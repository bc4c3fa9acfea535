"""What chapters show is what the model and the data say, in words and tables that everyone can read."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from small_models import decay

import evbook
from evbook import chapter
from evbook.analysis.report import report
from evbook.chapter import claims_table, sources, symbols
from evbook.chapter.critical import critical_range
from evbook.declaration import Benchmark, ClosedForm, Measure, Modifier
from evbook.declaration.statements import BENCHMARK_KINDS
from evbook.drawing import numbers, tabular, words
from evbook.drawing.output import Output
from evbook.ledger import claims
from evbook.model import Model
from evbook.review import book
from evbook.review.catalogue import declarations
from evbook.sphinxext.claims import ids

PAGE = "microenvironment/immune-escape"


@pytest.fixture(scope="module")
def model() -> Model:
    return evbook.load("immune-escape")


class Table(HTMLParser):
    """Rows of a table, its captions, and what it tells assistive technology."""

    def __init__(self, html: str):
        super().__init__()
        self.rows, self.captions, self.roles, self.labels, self._into = [], [], [], [], None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag in ("table", "thead", "tbody", "tr", "th", "td"):
            self.roles.append((tag, attrs.get("role"), attrs.get("scope")))
        if tag == "tr":
            self.rows.append([])
        if tag in ("th", "td"):
            self.rows[-1].append("")
            self._into = self.rows[-1]
            if tag == "td":
                self.labels.append(attrs.get("data-label"))
        if tag == "caption":
            self.captions.append("")
            self._into = self.captions

    def handle_endtag(self, tag):
        if tag in ("th", "td", "caption"):
            self._into = None

    def handle_data(self, data):
        if self._into is not None:
            self._into[-1] += data


# ---------------------------------------------------------------- numbers, units and symbols


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("1/(cell day)", "per cell per day"),
        ("cell/day", "cells per day"),
        ("EV/(cell hour)", "EV per cell per hour"),
        ("1", ""),
        ("cell", "cells"),
        ("nM", "nM"),
        ("nmol/L", "nmol/L"),
        ("molecule/cell", "molecules per cell"),
        ("umol hour/L", "µmol hours/L"),
    ],
)
def test_units_are_said_in_words(given, said):
    assert words.unit_text(given) == said


def test_one_cell_is_one_cell():
    assert numbers.quantity(1.0, "cell") == "1 cell"
    assert numbers.quantity(2.0, "cell") == "2 cells"


@pytest.mark.parametrize(
    ("low", "high", "wide"),
    [(0.13, 0.42, (0.1, 0.5)), (0.1, 0.5, (0.1, 0.5)), (2.4e7, 2.2e8, (2e7, 3e8)), (0.0, 1.01, (0.0, 2.0))],
)
def test_a_range_is_widened_outward_and_never_cut(low, high, wide):
    assert numbers.outward(low, high) == wide
    assert wide[0] <= low
    assert wide[1] >= high


def test_symbols_are_the_ones_of_the_equations(model):
    d = model.declaration
    assert symbols.text(d.record("phi_treg")) == "φ_T"
    assert symbols.html(d.record("T_v")) == "<var>T</var><sub>v</sub>"
    assert symbols.text(d.record("secretion")) == "σ_EV"
    assert symbols.in_prose("T_v cells & more", d) == "<var>T</var><sub>v</sub> cells &amp; more"


def test_a_source_is_named_as_the_ledger_names_it():
    assert sources.label("Kuznetsov1994") == "Kuznetsov 1994"
    apart = {"HerceptinLabel": "Herceptin label", "ZhangS2009": "Zhang S 2009", "vanderPol2011": "van der Pol 2011",
             "EurJCellBiol1993": "Eur J Cell Biol 1993", "PMC7204663": "Text on ion trapping 2020",
             "PMC4564133": "Cell Mol Bioeng 2015"}  # fmt: skip
    assert {key: sources.drawn_apart(key) for key in apart} == apart
    bibliography = (Path(__file__).parents[1] / "book/references.bib").read_text(encoding="utf-8")
    unnamed = [key for key in re.findall(r"@\w+\{(PMC\d+),", bibliography) if "PMC" in sources.drawn_apart(key)]
    assert not unnamed, f"a page would show {unnamed} for a paper: name them in drawing/sources.json"
    assert sources.label("") == "ours"
    row = next(r for r in claims.references().to_dict("records") if r["key"])
    assert sources.label(row["key"]) == row["label"]
    assert sources.anchor("MuralidharanChari2009") == "cite-muralidharanchari2009"


# ---------------------------------------------------------------- tables


def test_the_parameter_table_has_every_number_with_unit_range_grade_and_source(model):
    table = Table(chapter.parameter_table(model).html)
    body = {row[0]: row for row in table.rows[1:] if len(row) > 1}
    assert len(body) == len(model.declaration.parameters)
    for p in model.declaration.parameters:
        row = next(row for name, row in body.items() if name.endswith(re.sub(r"T_v", "Tv", p.meaning)))
        assert row[1] == numbers.quantity(p.value, p.unit)
        assert row[2] == numbers.between(*p.range)
        assert row[3] == p.grade
        assert row[4] == (f"{sources.label(p.source)} {p.checked}" if p.source else "ours")
    groups = [row[0] for row in table.rows if len(row) == 1]
    assert groups == ["Of the published model, Kuznetsov 1994", "Added here, for the vesicles (EV)"]


def test_a_number_that_heads_a_row_says_of_what_when_the_row_becomes_a_card():
    rows = [tabular.Row([cell, "3"]) for cell in ("10", "2 × 10⁻¹²", "none")]
    html = tabular.table("x", ["Half-life", "Days"], [rows])
    assert re.findall(r'scope="row"([^>]*)>', html) == [' data-label="Half-life"'] * 2 + [""]


@pytest.mark.parametrize("show", [chapter.parameter_table, chapter.benchmark_table, chapter.budget_table])
def test_tables_stay_tables_for_those_who_hear_them(model, show):
    table = Table(show(model).html)
    expected = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "td": "cell"}
    for tag, role, scope in table.roles:
        assert role == expected.get(tag, role)
        if tag == "th":
            assert (role, scope) in {("columnheader", "col"), ("rowheader", "row"), ("rowheader", "rowgroup")}
    assert table.captions
    assert all(table.labels), "a cell that is stacked says which column it is"


def test_only_published_benchmarks_are_headed_published(model):
    shown = chapter.benchmark_table(model)
    table = Table(shown.html)
    kinds = [b.kind for b in model.declaration.benchmarks]
    headed = [caption.partition(".")[0] for caption in table.captions]
    present = [kind for kind in BENCHMARK_KINDS if kind in kinds]
    assert [heading.lower() for heading in headed] == present
    assert ("Nothing published to hold it to" in shown.html) == ("published" not in kinds)
    pieces = re.split(r"<caption>", shown.html)[1:]
    for piece, kind in zip(pieces, present, strict=True):
        assert piece.count('scope="row">') == kinds.count(kind) > 0
        for b in model.declaration.benchmarks:
            assert (b.kind == kind) == (f'scope="row">{escape(b.meaning)}<' in piece), b.name


def test_the_tables_and_cards_of_every_model_name_each_kind_of_benchmark():
    for d in declarations():
        kinds = {b.kind for b in d.benchmarks}
        shown = chapter.benchmark_table(Model(d)).text
        assert ("Nothing published to hold it to" in shown) == ("published" not in kinds), d.id
        card = {line.title: line for line in report(d)}
        assert card["Stands on"].figure == d.base.extent
        assert d.base.left_out in card["Stands on"].sentence
        assert {title for title in card if title.startswith("Benchmarks")} == {
            f"Benchmarks, {kind}" for kind in kinds | {"published"}
        }


@pytest.mark.parametrize(("tolerance", "absolute", "said"), [
    (0.25, False, "25 % allowed"), (0.005, False, "0.5 % allowed"), (1 / 6, True, "0.166667 allowed"),
    (0.15, True, "0.15 allowed"), (0.0125, False, "1.25 % allowed"),
])  # fmt: skip
def test_a_tolerance_is_printed_as_it_is(tolerance, absolute, said):
    half = Benchmark("half", "closed form", ClosedForm("log(2) / k"), 6.93, "day", tolerance, "Textbook", "half-life")
    near = decay(benchmarks=(replace(half, absolute=absolute),))
    (row,) = Table(chapter.benchmark_table(Model(near)).html).rows[-1:]
    assert row[3].endswith(said)


def test_a_benchmark_that_fails_is_said_to_fail():
    wrong = decay(
        benchmarks=(
            Benchmark("half", "closed form", ClosedForm("log(2) / k"), 7.0, "day", 1e-3, "Textbook", "half-life"),
        )
    )
    (row,) = Table(chapter.benchmark_table(Model(wrong)).html).rows[1:]
    assert row[3].startswith("no: ")
    assert row[2] == numbers.quantity(np.log(2) / 0.1, "day")


def test_a_setting_outside_the_budget_is_marked_and_one_inside_is_not(model):
    table = Table(chapter.budget_table(model, scenarios=("regulatory", "late")).html)
    verdicts = [row[3] for row in table.rows[1:] if len(row) > 1]
    assert verdicts[0] == "within"
    assert verdicts[2].startswith("outside: beyond what cells are known to take up or shed")


def test_a_critical_range_holds_the_closed_form_of_every_setting():
    """Cells decay at k(1 + phi) from 100; after 10 days fewer than 10 are left above phi = ln(10)/(10 k) - 1."""
    strength = replace(decay().parameters[0], name="phi", unit="1", range=(0.0, 30.0), ev=True)
    vesicles = decay(
        parameters=(*decay().parameters, strength),
        modifiers=(Modifier("faster", "1 + phi", "1", "1", "vesicles"),),
        measures=(Measure("last", "N", "final", "cell", "cells at the end"),),
        processes=(replace(decay().processes[0], rate="k * faster * N"),),
    )
    low, high = critical_range(Model(vesicles), "phi", "last < 10", days=10.0, at={}, vary=["k"], by=0.2)
    exact = [np.log(10) / (10 * k) - 1 for k in (0.12, 0.08)]
    assert (low, high) == pytest.approx(exact, abs=0.03)


def test_critical_strengths_rise_with_the_reach(model):
    low = [
        critical_range(model, "phi_treg", "T_final > 1e8", days=1500, at={"T_v": reach}, vary=[])[0]
        for reach in (1e7, 1e8, 1e9)
    ]
    assert low[0] == pytest.approx(0.275, abs=0.03)
    assert low[1] == pytest.approx(0.538, abs=0.03)
    assert low[2] == pytest.approx(2.99, abs=0.06)


# ---------------------------------------------------------------- evidence, boxes, answers


def test_the_evidence_is_the_ledgers_slice_and_its_summary_counts_it():
    assert chapter.evidence(PAGE).rows == claims_table.slice_table(PAGE).rows
    ledger = claims.for_chapter(PAGE)
    said = chapter.evidence_summary(PAGE).text
    assert f"Of the {len(ledger)} claims" in said
    tried = ledger[~ledger["system"].isin(["no experiment cited", "review"])]
    assert f"{len(tried)} rest on an experiment" in said
    assert f"{(tried['system'] == 'in vitro').sum()} on a dish alone" in said
    assert f"{tried['system'].str.contains('patient').sum()} with cells or vesicles of patients" in said


def test_an_outlook_is_said_to_rest_on_no_experiment():
    said = chapter.evidence_summary("perspectives/liquid-biopsy").text
    count = len(claims.for_chapter("perspectives/liquid-biopsy"))
    assert said.startswith(f"None of the {count} claims rests on an experiment")


def test_an_empty_box_is_not_shown():
    empty = next(name for name in sorted(book.CHAPTERS) if not len(evbook.ledger.notes.since_2019(name)))
    assert chapter.since_2019(empty).html == ""
    assert chapter.since_2019(PAGE).html.count("<li") == len(evbook.ledger.notes.since_2019(PAGE)) > 0
    assert chapter.reading_notes(PAGE).html.count("<li") == len(evbook.ledger.notes.reading(PAGE)) > 0


def test_an_answer_is_markdown_with_its_numbers():
    answer = chapter.solution(f"""
        About {2 + 2} days,
        and $x^2$.
    """)
    assert answer._repr_mimebundle_()["text/markdown"] == "About 4 days,\nand $x^2$."


def test_what_is_displayed_has_always_a_text():
    bundle = Output(text="words", latex="$$x$$")._repr_mimebundle_()
    assert bundle == {"text/latex": "$$x$$", "text/plain": "words"}


def test_equations_mark_vesicle_terms_by_colour_and_by_the_word(model):
    shown = chapter.equations(model).latex
    assert shown.count(r"_{\text{EV}}") == shown.count(r"\textcolor") > 4
    assert "textcolor" not in chapter.equations(model, ev=False).latex


def test_curves_come_with_a_caption_and_computed_words(model):
    runs = {"without vesicles": {"ev": False}, "felt early": {}}
    shown = chapter.curves(model, "T", runs, end=400, title="Two runs", caption="A caption.")
    assert "<figcaption>A caption.</figcaption>" in shown.html
    peak = model.simulate(np.linspace(0, 400, 401), ev=False)["T"].max()
    said = re.search(r"<desc[^>]*>([^<]*)</desc>", shown.html)[1]
    assert f"without vesicles: from 1 cell to a peak of {numbers.quantity(peak, 'cell', 2)}" in said


def test_what_was_measured_is_drawn_beside_its_curve_and_said(model):
    shown = chapter.curves(model, "T", {"felt early": {}}, end=400, title="One run", caption="A caption.",
                           measured={"felt early": ([10, 50], [2e6, 3e7])})  # fmt: skip
    said = re.search(r"<desc[^>]*>([^<]*)</desc>", shown.html)[1]
    assert "felt early, measured: 2 × 10⁶ at 10, 3 × 10⁷ at 50." in said.replace("\xa0", " ")
    bare = chapter.curves(model, "T", {"felt early": {}}, end=400, title="One run", caption="A caption.")
    assert "measured" not in bare.html


def test_the_stamp_names_the_versions_and_the_model(model):
    said = chapter.stamp(model).text
    assert f"model immune-escape @ {model.declaration.hash}" in said
    assert f"numpy {np.__version__}" in said


# ---------------------------------------------------------------- the role that names claims


def test_a_role_names_one_claim_or_several_of_a_section():
    assert ids("immune-escape-09") == ["immune-escape-09"]
    assert ids("immune-escape-09 10, 12") == ["immune-escape-09", "immune-escape-10", "immune-escape-12"]


@pytest.mark.parametrize("wrong", ["", "09", "immune escape", "immune-escape-09 next"])
def test_a_role_that_names_no_claim_is_refused(wrong):
    with pytest.raises(ValueError, match="names no claim"):
        ids(wrong)


def test_the_description_on_a_page_shows_no_mark_of_its_source():
    html = chapter.description(evbook.load("tumour-slice")).html
    words = re.sub(r"<code>.*?</code>", "", html)
    assert "<em>Event <code>division</code>.</em>" in html
    assert "*" not in words and "`" not in words
