"""A tumour slice: sensitive and resistant cells on a lattice under a drug (Strobl et al. 2022), and vesicles that protect.

The base has one cell a site and nothing that is shed.  Vesicles of resistant cells spread from site to site and are lost on
the way; what a sensitive cell takes up protects it from the drug for as long as it lasts, or for good.  How far they get is
a length that has been measured in tissue.
"""

from evbook.declaration import (
    Argument,
    Base,
    Benchmark,
    Budget,
    CellKind,
    Challenge,
    Contact,
    Declaration,
    Event,
    Fact,
    Field,
    Lattice,
    Measure,
    Memory,
    MixedMeasure,
    Modifier,
    Output,
    Placing,
    RunMean,
    Scenario,
    Tally,
    Time,
    Tissue,
    Treatment,
    Verdict,
)
from evbook.declaration import Parameter as P

STR, CODE = "Strobl2022", "code or SBML"
CHAPTER = "perspectives/tumour-slice"
IDEA = (
    "In a flat layer where cells stay in place and protection is not inherited, vesicles that reach only the next cells "
    "delay relapse, because a protected rim hems the resistant clones in; vesicles that reach many cells bring it sooner."
)
OURS = "not in the source: one of the choices that a lattice makes, to be tried"

# fmt: off
# One line a parameter: name, default, unit, range, grade, checked, source, meaning.
PARAMETERS = (
    P("growth",      0.027, "1/day", (0.005, 0.2), "assumed", CODE, STR, "rate at which a sensitive cell tries to divide", label="growth r", latex=r"r_S", context="doubling in 26 days where there is room", scale="log"),
    P("cost",        0.0,  "1",    (0, 0.8),      "assumed",  CODE, STR, "cost of resistance: share by which resistant cells divide more slowly", label="cost of resistance", latex=r"c_R", context="0 to 0.3 in the source's runs", control=True),
    P("turnover",    0.0,  "1",    (0, 0.8),      "assumed",  CODE, STR, "death of a cell by itself, over the growth of a sensitive one", label="turnover", latex=r"d_T", context="0 to 0.3 in the source's runs", control=True),
    P("kill",        0.75, "1",    (0, 1),        "assumed",  CODE, STR, "chance that a sensitive cell dies of the drug when it would divide", label="kill at division", latex=r"d_D", context="cells without room do not divide and are spared"),
    P("density",     0.5,  "cell", (0.01, 0.8),   "assumed",  CODE, STR, "cells a site at the start", label="density at the start", latex=r"n_0", context="0.1 to 0.75 in the source", control=True),
    P("resistant_share", 0.01, "1", (0, 0.2),     "assumed",  CODE, STR, "share of resistant cells at the start", label="resistant at the start", latex=r"f_R", context="0.001 to 0.1 in the source", control=True),
    P("progression", 1.2,  "1",    (1.05, 1.9),   "assumed",  CODE, STR, "size at which treatment has failed, over that at the start", latex=r"n_P", context="where two daily looks in a row exceed it"),
    P("adaptive",    0.0,  "1",    (0, 1),        "constant",  "by definition", "", "whether drug is given by size and not all the time (0 or 1)", label="adaptive", latex="a", context="the source compares both", control=True),
    P("pause_at",    0.5,  "1",    (0.1, 0.95),   "assumed",  CODE, STR, "size below which drug given by size is paused, over that at the start", label="pause at", latex=r"n_1", context="half of the size at the start; on again above that size"),
    P("width",       100,  "1",    (20, 256),     "assumed",  CODE, STR, "sites from side to side of the slice", label="width of the slice", latex="L", context="100 in the source, which tries others; 256 is the widest, 5 mm", control=True),
    P("layers",      1,    "1",    (1, 12),       "constant",  "by definition", "", "layers of the slice; with more than one it is at most 40 sites wide", latex=r"L_z", context=OURS),
    P("site",        20,   "um",   (10, 40),      "derived",  "code or SBML", "Scheuher2023", "size of a site, the diameter of a cell", latex=r"\delta", context="the diameter of a sphere of 3820 µm³, SK-BR-3 in a published model, is 19.4 µm; no length stands in the code of the slice's source"),
    P("gathered",    0,    "1",    (0, 2),        "constant",  "by definition", "", "how cells lie at the start: 0 scattered, 1 resistant cells together in the middle, 2 all in a disc", label="start: scattered, clone, disc", latex="g", context="scattered in the source's table; it tries discs too", control=True),
    P("neighbours",  4,    "1",    (4, 8),        "constant",  "by definition", "", "sites that touch a site within its layer: 4 or 8", latex="k", context="4 in the source"),
    P("stirred",     0,    "1",    (0, 1),        "assumed",  "code or SBML", "Strobl2022", "share of divisions that look for room at one site anywhere", latex=r"\mu", context="0 in the source; 1 is a well-mixed tumour"),
    P("pushing",     0,    "1",    (0, 20),       "assumed",  "code or SBML", "Strobl2022", "cells that a dividing one can push out of its way along a line", label="pushing", latex=r"\ell", context="0 in the source, which has no pushing: one of the choices that a lattice makes, to be tried", control=True),
    P("movement",    0.0,  "1/day", (0, 0.5),     "assumed",  "code or SBML", "Strobl2022", "moves of a cell to a free neighbouring site", label="movement", latex="m", context="0 in the source's runs, whose code allows it", control=True),
    P("kills_all",   0,    "1",    (0, 1),        "constant",  "by definition", "", "whether the drug kills every sensitive cell and not only dividing ones (0 or 1)", label="drug kills all", latex="b", context=OURS, control=True),
    P("kill_rate",   0.02, "1/day", (0, 0.2),     "assumed",  "not seen", "", "death by a drug that kills every sensitive cell", latex=r"d_A", context="as strong as 0.75 of all divisions where there is room"),
    P("secretion",   1440, "EV/(cell day)", (24, 2.4e4), "measured", "secondary", "Chiu2016", "vesicles shed by a resistant cell in a day", label="vesicles shed", latex=r"\sigma_{EV}", context="60 an hour in vitro", scale="log", can_be_zero=True, ev=True, control=True),
    P("reach",       25,   "um",   (5, 200),      "measured", "secondary", "Colombo2025", "decay length of vesicles in tissue: the length √(D/loss)", label="range λ", latex=r"\lambda_{EV}", context="HeLa tumours in mice: half of the signal within 17 µm of the donors, 80 % within 40 µm", scale="log", ev=True, control=True),
    P("half_life",   1.0,  "day",  (0.1, 30),     "assumed",  "not seen", "", "half-life of what a cell has taken up", label="half-life of the memory", latex="t_p", context="days, as for other membrane proteins", scale="log", ev=True, control=True),
    P("need",        100,  "EV/cell", (5, 5000),  "assumed",  "not seen", "", "vesicles remembered at which half of the drug's effect is spared", label="need", latex="P_0", context="no number known", scale="log", ev=True, control=True),
    P("steepness",   8,    "1",    (1, 16),       "assumed",  "not seen", "", "steepness of the protection: the power of a Hill function", latex="n", context="1 and 2 are smooth, 8 is nearly a threshold", ev=True),
    P("dilution",    1,    "1",    (0, 1),        "assumed",  "not seen", "", "share of the memory that is parted between daughters; the rest both keep", latex=r"\chi", context="1: what one cell holds is shared by two", ev=True),
    P("heritable",   0.0,  "1/day", (0, 0.1),     "assumed",  "not seen", "", "rate at which a protected cell becomes resistant for good", label="made resistant for good", latex="h", context="0 for a protein", ev=True, control=True),
    P("everywhere",  0,    "1",    (0, 1),        "constant",  "by definition", "", "whether vesicles are spread evenly, as a well-mixed model has them (0 or 1)", label="spread evenly", latex="e", context="to be compared with", ev=True),
    P("seed",        0,    "1",    (0, 9999),     "constant",  "by definition", "", "which of the possible runs this is: a whole number that decides nothing but chance", label="seed", latex="z", context="the same number gives the same run, cell by cell", control=True),
)
# fmt: on

