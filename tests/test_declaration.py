"""A wrong declaration fails with a sentence that names the model, the record and the reason."""

from dataclasses import replace

import pytest
from small_models import decay, parameter

from evbook.declaration import (
    Axis,
    Base,
    Benchmark,
    ClosedForm,
    DeclarationError,
    Dose,
    Measure,
    Modifier,
    Output,
    PhasePlane,
    Process,
    Scenario,
    Switch,
    Trigger,
    Verdict,
    Window,
    check,
    with_modifier,
    with_process,
)
from evbook.declaration.expressions import ExpressionError, parse
from evbook.declaration.units import UnitError, dimension, dimension_of
from evbook.review.catalogue import declarations

RATE, AMOUNT = decay().parameters
PRINTED = Benchmark(
    "half", "published", ClosedForm("log(2) / k"), 6.93, "day", 0.01, "Textbook", "half-life", checked="full text"
)


def test_the_smallest_model_is_sound():
    assert check(decay()) is None


@pytest.mark.parametrize("model", declarations(), ids=lambda d: d.id)
def test_every_model_of_the_book_is_sound(model):
    assert check(model) is None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"id": "Decay!"}, ["'Decay!'", "lower case words joined by hyphens"]),
        ({"states": ()}, ["no state"]),
        ({"parameters": (parameter(), parameter("N_0", 100.0, "cell", (0, 1e3)), parameter())}, ["'k'", "twice"]),
        ({"parameters": (parameter(value=2.0), parameter("N_0", 1.0, "cell", (0, 9)))}, ["'k'", "outside its range"]),
        ({"parameters": (parameter(scale="log"), parameter("N_0", 1.0, "cell", (0, 9)))}, ["'k'", "above 0"]),
        ({"parameters": (parameter(grade="fitted"), parameter("N_0", 1.0, "cell", (0, 9)))}, ["'k'", "no source"]),
        ({"parameters": (parameter(grade="guessed"), parameter("N_0", 1.0, "cell", (0, 9)))}, ["'guessed'", "assumed"]),
        ({"parameters": (parameter(unit="1/dai"), parameter("N_0", 1.0, "cell", (0, 9)))}, ["'1/dai'", "not a unit"]),
        ({"parameters": (parameter(unit="1/hour"), parameter("N_0", 1.0, "cell", (0, 9)))}, ["'death'", "expected"]),
        ({"processes": (Process("death", "q * N", "x", consumes={"N": 1}),)}, ["'death'", "'q' is not declared"]),
        ({"processes": (Process("death", "k * N +", "x", consumes={"N": 1}),)}, ["'death'", "not an expression"]),
        ({"processes": (Process("death", "k", "x", consumes={"N": 1}),)}, ["'death'", "cell"]),
        ({"processes": (Process("death", "k * N", "x", consumes={"M": 1}),)}, ["'M'", "not a state"]),
        ({"processes": (Process("death", "k * N", "x"),)}, ["'death'", "changes no state"]),
        ({"processes": (Process("death", "k * N", "", consumes={"N": 1}),)}, ["'death'", "no meaning"]),
        ({"outputs": (Output("k", "k", "1/day", (0, 1), "x"),)}, ["'k'", "declared twice"]),
        ({"outputs": (Output("half", "log(N)", "1", (0, 1), "x"),)}, ["'half'", "log", "cell"]),
        ({"modifiers": (Modifier("slow", "1 + N", "1", "1", "x"),)}, ["'slow'", "cell"]),
        ({"modifiers": (Modifier("a", "b", "1", "1", "x"), Modifier("b", "a", "1", "1", "x"))}, ["by way of itself"]),
        ({"measures": (Measure("m", "N", "final", "day", "x"),)}, ["'m'", "'day'", "cell"]),
        ({"measures": (Measure("m", "Q", "final", "cell", "x"),)}, ["'Q'", "neither a state nor an output"]),
        ({"measures": (Measure("m", "N", "first_above", "day", "x"),)}, ["'m'", "needs a level"]),
        ({"scenarios": (Scenario("s", "S", {"q": 1}, "x"),)}, ["scenario 's'", "'q'", "not a parameter"]),
        ({"scenarios": (Scenario("s", "S", {"k": 7}, "x"),)}, ["scenario 's'", "outside its range"]),
        ({"verdicts": (Verdict("N_0 > 3", "It ends at {N_end}."),)}, ["verdict 1", "'N_end'"]),
        ({"doses": (Dose("d", "M", "5", "1", "x"),)}, ["dose 'd'", "'M'"]),
        ({"doses": (Dose("d", "N", "k", "1", "x"),)}, ["the amount of dose 'd'", "cell"]),
        ({"windows": (Window("on", "1", "k", "x"),)}, ["the duration of window 'on'", "day"]),
        ({"windows": (Window("on", "1", "2", "x", count="N_0"),)}, ["the count of window 'on'"]),
        ({"switches": (Switch("k", "0", "1", "x"),)}, ["'k'", "declared twice"]),
        ({"triggers": (Trigger("g", "N - N_0", {"k": "0"}, "x"),)}, ["trigger 'g'", "'k'", "nor a switch"]),
        ({"triggers": (Trigger("g", "N - N_0", {"N": "k"}, "x"),)}, ["trigger 'g'", "cell"]),
        ({"triggers": (Trigger("g", "N - k", {"N": "0"}, "x"),)}, ["trigger 'g'", "N is cell"]),
        ({"triggers": (Trigger("g", "N - N_0", {"N": "0"}, "x", "sideways"),)}, ["'sideways'", "up, down or either"]),
        ({"axes": (Axis("x", "nm", (1, 2), "size"),)}, ["both states and axes"]),
        ({"states": (), "processes": (), "axes": (Axis("x", "nm", (1, 2), "size"),)}, ["at least one output"]),
        ({"processes": (Process("death", "k * N", "x", consumes={"N": "k"}),)}, ["the coefficient of 'N'"]),
        ({"phase": PhasePlane("N", "M")}, ["phase plane", "two states"]),
        ({"base": Base("", "nothing", "whole")}, ["base has no source"]),
        ({"base": Base("Textbook", "decay", "most of it")}, ["has the extent 'most of it'", "whole, part, ours"]),
        ({"base": Base("Textbook", "decay", "part")}, ["called 'part'", "say in left_out"]),
        ({"base": Base("Textbook", "decay", "whole", "growth")}, ["called the whole published model", "left out"]),
        ({"benchmarks": (replace(PRINTED, checked="not seen"),)}, ["called published", "was not seen"]),
        ({"benchmarks": (replace(PRINTED, quantity=ClosedForm("log(2) / k", ev=True)),)},
         ["runs with vesicle terms", "of_vesicles"]),
        ({"parameters": (replace(RATE, grade="constant"), AMOUNT)}, ["a constant holds by definition"]),
        ({"parameters": (replace(RATE, grade="measured", source="x", checked="by definition"), AMOUNT)},
         ["measured, checked by definition"]),
        ({"shown": ("Q",)}, ["'Q'", "first picture"]),
    ],
)  # fmt: skip
def test_a_fault_is_refused_with_its_name_and_reason(changes, words):
    with pytest.raises(DeclarationError) as refusal:
        check(decay(**changes))
    message = str(refusal.value)
    assert message.startswith("Model ")
    assert message.rstrip().endswith(".")
    for word in words:
        assert word in message


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os')",
        "k.real",
        "[k]",
        "k if k else 1",
        "'k'",
        "lambda: k",
        "k @ k",
        "exp(k, k)",
        "open(k)",
        "k == 1",
    ],
)
def test_an_expression_is_arithmetic_and_never_python(text):
    with pytest.raises(ExpressionError):
        parse(text, {"k"})


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("N * k", "cell/day"),
        ("N ** (2/3)", "cell ** (2/3)"),
        ("N / (N + N_0)", "1"),
        ("exp(-k * t)", "1"),
        ("where(N > 5, k, 2 * k)", "1/day"),
        ("minimum(N, N_0) * k", "cell/day"),
        ("sqrt(N * N_0)", "cell"),
    ],
)
def test_the_unit_of_an_expression_follows_from_its_parts(text, unit):
    units = {"N": dimension("cell"), "N_0": dimension("cell"), "k": dimension("1/day"), "t": dimension("day")}
    assert dimension_of(parse(text, units), units, {}).agrees(dimension(unit))


