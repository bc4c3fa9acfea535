"""TGF-β in solution against TGF-β on vesicles, seen by one cell's SMAD2 (Zi et al. 2011).

The base is fitted to human keratinocytes: receptors take ligand up and so empty the medium, which
makes the answer to one dose pass.  The same molecules on vesicles are assumed to be handed over
slowly; the cell then sees less at a time, for longer.
"""

# fmt: off
from evbook.declaration import (
    AtTime,
    Base,
    Benchmark,
    Budget,
    Challenge,
    ClosedForm,
    Declaration,
    Group,
    Intermediate,
    Measure,
    Modifier,
    Output,
    Process,
    Scenario,
    State,
    Time,
    Verdict,
)
from evbook.declaration import Parameter as P

ZI, SBML = "Zi2011", "code or SBML"
CELL = "HaCaT keratinocytes, fitted"
OURS = "no measurement known; our assumption"
SECOND = "1/(min nM)"

# One line a parameter: name, default, unit, range, grade, checked, source, meaning.
PARAMETERS = (
    P("dose",        0.02,      "nM",         (1e-3, 1),       "assumed", "not seen", "", "TGF-β given, in all its forms", label="TGF-β given", latex="D", context="0.02 nM is 24 000 molecules a cell; the file prints 60 000 for 0.05", scale="log", control=True),
    P("ki",          0.333,     "1/min",      (0.1, 1),        "fitted",   SBML, ZI, "receptors go in", latex="k_i", context=CELL),
    P("kr",          0.0333,    "1/min",      (0.01, 0.1),     "fitted",   SBML, ZI, "receptors come back", latex="k_r", context=CELL),
    P("k_T1",        0.0167,    "nM/min",     (5e-3, 5e-2),    "fitted",   SBML, ZI, "making of type I receptor", latex="k_{T1}", context=CELL),
    P("k_T2",        0.0190076, "nM/min",     (6e-3, 6e-2),    "fitted",   SBML, ZI, "making of type II receptor", latex="k_{T2}", context=CELL),
    P("kdeg_T1",     0.00256,   "1/min",      (8e-4, 8e-3),    "fitted",   SBML, ZI, "loss of type I receptor", latex="d_{T1}", context=CELL),
    P("kdeg_T2",     0.0132,    "1/min",      (4e-3, 4e-2),    "fitted",   SBML, ZI, "loss of type II receptor", latex="d_{T2}", context=CELL),
    P("kdeg_R",      0.00256,   "1/min",      (8e-4, 8e-3),    "fitted",   SBML, ZI, "loss of the occupied receptor", latex="d_R", context=CELL),
    P("klid",        0.0233678, SECOND,       (7e-3, 7e-2),    "fitted",   SBML, ZI, "loss of the occupied receptor called for by SMAD2 in the nucleus", latex="k_{lid}", context=CELL),
    P("ka",          117.897,   "1/(min nM**2)", (40, 360),    "fitted",   SBML, ZI, "ligand and both receptors meet", latex="k_a", context=CELL),
    P("kdiss",       0.0438111, "1/min",      (0.01, 0.13),    "fitted",   SBML, ZI, "the occupied receptor falls apart inside", latex="k_d", context=CELL),
    P("kimp2",       0.156,     "1/min",      (0.05, 0.5),     "fitted",   SBML, ZI, "SMAD2 enters the nucleus", latex="k_{in2}", context=CELL),
    P("kexp2",       0.763,     "1/min",      (0.2, 2.3),      "fitted",   SBML, ZI, "SMAD2 leaves the nucleus", latex="k_{ex2}", context=CELL),
    P("kimp4",       0.156,     "1/min",      (0.05, 0.5),     "fitted",   SBML, ZI, "SMAD4 enters the nucleus", latex="k_{in4}", context=CELL),
    P("kexp4",       0.359,     "1/min",      (0.1, 1.1),      "fitted",   SBML, ZI, "SMAD4 leaves the nucleus", latex="k_{ex4}", context=CELL),
    P("kpho",        0.0488268, SECOND,       (0.015, 0.15),   "fitted",   SBML, ZI, "the receptor phosphorylates SMAD2", latex="k_p", context=CELL),
    P("kon",         0.198472,  SECOND,       (0.06, 0.6),     "fitted",   SBML, ZI, "SMADs pair", latex="k_+", context=CELL),
    P("koff",        1.0,       "1/min",      (0.3, 3),        "fitted",   SBML, ZI, "pairs of SMADs part", latex="k_-", context=CELL),
    P("kimp_pair",   0.889,     "1/min",      (0.3, 2.7),      "fitted",   SBML, ZI, "pairs of SMADs enter the nucleus", latex="k_{inp}", context=CELL),
    P("kdepho",      0.394,     "1/min",      (0.1, 1.2),      "fitted",   SBML, ZI, "SMAD2 is dephosphorylated in the nucleus", latex="k_{dp}", context=CELL),
    P("kon_ns",      0.0505413, "1/min",      (0.015, 0.15),   "fitted",   SBML, ZI, "ligand sticks to other surfaces", latex="k_{n+}", context=CELL),
    P("K_ns",        40.2257,   "1",          (10, 120),       "fitted",   SBML, ZI, "how loosely it sticks", latex="K_n", context=CELL),
    P("S2c_0",       60.6,      "nM",         (20, 180),       "measured", SBML, ZI, "SMAD2 in the cytosol at the start", label="SMAD2 in cytosol", latex="S_{2c}(0)", context=CELL),
    P("S2n_0",       28.5,      "nM",         (10, 90),        "measured", SBML, ZI, "SMAD2 in the nucleus at the start", label="SMAD2 in nucleus", latex="S_{2n}(0)", context=CELL),
    P("S4_0",        50.8,      "nM",         (15, 150),       "measured", SBML, ZI, "SMAD4 in cytosol and nucleus at the start", label="SMAD4", latex="S_4(0)", context=CELL),
    P("V_c",         2.3,       "pL",         (1, 5),          "measured", SBML, ZI, "volume of the cytosol", latex="V_c", context=CELL),
    P("V_n",         1.0,       "pL",         (0.4, 2),        "measured", SBML, ZI, "volume of the nucleus", latex="V_n", context=CELL),
    P("V_m",         2000.0,    "pL",         (200, 2e4),      "measured", SBML, ZI, "medium for each cell at the start", label="medium per cell", latex="V_m", context="a million cells in 2 mL", scale="log"),
    P("division",    2.580306e-4, "1/min",    (0, 1e-3),       "derived",  SBML, ZI, "growth of the number of cells, which share the medium", latex="g", context="1.45-fold a day in the file"),
    P("count",       602.0,     "molecule/(cell nM pL)", (600, 604), "derived", SBML, ZI, "molecules in a cell for each nanomolar and picolitre", latex="N_A", context="the file's own rounding of Avogadro's number"),
    P("on_vesicles", 0.9,       "1",          (0, 1),          "assumed", "not seen", "", "share of the TGF-β that comes on vesicles", label="share on vesicles", latex="s", context=OURS, ev=True, control=True),
    P("handover",    720.0,     "min",        (100, 1e4),      "assumed", "not seen", "", "half-life of the hand-over from vesicle to receptor", label="hand-over half-life", latex="t_h", context=OURS, scale="log", ev=True, control=True),
    P("copies",      20.0,      "molecule/EV", (1, 200),       "assumed", "not seen", "", "TGF-β molecules on a vesicle", label="TGF-β per vesicle", latex="q", context=OURS, scale="log", can_be_zero=True, ev=True, control=True),
    P("secretion",   1.0,       "EV/(cell min)", (0.02, 20),   "measured", "secondary", "Chiu2016", "vesicles shed by a tumour cell", label="vesicles shed", latex=r"\sigma_{EV}", context="60 to 65 an hour in MCF-7 and MDA-MB-231 in vitro, and up to 170 in other lines, both read second-hand; 2700 for monocytes in people (abstract); enters the vesicle budget only", scale="log", ev=True),
    P("exposure",    2880.0,    "min",        (60, 1e4),       "assumed", "not seen", "", "time over which the vesicles arrive, for the vesicle budget", label="time of arrival", latex="T", context="the window shown"),
)