#: A slab of several layers is at most 40 sites wide, or a run would take minutes.
SIDE = "minimum(width, where(layers > 1.5, 40, width))"
SITES = f"{SIDE} * {SIDE} * layers"
N_0 = f"density * {SITES}"


def published(cost: float, turnover: float, adaptive: int, mean: float) -> Benchmark:
    """A row of the source's table: the mean time to progression over 1000 runs, beside few of ours.

    Its spread, and two hundred runs at fifteen settings, are in the tests.
    """
    said = f"{'adaptive' if adaptive else 'continuous'} therapy, cost {cost:g}, turnover {turnover:g}"
    return Benchmark(
        f"mean_{'adaptive' if adaptive else 'continuous'}_{cost * 10:.0f}_{turnover * 10:.0f}",
        "published",
        RunMean("time_to_progression", 24, setting={"cost": cost, "turnover": turnover, "adaptive": adaptive}),
        mean,
        "day",
        0.03,
        STR,
        f"mean time to progression, {said} (1000 runs of the source, 24 of ours)",
        checked=CODE,
    )


def mixed(cost: float, turnover: float, adaptive: int, value: float) -> Benchmark:
    """A row of the source's table for its model without space."""
    setting = {"cost": cost, "turnover": turnover, "adaptive": adaptive}
    said = f"{'adaptive' if adaptive else 'continuous'} therapy, cost {cost:g}, turnover {turnover:g}"
    name = f"mixed_{'adaptive' if adaptive else 'continuous'}_{cost * 10:.0f}_{turnover * 10:.0f}"
    return Benchmark(
        name,
        "published",
        MixedMeasure("time_to_progression", setting=setting),
        value,
        "day",
        0.01,
        STR,
        f"time to progression without space, {said}",
        checked=CODE,
    )


