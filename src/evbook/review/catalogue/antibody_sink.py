"""Antibody sink: a therapeutic antibody in plasma, and vesicles that carry its target.

The base is the linear two-compartment disposition of trastuzumab (Bruno et al. 2005); settings for
rituximab (Rozman et al. 2017, with clearance that falls in time), atezolizumab and pembrolizumab are
scenarios.  Vesicles enter by target-mediated disposition (Mager and Jusko): sites on vesicles are made by the tumour,
cleared with them, and bind the antibody, which is then cleared with the vesicle.  How many sites
reach plasma follows from the mass of the tumour, so that each sink corresponds to a mass of tumour.
"""

from evbook.declaration import (
    Argument,
    AtTime,
    Base,
    Benchmark,
    Box,
    Budget,
    Challenge,
    ClosedForm,
    Declaration,
    Dose,
    Fact,
    Group,
    Intermediate,
    Layer,
    Measure,
    Modifier,
    Output,
    Point,
    Process,
    Row,
    Scale,
    Scenario,
    Scene,
    State,
    Time,
    Verdict,
    Window,
)
from evbook.declaration import Parameter as P

BRU, ROZ, CODE = "Bruno2005", "Rozman2017", "code or SBML"
WOMEN = "metastatic breast cancer, population estimate"
OURS = "no measurement known; our assumption"
MICE = "labelled vesicles in mice, from a table of a review"
WEEKLY = {"every": 7, "loading": 140, "treated": 728}

