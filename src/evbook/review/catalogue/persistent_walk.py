"""How far does a cell get that keeps its direction?  (Fürth's formula, as used by Gail and Boone 1970)

A crawling cell keeps its direction for a while and then forgets it.  Vesicles coated with fibronectin,
laid down at the front, are reported to make its way straighter: here they lengthen the memory.
"""

# fmt: off
from evbook.declaration import (
    AtTime,
    Axis,
    Base,
    Benchmark,
    Box,
    Budget,
    Challenge,
    ClosedForm,
    Declaration,
    Intermediate,
    Layer,
    Measure,
    Modifier,
    Output,
    Point,
    Scale,
    Scenario,
    Scene,
    Verdict,
)
from evbook.declaration import Parameter as P

GAI = "Gail1970"
OURS = "no measurement known; our assumption"

# One line a parameter: name, default, unit, range, grade, checked, source, meaning.
PARAMETERS = (
    P("speed",      20.0,  "um/hour", (1, 100),     "derived", "full text", "BMCCancer2014", "speed of the crawling cell", label="speed", latex="S", context="between the 10.9 (SD 8) and the 31.6 µm/h (SD 14) of MDA-MB-231 cells on random and on aligned fibres; MCF-7 cells went 3.0 and 11.1 (table 2)", control=True),
    P("memory",     1.0,   "hour",    (0.05, 10),   "assumed", "abstract", GAI, "time for which a cell keeps its direction, without vesicles", label="persistence time", latex="P_0", context="fibroblasts persisted over 2.5 hours and not over 5 (abstract); a cell that turns often is shorter", scale="log", control=True),
    P("watch",      2.5,   "hour",    (0.5, 24),    "measured", "abstract", GAI, "interval between two looks at the cell", label="interval", latex=r"\tau", context="2.5 hours in the publication; it enters the correlation only"),
    P("gain",       2.0,   "1",       (0, 10),      "assumed", "not seen", "", "memory added by vesicles at full coating, as a share", label="memory gained γ", latex=r"\gamma", context=OURS, ev=True, control=True),
    P("laid",       60.0,  "EV/hour", (0.1, 1e4),   "measured", "secondary", "Chiu2016", "vesicles that the cell lays down in an hour", label="vesicles laid down", latex="n", context="what breast cancer cells shed in vitro, about 60 to 65 an hour", scale="log", can_be_zero=True, ev=True, control=True),
    P("half_laid",  30.0,  "EV/hour", (0.1, 1e4),   "assumed", "not seen", "", "vesicles an hour at which half of the gain is had", label="half effect", latex="n_{1/2}", context=OURS, scale="log", ev=True, control=True),
    P("target",     200.0, "um",      (20, 2000),   "assumed", "not seen", "", "distance to a vessel", label="distance to a vessel", latex="L", context="vessels of a tumour lie a hundred or so micrometres apart", control=True),
)

