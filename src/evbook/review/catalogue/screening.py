"""What is a positive test worth, when marked vesicles are counted and the disease is rare?

Healthy people have some vesicles that are taken for marked ones, more or fewer of them, and a count has noise
of its own: together that is a negative binomial distribution.  A tumour adds its vesicles.  What a positive
result then means follows from how rare the tumour is (Altman and Bland 1994).
"""

# fmt: off
from evbook.declaration import (
    Argument,
    AtTime,
    Axis,
    Base,
    Benchmark,
    Budget,
    Challenge,
    ClosedForm,
    Declaration,
    Fact,
    Intermediate,
    Measure,
    Modifier,
    Output,
    Scenario,
    Verdict,
)
from evbook.declaration import Parameter as P

ALT, HOR, JOH, HOL = "Altman1994", "Hori2011", "Johnsen2019", "SciRep2020"
OURS = "no measurement known; our assumption"

# One line a parameter: name, default, unit, range, grade, checked, source, meaning.
PARAMETERS = (
    P("prevalence", 0.005,  "1",              (1e-4, 0.9),    "measured",  "full text", "BCSC2007", "share of the people tested who have the tumour", label="prevalence", latex="p", context="found at a screening mammography: 15 532 cancers in 3 294 680 examinations, 4.7 per 1000; readers differ from 2.6 to 7.2, and what was missed is not counted", scale="log", control=True),
    P("cut_here",   2500.0, "1",              (1, 1e6),       "assumed",  "not seen", "", "count from which the test is called positive", label="cut-off", latex="k^*", context="for the reader to choose", scale="log", control=True),
    P("sample",     1.0,    "mL",             (0.01, 100),    "assumed",  "not seen", "", "plasma that is analysed", label="plasma analysed", latex="V_s", context="a small tube", scale="log", control=True),
    P("recovery",   0.1,    "1",              (1e-3, 1),      "assumed",  "not seen", "", "share of the vesicles in it that are counted", label="recovery", latex="r", context="what separation and labelling leave; see the chapter on isolation", scale="log", control=True),
    P("plasma_ev",  1e10,   "EV/mL",          (1e8, 1e12),    "measured", "secondary", JOH, "vesicles in plasma, of all cells", label="vesicles in plasma", latex="c_{EV}", context="order of magnitude, by method", scale="log"),
    P("mistaken",   1e-6,   "1",              (1e-10, 1),     "assumed",  "not seen", "", "share of other cells' vesicles that the test takes for marked ones", label="others taken for marked", latex="e", context="one in a million; " + OURS, scale="log", control=True),
    P("lipoproteins", 1e6,  "1",              (1, 1e7),       "measured", "full text", HOL, "lipoproteins in plasma for each vesicle", label="lipoproteins per vesicle", latex="L", context="six to seven orders of magnitude more, of all kinds", scale="log"),
    P("mistaken_lp", 1e-14, "1",              (1e-16, 1e-4),  "assumed",  "not seen", "", "share of lipoproteins that the test takes for a marked vesicle", label="lipoproteins taken for marked", latex="e_L", context=OURS, scale="log", control=True),
    P("handling",   1.0,    "1",              (0.5, 50),      "assumed",  "abstract", "Bracht2023", "other cells' vesicles in the tube for each in the body", label="handling", latex="h", context="platelets left in plasma raised two microRNAs two- to fourfold", scale="log", control=True),
    P("spread",     0.5,    "1",              (0.02, 2),      "assumed",  "not seen", "", "how much people differ: standard deviation over mean", label="spread of people", latex="s", context="not known for a marked vesicle; all particles in the plasma of 20 people at rest spread by 0.8 in public data", scale="log", control=True),
    P("one",        1.0,    "EV",             (0.5, 2),       "constant", "by definition", "", "one vesicle, the unit of a count", label="one vesicle", latex="n_1", context="a unit, not a quantity"),
    P("diameter",   4.0,    "mm",             (0.3, 50),      "assumed",  "not seen", "", "diameter of the tumour", label="diameter of the tumour", latex="d", context="for the reader to choose", scale="log", ev=True, control=True),
    P("density",    2e5,    "cell/mm**3",     (5e4, 2e6),     "derived",  "abstract", HOR, "tumour cells in a cubic millimetre", label="cells per mm³", latex=r"\rho", context="as in the model before; a million is more usual", scale="log", ev=True),
    P("secretion",  60.0,   "EV/(cell hour)", (1, 1e4),       "measured", "secondary", "Chiu2016", "vesicles shed by a tumour cell", label="vesicles shed", latex=r"\sigma_{EV}", context="60 to 65 an hour in MCF-7 and MDA-MB-231 in vitro, and up to 170 in other lines, both read second-hand; 2700 for monocytes in people (abstract)", scale="log", can_be_zero=True, ev=True, control=True),
    P("arriving",   0.1,    "1",              (1e-4, 1),      "assumed",  "secondary", "Hori2011", "share of the tumour's vesicles that reach plasma", label="reaching plasma", latex="f", context="no measurement for vesicles; 0.1 is the share of the marker CA125 in a published model (Hori 2011, as a later paper's table gives it)", scale="log", can_be_zero=True, ev=True),
    P("half_life",  0.5,    "hour",           (0.05, 200),    "assumed",  "secondary", "Kim2019", "half-life of vesicles in plasma", label="half-life", latex="t_{1/2}", context="two phases in mice, 7 to 9 minutes and 2.5 to 13 hours; in patients particles of transfused platelets had 5.8 h (1.8 to 18.3; PubMed 21231854, abstract); half an hour lies between", scale="log", ev=True, control=True),
    P("V_pl",       3150.0, "mL",             (1000, 5000),   "derived",  "secondary", HOR, "volume of plasma", latex="V", context="as in the model before", ev=True),
)

