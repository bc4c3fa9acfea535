"""The whole picture: tumour, effectors, a drug, and vesicles between cells and in plasma, each chapter a switch.

Every part is a published model of the book: tumour and effectors (Kuznetsov et al. 1994), an antibody in plasma
and tissue (Bruno et al. 2005), colonies shed by a tumour (Iwata et al. 2000).  Vesicles live for minutes to
hours and the tumour grows over days, so both pools of vesicles stand at the level that shedding and loss set;
a test holds that against pools with equations of their own.  A switch is a share from 0 to 1 of a mechanism
whose full strength is assumed: what the book shows of each is in the chapter that the switch is named after.
"""

# fmt: off
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
    Disc,
    Dose,
    Equilibrium,
    Fact,
    Intermediate,
    Layer,
    Marker,
    Measure,
    Modifier,
    Output,
    Part,
    Point,
    Process,
    Ring,
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

KUZ, BRU, IWA, MARC, SBML = "Kuznetsov1994", "Bruno2005", "Iwata2000", "Marcantonio2022", "code or SBML"
MOUSE = "BCL1 lymphoma in mice, fitted"
WOMEN = "metastatic breast cancer, population estimate"
PATIENT = "one patient with hepatocellular carcinoma, fitted"
OURS = "no measurement known; our assumption"
SWITCH = "1 is on, 0 is off"

