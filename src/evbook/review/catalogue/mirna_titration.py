"""MicroRNA titration: how many vesicles does it take to silence a gene?

The base is the molecular titration of Mukherji et al. (2011): a microRNA binds its target, and below
a threshold almost nothing of the target is left free.  Vesicles add to the microRNA of the recipient:
what is taken up, times copies in a vesicle, times the share that reaches the cytosol, over its decay.
"""

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
    Scale,
    Scenario,
    Scene,
    Verdict,
)
from evbook.declaration import Parameter as P

MUK, CHE = "Mukherji2011", "Chevillet2014"
OURS = "no measurement known for this pair; our assumption"

# fmt: off
# One line a parameter: name, default, unit, range, grade, checked, source, meaning.
PARAMETERS = (
    P("r_0",       100.0,   "molecule/cell",        (1, 5000),      "assumed", "not seen", "", "target messengers in a cell without the microRNA", label="target messengers", latex="r_0", context=OURS, scale="log", control=True),
    P("lambda_m",  8.0,     "molecule/cell",        (0.1, 500),     "assumed", "not seen", "", "looseness of binding: (unbinding + decay of the pair) over binding", label="looseness λ", latex=r"\lambda", context="not read from the publication; small means a sharp threshold", scale="log", control=True),
    P("recycling", 1.0,     "1",               (0.1, 20),      "assumed", "not seen", "", "messengers each microRNA holds down: decay of the pair over decay of the free messenger", label="messengers per microRNA", latex=r"\rho", context="above 1 when the microRNA is used again", scale="log"),
    P("own",       0.0,     "molecule/cell",        (0, 2000),      "assumed", "not seen", "", "the recipient's own copies of the microRNA", label="own copies", latex="m_0", context=OURS),
    P("copies",    0.00825, "molecule/EV",     (1e-4, 10),     "measured", "abstract", CHE, "copies of the microRNA in a vesicle, on average", label="copies per vesicle", latex="q", context="most abundant microRNA, mean of six exosome sources (SD 0.02)", scale="log", can_be_zero=True, ev=True, control=True),
    P("released",  0.2,     "1",               (1e-4, 1),      "assumed", "abstract", "BioconjChem2022", "share of vesicle cargo that reaches the cytosol", label="share released", latex="f", context="counted in vitro, the fusion of vesicles with cells was very low (abstract); 0.2 is generous, and the range goes down to one in ten thousand", scale="log", can_be_zero=True, ev=True, control=True),
    P("half_life", 24.0,    "hour",            (2, 200),       "derived", "abstract", "Kingston2019", "half-life of the microRNA in the recipient", label="half-life of the microRNA", latex="t_{1/2}", context="median 11 h in mouse embryonic stem cells and 34 h in fibroblasts that had stopped dividing, single ones a hundredfold apart; in another study many over 24 h and 25 of 129 from 4 to 14 h (doi 10.1101/gr.198788.115, abstract)", scale="log", ev=True, control=True),
    P("uptake",    1000.0,  "EV/(cell hour)",  (1, 1e5),       "assumed", "not seen", "", "vesicles a cell takes up in an hour, for the vesicle budget and the reading", label="vesicles taken up", latex="n", context="60 an hour is one neighbour's whole output", scale="log", can_be_zero=True, ev=True, control=True),
    P("secretion", 60.0,    "EV/(cell hour)",  (1, 1e3),       "measured", "secondary", "Chiu2016", "vesicles shed by a donor cell", label="vesicles shed", latex=r"\sigma_{EV}", context="60 to 65 an hour in MCF-7 and MDA-MB-231 in vitro, and up to 170 in other lines, both read second-hand; 2700 for monocytes in people (abstract); enters the vesicle budget only", scale="log", ev=True),
)

