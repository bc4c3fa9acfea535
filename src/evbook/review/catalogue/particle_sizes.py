"""What is in a sample, and what an instrument with a limit sees of it.

Each kind of particle has log-normal sizes; an instrument counts what lies between its lower and its upper
limit.  Without vesicles the sample holds lipoproteins and other particles that are no vesicles.  The second
panel asks the same of every instrument at once: there the axis is the instrument's lower limit.
"""

# fmt: off
from evbook.declaration import (
    Argument,
    AtTime,
    Axis,
    Base,
    Benchmark,
    Box,
    Budget,
    Challenge,
    Declaration,
    Fact,
    Intermediate,
    Layer,
    Measure,
    Modifier,
    Output,
    Point,
    Scenario,
    Scene,
    Verdict,
)
from evbook.declaration import Parameter as P

LAW, LIPO, EXO, BLOOD = "SmithJordan1964", "PMC4281595", "Zhang2018", "Johnsen2019"
RANGE = "the published range, read as two standard deviations either side"
OURS = "no measurement known; our assumption"
ORDER = "order of magnitude, from memory"

# One line a parameter: name, default, unit, range, grade, checked, source, meaning.
PARAMETERS = (
    P("limit",     70.0,   "nm",   (5, 3000),     "derived",  "abstract",  "Dragovic2011", "smallest diameter that the instrument sees: half of the particles of this size are counted", label="lower limit of the instrument", latex="L", context="about 50 nm for tracking and 300 nm for usual flow cytometry (abstract); 70 nm for tracking in plasma is ours", scale="log", control=True, ev=True),
    P("upper",     1000.0, "nm",   (100, 2e4),    "assumed",  "not seen",  "", "largest diameter that the instrument sees", label="upper limit", latex="U", context="about a micrometre for tracking", scale="log"),
    P("blur",      0.1,    "1",    (0.02, 0.5),   "assumed",  "not seen",  "", "width of a limit, as the standard deviation of a logarithm", label="blur of the limits", latex="b", context=OURS),
    P("blind",     1.0,    "1",    (0, 1),        "assumed",  "not seen",  "", "share of particles that are no vesicles which the instrument counts: 1 for light or pulses, 0 for a perfect label of vesicles", label="counts other particles", latex=r"\beta", context="no label is perfect", control=True, ev=True),
    P("weight",    0.0,    "1",    (0, 3),        "constant",  "by definition",  "", "what is added up: 0 for number, 2 for surface, 3 for volume", label="weight (0, 2 or 3)", latex="w", context="cargo of the membrane is proportional to surface, cargo of the lumen to volume", control=True, ev=True),
    P("kept",      1.0,    "1",    (1e-8, 3),     "constant",  "by definition",  "", "lipoproteins in the sample, against those of plasma", label="lipoproteins kept", latex=r"\ell", context="1 is plasma; a preparation keeps a part; 10⁻⁸ stands for none", scale="log", control=True, can_be_zero=True, ev=True),
    P("n_hdl",     1.75e16, "1/mL", (1e15, 5e16),  "measured",  "full text",  "Amor2020", "high-density lipoproteins in plasma", label="HDL", latex="n_H", context="29.0 µmol/L (26.0 to 33.2), by nuclear magnetic resonance, the median of 347 people without diabetes (table 2)", scale="log"),
    P("m_hdl",     9.8,    "nm",   (7, 13),       "derived",  "secondary", LIPO, "their median diameter", label="diameter of HDL", latex="m_H", context="8 to 12 nm; " + RANGE),
    P("s_hdl",     0.10,   "1",    (0.03, 0.3),   "derived",  "secondary", LIPO, "their spread", label="spread of HDL", latex=r"\sigma_H", context=RANGE),
    P("n_ldl",     8.17e14,   "1/mL", (1e14, 2e15),  "measured",  "full text",  "Amor2020", "low-density lipoproteins in plasma", label="LDL", latex="n_L", context="1356 nmol/L (1159 to 1568), likewise", scale="log"),
    P("m_ldl",     21.2,   "nm",   (18, 27),      "derived",  "secondary", LIPO, "their median diameter", label="diameter of LDL", latex="m_L", context="18 to 25 nm; " + RANGE),
    P("s_ldl",     0.08,   "1",    (0.03, 0.3),   "derived",  "secondary", LIPO, "their spread", label="spread of LDL", latex=r"\sigma_L", context=RANGE),
    P("n_vldl",    2.2e13, "1/mL", (1e12, 3e14),  "measured",  "full text",  "Amor2020", "very-low-density lipoproteins in plasma", label="VLDL", latex="n_V", context="36.5 nmol/L (25.5 to 53.3), likewise; more after a meal", scale="log"),
    P("m_vldl",    49.0,   "nm",   (30, 90),      "derived",  "secondary", LIPO, "their median diameter", label="diameter of VLDL", latex="m_V", context="30 to 80 nm; " + RANGE + "; larger after a meal"),
    P("s_vldl",    0.245,  "1",    (0.05, 0.5),   "derived",  "secondary", LIPO, "their spread", label="spread of VLDL", latex=r"\sigma_V", context=RANGE),
    P("n_exo",     1e10,   "1/mL", (1e7, 1e13),   "assumed",  "not seen",  "", "exomeres and other small particles without a membrane", label="exomeres", latex="n_X", context="said to be abundant; no count is known to us", scale="log"),
    P("m_exo",     35.0,   "nm",   (20, 50),      "measured", "abstract",  EXO, "their median diameter", label="diameter of exomeres", latex="m_X", context="about 35 nm, field-flow fractionation of tumour cell lines"),
    P("s_exo",     0.15,   "1",    (0.05, 0.5),   "assumed",  "not seen",  "", "their spread", label="spread of exomeres", latex=r"\sigma_X", context=OURS),
    P("n_small",   1e10,   "1/mL", (1e6, 1e13),   "measured", "abstract",  BLOOD, "small vesicles: exosomes, ARMMs and whatever else is under 200 nm", label="small vesicles", latex="n_S", context="about 10¹⁰ vesicles in a millilitre of plasma, the mean of a survey of the literature; nearly all of them small", scale="log", can_be_zero=True, ev=True, control=True),
    P("m_small",   80.0,   "nm",   (40, 160),     "derived",  "abstract",  EXO, "their median diameter", label="size of small ones", latex="m_S", context="between the 60 to 80 and the 90 to 120 nm of two populations (abstract)", ev=True, control=True),
    P("s_small",   0.35,   "1",    (0.1, 0.8),    "derived",  "full text",  "Maacha2019", "their spread", label="spread of small vesicles", latex=r"\sigma_S", context="the review's 30 to 150 nm holds about 95 of 100", ev=True),
    P("n_shed",    1.2e7,   "1/mL", (1e4, 1e11),   "fitted",   "abstract",  "vanderPol2011", "shed microvesicles", label="shed microvesicles", latex="n_M", context="set so that flow cytometry counts about a thousandth of what tracking does, as in urine", scale="log", can_be_zero=True, ev=True, control=True),
    P("m_shed",    390.0,  "nm",   (150, 800),    "derived",  "full text", "Maacha2019", "their median diameter", label="diameter of microvesicles", latex="m_M", context="150 to 1000 nm; " + RANGE, ev=True),
    P("s_shed",    0.47,   "1",    (0.1, 0.8),    "derived",  "full text", "Maacha2019", "their spread", label="spread of microvesicles", latex=r"\sigma_M", context=RANGE, ev=True),
    P("n_large",   1e4,    "1/mL", (1, 1e8),      "assumed",  "not seen",  "", "oncosomes and apoptotic bodies", label="large vesicles", latex="n_O", context=OURS, scale="log", can_be_zero=True, ev=True, control=True),
    P("m_large",   3200.0, "nm",   (1000, 6000),  "derived",  "full text", "Maacha2019", "their median diameter", label="diameter of oncosomes", latex="m_O", context="1 to 10 µm; " + RANGE, ev=True),
    P("s_large",   0.58,   "1",    (0.1, 0.8),    "derived",  "full text", "Maacha2019", "their spread", label="spread of oncosomes", latex=r"\sigma_O", context=RANGE, ev=True),
    P("ref",       100.0,  "nm",   (50, 200),     "constant", "by definition", "", "size of the particle that counts as one when surface or volume is added up", label="unit particle", latex="d_1", context="a choice of unit"),
    P("ln_ten",    2.302585092994046, "1", (2.3, 2.31), "constant", "by definition", "", "natural logarithm of ten: densities are given for each tenfold of diameter", label="ln 10", latex=r"\ln 10", context="arithmetic"),
    P("least",     1e3,    "1/mL", (1, 1e6),      "constant",  "by definition",  "", "least density that is drawn", label="least density drawn", latex="y_0", context="a choice of picture", scale="log"),
    P("tracking",  50.0,   "nm",   (20, 200),     "measured", "abstract",  "Dragovic2011", "lower limit of a tracking instrument, for the comparison of two", label="limit of tracking", latex="L_T", context="about 50 nm", ev=True),
    P("cytometer", 300.0,  "nm",   (100, 1000),   "measured", "abstract",  "Dragovic2011", "lower limit of a usual flow cytometer, for the comparison of two", label="limit of flow cytometry", latex="L_F", context="about 300 nm", ev=True),
    P("plasma",    3000.0, "mL",   (2000, 4000),  "derived",  "secondary",  "Hori2011", "plasma of a person, for the vesicle budget", label="plasma", latex=r"V_P", context="between 5 % of body weight, 3.5 L in 70 kg (lecture notes on the circulation), and the 3.15 L of a published model (Hori 2011, as a later paper's table gives it), and the 2.7 L that 5 L of blood hold at 54 %", ev=True),
    P("half_life", 0.5,    "hour", (0.03, 24),    "assumed",  "secondary",  "Kim2019", "half-life of vesicles in blood, for the vesicle budget", label="half-life in blood", latex="t_{1/2}", context="two phases in mice, 7 to 9 minutes and 2.5 to 13 hours; in patients particles of transfused platelets had 5.8 h (1.8 to 18.3; PubMed 21231854, abstract); half an hour lies between", scale="log", ev=True),
)