# One line a parameter: name, default, unit, range, grade, checked, source, meaning.
PARAMETERS = (
    P("s",          1.3e4,    "cell/day",      (1e3, 5e4),      "fitted",   SBML, KUZ, "steady arrival of effector cells", latex="s", context=MOUSE),
    P("p",          0.1245,   "1/day",         (0.02, 0.5),     "fitted",   SBML, KUZ, "greatest recruitment of effectors by the tumour", latex="p", context=MOUSE),
    P("g",          2.019e7,  "cell",          (2e6, 2e8),      "fitted",   SBML, KUZ, "tumour size at which recruitment is half its greatest", latex="g", context=MOUSE, scale="log"),
    P("m",          3.422e-10, "1/(cell day)", (3e-11, 3e-9),   "fitted",   SBML, KUZ, "effectors inactivated by meeting tumour cells", latex="m", context=MOUSE, scale="log"),
    P("d",          0.0412,   "1/day",         (0.01, 0.15),    "fitted",   SBML, KUZ, "death of effector cells", latex="d", context=MOUSE),
    P("a",          0.18,     "1/day",         (0.05, 0.5),     "fitted",   SBML, KUZ, "growth of the tumour when small", latex="a", context=MOUSE),
    P("b",          2.0e-9,   "1/cell",        (5e-10, 2e-8),   "fitted",   SBML, KUZ, "inverse of the size at which the tumour stops growing", latex="b", context=MOUSE, scale="log"),
    P("n",          1.101e-7, "1/(cell day)",  (1e-8, 1e-6),    "fitted",   SBML, KUZ, "tumour cells killed by effectors", latex="n", context=MOUSE, scale="log"),
    P("E_0",        3.155e5,  "cell",          (1e4, 1e7),      "derived",  SBML, KUZ, "effectors at the start", label="E at start", latex="E_0", context="s/d, the level without a tumour", scale="log"),
    P("T_0",        1e6,      "cell",          (1, 4e8),        "assumed",  "not seen", "", "tumour cells at the start", label="T at start", latex="T_0", context="small, and there", scale="log"),
    P("CL",         0.225,    "L/day",         (0.05, 1),       "fitted",   "abstract", BRU, "clearance of the antibody", latex="C_L", context=WOMEN),
    P("V1",         2.95,     "L",             (1, 10),         "fitted",   "abstract", BRU, "central volume", latex="V_1", context=WOMEN),
    P("Q",          0.4838,   "L/day",         (0.05, 2),       "fitted",   SBML, BRU, "exchange between plasma and tissue", latex="Q", context=WOMEN),
    P("V2",         4.7901,   "L",             (1, 15),         "fitted",   SBML, BRU, "volume of the tissue compartment", latex="V_2", context=WOMEN),
    P("molar_mass", 0.1455315, "mg/nmol",      (0.14, 0.155),   "derived",  SBML, MARC, "mass of a nanomole of antibody", latex="M", context="trastuzumab, 145.5 kDa"),
    P("K_T",        0.1,      "nmol/L",        (0.01, 10),      "measured", SBML, MARC, "concentration at which half of the target on tumour cells is occupied", latex="K_T", context="trastuzumab on HER2", scale="log"),
    P("dose_day",   20.0,     "mg/day",        (0, 100),        "derived",  "abstract", BRU, "antibody given, per day on average", label="dose per day", latex="D", context="6 mg/kg every three weeks at 70 kg; 0 is no drug", control=True),
    P("every",      21.0,     "day",           (2, 42),         "measured",  "secondary", "HerceptinLabel", "days between doses", label="days between doses", latex=r"\tau", context="every three weeks, or weekly, in the label"),
    P("begins",     45.0,     "day",           (0, 400),        "assumed",  "not seen", "", "day of the first dose", label="first dose", latex="t_D", context=OURS, control=True),
    P("treated",    700.0,    "day",           (1, 800),        "assumed",  "not seen", "", "how long doses are given", label="days treated", latex="h", context="to the end"),
    P("kill",       0.15,     "1/day",         (0, 0.5),        "assumed",  "not seen", "", "tumour cells killed by the drug when its target is occupied", label="killing by the drug", latex="k_D", context="slower than growth: the drug alone does not cure", control=True),
    P("colonies",   5.3e-8,   "1/day",         (1e-9, 1e-6),    "fitted",   SBML, IWA, "colonies started in a day by a tumour of one cell", latex="c", context=PATIENT, scale="log"),
    P("alpha",      0.663,    "1",             (0.4, 0.9),      "fitted",   "not seen", IWA, "how shedding of colonies rises with size", label="shedding exponent α", latex=r"\alpha", context="as in the chapter on metastasis"),
    P("one",        1.0,      "cell",          (0.5, 2),        "constant", "by definition", "", "a tumour of one cell", label="one cell", latex="x_0", context="a unit, not a quantity"),
    P("scale",      146.0,    "1",             (1, 1000),       "derived",  SBML, IWA, "cells of a patient's tumour for each cell of the mouse's", label="patient for mouse", latex="S", context="gives both published tumours one ceiling: 7.3 × 10¹⁰ over 5 × 10⁸", scale="log"),
    # The switches, in the order of the book.
    P("stroma",     1.0,      "1",             (0, 1),          "constant",  "by definition", "", "switch: stromal activation speeds growth", label="switch: stromal activation", latex="w_1", context=SWITCH, ev=True, control=True),
    P("vessels",    1.0,      "1",             (0, 1),          "constant",  "by definition", "", "switch: angiogenesis raises the ceiling", label="switch: angiogenesis", latex="w_2", context=SWITCH, ev=True, control=True),
    P("escape",     1.0,      "1",             (0, 1),          "constant",  "by definition", "", "switch: immune escape slows recruitment", label="switch: immune escape", latex="w_3", context=SWITCH, ev=True, control=True),
    P("niche",      1.0,      "1",             (0, 1),          "constant",  "by definition", "", "switch: a niche prepared at a distance lets more colonies take", label="switch: metastasis", latex="w_4", context=SWITCH, ev=True, control=True),
    P("sink",       1.0,      "1",             (0, 1),          "constant",  "by definition", "", "switch: vesicles in plasma take antibody away", label="switch: sink", latex="w_5", context=SWITCH, ev=True, control=True),
    P("export",     0.0,      "1",             (0, 1),          "constant",  "by definition", "", "switch: vesicles carry drug out of the cell", label="switch: drug export", latex="w_6", context="off: an antibody acts from outside; on for a small drug", ev=True, control=True),
    P("pumps",      0.0,      "1",             (0, 1),          "constant",  "by definition", "", "switch: borrowed efflux pumps", label="switch: efflux pumps", latex="w_7", context="off: no pump moves an antibody; on for a small drug", ev=True, control=True),
    P("survival",   1.0,      "1",             (0, 1),          "constant",  "by definition", "", "switch: prosurvival cargo", label="switch: prosurvival cargo", latex="w_8", context=SWITCH, ev=True, control=True),
    P("silencing",  1.0,      "1",             (0, 1),          "constant",  "by definition", "", "switch: microRNA cargo", label="switch: microRNA", latex="w_9", context=SWITCH, ev=True, control=True),
    P("fibroblasts", 1.0,     "1",             (0, 1),          "constant",  "by definition", "", "switch: resistance lent by fibroblasts", label="switch: stromal resistance", latex="w_{10}", context=SWITCH, ev=True, control=True),
    # What each does at most, and when the vesicles are felt.
    P("reach",      1e7,      "cell",          (1e6, 1e9),      "assumed",  "not seen", "", "tumour size at which its vesicles are half felt between cells", label="reach", latex="T_v", context="as in the chapter on immune escape", scale="log", ev=True, control=True),
    P("reach_far",  1e9,      "cell",          (1e7, 1e11),     "assumed",  "not seen", "", "size of a patient's tumour whose vesicles in plasma are half felt at a distance", label="half felt at a distance", latex="T_w", context=OURS, scale="log", ev=True),
    P("g_stroma",   0.15,     "1",             (0, 0.5),        "assumed",  "not seen", "", "faster growth at full signal, as a share", label="strength of stroma", latex=r"\gamma_1", context=OURS, ev=True),
    P("g_vessels",  0.25,     "1",             (0, 1),          "assumed",  "not seen", "", "higher ceiling at full signal, as a share", label="strength of vessels", latex=r"\gamma_2", context="a quarter, as in the chapter on angiogenesis", ev=True),
    P("g_escape",   0.5,      "1",             (0, 1.5),        "assumed",  "not seen", "", "slower recruitment at full signal", label="strength of escape", latex=r"\gamma_3", context="as in the chapter on immune escape", ev=True),
    P("g_niche",    1.0,      "1",             (0, 10),         "assumed",  "not seen", "", "further colonies that take at full signal, for each that would anyway", label="strength of the niche", latex=r"\gamma_4", context="as in the chapter on metastasis", ev=True),
    P("g_drug",     0.35,     "1",             (0, 1),          "assumed",  "not seen", "", "by how much each resistance switch weakens killing at full signal", label="strength of each resistance", latex=r"\gamma_5", context="one number for five mechanisms, none of which is measured in a patient", ev=True),
    # Vesicles.
    P("secretion",  1440.0,   "EV/(cell day)", (24, 2.4e4),     "measured", "secondary", "Chiu2016", "vesicles shed by a tumour cell in a day", label="vesicles shed", latex=r"\sigma_{EV}", context="60 to 65 an hour in MCF-7 and MDA-MB-231 in vitro, and up to 170 in other lines, both read second-hand; 2700 for monocytes in people (abstract)", scale="log", ev=True),
    P("outflow",    0.1,      "1",             (0.001, 1),      "assumed",  "secondary", "Hori2011", "share of the shed vesicles that reach plasma", label="share reaching plasma", latex="f", context="no measurement for vesicles; 0.1 is the share of the marker CA125 in a published model (Hori 2011, as a later paper's table gives it)", scale="log", ev=True),
    P("t_tissue",   0.0208,   "day",           (1e-3, 1),       "assumed",  "not seen", "", "half-life of vesicles between the cells of the tumour", label="half-life between cells", latex="t_T", context="30 min until a cell takes them up; " + OURS, scale="log", ev=True),
    P("t_plasma",   0.054,    "day",           (1e-3, 1),       "derived",  "secondary", "Kim2019", "half-life of vesicles in plasma", label="half-life in plasma", latex="t_P", context="78 min: a quick phase of 8 min and a fifth that leaves with 6 h, in mice", scale="log", ev=True),
    P("packing",    1e12,     "cell/L",        (1e11, 2e12),    "assumed",  "abstract", "DelMonte2009", "tumour cells in a litre of tumour", label="packing", latex=r"\rho", context="commonly 10⁹ cells in a cubic centimetre or gram; in most epithelial tumours 10⁸ would be more realistic (Del Monte 2009, abstract)", scale="log", ev=True),
    P("between",    0.24,      "1",             (0.05, 0.5),     "derived",  "code or SBML", "Scheuher2023", "share of the tumour that lies between cells", label="space between cells", latex=r"\epsilon", context="share of a tumour open to an antibody, in a published model, in public code; 0.44 for a small drug, and 0.37 in another model", ev=True),
    P("copies",     31.4,     "molecule/EV",   (0, 200),        "derived",  "code or SBML", "Scheuher2023", "targets of the antibody on a vesicle", label="targets per vesicle", latex="q", context="as in the chapter on the sink: a million targets on 1000 µm², as dense on a vesicle of 100 nm", ev=True),
    P("avogadro",   6.02214076e14, "molecule/nmol", (6.02e14, 6.03e14), "constant", "by definition", "", "molecules in a nanomole", latex="N_A", context="exact by definition", ev=True),
    # Two ways against them.
    P("blocked",    0.0,      "1",             (0, 0.999),      "constant",  "by definition", "", "share of the tumour's shedding that an inhibitor blocks", label="shedding blocked", latex="B", context="0 is no inhibitor", ev=True, control=True),
    P("selectivity", 1.0,     "1",             (1, 100),        "assumed",  "not seen", "", "dose that half blocks normal cells over dose that half blocks the tumour's", label="selectivity", latex=r"\varrho", context="1: none, as for every inhibitor known to us", scale="log", ev=True, control=True),
    P("filtered",   0.0,      "1",             (0, 1),          "constant",  "by definition", "", "share of the time on a plasma filter", label="time on the filter", latex="h_F", context="0.07 is three sessions of four hours a week", ev=True, control=True),
    P("filter_flow", 43.2,    "L/day",         (1, 200),        "assumed",  "not seen", "", "plasma freed of vesicles in a day on the filter", label="flow cleared", latex="Q_F", context="60 mL/min, half of whose vesicles are kept", scale="log", ev=True),
    # Not a vesicle term itself: it opens a window, in which only vesicle terms act.
    P("acts",       45.0,     "day",           (0, 400),        "assumed",  "not seen", "", "day from which shedding is blocked, or plasma filtered", label="block or filter from", latex="t_B", context=OURS, control=True),
)

