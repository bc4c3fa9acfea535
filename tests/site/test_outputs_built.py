"""What the notebooks printed while the book was built is what they are committed with.

The build has executed every notebook in a kernel of its own, and what it got is compared here: every digit, but for
what ``nbval.cfg`` names.  `make test-every` has nbval itself execute and compare them once more.
"""

from __future__ import annotations

import configparser
import copy
import json
import re

import pytest
from chapters import BOOK, ROOT, tags
from jupyter_cache import get_cache

from evbook.authoring.notebooks import UNCOMPARED, read
from evbook.sphinxext.freshness import digest, package_files

NOTEBOOKS = sorted(BOOK.rglob("*.ipynb"))
every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=[p.relative_to(BOOK).as_posix() for p in NOTEBOOKS])


@pytest.fixture(scope="module")
def cache(site):
    """What the build has executed with the package as it is now."""
    folder = site.parent / ".jupyter_cache" / digest(package_files())
    assert folder.is_dir(), "The site was built with another state of the package; `make book` builds it anew."
    return get_cache(folder)


@pytest.fixture(scope="module")
def meaningless() -> list[tuple[str, str]]:
    """What may differ between two runs, and what stands in its place."""
    told = configparser.ConfigParser()
    assert told.read(ROOT / "tests" / "nbval.cfg", encoding="utf-8")
    return [(told[name]["regex"], told[name]["replace"]) for name in told.sections()]


def printed(notebook, meaningless: list[tuple[str, str]]) -> dict[str, str]:
    """The outputs of each cell that is compared, by its id; a stream in pieces is one."""
    found = {}
    for cell in notebook.cells:
        if cell.cell_type != "code" or UNCOMPARED in tags(cell):
            continue
        outputs: list[dict] = []
        for output in cell.outputs:
            kept = {key: value for key, value in output.items() if key not in ("metadata", "execution_count")}
            if outputs and kept["output_type"] == "stream" and outputs[-1].get("name") == kept["name"]:
                outputs[-1]["text"] += kept["text"]
            else:
                outputs.append(kept)
        text = json.dumps(outputs, indent=1, sort_keys=True, ensure_ascii=False)
        for pattern, instead in meaningless:
            text = re.sub(pattern, instead, text)
        found[cell.id] = text
    return found


def executed(cache, path):
    """The notebook with the outputs that it had in the build."""
    blank = read(path)
    for cell in blank.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    return cache.merge_match_into_notebook(blank)[1]


@every_notebook
def test_it_is_committed_with_what_it_printed(path, cache, meaningless):
    assert printed(executed(cache, path), meaningless) == printed(read(path), meaningless)


def test_a_digit_that_has_changed_is_seen(cache, meaningless):
    """In any cell that prints a number; and there are many."""
    changed = 0
    for path in NOTEBOOKS:
        notebook = read(path)
        for cell in copy.deepcopy(notebook).cells:
            if cell.cell_type != "code" or UNCOMPARED in tags(cell) or not re.search(r"\d", str(cell.outputs)):
                continue
            other = copy.deepcopy(notebook)
            (one,) = [one for one in other.cells if one.id == cell.id]
            for output in one.outputs:
                for bundle in (output, output.get("data", {})):
                    for kind, text in bundle.items():
                        if kind in ("text", "text/plain", "text/html", "text/markdown"):
                            bundle[kind] = re.sub(r"\d", lambda digit: str(9 - int(digit[0])), text)
            assert printed(other, meaningless) != printed(notebook, meaningless)
            changed += 1
            break
    assert changed > 10