def _sizes(kind: str, number: str, letter: str) -> tuple[Intermediate, Intermediate]:
    """Density for each tenfold of diameter at d, and how much lies above d, both by the weight that is set."""
    m, s = f"m_{kind}", f"s_{kind}"
    density = f"{number} * (d / ref)**weight * ln_ten / ({s} * sqrt(2 * pi)) * exp(-log(d / {m})**2 / (2 * {s}**2))"
    above = (
        f"{number} * exp(weight * log({m} / ref) + (weight * {s})**2 / 2)"
        f" * erfc((log(d / {m}) - weight * {s}**2) / sqrt(2 * ({s}**2 + blur**2))) / 2"
    )
    return (
        Intermediate(f"y_{kind}", density, "1/mL", "log-normal density at this diameter", latex=f"y_{letter}"),
        Intermediate(f"above_{kind}", above, "1/mL", "seen above a blurred limit at this diameter", latex=f"A_{letter}"),
    )


KINDS = (
    *_sizes("hdl", "kept * n_hdl", "H"), *_sizes("ldl", "kept * n_ldl", "L"), *_sizes("vldl", "kept * n_vldl", "V"),
    *_sizes("exo", "n_exo", "X"),
    *_sizes("small", "small", "S"), *_sizes("shed", "shed", "M"), *_sizes("large", "large", "O"),
)
OTHER_ABOVE, VESICLES_ABOVE = "above_hdl + above_ldl + above_vldl + above_exo", "above_small + above_shed + above_large"
SMALL_ALL, SHED_ALL, LARGE_ALL = (
    f"{k} * exp(weight * log(m_{k} / ref) + (weight * s_{k})**2 / 2)" for k in ("small", "shed", "large")
)

