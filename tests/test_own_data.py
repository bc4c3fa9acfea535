"""A reader's own table: what each file of tests/own_data says, and what a laboratory must be able to rely on."""

import json
import re

import numpy as np
import pytest
from beside import beside
from hypothesis import given, settings
from hypothesis import strategies as st
from own_data_expected import EXPECTED, files, record_of

import evbook
from evbook.declaration.units import dimension
from evbook.own_data import read
from evbook.own_data.records import ROLES
from evbook.own_data.units import factor_between, unit_of

FILES = json.loads(EXPECTED.read_text("utf-8"))


def test_every_file_has_what_it_must_give_and_there_are_enough():
    assert sorted(FILES) == [path.name for path in files()]
    assert len(FILES) >= 80


@pytest.mark.parametrize("path", files(), ids=lambda path: path.stem)
def test_each_file_gives_its_values_units_roles_remarks_and_questions(path):
    found, wanted = record_of(path), FILES[path.name]
    assert found.get("refused") == wanted.get("refused")
    if "refused" in wanted:
        return
    assert [(c["letter"], c["name"], c["role"], c["unit"]) for c in found["columns"]] == [
        (c["letter"], c["name"], c["role"], c["unit"]) for c in wanted["columns"]
    ]
    for ours, theirs in zip(found["columns"], wanted["columns"], strict=True):
        numbers = [value for value in theirs["values"] if not isinstance(value, str)]
        if len(numbers) == len(theirs["values"]):
            np.testing.assert_allclose(np.array(ours["values"], float), np.array(theirs["values"], float), rtol=1e-12)
        else:
            assert ours["values"] == theirs["values"]
        rest = {name: value for name, value in theirs.items() if name != "values"}
        assert {name: ours.get(name) for name in rest} == rest
    assert found["remarks"] == wanted["remarks"]
    assert found["questions"] == wanted["questions"]


def by_name(text, **answers):
    return {column.name: column for column in read(text, **answers).columns}


#: The control arm of the book, as it stands in the shared files.
DAYS, VOLUMES = [0, 4, 7, 10, 13, 16, 19], [192, 728, 2319, 3590, 5852, 8591, 10438]


@pytest.mark.parametrize("name", [
    "01_plain.csv", "02_bom_crlf.csv", "03_utf16_unicode_text.txt",
])  # fmt: skip
def test_the_books_own_arm_is_read_right_whatever_the_encoding(name):
    table = read(files()[0].parent / name)
    assert not table.questions
    time, volume = table.columns
    assert (time.role, time.unit, list(time.values)) == ("time", "day", DAYS)
    assert (volume.role, volume.unit, list(volume.values)) == ("value", "mm^3", VOLUMES)


def test_a_power_of_ten_in_a_heading_is_a_factor():
    rows = "100,1.787,371\n200,559,53\n300,746,59\n"
    found = by_name(f"Day,Tumour cells (10^6 cells),Effector cells [10^3 cells]\n{rows}")
    assert found["Tumour cells"].factor == 1e6
    assert list(found["Tumour cells"].values) == [1.787e6, 5.59e8, 7.46e8]
    assert list(found["Effector cells"].values) == [371e3, 53e3, 59e3]


@pytest.mark.parametrize("text", [
    "Day\tVolume (mm3)\n4\t728\n7\t2,319\n10\t3,590\n", "Tag;V\n4;728\n7;2.319\n", 'Day,V\n4,728\n7,"2,319"\n',
])  # fmt: skip
def test_where_every_mark_stands_before_three_digits_the_reader_is_asked_and_the_numbers_are_withheld(text):
    table = read(text)
    assert [q.option for q in table.questions] == ["decimal"]
    assert np.isnan(table.columns[1].values[1])
    mark = "," if "," in text.split("\n")[2].replace("7,", "") else "."
    other = "." if mark == "," else ","
    assert read(text, decimal=mark).columns[1].values[1] == 2.319
    grouped = read(text, decimal=other)
    assert grouped.columns[1].values[1] == 2319
    assert not grouped.questions


