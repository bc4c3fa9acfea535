"""A device that takes vesicles out of plasma, and the urea of the same patient.

The base is urea in a single pool of variable volume during dialysis, the setting of the formula of Daugirdas
(1993): made steadily, cleared while a treatment runs, with water that is withdrawn and comes back.  Added are
vesicles under the same schedule: those of the tumour, in the tumour's interstitium and in plasma, and those of
all other cells.  The device takes only what passes its fibres and binds its lectin.
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
    Fact,
    Intermediate,
    Layer,
    Measure,
    Modifier,
    Output,
    Point,
    Process,
    Scale,
    Scenario,
    Scene,
    State,
    Time,
    Verdict,
    Window,
)
from evbook.declaration import Parameter as P

DAU, TUL, CAM = "Daugirdas1993", "Tullis2009", "deNecochea"
OURS = "no measurement known; our assumption"

# fmt: off
# One line a parameter: name, default, unit, range, grade, checked, source, meaning.
PARAMETERS = (
    P("K",         12.0,   "L/hour",         (0, 24),      "assumed",  "not seen",  "",  "clearance of urea while the device runs", label="clearance of urea", latex="K", context="200 mL/min, an ordinary dialyser"),
    P("V_0",       42.0,   "L",              (20, 60),     "derived",  "secondary",  "PenneyLectures",  "water of the body before a treatment", latex="V_0", context="60 % of the body's weight is water: 42 L in 70 kg"),
    P("UF",        3.0,    "L",              (0, 5),       "derived",  "secondary", DAU, "water withdrawn in a treatment, which comes back until the next", label="water withdrawn", latex="U_F", context="a worked example of the formula"),
    P("W",         70.0,   "kg",             (40, 120),    "derived",  "secondary", DAU, "body weight after a treatment", latex="W", context="a worked example of the formula"),
    P("U_0",       20.0,   "mmol/L",         (5, 50),      "measured",  "abstract",  "Vartia2013",  "urea before a treatment", latex="u_0", context="averages before dialysis of 8.6 to 55.8 mmol/L where all patients are treated alike; 25.4 at the dose of a trial"),
    P("G",         11.0738,  "mmol/hour",      (0, 40),      "derived",  "secondary",  DAU, "making of urea", latex="G", context="what brings urea back to the same level in a week of three treatments"),
    P("water",     1.0,    "kg/L",           (0.99, 1.01), "constant", "by definition", "", "mass of a litre of water", latex=r"\rho_w", context="the formula takes it as 1"),
    P("week",      168.0,  "hour",           (167, 169),   "constant", "by definition", "", "hours of a week", latex="T_w", context="by definition"),
    P("g_t",       0.008,  "1/hour",         (0.007, 0.009), "fitted", "secondary", DAU, "the formula's allowance for urea made during a treatment", latex="g", context="for three treatments a week"),
    P("hours",     4.0,    "hour",           (0.5, 56),    "derived",  "abstract",  TUL, "length of a treatment", label="hours of treatment", latex="t_d", context="4 in the trials; 24 hours seven times a week is never off", control=True),
    P("per_week",  3.0,    "1",              (1, 7),       "measured", "abstract",  TUL, "treatments in a week", label="treatments a week", latex="n_d", context="three a week, in patients with hepatitis C; one, two or three in the trial with tumours", control=True),
    P("Q_p",       6.0,    "L/hour",         (0.5, 40),    "measured", "abstract",  CAM, "plasma that is brought to the lectin", label="plasma flow", latex="Q_p", context="100 mL/min through the device in an experiment outside the body; for patients not known to us", scale="log", can_be_zero=True, ev=True, control=True),
    P("efficiency", 0.52,  "1",              (0.01, 1),    "derived",  "abstract",  CAM, "share of the vesicles it can take that stays, each time", label="efficiency", latex="e", context="98.5 % of platelet particles gone in the equivalent of four hours, taken for 3 L of plasma", ev=True, control=True),
    P("cutoff",    200.0,  "nm",             (50, 1000),   "measured", "full text", "Maacha2019", "greatest vesicle that passes the fibres to the lectin", label="cut-off", latex="d_c", context="as the review gives it", scale="log", ev=True, control=True),
    P("diameter",  120.0,  "nm",             (40, 1000),   "assumed",  "not seen",  "",  "middle diameter of the vesicles", label="diameter of vesicles", latex="d_m", context=OURS, scale="log", ev=True, control=True),
    P("spread",    0.4,    "1",              (0.05, 1),    "assumed",  "not seen",  "",  "spread of diameters: standard deviation of the logarithm, of a log-logistic distribution", label="spread of diameters", latex="s", context=OURS, ev=True),
    P("bound_T",   0.9,    "1",              (0, 1),       "assumed",  "not seen",  "",  "share of the tumour's vesicles that bind the lectin or antibody", label="tumour's that bind", latex="b_T", context=OURS, ev=True, control=True),
    P("bound_N",   0.9,    "1",              (0, 1),       "assumed",  "abstract",  "deNecochea",  "share of all other vesicles that bind it", label="others that bind", latex="b_N", context="near 1 for particles of platelets from healthy plasma; small for an antibody to the tumour", ev=True, control=True),
    P("t_plasma",  0.5,    "hour",           (0.05, 168),  "assumed",  "secondary",  "Kim2019",  "half-life of the tumour's vesicles in plasma", label="half-life in plasma", latex="t_P", context="two phases in mice, 7 to 9 minutes and 2.5 to 13 hours; in patients particles of transfused platelets had 5.8 h (1.8 to 18.3; PubMed 21231854, abstract); half an hour lies between", scale="log", ev=True, control=True),
    P("t_normal",  0.23,   "hour",           (0.05, 168),  "derived",  "abstract",  "Auber2022", "half-life of all other vesicles in plasma", label="half-life of the others", latex="t_N", context="14 min: 3 × 10¹³ in plasma over 1.5 × 10¹² made in a minute", scale="log", ev=True),
    P("t_tissue",  0.5,    "hour",           (0.05, 24),   "assumed",  "not seen",  "",  "half-life of the tumour's vesicles between its cells, by uptake", label="half-life in the tumour", latex="t_I", context=OURS, scale="log", ev=True),
    P("void",      2.4e-4,   "L/g",            (5e-5, 5e-4),  "derived",  "code or SBML",  "Scheuher2023",  "fluid between the cells of a gram of tumour", latex=r"\nu", context="24 % of a tumour is open to an antibody, in a published model, in public code; 44 % to a small drug, and 37 % in another model", ev=True),
    P("reach",     0.1,    "1",              (1e-3, 0.9),  "assumed",  "secondary",  "Hori2011",  "share of the shed vesicles that goes on to plasma", label="share reaching plasma", latex="f", context="no measurement for vesicles; 0.1 is the share of the marker CA125 in a published model (Hori 2011, as a later paper's table gives it); with it goes how fast tumour and plasma exchange", scale="log", ev=True, control=True),
    P("V_p",       3.0,    "L",              (2, 4),       "derived",  "secondary",  "Hori2011",  "volume of plasma", latex="V_p", context="between 5 % of body weight, 3.5 L in 70 kg (lecture notes on the circulation), and the 3.15 L of a published model (Hori 2011, as a later paper's table gives it), and the 2.7 L that 5 L of blood hold at 54 %", ev=True),
    P("mass",      100.0,  "g",              (1, 1000),    "assumed",  "not seen",  "",  "mass of tumour that sheds vesicles", label="tumour mass", latex="m", context="advanced disease", scale="log", ev=True),
    P("per_gram",  1e9,    "cell/g",         (1e8, 2e9),   "assumed",  "abstract",  "DelMonte2009",  "tumour cells in a gram", latex="n", context="commonly 10⁹ cells in a cubic centimetre or gram; in most epithelial tumours 10⁸ would be more realistic (Del Monte 2009, abstract)", scale="log", ev=True),
    P("secretion", 60.0,   "EV/(cell hour)", (1, 1e3),     "measured", "secondary", "Chiu2016", "vesicles shed by a tumour cell in an hour", label="vesicles shed", latex=r"\sigma_{EV}", context="60 to 65 an hour in MCF-7 and MDA-MB-231 in vitro, and up to 170 in other lines, both read second-hand; 2700 for monocytes in people (abstract)", scale="log", ev=True),
    P("in_plasma", 1e13,   "EV/L",           (1e11, 1e14), "measured",  "secondary",  "Johnsen2019",  "all other vesicles in a litre of plasma before treatment", label="other vesicles in plasma", latex="N_0", context="10¹⁰ in a millilitre: order of magnitude, and a matter of method", scale="log", ev=True),
)
# fmt: on

#: Rates of loss (per hour) and flows (litres an hour) in terms of the parameters.
UPTAKE, GONE, GONE_N = "log(2) / t_tissue", "log(2) / t_plasma", "log(2) / t_normal"
FLUID = "void * mass"
EXCHANGE = f"reach / (1 - reach) * {UPTAKE} * {FLUID}"
MADE = "mass * per_gram * secretion"
#: Below the cut-off lies this share of a log-logistic distribution; 1.8138 is π/√3, its standard deviation at scale 1.
SMALL = "1 / (1 + (diameter / cutoff)**(1.8137993642342178 / spread))"
#: In the steady state before treatment, plasma's share of what stands between the cells.
PASSED = f"{EXCHANGE} / ({FLUID}) / ({GONE} + {EXCHANGE} / V_p)"
TISSUE_BEFORE = f"{MADE} / ({UPTAKE} + {GONE} * {PASSED})"
ROUND = {"hours": 24, "per_week": 7}
#: A bag of plasma outside the body, in which nothing is shed and nothing leaves by itself.
OUTSIDE = {"t_normal": 1e9, "bound_N": 1, "diameter": 60, "spread": 0.1}
SMALL_AND_BOUND = {"diameter": 60, "spread": 0.1, "bound_T": 1}

DECLARATION = Declaration(
    id="plasma-filter",
    title="Vesicles and urea under one schedule of treatments",
    idea="Vesicles come back as fast as the body removes them: if they live for minutes, a few hours of treatment three times a week lower their weekly average by a fifth at most.",
    summary="A device runs for some hours a week; urea, vesicles in plasma and vesicles in the tumour each answer in their own time.",
    chapter="mitigation/hemofiltration",
    base=Base(
        source=DAU,
        what="Daugirdas (1993): urea in one pool of variable volume, for which the formula of Kt/V was made.",
        extent="part",
        left_out="urea in one pool; the publication's formula is compared with it, not its patients, whose data were not seen",
        departures="treatments are evenly spaced over the week",
    ),
    time=Time(unit="hour", end=168.0, points=1681, label="Hours of a week"),
    states=(
        State("U", "U_0 * V_0", "mmol", (0, 1000), "urea in the body", label="Urea in the body", latex="U"),
        State("V", "V_0", "L", (0, 50), "water of the body", label="Water", latex="V"),
        State("X", "0", "1", (0, 5), "water cleared so far, in volumes of the water that a treatment leaves: the true Kt/V", label="True Kt/V so far", latex="X"),
        State("I", "tissue_before", "EV", (1e11, 1e14), "vesicles between the cells of the tumour", label="In the tumour", latex="I", scale="log"),
        State("C", "catchable_before", "EV", (1e9, 1e13), "the tumour's vesicles in plasma that the device can take", label="In plasma, can be taken", latex="C", scale="log"),
        State("O", "others_before", "EV", (1e9, 1e13), "the tumour's vesicles in plasma that the device cannot take", label="In plasma, cannot be taken", latex="O", scale="log"),
        State("N", "normal_before", "EV", (1e11, 1e14), "all other vesicles in plasma that the device can take", label="Others, can be taken", latex="N", scale="log"),
    ),
    parameters=PARAMETERS,
    windows=(Window("running", "0", "hours", "the device runs", every="week / per_week", count="per_week", label="running", latex="w"),),
    intermediates=(
        Intermediate("urea", "U / V", "mmol/L", "urea in the water of the body", latex="u"),
        Intermediate("drawn", "UF / hours * running", "L/hour", "water withdrawn while the device runs", latex="q"),
    ),
    modifiers=(
        Modifier("tissue_before", TISSUE_BEFORE, "0", "EV", "vesicles in the tumour before treatment", label="in the tumour before", latex="I_0"),
        Modifier("catchable_before", f"bound_T * ({SMALL}) * ({TISSUE_BEFORE}) * {PASSED}", "0", "EV", "the tumour's vesicles in plasma that can be taken, before treatment", label="can be taken, before", latex="C_0"),
        Modifier("others_before", f"(1 - bound_T * ({SMALL})) * ({TISSUE_BEFORE}) * {PASSED}", "0", "EV", "the tumour's vesicles in plasma that cannot be taken, before treatment", label="cannot be taken, before", latex="O_0"),
        Modifier("normal_before", f"bound_N * ({SMALL}) * in_plasma * V_p", "0", "EV", "other vesicles in plasma that can be taken, before treatment", label="others before", latex="N_{C0}"),
        Modifier("taking", "running * efficiency * Q_p / V_p", "0", "1/hour", "rate at which the device empties plasma of what it can take", claims=("mitigation-03", "mitigation-23"), label="taken by the device", latex="k_d"),
        Modifier("plasma_share", f"(C + O) / (({TISSUE_BEFORE}) * {PASSED})", "1", "1", "the tumour's vesicles in plasma, against before", label="in plasma", latex=r"\theta_P"),
        Modifier("tissue_share", f"I / ({TISSUE_BEFORE})", "1", "1", "vesicles between the cells of the tumour, against before", label="in the tumour", latex=r"\theta_I"),
        Modifier("normal_share", f"1 - bound_N * ({SMALL}) + N / (in_plasma * V_p)", "1", "1", "all other vesicles in plasma, against before", claims=("mitigation-04",), label="others", latex=r"\theta_N"),
        Modifier("denser", f"I / ({FLUID}) / ((C + O) / V_p)", "1", "1", "density of the tumour's vesicles between its cells, over that in plasma", label="tumour over plasma", latex=r"\delta"),
    ),
    processes=(
        Process("making", "G", "urea is made", produces={"U": 1}),
        Process("dialysis", "running * K * urea", "urea is cleared", consumes={"U": 1}),
        Process("ultrafiltration", "drawn", "water is withdrawn", consumes={"V": 1}),
        Process("with_water", "drawn * urea", "urea goes with the water", consumes={"U": 1}, label="urea with water"),
        Process("drinking", "UF * per_week / week", "water comes back", produces={"V": 1}),
        Process("counting", "(running * K + drawn) / (V_0 - UF)", "what is cleared is counted, in volumes of the water that a treatment leaves", produces={"X": 1}),
        Process("shedding", MADE, "tumour cells shed vesicles into the fluid between them", produces={"I": 1}, ev=True),
        Process("uptake", f"{UPTAKE} * I", "cells of the tumour take vesicles up", consumes={"I": 1}, ev=True),
        Process("to_plasma", f"{EXCHANGE} / ({FLUID}) * I", "vesicles go on to plasma", consumes={"I": 1}, produces={"C": f"bound_T * ({SMALL})", "O": f"1 - bound_T * ({SMALL})"}, ev=True, label="to plasma"),
        Process("back_taken", f"{EXCHANGE} / V_p * C", "vesicles return to the tumour", consumes={"C": 1}, produces={"I": 1}, ev=True, label="return"),
        Process("back_other", f"{EXCHANGE} / V_p * O", "vesicles return to the tumour", consumes={"O": 1}, produces={"I": 1}, ev=True, label="return of the rest"),
        Process("leaving", f"{GONE} * C", "vesicles leave plasma by themselves", consumes={"C": 1}, ev=True),
        Process("leaving_other", f"{GONE} * O", "vesicles leave plasma by themselves", consumes={"O": 1}, ev=True, label="leaving of the rest"),
        Process("removal", "taking * C", "the device takes vesicles of the tumour", consumes={"C": 1}, ev=True, claims=("mitigation-03", "mitigation-23", "mitigation-27")),
        Process("release_normal", f"{GONE_N} * bound_N * ({SMALL}) * in_plasma * V_p", "other cells shed vesicles", produces={"N": 1}, ev=True, label="release by other cells"),
        Process("leaving_normal", f"{GONE_N} * N", "they leave plasma by themselves", consumes={"N": 1}, ev=True, label="leaving of the others"),
        Process("removal_normal", "taking * N", "the device takes them too", consumes={"N": 1}, ev=True, claims=("mitigation-04",), label="removal of the others"),
    ),
    outputs=(
        Output("plasma", "plasma_share", "1", (0, 1.1), "the tumour's vesicles in plasma, against before", label="Tumour's vesicles in plasma", latex=r"\theta_P"),
        Output("tissue", "tissue_share", "1", (0, 1.1), "vesicles between the cells of the tumour, against before", label="Tumour's vesicles in the tumour", latex=r"\theta_I"),
        Output("others", "normal_share", "1", (0, 1.1), "all other vesicles in plasma, against before", label="All other vesicles in plasma", latex=r"\theta_N"),
        Output("urea_share", "urea / U_0", "1", (0, 1.1), "urea, against before the first treatment", label="Urea", latex="u/u_0"),
        Output("density", "denser", "1", (1, 1e8), "vesicles of the tumour in a litre between its cells, over a litre of plasma", label="Tumour over plasma", latex=r"\delta", scale="log"),
        Output("formula", "where(t <= hours, -log(maximum(urea / U_0 - g_t * t, 1 / 10**6)) + (4 - 3.5 * urea / U_0) * UF * water * t / hours / W, 0)", "1", (0, 3), "Kt/V of the first treatment by the formula, 0 afterwards", label="Kt/V by the formula", latex="F"),
    ),
    shown=("plasma", "tissue", "urea_share"),
    measures=(
        Measure("plasma_mean", "plasma", "mean", "1", "the tumour's vesicles in plasma, mean over the week", label="in plasma, mean of the week"),
        Measure("plasma_least", "plasma", "min", "1", "the tumour's vesicles in plasma at their lowest", label="in plasma, at the lowest"),
        Measure("tissue_mean", "tissue", "mean", "1", "vesicles in the tumour, mean over the week", label="in the tumour, mean of the week"),
        Measure("others_mean", "others", "mean", "1", "all other vesicles in plasma, mean over the week", label="others, mean of the week"),
        Measure("urea_least", "urea_share", "min", "1", "urea at its lowest, against before", label="urea at its lowest"),
        Measure("urea_mean", "urea_share", "mean", "1", "urea, mean over the week", label="urea, mean of the week"),
        Measure("dose_given", "X", "final", "1", "Kt/V of the whole week", label="Kt/V of the week"),
    ),
    budgets=(
        Budget("tumour", "mass", "g", (0, 1000), "tumour whose vesicles are to be taken", "more tumour than a patient lives with", label="grams of tumour"),
        Budget("shed", "secretion", "EV/(cell hour)", (1, 1e4), "vesicles that each tumour cell sheds in an hour", "beyond what cells are known to shed", label="vesicles per cell per hour"),
        Budget("standing", f"({TISSUE_BEFORE}) * {PASSED} / V_p", "EV/L", (0, 1e13), "the tumour's vesicles in a litre of plasma before treatment", "more than all vesicles that are counted in plasma", label="tumour vesicles per litre of plasma"),
        Budget("packed", f"({TISSUE_BEFORE}) / ({FLUID})", "EV/L", (0, 1e17), "vesicles in a litre of fluid between the cells of the tumour", "more than there is room for", label="vesicles per litre in the tumour"),
    ),
    scene=Scene(
        title="A tumour whose vesicles pass into plasma, and a cartridge through which plasma is drawn for some hours a week",
        at=0.018,
        scales=(Scale("pace", 0.25, "1/hour"), Scale("fiftieth", 0.02, "1/hour"),),
        layers=(
            Layer("tumour", "ground", "the tumour", Point(86, 100), size=96, stretch=0.86, colour="c0", keyed=False),
            Layer("cells", "cell", "its cells", Box(86, 100, 150, 180), count="12", size=12, colour="muted", keyed=False),
            Layer("vessel", "vessel", "plasma", Point(260, 100), size=74, stretch=1.08, colour="c0", keyed=False),
            Layer("device", "device", "the cartridge, dark while it runs", Point(422, 100), size=46, stretch=1, shade="0.25 + 0.75 * running", colour="c2"),
            Layer("tissue", "vesicle", "vesicles between the tumour's cells, as a share of those before", Box(86, 100, 150, 184), count="tissue", one=0.01, sway=3, speed="pace", size=3, colour="c1"),
            Layer("plasma", "vesicle", "the tumour's vesicles in plasma, as a share of those before", Box(260, 72, 140, 70), count="plasma", one=0.02, sway=3, speed="pace", size=3.4, colour="c1"),
            Layer("others", "particle", "all other vesicles in plasma, as a share of those before", Box(260, 132, 140, 60), count="others", one=0.02, sway=3, speed="pace", size=3, colour="muted"),
            Layer("taken", "vesicle", "those taken in an hour", Box(346, 100, 8, 60), count="removal", one="fiftieth * mass * per_gram * secretion * reach * t_plasma / log(2)", unit="EV/hour", to=Box(422, 100, 70, 78), speed="pace", size=2.8, colour="c1"),
        ),
        says=(
            Verdict("running > 0", "The cartridge runs."),
            Verdict("running <= 0", "The cartridge rests, and the vesicles come back."),
        ),
    ),
    scenarios=(
        Scenario("usual", "Four hours, three times a week", {}, "Urea falls to a third and takes days to return; vesicles fall and are back within two hours."),
        Scenario("platelets", "As particles of platelets in patients", {"t_plasma": 5.8, "t_normal": 5.8}, "With the half-life that was measured in patients the device lowers the week by more, and the other vesicles with it."),
        Scenario("long_lived", "Vesicles that live two days", {"t_plasma": 48, "mass": 10}, "If they lived as long as urea does, the same device would do."),
        Scenario("round_the_clock", "Round the clock", {**ROUND, "UF": 1, "K": 1}, "Plasma is down by a third for the whole week; the tumour's own fluid does not notice."),
        Scenario("large", "Large vesicles", {"diameter": 300}, "Most do not pass the fibres, and stay."),
        Scenario("antibody", "An antibody in place of the lectin", {"bound_T": 0.3, "bound_N": 0.01}, "It spares the others, and takes the tumour's vesicles that carry the marker only."),
        Scenario("urea", "Urea alone: the published model", {}, "The pool for which the formula was made, without vesicles.", ev=False),
    ),
    verdicts=(
        Verdict("plasma_least > 0.9999", "No vesicle is taken; urea falls to a share of {urea_least}, and the week's Kt/V is {dose_given}."),
        Verdict("plasma_mean <= 0.5", "The weekly mean is halved: a share of {plasma_mean} of the tumour's vesicles is left in plasma; in the tumour it is {tissue_mean}, and of all other vesicles {others_mean}."),
        Verdict("plasma_least < 0.6", "Low for hours, but not over the week: plasma falls to a share of {plasma_least}, yet the mean of the week is {plasma_mean}; in the tumour it is {tissue_mean}, and of all other vesicles {others_mean}."),
        Verdict("plasma_mean <= 0.9", "Lowered for the whole week, but not halved: the mean of the week is a share of {plasma_mean} of the tumour's vesicles in plasma; in the tumour it is {tissue_mean}, and of all other vesicles {others_mean}."),
        Verdict("plasma_mean >= 0", "Hardly touched: the tumour's vesicles in plasma fall to a share of {plasma_least}, and the mean of the week is {plasma_mean}; in the tumour it is {tissue_mean}. Urea falls to {urea_least}."),
    ),
    challenges=(
        Challenge(
            "halve-the-week",
            "Halve the week",
            "Vesicles live half an hour, and the device can take every one of the tumour's. Bring their mean over the week down to half. "
            "Then look at the tumour.",
            "plasma_mean <= 0.5 and t_plasma <= 0.5",
            {**SMALL_AND_BOUND, "UF": 1.0, "K": 1.0},
            (
                "However much the device clears, it does nothing while it is off.",
                "Twenty-four hours, seven times a week, is never off.",
                "Then it has to clear as much as the body does by itself: 4.2 L an hour, or 69 mL a minute.",
            ),
            "A halved week takes 69 mL of wholly cleared plasma a minute, day and night; and between the cells of the tumour "
            "there are as many vesicles as before.",
            fixed=("t_plasma", "diameter", "bound_T", "cutoff", "reach"),
            solution={"hours": 24, "per_week": 7, "Q_p": 10, "efficiency": 0.5},
        ),
    ),
    arguments=(
        Argument(
            chapter="mitigation/hemofiltration",
            sentence="Vesicles come back as fast as the body removes them: if they live for minutes, a few hours of treatment three times a week lower their weekly average by a fifth at most.",
            claim="left >= 0.8",
            says="four fifths or more of the week's vesicles are left",
            facts={
                "left": Fact("plasma_mean"),
            },
            over={"hours": (0.5, 6), "per_week": (1, 3), "Q_p": (0.5, 40), "efficiency": (0.01, 1), "cutoff": (50, 1000), "diameter": (40, 1000), "bound_T": (0, 1), "t_plasma": (0.05, 1), "reach": (0.001, 0.9)},
            held={"bound_N": 0.9},
            outside="Treatments of many hours, or vesicles that live for days, are another matter: what is lowered is never more than the share of the week for which the device runs, and the time that vesicles take to come back.",
        ),
    ),
    benchmarks=(
        Benchmark("formula_first", "consistency", ClosedForm("-log(0.3 - g_t * hours) + (4 - 3.5 * 0.3) * UF * water / W"), 1.443, "1", 5e-4, DAU, "the formula's worked example: a ratio of 0.30 after 4 h, with 3 L withdrawn from 70 kg", checked="secondary"),
        Benchmark("platelets", "consistency", AtTime("others", 4.0, setting=OUTSIDE, ev=True), 0.015, "1", 0.06, CAM, "particles of platelets left in 3 L of plasma after the equivalent of four hours, with nobody to shed more; the efficiency was chosen to give it", checked="abstract"),
        Benchmark("formula_simulated", "independent computation", AtTime("formula", 4.0), 12.75 * 4 / 39, "1", 5e-3, DAU, "the formula, from the urea that the pool simulates, against clearance × time / volume put into it"),
        Benchmark("formula_strong", "independent computation", AtTime("formula", 4.0, setting={"K": 16.8, "G": 12.8236}), 17.55 * 4 / 39, "1", 5e-3, DAU, "the same with a stronger dialyser"),
        Benchmark("a_week", "closed form", AtTime("urea_share", 168.0), 1.0, "1", 1e-4, DAU, "in a week of three treatments urea comes back to where it was"),
        Benchmark("plateau", "closed form", AtTime("plasma", 4.0, setting={**SMALL_AND_BOUND, "reach": 1e-3}, ev=True), 0.5713889415231741, "1", 1e-4, TUL, "while the device runs, plasma falls to k/(k + Qe/V), here 0.571"),
        Benchmark("halved", "closed form", AtTime("plasma", 168.0, setting={**ROUND, **SMALL_AND_BOUND, "UF": 1, "efficiency": 1, "Q_p": 4.1588830833596715}, ev=True), 0.5, "1", 2e-3, TUL, "round the clock, clearing as much as the body does (4.2 L an hour) halves plasma"),
        Benchmark("denser", "closed form", AtTime("density", 55.0, setting={"mass": 1}, ev=True), 112501.0, "1", 1e-4, TUL, "a gram of tumour: vesicles between its cells are 1 + k V/q times as dense as in plasma"),
    ),
    limits=(
        "One half-life for each kind of vesicle; the few that live for hours are what a device could take.",
        "Vesicles are shed as fast as before, whatever the device does, and the device never fills up.",
        "Water and urea are one pool; real urea lags behind in muscle, and rebounds for half an hour.",
        "The device's flow in a patient, and its catch, are set from one experiment on healthy plasma outside the body.",
        "What else a lectin takes from a patient, glycoproteins and virus among it, is not counted, nor are lines, heparin and time.",
    ),
)  # fmt: skip
