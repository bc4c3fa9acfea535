"""What it costs a patch of membrane to close to a vesicle, from flat to closed (Helfrich, Lipowsky).

The bud is taken to be a cap of a sphere whose area stays that of the patch.  Bending resists it, the line
tension of the patch's edge drives it.  What cells add is a curvature that the patch prefers (a coat, ceramide,
tetraspanins, lipids on the wrong side) and a ring of actomyosin that pulls the neck.  Buds into an endosome and
buds out of the cell both point away from the cytosol, so that one equation serves both.
"""

# fmt: off
from evbook.declaration import (
    AtTime,
    Axis,
    Base,
    Benchmark,
    Budget,
    Challenge,
    ClosedForm,
    Declaration,
    Grip,
    Intermediate,
    Layer,
    Measure,
    Modifier,
    Output,
    Point,
    Row,
    Scenario,
    Scene,
    Threshold,
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
    P("sigma",    1.0,   "pN",      (0.1, 10),    "assumed",  "not seen", "", "line tension of the patch's edge", label="line tension", latex=r"\sigma", context=TEXTBOOK, scale="log", control=True),
    P("size",     120.0, "nm",      (30, 2000),   "assumed",  "not seen", "", "diameter of the vesicle that the patch would close to, which is the radius of the flat patch", label="vesicle diameter", latex="d", context="the review's classes run from 30 nm to 10 µm", scale="log", control=True),
    P("c_escrt",  0.008, "1/nm",    (0, 0.03),    "assumed",  "not seen", "", "curvature preferred under ESCRT and its adaptors, or under ARRDC1 with TSG101", label="ESCRT or ARRDC1", latex="c_E", context=OURS, ev=True, control=True),
    P("c_cer",    0.004, "1/nm",    (0, 0.03),    "assumed",  "not seen", "", "curvature preferred with ceramide made by neutral sphingomyelinase 2", label="ceramide", latex="c_C", context=OURS, ev=True, control=True),
    P("c_tsp",    0.003, "1/nm",    (0, 0.03),    "assumed",  "not seen", "", "curvature preferred with CD63 and its kind", label="CD63", latex="c_T", context=OURS, ev=True, control=True),
    P("c_ps",     0.0,   "1/nm",    (0, 0.03),    "assumed",  "not seen", "", "curvature preferred when lipids have changed sides, phosphatidylserine among them", label="lipid asymmetry", latex="c_P", context=OURS, ev=True, control=True),
    P("ring",     0.0,   "pN",      (0, 10),      "assumed",  "not seen", "", "tension of a ring of actomyosin around the neck", label="actomyosin ring", latex=r"\tau", context=OURS, ev=True, control=True),
    P("secretion", 60.0, "EV/(cell hour)", (1, 1e3), "measured", "secondary", "Chiu2016", "vesicles shed by a cell", label="vesicles shed", latex=r"\sigma_{EV}", context="60 to 65 an hour in MCF-7 and MDA-MB-231 in vitro, and up to 170 in other lines, both read second-hand; 2700 for monocytes in people (abstract); enters the vesicle budget only", scale="log", ev=True),
    P("surface",  1e9,   "nm**2/cell", (1e8, 1e10), "derived", "code or SBML", "Scheuher2023", "membrane at the surface of a cell", label="surface of a cell", latex="A", context="1000 µm², between the 768 and the 1180 µm² of smooth spheres of 2000 and 3820 µm³, a typical tumour cell and SK-BR-3 in a published model, in public code; enters the vesicle budget only", scale="log", ev=True),
    P("one",      1.0,   "EV",      (0.5, 1.5),   "constant", "by definition", "", "one vesicle, for the units of the vesicle budget", latex="1_{EV}", context="exact", ev=True),
)

BARE = {"size": 1.0, "sigma": 1e-12}


