"""From which size on a patch of membrane closes to a vesicle, against line tension (Helfrich, Lipowsky).

Closed and flat are worth the same at the diameter d = 2 / (C0 + σ/2κ): smaller vesicles cost more than they give.
A patch that prefers a curvature is never flat, though: it is at least a dimple, and the closed vesicle must have less energy than the best dimple.
With q = 2 C0 κ/σ and w the root of w³ - w = 2q, that is so from d = 16 (κ/σ) w / (w² + 1)² on; without a coat
both are 4 κ/σ.  The root is found by Newton's method from above, where it cannot miss.
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

LIP, REVIEW = "Lipowsky1993", "Maacha2019"
OURS = "no measurement known; our assumption"
TEXTBOOK = "order of magnitude of textbooks, from memory"

# One line a parameter: name, default, unit, range, grade, checked, source, meaning.
PARAMETERS = (
    P("kappa",    20.0,  "1",       (10, 50),     "measured",  "secondary", "Graham2010", "bending stiffness of the membrane, in units of thermal energy", label="stiffness in kT", latex=r"\kappa", context="about 10⁻¹⁹ J (Graham and Kozlov 2010, as BioNumbers quotes it), which is 24 in thermal units at body temperature; textbooks give 10 to 25", control=True),
    P("kT",       4.11,  "pN nm",   (4, 4.4),     "constant", "by definition", "", "thermal energy", latex="k_BT", context="at 25 °C, from the Boltzmann constant"),
    P("sigma",    1.0,   "pN",      (0.1, 10),    "assumed",  "not seen", "", "line tension of the patch's edge, for the reading and the vesicle budget", label="line tension", latex=r"\sigma", context=TEXTBOOK, scale="log", control=True),
    P("c_escrt",  0.008, "1/nm",    (0, 0.03),    "assumed",  "not seen", "", "curvature preferred under ESCRT and its adaptors, or under ARRDC1 with TSG101", label="ESCRT or ARRDC1", latex="c_E", context=OURS, ev=True, control=True),
    P("c_cer",    0.004, "1/nm",    (0, 0.03),    "assumed",  "not seen", "", "curvature preferred with ceramide made by neutral sphingomyelinase 2", label="ceramide", latex="c_C", context=OURS, ev=True, control=True),
    P("c_tsp",    0.003, "1/nm",    (0, 0.03),    "assumed",  "not seen", "", "curvature preferred with CD63 and its kind", label="CD63", latex="c_T", context=OURS, ev=True, control=True),
    P("c_ps",     0.0,   "1/nm",    (0, 0.03),    "assumed",  "not seen", "", "curvature preferred when lipids have changed sides, phosphatidylserine among them", label="lipid asymmetry", latex="c_P", context=OURS, ev=True, control=True),
    P("secretion", 60.0, "EV/(cell hour)", (1, 1e3), "measured", "secondary", "Chiu2016", "vesicles shed by a cell", label="vesicles shed", latex=r"\sigma_{EV}", context="60 to 65 an hour in MCF-7 and MDA-MB-231 in vitro, and up to 170 in other lines, both read second-hand; 2700 for monocytes in people (abstract); enters the vesicle budget only", scale="log", ev=True),
    P("surface",  1e9,   "nm**2/cell", (1e8, 1e10), "derived", "code or SBML", "Scheuher2023", "membrane at the surface of a cell", label="surface of a cell", latex="A", context="1000 µm², between the 768 and the 1180 µm² of smooth spheres of 2000 and 3820 µm³, a typical tumour cell and SK-BR-3 in a published model, in public code; enters the vesicle budget only", scale="log", ev=True),
    P("one",      1.0,   "EV",      (0.5, 1.5),   "constant", "by definition", "", "one vesicle, for the units of the vesicle budget", latex="1_{EV}", context="exact", ev=True),
)

#: Newton's step for w³ - w = 2q; four of them leave nothing but rounding.
STEP = "(2 * {0}**3 + 2 * q) / (3 * {0}**2 - 1)"
# The least diameter a coat asks for, which is enough for the vesicle budget.
PAYS = "(2 / (c_escrt + c_cer + c_tsp + c_ps + sigma / (2 * kappa * kT)))"


ARMM = {"c_escrt": 0.02, "c_cer": 0, "c_tsp": 0}


DECLARATION = Declaration(
    id="bud-size",
    title="The smallest vesicle that closes",
    idea="A line tension of a piconewton or less is enough to make a microvesicle; a vesicle as small as an exosome needs a coat that curves the membrane.",
    summary="The diameter from which a patch of membrane closes to a vesicle, against line tension, with a coat or without.",
    chapter="background/biogenesis",
    base=Base(
        source=LIP,
        what="Lipowsky (1992, 1993): the size at which a domain is worth as much closed as flat.",
        extent="part",
        left_out="the energies of a domain with line tension and spontaneous curvature, derived again; only the beginning of the text was seen, so that nothing more of it can be claimed",
        departures="the formulas are re-derived here, in diameters; of the text only the beginning was seen",
    ),
    axes=(Axis("tension", "pN", (0.1, 10), "line tension of the patch's edge", label="Line tension", latex=r"\lambda", scale="log", points=301),),
    parameters=PARAMETERS,
    modifiers=(
        Modifier("coat", "c_escrt + c_cer + c_tsp + c_ps", "0", "1/nm", "curvature that the patch prefers, counted as the sum of both principal curvatures", claims=("background-33", "background-37", "background-48", "background-56", "background-58"), label="preferred curvature", latex="C_0"),
    ),
    intermediates=(
        Intermediate("xi", "kappa * kT / tension", "nm", "invagination length", latex=r"\xi"),
        Intermediate("q", "2 * coat * xi", "1", "the coat's curvature against that of the invagination length", latex="q"),
        Intermediate("w_0", "minimum(1 + q, 1 + (2 * q)**(1/3))", "1", "a number that is certainly not below the root", latex="w_0"),
        Intermediate("w_1", STEP.format("w_0"), "1", "first step towards the root", latex="w_1"),
        Intermediate("w_2", STEP.format("w_1"), "1", "second step", latex="w_2"),
        Intermediate("w_3", STEP.format("w_2"), "1", "third step", latex="w_3"),
        Intermediate("w", STEP.format("w_3"), "1", "the root of w³ - w = 2q", latex="w"),
    ),
    outputs=(
        Output("diameter", "16 * xi * w / (w**2 + 1)**2", "nm", (10, 1e4), "smallest vesicle that the patch prefers to any dimple", label="Closes from", latex="d_c", scale="log"),
        Output("pays", "2 / (coat + tension / (2 * kappa * kT))", "nm", (10, 1e4), "smallest vesicle that is worth more than a flat patch", label="Pays from", latex="d_p", scale="log"),
    ),
    shown=("diameter", "pays"),
    measures=(
        Measure("d_here", "diameter", "at", "nm", "smallest vesicle that closes at the line tension that is set", time="sigma", label="closes from"),
        Measure("pays_here", "pays", "at", "nm", "smallest vesicle that pays at the line tension that is set", time="sigma", label="pays from"),
        Measure("tension_150", "diameter", "first_below", "pN", "line tension above which vesicles of 150 nm close", level="150", label="tension for 150 nm"),
    ),
    budgets=(
        Budget("shed", "secretion", "EV/(cell hour)", (1, 1e4), "vesicles that a cell sheds in an hour", "beyond what cells are known to shed", label="vesicles per cell per hour"),
        Budget("membrane", f"secretion * pi * {PAYS}**2 / (surface * one)", "1/hour", (0, 0.1), "share of its surface that the cell gives away in an hour with the smallest vesicles that pay", "more than a tenth of its surface an hour, which we take to be more than a cell can spare", label="surface given away per hour"),
    ),
    scenarios=(
        Scenario("exosome", "ESCRT, ceramide and CD63 together", {}, "A coat brings the vesicles into the size of exosomes, and makes them much alike at any line tension below 1 pN."),
        Scenario("bare", "Line tension alone", {"c_escrt": 0, "c_cer": 0, "c_tsp": 0}, "At 1 pN nothing below 329 nm closes: microvesicles."),
        Scenario("armm", "ARRDC1 and TSG101 at the plasma membrane", {"c_escrt": 0.02, "c_cer": 0, "c_tsp": 0}, "The same equation outward: a coat of 0.02 per nm makes ARMMs of 100 nm."),
        Scenario("no_ceramide", "Neutral sphingomyelinase 2 silenced", {"c_cer": 0}, "Less coat, larger vesicles."),
        Scenario("no_tsg101", "TSG101 silenced", {"c_escrt": 0}, "What is left of the coat makes vesicles too large for exosomes."),
        Scenario("lipids", "Lipids on the wrong side only", {"c_escrt": 0, "c_cer": 0, "c_tsp": 0, "c_ps": 0.003}, "A weak preference makes microvesicles smaller, and no exosomes."),
    ),
    verdicts=(
        Verdict("d_here <= 150", "At a line tension of {sigma}, vesicles of {d_here} and more close: the size of exosomes and ARMMs. To have less energy than a flat patch, {pays_here} is enough."),
        Verdict("d_here <= 1000", "At a line tension of {sigma}, only vesicles of {d_here} and more close: the size of microvesicles."),
        Verdict("d_here > 1000", "At a line tension of {sigma}, only vesicles of {d_here} and more close: the size of oncosomes."),
    ),
    challenges=(
        Challenge(
            "least-curvature", "A hundred nanometres, with the least curvature",
            "At a line tension of 1 pN and a stiffness of 20 kT, make vesicles of 100 nm close with a preferred curvature of at most 0.0202 per nm in all.",
            "d_here <= 100 and c_escrt + c_cer + c_tsp + c_ps <= 0.0202 and sigma <= 1 and kappa >= 20",
            {"c_escrt": 0.0, "c_cer": 0.0, "c_tsp": 0.0, "c_ps": 0.0},
            ("Raise any part of the coat and watch where the curve stands at 1 pN.", "To pay it takes 0.0139 per nm, to close somewhat more.", "About 0.02 per nm in all; which part gives it makes no difference."),
            "0.0199 per nm, whatever provides it: the equation cannot tell ESCRT from ceramide. Only an experiment that takes one away can.",
            fixed=("sigma", "kappa"),
            solution={"c_escrt": 0.02},
        ),
    ),
    arguments=(
        Argument(
            chapter="background/biogenesis",
            sentence="A line tension of a piconewton or less is enough to make a microvesicle; a vesicle as small as an exosome needs a coat that curves the membrane.",
            claim="bare >= 150 and coated < bare",
            says="without a coat no vesicle is smaller than 150 nm, the least size of a microvesicle, and a coat makes it smaller",
            facts={
                "bare": Fact("d_here", {"c_escrt": 0, "c_cer": 0, "c_tsp": 0, "c_ps": 0}),
                "coated": Fact("d_here"),
            },
            over={"kappa": (10, 50), "sigma": (0.1, 1), "c_escrt": (0.002, 0.03), "c_cer": (0, 0.03), "c_tsp": (0, 0.03), "c_ps": (0, 0.03)},
            outside="At a tension of 5 pN line tension alone closes vesicles of 66 nm, and in a soft membrane (10 kT) it does so from 1.1 pN on: the sentence is about tensions of up to a piconewton.",
        ),
    ),
    benchmarks=(
        Benchmark("microvesicles", "consistency", AtTime("diameter", 1.0), 575, "nm", 425, REVIEW, "size by line tension alone at 1 pN: the review's microvesicles measure 150 to 1000 nm, here their middle and half width", absolute=True, checked="full text"),
        Benchmark("armms", "consistency", AtTime("diameter", 1.0, setting=ARMM, ev=True), 100, "nm", 0.05, REVIEW, "size of ARMMs, about 100 nm; the coat's curvature was chosen to give it", checked="full text"),
        Benchmark("at_1_pN", "closed form", AtTime("diameter", 1.0), 328.8, "nm", 1e-9, LIP, "4ξ at 1 pN: 329 nm"),
        Benchmark("at_0_4_pN", "closed form", AtTime("diameter", 0.4), 822.0, "nm", 1e-9, LIP, "at 0.4 pN: 822 nm"),
        Benchmark("at_5_pN", "closed form", AtTime("diameter", 5.0), 65.76, "nm", 1e-9, LIP, "at 5 pN: 66 nm"),
        Benchmark("coat_pays", "closed form", AtTime("pays", 1.0, setting=ARMM, ev=True), 2 / (0.02 + 1 / 164.4), "nm", 1e-9, LIP, "under a coat of 0.02 per nm vesicles of 77 nm pay: 2/(C₀ + σ/2κ)"),
        Benchmark("coat_alone", "closed form", AtTime("diameter", 1e-9, setting=ARMM, ev=True), 4 / 0.02, "nm", 1e-3, LIP, "without line tension a coat closes at 4/C₀, when its own sphere is full"),
        Benchmark("needed_to_pay", "closed form", ClosedForm("2 / 100 - sigma / (2 * kappa * kT)"), 0.013917275, "1/nm", 1e-6, LIP, "curvature that makes 100 nm pay at 1 pN"),
        Benchmark("lowest_state", "independent computation", AtTime("diameter", 1.0, setting={"c_escrt": 0.008, "c_cer": 0.004, "c_tsp": 0.003}, ev=True), 117.9, "nm", 1e-3, LIP, "diameter from which the closed bud is the lowest state under the default coat: energies compared on a grid"),
    ),
    limits=(
        "The smallest size that closes is a floor and not a mean: which size is made depends on how large patches grow, and how fast they cross what barrier is left.",
        "How much curvature each part of a coat prefers has not been measured in a cell; that the parts add up is ours too.",
        "Line tension and stiffness are those of model membranes, by order of magnitude; a cell's differ from place to place.",
        "Lateral tension, the cortex and the cost of cutting the neck are left out.",
    ),
)
