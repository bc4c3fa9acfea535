"""Runs in machine code: as right as LSODA, the same as plain Python to the last bit, and kept on disk safely."""

from __future__ import annotations

import math
import os
import shutil
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from small_models import decay
from test_triggers import chained, waiting
from test_triggers import kept as treated

from evbook.analysis.sampling import ranges_of, sample
from evbook.analysis.sweep import columns_of
from evbook.derive import kept
from evbook.derive.compiled import source
from evbook.derive.numpy import functions, point
from evbook.derive.system import compile
from evbook.review.catalogue import declarations, load
from evbook.simulation import fast, solver
from evbook.simulation.batch import firings_of_many, integrate_many
from evbook.simulation.curves import default_grid
from evbook.simulation.machine.language import CannotTranslate
from evbook.simulation.machine.running import run_many
from evbook.simulation.machine.stiff import TABLE
from evbook.simulation.machine.translation import translate
from evbook.simulation.machine.workspace import DONE, MOST_FIRINGS
from evbook.simulation.setting import setting

DYNAMIC = [d.id for d in declarations() if d.kind == "dynamic"]


@pytest.fixture(autouse=True)
def machine():
    """Machine code, whatever the environment says."""
    fast.switch(True)
    yield
    fast.switch(None)


def by_scipy(system, values, times, rtol):
    fast.switch(False)
    try:
        return solver.run(system, values, times, rtol=rtol)[: len(system.states)]
    finally:
        fast.switch(True)


def drawn(d, n, seed):
    """The defaults, then settings in which four parameters at a time stand anywhere in their ranges."""
    rng = np.random.default_rng(seed)
    movable = [p for p in d.parameters if p.range[0] < p.range[1]]
    found = np.repeat(np.array([[p.value] for p in d.parameters]), n, axis=1)
    for i in range(1, n):
        for p in rng.choice(len(movable), min(4, len(movable)), replace=False):
            record = movable[p]
            (low, high), u = record.range, rng.random()
            value = low * (high / low) ** u if record.scale == "log" else low + (high - low) * u
            found[d.parameters.index(record), i] = value
    return found


