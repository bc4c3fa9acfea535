"""Chemotherapy with a blocker of vesicle release: when is it more than the sum of two drugs?

The base is MuSyC (Meyer et al. 2019): a Hill surface of two drugs in which one may change the potency and the
greatest effect of the other; with neither change it is the independence of Bliss.  Beside it stands the
combination index of Loewe: doses against the doses of each drug alone that would do the same.  Vesicles enter
in one place: what they carry out of the cell is the potency that a full block of their release gives back.
"""

from evbook.declaration import (
    AtTime,
    Axis,
    Base,
    Benchmark,
    Budget,
    Challenge,
    Declaration,
    Intermediate,
    Measure,
    Modifier,
    Output,
    Scenario,
    Verdict,
)
from evbook.declaration import Parameter as P

MUS, JOR = "Meyer2019", "Jorfi2015"
OURS = "no measurement known; our assumption"

# fmt: off
# One line a parameter: name, default, unit, range, grade, checked, source, meaning.
PARAMETERS = (
    P("d_1",       5.0,   "nmol/L",         (0.1, 1e3),   "measured", "abstract", JOR, "chemotherapy given", label="chemotherapy", latex="d_1", context="docetaxel on PC3 cells in vitro: 5 with the inhibitor, 100 without, for the same apoptosis", scale="log", control=True),
    P("C_1",       30.0,  "nmol/L",         (1, 1e3),     "assumed",  "not seen", "",  "chemotherapy that alone does half of what it can", latex="C_1", context=OURS, scale="log"),
    P("h_1",       1.5,   "1",              (0.5, 5),     "assumed",  "not seen", "",  "steepness of the chemotherapy's curve", label="steepness, chemotherapy", latex="h_1", context=OURS, control=True),
    P("E_1",       0.1,   "1",              (0, 0.9),     "assumed",  "not seen", "",  "share of cells that much chemotherapy leaves", label="left by chemotherapy", latex="E_1", context=OURS),
    P("C_2",       10.0,  "umol/L",         (0.1, 1e3),   "assumed",  "not seen", "",  "inhibitor that alone does half of what it can", latex="C_2", context=OURS, scale="log"),
    P("h_2",       1.0,   "1",              (0.5, 5),     "assumed",  "not seen", "",  "steepness of the inhibitor's curve", latex="h_2", context=OURS),
    P("E_2",       1.0,   "1",              (0.05, 1),    "assumed",  "not seen", "",  "share of cells that much inhibitor leaves", label="left by the inhibitor", latex="E_2", context="1 is an inhibitor that kills nothing, as reported of Cl-amidine and bisindolylmaleimide-I", control=True),
    P("deeper",    1.0,   "1",              (0, 1),       "assumed",  "not seen", "",  "cells that much of both leaves, against what independence expects", label="both, against independence", latex=r"\epsilon", context="1 is independence", control=True),
    P("sham",      0.0,   "1",              (0, 1),       "derived",  "abstract", MUS, "whether the second drug is the first under another name (0 or 1)", label="a drug with itself", latex="z", context="the experiment that every measure of synergy should pass", control=True),
    P("given",     20.0,  "umol/L",         (0.1, 1e3),   "measured", "abstract", JOR, "inhibitor at which the reading is taken", label="inhibitor given", latex="d_2^*", context="calpeptin on PC3 cells in vitro", scale="log", control=True),
    P("secretion", 300.0, "EV/(cell hour)", (1, 1e5),     "assumed",  "not seen", "",  "vesicles that a cell sheds in an hour", label="vesicles shed", latex=r"\sigma_{EV}", context="60 small ones an hour were counted; of microvesicles no count is known to us", scale="log", can_be_zero=True, ev=True, control=True),
    P("diameter",  0.5,   "um",             (0.03, 5),    "measured",  "full text", "Maacha2019",  "diameter of a vesicle", label="diameter", latex="d", context="a microvesicle, 0.15 to 1 µm in the review", scale="log", ev=True),
    P("one",       1.0,   "EV",             (0.999, 1.001), "constant", "by definition", "", "a vesicle, the unit in which vesicles are counted", latex="n_1", context="by definition", ev=True),
    P("fold",      100.0, "1",              (1, 1e5),     "assumed",  "not seen", "",  "drug in a vesicle over free drug in the cell", label="concentration in vesicles", latex=r"\varphi", context=OURS, scale="log", can_be_zero=True, ev=True, control=True),
    P("V_c",       2000.0, "um**3/cell",    (500, 1e4),   "derived",  "code or SBML", "Scheuher2023",  "volume of a cell", latex="V_c", context="a typical tumour cell in a published model, in public code, between the 829 µm³ of cytoplasm of another (Evans 2005) and the 3820 µm³ of SK-BR-3; a sphere of 16 µm", scale="log", ev=True),
    P("k_own",     0.5,   "1/hour",         (0.01, 100),  "assumed",  "not seen", "",  "loss of drug from the cell by all other routes", label="other losses", latex="k_o", context=OURS, scale="log", ev=True),
)
# fmt: on