DECLARATION = Declaration(
    id="mirna-titration",
    title="A microRNA on vesicles titrates its target",
    idea="At one copy per hundred vesicles a microRNA works by titration or not at all: below threshold, silence needs thousands of vesicles an hour.",
    summary="How much of a target messenger stays free in a cell that takes up vesicles with its microRNA.",
    chapter="microenvironment/angiogenesis",
    base=Base(
        source=MUK,
        what="Mukherji et al. (2011): molecular titration of a messenger by its microRNA, at steady state.",
        extent="part",
        left_out="the steady state of the publication's reaction scheme; its numbers and its data are left out, for only the abstract was seen",
        departures=(
            "drawn over the vesicles taken up, not over transcription; the closed form was derived here from the "
            "reaction scheme, and no number of the publication was seen: only its abstract"
        ),
    ),
    axes=(
        Axis("n_ev", "EV/(cell hour)", (1, 1e5), "vesicles taken up by a cell in an hour", label="Vesicles taken up per cell and hour", latex="n", scale="log", points=301),
    ),
    parameters=PARAMETERS,
    intermediates=(
        Intermediate("total", "own + delivered", "molecule/cell", "copies of the microRNA in the cell", latex="m"),
        Intermediate("gap", "r_0 - lambda_m - recycling * total", "molecule/cell", "messengers beyond the reach of the microRNA", latex=r"\Delta"),
        Intermediate("width", "sqrt(gap**2 + 4 * lambda_m * r_0)", "molecule/cell", "distance between the two roots", latex="D"),
        # The root of r² - Δr - λr₀ = 0, in the form that does not cancel when Δ is negative.
        Intermediate("left", "where(gap > 0, (gap + width) / 2, 2 * lambda_m * r_0 / (width - gap))", "molecule/cell", "messengers that stay free", latex="r"),
    ),
    modifiers=(
        Modifier(
            "delivered", "n_ev * copies * released * half_life / log(2)", "0", "molecule/cell",
            "standing copies that vesicles keep up: uptake times copies times share released, over decay",
            claims=("angiogenesis",), label="copies kept up by vesicles", latex=r"m_{EV}",
        ),
    ),
    outputs=(
        Output("free", "left", "molecule/cell", (0.1, 1e3), "messengers that stay free of the microRNA", label="Free messengers", latex="r", scale="log"),
        Output("share", "left / r_0", "1", (0, 1), "free messengers, as a share of those without the microRNA", label="Share left free", latex="r/r_0"),
        Output("standing", "total", "molecule/cell", (1e-3, 1e4), "copies of the microRNA in the cell", label="Copies of the microRNA", latex="m", scale="log"),
    ),
    shown=("share",),
    measures=(
        Measure("ev_half", "share", "first_below", "EV/(cell hour)", "vesicles an hour that halve the target", level="0.5", label="vesicles to halve"),
        Measure("ev_fifth", "share", "first_below", "EV/(cell hour)", "vesicles an hour that leave a fifth of the target", level="0.2", label="vesicles to silence to a fifth"),
        Measure("share_here", "share", "at", "1", "share of the target left at the uptake that is set", time="uptake", label="share left"),
        Measure("copies_here", "standing", "at", "molecule/cell", "copies of the microRNA at the uptake that is set", time="uptake", label="copies in the cell"),
    ),
    budgets=(
        Budget("received", "uptake", "EV/(cell hour)", (1, 1e4), "vesicles a cell takes up in an hour", "beyond what cells are known to take up", label="vesicles per cell per hour"),
        Budget("donors", "uptake / secretion", "1", (0.01, 200), "donor cells whose whole output one recipient takes up", "more donors than can stand around one recipient", label="donor cells per recipient"),
        Budget("per_copy", "1 / (copies * released)", "EV/molecule", (0.1, 1e4), "vesicles taken up for each copy that reaches the cytosol", "beyond counting: each copy would need tens of thousands of vesicles", label="vesicles per copy delivered"),
    ),
    scene=Scene(
        title="Messengers of a cell, free or held by copies of a microRNA that vesicles bring",
        at=0.005,
        scales=(Scale("thousand", 1e3, "EV/(cell hour)"),),
        layers=(
            Layer("cell", "ground", "cytosol", Point(260, 100), size=96, stretch=2.2, colour="muted", keyed=False),
            Layer("vesicles", "vesicle", "vesicles taken up in an hour", Box(30, 100, 44, 184), count="n_ev", one="thousand", unit="EV/(cell hour)", first="1", size=3.4, colour="c4"),
            Layer("free", "rna", "messengers that are free", Box(180, 100, 210, 176), count="free", one="r_0 / 50", unit="molecule/cell", size=6, colour="c0"),
            Layer("held", "rna", "messengers that are held or gone", Box(390, 52, 150, 80), count="r_0 - free", one="r_0 / 50", unit="molecule/cell", size=5, shade=0.5, colour="muted"),
            Layer("copies", "dot", "copies of the microRNA", Box(390, 148, 150, 84), count="total", one="thousand * copies * released * half_life / log(2)", unit="molecule/cell", size=2.6, colour="c1"),
        ),
        says=(
            Verdict("total * recycling < r_0 - lambda_m", "There are fewer copies than messengers that they could hold: most messengers stay free."),
            Verdict("total * recycling >= r_0 - lambda_m", "There are at least as many copies as messengers that they could hold: few messengers stay free."),
        ),
    ),
    scenarios=(
        Scenario("abundant", "The most abundant microRNA of a preparation", {}, "At 0.008 copies a vesicle it takes thousands of vesicles an hour to halve the target."),
        Scenario("one_copy", "One copy in every vesicle", {"copies": 1.0}, "With a hundred times more cargo, one neighbour's output would do."),
        Scenario("rare_target", "A rare target", {"r_0": 10}, "A tenth of the target takes a fifth of the vesicles: now it is the looseness, not the number, that decides how many vesicles it takes."),
        Scenario("sponge", "An abundant target", {"r_0": 1000}, "An abundant target is its own defence: it soaks up what comes."),
        Scenario("trapped", "Nearly all of the cargo is digested", {"released": 0.01}, "If one part in a hundred reaches the cytosol, no known supply suffices."),
        Scenario("helped", "The recipient makes the microRNA too", {"own": 40}, "With forty copies of its own a recipient needs a third of the vesicles to reach half."),
    ),
    verdicts=(
        Verdict("share_here < 0.2", "Silenced: {uptake} vesicles an hour keep the microRNA at {copies_here}, and a share of {share_here} of the target is left."),
        Verdict("ev_half > 0 and share_here < 0.9", "Lowered: a share of {share_here} of the target is left at {uptake} vesicles an hour; halving it takes {ev_half}."),
        Verdict("ev_half > 0", "Hardly touched: a share of {share_here} of the target is left at {uptake} vesicles an hour; halving it takes {ev_half}."),
        Verdict("share_here <= 1", "Not halved: a share of {share_here} of the target is left, and no uptake shown here halves it."),
    ),
    challenges=(
        Challenge(
            "with-five-hundred",
            "Silence with five hundred vesicles an hour",
            "Leave at most a fifth of a hundred messengers, with no more than 500 vesicles an hour and none of the microRNA made by the cell itself.",
            "share_here < 0.2 and uptake <= 500 and r_0 >= 100 and own <= 0",
            {"uptake": 500.0},
            (
                "Work out how many standing copies it takes before you touch a control.",
                "Copies in a vesicle, the share released and the half-life multiply: no one of them need be absurd.",
                "Try one copy in fifty vesicles, half of it released, and a half-life of three days.",
            ),
            "It takes several-fold more cargo, release or lasting than is usual, together: say which of them has been measured for the pair you have in mind.",
            fixed=("r_0", "own"),
            solution={"copies": 0.02, "released": 0.5, "half_life": 72.0},
        ),
    ),
    benchmarks=(
        Benchmark("exosomes_per_copy", "consistency", ClosedForm("1 / copies"), 100, "EV/molecule", 0.25, CHE, "exosomes to examine for one copy of an abundant microRNA: the abstract says over 100, and gives 0.00825 copies each", checked="abstract"),
        Benchmark("below_threshold", "independent computation", AtTime("free", 1.0, setting={"r_0": 10, "lambda_m": 8, "own": 60}), 1.3480, "molecule/cell", 1e-3, MUK, "messengers below threshold: the two rate equations solved to steady state"),
        Benchmark("at_threshold", "independent computation", AtTime("free", 1.0, setting={"r_0": 60, "lambda_m": 8, "own": 60}), 18.271, "molecule/cell", 1e-3, MUK, "messengers at threshold: the two rate equations solved to steady state"),
        Benchmark("above_threshold", "independent computation", AtTime("free", 1.0, setting={"r_0": 200, "lambda_m": 8, "own": 60}), 143.175, "molecule/cell", 1e-3, MUK, "messengers above threshold: the two rate equations solved to steady state"),
        Benchmark("untouched", "closed form", AtTime("free", 1.0), 100.0, "molecule/cell", 1e-12, MUK, "without microRNA all messengers are free"),
        Benchmark("few_messengers", "closed form", AtTime("free", 1.0, setting={"r_0": 1e-4, "lambda_m": 8, "own": 60}), 1e-4 * 8 / 68, "molecule/cell", 1e-4, MUK, "few messengers are silenced in proportion: r₀λ/(λ + θ)"),
        Benchmark("ev_for_500_copies", "closed form", ClosedForm("500 / (copies * released * half_life / log(2))"), 8752.0, "EV/(cell hour)", 1e-3, CHE, "vesicles an hour that keep up 500 copies of a half-life of a day"),
    ),
    limits=(
        "Steady state: the first day, in which copies build up, is not shown.",
        "Copies are averages: if a few vesicles carry many copies, a few cells may be silenced and most not.",
        "A microRNA needs an Argonaute protein; whether vesicles bring it, or the recipient has one to spare, is left out.",
        "A microRNA has many targets, and they share it; one target is the most favourable case.",
        "A microRNA that acts as a ligand of a receptor, as has been reported for miR-21 and TLR7, does not titrate.",
    ),
)
