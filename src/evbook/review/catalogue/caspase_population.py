"""How many cells of a population die when vesicles drip an inhibitor of apoptosis into them.

The caspase switch tells for one cell how much inhibitor an hour it takes to live through a signal.  Cells
differ in how much they make themselves: that spread is taken log-normal, as wide as has been seen for
proteins of human cells.  Vesicles add the same amount to every cell.
"""

from evbook.declaration import (
    AtTime,
    Axis,
    Base,
    Benchmark,
    Budget,
    Challenge,
    ClosedForm,
    Declaration,
    Intermediate,
    Measure,
    Modifier,
    Output,
    Scenario,
    Verdict,
)
from evbook.declaration import Parameter as P

SIG, CODE, BOOK = "Sigal2006", "code or SBML", "Ingalls2013"
OURS = "no measurement known; our assumption"

# fmt: off
# One line a parameter: name, default, unit, range, grade, checked, source, meaning.
PARAMETERS = (
    P("own",       27840.0, "molecule/(cell hour)", (5e3, 1e5),   "derived",  CODE, BOOK, "inhibitor that the middle cell makes in an hour", label="own inhibitor made", latex="m", context="464 a minute in the textbook's code", scale="log"),
    P("sigma",     0.25,    "1",                    (0.05, 1),    "derived",  "abstract", SIG, "spread of the cells: standard deviation of the logarithm of what they make", label="spread of cells", latex=r"\sigma", context="20 proteins of human cells: standard deviation 15 to 30 % of the mean; another protein may spread more", control=True),
    P("needed",    32000.0, "molecule/(cell hour)", (1.5e4, 8e4), "derived",  CODE, BOOK, "inhibitor an hour that a cell needs to live through the signal", label="inhibitor needed", latex="S^*", context="from the caspase switch: 27 000 for a signal of 50 over ten hours, 65 000 for one of 200 over 18 hours", scale="log", control=True),
    P("copies",    20.0,    "molecule/EV",          (0.01, 200),  "assumed",  "not seen", "", "copies of the inhibitor in a vesicle", label="copies per vesicle", latex="q", context=OURS, scale="log", can_be_zero=True, ev=True, control=True),
    P("released",  0.2,     "1",                    (1e-4, 1),    "assumed",  "abstract", "BioconjChem2022", "share of vesicle cargo that reaches the cytosol", label="share released", latex="f", context="counted in vitro, the fusion of vesicles with cells was very low (abstract); 0.2 is generous, and the range goes down to one in ten thousand", scale="log", can_be_zero=True, ev=True, control=True),
    P("uptake",    1500.0,  "EV/(cell hour)",       (1, 1e5),     "assumed",  "not seen", "", "vesicles a cell takes up in an hour, for the vesicle budget and the reading", label="vesicles taken up", latex="n", context="60 an hour is one neighbour's whole output", scale="log", can_be_zero=True, ev=True, control=True),
    P("secretion", 60.0,    "EV/(cell hour)",       (1, 1e3),     "measured", "secondary", "Chiu2016", "vesicles shed by a donor cell", label="vesicles shed", latex=r"\sigma_{EV}", context="60 to 65 an hour in MCF-7 and MDA-MB-231 in vitro, and up to 170 in other lines, both read second-hand; 2700 for monocytes in people (abstract); enters the vesicle budget only", scale="log", ev=True),
)
# fmt: on