CARRIED = "secretion * 3.141592653589793 / 6 * diameter**3 / one * fold / V_c"
SHAM = {"sham": 1, "h_1": 3, "d_1": 15, "given": 5}
#: The concentration in vesicles that gives back a twentyfold potency at 20 µmol/L.
REPORTED = {"fold": 1280}

DECLARATION = Declaration(
    id="release-combination",
    title="Chemotherapy with a blocker of release",
    idea="A drug combined with itself is synergy to Bliss when its curve is steep, and exactly 1 to Loewe: ask which null was beaten.",
    summary="The cells left by chemotherapy and a blocker of release, beside what independence and dose addition expect.",
    chapter="mitigation/blocking-release",
    base=Base(
        source=MUS,
        what="Meyer et al. (2019): MuSyC, a two-drug Hill surface with changes of potency and of efficacy.",
        extent="part",
        left_out="the surface in detailed balance and without a change of steepness, the publication's two other terms, which no data on vesicles could tell",
        departures="detailed balance is taken, and no change of steepness; the greatest effect of both is given against independence",
    ),
    axes=(Axis("d_2", "umol/L", (0.1, 1000), "inhibitor given", label="Inhibitor of release, µmol/L", latex="d_2", scale="log", points=301),),
    parameters=PARAMETERS,
    intermediates=(
        Intermediate("a", "(d_1 / C_1)**h_1", "1", "chemotherapy, in the odds that a cell is hit by it", latex="a"),
        Intermediate("h_b", "where(sham > 0.5, h_1, h_2)", "1", "steepness of the second drug", latex="h_b"),
        Intermediate("E_b", "where(sham > 0.5, E_1, E_2)", "1", "cells left by much of the second drug", latex="E_b"),
        Intermediate("b", "(d_2 / C_2)**h_b", "1", "second drug, in the odds that a cell is hit by it", latex="b"),
        Intermediate("w", "regained**h_1", "1", "how much likelier a cell hit by one drug is hit by the other", latex=r"\omega"),
        Intermediate("itself", "(d_1 / C_1 + d_2 / C_2)**h_1", "1", "both doses of one and the same drug, in the odds that a cell is hit", latex="s"),
        Intermediate("surface", "(1 + a * E_1 + b * E_b + w * a * b * E_1 * E_b * deeper) / (1 + a + b + w * a * b)", "1", "cells left, by MuSyC", latex="S"),
        Intermediate("left", "where(sham > 0.5, (1 + itself * E_1) / (1 + itself), surface)", "1", "cells left by both", latex="E"),
        Intermediate("first", "d_1 / C_1 * (maximum(left - E_1, 0) / (1 - left))**(1 / h_1)", "1", "chemotherapy given, over what alone would do the same; 0 where none would", latex="q_1"),
        Intermediate("second", "d_2 / C_2 * (maximum(left - E_b, 0) / (1 - left))**(1 / h_b)", "1", "inhibitor given, over what alone would do the same; 0 where none would", latex="q_2"),
    ),
    modifiers=(
        Modifier("regained", f"1 + {CARRIED} / k_own", "1", "1", "potency that a full block of release gives back: all losses of drug over the losses that remain", claims=("mitigation-08", "mitigation-11", "mitigation-13", "mitigation-17"), label="potency regained", latex=r"\alpha"),
    ),
    outputs=(
        Output("cells", "left", "1", (0, 1), "share of cells left by both drugs", label="Both drugs", latex="E"),
        Output("bliss", "(1 + a * E_1) / (1 + a) * (1 + b * E_b) / (1 + b)", "1", (0, 1), "share of cells left if the drugs act independently (Bliss)", label="Independent (Bliss)", latex="E_B"),
        Output("chemo", "(1 + a * E_1) / (1 + a)", "1", (0, 1), "share of cells left by chemotherapy alone", label="Chemotherapy alone", latex="E_c"),
        Output("index", "first + second", "1", (0, 2), "combination index: below 1 is synergy by Loewe", label="Combination index (Loewe)", latex="CI"),
        Output("excess", "(1 + a * E_1) / (1 + a) * (1 + b * E_b) / (1 + b) - left", "1", (-0.5, 1), "cells killed beyond independence", label="Excess over Bliss", latex=r"\Delta_B"),
        Output("saved", "1 / first", "1", (0.5, 100), "chemotherapy that alone would do the same, over what is given; without end where no dose would", label="Dose spared, fold", latex=r"F", scale="log"),
    ),
    shown=("cells", "bliss", "chemo"),
    measures=(
        Measure("cells_here", "cells", "at", "1", "share of cells left at the inhibitor given", time="given", label="cells left"),
        Measure("bliss_here", "bliss", "at", "1", "share of cells that independence leaves", time="given", label="cells left by independence"),
        Measure("index_here", "index", "at", "1", "combination index at the inhibitor given", time="given", label="combination index"),
        Measure("excess_here", "excess", "at", "1", "cells killed beyond independence", time="given", label="excess over Bliss"),
        Measure("saved_here", "saved", "at", "1", "chemotherapy spared, fold", time="given", label="dose spared, fold"),
    ),
    budgets=(
        Budget("shed", "secretion", "EV/(cell hour)", (1, 1e4), "vesicles each cell sheds in an hour", "beyond what cells are known to shed", label="vesicles per cell per hour"),
        Budget("volume", f"{CARRIED} / fold", "1/hour", (0, 0.05), "share of the cell's volume that leaves in vesicles in an hour", "a cell would shed itself within a day", label="cell volumes shed per hour"),
        Budget("loaded", "fold", "1", (1, 1e3), "drug in a vesicle over free drug in the cell", "more than a thousandfold, which nobody has measured", label="concentration in vesicles"),
    ),
    scenarios=(
        Scenario("retained", "A blocker that kills nothing", {}, "Vesicles carry two thirds of the lost drug; blocked, they leave a threefold potency behind."),
        Scenario("reported", "A twentyfold dose spared, as reported", REPORTED, "To spare so much, vesicles have to carry drug more than a thousandfold concentrated."),
        Scenario("poison", "A poison, without vesicles", {"E_2": 0.3, "d_1": 20}, "An inhibitor that kills by itself: Bliss is met exactly, and the index still is not 1.", ev=False),
        Scenario("sham", "A drug with itself", SHAM, "The index is 1 at every dose; by Bliss it is synergy, because the curve is steep."),
        Scenario("both", "A blocker that kills too", {"E_2": 0.5}, "Two effects in one curve; the share of cells left does not distinguish them."),
    ),
    verdicts=(
        Verdict("sham > 0.5", "A drug with itself: the index is {index_here}, as it must be; Bliss independence would leave a share of {bliss_here} of the cells, and {cells_here} is left."),
        Verdict("index_here < 0.95 and excess_here > 0.02 and saved_here > 0", "Synergy by both definitions: a share of {cells_here} is left, where independence leaves {bliss_here}; the index is {index_here}, and {saved_here} times the chemotherapy would do the same."),
        Verdict("index_here < 0.95 and excess_here > 0.02", "Synergy by both definitions: a share of {cells_here} is left, where independence leaves {bliss_here}; the index is {index_here}, and no dose of chemotherapy alone would do the same."),
        Verdict("index_here < 0.95", "Synergy by Loewe's definition alone: a share of {cells_here} is left, as independence expects ({bliss_here}), and the index is {index_here}."),
        Verdict("index_here >= 0", "No synergy by Loewe's definition: a share of {cells_here} is left, where independence leaves {bliss_here}; the index is {index_here}."),
    ),
    challenges=(
        Challenge(
            "sham-synergy",
            "Synergy out of nothing",
            "Combine a drug with itself so that Bliss finds three cells in ten killed beyond independence. What does Loewe say?",
            "sham >= 1 and excess_here >= 0.3",
            {"sham": 1.0, "h_1": 1.0, "d_1": 10.0, "given": 3.0},
            (
                "Start with the steepness.",
                "Each dose alone should do little, and both together much.",
                "With a steepness of 4, give each a little below what does half.",
            ),
            "Below a threshold each dose does nothing, and their sum is above it: that is all. Loewe says 1.",
            fixed=("deeper", "sham"),
            solution={"h_1": 4, "d_1": 22, "given": 7},
        ),
    ),
    benchmarks=(
        Benchmark("spared", "consistency", AtTime("saved", 20.0, setting=REPORTED, ev=True), 20, "1", 0.02, JOR, "docetaxel spared by 20 µmol/L of calpeptin, 5 in place of 100 nmol/L; one number was chosen to give it", checked="abstract"),
        Benchmark("independent", "closed form", AtTime("excess", 20.0, setting={"E_2": 0.3}), 0.0, "1", 1e-12, MUS, "without a change of potency or efficacy the surface is Bliss's", absolute=True),
        Benchmark("sham_index", "closed form", AtTime("index", 5.0, setting=SHAM), 1.0, "1", 1e-9, MUS, "a drug with itself: the combination index is 1"),
        Benchmark("ceiling", "closed form", AtTime("saved", 1e7, ev=True), 2.9634954084936207, "1", 1e-4, MUS, "much of a blocker that kills nothing spares as much as it gives back: α"),
        Benchmark("musyc_poison", "independent computation", AtTime("cells", 20.0, setting={"E_2": 0.3, "d_1": 20, "deeper": 0.5}), 0.3606228152395152, "1", 1e-9, MUS, "cells left under a poison with a deeper joint effect: the package synergy 0.5.1"),
        Benchmark("musyc_blocker", "independent computation", AtTime("cells", 20.0, setting={"E_2": 0.5, "h_2": 2}, ev=True), 0.4764528956441591, "1", 1e-9, MUS, "cells left under a blocker that kills too: the package synergy 0.5.1"),
    ),
    limits=(
        "All curves are invented but for one pair of doses; the reports give cells or tumours, seldom a surface of doses.",
        "The index compares doses that do the same and says nothing on whether the drugs meet in the same cell, or on a patient's tolerance.",
        "Potency is taken to follow the drug in the cell at steady state; with slow uptake or a short exposure it would not.",
        "A blocker of calpain, of ERK or of a proton pump changes death and drug uptake in other ways too, and the surface cannot show which.",
    ),
)  # fmt: skip
