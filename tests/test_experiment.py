"""A model taken away with its experiments: every file is listed, every experiment says what it should give."""

from __future__ import annotations

import csv
import io
import zipfile
from xml.etree import ElementTree

import libsbml
import numpy as np
import pytest

import evbook
from evbook.declaration import AtTime
from evbook.derive.experiment import FORMATS, SBML, SEDML
from evbook.derive.sbml import NotInSbml

MODEL = "immune-escape"


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> dict[str, str]:
    """The files of one archive, by their names."""
    path = tmp_path_factory.mktemp("archive") / "model.omex"
    made = evbook.load(MODEL).to_omex(path, T_v=2e6)
    assert path.read_bytes() == made == evbook.load(MODEL).to_omex(T_v=2e6), "the same model gives the same bytes"
    packed = zipfile.ZipFile(path)
    return {name: packed.read(name).decode() for name in packed.namelist()}


@pytest.fixture(scope="module")
def asked(files) -> ElementTree.Element:
    return ElementTree.fromstring(files["experiments.sedml"])


def table(files, name: str) -> dict[str, np.ndarray]:
    head, *rows = csv.reader(io.StringIO(files[f"expected/{name}.csv"]))
    return dict(zip(head, np.array(rows, float).T, strict=True))


def test_the_manifest_lists_every_file_with_its_kind_and_one_to_begin_with(files):
    entries = list(ElementTree.fromstring(files["manifest.xml"]))
    listed = {entry.get("location").removeprefix("./"): entry for entry in entries}
    assert set(listed) == {".", *files}
    for name, entry in listed.items():
        if name not in (".", "manifest.xml"):
            assert entry.get("format") == FORMATS[name.rsplit(".", 1)[1]]
    assert [name for name, entry in listed.items() if entry.get("master") == "true"] == ["experiments.sedml"]


def test_there_is_a_report_for_the_setting_for_each_scenario_and_for_scans(files, asked):
    reports = {report.get("id") for report in asked.iter(f"{{{SEDML}}}report")}
    scenarios = {f"scenario_{s.name}" for s in evbook.load(MODEL).declaration.scenarios}
    benchmarks = {
        f"benchmark_{b.name}" for b in evbook.load(MODEL).declaration.benchmarks if isinstance(b.quantity, AtTime)
    }
    assert benchmarks
    assert reports == {"asked", "without", "scan_of_1", "scan_of_2", *scenarios, *benchmarks}
    assert {name.removeprefix("expected/").removesuffix(".csv") for name in files if name.endswith(".csv")} == reports


def test_every_reference_leads_to_something_and_every_target_is_in_its_sbml(files, asked):
    ids = {element.get("id") for element in asked.iter() if element.get("id")}
    for element in asked.iter():
        for key, value in element.attrib.items():
            if key in ("modelReference", "simulationReference", "taskReference", "dataReference", "task", "range"):
                assert value in ids, (element.tag, key, value)
    sbml = {
        name: ElementTree.fromstring(files[name]) for name in files if name.endswith(".xml") and name != "manifest.xml"
    }
    sources = {m.get("id"): m.get("source") for m in asked.iter(f"{{{SEDML}}}model")}
    for model in asked.iter(f"{{{SEDML}}}model"):
        if model.get("source").startswith("#"):
            root = sbml[sources[model.get("source").removeprefix("#")]]
            for change in model.iter(f"{{{SEDML}}}changeAttribute"):
                where, _, attribute = change.get("target").rpartition("/@")
                place = "./" + where.removeprefix("/sbml:sbml/")
                (found,) = root.findall(place, {"sbml": SBML})
                assert found.get(attribute) is not None


def test_what_is_expected_is_what_the_model_gives_at_that_setting(files):
    model = evbook.load(MODEL)
    for name, run in (
        ("asked", model.simulate(T_v=2e6)),
        ("without", model.simulate(T_v=2e6, ev=False)),
        ("scenario_late", model.simulate(scenario="late")),
    ):
        expected = table(files, name)
        assert np.array_equal(expected["time"], run.index.to_numpy())
        for state in ("E", "T"):
            # expected is computed at a hundredth of the tolerance of a run
            np.testing.assert_allclose(expected[state], run[state].to_numpy(), rtol=1e-6, err_msg=f"{name} {state}")


def test_a_benchmark_at_a_time_ends_where_the_model_meets_it(files):
    for b in evbook.load(MODEL).declaration.benchmarks:
        if isinstance(b.quantity, AtTime):
            found = table(files, f"benchmark_{b.name}")
            assert found["time"][-1] == b.quantity.time
            assert found[b.quantity.of][-1] == pytest.approx(b.value, rel=b.tolerance)


def test_a_scan_ends_where_single_runs_end(files):
    scan = table(files, "scan_of_1")
    model = evbook.load(MODEL)
    (name,) = set(scan) & {p.name for p in model.declaration.parameters}
    assert len(scan[name]) == 5 and len(set(scan[name])) == 5
    ends = [model.simulate(**{"T_v": 2e6, name: value})["T"].iloc[-1] for value in scan[name]]
    np.testing.assert_allclose(scan["T"], ends, rtol=1e-6)
    assert len(table(files, "scan_of_2")["T"]) == 4


def test_the_archive_says_what_to_cite_and_stands_on_its_base(files):
    model = evbook.load(MODEL)
    assert f"declaration {model.declaration.hash}" in files["README.md"]
    assert "https://doi.org/10.1007/BF02460644" in files["README.md"] and "10.1007/BF02460644" in files["metadata.rdf"]
    assert ElementTree.fromstring(files["metadata.rdf"]) is not None
    for name in ("model.xml", "model_without_vesicles.xml"):
        assert libsbml.readSBMLFromString(files[name]).getNumErrors(libsbml.LIBSBML_SEV_ERROR) == 0


@pytest.mark.parametrize("model", ["membrane-wrapping", "tumour-slice"])
def test_a_model_that_is_no_course_in_time_says_what_it_has_instead(model):
    with pytest.raises(NotInSbml, match=r"Take its table of values \(`model.simulate\(\)"):
        evbook.load(model).to_omex()
