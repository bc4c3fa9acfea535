"""A reader's own schedule: the same curve in Python and in the explorer, and a sentence where it is none."""

from __future__ import annotations

import numpy as np
import pytest
import traitlets
from frontend_answers import asked

import evbook
from evbook.derive.javascript import program
from evbook.review.catalogue import declarations
from evbook.simulation.schedule import Row, declared, sessions
from evbook.simulation.setting import setting

EVENTFUL = [d for d in declarations() if d.doses or d.windows]
EACH = pytest.mark.parametrize("d", EVENTFUL, ids=lambda d: d.id)


def link(d, rows) -> str:
    written = ",".join("~".join(map(str, (r.name, r.start, r.size, r.every, r.count))) for r in rows)
    return f"#ev:{d.id}?_schedule={written or 'none'}"


def someone_elses(d, rng) -> list[Row]:
    """Rows that a reader might write: some of each kind, at uneven times, sessions that overlap among them."""
    end = d.time.end
    usual = {row.name: row.size for row in declared(d, setting(d)) if row.size > 0}
    rows = []
    for record in (*d.doses, *d.windows):
        size = usual.get(record.name) or (1.0 if record in d.doses else end / 7)
        for _ in range(2):
            start, every = round(rng.uniform(0, 0.6) * end, 3), round(rng.uniform(0.02, 0.2) * end, 3)
            rows.append(Row(record.name, start, round(size * rng.uniform(0.2, 0.8), 6), every, int(rng.integers(1, 5))))
    return rows


@EACH
def test_python_and_the_explorer_agree_on_a_readers_schedule(d, node):
    rng = np.random.default_rng(5)
    model = evbook.load(d.id)
    first = d.scenarios[0].name  # what a link means that names none
    plans = [[], someone_elses(d, rng), someone_elses(d, rng)]
    answers = asked(node, [{"ask": "link", "source": program(d), "fragment": link(d, rows)} for rows in plans])
    for rows, answer in zip(plans, answers, strict=True):
        assert answer["trouble"] == ""
        for ev, curves in ((True, answer["series"]), (False, answer["companion"])):
            ours = model.simulate(ev=ev, schedule=rows, scenario=first)
            assert np.array_equal(ours.index, answer["times"]), "the two grids are one to the last digit"
            for name, values in curves.items():
                seen, truth = np.array(values, float), ours[name].to_numpy()
                scale = np.maximum(np.abs(truth), 1e-6 * np.abs(truth).max())
                assert np.all(np.abs(seen - truth) <= 1e-4 * scale + 1e-300), name
        ours = model.measures(schedule=rows, scenario=first)
        theirs = {name: np.nan if value is None else value for name, value in answer["measures"].items()}
        assert theirs == pytest.approx(ours.to_dict(), rel=1e-4, nan_ok=True)


@EACH
def test_the_declared_schedule_written_out_is_the_same_run(d, node):
    """Rows are what a declaration means: handed back as they stand, nothing changes."""
    model = evbook.load(d.id)
    rows = model.schedule()
    assert list(rows["name"]) == [record.name for record in (*d.doses, *d.windows)]
    rows["count"] = np.ceil(rows["count"])
    assert np.array_equal(model.simulate(schedule=rows).to_numpy(), model.simulate().to_numpy())
    (editor,) = asked(node, [{"ask": "rows", "source": program(d)}])
    given = rows[(rows["size"] > 0) & (rows["count"] > 0)]
    assert [row["name"] for row in editor] == list(given["name"])
    for row, (_, ours) in zip(editor, given.iterrows(), strict=True):
        numbers = ["start", "size", "every", "count"]
        assert [row[k] for k in numbers] == pytest.approx(list(ours[numbers]), rel=1e-14)


def test_a_link_to_a_schedule_survives_being_written_again(node):
    d = evbook.load("antibody-sink").declaration
    rows = [Row("first", 0, 700.5, 0, 1), Row("maintenance", 3, 1200, 7, 4), Row("treating", 1, 20, 0, 1)]
    questions = [{"ask": "link", "source": program(d), "fragment": link(d, rows)}]
    (answer,) = asked(node, questions)
    (again,) = asked(node, [{**questions[0], "fragment": answer["link"]}])
    assert again["link"] == answer["link"]
    assert again["series"] == answer["series"]


def test_a_bolus_of_ones_own_is_seen_when_it_is_given():
    """Antibody jumps by the dose, and by nothing else, at the time of the row."""
    model = evbook.load("antibody-sink")
    times = [9.999999, 10.0, 10.000001]
    curve = model.simulate(times, schedule=[("maintenance", 10.0, 500.0)])["A"].to_numpy()
    assert curve[0] == 0
    assert curve[1] == pytest.approx(500.0, rel=1e-9)


def test_sessions_that_touch_are_one():
    rows = [Row("w", 0, 2, 2, 3), Row("w", 5, 3), Row("w", 20, 1), Row("w", 30, 0)]
    assert sessions(rows) == [(0, 8), (20, 21)]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("nothing", 0, 1)], "row 1 of the schedule gives 'nothing'"),
        ([("first", -1, 1)], "start = -1; it must be a number of 0 or more"),
        ([("first", 0, float("nan"))], "size = nan"),
        ([("first", 0, 1, 1, 2.5)], "count = 2.5; it must be whole"),
        ([("first",)], "it needs a name, a start and a size"),
        ([{"name": "first", "start": 0, "amount": 3}], "it needs a name, a start and a size"),
        ([("first", 0, 1)] * 41, "at most 40 rows, not 41"),
    ],
)
def test_what_is_no_schedule_is_refused_with_a_sentence(rows, said):
    model = evbook.load("antibody-sink")
    with pytest.raises(ValueError, match=said):
        model.simulate([0, 1], schedule=rows)
    with pytest.raises(ValueError, match="has no doses or sessions"):
        evbook.load("immune-escape").simulate([0, 1], schedule=rows)


def test_the_widget_carries_schedule_and_challenge_in_traits():
    model = evbook.load("antibody-sink")
    explorer = model.explore(schedule=[("first", 0, 500.0)])
    assert explorer.schedule == [{"name": "first", "start": 0.0, "size": 500.0, "every": 0.0, "count": 1.0}]
    assert "data-schedule" in explorer._repr_mimebundle_()[0]["text/html"]
    explorer.schedule = None
    with pytest.raises(traitlets.TraitError, match="row 1 of the schedule gives"):
        explorer.schedule = [{"name": "nothing", "start": 0, "size": 1}]
    explorer.challenge = "by-schedule"
    assert explorer.setting["every"] == 2
    assert explorer.scenario == ""
    with pytest.raises(traitlets.TraitError, match="no challenge 'nothing'"):
        explorer.challenge = "nothing"
    begun = model.explore(challenge="by-schedule", every=14)
    assert (begun.challenge, begun.setting["every"], begun.setting["loading"]) == ("by-schedule", 14, 0)
    assert 'data-challenge="by-schedule"' in begun._repr_mimebundle_()[0]["text/html"]
