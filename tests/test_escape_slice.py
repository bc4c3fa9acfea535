"""The escape slice: one run in both languages, what its source's rules imply, and how far vesicles shelter a nest."""

import numpy as np
import pytest
from lattices import asked, hashes, question

import evbook
from evbook import data
from evbook.authoring.slice_runs import escape_made
from evbook.review.escape_plan import CHOICES, plan, results
from evbook.simulation.lattice import LatticeRun
from evbook.simulation.lattice_kernels import kernels
from evbook.simulation.lattice_looks import look, measures_of
from evbook.simulation.setting import setting
from evbook.simulation.well_mixed import WellMixed

SETTINGS = [({}, True), ({"reach": 80, "need": 60, "influx": 24}, True), ({"watch": 300, "kills": 2}, False)]


@pytest.fixture(scope="module")
def model():
    return evbook.load("escape-slice")


@pytest.mark.parametrize(("values", "ev"), SETTINGS)
def test_a_seed_gives_the_same_run_cell_by_cell_in_python_compiled_or_not_and_in_the_browser(node, model, values, ev):
    d, steps = model.declaration, [0, 1, 2, 48, 240]
    for seed in (0, 2**33 + 7):
        theirs = asked(node, [question(d, values, ask="hashes", ev=ev, seed=seed, steps=steps)])[0]
        for compiled in [False, *([True] if kernels().compiled else [])]:
            assert hashes(d, values, ev=ev, seed=seed, steps=steps, compiled=compiled) == theirs


def test_looks_and_measures_are_the_same_in_the_browser_the_well_mixed_nest_among_them(node, model):
    d, values = model.declaration, {"need": 60, "watch": 200}
    ours = look(d, setting(d, values=values), ev=True, seed=4, limit=5)
    theirs = asked(node, [question(d, values, ask="looks", ev=True, seed=4, limit=240)])[0]
    for output, row in zip(d.outputs, theirs["outputs"], strict=True):
        np.testing.assert_array_equal(np.array(row, float), ours.outputs[output.name])
    np.testing.assert_array_equal(np.array(theirs["measures"], float), list(measures_of(d, ours).values()))


def test_a_killer_is_engaged_by_each_kill_and_no_cell_is_lost_or_made(model):
    """With nothing but killing, every tumour cell that goes leaves one more effector engaged."""
    d = model.declaration
    still = {"growth": 0, "death": 0, "wander": 0, "influx": 0, "breeding": 0, "loss": 0, "engaged_for": 1, "kills": 20}
    run = LatticeRun(d, setting(d, values={**still, "watch": 300, "nest": 200}), ev=False, seed=3)
    freed = 0
    for _ in range(40):
        before = run.counts.copy()
        run.step()
        assert np.array_equal(np.bincount(run.kind, minlength=4)[1:], run.counts[1:])
        killed, engaged = before[1] - run.counts[1], run.counts[3] - before[3]
        assert killed >= engaged, "no effector is engaged that has not killed"
        freed += killed - engaged
        assert run.counts[2] + run.counts[3] <= 300
    assert run.counts[1] < 200 and freed > 0


def test_the_well_mixed_nest_loses_a_cell_for_each_effector_that_it_engages(model):
    """dT/dt = -k E T / sites, dE/dt the same, dB/dt its opposite, where nothing else happens."""
    d = model.declaration
    still = {"growth": 0, "death": 0, "influx": 0, "breeding": 0, "loss": 0, "kills": 20, "engaged_for": 1}
    run = LatticeRun(d, setting(d, values={**still, "watch": 300, "nest": 200}), ev=False, seed=0)
    mixed = WellMixed(run)
    change, _ = mixed._change(mixed.numbers, mixed.memory)
    kills = 16.7 * 300 * 200 / 2500
    np.testing.assert_allclose(change, [-kills, -kills, kills], rtol=1e-12)


def test_the_table_of_runs_is_what_its_plan_gives_and_a_part_of_it_comes_again():
    table = data.read("escape_slice_runs")
    planned = [(p.setting, "yes" if p.ev else "no", p.runs) for p in plan()]
    assert list(table[["setting", "vesicles", "runs"]].itertuples(index=False, name=None)) == planned
    one = next(p for p in plan() if p.values == {"need": 150})
    row, again = table.iloc[0], escape_made(one)
    assert (float(again["mean"]), float(again["sd"])) == (row["mean"], row["sd"])


def test_what_the_chapter_says_of_its_table_is_in_it():
    """The shortest range shelters least, a range of five cells most, as long as need and memory are as they stand."""
    left = {words: [row["mean"] for row in results(moved)] for words, moved in CHOICES}
    none, contact, near, halo, far, even = left["as it stands"]
    assert contact < 1.2 * none and contact < near < halo and halo > far > even > none
    assert max(left["a memory of 7 hours"]) < 80, "nothing at any range"
    assert all(row["escaped"] == row["runs"] for row in results(dict(CHOICES)["a need of 75 vesicles"])[2:])
    assert max(left["a need of 300"]) < 120
    smooth = left["smooth blunting, Hill power 1"]
    assert smooth[4] > smooth[3] and smooth[5] > smooth[3], "far vesicles shelter as well or better"
    for words, cells in left.items():
        if words != "a memory of 7 hours":
            assert cells[1] <= min(cells[2:]) + 10, words


def test_the_sweep_the_ensemble_and_the_plot_of_a_tissue_answer(model):
    """What a Model offers for equations it offers for cells, with a run a setting."""
    quick = {"width": 24, "nest": 20, "watch": 20}
    swept = model.sweep("reach", [8, 80], outcome="last", ev=True, **quick)
    assert len(swept) == 2 and swept["last"].iloc[1] == model.measures(reach=80, ev=True, **quick)["last"]
    drawn = model.ensemble(4, parameters=["need"], seed=1, ev=True, **quick)
    assert len(drawn) == 4 and drawn["last"].notna().all()
    drawn_twice = model.ensemble(settings=drawn[["need"]], ev=True, **quick)
    assert drawn_twice["last"].equals(drawn["last"].reset_index(drop=True))
    picture = model.plot(ev=True, **quick).svg()
    assert picture.startswith("<svg") and picture.count("<polyline") + picture.count("<path") >= 8, "each curve twice"
    for output in ("Tumour", "Effectors", "Engaged", "Well mixed"):
        assert output in picture
