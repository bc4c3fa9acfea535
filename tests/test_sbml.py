"""A model taken away as SBML is the same model: the same rates, curves, units, and the same honesty."""

import math
import sys
from dataclasses import fields, replace

import libsbml
import numpy as np
import pytest
import roadrunner
from small_dosed import dosed, switched
from small_models import decay, parameter

import evbook
from evbook.declaration import (
    Declaration,
    Dose,
    Output,
)
from evbook.declaration.units import dimension
from evbook.derive.numpy import functions, of_parameters
from evbook.derive.sbml import MissingExtra, NotInSbml
from evbook.derive.sbml.annotation import NAMESPACE, SBO, dois, dois_in
from evbook.derive.sbml.elements import LEFT_OUT, MAPPING
from evbook.derive.sbml.units import powers_of
from evbook.derive.system import compile
from evbook.model import Model
from evbook.review.catalogue import declarations
from evbook.simulation.curves import series
from evbook.simulation.solver import SolverError

ON_OFF = pytest.mark.parametrize("ev", [True, False], ids=["with vesicles", "without"])


SMALL = {"dosed": dosed(), "switched": switched()}
DYNAMIC = {d.id: d for d in declarations() if d.kind == "dynamic"} | SMALL
EACH = pytest.mark.parametrize("d", DYNAMIC.values(), ids=DYNAMIC.keys())


def faults(text: str) -> list[str]:
    """Everything that libSBML has to say, warnings and modelling practice included."""
    document = libsbml.readSBMLFromString(text)
    document.setConsistencyChecks(libsbml.LIBSBML_CAT_UNITS_CONSISTENCY, True)
    document.setConsistencyChecks(libsbml.LIBSBML_CAT_MODELING_PRACTICE, True)
    document.setConsistencyChecks(libsbml.LIBSBML_CAT_SBO_CONSISTENCY, True)
    document.checkConsistency()
    document.checkInternalConsistency()
    return [document.getError(n).getMessage() for n in range(document.getNumErrors())]


def simulator(text: str, names) -> roadrunner.RoadRunner:
    made = roadrunner.RoadRunner(text)
    made.integrator.relative_tolerance = 1e-13
    made.integrator.absolute_tolerance = 1e-18
    made.integrator.setValue("maximum_num_steps", 1_000_000)
    made.timeCourseSelections = ["time", *names]
    return made


def difference(ours: np.ndarray, theirs: np.ndarray) -> float:
    """The greatest difference, relative to max(|y|, 1e-6 of the curve's greatest |y|); shapes (times, curves)."""
    least = 1e-6 * np.abs(ours).max(axis=0)
    return float((np.abs(theirs - ours) / np.maximum(np.abs(ours), np.where(least > 0, least, 1.0))).max())


def tightly(d: Declaration, setting: dict[str, float], times: np.ndarray, *, ev: bool) -> dict[str, np.ndarray]:
    """Our curves at the tightest tolerance at which the run ends; rounding keeps the stiffest from ending at 1e-11."""
    try:
        return series(d, setting, times, ev=ev, rtol=1e-11)
    except SolverError:
        return series(d, setting, times, ev=ev, rtol=1e-9)


def holds(d: Declaration, /, *, ev: bool, scenario: str | None = None, **values) -> None:
    """Assert that libRoadRunner, running the file, draws our curves.

    States and outputs are held to our solver at tight tolerances, and the looser run of ``simulate`` to
    what its tolerance allows.
    """
    model = Model(d)
    frame = model.simulate(ev=ev, scenario=scenario, **values)
    made = simulator(model.to_sbml(ev=ev, scenario=scenario, **values), frame.columns)
    theirs = np.array(made.simulate(times=list(frame.index)))[:, 1:]
    tight = tightly(d, frame.attrs["setting"], frame.index.to_numpy(), ev=ev)
    assert difference(np.column_stack([tight[name] for name in frame.columns]), theirs) < 1e-6
    assert difference(frame.to_numpy(), theirs) < 2e-5


def model_of(text: str) -> libsbml.Model:
    document = libsbml.readSBMLFromString(text)
    model = document.getModel()
    model.kept = document  # libSBML frees the model with its document
    return model


@EACH
@ON_OFF
def test_libsbml_finds_nothing_to_say(d, ev):
    assert faults(Model(d).to_sbml(ev=ev, number_units=True)) == []


@EACH
@ON_OFF
def test_as_written_libsbml_says_only_where_it_cannot_check_numbers(d, ev):
    said = faults(Model(d).to_sbml(ev=ev))
    assert [each for each in said if "cannot be fully checked" not in each] == []
    assert "sbml:units" not in Model(d).to_sbml(ev=ev)


