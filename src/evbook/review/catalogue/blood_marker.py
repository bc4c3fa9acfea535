"""How large must a tumour be before its marker shows in blood?  (Hori and Gambhir 2011)

A tumour grows from one cell and sheds a marker into plasma, where healthy tissue keeps up a level of its own.
The base is CA125 and ovarian cancer.  With the vesicle terms on, the marker is a vesicle: it is shed by the
cell and not by the unit, is gone within the hour, and is told from the vesicles of all other cells by a mark
that a few of them bear as well.
"""

# fmt: off
from evbook.declaration import (
    Argument,
    AtTime,
    Axis,
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
    Scale,
    Scenario,
    Scene,
    Verdict,
)
from evbook.declaration import Parameter as P

HOR = "Hori2011"
TABLE, CA125 = "secondary", "CA125 in ovarian cancer, as a later paper's table gives it"
OURS = "no measurement known; our assumption"

# One line a parameter: name, default, unit, range, grade, checked, source, meaning.
PARAMETERS = (
    P("k_gr",      5.78e-3, "1/day",              (1e-3, 0.03),   "fitted",   TABLE, HOR, "growth of the tumour", label="growth", latex="k_g", context="doubling in 120 days; " + CA125, control=True),
    P("k_el",      0.11,    "1/day",              (0.01, 10),     "fitted",   TABLE, HOR, "loss of the protein from plasma", latex="k_e", context="half-life 6.3 days; " + CA125, scale="log"),
    P("H",         4560.0,  "nominal/day",        (100, 1e5),     "fitted",   TABLE, HOR, "protein that healthy tissue sheds into plasma", latex="H", context="units of the assay; " + CA125, scale="log"),
    P("R_T",       4.5e-5,  "nominal/(cell day)", (1e-7, 1e-2),   "fitted",   TABLE, HOR, "protein that a tumour cell sheds", latex="R_T", context="units of the assay; " + CA125, scale="log"),
    P("f_T",       0.1,     "1",                  (1e-3, 1),      "assumed",  TABLE, HOR, "share of it that reaches plasma", label="protein reaching plasma", latex="f_T", context=CA125, scale="log"),
    P("cutoff",    34.11,   "nominal/mL",         (15, 200),      "derived",  TABLE, HOR, "level of the protein from which a test is positive", latex="c_c", context=CA125),
    P("V_pl",      3150.0,  "mL",                 (1000, 5000),   "derived",  TABLE, HOR, "volume of plasma", latex="V", context=CA125),
    P("one",       1.0,     "cell",               (0.5, 2),       "constant", "by definition", "", "the tumour starts as one cell", label="one cell", latex="N_0", context="a unit, not a quantity"),
    P("density",   2e5,     "cell/mm**3",         (5e4, 2e6),     "derived",  "abstract", HOR, "tumour cells in a cubic millimetre", label="cells per mm³", latex=r"\rho", context="what the size in the abstract and the number of cells imply together; a million is more usual", scale="log", control=True),
    P("secretion", 60.0,    "EV/(cell hour)",     (1, 1e4),       "measured", "secondary", "Chiu2016", "vesicles shed by a tumour cell", label="vesicles shed", latex=r"\sigma_{EV}", context="60 to 65 an hour in MCF-7 and MDA-MB-231 in vitro, and up to 170 in other lines, both read second-hand; 2700 for monocytes in people (abstract)", scale="log", ev=True, control=True),
    P("marked",    1.0,     "1",                  (1e-4, 1),      "assumed",  "not seen", "", "share of the tumour's vesicles that bear the mark", label="marked", latex="m", context=OURS, scale="log", ev=True, control=True),
    P("arriving",  0.1,     "1",                  (1e-4, 1),      "assumed",  "secondary", "Hori2011", "share of the tumour's vesicles that reach plasma", label="reaching plasma", latex="f", context="no measurement for vesicles; 0.1 is the share of the marker CA125 in a published model (Hori 2011, as a later paper's table gives it)", scale="log", ev=True, control=True),
    P("half_life", 0.5,     "hour",               (0.05, 200),    "assumed",  "secondary", "Kim2019", "half-life of vesicles in plasma", label="half-life", latex="t_{1/2}", context="two phases in mice, 7 to 9 minutes and 2.5 to 13 hours; in patients particles of transfused platelets had 5.8 h (1.8 to 18.3; PubMed 21231854, abstract); half an hour lies between", scale="log", ev=True, control=True),
    P("plasma_ev", 1e10,    "EV/mL",              (1e8, 1e12),    "measured", "secondary", "Johnsen2019", "vesicles in plasma, of all cells", label="vesicles in plasma", latex="c_{EV}", context="order of magnitude, by method", scale="log", ev=True),
    P("mistaken",  1e-7,    "1",                  (1e-10, 1),     "assumed",  "not seen", "", "share of other cells' vesicles that the test takes for marked ones", label="others taken for marked", latex="e", context="one in ten million; " + OURS, scale="log", can_be_zero=True, ev=True, control=True),
    P("handling",  1.0,     "1",                  (0.5, 50),      "assumed",  "abstract", "Bracht2023", "other cells' vesicles in the tube for each in the body", label="handling", latex="h", context="platelets left in plasma raised two microRNAs two- to fourfold", scale="log", can_be_zero=True, ev=True, control=True),
    P("margin",    1.59,    "1",                  (0.1, 10),      "derived",  TABLE, HOR, "rise above the healthy level from which a test is positive, as a share of that level", label="margin", latex="g", context="as for CA125: 34.1 over 13.2, less one", scale="log", ev=True),
    P("lod",       1000.0,  "EV/mL",              (1, 1e7),       "assumed",  "abstract", "Cheng2023", "fewest marked vesicles of a tumour that the assay tells from none", label="limit of the assay", latex="c_{LOD}", context="an assay of proteins on and in single vesicles found 100 000 a millilitre in plasma (abstract); a thousand is more sensitive than that", scale="log", ev=True, control=True),
    P("hours",     24.0,    "hour/day",           (23, 25),       "constant", "by definition", "", "hours in a day", latex="h_d", context="exact", ev=True),
)