# fmt: off
# One line a parameter: name, default, unit, range, grade, checked, source, meaning.
PARAMETERS = (
    P("CL",          0.225,    "L/day",            (0.05, 1),       "fitted",   "abstract", BRU, "clearance of the antibody", latex="C_L", context=WOMEN),
    P("V1",          2.95,     "L",                (1, 10),         "fitted",   "abstract", BRU, "central volume", latex="V_1", context=WOMEN),
    P("Q",           0.4838,   "L/day",            (0.05, 2),       "fitted",   CODE, BRU, "exchange between plasma and tissue", latex="Q", context=WOMEN),
    P("V2",          4.7901,   "L",                (1, 15),         "fitted",   CODE, BRU, "volume of the tissue compartment", latex="V_2", context=WOMEN),
    P("ecd",         8.23,     "ug/L",             (1, 200),        "measured", CODE, BRU, "shed receptor in serum (extracellular domain of HER2)", label="shed receptor", latex="H", context="reference level of the fit, where it is without effect; the fit stops at 200", scale="log"),
    P("ecd_ref",     8.23,     "ug/L",             (8, 9),          "measured", CODE, BRU, "shed receptor at which clearance has its typical value", latex="H_0", context=WOMEN),
    P("ecd_power",   0.041,    "1",                (0, 0.1),        "fitted",   CODE, BRU, "how steeply clearance rises with shed receptor", latex="h", context=WOMEN),
    P("CL_early",    0.0,      "L/day",            (0, 0.6),        "fitted",   CODE, ROZ, "further clearance at the start, which fades", label="early clearance", latex="C_{L,0}", context="rituximab in lymphoma: 0.278; 0 for the others"),
    P("fading",      0.143,    "1/day",            (0.01, 0.5),     "fitted",   CODE, ROZ, "rate at which the early clearance fades", latex="k_f", context="rituximab in lymphoma: 0.143, and 0.0254 when the disease progressed"),
    P("molar_mass",  0.1455315, "mg/nmol",         (0.14, 0.155),   "derived",  CODE, "Marcantonio2022", "mass of a nanomole of antibody", latex="M", context="trastuzumab, 145.5 kDa"),
    P("KD_tumour",   0.1,      "nmol/L",           (0.01, 10),      "measured", CODE, "Marcantonio2022", "concentration at which half of the target on tumour cells is occupied", latex="K_T", context="trastuzumab on HER2", scale="log"),
    P("loading",     140.0,    "mg",               (0, 2000),       "derived",  "abstract", BRU, "added to the first dose", latex="D_0", context="a first dose of 8 in place of 6 mg/kg, or of 4 in place of 2, at 70 kg"),
    P("dose_day",    20.0,     "mg/day",           (0, 100),        "derived",  "abstract", BRU, "antibody given, per day on average", label="dose per day", latex="D", context="2 mg/kg a week at 70 kg, or 6 mg/kg every three weeks", control=True),
    P("every",       21.0,     "day",              (2, 42),         "measured",  "secondary", "HerceptinLabel", "days between doses", label="days between doses", latex=r"\tau", context="every three weeks, or weekly, in the label", control=True),
    P("treated",     168.0,    "day",              (1, 800),        "assumed",  "not seen", "", "how long doses are given", label="days treated", latex="T", context="the window shown", scale="log"),
    P("infused",     0.0,      "1",                (0, 1),          "constant",  "by definition", "", "share of the dose given as a steady infusion", latex="i", context="0 in practice; 1 makes the steady state exact"),
    P("mass",        100.0,    "g",                (0, 1000),       "assumed",  "not seen", "", "mass of tumour that sheds vesicles", label="tumour mass", latex="m", context="advanced disease; 10⁹ cells a gram", ev=True, control=True),
    P("per_gram",    1e9,      "cell/g",           (1e8, 2e9),      "assumed",  "abstract", "DelMonte2009", "tumour cells in a gram", latex="n", context="commonly 10⁹ cells in a cubic centimetre or gram; in most epithelial tumours 10⁸ would be more realistic (Del Monte 2009, abstract)", scale="log", ev=True),
    P("secretion",   1440.0,   "EV/(cell day)",    (24, 2.4e4),     "measured", "secondary", "Chiu2016", "vesicles shed by a tumour cell in a day", label="vesicles shed", latex=r"\sigma_{EV}", context="60 to 65 an hour in MCF-7 and MDA-MB-231 in vitro, and up to 170 in other lines, both read second-hand; 2700 for monocytes in people (abstract)", scale="log", can_be_zero=True, ev=True),
    P("reach",       0.1,      "1",                (0.001, 1),      "assumed",  "secondary", "Hori2011", "share of the shed vesicles that reach plasma", label="share reaching plasma", latex="f", context="no measurement for vesicles; 0.1 is the share of the marker CA125 in a published model (Hori 2011, as a later paper's table gives it)", scale="log", can_be_zero=True, ev=True, control=True),
    P("receptors",   1e6,      "molecule/cell",    (1e4, 1e7),      "measured",  "code or SBML", "Scheuher2023", "target molecules on a tumour cell", label="targets per cell", latex="R", context="HER2: a million on N87 cells and 1.12 million on SK-BR-3 in a published model, in public code; half a million on BT-474 by flow cytometry (Pathology Research International 2010, article 814176, table 1); about 10⁵ for CD20 or PD-L1", scale="log", ev=True, control=True),
    P("cell_area",   1000.0,   "um**2/cell",       (300, 3000),     "derived",  "code or SBML", "Scheuher2023", "surface of a tumour cell", latex="A_c", context="between the 768 and the 1180 µm² of smooth spheres of 2000 and 3820 µm³, a typical tumour cell and SK-BR-3 in a published model, in public code", ev=True),
    P("surface",     0.0314,   "um**2/EV",         (0.003, 0.8),    "derived",  "full text", "Maacha2019", "surface of a vesicle", latex="A_v", context="100 nm across; targets are taken to be as dense on the vesicle as on the cell", scale="log", ev=True),
    P("t_quick",     0.0056,   "day",              (0.001, 7),      "measured", "secondary", "Kim2019", "half-life of the vesicles that leave plasma quickly", label="quick half-life", latex="t_q", context=f"8 min, of 7 to 9: {MICE}", scale="log", ev=True, control=True),
    P("t_slow",      0.25,     "day",              (0.05, 7),       "measured", "secondary", "Kim2019", "half-life of the vesicles that leave plasma slowly", label="slow half-life", latex="t_s", context=f"6 h, of 149 to 792 min: {MICE}", scale="log", ev=True),
    P("slow",        0.2,      "1",                (0.01, 0.99),          "fitted",  "secondary", "Kim2019", "share of the vesicles that leave slowly", label="share leaving slowly", latex="s", context="two phases are reported, not their shares; with their half-lives and a millilitre of plasma, 0.2 gives the clearance that is reported in mice, 0.65 mL/h", ev=True),
    P("k_on",        86.4,     "L/(nmol day)",     (1, 200),        "assumed",  CODE, "Marcantonio2022", "binding of antibody to a site on a vesicle", latex="k_{on}", context="the default of the source's program", scale="log", can_be_zero=True, ev=True),
    P("K_D",         0.1,      "nmol/L",           (0.01, 10),      "measured", CODE, "Marcantonio2022", "concentration at which half of the sites on vesicles are bound", latex="K_D", context="trastuzumab on HER2", scale="log", ev=True),
    P("binds",       1.0,      "1",                (0, 1),          "derived",  "full text", "Maacha2019", "whether the antibody binds what the vesicles carry (0 or 1)", label="binds vesicles", latex="b", context="1 for antibodies to HER2, CD20 and PD-L1; 0 for one to PD-1, which is on T cells", ev=True),
    P("hastened",    1.0,      "1",                (0, 5),          "assumed",  "not seen", "", "clearance of a vesicle with antibody against one without", label="clearance when bound", latex="c", context="above 1 if macrophages prefer it, as reported in mice for antibody to PD-L1", ev=True),
    P("burst",       0.0,      "nmol",             (0, 100),        "assumed",  "not seen", "", "further sites in plasma at the start", latex="B", context="none; a burst from dying cells would be one", ev=True),
    P("avogadro",    6.02214076e14, "molecule/nmol", (6.02e14, 6.03e14), "constant", "by definition", "", "molecules in a nanomole", latex="N_A", context="exact by definition", ev=True),
)
# fmt: on