@EACH
@ON_OFF
def test_a_program_that_passes_over_initial_assignments_finds_the_same_numbers(d, ev):
    text = Model(d).to_sbml(ev=ev)
    model = model_of(text)
    made = roadrunner.RoadRunner(text)
    values = {each.name: each.value for each in d.parameters}
    symbols = {a.getSymbol() for a in model.getListOfInitialAssignments()}
    assert {species.getId() for species in model.getListOfSpecies()} <= symbols
    # What happens at time 0 has happened when libRoadRunner is asked.
    at_once = {a.getVariable() for e in model.getListOfEvents() if not e.getTrigger().getInitialValue()
               for a in e.getListOfEventAssignments()}  # fmt: skip
    for symbol in symbols - at_once:
        element = model.getElementBySId(symbol)
        if isinstance(element, libsbml.SpeciesReference):
            continue
        if isinstance(element, libsbml.Species):
            assert element.isSetInitialAmount() != element.isSetInitialConcentration()
            stated = element.getInitialAmount() if element.isSetInitialAmount() else element.getInitialConcentration()
        else:
            stated = element.getValue()
        assert stated == pytest.approx(float(made[symbol]), rel=1e-13, abs=1e-300), symbol
    for process in (p for p in d.processes if ev or not p.ev):
        reaction = model.getReaction(process.name)
        for side, participants in ((process.consumes, "getListOfReactants"), (process.produces, "getListOfProducts")):
            for participant in getattr(reaction, participants)() if reaction else ():
                coefficient = side[participant.getSpecies()]
                if isinstance(coefficient, str):
                    coefficient = of_parameters(d, coefficient)(values)
                assert participant.getStoichiometry() == pytest.approx(float(coefficient), rel=1e-13)


@EACH
def test_nothing_is_due_at_time_0_whatever_the_numbers_of_a_file_become(d):
    """So that a trigger held before the start is true at every setting, as PySCeS wants it."""
    model = model_of(Model(d).to_sbml())
    ours = {
        event for each in (*d.doses, *d.windows) for event in (each.name, f"{each.name}_starts", f"{each.name}_ends")
    }
    for event in model.getListOfEvents():
        held = event.getTrigger().getInitialValue()
        assert held == (not d.triggers) or event.getId() not in ours, event.getId()


#: What lets a first dose or session begin at 0, end at once, or not be at all; and what does so in the smallest models.
MOVED = {
    "whole-picture": ({"begins": 0.0, "acts": 0.0, "blocked": 0.5}, {"begins": 0.0, "treated": 0.0}),
    "caspase-switch": ({"begins": 0.0}, {"begins": 0.0, "lasts": 0.0}),
    "dosed": ({"start": 0.0}, {"start": 0.0, "n": 0.0}),
    "switched": ({"begin": 0.0}, {"begin": 0.0, "length": 0.0}, {"begin": 0.0, "n": 0.0}),
}


@pytest.mark.parametrize("d, values", [(DYNAMIC[name], each) for name, those in MOVED.items() for each in those])
@pytest.mark.parametrize("from_it", [True, False], ids=["in the file", "to the file"])
def test_a_file_whose_schedule_is_changed_runs_as_the_model_at_that_setting(d, values, from_it):
    """As SED-ML and people change it: a number of the file at another setting, from and to a start at time 0."""
    whole = Model(d)
    there, back = ({}, values) if from_it else (values, {})
    model = model_of(whole.to_sbml(**there))
    for name in values:
        model.getParameter(name).setValue(back.get(name, next(p.value for p in d.parameters if p.name == name)))
    frame = whole.simulate(**back)
    made = simulator(libsbml.writeSBMLToString(model.kept), frame.columns)
    theirs = np.array(made.simulate(times=list(frame.index)))[:, 1:]
    # at a jump a program may report either side
    apart = (np.abs(np.diff(frame.to_numpy(), axis=0)) > 0.2 * np.abs(frame.to_numpy()).max(axis=0)).any(axis=1)
    kept = ~np.append(apart, False) & ~np.append(False, apart)
    assert difference(frame.to_numpy()[kept], theirs[kept]) < 2e-5


def test_doses_of_one_state_see_each_other_and_a_single_one_takes_its_own_moment():
    doses = model_of(Model(dosed()).to_sbml())
    for name in ("infusion", "second", "first", "later"):
        assert not doses.getEvent(name).getUseValuesFromTriggerTime()
    sessions = model_of(Model(switched()).to_sbml())
    assert sessions.getEvent("session_starts").getUseValuesFromTriggerTime()


def test_a_unit_that_is_wrong_would_be_found():
    text = Model(dosed()).to_sbml()
    broken = text.replace('units="millimetre_per_day"', 'units="nanomole_per_litre"')
    assert broken != text
    assert any("units" in fault for fault in faults(broken))


