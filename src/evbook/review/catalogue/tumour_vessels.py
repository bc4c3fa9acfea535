"""Tumour and vessels: dynamic carrying capacity (Hahnfeldt et al. 1999) under pro-angiogenic vesicles.

The base is fitted to Lewis lung carcinoma in mice: a tumour of volume V grows towards the volume K
that its vessels can carry, the tumour makes vessels grow, and a signal that spreads through the
tumour holds them back.  Vesicles add to the first of these signals; and a share of the signal that
rides on vesicles may be hidden from an antibody.  By how much, nobody has measured.
"""

from evbook.declaration import (
    Argument,
    AtTime,
    Base,
    Benchmark,
    Budget,
    Challenge,
    ClosedForm,
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
    Ring,
    Row,
    Scale,
    Scenario,
    Scene,
    State,
    Threshold,
    Time,
    Verdict,
    Window,
)
from evbook.declaration import Parameter as P

HAH, CODE = "Hahnfeldt1999", "code or SBML"
MOUSE = "Lewis lung carcinoma in mice, fitted"
OURS = "no measurement known; our assumption"
SMALL = {"V_0": 1e-2, "K_0": 1e-2}  # far below the plateau, so that only the balance of call and loss decides
DATA = "measured in mice (figure digitised in public code)"

