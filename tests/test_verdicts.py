"""What a verdict says is what the measures say: over every scenario, and at both ends of what scenarios move."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from evbook.derive.numpy import of_measures
from evbook.drawing.words import number_text, quantity_text, unit_is_said, unit_text
from evbook.explorer.first_view import View
from evbook.review.catalogue import declarations

DECLARATIONS = declarations()
SLOT = re.compile(r"\{(\w+)\}")
#: Units that are things counted: a noun after one of them would name the thing a second time.
COUNTED = ("molecule", "cell", "EV")
#: Words that may follow a quantity with its unit, because they begin something else.
GOES_ON = frozenset({
    "a", "across", "after", "against", "an", "and", "are", "around", "arrives", "as", "at", "be", "before",
    "but", "by", "can", "did", "do", "does", "each", "enough", "for", "from", "get", "grow", "had", "has",
    "have", "here", "if", "in", "inside", "is", "it", "keep", "leave", "leaves", "left", "less", "more",
    "most", "of", "on", "or", "per", "shown", "stands", "stops", "than", "that", "the", "they", "this", "to",
    "under", "until", "was", "were", "when", "where", "which", "while", "will", "with", "would",
})  # fmt: skip
#: Words that leave nothing over; beside a share that is neither 0 nor 1 they are not true.
ABSOLUTE = re.compile(r"\b(?:altogether|completely|entirely|wholly|utterly|not at all|none at all)\b")


def view(declaration, scenario=None, values=None):
    return View(declaration, scenario, values, None, None, "")


def moved(declaration) -> list[str]:
    """The three parameters that scenarios move most often: what a reader is led to move."""
    counts = Counter(name for scenario in declaration.scenarios for name in scenario.values)
    return [name for name, _ in counts.most_common(3)]


def settings(declaration) -> Iterator[tuple[str | None, dict[str, float]]]:
    for scenario in declaration.scenarios:
        yield scenario.name, {}
    for name in moved(declaration):
        yield from ((None, {name: end}) for end in declaration.record(name).range)


def units(declaration) -> dict[str, str]:
    return {one.name: one.unit for one in (*declaration.parameters, *declaration.measures)}


def texts(declaration) -> Iterator[str]:
    """Every sentence of a model into which numbers are put."""
    yield from (reading.text for reading in declaration.verdicts)
    for challenge in declaration.challenges:
        yield from (challenge.task, challenge.met, *challenge.hints)


def twice_named(text: str, of: dict[str, str]) -> list[str]:
    """The slots after whose unit the sentence names what is counted once more: "6920 molecules per cell copies"."""
    found = []
    for slot in SLOT.finditer(text):
        unit = of[slot[1]]
        if not unit.startswith(COUNTED) or unit_is_said(text[: slot.start()], text[slot.end() :], unit):
            continue
        after = re.match(r"\s+([^\W\d_]+)", text[slot.end() :])
        if after and after[1] not in GOES_ON:
            found.append(f"{unit_text(unit)} {after[1]}")
    return found


def test_a_thing_that_is_named_twice_is_found():
    of = {"x": "molecule/cell", "y": "cell"}
    assert twice_named("vesicles keep up {x} copies, and", of) == ["molecules per cell copies"]
    assert twice_named("{y} myofibroblasts are left", of) == ["cells myofibroblasts"]
    assert twice_named("Closed: {y} tumour cells at the site", of) == ["cells tumour"]
    assert twice_named("{y} cells are left, {x} of them, {y}.", of) == []


@pytest.mark.parametrize("declaration", DECLARATIONS, ids=lambda d: d.id)
def test_no_sentence_names_a_thing_twice(declaration):
    of = units(declaration)
    assert [fault for text in texts(declaration) for fault in twice_named(text, of)] == []


@pytest.mark.parametrize("declaration", DECLARATIONS, ids=lambda d: d.id)
def test_every_verdict_says_what_the_measures_say(declaration):
    of = units(declaration)
    for scenario, values in settings(declaration):
        seen = view(declaration, scenario, values)
        said = seen.sentence()
        where = f"{declaration.id}, {scenario or values}: {said}"
        assert said and said[-1] == "." and "{" not in said, where
        assert not re.search(r"\b([a-z]+) \1\b|\d [0-9]", said), f"a word or a number stands beside itself: {where}"
        numbers = {**seen.values, **seen.measures}
        text = next(r.text for r in declaration.verdicts if bool(of_measures(declaration, r.when)(numbers)))
        assert _fits(text, said), where
        slots = [slot[1] for slot in SLOT.finditer(text)]
        for name in slots:
            assert number_text(numbers[name]) in said or quantity_text(numbers[name], of[name]) in said, where
        if ABSOLUTE.search(said):
            assert all(numbers[name] in (0, 1) for name in slots if of[name] == "1"), where
        if never := re.search(r"never exceeds \{(\w+)\} and ends at \{(\w+)\}", text):
            assert numbers[never[2]] <= numbers[never[1]] * (1 + 1e-6), where


def _fits(text: str, said: str) -> bool:
    """Whether a sentence is the template with something put into its slots."""
    parts = [re.escape(part) for part in re.split(r"\{\w+\}", text)]
    return re.fullmatch("(.+?)".join(parts), said) is not None


@pytest.mark.parametrize("declaration", DECLARATIONS, ids=lambda d: d.id)
def test_no_caption_of_a_scenario_says_all_or_nothing_of_a_share(declaration):
    """The acid outside once "kept drug out of the cell altogether", beside a cytoplasm that held 0.417 of it."""
    for scenario in declaration.scenarios:
        assert not ABSOLUTE.search(scenario.meaning), f"{declaration.id}/{scenario.name}: {scenario.meaning}"


def test_less_than_one_cell_is_not_counted():
    """What heals ends at 10⁻⁸ of a cell in the equations, and at none in words."""
    for declaration in DECLARATIONS:
        of = units(declaration)
        for scenario in declaration.scenarios:
            seen = view(declaration, scenario.name)
            said = seen.sentence()
            tiny = [n for n, unit in of.items() if unit == "cell" and 0 < seen.measures.get(n, 1) < 1e-3]
            spoken = [quantity_text(seen.measures[name], "cell") for name in tiny]
            assert not any(text in said for text in spoken), f"{declaration.id}/{scenario.name}: {said}"
