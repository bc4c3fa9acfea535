"""The caspase switch between life and death, and vesicles that drip an inhibitor into the cell.

The base is the model of Eissing et al. (2004) as it stands in the code of Ingalls's textbook: caspase-8
and caspase-3 activate each other, BAR holds the first and an inhibitor of apoptosis (IAP) the second.
Vesicles add to the making of the inhibitor: what is taken up, times copies in a vesicle, times the
share that reaches the cytosol.  Copies and share are assumed.
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
    Equilibrium,
    Layer,
    Measure,
    Modifier,
    Output,
    Point,
    Process,
    Row,
    Scale,
    Scenario,
    Scene,
    State,
    Threshold,
    Time,
    Verdict,
    Window,
)
from evbook.declaration import Parameter as P

EIS, CODE = "Eissing2004", "code or SBML"
BOOK = "Ingalls2013"
WHERE = "as in the textbook's code, where it is per minute"
OURS = "no measurement known; our assumption"

# fmt: off
# One line a parameter: name, default, unit, range, grade, checked, source, meaning.
PARAMETERS = (
    P("k1",  30420.0,  "molecule/(cell hour)",   (1e4, 1e5),     "derived", CODE, BOOK, "making of caspase-8", latex="k_1", context=WHERE),
    P("k2",  0.234,    "1/hour",                 (0.08, 0.7),    "derived", CODE, BOOK, "loss of caspase-8", latex="k_2", context=WHERE),
    P("k3",  6e-4,     "cell/(molecule hour)",   (2e-4, 2e-3),   "derived", CODE, BOOK, "activation of caspase-8 by active caspase-3 or by the signal to die", latex="k_3", context=WHERE, scale="log"),
    P("k4",  0.348,    "1/hour",                 (0.1, 1),       "derived", CODE, BOOK, "loss of active caspase-8", latex="k_4", context=WHERE),
    P("k5",  0.03,     "cell/(molecule hour)",   (0.01, 0.1),    "derived", CODE, BOOK, "binding of active caspase-8 by BAR", latex="k_5", context=WHERE, scale="log"),
    P("k6",  12.6,     "1/hour",                 (4, 40),        "derived", CODE, BOOK, "release of caspase-8 by BAR", latex="k_6", context=WHERE),
    P("k7",  4914.0,   "molecule/(cell hour)",   (1.5e3, 1.5e4), "derived", CODE, BOOK, "making of caspase-3", latex="k_7", context=WHERE),
    P("k8",  0.234,    "1/hour",                 (0.08, 0.7),    "derived", CODE, BOOK, "loss of caspase-3", latex="k_8", context=WHERE),
    P("k9",  3.48e-4,  "cell/(molecule hour)",   (1e-4, 1e-3),   "derived", CODE, BOOK, "activation of caspase-3 by active caspase-8", latex="k_9", context="as in the textbook's code; ten times below what we remember of the paper", scale="log"),
    P("k10", 0.348,    "1/hour",                 (0.1, 1),       "derived", CODE, BOOK, "loss of active caspase-3", latex="k_{10}", context=WHERE),
    P("k11", 0.03,     "cell/(molecule hour)",   (0.01, 0.1),    "derived", CODE, BOOK, "binding of active caspase-3 by the inhibitor", latex="k_{11}", context=WHERE, scale="log"),
    P("k12", 12.6,     "1/hour",                 (4, 40),        "derived", CODE, BOOK, "release of caspase-3 by the inhibitor", latex="k_{12}", context=WHERE),
    P("k13", 2400.0,   "molecule/(cell hour)",   (800, 7e3),     "derived", CODE, BOOK, "making of BAR", latex="k_{13}", context=WHERE),
    P("k14", 0.06,     "1/hour",                 (0.02, 0.2),    "derived", CODE, BOOK, "loss of BAR", latex="k_{14}", context=WHERE),
    P("k15", 27840.0,  "molecule/(cell hour)",   (5e3, 1e5),     "derived", CODE, BOOK, "making of the inhibitor by the cell itself", label="own inhibitor made", latex="k_{15}", context=WHERE, scale="log", control=True),
    P("k16", 0.696,    "1/hour",                 (0.2, 2),       "derived", CODE, BOOK, "loss of the inhibitor", latex="k_{16}", context=WHERE),
    P("k17", 0.018,    "cell/(molecule hour)",   (6e-3, 6e-2),   "derived", CODE, BOOK, "cutting of the inhibitor by active caspase-3", latex="k_{17}", context=WHERE, scale="log"),
    P("k18", 0.696,    "1/hour",                 (0.2, 2),       "derived", CODE, BOOK, "loss of caspase-8 bound by BAR", latex="k_{18}", context=WHERE),
    P("k19", 1.038,    "1/hour",                 (0.3, 3),       "derived", CODE, BOOK, "loss of caspase-3 bound by the inhibitor", latex="k_{19}", context=WHERE),
    P("signal",   200.0, "molecule/cell",        (1, 2e3),       "derived", CODE, BOOK, "strength of the signal to die, as active caspase that does its work", label="signal to die", latex="I", context="200 in the textbook's figure", scale="log", control=True),
    P("begins",   1.6666666666666667, "hour",    (0, 10),        "derived", CODE, BOOK, "when the signal begins", latex="t_0", context="minute 100 in the textbook's figure"),
    P("lasts",    18.333333333333332, "hour",    (0.5, 30),      "derived", CODE, BOOK, "how long the signal lasts", label="signal lasts", latex="t_I", context="1100 minutes in the textbook's figure", control=True),
    P("uptake",   1500.0, "EV/(cell hour)",      (1, 1e5),       "assumed", "not seen", "", "vesicles a cell takes up in an hour", label="vesicles taken up", latex="n", context=OURS, scale="log", can_be_zero=True, ev=True, control=True),
    P("copies",   20.0,  "molecule/EV",          (0.01, 200),    "assumed", "not seen", "", "copies of the inhibitor in a vesicle", label="copies per vesicle", latex="q", context=OURS, scale="log", can_be_zero=True, ev=True, control=True),
    P("released", 0.2,   "1",                    (1e-4, 1),      "assumed", "abstract", "BioconjChem2022", "share of vesicle cargo that reaches the cytosol", label="share released", latex="f", context="counted in vitro, the fusion of vesicles with cells was very low (abstract); 0.2 is generous, and the range goes down to one in ten thousand", scale="log", can_be_zero=True, ev=True, control=True),
    P("secretion", 60.0, "EV/(cell hour)",       (1, 1e3),       "measured", "secondary", "Chiu2016", "vesicles shed by a donor cell", label="vesicles shed", latex=r"\sigma_{EV}", context="60 to 65 an hour in MCF-7 and MDA-MB-231 in vitro, and up to 170 in other lines, both read second-hand; 2700 for monocytes in people (abstract); enters the vesicle budget only", scale="log", ev=True),
)
# fmt: on

DEAD = "1000"
ALIVE = {"C8": 1.3e5, "C3": 2.1e4, "BAR": 4e4, "IAP": 4e4, "A8": 0, "A3": 0, "B8": 0, "X3": 0}
EDGE = {"C8": 1.2e5, "C3": 2e4, "BAR": 3e4, "IAP": 2e4, "A8": 290, "A3": 31, "B8": 1e3, "X3": 1e3}
GONE = {"C8": 9e3, "C3": 200, "BAR": 120, "IAP": 200, "A8": 7.4e4, "A3": 5e3, "B8": 3e3, "X3": 3e3}

DECLARATION = Declaration(
    id="caspase-switch",
    title="The caspase switch under a drip of inhibitor",
    idea="Cell death is a one-way switch that a steady supply of inhibitor, a drip, can remove; how large a drip it takes is the question.",
    summary="Two caspases activate each other; vesicles bring an inhibitor of one of them.",
    chapter="resistance/prosurvival-cargo",
    base=Base(
        source=EIS,
        what="Eissing et al. (2004): the caspase cascade behind a death receptor, with BAR, as in Ingalls's textbook.",
        extent="whole",
        departures=(
            "rates are per hour, in the code per minute; the numbers are those of the textbook's code, of the paper only "
            "the abstract was seen"
        ),
    ),
    time=Time(unit="hour", end=50.0, points=501, label="Hours"),
    states=(
        State("C8", "k1 / k2", "molecule/cell", (0, 1.5e5), "caspase-8, inactive", label="Caspase-8", latex="C_8"),
        State("A8", "0", "molecule/cell", (0, 1e5), "caspase-8, active", label="Active caspase-8", latex="C_8^*"),
        State("C3", "k7 / k8", "molecule/cell", (0, 2.5e4), "caspase-3, inactive", label="Caspase-3", latex="C_3"),
        State("A3", "0", "molecule/cell", (0, 1.5e4), "caspase-3, active", label="Active caspase-3", latex="C_3^*"),
        State("BAR", "k13 / k14", "molecule/cell", (0, 5e4), "BAR, which binds active caspase-8", label="BAR", latex="B"),
        State("IAP", "(k15 + drip) / k16", "molecule/cell", (0, 1e5), "inhibitor of apoptosis, free", label="Inhibitor", latex="P"),
        State("B8", "0", "molecule/cell", (0, 5e4), "active caspase-8 bound by BAR", label="Caspase-8 with BAR", latex="C_8^*B"),
        State("X3", "0", "molecule/cell", (0, 5e4), "active caspase-3 bound by the inhibitor", label="Caspase-3 with inhibitor", latex="C_3^*P"),
    ),
    parameters=PARAMETERS,
    windows=(Window("on", "begins", "lasts", "the signal to die is on", label="signal", latex="w"),),
    modifiers=(
        Modifier(
            "drip", "uptake * copies * released", "0", "molecule/(cell hour)",
            "inhibitor that vesicles bring into the cytosol: uptake times copies times share released; it acts like the cell's own",
            claims=("prosurvival-cargo-17", "prosurvival-cargo-18", "prosurvival-cargo-21", "prosurvival-cargo-22"), label="drip of inhibitor", latex="s_{EV}",
        ),
    ),
    processes=(
        Process("making_8", "k1", "caspase-8 is made", produces={"C8": 1}, label="making"),
        Process("loss_8", "k2 * C8", "caspase-8 is lost", consumes={"C8": 1}, label="loss"),
        Process("activation_8", "k3 * (A3 + signal * on) * C8", "active caspase-3, or the signal, activates caspase-8", consumes={"C8": 1}, produces={"A8": 1}, label="activation of caspase-8"),
        Process("loss_active_8", "k4 * A8", "active caspase-8 is lost", consumes={"A8": 1}, label="loss"),
        Process("binding_8", "k5 * A8 * BAR", "BAR binds active caspase-8", consumes={"A8": 1, "BAR": 1}, produces={"B8": 1}, label="binding"),
        Process("release_8", "k6 * B8", "BAR lets active caspase-8 go", consumes={"B8": 1}, produces={"A8": 1, "BAR": 1}, label="release"),
        Process("making_3", "k7", "caspase-3 is made", produces={"C3": 1}, label="making"),
        Process("loss_3", "k8 * C3", "caspase-3 is lost", consumes={"C3": 1}, label="loss"),
        Process("activation_3", "k9 * A8 * C3", "active caspase-8 activates caspase-3", consumes={"C3": 1}, produces={"A3": 1}, label="activation of caspase-3"),
        Process("loss_active_3", "k10 * A3", "active caspase-3 is lost", consumes={"A3": 1}, label="loss"),
        Process("binding_3", "k11 * A3 * IAP", "the inhibitor binds active caspase-3", consumes={"A3": 1, "IAP": 1}, produces={"X3": 1}, label="binding"),
        Process("release_3", "k12 * X3", "the inhibitor lets active caspase-3 go", consumes={"X3": 1}, produces={"A3": 1, "IAP": 1}, label="release"),
        Process("making_bar", "k13", "BAR is made", produces={"BAR": 1}, label="making"),
        Process("loss_bar", "k14 * BAR", "BAR is lost", consumes={"BAR": 1}, label="loss"),
        Process("making_iap", "k15 + drip", "the inhibitor is made, and dripped in by vesicles", produces={"IAP": 1}, label="making and drip"),
        Process("loss_iap", "k16 * IAP", "the inhibitor is lost", consumes={"IAP": 1}, label="loss"),
        Process("cutting", "k17 * A3 * IAP", "active caspase-3 cuts the inhibitor", consumes={"IAP": 1}),
        Process("loss_b8", "k18 * B8", "caspase-8 with BAR is lost", consumes={"B8": 1}, label="loss"),
        Process("loss_x3", "k19 * X3", "caspase-3 with its inhibitor is lost", consumes={"X3": 1}, label="loss"),
    ),
    outputs=(
        Output("supply", "k15 + drip", "molecule/(cell hour)", (0, 1e5), "inhibitor that the cell gets in an hour, its own and from vesicles", label="Inhibitor per hour", latex="k_{15}+s_{EV}"),
    ),
    shown=("A3", "A8"),
    measures=(
        Measure("A3_max", "A3", "max", "molecule/cell", "most active caspase-3", label="peak of active caspase-3"),
        Measure("A3_final", "A3", "final", "molecule/cell", "active caspase-3 at the end, long after the signal", label="active caspase-3 at the end"),
        Measure("hour_dead", "A3", "first_above", "hour", "first hour with more than 1000 active caspase-3", level=DEAD, label="hour above 1000"),
        Measure("drip_per_hour", "supply", "final", "molecule/(cell hour)", "inhibitor per hour, own and from vesicles", label="inhibitor per hour"),
    ),
    budgets=(
        Budget("received", "uptake", "EV/(cell hour)", (1, 1e4), "vesicles a cell takes up in an hour", "beyond what cells are known to take up", label="vesicles per cell per hour"),
        Budget("donors", "uptake / secretion", "1", (0.01, 200), "donor cells whose whole output one recipient takes up", "more donors than can stand around one recipient", label="donor cells per recipient"),
        Budget("standing", "uptake * copies * released / k16", "molecule/cell", (1, 1e5), "copies of the inhibitor that the vesicles keep up in the cell", "more than two and a half times what the cell itself holds", label="copies kept up"),
    ),
    scene=Scene(
        title="A cell under a signal to die, its caspases, and the inhibitor that vesicles drip in",
        scales=(Scale("lethal", 1000.0, "molecule/cell"), Scale("pace", 0.3, "1/hour")),
        at=0.25,
        layers=(
            Layer("cell", "endosome", "the cell", Point(290, 100), size=92, stretch=1.6, colour="muted", keyed=False),
            Layer("nucleus", "nucleus", "its nucleus", Point(290, 100), size=24, colour="muted", keyed=False),
            Layer("signal", "antibody", "the signal to die", Row(290, 10, 220, 12, 6), count="signal * on", one=20, unit="molecule/cell", first="1", size=5, turn=1.5707963267948966, colour="c6"),
            Layer("vesicles", "vesicle", "inhibitor that vesicles drip in", Box(40, 100, 60, 170), to=Box(240, 100, 100, 90), count="drip", one=400, unit="molecule/(cell hour)", speed="pace", size=4, colour="c4"),
            Layer("waiting-8", "particle", "caspase-8, inactive", Box(290, 60, 190, 70), count="C8", one=4000, unit="molecule/cell", size=3.2, colour="muted"),
            Layer("active-8", "protein", "active caspase-8", Box(290, 60, 190, 70), count="A8", one=2000, unit="molecule/cell", speed="pace", sway=3, size=4.2, colour="c1"),
            Layer("waiting-3", "dot", "caspase-3, inactive", Box(290, 140, 190, 70), count="C3", one=400, unit="molecule/cell", size=2.2, colour="muted"),
            Layer("active-3", "protein", "active caspase-3", Box(290, 140, 190, 70), count="A3", one=400, unit="molecule/cell", speed="pace", sway=3, size=4.8, colour="c0"),
            Layer("inhibitor", "receptor", "free inhibitor", Box(290, 100, 230, 110), count="IAP", one=2000, unit="molecule/cell", size=4, colour="c2"),
        ),
        says=(
            Verdict("A3 > lethal and on > 0", "Active caspase-3 has passed 1000 while the signal is on."),
            Verdict("A3 > lethal", "The signal is over, and caspase-3 stays active: the cell has passed the switch."),
            Verdict("on > 0", "The signal is on, and the inhibitor still holds caspase-3."),
            Verdict("A3 <= lethal", "No signal, and caspase-3 is not active."),
        ),
    ),
    scenarios=(
        Scenario("drip", "A drip, and a strong signal", {}, "Twenty-five donors' whole output lowers active caspase-3, and the cell dies all the same."),
        Scenario("edge", "A drip, and a signal at the edge", {"signal": 34}, "A signal that just kills without vesicles no longer does: at the edge a small drip decides."),
        Scenario("removed", "A drip that removes the switch", {"uptake": 1e4}, "Ten thousand vesicles an hour: caspase-3 stays low, and falls back when the signal ends."),
        Scenario("one_copy", "One copy in a vesicle", {"uptake": 1e4, "copies": 1}, "As many vesicles with one copy each change little."),
        Scenario("bare", "No vesicles", {}, "The published switch: a signal of 18 hours flips it for good.", ev=False),
    ),
    verdicts=(
        Verdict("A3_final > 1000", "The cell has died: active caspase-3 passes a thousand after {hour_dead} and stays at {A3_final} when the signal is long gone."),
        Verdict("A3_max > 1000", "Caspase-3 rose to {A3_max} while the signal lasted and fell back to {A3_final}: there is no switch, yet few cells would survive such a peak."),
        Verdict("A3_max >= 0", "The cell lives: active caspase-3 never exceeds {A3_max} and ends at {A3_final}."),
    ),
    challenges=(
        Challenge(
            "least-drip",
            "Save the cell from the strong signal",
            "The signal is 200 and lasts 18 hours. Keep active caspase-3 below a thousand, with at most 50 donors for each recipient at 60 vesicles an hour.",
            "A3_max < 1000 and signal >= 200 and lasts >= 18 and k15 <= 27840 and uptake <= 3000",
            {"uptake": 3000.0},
            (
                "The drip is uptake times copies times the share released; about 37 000 inhibitors an hour are needed.",
                "At 3000 vesicles an hour that is more than twelve copies set free by each.",
            ),
            "It takes a dozen copies set free by every vesicle. Nobody has counted them.",
            fixed=("signal", "lasts", "k15"),
            solution={"copies": 30.0, "released": 0.5},
        ),
    ),
    arguments=(
        Argument(
            chapter="resistance/prosurvival-cargo",
            sentence="Cell death is a one-way switch that a steady supply of inhibitor, a drip, can remove; how large a drip it takes is the question.",
        ),
    ),
    benchmarks=(
        Benchmark("rest_C8", "consistency", Equilibrium("C8", ALIVE), 1.3e5, "molecule/cell", 0.005, BOOK, "caspase-8 in a living cell", checked=CODE),
        Benchmark("rest_C3", "consistency", Equilibrium("C3", ALIVE), 2.1e4, "molecule/cell", 0.005, BOOK, "caspase-3 in a living cell", checked=CODE),
        Benchmark("rest_BAR", "consistency", Equilibrium("BAR", ALIVE), 4e4, "molecule/cell", 0.005, BOOK, "BAR in a living cell", checked=CODE),
        Benchmark("rest_IAP", "consistency", Equilibrium("IAP", ALIVE), 4e4, "molecule/cell", 0.005, BOOK, "inhibitor in a living cell", checked=CODE),
        Benchmark("saddle_A3", "independent computation", Equilibrium("A3", EDGE, "saddle"), 30.79, "molecule/cell", 1e-3, BOOK, "active caspase-3 at the saddle between life and death: the textbook's equations in another program"),
        Benchmark("dead_A3", "independent computation", Equilibrium("A3", GONE), 5049.0, "molecule/cell", 1e-3, BOOK, "active caspase-3 in a dead cell: the textbook's equations in another program"),
        Benchmark("figure_300", "independent computation", AtTime("A3", 5.0), 9789.0, "molecule/cell", 5e-3, BOOK, "active caspase-3 at minute 300 of the textbook's figure: another program"),
        Benchmark("figure_1800", "independent computation", AtTime("A3", 30.0), 5050.0, "molecule/cell", 5e-3, BOOK, "active caspase-3 at minute 1,800, ten hours after the signal: another program"),
        Benchmark("least_signal", "independent computation", Threshold("signal", 20, 60, "A3_final > 1000", 100.0), 32.9, "molecule/cell", 0.01, BOOK, "least signal of 1100 minutes that kills: another program"),
        Benchmark("free_inhibitor", "closed form", ClosedForm("(k15 + uptake * copies * released) / k16", ev=True), 48620.689655, "molecule/cell", 1e-9, BOOK, "inhibitor in a living cell under the default drip"),
    ),
    limits=(
        "One inhibitor stands for XIAP; survivin, which vesicles were found to carry, may not act on caspase-3 at all.",
        "A death receptor's cascade: chemotherapy kills mostly through mitochondria, which the model leaves out.",
        "Copies of an inhibitor in a vesicle, and the share that reaches the cytosol, have not been counted.",
        "A thousand active caspase-3 as the point of no return is ours.",
        "Every vesicle of a donor is given to one recipient; in a tissue most meet another cell, or none.",
        "Proteins that raise survival by signalling from the surface, as growth factors do, need no release and are not in the model.",
    ),
)  # fmt: skip
