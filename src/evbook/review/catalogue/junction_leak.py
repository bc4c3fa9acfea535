"""How leaky is a vessel whose junctions lose ZO-1 to a microRNA on vesicles?

Titration (Mukherji et al. 2011) sets how much ZO-1 messenger stays free; a series of two resistances,
junction and matrix, turns what is left of the junction into leak.  The second step is ours.
"""

# fmt: off
from evbook.declaration import (
    AtTime,
    Axis,
    Base,
    Benchmark,
    Box,
    Budget,
    Challenge,
    ClosedForm,
    Declaration,
    Intermediate,
    Layer,
    Measure,
    Modifier,
    Output,
    Point,
    Row,
    Scale,
    Scenario,
    Scene,
    Verdict,
)
from evbook.declaration import Parameter as P

MUK, CHE = "Mukherji2011", "Chevillet2014"
OURS = "no measurement known; our assumption"

# One line a parameter: name, default, unit, range, grade, checked, source, meaning.
PARAMETERS = (
    P("r_0",       100.0,   "molecule/cell",  (1, 5000),   "assumed",  "not seen", "", "ZO-1 messengers of an endothelial cell", label="ZO-1 messengers", latex="r_0", context=OURS, scale="log", control=True),
    P("lambda_m",  8.0,     "molecule/cell",  (0.1, 500),  "assumed",  "not seen", "", "looseness of binding", label="looseness λ", latex=r"\lambda", context=OURS, scale="log"),
    P("own",       0.0,     "molecule/cell",  (0, 2000),   "assumed",  "not seen", "", "the cell's own copies of the microRNA", label="own copies", latex="m_0", context=OURS),
    P("open_leak", 5.0,     "1",              (1.1, 50),   "assumed",  "not seen", "", "leak without any junction, against that of a whole one", label="leak when open", latex=r"\Lambda", context="set by what lies behind the junction", scale="log", control=True),
    P("sharpness", 1.0,     "1",              (0.5, 4),    "assumed",  "not seen", "", "how steeply the junction's resistance follows its ZO-1", label="steepness", latex="h", context=OURS, control=True),
    P("copies",    0.00825, "molecule/EV",    (1e-4, 10),  "measured", "abstract", CHE, "copies of the microRNA in a vesicle, on average", label="copies per vesicle", latex="q", context="most abundant microRNA, mean of six exosome sources (SD 0.02); not miR-105 or miR-23a themselves", scale="log", can_be_zero=True, ev=True, control=True),
    P("released",  0.2,     "1",              (1e-4, 1),   "assumed",  "abstract", "BioconjChem2022", "share of vesicle cargo that reaches the cytosol", label="share released", latex="f", context="counted in vitro, the fusion of vesicles with cells was very low (abstract); 0.2 is generous, and the range goes down to one in ten thousand", scale="log", can_be_zero=True, ev=True, control=True),
    P("half_life", 24.0,    "hour",           (2, 200),    "derived", "abstract", "Kingston2019", "half-life of the microRNA in the recipient", label="half-life of the microRNA", latex="t_{1/2}", context="median 11 h in mouse embryonic stem cells and 34 h in fibroblasts that had stopped dividing, single ones a hundredfold apart; in another study many over 24 h and 25 of 129 from 4 to 14 h (doi 10.1101/gr.198788.115, abstract)", scale="log", ev=True),
    P("uptake",    1000.0,  "EV/(cell hour)", (1, 1e5),    "assumed",  "not seen", "", "vesicles taken up in an hour, for the vesicle budget and the reading", label="vesicles taken up", latex="n", context="60 an hour is one neighbour's whole output", scale="log", can_be_zero=True, ev=True, control=True),
    P("secretion", 60.0,    "EV/(cell hour)", (1, 1e3),    "measured", "secondary", "Chiu2016", "vesicles shed by a donor cell", label="vesicles shed", latex=r"\sigma_{EV}", context="60 to 65 an hour in MCF-7 and MDA-MB-231 in vitro, and up to 170 in other lines, both read second-hand; 2700 for monocytes in people (abstract); enters the vesicle budget only", scale="log", ev=True),
)