DECLARATION = Declaration(
    id="particle-sizes",
    title="What is in a sample, and what an instrument sees",
    idea="What you count is what your instrument can see: a flow cytometer misses most vesicles, and in plasma almost every particle is a lipoprotein.",
    summary="Lipoproteins and vesicles by size, through the limits of an instrument, by number, surface or volume.",
    chapter="background/vesicle-classes",
    base=Base(
        source=LAW,
        what="The log-normal law of particle sizes (Smith and Jordan 1964), for the particles of plasma that are no vesicles.",
        extent="ours",
        left_out="only the log-normal law is the publication's; the kinds of particles, their numbers and the instruments' limits are ours, for no publication was found that gives them together",
        departures="the kinds of particles, their numbers and the instrument's blurred limits are ours",
    ),
    axes=(Axis("d", "nm", (5, 1e4), "diameter of a particle; in the lower panel, the lower limit of an instrument", label="Diameter, or limit of detection (nm)", latex="d", scale="log", points=401),),
    parameters=PARAMETERS,
    intermediates=(
        *KINDS,
        Intermediate("other", "y_hdl + y_ldl + y_vldl + y_exo", "1/mL", "density of particles that are no vesicles", latex="y_N"),
        Intermediate("own", "y_small + y_shed + y_large", "1/mL", "density of vesicles", latex="y_{EV}"),
        Intermediate("eye", "erfc(log(limit / d) / (blur * sqrt(2))) * erfc(log(d / upper) / (blur * sqrt(2))) / 4", "1", "share of the particles of this size that are counted", latex="E"),
        Intermediate("everything", f"{SMALL_ALL} + {SHED_ALL} + {LARGE_ALL}", "1/mL", "all vesicles, by the weight that is set", latex=r"A_{EV}"),
        Intermediate("counted", f"blind * ({OTHER_ABOVE}) + {VESICLES_ABOVE}", "1/mL", "what an instrument counts whose lower limit lies here", latex="C"),
    ),
    modifiers=(
        Modifier("small", "n_small", "0", "1/mL", "small vesicles in the sample", claims=("background-19", "background-21"), label="small vesicles", latex=r"n_S^{EV}"),
        Modifier("shed", "n_shed", "0", "1/mL", "shed microvesicles in the sample", claims=("background-20",), label="microvesicles", latex=r"n_M^{EV}"),
        Modifier("large", "n_large", "0", "1/mL", "oncosomes and apoptotic bodies in the sample", claims=("background-22",), label="oncosomes", latex=r"n_O^{EV}"),
    ),
    outputs=(
        Output("particles", "maximum(other, least)", "1/mL", (1e3, 1e18), "particles that are no vesicles, for each tenfold of diameter", label="Lipoproteins and other particles", latex="y_N", scale="log"),
        Output("vesicles", "maximum(own, least)", "1/mL", (1e3, 1e18), "vesicles, for each tenfold of diameter", label="Vesicles", latex="y_{EV}", scale="log"),
        Output("seen", "maximum((blind * other + own) * eye, least)", "1/mL", (1e3, 1e18), "what the instrument counts, for each tenfold of diameter", label="Counted", latex="y_C", scale="log"),
        Output("share", f"where(everything > 0, ({VESICLES_ABOVE}) / everything, 0)", "1", (0, 1), "share of vesicles that an instrument sees whose lower limit lies here", label="Vesicles seen, as a share", latex="S"),
        Output("purity", f"where(counted > 0, ({VESICLES_ABOVE}) / counted, 0)", "1", (0, 1), "share of what it counts that are vesicles", label="Vesicles among what is counted", latex="P"),
        Output("count", "counted", "1/mL", (1, 1e17), "what an instrument counts whose lower limit lies here", label="Count", latex="C", scale="log"),
        Output("count_ev", VESICLES_ABOVE, "1/mL", (1, 1e17), "vesicles that it counts", label="Vesicles counted", latex="C_{EV}", scale="log"),
    ),
    shown=("particles", "vesicles", "seen", "share", "purity"),
    measures=(
        Measure("share_here", "share", "at", "1", "share of vesicles that lie above the limit of the instrument", time="limit", label="vesicles seen, as a share"),
        Measure("purity_here", "purity", "at", "1", "vesicles among what is counted above its limit", time="limit", label="vesicles among what is counted"),
        Measure("count_here", "count", "at", "1/mL", "what is counted above its limit", time="limit", label="counted"),
        Measure("by_tracking", "count", "at", "1/mL", "what a tracking instrument counts, which tells no particle from another if blind to nothing", time="tracking", label="count by tracking"),
        Measure("by_flow", "count_ev", "at", "1/mL", "vesicles that a flow cytometer counts", time="cytometer", label="count by flow cytometry"),
    ),
    budgets=(
        Budget("turnover", "(n_small + n_shed + n_large) * plasma * log(2) / half_life", "1/hour", (1e11, 1e15), "vesicles an hour that a person's cells must send into plasma to keep up the number", "beyond the 9 × 10¹³ an hour that people are estimated to release", label="vesicles an hour into plasma"),
    ),
    scene=Scene(
        title="What an instrument counts whose lower limit lies at this diameter, in a hundred particles, and what it sees of a hundred vesicles",
        at=0.007,
        layers=(
            Layer("counted", "ground", "a hundred of what it counts", Point(122, 100), size=96, stretch=1.22, colour="muted", keyed=False),
            Layer("all", "ground", "a hundred vesicles", Point(362, 100), size=96, stretch=1.18, colour="muted", keyed=False),
            Layer("pure", "vesicle", "vesicles in a hundred that it counts", Box(122, 100, 216, 176), count="purity", one=0.01, size=5.6, colour="c1"),
            Layer("other", "particle", "other particles in a hundred that it counts", Box(122, 100, 216, 176), count="1 - purity", one=0.01, size=5.6, colour="c0", after="pure"),
            Layer("seen", "vesicle", "vesicles that it sees, of a hundred", Box(362, 100, 210, 176), count="share", one=0.01, size=5.6, colour="c1"),
            Layer("missed", "vesicle", "vesicles that it misses", Box(362, 100, 210, 176), count="1 - share", one=0.01, size=5.6, shade=0.3, colour="muted", after="seen"),
        ),
        says=(
            Verdict("purity > 0.5", "Most of what this instrument counts are vesicles."),
            Verdict("purity <= 0.5", "Most of what this instrument counts are no vesicles."),
        ),
    ),
    scenarios=(
        Scenario("plasma", "Plasma, by tracking", {}, "Almost everything that is counted is a lipoprotein."),
        Scenario("flow", "Plasma, by flow cytometry with a label", {"limit": 300, "upper": 2e4, "blind": 0}, "Only vesicles are counted, and one in a thousand of them."),
        Scenario("clean", "Lipoproteins taken out", {"kept": 1e-6}, "One lipoprotein in a million is left: now tracking counts vesicles."),
        Scenario("urine", "No lipoproteins, by pulses", {"kept": 1e-8, "limit": 128}, "Resistive pulses from 128 nm on see a tenth of the vesicles."),
        Scenario("micro", "No lipoproteins, by smaller pulses", {"kept": 1e-8, "limit": 75, "upper": 2000}, "A finer pore, from 75 nm on, sees more than half."),
        Scenario("volume", "The same plasma, by volume", {"weight": 3, "kept": 1e-8, "limit": 300, "upper": 2e4, "blind": 0}, "By number one vesicle in a thousand lies above 300 nm; by volume it is more than a quarter."),
    ),
    verdicts=(
        Verdict("purity_here < 0.5", "Of all vesicles a share of {share_here} lies above the limit of {limit}; among what is counted there a share of {purity_here} are vesicles, and the rest is something else."),
        Verdict("share_here < 0.5", "Most of what is counted are vesicles, but only a share of {share_here} of all vesicles lies above the limit of {limit}."),
        Verdict("share_here >= 0", "A share of {share_here} of all vesicles lies above the limit of {limit}, and most of what is counted are vesicles."),
    ),
    challenges=(
        Challenge(
            "ranking", "Two patients, two rankings",
            "The sample as it opens is patient one: tracking counts about 1.0 × 10¹³ particles in a millilitre and flow cytometry about 10⁷ vesicles. Compose patient two, of whom tracking counts at least twice as much and flow cytometry at most half as many.",
            "by_tracking >= 2e13 and by_flow <= 5e6", {},
            ("Each instrument looks at another part of the picture: change one part at a time.", "Flow cytometry counts what lies beyond 300 nm: take away microvesicles.", "Tracking counts lipoproteins in plasma: keep more of them, as after a meal."),
            "Patient two has fewer vesicles of any size that flow cytometry sees, and has eaten. Neither instrument is wrong; they do not count the same thing.",
            fixed=("n_vldl", "blind"),
            solution={"kept": 3.0, "n_shed": 2e6},
        ),
    ),
    arguments=(
        Argument(
            chapter="background/vesicle-classes",
            sentence="What you count is what your instrument can see: a flow cytometer misses most vesicles, and in plasma almost every particle is a lipoprotein.",
            claim="tracked <= 0.1 and seen_by_flow <= 0.1",
            says="of the particles that tracking counts in plasma at most a tenth are vesicles, and a flow cytometer sees at most a tenth of the vesicles",
            facts={
                "tracked": Fact("purity_here", {"limit": 70, "blind": 1, "kept": 1}),
                "seen_by_flow": Fact("share_here", {"limit": 300}),
            },
            over={"n_small": (1e9, 3e10), "m_small": (60, 120), "n_shed": (1e6, 1e8), "n_large": (1, 1e6), "n_vldl": (2e13, 1e14), "m_vldl": (40, 60)},
            held={"limit": 70, "blind": 1, "weight": 0, "kept": 1},
            outside="With eight times as many small vesicles as a survey of the literature finds and few lipoproteins, an eighth of what tracking counts are vesicles; a tracking instrument sees about half of the vesicles, so that the sentence speaks of flow cytometers.",
        ),
    ),
    benchmarks=(
        Benchmark("vldl", "published", AtTime("purity", 70.0, ev=True), 0.01, "1", 0.01, "SciRep2018", "vesicles among the particles that tracking counts in plasma: more than 98 in 100 are VLDL", absolute=True, checked="secondary", of_vesicles="the plasma of the source holds vesicles"),
        Benchmark("thousandfold", "consistency", AtTime("share", 300.0, setting={"kept": 1e-8}, ev=True), 1e-3, "1", 0.1, "vanderPol2011", "vesicles that flow cytometry sees, where tracking and pulses see about a thousand times as many: the number of microvesicles was set to it", checked="abstract"),
        Benchmark("median", "closed form", AtTime("share", 80.0, setting={"n_shed": 1e-9, "n_large": 1e-9}, ev=True), 0.5, "1", 1e-9, LAW, "half of one kind lies above its median"),
        Benchmark("volume_median", "closed form", AtTime("share", 115.53012, setting={"n_shed": 1e-9, "n_large": 1e-9, "weight": 3}, ev=True), 0.5, "1", 1e-4, LAW, "by volume the median moves up by exp(3σ²)"),
        Benchmark("surface_mean", "closed form", AtTime("count_ev", 5.0, setting={"n_shed": 1e-9, "n_large": 1e-9, "weight": 2}, ev=True), 8176776404.5, "1/mL", 1e-6, LAW, "surface of all small vesicles, in vesicles of 100 nm: n (m/d₁)² exp(2σ²)"),
        Benchmark("no_vesicles", "closed form", AtTime("purity", 70.0), 0.0, "1", 1e-12, LAW, "a sample without vesicles has none among what is counted", absolute=True),
    ),
    limits=(
        "Numbers of lipoproteins, microvesicles and large vesicles are orders of magnitude, and differ between people and hours.",
        "A limit is taken to be one size for every kind of particle; light scattering also depends on what a particle is made of.",
        "Swarms, which flow cytometry may count as one, are left out, as are aggregates and the errors of sizing.",
        "Exosomes and ARMMs have the same sizes: no picture of sizes can distinguish them.",
    ),
)