DECLARATION = Declaration(
    id="caspase-population",
    title="How many cells a drip of inhibitor saves",
    idea="A drip saves the cells at the edge first: how much it takes depends on how strong the signal is, and how unlike the cells are.",
    summary="The share of a population that dies, by the vesicles that each cell takes up.",
    chapter="resistance/prosurvival-cargo",
    base=Base(
        source=SIG,
        what="Sigal et al. (2006): how widely the amount of a protein differs between human cells of one line.",
        extent="ours",
        left_out="the publication measures how widely amounts of proteins differ and has no such model; the log-normal shape is ours",
        departures="a log-normal shape is ours; the amount that a cell needs comes from the caspase switch",
    ),
    axes=(
        Axis("n_ev", "EV/(cell hour)", (1, 1e5), "vesicles taken up by a cell in an hour", label="Vesicles taken up per cell and hour", latex="n", scale="log", points=301),
    ),
    parameters=PARAMETERS,
    intermediates=(
        Intermediate("short", "maximum(needed - drip, 0)", "molecule/(cell hour)", "what a cell must make itself to live; nothing where vesicles bring enough", latex="S"),
        # Of a log-normal amount none is below nothing: where vesicles bring enough, no cell dies.
        Intermediate("dying", "where(short > 0, 0.5 * erfc(-log(short / own) / (sigma * sqrt(2))), 0)", "1", "share of cells that make less than they need", latex="F"),
    ),
    modifiers=(
        Modifier(
            "drip", "n_ev * copies * released", "0", "molecule/(cell hour)",
            "inhibitor that vesicles bring into the cytosol of every cell",
            claims=("prosurvival-cargo-02", "prosurvival-cargo-22"), label="drip of inhibitor", latex="s_{EV}",
        ),
    ),
    outputs=(
        Output("killed", "dying", "1", (0, 1), "share of cells that make less than they need, and die", label="Share killed", latex="F"),
        Output("spared", "1 - dying", "1", (0, 1), "share of cells that live", label="Share spared", latex="1-F"),
    ),
    shown=("killed",),
    measures=(
        Measure("killed_bare", "killed", "max", "1", "share killed with hardly any vesicles", label="killed without vesicles"),
        Measure("killed_here", "killed", "at", "1", "share killed at the uptake that is set", time="uptake", label="killed"),
        Measure("ev_half", "killed", "first_below", "EV/(cell hour)", "vesicles an hour at which half of the cells live", level="0.5", label="vesicles to spare half"),
        Measure("ev_tenth", "killed", "first_below", "EV/(cell hour)", "vesicles an hour at which nine cells in ten live", level="0.1", label="vesicles to spare nine in ten"),
    ),
    budgets=(
        Budget("received", "uptake", "EV/(cell hour)", (1, 1e4), "vesicles a cell takes up in an hour", "beyond what cells are known to take up", label="vesicles per cell per hour"),
        Budget("donors", "uptake / secretion", "1", (0.01, 200), "donor cells whose whole output one recipient takes up", "more donors than can stand around one recipient", label="donor cells per recipient"),
    ),
    scenarios=(
        Scenario("edge", "A signal that kills most", {}, "Seven cells in ten die without vesicles; the whole output of seventeen donors for each cell spares half."),
        Scenario("strong", "A signal that kills all", {"needed": 65000}, "A strong signal needs a hundred and fifty donors before half of the cells live."),
        Scenario("alike", "Cells that are all alike", {"sigma": 0.05}, "Without spread the same drip saves either none or all."),
        Scenario("unlike", "Cells that are unlike", {"sigma": 0.6}, "With much spread many live without any vesicle, and the drip adds little to them."),
        Scenario("one_copy", "One copy in a vesicle", {"copies": 1}, "With one copy in a vesicle the same saving costs twenty times the donors."),
    ),
    verdicts=(
        Verdict("killed_bare < 0.5", "A share of {killed_bare} dies without vesicles, fewer than half; at {uptake} vesicles an hour it is {killed_here}."),
        Verdict("ev_half > 0", "A share of {killed_bare} dies without vesicles, and of {killed_here} at {uptake} vesicles an hour; sparing half takes {ev_half}."),
        Verdict("killed_here >= 0", "A share of {killed_bare} dies without vesicles, and of {killed_here} at {uptake} vesicles an hour; no uptake shown here spares half."),
    ),
    challenges=(
        Challenge(
            "half-few-donors",
            "Spare half with few donors",
            "Of cells that need 65 000 inhibitors an hour, spare half with at most 20 donors for each (1200 vesicles an hour).",
            "killed_here <= 0.5 and uptake <= 1200 and needed >= 65000",
            {"needed": 65000.0, "uptake": 1200.0},
            (
                "Half live when the middle cell has what it needs: work out how much it is short of.",
                "37 000 an hour from 1200 vesicles is about 31 copies set free by each.",
                "Copies and share released multiply; spread does not help the middle cell.",
            ),
            "About 31 copies set free by each vesicle. The spread of the cells has no say in it.",
            fixed=("needed", "own"),
            solution={"copies": 40.0, "released": 0.8},
        ),
    ),
    benchmarks=(
        Benchmark("spread", "consistency", ClosedForm("sqrt(exp(sigma**2) - 1)"), 0.225, "1", 0.075, SIG, "standard deviation over mean: the abstract says about 15 to 30 %, here its middle and half its width", absolute=True, checked="abstract"),
        Benchmark("middle", "closed form", AtTime("killed", 1.0, setting={"needed": 27840}), 0.5, "1", 1e-9, SIG, "when the middle cell makes just what is needed, half die"),
        Benchmark("one_sigma", "closed form", AtTime("killed", 1.0, setting={"needed": 27840 * 1.2840254166877414}), 0.8413447460685429, "1", 1e-9, SIG, "one standard deviation above, 84 % die"),
        Benchmark("sparing_half", "closed form", ClosedForm("(needed - own) / (copies * released)", setting={"needed": 65000}), 9290.0, "EV/(cell hour)", 1e-9, BOOK, "vesicles an hour that spare half of a strong signal's cells"),
        Benchmark("half_spared", "closed form", AtTime("spared", 9290.0, setting={"needed": 65000}, ev=True), 0.5, "1", 1e-9, BOOK, "at that uptake half live"),
    ),
    limits=(
        "Cells differ in much besides their inhibitor; only that difference is counted.",
        "Every cell gets the same number of vesicles; in a tissue those beside a donor would get most.",
        "Living or dying is decided by one number, what the caspase switch needs; the time it takes is left out.",
        "The spread was measured for other proteins, in lung cancer cells.",
    ),
)  # fmt: skip