def agree(d, ev, n, seed):
    system, times = compile(d, ev=ev), default_grid(d)[:: max(1, len(default_grid(d)) // 60)]
    names = [p.name for p in d.parameters]
    assert fast.program(system, many=True) is not None
    settings, told = drawn(d, n, seed), 0
    runs = integrate_many(system, settings, times, rtol=1e-9)
    assert len(runs.handed) <= n // 4, runs.handed
    for i in range(n):
        values = dict(zip(names, settings[:, i].tolist(), strict=True))
        if i in runs.failed:
            with pytest.raises(solver.SolverError):
                by_scipy(system, values, times, 1e-11)
            continue
        fine, finer = (by_scipy(system, values, times, rtol) for rtol in (1e-10, 1e-11))
        size = np.maximum(np.abs(finer), 1e-6 * np.abs(finer).max(axis=1, keepdims=True)) + 1e-300
        if np.max(np.abs(fine - finer) / size) < 1e-7:  # else growth magnifies rounding, and nobody knows
            told += 1
            assert np.max(np.abs(runs.states[:, :, i] - finer) / size) < 1e-6, values
    assert told >= n // 2


@pytest.mark.parametrize("model", DYNAMIC)
def test_every_dynamic_model_agrees_with_lsoda_at_random_settings(model):
    agree(load(model).declaration, True, 3, 32)


@pytest.mark.every
@pytest.mark.parametrize("ev", [True, False])
@pytest.mark.parametrize("model", DYNAMIC)
def test_every_dynamic_model_agrees_with_lsoda_at_many_settings(model, ev):
    agree(load(model).declaration, ev, 24, 33)


@pytest.mark.parametrize("make", [treated, waiting, chained])
def test_triggers_met_at_the_start_and_at_each_other_are_those_of_scipy(make):
    """Sizes drawn from a few, so that thresholds, starts and doses often coincide."""
    d, rng, times = make(), np.random.default_rng(7), np.append(0.0, np.linspace(0.05, 9.95, 34))
    names, values = [p.name for p in d.parameters], setting(d)
    settings = np.repeat(np.array([list(values.values())]).T, 40, axis=1)
    for name in {"N_0", "low", "high", "a", "b", "to_a", "to_b", "given"} & set(names):
        settings[names.index(name)] = rng.choice([5.0, 10.0, 20.0, 30.0], 40)
    system = compile(d)
    runs = integrate_many(system, settings, times, rtol=1e-9)
    fast.switch(False)
    by_hand = integrate_many(system, settings, times, rtol=1e-9)
    assert runs.failed == by_hand.failed, "the sentences of runs that are given up are the same"
    np.testing.assert_allclose(runs.states, by_hand.states, rtol=1e-6, atol=1e-9)
    np.testing.assert_array_equal(runs.hidden, by_hand.hidden)
    assert len(runs.failed) < 30


def test_machine_code_does_what_the_same_text_does_in_plain_python():
    """To the last bit, through a detection, doses, resistance and a pause of treatment."""
    d = load("pump-transfer").declaration
    system, times, values = compile(d), np.linspace(0, 40, 30), setting(d)
    code, n, first = fast.program(system, many=True), len(d.states), len(d.parameters)
    p, y = point(d, values), functions(system).initial(point(d, values))
    nothing = np.empty((1, 0))
    options = {"least": solver.floors(d), "atol": solver.tolerances(d, 1e-9), "rtol": 1e-9}
    given = (nothing, nothing, nothing)
    came = fast.run_many(code, y[None], p[None], times, given, first_hidden=first, moments=True, **options)
    space = {"math": math}
    exec(source(system), space)
    reals, wholes = fast.room(n, len(d.triggers))
    plain, ended, fired = np.empty(came.states.size), np.zeros(1), np.zeros(MOST_FIRINGS)
    outcome, counts = np.zeros(1, int), np.zeros(4, int)
    with np.errstate(all="ignore"):
        run_many(
            space["model"], 0, 1, fast.sizes_of(code, n, len(p) - first, first, len(times), 0, True), times, y.copy(),
            p.copy(), nothing[0], nothing[0], nothing[0], options["least"], options["atol"], 1e-9, code.rules.ravel(),
            np.array(TABLE), np.zeros(reals), np.zeros(wholes, int), plain, fired, outcome, counts, ended,
        )  # fmt: skip
    assert came.outcome[0] == outcome[0] == DONE
    assert counts.tolist() == [came.steps[0], came.evaluations[0], len(came.fired[0]), 0]
    assert came.states[0, -1, n] == 1.0 and came.fired[0] == fired[: counts[2]].tolist(), "it was found, and held"
    np.testing.assert_array_equal(came.states.ravel(), plain)


def test_triggers_fire_when_they_do_by_scipy_and_those_without_end_are_refused_in_the_same_sentence():
    d = load("pump-transfer").declaration
    by_size = setting(d, values={"adaptive": 1.0})
    settings = columns_of(d, by_size, sample(d, ranges_of(d, None, "declared"), 1000, seed=1))
    settings = settings[:, [*range(6), 60, 83]]
    stop, resume = (list(by_size).index(name) for name in ("stop_at", "resume_at"))
    settings[resume, 6:] = 1.05 * settings[stop, 6:]  # these two by far too often
    system, times = compile(d), np.linspace(0, 60, 61)
    found, runs = firings_of_many(system, settings, times[-1], 1e-9), integrate_many(system, settings, times, rtol=1e-9)
    fast.switch(False)
    by_hand = firings_of_many(system, settings, times[-1], 1e-9)
    refused = integrate_many(system, settings[:, 6:], times, rtol=1e-9).failed
    assert [len(one) for one in found] == [len(one) for one in by_hand] and sum(map(len, found)) > 20
    np.testing.assert_allclose(np.concatenate(found), np.concatenate(by_hand), rtol=1e-6)
    assert {i - 6: said for i, said in runs.failed.items()} == refused and len(refused) == 2
    assert not runs.handed, "the refusals are known without SciPy"


def test_few_cells_beside_many_molecules_cost_no_steps():
    """1e-12 of one beside 1e9 of another: unless pivots go by what each counts in, rounding takes 50,000 steps."""
    d = load("fibroblast-circuit").declaration
    settings = columns_of(d, setting(d), sample(d, ranges_of(d, None, "declared"), 64, seed=1))
    runs = integrate_many(compile(d), settings, default_grid(d))
    assert not runs.handed and runs.steps.max() < 10_000


def test_the_number_of_workers_changes_no_digit(monkeypatch):
    d = load("pump-transfer").declaration
    settings = columns_of(d, setting(d), {"S_0": np.linspace(0.01, 0.2, 50)})
    found = []
    for workers in ("1", "3"):
        monkeypatch.setenv("EVBOOK_THREADS", workers)
        found.append(integrate_many(compile(d), settings, default_grid(d)).states)
    np.testing.assert_array_equal(*found)


def test_what_leaves_the_numbers_is_refused_in_the_same_sentence():
    d = replace(decay(), id="bare")
    system, settings = compile(d), np.array([[p.value, p.value] for p in d.parameters], float)
    settings[0, 1] = math.nan
    times = np.linspace(0, 5, 6)
    runs = integrate_many(system, settings, times)
    fast.switch(False)
    assert runs.failed == integrate_many(system, settings, times).failed and set(runs.failed) == {1}
    assert np.isnan(runs.states[:, :, 1]).all() and np.isfinite(runs.states[:, :, 0]).all()


def test_only_its_part_of_python_is_translated():
    head = "def f(x: float) -> float:\n    "
    for body in ("return [x][0]", "return x if x else 'a'", "return x // 2", "import os", "return y"):
        with pytest.raises(CannotTranslate):
            translate(head + body, ("f",))


ASKED = """
import sys
import numpy as np
from evbook.derive import kept
from evbook.derive.system import compile
from evbook.review.catalogue import load
from evbook.simulation import fast
from evbook.simulation.batch import integrate_many
d = load("resistance-game").declaration
p = np.array([[x.value, x.value] for x in d.parameters])
runs = integrate_many(compile(d), p, np.linspace(0, 10, 5))
assert fast.program(compile(d), many=False) is not None
print(kept.folder(), runs.states[:, :, 0].tolist(), sep="|")
"""


def asking(tmp_path, **environment):
    return subprocess.Popen(
        [sys.executable, "-c", ASKED],
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
    )


def test_two_processes_fill_one_cache_and_a_damaged_file_is_made_anew(tmp_path):
    cache = tmp_path / "cache"
    cache.mkdir(mode=0o700)
    if (made := fast.kept_integrator()) is not None:
        shutil.copy2(made, cache)  # seconds, and no part of the question
    together = [asking(tmp_path, EVBOOK_CACHE=str(cache)) for _ in range(2)]
    answers = [process.communicate()[0] for process in together]
    assert answers[0] == answers[1] and answers[0].startswith(f"{cache}|")
    files = sorted(cache.iterdir())
    assert files and not [f for f in files if f.name.startswith(".")], "nothing half written stays"
    whole = {f.name: f.read_bytes() for f in files}
    code = sorted((f for f in files if f.suffix == ".o"), key=lambda f: f.stat().st_size)
    assert len(code) == 2, "one model and the integrator"
    code[0].write_bytes(whole[code[0].name][:-100])
    (cache / "0123456789abcdef0123456789abcdef.o").write_bytes(b"of another version")
    assert asking(tmp_path, EVBOOK_CACHE=str(cache)).communicate()[0] == answers[0]
    assert {f.name: f.read_bytes() for f in files} == whole


def test_where_home_cannot_be_written_the_temporary_folder_is_the_users_own(tmp_path, monkeypatch):
    (tmp_path / "home").write_text("a file, so that no folder can be made in it")
    monkeypatch.delenv("EVBOOK_CACHE", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setattr(kept.tempfile, "tempdir", str(tmp_path))
    kept.folder.cache_clear()
    try:
        found = kept.folder()
        assert found.parent == tmp_path and found.stat().st_mode & 0o077 == 0
        kept.put("thing", b"content")
        assert kept.get("thing") == b"content"
        found.chmod(0o777)
        kept.folder.cache_clear()
        assert kept.folder() is None, "what others could write is not run"
        kept.put("thing", b"other")
        assert kept.get("thing") is None
    finally:
        kept.folder.cache_clear()
