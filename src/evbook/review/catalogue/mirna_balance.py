"""One balance of a microRNA: what vesicles take from the cell that sends, they bring to the cells that receive.

Both cells hold their target messenger down by titration (Mukherji et al. 2011, at steady state, as in the
model of titration).  The donor loads vesicles in proportion to what it holds; recipients share what is
shed.  Expulsion and transfer are then one flux, seen from its two ends.
"""

from evbook.declaration import (
    Argument,
    AtTime,
    Base,
    Benchmark,
    Box,
    Budget,
    Challenge,
    ClosedForm,
    Declaration,
    Fact,
    Intermediate,
    Layer,
    Measure,
    Modifier,
    Output,
    Point,
    Process,
    Ring,
    Row,
    Scale,
    Scenario,
    Scene,
    State,
    Time,
    Verdict,
)
from evbook.declaration import Parameter as P

MUK, CHE = "Mukherji2011", "Chevillet2014"
OURS = "no measurement known for this pair; our assumption"

# fmt: off
# One line a parameter: name, default, unit, range, grade, checked, source, meaning.
PARAMETERS = (
    P("own_d",     500.0,   "molecule/cell",  (10, 1e4),     "assumed",  "not seen", "", "copies in the donor at steady state", label="copies in the donor", latex="m_D", context="of middling abundance; at a half-life of a day 14 are made in an hour, where the fastest microRNAs are made at up to 6600 (Kingston 2019, abstract)", scale="log", control=True),
    P("own_r",     0.0,     "molecule/cell",  (0, 1e3),      "assumed",  "not seen", "", "copies that a recipient makes itself", label="recipient's own copies", latex="m_R", context=OURS),
    P("half_life", 24.0,    "hour",           (2, 200),      "derived", "abstract", "Kingston2019", "half-life of the microRNA in a cell", label="half-life of the microRNA", latex="t_{1/2}", context="median 11 h in mouse embryonic stem cells and 34 h in fibroblasts that had stopped dividing, single ones a hundredfold apart; in another study many over 24 h and 25 of 129 from 4 to 14 h (doi 10.1101/gr.198788.115, abstract)", scale="log", control=True),
    P("induction", 1.0,     "1",              (0.2, 10),     "constant",  "by definition", "", "making of the microRNA in the donor under a drug, as a multiple", label="induction by a drug", latex="u", context="1 is no drug", scale="log", control=True),
    P("r_0",       100.0,   "molecule/cell",  (1, 5000),     "assumed",  "not seen", "", "target messengers in a cell without the microRNA", label="target messengers", latex="r_0", context=OURS, scale="log"),
    P("lambda_m",  8.0,     "molecule/cell",  (0.1, 500),    "assumed",  "not seen", "", "looseness of binding: (unbinding + decay of the pair) over binding", label="looseness λ", latex=r"\lambda", context="not read from the publication; small means a sharp threshold", scale="log"),
    P("recycling", 1.0,     "1",              (0.1, 20),     "assumed",  "not seen", "", "messengers each microRNA holds down", label="messengers per microRNA", latex=r"\rho", context="above 1 when the microRNA is used again", scale="log"),
    P("copies",    0.00825, "molecule/EV",    (1e-4, 10),    "measured", "abstract", CHE, "copies in a vesicle of a donor at steady state", label="copies per vesicle", latex="q", context="most abundant microRNA, mean of six exosome sources (SD 0.02); for a donor that holds few copies this is the upper end", scale="log", can_be_zero=True, ev=True, control=True),
    P("secretion", 60.0,    "EV/(cell hour)", (1, 1e5),      "measured", "secondary", "Chiu2016", "vesicles that the donor sheds in an hour", label="vesicles shed", latex=r"\sigma_{EV}", context="60 to 65 an hour in MCF-7 and MDA-MB-231 in vitro, and up to 170 in other lines, both read second-hand; 2700 for monocytes in people (abstract)", scale="log", can_be_zero=True, ev=True, control=True),
    P("k_up",      1.386,   "1/hour",         (0.05, 10),    "assumed",  "not seen", "", "uptake of vesicles by recipients", label="uptake", latex="k_u", context="half within 30 minutes", scale="log", can_be_zero=True, ev=True),
    P("k_loss",    0.0,     "1/hour",         (0, 10),       "assumed",  "not seen", "", "loss of vesicles to elsewhere", label="loss elsewhere", latex="k_l", context="none: all that is shed is taken up", ev=True),
    P("released",  0.2,     "1",              (1e-4, 1),     "assumed",  "abstract", "BioconjChem2022", "share of vesicle cargo that reaches the cytosol", label="share released", latex="f", context="counted in vitro, the fusion of vesicles with cells was very low (abstract); 0.2 is generous, and the range goes down to one in ten thousand", scale="log", can_be_zero=True, ev=True, control=True),
    P("recipients", 1.0,    "1",              (0.005, 100),  "assumed",  "not seen", "", "recipients for each donor", label="recipients per donor", latex="n_R", context="below 1: many donors feed one recipient", scale="log", ev=True, control=True),
)
# fmt: on