@pytest.mark.parametrize("heading, unit", [
    ("Hours", "hour"), ("time_h", "hour"), ("t/h", "hour"), ("Time, h", "hour"), ("TIME (H)", "hour"),
    ("Time (hr.)", "hour"),
    ("weeks", "week"), ("Time (months)", "month"), ("Time [s]", "s"), ("Zeit in min", "min"),
    ("Days post injection", "day"),
    ("Study day", "day"), ("T (D)", "day"), ("elapsedHours", "hour"), ("Time..h.", "hour"), ("dpi", "day"),
    ("Temps (j)", "day"), ("time since dose [h]", "hour"), ("Time (minutes)", "min"), ("Stunden", "hour"),
    ("heures", "hour"),
    ("TIME_HRS", "hour"), ("Time_min", "min"), ("time (weeks)", "week"), ("Time after treatment (days)", "day"),
])  # fmt: skip
def test_a_unit_of_time_is_found_wherever_it_stands_in_the_heading(heading, unit):
    time, value = read(f'"{heading}",V (mm3)\n0,1.5\n2,2.5\n3,4.5\n').columns
    assert (time.role, time.unit) == ("time", unit)
    assert list(time.values) == [0, 2, 3]
    assert value.role == "value"


@pytest.mark.parametrize("text, label, factor", [
    ("10^6 cells", "cell", 1e6), ("10⁶ cells", "cell", 1e6), ("10^9 particles/mL", "EV/mL", 1e9),
    ("100 ng/mL", "ng/mL", 100),
    ("10 min", "min", 10), ("×10³ cells", "cell", 1e3), ("x10^6 cells", "cell", 1e6), ("million cells", "cell", 1e6),
    ("1e6 cells", "cell", 1e6), ("thousand cells", "cell", 1e3), ("1,000 cells", "cell", 1e3),
    ("ng/10^6 cells", "ng/cell", 1e-6),
    ("ng per 10^6 cells", "ng/cell", 1e-6), ("cells × 10⁶", "cell", 1e6), ("10^-3 mol", "mol", 1e-3),
    ("Mio. Zellen", "cell", 1e6),
    ("day−1", "1/day", 1), ("h^-1", "1/hour", 1), ("EV/(cell h)", "EV/(cell hour)", 1), ("µg/mL", "ug/mL", 1),
    ("mm³", "mm^3", 1),
    ("mm3", "mm^3", 1), ("cc", "cm^3", 1), ("particles per ml", "EV/mL", 1), ("%", "%", 1),
    ("copies/cell", "molecule/cell", 1),
])  # fmt: skip
def test_units_with_powers_of_ten_and_words(text, label, factor):
    unit = unit_of(text)
    assert (unit.label, unit.factor) == (label, factor)
    assert unit_of(label).factor == 1, "the unit's name is itself a unit, without a factor"


@pytest.mark.parametrize("a, b", [
    ("hour", "day"), ("min", "s"), ("week", "day"), ("month", "day"), ("mm^3", "mL"), ("cm^3", "mm^3"),
    ("ng/mL", "mg/L"),
    ("nM", "umol/L"), ("cell/mL", "1/L"), ("EV/mL", "EV/L"), ("1/day", "1/hour"),
    ("EV/(cell hour)", "EV/(cell day)"), ("%", "1"),
])  # fmt: skip
def test_the_readers_units_are_the_books(a, b):
    ours, theirs = unit_of(a), unit_of(b)
    x, y = dimension(a), dimension(b)
    if x.powers == y.powers:
        assert factor_between(ours, theirs) == pytest.approx(x.factor / y.factor, rel=1e-9)
    else:
        assert factor_between(ours, theirs) is None


def test_an_answer_is_taken_and_a_wrong_one_refused_in_a_sentence():
    text = "Date,Error,V\n03/04/2024,1,192\n05/04/2024,2,728\n"
    assert {q.option for q in read(text).questions} == {"dates", "roles"}
    table = read(text, dates="day first", roles={"Error": "sd"})
    assert not table.questions
    assert list(table.column("A").values) == [0, 2]
    assert table.column("Error").of == "C"
    assert list(read(text, dates="month first", roles={"Error": "sem"}).column("A").values) == [0, 61]
    for answers, said in (
        ({"roles": {"nobody": "sd"}}, "no column 'nobody'"),
        ({"roles": {"V": "curve"}}, "no role 'curve'"),
        ({"decimal": ";"}, "decimal is"),
        ({"time": "nobody"}, "no column 'nobody'"),
        ({"units": {"V": "parsec"}}, "is no unit"),
        ({"limit": -1}, "must be above 0"),
    ):
        with pytest.raises(ValueError, match=said):
            read(text, **answers)


def test_the_time_column_can_be_chosen():
    text = "day,week,V\n0,0,1\n7,1,2\n"
    assert read(text).questions[0].option == "time"
    table = read(text, time="week")
    assert not table.questions
    assert [c.role for c in table.columns] == ["ignored", "time", "value"]