DECLARATION = Declaration(
    id="persistent-walk",
    title="A crawling cell that remembers its direction",
    idea="Straighter is farther: with the same speed, a cell that remembers its way three times as long spreads three times as fast.",
    summary="Mean squared displacement of a cell whose persistence rises with the fibronectin-coated vesicles that it lays down.",
    chapter="microenvironment/metastasis",
    base=Base(
        source=GAI,
        what="Gail and Boone (1970): fibroblasts in culture move as a random walk with persistence.",
        extent="part",
        left_out="the walk with persistence, by Fürth's formula; the publication's analysis of single tracks is left out, for its numbers were not seen",
        departures="written by Fürth's formula, in continuous time and two dimensions; the publication's own numbers for motility were not seen",
    ),
    axes=(Axis("hours", "hour", (0.1, 48), "time since the cell was first seen", label="Hours", latex="t", points=480),),
    parameters=PARAMETERS,
    intermediates=(Intermediate("kept", "memory * coating", "hour", "time for which the cell keeps its direction", latex="P"), Intermediate("squared", "2 * speed**2 * kept * (hours - kept * (1 - exp(-hours / kept)))", "um**2", "mean squared displacement", latex=r"\langle d^2 \rangle")),
    modifiers=(
        Modifier("coating", "1 + gain * laid / (laid + half_laid)", "1", "1", "vesicles with fibronectin, laid down at the front, steady the direction", claims=("metastasis",), label="fibronectin on vesicles", latex=r"\mu_P"),
    ),
    outputs=(
        Output("msd", "squared", "um**2", (1, 1e6), "mean squared displacement", label="Mean squared displacement", latex=r"\langle d^2 \rangle", scale="log"),
        Output("distance", "sqrt(squared)", "um", (0, 600), "distance from the start, root mean square", label="Distance", latex="d"),
        Output("straightness", "sqrt(squared) / (speed * hours)", "1", (0, 1), "distance over the length of the path", label="Straightness", latex="d / (S t)"),
        Output("motility", "speed**2 * kept / 2", "um**2/hour", (0, 2000), "diffusion constant after many turns", label="Motility", latex="D"),
    ),
    shown=("distance",),
    measures=(
        Measure("day_distance", "distance", "at", "um", "distance after a day", time="24", label="distance after a day"),
        Measure("arrival", "distance", "first_above", "hour", "when the distance reaches that to a vessel", level="target", label="reaches a vessel"),
        Measure("day_straight", "straightness", "at", "1", "straightness over a day", time="24", label="straightness over a day"),
        Measure("spread", "motility", "final", "um**2/hour", "diffusion constant after many turns", label="motility"),
    ),
    budgets=(
        Budget("laid_down", "laid", "EV/hour", (1, 1e4), "vesicles that the cell lays down in an hour", "beyond what cells are known to shed", label="vesicles laid down per hour"),
        Budget("per_length", "laid / speed", "EV/um", (1e-3, 1e3), "vesicles for each micrometre of path", "more than would fit side by side under the front", label="vesicles per micrometre of path"),
    ),
    scene=Scene(
        title="A cell that crawls from left to right, as far as it is on average from its start, and the trail that it lays",
        at=0.5,
        scales=(Scale("um", 1.0, "um"), Scale("twenty", 20.0, "EV"), Scale("fifth", 0.2, "hour"),),
        layers=(
            Layer("tissue", "ground", "tissue", Point(240, 100), size=90, stretch=2.66, colour="muted", keyed=False),
            Layer("vessel", "vessel", "a vessel", Point("24 + 0.72 * target / um", 100), size=9, stretch=10, turn=1.5707963267948966, colour="c0"),
            Layer("start", "dot", "where it was first seen", Point(24, 100), size=3, colour="axis"),
            Layer("trail", "vesicle", "vesicles that it has laid down", Box("24 + 0.36 * distance / um", 100, "0.72 * distance / um", 34), count="laid * hours", one="maximum(twenty, laid * fifth)", unit="EV", first="1", size=2.8, colour="c4"),
            Layer("cell", "cell", "the cell", Point("24 + 0.72 * distance / um", 100), size=15, stretch=1.25, colour="c1"),
        ),
        says=(
            Verdict("distance >= target", "On average such cells are as far from their start as the vessel."),
            Verdict("distance < target", "On average such cells are not yet as far from their start as the vessel."),
        ),
    ),
    scenarios=(
        Scenario("coated", "A path of vesicles", {}, "The same speed, a straighter way: the vessel is reached hours sooner."),
        Scenario("blocked", "Release all but blocked", {"laid": 0.1}, "Without vesicles the cell turns often and gets nowhere fast."),
        Scenario("slow", "Slower, as well", {"speed": 10}, "Speed counts twice, persistence once."),
        Scenario("rich", "A cell that sheds much", {"laid": 1000}, "More vesicles add little once the path is coated."),
    ),
    verdicts=(
        Verdict("arrival > 0", "The cell is a vessel's distance away after {arrival}; after a day it is {day_distance} from its start, with a straightness of {day_straight}."),
        Verdict("day_distance >= 0", "Two days do not bring it as far as the vessel: {day_distance} after one, with a straightness of {day_straight}."),
    ),
    challenges=(
        Challenge(
            "half-speed", "Half the speed, the same reach",
            "A drug halves the speed to 10 µm an hour. Reach 200 µm within two days all the same, by persistence alone.",
            "arrival < 48 and speed <= 10 and target >= 200", {"speed": 10.0, "memory": 1.0},
            ("Motility goes with speed squared times persistence.", "Half the speed needs four times the persistence.", "Use both the memory and what vesicles add to it."),
            "That is why blocking persistence and blocking speed are not the same experiment.", fixed=("speed", "target"), solution={"memory": 4.0},
        ),
    ),
    benchmarks=(
        Benchmark("random_over_five_hours", "consistency", ClosedForm("memory * (1 - exp(-watch / memory))**2 / (2 * (watch - memory * (1 - exp(-watch / memory))))", setting={"watch": 5.0}), 0.0, "1", 0.15, GAI, "correlation of one five-hour step with the next: the abstract calls the direction over five hours random, read here as none, loosely; no number was seen", absolute=True, checked="abstract"),
        Benchmark("kept_over_shorter", "closed form", ClosedForm("memory * (1 - exp(-watch / memory))**2 / (2 * (watch - memory * (1 - exp(-watch / memory))))", setting={"watch": 2.5}), 0.26634, "1", 1e-3, GAI, "the same for steps of 2.5 hours, over which the abstract finds the direction kept"),
        Benchmark("early", "closed form", AtTime("distance", 1e-4), 20.0 * 1e-4, "um", 1e-4, GAI, "at first the path is straight: d = S t"),
        Benchmark("late", "closed form", AtTime("msd", 1e5), 2 * 400 * (1e5 - 1), "um**2", 1e-9, GAI, "after many turns: d² = 2 S² P (t - P)"),
        Benchmark("at_one_day", "independent computation", AtTime("msd", 24), 18400.0, "um**2", 1e-6, GAI, "after a day, by integrating the memory of direction exp(-s/P) twice"),
    ),
    limits=(
        "A flat dish without gradients: cells in tissue follow fibres and scents.",
        "Speed is kept when vesicles change, while reference 75 reports that vesicles change it too.",
        "How persistence depends on vesicles is assumed; that it falls when their release is blocked is reported.",
        "One cell's own vesicles; a path laid by others would do as well.",
    ),
)
