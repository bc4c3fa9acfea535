"""The evolutionary game between drug-sensitive and drug-resistant cancer cells, with and without fibroblasts.

The base is the game that Kaznatcheev et al. (2019) measured in co-cultures of lung cancer cells: how fast
each kind grows depends on its share.  Fibroblasts change the game.  What part of their effect vesicles
carry is not known; that part is what a block of vesicles takes away, in proportion, which is assumed.
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
    Fact,
    Intermediate,
    Layer,
    Measure,
    Modifier,
    Output,
    Point,
    Process,
    Scale,
    Scenario,
    Scene,
    State,
    Time,
    Verdict,
)
from evbook.declaration import Parameter as P

KAZ, CODE = "Kaznatcheev2019", "code or SBML"
DISH = "EML4-ALK lung cancer cells in a dish"
OURS = "no measurement known; our assumption"


def payoff(name: str, value: float, who: str, where: str, latex: str) -> P:
    """A measured payoff, per hour."""
    about = f"growth of {who}, {where}"
    return P(name, value, "1/hour", (-0.05, 0.06), "measured", CODE, KAZ, about, latex=latex, context=DISH)


PP, PR = "sensitive cells among sensitive ones", "sensitive cells among resistant ones"
RP, RR = "resistant cells among sensitive ones", "resistant cells among resistant ones"

# fmt: off
# One line a parameter: name, default, unit, range, grade, checked, source, meaning.
PARAMETERS = (
    payoff("A0", 0.025, PP, "no drug, no fibroblasts", "A_0"),
    payoff("B0", 0.024, PR, "no drug, no fibroblasts", "B_0"),
    payoff("C0", 0.040, RP, "no drug, no fibroblasts", "C_0"),
    payoff("D0", 0.027, RR, "no drug, no fibroblasts", "D_0"),
    payoff("A1", 0.026, PP, "no drug, fibroblasts", "A_1"),
    payoff("B1", 0.036, PR, "no drug, fibroblasts", "B_1"),
    payoff("C1", 0.031, RP, "no drug, fibroblasts", "C_1"),
    payoff("D1", 0.030, RR, "no drug, fibroblasts", "D_1"),
    payoff("A2", -0.010, PP, "alectinib, no fibroblasts", "A_2"),
    payoff("B2", -0.013, PR, "alectinib, no fibroblasts", "B_2"),
    payoff("C2", 0.043, RP, "alectinib, no fibroblasts", "C_2"),
    payoff("D2", 0.023, RR, "alectinib, no fibroblasts", "D_2"),
    payoff("A3", 0.005, PP, "alectinib and fibroblasts", "A_3"),
    payoff("B3", -0.004, PR, "alectinib and fibroblasts", "B_3"),
    payoff("C3", 0.038, RP, "alectinib and fibroblasts", "C_3"),
    payoff("D3", 0.024, RR, "alectinib and fibroblasts", "D_3"),
    P("p_0",         0.8,  "1", (0.01, 0.99), "assumed", "not seen", "", "share of sensitive cells at the start", label="sensitive at start", latex="p_0", context="the assay of the publication starts from many shares", control=True),
    P("drug",        0.0,  "1", (0, 1),       "measured", "code or SBML", "Kaznatcheev2019", "alectinib: 0 none, 1 as in the publication", label="alectinib", latex="d", context="between 0 and 1 the game is taken in proportion, which is ours", control=True),
    P("fibroblasts", 1.0,  "1", (0, 1),       "measured", "code or SBML", "Kaznatcheev2019", "fibroblasts: 0 none, 1 as in the publication", label="fibroblasts", latex="c", context="between 0 and 1 the game is taken in proportion, which is ours", control=True),
    P("share",       0.5,  "1", (0, 1),       "assumed", "not seen", "", "part of the fibroblasts' effect that vesicles carry", label="carried by vesicles", latex="e", context=OURS, ev=True, control=True),
    P("blocked",     0.0,  "1", (0, 1),       "constant", "by definition", "", "part of the vesicles that a drug stops", label="vesicles blocked", latex="b", context="none at the default", ev=True, control=True),
    P("ratio",       1.0,  "1", (0.01, 20),   "assumed", "not seen", "", "fibroblasts for each cancer cell, for the vesicle budget only", label="fibroblasts per cancer cell", latex="r", context=OURS, scale="log", ev=True),
    P("secretion",   60.0, "EV/(cell hour)", (1, 1e3), "measured", "secondary", "Chiu2016", "vesicles shed by a fibroblast", label="vesicles shed", latex=r"\sigma_{EV}", context="taken from breast cells in vitro; enters the vesicle budget only", scale="log", ev=True),
)
# fmt: on


def mixed(entry: str) -> str:
    """An entry of the game, between its four measured values."""
    dish = f"{entry}0 + effect * ({entry}1 - {entry}0)"
    drug = f"{entry}2 + effect * ({entry}3 - {entry}2)"
    return f"(1 - drug) * ({dish}) + drug * ({drug})"


DECLARATION = Declaration(
    id="resistance-game",
    title="The game of sensitive and resistant cells",
    idea=(
        "Fibroblasts can change which game is played, not only who is winning it; "
        "how much of that is vesicles decides whether blocking them helps."
    ),
    summary="The share of drug-sensitive cells in a culture whose fibroblasts change who outgrows whom.",
    chapter="resistance/stromal-resistance",
    base=Base(
        source=KAZ,
        what="Kaznatcheev et al. (2019): payoffs measured in co-cultures, with the replicator equation.",
        extent="whole",
        departures="growth per 100 hours in the publication's code is per hour here; between measured games the payoffs are taken in proportion",
    ),
    time=Time(unit="hour", end=1000.0, points=501, label="Hours"),
    states=(
        State("p", "p_0", "1", (0, 1), "share of sensitive cells", label="Share of sensitive cells", latex="p"),
    ),
    parameters=PARAMETERS,
    modifiers=(
        Modifier(
            "effect", "fibroblasts * (1 - share * blocked)", "fibroblasts", "1",
            "what is left of the fibroblasts' effect when a part of their vesicles is stopped",
            claims=("stromal-resistance-03", "stromal-resistance-10"), label="fibroblasts' effect left", latex="w",
        ),
    ),
    intermediates=(
        Intermediate("A", mixed("A"), "1/hour", "growth of sensitive cells among sensitive ones", latex="A"),
        Intermediate("B", mixed("B"), "1/hour", "growth of sensitive cells among resistant ones", latex="B"),
        Intermediate("C", mixed("C"), "1/hour", "growth of resistant cells among sensitive ones", latex="C"),
        Intermediate("D", mixed("D"), "1/hour", "growth of resistant cells among resistant ones", latex="D"),
        Intermediate("x", "C - A", "1/hour", "lead of resistant cells when they are rare", latex="x"),
        Intermediate("y", "B - D", "1/hour", "lead of sensitive cells when they are rare", latex="y"),
    ),
    processes=(
        Process("sensitive_lead", "p * (1 - p) * y * (1 - p)", "sensitive cells gain share among resistant ones", produces={"p": 1}, label="lead of the sensitive"),
        Process("resistant_lead", "p * (1 - p) * x * p", "resistant cells gain share among sensitive ones", consumes={"p": 1}, label="lead of the resistant"),
    ),
    outputs=(
        Output("growth_s", "A * p + B * (1 - p)", "1/hour", (-0.02, 0.05), "growth of sensitive cells at this share", label="Growth, sensitive", latex="g_S"),
        Output("growth_r", "C * p + D * (1 - p)", "1/hour", (-0.02, 0.05), "growth of resistant cells at this share", label="Growth, resistant", latex="g_R"),
        Output("lead_r", "x", "1/hour", (-0.02, 0.06), "lead of resistant cells when they are rare", label="Lead of the resistant, rare", latex="x"),
        Output("lead_s", "y", "1/hour", (-0.04, 0.02), "lead of sensitive cells when they are rare", label="Lead of the sensitive, rare", latex="y"),
    ),
    shown=("p",),
    measures=(
        Measure("p_final", "p", "final", "1", "share of sensitive cells after a thousand hours", label="sensitive cells at the end"),
        Measure("p_five_days", "p", "at", "1", "share of sensitive cells after 120 hours", time="120", label="sensitive cells after 5 days"),
        Measure("x_final", "lead_r", "final", "1/hour", "lead of resistant cells when they are rare", label="lead of the resistant"),
        Measure("y_final", "lead_s", "final", "1/hour", "lead of sensitive cells when they are rare", label="lead of the sensitive"),
    ),
    budgets=(
        Budget("received", "ratio * secretion", "EV/(cell hour)", (1, 1e4), "vesicles of fibroblasts for each cancer cell in an hour, when all are taken up", "beyond what cells are known to take up", label="vesicles per cell per hour"),
        Budget("donors", "ratio", "1", (0.01, 200), "fibroblasts for each cancer cell", "more fibroblasts than can stand around one cell", label="fibroblasts per cancer cell"),
    ),
    scene=Scene(
        title="A dish with sensitive and resistant cells, and the fibroblasts that change who grows faster",
        scales=(Scale("pace", 0.02, "1/hour"),),
        at=0.1,
        layers=(
            Layer("dish", "ground", "the dish", Point(180, 100), size=94, stretch=1.86, colour="muted", keyed=False),
            Layer("sensitive", "cell", "share of sensitive cells", Box(180, 100, 330, 170), count="p", one=0.01, size=6, colour="c0"),
            Layer("resistant", "cell", "share of resistant cells", Box(180, 100, 330, 170), count="1 - p", one=0.01, after="sensitive", size=6, colour="c3"),
            Layer("fibroblasts", "fibroblast", "fibroblasts, against those of the publication", Box(430, 100, 70, 170), count="fibroblasts", one=0.1, size=7, colour="c2"),
            Layer("effect", "vesicle", "effect of the fibroblasts that reaches the cells", Box(430, 100, 70, 170), to=Box(180, 100, 330, 170), count="effect", one=0.05, speed="pace", size=3.4, colour="c4"),
            Layer("stopped", "vesicle", "effect that is blocked with the vesicles", Box(372, 100, 20, 180), count="fibroblasts - effect", one=0.05, size=3.4, shade=0.5, colour="muted"),
            Layer("drug", "drug", "alectinib, against that of the publication", Box(180, 100, 330, 170), count="drug", one=0.05, speed="pace", sway=6, size=3.6, colour="c6"),
        ),
        says=(
            Verdict("growth_s > growth_r", "At this mix sensitive cells grow faster than resistant ones."),
            Verdict("growth_s <= growth_r", "At this mix resistant cells grow at least as fast as sensitive ones."),
        ),
    ),
    scenarios=(
        Scenario("mostly", "Nine tenths on vesicles, all blocked", {"share": 0.9, "blocked": 1}, "With so much on vesicles a block changes the game: resistant cells take over."),
        Scenario("leader", "Fibroblasts, no drug", {}, "Both kinds lead when rare: they live side by side."),
        Scenario("blocked", "Half on vesicles, all blocked", {"blocked": 1}, "Two thirds of the effect must go before the game changes; half is not enough."),
        Scenario("drug", "Alectinib and fibroblasts", {"drug": 1}, "Under the drug the resistant win with fibroblasts or without; only the growth of the sensitive differs."),
        Scenario("alone", "No fibroblasts, no drug", {"fibroblasts": 0}, "Resistant cells outgrow the others at every share, even without drug.", ev=False),
    ),
    verdicts=(
        Verdict("x_final > 0 and y_final > 0", "Both kinds lead when they are rare (a Leader game): they live side by side, and a share of {p_final} is sensitive after a thousand hours."),
        Verdict("x_final > 0 and y_final <= 0", "Resistant cells lead at every share (a Deadlock): a share of {p_five_days} is sensitive after five days and of {p_final} after a thousand hours."),
        Verdict("x_final <= 0 and y_final >= 0", "Sensitive cells lead at every share: a share of {p_final} is sensitive after a thousand hours."),
        Verdict("p_final >= 0", "Each kind leads when it is common: the first share decides, and a share of {p_final} is sensitive after a thousand hours."),
    ),
    challenges=(
        Challenge(
            "block-harms",
            "Where a block does harm",
            "Fibroblasts are there and no drug is. Find a part carried by vesicles with which a complete block hands the culture to the resistant cells: below 5 % sensitive after a thousand hours.",
            "p_final < 0.05 and blocked >= 1 and fibroblasts >= 1 and drug <= 0",
            {"blocked": 1.0},
            (
                "The game changes when less than a third of the fibroblasts' effect is left.",
                "Near the change the resistant cells gain slowly: go beyond it.",
            ),
            "There vesicles were what kept sensitive cells alive. The same block might help where fibroblasts only feed resistance.",
            fixed=("fibroblasts", "drug", "p_0"),
            solution={"share": 0.9},
        ),
    ),
    arguments=(
        Argument(
            chapter="resistance/stromal-resistance",
            sentence="Fibroblasts can change which game is played, not only who is winning it; how much of that is vesicles decides whether blocking them helps.",
            claim="bare < 0 and with_all > 0 and blocked_p <= open_p + 1e-6 and blocked_none >= open_none - 1e-6",
            says="rare sensitive cells lose without fibroblasts and gain with them; blocking vesicles never leaves more sensitive cells, and does nothing where vesicles carry none of the effect",
            facts={
                "bare": Fact("y_final", {"fibroblasts": 0}, ev=False),
                "with_all": Fact("y_final", {"fibroblasts": 1}, ev=False),
                "blocked_p": Fact("p_final", {"blocked": 1}),
                "open_p": Fact("p_final", {"blocked": 0}),
                "blocked_none": Fact("p_final", {"blocked": 1, "share": 0}),
                "open_none": Fact("p_final", {"blocked": 0, "share": 0}),
            },
            over={"p_0": (0.01, 0.99), "share": (0, 1), "A0": (0.0245, 0.0255), "B0": (0.0235, 0.0245), "C0": (0.0395, 0.0405), "D0": (0.0265, 0.0275), "A1": (0.0255, 0.0265), "B1": (0.0355, 0.0365), "C1": (0.0305, 0.0315), "D1": (0.0295, 0.0305)},
            held={"drug": 0, "fibroblasts": 1, "blocked": 0},
            outside="Payoffs go as far as their rounding allows; with an error of 0.3 per 100 hours the sign of the bare game is open.",
        ),
    ),
    benchmarks=(
        Benchmark("lead_r_fibroblasts", "consistency", AtTime("lead_r", 0.0), 0.005, "1/hour", 1e-9, KAZ, "lead of rare resistant cells with fibroblasts: 0.5 per 100 hours from the payoffs of the publication's code", checked=CODE),
        Benchmark("lead_s_fibroblasts", "consistency", AtTime("lead_s", 0.0), 0.006, "1/hour", 1e-9, KAZ, "lead of rare sensitive cells with fibroblasts: 0.6 per 100 hours; both leads above 0 make the Leader game of the abstract", checked=CODE),
        Benchmark("lead_s_bare", "consistency", AtTime("lead_s", 0.0, setting={"fibroblasts": 0}), -0.003, "1/hour", 1e-9, KAZ, "lead of rare sensitive cells without fibroblasts: below 0 makes the Deadlock of the abstract", checked=CODE),
        Benchmark("rescue", "consistency", AtTime("growth_s", 0.0, setting={"drug": 1, "p_0": 0.99}), 0.005 * 0.99 - 0.004 * 0.01, "1/hour", 1e-9, KAZ, "growth of sensitive cells almost alone under alectinib with fibroblasts: +0.5 per 100 hours, without them -1.0", checked=CODE),
        Benchmark("coexistence", "closed form", Equilibrium("p", {"p": 0.55}, "stable node"), 0.006 / 0.011, "1", 1e-6, KAZ, "share of sensitive cells where the two live side by side: y/(x + y)"),
        Benchmark("five_days", "independent computation", AtTime("p", 120.0), 0.7480, "1", 1e-3, KAZ, "share of sensitive cells after five days with fibroblasts: another program"),
        Benchmark("five_days_bare", "independent computation", AtTime("p", 120.0, setting={"fibroblasts": 0}), 0.5180, "1", 2e-3, KAZ, "share of sensitive cells after five days without fibroblasts: another program"),
        Benchmark("change", "closed form", ClosedForm("(D0 - B0) / (B1 - B0 - D1 + D0)"), 1 / 3, "1", 1e-9, KAZ, "part of the fibroblasts' effect at which the game changes"),
    ),
    limits=(
        "The effect of fibroblasts was measured in co-culture: nothing in it says that vesicles carry any of it.",
        "Payoffs are rounded to one decimal, and the place where the game changes rests on differences between them.",
        "A dish without death by crowding, space or mutation; shares and not numbers of cells.",
        "One pair of cell lines and one drug; neither is among the drugs of the review's section.",
        "A block of vesicles is taken to remove its part of the effect in proportion.",
    ),
)  # fmt: skip
