"""A nest of tumour cells among effectors on a lattice (after Kather et al. 2017), and vesicles that blunt what they reach.

The base is that part of the published model which has tumour cells and lymphocytes; stroma and necrosis are left out.
Vesicles of tumour cells spread from site to site and are lost on the way; an effector that has taken up enough of them
kills less, for as long as it keeps them.  How far they get is a length that has been measured in tissue.
"""

import math

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
    Verdict,
)
from evbook.declaration import Parameter as P

KAT, CODE = "Kather2017", "code or SBML"
CHAPTER = "microenvironment/immune-escape"
IDEA = (
    "In a flat layer where effectors barely hold a nest of tumour cells, vesicles shelter it best when they reach some "
    "cells beyond it: from a shorter range effectors kill before they are blunted, and where there are only just enough, "
    "those spread evenly are too thin."
)

# fmt: off
# One line a parameter: name, default, unit, range, grade, checked, source, meaning.
PARAMETERS = (
    P("growth",      0.909,  "1/day",    (0, 2),       "derived",  CODE, KAT, "rate at which a tumour cell tries to divide", label="growth b", latex="b", context="chances in 12 hours of 0.5055 to divide and 0.1217 to die, as rates with the same net growth", control=True),
    P("death",       0.259,  "1/day",    (0, 0.6),     "derived",  CODE, KAT, "death of a tumour cell by itself", label="death of tumour cells", latex=r"\delta_T", context="a chance of 0.1217 in 12 hours"),
    P("wander",      0.70,   "1/day",    (0, 4),       "derived",  CODE, KAT, "moves of a tumour cell to a free neighbouring site", label="moves of tumour cells", latex="m_T", context="a chance of 0.35 in 12 hours"),
    P("influx",      10.0,   "cell/day", (0, 24),      "assumed",  CODE, KAT, "effectors that come into the slice in a day", label="effectors that come", latex="s", context="0.2 to 24 a day in the source's runs", control=True),
    P("speed",       24.0,   "1/day",    (1, 28),      "assumed",  CODE, KAT, "moves of an effector to a free neighbouring site", label="moves of effectors", latex="m_E", context="155 a day in the source, in steps of 7.4 minutes; a step of half an hour holds fewer", control=True),
    P("kill",        16.7,   "1/day",    (0, 18),      "derived",  CODE, KAT, "rate at which a free effector kills a tumour cell that it touches", label="killing k", latex="k", context="the source's chance of 0.1 in 7.4 minutes, as a chance in half an hour", control=True),
    P("engaged_for", 0.25,   "day",      (0.1, 1),     "assumed",  CODE, KAT, "mean time for which an effector is engaged by a cell that it has killed", label="engaged for", latex=r"\tau", context="6 hours in the source; with it an effector in contact kills 3 cells a day"),
    P("kills",       5.0,    "1",        (1, 20),      "assumed",  CODE, KAT, "tumour cells that an effector kills before it is spent, on average", label="kills before spent", latex=r"k_{max}", context="5 in the source, exactly", control=True),
    P("breeding",    0.0891, "1/day",    (0, 0.3),     "derived",  CODE, KAT, "rate at which a free effector tries to divide", label="division of effectors", latex="b_E", context="a chance of 0.0449 in 12 hours"),
    P("loss",        0.0297, "1/day",    (0, 0.3),     "derived",  CODE, KAT, "death of a free effector by itself", label="death of effectors", latex=r"\delta_E", context="a chance of 0.0147 in 12 hours"),
    P("nest",        20,     "cell",     (1, 400),     "assumed",  CODE, KAT, "tumour cells at the start, together in the middle", label="nest at the start", latex="N_0", context="1 in the source", control=True, scale="log"),
    P("watch",       80,     "cell",     (0, 400),     "assumed",  "not seen", "", "effectors at the start, scattered over the slice", label="effectors at the start", latex="W_0", context="none in the source, which draws them in from a larger tissue; our assumption", control=True),
    P("width",       50,     "1",        (20, 256),    "assumed",  CODE, KAT, "sites from side to side of the slice", label="width of the slice", latex="L", context="274 to 979 in the source, whose tumours are larger; 50 is 0.75 mm", control=True),
    P("site",        15,     "um",       (10, 20),     "derived",  CODE, KAT, "size of a site, the diameter of a cell", latex=r"\delta", context="336 sites are 5 mm in the source"),
    P("large",       600,    "cell",     (200, 20000), "assumed",  "not seen", "", "tumour cells above which the nest is said to have escaped", label="escape at", latex="T_1", context="a quarter of the sites of the default slice; our choice", scale="log"),
    P("secretion",   1440,   "EV/(cell day)", (24, 2.4e4), "measured", "secondary", "Chiu2016", "vesicles shed by a tumour cell in a day", label="vesicles shed", latex=r"\sigma_{EV}", context="60 an hour in vitro", scale="log", can_be_zero=True, ev=True, control=True),
    P("reach",       25,     "um",       (5, 400),     "measured", "secondary", "Colombo2025", "decay length of vesicles in tissue: the length √(D/loss)", label="range λ", latex=r"\lambda_{EV}", context="HeLa tumours in mice: half of the signal within 17 µm of the donors, 80 % within 40 µm", scale="log", ev=True, control=True),
    P("half_life",   1.0,    "day",      (0.1, 30),    "assumed",  "not seen", "", "half-life of what a cell has taken up", label="half-life of the memory", latex="t_p", context="no measurement known in effector cells", scale="log", ev=True, control=True),
    P("need",        150,    "EV/cell",  (5, 5000),    "assumed",  "not seen", "", "vesicles remembered at which an effector kills half as fast", label="need", latex="P_0", context="no measurement known; our assumption", scale="log", ev=True, control=True),
    P("steepness",   4,      "1",        (1, 16),      "assumed",  "not seen", "", "steepness of the blunting: the power of a Hill function", latex="n", context="1 and 2 are smooth, 8 is nearly a threshold", ev=True),
    P("everywhere",  0,      "1",        (0, 1),       "constant", "by definition", "", "whether vesicles are spread evenly, as a well-mixed model has them (0 or 1)", label="spread evenly", latex="e", context="to be compared with", ev=True, control=True),
    P("seed",        0,      "1",        (0, 9999),    "constant", "by definition", "", "which of the possible runs this is: a whole number that decides nothing but chance", label="seed", latex="z", context="the same number gives the same run, cell by cell", control=True),
)
# fmt: on