# fmt: off
# One line a parameter: name, default, unit, range, grade, checked, source, meaning.
PARAMETERS = (
    P("growth",       0.192,   "1/day",          (0.05, 0.5),    "fitted",  CODE, HAH, "rate at which the tumour approaches what its vessels carry", latex=r"\lambda_1", context=MOUSE),
    P("stimulation",  5.85,    "1/day",          (1, 12),        "fitted",  CODE, HAH, "vessel capacity made by the tumour", latex="b", context=MOUSE),
    P("inhibition",   0.00873, "1/(day mm**2)",  (0.002, 0.03),  "fitted",  CODE, HAH, "vessel capacity lost to the tumour's own inhibitors", latex="d", context=MOUSE),
    P("V_0",          200.0,   "mm**3",          (10, 1000),     "measured", CODE, HAH, "tumour volume at the start", label="V at start", latex="V_0", context="about 200 mm³ when the arms began", scale="log"),
    P("K_0",          625.0,   "mm**3",          (100, 5000),    "fitted",  CODE, HAH, "vessel capacity at the start", label="K at start", latex="K_0", context=MOUSE, scale="log"),
    P("V_one",        1e-6,    "mm**3",          (1e-7, 1e-5),   "assumed", "not seen", "", "volume of one cell, below which nothing is left to grow", latex="V_1", context="keeps V ln(V/K) defined; not in the publication", scale="log"),
    P("e_endo",       0.66,    "kg/(day mg)",    (0.1, 2),       "fitted",  CODE, HAH, "capacity lost to endostatin", latex="e_E", context=MOUSE),
    P("clr_endo",     1.7,     "1/day",          (0.2, 10),      "fitted",  CODE, HAH, "clearance of endostatin", latex="c_E", context=MOUSE),
    P("e_angio",      0.15,    "kg/(day mg)",    (0.02, 1),      "fitted",  CODE, HAH, "capacity lost to angiostatin", latex="e_A", context=MOUSE),
    P("clr_angio",    0.38,    "1/day",          (0.05, 5),      "fitted",  CODE, HAH, "clearance of angiostatin", latex="c_A", context=MOUSE),
    P("e_tnp",        1.3,     "kg/(day mg)",    (0.1, 5),       "fitted",  CODE, HAH, "capacity lost to TNP-470", latex="e_T", context=MOUSE),
    P("clr_tnp",      10.1,    "1/day",          (1, 30),        "fitted",  CODE, HAH, "clearance of TNP-470", latex="c_T", context=MOUSE),
    P("dose_endo",    0.0,     "mg/(kg day)",    (0, 60),        "measured", "code or SBML", "Hahnfeldt1999", "endostatin a day", label="endostatin a day", latex="D_E", context="0 in the published control arm; 20 and 4 mg/kg a day in others", control=True),
    P("infused",      0.0,     "1",              (0, 1),         "measured", "code or SBML", "Hahnfeldt1999", "share of the endostatin given as a steady infusion", label="share infused", latex="i", context="0 in the published arms: one bolus a day", control=True),
    P("dose_angio",   0.0,     "mg/(kg day)",    (0, 60),        "measured", "code or SBML", "Hahnfeldt1999", "angiostatin a day", label="angiostatin a day", latex="D_A", context="0 in the published control arm; 20 mg/kg a day in others"),
    P("dose_tnp",     0.0,     "mg/(kg day)",    (0, 60),        "measured", "code or SBML", "Hahnfeldt1999", "TNP-470 a day", label="TNP-470 a day", latex="D_T", context="0 in the published control arm; 30 mg/kg every other day, so 15 a day, in another"),
    P("every",        1.0,     "day",            (0.5, 7),       "measured", "code or SBML", "Hahnfeldt1999", "days between boluses", label="days between boluses", latex=r"\tau", context="1 in most published arms, 2 for TNP-470"),
    P("treated",      60.0,    "day",            (1, 400),       "assumed", "not seen", "", "how long drugs and antibody are given, from day 0", label="days treated", latex="T", context="the window shown", scale="log"),
    P("vegf",         0.8,     "1",              (0, 1),         "assumed", "not seen", "", "share of the stimulation that is VEGF", label="share of VEGF", latex="w", context="no measurement known; acts only with an antibody"),
    P("antibody",     0.0,     "1",              (0, 1),         "measured", "code or SBML", "Hahnfeldt1999", "share of the VEGF it can see that an antibody neutralises", label="antibody", latex="a", context="0 in the published arms, which had no antibody", control=True),
    P("epsilon",      0.25,    "1",              (0, 1),         "assumed", "not seen", "", "stimulation added by vesicles, as a share of the tumour's own", label="vesicle stimulus ε", latex=r"\varepsilon", context=OURS, ev=True, control=True),
    P("hypoxic",      0.0,     "1",              (0, 1),         "assumed", "not seen", "", "share of the vesicle stimulus that waits for crowding of vessels", label="share driven by hypoxia", latex="h", context=OURS, ev=True, control=True),
    P("steepness",    4.0,     "1",              (1, 8),         "assumed", "not seen", "", "steepness of the response to crowding", latex="n", context=OURS, ev=True),
    P("on_vesicles",  0.3,     "1",              (0, 1),         "assumed", "not seen", "", "share of VEGF that rides on vesicles", label="VEGF on vesicles", latex="s", context="varies with isoform and cell; no share for this tumour known", ev=True, control=True),
    P("seen",         0.1,     "1",              (0, 1),         "assumed", "not seen", "", "share of vesicle-borne VEGF that the antibody still sees", label="still seen by the antibody", latex="q", context="Ko 2019 (abstract): poorly recognised by bevacizumab; no number seen", ev=True),
    P("secretion",    60.0,    "EV/(cell hour)", (1, 1e3),       "measured", "secondary", "Chiu2016", "vesicles shed by a tumour cell", label="vesicles shed", latex=r"\sigma_{EV}", context="60 to 65 an hour in MCF-7 and MDA-MB-231 in vitro, and up to 170 in other lines, both read second-hand; 2700 for monocytes in people (abstract); enters the vesicle budget only", scale="log", ev=True),
    P("per_vessel",   30.0,    "1",              (3, 300),       "assumed", "not seen", "", "tumour cells for each endothelial cell", label="tumour cells per endothelial cell", latex="r", context="order of magnitude; enters the vesicle budget only", scale="log", ev=True),
)