#: Counts with the sensitivity and specificity of the liver scans of Altman and Bland.
LIVER = {"prevalence": 0.25, "mistaken": 9.23443666e-7, "mistaken_lp": 1e-16, "diameter": 4.52367848}

DECLARATION = Declaration(
    id="screening-test",
    title="Counting marked vesicles to screen for a rare disease",
    idea="In screening nearly all who are tested are healthy, so that a positive result is worth what the false ones leave of it.",
    summary="Sensitivity and predictive value of a count of marked vesicles, over the share of healthy people it alarms.",
    chapter="perspectives/liquid-biopsy",
    base=Base(
        source=ALT,
        what="Altman and Bland (1994): what a positive result means, from sensitivity, specificity and prevalence.",
        extent="part",
        left_out="the predictive values; sensitivity and specificity, which the publication takes as given, follow here from counts",
        departures="sensitivity and specificity are not given but follow from counts; without vesicles of a tumour the test is chance",
    ),
    axes=(Axis("cut", "1", (1, 1e6), "count from which the test is called positive", label="Cut-off", latex="k", scale="log", points=481),),
    parameters=PARAMETERS,
    intermediates=(
        Intermediate("shape", "1 / spread**2", "1", "shape of the gamma distribution of people's means", latex="a"),
        Intermediate("counted", "sample * recovery / one", "mL/EV", "vesicles counted for each in a millilitre", latex="q"),
        Intermediate("others", "counted * plasma_ev * (mistaken + lipoproteins * mistaken_lp) * handling", "1", "mean count of a healthy person", latex="n_H"),
        Intermediate("all_counted", "others + from_tumour", "1", "mean count of a person with the tumour", latex="n_T"),
    ),
    modifiers=(
        Modifier("from_tumour", "counted * arriving * secretion * pi / 6 * density * diameter**3 * half_life / (log(2) * V_pl)", "0", "1", "marked vesicles of the tumour that are counted", claims=("conclusions-08", "conclusions-09"), label="the tumour's vesicles", latex="n_v"),
    ),
    outputs=(
        Output("false_positive", "betainc(cut, shape, others / (others + shape))", "1", (1e-5, 1), "share of healthy people whom the test alarms", label="False positive rate", latex="F", scale="log"),
        Output("sensitivity", "betainc(cut, shape, all_counted / (all_counted + shape))", "1", (0, 1), "share of the tumours that it finds", label="Sensitivity", latex="S"),
        Output("ppv", "prevalence * betainc(cut, shape, all_counted / (all_counted + shape)) / (prevalence * betainc(cut, shape, all_counted / (all_counted + shape)) + (1 - prevalence) * betainc(cut, shape, others / (others + shape)) + 1e-300)", "1", (0, 1), "share of the positive results that are right", label="Positive predictive value", latex="P"),
        Output("npv", "(1 - prevalence) * (1 - betainc(cut, shape, others / (others + shape))) / ((1 - prevalence) * (1 - betainc(cut, shape, others / (others + shape))) + prevalence * (1 - betainc(cut, shape, all_counted / (all_counted + shape))) + 1e-300)", "1", (0, 1), "share of the negative results that are right", label="Negative predictive value", latex="P_-"),
    ),
    across="false_positive",
    shown=("sensitivity", "ppv"),
    measures=(
        Measure("found_here", "sensitivity", "at", "1", "share of the tumours found at the cut-off that is set", time="cut_here", label="sensitivity"),
        Measure("alarmed_here", "false_positive", "at", "1", "share of healthy people alarmed at that cut-off", time="cut_here", label="false positive rate"),
        Measure("ppv_here", "ppv", "at", "1", "share of positive results that are right at that cut-off", time="cut_here", label="predictive value"),
        Measure("npv_here", "npv", "at", "1", "share of negative results that are right at that cut-off", time="cut_here", label="negative predictive value"),
        Measure("cut_tenth", "ppv", "first_above", "1", "lowest cut-off at which one positive result in ten is right", level="0.1", label="cut-off for one right in ten"),
    ),
    budgets=(
        Budget("shed", "secretion", "EV/(cell hour)", (1, 1e4), "vesicles each tumour cell sheds in an hour", "beyond what cells are known to shed", label="vesicles per cell per hour"),
        Budget("tumour_cells", "pi / 6 * density * diameter**3", "cell", (0, 1e12), "cells of the tumour", "more than 10¹² cells, commonly taken as a kilogram of tumour", label="tumour"),
    ),
    scenarios=(
        Scenario("small", "Four millimetres, a mark that one in a million mimics", {}, "A cut-off that alarms one healthy person in a hundred finds a quarter of the tumours, and nine alarms in ten are false."),
        Scenario("specific", "A mark ten times rarer on other vesicles", {"mistaken": 1e-7, "cut_here": 400}, "The two groups part: most tumours are found, with few false alarms."),
        Scenario("more_blood", "A hundred times the plasma", {"sample": 100, "cut_here": 250000}, "Counting noise is gone, and nothing is gained: people differ as before."),
        Scenario("lipoproteins", "One lipoprotein in a million million", {"mistaken_lp": 1e-12, "cut_here": 6000}, "So many are there that even this doubles the background."),
        Scenario("clinic", "The same test where one in three is ill", {"prevalence": 0.33}, "In people referred with a complaint the same positive result is right nine times in ten."),
        Scenario("few", "A count of ten", {"sample": 0.01, "cut_here": 25}, "With ten vesicles counted in a healthy person, counting noise adds to what people differ by."),
    ),
    verdicts=(
        Verdict("found_here < 1e-3", "The cut-off is too high: of such tumours the test finds fewer than one in a thousand, and it alarms {alarmed_here} of the healthy."),
        Verdict("ppv_here > 0.5", "The test finds a share of {found_here} of such tumours and alarms {alarmed_here} of the healthy; of its alarms a share of {ppv_here} is right, more than half."),
        Verdict("ppv_here >= 0", "The test finds a share of {found_here} of such tumours and alarms {alarmed_here} of the healthy; of its alarms only a share of {ppv_here} is right."),
    ),
    challenges=(
        Challenge(
            "screen", "A test fit to screen with",
            "A tumour of 4 mm, one in 200 people: find at least half of such tumours, with more than one right alarm in ten.",
            "ppv_here > 0.1 and found_here >= 0.5 and diameter <= 4 and prevalence <= 0.005 and spread >= 0.5",
            {"cut_here": 2500.0},
            (
                "One right in ten, at one in 200, needs a false positive rate below 4.5 % of the sensitivity.",
                "More plasma and better recovery do not help: people differ, and that is not noise of counting.",
                "Make the mark rarer on other vesicles, and lower the cut-off with the background.",
            ),
            "The mark did it. A test that counts ten times as well finds no more; a test that is mistaken ten times less does.",
            fixed=("prevalence", "handling", "spread", "diameter", "secretion", "half_life", "mistaken_lp"),
            solution={"mistaken": 1e-7, "cut_here": 400.0},
        ),
    ),
    arguments=(
        Argument(
            chapter="perspectives/liquid-biopsy",
            sentence="Ten times the signal buys about a year; specificity, not abundance, sets what screening can find.",
            claim="ppv <= 0.1 or alarmed <= 1.0001 * found * 9 * prevalence / (1 - prevalence)",
            says="more than one positive result in ten is right only where few of the healthy are alarmed, for each of the ill that are found",
            facts={
                "ppv": Fact("ppv_here"),
                "alarmed": Fact("alarmed_here"),
                "found": Fact("found_here"),
            },
            over={"prevalence": (1e-4, 0.9), "cut_here": (10, 1e5), "sample": (0.1, 10), "recovery": (0.01, 1), "mistaken": (1e-9, 1e-3), "mistaken_lp": (1e-16, 1e-6), "handling": (1, 10), "spread": (0.05, 1), "diameter": (0.3, 50), "secretion": (10, 1000), "half_life": (0.05, 20)},
        ),
    ),
    benchmarks=(
        Benchmark("liver_scan", "published", AtTime("ppv", 1000.0, setting=LIVER, ev=True), 0.45, "1", 0.005, ALT, "predictive value of liver scans where one in four is ill, with counts set so that 231 of 258 are found and 32 of 86 alarmed, as in the note", absolute=True, checked="full text", of_vesicles="the source's scan finds something; without vesicles this test is chance"),
        Benchmark("liver_scan_negative", "published", AtTime("npv", 1000.0, setting=LIVER, ev=True), 0.95, "1", 0.005, ALT, "predictive value of a negative scan, likewise", absolute=True, checked="full text", of_vesicles="the source's scan finds something; without vesicles this test is chance"),
        Benchmark("bound", "closed form", ClosedForm("9 * prevalence / (1 - prevalence)"), 0.0452261306532663, "1", 1e-9, ALT, "false positive rate, over sensitivity, below which more than one positive result in ten is right"),
        Benchmark("chance", "closed form", AtTime("ppv", 1000.0), 0.005, "1", 1e-9, ALT, "without vesicles of a tumour a positive result means no more than none"),
        Benchmark("poisson", "independent computation", AtTime("sensitivity", 125.0, setting={"spread": 0.001, "mistaken": 9.99e-8, "mistaken_lp": 1e-16, "diameter": 1.2775241900}, ev=True), 0.6812182, "1", 1e-4, ALT, "people all alike, 100 counts expected without and 130 with the tumour, called from 125: SciPy's Poisson distribution"),
        Benchmark("alarmed", "independent computation", AtTime("false_positive", 2500.0), 0.01122279, "1", 1e-5, ALT, "share of healthy people from 2500 counts on: SciPy's negative binomial distribution"),
        Benchmark("found", "independent computation", AtTime("sensitivity", 2500.0, ev=True), 0.2410816, "1", 1e-5, ALT, "share of the tumours found there, likewise"),
    ),
    limits=(
        "Everybody's count is spread by the same share, the ill as the healthy; real spreads have long tails, and a few people with much background set what can be reached.",
        "One count, once. Following a person over years takes away much of what people differ by.",
        "Tumours of one size; a population has all sizes, and most are found when they are large.",
        "That a tumour is found says nothing of whether finding it helps: some would never have mattered.",
        "The tumour's vesicles are those of cells in a dish, and all of them are taken to bear the mark.",
    ),
)
