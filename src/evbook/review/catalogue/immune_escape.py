"""Immune escape: tumour and effector cells (Kuznetsov et al. 1994) under tumour-derived vesicles.

The base is fitted to BCL1 lymphoma in mice.  Tumour vesicles act through a signal v that grows with
the tumour and is half its ceiling at T_v tumour cells; four arms turn that signal into a change of a
base rate.  How strong an arm is, and how large a tumour must be to be felt, nobody has measured:
those numbers are assumed, and marked so.
"""

from evbook.declaration import (
    Argument,
    AtTime,
    Base,
    Benchmark,
    Budget,
    Challenge,
    Declaration,
    Disc,
    Equilibrium,
    Fact,
    Layer,
    Measure,
    Modifier,
    Output,
    Period,
    PhasePlane,
    Point,
    Process,
    Ring,
    Row,
    Scale,
    Scenario,
    Scene,
    State,
    Threshold,
    Time,
    Verdict,
)
from evbook.declaration import Parameter as P

KUZ, SBML = "Kuznetsov1994", "code or SBML"
MOUSE = "BCL1 lymphoma in mice, fitted"
OURS = "no measurement known; our assumption"
#: Tumour cells at the end above which we speak of escape: far above the dormant state, below the escaped one.
LARGE = "1.2e8"
ALONE = {"phi_kill": 0, "phi_treg": 0, "phi_nkg2d": 0, "phi_prime": 0}

# fmt: off
# One line a parameter: name, default, unit, range, grade, checked, source, meaning.
PARAMETERS = (
    P("s",         1.3e4,    "cell/day",       (1e3, 5e4),       "fitted",  SBML, KUZ, "steady arrival of effector cells", latex="s", context=MOUSE),
    P("p",         0.1245,   "1/day",          (0.02, 0.5),      "fitted",  SBML, KUZ, "greatest recruitment of effectors by the tumour", latex="p", context=MOUSE),
    P("g",         2.019e7,  "cell",           (2e6, 2e8),       "fitted",  SBML, KUZ, "tumour size at which recruitment is half its greatest", latex="g", context=MOUSE, scale="log"),
    P("m",         3.422e-10, "1/(cell day)",  (3e-11, 3e-9),    "fitted",  SBML, KUZ, "effectors inactivated by meeting tumour cells", latex="m", context=MOUSE, scale="log"),
    P("d",         0.0412,   "1/day",          (0.01, 0.15),     "fitted",  SBML, KUZ, "death of effector cells", latex="d", context=MOUSE),
    P("a",         0.18,     "1/day",          (0.05, 0.5),      "fitted",  SBML, KUZ, "growth of the tumour when small", latex="a", context=MOUSE, control=True),
    P("b",         2.0e-9,   "1/cell",         (5e-10, 2e-8),    "fitted",  SBML, KUZ, "inverse of the size at which the tumour stops growing", latex="b", context=MOUSE, scale="log"),
    P("n",         1.101e-7, "1/(cell day)",   (1e-8, 1e-6),     "fitted",  SBML, KUZ, "tumour cells killed by effectors", latex="n", context=MOUSE, scale="log", control=True),
    P("E_0",       3.2e5,    "cell",           (1e4, 1e7),       "derived", SBML, KUZ, "effectors at the start", label="E at start", latex="E_0", context="close to s/d, the level without a tumour", scale="log"),
    P("T_0",       1.0,      "cell",           (1, 4e8),         "assumed", "not seen", "", "tumour cells at the start", label="T at start", latex="T_0", context="one cell: the tumour begins", scale="log", control=True),
    P("T_v",       1e7,      "cell",           (1e5, 1e10),      "assumed", "not seen", "", "reach: tumour size at which its vesicles are half felt", label="reach Tᵥ", latex="T_v", context=OURS, scale="log", ev=True, control=True),
    P("phi_kill",  0.0,      "1",              (0, 5),           "assumed", "not seen", "", "strength of the FasL and galectin arm", label="FasL arm φF", latex=r"\varphi_F", context=OURS, ev=True, control=True),
    P("phi_treg",  0.5,      "1",              (0, 5),           "assumed", "not seen", "", "strength of the regulatory arm (TGF-β, PGE2, Hsp72, miR-214)", label="regulatory arm φT", latex=r"\varphi_T", context=OURS, ev=True, control=True),
    P("phi_nkg2d", 0.0,      "1",              (0, 5),           "assumed", "not seen", "", "strength of the NKG2D arm (MICA on vesicles)", label="NKG2D arm φN", latex=r"\varphi_N", context=OURS, ev=True, control=True),
    P("phi_prime", 0.0,      "1",              (0, 5),           "assumed", "not seen", "", "strength of priming by antigens on vesicles", label="priming φP", latex=r"\varphi_P", context=OURS, ev=True, control=True),
    P("secretion", 60.0,     "EV/(cell hour)", (1, 1e3),         "measured", "secondary", "Chiu2016", "vesicles shed by a tumour cell", label="vesicles shed", latex=r"\sigma_{EV}", context="60 to 65 an hour in MCF-7 and MDA-MB-231 in vitro, and up to 170 in other lines, both read second-hand; 2700 for monocytes in people (abstract); enters the vesicle budget only", scale="log", ev=True),
)
# fmt: on