DECLARATION = Declaration(
    id="bud-landscape",
    title="The energy of a bud",
    idea="A large patch closes by its edge; a small one must be bent by a coat, and waits as a dimple until the coat suffices.",
    summary="Bending and line tension along the way from a flat patch to a closed vesicle, with a coat or without.",
    chapter="background/biogenesis",
    base=Base(
        source=LIP,
        what="Lipowsky (1992, 1993): a domain in a fluid membrane, budding by its line tension against Helfrich's bending energy.",
        extent="part",
        left_out="the energies of a domain with line tension and spontaneous curvature, derived again; only the beginning of the text was seen, so that nothing more of it can be claimed",
        departures="the energies are re-derived here; of the text only the beginning was seen",
    ),
    axes=(Axis("x", "1", (0, 1), "how far the bud is closed: the share of a sphere that the cap makes", label="How far the bud is closed", latex="x", points=401),),
    parameters=PARAMETERS,
    intermediates=(
        Intermediate("edge", "2 * pi * size * (sigma + pull) / kT", "1", "energy of the open edge of the flat patch, in kT", latex="E_e"),
    ),
    modifiers=(
        Modifier("coat", "c_escrt + c_cer + c_tsp + c_ps", "0", "1/nm", "curvature that the patch prefers, counted as the sum of both principal curvatures", claims=("background-33", "background-37", "background-48", "background-56"), label="preferred curvature", latex="C_0"),
        Modifier("pull", "ring", "0", "pN", "tension of the actomyosin ring, which acts on the neck as line tension does", claims=("background-53",), label="pull of the ring", latex=r"\tau_{EV}"),
    ),
    outputs=(
        Output("energy", "8 * pi * kappa * x - 4 * pi * kappa * size * coat * sqrt(x) - edge * (1 - sqrt(1 - x))", "1", (-400, 600), "energy of the bud against the flat patch, in units of thermal energy", label="Energy in kT", latex="E"),
        Output("bending", "8 * pi * kappa * x - 4 * pi * kappa * size * coat * sqrt(x)", "1", (-400, 600), "its part from bending, in units of thermal energy", label="Bending in kT", latex="E_b"),
    ),
    shown=("energy",),
    measures=(
        Measure("closed", "energy", "final", "1", "energy of the closed vesicle against the flat patch, in kT", label="energy when closed"),
        Measure("lowest", "energy", "min", "1", "lowest energy on the way, in kT", label="lowest energy"),
        Measure("dimple", "energy", "where_min", "1", "how far the bud is closed where its energy is lowest", label="place of the lowest energy"),
        Measure("barrier", "energy", "max", "1", "highest energy on the way, in kT, against the flat patch", label="highest energy"),
    ),
    budgets=(
        Budget("shed", "secretion", "EV/(cell hour)", (1, 1e4), "vesicles that a cell sheds in an hour", "beyond what cells are known to shed", label="vesicles per cell per hour"),
        Budget("membrane", "secretion * pi * size**2 / (surface * one)", "1/hour", (0, 0.1), "share of its surface that the cell gives away in an hour with vesicles of this size", "more than a tenth of its surface an hour, which we take to be more than a cell can spare", label="surface given away per hour"),
    ),
    scene=Scene(
        title="A patch of membrane that bends outwards into a bud, drawn as the cap of a sphere that keeps its area",
        at=0.45,
        grip=Grip("Pull the membrane", 240, "140 - 100 * sqrt(maximum(x, 0.02))"),
        layers=(
            Layer("bud", "particle", "the patch", Point(240, "140 - 100 * sqrt(maximum(x, 0.02)) + 50 / sqrt(maximum(x, 0.02))"), size="50 / sqrt(maximum(x, 0.02))", colour="c4"),
            Layer("cell", "ground", "the cell", Point(240, 170), size=30, stretch=8, colour="muted", keyed=False),
            Layer("left", "line", "the membrane around it", Point("(240 - 100 * sqrt(1 - x)) / 2", 140), size="(240 - 100 * sqrt(1 - x)) / 2", colour="muted"),
            Layer("right", "line", "the membrane on its other side", Point("(720 + 300 * sqrt(1 - x)) / 2 - 100 * sqrt(1 - x)", 140), size="(240 - 100 * sqrt(1 - x)) / 2", colour="muted", keyed=False),
            Layer("coat", "protein", "curvature that proteins and lipids prefer", Row(240, 150, "30 + 200 * sqrt(1 - x)", 16, 8), count="coat", one=0.001, unit="1/nm", size=3.8, colour="c0"),
            Layer("ring", "protein", "pull of the ring round the neck", Row(240, 168, "30 + 200 * sqrt(1 - x)", 10, 6), count="pull", one=1.0, unit="pN", size=3.8, colour="c1"),
        ),
        says=(
            Verdict("energy > 0", "At this closure the bud costs more energy than the flat patch."),
            Verdict("energy <= 0", "At this closure the bud costs no more energy than the flat patch."),
        ),
    ),
    scenarios=(
        Scenario("coated", "An exosome's patch under a coat", {}, "The coat pays for the bend: a dimple forms at once, and the closed vesicle is lower still."),
        Scenario("uncoated", "The same patch without a coat", {"c_escrt": 0, "c_cer": 0, "c_tsp": 0}, "Uphill by 319 kT: line tension alone makes no vesicle of this size."),
        Scenario("ceramide_lost", "Neutral sphingomyelinase 2 silenced", {"c_cer": 0}, "One part of the coat less: the patch stays a dimple, and closing it costs energy."),
        Scenario("escrt_lost", "TSG101 silenced", {"c_escrt": 0}, "Without the largest part the dimple is shallow and the vesicle far uphill."),
        Scenario("microvesicle", "A microvesicle's patch, line tension alone", {"size": 500, "c_escrt": 0, "c_cer": 0, "c_tsp": 0}, "Large enough to gain by closing, with a barrier of 29 kT on the way."),
        Scenario("ring", "The same with a ring of actomyosin", {"size": 500, "c_escrt": 0, "c_cer": 0, "c_tsp": 0, "ring": 1}, "A ring that pulls as hard as the edge takes the barrier away."),
    ),
    verdicts=(
        Verdict("closed > 0", "A vesicle of {size} does not form: closed, it has {closed} kT more energy than the flat patch; the lowest energy on the way is {lowest} kT."),
        Verdict("closed > lowest + 0.001", "A vesicle of {size} has less energy than a flat patch ({closed} kT), but a dimple has less still ({lowest} kT): the bud stays open."),
        Verdict("barrier > 1", "A vesicle of {size} has the lowest energy ({closed} kT), but a barrier of {barrier} kT has to be crossed first."),
        Verdict("closed <= 0", "A vesicle of {size} has the lowest energy ({closed} kT), and the flat patch begins to bend at once."),
    ),
    challenges=(
        Challenge(
            "take-the-barrier-away", "A microvesicle without a barrier, and without a coat",
            "A patch for a vesicle of 500 nm lies in a membrane with a line tension of 1 pN. Without any preferred curvature, bring the barrier below 1 kT.",
            "barrier < 1 and size <= 500 and sigma <= 1 and kappa >= 20 and c_escrt + c_cer + c_tsp + c_ps <= 0",
            {"size": 500.0, "c_escrt": 0.0, "c_cer": 0.0, "c_tsp": 0.0},
            ("The barrier goes when the edge outweighs bending from the first moment.", "That takes a patch of eight times stiffness over tension, or a greater pull on the edge.", "The ring of actomyosin adds to the line tension; about a third of a piconewton will do."),
            "A weak ring suffices: the patch was close to closing by itself. That is where a signal through ERK and MLCK can decide.",
            fixed=("size", "sigma", "kappa", "c_escrt", "c_cer", "c_tsp", "c_ps"),
            solution={"ring": 0.35},
        ),
    ),
    benchmarks=(
        Benchmark("microvesicle_pays", "consistency", ClosedForm("4 * kappa * kT / sigma"), 575, "nm", 425, REVIEW, "smallest vesicle that line tension alone makes: the review's microvesicles measure 150 to 1000 nm, here their middle and half width", absolute=True, checked="full text"),
        Benchmark("sphere", "closed form", AtTime("energy", 1.0, setting=BARE), 502.6548245743669, "1", 1e-9, LIP, "bending energy of a closed sphere, 8πκ, in kT"),
        Benchmark("large_sphere", "closed form", AtTime("energy", 1.0, setting={**BARE, "size": 1000}), 502.6548245743669, "1", 1e-9, LIP, "the same for one a thousand times as large: it does not depend on the size"),
        Benchmark("invagination_length", "closed form", ClosedForm("kappa * kT / sigma"), 82.2, "nm", 1e-9, LIP, "invagination length ξ = κ/σ at 20 kT and 1 pN"),
        Benchmark("equal_energy", "closed form", AtTime("energy", 1.0, setting={"size": 4 * 82.2}), 0.0, "1", 1e-9, LIP, "a patch of radius 4ξ, or a vesicle of diameter 4ξ, is worth as much closed as flat", absolute=True),
        Benchmark("barrier_gone", "closed form", Threshold("size", 500, 800, "barrier > 0.01", None), 8 * 82.2, "nm", 0.01, LIP, "at 8ξ the flat patch loses its hold: the barrier is gone"),
        Benchmark("coat_alone", "closed form", AtTime("energy", 1.0, setting={"size": 100, "sigma": 1e-12, "c_escrt": 0.02, "c_cer": 0, "c_tsp": 0}, ev=True), 0.0, "1", 1e-6, LIP, "without line tension a coat of curvature 2/d makes a vesicle of diameter d for nothing", absolute=True),
    ),
    limits=(
        "The bud is a cap of a sphere; real necks are curved the other way and cost energy of their own, and cutting the neck is left to ESCRT-III or to chance.",
        "How much curvature each part of a coat prefers has not been measured in a cell; that the parts add up is ours too.",
        "Lateral tension of the membrane and its cortex are left out: both make large buds more costly.",
        "An energy is not a rate: a barrier of a few kT is crossed in no time, one of a hundred never.",
    ),
)
