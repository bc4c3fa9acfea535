"""Exosomes leave in bursts: multivesicular endosomes are made, digested, docked and fused, one by one.

A cell holds few such endosomes at a time, so that chance matters; every fusion sets a handful of vesicles free at
once.  Fusions are Poisson events, and the count of vesicles has a variance that is its mean times the size of a
burst: two knock-downs that halve the release can be distinguished by how different single cells become.
"""

# fmt: off
from evbook.declaration import (
    AtTime,
    Base,
    Benchmark,
    Box,
    Budget,
    Challenge,
    ClosedForm,
    Declaration,
    Layer,
    Measure,
    Modifier,
    Output,
    Point,
    Process,
    Scale,
    Scenario,
    Scene,
    State,
    Time,
    Verdict,
)
from evbook.declaration import Parameter as P

HEP, CHIU = "EurJCellBiol1993", "Chiu2016"
OURS = "no measurement known; our assumption"
SUM = "chosen so that 63 vesicles an hour leave the cell, as counted on single cells"

# One line a parameter: name, default, unit, range, grade, checked, source, meaning.
PARAMETERS = (
    P("made",      31.0, "1/hour", (1, 200),     "derived",  "secondary", "Chiu2016", "multivesicular endosomes made in an hour", label="endosomes made", latex="k_M", context=SUM, scale="log", control=True),
    P("digesting", 0.8,  "1/hour", (0.05, 5),    "derived",  "abstract", HEP, "rate at which an endosome becomes a lysosome", label="to the lysosome", latex="k_L", context="HEp-2 cells in vitro: mature within 60 to 90 minutes, so 1/75 min", scale="log", control=True),
    P("docking",   0.18, "1/hour", (0.01, 5),    "derived",  "secondary", "Chiu2016", "rate at which an endosome docks at the plasma membrane", label="docking", latex="k_D", context="what lets 63 vesicles an hour leave a cell, the middle of the 60 to 65 counted, with the other numbers as they are", scale="log", can_be_zero=True, ev=True),
    P("undocking", 6.0,  "1/hour", (0.1, 60),    "assumed",  "not seen", "", "rate at which a docked endosome is lost from its site", label="undocking", latex="k_U", context=OURS, scale="log", ev=True),
    P("fusing",    6.0,  "1/hour", (0.1, 60),    "assumed",  "not seen", "", "rate at which a docked endosome fuses", label="fusion", latex="k_F", context="fusions have been imaged one by one; their rate was not seen by us", scale="log", can_be_zero=True, ev=True),
    P("rab",       1.0,  "1",      (0.02, 2),    "constant",  "by definition", "", "activity of Rab27, Rab35 and Rab11, which bring endosomes to dock", label="Rabs left", latex="r", context="1 in an untouched cell; that docking goes in proportion is ours", scale="log", can_be_zero=True, ev=True, control=True),
    P("cortactin", 1.0,  "1",      (0.02, 2),    "constant",  "by definition", "", "cortactin, which makes docking sites last", label="cortactin left", latex="a", context="1 in an untouched cell; that the loss of sites goes inversely is ours", scale="log", ev=True, control=True),
    P("syt7",      1.0,  "1",      (0.02, 2),    "constant",  "by definition", "", "synaptotagmin-7, which lets docked endosomes fuse", label="synaptotagmin-7 left", latex="s", context="1 in an untouched cell; that fusion goes in proportion is ours", scale="log", can_be_zero=True, ev=True, control=True),
    P("burst",     20.0, "EV",     (1, 100),     "assumed",  "not seen", "", "vesicles set free by one fusion", label="vesicles per fusion", latex="n", context="an endosome of 400 nm filled to a tenth with vesicles of 65 nm holds 23; a review gives 250 to 1000 nm and 50 to 80 nm", scale="log", can_be_zero=True, ev=True, control=True),
)

#: Endosomes that end outside, for each that ends in a lysosome.
OUT = "docking * rab * fusing * syt7 / (fusing * syt7 + undocking / cortactin)"
RATE = f"made * ({OUT}) / (({OUT}) + digesting) * burst"