MADE = "binds * mass * per_gram * secretion * reach * receptors * surface / (cell_area * avogadro)"
RATES = "CL / V1 + Q / V1 + Q / V2"
HALF_LIFE = f"log(2) / (0.5 * (({RATES}) - sqrt(({RATES})**2 - 4 * CL * Q / V1 / V2)))"
ATEZO = {"CL": 0.2, "V1": 3.28, "Q": 0.4774, "V2": 3.63, "dose_day": 57.14, "every": 21, "loading": 0}
PEMBRO = {"CL": 0.22, "V1": 3.48, "Q": 0.795, "V2": 4.06, "dose_day": 9.524, "every": 21, "loading": 0}
RITUX = {
    "CL": 0.252,
    "CL_early": 0.278,
    "V1": 4.62,
    "Q": 1.02,
    "V2": 8.61,
    "dose_day": 33.33,
    "every": 21,
    "loading": 0,
}
# The setting in which the model is that of BIOMD0000000765, an hour there being a day here.
TMDD = {
    "CL": 1,
    "V1": 1,
    "Q": 0,
    "loading": 4000 * 0.1455315,
    "dose_day": 0,
    "mass": 0,
    "burst": 53,
    "slow": 0,
    "t_quick": 0.6931471805599453 / 0.566,
    "hastened": 0,
    "k_on": 0.1,
    "K_D": 1,
}
LARGE = {"mass": 1000, "reach": 1, "receptors": 3e6}


def _pool(name: str, share: str, half_life: str, words: str) -> tuple[Process, ...]:
    """The life of one pool of vesicle sites: made, cleared, bound, released, cleared with antibody."""
    free, bound = f"E_{name}", f"X_{name}"
    return (
        Process(f"making_{name}", f"made * {share}", f"the tumour's sites on vesicles that leave {words} reach plasma", produces={free: 1}, ev=True, claims=("immunotherapy-sink",), label=f"making ({words})"),
        Process(f"clearing_{name}", f"log(2) / {half_life} * {free}", f"vesicles leave plasma {words}", consumes={free: 1}, ev=True, label=f"clearing ({words})"),
        Process(f"binding_{name}", f"k_on * concentration * {free}", "antibody binds a site on a vesicle", consumes={"A": 1, free: 1}, produces={bound: 1}, ev=True, claims=("immunotherapy-sink",), label=f"binding ({words})"),
        Process(f"release_{name}", f"k_on * K_D * {bound}", "antibody leaves the site", consumes={bound: 1}, produces={"A": 1, free: 1}, ev=True, label=f"release ({words})"),
        Process(f"loss_{name}", f"hastened * log(2) / {half_life} * {bound}", "antibody is cleared with its vesicle", consumes={bound: 1}, ev=True, claims=("immunotherapy-sink",), label=f"loss with vesicles ({words})"),
    )  # fmt: skip


