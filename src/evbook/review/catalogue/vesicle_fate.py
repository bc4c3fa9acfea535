"""What becomes of the vesicles that reach a cell: bound, taken in, digested, released.

A particle binds to a cell, leaves it or is taken in, and is digested: that is trafficking of receptors and
ligands as it is commonly written.  A vesicle may besides set its content free, by fusing with the membrane of
the cell or of the endosome, and it signals from the surface for as long as it is bound there.
"""

# fmt: off
from evbook.declaration import (
    Argument,
    AtTime,
    Base,
    Benchmark,
    Budget,
    Challenge,
    ClosedForm,
    Declaration,
    Fact,
    Measure,
    Modifier,
    Output,
    Parameter,
    Process,
    Scenario,
    State,
    Time,
    Verdict,
)

P = Parameter
BASE, PKH, CHE, CHIU = "PMC4564133", "PuzarDominkus2018", "Chevillet2014", "Chiu2016"
OURS = "no measurement known; our assumption"

# One line a parameter: name, default, unit, range, grade, checked, source, meaning.
PARAMETERS = (
    P("offered",   1000.0, "EV/cell",     (1, 1e5),    "assumed",  "not seen",  "", "vesicles that are near one cell at the start", label="vesicles offered", latex="n", context="60 an hour is one neighbour's whole output, 1440 in a day", scale="log", can_be_zero=True, control=True, ev=True),
    P("particles", 1000.0, "EV/cell",     (1, 1e5),    "assumed",  "not seen",  "", "particles near a cell in the base, to compare with", label="particles of the base", latex="n_0", context="a round number", scale="log"),
    P("binding",   0.05,   "1/hour",      (1e-3, 10),  "assumed",  "not seen",  "", "rate at which a vesicle near the cell is bound", label="binding", latex="k_b", context="a hundredth or so an hour in a dish, more than one an hour in dense tissue: " + OURS, scale="log", control=True),
    P("leaving",   0.5,    "1/hour",      (1e-3, 10),  "assumed",  "not seen",  "", "rate at which a bound vesicle lets go", label="letting go", latex="k_u", context=OURS, scale="log"),
    P("entering",  1.0,    "1/hour",      (1e-3, 100), "assumed",  "not seen",  "", "rate at which a bound vesicle is taken in", label="taken in", latex="k_i", context="the other model of the chapter asks what sets it; minutes where wrapping pays, hours where not", scale="log", control=True),
    P("endosome",  1.0,    "1/hour",      (0.05, 10),  "derived",  "abstract",  "EurJCellBiol1993", "rate at which an endosome comes to its end, in a lysosome or by release", label="through the endosome", latex="k_e", context="endosomes mature within 60 to 90 minutes in HEp-2 cells in vitro, which is 1 to 0.67 an hour; as in the chapter on biogenesis", scale="log"),
    P("released",  0.2,    "1",           (1e-4, 1),   "assumed",  "abstract",  "BioconjChem2022", "share of vesicles taken in whose content is released to the cytosol and not digested", label="share released", latex="f", context="counted in vitro, the fusion of vesicles with cells was very low (abstract); 0.2 is generous, and the range goes down to one in ten thousand", scale="log", control=True, can_be_zero=True, ev=True),
    P("fusing",    1e-3,   "1/hour",      (1e-5, 1),   "assumed",  "abstract",  "BioconjChem2022", "rate at which a bound vesicle fuses with the cell's own membrane", label="fusion at the surface", latex="k_f", context="very low when counted in vitro (abstract); no rate was seen, so that the value is ours", scale="log", can_be_zero=True, ev=True),
    P("copies",    1.0,    "molecule/EV", (1e-3, 1e3), "assumed",  "not seen",  "", "copies of the cargo in a vesicle", label="copies", latex="q", context="0.00825 for an abundant microRNA, a few to a hundred for a protein", scale="log", control=True, can_be_zero=True, ev=True),
    P("one_micro", 0.00825, "molecule/EV", (1e-4, 1),  "measured", "abstract",  CHE, "copies of an abundant microRNA in a vesicle, for comparison", label="an abundant microRNA", latex="q_m", context="mean of six exosome sources (SD 0.02)", scale="log", can_be_zero=True, ev=True),
    P("lasting",   24.0,   "hour",        (0.5, 200),  "derived",  "abstract",  "Kingston2019", "half-life of the cargo in the cytosol", label="half-life of the cargo", latex="t_{1/2}", context="of a microRNA: between the medians of 11 h in mouse embryonic stem cells and 34 h in fibroblasts that had stopped dividing; proteins and messengers differ, and the range is theirs too", scale="log", ev=True),
    P("ligands",   20.0,   "molecule/EV", (0.1, 300),  "assumed",  "not seen",  "", "ligands on a vesicle that engage a receptor while it is bound", label="ligands", latex="q_s", context="as for the antigens elsewhere in the book: " + OURS, scale="log", can_be_zero=True, control=True, ev=True),
    P("micelles",  0.9,    "1",           (0, 0.99),   "measured", "abstract",  PKH, "share of dyed particles that are dye alone, and no vesicle", label="dye that is no vesicle", latex="m", context="nine of ten PKH26-positive particles, lymphoblastoid B cells, staining with ultracentrifugation", control=True, ev=True),
    P("day",       24.0,   "hour",        (23, 25),    "constant", "by definition", "", "hours of a day, for the vesicle budget", label="hours of a day", latex="24", context="arithmetic", ev=True),
    P("secretion", 60.0,   "EV/(cell hour)", (1, 1e3), "measured", "secondary", CHIU, "vesicles shed by a donor cell", label="vesicles shed", latex=r"\sigma_{EV}", context="60 to 65 an hour in MCF-7 and MDA-MB-231 in vitro, and up to 170 in other lines, both read second-hand; 2700 for monocytes in people (abstract); enters the vesicle budget only", scale="log", ev=True),
)