def test_limits_are_kept_and_never_taken_for_values():
    column = read("time [d],V\n0,<50\n4,BLQ\n7,60\n").column("V")
    assert np.isnan(column.values[:2]).all()
    assert list(column.censored) == [-1, -1, 0]
    assert list(column.limits[:2]) == [50, 50]
    asked = read("time [d],V\n0,BLQ\n4,60\n")
    assert [q.option for q in asked.questions] == ["limit"]
    assert read("time [d],V\n0,BLQ\n4,60\n", limit=20).column("V").limits[0] == 20


@pytest.mark.parametrize("name", [
    "clinical_lesion_trajectories.csv", "ev_biodistribution_organs.csv", "ev_drug_loading_capacity.csv",
    "ev_plasma_exercise_nta.csv",
    "ev_tumour_uptake_percent.csv", "nta_beads_100nm.csv",
])  # fmt: skip
def test_public_tables_are_read_and_what_they_leave_open_is_asked(name):
    table = read(beside(f"external/{name}"))
    roles = {column.name: column.role for column in table.columns}
    if name.startswith("clinical"):
        assert not table.questions
        assert (roles["lesion"], roles["arm"], roles["weeks"], roles["volume"]) == ("subject", "arm", "time", "value")
        assert table.column("volume").unit == "mm^3"
        assert len(table.rows) == 8416
    elif "biodistribution" in name:
        assert table.column("J").role == "time" and table.column("J").unit == "hour"
    elif "exercise" in name:
        assert any("Baseline" in question for question in table.questions)
        assert table.column("particles_per_ml").unit == "EV/mL"
    else:
        assert any(question.option == "time" for question in table.questions)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="0123456789.,;\t\n\"' -<>=#eEdhVtime()[]/^%µ±:", max_size=120))
def test_no_text_ends_in_anything_but_a_table_or_a_sentence(text):
    try:
        table = read(text.encode())
    except ValueError as refusal:
        assert re.match(r"^[A-Z“].*[.?)]$", str(refusal), re.DOTALL), str(refusal)
    else:
        assert all(column.role in ROLES for column in table.columns)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.floats(0.011, 9e5), min_size=3, max_size=8),
    st.sampled_from([(",", "."), (";", "."), (";", ","), ("\t", "."), ("\t", ",")]),
    st.sampled_from([2, 4]),
)
def test_numbers_written_in_any_convention_come_back(numbers, convention, places):
    between, mark = convention
    rows = [f"{i}{between}{f'{x:.{places}f}'.replace('.', mark)}" for i, x in enumerate(numbers)]
    table = read("\n".join([f"time [h]{between}C [nM]", *rows]))
    assert not table.questions
    np.testing.assert_allclose(table.column("C").values, [round(x, places) for x in numbers], rtol=1e-9)


def test_limits_and_spreads_are_fitted_in_the_unit_of_their_value():
    """Standard deviations in mm³ beside volumes in cm³, and a limit in cm³, reach the model in mm³."""
    model = evbook.load("tumour-vessels")
    table = read("Day,V (cm3),SD (mm3)\n1,<0.5,30\n4,0.62,30\n7,1.38,60\n10,>2.4,90\n")
    fit = model.fit(table.frame(), observe={"V": "V"}, parameters=["growth"], sigma={"V": "SD (mm3)"}, ev=False)
    rows = fit.attrs["residuals"]
    np.testing.assert_allclose(rows["sigma"], [30, 30, 60, 90])
    np.testing.assert_allclose(rows[["below", "measured", "above"]].to_numpy()[[0, 1, 3], [0, 1, 2]], [500, 620, 2400])
    # a number given for all is in the unit of the data too
    plain = table.frame()[["time", "V"]].dropna()
    plain.attrs |= {"units": {"time": "day", "V": "cm^3"}}
    both = [model.fit(plain, observe={"V": "V"}, parameters=["growth"], sigma=0.05, ev=False, starts=n) for n in (1, 2)]
    np.testing.assert_allclose(both[1].attrs["residuals"]["sigma"], 50)
    assert both[0].loc["growth", "value"] == pytest.approx(both[1].loc["growth", "value"], rel=1e-4)


def test_columns_that_are_arms_are_stacked_for_a_fit():
    frame = read("Day,Control (mm3),Control (mm3),TNP-470 (mm3),TNP-470 (mm3)\n0,1,2,3,4\n4,5,,7,8\n").frame()
    assert list(frame.columns) == ["time", "arm", "value"]
    assert frame.attrs["units"] == {"time": "day", "value": "mm^3"}
    assert list(frame[frame["arm"] == "Control"]["value"]) == [1, 5, 2]
    treated = read("Treatment,Day,V (mm3)\nPBS,0,1\nDrug,0,2\n").frame()
    assert list(treated["arm"]) == ["PBS", "Drug"]