FELT = "(T * (1 - blocked * acting))"
KEPT = "(1 - filtered * acting + filtered * acting / (1 + filter_flow / V1 * t_plasma / log(2)))"
RATES = "CL / V1 + Q / V1 + Q / V2"
# Without drug and vesicles, tumour and effectors are the curated file of Kuznetsov's model.
UNTREATED = {"dose_day": 0, "E_0": 3.2e5, "T_0": 5e6}
LANE = {"stroma": 0, "vessels": 0, "escape": 0, "niche": 0, "sink": 0, "survival": 0, "silencing": 0, "fibroblasts": 0}


def _resistance(name: str, switch: str, claims: str, label: str, latex: str) -> Modifier:
    """A switch that weakens killing by the drug."""
    return Modifier(name, f"1 / (1 + {switch} * g_drug * signal)", "1", "1", f"killing by the drug under {label}", claims=(claims,), label=label, latex=latex)


DECLARATION = Declaration(
    id="whole-picture",
    title="Tumour, effectors, drug and vesicles, each chapter a switch",
    idea="A large tumour has vesicles to spare, so a block does best early and nearly complete; a filter on plasma does not reach the tissue where, in this model, the contest is decided.",
    summary="A tumour, the cells that kill it, a drug, and vesicles that tilt each of their contests a little.",
    chapter="perspectives/whole-picture",
    base=Base(
        source=KUZ,
        what="Kuznetsov et al. (1994) for tumour and effectors, Bruno et al. (2005) for the antibody, Iwata et al. (2000) for colonies.",
        extent="ours",
        left_out="three published models joined by us, for no publication joins them; without drug, tumour and effectors are the first of them exactly",
        biomodels="BIOMD0000000762",
        departures=(
            "the three are joined by us: the antibody kills tumour cells at a rate that is assumed, and a patient's tumour is taken to hold "
            "146 cells for each of the mouse's; without drug, tumour and effectors are the published model exactly"
        ),
    ),
    time=Time(unit="day", end=730.0, points=731, label="Days"),
    states=(
        State("E", "E_0", "cell", (1e4, 1e8), "effector cells", label="Effectors", latex="E", scale="log"),
        State("T", "T_0", "cell", (1, 1e9), "tumour cells, in the mouse's numbers", label="Tumour", latex="T", scale="log"),
        State("A", "0", "nmol", (1, 1e4), "antibody in plasma", label="Antibody, plasma", latex="A", scale="log"),
        State("R", "0", "nmol", (1, 1e4), "antibody in tissue", label="Antibody, tissue", latex="R", scale="log"),
    ),
    parameters=PARAMETERS,
    windows=(Window("acting", "acts", "1000", "shedding is blocked, or plasma filtered", label="acting", latex="x"),),
    doses=(Dose("dose", "A", "dose_day * every / molar_mass", "begins", "a dose of antibody", every="every", count="treated / every"),),
    intermediates=(
        Intermediate("concentration", "A / V1", "nmol/L", "free antibody in plasma", latex="c"),
        Intermediate("occupied", "concentration / (concentration + K_T)", "1", "share of the target on tumour cells that is occupied", latex=r"\theta"),
    ),
    modifiers=(
        Modifier("signal", f"{FELT} / ({FELT} + reach)", "0", "1", "how much of the vesicles' effect is felt between cells", label="felt between cells", latex="v"),
        Modifier("afar", f"scale * {FELT} * {KEPT} / (scale * {FELT} * {KEPT} + reach_far)", "0", "1", "how much of their effect is felt at a distance, through plasma", label="felt at a distance", latex="u"),
        Modifier("quickened", "1 + stroma * g_stroma * signal", "1", "1", "stromal activation speeds growth", claims=("stromal-activation",), label="stromal activation", latex=r"\mu_1"),
        Modifier("raised", "1 + vessels * g_vessels * signal", "1", "1", "angiogenesis raises the ceiling", claims=("angiogenesis",), label="angiogenesis", latex=r"\mu_2"),
        Modifier("slowed", "1 / (1 + escape * g_escape * signal)", "1", "1", "recruitment of effectors is slowed", claims=("immune-escape",), label="immune escape", latex=r"\mu_3"),
        Modifier("prepared", "1 + niche * g_niche * afar", "1", "1", "more colonies take in a prepared niche", claims=("metastasis",), label="metastasis", latex=r"\mu_4"),
        _resistance("exported", "export", "drug-export", "drug export", r"\mu_6"),
        _resistance("pumped", "pumps", "efflux-transfer", "efflux pumps", r"\mu_7"),
        _resistance("spared", "survival", "prosurvival-cargo", "prosurvival cargo", r"\mu_8"),
        _resistance("silenced", "silencing", "mirna-cargo", "microRNA", r"\mu_9"),
        _resistance("lent", "fibroblasts", "stromal-resistance", "stromal resistance", r"\mu_{10}"),
        Modifier("sites", f"sink * scale * {FELT} * secretion * outflow * copies / avogadro", "0", "nmol/day", "targets of the antibody that reach plasma on vesicles in a day", claims=("immunotherapy-sink",), label="sites in plasma", latex=r"\pi"),
        Modifier("crowd", "secretion * (1 - blocked * acting) * t_tissue / log(2) * packing / between", "0", "EV/L", "tumour vesicles in a litre between the cells", label="vesicles between cells", latex="n_T"),
        Modifier("afloat", f"scale * {FELT} * secretion * outflow * t_plasma / log(2) * {KEPT} / V1", "0", "EV/L", "tumour vesicles in a litre of plasma", label="vesicles in plasma", latex="n_P"),
        Modifier("lost_to_normal", "acting * blocked / (blocked + selectivity * (1 - blocked))", "0", "1", "share of normal shedding that the inhibitor blocks as well", claims=("conclusions-15",), label="normal shedding blocked", latex="B_n"),
    ),
    processes=(
        Process("arrival", "s", "effectors arrive", produces={"E": 1}),
        Process("recruitment", "p * slowed * E * T / (g + T)", "the tumour recruits effectors", produces={"E": 1}, claims=("immune-escape",)),
        Process("inactivation", "m * E * T", "effectors are lost in meeting the tumour", consumes={"E": 1}),
        Process("death", "d * E", "effectors die", consumes={"E": 1}),
        Process("growth", "a * quickened * T", "tumour cells divide", produces={"T": 1}, claims=("stromal-activation",)),
        Process("crowding", "a * quickened * b / raised * T**2", "growth stops at a ceiling", consumes={"T": 1}, claims=("angiogenesis",)),
        Process("killing", "n * E * T", "effectors kill tumour cells", consumes={"T": 1}),
        Process("drug_killing", "kill * occupied * exported * pumped * spared * silenced * lent * T", "the drug kills tumour cells", consumes={"T": 1}, label="killing by drug"),
        Process("elimination", "CL * concentration", "antibody is cleared", consumes={"A": 1}),
        Process("to_tissue", "Q * concentration", "antibody leaves plasma for tissue", consumes={"A": 1}, produces={"R": 1}, label="to tissue"),
        Process("from_tissue", "Q / V2 * R", "antibody returns", consumes={"R": 1}, produces={"A": 1}, label="from tissue"),
        Process("loss_with_vesicles", "sites * occupied", "antibody is cleared with the vesicles it is bound to", consumes={"A": 1}, ev=True, claims=("immunotherapy-sink",), label="sink"),
    ),
    outputs=(
        Output("burden", "log(T / one + 1) / log(10)", "1", (0, 9), "powers of ten of tumour cells, in the mouse's numbers", label="Powers of ten of tumour", latex=r"\log T"),
        Output("drug", "molar_mass * concentration", "mg/L", (0.1, 500), "free antibody in plasma", label="Free antibody", latex="C", scale="log"),
        Output("killed_by_drug", "kill * occupied * exported * pumped * spared * silenced * lent", "1/day", (0, 0.3), "tumour cells killed by the drug, as a rate", label="Killing by the drug", latex="K"),
        Output("in_tissue", "crowd", "EV/L", (1e10, 1e16), "tumour vesicles in a litre between the cells", label="Between cells", latex="n_T", scale="log"),
        Output("in_plasma", "afloat", "EV/L", (1e6, 1e14), "tumour vesicles in a litre of plasma", label="In plasma", latex="n_P", scale="log"),
        Output("felt", "signal", "1", (0, 1), "how much of the vesicles' effect is felt between cells", label="Felt between cells", latex="v"),
        Output("felt_afar", "afar", "1", (0, 1), "how much of their effect is felt at a distance", label="Felt at a distance", latex="u"),
        Output("seeding", "colonies * (scale * T / one)**alpha * prepared", "1/day", (0, 2), "colonies expected to start in a day", label="Colonies a day", latex="r"),
        Output("taken", "molar_mass * sites * occupied", "mg/day", (0, 1), "antibody that leaves with vesicles in a day", label="Taken by vesicles", latex="J"),
        Output("price", "lost_to_normal", "1", (0, 1), "share of normal shedding that is blocked as well", label="Normal shedding blocked", latex="B_n"),
    ),
    shown=("T", "E"),
    measures=(
        Measure("T_final", "T", "final", "cell", "tumour cells at the end", label="tumour at the end"),
        Measure("T_max", "T", "max", "cell", "most tumour cells", label="largest tumour"),
        Measure("mean_burden", "burden", "mean", "1", "powers of ten of tumour cells, on average over two years", label="mean burden"),
        Measure("last_burden", "burden", "final", "1", "powers of ten of tumour cells at the end", label="burden at the end"),
        Measure("seeds", "seeding", "area", "1", "colonies expected to have started", label="colonies"),
        Measure("trough", "drug", "final", "mg/L", "free antibody at the end", label="antibody at the end"),
        Measure("most_taken", "taken", "max", "mg/day", "most antibody taken by vesicles in a day", label="most taken by vesicles"),
        Measure("plasma_peak", "in_plasma", "max", "EV/L", "most tumour vesicles in a litre of plasma", label="most vesicles in plasma"),
        Measure("cost", "price", "max", "1", "share of normal shedding that is blocked", label="normal shedding blocked"),
    ),
    budgets=(
        Budget("received", "secretion * reach / (s / d)", "EV/(cell day)", (24, 2.4e5), "vesicles that could reach each effector in a day when the signal is half felt", "beyond what cells are known to take up or shed", label="vesicles per effector per day"),
        Budget("shed", "secretion", "EV/(cell day)", (24, 2.4e5), "vesicles each tumour cell sheds in a day", "beyond what cells are known to shed", label="vesicles per cell per day"),
        Budget("mass", "scale / b * (1 + vessels * g_vessels) / packing", "L", (0, 1), "tumour at its ceiling, whose vesicles are counted on", "more tumour than a patient lives with", label="litres of tumour"),
        Budget("in_plasma_at_most", "scale / b * (1 + vessels * g_vessels) * secretion * outflow * t_plasma / log(2) / V1", "EV/L", (0, 1e13), "tumour vesicles in a litre of plasma at that ceiling", "more than all vesicles that are counted in plasma", label="tumour vesicles per litre of plasma"),
    ),
    scenarios=(
        Scenario("all", "Every switch on, and a drug", {}, "The drug kills, and the vesicles outweigh it: the tumour escapes."),
        Scenario("none", "Every switch off, and the same drug", LANE, "With the same drug the effectors control the tumour."),
        Scenario("escape", "All but immune escape", {"escape": 0}, "One switch is turned back, and the tumour is controlled."),
        Scenario("blocked", "All on, shedding blocked from day 45", {"blocked": 0.9}, "Nine tenths of shedding blocked as the drug begins: the tumour is controlled, at the price of as much normal shedding."),
        Scenario("late", "All on, shedding blocked from day 90", {"blocked": 0.9, "acts": 90}, "Six weeks later the same block comes too late."),
        Scenario("filter", "All on, plasma filtered day and night", {"filtered": 1}, "Plasma holds half as many vesicles, colonies are fewer by a little, and the tumour is where it was."),
        Scenario("untreated", "Every switch on, no drug", {"dose_day": 0}, "The course of the disease that the drug has to change."),
        Scenario("small_drug", "A small drug: export and pumps on, no sink", {"export": 1, "pumps": 1, "sink": 0}, "Two more mechanisms weaken killing; the drug's level is still that of an antibody."),
    ),
    verdicts=(
        Verdict("T_final < 1", "The tumour is gone: fewer than one cell is left; {seeds} colonies are expected to have started. Of normal shedding {cost} is blocked."),
        Verdict("T_final < 1e8 and cost > 0", "Controlled, with a block or filter from day {acts}: {T_final} of the tumour at the end, {seeds} colonies. The price is a share of {cost} of normal shedding."),
        Verdict("T_final < 1e8", "Controlled: {T_final} of the tumour at the end, {seeds} colonies expected; the antibody stands at {trough}."),
        Verdict("cost > 0", "Escaped nevertheless, with a block or filter from day {acts}: {T_final} of the tumour at the end, {seeds} colonies, and a share of {cost} of normal shedding is blocked."),
        Verdict("T_final >= 1e8", "Escaped: {T_final} of the tumour at the end, {seeds} colonies expected. Vesicles take at most {most_taken} of the antibody, which stands at {trough}."),
    ),
    challenges=(
        Challenge(
            "bearable-block",
            "Control the tumour at a bearable cost",
            "Every switch is on, the drug is given, and an inhibitor is sixteen times as hard on tumour cells as on normal ones. Control the tumour for two years while normal cells keep three quarters of their shedding.",
            "T_final < 1e8 and cost <= 0.25 and blocked > 0",
            {"blocked": 0.9, "selectivity": 16.0, "acts": 60.0},
            (
                "Nine tenths blocked from day 60 neither controls the tumour nor spares normal cells.",
                "What counts is what the tumour still sheds: a tenth of a large tumour's vesicles may be more than all of a small one's.",
                "Begin before the drug, and look for the least block that still holds.",
            ),
            "About four fifths, begun while the tumour is small. It is the time, not the dose, that was worth buying.",
            solution={"blocked": 0.82, "acts": 0.0},
            fixed=("dose_day", "begins", "kill", "selectivity", "reach", "stroma", "vessels", "escape", "survival", "silencing", "fibroblasts"),
        ),
    ),
    arguments=(
        Argument(
            chapter="perspectives/whole-picture",
            sentence="A large tumour has vesicles to spare, so a block does best early and nearly complete; a filter on plasma does not reach the tissue where, in this model, the contest is decided.",
            claim="spare >= 0.7 and (early < 1e8 or late >= 1e8) and on_filter >= 0.9999 * open_course and on_filter <= 1.0001 * open_course",
            says="a large tumour of which four fifths of the shedding is blocked is still felt at 70 % or more; a late and partial block controls no tumour that an early and nearly complete one does not; a filter changes nothing in the tumour",
            facts={
                "open_course": Fact("T_final", {"blocked": 0}),
                "early": Fact("T_final", {"blocked": 0.99, "acts": 30}),
                "late": Fact("T_final", {"blocked": 0.7, "acts": 150}),
                "on_filter": Fact("T_final", {"blocked": 0, "filtered": 1, "acts": 0}),
                "spare": Fact("0.2 / b / (0.2 / b + reach)"),
            },
            over={"kill": (0.1, 0.2), "begins": (30, 60), "reach": (3e6, 3e7), "g_stroma": (0.05, 0.3), "g_vessels": (0.1, 0.5), "g_escape": (0.1, 1), "g_drug": (0.2, 0.6), "dose_day": (10, 30)},
            held={"stroma": 1, "vessels": 1, "escape": 1, "niche": 1, "sink": 0, "export": 0, "pumps": 0, "survival": 1, "silencing": 1, "fibroblasts": 1, "blocked": 0, "selectivity": 1, "filtered": 0, "acts": 45},
            given="open_course >= 1e8",
            fitted=1.1,
            outside="That a filter does not reach the tissue is put in, not found: plasma stands in no equation of the tumour but through the antibody sink, which is off here. The outcome of a block depends very sensitively on the numbers: at a strength of immune escape of 0.2 the tumour is controlled without any block, at 0.3 it escapes, and late partial blocks control some tumours.",
        ),
    ),
    scene=Scene(
        title="A tumour with its stroma, the effectors around it, vesicles between cells and in blood, and an antibody that comes in doses",
        scales=(Scale("full", 8e8, "cell"), Scale("pace", 0.014, "1/day")),
        at=0.12,
        markers=(Marker("acts", "block or filter from here", "blocked + filtered > 0 and felt > 0"),),
        parts=(
            Part("stroma", "stromal activation", 160, 168, "microenvironment/stromal-activation"),
            Part("vessels", "angiogenesis", 84, 60, "microenvironment/angiogenesis"),
            Part("escape", "immune escape", 160, 32, "microenvironment/immune-escape"),
            Part("niche", "metastasis", 452, 22, "microenvironment/metastasis"),
            Part("sink", "sink for antibodies", 34, 150, "resistance/immunotherapy-sink"),
            Part("export", "drug export", 238, 76, "resistance/drug-export"),
            Part("pumps", "efflux pumps", 286, 76, "resistance/efflux-transfer"),
            Part("survival", "prosurvival cargo", 238, 124, "resistance/prosurvival-cargo"),
            Part("silencing", "microRNA", 286, 124, "resistance/mirna-cargo"),
            Part("fibroblasts", "stromal resistance", 364, 168, "resistance/stromal-resistance"),
        ),
        layers=(
            Layer("blood", "vessel", "blood", Point(34, 100), size=24, stretch=5, turn=1.5707963267948966, colour="axis", keyed=False),
            Layer("filter", "device", "a filter on plasma", Point(34, 24), count="filtered * acting", size=14, stretch=1.5, colour="c5"),
            Layer("stroma", "fibroblast", "fibroblasts: the stronger their colour, the more vesicles act on them", Ring(262, 100, "26 + 86 * sqrt(T / full)", 14), count="12", size=6.5, turn=1.5707963267948966, shade="0.25 + 0.75 * stroma * signal", colour="c2"),
            Layer("tumour", "cell", "tumour cells, in the mouse's numbers", Disc(262, 100, 5.6), count="T", one=3e6, unit="cell", first="1", size=5, colour="c0"),
            Layer("effectors", "effector", "effector cells", Ring(262, 100, "22 + 82 * sqrt(T / full)", 20), count="E", one=5e4, unit="cell", speed="pace", sway=3, size=5, colour="c1"),
            Layer(
                "vesicles", "vesicle", "effect of vesicles felt between cells", Ring(262, 100, "4 + 78 * sqrt(T / full)", 4), to=Ring(262, 100, "46 + 110 * sqrt(T / full)", 40),
                count="felt", one=0.02, speed="pace", size=3, colour="c4",
            ),
            Layer("afar", "vesicle", "effect felt at a distance, through plasma", Row(34, 100, 30, 3, 170), count="felt_afar", one=0.05, speed="pace", sway=7, size=3, colour="c4"),
            Layer(
                "antibody", "antibody", "antibody in plasma", Row(34, 100, 30, 3, 190), to=Ring(262, 100, "10 + 78 * sqrt(T / full)", 12), count="drug", one=3, unit="mg/L",
                speed="pace", size=3.4, colour="c3",
            ),
            Layer("inhibitor", "drug", "share of shedding that is blocked", Ring(262, 100, "12 + 78 * sqrt(T / full)"), count="blocked * acting", one=0.1, size=3.6, colour="c6"),
            Layer("colonies", "cell", "colonies that start in a day", Box(452, 100, 40, 170), count="seeding", one=0.02, unit="1/day", size=3.6, colour="c0"),
        ),
        says=(
            Verdict("T > 1e8", "The tumour has escaped."),
            Verdict("growth > crowding + killing + drug_killing and blocked * acting > 0", "Shedding is blocked; the tumour still grows."),
            Verdict("growth > crowding + killing + drug_killing", "The tumour grows faster than effectors and drug kill it."),
            Verdict("growth <= crowding + killing + drug_killing", "Effectors and drug kill the tumour faster than it grows."),
        ),
    ),
    benchmarks=(
        Benchmark("dormant_T", "independent computation", Equilibrium("T", {"E": 1.6e6, "T": 8e6, "A": 0, "R": 0}), 8.186e6, "cell", 0.005, KUZ, "tumour cells in the dormant state, without drug: a public recreation of the paper", checked=SBML),
        Benchmark("escaped_T", "independent computation", Equilibrium("T", {"E": 1.7e5, "T": 4.5e8, "A": 0, "R": 0}, "stable node"), 447e6, "cell", 0.005, KUZ, "tumour cells after escape, without drug: a public recreation of the paper", checked=SBML),
        Benchmark("half_life", "published", ClosedForm(f"log(2) / (0.5 * (({RATES}) - sqrt(({RATES})**2 - 4 * CL * Q / V1 / V2)))"), 28.5, "day", 0.005, BRU, "terminal half-life of the antibody", checked="abstract"),
        Benchmark("one_ceiling", "consistency", ClosedForm("scale / b"), 7.3e10, "cell", 0.001, IWA, "ceiling of the patient's tumour, which the scale was chosen to give", checked=SBML),
        Benchmark("T_day_10", "independent computation", AtTime("T", 10, setting=UNTREATED), 1.9333784338875137e7, "cell", 1e-4, KUZ, "tumour on day 10 from five million cells, without drug: BIOMD0000000762 run in libRoadRunner", checked=SBML),
        Benchmark("T_day_100", "independent computation", AtTime("T", 100, setting=UNTREATED), 1.3052251967130138e6, "cell", 1e-4, KUZ, "tumour on day 100: BIOMD0000000762 run in libRoadRunner", checked=SBML),
        Benchmark("T_day_400", "independent computation", AtTime("T", 400, setting=UNTREATED), 6.016755500308746e6, "cell", 1e-4, KUZ, "tumour on day 400: BIOMD0000000762 run in libRoadRunner", checked=SBML),
        Benchmark("crowd_between_cells", "closed form", AtTime("in_tissue", 0, ev=True), 1440 * 0.0208 / 0.6931471805599453 * 1e12 / 0.24, "EV/L", 1e-9, "Chiu2016", "vesicles between cells: shed by each, times mean stay, times cells in the space between"),
    ),
    limits=(
        "Three published models of three diseases are joined: a lymphoma in mice, women with breast cancer, a man with liver cancer.",
        "Strengths are assumed, one number for each mechanism and one for all five that weaken a drug; only their consequences are computed.",
        "One signal stands for all vesicles between cells, whatever they carry; there is no place in it, and no delay.",
        "Five ways to resist multiply, so that the model cannot distinguish them, and neither could a measurement of killing alone.",
        "Vesicles that carry antigens, or that normal cells send for good, are in no switch; the price of losing normal vesicles is a share, not a harm.",
        "Nothing here evolves: heritable resistance would need cells that differ.",
    ),
)