DECLARATION = Declaration(
    id="vesicle-fate",
    title="The fate of a vesicle",
    idea="Most of what a cell takes in it digests: a dye shows where vesicles went, and not what they delivered.",
    summary="Vesicles near a cell: bound, taken in, digested or released; the copies they deliver, the receptors they engage, and what a dye shows.",
    chapter="background/uptake",
    base=Base(
        source=BASE,
        what="Binding, letting go and being taken in, as a table of receptor trafficking writes it (Cell Mol Bioeng 2015, 8:119, table 1), and digestion.",
        extent="ours",
        left_out="only the scheme of binding, letting go and being taken in is the table's; digestion in place of recycling and all rates are ours, for no publication was found that follows vesicles so",
        departures="receptors are plentiful and do not limit; digestion in place of recycling; all rates are ours",
    ),
    time=Time("hour", 24.0, label="Hours"),
    parameters=PARAMETERS,
    states=(
        State("F", "reach", "EV/cell", (0, 1000), "vesicles near the cell, not bound", label="Near the cell", latex="F"),
        State("B", "0", "EV/cell", (0, 100), "vesicles bound at the surface", label="Bound", latex="B"),
        State("I", "0", "EV/cell", (0, 100), "vesicles in endosomes", label="In endosomes", latex="I"),
        State("D", "0", "EV/cell", (0, 1000), "vesicles digested so far", label="Digested", latex="D"),
        State("R", "0", "EV/cell", (0, 1000), "vesicles that have released their content so far", label="Released", latex="R"),
        State("C", "0", "molecule/cell", (0, 100), "copies of the cargo in the cytosol", label="Copies in the cytosol", latex="C"),
        State("E", "0", "hour molecule/cell", (0, 2e4), "receptors engaged at the surface, times the hours they were", label="Receptor-hours at the surface", latex="E"),
    ),
    processes=(
        Process("bind", "binding * F", "a vesicle is bound", consumes={"F": 1}, produces={"B": 1}, label="binding"),
        Process("leave", "leaving * B", "a bound vesicle lets go", consumes={"B": 1}, produces={"F": 1}, label="letting go"),
        Process("enter", "entering * B", "a bound vesicle is taken in", consumes={"B": 1}, produces={"I": 1}, label="taken in"),
        Process("digest", "endosome * (1 - escape) * I", "a vesicle is digested", consumes={"I": 1}, produces={"D": 1}, label="digested"),
        Process("release", "endosome * escape * I", "a vesicle releases its content from the endosome", consumes={"I": 1}, produces={"R": 1, "C": "copies"}, ev=True, claims=("background-69", "background-70"), label="released"),
        Process("fuse", "fusing * B", "a vesicle fuses with the membrane of the cell", consumes={"B": 1}, produces={"R": 1, "C": "copies"}, ev=True, claims=("background-66",), label="fusion"),
        Process("lose", "log(2) / lasting * C", "cargo in the cytosol is lost", consumes={"C": 1}, ev=True, claims=("background-72",), label="cargo lost"),
        Process("signal", "ligands * B", "receptors are engaged while a vesicle is bound", produces={"E": 1}, ev=True, claims=("background-65", "background-73"), label="signal from the surface"),
    ),
    modifiers=(
        Modifier("reach", "offered", "particles", "EV/cell", "vesicles that are near the cell at the start", claims=("background-61",), label="vesicles near the cell", latex=r"n_{EV}"),
        Modifier("escape", "released", "0", "1", "share of what is taken in that escapes digestion", claims=("background-68", "background-70"), label="share that escapes", latex=r"f_{EV}"),
        Modifier("dye", "1 / (1 - micelles)", "1", "1", "dyed particles for each dyed vesicle", claims=("background-71",), label="dye", latex=r"\mu_{EV}"),
    ),
    outputs=(
        Output("taken", "I + D + R", "EV/cell", (0, 1000), "vesicles that have been taken in", label="Taken in", latex="U"),
        Output("dyed", "(B + I + D + R) * dye", "EV/cell", (0, 1e4), "particles that a dye shows in or on the cell, if dye alone behaves as vesicles do and outlasts digestion", label="What a dye shows", latex="Y"),
        Output("delivered", "copies * R", "molecule/cell", (0, 1000), "copies delivered to the cytosol so far", label="Copies delivered", latex="q R"),
        Output("engaged", "ligands * B", "molecule/cell", (0, 1000), "receptors engaged at the surface", label="Receptors engaged", latex="q_s B"),
        Output("micro", "one_micro * R", "molecule/cell", (0, 10), "copies of an abundant microRNA delivered so far", label="An abundant microRNA", latex="q_m R"),
    ),
    shown=("F", "B", "D", "R", "delivered", "engaged"),
    measures=(
        Measure("taken_day", "taken", "final", "EV/cell", "vesicles taken in by the end", label="taken in"),
        Measure("digested_day", "D", "final", "EV/cell", "vesicles digested by the end", label="digested"),
        Measure("released_day", "R", "final", "EV/cell", "vesicles that have released their content by the end", label="released"),
        Measure("delivered_day", "delivered", "final", "molecule/cell", "copies delivered by the end", label="copies delivered"),
        Measure("copies_most", "C", "max", "molecule/cell", "most copies in the cytosol at one time", label="most copies at a time"),
        Measure("engaged_most", "engaged", "max", "molecule/cell", "most receptors engaged at one time", label="most receptors engaged"),
        Measure("signal_day", "E", "final", "hour molecule/cell", "receptor-hours by the end", label="receptor-hours"),
        Measure("dyed_day", "dyed", "final", "EV/cell", "particles that a dye shows by the end", label="shown by a dye"),
        Measure("micro_day", "micro", "final", "molecule/cell", "copies of an abundant microRNA delivered by the end", label="of an abundant microRNA"),
    ),
    budgets=(
        Budget("received", "offered / day", "EV/(cell hour)", (1, 1e4), "vesicles an hour that must come near one cell", "beyond what cells are known to take up", label="vesicles per cell per hour"),
        Budget("donors", "offered / (secretion * day)", "1", (0.01, 200), "donor cells whose whole output of a day reaches one recipient", "more donors than can stand around one recipient", label="donor cells per recipient"),
    ),
    scenarios=(
        Scenario("day", "A thousand vesicles for one cell", {}, "In a day half are taken in, and a tenth of all set their content free."),
        Scenario("tissue", "Dense tissue", {"binding": 1.4}, "Nearly all are taken in within hours; still four in five are digested."),
        Scenario("rare", "Hardly any released", {"released": 1e-3, "fusing": 1e-4}, "By a dye nothing has changed; less than one copy arrives."),
        Scenario("surface", "Held at the surface", {"entering": 0.02, "fusing": 1e-4, "leaving": 0.05}, "An eighth is taken in, and the signal from the surface is twelve times as large."),
        Scenario("loaded", "A loaded vesicle", {"copies": 100, "released": 0.02}, "A hundred copies make up for a release of two in a hundred."),
        Scenario("micro", "An abundant microRNA", {"copies": 0.00825}, "A thousand vesicles deliver one copy of it, or none."),
    ),
    verdicts=(
        Verdict("delivered_day >= 100", "Within a day {taken_day} of {offered} are taken in and {digested_day} are digested; of the cargo, {delivered_day} are delivered. A dye would show {dyed_day}."),
        Verdict("delivered_day >= 1", "Within a day {taken_day} of {offered} are taken in and {digested_day} are digested; of the cargo, only {delivered_day} are delivered. A dye would show {dyed_day}; at most {engaged_most} are bound at the surface at one time."),
        Verdict("delivered_day >= 0", "Within a day {taken_day} of {offered} are taken in, and less than one copy of the cargo is delivered. A dye would show {dyed_day}; at most {engaged_most} are bound at the surface at one time."),
    ),
    challenges=(
        Challenge(
            "hundred-copies", "A hundred copies in a day",
            "Deliver 100 copies to one cell in 24 hours with at most 1000 vesicles, when one in a hundred of those taken in releases its content.",
            "delivered_day >= 100 and offered <= 1000", {"released": 0.01, "offered": 1000.0},
            ("Ten copies a vesicle would do, if every vesicle were taken in.", "In a dish few are bound within a day: bring them closer, or let them bind better.", "Half taken in at one in a hundred is five released: twenty copies in each."),
            "Either targeting or loading does it: what counts is vesicles taken in, times share released, times copies. No dye shows the last two.",
            fixed=("released", "fusing"),
            solution={"copies": 20.0},
        ),
    ),
    arguments=(
        Argument(
            chapter="background/uptake",
            sentence="A vesicle is wrapped when its bonds pay for bending the membrane: about forty strong bonds, whatever its size; and most of what gets in is digested.",
            claim="digested > set_free",
            says="more of the vesicles are digested than released",
            facts={
                "digested": Fact("digested_day"),
                "set_free": Fact("released_day"),
            },
            over={"offered": (1, 1e5), "binding": (0.001, 10), "entering": (0.1, 100), "released": (1e-4, 0.4), "copies": (0.001, 1000), "ligands": (0.3, 100), "fusing": (1e-5, 0.01)},
            held={"micelles": 0.9},
            outside="Where more than half of what enters is released, or vesicles fuse at the surface faster than they enter, less is digested than released; no such cell was found in what was read.",
        ),
    ),
    benchmarks=(
        Benchmark("per_copy", "consistency", ClosedForm("1 / one_micro"), 100, "EV/molecule", 0.25, CHE, "exosomes to examine for one copy of an abundant microRNA: the abstract says over 100", checked="abstract"),
        Benchmark("all_digested", "closed form", AtTime("D", 2000.0), 1000.0, "EV/cell", 1e-6, BASE, "without release every particle is digested in the end"),
        Benchmark("split", "closed form", AtTime("R", 2000.0, ev=True), 1000 * (1.0 * 0.2 + 1e-3) / (1.0 + 1e-3), "EV/cell", 1e-5, BASE, "with it the released part is that of two branchings: (k_i f + k_f)/(k_i + k_f)"),
        Benchmark("bound_early", "independent computation", AtTime("B", 3.0), 30.16339183, "EV/cell", 1e-6, BASE, "bound after three hours: the exponential of the rates' matrix"),
        Benchmark("digested_day", "independent computation", AtTime("D", 24.0), 520.75051446, "EV/cell", 1e-6, BASE, "digested after a day, likewise"),
    ),
    limits=(
        "One kind of vesicle, one kind of cell, and rates that are all assumed: the chapter prints ranges.",
        "Cells do not tire: uptake that saturates, as it was seen to in vitro, is left out.",
        "A vesicle that lets go, or whose parts are sent out again, leaves the model or is counted as near the cell.",
        "A signal is counted as receptors engaged; what a cell makes of it, and how it amplifies it, is not.",
    ),
)
