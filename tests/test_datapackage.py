"""The checker of the data package: each kind of fault is found, where it is, and nothing else is."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evbook.authoring.datapackage import Fault, check_package, check_table, main
from evbook.data import folder

SCHEMA = {
    "fields": [
        {"name": "id", "type": "string", "constraints": {"required": True, "pattern": "a-[0-9]+"}},
        {"name": "sign", "type": "string", "constraints": {"enum": ["promotes", "opposes"]}},
        {"name": "count", "type": "integer", "constraints": {"minimum": 1, "maximum": 9}},
        {"name": "size", "type": "number", "constraints": {"minimum": 0}},
        {"name": "checked", "type": "date"},
        {"name": "doi", "type": "string", "constraints": {"unique": True, "minLength": 3}},
    ],
    "primaryKey": "id",
}
HEADER = "id,sign,count,size,checked,doi\n"


def faults(tmp_path, text, schema=SCHEMA):
    path = tmp_path / "table.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return check_table(path, schema)


def test_a_table_that_fits_its_schema_has_no_fault(tmp_path):
    text = HEADER + 'a-1,promotes,1,0.5,2026-11-23,10.1/x\na-2,,,,,\n"a-3",opposes,9,1e12,2019-02-28,10.1/y\n'
    assert faults(tmp_path, text) == []


@pytest.mark.parametrize(
    ("line", "column", "reason"),
    [
        (",promotes,1,1,,", "id", "the cell is empty and must not be."),
        ("b-2,promotes,1,1,,", "id", "'b-2' does not have the form a-[0-9]+."),
        ("a-2,enhances,1,1,,", "sign", "'enhances' is not one of promotes, opposes."),
        ("a-2,promotes,1.5,1,,", "count", "'1.5' is not a whole number."),
        ("a-2,promotes,0,1,,", "count", "0 is below 1, the least allowed."),
        ("a-2,promotes,10,1,,", "count", "10 is above 9, the most allowed."),
        ("a-2,promotes,1,many,,", "size", "'many' is not a number."),
        ("a-2,promotes,1,nan,,", "size", "'nan' is not a finite number in the usual notation."),
        ("a-2,promotes,1,-1,,", "size", "-1 is below 0, the least allowed."),
        ("a-2,promotes,1,1,23 Nov 2026,", "checked", "'23 Nov 2026' is not a date such as 2026-01-31."),
        ("a-2,promotes,1,1,2026-02-30,", "checked", "'2026-02-30' is not a date such as 2026-01-31."),
        ("a-2,promotes,1,1,20260102,", "checked", "'20260102' is not a date such as 2026-01-31."),
        ("a-2,promotes,1,1,,x", "doi", "'x' is shorter than 3 characters."),
        ("a-2,promotes ,1,1,,", "sign", "'promotes ' begins or ends with blank space."),
        ("a-1,promotes,1,1,,", "id", "'a-1' stands in row 1 already."),
        ("a-2,promotes,1,1,,10.1/x", "doi", "'10.1/x' stands in row 1 already."),
    ],
)
def test_a_bad_cell_is_named_by_file_row_column_and_reason(tmp_path, line, column, reason):
    found = faults(tmp_path, f"{HEADER}a-1,promotes,1,1,,10.1/x\n{line}\na-3,opposes,2,,,\n")
    assert found == [Fault("table.csv", 2, column, reason)]
    assert str(found[0]) == f"table.csv, row 2, column {column}: {reason}"


def test_a_row_with_a_comma_too_many_is_one_fault_and_says_how_to_cure_it(tmp_path):
    found = faults(tmp_path, HEADER + "a-1,promotes,1,1,,one,two\na-2,,,,,\n")
    assert [str(fault) for fault in found] == [
        "table.csv, row 1: 7 cells where the header has 6; a comma in a text needs quotes."
    ]


def test_a_missing_and_a_foreign_column_are_both_named(tmp_path):
    found = faults(tmp_path, HEADER.replace("size", "weight") + "a-1,,,,,\n")
    assert {(fault.row, fault.column) for fault in found} == {(0, "size"), (0, "weight")}


def test_columns_in_another_order_are_a_fault(tmp_path):
    found = faults(tmp_path, "sign,id,count,size,checked,doi\npromotes,a-1,,,,\n")
    assert [str(fault) for fault in found] == [
        "table.csv, header: the columns are in another order; it should be id, sign, count, size, checked, doi."
    ]


def test_an_empty_file_and_a_wrong_encoding_are_told_apart(tmp_path):
    assert "is empty" in faults(tmp_path, "")[0].reason
    assert "not UTF-8" in faults(tmp_path, (HEADER + "a-1,é,,,,\n").encode("latin-1"))[0].reason


def test_empty_cells_are_never_repetitions(tmp_path):
    assert faults(tmp_path, HEADER + "a-1,,,,,\na-2,,,,,\na-3,,,,,\n") == []


@given(st.lists(st.integers(1, 9), min_size=1, max_size=12), st.data())
def test_one_spoilt_cell_is_one_fault_at_its_row(tmp_path_factory, counts, draw):
    spoilt = draw.draw(st.integers(1, len(counts)))
    lines = [f"a-{row},,{'x' if row == spoilt else count},,," for row, count in enumerate(counts, start=1)]
    found = faults(tmp_path_factory.mktemp("table"), HEADER + "\n".join(lines) + "\n")
    assert [(fault.row, fault.column) for fault in found] == [(spoilt, "count")]


@pytest.fixture
def small_package(tmp_path):
    """A package of two tables, the second of which refers to the first; returns its folder and description."""

    def resource(name, fields, **schema):
        return {
            "name": name,
            "path": f"{name}.csv",
            "title": name,
            "description": "a table",
            "sources": [{"title": "here"}],
            "licenses": [{"name": "CC-BY-4.0"}],
            "schema": {"fields": fields, **schema},
        }

    text = {"type": "string", "description": "a name"}
    package = {
        "name": "small",
        "resources": [
            resource("cells", [{"name": "cell", **text}], primaryKey="cell"),
            resource(
                "drugs",
                [{"name": "drug", **text}, {"name": "cell", **text}],
                primaryKey="drug",
                foreignKeys=[{"fields": "cell", "reference": {"resource": "cells", "fields": "cell"}}],
            ),
        ],
    }
    (tmp_path / "cells.csv").write_text("cell\nA549\nHeLa\n", encoding="utf-8")
    (tmp_path / "drugs.csv").write_text("drug,cell\ncisplatin,A549\npaclitaxel,\n", encoding="utf-8")

    def save():
        (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
        return tmp_path

    return package, save


def test_a_whole_package_has_no_fault(small_package):
    _, save = small_package
    assert check_package(save()) == []


def test_a_reference_to_a_row_that_is_not_there_is_named(small_package):
    _, save = small_package
    place = save()
    (place / "drugs.csv").write_text("drug,cell\ncisplatin,A549\npaclitaxel,A594\n", encoding="utf-8")
    assert [str(fault) for fault in check_package(place)] == [
        "drugs.csv, row 2, column cell: 'A594' is not in cells.csv, column cell."
    ]


def test_a_file_nobody_described_and_a_file_nobody_made_are_faults(small_package):
    _, save = small_package
    place = save()
    (place / "stray.csv").write_text("a\n1\n", encoding="utf-8")
    (place / "cells.csv").unlink()
    assert {fault.file for fault in check_package(place)} == {"stray.csv", "cells.csv"}


@pytest.mark.parametrize("part", ["sources", "licenses", "title", "description"])
def test_a_table_without_source_or_licence_is_refused(small_package, part):
    package, save = small_package
    del package["resources"][0][part]
    assert [str(fault) for fault in check_package(save())] == [f"datapackage.json: the table cells.csv has no {part}."]


def test_a_constraint_that_would_not_be_checked_is_refused(small_package):
    package, save = small_package
    package["resources"][0]["schema"]["fields"][0]["constraints"] = {"maxLength": 3}
    assert "'maxLength' is not one that is checked" in str(check_package(save())[0])


def test_a_description_that_is_not_json_or_not_there_is_said(tmp_path):
    assert "the file is missing" in str(check_package(tmp_path)[0])
    (tmp_path / "datapackage.json").write_text('{"name": }', encoding="utf-8")
    assert "this is not JSON" in str(check_package(tmp_path)[0])


def test_the_command_prints_each_fault_and_fails(small_package, capsys):
    _, save = small_package
    place = save()
    assert main([str(place)]) == 0
    (place / "cells.csv").write_text("cell\nA549\nA549\n", encoding="utf-8")
    assert main([str(place)]) == 1
    assert "cells.csv, row 2, column cell: 'A549' stands in row 1 already." in capsys.readouterr().out


def test_the_books_own_data_have_no_fault():
    assert [str(fault) for fault in check_package(folder())] == []