DECLARATION = Declaration(
    id="tumour-slice",
    title="A slice of a tumour under a drug, and vesicles that protect the neighbours of resistant cells",
    idea=IDEA,
    summary="Cells on a lattice divide into room and die; vesicles of resistant cells protect what they reach.",
    chapter=CHAPTER,
    base=Base(
        source=STR,
        what="Strobl et al. (2022): sensitive and resistant tumour cells on a lattice under continuous or adaptive therapy.",
        extent="whole",
        departures="which cells act in a step is drawn before their order is, which changes no probability",
    ),
    time=Time(unit="day", end=1000.0, points=1001, label="Days"),
    parameters=PARAMETERS,
    tissue=Tissue(
        lattice=Lattice(
            SIDE, SIDE, "1", "site", layers="layers", neighbours="neighbours", stirred="stirred", pushing="pushing"
        ),
        kinds=(
            CellKind("S", "sensitive cells", label="Sensitive", latex="S"),
            CellKind("R", "resistant cells", label="Resistant", latex="R"),
        ),
        placings=(
            Placing("R", f"resistant_share * {N_0}", "resistant cells", rounding="up", gathered="gathered > 0.5"),
            Placing("S", f"(1 - resistant_share) * {N_0}", "sensitive cells", gathered="gathered > 1.5"),
        ),
        events=(
            Event(
                "division",
                "S",
                "divide",
                "growth",
                "a sensitive cell divides into room, or dies of the drug as it tries",
                dies="kill * drug * (1 - kills_all) * (1 - spared)",
            ),
            Event("death", "S", "die", "turnover * growth", "a sensitive cell dies by itself"),
            Event(
                "drug_death",
                "S",
                "die",
                "kill_rate * drug * (1 - spared)",
                "a sensitive cell dies of a drug that kills all",
                when="kills_all > 0.5",
                label="death by drug",
            ),
            Event("moving", "S", "move", "movement", "a sensitive cell moves", when="movement > 0"),
            Event(
                "conversion",
                "S",
                "become",
                "heritable * spared",
                "a protected cell becomes resistant for good",
                to="R",
                when="heritable > 0",
                ev=True,
                claims=("efflux-transfer-15",),
            ),
            Event(
                "division_R",
                "R",
                "divide",
                "(1 - cost) * growth",
                "a resistant cell divides into room",
                label="division, resistant",
            ),
            Event(
                "death_R", "R", "die", "turnover * growth", "a resistant cell dies by itself", label="death, resistant"
            ),
            Event(
                "moving_R",
                "R",
                "move",
                "movement",
                "a resistant cell moves",
                when="movement > 0",
                label="moving, resistant",
            ),
        ),
        fields=(
            Field(
                "uptake",
                {"R": "secretion"},
                "reach",
                "EV/(cell day)",
                "vesicles of resistant cells that a site takes up in a day",
                spread="everywhere > 0.5",
                ev=True,
                label="vesicles taken up",
            ),
        ),
        memories=(
            Memory(
                "remembered",
                "uptake",
                "half_life",
                "EV/cell",
                "what a cell has taken up and not yet lost",
                at_division="1 - 0.5 * dilution",
                ev=True,
            ),
        ),
        treatments=(
            Treatment(
                "drug",
                "1",
                "(adaptive > 0.5) and (cells < pause_at * cells_0)",
                "(adaptive <= 0.5) or (cells > cells_0)",
                "the drug is on",
                label="Drug",
            ),
        ),
        tallies=(
            Tally(
                "share_spared",
                "S",
                "spared",
                "1",
                "share of the drug's effect that sensitive cells are spared, on average",
            ),
        ),
        contacts=(Contact("contacts", ("S", "R"), "neighbouring pairs of a sensitive and a resistant cell"),),
        seed="seed",
        limit=4000.0,
        until="time_to_progression",
    ),
    intermediates=(),
    modifiers=(
        Modifier(
            "spared",
            "1 - 1 / (1 + (remembered / need)**steepness)",
            "0",
            "1",
            "vesicles remembered spare a sensitive cell the drug",
            claims=("efflux-transfer-15", "conclusions-03"),
            label="protection by vesicles",
            latex=r"s_{EV}",
        ),
    ),
    outputs=(
        Output("tumour", "cells", "cell", (0, 6500), "all cells", label="Tumour", latex="N"),
        Output("sensitive", "S", "cell", (0, 6500), "sensitive cells", label="Sensitive", latex="S"),
        Output("resistant", "R", "cell", (0, 6500), "resistant cells", label="Resistant", latex="R"),
        Output(
            "mixed",
            "mixed_cells",
            "cell",
            (0, 6500),
            "all cells, were they well mixed",
            label="Well mixed",
            latex=r"\bar N",
        ),
        Output(
            "protected",
            "share_spared",
            "1",
            (0, 1),
            "share of the drug's effect that sensitive cells are spared",
            label="Protected",
            latex=r"\bar s",
        ),
        Output(
            "front",
            "contacts",
            "1",
            (0, 4000),
            "pairs of a sensitive cell beside a resistant one",
            label="Front",
            latex="F",
        ),
        Output("dose", "drug", "1", (0, 1), "whether drug is given", label="Drug", latex="D"),
        Output(
            "cycles", "drug_cycles", "1", (0, 20), "how often treatment has been resumed", label="Cycles", latex="n_C"
        ),
    ),
    shown=("resistant", "sensitive", "tumour", "mixed"),
    measures=(
        Measure(
            "time_to_progression",
            "tumour",
            "stays_above",
            "day",
            "first day of two in a row on which the tumour exceeds the size at which treatment has failed",
            level=f"progression * {N_0}",
            label="time to progression",
        ),
        Measure("smallest", "tumour", "min", "cell", "the smallest number of cells", label="smallest tumour"),
        Measure(
            "resistant_last",
            "resistant",
            "final",
            "cell",
            "resistant cells at the end of the run",
            label="resistant at the end",
        ),
        Measure(
            "most_protected",
            "protected",
            "max",
            "1",
            "largest share of the drug's effect that sensitive cells are spared",
            label="most protected",
        ),
        Measure(
            "longest_front",
            "front",
            "max",
            "1",
            "most pairs of a sensitive cell beside a resistant one",
            label="longest front",
        ),
        Measure("cycles_run", "cycles", "final", "1", "how often treatment has been resumed", label="cycles"),
        Measure("treated", "dose", "mean", "1", "share of the time with drug", label="time with drug"),
        Measure(
            "mixed_progression",
            "mixed",
            "stays_above",
            "day",
            "the same, were the tumour well mixed",
            level=f"progression * {N_0}",
            label="well mixed",
        ),
    ),
    budgets=(
        Budget(
            "shed",
            "secretion",
            "EV/(cell day)",
            (24, 4080),
            "vesicles shed by a resistant cell in a day",
            "More than cells are known to shed: 60 to 170 an hour were counted.",
            label="vesicles shed",
        ),
        Budget(
            "asked",
            "need * log(2) / half_life / secretion",
            "1",
            (0, 1),
            "vesicles that one cell must take up in a day to stay half protected, over what one donor sheds",
            "One donor cannot protect a single neighbour; it takes several.",
            label="share of a donor's vesicles",
        ),
    ),
    scenarios=(
        Scenario(
            "continuous", "Drug all the time", {}, "The published model: drug all the time, no vesicles.", ev=False
        ),
        Scenario(
            "adaptive",
            "Drug by size",
            {"adaptive": 1},
            "The published model: drug pauses at half of the size and returns at the whole of it, no vesicles.",
            ev=False,
        ),
        Scenario(
            "near",
            "Vesicles that reach neighbours",
            {"turnover": 0.1},
            "Vesicles with the range measured in tissue, about one cell.",
        ),
        Scenario(
            "far",
            "Vesicles that reach far",
            {"turnover": 0.1, "reach": 150},
            "The same vesicles with six times the range: seven cells or eight.",
        ),
        Scenario(
            "turning_over",
            "Near, with turnover",
            {"turnover": 0.3},
            "Neighbours protected in a tumour whose cells die by themselves too.",
        ),
        Scenario(
            "small",
            "Near, in a small slice",
            {"turnover": 0.1, "width": 60},
            "A third of the cells: quick to run again after each move, and with more of chance in it.",
        ),
        Scenario(
            "adaptive_near",
            "Drug by size, vesicles near",
            {"adaptive": 1, "turnover": 0.3},
            "Adaptive therapy with vesicles that reach neighbours.",
        ),
    ),
    verdicts=(
        Verdict(
            "time_to_progression > mixed_progression",
            "Treatment fails on day {time_to_progression}; were the tumour well mixed, it would fail on day {mixed_progression}.",
        ),
        Verdict("time_to_progression > 0", "Treatment fails on day {time_to_progression}."),
        Verdict(
            "smallest >= 0",
            "Treatment does not fail within the days shown; at its smallest the tumour has {smallest} cells.",
        ),
    ),
    challenges=(
        Challenge(
            "sooner",
            "Make the same vesicles an ally of the resistant",
            "Vesicles that reach the next cells delay the relapse here. Without moving anything but their range, make relapse come before day 320.",
            "time_to_progression < 320",
            {"turnover": 0.1},
            (
                "A rim of protected neighbours hems the clone in.",
                "What reaches everywhere hems in nobody: it protects all who compete with nobody.",
            ),
            "Relapse now comes: the protected cells no longer stand in the clone's way, they are the relapse.",
            fixed=(
                "turnover",
                "cost",
                "secretion",
                "need",
                "half_life",
                "heritable",
                "seed",
                "adaptive",
                "density",
                "resistant_share",
                "movement",
                "pushing",
                "gathered",
                "width",
                "kills_all",
            ),
            solution={"reach": 150},
        ),
        Challenge(
            "later",
            "Make treatment last",
            "A tumour with turnover, and vesicles of the measured range. Delay progression beyond day 900 without touching vesicles or cells.",
            "time_to_progression > 900",
            {"turnover": 0.3, "reach": 12},
            ("Sensitive cells are what holds resistant ones down.", "Who gives less drug keeps more of them."),
            "Progression comes this late because pauses and protected neighbours both keep competitors of the clone alive.",
            fixed=(
                "turnover",
                "cost",
                "secretion",
                "reach",
                "need",
                "half_life",
                "heritable",
                "seed",
                "density",
                "resistant_share",
                "movement",
                "pushing",
                "gathered",
                "width",
                "kills_all",
            ),
            solution={"adaptive": 1},
        ),
    ),
    benchmarks=(
        published(0, 0, 0, 348.80),
        published(0, 0.3, 1, 637.96),
        mixed(0, 0, 0, 258),
        mixed(0, 0, 1, 285),
        mixed(0, 0.3, 0, 397),
        mixed(0, 0.3, 1, 591),
        mixed(0.2, 0.2, 0, 439),
        mixed(0.3, 0.1, 1, 515),
    ),
    arguments=(
        Argument(
            CHAPTER,
            IDEA,
            claim="near > none and far < none",
            says="vesicles of 15 to 50 µm delay progression, and the same vesicles with a range of 150 µm bring it sooner, on average over runs",
            facts={
                "none": Fact("time_to_progression", ev=False, never=1200.0, end=1200.0, runs=3),
                "near": Fact("time_to_progression", never=1200.0, end=1200.0, runs=3),
                "far": Fact("time_to_progression", {"reach": 150.0}, never=1200.0, end=1200.0, runs=3),
            },
            over={
                "reach": (15.0, 50.0),
                "turnover": (0.0, 0.15),
                "cost": (0.0, 0.2),
                "density": (0.4, 0.6),
                "need": (80.0, 120.0),
            },
            held={
                "width": 60.0,
                "resistant_share": 0.01,
                "adaptive": 0.0,
                "gathered": 0.0,
                "pushing": 0.0,
                "movement": 0.0,
                "kills_all": 0.0,
                "secretion": 1440.0,
                "half_life": 1.0,
                "heritable": 0.0,
                "seed": 0.0,
            },
            outside=(
                "In a slab of five layers, where dividing cells push five others aside, where a tenth of the cells is resistant at "
                "the start, or where one protected cell in a hundred a day turns resistant, near vesicles bring progression "
                "sooner too. With few clones, with all resistant cells in one, in a crowded slice or under adaptive therapy, far vesicles delay it too."
            ),
        ),
    ),
    limits=(
        "One cell a site: in a tissue cells press on each other, give way and grow into each other's room.",
        "A flat slice of 2 mm: a tumour has three dimensions, vessels and stroma, and a drug that does not reach all alike.",
        "Vesicles spread as by diffusion in an even matrix, and every site takes up alike; capture by receptors, flow between cells and barriers are not there.",
        "What protects is a number of vesicles remembered; no need, half-life or steepness has been measured, and the sign depends on them.",
        "Resistance is there at the start; mutation and induction by the drug are left to the other models of the book.",
        "Progression counts all cells alike, as the source does: a tumour full of protected sensitive cells counts as grown.",
    ),
)
