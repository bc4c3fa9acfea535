"""What SymPy derives is derived once: the next process runs every model without it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from small_models import decay

from evbook.declaration import DeclarationError
from evbook.derive import kept, programs
from evbook.derive.numpy import functions, of_parameters, point
from evbook.derive.system import checked, compile
from evbook.review.catalogue import declarations
from evbook.simulation.setting import setting

DYNAMIC = [d.id for d in declarations() if d.kind == "dynamic"]
_SIMULATE = f"""
import sys, evbook
from evbook.derive import kept
for name in {DYNAMIC}:
    model = evbook.load(name)
    model.simulate(), model.simulate(ev=False), model.measures()
    print(name, *(heavy for heavy in ("sympy", "pint") if heavy in sys.modules))
"""


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """An empty cache, and nothing that a wheel brings."""
    monkeypatch.setenv("EVBOOK_CACHE", str(tmp_path))
    monkeypatch.setattr(programs, "BROUGHT", tmp_path / "none")
    kept.folder.cache_clear()
    yield tmp_path
    kept.folder.cache_clear()


@pytest.mark.parametrize("fast", ["1", "0"])
def test_no_dynamic_model_needs_sympy_or_pint_the_second_time(fast):
    """In a fresh process, by machine code and by SciPy alike; the first process fills the cache where it is empty."""
    environment = {**os.environ, "EVBOOK_FAST": fast}
    for _ in range(2):
        done = subprocess.run([sys.executable, "-c", _SIMULATE], env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    assert done.stdout.split("\n")[:-1] == DYNAMIC


def test_what_is_kept_gives_the_same_numbers_to_the_last_bit(folder):
    first, second = replace(decay(), id="again"), replace(decay(), id="again")
    assert first is not second
    answers = []
    for d in (first, second):
        f, p = functions(compile(d)), point(d, setting(d))
        y = f.initial(p)
        answers.append((f.rhs(1.0, y, p).tolist(), f.jacobian(1.0, y, p).tolist(), f.outputs(1.0, y, p).tolist()))
    assert answers[0] == answers[1]
    files = [path for path in folder.iterdir() if path.suffix == ".json"]
    assert len(files) == 1, "two declarations that say the same share their texts"


def test_a_declaration_that_says_something_else_shares_nothing(folder):
    d = decay()
    other = replace(d, parameters=(replace(d.parameters[0], value=d.parameters[0].value / 2), *d.parameters[1:]))
    assert programs.name_of(other) != programs.name_of(d)


def test_a_fault_is_found_each_time(folder):
    """That a declaration is right is kept; that it is wrong is never."""
    for _ in range(2):
        d = replace(decay(), id="Wrong Name")
        with pytest.raises(DeclarationError, match="not lower case words"):
            checked(d)
    assert not list(folder.glob("*.json"))


def test_damaged_texts_are_derived_anew(folder):
    d = replace(decay(), id="damaged")
    checked(d)
    (file,) = folder.glob("*.json")
    file.write_bytes(file.read_bytes()[:-5])
    assert programs.Programs(d).texts == {}
    assert float(of_parameters(d, "1 + 2")(setting(d))) == 3.0


def test_a_folder_that_has_grown_loses_its_older_half(folder, monkeypatch):
    monkeypatch.setattr(kept, "MOST_FILES", 10)
    for i in range(12):
        (folder / f"{i}.o").write_bytes(b"")
        os.utime(folder / f"{i}.o", (i, i))
    kept._make_room.cache_clear()
    kept.put("new", b"content")
    assert sorted(path.name for path in folder.iterdir()) == sorted([*(f"{i}.o" for i in range(6, 12)), "new"])


def test_a_model_is_written_for_browser_and_page_where_there_is_no_numpy():
    """JupyterLite imports the package before NumPy has come; only models in space need it for their program."""
    program = (
        "import sys\n"
        "for name in ('numpy', 'scipy', 'pandas'): sys.modules[name] = None\n"
        "import evbook\n"
        "for name in ('immune-escape', 'membrane-wrapping'):\n"
        "    model = evbook.load(name)\n"
        "    assert 'frac' in model.latex() and len(model.javascript()) > 1000\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
