"""Pump transfer: resistance under a drug (Greene et al. 2019), and vesicles that hand pumps on.

The base, without units in its source, follows sensitive and resistant cells of a tumour that shares
one space, under a drug that kills the first and may induce the second.  Here one unit of its time,
the growth time of a sensitive cell, is a parameter in days.  Vesicles of resistant cells turn
sensitive cells into cells with borrowed pumps, which are lost with time and diluted at division, or,
for a share of the transfers, into resistant cells for good.
"""

from evbook.declaration import (
    Argument,
    AtTime,
    Base,
    Benchmark,
    Budget,
    Challenge,
    ClosedForm,
    Declaration,
    Disc,
    Fact,
    Intermediate,
    Layer,
    Measure,
    Modifier,
    On,
    Output,
    Point,
    Process,
    Row,
    Scale,
    Scenario,
    Scene,
    State,
    Switch,
    Time,
    Trigger,
    Verdict,
)
from evbook.declaration import Parameter as P

GRE, SBML = "Greene2019", "code or SBML"
PURE = "without units in the source; a rate is per growth time"
OURS = "no measurement known; our assumption"
UNIT = {"growth_time": 1}
PULSED = {"on": 1, "off": 3}
HERITABLE = {"heritable": 1}

# fmt: off
# One line a parameter: name, default, unit, range, grade, checked, source, meaning.
PARAMETERS = (
    P("growth_time", 5.0,  "day",  (0.5, 30),     "assumed",  "not seen", "", "time in which a small sensitive tumour grows e-fold: the unit of time of the source", label="growth time", latex=r"\tau", context="doubling in 3.5 days; schedules of 1 on, 3 off are then close to a cycle of three weeks", scale="log", control=True),
    P("epsilon",     1e-6, "1",    (1e-9, 1e-3),  "assumed",  SBML, GRE, "resistance that arises by itself", latex=r"\varepsilon", context=PURE, scale="log"),
    P("alpha",       0.01, "1",    (0, 0.1),      "assumed",  SBML, GRE, "resistance that the drug induces", label="induction by the drug", latex=r"\alpha", context=f"0 and 0.01 in the source; {PURE}", control=True),
    P("d",           1.0,  "1",    (0.1, 3),      "assumed",  SBML, GRE, "killing of sensitive cells by the drug", latex="d", context=PURE),
    P("p_r",         0.2,  "1",    (0.05, 1),     "assumed",  SBML, GRE, "growth of resistant cells, over that of sensitive ones", latex="p_r", context=PURE),
    P("u_on",        1.5,  "1",    (0, 5),        "assumed",  SBML, GRE, "dose while the drug is given", label="dose", latex="u_1", context=PURE, control=True),
    P("S_0",         0.01, "1",    (1e-4, 0.09),  "assumed",  SBML, GRE, "sensitive cells at the start, as a share of the space", latex="S_0", context=PURE, scale="log"),
    P("R_0",         0.0,  "1",    (0, 0.05),     "assumed",  SBML, GRE, "resistant cells at the start, as a share of the space", latex="R_0", context=PURE),
    P("V_d",         0.1,  "1",    (0.02, 0.5),   "assumed",  SBML, GRE, "size at which the tumour is found and treated", latex="V_d", context=PURE),
    P("V_c",         0.9,  "1",    (0.6, 0.95),   "assumed",  SBML, GRE, "size at which treatment has failed", latex="V_c", context=PURE),
    P("on",          1.0,  "1",    (0.1, 10),     "assumed",  SBML, GRE, "growth times with drug, in a schedule with holidays", label="with drug", latex=r"t_1", context=PURE, control=True),
    P("off",         0.0,  "1",    (0, 10),       "assumed",  SBML, GRE, "growth times without drug; 0 for no holidays", label="holiday", latex=r"t_0", context=f"3 in the source's pulsed schedule; {PURE}", control=True),
    P("adaptive",    0.0,  "1",    (0, 1),        "constant",  "by definition", "", "whether drug is given by size and not by the clock (0 or 1)", label="by size", latex="a", context="0 in the source, whose drug is given by the clock; 1 stops when the tumour is small and goes on when it is back"),
    P("stop_at",     0.05, "1",    (0.005, 0.2),  "assumed",  "code or SBML", "Greene2019", "size at which drug given by size is stopped", latex="V_0", context="half of the source's size at detection", scale="log"),
    P("resume_at",   0.1,  "1",    (0.02, 0.8),   "assumed",  "code or SBML", "Greene2019", "size at which drug given by size is resumed", latex="V_1", context="the source's size at detection", scale="log"),
    P("beta",        0.2,  "1",    (0, 2),        "assumed",  "not seen", "", "transfer of pumps, per resistant cell and growth time", label="transfer β", latex=r"\beta", context="no number of the published transfer models was found", ev=True, control=True),
    P("heritable",   0.0,  "1",    (0, 1),        "assumed",  "not seen", "", "share of transfers that make a resistant cell for good", label="share heritable", latex="h", context="0 for a protein; 1 if what is handed on is inherited", ev=True, control=True),
    P("half_life",   3.0,  "day",  (0.2, 300),    "assumed",  "not seen", "", "half-life of a borrowed pump", label="half-life of a pump", latex="t_p", context="days, as for other membrane proteins; turnover of P-glycoprotein depends on the cell cycle and is slower at rest (PubMed 10825230, an abstract without a number)", scale="log", ev=True, control=True),
    P("dilution",    1.0,  "1",    (0, 1),        "assumed",  "not seen", "", "share of divisions after which one of the daughters is sensitive again", label="dilution at division", latex=r"\chi", context="1: one division halves the pumps, and half is too few", ev=True),
    P("guard",       1.0,  "1",    (0, 1),        "assumed",  "not seen", "", "protection by borrowed pumps: share of the kill that is spared", latex="g", context="1: as good as own pumps", ev=True),
    P("passing_on",  0.0,  "1",    (0, 1),        "assumed",  "not seen", "", "vesicles from a cell with borrowed pumps, over those of a resistant cell", latex=r"\omega", context="0: what is borrowed is not passed on", ev=True),
    P("depletion",   0.0,  "1",    (0, 1),        "assumed",  "not seen", "", "protection a donor loses by shedding its pumps: share of the kill it then suffers", label="donor depletion", latex=r"\eta", context="the review's counter-claim; no size known", ev=True, control=True),
    P("pumps",       1e5,  "molecule/cell", (1e3, 1e6), "assumed", "not seen", "", "pumps a cell needs to be resistant", latex="n_p", context="order of magnitude; enters the vesicle budget only", scale="log", ev=True),
    P("per_vesicle", 5.0,  "molecule/EV", (0.1, 100), "assumed", "not seen", "", "pumps on a vesicle", latex="c", context="order of magnitude; enters the vesicle budget only", scale="log", ev=True),
    P("secretion",   1440.0, "EV/(cell day)", (24, 2.4e4), "measured", "secondary", "Chiu2016", "vesicles shed by a cell in a day", latex=r"\sigma_{EV}", context="60 to 65 an hour in MCF-7 and MDA-MB-231 in vitro, and up to 170 in other lines, both read second-hand; 2700 for monocytes in people (abstract); enters the vesicle budget only", scale="log", ev=True),
)
# fmt: on

