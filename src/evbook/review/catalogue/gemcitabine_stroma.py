"""Gemcitabine on pancreatic cancer cells, and vesicles of macrophages and fibroblasts around them.

The base is the model of cell numbers of Zhu et al. (2015): gemcitabine slows the growth of PANC-1 cells
at once and, after a delay, speeds their death.  Birinapant, which antagonises inhibitors of apoptosis, does the
same the other way round: it stops little growth and adds much death.  Given together they act in synergy: each
needs a smaller concentration for the same effect.  Vesicles of macrophages act as reference 115 of the
review reports: they induce the enzyme that deaminates the drug, and enlarge the pool of nucleotides that
compete with it.  Vesicles of fibroblasts shield the cells from death.  How strongly, nobody has measured.
"""

from evbook.declaration import (
    AtTime,
    Base,
    Benchmark,
    Budget,
    Challenge,
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

ZHU, SBML = "Zhu2015", "code or SBML"
PANC = "PANC-1 cells in a dish, fitted"
OURS = "no measurement known; our assumption"

# fmt: off
# One line a parameter: name, default, unit, range, grade, checked, source, meaning.
PARAMETERS = (
    P("R_0",    3.07e5,  "cell",     (1e5, 1e6),     "fitted",  SBML, ZHU, "cells at the start", latex="R_0", context=PANC, scale="log"),
    P("k_g",    0.0209,  "1/hour",   (0.005, 0.05),  "fitted",  SBML, ZHU, "growth of the cells", latex="k_g", context=PANC),
    P("k_d",    3.85e-4, "1/hour",   (1e-4, 2e-3),   "fitted",  SBML, ZHU, "death of the cells without drug", latex="k_d", context=PANC, scale="log"),
    P("R_ss",   5.49e6,  "cell",     (1e6, 2e7),     "fitted",  SBML, ZHU, "number at which growth stops", latex="R_{ss}", context=PANC, scale="log"),
    P("I_max",  0.991,   "1",        (0.5, 1),       "fitted",  SBML, ZHU, "greatest share of growth that the drug stops", latex="I_{max}", context=PANC),
    P("IC_50",  20.8,    "nmol/L",   (5, 100),       "fitted",  SBML, ZHU, "drug that stops half as much growth", latex="IC_{50}", context=PANC, scale="log"),
    P("h_i",    3.57,    "1",        (1, 6),         "fitted",  SBML, ZHU, "steepness for growth", latex="h_i", context=PANC),
    P("S_max",  4.09,    "1",        (1, 10),        "fitted",  SBML, ZHU, "greatest addition to death", latex="S_{max}", context=PANC),
    P("SC_50",  14.0,    "nmol/L",   (5, 100),       "fitted",  SBML, ZHU, "drug that adds half as much to death", latex="SC_{50}", context=PANC, scale="log"),
    P("h_s",    5.0,     "1",        (1, 8),         "fitted",  SBML, ZHU, "steepness for death", latex="h_s", context=PANC),
    P("k_tau",  0.086,   "1/hour",   (0.02, 0.4),    "fitted",  SBML, ZHU, "passage through each of four steps before death", latex=r"k_\tau", context=PANC),
    P("D_0",    1940.0,  "cell",     (0, 1e5),       "fitted",  SBML, ZHU, "dead cells at the start", latex="D_0", context=PANC),
    P("I_max_b", 0.375,  "1",        (0, 1),         "fitted",  SBML, ZHU, "greatest share of growth that birinapant stops", latex="I_{max,b}", context=PANC),
    P("IC_50_b", 145.0,  "nmol/L",   (20, 1000),     "fitted",  SBML, ZHU, "birinapant that stops half as much growth", latex="IC_{50,b}", context=PANC, scale="log"),
    P("h_i_b",  1.06,    "1",        (0.5, 4),       "fitted",  SBML, ZHU, "its steepness for growth", latex="h_{i,b}", context=PANC),
    P("S_max_b", 17.5,   "1",        (1, 40),        "fitted",  SBML, ZHU, "greatest addition of birinapant to death", latex="S_{max,b}", context=PANC),
    P("SC_50_b", 168.0,  "nmol/L",   (20, 1000),     "fitted",  SBML, ZHU, "birinapant that adds half as much to death", latex="SC_{50,b}", context=PANC, scale="log"),
    P("h_s_b",  0.984,   "1",        (0.5, 4),       "fitted",  SBML, ZHU, "its steepness for death", latex="h_{s,b}", context=PANC),
    P("k_tau_b", 0.611,  "1/hour",   (0.1, 3),       "fitted",  SBML, ZHU, "passage of birinapant's call through each of four steps", latex=r"k_{\tau,b}", context=PANC),
    P("psi_i",  0.583,   "1",        (0.2, 2),       "fitted",  SBML, ZHU, "synergy for growth: half-effect concentrations of both drugs, together over alone", label="synergy, growth", latex=r"\Psi_i", context="below 1 is synergy; " + PANC),
    P("psi_s",  0.582,   "1",        (0.2, 2),       "fitted",  SBML, ZHU, "synergy for death: half-effect concentrations of both drugs, together over alone", label="synergy, death", latex=r"\Psi_s", context="below 1 is synergy; " + PANC),
    P("C_0",    20.0,    "nmol/L",   (1, 1e5),       "measured", SBML, ZHU, "gemcitabine at the start", label="gemcitabine given", latex="C_0", context="6, 10 and 20 in the dish of the publication; 10 000 to 20 000 and more in plasma after half an hour's infusion", scale="log", control=True),
    P("C_b",    0.0,     "nmol/L",   (0, 500),       "measured", SBML, ZHU, "birinapant in the medium", label="birinapant given", latex="C_b", context="50, 200 and 500 in the dish of the publication, and none beside gemcitabine alone", control=True),
    P("k_c",    0.0,     "1/hour",   (0, 10),        "assumed", "abstract", "JChemother2007", "loss of drug from the medium or the plasma", label="clearance", latex="k_c", context="none in the dish; 2.6 to 18 per hour in patients, whose half-lives were 2.3 to 15.8 minutes in one trial", control=True),
    P("n_mac",  600.0,   "EV/(cell hour)", (0, 1e4), "assumed", "not seen", "", "vesicles of macrophages that a cancer cell takes up", label="macrophage vesicles", latex="n_M", context=OURS, ev=True, control=True),
    P("n_caf",  0.0,     "EV/(cell hour)", (0, 1e4), "assumed", "not seen", "", "vesicles of fibroblasts that a cancer cell takes up", label="fibroblast vesicles", latex="n_F", context=OURS, ev=True, control=True),
    P("n_half", 600.0,   "EV/(cell hour)", (10, 1e4), "assumed", "not seen", "", "vesicles at which half of their effect is there", label="half effect at", latex="n_{1/2}", context=OURS, scale="log", ev=True),
    P("k_da",   0.01,    "1/hour",   (0, 0.2),       "assumed", "not seen", "", "deamination of the drug that fully felt macrophage vesicles add", label="deamination", latex="k_{da}", context=OURS, ev=True, control=True),
    P("rho",    0.3,     "1",        (0, 3),         "assumed", "not seen", "", "enlargement of the pool of competing nucleotides under fully felt macrophage vesicles", label="nucleotides", latex=r"\rho", context=OURS, ev=True, control=True),
    P("kappa",  1.0,     "1",        (0, 5),         "assumed", "not seen", "", "shield from death under fully felt fibroblast vesicles", label="shield", latex=r"\kappa", context=OURS, ev=True, control=True),
    P("secretion", 60.0, "EV/(cell hour)", (1, 1e3), "measured", "secondary", "Chiu2016", "vesicles shed by a stromal cell", label="vesicles shed", latex=r"\sigma_{EV}", context="taken from breast cells in vitro; enters the vesicle budget only", scale="log", ev=True),
)
# fmt: on

CLINIC = {"C_0": 2e4, "k_c": 4.0}

DECLARATION = Declaration(
    id="gemcitabine-stroma",
    title="Gemcitabine under vesicles of macrophages and fibroblasts",
    idea="A slow loss of drug decides in a dish that lasts four days; in plasma the drug is gone within hours, whatever vesicles do.",
    summary="Cells in a dish of gemcitabine, which stromal vesicles help them to destroy, outcompete or outlive.",
    chapter="resistance/stromal-resistance",
    base=Base(
        source=ZHU,
        what="Zhu, Straubinger and Jusko (2015): the model of cell numbers for gemcitabine and birinapant on PANC-1 cells.",
        extent="whole",
        biomodels="BIOMD0000000668",
        departures="a clearance of gemcitabine is added, and is 0 at the default",
    ),
    time=Time(unit="hour", end=96.0, points=385, label="Hours"),
    states=(
        State("R", "R_0", "cell", (1e5, 2e6), "living cancer cells", label="Living cells", latex="R", scale="log"),
        State("C", "C_0", "nmol/L", (0, 25), "gemcitabine", label="Gemcitabine", latex="C"),
        State("S1", "0", "1", (0, 5), "call to die, first step", label="Call to die 1", latex="S_1"),
        State("S2", "0", "1", (0, 5), "call to die, second step", label="Call to die 2", latex="S_2"),
        State("S3", "0", "1", (0, 5), "call to die, third step", label="Call to die 3", latex="S_3"),
        State("S4", "0", "1", (0, 5), "call to die, as felt", label="Call to die, felt", latex="S_4"),
        State("B1", "0", "1", (0, 20), "birinapant's call to die, first step", label="Birinapant's call 1", latex="B_1"),
        State("B2", "0", "1", (0, 20), "birinapant's call to die, second step", label="Birinapant's call 2", latex="B_2"),
        State("B3", "0", "1", (0, 20), "birinapant's call to die, third step", label="Birinapant's call 3", latex="B_3"),
        State("B4", "0", "1", (0, 20), "birinapant's call to die, as felt", label="Birinapant's call, felt", latex="B_4"),
        State("D", "D_0", "cell", (0, 5e5), "dead cells that are still there", label="Dead cells", latex="D"),
    ),
    groups=(
        Group("calls", "Call to die, four steps", ("S1", "S2", "S3", "S4")),
        Group("calls_b", "Birinapant's call, four steps", ("B1", "B2", "B3", "B4")),
    ),
    parameters=PARAMETERS,
    intermediates=(
        Intermediate("active", "maximum(C, C_0 / 10**9) / rivals", "nmol/L", "drug as its rivals let it act; a billionth of what was given counts as none", latex="C_a"),
        Intermediate("with_both_i", "where(C_b > 0, psi_i, 1)", "1", "synergy for growth, where both drugs are there", latex=r"\Psi'_i"),
        Intermediate("with_both_s", "where(C_b > 0, psi_s, 1)", "1", "synergy for death, where both drugs are there", latex=r"\Psi'_s"),
        Intermediate("inhibition", "I_max * (active / (with_both_i * IC_50))**h_i / (1 + (active / (with_both_i * IC_50))**h_i)", "1", "share of growth that gemcitabine stops", latex="I"),
        Intermediate("inhibition_b", "where(C_b > 0, I_max_b * (C_b / (with_both_i * IC_50_b))**h_i_b / (1 + (C_b / (with_both_i * IC_50_b))**h_i_b), 0)", "1", "share of growth that birinapant stops", latex="I_b"),
        Intermediate("call", "shield * S_max * (active / (with_both_s * SC_50))**h_s / (1 + (active / (with_both_s * SC_50))**h_s)", "1", "addition to death that gemcitabine calls for", latex="S"),
        Intermediate("call_b", "where(C_b > 0, shield * S_max_b * (C_b / (with_both_s * SC_50_b))**h_s_b / (1 + (C_b / (with_both_s * SC_50_b))**h_s_b), 0)", "1", "addition to death that birinapant calls for", latex="S_b"),
    ),
    modifiers=(
        Modifier("v_mac", "n_mac / (n_mac + n_half)", "0", "1", "how much of the macrophage vesicles' effect is there", claims=("stromal-resistance-07",), label="macrophage signal", latex="v_M"),
        Modifier("v_caf", "n_caf / (n_caf + n_half)", "0", "1", "how much of the fibroblast vesicles' effect is there", label="fibroblast signal", latex="v_F"),
        Modifier("rivals", "1 + rho * v_mac", "1", "1", "a larger pool of nucleotides competes with the drug", claims=("stromal-resistance-07",), label="competing nucleotides", latex=r"\mu_N"),
        Modifier("shield", "1 / (1 + kappa * v_caf)", "1", "1", "vesicles of fibroblasts, or adipocytes, lower the call to die", claims=("stromal-resistance-06", "stromal-resistance-11"), label="shield", latex=r"\mu_S"),
    ),
    processes=(
        Process("growth", "(1 - inhibition) * (1 - inhibition_b) * k_g * R * (1 - R / R_ss)", "the cells grow, as far as the drugs let them", produces={"R": 1}),
        Process("death", "(1 + S4) * (1 + B4) * k_d * R", "the cells die", consumes={"R": 1}, produces={"D": 1}),
        Process("falling_apart", "k_d * D", "dead cells fall apart", consumes={"D": 1}, label="fall apart"),
        Process("clearance", "k_c * C", "drug is cleared", consumes={"C": 1}),
        Process("deamination", "k_da * v_mac * C", "an enzyme that macrophage vesicles induce deaminates the drug", consumes={"C": 1}, ev=True, claims=("stromal-resistance-07",)),
        Process("first", "k_tau * (call - S1)", "the call to die passes on", produces={"S1": 1}, label="first step"),
        Process("second", "k_tau * (S1 - S2)", "the call to die passes on", produces={"S2": 1}, label="second step"),
        Process("third", "k_tau * (S2 - S3)", "the call to die passes on", produces={"S3": 1}, label="third step"),
        Process("fourth", "k_tau * (S3 - S4)", "the call to die passes on", produces={"S4": 1}, label="fourth step"),
        Process("first_b", "k_tau_b * (call_b - B1)", "birinapant's call to die passes on", produces={"B1": 1}, label="first step"),
        Process("second_b", "k_tau_b * (B1 - B2)", "birinapant's call to die passes on", produces={"B2": 1}, label="second step"),
        Process("third_b", "k_tau_b * (B2 - B3)", "birinapant's call to die passes on", produces={"B3": 1}, label="third step"),
        Process("fourth_b", "k_tau_b * (B3 - B4)", "birinapant's call to die passes on", produces={"B4": 1}, label="fourth step"),
    ),
    outputs=(
        Output("stopped", "1 - (1 - inhibition) * (1 - inhibition_b)", "1", (0, 1), "share of growth that the drugs stop", label="Growth stopped", latex="I"),
        Output("fold", "R / R_0", "1", (0, 6), "cells, as a multiple of the start", label="Fold of the start", latex="R/R_0"),
    ),
    shown=("R", "C"),
    measures=(
        Measure("R_final", "R", "final", "cell", "living cells after four days", label="cells at the end"),
        Measure("fold_final", "fold", "final", "1", "cells after four days, as a multiple of the start", label="fold at the end"),
        Measure("exposure", "C", "area", "nmol hour/L", "drug times time over four days", label="exposure"),
        Measure("effective", "stopped", "area", "hour", "hours of fully stopped growth that the drug is worth", label="hours of stopped growth"),
        Measure("C_final", "C", "final", "nmol/L", "drug left after four days", label="drug left"),
    ),
    budgets=(
        Budget("received", "n_mac + n_caf", "EV/(cell hour)", (1, 1e4), "stromal vesicles that a cancer cell takes up in an hour", "beyond what cells are known to take up", label="vesicles per cell per hour"),
        Budget("donors", "(n_mac + n_caf) / secretion", "1", (0.01, 200), "stromal cells whose whole output one cancer cell takes up", "more donors than can stand around one recipient", label="stromal cells per cancer cell"),
    ),
    scenarios=(
        Scenario("macrophage", "Macrophage vesicles in a dish", {}, "Ten macrophages' vesicles for each cancer cell: four tenths of the drug are lost over four days, and a few more rivals do the rest."),
        Scenario("rivals", "Competing nucleotides alone", {"k_da": 0}, "The drug stays, and is outcompeted from the first hour."),
        Scenario("deamination", "Deamination alone", {"rho": 0}, "The drug works at first and fades: the cells start to grow on the third day."),
        Scenario("fibroblast", "Fibroblast vesicles alone", {"n_mac": 0, "n_caf": 600}, "A shield from death hardly shows, because in this model the drug works mostly by stopping growth."),
        Scenario("clinic", "As in a patient", CLINIC, "A thousand times the peak, gone within hours: vesicles change nothing, and growth is stopped for less than two hours in this model."),
        Scenario("both", "With birinapant", {"C_b": 200}, "The publication's second drug: it adds death, and in synergy gemcitabine needs less for the same effect. Fewer cells are left than at the start, with vesicles or without."),
        Scenario("bare", "No vesicles", {}, "The published dish: 20 nmol/L for four days holds the cells to a little over twice their number.", ev=False),
    ),
    verdicts=(
        Verdict("k_c > 1", "Cleared as in a patient: an exposure of {exposure} stops growth for {effective}, and there are {fold_final} times the cells after four days."),
        Verdict("fold_final > 4.5", "Resistant: {fold_final} times the cells after four days, nearly as without drug; {C_final} of the drug is left."),
        Verdict("fold_final > 2.5", "Partly protected: {fold_final} times the cells after four days; {C_final} of the drug is left, and growth was stopped for {effective}."),
        Verdict("fold_final < 1", "Killed: {fold_final} times the cells after four days, fewer than at the start; {C_final} of gemcitabine is left."),
        Verdict("fold_final >= 0", "Controlled: {fold_final} times the cells after four days; {C_final} of the drug is left, and growth was stopped for {effective}."),
    ),
    challenges=(
        Challenge(
            "as-without",
            "As if no drug were there",
            "With 20 nmol/L in a dish, bring the cells to 4.6 times their number with five macrophages' vesicles for each cell, "
            "300 an hour; a deamination of at most 0.05 an hour, and nucleotides at most doubled.",
            "fold_final > 4.6 and n_mac <= 300 and n_caf <= 0 and k_da <= 0.05 and rho <= 1 and C_0 >= 20 and k_c <= 0",
            {"n_mac": 300.0},
            (
                "The effect of the drug is steep: a little less of it is much less effect.",
                "At 300 vesicles an hour only a third of their effect is there; the strengths have to make up for it.",
                "Use most of what is allowed of both.",
            ),
            "Steepness does most of it: in this model the cells go from controlled to nearly free between 20 and 10 nmol/L.",
            fixed=("C_0", "k_c"),
            solution={"k_da": 0.05, "rho": 1.0, "kappa": 3.0},
        ),
    ),
    benchmarks=(
        Benchmark("half", "consistency", AtTime("stopped", 0.0, setting={"C_0": 20.8}), 0.4955, "1", 1e-9, ZHU, "growth stopped at 20.8 nmol/L: half of the greatest, 0.991, as the curated file prints both", checked=SBML),
        Benchmark("start", "consistency", AtTime("R", 0.0), 307000, "cell", 1e-9, ZHU, "cells at the start, as the curated file prints them", checked=SBML),
        Benchmark("untreated", "independent computation", AtTime("R", 96.0, setting={"C_0": 1.0}), 1.62817e6, "cell", 1e-4, ZHU, "cells after four days with hardly any drug: the curated file without drug, in another program"),
        Benchmark("dose_6", "independent computation", AtTime("R", 96.0, setting={"C_0": 6.0}), 1.600238402845931e6, "cell", 1e-4, ZHU, "cells after four days at 6 nmol/L: the curated file in another program"),
        Benchmark("dose_10", "independent computation", AtTime("R", 96.0, setting={"C_0": 10.0}), 1.4616556695017812e6, "cell", 1e-4, ZHU, "cells after four days at 10 nmol/L: the curated file in another program"),
        Benchmark("dose_20", "independent computation", AtTime("R", 96.0, setting={"C_0": 20.0}), 738998.626920279, "cell", 1e-4, ZHU, "cells after four days at 20 nmol/L: the curated file in another program"),
        Benchmark("dead_20", "independent computation", AtTime("D", 96.0, setting={"C_0": 20.0, "C_b": 200.0}), 260119.42198599456, "cell", 1e-4, ZHU, "dead cells after four days at 20 nmol/L with 200 of birinapant: the curated file in another program"),
        Benchmark("birinapant_200", "independent computation", AtTime("R", 96.0, setting={"C_0": 1.0, "C_b": 200.0, "psi_i": 1.0, "psi_s": 1.0}), 872550.2014341705, "cell", 1e-4, ZHU, "cells after four days at 200 nmol/L of birinapant and hardly any gemcitabine: the curated file in another program"),
        Benchmark("both", "independent computation", AtTime("R", 96.0, setting={"C_0": 10.0, "C_b": 200.0}), 238736.55605721046, "cell", 1e-4, ZHU, "cells after four days at 10 nmol/L with 200 of birinapant: the curated file in another program"),
        Benchmark("loss", "closed form", AtTime("C", 96.0, ev=True), 12.375667836122817, "nmol/L", 1e-5, ZHU, "drug left after four days when only vesicles remove it: 20 exp(-0.48)"),
    ),
    limits=(
        "Birinapant stays as it was given; the synergy is there or not, by whether birinapant is, as in the curated file, and the vesicles' shield covers both calls to die, which is ours.",
        "The drug acts at once and only while it is in the medium; inside cells its active form lasts longer, so that the patient's setting is too kind to the tumour.",
        "One line of pancreatic cancer in a dish; how drug gets into a tumour with so much stroma is absent.",
        "Macrophage vesicles were shown to induce the enzyme and enlarge the pool; by how much for each vesicle was not.",
        "The enzyme of the cancer cells takes drug from the medium at a rate that should grow with their number; here it does not.",
        "Fibroblast vesicles raised growth as well as survival; only survival is in the model.",
    ),
)  # fmt: skip