@EACH
@ON_OFF
def test_the_file_runs_to_the_same_curves(d, ev):
    holds(d, ev=ev)


@pytest.mark.slow
@pytest.mark.parametrize("d, scenario", [(d, s.name) for d in DYNAMIC.values() for s in d.scenarios])
def test_each_scenario_runs_to_the_same_curves(d, scenario):
    holds(d, ev=True, scenario=scenario)


@pytest.mark.slow
@EACH
def test_random_settings_run_to_the_same_curves(d):
    draw = np.random.default_rng(1994)
    held = 0
    for _ in range(4):
        values = {}
        for each in d.parameters:
            share = draw.uniform(0.8, 1.25)
            values[each.name] = float(np.clip(each.value * share, *each.range)) if each.name != "n" else each.value
        try:
            holds(d, ev=True, **values)
            held += 1
        except SolverError as refusal:  # a corner that is too stiff for a run of bounded work, and says so
            assert "gave up" in str(refusal)
    assert held >= 3


@EACH
@ON_OFF
def test_the_rates_of_change_are_the_same_at_random_points(d, ev):
    draw = np.random.default_rng(2019)
    model, system = Model(d), compile(d, ev=ev)
    constants = np.array([each.value for each in d.parameters])
    made = roadrunner.RoadRunner(model.to_sbml(ev=ev))
    hidden = [float(made[record.name]) for record in d.hidden]
    ours = functions(system)
    start = np.array(ours.initial(np.array([*constants, *hidden])), float)
    for _ in range(20):
        y = (start + 1e-3 * np.maximum(np.abs(start), 1.0)) * np.exp(draw.normal(0, 1, len(start)))
        for s, value in zip(d.states, y, strict=True):
            made[s.name] = value
        theirs = [float(made[f"{s.name}'"]) for s in d.states]
        expected = ours.rhs(0.0, y, np.array([*constants, *hidden]))
        np.testing.assert_allclose(theirs, expected, rtol=1e-11, atol=1e-13 * np.abs(expected).max())


@EACH
def test_every_unit_is_as_large_as_it_was_declared(d):
    model = model_of(Model(d).to_sbml())
    checked = 0
    for each in d.parameters:
        element = model.getParameter(each.name)
        if element is None:
            continue
        assert element.getName() == each.meaning
        if element.getUnits() == "dimensionless":
            assert not powers_of(each.unit)
            continue
        definition = libsbml.UnitDefinition.convertToSI(element.getDerivedUnitDefinition())
        factor = math.prod(
            (part.getMultiplier() * 10.0 ** part.getScale()) ** part.getExponentAsDouble()
            for part in map(definition.getUnit, range(definition.getNumUnits()))
        )
        assert factor == pytest.approx(dimension(each.unit).factor, rel=1e-9), each.unit
        checked += 1
    assert checked > 3


def test_boluses_of_one_moment_add_up():
    d = dosed()
    made = simulator(Model(d).to_sbml(k=0.1, ka=1.0), ["C", "G"])
    at_dose = np.array(made.simulate(times=[0.0, 3.0 - 1e-7, 3.0 + 1e-7]))
    assert at_dose[2, 1] - at_dose[1, 1] == pytest.approx(30.0, rel=1e-4)
    assert at_dose[0, 2] == pytest.approx(6.0)


def test_a_repeated_trigger_fires_once_a_crossing():
    frame = Model(switched()).simulate()
    crossings = len(np.arange(np.pi, 30.0, 2 * np.pi))
    assert frame["kept"].iloc[-1] == pytest.approx(0.45 + 0.25 * crossings)


def test_kinetic_laws_stand_as_declared_and_name_their_modifiers():
    model = model_of(evbook.load("immune-escape").to_sbml())
    law = model.getReaction("recruitment").getKineticLaw()
    assert libsbml.formulaToL3String(law.getMath()) == "p * treg_arm * priming_arm * E * T / (g + T)"
    assert model.getAssignmentRuleByVariable("treg_arm") is not None
    assert [s.getSpecies() for s in model.getReaction("recruitment").getListOfModifiers()] == ["T"]
    killing = model.getReaction("killing")
    assert [s.getSpecies() for s in killing.getListOfReactants()] == ["T"]
    assert [s.getSpecies() for s in killing.getListOfModifiers()] == ["E"]
    assert model.getSpecies("T").getHasOnlySubstanceUnits()
    assert model.getReaction("effector_death").getKineticLaw().getSBOTermID() == SBO["order 1"]


