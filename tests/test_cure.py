"""The models against the CURE principles: every figure of the table is counted, and none is kinder than its model."""

from __future__ import annotations

import dataclasses

import pytest

from evbook.analysis.report import report
from evbook.chapter import cure, register
from evbook.review.catalogue import declaration, declarations

ALL = pytest.mark.parametrize("d", declarations(), ids=lambda d: d.id)


@ALL
def test_every_part_of_a_model_says_what_it_means_and_in_which_unit(d):
    said, parts = cure.described(d)
    assert said == parts >= 5


@ALL
def test_the_row_of_a_model_counts_its_own_card_and_benchmarks(d):
    cells = cure.row(d)
    assert len(cells) == len(cure.HEADINGS)
    card = [line for line in report(d) if line.passes is not None]
    checks = [line for line in card if "Benchmarks" not in line.title]
    assert cells[1] == f"{len([line for line in checks if line.passes])} of {len(checks)}"
    published = [b for b in d.benchmarks if b.kind == "published"]
    assert cells[2].split()[0] == (str(len(published)) if published else "none")
    assumed = [p for p in d.parameters if p.grade == "assumed"]
    assert cells[3] == f"{len(assumed)} of {len(d.parameters)} assumed"


def test_a_part_without_a_meaning_is_not_counted_as_described():
    d = declaration("immune-escape")
    first, *others = d.parameters
    bare = dataclasses.replace(d, parameters=(dataclasses.replace(first, meaning=""), *others))
    assert cure.described(bare)[0] == cure.described(d)[0] - 1


def test_a_model_that_was_changed_since_is_not_said_to_be_reproduced():
    d = declaration("immune-escape")
    assert len(register.engines_of(d)) == 2
    first, *others = d.parameters
    changed = dataclasses.replace(d, parameters=(dataclasses.replace(first, value=1.01 * first.value), *others))
    assert changed.hash != d.hash and register.engines_of(changed) == {}
    assert "not run yet" in cure.row(changed)[5]


def test_only_a_course_in_time_is_said_to_have_run_in_other_engines():
    for d in declarations():
        assert ("engines" in cure.row(d)[5] or "not run yet" in cure.row(d)[5]) == (d.kind == "dynamic"), d.id
