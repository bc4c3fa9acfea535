"""The ERK cascade as a switch, and microvesicles that are cut off behind it (Huang and Ferrell 1996).

The base is the mass-action cascade of BIOMD0000000009: an input activates MAPKKK, which phosphorylates MAPKK
twice, which phosphorylates MAPK twice; phosphatases undo it.  Enzymes bound to what they work on are counted
apart, and free enzymes follow from the totals.  Vesicles enter behind it: ARF6 sets the input, and active ERK,
through MLCK and the myosin light chain, cuts microvesicles off.  Exosomes leave without ERK.
"""

# fmt: off
from evbook.declaration import (
    AtTime,
    Base,
    Benchmark,
    Budget,
    Challenge,
    Declaration,
    Group,
    HillCoefficient,
    Intermediate,
    Measure,
    Modifier,
    Output,
    Process,
    Scenario,
    State,
    Threshold,
    Time,
    Verdict,
)
from evbook.declaration import Parameter as P

HF, SBML = "HuangFerrell1996", "code or SBML"
OURS = "no measurement known; our assumption"
OOCYTE = "extract of Xenopus oocytes, as in the file"
BINDING, SECOND = "1/(uM s)", "1/s"

# One line a parameter: name, default, unit, range, grade, checked, source, meaning.
PARAMETERS = (
    P("a",       1000.0, BINDING,  (300, 3000),   "assumed", SBML, HF, "an enzyme binds what it works on", latex="a", context="one value for all ten, chosen by the authors", scale="log"),
    P("d",       150.0,  SECOND,   (50, 500),     "assumed", SBML, HF, "and lets it go", latex="d", context="one value for all ten", scale="log"),
    P("k",       150.0,  SECOND,   (50, 500),     "assumed", SBML, HF, "and changes it", latex="k", context="one value for all ten", scale="log"),
    P("E1_tot",  3e-5,   "uM",     (3e-6, 3e-4),  "assumed", SBML, HF, "input to the cascade, the enzyme that activates MAPKKK", label="input", latex="E_1^0", context="the file's default; the paper varies it over six decades", scale="log"),
    P("E2_tot",  3e-4,   "uM",     (1e-4, 1e-3),  "assumed", SBML, HF, "enzyme that undoes MAPKKK", latex="E_2^0", context=OOCYTE, scale="log"),
    P("KKK_tot", 3e-3,   "uM",     (1e-3, 1e-2),  "measured", SBML, HF, "MAPKKK, in all its forms", latex="K_3^0", context=OOCYTE, scale="log"),
    P("KK_tot",  1.2,    "uM",     (0.4, 4),      "measured", SBML, HF, "MAPKK, known as MEK, in all its forms", label="MEK", latex="K_2^0", context=OOCYTE, scale="log"),
    P("K_tot",   1.2,    "uM",     (0.4, 4),      "measured", SBML, HF, "MAPK, known as ERK, in all its forms", label="ERK", latex="K_1^0", context=OOCYTE, scale="log"),
    P("KKP_tot", 3e-4,   "uM",     (1e-4, 1e-3),  "assumed", SBML, HF, "phosphatase of MAPKK", latex="P_2^0", context=OOCYTE, scale="log"),
    P("KP_tot",  0.12,   "uM",     (0.04, 0.4),   "assumed", SBML, HF, "phosphatase of MAPK", latex="P_1^0", context=OOCYTE, scale="log"),
    P("mek",     1.0,    "1",      (0.01, 1),     "constant", "by definition", "", "share of MEK that an inhibitor leaves able to work", label="MEK left by an inhibitor", latex="m", context="1 without an inhibitor, as published", scale="log", control=True),
    P("arf6",    1.0,    "1",      (0.01, 100),   "constant", "by definition", "", "activity of ARF6, which sets the input", label="activity of ARF6", latex="r", context="1 keeps the published input; that the input goes in proportion is ours", scale="log", ev=True, control=True),
    P("K_M",     0.3,    "1",      (0.03, 0.9),   "assumed", "not seen", "", "share of ERK active at which MLCK is half active", label="half-point of MLCK", latex="K_M", context=OURS, scale="log", ev=True, control=True),
    P("steep",   2.0,    "1",      (1, 6),        "assumed", "not seen", "", "how steeply MLCK follows ERK", label="steepness of MLCK", latex="h", context=OURS, ev=True),
    P("J_mv",    30.0,   "EV/(cell hour)", (1, 1e3), "assumed", "not seen", "", "microvesicles shed in an hour when MLCK is fully active", label="microvesicles at most", latex="J_0", context=OURS, scale="log", can_be_zero=True, ev=True, control=True),
    P("J_exo",   60.0,   "EV/(cell hour)", (1, 1e3), "measured", "secondary", "Chiu2016", "exosomes released in an hour", label="exosomes", latex="J_X", context="MCF-7 and MDA-MB-231 in vitro, about 60 to 65 an hour", scale="log", can_be_zero=True, ev=True),
    P("shared",  0.5,    "1",      (0, 1),        "assumed", "not seen", "", "share of exosome release that depends on ARF6", label="exosomes that need ARF6", latex="w", context="ARF6 and PLD2 are reported to control the budding of exosomes by syntenin; how much is our assumption", ev=True, control=True),
)