NEEDED = "maximum(lod, margin * plasma_ev * mistaken * handling)"
CELLS = f"{NEEDED} * V_pl * (k_gr + log(2) * hours / half_life) / (arriving * secretion * marked * hours)"

DECLARATION = Declaration(
    id="blood-marker",
    title="A marker in blood, protein or vesicle",
    idea="Ten times the signal buys about a year; specificity, not abundance, sets what screening can find.",
    summary="The level of a marker in plasma over its cut-off, while a tumour grows from one cell.",
    chapter="perspectives/liquid-biopsy",
    base=Base(
        source=HOR,
        what="Hori and Gambhir (2011): CA125 shed into plasma by a growing ovarian tumour and by healthy tissue.",
        extent="whole",
        departures="none; the parameters were read in a later paper's table, the result in the abstract",
    ),
    axes=(Axis("age", "day", (10, 4400), "days since the first tumour cell", label="Days since the first cell", latex="t", points=440),),
    parameters=PARAMETERS,
    intermediates=(
        Intermediate("tumour", "one * exp(k_gr * age)", "cell", "cells of the tumour", latex="N"),
        Intermediate("protein", "f_T * R_T * one * (exp(k_gr * age) - exp(-k_el * age)) / ((k_gr + k_el) * V_pl)", "nominal/mL", "protein of the tumour in plasma", latex="c_T"),
        Intermediate("healthy", "H * (1 - exp(-k_el * age)) / (k_el * V_pl)", "nominal/mL", "protein of healthy tissue in plasma", latex="c_H"),
    ),
    modifiers=(
        Modifier("ev_loss", "log(2) * hours / half_life", "0", "1/day", "vesicles leave plasma", claims=("conclusions-08",), label="loss of vesicles", latex="k_{EV}"),
        Modifier("ev_tumour", "arriving * secretion * marked * hours * one * (exp(k_gr * age) - exp(-ev_loss * age)) / ((k_gr + ev_loss) * V_pl)", "0", "EV/mL", "marked vesicles of the tumour in plasma", claims=("conclusions-08",), label="the tumour's vesicles", latex="v_T"),
        Modifier("ev_others", "plasma_ev * mistaken * handling", "0", "EV/mL", "other cells' vesicles that are taken for marked ones", claims=("conclusions-08",), label="others' vesicles", latex="v_H"),
        Modifier("ev_cutoff", "ev_others + maximum(lod, margin * ev_others)", "0", "EV/mL", "level of vesicles from which a test is positive", label="cut-off for vesicles", latex="v_c"),
        Modifier("tumour_part", "ev_tumour / ev_cutoff", "protein / cutoff", "1", "the tumour's marker, over the cut-off", claims=("conclusions-07", "conclusions-08"), label="from the tumour", latex="s_T"),
        Modifier("healthy_part", "ev_others / ev_cutoff", "healthy / cutoff", "1", "the marker of all else, over the cut-off", label="from all else", latex="s_H"),
    ),
    outputs=(
        Output("signal", "tumour_part + healthy_part", "1", (1e-4, 1e4), "marker in plasma over its cut-off; above one the test is positive", label="Marker over cut-off", latex="s", scale="log"),
        Output("of_tumour", "tumour_part", "1", (1e-4, 1e4), "the part of it that the tumour sheds", label="Shed by the tumour", latex="s_T", scale="log"),
        Output("diameter", "(6 / pi * tumour / density)**(1/3)", "mm", (0.01, 100), "diameter of the tumour, as a ball", label="Diameter of the tumour", latex="d", scale="log"),
        Output("needed", "(6 / pi * tumour * (1 - healthy_part) / (tumour_part * density))**(1/3)", "mm", (0.01, 100), "diameter from which the test is positive", label="Diameter when found", latex="d^*", scale="log"),
    ),
    shown=("signal", "of_tumour"),
    measures=(
        Measure("day_found", "signal", "first_above", "day", "day from which the test is positive", level="1", label="found"),
        Measure("size_found", "needed", "final", "mm", "diameter from which the test is positive", label="diameter when found"),
        Measure("size_end", "diameter", "final", "mm", "diameter at the end", label="diameter at the end"),
        Measure("signal_ten_years", "signal", "at", "1", "marker over its cut-off after ten years", time="3650", label="signal after ten years"),
    ),
    budgets=(
        Budget("shed", "secretion", "EV/(cell hour)", (1, 1e4), "vesicles each tumour cell sheds in an hour", "beyond what cells are known to shed", label="vesicles per cell per hour"),
        Budget("tumour_cells", CELLS, "cell", (0, 1e12), "cells of the tumour from which the test is positive", "more than 10¹² cells, commonly taken as a kilogram of tumour", label="tumour when found"),
    ),
    scene=Scene(
        title="A tumour, drawn to one scale from the first cell on, and what a test finds of it in blood",
        scales=(Scale("millimetre", 1.0, "mm"),),
        at=0.57,
        layers=(
            Layer("tumour", "particle", "the tumour, at one scale", Point(90, 100), size="0.5 + 0.9 * minimum(diameter / millimetre, 90)", colour="c0"),
            Layer("blood", "vessel", "blood", Point(330, 100), size=80, stretch=1.7, colour="axis", keyed=False),
            Layer("shed", "vesicle", "marker that the tumour sheds, over the cut-off (as far as three times)", Box(330, 100, 250, 140), count="minimum(tumour_part, 3)", one=0.02, size=3.6, colour="c1"),
            Layer("rest", "vesicle", "marker of all else, over the cut-off (as far as three times)", Box(330, 100, 250, 140), count="minimum(healthy_part, 3)", one=0.02, after="shed", size=3.6, colour="muted"),
        ),
        says=(
            Verdict("signal >= 1", "The test is positive."),
            Verdict("signal < 1 and tumour_part > healthy_part", "The test is negative, though the tumour sheds more of the marker than all else."),
            Verdict("signal < 1", "The test is negative: the marker is below its cut-off."),
        ),
    ),
    scenarios=(
        Scenario("marked", "A mark that one vesicle in ten million mimics", {}, "Found at two to three millimetres, after about seven years of growth."),
        Scenario("tenfold", "Ten times the vesicles", {"secretion": 600}, "A year sooner, and no more than that: growth multiplies by ten in a year."),
        Scenario("minutes", "Gone in eight minutes", {"half_life": 0.133}, "A quarter of the lifetime costs as much as a quarter of the shedding."),
        Scenario("common", "A mark that one in a thousand mimics", {"mistaken": 1e-3}, "Now the healthy background decides: the tumour is found at five centimetres, and later than by CA125."),
        Scenario("platelets", "Platelets left in the tube", {"handling": 4}, "Four times the background of handling alone moves the size when found as biology would."),
        Scenario("protein", "CA125, the published case", {}, "Found after ten years, at two and a half centimetres.", ev=False),
    ),
    verdicts=(
        Verdict("day_found > 0", "The test is positive from day {day_found}, when the tumour is {size_found} across."),
        Verdict("size_found > 0", "The test stays negative: it would take a tumour {size_found} across, and at the end this one is {size_end}."),
    ),
    challenges=(
        Challenge(
            "lasting", "A millimetre, by lasting alone",
            "Find a tumour before it is a millimetre across, with nothing but vesicles that last longer in plasma.",
            "size_found < 1 and secretion <= 60 and mistaken >= 1e-7 and density <= 2e5", {"half_life": 0.5},
            (
                "The number of cells when found falls in proportion to the half-life, the diameter with its third root.",
                "From two millimetres and a bit to one is a factor of about eleven in cells.",
                "Try between five and ten hours.",
            ),
            "About six hours, twelve times the default. A marker that lasts is worth as much as one that is shed twelve times as fast, and it also takes that much longer to fall after an operation.",
            fixed=("k_gr", "density", "secretion", "marked", "arriving", "mistaken", "handling", "lod"),
            solution={"half_life": 6.0},
        ),
    ),
    arguments=(
        Argument(
            chapter="perspectives/liquid-biopsy",
            sentence="Ten times the signal buys about a year; specificity, not abundance, sets what screening can find.",
            claim="now - ten >= 250 and now - ten <= 550",
            says="ten times as many vesicles are found 250 to 550 days sooner",
            facts={
                "now": Fact("day_found"),
                "ten": Fact("day_found", {"secretion": "10 * secretion"}),
            },
            over={"secretion": (10, 300), "density": (5e4, 2e6), "marked": (0.01, 1), "arriving": (0.01, 1), "half_life": (0.1, 20), "mistaken": (1e-9, 1e-6), "handling": (1, 10), "lod": (1e2, 1e5), "k_gr": (0.0045, 0.0072)},
            given="now > 0",
            outside="The time that is bought is ln 10 over the growth rate: in a tumour that doubles in a month it is a hundred days, in one that doubles in two years six years.",
        ),
    ),
    benchmarks=(
        Benchmark("ten_years", "published", ClosedForm("log((cutoff * V_pl - H / k_el) * (k_gr + k_el) / (f_T * R_T * one)) / k_gr"), 3686.5, "day", 0.01, HOR, "day from which CA125 is raised: the abstract says after more than 10.1 years of 365 days", checked="abstract"),
        Benchmark("size", "consistency", AtTime("diameter", 3676.93), 25.36, "mm", 0.01, HOR, "diameter on that day: the cells per mm³ were taken from this very size, so that it checks no more than that the two are at one", checked="abstract"),
        Benchmark("healthy_level", "closed form", ClosedForm("H / (k_el * V_pl)"), 13.16, "nominal/mL", 1e-3, HOR, "level of CA125 without a tumour"),
        Benchmark("crossing", "closed form", AtTime("signal", 3676.93), 1.0, "1", 1e-4, HOR, "the level is that of the cut-off on the day that the formula gives"),
        Benchmark("at_nine_years", "independent computation", AtTime("signal", 3285), 0.449564, "1", 1e-4, HOR, "nine years on: the two rate equations integrated by another program"),
        Benchmark("vesicles_at_six_years", "independent computation", AtTime("of_tumour", 2190, setting={"mistaken": 1e-8}, ev=True), 0.392558, "1", 1e-4, HOR, "vesicles of the tumour over their cut-off after six years, likewise"),
    ),
    limits=(
        "A tumour that grows at one rate from one cell, and sheds from the first; few do.",
        "Plasma is one pool, and vesicles leave it at one rate, while two phases are seen in mice.",
        "Levels are means: who is found depends on how people differ, which the next model adds.",
        "One mark. A test of several marks, or of what a person had a year before, can do better.",
        "Tumour cells and their vesicles are as in a dish; how many reach plasma nobody has measured in people.",
    ),
)