def left(total: str) -> str:
    """Share of the target left free by so many copies, in the form that does not cancel (see mirna_titration)."""
    gap = f"(r_0 - lambda_m - recycling * {total})"
    root = f"sqrt({gap}**2 + 4 * lambda_m * r_0)"
    return f"where({gap} > 0, ({gap} + {root}) / 2, 2 * lambda_m * r_0 / ({root} - {gap})) / r_0"


DECLARATION = Declaration(
    id="mirna-balance",
    title="Expulsion and transfer of a microRNA in one balance",
    idea="Expulsion and transfer are one flux only if what is taken up is released: at a copy in a hundred vesicles, ordinary shedding neither empties the cell that sends nor silences the cell that receives.",
    summary="Copies of a microRNA in the cell that sheds it on vesicles and in the cells that take them up.",
    chapter="resistance/mirna-cargo",
    base=Base(
        source=MUK,
        what="Mukherji et al. (2011): molecular titration of a messenger by its microRNA, at steady state, in two cells apart.",
        extent="ours",
        left_out="only the titration is the publication's; making, decay and the two cells apart are ours, for no published model of a donor and a recipient was found",
        departures="a making and a decay of the microRNA are added; the closed form was derived here, and no number of the publication was seen: only its abstract",
    ),
    time=Time(unit="hour", end=120.0, points=481, label="Hours"),
    states=(
        State("M_d", "own_d", "molecule/cell", (1, 3e3), "copies in the donor", label="Copies, donor", latex="M_D", scale="log"),
        State("M_r", "own_r", "molecule/cell", (1, 3e3), "copies in a recipient", label="Copies, recipient", latex="M_R", scale="log"),
        State("V", "0", "molecule/cell", (0.1, 100), "copies on vesicles outside, for each donor", label="On vesicles outside", latex="V", scale="log"),
        State("W", "0", "molecule/cell", (1, 1e4), "copies digested or lost, for each donor", label="Digested or lost", latex="W", scale="log"),
    ),
    parameters=PARAMETERS,
    intermediates=(
        Intermediate("decay", "log(2) / half_life", "1/hour", "decay of the microRNA in a cell", latex=r"\delta"),
    ),
    modifiers=(
        Modifier(
            "export", "secretion * copies / own_d", "0", "1/hour",
            "share of the donor's copies that leaves on vesicles in an hour",
            claims=("mirna-cargo", "prosurvival-cargo-24", "prosurvival-cargo-25"), label="export on vesicles", latex="x_{EV}",
        ),
    ),
    processes=(
        Process("making", "decay * own_d * induction", "the donor makes the microRNA", produces={"M_d": 1}),
        Process("decay_d", "decay * M_d", "the microRNA decays in the donor", consumes={"M_d": 1}, label="decay, donor"),
        Process("making_r", "decay * own_r", "a recipient makes some itself", produces={"M_r": 1}, label="making, recipient"),
        Process("decay_r", "decay * M_r", "the microRNA decays in a recipient", consumes={"M_r": 1}, label="decay, recipient"),
        Process("expulsion", "export * M_d", "vesicles carry copies out of the donor", consumes={"M_d": 1}, produces={"V": 1}, ev=True, claims=("mirna-cargo-15",)),
        Process("uptake", "k_up * V", "recipients take vesicles up; a part of the copies is set free", consumes={"V": 1}, produces={"M_r": "released / recipients", "W": "1 - released"}, ev=True, claims=("mirna-cargo-02", "mirna-cargo-16")),
        Process("loss", "k_loss * V", "vesicles are lost elsewhere", consumes={"V": 1}, produces={"W": 1}, ev=True),
    ),
    outputs=(
        Output("share_d", left("M_d"), "1", (0, 1), "share of the target left free in the donor", label="Target left, donor", latex="r_D/r_0"),
        Output("share_r", left("M_r"), "1", (0, 1), "share of the target left free in a recipient", label="Target left, recipient", latex="r_R/r_0"),
        Output("leaving", "export", "1/hour", (1e-4, 1), "share of the donor's copies that leaves in an hour", label="Export", latex="x_{EV}", scale="log"),
    ),
    shown=("M_d", "M_r"),
    measures=(
        Measure("M_d_final", "M_d", "final", "molecule/cell", "copies in the donor after five days", label="copies in the donor"),
        Measure("M_r_final", "M_r", "final", "molecule/cell", "copies in a recipient after five days", label="copies in a recipient"),
        Measure("share_d_final", "share_d", "final", "1", "share of the target left in the donor after five days", label="target left, donor"),
        Measure("share_r_final", "share_r", "final", "1", "share of the target left in a recipient after five days", label="target left, recipient"),
        Measure("leaving_final", "leaving", "final", "1/hour", "share of the donor's copies that leaves in an hour", label="export"),
    ),
    budgets=(
        Budget("shed", "secretion", "EV/(cell hour)", (1, 1e4), "vesicles that the donor sheds in an hour", "beyond what cells are known to shed", label="vesicles shed per cell per hour"),
        Budget("received", "secretion / recipients", "EV/(cell hour)", (1, 1e4), "vesicles for each recipient in an hour, when all are taken up", "beyond what cells are known to take up", label="vesicles received per cell per hour"),
        Budget("donors", "1 / recipients", "1", (0.01, 200), "donors for each recipient", "more donors than can stand around one recipient", label="donor cells per recipient"),
    ),
    scene=Scene(
        title="A donor that sheds a microRNA, the vesicles on their way, and a recipient with its targets",
        scales=(Scale("pace", 0.1, "1/hour"),),
        at=0.3,
        layers=(
            Layer("donor", "endosome", "the donor", Point(115, 100), size=88, stretch=1.15, colour="muted", keyed=False),
            Layer("recipient", "endosome", "a recipient", Point(375, 100), size=80, stretch=1.15, colour="muted", keyed=False),
            Layer("centre", "nucleus", "nucleus of the donor", Point(115, 100), size=20, colour="muted", keyed=False),
            Layer("core", "nucleus", "nucleus of the recipient", Point(375, 100), size=20, colour="muted", keyed=False),
            Layer("kept", "rna", "copies in the donor", Ring(115, 92, 54, 50), count="M_d", one=10, unit="molecule/cell", size=4, colour="c0"),
            Layer("got", "rna", "copies in the recipient", Ring(375, 92, 48, 40), count="M_r", one=2, unit="molecule/cell", size=4, colour="c1"),
            Layer("vesicles", "vesicle", "copies on vesicles outside", Box(215, 100, 20, 110), to=Box(290, 100, 20, 110), count="V", one=0.5, unit="molecule/cell", speed="pace", size=4, colour="c4"),
            Layer("targets-donor", "line", "share of the target left free in the donor", Row(115, 160, 90, 20), count="share_d", one=0.05, size=7, turn=1.5707963267948966, colour="c2"),
            Layer("targets", "line", "share of the target left free in the recipient", Row(375, 156, 90, 20), count="share_r", one=0.05, size=7, turn=1.5707963267948966, colour="c2"),
        ),
        says=(
            Verdict("share_r < 0.5", "In the recipient fewer than half of the target messengers are left free."),
            Verdict("share_r < 0.95", "The recipient's target is lowered a little."),
            Verdict("share_r >= 0.95", "The recipient's target is as good as untouched."),
        ),
    ),
    scenarios=(
        Scenario("usual", "A copy in a hundred vesicles", {}, "Sixty vesicles an hour take a thousandth of the donor's copies in an hour, and keep up three in a recipient."),
        Scenario("many", "Ten thousand vesicles an hour", {"secretion": 1e4}, "Now the donor is emptied to a sixth, and its one recipient's target falls to a third."),
        Scenario("loaded", "One copy in every vesicle", {"copies": 1}, "Loaded a hundredfold, sixty vesicles an hour do nearly as much."),
        Scenario("drug", "A drug, and a donor that expels", {"secretion": 1e4, "induction": 4}, "The drug calls for four times as much; vesicles carry the rest off, and the neighbour's target is silenced instead."),
        Scenario("kept", "A drug, and a donor that keeps", {"induction": 4}, "The same call without much shedding: the donor fills."),
        Scenario("shared", "Expelled to many", {"secretion": 1e4, "recipients": 20}, "Shared among twenty, what empties the donor is felt by none of them."),
    ),
    verdicts=(
        Verdict("M_d_final < 0.5 * own_d * induction and share_r_final < 0.5", "Expelled and transferred: {M_d_final} are left in the donor, and a share of {share_r_final} of the target in a recipient that holds {M_r_final}."),
        Verdict("M_d_final < 0.5 * own_d * induction", "Expelled, but with little effect: {M_d_final} are left in the donor; a recipient holds {M_r_final} and keeps a share of {share_r_final} of its target."),
        Verdict("share_r_final < 0.5", "Transferred, at little cost to the donor: the donor keeps {M_d_final}, and a recipient with {M_r_final} has a share of {share_r_final} of its target left."),
        Verdict("M_d_final >= 0", "Neither: the donor keeps {M_d_final}, and a recipient with {M_r_final} has a share of {share_r_final} of its target left."),
    ),
    challenges=(
        Challenge(
            "expel-unfelt",
            "Expel, and let nobody feel it",
            "Bring a donor of 500 copies below 260 with at most 1000 vesicles an hour and 0.1 copies in each, while every recipient keeps four fifths of its target.",
            "M_d_final < 260 and secretion <= 1000 and copies <= 0.1 and own_d >= 500 and induction >= 1 and share_r_final > 0.8",
            {"secretion": 1000.0},
            (
                "Half leaves when export is as fast as decay: vesicles times copies, over 500, against 0.03 an hour.",
                "At a thousand vesicles that is more than one copy in seventy.",
                "What has left is shared by the recipients: how many are there?",
            ),
            "Where expulsion is seen, ask who is downstream, and how many they are.",
            fixed=("own_d", "induction"),
            solution={"copies": 0.02, "recipients": 10.0},
        ),
    ),
    arguments=(
        Argument(
            chapter="resistance/mirna-cargo",
            sentence="Expulsion and transfer are one flux only if what is taken up is released: at a copy in a hundred vesicles, ordinary shedding neither empties the cell that sends nor silences the cell that receives.",
            claim="donor >= 0.6 * own_d and target >= 0.5",
            says="the donor keeps three fifths or more of its copies, and a recipient half or more of its target, where no recipient takes up the vesicles of several donors",
            facts={
                "donor": Fact("M_d_final", end=600),
                "target": Fact("share_r_final", end=600),
            },
            over={"own_d": (200, 10000), "half_life": (4, 34), "copies": (1e-4, 0.01), "secretion": (10, 200), "released": (1e-4, 0.3), "recipients": (1, 100), "r_0": (20, 1000), "lambda_m": (2, 100)},
            held={"induction": 1},
            outside="Ten thousand vesicles an hour of which one in a thousand releases its cargo empty the donor from 500 to 74 copies, and leave the recipient 99.6 % of its target: what is expelled need not arrive.",
        ),
    ),
    benchmarks=(
        Benchmark("exosomes_per_copy", "consistency", ClosedForm("1 / copies"), 100, "EV/molecule", 0.25, CHE, "exosomes to examine for one copy of an abundant microRNA: the abstract says over 100, and gives 0.00825 copies each", checked="abstract"),
        Benchmark("below_threshold", "independent computation", AtTime("share_d", 1.0, setting={"r_0": 10, "lambda_m": 8, "own_d": 60}), 0.13480, "1", 1e-3, MUK, "share of the target left below threshold: the two rate equations solved to steady state"),
        Benchmark("rest", "closed form", AtTime("M_d", 120.0), 500.0, "molecule/cell", 1e-6, MUK, "without vesicles the donor keeps what it holds"),
        Benchmark("emptied", "closed form", AtTime("M_d", 2000.0, setting={"secretion": 1e4}, ev=True), 74.48154481936396, "molecule/cell", 1e-4, CHE, "donor at steady state under export: m δ / (δ + x)"),
        Benchmark("filled", "closed form", AtTime("M_r", 2000.0, setting={"secretion": 1e4}, ev=True), 85.1036910361272, "molecule/cell", 1e-4, CHE, "recipient at steady state: f x M / δ"),
    ),
    limits=(
        "Copies in a vesicle are those of the most abundant microRNA and copies in the donor those of a middling one: export is taken as large as it can be, and a donor of an abundant microRNA would be emptied still less.",
        "Vesicles are loaded in proportion to what the donor holds; sorting that is regulated is left out.",
        "Titration is taken at steady state, although copies change within hours.",
        "A microRNA needs an Argonaute protein in the recipient, and small vesicles may bring none.",
        "Copies are averages: if a few vesicles carry many copies, a few cells may be silenced and most not.",
        "Whether a silenced target makes a cell resistant is no part of it.",
    ),
)  # fmt: skip