DECLARATION = Declaration(
    id="tumour-vessels",
    title="A tumour and the vessels it can call for, with pro-angiogenic vesicles",
    idea="A steady signal that enlarges the vascular bed by a quarter makes a just-curative dose fail.",
    summary="The tumour grows towards what its vessels carry; vesicles, inhibitors and an antibody move that ceiling.",
    chapter="microenvironment/angiogenesis",
    base=Base(
        source=HAH,
        what="Hahnfeldt, Panigrahy, Folkman and Hlatky (1999): Lewis lung carcinoma in mice under three inhibitors.",
        extent="whole",
        departures=(
            "volumes under one cell count as one cell inside the logarithm; the spontaneous loss of vessels, "
            "zero in the published fit, is left out; an antibody against VEGF is added as a control, at zero"
        ),
    ),
    time=Time(unit="day", end=60.0, points=481, label="Days"),
    states=(
        State("V", "V_0", "mm**3", (10, 2e4), "tumour volume", label="Tumour", latex="V", scale="log"),
        State("K", "K_0", "mm**3", (10, 2e4), "volume that the vessels can carry", label="Vessel capacity", latex="K", scale="log"),
        State("g_E", "0", "mg/kg", (0, 60), "endostatin in the body", label="Endostatin", latex="g_E"),
        State("g_A", "0", "mg/kg", (0, 60), "angiostatin in the body", label="Angiostatin", latex="g_A"),
        State("g_T", "0", "mg/kg", (0, 60), "TNP-470 in the body", label="TNP-470", latex="g_T"),
    ),
    parameters=PARAMETERS,
    windows=(
        Window("treating", "0", "treated", "infusion and antibody are given", label="treating", latex="w_T"),
    ),
    doses=(
        Dose("endostatin", "g_E", "dose_endo * (1 - infused) * every", "0", "a bolus of endostatin", every="every", count="treated / every"),
        Dose("angiostatin", "g_A", "dose_angio * every", "0", "a bolus of angiostatin", every="every", count="treated / every"),
        Dose("tnp470", "g_T", "dose_tnp * every", "0", "a bolus of TNP-470", every="every", count="treated / every"),
    ),
    intermediates=(
        Intermediate("crowding", "maximum(V, V_one) / maximum(K, V_one)", "1", "tumour for each volume its vessels carry: above 1 it shrinks", latex=r"x"),
    ),
    modifiers=(
        Modifier(
            "stimulus",
            "1 + epsilon * (1 - hypoxic + hypoxic * crowding**steepness / (1 + crowding**steepness))",
            "1",
            "1",
            "vesicles with EGFR, VEGF, HGF, tissue factor, Wnt4 or microRNAs add to the call for vessels",
            claims=("angiogenesis",),
            label="pro-angiogenic vesicles",
            latex=r"\mu_S",
        ),
        Modifier(
            "visible",
            "1 - on_vesicles * (1 - seen)",
            "1",
            "1",
            "VEGF that rides on vesicles is partly hidden from the antibody",
            label="VEGF hidden on vesicles",
            latex=r"\mu_V",
        ),
    ),
    processes=(
        Process("tumour_growth", "-growth * V * log(crowding)", "the tumour approaches what its vessels carry", produces={"V": 1}, label="tumour growth"),
        Process("vessel_growth", "stimulation * stimulus * (1 - vegf * antibody * treating * visible) * V", "the tumour calls for vessels", produces={"K": 1}, label="vessel growth"),
        Process("self_inhibition", "inhibition * K * V**(2/3)", "the tumour's own inhibitors, made in its volume and lost through its surface", consumes={"K": 1}, label="self-inhibition"),
        Process("drug_effect", "(e_endo * g_E + e_angio * g_A + e_tnp * g_T) * K", "the drugs take vessels away", consumes={"K": 1}, label="drug effect"),
        Process("infusion", "dose_endo * infused * treating", "endostatin is infused", produces={"g_E": 1}),
        Process("clearance_endo", "clr_endo * g_E", "endostatin is cleared", consumes={"g_E": 1}, label="clearance of endostatin"),
        Process("clearance_angio", "clr_angio * g_A", "angiostatin is cleared", consumes={"g_A": 1}, label="clearance of angiostatin"),
        Process("clearance_tnp", "clr_tnp * g_T", "TNP-470 is cleared", consumes={"g_T": 1}, label="clearance of TNP-470"),
    ),
    outputs=(
        Output("call", "stimulation * stimulus * (1 - vegf * antibody * treating * visible)", "1/day", (0, 12), "capacity called for by each volume of tumour", label="Call for vessels", latex="B"),
        Output("loss", "e_endo * g_E + e_angio * g_A + e_tnp * g_T", "1/day", (0, 40), "capacity lost to drugs", label="Loss to drugs", latex="L"),
    ),
    shown=("V", "K"),
    measures=(
        Measure("V_final", "V", "final", "mm**3", "tumour at the end", label="tumour at the end"),
        Measure("V_largest", "V", "max", "mm**3", "the largest the tumour becomes", label="largest tumour"),
        Measure("V_14", "V", "at", "mm**3", "tumour on day 14", time="14", label="tumour on day 14"),
        Measure("day_1500", "V", "first_above", "day", "first day above 1500 mm³", level="1500", label="day above 1500 mm³"),
        Measure("day_2000", "V", "first_above", "day", "first day above 2000 mm³, about where a mouse is taken out of a study", level="2000", label="day above 2000 mm³"),
    ),
    budgets=(
        Budget(
            "received", "secretion * per_vessel", "EV/(cell hour)", (1, 1e4),
            "vesicles that could reach each endothelial cell in an hour if the tumour shed to its vessels alone",
            "beyond what cells are known to take up or shed", label="vesicles per endothelial cell per hour",
        ),
        Budget(
            "donors", "per_vessel", "1", (1, 200),
            "tumour cells that share one endothelial cell",
            "more donors than lie near a vessel", label="donor cells per endothelial cell",
        ),
    ),
    scenarios=(
        Scenario("untreated", "Untreated, vesicles add a quarter", {}, "The tumour passes 2000 mm³ earlier than without vesicles, by more than half a day."),
        Scenario("endostatin", "Endostatin that would just cure", {"dose_endo": 16, "treated": 60}, "Without vesicles 16 mg/kg a day shrinks the tumour for good; with a quarter more call for vessels it settles."),
        Scenario("infusion", "The same dose as an infusion", {"dose_endo": 20, "infused": 1, "epsilon": 0.3}, "Twenty mg/kg a day as daily boluses fails at ε = 0.30; infused, it does not."),
        Scenario("antibody", "An antibody that misses what rides on vesicles", {"antibody": 0.9, "on_vesicles": 0.5}, "Half of the VEGF is on vesicles: the antibody slows the tumour and does not stop it."),
        Scenario("hypoxia", "Vesicles shed under hypoxia", {"hypoxic": 1, "epsilon": 0.5}, "The signal waits until the tumour crowds its vessels, so early growth is hardly changed."),
        Scenario("combination", "Angiostatin and endostatin", {"dose_endo": 20, "dose_angio": 20, "V_0": 309}, "The published combination: in mice the tumours were gone by day 19; the model keeps a remnant."),
    ),
    verdicts=(
        Verdict("V_final < 1", "The tumour falls below a cubic millimetre: it ends at {V_final}."),
        Verdict("day_2000 > 0 and V_final < 2000", "The tumour passes 2000 mm³ on day {day_2000}, and is brought back to {V_final}."),
        Verdict("day_2000 > 0", "The tumour passes 1500 mm³ on day {day_1500} and 2000 mm³ on day {day_2000}; few mice would be kept until it is at {V_final}."),
        Verdict("V_final >= V_0", "The tumour is slowed: it never passes 2000 mm³ and ends at {V_final}."),
        Verdict("V_final >= 1", "The tumour shrinks, to {V_final} at the end."),
    ),
    challenges=(
        Challenge(
            "by-schedule",
            "Save a failing cure by its schedule",
            "Vesicles add three tenths to the call for vessels, and 20 mg/kg of endostatin a day no longer suffices. "
            "Bring the tumour below 135 mm³ on day 60 without raising the dose.",
            "V_final < 135 and epsilon >= 0.3 and dose_endo <= 20 and dose_angio <= 0 and dose_tnp <= 0 and antibody <= 0",
            {"epsilon": 0.3, "dose_endo": 20, "infused": 0},
            (
                "Endostatin is cleared with a half-life of about ten hours: what does a daily bolus do in the evening?",
                "Give smaller boluses more often, or share the dose between bolus and infusion.",
                "Infuse all of it.",
            ),
            "A steady level takes more vessels than peaks and troughs of the same mean; "
            "beyond an added call of about a third no schedule of this dose suffices.",
            fixed=("epsilon", "dose_endo", "dose_angio", "dose_tnp", "antibody", "hypoxic", "on_vesicles"),
            solution={"infused": 1.0},
        ),
    ),
    arguments=(
        Argument(
            chapter="microenvironment/angiogenesis",
            sentence="A steady signal that enlarges the vascular bed by a quarter makes a just-curative dose fail.",
            claim="without < without_14 and signalled > signalled_14",
            says="a steady dose 5 % above the curative one shrinks the tumour without vesicles, and with them it grows",
            facts={
                "without": Fact("V_final", {"dose_endo": "1.05 * stimulation * clr_endo / e_endo"}, ev=False),
                "without_14": Fact("V_14", {"dose_endo": "1.05 * stimulation * clr_endo / e_endo"}, ev=False),
                "signalled": Fact("V_final", {"dose_endo": "1.05 * stimulation * clr_endo / e_endo"}),
                "signalled_14": Fact("V_14", {"dose_endo": "1.05 * stimulation * clr_endo / e_endo"}),
            },
            over={"epsilon": (0.25, 1), "on_vesicles": (0, 1), "V_0": (50, 400)},
            held={"infused": 1, "dose_endo": 0, "antibody": 0, "hypoxic": 0},
            outside="A signal that is sent only where vessels are short (hypoxic near 1) is less than a quarter on average, and there the dose still cures: so the sentence says steady.",
        ),
    ),
    scene=Scene(
        title="A tumour, the vessels it has called for, the vesicles it calls with, and drugs that take vessels away",
        scales=(Scale("dot", 100.0, "mm**3"), Scale("pace", 0.25, "1/day")),
        at=0.25,
        layers=(
            Layer("artery", "vessel", "a blood vessel", Point(26, 100), size=15, stretch=8, turn=1.5707963267948966, colour="c1", keyed=False),
            Layer("feeding", "vessel", "its branch", Point(155, 100), size="minimum(1 + 0.7 * sqrt(K / dot), 10)", stretch="115 / minimum(1 + 0.7 * sqrt(K / dot), 10)", colour="c1", keyed=False),
            Layer("tumour", "cell", "tumour", Disc(290, 100, 5), count="V", one=100, unit="mm**3", first="1", size=4.4, colour="c0"),
            Layer("vessels", "vessel", "vessels", Ring(290, 100, "9 + 5 * sqrt(V / dot)", 8), count="K", one=300, unit="mm**3", size=2, stretch=5, colour="c1"),
            Layer(
                "vesicles", "vesicle", "call for vessels that vesicles add", Ring(290, 100, "2 + 5 * sqrt(V / dot)"), to=Ring(290, 100, "22 + 5 * sqrt(V / dot)", 12),
                count="stimulus - 1", one=0.01, speed="pace", size=3, colour="c4",
            ),
            Layer("drugs", "drug", "inhibitors in the body", Row(26, 100, 16, 1, 180), to=Ring(290, 100, "16 + 5 * sqrt(V / dot)", 20), count="g_E + g_A + g_T", one=0.5, unit="mg/kg", speed="pace", size=2.8, colour="c6"),
            Layer("antibody", "antibody", "share of the VEGF that an antibody neutralises", Row(26, 100, 16, 1, 180), to=Ring(290, 100, "16 + 5 * sqrt(V / dot)", 30), count="antibody * treating * visible", one=0.05, speed="pace", size=4, colour="c3"),
        ),
        says=(
            Verdict("crowding > 1 and loss > 0", "Drugs have taken vessels away: the tumour crowds those that are left, and shrinks."),
            Verdict("crowding > 1", "The tumour crowds its vessels, and shrinks."),
            Verdict("vessel_growth > self_inhibition + drug_effect", "Vessels and tumour grow."),
            Verdict("crowding <= 1", "The tumour grows into vessels that are becoming fewer."),
        ),
    ),
    benchmarks=(
        Benchmark("control_day_13", "published", AtTime("V", 13, setting={"V_0": 192}), 5852, "mm**3", 0.06, HAH, f"control arm, day 13: {DATA}", checked=CODE),
        Benchmark("control_day_16", "published", AtTime("V", 16, setting={"V_0": 192}), 8591, "mm**3", 0.06, HAH, f"control arm, day 16: {DATA}", checked=CODE),
        Benchmark("control_day_19", "published", AtTime("V", 19, setting={"V_0": 192}), 10438, "mm**3", 0.06, HAH, f"control arm, day 19: {DATA}", checked=CODE),
        Benchmark("endostatin_day_4", "published", AtTime("V", 4, setting={"V_0": 186, "dose_endo": 20}), 157, "mm**3", 0.06, HAH, f"endostatin 20 mg/kg a day, day 4: {DATA}", checked=CODE),
        Benchmark("both_day_4", "published", AtTime("V", 4, setting={"V_0": 309, "dose_angio": 20, "dose_endo": 20}), 180, "mm**3", 0.06, HAH, f"angiostatin and endostatin together, day 4, an arm that no parameter is named after: {DATA}", checked=CODE),
        Benchmark("plateau", "closed form", AtTime("V", 1000), (5.85 / 0.00873) ** 1.5, "mm**3", 1e-6, HAH, "without treatment V = K = (b/d)^(3/2)"),
        Benchmark("plateau_infused", "closed form", AtTime("V", 2000, setting={"dose_endo": 3 * 1.7 / 0.66, "infused": 1, "treated": 4000}), ((5.85 - 3) / 0.00873) ** 1.5, "mm**3", 1e-6, HAH, "under a constant inhibition e·g of 3 a day, V = K = ((b - e·g)/d)^(3/2)"),
        Benchmark("mean_angiostatin", "closed form", ClosedForm("e_angio * dose_angio / clr_angio", setting={"dose_angio": 20}), 7.894737, "1/day", 1e-6, HAH, "mean inhibition under angiostatin, 20 mg/kg a day: e D/clr"),
        Benchmark("curative_dose", "independent computation", Threshold("dose_endo", 12, 20, "V_final > V_14", 20.0, setting=SMALL), 15.60, "mg/(kg day)", 0.02, HAH, "daily bolus of endostatin above which a small tumour shrinks: the periodic problem of ln(K/V) solved by itself", absolute=True),
        Benchmark("lost_cure", "independent computation", Threshold("epsilon", 0.1, 0.5, "V_final > V_14", 20.0, setting={**SMALL, "dose_endo": 20}, ev=True), 0.269, "1", 0.002, HAH, "vesicle stimulus above which 20 mg/kg a day as a bolus no longer cures: the same problem solved by itself", absolute=True),
    ),
    limits=(
        "Volumes above about 2000 mm³ are never reached in a humane experiment: read days, not plateaus.",
        "Vessels are one number: no pericytes, no flow, no oxygen, and no vessels taken over from the tissue.",
        "Every vesicle arm of the review becomes one added share of stimulation; its size is assumed.",
        "Endostatin and angiostatin cured mice, and did not become cancer drugs in most of the world.",
        "Under the combination the model keeps a remnant where the mice had none.",
    ),
)
