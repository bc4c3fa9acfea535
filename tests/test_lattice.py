"""Cells on a lattice: one run in every language, what theory knows of it, and what a declaration may not say."""

import hashlib
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from lattices import asked, hash_of, hashes, question
from scipy.special import k0
from small_tissues import tissue

from evbook.declaration import CellKind, DeclarationError, Event, Intermediate, Memory, Placing, State, Tally, check
from evbook.derive import exact
from evbook.derive.system import NoEquations
from evbook.model import Model
from evbook.simulation.lattice import LatticeRun, by_distance, neighbourhoods
from evbook.simulation.lattice_kernels import kernels
from evbook.simulation.lattice_looks import look, measures_of, take_look
from evbook.simulation.setting import setting
from evbook.simulation.threefry import RUN, START, block, key_of, uniforms

#: The authors' known answers (Random123, tests/kat_vectors): counter, key, words of threefry4x32 with 20 rounds.
KNOWN = [
    ([0] * 4, [0] * 4, [0x9C6CA96A, 0xE17EAE66, 0xFC10ECD4, 0x5256A7D8]),
    ([0xFFFFFFFF] * 4, [0xFFFFFFFF] * 4, [0x2A881696, 0x57012287, 0xF6C7446E, 0xA16A6732]),
    ([0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344], [0xA4093822, 0x299F31D0, 0x082EFA98, 0xEC4E6C89],
     [0x59CD1DBB, 0xB8879579, 0x86B5D00C, 0xAC8B6D84]),
]  # fmt: skip
#: Settings that use every deed, local rates, pushing, layers, stirring and arrivals.
SETTINGS = [
    ({}, True),
    ({"first": 200, "middle": 0, "second": 100, "death": 0.05, "speed": 0.2, "killing": 0.3}, False),
    ({"first": 60, "turning": 0.2, "half_life": 5, "reach": 70, "coming": 1.5}, True),
    ({"pushing": 6, "layers": 2, "first": 30, "second": 10, "stirred": 0.3, "turning": 0.1}, True),
    ({"side": 20, "first": 390, "middle": 0, "pushing": 4, "speed": 0.3, "death": 0.02, "reach": 0}, True),
]
COMPILED = [False, *([True] if kernels().compiled else [])]


def test_the_generator_gives_the_words_that_its_authors_print(node):
    assert [block(key, counter) for counter, key, _ in KNOWN] == [words for *_, words in KNOWN]
    (found,) = asked(node, [{"ask": "blocks", "cases": [[key, counter] for counter, key, _ in KNOWN]}])
    assert found == [words for *_, words in KNOWN]


