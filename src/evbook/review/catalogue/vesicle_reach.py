"""How far does a vesicle get before a cell takes it up?

Around a cell that sheds steadily, diffusion carries away what it sheds and neighbours take it up.
Without vesicles the thing shed is a soluble factor, as in the base; a vesicle is larger, and so slower.
"""

# fmt: off
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

EIN, FRA, CHIU = "Einstein1905", "FrancisPalsson1997", "Chiu2016"
OURS = "no measurement known; our assumption"

# One line a parameter: name, default, unit, range, grade, checked, source, meaning.
PARAMETERS = (
    P("d_factor",    6.5,   "nm",       (2, 20),      "assumed",  "not seen",  "", "diameter of the soluble factor", label="diameter of the factor", latex="d_0", context="a protein of some tens of kilodaltons"),
    P("half_factor", 0.5,   "hour",     (0.01, 24),   "assumed",  "not seen",  "", "time in which half of the soluble factor is taken up", label="half-time of the factor", latex=r"t_0", context="the same as for vesicles, so that only size differs", scale="log"),
    P("d_ev",        100.0, "nm",       (30, 1e4),    "measured", "full text", "Maacha2019", "diameter of the vesicle", label="diameter of the vesicle", latex="d_{EV}", context="exosomes 30 to 150 nm, microvesicles to 1000 nm, oncosomes to 10 µm: definitions that the review uses", scale="log", ev=True, control=True),
    P("half_ev",     0.0916, "hour",    (0.002, 48),   "derived",  "secondary",  "Colombo2025", "time in which neighbours take up half of the vesicles", label="half-time of uptake", latex=r"t_{EV}", context="5.5 minutes: with the slowing assumed here it gives the length of 25 µm read from the measured half-distance of 17 µm in HeLa xenografts (Colombo et al. 2025, doi 10.1002/jev2.70169, read second-hand); hours in a dish with few cells", scale="log", ev=True, control=True),
    P("slowed",      5.0,   "1",        (1, 100),     "assumed",  "not seen",  "", "how many times slower than in water things diffuse in the tissue", label="slowed by the tissue", latex="h", context="1 is water; only slowing times half-time is set by the measured length, so that five is ours", scale="log", ev=True, control=True),
    P("temperature", 310.15, "kelvin",  (273, 320),   "constant",  "by definition",  "", "temperature", label="temperature", latex="T", context="37 °C"),
    P("viscosity",   0.692, "mPa s",    (0.5, 5),     "derived",  "secondary", EIN, "viscosity of water at that temperature", label="viscosity", latex=r"\eta", context="0.692 mPa s at 37 °C, 0.89 at 25 °C (handbook values)", scale="log"),
    P("k_B",         0.01380649, "mPa um**3/kelvin", (0.0138, 0.01381), "constant", "by definition", "", "Boltzmann's constant", label="Boltzmann's constant", latex="k_B", context="1.380649 × 10⁻²³ J/K, exact by definition"),
    P("nm_per_um",   1000.0, "nm/um",   (999, 1001),  "constant", "by definition", "", "nanometres in a micrometre", label="nm in a µm", latex=r"10^3", context="arithmetic"),
    P("cell",        10.0,  "um",       (3, 20),      "derived",  "code or SBML",  "Scheuher2023", "radius of the cell that sheds", label="radius of the cell", latex="a", context="the radius of a sphere of 3820 µm³, SK-BR-3 in a published model, is 9.7 µm"),
    P("away",        100.0, "um",       (11, 1000),   "derived",  "code or SBML",  "Scheuher2023", "distance of the recipient from the middle of the cell", label="distance of the recipient", latex="r_1", context="between the 75 µm of tissue that a capillary of a tumour serves all round it, in a published model in public code, and the 150 µm between two such capillaries", scale="log", control=True, ev=True),
    P("sec_hour",    3600.0, "s/hour",  (3599, 3601), "constant", "by definition", "", "seconds in an hour", label="seconds in an hour", latex=r"3600", context="arithmetic"),
    P("secretion",   60.0,  "EV/(cell hour)", (1, 1e3), "measured", "secondary", CHIU, "vesicles shed by a cell", label="vesicles shed", latex=r"\sigma_{EV}", context="60 to 65 an hour in MCF-7 and MDA-MB-231 in vitro, and up to 170 in other lines, both read second-hand; 2700 for monocytes in people (abstract); enters the vesicle budget only", scale="log", ev=True),
)