# The ten pairs of an enzyme and what it works on: number, enzyme, substrate, what is consumed and what is made of it.
# Free forms that are no state follow from the totals.
PAIRS = (
    (1, "E1", "KKK", "the input binds MAPKKK", (), ("KKK_p",), "and activates it"),
    (2, "E2", "KKK_p", "its opponent binds active MAPKKK", ("KKK_p",), (), "and undoes it"),
    (3, "KKK_p", "KK", "active MAPKKK binds MAPKK", ("KKK_p",), ("KKK_p", "KK_p"), "and phosphorylates it"),
    (4, "KKK_p", "KK_p", "active MAPKKK binds MAPKK with one phosphate", ("KKK_p", "KK_p"), ("KKK_p", "KK_pp"), "and phosphorylates it again"),
    (5, "KKP", "KK_p", "the phosphatase binds MAPKK with one phosphate", ("KK_p",), (), "and takes it off"),
    (6, "KKP", "KK_pp", "the phosphatase binds active MAPKK", ("KK_pp",), ("KK_p",), "and takes one phosphate off"),
    (7, "KK_pp", "K", "active MAPKK binds MAPK", ("KK_pp",), ("KK_pp", "K_p"), "and phosphorylates it"),
    (8, "KK_pp", "K_p", "active MAPKK binds MAPK with one phosphate", ("KK_pp", "K_p"), ("KK_pp", "K_pp"), "and phosphorylates it again"),
    (9, "KP", "K_p", "the phosphatase binds MAPK with one phosphate", ("K_p",), (), "and takes it off"),
    (10, "KP", "K_pp", "the phosphatase binds active MAPK", ("K_pp",), ("K_p",), "and takes one phosphate off"),
)


def _pair(n, enzyme, substrate, meaning, consumed, made, effect) -> tuple[Process, ...]:
    """Binding, less unbinding, of one pair, and what the enzyme then does."""
    return (
        Process(f"binding_{n}", f"a * {enzyme} * {substrate} - d * C{n}", meaning, consumes=dict.fromkeys(consumed, 1), produces={f"C{n}": 1}, label=f"binding {n}"),
        Process(f"change_{n}", f"k * C{n}", f"{meaning} {effect}", consumes={f"C{n}": 1}, produces=dict.fromkeys(made, 1), label=f"change {n}"),
    )