NEEDED = "pumps * (dilution / growth_time + log(2) / half_life) / per_vesicle"

DECLARATION = Declaration(
    id="pump-transfer",
    title="Sensitive and resistant cells under a drug, and vesicles that hand pumps on",
    idea="Borrowed pumps that last make a drug holiday help the tumour; those that are lost within days and passed on rarely do not.",
    summary="A drug selects and induces resistance; vesicles of resistant cells lend pumps to sensitive ones.",
    chapter="resistance/efflux-transfer",
    base=Base(
        source=GRE,
        what="Greene, Gevertz and Sontag (2019): spontaneous and drug-induced resistance in a growing tumour.",
        extent="whole",
        biomodels="BIOMD0000000825",
        departures=(
            "the source has no units: its unit of time is here a growth time in days; holidays are in the publication, "
            "not in the file; drug given by size is added as a further schedule"
        ),
    ),
    time=Time(unit="day", end=400.0, points=641, label="Days"),
    states=(
        State("S", "S_0", "1", (0, 1), "sensitive cells, as a share of the space", label="Sensitive", latex="S"),
        State("A", "0", "1", (0, 1), "cells with borrowed pumps", label="Borrowed pumps", latex="A"),
        State("R", "R_0", "1", (0, 1), "resistant cells", label="Resistant", latex="R"),
        State("clock", "1", "1", (1, 5), "one, and the growth times since the schedule last began", label="Schedule", latex="c"),
        # Read off the points of a grid, the mean of a dose that comes and goes would depend on the grid.
        State("given", "1", "1", (1, 150), "one, and the drug given so far, as a dose times growth times", label="Drug given", latex="G"),
    ),
    parameters=PARAMETERS,
    switches=(
        Switch("found", "0", "1", "the tumour has been found", label="found"),
        Switch("session", "1", "1", "drug is on by the clock", label="session"),
        Switch("needed", "1", "1", "drug is on by size", label="needed"),
    ),
    triggers=(
        # A tumour as large as that at the start is found at the start.
        Trigger("detection", "S + A + R - V_d", {"found": "1"}, "the tumour is found, and treatment begins", once=True),
        Trigger("holiday", "clock - 1 - on", {"session": "0"}, "a holiday begins"),
        Trigger("return", "clock - 1 - on - off", {"session": "1", "clock": "1"}, "a holiday ends"),
        # Treatment begins when the tumour is found, whatever its size then: only what it has grown or shrunk to later counts.
        Trigger("small", "S + A + R - stop_at", {"needed": "0"}, "the tumour has become small: drug given by size is stopped", direction="down", initial_value=True),
        Trigger("back", "S + A + R - resume_at", {"needed": "1"}, "the tumour is back: drug given by size is resumed", initial_value=True),
    ),
    intermediates=(
        Intermediate("V", "S + A + R", "1", "the tumour, as a share of the space", latex="V"),
        Intermediate("room", "maximum(1 - S - A - R, 0) / growth_time", "1/day", "growth of sensitive cells in the space left", latex=r"\rho"),
        Intermediate("u", "u_on * found * where(adaptive > 0.5, needed, where(off > 0, session, 1))", "1", "dose given now", latex="u"),
    ),
    modifiers=(
        Modifier("caught", "beta * (R + passing_on * A) / growth_time", "0", "1/day", "transfer of pumps to a sensitive cell by vesicles of resistant ones", claims=("efflux-transfer",), label="pumps handed on", latex=r"\lambda_{EV}"),
        Modifier("exposed", "depletion", "0", "1", "donors that shed their pumps are exposed to the drug again", claims=("efflux-transfer",), label="pumps lost by shedding", latex=r"\eta"),
    ),
    processes=(
        Process("growth", "room * S", "sensitive cells grow into the space left", produces={"S": 1}),
        Process("turning", "(epsilon + alpha * u) / growth_time * S", "sensitive cells become resistant by themselves or under the drug", consumes={"S": 1}, produces={"R": 1}),
        Process("killing", "d * u / growth_time * S", "the drug kills sensitive cells", consumes={"S": 1}),
        Process("slow_growth", "p_r * room * R", "resistant cells grow, more slowly", produces={"R": 1}, label="slow growth"),
        Process("keeping_time", "where(off > 0, found, 0) / growth_time", "time since the schedule began, where there is one", produces={"clock": 1}, label="keeping time"),
        Process("dosing", "u / growth_time", "drug is given", produces={"given": 1}),
        Process("lending", "caught * (1 - heritable) * S", "vesicles lend pumps to sensitive cells", consumes={"S": 1}, produces={"A": 1}, ev=True, claims=("efflux-transfer",)),
        Process("handing_on", "caught * heritable * S", "vesicles make sensitive cells resistant for good", consumes={"S": 1}, produces={"R": 1}, ev=True, claims=("efflux-transfer",), label="handing on"),
        Process("growth_borrowed", "room * A", "cells with borrowed pumps grow as sensitive ones do", produces={"A": 1}, ev=True, label="growth, borrowed"),
        Process("diluting", "dilution * room * A", "pumps are shared out at division", consumes={"A": 1}, produces={"S": 1}, ev=True),
        Process("losing", "log(2) / half_life * A", "borrowed pumps are degraded", consumes={"A": 1}, produces={"S": 1}, ev=True),
        Process("killing_borrowed", "d * u * (1 - guard) / growth_time * A", "the drug kills where borrowed pumps do not suffice", consumes={"A": 1}, ev=True, label="killing, borrowed"),
        Process("killing_donors", "d * u * exposed / growth_time * R", "the drug kills donors that have shed their pumps", consumes={"R": 1}, ev=True, claims=("efflux-transfer",), label="killing, donors"),
    ),
    outputs=(
        Output("tumour", "V", "1", (0, 1), "the tumour, as a share of the space", label="Tumour", latex="V"),
        Output("dose", "u", "1", (0, 2), "dose given", label="Dose", latex="u"),
        Output("average", "(given - 1) / maximum(t / growth_time, 1e-9)", "1", (0, 2), "dose given, on average so far", label="Dose so far", latex=r"\bar u"),
        Output("elapsed", "t / growth_time", "1", (0, 100), "growth times passed: the time of the source", label="Growth times", latex=r"t/\tau"),
    ),
    shown=("tumour", "S", "A", "R"),
    measures=(
        Measure("day_failed", "tumour", "first_above", "day", "first day on which the tumour fills the share V_c of its space", level="V_c", label="day of failure"),
        Measure("largest", "tumour", "max", "1", "the largest share of its space that the tumour fills", label="largest tumour"),
        Measure("smallest_R", "R", "min", "1", "fewest resistant cells", label="fewest resistant"),
        Measure("mean_dose", "average", "final", "1", "dose given, on average over the window", label="mean dose"),
        Measure("most_borrowed", "A", "max", "1", "most cells with borrowed pumps", label="most borrowed"),
        Measure("at_end", "tumour", "final", "1", "the tumour at the end", label="tumour at the end"),
    ),
    budgets=(
        Budget("taken", NEEDED, "EV/(cell day)", (24, 2.4e5), "vesicles a cell must take up in a day to keep borrowed pumps, against dilution and decay", "beyond what cells are known to take up or shed", label="vesicles per recipient per day"),
        Budget("donors", f"{NEEDED} / secretion", "1", (0.01, 200), "donors whose whole output goes to one recipient", "more donors than lie near a cell", label="donors per recipient"),
    ),
    scenarios=(
        Scenario("lasting", "Holidays, borrowed pumps that last", {**PULSED, "half_life": 30}, "Pumps borrowed in one holiday still protect when the drug returns: treatment fails in little more than a third of the time that holidays alone would give."),
        Scenario("fading", "Holidays, borrowed pumps that fade", PULSED, "Half of the pumps are gone in three days and half again at each division: the holiday keeps its gain."),
        Scenario("heritable", "Holidays, pumps handed on for good", {**PULSED, **HERITABLE}, "Each transfer makes a resistant cell: holidays now do worse than constant drug."),
        Scenario("constant", "No holidays, pumps handed on for good", HERITABLE, "Under constant drug few sensitive cells are left to receive anything: transfer hardly matters."),
        Scenario("by_size", "Drug by size, pumps handed on for good", {**HERITABLE, "adaptive": 1}, "Drug is given when the tumour is back at the size of detection, and stopped at half of it."),
        Scenario("depleted", "Donors that pay for what they give", {**PULSED, **HERITABLE, "depletion": 0.1}, "If shedding exposes donors to a tenth of the kill, transfer costs the tumour more than it brings."),
    ),
    verdicts=(
        Verdict("day_failed > 0 and most_borrowed > 0.01", "Treatment fails on day {day_failed}; at most, cells with borrowed pumps took a share of {most_borrowed} of the space."),
        Verdict("day_failed > 0", "Treatment fails on day {day_failed}, under a mean dose of {mean_dose}."),
        Verdict("at_end >= 0", "The tumour is controlled for the whole time shown, and ends at a share of {at_end} of its space."),
    ),
    challenges=(
        Challenge(
            "holiday",
            "Find a holiday that still helps",
            "Pumps are borrowed at β = 0.2 and half of them are gone in three days. Constant drug fails after seven months. "
            "Control the tumour for 400 days, with less than half of the drug.",
            "largest < V_c and mean_dose < 0.73 and beta >= 0.2 and heritable <= 0 and half_life >= 3 and alpha >= 0.01 and growth_time <= 5 and u_on <= 1.5",
            {},
            (
                "Constant drug kills what competes with resistant cells, and induces more of them.",
                "A holiday lets sensitive cells hold the space; but one that is too long lets the tumour fill it.",
                "Keep drug and holiday in the same proportion, and make both shorter.",
                "Try three tenths of a growth time with two thirds of the dose, and four times as long without.",
            ),
            "Short sessions control the tumour with little drug, and borrowed pumps do not help it, because they fade in days. "
            "Handed on for good, they would undo the same schedule.",
            fixed=("beta", "heritable", "half_life", "alpha", "growth_time", "depletion"),
            solution={"on": 0.3, "off": 1.2, "u_on": 1.0},
        ),
    ),
    arguments=(
        Argument(
            chapter="resistance/efflux-transfer",
            sentence="Borrowed pumps that last make a drug holiday help the tumour; those that are lost within days and passed on rarely do not.",
            claim="fading >= 0.9 * without and lasting <= 0.8 * without",
            says="where a holiday helps, pumps with a half-life of 3 days leave nine tenths of its gain in time, and pumps of 100 days take a fifth or more",
            facts={
                "without": Fact("day_failed", {"on": 1, "off": 3}, ev=False, never=600, end=600),
                "constant": Fact("day_failed", {"off": 0}, ev=False, never=600, end=600),
                "fading": Fact("day_failed", {"on": 1, "off": 3, "half_life": 3}, never=600, end=600),
                "lasting": Fact("day_failed", {"on": 1, "off": 3, "half_life": 100, "beta": 0.2}, never=600, end=600),
            },
            over={"alpha": (0.008, 0.012), "u_on": (1.5, 1.6), "beta": (0.01, 0.1), "growth_time": (4, 6)},
            held={"on": 1, "off": 3, "heritable": 0, "half_life": 3, "depletion": 0},
            given="without > 1.1 * constant",
            outside="At twice the transfer (β 0.19) and a growth time of 5.4 days pumps of 3 days are enough to end treatment on day 100 instead of 347: so the sentence says rarely. At doses below 1.5 a holiday ends treatment early with or without vesicles, and near that edge the least transfer decides.",
        ),
    ),
    scene=Scene(
        title="A tumour of sensitive and resistant cells under a drug from a vessel, and vesicles that hand pumps from one to the other",
        scales=(Scale("pace", 0.03, "1/day"),),
        at=0.3,
        layers=(
            Layer("vessel", "vessel", "a blood vessel", Point(26, 100), size=15, stretch=8, turn=1.5707963267948966, colour="axis", keyed=False),
            Layer("resistant", "cell", "resistant cells, as shares of the space", Disc(290, 100, 9.2), count="R", one=0.01, first="0.001", size=8, colour="c3"),
            Layer("borrowed", "cell", "cells with borrowed pumps", Disc(290, 100, 9.2), count="A", one=0.01, after="resistant", size=8, colour="c2"),
            Layer("sensitive", "cell", "sensitive cells", Disc(290, 100, 9.2), count="S", one=0.01, first="0.001", after="borrowed", size=8, colour="c1"),
            Layer("own-pumps", "pump", "pumps, three to a resistant cell", On("resistant", 8), count="R", one=0.01 / 3, size=1.9, colour="c3", keyed=False),
            Layer("borrowed-pumps", "pump", "pumps, two to a cell that borrows", On("borrowed", 8), count="A", one=0.005, size=1.9, colour="c3", keyed=False),
            Layer(
                "vesicles", "vesicle", "cells that get pumps in a day", On("resistant", 8), to=On("sensitive", 4), count="lending + handing_on", one=2e-4, unit="1/day",
                speed="pace", size=3.4, colour="c4",
            ),
            Layer("drug", "drug", "the dose", Row(26, 100, 16, 1, 180), to=Disc(290, 100, 16), count="dose", one=0.05, speed="pace", size=2.8, colour="c6"),
        ),
        says=(
            Verdict("tumour >= V_c", "The tumour fills its space: treatment has failed."),
            Verdict("found < 0.5", "The tumour has not been found, and grows without a drug."),
            Verdict("dose > 0 and A > S", "Drug is given, and most cells that it could kill are spared by borrowed pumps."),
            Verdict("dose > 0", "Drug is given."),
            Verdict("dose <= 0", "A holiday: no drug is given."),
        ),
    ),
    benchmarks=(
        Benchmark("detection_size", "consistency", AtTime("tumour", 2.397895272798, setting=UNIT), 0.1, "1", 1e-4, GRE, "size at which the curated file begins treatment, at the time the logistic law reaches it", checked=SBML),
        Benchmark("detection_time", "closed form", ClosedForm("log(V_d * (1 - S_0) / (S_0 * (1 - V_d)))"), 2.397895272798, "1", 1e-9, GRE, "growth times until detection, from the logistic law"),
        Benchmark("S_5", "independent computation", AtTime("S", 5, setting=UNIT), 0.0228133, "1", 1e-5, GRE, "sensitive cells at 5 under constant drug: the curated file in another program", checked=SBML),
        Benchmark("R_40", "independent computation", AtTime("R", 40, setting=UNIT), 0.778758, "1", 1e-5, GRE, "resistant cells at 40 under constant drug: the curated file in another program", checked=SBML),
        Benchmark("failure_constant", "independent computation", AtTime("tumour", 2.3979 + 42.30, setting=UNIT), 0.9, "1", 1e-3, GRE, "size 42.30 growth times after detection, constant drug, induction 0.01: failure"),
        Benchmark("failure_pulsed", "independent computation", AtTime("tumour", 2.3979 + 58.97, setting={**UNIT, **PULSED}), 0.9, "1", 1e-3, GRE, "size 58.97 growth times after detection, drug for one in four, induction 0.01: failure"),
        Benchmark("failure_pulsed_beta", "independent computation", AtTime("tumour", 2.3979 + 35.9, setting={**UNIT, **PULSED, **HERITABLE}, ev=True), 0.9, "1", 3e-3, GRE, "the same with heritable transfer at β = 0.2, after 35.9: failure"),
    ),
    limits=(
        "Numbers of the base are chosen by its authors to show a point, not fitted; the growth time in days is ours.",
        "Cells mix: a vesicle finds any sensitive cell, though tissues put neighbours first.",
        "A cell has borrowed pumps or has not; in a culture the amount of P-glycoprotein is a continuum.",
        "The transfer rate is assumed. Two published models fitted such a rate to co-cultures; their numbers were not found.",
        "Under drug, cells with borrowed pumps may go on to make their own, as reported for a bladder line; that is the heritable share, and its size is unknown.",
        "Chance at the start, when there are few resistant cells, is left out here and taken up in an exercise.",
    ),
)  # fmt: skip
