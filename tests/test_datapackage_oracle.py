"""Frictionless, the framework of the format's own authors, judges the tables as our checker does."""

from __future__ import annotations

import json
import shutil

import pytest
from frictionless import Package, Resource, Schema, system
from test_datapackage import SCHEMA

from evbook.authoring.datapackage import check_package, check_table
from evbook.data import folder

HEADER = "id,sign,count,size,checked,doi\n"
GOOD = "a-1,promotes,3,1.5,2026-01-31,10.1/x\n"
#: One cell or line at a time: a table that is right, and each way in which it can be wrong.
TABLES = {
    "right": GOOD,
    "empty where it may be": "a-1,,,,,\n",
    "a missing key": ",promotes,3,1.5,2026-01-31,10.1/x\n",
    "a key of another form": "b-1,promotes,3,1.5,2026-01-31,10.1/x\n",
    "a word that is not allowed": "a-1,helps,3,1.5,2026-01-31,10.1/x\n",
    "a fraction for a count": "a-1,promotes,3.5,1.5,2026-01-31,10.1/x\n",
    "a word for a count": "a-1,promotes,many,1.5,2026-01-31,10.1/x\n",
    "a count below its least": "a-1,promotes,0,1.5,2026-01-31,10.1/x\n",
    "a count above its most": "a-1,promotes,10,1.5,2026-01-31,10.1/x\n",
    "a word for a size": "a-1,promotes,3,large,2026-01-31,10.1/x\n",
    "a size below its least": "a-1,promotes,3,-1,2026-01-31,10.1/x\n",
    "no day of the calendar": "a-1,promotes,3,1.5,2026-02-30,10.1/x\n",
    "a day written otherwise": "a-1,promotes,3,1.5,31.1.2026,10.1/x\n",
    "a DOI too short": "a-1,promotes,3,1.5,2026-01-31,x\n",
    "a DOI twice": GOOD + "a-2,promotes,3,1.5,2026-01-31,10.1/x\n",
    "a key twice": GOOD + "a-1,promotes,3,1.5,2026-01-31,10.1/y\n",
    "a cell too few": "a-1,promotes,3,1.5,2026-01-31\n",
    "a cell too many": "a-1,promotes,3,1.5,2026-01-31,10.1/x,more\n",
}


@pytest.fixture(scope="module", autouse=True)
def in_their_folder():
    """Frictionless refuses paths outside the folder it was started in."""
    with system.use_context(trusted=True):
        yield


def test_the_books_own_package_is_valid():
    report = Package(str(folder() / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "message"])
    assert len(report.tasks) == len(list(folder().glob("*.csv")))
    assert not check_package(folder())


@pytest.mark.parametrize("case", TABLES)
def test_both_find_a_fault_or_neither_does(case, tmp_path):
    path = tmp_path / "table.csv"
    path.write_text(HEADER + TABLES[case], encoding="utf-8")
    theirs = Resource(str(path), schema=Schema.from_descriptor(SCHEMA)).validate()
    ours = check_table(path, SCHEMA)
    assert theirs.valid == (not ours), (theirs.flatten(["message"]), ours)
    assert theirs.valid == (case in ("right", "empty where it may be"))


def test_both_miss_a_row_that_another_table_names(tmp_path):
    shutil.copytree(folder(), tmp_path / "data")
    package = json.loads((tmp_path / "data" / "datapackage.json").read_text(encoding="utf-8"))
    naming = next(each for each in package["resources"] if each["schema"].get("foreignKeys"))
    key = naming["schema"]["foreignKeys"][0]
    named = next(each for each in package["resources"] if each["name"] == key["reference"]["resource"])
    path = tmp_path / "data" / named["path"]
    # Without its rows nothing that names one is right.
    path.write_text(path.read_text(encoding="utf-8").split("\n")[0] + "\n", encoding="utf-8")
    report = Package(str(tmp_path / "data" / "datapackage.json")).validate()
    assert "foreign-key" in {error[0] for error in report.flatten(["type"])}
    assert check_package(tmp_path / "data")