DECLARATION = Declaration(
    id="erk-switch",
    title="ARF6, ERK and the cutting of microvesicles",
    idea="Behind a switch, half an inhibitor does nothing and a little more does everything; and it stops microvesicles only.",
    summary="ARF6 sets the input of the ERK cascade; active ERK cuts microvesicles off, through MLCK.",
    chapter="background/biogenesis",
    base=Base(
        source=HF,
        what="Huang and Ferrell (1996): the MAPK cascade, in mass action.",
        extent="whole",
        biomodels="BIOMD0000000009",
        departures="free enzymes are written as totals less what is bound; the share of MEK left by an inhibitor is added, at 1",
    ),
    time=Time(unit="s", end=1200.0, points=401, label="Seconds"),
    states=(
        State("KKK_p", "0", "uM", (0, 3e-3), "active MAPKKK, free", label="Active MAPKKK", latex="K_3^*"),
        State("KK_p", "0", "uM", (0, 1.2), "MAPKK with one phosphate, free", label="MAPKK-P", latex="K_2^P"),
        State("KK_pp", "0", "uM", (0, 1.2), "active MAPKK, with two phosphates, free", label="Active MEK", latex="K_2^{PP}"),
        State("K_p", "0", "uM", (0, 1.2), "MAPK with one phosphate, free", label="MAPK-P", latex="K_1^P"),
        State("K_pp", "0", "uM", (0, 1.2), "active MAPK, with two phosphates, free", label="Active ERK", latex="K_1^{PP}"),
        *(State(f"C{n}", "0", "uM", (0, 3e-3 if n <= 4 else 3e-4 if n <= 6 else 0.12), f"{meaning.replace(' binds ', ' on ')}", label=f"Bound pair {n}", latex=f"C_{{{n}}}") for n, _, _, meaning, *_ in PAIRS),
    ),
    parameters=PARAMETERS,
    intermediates=(
        Intermediate("E1", "input - C1", "uM", "input that is free", latex="E_1"),
        Intermediate("E2", "E2_tot - C2", "uM", "its opponent that is free", latex="E_2"),
        Intermediate("KKK", "KKK_tot - KKK_p - C1 - C2 - C3 - C4", "uM", "MAPKKK at steady state, free", latex="K_3"),
        Intermediate("KK", "mek * KK_tot - KK_p - KK_pp - C3 - C4 - C5 - C6 - C7 - C8", "uM", "MAPKK at steady state, free, of what the inhibitor leaves", latex="K_2"),
        Intermediate("K", "K_tot - K_p - K_pp - C7 - C8 - C9 - C10", "uM", "MAPK at steady state, free", latex="K_1"),
        Intermediate("KKP", "KKP_tot - C5 - C6", "uM", "phosphatase of MAPKK that is free", latex="P_2"),
        Intermediate("KP", "KP_tot - C9 - C10", "uM", "phosphatase of MAPK that is free", latex="P_1"),
    ),
    modifiers=(
        Modifier("input", "E1_tot * arf6", "E1_tot", "uM", "input to the cascade, set by ARF6 through phospholipase D, which brings ERK to the membrane", claims=("background-49", "background-50"), label="input set by ARF6", latex="I"),
        Modifier("shed", "J_mv * where(K_pp > 0, (K_pp / K_tot)**steep / (K_M**steep + (K_pp / K_tot)**steep), 0)", "0", "EV/(cell hour)", "microvesicles cut off in an hour: ERK phosphorylates MLCK, which activates the myosin light chain at the neck", claims=("background-51", "background-52", "background-53"), label="microvesicles shed", latex="J_M"),
        Modifier("released", "J_exo * (1 - shared + shared * 2 * arf6 / (1 + arf6))", "0", "EV/(cell hour)", "exosomes released in an hour; ERK has no part in it, ARF6 has some", claims=("background-29",), label="exosomes released", latex="J_E"),
    ),
    groups=(
        Group("tier_1", "MAPKKK and its pairs", ("KKK_p", "C1", "C2")),
        Group("tier_2", "MEK and its pairs", ("KK_p", "KK_pp", "C3", "C4", "C5", "C6")),
        Group("tier_3", "ERK and its pairs", ("K_p", "K_pp", "C7", "C8", "C9", "C10")),
    ),
    processes=tuple(process for pair in PAIRS for process in _pair(*pair)),
    outputs=(
        Output("active", "K_pp / K_tot", "1", (0, 1), "share of ERK that is active and free", label="ERK active", latex="e"),
        Output("with_bound", "(K_pp + C10) / K_tot", "1", (0, 1), "share of ERK with two phosphates, bound to its phosphatase or not", label="ERK-PP, bound or free", latex="e_{tot}"),
        Output("microvesicles", "shed", "EV/(cell hour)", (0, 100), "microvesicles shed in an hour", label="Microvesicles", latex="J_M"),
        Output("exosomes", "released", "EV/(cell hour)", (0, 100), "exosomes released in an hour", label="Exosomes", latex="J_E"),
    ),
    shown=("microvesicles", "exosomes"),
    measures=(
        Measure("active_final", "active", "final", "1", "share of ERK active at the end", label="ERK active"),
        Measure("phosphorylated", "with_bound", "final", "1", "share of ERK with two phosphates at the end, bound or free", label="ERK-PP"),
        Measure("mv_final", "microvesicles", "final", "EV/(cell hour)", "microvesicles shed in an hour at the end", label="microvesicles"),
        Measure("exo_final", "exosomes", "final", "EV/(cell hour)", "exosomes released in an hour at the end", label="exosomes"),
        Measure("half_time", "active", "first_above", "s", "when a third of ERK is active", level="0.3", label="time to a third"),
    ),
    budgets=(
        Budget("microvesicles_shed", "J_mv", "EV/(cell hour)", (1, 1e4), "microvesicles that a cell sheds in an hour at most", "beyond what cells are known to shed", label="microvesicles per cell per hour"),
        Budget("exosomes_released", "J_exo * (1 - shared + shared * 2 * arf6 / (1 + arf6))", "EV/(cell hour)", (1, 1e4), "exosomes that a cell releases in an hour", "beyond what cells are known to release", label="exosomes per cell per hour"),
    ),
    scenarios=(
        Scenario("threshold", "ARF6 near the threshold", {"arf6": 0.14}, "Near the threshold the cascade takes many minutes, and a small change of the input decides."),
        Scenario("active", "ARF6 active", {}, "The cascade is on within two minutes, and microvesicles are cut off nearly as fast as they can be."),
        Scenario("half_mek", "Half of MEK inhibited", {"mek": 0.5}, "Half an inhibitor changes hardly anything: the input is far past the threshold."),
        Scenario("mek", "MEK inhibited to a twentieth", {"mek": 0.05}, "Past the threshold microvesicles all but stop; exosomes do not notice."),
        Scenario("arf6_down", "ARF6 silenced", {"arf6": 0.05}, "With little ARF6 the cascade stays off, and half of the exosomes go with the microvesicles."),
    ),
    verdicts=(
        Verdict("active_final > 0.5", "On: a share of {active_final} of ERK is active; {mv_final} leave as microvesicles, {exo_final} as exosomes."),
        Verdict("active_final > 0.1", "Halfway: a share of {active_final} of ERK is active; {mv_final} leave as microvesicles, {exo_final} as exosomes."),
        Verdict("active_final >= 0", "Off: a share of {active_final} of ERK is active; {mv_final} leave as microvesicles, {exo_final} as exosomes."),
    ),
    challenges=(
        Challenge(
            "only-microvesicles", "Stop microvesicles, and leave exosomes alone",
            "ARF6 is fully active. Bring microvesicles below 3 an hour while at least 57 exosomes an hour still leave the cell.",
            "mv_final < 3 and exo_final >= 57 and J_mv >= 30 and K_M <= 0.3 and shared >= 0.5",
            {"arf6": 1.0},
            ("Less ARF6 stops microvesicles; look at what it does to exosomes.", "A MEK inhibitor acts behind ARF6, and exosomes do not need ERK.", "Half of MEK is not enough, nor a fifth: look for the edge below a tenth."),
            "MEK has to be nearly gone before a switch that stands far past its threshold turns off. Nothing else in the cell that needs ERK is spared.",
            fixed=("J_mv", "K_M", "shared"),
            solution={"mek": 0.05},
        ),
    ),
    benchmarks=(
        Benchmark("erk_steepness", "published", HillCoefficient("K_pp", "E1_tot", 1e-7, 1e-1, 1e5), 4.5, "1", 0.5, HF, "effective Hill coefficient of active MAPK against the input: the abstract says 4 to 5, here its middle and half width", absolute=True, checked="abstract"),
        Benchmark("most_active", "independent computation", AtTime("with_bound", 1e5, setting={"E1_tot": 0.1}), 0.900049, "1", 1e-3, HF, "greatest share of MAPK with two phosphates, the constant K_PP_norm_max of the file", checked=SBML),
        Benchmark("half_point", "independent computation", Threshold("E1_tot", 3e-6, 6e-6, "active_final > 0.41212", 1e5), 4.183e-6, "uM", 1e-3, HF, "input at which active MAPK is at half of its greatest level: by algebra"),
        Benchmark("third_half_mek", "independent computation", Threshold("E1_tot", 4e-6, 1e-5, "phosphorylated > 0.3", 1e5, setting={"mek": 0.5}), 6.570e-6, "uM", 1e-3, HF, "the same with half of MEK: by algebra"),
        Benchmark("tenth_mek", "independent computation", AtTime("with_bound", 1e5, setting={"mek": 0.1, "E1_tot": 0.1}), 0.2932, "1", 2e-3, HF, "greatest share with a tenth of MEK, so that 0.3 cannot be reached: by algebra"),
    ),
    limits=(
        "The cascade is that of frog oocytes under a lasting input; in tumour lines ERK is often graded, or comes in pulses, and feedbacks shape it.",
        "That ERK acts on MLCK, and MLCK on microvesicles, comes from one study of one melanoma line; the shape of that step is ours.",
        "Microvesicles bud for other reasons too, calcium and lipids on the wrong side among them; here they stop without ERK.",
        "An inhibitor is taken to remove MEK; real ones bind it, and wear off.",
        "How much of exosome release depends on ARF6 has not been measured in these terms.",
    ),
)
