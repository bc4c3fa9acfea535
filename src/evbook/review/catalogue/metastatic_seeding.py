"""When does the first metastasis start?  (Iwata, Kawasaki and Shigesada 2000)

A primary tumour grows by Gompertz's law and sheds colonies at a rate that rises with its size; colonies grow and
shed in the same way, so that metastases come from metastases too: a renewal equation.
Vesicles prepare distant tissue, so that more of what is shed takes; integrins on them may say where.
What the primary sheds has a closed form through the exponential integral.
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

IWA, CODE = "Iwata2000", "code or SBML"
PATIENT = "one patient with hepatocellular carcinoma, fitted"
OURS = "no measurement known; our assumption"

# One line a parameter: name, default, unit, range, grade, checked, source, meaning.
PARAMETERS = (
    P("a",         0.00286, "1/day",  (1e-3, 8e-3),   "fitted",  CODE, IWA, "growth constant of Gompertz's law", latex="a", context=PATIENT, scale="log"),
    P("b",         7.3e10,  "cell",   (1e10, 1e12),   "fitted",  CODE, IWA, "size at which growth stops", latex="b", context=PATIENT, scale="log"),
    P("m",         5.3e-8,  "1/day",  (1e-9, 1e-6),   "fitted",  CODE, IWA, "colonies started in a day by a tumour of one cell", latex="m", context=PATIENT, scale="log"),
    P("alpha",     0.663,   "1",      (0.4, 0.9),     "fitted",  "not seen", IWA, "how shedding rises with size; two thirds for a surface", label="shedding exponent α", latex=r"\alpha", context="0.663 as remembered of the original fit; it was searched for twice and not found in print; public code rounds it to two thirds"),
    P("one",       1.0,     "cell",   (0.5, 2),       "constant", "by definition", "", "the tumour starts as one cell", label="one cell", latex="x_0", context="a unit, not a quantity"),
    P("found",     1e9,     "cell",   (1e7, 1e10),    "assumed", "abstract", "DelMonte2009", "size at which the primary tumour is found", label="size when found", latex="x_d", context="about a cubic centimetre: commonly 10⁹ cells in a cubic centimetre or gram; in most epithelial tumours 10⁸ would be more realistic (Del Monte 2009, abstract)", scale="log", control=True),
    P("resected",  7.2e10,  "cell",   (1e5, 7.2e10),  "assumed", "not seen", "", "size at which the primary tumour is cut out", label="size when cut out", latex="x_r", context="at its greatest: in effect never", scale="log", control=True),
    P("to_lung",   0.3,     "1",      (0, 1),         "assumed", "not seen", "", "share of colonies that start in the lung, before vesicles", label="share to the lung", latex="w_L", context=OURS),
    P("to_liver",  0.3,     "1",      (0, 1),         "assumed", "not seen", "", "share of colonies that start in the liver, before vesicles", label="share to the liver", latex="w_H", context=OURS),
    P("niche",     1.0,     "1",      (0, 20),        "assumed", "not seen", "", "colonies that take in prepared tissue, beyond those that would anyway, for each of those", label="prepared niche ν", latex=r"\nu", context=OURS, ev=True, control=True),
    P("lung",      0.0,     "1",      (0, 20),        "assumed", "not seen", "", "the same, for the lung alone (integrins α6β4, α6β1)", label="prepared lung", latex=r"\nu_L", context="organ choice by integrins: see the note on reference 84", ev=True, control=True),
    P("liver",     0.0,     "1",      (0, 20),        "assumed", "not seen", "", "the same, for the liver alone (integrin αvβ5; MIF; miR-21)", label="prepared liver", latex=r"\nu_H", context="organ choice by integrins: see the note on reference 84", ev=True, control=True),
    P("secretion", 60.0,    "EV/(cell hour)", (1, 1e3), "measured", "secondary", "Chiu2016", "vesicles shed by a tumour cell", label="vesicles shed", latex=r"\sigma_{EV}", context="60 to 65 an hour in MCF-7 and MDA-MB-231 in vitro, and up to 170 in other lines, both read second-hand; 2700 for monocytes in people (abstract); enters the vesicle budget only", scale="log", ev=True),
    P("arriving",  0.1,     "1",      (1e-3, 1),      "assumed", "not seen", "", "share of vesicles that reach the distant tissue", label="share arriving", latex="f", context=OURS, scale="log", can_be_zero=True, ev=True),
    P("niche_cells", 3.5e9,   "cell",   (1e7, 1e11),    "measured", "abstract", "AmJRespirCritCareMed2020", "cells of the distant tissue that take vesicles up", label="cells of the niche", latex="N_n", context="macrophages of one lobe of a human lung: 2.1 × 10⁹ between the walls and 1.4 × 10⁹ in the air spaces", scale="log", ev=True),
)

DECLARATION = Declaration(
    id="metastatic-seeding",
    title="The first seeds of metastasis and a prepared niche",
    idea="Conditioning multiplies seeds but moves the first one little: with one patient's numbers by less than half a year, and it falls before the primary can be seen.",
    summary="Expected metastases over time, organ by organ, from a primary tumour that vesicles help or do not.",
    chapter="microenvironment/metastasis",
    base=Base(
        source=IWA,
        what="Iwata, Kawasaki and Shigesada (2000): colonies shed by a growing primary tumour, and by colonies, in one patient.",
        extent="whole",
        departures="the primary may be cut out; the exponent is used without its unit, sizes being counted in cells; what is asked is how many colonies there are, and not how large they are",
    ),
    axes=(Axis("age", "day", (30, 1100), "days since the first tumour cell", label="Days since the first cell", latex="t", points=429),),
    parameters=PARAMETERS,
    intermediates=(
        Intermediate("steep", "alpha * log(b / one)", "1", "exponent of Gompertz's law times that of shedding", latex="c"),
        Intermediate("cut", "-log(1 - log(resected / one) / log(b / one)) / a", "day", "age at which the primary is cut out", latex="t_r"),
        Intermediate("shedding_age", "minimum(age, cut)", "day", "age up to which the primary sheds", latex=r"t'"),
        Intermediate("settles", "to_lung * lung_prepared + minimum(to_liver, 1 - to_lung) * liver_prepared + maximum(1 - to_lung - to_liver, 0) * rest_prepared", "1", "how many times as many cells settle as without prepared tissue", latex="q"),
        Intermediate("founding", "settles * m * (b / one)**alpha / a", "1", "colonies that a tumour of full size founds while its growth slows e-fold", latex="k"),
        Intermediate("direct", "founding * (E1(steep * exp(-a * shedding_age)) - E1(steep))", "1", "colonies expected that the primary has founded", latex="N_1"),
        Intermediate("all_seeds", "renewal(a * age, a * cut, steep, founding)", "1", "colonies expected in all, those founded by colonies among them", latex="N"),
        Intermediate("lung_seeds", "all_seeds * to_lung * lung_prepared / settles", "1", "colonies expected in the lung", latex="N_L"),
        Intermediate("liver_seeds", "all_seeds * minimum(to_liver, 1 - to_lung) * liver_prepared / settles", "1", "colonies expected in the liver", latex="N_H"),
        Intermediate("other_seeds", "all_seeds * maximum(1 - to_lung - to_liver, 0) * rest_prepared / settles", "1", "colonies expected elsewhere", latex="N_R"),
    ),
    modifiers=(
        Modifier("lung_prepared", "1 + niche + lung", "1", "1", "vesicles prepare the lung", claims=("metastasis",), label="prepared lung", latex=r"\mu_L"),
        Modifier("liver_prepared", "1 + niche + liver", "1", "1", "vesicles prepare the liver", claims=("metastasis",), label="prepared liver", latex=r"\mu_H"),
        Modifier("rest_prepared", "1 + niche", "1", "1", "vesicles prepare other tissue", claims=("metastasis",), label="prepared elsewhere", latex=r"\mu_R"),
    ),
    outputs=(
        Output("primary", "one * (b / one)**(1 - exp(-a * shedding_age))", "cell", (1, 1e11), "cells of the primary tumour, until it is cut out", label="Primary tumour", latex="x", scale="log"),
        Output("in_lung", "lung_seeds", "1", (0.01, 1000), "colonies expected in the lung", label="In the lung", latex="N_L", scale="log"),
        Output("in_liver", "liver_seeds", "1", (0.01, 1000), "colonies expected in the liver", label="In the liver", latex="N_H", scale="log"),
        Output("elsewhere", "other_seeds", "1", (0, 200), "colonies expected elsewhere", label="Elsewhere", latex="N_R"),
        Output("expected", "all_seeds", "1", (0.01, 1000), "colonies expected in all", label="Expected metastases", latex="N", scale="log"),
        Output("primary_seeds", "direct", "1", (0.01, 1000), "colonies expected that the primary has founded", label="From the primary", latex="N_1", scale="log"),
        Output("second", "maximum(all_seeds - direct, 0)", "1", (0.01, 1000), "colonies expected that other colonies have founded", label="From metastases", latex="N_2", scale="log"),
        Output("spared", "exp(-direct)", "1", (0, 1), "chance that there is none yet: the primary founds the first, and those that it founds come by chance", label="Chance of none", latex="P_0"),
    ),
    shown=("expected", "in_lung", "in_liver", "second"),
    measures=(
        Measure("first", "expected", "first_above", "day", "day on which one metastasis is expected", level="1", label="first expected"),
        Measure("day_found", "primary", "first_above", "day", "day on which the primary reaches the size at which it is found", level="found", label="primary found"),
        Measure("total", "expected", "final", "1", "metastases expected at the end", label="metastases at the end"),
        Measure("direct_total", "primary_seeds", "final", "1", "metastases expected at the end that the primary has founded", label="from the primary"),
        Measure("second_total", "second", "final", "1", "metastases expected at the end that metastases have founded", label="from metastases"),
        Measure("none", "spared", "final", "1", "chance of no metastasis at the end", label="chance of none"),
        Measure("lung_total", "in_lung", "final", "1", "metastases expected in the lung", label="in the lung"),
        Measure("liver_total", "in_liver", "final", "1", "metastases expected in the liver", label="in the liver"),
    ),
    budgets=(
        Budget("received", "secretion * found * arriving / niche_cells", "EV/(cell hour)", (1, 1e4), "vesicles that reach each cell of the niche in an hour, once the primary is large enough to be found", "beyond what cells are known to take up or shed", label="vesicles per niche cell per hour"),
        Budget("tumour_cells", "found", "cell", (0, 1e12), "cells of the tumour when it is found", "more than 10¹² cells, commonly taken as a kilogram of tumour", label="tumour when found"),
    ),
    scenarios=(
        Scenario("doubled", "A niche that doubles what takes", {}, "Twice the seeds of the primary, and in the end more than twice as many metastases; the first comes about seven weeks sooner."),
        Scenario("tenfold", "A niche that multiplies by ten", {"niche": 9}, "Ten times the seeds of the primary, and in the end more from metastases than from it; the first comes four and a half months sooner."),
        Scenario("cut_when_found", "Cut out when it is found", {"resected": 1e9}, "By then several seeds are out, which go on to seed by themselves."),
        Scenario("cut_early", "Cut out at a hundredth of that", {"resected": 1e7}, "At ten million cells the chance of none is still good."),
        Scenario("to_the_liver", "Vesicles that prepare the liver", {"niche": 0, "liver": 5}, "One organ takes most; the day of the first seed moves little."),
    ),
    verdicts=(
        Verdict("first > 0 and first < day_found", "One metastasis is expected on day {first}, before the primary can be found on day {day_found}; {total} are expected by the end, {second_total} of them from metastases."),
        Verdict("first > 0 and first >= day_found", "The primary can be found on day {day_found}, before one metastasis is expected on day {first}; {total} are expected by the end, {second_total} of them from metastases."),
        Verdict("first > 0", "One metastasis is expected on day {first}; the primary is cut out before it can be found, and {total} are expected by the end, {second_total} of them from metastases."),
        Verdict("total >= 0", "Fewer than one metastasis is expected ({total}); the chance of none is {none}."),
    ),
    challenges=(
        Challenge(
            "even-chance", "An even chance of none",
            "The niche multiplies what takes by ten. Find the largest tumour that can be cut out with at least an even chance of no metastasis.",
            "none >= 0.5 and none < 0.6 and niche >= 9", {"niche": 9.0, "resected": 1e9},
            ("The chance of none is exp(-N): which N gives a half?", "It must be cut out long before it holds a hundred million cells.", "Try between three and five million cells."),
            "A tumour of that size is about two millimetres across. Compare it with the size at which tumours are found.", fixed=("niche", "lung", "liver"), solution={"resected": 4e6},
        ),
    ),
    arguments=(
        Argument(
            chapter="microenvironment/metastasis",
            sentence="Conditioning multiplies seeds but moves the first one little: with one patient's numbers by less than half a year, and it falls before the primary can be seen.",
            claim="total >= 0.9999 * (1 + niche) * bare and first > prepared and first - prepared <= 0.5 * first and first - prepared <= 450",
            says="seeds are multiplied by one plus the niche or more, and the first comes sooner by less than half of its day, at most fifteen months",
            facts={
                "first": Fact("first", ev=False),
                "prepared": Fact("first"),
                "total": Fact("total"),
                "bare": Fact("total", ev=False),
            },
            over={"found": (1e7, 1e10), "niche": (0.5, 9), "a": (0.0023, 0.0036), "b": (5e10, 1e11), "m": (5.3e-9, 5.3e-7), "alpha": (0.55, 0.8)},
            held={"resected": 7.2e10, "lung": 0, "liver": 0},
            given="first < 1e8",
        ),
        Argument(
            chapter="microenvironment/metastasis",
            sentence="Conditioning multiplies seeds but moves the first one little: with one patient's numbers by less than half a year, and it falls before the primary can be seen.",
            claim="first < seen and bare - first < 183",
            says="with this patient's numbers the first seed comes sooner by less than half a year, and falls before the primary holds a billion cells",
            facts={
                "bare": Fact("first", ev=False),
                "first": Fact("first"),
                "seen": Fact("day_found"),
            },
            over={"found": (1e9, 1e10), "niche": (0, 20)},
            held={"resected": 7.2e10, "lung": 0, "liver": 0, "a": 0.00286, "b": 7.3e10, "m": 5.3e-8, "alpha": 0.663},
            outside="Where the primary is found at 10⁸ cells, the first seed falls on day 489 and the primary is found on day 466; where colonies are a tenth as frequent it is day 695 against 616, and with an exponent of 0.4 no seed falls.",
        ),
    ),
    benchmarks=(
        Benchmark("young_growth", "consistency", ClosedForm("a * log(b / one)"), 0.0715, "1/day", 0.001, IWA, "growth of the first cell, as the printed a and b give it; no result in numbers was seen, only the parameters in public code", checked=CODE),
        Benchmark("at_one_year", "independent computation", AtTime("primary", 365), 1.09e7, "cell", 0.01, IWA, "primary after a year: dx/dt = a x ln(b/x) integrated"),
        Benchmark("at_two_years", "independent computation", AtTime("primary", 730), 3.29e9, "cell", 0.01, IWA, "primary after two years, likewise"),
        Benchmark("by_654", "independent computation", AtTime("expected", 654.1), 6.8707, "1", 0.001, IWA, "metastases expected by day 654: cohorts followed a quarter of a day at a time"),
        Benchmark("by_1019", "independent computation", AtTime("expected", 1019.1), 84.503, "1", 0.001, IWA, "metastases expected by day 1019, likewise"),
        Benchmark("primary_only", "closed form", AtTime("primary_seeds", 1019.1), 76.94, "1", 0.001, IWA, "metastases that the primary founds by day 1019: shedding summed by quadrature"),
        Benchmark("doubled", "closed form", AtTime("primary_seeds", 654.1, setting={"niche": 1.0}, ev=True), 2 * 6.853, "1", 0.001, IWA, "a niche that doubles what takes doubles what the primary founds"),
    ),
    limits=(
        "Expected numbers, not integers: draw from a Poisson distribution to see how many the primary might found in one patient; those that metastases found come in clusters.",
        "The niche is prepared from the first day on, though vesicles from few cells would prepare little.",
        "Organ bars follow the sliders; they predict no patient's organs.",
        "Colonies grow and seed as the primary does, from the day on which they settle; in patients a seed may lie dormant for years.",
        "One patient, one cancer, one fit.",
    ),
)
