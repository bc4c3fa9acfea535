"""How fast the book was is shown as it was measured: nothing is lost between ``make bench``, the table and the page."""

from __future__ import annotations

import importlib
import re
import sys

import pytest
from chapters import BOOK, ROOT

from evbook import data
from evbook.authoring.datapackage import check_table
from evbook.chapter import status
from evbook.review.catalogue import declarations
from evbook.sphinxext import freshness


@pytest.fixture
def bench(monkeypatch):
    """The modules of the measurement by their names."""
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    yield importlib.import_module
    for name in ("record", "browsing", "building", "ensemble", "lab", "solving"):
        sys.modules.pop(name, None)


def measures() -> set[str]:
    (field,) = [field for field in data.resource("status")["schema"]["fields"] if field["name"] == "measure"]
    return set(field["constraints"]["enum"])


# ------------------------------------------------------------------------------------------------- what is measured
def test_what_fails_is_a_sentence_and_the_rest_goes_on(bench, capsys):
    kept = bench("record").Record()
    with kept.attempt("the first"):
        raise RuntimeError("\nIt did not start.\nA long story.")
    with kept.attempt("the second"):
        raise SystemExit("There is no browser.")
    with kept.attempt("the third"):
        kept.add("make book", "from nothing", 300.4, "s")
    assert kept.failures == [
        "Not measured: the first. It did not start.",
        "Not measured: the second. There is no browser.",
    ]
    assert [row.value for row in kept.rows] == [300.0]
    assert all(said in kept.report() for said in (*kept.failures, "from nothing"))


def test_a_ratio_is_of_the_two_figures_beside_each_other(bench):
    kept = bench("record").Record()
    kept.add("slider to curve", "the usual widgets", 600, "ms", beside=("this explorer", 24))
    (row,) = kept.rows
    assert (row.compared_with, row.ratio) == ("this explorer", 25)
    assert row.date and row.version and re.fullmatch(r"\d+ cores, \w+, \w+", row.machine)


def test_what_is_written_fits_the_schema_and_leaves_older_figures(bench, tmp_path):
    record = bench("record")
    path = tmp_path / "status.csv"
    for values in ({"from nothing": 300, "after an edit of one chapter": 40}, {"from nothing": 290}):
        kept = record.Record("a note, with a comma")
        for subject, value in values.items():
            kept.add("make book", subject, value, "s")
        record.write(kept.rows, path)
    assert {row.subject: row.value for row in record.read(path)} == {
        "from nothing": 290,
        "after an edit of one chapter": 40,
    }
    assert check_table(path, data.resource("status")["schema"]) == []
    before = path.read_bytes()
    record.write(record.read(path), path)
    assert path.read_bytes() == before


def test_a_figure_is_compared_with_another_of_the_same_run_or_with_none(bench):
    kept = bench("record").Record()
    kept.add("one run, SciPy", "tgf-beta", 50, "ms")
    for model in ("tgf-beta", "another"):
        kept.add("one run, browser", model, 5, "ms", beside=kept.beside("one run, SciPy", model))
    assert [(row.compared_with, row.ratio) for row in kept.rows if row.compared_with] == [("one run, SciPy", 0.1)]


def test_a_run_that_is_broken_off_keeps_what_it_has(bench, tmp_path):
    record = bench("record")
    kept = record.Record(path=tmp_path / "status.csv")
    with pytest.raises(KeyboardInterrupt), kept.attempt("two things"):
        kept.add("make book", "from nothing", 300, "s")
        raise KeyboardInterrupt
    assert [row.subject for row in record.read(tmp_path / "status.csv")] == ["from nothing"]


@pytest.mark.parametrize("arguments", [["--only", "slider,speed"]])
def test_a_measure_that_there_is_not_is_answered_with_those_there_are(bench, monkeypatch, capsys, arguments):
    main = importlib.util.spec_from_file_location("bench_main", ROOT / "benchmarks" / "__main__.py")
    module = importlib.util.module_from_spec(main)
    main.loader.exec_module(module)
    with pytest.raises(SystemExit):
        module.asked(arguments)
    assert "there is no measure speed; there are slider, load, bytes, solve" in capsys.readouterr().err
    assert module.asked([]).only.isdisjoint({"build", "test"})
    assert {"build", "test"} <= module.asked(["--long"]).only


# ---------------------------------------------------------------------------------------------------- what is shown
def test_every_measure_has_a_place_on_the_page_and_is_taken():
    assert {measure for sheet in status.SHEETS for measure in sheet.measures} == measures()
    taken = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "benchmarks").glob("*.py"))
    assert {measure for measure in measures() if f'"{measure}"' not in taken} == set()


def test_every_figure_is_shown_once():
    shown = status.tables().html
    count = sum(len(subjects) for subjects in status.figures().values())
    assert count == len(data.read("status")) > 0
    cells = re.findall(r'<td role="cell"[^>]*>(.*?)</td>', shown)
    assert len([cell for cell in cells if cell != "not measured"]) == count


def test_what_was_measured_is_still_there():
    """A figure of a model or a page that has gone is taken out with it."""
    sources = [path for path in BOOK.rglob("*") if path.suffix in (".md", ".ipynb")]
    pages = {path.relative_to(BOOK).with_suffix("").as_posix() for path in sources}
    models = {d.id for d in declarations()}
    for measure, by_subject in status.figures().items():
        for subject in by_subject:
            kind = status.kind_of(subject)
            assert kind != "page" or subject in pages, (measure, subject)
            assert kind != "other" or subject not in pages | models, (measure, subject)


def test_the_page_says_when_on_what_and_with_what_remarks():
    said = status.conditions()
    for row in data.read("status").itertuples():
        assert row.machine in said.text and row.version in said.text
        assert row.date[:4] in said.text
        assert all(note[1:] in said.html for note in data.parts(row.note))


def test_the_other_ways_are_compared_in_words():
    for measure in ("slider to curve", "a setting of an ensemble"):
        compared = {subject: one for subject, one in status.figures()[measure].items() if one.compared_with}
        assert compared, measure
        for subject, one in compared.items():
            assert f", {subject}: " in status.summary().text
            assert f"times as long as {one.compared_with}." in status.summary().text


def test_measuring_executes_no_notebook_anew():
    named = {path.name for path in freshness.package_files()}
    assert "claims.csv" in named
    assert freshness.MEASURED not in named