DECLARATION = Declaration(
    id="immune-escape",
    title="Tumour and effector cells under tumour-derived vesicles",
    idea="Escape is decided by how small the tumour is when its vesicles begin to be felt: felt late, they need several times the strength.",
    summary="Effector cells keep a tumour dormant, or fail to, according to what its vesicles do to them.",
    chapter="microenvironment/immune-escape",
    base=Base(
        source=KUZ,
        what="Kuznetsov, Makalkin, Taylor and Perelson (1994): effector and tumour cells of BCL1 lymphoma in mice.",
        extent="whole",
        biomodels="BIOMD0000000762",
        departures="none; the BioModels file labels amounts as millimoles, the numbers are cells",
    ),
    time=Time(unit="day", end=1000.0, points=501, label="Days"),
    states=(
        State("E", "E_0", "cell", (1e4, 1e8), "effector cells", label="Effector cells", latex="E", scale="log"),
        State("T", "T_0", "cell", (1, 1e9), "tumour cells", label="Tumour cells", latex="T", scale="log"),
    ),
    parameters=PARAMETERS,
    modifiers=(
        Modifier("v", "T / (T + T_v)", "0", "1", "the vesicle signal, from 0 to 1: felt when the tumour reaches T_v", label="vesicle signal", latex="v"),
        Modifier("kill_arm", "1 + phi_kill * v", "1", "1", "vesicles with Fas ligand or galectins raise the loss of effectors that meet the tumour", claims=("immune-escape",), label="FasL, galectin-1 and -9", latex=r"\mu_F"),
        Modifier(
            "treg_arm",
            "1 / (1 + phi_treg * v)",
            "1",
            "1",
            "vesicles with TGF-β, PGE2, Hsp72 or miR-214 foster regulatory and suppressor cells, which slow recruitment",
            claims=("immune-escape",),
            label="TGF-β, PGE2, Hsp72, miR-214",
            latex=r"\mu_T",
        ),
        Modifier("nkg2d_arm", "1 / (1 + phi_nkg2d * v)", "1", "1", "vesicles with MICA take NKG2D off killer cells, so that fewer meetings kill", claims=("immune-escape",), label="MICA", latex=r"\mu_N"),
        Modifier("priming_arm", "1 + phi_prime * v", "1", "1", "vesicles carry tumour antigens that can prime a response, which speeds recruitment", claims=("immune-escape",), label="tumour antigens", latex=r"\mu_P"),
    ),
    processes=(
        Process("arrival", "s", "effectors arrive whether or not there is a tumour", produces={"E": 1}),
        Process("recruitment", "p * treg_arm * priming_arm * E * T / (g + T)", "the tumour draws effectors in", produces={"E": 1}),
        Process("inactivation", "m * kill_arm * E * T", "effectors are lost in meeting tumour cells", consumes={"E": 1}),
        Process("effector_death", "d * E", "effectors die", consumes={"E": 1}, label="effector death"),
        Process("growth", "a * T * (1 - b * T)", "the tumour grows to a ceiling", produces={"T": 1}),
        Process("killing", "n * nkg2d_arm * E * T", "effectors kill tumour cells", consumes={"T": 1}),
    ),
    outputs=(
        Output("signal", "v", "1", (0, 1), "how much of the vesicles' full effect is felt", label="Vesicle signal v", latex="v"),
    ),
    shown=("T", "E"),
    phase=PhasePlane("E", "T"),
    measures=(
        Measure("T_final", "T", "final", "cell", "tumour cells at the end", label="tumour at the end"),
        Measure("T_largest", "T", "max", "cell", "the largest the tumour becomes", label="largest tumour"),
        Measure("E_final", "E", "final", "cell", "effector cells at the end", label="effectors at the end"),
        Measure("day_large", "T", "first_above", "day", "first day with more than 1.2e8 tumour cells", level=LARGE, label="day above 1.2e8 cells"),
    ),
    budgets=(
        Budget(
            "received",
            "secretion * T_v / (s / d)",
            "EV/(cell hour)",
            (1, 1e4),
            "vesicles that could reach each effector cell in an hour when the signal is half felt: all that T_v "
            "tumour cells shed, shared among the effectors of a tumour-free host",
            "beyond what cells are known to take up or shed: the signal would have to act at a distance, on few cells, or by other means",
            label="vesicles per effector cell per hour at half signal",
        ),
        Budget("donors", "T_v / (s / d)", "1", (0.01, 1e4), "tumour cells for each effector cell when the signal is half felt", "more donors than can stand around one recipient", label="donor cells per effector cell at half signal"),
    ),
    scenarios=(
        Scenario("regulatory", "Regulatory arm, felt early", {}, "From one cell, the vesicles slow recruitment by up to a third: the tumour slips through."),
        Scenario("late", "Regulatory arm, felt late", {"T_v": 1e8}, "The same strength, but vesicles have half their effect only at a hundred million cells: the tumour is controlled."),
        Scenario("fasl", "FasL arm alone", {"phi_treg": 0, "phi_kill": 0.5}, "Half as much loss of effectors again is not enough for escape from one cell."),
        Scenario("nkg2d", "NKG2D arm alone", {"phi_treg": 0, "phi_nkg2d": 0.5}, "The tumour peaks higher, and is brought back."),
        Scenario("all", "All three arms, felt late", {"phi_kill": 0.5, "phi_nkg2d": 0.5, "T_v": 1e8}, "Arms multiply: together they escape even when felt late."),
        Scenario("priming", "Antigens prime as well", {"phi_prime": 0.5}, "If the same vesicles prime as strongly as they suppress, the two cancel."),
    ),
    verdicts=(
        Verdict(f"T_final > {LARGE}", "The tumour escapes: it passes 120 million cells on day {day_large} and ends at {T_final}."),
        Verdict("T_final < 1", "The tumour is gone: fewer than one cell is left at the end."),
        Verdict(f"T_largest > {LARGE}", "The tumour is controlled, but only just: after a peak of {T_largest} it ends at {T_final}, against {E_final} that kill it."),
        Verdict("T_final >= 1", "The tumour is controlled and dormant: it never exceeds {T_largest} and ends at {T_final}, against {E_final} that kill it."),
    ),
    challenges=(
        Challenge(
            "least-strength",
            "Escape though felt late",
            "Vesicles are half felt only at a hundred million tumour cells. "
            "Find the smallest strength of the regulatory arm with which one cell still escapes.",
            f"T_final > {LARGE} and phi_treg < 0.6 and T_v >= 1e8 and phi_kill <= 0 and phi_nkg2d <= 0",
            {"T_v": 1e8, "phi_treg": 2.0},
            (
                "Halve the interval: try a strength between one that escapes and one that is controlled.",
                "The threshold lies between a half and six tenths.",
            ),
            "That is close to the least: by simulation the threshold is about 0.54.",
            fixed=("T_v", "phi_kill", "phi_nkg2d", "phi_prime", "a", "n", "T_0"),
            solution={"phi_treg": 0.56},
        ),
    ),
    arguments=(
        Argument(
            chapter="microenvironment/immune-escape",
            sentence="Escape is decided by how small the tumour is when its vesicles begin to be felt: felt late, they need several times the strength.",
            claim="late <= 1e8 or early >= 1e8",
            says="whatever strength lets a tumour escape that is felt from 10⁹ cells on, a third of it does when it is felt from 10⁷ on",
            facts={
                "controlled": Fact("T_final", ev=False, end=3000),
                "late": Fact("T_final", {"T_v": 1e9}, end=3000),
                "early": Fact(
                    "T_final",
                    {"T_v": 1e7, "phi_kill": "phi_kill / 3", "phi_treg": "phi_treg / 3", "phi_nkg2d": "phi_nkg2d / 3"},
                    end=3000,
                ),
            },
            over={"phi_treg": (0, 5), "phi_kill": (0, 5), "phi_nkg2d": (0, 5), "T_0": (1, 1e5), "a": (0.16, 0.2), "n": (1e-7, 1.21e-7)},
            held={"T_v": 1e9, "phi_prime": 0},
            given="controlled < 1e8",
            fitted=1.1,
            outside="Between 10⁸ and 10⁷ cells a tenfold strength does more than a tenfold reach, so that reach does not matter more than strength at every size.",
        ),
    ),
    scene=Scene(
        title="A tumour ringed by the effector cells that hold it, the vesicles it sheds, and effectors that come from a vessel",
        at=0.16,
        scales=(Scale("full", 5e8, "cell"), Scale("pace", 0.012, "1/day")),
        layers=(
            Layer("vessel", "vessel", "a blood vessel", Point(26, 100), size=15, stretch=8, turn=1.5707963267948966, colour="c0", keyed=False),
            Layer("tumour", "cell", "tumour cells", Disc(270, 100, 6.1), count="T", one=2.5e6, unit="cell", first="1", size=5.4, colour="c0"),
            Layer("effectors", "effector", "effector cells", Ring(270, 100, "24 + 68 * sqrt(T / full)", 22), count="E", one=5e4, unit="cell", speed="pace", sway=3, size=5.4, colour="c1"),
            Layer(
                "coming", "effector", "effector cells that come in a day", Row(26, 100, 10, 1, 180), count="arrival + recruitment", one=1e4, unit="cell/day",
                to=Ring(270, 100, "24 + 68 * sqrt(T / full)", 22), speed="pace", size=3.6, colour="c1",
            ),
            Layer(
                "vesicles", "vesicle", "the vesicle signal v", Ring(270, 100, "4 + 74 * sqrt(T / full)", 4), count="signal", one=0.02,
                to=Ring(270, 100, "50 + 130 * sqrt(T / full)", 50), speed="pace", size=3, colour="c4",
            ),
        ),
        says=(
            Verdict(f"T > {LARGE}", "The tumour has outgrown its ring."),
            Verdict("killing > growth", "At this moment effectors kill tumour cells faster than these grow."),
            Verdict("killing <= growth", "At this moment the tumour grows faster than effectors kill its cells."),
        ),
    ),
    benchmarks=(
        Benchmark("tumour_free_E", "consistency", Equilibrium("E", {"E": 3e5, "T": 0}), 0.3155e6, "cell", 0.005, KUZ, "effectors without a tumour", checked=SBML),
        Benchmark("dormant_E", "independent computation", Equilibrium("E", {"E": 1.6e6, "T": 8e6}, "stable spiral"), 1.608e6, "cell", 0.005, KUZ, "effectors in the dormant state: a public recreation of the paper", checked=SBML),
        Benchmark("dormant_T", "independent computation", Equilibrium("T", {"E": 1.6e6, "T": 8e6}, "stable spiral"), 8.186e6, "cell", 0.005, KUZ, "tumour cells in the dormant state: a public recreation of the paper", checked=SBML),
        Benchmark("saddle_E", "independent computation", Equilibrium("E", {"E": 7.6e5, "T": 2.7e8}, "saddle"), 0.759e6, "cell", 0.005, KUZ, "effectors at the saddle between dormancy and escape: a public recreation of the paper", checked=SBML),
        Benchmark("saddle_T", "independent computation", Equilibrium("T", {"E": 7.6e5, "T": 2.7e8}, "saddle"), 268e6, "cell", 0.005, KUZ, "tumour cells at the saddle: a public recreation of the paper", checked=SBML),
        Benchmark("escaped_E", "independent computation", Equilibrium("E", {"E": 1.7e5, "T": 4.5e8}, "stable node"), 0.173e6, "cell", 0.005, KUZ, "effectors after escape: a public recreation of the paper", checked=SBML),
        Benchmark("escaped_T", "independent computation", Equilibrium("T", {"E": 1.7e5, "T": 4.5e8}, "stable node"), 447e6, "cell", 0.005, KUZ, "tumour cells after escape: a public recreation of the paper", checked=SBML),
        Benchmark("resting_E", "closed form", Equilibrium("E", {"E": 3e5, "T": 0}), 1.3e4 / 0.0412, "cell", 1e-9, KUZ, "effectors without a tumour are s/d"),
        Benchmark("period", "independent computation", Period({"E": 1.6e6, "T": 8e6}), 99.1, "day", 0.005, KUZ, "period of small oscillations about dormancy; spacing of peaks in the BioModels file's run", checked=SBML),
        Benchmark("T_day_10", "independent computation", AtTime("T", 10, setting={"T_0": 5e6}), 1.9333784338875137e7, "cell", 1e-4, KUZ, "tumour on day 10 from five million cells: BIOMD0000000762 run in libRoadRunner", checked=SBML),
        Benchmark("T_day_100", "independent computation", AtTime("T", 100, setting={"T_0": 5e6}), 1.3052251967130138e6, "cell", 1e-4, KUZ, "tumour on day 100: BIOMD0000000762 run in libRoadRunner", checked=SBML),
        Benchmark("T_day_400", "independent computation", AtTime("T", 400, setting={"T_0": 5e6}), 6.016755500308746e6, "cell", 1e-4, KUZ, "tumour on day 400: BIOMD0000000762 run in libRoadRunner", checked=SBML),
        Benchmark(
            "kill_threshold",
            "independent computation",
            Threshold("phi_kill", 0.3, 1.0, "T_final > 1e8", 3000.0, setting={**ALONE, "T_v": 1e-6}, ev=True),
            0.614,
            "1",
            0.005,
            KUZ,
            "strength of the FasL arm, felt from the first cell, at which one cell escapes: inactivation m times 1.614, "
            "the connection of saddle to saddle found by continuation",
            absolute=True,
        ),
    ),
    limits=(
        "The base is a lymphoma in mice; effector cells are one population, whatever their kind.",
        "The signal v is a bookkeeping device: it has no place, no delay and no vesicle in it.",
        "Strengths and reach are assumed; only their consequences are computed.",
    ),
)  # fmt: skip
