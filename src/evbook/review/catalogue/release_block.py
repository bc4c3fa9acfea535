"""A drug that blocks the release of vesicles, from the tumour and from everybody else.

The base is the indirect response of Dayneka, Garg and Jusko (1993), model I: something is made at a constant
rate and lost in proportion, and a drug with one compartment inhibits its making.  Here that something is
the exosomes of a tumour.  Added are what the inhibitor does besides: the vesicles of normal cells, which it
blocks at ``rho`` times the concentration, microvesicles, to which a blocked exosome may be diverted, and the
protection of cells that have taken vesicles up, which fades only slowly once none come any more.
"""

from evbook.declaration import (
    Argument,
    AtTime,
    Base,
    Benchmark,
    Box,
    Budget,
    Challenge,
    Declaration,
    Disc,
    Dose,
    Fact,
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

DAY, KRZ = "Dayneka1993", "Krzyzanski1998"
SET = "the usual simulation set of the model, as a public program carries it; no drug's own"
OURS = "no measurement known; our assumption"

# fmt: off
# One line a parameter: name, default, unit, range, grade, checked, source, meaning.
PARAMETERS = (
    P("k_in",      9.0,    "1/hour",         (0.1, 100),   "assumed",  "secondary", DAY, "exosomes of the tumour that come to plasma in an hour, in units of the model", latex="k_{in}", context=SET, scale="log"),
    P("k_out",     0.3,    "1/hour",         (0.05, 5),    "derived",  "secondary", "Kim2019", "loss of vesicles from plasma", label="clearance of vesicles", latex="k_{out}", context="a stay of 3.3 h, in the usual simulation set of the model; injected vesicles stayed 0.9 to 3.6 h in mice, so 0.28 to 1.1 per hour", scale="log", control=True),
    P("k_el",      0.3,    "1/hour",         (0.02, 3),    "assumed",  "secondary", DAY, "elimination of the inhibitor", label="elimination of the drug", latex="k_{el}", context="a half-life of 2.3 h; proton pump inhibitors leave in about an hour, cannabidiol in a day", scale="log", control=True),
    P("V",         90.0,   "L",              (5, 5000),    "assumed",  "secondary", DAY, "volume of distribution of the inhibitor", latex="V", context=SET, scale="log"),
    P("IC_50",     0.1,    "mg/L",           (1e-3, 10),   "assumed",  "secondary", DAY, "inhibitor at which half of the tumour's exosomes are blocked", latex="IC_{50}", context=SET, scale="log"),
    P("I_max",     1.0,    "1",              (0.1, 1),     "assumed",  "secondary", DAY, "greatest share that can be blocked", label="greatest block", latex="I_{max}", context=SET),
    P("dose",      10.0,   "mg",             (0.1, 1e3),   "assumed",  "secondary", DAY, "inhibitor in a dose", label="dose", latex="D", context="the first of the paper's simulated doses", scale="log", control=True),
    P("every",     8.0,    "hour",           (1, 96),      "assumed",  "not seen",  "",  "hours between doses", label="hours between doses", latex=r"\tau", context="three times a day", control=True),
    P("treated",   96.0,   "hour",           (1, 96),      "assumed",  "not seen",  "",  "how long the inhibitor is given", label="hours treated", latex="T", context="the window shown"),
    P("infused",   0.0,    "1",              (0, 1),       "constant",  "by definition",  "",  "share of the dose given as a steady infusion", label="share infused", latex="i", context="0 for tablets; 1 keeps the level steady", control=True),
    P("rho",       3.0,    "1",              (0.1, 300),   "assumed",  "not seen",  "",  "inhibitor that normal cells need for half a block, against the tumour", label="selectivity ρ", latex=r"\rho", context="1 for a drug that cannot tell cells apart; known for none of the inhibitors of the review", scale="log", ev=True, control=True),
    P("mv",        0.2,    "1",              (0, 2),       "assumed",  "not seen",  "",  "microvesicles of the tumour for each of its exosomes, without a drug", label="microvesicles", latex="m", context=OURS, ev=True),
    P("shunt",     0.0,    "1",              (0, 1),       "assumed",  "not seen",  "",  "share of blocked exosomes that leave as microvesicles instead", label="diverted to microvesicles", latex="s", context="0 is none; that there is some is suspected for inhibitors of ceramide, and not measured", ev=True, control=True),
    P("t_protect", 24.0,   "hour",           (1, 200),     "assumed",  "not seen",  "",  "half-life of the protection that vesicles have given a cell", label="half-life of protection", latex="t_p", context="hours for a message, days for a protein", scale="log", ev=True, control=True),
    P("chemo",     24.0,   "hour",           (0, 96),      "assumed",  "not seen",  "",  "when chemotherapy is given, after the first dose of the inhibitor", label="chemotherapy after", latex="t_c", context="0 is together; for the reading only", ev=True, control=True),
    P("mass",      100.0,  "g",              (0, 1000),    "assumed",  "not seen",  "",  "mass of tumour that sheds vesicles", label="tumour mass", latex="w", context="advanced disease; enters the vesicle budget only", ev=True),
    P("per_gram",  1e9,    "cell/g",         (1e8, 2e9),   "assumed",  "abstract",  "DelMonte2009",  "tumour cells in a gram", latex="n", context="commonly 10⁹ cells in a cubic centimetre or gram; in most epithelial tumours 10⁸ would be more realistic (Del Monte 2009, abstract); enters the vesicle budget only", scale="log", ev=True),
    P("secretion", 60.0,   "EV/(cell hour)", (1, 1e3),     "measured", "secondary", "Chiu2016", "vesicles shed by a tumour cell in an hour", label="vesicles shed", latex=r"\sigma_{EV}", context="60 to 65 an hour in MCF-7 and MDA-MB-231 in vitro, and up to 170 in other lines, both read second-hand; 2700 for monocytes in people (abstract); enters the vesicle budget only", scale="log", ev=True),
    P("reach",     0.1,    "1",              (1e-3, 1),    "assumed",  "secondary",  "Hori2011",  "share of the shed vesicles that reach plasma", label="share reaching plasma", latex="f", context="no measurement for vesicles; 0.1 is the share of the marker CA125 in a published model (Hori 2011, as a later paper's table gives it); enters the vesicle budget only", scale="log", can_be_zero=True, ev=True),
    P("V_p",       3.0,    "L",              (2, 4),       "derived",  "secondary",  "Hori2011",  "volume of plasma", latex="V_p", context="between 5 % of body weight, 3.5 L in 70 kg (lecture notes on the circulation), and the 3.15 L of a published model (Hori 2011, as a later paper's table gives it), and the 2.7 L that 5 L of blood hold at 54 %; enters the vesicle budget only", ev=True),
)
# fmt: on

ONCE = {"every": 96}
#: A steady level of four times IC_50: 0.4 mg/L × 0.3 per hour × 90 L × 8 h.
STEADY = {"infused": 1, "dose": 86.4, "mv": 0}

DECLARATION = Declaration(
    id="release-block",
    title="A drug that blocks the release of vesicles",
    idea="Without selectivity an inhibitor takes as much from normal cells as from the tumour: the window closes as ρ, their IC50 over the tumour's, comes near 1.",
    summary="A drug inhibits the release of vesicles by a tumour, and of the vesicles of normal cells; both are cleared and come back.",
    chapter="mitigation/blocking-release",
    base=Base(
        source=DAY,
        what="Dayneka, Garg and Jusko (1993): indirect response, model I, in which a drug inhibits the making of the response.",
        extent="whole",
        departures="repeated doses and an infusion are added; the published simulation is one dose",
    ),
    time=Time(unit="hour", end=96.0, points=769, label="Hours"),
    states=(
        State("A", "0", "mg", (0, 15), "inhibitor in the body", label="Inhibitor", latex="A"),
        State("E", "k_in / k_out", "1", (0, 40), "exosomes of the tumour in plasma", label="Exosomes of the tumour", latex="E"),
        State("L", "0", "hour", (0, 100), "hours of full block that the drug has been worth so far", label="Hours of full block", latex="L"),
        State("M", "mv_before", "1", (0, 40), "microvesicles of the tumour in plasma", label="Microvesicles of the tumour", latex="M"),
        State("N", "normal_before", "1", (0, 40), "vesicles of normal cells in plasma", label="Vesicles of normal cells", latex="N"),
        State("P", "protected_before", "1", (0, 1.2), "protection left in cells that took up vesicles of the tumour, against before", label="Protection", latex="P"),
    ),
    parameters=PARAMETERS,
    windows=(Window("giving", "0", "treated", "inhibitor is infused", label="giving", latex="w"),),
    doses=(Dose("tablet", "A", "dose * (1 - infused)", "0", "a dose", every="every", count="treated / every"),),
    intermediates=(
        Intermediate("concentration", "A / V", "mg/L", "inhibitor in plasma", latex="c"),
        Intermediate("blocked", "I_max * concentration / (IC_50 + concentration)", "1", "share of the tumour's exosomes that is blocked", latex="I"),
    ),
    modifiers=(
        Modifier("mv_before", "mv * k_in / k_out", "0", "1", "microvesicles of the tumour before the drug", label="microvesicles before", latex="M_0"),
        Modifier("normal_before", "k_in / k_out", "0", "1", "vesicles of normal cells before the drug, in units of their own", label="normal before", latex="N_0"),
        Modifier("protected_before", "1", "1", "1", "protection before the drug", label="protection before", latex="P_0"),
        Modifier("blocked_normal", "I_max * concentration / (rho * IC_50 + concentration)", "0", "1", "share of the vesicles of normal cells that is blocked", claims=("mitigation-02",), label="normal vesicles blocked", latex="I_N"),
        Modifier("tumour_share", "(E + M) / ((1 + mv) * k_in / k_out)", "E * k_out / k_in", "1", "vesicles of the tumour in plasma, against before", label="tumour's vesicles left", latex=r"\theta_T"),
        Modifier("normal_share", "N * k_out / k_in", "1", "1", "vesicles of normal cells in plasma, against before", label="normal vesicles left", latex=r"\theta_N"),
    ),
    processes=(
        Process("infusion", "dose / every * infused * giving", "inhibitor is infused", produces={"A": 1}),
        Process("elimination", "k_el * A", "inhibitor is eliminated", consumes={"A": 1}),
        Process("release", "k_in * (1 - blocked)", "the tumour's exosomes come to plasma, as far as the inhibitor lets them", produces={"E": 1}, claims=("mitigation-01",)),
        Process("clearance", "k_out * E", "exosomes leave plasma", consumes={"E": 1}),
        Process("withholding", "blocked", "the block adds up", produces={"L": 1}),
        Process("shedding", "k_in * (mv + shunt * blocked)", "microvesicles of the tumour come to plasma, with what is diverted to them", produces={"M": 1}, ev=True),
        Process("clearance_mv", "k_out * M", "microvesicles leave plasma", consumes={"M": 1}, ev=True, label="clearance of microvesicles"),
        Process("release_normal", "k_in * (1 - blocked_normal)", "vesicles of normal cells come to plasma, as far as the inhibitor lets them", produces={"N": 1}, ev=True, claims=("mitigation-02",), label="release by normal cells"),
        Process("clearance_normal", "k_out * N", "vesicles of normal cells leave plasma", consumes={"N": 1}, ev=True, label="clearance of normal vesicles"),
        Process("protecting", "log(2) / t_protect * tumour_share", "vesicles of the tumour renew protection", produces={"P": 1}, ev=True),
        Process("fading", "log(2) / t_protect * P", "protection fades", consumes={"P": 1}, ev=True),
    ),
    outputs=(
        Output("tumour", "tumour_share", "1", (0, 1.2), "vesicles of the tumour in plasma, against before", label="Vesicles of the tumour", latex=r"\theta_T"),
        Output("normal", "normal_share", "1", (0, 1.2), "vesicles of normal cells in plasma, against before", label="Vesicles of normal cells", latex=r"\theta_N"),
        Output("exosomes", "E * k_out / k_in", "1", (0, 1.2), "exosomes of the tumour in plasma, against before", label="Exosomes alone", latex=r"\theta_E"),
        Output("exposure", "concentration / IC_50", "1", (0.01, 100), "inhibitor in plasma, in multiples of what blocks half", label="Inhibitor over its IC50", latex="c/IC_{50}", scale="log"),
    ),
    shown=("tumour", "normal"),
    measures=(
        Measure("tumour_mean", "tumour", "mean", "1", "vesicles of the tumour, mean over four days, against before", label="tumour's vesicles, mean"),
        Measure("normal_mean", "normal", "mean", "1", "vesicles of normal cells, mean over four days, against before", label="normal vesicles, mean"),
        Measure("tumour_last", "tumour", "final", "1", "vesicles of the tumour at the end, against before", label="tumour's vesicles at the end"),
        Measure("normal_last", "normal", "final", "1", "vesicles of normal cells at the end, against before", label="normal vesicles at the end"),
        Measure("tumour_least", "tumour", "min", "1", "fewest vesicles of the tumour, against before", label="tumour's vesicles at their lowest"),
        Measure("protected", "P", "at", "1", "protection left when chemotherapy comes", time="chemo", label="protection at chemotherapy"),
        Measure("hours_blocked", "L", "final", "hour", "hours of full block that the drug was worth over four days", label="hours of full block"),
    ),
    budgets=(
        Budget("shed", "secretion", "EV/(cell hour)", (1, 1e4), "vesicles that each tumour cell sheds in an hour without a drug", "beyond what cells are known to shed", label="vesicles shed per cell per hour"),
        Budget("tumour_mass", "mass", "g", (0, 1000), "tumour whose vesicles are to be blocked", "more tumour than a patient lives with", label="grams of tumour"),
        Budget("in_plasma", "mass * per_gram * secretion * reach / (k_out * V_p)", "EV/L", (0, 1e13), "vesicles of the tumour that stand in a litre of plasma without a drug", "more than all vesicles that are counted in plasma", label="tumour vesicles per litre of plasma"),
    ),
    scene=Scene(
        title="Blood with vesicles of a tumour and of normal cells, the inhibitor of their release, and cells that vesicles protect",
        scales=(Scale("pace", 0.2, "1/hour"),),
        at=0.25,
        layers=(
            Layer("blood", "vessel", "blood", Point(240, 104), size=38, stretch=6.6, colour="axis", keyed=False),
            Layer("donors", "cell", "tumour cells", Disc(90, 32, 7), count="14", size=6.5, colour="c0"),
            Layer("others", "cell", "normal cells", Disc(390, 32, 7), count="14", size=6.5, colour="c1"),
            Layer("exosomes", "vesicle", "exosomes of the tumour, against before", Box(240, 104, 460, 66), count="exosomes", one=0.02, speed="pace", sway=5, size=3.4, colour="c0"),
            Layer("microvesicles", "particle", "microvesicles of the tumour, against its exosomes before", Box(240, 104, 460, 66), count="M * k_out / k_in", one=0.02, after="exosomes", speed="pace", sway=5, size=5, colour="c0"),
            Layer("normal", "vesicle", "vesicles of normal cells, against before", Box(240, 104, 460, 66), count="normal", one=0.02, speed="pace", sway=5, size=3.4, colour="c1"),
            Layer("inhibitor", "drug", "inhibitor, in multiples of what blocks half", Box(240, 104, 460, 66), count="exposure", one=0.2, speed="pace", sway=7, size=3.2, colour="c3"),
            Layer("protected", "cell", "cells that are protected, as far as they were before", Row(240, 176, 300, 10, 8), count="P", one=0.1, size=7, colour="c2"),
        ),
        says=(
            Verdict("tumour < normal - 0.005", "At this moment the tumour has lost a larger share of its vesicles than normal cells have of theirs."),
            Verdict("tumour > normal + 0.005", "At this moment normal cells have lost a larger share of their vesicles than the tumour has."),
            Verdict("tumour >= 0", "At this moment the tumour and normal cells have lost as large a share of their vesicles."),
        ),
    ),
    scenarios=(
        Scenario("threefold", "A drug three times as potent on the tumour", {}, "Tablets three times a day: a quarter of the tumour's vesicles is gone, and an eighth of everybody else's."),
        Scenario("blind", "A drug that cannot tell cells apart", {"rho": 1, "dose": 100}, "Whatever the tumour loses, normal cells lose too; its microvesicles, which this drug leaves alone, stay."),
        Scenario("window", "A window, at thirtyfold selectivity", {"rho": 30, "infused": 1, "dose": 120, "mv": 0}, "A steady level five times the IC50: five in six of the tumour's vesicles are gone, one in seven of the others."),
        Scenario("shunted", "Exosomes blocked, microvesicles up", {"rho": 30, "infused": 1, "dose": 120, "shunt": 0.6}, "A count of exosomes shows a triumph; most of the vesicles are still there."),
        Scenario("daily", "The same day's dose, once a day", {"dose": 30, "every": 24}, "The level is high and soon gone: the vesicles are back before the next tablet."),
        Scenario("single", "The published simulation: one dose", ONCE, "One dose of 10 mg, without the terms that are ours: the response falls late and returns.", ev=False),
    ),
    verdicts=(
        Verdict("tumour_last <= 0.2 and normal_last >= 0.8", "The window is open: at the end a share of {tumour_last} of the tumour's vesicles is left, and a share of {normal_last} of the others; protection at chemotherapy is {protected}."),
        Verdict("normal_mean < tumour_mean", "The reverse of what is wanted: over four days a share of {tumour_mean} of the tumour's vesicles is left, and only {normal_mean} of those of normal cells."),
        Verdict("tumour_mean > 0.8", "Hardly blocked: over four days a share of {tumour_mean} of the tumour's vesicles is left, and a share of {normal_mean} of the others; protection at chemotherapy is {protected}."),
        Verdict("tumour_mean >= 0", "Blocked, at a price: over four days a share of {tumour_mean} of the tumour's vesicles is left, and a share of {normal_mean} of the others; protection at chemotherapy is {protected}."),
    ),
    challenges=(
        Challenge(
            "open-window",
            "Open the window",
            "Take away 80 % of the tumour's vesicles and less than 20 % of everybody else's by the end of four days, "
            "with a selectivity of 20 at most. Try first with 10.",
            "tumour_last <= 0.2 and normal_last >= 0.8 and rho <= 20",
            {"rho": 10.0, "mv": 0.0},
            (
                "Tablets let the vesicles come back between doses: infuse all of it.",
                "The tumour needs four times its IC50; normal cells may see a quarter of theirs.",
                "With 10 no dose will do. Between 86 and 108 mg every eight hours will, at 20.",
            ),
            "Four over a quarter is sixteen: below that no dose and no schedule opens this window. "
            "Nobody has measured the selectivity of any inhibitor named in the review.",
            fixed=("shunt",),
            solution={"rho": 20, "infused": 1, "dose": 97},
        ),
    ),
    arguments=(
        Argument(
            chapter="mitigation/blocking-release",
            sentence="Without selectivity an inhibitor takes as much from normal cells as from the tumour: the window closes as ρ, their IC50 over the tumour's, comes near 1.",
            claim="normal_1 <= 1.0001 * tumour_1 and normal_16 >= normal_1 and tumour_16 <= 1.0001 * tumour_1 and tumour_16 >= 0.9999 * tumour_1",
            says="at a selectivity of 1 normal cells keep no more of their vesicles than the tumour does; at 16 they keep more, and the tumour as many",
            facts={
                "normal_1": Fact("normal_mean", {"rho": 1}),
                "tumour_1": Fact("tumour_mean", {"rho": 1}),
                "normal_16": Fact("normal_mean", {"rho": 16}),
                "tumour_16": Fact("tumour_mean", {"rho": 16}),
            },
            over={"k_out": (0.05, 5), "k_el": (0.02, 3), "dose": (0.1, 1000), "every": (4, 24), "infused": (0, 1), "shunt": (0, 1), "I_max": (0.3, 1), "mv": (0, 2)},
            held={"rho": 1, "t_protect": 24, "chemo": 24},
        ),
    ),
    benchmarks=(
        Benchmark("baseline", "consistency", AtTime("E", 96.0, setting={"I_max": 0}), 30, "1", 1e-9, DAY, "level under a drug without effect: 9 made in an hour over 0.3 per hour, as the public program prints it", checked="secondary"),
        Benchmark("area", "closed form", AtTime("L", 96.0, setting=ONCE), 2.49071467276740, "hour", 1e-6, KRZ, "area between baseline and effect after 10 mg, over the baseline: (I_max/k_el) ln(1 + C_0/IC_50), of the form that the abstract states", checked="abstract"),
        Benchmark("area_large", "closed form", AtTime("L", 96.0, setting={**ONCE, "dose": 1000}), 15.7316348100580, "hour", 1e-5, KRZ, "the same after a hundred times the dose: six times the effect, not a hundred", checked="abstract"),
        Benchmark("early", "closed form", AtTime("E", 4.0, setting={**ONCE, "dose": 100}), 12.403112984537495, "1", 1e-5, DAY, "level four hours after 100 mg, where k_out = k_el and the integral can be done on paper"),
        Benchmark("steady", "closed form", AtTime("E", 96.0, setting={"infused": 1}), 30 * (1 - 10 / 8 / 27 / (0.1 + 10 / 8 / 27)), "1", 1e-6, DAY, "under a steady infusion the level is R_0 (1 - I)"),
        Benchmark("eighty", "closed form", AtTime("tumour", 96.0, setting=STEADY, ev=True), 0.2, "1", 1e-6, DAY, "at four times the IC50 a fifth of the tumour's vesicles is left"),
        Benchmark("twenty", "closed form", AtTime("normal", 96.0, setting={**STEADY, "rho": 16}, ev=True), 0.8, "1", 1e-6, DAY, "and four fifths of the others, when ρ = 16"),
    ),
    limits=(
        "The numbers are those of a simulated drug; for none of the inhibitors is the concentration known that blocks half in a patient's tumour, nor the selectivity.",
        "Vesicles of tumour and normal cells are cleared alike, and what matters of them is taken to be their number.",
        "Plasma stands for everywhere; in the tumour itself drug may be less and vesicles many more.",
        "Each inhibitor has a target with work of its own: what it does to proliferation, pH or calcium is not here.",
        "Cells do not adapt: a cell in which one way of release is blocked for days may use another.",
    ),
)  # fmt: skip
