"""What a bulk mean hides: the same copies per vesicle, spread thin or packed into a few.

Chevillet et al. (2014) count far less than one copy of a microRNA for each vesicle.  That mean fits a great many
vesicles with one copy here and there, and a rare one that is full.  A cell that needs some copies at once
tells the two apart, and so does an assay that looks at vesicles one by one.
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

CHE = "Chevillet2014"
OURS = "no measurement known; our assumption"

# One line a parameter: name, default, unit, range, grade, checked, source, meaning.
PARAMETERS = (
    P("bulk",     0.00825, "1",    (1e-4, 1),    "measured", "abstract", CHE, "copies per vesicle, as a bulk assay reads them", label="bulk copies per vesicle", latex="q", context="most abundant microRNA, mean of six exosome sources (SD 0.02)", scale="log", control=True),
    P("hours",    24.0,    "hour", (1, 240),     "assumed",  "not seen", "", "time in which copies add up in a cell", label="time to add up", latex="t", context=OURS),
    P("released", 0.2,     "1",    (1e-4, 1),    "assumed",  "abstract", "BioconjChem2022", "share of the vesicles taken up that release their cargo", label="share released", latex="f", context="counted in vitro, the fusion of vesicles with cells was very low (abstract); 0.2 is generous, and the range goes down to one in ten thousand", scale="log", control=True),
    P("threshold", 5.0,    "1",    (1, 50),      "assumed",  "not seen", "", "copies that a cell needs to answer", label="copies needed", latex=r"\theta", context=OURS, scale="log", control=True),
    P("spread",   0.3,     "1",    (0.05, 2),    "assumed",  "not seen", "", "how much cells differ in what they take up: standard deviation over mean", label="spread of cells", latex="s", context=OURS, scale="log"),
    P("uptake",   1e4,     "EV/(cell hour)", (1, 1e5), "assumed", "not seen", "", "vesicles a cell takes up in an hour, for the vesicle budget and the reading", label="vesicles taken up", latex="n^*", context="60 an hour is one neighbour's whole output", scale="log", control=True),
    P("one",      1.0,     "EV/cell", (0.5, 2),  "constant", "by definition", "", "one vesicle to a cell, the unit of the count", label="one vesicle", latex="n_1", context="a unit, not a quantity"),
    P("labelled", 0.5,     "1",    (0.001, 1),   "assumed",  "not seen", "", "chance that the assay of single vesicles sees one copy", label="chance to see a copy", latex="a", context=OURS, scale="log", control=True),
    P("spurious", 1e-6,    "1",    (1e-9, 0.1),  "assumed",  "not seen", "", "share of empty vesicles that it calls loaded", label="empty ones called loaded", latex="b", context=OURS, scale="log", control=True),
    P("packed",   0.99,    "1",    (0, 1),       "assumed",  "not seen", "", "share of the cargo that is in rare loaded vesicles", label="cargo in loaded ones", latex="c", context=OURS, ev=True, control=True),
    P("load",     1000.0,  "1",    (50, 1e4),    "assumed",  "not seen", "", "copies in a loaded vesicle", label="copies in a loaded one", latex="N", context="enough by itself for a cell to answer; " + OURS, scale="log", ev=True, control=True),
    P("secretion", 60.0,   "EV/(cell hour)", (1, 1e3), "measured", "secondary", "Chiu2016", "vesicles shed by a donor cell", label="vesicles shed", latex=r"\sigma_{EV}", context="60 to 65 an hour in MCF-7 and MDA-MB-231 in vitro, and up to 170 in other lines, both read second-hand; 2700 for monocytes in people (abstract); enters the vesicle budget only", scale="log", ev=True),
)

TAKEN = "n_ev * hours / one * released"

DECLARATION = Declaration(
    id="rare-loaded",
    title="One rare loaded vesicle, or many poor ones",
    idea="Two mixtures with the same mean can do opposite things; only an assay of single vesicles tells which is which.",
    summary="The share of cells that answer, and what an assay sees, when cargo is spread thin or packed into a few vesicles.",
    chapter="perspectives/isolation-heterogeneity",
    base=Base(
        source=CHE,
        what="Chevillet et al. (2014): copies of a microRNA per vesicle, taken as spread evenly.",
        extent="ours",
        left_out="the publication counts copies and vesicles and has no model; the step from copies to an answer is ours",
        departures="the step from copies to an answer is ours; a cell needs a number of copies, and cells differ in uptake by a gamma distribution",
    ),
    axes=(Axis("n_ev", "EV/(cell hour)", (1, 1e5), "vesicles taken up by a cell in an hour", label="Vesicles taken up per cell and hour", latex="n", scale="log", points=301),),
    parameters=PARAMETERS,
    intermediates=(
        Intermediate("shape", "1 / spread**2", "1", "shape of the distribution of uptake", latex="k"),
        Intermediate("evenly", f"{TAKEN} * bulk", "1", "copies a cell gets when all are spread evenly", latex=r"\lambda_0"),
        Intermediate("singly", f"{TAKEN} * bulk * (1 - in_loaded)", "1", "copies that come one by one", latex=r"\lambda_1"),
        Intermediate("full", f"{TAKEN} * bulk * in_loaded / load", "1", "loaded vesicles that a cell gets", latex=r"\lambda_N"),
    ),
    modifiers=(
        Modifier("in_loaded", "packed", "0", "1", "share of the cargo that rare vesicles carry", claims=("conclusions-03", "conclusions-04", "conclusions-06"), label="cargo in loaded vesicles", latex="c"),
    ),
    outputs=(
        # A loaded vesicle suffices; without one, single copies must reach the threshold.
        Output("answering", "1 - (shape / (shape + full))**shape * (1 - betainc(threshold, shape, singly / (singly + shape + full)))", "1", (0, 1), "share of cells that respond to this mixture", label="Cells that answer", latex="A"),
        Output("answering_even", "betainc(threshold, shape, evenly / (evenly + shape))", "1", (0, 1), "share of cells that respond to the even mixture of the same mean", label="To the even mixture", latex="A_0"),
        Output("seen", "bulk * (1 - in_loaded) * labelled + bulk * in_loaded / load * (1 - (1 - labelled)**load) + spurious", "1", (1e-8, 1), "share of vesicles that the assay of single vesicles calls loaded", label="Called loaded", latex="y", scale="log"),
        Output("seen_even", "bulk * labelled + spurious", "1", (1e-8, 1), "the same, of the even mixture", label="Called loaded, even mixture", latex="y_0", scale="log"),
        Output("parted", "(bulk * labelled + spurious) / (bulk * (1 - in_loaded) * labelled + bulk * in_loaded / load * (1 - (1 - labelled)**load) + spurious)", "1", (0.1, 1e4), "how many times more the assay sees in the even mixture", label="Even over this mixture", latex="z", scale="log"),
        Output("bulk_read", "bulk * (1 - in_loaded) + bulk * in_loaded", "1", (1e-4, 1), "what a bulk assay reads", label="Bulk read-out", latex="q", scale="log"),
    ),
    shown=("answering", "answering_even"),
    measures=(
        Measure("answer_here", "answering", "at", "1", "share of cells that answer at the uptake that is set", time="uptake", label="cells that answer"),
        Measure("answer_even", "answering_even", "at", "1", "share that responds to the even mixture there", time="uptake", label="to the even mixture"),
        Measure("bulk_reading", "bulk_read", "final", "1", "what a bulk assay reads", label="bulk read-out"),
        Measure("called", "seen", "final", "1", "share of vesicles called loaded", label="called loaded"),
        Measure("apart", "parted", "final", "1", "how many times more the assay sees in the even mixture", label="parted by"),
    ),
    budgets=(
        Budget("received", "uptake", "EV/(cell hour)", (1, 1e4), "vesicles a cell takes up in an hour", "beyond what cells are known to take up", label="vesicles per cell per hour"),
        Budget("donors", "uptake / secretion", "1", (0.01, 200), "donor cells whose whole output one recipient takes up", "more donors than can stand around one recipient", label="donor cells per recipient"),
    ),
    scenarios=(
        Scenario("packed", "The same mean, packed into a few", {}, "The even mixture makes all cells answer, this one about half; a bulk assay reads the same."),
        Scenario("high", "Many copies needed, fewer vesicles", {"threshold": 50, "uptake": 600}, "Now the even mixture does nothing, and the packed one reaches a few cells."),
        Scenario("half", "Half of the cargo packed", {"packed": 0.5}, "What is spread evenly still suffices: all cells answer."),
        Scenario("blunt", "An assay that is often mistaken", {"spurious": 0.01}, "With one empty vesicle in a hundred called loaded, single vesicles tell no more than the bulk."),
    ),
    verdicts=(
        Verdict("answer_even >= 0.999 * answer_here", "A share of {answer_here} of the cells responds to this mixture, and a share of {answer_even} to the even one. A bulk assay reads {bulk_reading} copies a vesicle for both; an assay of single vesicles separates them {apart}-fold."),
        Verdict("answer_here >= 0", "A share of {answer_here} of the cells responds to this mixture, and only a share of {answer_even} to the even one. A bulk assay reads {bulk_reading} copies a vesicle for both; an assay of single vesicles separates them {apart}-fold."),
    ),
    challenges=(
        Challenge(
            "opposite", "The same bulk, the opposite biology",
            "With one bulk read-out, let more than nine cells in ten respond to the even mixture and fewer than one in ten to yours; and choose an assay of single vesicles whose results for the two differ a hundredfold.",
            "answer_even > 0.9 and answer_here < 0.1 and apart > 100", {"spurious": 1e-3, "load": 100.0},
            ("Fewer, fuller vesicles reach fewer cells.", "All of the cargo must be packed, or the rest suffices.", "An assay that calls empty vesicles loaded sees mostly those when loaded ones are rare."),
            "The bulk assay had no say. The assay that separates them is not the most sensitive one, but the one with the fewest errors.",
            fixed=("bulk", "threshold", "released", "uptake"), solution={"packed": 1.0, "load": 1e4, "spurious": 1e-7},
        ),
    ),
    arguments=(
        Argument(
            chapter="perspectives/isolation-heterogeneity",
            sentence="Purity is paid for with yield; a bulk mean cannot distinguish one rare loaded vesicle from many with little cargo.",
            claim="packed_reads <= 1.0001 * even_reads and packed_reads >= 0.9999 * even_reads",
            says="a bulk assay reads the same however the cargo is packed",
            facts={
                "packed_reads": Fact("bulk_reading"),
                "even_reads": Fact("bulk_reading", {"packed": 0}),
            },
            over={"bulk": (1e-4, 1), "released": (1e-4, 1), "threshold": (1, 50), "uptake": (1, 1e5), "labelled": (0.001, 1), "spurious": (1e-9, 0.1), "packed": (0, 1), "load": (50, 1e4)},
        ),
    ),
    benchmarks=(
        Benchmark("exosomes_per_copy", "consistency", ClosedForm("1 / bulk"), 100, "1", 0.25, CHE, "vesicles to examine for one copy of an abundant microRNA: the abstract says over 100", checked="abstract"),
        Benchmark("even", "closed form", AtTime("answering", 100.0, setting={"threshold": 1}), 1 - (1 / (1 + 0.09 * 100 * 24 * 0.2 * 0.00825)) ** (1 / 0.09), "1", 1e-9, CHE, "one copy needed, spread evenly: one less the chance of none"),
        Benchmark("loaded", "closed form", AtTime("answering", 1e4, setting={"packed": 1}, ev=True), 1 - (1 / (1 + 0.09 * 1e4 * 24 * 0.2 * 0.00825 / 1000)) ** (1 / 0.09), "1", 1e-9, CHE, "all packed: one less the chance of no loaded vesicle"),
    ),
    limits=(
        "A loaded vesicle is enough by itself; loads below what a cell needs are left out.",
        "A vesicle releases all of its cargo or none.",
        "A cell answers at a number of copies, all at once; most answers are graded, and most targets do not wait.",
        "That loaded vesicles exist has not been shown by the count of the base; it fits that count.",
    ),
)