DECLARATION = Declaration(
    id="junction-leak",
    title="A leaky junction, by titration of ZO-1",
    idea="A vessel wall begins to leak only once its junction protein is mostly gone, so titration makes a late and sudden leak.",
    summary="Vesicles with miR-105 or miR-23a lower ZO-1, and with it the resistance of the junction.",
    chapter="microenvironment/metastasis",
    base=Base(
        source=MUK,
        what="Mukherji et al. (2011): molecular titration, applied here to ZO-1.",
        extent="ours",
        left_out="only the titration is the publication's; that ZO-1 is titrated, and the step from ZO-1 to leak, are ours, for no model of a junction under microRNA was found",
        departures="the step from ZO-1 to leak, two resistances in series, is ours; no number of the publication was seen",
    ),
    axes=(Axis("n_ev", "EV/(cell hour)", (1, 1e5), "vesicles taken up by an endothelial cell in an hour", label="Vesicles taken up per cell and hour", latex="n", scale="log", points=301),),
    parameters=PARAMETERS,
    intermediates=(
        Intermediate("gap", "r_0 - lambda_m - own - delivered", "molecule/cell", "messengers beyond the reach of the microRNA", latex=r"\Delta"),
        Intermediate("width", "sqrt(gap**2 + 4 * lambda_m * r_0)", "molecule/cell", "distance between the two roots", latex="D"),
        # The root of r² - Δr - λr₀ = 0, in the form that does not cancel when Δ is negative.
        Intermediate("left", "where(gap > 0, (gap + width) / 2, 2 * lambda_m * r_0 / (width - gap))", "molecule/cell", "messengers that stay free", latex="r"),
    ),
    modifiers=(
        Modifier("delivered", "n_ev * copies * released * half_life / log(2)", "0", "molecule/cell", "standing copies that vesicles keep up", claims=("metastasis",), label="copies kept up by vesicles", latex=r"m_{EV}"),
    ),
    outputs=(
        Output("junction", "left / r_0", "1", (0, 1), "ZO-1 left, as a share", label="ZO-1 left", latex="z"),
        Output("leak", "open_leak / (1 + (open_leak - 1) * (left / r_0)**sharpness)", "1", (1, 6), "leak against that of a whole junction", label="Leak", latex=r"\ell"),
    ),
    shown=("leak", "junction"),
    measures=(
        Measure("ev_double", "leak", "first_above", "EV/(cell hour)", "vesicles an hour that double the leak", level="2", label="vesicles to double the leak"),
        Measure("ev_half", "junction", "first_below", "EV/(cell hour)", "vesicles an hour that halve ZO-1", level="0.5", label="vesicles to halve ZO-1"),
        Measure("leak_here", "leak", "at", "1", "leak at the uptake that is set", time="uptake", label="leak"),
        Measure("junction_here", "junction", "at", "1", "ZO-1 left at the uptake that is set", time="uptake", label="ZO-1 left"),
    ),
    budgets=(
        Budget("received", "uptake", "EV/(cell hour)", (1, 1e4), "vesicles an endothelial cell takes up in an hour", "beyond what cells are known to take up", label="vesicles per endothelial cell per hour"),
        Budget("donors", "uptake / secretion", "1", (0.01, 200), "donor cells whose whole output one recipient takes up", "more donors than can stand around one recipient", label="donor cells per recipient"),
    ),
    scene=Scene(
        title="The wall of a vessel: junctions between its cells lose their ZO-1, and what they held back leaks through",
        at=0.005,
        scales=(Scale("thousand", 1e3, "EV/(cell hour)"),),
        layers=(
            Layer("blood", "ground", "blood", Point(240, 45), size=45, stretch=5.4, colour="c0", keyed=False),
            Layer("wall", "cell", "cells of the wall", Row(240, 112, 480, 6), count="6", size=13, stretch=2.7, colour="muted", keyed=False),
            Layer("zo1", "protein", "ZO-1 that is left in the junctions", Row(240, 112, 400, 5, 44), count="junction", one=0.025, size=3.4, colour="c0"),
            Layer("vesicles", "vesicle", "vesicles that a cell takes up in an hour", Box(240, 40, 460, 60), count="n_ev", one="thousand", unit="EV/(cell hour)", first="1", size=3.2, colour="c4"),
            Layer("leak", "dot", "what leaks, against a whole junction", Row(240, 136, 400, 5, 6), count="leak", one=0.2, to=Box(240, 170, 450, 50), size=2.4, colour="c1"),
        ),
        says=(
            Verdict("leak > 2", "The wall leaks more than twice what a whole one does."),
            Verdict("leak <= 2", "The wall leaks no more than twice what a whole one does."),
        ),
    ),
    scenarios=(
        Scenario("usual", "The most abundant microRNA of a preparation", {}, "Half of ZO-1 gone, and the leak has not yet doubled."),
        Scenario("rich", "Vesicles rich in the microRNA", {"copies": 0.1}, "Ten times the cargo, and the wall is open."),
        Scenario("steep", "A junction that fails late", {"sharpness": 0.5}, "If a little ZO-1 suffices, the leak comes later and faster."),
        Scenario("early", "A junction that fails early", {"sharpness": 3}, "If most ZO-1 is needed, the leak comes with the first losses."),
        Scenario("far", "A vessel far from the tumour", {"uptake": 10}, "Ten vesicles an hour leave the wall as it was."),
    ),
    verdicts=(
        Verdict("leak_here > 2", "Leaky: {uptake} vesicles an hour leave a share of {junction_here} of ZO-1, and the wall leaks {leak_here}-fold."),
        Verdict("ev_double > 0", "Still tight: {uptake} vesicles an hour leave a share of {junction_here} of ZO-1 and a {leak_here}-fold leak; doubling it takes {ev_double}."),
        Verdict("leak_here >= 0", "Tight: the wall leaks {leak_here}-fold at {uptake} vesicles an hour, and no uptake shown here doubles that."),
    ),
    challenges=(
        Challenge(
            "quiet-loss", "Lose half of ZO-1 and keep the wall",
            "Find an uptake that takes away at least half of ZO-1 while the leak stays below 1.7-fold.",
            "junction_here <= 0.5 and leak_here < 1.7", {"uptake": 100.0},
            ("Raise the uptake until half of ZO-1 is gone.", "Near a thousand vesicles an hour, the leak still depends on the steepness.", "Let the junction hold on little ZO-1: a steepness below one."),
            "If a blot shows half of the protein gone, the vessel may still not leak.",
            solution={"uptake": 1200.0, "sharpness": 0.5},
        ),
    ),
    benchmarks=(
        Benchmark("exosomes_per_copy", "consistency", ClosedForm("1 / copies"), 100, "EV/molecule", 0.25, CHE, "exosomes to examine for one copy of an abundant microRNA: the abstract says over 100", checked="abstract"),
        Benchmark("at_threshold", "independent computation", AtTime("junction", 1.0, setting={"r_0": 60, "own": 60}), 18.271 / 60, "1", 1e-3, MUK, "share of the messenger left at threshold: the two rate equations solved to steady state"),
        Benchmark("whole", "closed form", AtTime("leak", 1.0), 1.0, "1", 1e-12, MUK, "a whole junction leaks as a whole junction does"),
        Benchmark("open", "closed form", AtTime("leak", 1.0, setting={"own": 1e9}), 5.0, "1", 1e-5, MUK, "without ZO-1 what lies behind the junction sets the leak"),
    ),
    limits=(
        "From ZO-1 to leak is a guess in one line; measured resistances of monolayers should replace it.",
        "Messenger and protein are taken to fall together, and to have settled.",
        "Other ways to open a wall, VEGF on vesicles among them, are left out.",
        "Copies per vesicle are those of an abundant microRNA, not of miR-105 or miR-23a.",
    ),
)