@pytest.mark.parametrize("text", ["N + k", "exp(N)", "N ** k", "where(N > k, 1, 2)", "log(t)"])
def test_quantities_of_different_kinds_do_not_mix(text):
    units = {"N": dimension("cell"), "k": dimension("1/day"), "t": dimension("day")}
    with pytest.raises(UnitError):
        dimension_of(parse(text, units), units, {})


def test_minutes_and_days_do_not_mix_silently():
    with pytest.raises(DeclarationError, match="death"):
        check(decay(parameters=(parameter(unit="1/minute"), parameter("N_0", 100.0, "cell", (0, 1e3)))))


def test_cells_vesicles_and_molecules_are_different_things():
    assert len({dimension(u).powers for u in ("cell", "EV", "molecule", "nominal")}) == 4


def test_the_hash_marks_what_a_reader_can_set_and_not_the_prose():
    model = decay()
    assert replace(model, title="Another title").hash == model.hash
    assert replace(model, processes=(replace(model.processes[0], rate="2 * k * N"),)).hash != model.hash
    assert replace(model, parameters=(parameter(value=0.2), model.parameters[1])).hash != model.hash


def test_a_model_can_be_built_on_without_touching_the_original():
    model = decay()
    grown = with_process(
        model, Process("birth", "r * N", "cells divide", produces={"N": 1}), parameters=(parameter("r"),)
    )
    slowed = with_modifier(model, Modifier("shield", "1 / (1 + e)", "1", "1", "vesicles protect"), scales="k",
                           parameters=(parameter("e", unit="1"),))  # fmt: skip
    for changed in (grown, slowed):
        assert check(changed) is None
    assert len(model.processes) == 1 and "shield" not in model.processes[0].rate
    with pytest.raises(ValueError, match="nothing to scale"):
        with_modifier(model, Modifier("shield", "2", "1", "1", "x"), scales="N_00")