DECLARATION = Declaration(
    id="escape-slice",
    title="A nest of tumour cells among effectors, and vesicles that blunt what they reach",
    idea=IDEA,
    summary="Effectors walk, kill what they touch and are spent; vesicles of tumour cells blunt those that they reach.",
    chapter=CHAPTER,
    base=Base(
        source=KAT,
        what="Kather et al. (2017): tumour cells and lymphocytes on a lattice, in colorectal cancer.",
        extent="part",
        left_out=(
            "stroma and necrosis; stem cells and the limits of ten divisions; the weak pull of effectors towards the tumour. "
            "Ours are steps of half an hour for all cells, effectors that walk six times less often, a number of kills "
            "that is right on average, and effectors that leave when they are spent"
        ),
    ),
    time=Time(unit="day", end=30.0, points=1441, label="Days"),
    parameters=PARAMETERS,
    tissue=Tissue(
        lattice=Lattice("width", "width", "1 / 48", "site"),
        kinds=(
            CellKind("T", "tumour cells", label="Tumour", latex="T"),
            CellKind("E", "free effectors", label="Effectors", latex="E"),
            CellKind("B", "effectors engaged by a cell that they have killed", label="Engaged", latex="B"),
        ),
        placings=(
            Placing("T", "nest", "tumour cells", gathered="1 > 0"),
            Placing("E", "watch", "effectors"),
        ),
        events=(
            Event("division", "T", "divide", "growth", "a tumour cell divides into room"),
            Event("death_T", "T", "die", "death", "a tumour cell dies by itself", label="death of tumour cells"),
            Event("moving_T", "T", "move", "wander", "a tumour cell moves", label="moving, tumour cells"),
            Event(
                "killing",
                "E",
                "kill",
                "kill * (1 - blunted)",
                "a free effector kills a tumour cell that it touches, and is engaged for a while",
                to="T",
                after="B",
                claims=("immune-escape-30",),
            ),
            Event("arrival", "E", "arrive", "influx", "effectors come from elsewhere"),
            Event(
                "division_E",
                "E",
                "divide",
                "breeding",
                "a free effector divides into room",
                label="division, effectors",
            ),
            Event("death_E", "E", "die", "loss", "a free effector dies by itself", label="death of effectors"),
            Event("moving_E", "E", "move", "speed", "a free effector moves", label="moving, effectors"),
            Event("freed", "B", "become", "(1 - 1 / kills) / engaged_for", "an engaged effector is free again", to="E"),
            Event("spent", "B", "die", "1 / (kills * engaged_for)", "an engaged effector is spent and leaves"),
        ),
        fields=(
            Field(
                "uptake",
                {"T": "secretion"},
                "reach",
                "EV/(cell day)",
                "vesicles of tumour cells that a site takes up in a day",
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
                ev=True,
            ),
        ),
        tallies=(
            Tally(
                "share_blunted", "E", "blunted", "1", "share of their killing that free effectors have lost, on average"
            ),
        ),
        contacts=(Contact("contacts", ("T", "E"), "neighbouring pairs of a tumour cell and a free effector"),),
        seed="seed",
        limit=30.0,
        until="decided",
    ),
    modifiers=(
        Modifier(
            "blunted",
            "1 - 1 / (1 + (remembered / need)**steepness)",
            "0",
            "1",
            "vesicles remembered take from an effector a share of its killing",
            claims=("immune-escape-30",),
            label="blunting by vesicles",
            latex=r"u_{EV}",
        ),
    ),
    outputs=(
        Output("tumour", "T", "cell", (0, 620), "tumour cells", label="Tumour", latex="T"),
        Output("effectors", "E", "cell", (0, 620), "free effectors", label="Effectors", latex="E"),
        Output("engaged", "B", "cell", (0, 100), "engaged effectors", label="Engaged", latex="B"),
        Output(
            "mixed",
            "mixed_T",
            "cell",
            (0, 620),
            "tumour cells, were they well mixed with the effectors",
            label="Well mixed",
            latex=r"\bar T",
        ),
        Output(
            "blunt",
            "share_blunted",
            "1",
            (0, 1),
            "share of their killing that free effectors have lost",
            label="Blunted",
            latex=r"\bar u",
        ),
        Output(
            "front",
            "contacts",
            "1",
            (0, 400),
            "pairs of a tumour cell beside a free effector",
            label="Contacts",
            latex="F",
        ),
        Output(
            "grown", "where(T > large, 1, 0)", "1", (0, 1), "whether the nest has escaped", label="Escaped", latex="G"
        ),
        Output(
            "over",
            "where(T < 0.5, 1, where(T > large, 1, 0))",
            "1",
            (0, 1),
            "whether the nest is gone or has escaped",
            label="Decided",
            latex="Z",
        ),
    ),
    shown=("tumour", "effectors", "engaged", "mixed"),
    measures=(
        Measure(
            "decided",
            "over",
            "first_above",
            "day",
            "day on which the nest is gone or has escaped",
            level="0.5",
            label="decided on",
        ),
        Measure(
            "last", "tumour", "final", "cell", "tumour cells at the end of the run", label="tumour cells at the end"
        ),
        Measure("most", "tumour", "max", "cell", "most tumour cells", label="most tumour cells"),
        Measure(
            "escaped", "grown", "final", "1", "whether the nest has escaped at the end of the run", label="escaped"
        ),
        Measure(
            "effectors_last",
            "effectors",
            "final",
            "cell",
            "free effectors at the end of the run",
            label="effectors at the end",
        ),
        Measure(
            "most_blunted",
            "blunt",
            "max",
            "1",
            "largest share of their killing that free effectors have lost",
            label="most blunted",
        ),
    ),
    budgets=(
        Budget(
            "shed",
            "secretion",
            "EV/(cell day)",
            (24, 4080),
            "vesicles shed by a tumour cell in a day",
            "More than cells are known to shed: 60 to 170 an hour were counted.",
            label="vesicles shed",
        ),
        Budget(
            "asked",
            "need * log(2) / half_life / secretion",
            "1",
            (0, 1),
            "vesicles that an effector must take up in a day to stay half blunted, over what one tumour cell sheds",
            "One donor cannot keep a single effector half blunted; it takes several.",
            label="share of a donor's vesicles",
        ),
    ),
    scenarios=(
        Scenario(
            "watched", "No vesicles", {}, "Effectors alone: they find the nest and clear it, or nearly.", ev=False
        ),
        Scenario("near", "Vesicles as far as measured", {}, "A range of 25 µm, less than two cells."),
        Scenario(
            "contact",
            "Vesicles that hardly leave",
            {"reach": 8},
            "A range of half a cell: effectors that touch the nest are reached, and no others.",
        ),
        Scenario(
            "halo",
            "Vesicles in a halo",
            {"reach": 80},
            "A range of five cells: effectors are blunted before they touch the nest.",
        ),
        Scenario(
            "even",
            "Vesicles spread evenly",
            {"everywhere": 1},
            "The same vesicles shared by the whole slice, as in a well-mixed model.",
        ),
        Scenario(
            "strict",
            "A halo, and a larger need",
            {"reach": 80, "need": 400},
            "Effectors that need more vesicles before they are blunted.",
        ),
    ),
    verdicts=(
        Verdict("escaped > 0.5", "The nest escapes: on day {decided} it has {last} cells."),
        Verdict("last < 0.5", "The nest is cleared on day {decided}, after a peak of {most}."),
        Verdict("last >= 0.5", "Neither cleared nor escaped: at the end {last} are left, after a peak of {most}."),
    ),
    challenges=(
        Challenge(
            "shelter",
            "Shelter the nest by range alone",
            "With vesicles that hardly leave their donors, effectors hold this nest. Move nothing but the range, and let it escape.",
            "escaped > 0.5",
            {"reach": 5},
            (
                "An effector that is blunted on its way does no harm when it arrives.",
                "What reaches the whole slice is thin everywhere.",
            ),
            "It escapes: the effectors were blunted before they touched it.",
            fixed=(
                "growth",
                "influx",
                "speed",
                "kill",
                "kills",
                "nest",
                "watch",
                "width",
                "secretion",
                "half_life",
                "need",
                "everywhere",
                "seed",
            ),
            solution={"reach": 100},
        ),
    ),
    benchmarks=(
        Benchmark(
            "mixed_growth",
            "closed form",
            MixedMeasure(
                "last",
                setting={"kill": 0, "influx": 0, "watch": 0, "width": 256, "growth": 0.4, "death": 0.3, "nest": 10},
            ),
            1 / (0.4 / 65536 / 0.1 + (1 / 10 - 0.4 / 65536 / 0.1) * math.exp(-3.0)),
            "cell",
            1e-4,
            KAT,
            "a tumour without effectors and without space grows logistically: cells on day 30",
        ),
        Benchmark(
            "decay",
            "closed form",
            RunMean("last", 12, setting={"growth": 0, "kill": 0, "death": 0.05, "nest": 400, "influx": 0, "watch": 0}),
            400 * math.exp(-1.5),
            "cell",
            0.08,
            KAT,
            "tumour cells that only die: 400 exp(-1.5) are left on day 30 (12 runs)",
        ),
        Benchmark(
            "spent_all",
            "closed form",
            RunMean(
                "last",
                12,
                setting={
                    "growth": 0,
                    "death": 0,
                    "wander": 0,
                    "nest": 400,
                    "influx": 0,
                    "watch": 40,
                    "breeding": 0,
                    "loss": 0,
                    "kills": 4,
                    "width": 30,
                },
            ),
            400 - 4 * 40,
            "cell",
            0.1,
            KAT,
            "40 effectors that kill 4 each, on average, leave 240 of 400 cells (12 runs)",
        ),
        Benchmark(
            "effectors_come_and_go",
            "closed form",
            RunMean(
                "effectors_last",
                12,
                setting={"growth": 0, "death": 0, "kill": 0, "breeding": 0, "loss": 0.1, "influx": 10, "watch": 80},
            ),
            100 - 20 * math.exp(-3.0),
            "cell",
            0.08,
            KAT,
            "effectors that come and die, on day 30 (12 runs): influx over loss, less what is left of the start",
        ),
    ),
    arguments=(
        Argument(
            CHAPTER,
            IDEA,
            claim="halo > near and halo > even",
            says="with a range of 80 µm more tumour cells are left on day 30 than with 8 µm, and more than with vesicles spread evenly, on average over runs",
            facts={
                "near": Fact("last", {"reach": 8.0}, runs=3),
                "halo": Fact("last", {"reach": 80.0}, runs=3),
                "even": Fact("last", {"everywhere": 1.0}, runs=3),
            },
            over={
                "need": (130.0, 200.0),
                "influx": (9.0, 11.0),
                "watch": (75.0, 90.0),
                "speed": (20.0, 28.0),
            },
            held={
                "reach": 80.0,
                "everywhere": 0.0,
                "growth": 0.909,
                "kill": 16.7,
                "kills": 5.0,
                "nest": 20.0,
                "width": 50.0,
                "secretion": 1440.0,
                "half_life": 1.0,
                "seed": 0.0,
            },
            outside=(
                "With half of the effectors every nest escapes and with twice of them every nest is cleared, whatever vesicles do. "
                "Where effectors need half as many vesicles, every range but the shortest lets the nest escape, even spread included; "
                "where they need twice as many, or forget within hours, no range does much. Where blunting is smooth (Hill power 1), "
                "a range of 200 µm shelters best and even spread no less than 80 µm."
            ),
        ),
    ),
    limits=(
        "One cell a site in a flat slice of 0.75 mm: no vessels, no matrix that guides effectors, no third dimension.",
        "Effectors walk at random; in the source, and in tissue, they are drawn towards a tumour, which brings them through a halo of vesicles faster.",
        "One kind of effector, blunted by one rule; Fas ligand, which kills it, and regulatory cells, which slow recruitment, are in the model without space.",
        "Every site takes up vesicles alike; capture by receptors and flow between cells are not there.",
        "The need, the half-life and the steepness of blunting have not been measured in effector cells.",
    ),
)
