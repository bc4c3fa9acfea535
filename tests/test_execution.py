"""Notebooks are executed together, into the cache from which their pages are made; one that fails stops no other."""

from __future__ import annotations

import nbformat
import pytest
from jupyter_cache import get_cache

from evbook.sphinxext.execution import execute_together, reason, waiting


def written(path, *cells):
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell) for cell in cells],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    )
    nbformat.write(notebook, path)
    return path


@pytest.fixture(scope="module")
def executed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("together")
    good = [written(folder / f"{k}.ipynb", f"print({k} * 7)", "print('end')") for k in (2, 3)]
    bad = written(folder / "bad.ipynb", "print('so far')", "1 / 0", "print('never')")
    cache = get_cache(str(folder / "cache"))
    before = waiting(cache, [*good, bad])
    failed = execute_together(cache, [*good, bad], timeout=60, workers=2)
    return cache, good, bad, before, failed


def test_what_succeeds_is_in_the_cache_with_its_outputs(executed):
    cache, good, _bad, before, _failed = executed
    assert set(good) <= set(before)
    for path, answer in zip(good, ("14\n", "21\n"), strict=True):
        _key, merged = cache.merge_match_into_notebook(nbformat.read(path, as_version=4))
        assert merged.cells[0].outputs[0].text == answer


def test_what_fails_is_named_and_waits_still(executed):
    cache, good, bad, _before, failed = executed
    assert failed == {bad: "cell 2 fails with ZeroDivisionError: division by zero"}
    assert waiting(cache, [*good, bad]) == [bad]


def test_a_cell_that_never_ends_is_named():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# A title"),
                                               nbformat.v4.new_code_cell("2 + 2", execution_count=1),
                                               nbformat.v4.new_code_cell("while True: pass")])  # fmt: skip
    assert reason(notebook, 300) == "cell 3 takes longer than 300 s"


def test_a_notebook_that_is_changed_waits_again(executed):
    cache, good, _bad, _before, _failed = executed
    assert waiting(cache, good) == []
    written(good[0], "print(8)")
    assert waiting(cache, good) == [good[0]]


def test_a_damaged_file_is_left_to_the_report_of_its_page(executed, tmp_path):
    broken = tmp_path / "broken.ipynb"
    broken.write_text("{ not a notebook", encoding="utf-8")
    assert waiting(executed[0], [broken]) == []