def test_values_are_those_of_the_setting():
    model = model_of(evbook.load("immune-escape").to_sbml(scenario="late", phi_treg=0.7))
    assert model.getParameter("T_v").getValue() == 1e8
    assert model.getParameter("phi_treg").getValue() == 0.7


def test_what_we_added_says_so():
    model = model_of(evbook.load("immune-escape").to_sbml())
    for name in ("phi_treg", "treg_arm", "v"):
        element = model.getParameter(name)
        assert NAMESPACE in element.getAnnotationString()
        assert 'evbook:ev="true"' in element.getAnnotationString()
        assert "Added by evbook to the published model; assumed." in element.getNotesString()
    assert "evbook:ev" not in model.getParameter("a").getAnnotationString()
    notes = model.getNotesString()
    assert "several times the strength" in notes
    assert "Limit:" in notes
    assert "BSD-3-Clause" in notes


def resources(element: libsbml.SBase) -> dict[str, str]:
    """The MIRIAM links of an element, by qualifier."""
    found = {}
    for n in range(element.getNumCVTerms()):
        term = element.getCVTerm(n)
        qualifier = (
            libsbml.ModelQualifierType_toString(term.getModelQualifierType())
            if term.getQualifierType() == libsbml.MODEL_QUALIFIER
            else libsbml.BiolQualifierType_toString(term.getBiologicalQualifierType())
        )
        found[qualifier] = term.getResourceURI(0)
    return found


def test_the_base_is_linked_by_doi_and_by_biomodels():
    doi = "https://identifiers.org/doi:10.1007/BF02460644"
    file = "https://identifiers.org/biomodels.db:BIOMD0000000762"
    model = evbook.load("immune-escape")
    assert resources(model_of(model.to_sbml())) == {"isDescribedBy": doi, "isDerivedFrom": file}
    assert resources(model_of(model.to_sbml(ev=False))) == {"isDescribedBy": doi, "is": file}
    assert resources(model_of(model.to_sbml()).getParameter("a")) == {"isDescribedBy": doi}


def test_only_a_doi_of_the_bibliography_is_linked():
    assert dois_in("@article{Known,\n  doi = {10.1/x},\n}\n@misc{Unknown,\n  url = {y},\n}\n") == {"Known": "10.1/x"}
    unknown = Model(decay(parameters=(parameter(source="Nobody1900"), parameter("N_0", 100.0, "cell", (0, 1e3)))))
    assert "Nobody1900" not in dois()
    assert resources(model_of(unknown.to_sbml()).getParameter("k")) == {}


def test_without_vesicles_nothing_of_ours_acts():
    model = model_of(evbook.load("immune-escape").to_sbml(ev=False))
    assert model.getParameter("phi_treg") is None
    assert model.getParameter("secretion") is None
    assert libsbml.formulaToL3String(model.getAssignmentRuleByVariable("treg_arm").getMath()) == "1"


def test_the_file_is_the_same_every_time():
    assert Model(dosed()).to_sbml() == Model(dosed()).to_sbml()


def test_every_group_of_records_is_written_or_is_not_of_the_model():
    groups = {f.name for f in fields(Declaration) if f.type.startswith("tuple")}
    assert groups == MAPPING.keys() | LEFT_OUT | {"axes"}


def test_a_curve_and_a_function_that_sbml_lacks_are_refused_in_words():
    lacking = decay(outputs=(Output("E", "E1(k * t + 1)", "1", (0, 1), "x"),))
    with pytest.raises(NotInSbml, match="SBML has no function 'E1'"):
        Model(lacking).to_sbml()
    at_once = decay(doses=(Dose("twice", "N", "5", "1", "x", count="2"),))
    with pytest.raises(NotInSbml, match="'twice' is given 2 times at one moment"):
        Model(at_once).to_sbml()
    early = replace(at_once, doses=(Dose("early", "N", "5", "-1", "x"),))
    with pytest.raises(NotInSbml, match="'early' starts before time 0"):
        Model(early).to_sbml()


def test_a_missing_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "libsbml", None)
    with pytest.raises(MissingExtra, match=r'pip install "evbook\[sbml\]"'):
        evbook.load("immune-escape").to_sbml()


def test_a_second_run_in_libroadrunner_is_the_first_again_after_reset_all():
    """``reset`` alone leaves what events have changed, as the page of models says."""
    model = evbook.load("tumour-vessels")
    made = roadrunner.RoadRunner(model.to_sbml(ev=False, dose_angio=20.0))
    made.timeCourseSelections = ["V"]

    def run() -> np.ndarray:
        return np.array(made.simulate(0, 12, 13)).ravel()

    first = run()
    made.reset()
    assert abs(run()[-1] / first[-1] - 1) > 0.5
    made.resetAll()
    np.testing.assert_allclose(run(), first, rtol=1e-6)