@pytest.mark.parametrize("compiled", COMPILED)
@pytest.mark.parametrize(("seed", "step", "purpose", "count"), [(0, 0, 0, 9), (7, 3, 1, 4), (2**40 + 5, 2**31, 2, 30)])
def test_numbers_by_arrays_loops_and_browser_are_those_of_the_blocks(node, compiled, seed, step, purpose, count):
    key = key_of(seed, RUN)
    words = [word for b in range(-(-count // 4)) for word in block(key, (b, step, purpose, 0))]
    wanted = np.array(words[:count]) * 2.0**-32
    np.testing.assert_array_equal(uniforms(key, step, purpose, count), wanted)
    np.testing.assert_array_equal(kernels(compiled).uniforms(key, step, purpose, count), wanted)
    asking = {"ask": "uniforms", "seed": seed, "stream": RUN, "step": step, "purpose": purpose, "count": count}
    np.testing.assert_array_equal(asked(node, [asking])[0], wanted)


def test_start_and_run_draw_from_streams_of_their_own():
    assert not set(uniforms(key_of(3, START), 0, 0, 4000)) & set(uniforms(key_of(3, RUN), 0, 0, 4000))


@pytest.mark.parametrize("name", ["exp", "log", "log10", "power"])
def test_exact_functions_are_near_the_truth_and_the_same_in_the_browser(node, name):
    rng = np.random.default_rng(5)
    if name == "exp":
        values = [(float(x),) for x in [*rng.uniform(-720, 720, 3000), 0.0, 709.0, -708.0, 709.1, -708.1]]
        true = [np.exp(x) if -708 <= x <= 709 else (np.inf if x > 0 else 0.0) for (x,) in values]
    elif name == "power":
        bases, powers = 10 ** rng.uniform(-5, 5, 3000), rng.uniform(-9, 9, 3000)
        values = list(zip(bases.tolist(), powers.tolist(), strict=True))
        values += [(0.0, 2.0), (0.0, 0.0), (5.0, 0.0)]
        true = [a**b for a, b in values]
    else:
        values = [(float(x),) for x in [*10 ** rng.uniform(-300, 300, 3000), *rng.uniform(0.5, 2, 1000), 1.0]]
        true = [getattr(np, name)(x) for (x,) in values]
    ours = [float(getattr(exact, name)(*one)) for one in values]
    np.testing.assert_allclose(ours, true, rtol=1e-13 if name == "power" else 1e-15)
    (theirs,) = asked(node, [{"ask": "exact", "name": name, "values": values}])
    assert [float(x) if x != "Infinity" else np.inf for x in theirs] == ours


@pytest.mark.parametrize(("values", "ev"), SETTINGS)
def test_a_seed_gives_the_same_run_cell_by_cell_in_python_compiled_or_not_and_in_the_browser(node, values, ev):
    model, steps = tissue(), [0, 1, 2, 10, 60, 120]
    for seed in (0, 1, 2**33 + 7):
        theirs = asked(node, [question(model, values, ask="hashes", ev=ev, seed=seed, steps=steps)])[0]
        for compiled in COMPILED:
            assert hashes(model, values, ev=ev, seed=seed, steps=steps, compiled=compiled) == theirs


def test_another_seed_gives_another_run():
    found = [hashes(tissue(), {}, ev=True, seed=seed, steps=[60], compiled=COMPILED[-1])[0] for seed in range(5)]
    assert len(set(found)) == 5


@pytest.mark.parametrize(("values", "ev"), SETTINGS[:3])
def test_looks_and_measures_are_the_same_in_the_browser(node, values, ev):
    model = tissue()
    ours = look(model, setting(model, values=values), ev=ev, seed=4, limit=80)
    theirs = asked(node, [question(model, values, ask="looks", ev=ev, seed=4, limit=80)])[0]
    for output, row in zip(model.outputs, theirs["outputs"], strict=True):
        np.testing.assert_array_equal(np.array(row, float), ours.outputs[output.name])
    np.testing.assert_array_equal(np.array(theirs["measures"], float), list(measures_of(model, ours).values()))


# ------------------------------------------------------------------ what theory knows
def runs_of(values: dict, steps: int, seeds: int, ev: bool = False) -> list[LatticeRun]:
    model, found = tissue(), []
    for seed in range(seeds):
        run = LatticeRun(model, setting(model, values=values), ev=ev, seed=seed)
        for _ in range(steps):
            run.step()
        found.append(run)
    return found


def test_with_room_everywhere_growth_is_exponential_at_division_less_death():
    values = {"side": 300, "first": 200, "middle": 0, "rate": 0.05, "death": 0.02, "speed": 0.6}
    numbers = [run.counts[1] for run in runs_of(values, 30, 12)]
    # A step of one day: (1 + 0.05 - 0.02)^30, less the few divisions that find their four neighbours taken.
    assert np.mean(numbers) == pytest.approx(200 * 1.03**30, rel=0.06)


def test_a_clone_grows_as_a_front_of_steady_speed():
    """Eden's cluster: the radius grows by the same each day, so the square root of the number does."""
    model = tissue()
    values = setting(model, values={"side": 161, "rate": 0.2, "full": 1e5})
    roots = np.mean([np.sqrt(look(model, values, ev=False, seed=s, limit=160, statistics=False).outputs["all"])
                     for s in range(4)], axis=0)  # fmt: skip
    early, late = (np.polyfit(range(60), roots[part], 1)[0] for part in (slice(40, 100), slice(100, 160)))
    assert late == pytest.approx(early, rel=0.1) and early > 0.2


def test_stirred_divisions_follow_the_logistic_equation():
    values = {"side": 100, "first": 500, "middle": 0, "rate": 0.1, "stirred": 1, "full": 1e5}
    model = tissue()
    found = [look(model, setting(model, values=values), ev=False, seed=seed, limit=80) for seed in range(4)]
    logistic = 1e4 / (1 + (1e4 / 500 - 1) * np.exp(-0.1 * found[0].times))
    np.testing.assert_allclose(found[0].outputs["mixed"], logistic, rtol=1e-5)
    stepped = [500.0]  # in steps of a day, as the lattice has it
    for _ in range(80):
        stepped.append(stepped[-1] * (1 + 0.1 * (1 - stepped[-1] / 1e4)))
    np.testing.assert_allclose(np.mean([one.outputs["all"] for one in found], axis=0), stepped, rtol=0.04)


@pytest.mark.parametrize("compiled", COMPILED)
@pytest.mark.parametrize("reach", [1.5, 3.0])
def test_a_point_source_has_the_steady_profile_of_theory(compiled, reach):
    """Far from edges and beyond a few sites: σ K₀(r/λ) / (2π λ²), the Green's function of the screened equation."""
    model = tissue()
    values = setting(model, values={"side": 121, "reach": 20 * reach, "rate": 0})
    run = LatticeRun(model, values, ev=True, seed=0, compiled=compiled)
    for _ in range(8):  # a field that is at rest to one part in ten thousand comes nearer with every step
        run.step()
    c, centre = run.field[0, :-1].reshape(121, 121), 60
    assert run.kind.reshape(121, 121)[centre, centre] == 1
    r = np.arange(3, 13)
    np.testing.assert_allclose(c[centre, centre + r], 10 * k0(r / reach) / (2 * np.pi * reach**2), rtol=0.06, atol=3e-4)
    assert c.sum() == pytest.approx(10, rel=1e-2)  # all that is shed is taken up somewhere
    np.testing.assert_allclose(c, c.T, atol=1e-3)


def test_what_a_cell_keeps_comes_to_rest_at_uptake_times_its_mean_life():
    (run,) = runs_of({"rate": 0, "reach": 40}, 60, 1, ev=True)
    site = int(np.flatnonzero(run.kind)[0])
    assert run.memory[0, site] == pytest.approx(run.field[0, site] * 2 / np.log(2), rel=1e-6)


def test_cells_are_counted_as_they_lie_and_none_is_lost_in_moving_or_pushing():
    for values, _ in SETTINGS:
        for run in runs_of(values, 50, 3):
            assert np.bincount(run.kind, minlength=3)[1:].tolist() == run.counts[1:].tolist()
            assert not run.due.any()
    (still,) = runs_of({"rate": 0, "speed": 0.7, "first": 300, "middle": 0}, 40, 1)
    assert still.counts[1] == 300


def test_sites_touch_those_beside_them_and_none_beyond_an_edge():
    near, links, degree, colour = neighbourhoods(4, 3, 2, 8)
    assert near.shape == (24, 10) and links.shape == (24, 6)
    assert set(near[0]) == {-1, 1, 4, 5, 12} and degree[0] == 3
    for site, row in enumerate(links):
        assert all(colour[site] != colour[other] for other in row if other < 24)
    assert by_distance(5, 5, 1)[0] == 12


def test_a_measure_of_looks_is_a_look():
    t = np.arange(6.0)
    y = np.array([1.0, 3.0, 1.0, 3.0, 4.0, 2.0])
    assert take_look("first_above", t, y, level=2) == 1
    assert take_look("stays_above", t, y, level=2) == 3
    assert np.isnan(take_look("stays_above", t, y, level=3))
    assert take_look("first_below", t, y, level=1) != take_look("first_below", t, y, level=2)


# ------------------------------------------------------------------ as a model
def test_a_run_is_a_table_with_frames_and_units():
    model = Model(tissue())
    frame = model.simulate(seed=2, frames=[0, 30, 12])
    assert list(frame.columns) == ["all", "mixed", "keeping", "edge"] and frame.index[0] == 0
    assert list(frame.attrs["frames"]) == [0, 30, 12] and frame.attrs["frames"][30].shape == (31, 31)
    assert int((frame.attrs["frames"][30] > 0).sum()) == frame.loc[30, "all"]
    assert frame.attrs["units"]["keeping"] == "EV/cell" and frame.attrs["setting"]["seed"] == 2
    again = model.simulate(seed=2, frames=[30])
    np.testing.assert_array_equal(again.attrs["frames"][30], frame.attrs["frames"][30])
    picked = model.simulate([0, 10, 20], seed=2)
    assert picked["all"].tolist() == frame.loc[[0, 10, 20], "all"].tolist()


def test_runs_are_a_row_a_seed_whichever_executor_makes_them():
    model = Model(tissue())
    table = model.runs(7, seed=3, rate=0.3)
    assert table.index.tolist() == list(range(3, 10)) and list(table.columns) == ["filled"]
    assert table.loc[5, "filled"] == model.runs(1, seed=5, rate=0.3)["filled"].item()
    with ProcessPoolExecutor(2) as executor:
        assert model.runs(7, 3, executor, rate=0.3).equals(table)
    assert table["filled"].nunique() > 1
    assert model.runs(2, until=5)["filled"].isna().all()


def test_sweeps_and_ensembles_ask_for_one_run_a_setting():
    model = Model(tissue())
    swept = model.sweep("rate", [0.5, 0.9], outcome="filled")
    assert swept["filled"].is_monotonic_decreasing and swept["filled"].notna().all()
    drawn = model.ensemble(4, seed=1, parameters=["rate", "seed"], ranges={"rate": (0.3, 0.5), "seed": (0, 50)})
    assert drawn["filled"].notna().all()


@pytest.mark.parametrize(
    "ask",
    [lambda m: m.equilibria(), lambda m: m.branches("rate"), lambda m: m.separatrix(), lambda m: m.sample_paths(),
     lambda m: m.band("all", 3, seed=1)],
)  # fmt: skip
def test_what_only_equations_have_is_refused_with_a_sentence(ask):
    with pytest.raises(NoEquations, match=r"small-tissue is a model in space.*instead.*\.$"):
        ask(Model(tissue()))


def test_its_description_says_every_kind_event_field_memory_and_treatment():
    said = Model(tissue()).description()
    t = tissue().tissue
    for record in (*t.kinds, *t.events, *t.fields, *t.memories, *t.treatments):
        assert f"`{record.name}`" in said and record.meaning in said
    assert [line[:4] for line in said.splitlines() if line.startswith("## ")] == [f"## {n}" for n in range(1, 8)]
    for event in t.events:
        assert f"`{event.rate}`" in said


def test_a_model_without_a_lattice_has_no_runs_and_no_frames():
    import evbook

    model = evbook.load("immune-escape")
    for ask in (lambda: model.runs(3), lambda: model.simulate(frames=[1]), model.description):
        with pytest.raises(ValueError, match="immune-escape has no lattice"):
            ask()


@pytest.mark.parametrize("seed", [-1, 0.5, "x", 2**53])
def test_a_seed_is_a_whole_number(seed):
    with pytest.raises(ValueError, match="whole number"):
        Model(tissue()).runs(1, seed=seed)


def test_compiled_loops_are_asked_for_by_name_where_they_are_missing(monkeypatch):
    import builtins

    real = builtins.__import__

    def without(name, *more):
        if name == "numba":
            raise ImportError(name)
        return real(name, *more)

    monkeypatch.setattr(builtins, "__import__", without)
    assert not kernels.__wrapped__().compiled
    with pytest.raises(ImportError, match=r"evbook\[fast\]"):
        kernels.__wrapped__(True)


# ------------------------------------------------------------------ what a declaration may not say
def changed(**parts):
    return tissue(tissue=replace(tissue().tissue, **parts))


T = tissue().tissue
SEEN = Intermediate("seen", "kept / enough", "1", "what a cell keeps, in terms of enough")
WRONG = [
    (changed(seed="luck"), "its seed is 'luck', which is not a parameter"),
    (changed(limit=5.0), "its runs end after 5"),
    (changed(until="never"), "its runs end with 'never'"),
    (changed(placings=(Placing("C", "first", "none"),)), "placing 1 is of 'C'"),
    (changed(placings=(Placing("A", "first", "some", rounding="away"),)), "is rounded 'away'"),
    (changed(events=(Event("x", "A", "sleep", "rate", "sleeps"),)), "does 'sleep'; a cell can divide"),
    (changed(events=(Event("x", "A", "become", "rate", "turns"),)), "goes to ''; become and kill need a kind"),
    (changed(events=(Event("x", "A", "die", "rate", "dies", dies="0.5"),)), "which only a division has"),
    (changed(events=(Event("x", "A", "die", "rate", "dies", after="B"),)), "makes 'B' of its cell; only a killer"),
    (changed(events=(Event("x", "A", "kill", "rate", "kills", to="B", after="C"),)), "makes 'C' of its cell"),
    (changed(events=(Event("x", "A", "die", "first", "dies"),)), "the rate of event 'x' (first) is in"),
    (changed(events=(Event("x", "A", "die", "rate * sin(t / half_life)", "dies"),)), "uses sin, which two languages"),
    (changed(events=(Event("x", "B", "arrive", "coming * kept / (enough + kept)", "comes"),)), "arrives at a rate"),
    (changed(memories=(Memory("kept", "nothing", "half_life", "EV/cell", "kept"),)), "fills from 'nothing'"),
    (changed(memories=(Memory("kept", "taken", "half_life", "EV", "kept"),)), "memory 'kept' is in EV"),
    (changed(tallies=(Tally("mean_kept", "C", "kept", "EV/cell", "kept"),)), "tally 'mean_kept' is over 'C'"),
    (changed(treatments=(replace(T.treatments[0], stops="kept > 3"),)), "'kept' is not declared"),
    (
        replace(changed(treatments=(replace(T.treatments[0], stops="seen > 3"),)), intermediates=(SEEN,)),
        "which differs from site",
    ),
    (
        replace(
            changed(treatments=(replace(T.treatments[0], stops="seen > 3"),)),
            intermediates=(replace(SEEN, expression="touching"),),
        ),
        "which is counted for outputs only",
    ),
    (changed(kinds=(*T.kinds, CellKind("cells", "more"))), "'cells' in kinds is counted on the lattice"),
    (tissue(states=(State("N", "1", "cell", (0, 1), "cells"),)), "it declares a tissue beside states"),
    (tissue(outputs=(replace(tissue().outputs[0], expression="kept"), *tissue().outputs[1:])), "declare a tally of it"),
]


def test_the_small_tissue_is_sound():
    assert check(tissue()) is None


@pytest.mark.parametrize(("model", "sentence"), WRONG, ids=[sentence for _, sentence in WRONG])
def test_a_tissue_that_cannot_be_is_refused_with_a_sentence(model, sentence):
    with pytest.raises(DeclarationError) as caught:
        check(model)
    assert sentence in str(caught.value)
    assert all(line.endswith(".") for line in str(caught.value).splitlines())


def test_a_lattice_without_sites_or_time_is_refused():
    for values, said in (({"side": 0}, "cannot be run"), ({"side": 5000}, "cannot be run")):
        with pytest.raises(ValueError, match=said):
            Model(tissue()).simulate(**values)


def test_the_hash_of_a_model_without_a_tissue_is_what_it_was():
    import evbook

    assert evbook.load("immune-escape").declaration.hash == "4e77d794"
    assert hashlib.sha256(hash_of(runs_of({}, 5, 1)[0]).encode()).hexdigest()  # a hash is of every digit