DECLARATION = Declaration(
    id="antibody-sink",
    title="An antibody in plasma, and vesicles that carry its target",
    idea="A decoy takes antibody at the rate at which it is made, whatever its concentration; ordinary tumours make too few vesicles to use up a dose of IgG.",
    summary="Doses, clearance and tissue set the level of an antibody; vesicles with its target take some of it away.",
    chapter="resistance/immunotherapy-sink",
    base=Base(
        source=BRU,
        what="Bruno et al. (2005): linear two-compartment disposition of trastuzumab in metastatic breast cancer.",
        extent="part",
        left_out="of the publication's covariates only shed HER2 is kept; weight and the number of metastatic sites stand at their reference values, because they play no part in what vesicles do",
        departures=(
            "an early clearance that fades is added for rituximab, at zero; of the covariates only shed HER2 is kept, "
            "on clearance; body weight is 70 kg"
        ),
    ),
    time=Time(unit="day", end=168.0, points=841, label="Days"),
    states=(
        State("A", "0", "nmol", (1, 1e4), "antibody free in plasma", label="Antibody, plasma", latex="A", scale="log"),
        State("P", "0", "nmol", (1, 1e4), "antibody in tissue", label="Antibody, tissue", latex="P", scale="log"),
        State("C_early", "CL_early", "L/day", (0, 0.6), "early clearance that is left", label="Early clearance", latex="C_E"),
        State("E_quick", "at_first_quick", "nmol", (1e-4, 100), "free sites on vesicles that leave quickly", label="Free sites, quick", latex="E_q", scale="log"),
        State("X_quick", "0", "nmol", (1e-4, 100), "antibody on vesicles that leave quickly", label="Bound, quick", latex="X_q", scale="log"),
        State("E_slow", "at_first_slow", "nmol", (1e-4, 100), "free sites on vesicles that leave slowly", label="Free sites, slow", latex="E_s", scale="log"),
        State("X_slow", "0", "nmol", (1e-4, 100), "antibody on vesicles that leave slowly", label="Bound, slow", latex="X_s", scale="log"),
    ),
    parameters=PARAMETERS,
    windows=(Window("treating", "0", "treated", "antibody is infused", label="treating", latex="w"),),
    doses=(
        Dose("first", "A", "loading * (1 - infused) / molar_mass", "0", "added to the first dose"),
        Dose("maintenance", "A", "dose_day * every * (1 - infused) / molar_mass", "0", "a dose", every="every", count="treated / every"),
    ),
    intermediates=(
        Intermediate("concentration", "A / V1", "nmol/L", "free antibody in plasma", latex="a"),
        Intermediate("clearance", "CL * (ecd / ecd_ref)**ecd_power + C_early", "L/day", "clearance without vesicles", latex="c_L"),
    ),
    modifiers=(
        Modifier("made", MADE, "0", "nmol/day", "sites that antibody can bind, brought to plasma on vesicles in a day", claims=("immunotherapy-sink",), label="sites made", latex=r"\pi_E"),
        Modifier("at_first_quick", f"{MADE} * (1 - slow) * t_quick / log(2) + burst", "0", "nmol", "sites on quickly leaving vesicles before the first dose", label="sites at first, quick", latex="E_{q0}"),
        Modifier("at_first_slow", f"{MADE} * slow * t_slow / log(2)", "0", "nmol", "sites on slowly leaving vesicles before the first dose", label="sites at first, slow", latex="E_{s0}"),
        Modifier("taken", "molar_mass * hastened * log(2) * (X_quick / t_quick + X_slow / t_slow)", "0", "mg/day", "antibody that leaves plasma with vesicles", claims=("immunotherapy-sink",), label="antibody taken by vesicles", latex="J_E"),
        Modifier("standing", "(E_quick + X_quick + E_slow + X_slow) / V1", "0", "nmol/L", "sites on vesicles in plasma, free or bound", label="sites on vesicles", latex="S_E"),
    ),
    groups=(
        Group("quick", "Sites on vesicles, quick", ("E_quick", "X_quick")),
        Group("slow", "Sites on vesicles, slow", ("E_slow", "X_slow")),
    ),
    processes=(
        Process("infusion", "dose_day * infused * treating / molar_mass", "antibody is infused", produces={"A": 1}),
        Process("elimination", "clearance * concentration", "antibody is cleared as any IgG, and by targets on cells", consumes={"A": 1}),
        Process("to_tissue", "Q * concentration", "antibody leaves plasma for tissue", consumes={"A": 1}, produces={"P": 1}, label="to tissue"),
        Process("from_tissue", "Q / V2 * P", "antibody returns", consumes={"P": 1}, produces={"A": 1}, label="from tissue"),
        Process("fading_clearance", "fading * C_early", "the early clearance fades", consumes={"C_early": 1}, label="fading"),
        *_pool("quick", "(1 - slow)", "t_quick", "quickly"),
        *_pool("slow", "slow", "t_slow", "slowly"),
    ),
    outputs=(
        Output("drug", "molar_mass * concentration", "mg/L", (0.1, 500), "free antibody in plasma", label="Free antibody", latex="C", scale="log"),
        Output("occupied", "concentration / (concentration + KD_tumour)", "1", (0, 1), "share of the target on tumour cells that plasma's free antibody would occupy", label="Target occupied", latex=r"\theta"),
        Output("drained", "taken", "mg/day", (0, 30), "antibody that leaves plasma with vesicles", label="Taken by vesicles", latex="J_E"),
        Output("sites", "standing", "nmol/L", (1e-4, 10), "sites on vesicles in plasma, free or bound", label="Sites on vesicles", latex="S_E", scale="log"),
    ),
    shown=("drug",),
    measures=(
        Measure("trough", "drug", "final", "mg/L", "free antibody at the end, before the next dose", label="last trough"),
        Measure("mean", "drug", "mean", "mg/L", "mean free antibody over the window", label="mean level"),
        Measure("peak", "drug", "max", "mg/L", "highest free antibody", label="peak"),
        Measure("least_occupied", "occupied", "min", "1", "least share of the target occupied", label="least occupancy"),
        Measure("last_occupied", "occupied", "final", "1", "share of the target occupied at the end", label="occupancy at the end"),
        Measure("taken_a_day", "drained", "mean", "mg/day", "antibody lost with vesicles in a day, on average", label="lost with vesicles"),
    ),
    budgets=(
        Budget("tumour", "mass", "g", (0, 1000), "tumour whose vesicles are counted on", "more tumour than a patient lives with", label="grams of tumour"),
        Budget("shed", "secretion", "EV/(cell day)", (24, 2.4e5), "vesicles each tumour cell sheds in a day", "beyond what cells are known to shed", label="vesicles per cell per day"),
        Budget("in_plasma", "mass * per_gram * secretion * reach * ((1 - slow) * t_quick + slow * t_slow) / log(2) / V1", "EV/L", (0, 1e13), "tumour vesicles standing in a litre of plasma", "more than all vesicles that are counted in plasma", label="tumour vesicles per litre of plasma"),
        Budget("copies", "receptors / cell_area * surface", "molecule/EV", (0, 200), "targets on each vesicle", "more than the surface of a vesicle is likely to hold", label="targets per vesicle"),
    ),
    scenarios=(
        Scenario("kilogram", "Trastuzumab, a kilogram of tumour, every vesicle in plasma", {"mass": 1000, "reach": 1}, "With everything in its favour, the sink takes about half of the dose; the target stays occupied."),
        Scenario("trastuzumab", "Trastuzumab, a hundred grams of tumour", {}, "The level with vesicles lies on the level without: the decoy takes about half a per cent of the dose."),
        Scenario("rituximab", "Rituximab in lymphoma", {**RITUX, "receptors": 1e5}, "Clearance is high at first and fades, as if a sink were being emptied; vesicles with CD20 are far too few to be it."),
        Scenario("atezolizumab", "Atezolizumab, which binds PD-L1", {**ATEZO, "receptors": 1e5}, "It binds what the vesicles carry; at the usual dose the sink is not seen."),
        Scenario("pembrolizumab", "Pembrolizumab, the negative control", {**PEMBRO, "receptors": 1e5, "binds": 0}, "It binds PD-1 on T cells: vesicles with PD-L1 cannot take it."),
        Scenario("overdrawn", "A sink faster than the dose, doses every other day", {**LARGE, "every": 2, "loading": 0}, "Sites are made faster than drug is given: each small dose is used up before the next."),
    ),
    verdicts=(
        Verdict("binds <= 0", "The antibody does not bind what the vesicles carry, so they take none; its mean level is {mean}."),
        Verdict("taken_a_day < 0.05 * dose_day", "Vesicles take {taken_a_day}, less than a twentieth of what is given; the last trough is {trough}."),
        Verdict("last_occupied > 0.9", "Vesicles take {taken_a_day}, and the last trough is {trough}; even then a share of {last_occupied} of the target is occupied."),
        Verdict("last_occupied > 0.5", "Vesicles take {taken_a_day}; at the last trough, {trough}, a share of {last_occupied} of the target is occupied."),
        Verdict("mean >= 0", "The antibody runs out: at the end {trough} is left, and only a share of {last_occupied} of the target is occupied; the mean level is {mean}."),
    ),
    challenges=(
        Challenge(
            "by-schedule",
            "Beat a sink by its schedule",
            "A kilogram of tumour makes decoy sites faster than 20 mg of antibody a day can fill. "
            "Bring the mean level to 15 mg/L without giving more.",
            "mean >= 15 and dose_day <= 20 and loading <= 0 and infused <= 0 and mass >= 1000 and reach >= 1 and receptors >= 3e6",
            {**LARGE, "every": 2, "loading": 0},
            (
                "A sink takes at most what it makes sites for, per day.",
                "What it could have taken on days without drug, it cannot take later.",
                "Give the same total seldom, in large doses.",
            ),
            "A large dose outlasts the few sites that stand in plasma; vesicles made when there is no drug are cleared unused. "
            "When sites are made more slowly than drug is given, the schedule changes almost nothing.",
            fixed=("dose_day", "loading", "mass", "reach", "receptors", "secretion", "CL"),
            solution={"every": 21.0},
        ),
    ),
    arguments=(
        Argument(
            chapter="resistance/immunotherapy-sink",
            sentence="A decoy takes antibody at the rate at which it is made, whatever its concentration; ordinary tumours make too few vesicles to use up a dose of IgG.",
            claim="taken <= 0.1 * dose_day and sunk >= 0.85 * free and longer >= 0.98 * sunk and longer <= 1.02 * sunk",
            says="a tumour of up to 100 g takes at most a tenth of the dose, and vesicles that stay five times as long, five times as many in plasma, take no more",
            facts={
                "taken": Fact("taken_a_day"),
                "sunk": Fact("mean"),
                "free": Fact("mean", ev=False),
                "longer": Fact("mean", {"t_quick": "5 * t_quick", "t_slow": "5 * t_slow"}),
            },
            over={"dose_day": (5, 50), "every": (7, 21), "mass": (1, 100), "reach": (0.001, 0.1), "receptors": (1e4, 1e6), "t_quick": (0.002, 0.05)},
            outside="A kilogram of tumour of which every vesicle reaches plasma, with three million targets a cell, uses up the dose.",
        ),
    ),
    scene=Scene(
        title="Plasma above and the tumour below: antibody, the sites for it on vesicles, and the cells that it is meant for",
        scales=(Scale("pace", 0.15, "1/day"),),
        at=0.07,
        layers=(
            Layer("plasma", "vessel", "plasma", Point(240, 54), size=44, stretch=5.6, colour="axis", keyed=False),
            Layer("free", "antibody", "antibody in plasma", Box(240, 54, 456, 76), count="A", one=50, unit="nmol", size=3.6, speed="pace", sway=3, colour="c0"),
            Layer("open-sites", "vesicle", "free sites on vesicles", Box(240, 54, 440, 70), count="E_quick + E_slow", one=50, unit="nmol", first="1e-9", size=5, speed="pace", sway=6, colour="c4"),
            Layer("caught", "vesicle", "antibody on vesicles", Box(250, 58, 440, 66), count="X_quick + X_slow", one=50, unit="nmol", first="1e-9", size=5, speed="pace", sway=6, colour="c3"),
            Layer(
                "taken", "vesicle", "antibody that vesicles take in a day", Point(440, 54), to=Point(476, 54), count="drained", one=1, unit="mg/day", first="1e-6",
                speed="pace", size=5, colour="c3",
            ),
            Layer("tissue", "antibody", "antibody in tissue", Box(240, 134, 456, 50), count="P", one=50, unit="nmol", size=3.6, speed="pace", sway=2, colour="muted"),
            Layer("tumour", "cell", "tumour cells", Row(240, 187, 470, 20), count="20", size=11, colour="axis", keyed=False),
            Layer("bound", "antibody", "share of their target that is occupied", Row(240, 172, 470, 20), count="occupied", one=0.05, size=5.5, turn=1.5707963267948966, colour="c1"),
        ),
        says=(
            Verdict("occupied < 0.5", "Less than half of the target on tumour cells is occupied."),
            Verdict("E_quick + E_slow + X_quick + X_slow > A", "Vesicles in plasma have more sites than there is free antibody."),
            Verdict("drained > 0.5 * dose_day", "Vesicles take more than half of what is given in a day."),
            Verdict("occupied >= 0.5", "Sites on vesicles are few beside the antibody in plasma."),
        ),
    ),
    benchmarks=(
        Benchmark("half_life", "published", ClosedForm(HALF_LIFE), 28.5, "day", 0.005, BRU, "terminal half-life of trastuzumab", checked="abstract"),
        Benchmark("weekly_area", "consistency", ClosedForm("dose_day * 7 / CL"), 578, "mg day/L", 0.1, "HerceptinLabel", "area under the level in a week at steady state, 2 mg/kg: dose/clearance, against the label's median", checked="secondary"),
        Benchmark("weekly_trough", "published", AtTime("drug", 727.999, setting=WEEKLY), 64.9, "mg/L", 0.12, "HerceptinLabel", "trough at steady state, 2 mg/kg a week, against the label's median", checked="secondary"),
        Benchmark("first_peak", "published", AtTime("drug", 0.001), 182, "mg/L", 0.06, "HerceptinLabel", "peak after a first dose of 8 mg/kg, against the label's median", checked="secondary"),
        Benchmark("atezolizumab_half_life", "consistency", ClosedForm(HALF_LIFE, setting=ATEZO), 27, "day", 0.005, "TecentriqLabel", "terminal half-life of atezolizumab; the exchange rate was chosen to give it", checked="secondary"),
        Benchmark("infused_level", "closed form", AtTime("drug", 700, setting={"infused": 1, "treated": 800}), 20 / 0.225, "mg/L", 1e-3, BRU, "under a steady infusion the level is dose rate over clearance"),
        Benchmark("infused_sink", "closed form", AtTime("drug", 700, setting={"infused": 1, "treated": 800, "mass": 1000, "reach": 1}, ev=True), 40.5419, "mg/L", 1e-3, "Mager2001", "under a steady infusion with a sink: the root of clearance × level + antibody taken by both pools = dose rate"),
        Benchmark("critical_level", "closed form", ClosedForm(f"molar_mass * ({MADE}) / CL", setting={"mass": 1000, "reach": 1}), 48.56414, "mg/L", 1e-4, "Mager2001", "the fall of the steady level under a saturated sink: sites made a day over clearance"),
        Benchmark("tmdd_drug", "independent computation", AtTime("A", 24, setting=TMDD, ev=True), 1.1776094269, "nmol", 1e-5, "Mager2005", "target-mediated disposition: drug after 24 h in BIOMD0000000765"),
    ),
    limits=(
        "Plasma only: no interstitium, where vesicles of a tumour are far denser than in blood, and where the antibody meets its target.",
        "A site binds one antibody, independently of its neighbours; a vesicle with many sites and an antibody with two arms bind more firmly.",
        "Targets are taken to be as dense on vesicles as on the cell; sorting may raise or lower that.",
        "Half-lives of vesicles come from mice, and from vesicles that were purified, labelled and injected.",
        "The published clearance already holds whatever sink the patients had, vesicles and shed receptor included.",
        "An antibody that is not free is taken to be without use; opsonised vesicles may do other things.",
    ),
)  # fmt: skip