FILE = {"dose": 0.05}
TOTAL = "count * (V_c * (Pc + 2 * PPc + PSc) + V_n * (Pn + 2 * PPn + PSn))"


def at(name, unit_meaning, start="0", label=""):
    return State(name, start, "nM", (0, 100), unit_meaning, label=label or unit_meaning[0].upper() + unit_meaning[1:], latex=name)


DECLARATION = Declaration(
    id="tgf-beta",
    title="TGF-β in solution and on vesicles",
    idea="The same molecules, handed over slowly, give a lower and longer answer: duration, not number, is what a vesicle can add.",
    summary="A cell meets one amount of TGF-β, at once or on vesicles; phosphorylated SMAD2 shows what it makes of it.",
    chapter="microenvironment/stromal-activation",
    base=Base(
        source=ZI,
        what="Zi and others (2011): TGF-β, its receptors and SMADs in human keratinocytes.",
        extent="whole",
        biomodels="BIOMD0000000342",
        departures="ligand already inside cells is not followed, for nothing depends on it; the file's event that washes ligand out is left out",
    ),
    # Molecules that are only lost do not come back: a millionth of a millionth of them decides nothing.
    atol_scale=1e-12,
    time=Time(unit="min", end=2880.0, points=481, label="Minutes"),
    states=(
        State("L", "dose * (1 - riding)", "nM", (0, 0.06), "TGF-β in solution", label="TGF-β in solution", latex="L"),
        State("E", "dose * riding", "nM", (0, 0.06), "TGF-β on vesicles", label="TGF-β on vesicles", latex="E"),
        State("N", "0", "nM", (0, 0.06), "TGF-β stuck to other surfaces", label="TGF-β stuck", latex="N"),
        at("T1s", "type I receptor at the surface", "k_T1 * (kdeg_T1 + kr) / (kdeg_T1 * ki)"),
        at("T1e", "type I receptor inside", "k_T1 / kdeg_T1"),
        at("T2s", "type II receptor at the surface", "k_T2 * (kdeg_T2 + kr) / (kdeg_T2 * ki)"),
        at("T2e", "type II receptor inside", "k_T2 / kdeg_T2"),
        at("Rs", "occupied receptor at the surface"),
        at("Re", "occupied receptor inside, which signals"),
        at("S2c", "SMAD2 in the cytosol", "S2c_0"),
        at("S2n", "SMAD2 in the nucleus", "S2n_0"),
        at("S4c", "SMAD4 in the cytosol", "S4_0"),
        at("S4n", "SMAD4 in the nucleus", "S4_0"),
        at("Pc", "phosphorylated SMAD2 in the cytosol"),
        at("Pn", "phosphorylated SMAD2 in the nucleus"),
        at("PPc", "pairs of it in the cytosol"),
        at("PPn", "pairs of it in the nucleus"),
        at("PSc", "pairs with SMAD4 in the cytosol"),
        at("PSn", "pairs with SMAD4 in the nucleus"),
    ),
    parameters=PARAMETERS,
    intermediates=(
        Intermediate("medium", "V_m * exp(-division * t)", "pL", "medium for each cell, as cells divide", latex="V(t)"),
        Intermediate("bound", "ka * L * T2s * T1s", "nM/min", "ligand meets both receptors", latex="v_a"),
        Intermediate("nuclear", "Pn + 2 * PPn + PSn", "nM", "phosphorylated SMAD2 in the nucleus, in all forms", latex=r"\Sigma_n"),
    ),
    modifiers=(
        Modifier("riding", "on_vesicles", "0", "1", "share of the TGF-β that comes on vesicles", claims=("stromal-activation",), label="TGF-β on vesicles", latex="s"),
    ),
    groups=(
        Group("free", "Free receptors, types I and II", ("T1s", "T1e", "T2s", "T2e")),
        Group("occupied", "Occupied receptor", ("Rs", "Re")),
        Group("unmarked", "SMAD2 and SMAD4", ("S2c", "S2n", "S4c", "S4n")),
        Group("cytosol", "pSMAD2 and its pairs, cytosol", ("Pc", "PPc", "PSc")),
        Group("nucleus", "pSMAD2 and its pairs, nucleus", ("Pn", "PPn", "PSn")),
    ),
    processes=(
        Process("hand_over", "log(2) / handover * E", "vesicles hand their TGF-β over", consumes={"E": 1}, produces={"L": 1}, ev=True, claims=("stromal-activation",), label="hand-over from vesicles"),
        Process("uptake", "bound * V_c / medium", "the medium loses what receptors bind", consumes={"L": 1}, label="uptake of ligand"),
        Process("sticking", "kon_ns * L", "ligand sticks to other surfaces", consumes={"L": 1}, produces={"N": 1}),
        Process("letting_go", "kon_ns * K_ns * N", "and comes off", consumes={"N": 1}, produces={"L": 1}, label="letting go"),
        Process("crowding_L", "division * L", "cells share the medium", produces={"L": 1}, label="sharing of the medium"),
        Process("crowding_E", "division * E", "cells share the medium", produces={"E": 1}, label="sharing of the medium, vesicles"),
        Process("crowding_N", "division * N", "cells share the medium", produces={"N": 1}, label="sharing of the medium, stuck ligand"),
        Process("make_T1", "k_T1", "type I receptor is made", produces={"T1s": 1}, label="making of type I"),
        Process("in_T1", "ki * T1s", "type I receptor goes in", consumes={"T1s": 1}, produces={"T1e": 1}, label="type I goes in"),
        Process("back_T1", "kr * T1e", "type I receptor comes back", consumes={"T1e": 1}, produces={"T1s": 1}, label="type I comes back"),
        Process("loss_T1", "kdeg_T1 * T1e", "type I receptor is lost", consumes={"T1e": 1}, label="loss of type I"),
        Process("make_T2", "k_T2", "type II receptor is made", produces={"T2s": 1}, label="making of type II"),
        Process("in_T2", "ki * T2s", "type II receptor goes in", consumes={"T2s": 1}, produces={"T2e": 1}, label="type II goes in"),
        Process("back_T2", "kr * T2e", "type II receptor comes back", consumes={"T2e": 1}, produces={"T2s": 1}, label="type II comes back"),
        Process("loss_T2", "kdeg_T2 * T2e", "type II receptor is lost", consumes={"T2e": 1}, label="loss of type II"),
        Process("binding", "bound", "ligand and receptors meet", consumes={"T1s": 1, "T2s": 1}, produces={"Rs": 1}),
        Process("in_R", "ki * Rs", "the occupied receptor goes in", consumes={"Rs": 1}, produces={"Re": 1}, label="occupied receptor goes in"),
        Process("loss_R", "kdeg_R * Re", "the occupied receptor is lost", consumes={"Re": 1}, label="loss of occupied receptor"),
        Process("parting", "kdiss * Re", "the occupied receptor falls apart", consumes={"Re": 1}, produces={"T1e": 1, "T2e": 1}),
        Process("feedback", "klid * Rs * nuclear", "SMAD2 in the nucleus calls for the loss of occupied receptors", consumes={"Rs": 1}),
        Process("import_2", "kimp2 * S2c", "SMAD2 enters the nucleus", consumes={"S2c": 1}, produces={"S2n": "V_c / V_n"}, label="import of SMAD2"),
        Process("export_2", "kexp2 * S2n", "SMAD2 leaves the nucleus", consumes={"S2n": 1}, produces={"S2c": "V_n / V_c"}, label="export of SMAD2"),
        Process("import_4", "kimp4 * S4c", "SMAD4 enters the nucleus", consumes={"S4c": 1}, produces={"S4n": "V_c / V_n"}, label="import of SMAD4"),
        Process("export_4", "kexp4 * S4n", "SMAD4 leaves the nucleus", consumes={"S4n": 1}, produces={"S4c": "V_n / V_c"}, label="export of SMAD4"),
        Process("phosphorylation", "kpho * S2c * Re", "the receptor phosphorylates SMAD2", consumes={"S2c": 1}, produces={"Pc": 1}),
        Process("import_P", "kimp2 * Pc", "phosphorylated SMAD2 enters the nucleus", consumes={"Pc": 1}, produces={"Pn": "V_c / V_n"}, label="import of pSMAD2"),
        Process("export_P", "kexp2 * Pn", "phosphorylated SMAD2 leaves the nucleus", consumes={"Pn": 1}, produces={"Pc": "V_n / V_c"}, label="export of pSMAD2"),
        Process("pair_PS", "kon * Pc * S4c", "pSMAD2 and SMAD4 pair", consumes={"Pc": 1, "S4c": 1}, produces={"PSc": 1}, label="pairing with SMAD4"),
        Process("part_PS", "koff * PSc", "they part", consumes={"PSc": 1}, produces={"Pc": 1, "S4c": 1}, label="parting from SMAD4"),
        Process("import_PS", "kimp_pair * PSc", "they enter the nucleus", consumes={"PSc": 1}, produces={"PSn": "V_c / V_n"}, label="import of the pair with SMAD4"),
        Process("part_PSn", "koff * PSn", "they part in the nucleus", consumes={"PSn": 1}, produces={"Pn": 1, "S4n": 1}, label="parting in the nucleus"),
        Process("pair_PSn", "kon * Pn * S4n", "they pair in the nucleus", consumes={"Pn": 1, "S4n": 1}, produces={"PSn": 1}, label="pairing in the nucleus"),
        Process("dephosphorylation", "kdepho * Pn", "SMAD2 is dephosphorylated", consumes={"Pn": 1}, produces={"S2n": 1}),
        Process("pair_PP", "kon * Pc * Pc", "two pSMAD2 pair", consumes={"Pc": 2}, produces={"PPc": 1}, label="pairing of pSMAD2"),
        Process("part_PP", "koff * PPc", "they part", consumes={"PPc": 1}, produces={"Pc": 2}, label="parting of pSMAD2"),
        Process("import_PP", "kimp_pair * PPc", "they enter the nucleus", consumes={"PPc": 1}, produces={"PPn": "V_c / V_n"}, label="import of pSMAD2 pairs"),
        Process("part_PPn", "koff * PPn", "they part in the nucleus", consumes={"PPn": 1}, produces={"Pn": 2}, label="parting of pSMAD2, nucleus"),
        Process("pair_PPn", "kon * Pn * Pn", "they pair in the nucleus", consumes={"Pn": 2}, produces={"PPn": 1}, label="pairing of pSMAD2, nucleus"),
    ),
    outputs=(
        Output("pSMAD2", TOTAL, "molecule/cell", (0, 4e4), "phosphorylated SMAD2 in a cell, in all forms", label="pSMAD2", latex=r"\Sigma"),
        Output("in_solution", "L * medium * count", "molecule/cell", (0, 7e4), "TGF-β in solution for each cell", label="TGF-β in solution, a cell", latex="A_L"),
        Output("on_board", "E * medium * count", "molecule/cell", (0, 7e4), "TGF-β still on vesicles for each cell", label="TGF-β on vesicles, a cell", latex="A_E"),
    ),
    shown=("pSMAD2", "in_solution", "on_board"),
    measures=(
        Measure("peak", "pSMAD2", "max", "molecule/cell", "highest pSMAD2", label="peak of pSMAD2"),
        Measure("peak_time", "pSMAD2", "where_max", "min", "when pSMAD2 is highest", label="time of the peak"),
        Measure("day_one", "pSMAD2", "at", "molecule/cell", "pSMAD2 after a day", time="1440", label="pSMAD2 after a day"),
        Measure("day_two", "pSMAD2", "final", "molecule/cell", "pSMAD2 at the end", label="pSMAD2 at the end"),
        Measure("area", "pSMAD2", "area", "molecule min/cell", "pSMAD2 summed over time", label="pSMAD2 over time"),
    ),
    budgets=(
        Budget("received", "dose * on_vesicles * V_m * count / (copies * exposure)", "EV/(cell min)", (1 / 60, 1e4 / 60), "vesicles that each cell must receive in a minute, over the time of arrival", "beyond what cells are known to take up or shed", label="vesicles per cell per minute"),
        Budget("donors", "dose * on_vesicles * V_m * count / (copies * exposure * secretion)", "1", (0.001, 200), "tumour cells whose whole output one cell receives", "more donors than can stand around one recipient", label="donor cells per recipient"),
    ),
    scenarios=(
        Scenario("vesicles", "Most of it on vesicles", {}, "Handed over with a half-life of twelve hours, the same molecules hold pSMAD2 up for two days."),
        Scenario("solution", "All in solution", {"on_vesicles": 0}, "One dose in solution: a quick, high peak, and nothing left after a day, for the cells have emptied the medium."),
        Scenario("slow", "A very slow hand-over", {"handover": 5000}, "Too slow: the tenth that comes in solution makes most of the peak, and what vesicles hand over stays low."),
        Scenario("quick", "A quick hand-over", {"handover": 100}, "Handed over within a few hours, vesicles are as good as solution."),
        Scenario("large", "A dose that outlasts two days", {"dose": 0.3}, "With enough in solution the medium never empties, and vesicles lose their advantage."),
    ),
    verdicts=(
        Verdict("peak < 500", "Hardly any response: pSMAD2 peaks at {peak}."),
        Verdict("day_two > 0.5 * peak", "Lasting: pSMAD2 peaks at {peak} after {peak_time}, and is still at {day_two} at the end."),
        Verdict("day_one > 0.3 * peak", "A response of a day: pSMAD2 peaks at {peak} after {peak_time}, is at {day_one} after a day, and ends at {day_two}."),
        Verdict("peak >= 500", "Brief: pSMAD2 peaks at {peak} after {peak_time} and falls to {day_one} after a day."),
    ),
    challenges=(
        Challenge(
            "half-the-molecules",
            "Half the molecules, and still there tomorrow",
            "With at most 12 000 molecules a cell (0.01 nM), keep pSMAD2 above 4500 molecules after a day.",
            "dose <= 0.01 and day_one > 4500",
            {"dose": 0.01, "on_vesicles": 0.0},
            (
                "In solution the molecules are gone by then: what keeps them from the receptors?",
                "Put them on vesicles, then look for the hand-over that is neither too quick nor too slow.",
                "All on vesicles, with a half-life of about ten to fifteen hours.",
            ),
            "The peak is lower in exchange: compare the two.",
            fixed=("dose",),
            solution={"on_vesicles": 1.0, "handover": 720.0},
        ),
    ),
    benchmarks=(
        Benchmark("type_one", "published", ClosedForm("(k_T1 * (kdeg_T1 + kr) / (kdeg_T1 * ki) + k_T1 / kdeg_T1) * V_c * count"), 10005, "molecule/cell", 1e-3, ZI, "type I receptors of a resting cell, as the authors' file prints them", checked=SBML),
        Benchmark("type_two", "published", ClosedForm("(k_T2 * (kdeg_T2 + kr) / (kdeg_T2 * ki) + k_T2 / kdeg_T2) * V_c * count"), 2272, "molecule/cell", 1e-3, ZI, "type II receptors of a resting cell, as the authors' file prints them", checked=SBML),
        Benchmark("dose_a_cell", "consistency", ClosedForm("dose * V_m * count", setting={"dose": 0.05}), 60000, "molecule/cell", 0.005, ZI, "0.05 nM in molecules a cell: the notes of the authors' file say approximately 60 000", checked=SBML),
        Benchmark("pSMAD2_30", "independent computation", AtTime("pSMAD2", 30, setting=FILE), 25701.033065, "molecule/cell", 1e-5, ZI, "pSMAD2 after half an hour: BIOMD0000000342 run in libRoadRunner", checked=SBML),
        Benchmark("pSMAD2_60", "independent computation", AtTime("pSMAD2", 60, setting=FILE), 27743.762067, "molecule/cell", 1e-5, ZI, "pSMAD2 after an hour: BIOMD0000000342 run in libRoadRunner", checked=SBML),
        Benchmark("pSMAD2_125", "independent computation", AtTime("pSMAD2", 125, setting=FILE), 20659.92231, "molecule/cell", 1e-5, ZI, "pSMAD2 after about two hours: BIOMD0000000342 run in libRoadRunner", checked=SBML),
    ),
    limits=(
        "The cells are keratinocytes, not fibroblasts: what is borrowed is how receptors empty a medium.",
        "How vesicle-bound TGF-β reaches a receptor is assumed: slow hand-over into solution, nothing lost on the way.",
        "That vesicle-borne TGF-β gives another kind of myofibroblast, as reference 34 reports, is more than SMAD2 can show.",
        "TGF-β must be activated before it binds; here all of it is active.",
        "As in the file, the medium is shared among growing numbers of cells while ligand per cell is kept.",
    ),
)
