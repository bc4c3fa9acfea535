"""The book's questions in programs that are not ours: Moodle's own import, and the schemas of QTI and its packages.

Neither comes with a package registry, so whoever has them says where: ``EVBOOK_MOODLE`` is the folder of an installed
Moodle that is for trying, ``EVBOOK_QTI_SCHEMAS`` that of ``imsqti_v2p1.xsd`` and ``imscp_v1p1.xsd`` with what these
import.  They need ``php`` and ``xmllint``.
"""

from __future__ import annotations

import json
import os
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from visits import ROOT

SITE = ROOT / "_build" / "html"
MOODLE, SCHEMAS = os.environ.get("EVBOOK_MOODLE", ""), os.environ.get("EVBOOK_QTI_SCHEMAS", "")


def _kinds(questions: ElementTree.Element) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in questions.iter("question"):
        if one.get("type") != "category":
            found[one.get("type")] = found.get(one.get("type"), 0) + 1
    return found


@pytest.mark.skipif(
    not MOODLE, reason="a Moodle is a server with a database, which no clone has; name its folder in $EVBOOK_MOODLE"
)
@pytest.mark.parametrize(("format", "file"), [("xml", "all.moodle.xml"), ("gift", "all.gift.txt")])
def test_moodle_takes_every_question_and_marks_its_answers_as_the_file_says(format, file):
    written = ElementTree.parse(SITE / "questions" / "all.moodle.xml").getroot()
    pictured = {
        one.findtext("name/text") for one in written.iter("question") if one.find("questiontext/file") is not None
    }
    script = ROOT / "tests" / "release" / "moodle.php"
    quiet = ("-d", "error_reporting=E_ALL & ~E_DEPRECATED", "-d", "memory_limit=2G")
    done = subprocess.run(["php", *quiet, script, MOODLE, format, SITE / "questions" / file], capture_output=True,
                          encoding="utf-8")  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    found = json.loads(done.stdout.splitlines()[-1])
    if format == "gift":  # it holds no pictures
        for one in [one for one in written if one.findtext("name/text") in pictured]:
            written.remove(one)
    assert found["kinds"] == _kinds(written)
    assert found["pictures"] == (len(pictured) if format == "xml" else 0)
    assert found["otherwise"] == []
    assert found["marked"] > found["questions"]


@pytest.mark.skipif(
    not SCHEMAS,
    reason="the schemas are their publisher's own, so no clone has them; name their folder in $EVBOOK_QTI_SCHEMAS",
)
def test_every_item_test_and_manifest_is_valid_by_the_schemas(tmp_path):
    with zipfile.ZipFile(SITE / "questions" / "all.qti.zip") as package:
        package.extractall(tmp_path)
    items = sorted(tmp_path.glob("items/*.xml"))
    assert len(items) > 300

    def valid(schema: str, *files: Path) -> int:
        (path,) = [path for path in Path(SCHEMAS).rglob(schema)]
        command = ["xmllint", "--nonet", "--noout", "--schema", path, *files]
        done = subprocess.run(command, capture_output=True, encoding="utf-8")
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stderr.count(" validates")

    assert valid("imsqti_v2p1.xsd", tmp_path / "test.xml", *items) == len(items) + 1
    assert valid("imscp_v1p1.xsd", tmp_path / "imsmanifest.xml") == 1