DECLARATION = Declaration(
    id="vesicle-reach",
    title="How far a vesicle gets",
    idea="A vesicle is a letter to the neighbours: diffusion and uptake keep it within a few cells of its sender, unless blood carries it.",
    summary="The share of what a cell sheds that gets beyond a distance before it is taken up, for a molecule and for a vesicle.",
    chapter="background/vesicle-classes",
    base=Base(
        source=FRA,
        what="Francis and Palsson (1997): how far a single cell can signal with a soluble factor.",
        extent="ours",
        left_out="the publication asks when a single cell's secretion reaches a threshold; the steady gradient of vesicles that are taken up at a constant rate is a textbook solution, put in its place because uptake decides the reach of a vesicle",
        departures="a steady state with uptake at a constant rate stands for their analysis of thresholds; diffusion by Stokes and Einstein",
    ),
    # As far as half of the smallest vesicles get where they are taken up most slowly.
    axes=(Axis("r", "um", (10, 5000), "distance from the middle of the cell that sheds", label="Distance from the sender (µm)", latex="r", scale="log", points=401),),
    parameters=PARAMETERS,
    intermediates=(
        Intermediate("spread", "k_B * temperature * nm_per_um / (3 * pi * viscosity * across * slow)", "um**2/s", "diffusion constant, by Stokes and Einstein", latex="D"),
        Intermediate("reach", "sqrt(spread * sec_hour / taken)", "um", "length over which the number falls e-fold", latex=r"\lambda"),
        # What lies nearer than the cell's own surface has not been shed yet.
        Intermediate("out", "maximum(r, cell)", "um", "distance, no nearer than the surface of the cell", latex=r"\rho"),
    ),
    modifiers=(
        Modifier("across", "d_ev", "d_factor", "nm", "a vesicle in place of a molecule", claims=("background-16", "background-24"), label="diameter", latex="d"),
        Modifier("taken", "log(2) / half_ev", "log(2) / half_factor", "1/hour", "how fast neighbours take up a vesicle", claims=("background-25",), label="uptake", latex="k"),
        Modifier("slow", "slowed", "1", "1", "matrix that slows a vesicle", claims=("background-25",), label="slowed", latex="h_{EV}"),
    ),
    outputs=(
        Output("beyond", "(1 + out / reach) / (1 + cell / reach) * exp((cell - out) / reach)", "1", (0, 1), "share of what is shed that gets beyond this distance", label="Gets beyond, as a share", latex=r"\Phi"),
        Output("level", "cell / out * exp((cell - out) / reach)", "1", (1e-4, 1), "number in a volume here, against that at the surface of the cell", label="Level, against that at the cell", latex="c/c_a"),
        Output("hours", "r**2 / spread / sec_hour", "hour", (1e-4, 1e3), "time that diffusion takes for this distance, r²/D", label="Time to get there", latex="t", scale="log"),
        Output("diffusion", "spread", "um**2/s", (0.01, 200), "diffusion constant", label="Diffusion constant", latex="D", scale="log"),
        Output("length", "reach", "um", (1, 1000), "length of the gradient", label="Length of the gradient", latex=r"\lambda", scale="log"),
    ),
    shown=("beyond", "level", "hours"),
    measures=(
        Measure("half_way", "beyond", "first_below", "um", "distance that half of what is shed gets beyond", level="0.5", label="half get beyond"),
        Measure("tenth_way", "beyond", "first_below", "um", "distance that a tenth gets beyond", level="0.1", label="a tenth get beyond"),
        Measure("beyond_here", "beyond", "at", "1", "share that gets beyond the recipient", time="away", label="beyond the recipient"),
        Measure("hours_here", "hours", "at", "hour", "time that diffusion takes to the recipient", time="away", label="time to the recipient"),
        Measure("diffusing", "diffusion", "final", "um**2/s", "diffusion constant", label="diffusion constant"),
        Measure("gradient", "length", "final", "um", "length over which the number falls e-fold", label="length of the gradient"),
    ),
    budgets=(
        Budget("shed", "secretion", "EV/(cell hour)", (1, 1e4), "vesicles that a cell sheds in an hour", "beyond what cells are known to shed", label="vesicles shed per cell per hour"),
        Budget("standing", "secretion * half_ev / log(2)", "EV/cell", (0.1, 1e5), "vesicles of one cell that are on their way at any time", "more than a cell is known to shed in days", label="vesicles on their way"),
    ),
    scenarios=(
        Scenario("small", "An exosome in a tumour", {}, "Half of them get no farther than two cells away: as far as was measured in xenografts."),
        Scenario("water", "The same, in water", {"slowed": 1, "half_ev": 0.5}, "Unhindered, and taken up within half an hour, half would get beyond two hundred micrometres: five times as far as was measured."),
        Scenario("shed", "A microvesicle", {"d_ev": 500}, "Five times as large, five times as slow: hardly past the next cell."),
        Scenario("oncosome", "An oncosome", {"d_ev": 3000}, "What is three micrometres across hardly leaves the cell by itself."),
        Scenario("dish", "In a dish with few cells", {"slowed": 1, "half_ev": 24}, "Where nobody takes it up it wanders for a millimetre, within days."),
    ),
    verdicts=(
        Verdict("half_way > 0", "With a diffusion constant of {diffusing} half get beyond {half_way}; a share of {beyond_here} gets past the recipient at {away}, which takes {hours_here}."),
        Verdict("beyond_here >= 0", "With a diffusion constant of {diffusing} most get beyond a millimetre before they are taken up; to the recipient at {away} it takes {hours_here}."),
    ),
    challenges=(
        Challenge(
            "far-oncosome", "A large vesicle, a hundred micrometres away",
            "Let half of vesicles of one micrometre or more get beyond 100 µm in tissue that slows them at least threefold.",
            "half_way >= 100 and d_ev >= 1000 and slowed >= 3", {"d_ev": 1000.0, "slowed": 3.0},
            ("How far it gets is proportional to the root of the diffusion constant times the time it has.", "It is slow and cannot be made faster: give it time.", "Half must be taken up in no less than about four hours."),
            "Large vesicles reach far only where hardly anyone takes them up, and then late.",
            solution={"half_ev": 8.0},
        ),
    ),
    benchmarks=(
        Benchmark("brown", "published", ClosedForm("sqrt(2 * k_B * temperature * nm_per_um / (3 * pi * viscosity * d_ev) * sec_hour / 60)", setting={"temperature": 290.15, "viscosity": 1.35, "d_ev": 1000}), 6.0, "um", 0.05, EIN, "way of a sphere of a micrometre in water of 17 °C in a minute", checked="secondary"),
        Benchmark("domain_time", "published", AtTime("hours", 250.0), 20 / 60, "hour", 10 / 60, FRA, "time of signalling over the domain of a single cell, about 250 µm: 10 to 30 minutes", absolute=True, checked="abstract"),
        Benchmark("room", "closed form", AtTime("diffusion", 1000.0, setting={"temperature": 298.15, "viscosity": 0.89, "slowed": 1}, ev=True), 4.91, "um**2/s", 1e-3, EIN, "a vesicle of 100 nm in water of 25 °C"),
        Benchmark("warm", "closed form", AtTime("diffusion", 1000.0, setting={"slowed": 1}, ev=True), 6.57, "um**2/s", 1e-3, EIN, "and of 37 °C"),
        Benchmark("gradient", "closed form", AtTime("length", 1000.0, setting={"slowed": 1, "half_ev": 0.5}, ev=True), 130.6, "um", 1e-3, EIN, "length of its gradient in water, at a half-time of 30 minutes"),
        Benchmark("in_tissue", "consistency", AtTime("length", 1000.0, ev=True), 25.0, "um", 2e-3, EIN, "length of its gradient in a tumour, 25 µm, to which the half-time was set"),
        Benchmark("at_cell", "closed form", AtTime("beyond", 10.0, ev=True), 1.0, "1", 1e-12, FRA, "everything that is shed leaves the cell"),
    ),
    limits=(
        "Uptake is the same everywhere; a cell that takes up much leaves less for those behind it.",
        "Nothing flows: lymph, interstitial flow and blood carry vesicles farther than diffusion does.",
        "The matrix slows all vesicles alike; a mesh finer than a vesicle stops it, which no factor describes.",
        "Vesicles that are bound to matrix, or laid down on a path, are not diffusing.",
    ),
)
