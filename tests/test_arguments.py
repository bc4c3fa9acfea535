"""Each chapter's idea holds over the ranges it is declared for, and the search that says so finds what is false."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from small_models import decay, parameter

from evbook import chapter
from evbook.analysis.arguments import facts_at, ranges_of, search
from evbook.chapter.where import arguments_of
from evbook.declaration import Argument, Fact, Measure
from evbook.declaration.checks import faults_of
from evbook.review.book import CHAPTERS
from evbook.review.catalogue import declaration, declarations
from evbook.simulation.setting import setting

BOOK = Path(__file__).parents[1] / "book"
ARGUED = [(d.id, n) for d in declarations() for n, a in enumerate(d.arguments) if a.claim]
#: Settings and steps of a quick search; a run with triggers costs a hundred times what a curve costs.
QUICK = {
    "pump-transfer": (6, 8),
    "fibroblast-circuit": (12, 16),
    "whole-picture": (12, 16),
    "antibody-sink": (12, 16),
    "tumour-slice": (1, 1),
    "escape-slice": (1, 1),
}


@pytest.mark.parametrize(("model_id", "n"), ARGUED)
def test_an_idea_is_not_refuted_over_its_ranges(model_id, n):
    model = declaration(model_id)
    samples, climb = QUICK.get(model_id, (32, 40))
    found = search(model.arguments[n], model, samples=samples, climb=climb)
    assert found.holds, found.sentence()
    assert found.tried >= samples / 4, "most settings are left out by the sentence's own if"


@pytest.mark.slow
@pytest.mark.every
@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize(("model_id", "n"), ARGUED)
def test_an_idea_is_not_refuted_by_a_longer_search(model_id, n, seed):
    model = declaration(model_id)
    samples, climb = (24, 32) if model_id in QUICK else (192, 240)
    found = search(model.arguments[n], model, samples=samples, climb=climb, seed=seed)
    assert found.holds, found.sentence()


def _idea(page: str) -> str:
    notebook = json.loads((BOOK / f"{page}.ipynb").read_text(encoding="utf-8"))
    text = "\n".join("".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown")
    return re.search(r"\{\.idea\}\n\*(.*)\*", text)[1]


PAGES = sorted(page for page in CHAPTERS if (BOOK / f"{page}.ipynb").exists())


@pytest.mark.parametrize("page", PAGES)
def test_each_chapter_argues_the_sentence_that_stands_at_its_head_and_shows_where_it_holds(page):
    assert len(PAGES) == 20
    found = arguments_of(page)
    notebook = json.loads((BOOK / f"{page}.ipynb").read_text(encoding="utf-8"))
    text = "".join("".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown")
    assert found and found[0][1].sentence == _idea(page)
    for _, argument in found:
        assert f"*{argument.sentence}*" in text, "a page says what its second model argues, too"
    assert any("chapter.where_it_holds(page)" in "".join(cell["source"]) for cell in notebook["cells"])
    shown = chapter.where_it_holds(page)
    for model, argument in found:
        assert argument.says in shown.text
        assert argument.outside in shown.text
        for name in argument.over:
            assert model.record(name).range != argument.over[name] or name in ranges_of(argument, model)


def test_only_survival_cargo_leaves_a_question():
    assert [a.chapter for d in declarations() for a in d.arguments if not a.claim] == ["resistance/prosurvival-cargo"]
    assert "leaves a question" in chapter.where_it_holds("resistance/prosurvival-cargo").text


def test_a_page_that_argues_nothing_is_refused_with_a_sentence():
    with pytest.raises(ValueError, match="No model argues the idea of reference/cite"):
        chapter.where_it_holds("reference/cite")


# ------------------------------------------------------------------------------ what the search can find

COUNTED = decay(
    parameters=(
        parameter(value=0.3, range=(0.01, 1.0), control=True, scale="log"),
        parameter("N_0", 100.0, "cell", (1.0, 1e3)),
        parameter("shift", 0.0, "1/day", (0.0, 0.4), grade="fitted", source="Textbook"),
    ),
    measures=(Measure("left", "N", "final", "cell", "cells that are left"),
              Measure("gone", "N", "first_below", "day", "day on which one is left", level="1")),
)  # fmt: skip


def argued(claim, **more):
    facts = {"left": Fact("left"), "halved": Fact("left", {"k": "2 * k"}), "gone": Fact("gone", never=1e9)}
    facts["left_over"] = facts.pop("left")
    facts["day_gone"] = facts.pop("gone")
    return Argument("page", "What dies is gone.", claim, "it is gone", facts, {"k": (0.02, 0.9)}, **more)


@pytest.mark.parametrize(
    ("claim", "given", "holds"),
    [
        ("left_over <= N_0", "", True),
        ("halved <= left_over", "", True),
        ("left_over < 82", "", True),  # 100 exp(-10 · 0.02) is 81.87
        ("left_over < 81", "", False),
        ("left_over < 70", "", False),
        ("left_over < 70", "k > 0.04", True),  # 100 exp(-10 · 0.04) is 67
        ("left_over < 70", "day_gone < 1e8", True),
        ("day_gone < 20", "", False),
        ("left_over < 1 or k < 0.5", "", True),
        ("left_over > 1 and k > 0.01", "", False),
    ],
)
def test_the_search_finds_a_counterexample_where_there_is_one(claim, given, holds):
    """100 cells die at rate k for 10 days; the claims turn at rates that are known on paper."""
    found = search(argued(claim, given=given), COUNTED, samples=24, climb=60)
    assert found.holds == holds, found.sentence()
    if not holds:
        assert found.margin < 0 and 0.02 <= found.nearest["k"] <= 0.9


def test_a_narrow_failure_is_climbed_to():
    """False where between 1 and 1.02 cells are left, a thousandth of the range: a hypercube of 8 misses it."""
    claim = argued("left_over < 1 or left_over > 1.02")
    assert search(claim, COUNTED, samples=8, climb=1).holds
    assert not search(claim, COUNTED, samples=8, climb=300).holds


def test_what_few_runs_refute_by_chance_is_asked_again_of_more():
    """One run of a slice whose resistant cells are few: chance alone decides whether the next seed is quicker."""
    slice_, one = declaration("tumour-slice"), {"width": 24.0, "resistant_share": 0.02, "density": 0.5}
    facts = {
        "here": Fact("time_to_progression", {"seed": 0.0}, ev=False, never=1200.0, end=1200.0, runs=2),
        "there": Fact("time_to_progression", {"seed": 40.0}, ev=False, never=1200.0, end=1200.0, runs=2),
    }
    found = {}
    for claim in ("here < there", "there < here"):
        over = {"need": (99.0, 101.0)}
        argued_ = Argument("page", "Seeds differ by chance.", claim, "they do", facts, over, held=one)
        found[claim] = search(argued_, slice_, samples=1, climb=1)
    refuted = min(found.values(), key=lambda one: one.margin)
    held = max(found.values(), key=lambda one: one.margin)
    assert refuted.margin < 0 < held.margin
    more = replace(refuted.argument, facts={name: replace(fact, runs=16) for name, fact in facts.items()})
    assert refuted.facts == pytest.approx(facts_at(more, slice_, setting(slice_, values={**one, **refuted.nearest})))
    assert held.facts == pytest.approx(facts_at(held.argument, slice_, setting(slice_, values={**one, **held.nearest})))


def test_a_search_is_the_same_again():
    first, again = (search(argued("left_over < 70"), COUNTED, samples=16, climb=20, seed=3) for _ in range(2))
    assert first.nearest == again.nearest and first.margin == again.margin


def test_fitted_numbers_go_a_quarter_either_way_unless_they_are_held():
    model = replace(COUNTED, parameters=(*COUNTED.parameters[:2], replace(COUNTED.parameters[2], value=0.2)))
    assert ranges_of(argued("left_over < 1"), model)["shift"] == pytest.approx((0.16, 0.25))
    assert "shift" not in ranges_of(argued("left_over < 1", held={"shift": 0.2}), model)


def test_a_question_cannot_be_refuted():
    with pytest.raises(ValueError, match="is a question"):
        search(Argument("page", "Who knows?"), COUNTED)


@pytest.mark.parametrize(
    ("argument", "words"),
    [
        (argued("left_over < tomorrow"), "'tomorrow' is not declared"),
        (replace(argued("left_over < 1"), says=""), "does not say its claim in words"),
        (replace(argued("left_over < 1"), over={}), "neither goes over 'k' nor holds it"),
        (replace(argued("left_over < 1"), over={"k": (0.5, 2.0)}), "no part of its range"),
        (argued("left_over < 1", held={"k": 0.5}), "both goes over 'k' and holds it"),
        (argued("left_over < 1", held={"q": 0.5}), "holds 'q', which is not a parameter"),
        (replace(argued("left_over < 1"), facts={"k": Fact("left")}), "calls a fact 'k'"),
        (replace(argued("f < 1"), facts={"f": Fact("lefft")}), "'lefft' is not declared"),
        (replace(argued("f < 1"), facts={"f": Fact("left", {"q": 1})}), "sets 'q'"),
        (Argument("page", "Who knows?", over={"k": (0.1, 0.2)}), "a question has no facts"),
    ],
)
def test_an_argument_that_contradicts_itself_is_refused(argument, words):
    assert any(words in fault for fault in faults_of(replace(COUNTED, arguments=(argument,))))