DECLARATION = Declaration(
    id="secretion-bursts",
    title="Exosomes in bursts",
    idea="Fewer fusions and smaller bursts halve the release alike, but only the first makes cells less alike.",
    summary="A cell makes endosomes, digests most of them and fuses a few, each of which sets many vesicles free at once.",
    chapter="background/biogenesis",
    base=Base(
        source=HEP,
        what="Multivesicular endosomes that are made and mature into lysosomes (HEp-2 cells, 1993), as events of immigration and death.",
        extent="ours",
        left_out="the publication measures how long endosomes take to mature and has no model; events of immigration and death are the simplest that have such a time",
        departures="the authors give a time of maturation and no model: that each endosome has the same chance in every minute is ours",
    ),
    time=Time(unit="hour", end=24.0, points=289, label="Hours"),
    states=(
        State("M", "made / (digesting + net_loss)", "1", (0, 60), "multivesicular endosomes inside the cell", label="Endosomes inside", latex="M"),
        State("D", "waiting * made / (digesting + net_loss)", "1", (0, 3), "endosomes docked at the plasma membrane", label="Docked", latex="D"),
        State("V", "0", "EV", (0, 2000), "vesicles released since the count began", label="Vesicles released", latex="V"),
    ),
    parameters=PARAMETERS,
    modifiers=(
        Modifier("net_loss", OUT, "0", "1/hour", "rate at which endosomes leave by fusion in the long run, for the start at steady state", claims=("background-29",), label="loss by fusion", latex="k_X"),
        Modifier("waiting", "docking * rab / (fusing * syt7 + undocking / cortactin)", "0", "1", "docked endosomes for each inside, for the start at steady state", claims=("background-41",), label="docked share", latex="u"),
    ),
    processes=(
        Process("making", "made", "an endosome with vesicles inside is made", produces={"M": 1}),
        Process("digestion", "digesting * M", "an endosome becomes a lysosome, and its vesicles are digested", consumes={"M": 1}, claims=("background-28",)),
        Process("docks", "docking * rab * M", "an endosome docks at the plasma membrane", consumes={"M": 1}, produces={"D": 1}, ev=True, claims=("background-41", "background-42"), label="docking"),
        Process("leaves", "undocking / cortactin * D", "a docked endosome loses its site", consumes={"D": 1}, produces={"M": 1}, ev=True, claims=("background-42",), label="undocking"),
        Process("fuses", "fusing * syt7 * D", "a docked endosome fuses and sets its vesicles free", consumes={"D": 1}, produces={"V": "burst"}, ev=True, claims=("background-29", "background-41"), label="fusion, a burst"),
    ),
    outputs=(
        Output("rate", "net_loss * M * burst", "EV/hour", (0, 200), "vesicles released in an hour, on average", label="Release", latex="J"),
        Output("spread", "sqrt(burst * V)", "EV", (0, 300), "standard deviation between cells of the vesicles released: the root of burst times mean", label="Spread between cells", latex=r"\sigma_V"),
        Output("fusions", "fusing * syt7 * D", "1/hour", (0, 20), "endosomes that fuse with the plasma membrane in an hour, on average", label="Fusions an hour", latex=r"\phi"),
    ),
    shown=("V", "spread"),
    measures=(
        Measure("day", "V", "final", "EV", "vesicles released in the window, on average", label="released in a day"),
        Measure("three_hours", "V", "at", "EV", "vesicles released in three hours, on average", time="3", label="released in three hours"),
        Measure("per_hour", "rate", "final", "EV/hour", "vesicles released in an hour", label="release an hour"),
        Measure("deviation", "spread", "final", "EV", "standard deviation between cells after the window", label="spread between cells"),
        Measure("inside", "M", "final", "1", "endosomes inside the cell", label="endosomes inside"),
    ),
    budgets=(
        Budget("released", RATE, "EV/hour", (1, 1e4), "vesicles that a cell releases in an hour", "beyond what cells are known to release", label="vesicles per cell per hour"),
        Budget("fused", f"({OUT}) / (({OUT}) + digesting)", "1", (0, 1), "share of endosomes that fuse and are not digested", "more than there are", label="share that fuses"),
    ),
    scene=Scene(
        title="A cell whose endosomes dock at its membrane, and the vesicles that each fusion sets free at once",
        at=0.5,
        scales=(Scale("pace", 0.6, "1/hour"),),
        layers=(
            Layer("cell", "ground", "the cell", Point(100, 100), size=100, stretch=1.2, colour="muted", keyed=False),
            Layer("nucleus", "nucleus", "its nucleus", Point(34, 100), size=30, colour="muted", keyed=False),
            Layer("membrane", "membrane", "its membrane", Point(222, 100), size=100, stretch=0.025, colour="muted", keyed=False),
            Layer("inside", "endosome", "endosomes inside", Box(136, 100, 116, 176), count="M", sway=3, speed="pace", size=6.4, colour="c0"),
            Layer("docked", "endosome", "docked endosomes, as many at a time as in twenty such cells", Box(213, 100, 6, 186), count="D", one=0.05, size=4.6, colour="c1"),
            Layer("leaving", "vesicle", "vesicles released in an hour", Box(230, 100, 4, 180), count="rate", one=4.0, unit="EV/hour", to=Box(306, 100, 50, 186), speed="pace", size=2.6, colour="c2"),
            Layer("out", "vesicle", "vesicles released until now, a burst each", Box(396, 100, 156, 184), count="V", one="burst", unit="EV", first="1", size=3.4, colour="c2"),
        ),
        says=(
            Verdict("digestion > docks", "More endosomes are digested at this moment than dock."),
            Verdict("digestion <= docks", "At least as many endosomes dock at this moment as are digested."),
        ),
    ),
    scenarios=(
        Scenario("untouched", "An untouched cell", {}, "Three fusions an hour, of twenty vesicles each: 1500 vesicles a day, with a standard deviation of 170."),
        Scenario("rab27", "Rab27a silenced", {"rab": 0.3}, "Fewer endosomes dock: a third of the release, and cells that are less alike."),
        Scenario("cortactin", "Cortactin silenced", {"cortactin": 0.2}, "Docking sites do not last: most docked endosomes go back."),
        Scenario("syt7", "Synaptotagmin-7 silenced", {"syt7": 0.2}, "Docked endosomes wait and go back: the same fall as with cortactin, with more of them docked."),
        Scenario("ceramide", "Neutral sphingomyelinase 2 silenced", {"burst": 7}, "Fewer vesicles in each endosome: much the same fall as with Rab27a, and cells as alike as before."),
        Scenario("lysosome", "Digestion by the lysosome slowed", {"digesting": 0.1}, "What is not digested has time to dock: release rises more than fourfold."),
    ),
    verdicts=(
        Verdict("deviation > 0.3 * day", "A cell releases {per_hour}, or {day} in a day, with a standard deviation of {deviation}: cells differ widely."),
        Verdict("day > 0", "A cell releases {per_hour}, or {day} in a day, with a standard deviation of {deviation}; {inside} endosomes are inside."),
    ),
    challenges=(
        Challenge(
            "less-but-alike", "Half the vesicles, and cells no less alike",
            "Bring the release of a day below 800 vesicles while the spread between cells stays below 12 % of it.",
            "day < 800 and deviation < 0.12 * day and made <= 31",
            {"rab": 0.3},
            ("Whatever lowers the number of fusions makes cells less alike: the share is one over the root of the fusions.", "Leave the fusions as they are in an untouched cell.", "Make each burst half as large."),
            "The spread, as a share of the mean, counts fusions and nothing else. Smaller bursts leave it where it was.",
            fixed=("made", "digesting"),
            solution={"rab": 1.0, "burst": 10.0},
        ),
    ),
    benchmarks=(
        Benchmark("single_cells", "consistency", AtTime("V", 3.0, ev=True), 187.5, "EV", 0.04, CHIU, "vesicles caught from one cell in three hours at 60 to 65 an hour; making and docking were chosen to give it", checked="secondary"),
        Benchmark("maturation", "consistency", ClosedForm("60 / digesting"), 75, "minute", 15, HEP, "minutes until an endosome is a lysosome: within 60 to 90, here their middle and half width", absolute=True, checked="abstract"),
        Benchmark("rest", "closed form", AtTime("M", 24.0), 31 / 0.8, "1", 1e-6, HEP, "without release the endosomes inside stand at making over digestion"),
        Benchmark("mean_release", "closed form", AtTime("V", 24.0, ev=True), 24 * 31 * 20 * 0.09 / 0.89, "EV", 1e-6, HEP, "mean release: endosomes made, times the share that fuses, times the burst"),
        Benchmark("spread", "closed form", AtTime("spread", 24.0, ev=True), (20 * 24 * 31 * 20 * 0.09 / 0.89) ** 0.5, "EV", 1e-6, HEP, "spread of a Poisson number of bursts of one size: the root of burst times mean"),
        Benchmark("half_rab", "closed form", AtTime("V", 24.0, setting={"rab": 0.5}, ev=True), 24 * 31 * 20 * 0.045 / 0.845, "EV", 1e-6, HEP, "with half of the Rabs a little more than half leaves, for endosomes wait longer"),
    ),
    limits=(
        "Every rate but that of maturation is assumed; only the sum was counted, on single cells, as read in a summary.",
        "Bursts are all of one size; real endosomes differ, which adds to the spread: variance over mean is then above the mean burst.",
        "Cells are alike but for chance; real cells differ in size and state as well, and divide.",
        "Silencing Rab27a is reported to make endosomes larger, so that bursts may grow as fusions fall.",
        "Not everything that is sized and marked like an exosome comes from an endosome.",
    ),
)
