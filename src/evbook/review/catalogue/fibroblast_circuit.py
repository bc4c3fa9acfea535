"""Fibroblasts and macrophages that feed each other (Adler et al. 2020) under growth-factor vesicles.

Myofibroblasts and macrophages exchange growth factors, so that tissue heals, or stays scarred, after
one and the same injury.  Vesicles of a nearby tumour add platelet-derived growth factor.  They make
cells divide; that they turn fibroblasts into other cells is a matter for another model.
"""

# fmt: off
from evbook.declaration import (
    Argument,
    Base,
    Benchmark,
    Box,
    Budget,
    Challenge,
    ClosedForm,
    Declaration,
    Disc,
    Equilibrium,
    Fact,
    Layer,
    Measure,
    Output,
    Point,
    Process,
    Ring,
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

ADL, CODE = "Adler2020", "code or SBML"
TISSUE = "typical values chosen by the authors, not one tissue's measurements"
OURS = "no measurement known; our assumption"

# One line a parameter: name, default, unit, range, grade, checked, source, meaning.
PARAMETERS = (
    P("division_F",  0.9,      "1/day",               (0.3, 2),       "derived", "secondary", "Adler2018", "greatest division of myofibroblasts", latex=r"\lambda_1", context="a typical value in the source's code; it lies within what dividing cells do, up to 0.1 per hour (supplement of Adler 2018, as a copy of its text gives it)"),
    P("division_M",  0.8,      "1/day",               (0.3, 2),       "derived", "secondary", "Adler2018", "greatest division of macrophages", latex=r"\lambda_2", context="a typical value in the source's code; it lies within what dividing cells do, up to 0.1 per hour (supplement of Adler 2018, as a copy of its text gives it)"),
    P("removal_F",   0.3,      "1/day",               (0.1, 0.8),     "derived", "secondary", "Adler2018", "removal of myofibroblasts", latex=r"\mu_1", context="a typical value in the source's code; it lies within 0.01 to 0.05 per hour (supplement of Adler 2018, as a copy of its text gives it)"),
    P("removal_M",   0.3,      "1/day",               (0.1, 0.8),     "derived", "secondary", "Adler2018", "removal of macrophages", latex=r"\mu_2", context="a typical value in the source's code; it lies within 0.01 to 0.05 per hour (supplement of Adler 2018, as a copy of its text gives it)"),
    P("capacity",    1e6,      "cell",                (1e5, 1e7),     "assumed", CODE, ADL, "myofibroblasts that the tissue can hold", latex="K", context=TISSUE, scale="log"),
    P("P_half",      6e8,      "molecule",            (1e8, 4e9),     "assumed", CODE, ADL, "PDGF at which division and uptake are half their greatest", latex="k_1", context=TISSUE, scale="log"),
    P("C_half",      6e8,      "molecule",            (1e8, 4e9),     "assumed", CODE, ADL, "CSF at which division and uptake are half their greatest", latex="k_2", context=TISSUE, scale="log"),
    P("csf_F",       676800.0, "molecule/(cell day)", (1e5, 4e6),     "assumed", CODE, ADL, "CSF made by a myofibroblast", latex=r"\beta_1", context="470 a minute, chosen by the authors; above the 10 to 100 of their earlier paper (Adler 2018, as a copy of its text gives it)", scale="log"),
    P("pdgf_M",      100800.0, "molecule/(cell day)", (1e4, 1e6),     "derived", "secondary", "Adler2018", "PDGF made by a macrophage", latex=r"\beta_2", context="70 a minute, a typical value in the source's code; it lies within 10 to 100 a cell and minute (supplement of Adler 2018, as a copy of its text gives it)", scale="log"),
    P("pdgf_F",      345600.0, "molecule/(cell day)", (3e4, 3e6),     "assumed", CODE, ADL, "PDGF made by a myofibroblast for its own kind", latex=r"\beta_3", context="240 a minute, chosen by the authors; above the 10 to 100 of their earlier paper (Adler 2018, as a copy of its text gives it)", scale="log"),
    P("eaten_C",     1353600.0, "molecule/(cell day)", (2e5, 8e6),    "derived", "secondary", "Adler2018", "CSF taken up by a macrophage, at most", latex=r"\alpha_1", context="940 a minute, a typical value in the source's code; it lies within 100 to 1000 a cell and minute (supplement of Adler 2018, as a copy of its text gives it)", scale="log"),
    P("eaten_P",     734400.0, "molecule/(cell day)", (1e5, 4e6),     "derived", "secondary", "Adler2018", "PDGF taken up by a myofibroblast, at most", latex=r"\alpha_2", context="510 a minute, a typical value in the source's code; it lies within 100 to 1000 a cell and minute (supplement of Adler 2018, as a copy of its text gives it)", scale="log"),
    P("decay",       2.0,      "1/day",               (0.5, 8),       "assumed", CODE, ADL, "loss of both factors", latex=r"\gamma", context=TISSUE),
    P("F_0",         1.0,      "cell",                (0, 1e6),       "assumed", "not seen", "", "myofibroblasts at the start", label="F at start", latex="F_0", context="one cell: healthy tissue"),
    P("M_0",         1.0,      "cell",                (0, 1e6),       "assumed", "not seen", "", "macrophages at the start", label="M at start", latex="M_0", context="one cell: healthy tissue"),
    P("injury",      1e6,      "cell/day",            (1e4, 1e7),     "assumed", CODE, ADL, "macrophages that an injury draws in", label="injury, strength", latex="I_0", context="a million cells a day", scale="log", control=True),
    P("injury_days", 1.0,      "day",                 (0, 5),         "assumed", "not seen", "", "how long the injury lasts", label="injury, days", latex=r"T_I", context="chosen by the reader", control=True),
    P("tumour",      2.1e5,    "cell",                (1e2, 1e6),     "assumed", "not seen", "", "tumour cells whose vesicles reach the tissue", label="tumour cells in reach", latex="N_T", context=OURS, scale="log", ev=True, control=True),
    P("secretion",   60.0,     "EV/(cell hour)",      (1, 1e3),       "measured", "secondary", "Chiu2016", "vesicles shed by a tumour cell", label="vesicles shed", latex=r"\sigma_{EV}", context="60 to 65 an hour in MCF-7 and MDA-MB-231 in vitro, and up to 170 in other lines, both read second-hand; 2700 for monocytes in people (abstract)", scale="log", ev=True),
    P("per_vesicle", 1.0,      "molecule/EV",         (0.01, 100),    "assumed", "not seen", "", "PDGF-like molecules that a vesicle delivers", label="molecules per vesicle", latex="q", context=OURS, scale="log", can_be_zero=True, ev=True, control=True),
    P("hours",       24.0,     "hour/day",            (23.9, 24.1),   "constant", "by definition", "", "hours in a day", latex="h", context="turns the vesicle unit into the model's"),
    P("blocked",     400.0,    "day",                 (0, 400),       "constant", "by definition", "", "day on which the release of vesicles is stopped", label="vesicles stopped on day", latex="t_b", context="400: never in the window", ev=True, control=True),
)

HOT = {"F": 4.8e5, "M": 6.4e5, "Pd": 1.1e9, "C": 3.6e8}

DECLARATION = Declaration(
    id="fibroblast-circuit",
    title="Fibroblasts and macrophages under growth-factor vesicles",
    idea="Tumour vesicles do not have to cause fibrosis; they shorten the injury that does, until the healed state itself is unstable.",
    summary="Two kinds of cells feed each other growth factors; an injury either heals or tips them into lasting fibrosis.",
    chapter="microenvironment/stromal-activation",
    base=Base(
        source=ADL,
        what="Adler and others (2020): a circuit of myofibroblasts and macrophages with healing, cold and hot fibrosis.",
        extent="whole",
        departures="rates per minute are given per day; the tissue starts with one cell of each kind",
    ),
    time=Time(unit="day", end=120.0, points=401, label="Days"),
    states=(
        State("F", "F_0", "cell", (1, 1e7), "myofibroblasts", label="Myofibroblasts", latex="F", scale="log"),
        State("M", "M_0", "cell", (1, 1e7), "macrophages", label="Macrophages", latex="M", scale="log"),
        State("Pd", "0", "molecule", (1e6, 1e10), "PDGF, free", label="PDGF", latex="P", scale="log"),
        State("C", "0", "molecule", (1e6, 1e10), "CSF, free", label="CSF", latex="C", scale="log"),
    ),
    parameters=PARAMETERS,
    windows=(
        Window("injured", "0", "injury_days", "the injury draws macrophages in", label="injury", latex=r"\mathbb{1}_I"),
        Window("shedding", "0", "blocked", "the tumour sheds vesicles", label="shedding", latex=r"\mathbb{1}_{EV}"),
    ),
    processes=(
        Process("division_of_F", "division_F * Pd / (P_half + Pd) * (1 - F / capacity) * F", "myofibroblasts divide on PDGF until the tissue is full", produces={"F": 1}, label="division of myofibroblasts"),
        Process("removal_of_F", "removal_F * F", "myofibroblasts are removed", consumes={"F": 1}, label="removal of myofibroblasts"),
        Process("division_of_M", "division_M * C / (C_half + C) * M", "macrophages divide on CSF", produces={"M": 1}, label="division of macrophages"),
        Process("removal_of_M", "removal_M * M", "macrophages are removed", consumes={"M": 1}, label="removal of macrophages"),
        Process("arrival", "injury * injured", "the injury draws macrophages in", produces={"M": 1}),
        Process("pdgf_by_M", "pdgf_M * M", "macrophages make PDGF", produces={"Pd": 1}, label="PDGF by macrophages"),
        Process("pdgf_by_F", "pdgf_F * F", "myofibroblasts make PDGF", produces={"Pd": 1}, label="PDGF by myofibroblasts"),
        Process("pdgf_uptake", "eaten_P * F * Pd / (P_half + Pd)", "myofibroblasts take PDGF up", consumes={"Pd": 1}, label="uptake of PDGF"),
        Process("pdgf_decay", "decay * Pd", "PDGF is lost", consumes={"Pd": 1}, label="loss of PDGF"),
        Process("csf_by_F", "csf_F * F", "myofibroblasts make CSF", produces={"C": 1}, label="CSF by myofibroblasts"),
        Process("csf_uptake", "eaten_C * M * C / (C_half + C)", "macrophages take CSF up", consumes={"C": 1}, label="uptake of CSF"),
        Process("csf_decay", "decay * C", "CSF is lost", consumes={"C": 1}, label="loss of CSF"),
        Process("vesicle_supply", "tumour * secretion * hours * per_vesicle * shedding", "vesicles of the tumour bring growth factor", produces={"Pd": 1}, ev=True, claims=("stromal-activation",), label="growth factor on vesicles"),
    ),
    outputs=(
        Output("supply", "tumour * secretion * hours * per_vesicle * shedding", "molecule/day", (0, 8e8), "growth factor brought by vesicles", label="Vesicle supply", latex="s_{EV}"),
    ),
    shown=("F", "M"),
    measures=(
        Measure("F_final", "F", "final", "cell", "myofibroblasts at the end", label="myofibroblasts at the end"),
        Measure("M_final", "M", "final", "cell", "macrophages at the end", label="macrophages at the end"),
        Measure("F_largest", "F", "max", "cell", "the most myofibroblasts there are", label="most myofibroblasts"),
        Measure("F_late", "F", "at", "cell", "myofibroblasts on day 100", time="100", label="on day 100"),
        Measure("s_first", "supply", "at", "molecule/day", "growth factor brought by vesicles while the tumour sheds", time="0", label="vesicle supply"),
        Measure("day_scarred", "F", "first_above", "day", "first day above 100 000 myofibroblasts", level="1e5", label="day above 100 000"),
    ),
    budgets=(
        Budget("shed", "secretion", "EV/(cell hour)", (1, 1e4), "vesicles that each tumour cell sheds in an hour", "beyond what cells are known to shed", label="vesicles shed per tumour cell per hour"),
        Budget("against_fibroblast", "secretion * hours * per_vesicle / pdgf_F", "1", (1e-7, 0.1), "what one tumour cell brings on vesicles, against what one myofibroblast makes", "a tumour cell would have to bring as much as a cell that makes the factor for a living", label="one tumour cell against one myofibroblast"),
        Budget("tumour_cells", "tumour", "cell", (0, 1e12), "tumour cells near the tissue", "more than 10¹² cells, commonly taken as a kilogram of tumour", label="tumour nearby"),
    ),
    scene=Scene(
        title="Myofibroblasts and macrophages that feed each other, and growth factor that vesicles of a tumour bring",
        at=0.4,
        scales=(Scale("pace", 0.2, "1/day"),),
        layers=(
            Layer("tissue", "ground", "tissue", Point(290, 100), size=96, stretch=1.92, colour="muted", keyed=False),
            Layer("tumour", "cell", "tumour cells", Disc(56, 100, 5), count="tumour", one=1e4, unit="cell", first="1", size=4.6, colour="muted"),
            Layer("fibroblasts", "fibroblast", "myofibroblasts", Box(250, 100, 250, 180), count="F", one=1e4, unit="cell", first="1", sway=2, speed="pace", size=8, colour="c0"),
            Layer("macrophages", "macrophage", "macrophages", Box(425, 100, 84, 180), count="M", one=1e4, unit="cell", first="1", sway=3, speed="pace", size=6, colour="c1"),
            Layer("vesicles", "vesicle", "growth factor that vesicles bring in a day", Ring(56, 100, 46, 16), count="supply", one=2e7, unit="molecule/day", to=Box(250, 100, 220, 170), speed="pace", size=3, colour="c4"),
        ),
        says=(
            Verdict("division_of_F > removal_of_F", "At this moment more myofibroblasts come than go."),
            Verdict("division_of_F <= removal_of_F", "At this moment no more myofibroblasts come than go."),
        ),
    ),
    scenarios=(
        Scenario("tipped", "A day of injury, with vesicles", {}, "An injury of one day, which heals without vesicles, leaves lasting fibrosis."),
        Scenario("alone", "The same injury alone", {"tumour": 100}, "Almost no tumour in reach: the same injury heals."),
        Scenario("no_injury", "No injury at all", {"injury_days": 0, "tumour": 1e6}, "Above a supply of six hundred million molecules a day healthy tissue does not stay healthy."),
        Scenario("long", "A long injury, no vesicles", {"injury_days": 1.5, "tumour": 100}, "A longer injury needs no vesicles."),
        Scenario("too_late", "Vesicles stopped on day 45", {"blocked": 45}, "Stopping the vesicles once the cells feed each other changes nothing."),
        Scenario("in_time", "Vesicles stopped on day 15", {"blocked": 15}, "Stopped in the first weeks, the same tissue heals."),
    ),
    verdicts=(
        Verdict("F_final > 1e5 and M_final > 1e4", "Hot fibrosis: at the end {F_final} are myofibroblasts and {M_final} are macrophages, which keep each other alive."),
        Verdict("F_final > 1e5", "Cold fibrosis: at the end {F_final} are myofibroblasts, and only {M_final} are macrophages."),
        Verdict("F_final > F_late and F_final > 1", "Not settled: at the end {F_final} are myofibroblasts, after {F_largest} at most."),
        Verdict("F_final < 1", "It heals: no myofibroblast is left, after {F_largest} at most."),
        Verdict("F_final >= 1", "It heals: at the end {F_final} are myofibroblasts, after {F_largest} at most."),
    ),
    challenges=(
        Challenge(
            "weakest-supply",
            "The weakest supply that makes half a day last",
            "An injury of half a day heals by itself. Find a small number of tumour cells whose vesicles make it last for good, at one molecule a vesicle.",
            "F_final > 1e5 and injury_days <= 0.5 and tumour < 3.7e5 and per_vesicle <= 1 and blocked >= 400",
            {"injury_days": 0.5, "tumour": 1e4},
            (
                "Double the tumour until the tissue tips, then halve the steps.",
                "The supply that tips it lies between 450 and 550 million molecules a day.",
            ),
            "That is close to the least. Now stop the vesicles on day 5, and see whether it can be undone.",
            fixed=("injury_days", "injury", "per_vesicle", "blocked"),
            solution={"tumour": 3.6e5},
        ),
    ),
    arguments=(
        Argument(
            chapter="microenvironment/stromal-activation",
            sentence="Tumour vesicles do not have to cause fibrosis; they shorten the injury that does, until the healed state itself is unstable.",
            claim="unhurt <= 1e3 and hurt + 1 >= 0.9 * hurt_without and beyond >= 1e4",
            says="below the threshold of supply unhurt tissue stays healthy and an injury leaves no less scar than without vesicles; half above it, unhurt tissue scars",
            facts={
                "unhurt": Fact("F_final", {"injury_days": 0}, end=250),
                "hurt": Fact("F_final", end=250),
                "hurt_without": Fact("F_final", ev=False, end=250),
                "beyond": Fact(
                    "F_final",
                    {"injury_days": 0, "tumour": "1.5 * decay * P_half * removal_F / (division_F - removal_F) / (secretion * hours * per_vesicle)"},
                    end=250,
                ),
            },
            over={"injury": (1e5, 1e7), "injury_days": (0, 5), "tumour": (1e3, 1e6), "per_vesicle": (0.1, 10), "division_F": (0.75, 1.1), "removal_F": (0.24, 0.37), "division_M": (0.65, 1.0), "removal_M": (0.24, 0.37), "P_half": (4.8e8, 7.5e8), "C_half": (4.8e8, 7.5e8), "decay": (1.6, 2.5)},
            held={"blocked": 400},
            given="tumour * secretion * hours * per_vesicle < 0.85 * decay * P_half * removal_F / (division_F - removal_F)",
            outside="Nearer to the threshold than 15 % tissue drifts so slowly that 250 days do not tell.",
        ),
    ),
    benchmarks=(
        Benchmark("csf_a_minute", "consistency", ClosedForm("csf_F / (60 * hours)"), 470, "molecule/(cell minute)", 1e-9, ADL, "CSF made by a myofibroblast in a minute, as public code prints it: checks that rates a minute became rates a day", checked=CODE),
        Benchmark("csf_eaten_a_minute", "consistency", ClosedForm("eaten_C / (60 * hours)"), 940, "molecule/(cell minute)", 1e-9, ADL, "CSF taken up by a macrophage in a minute, likewise", checked=CODE),
        Benchmark("csf_at_rest", "closed form", Equilibrium("C", HOT, "stable node"), 3.6e8, "molecule", 1e-9, ADL, "CSF wherever macrophages rest: k₂μ₂/(λ₂ - μ₂)"),
        Benchmark("hot_F", "independent computation", Equilibrium("F", HOT, "stable node"), 4.848e5, "cell", 0.001, ADL, "myofibroblasts in hot fibrosis: roots of the quasi-steady equations"),
        Benchmark("hot_M", "independent computation", Equilibrium("M", HOT, "stable node"), 6.450e5, "cell", 0.001, ADL, "macrophages in hot fibrosis: roots of the quasi-steady equations"),
        Benchmark("cold_F", "independent computation", Equilibrium("F", {"F": 2.84e5, "M": 0, "Pd": 5.2e8, "C": 9.6e10}, "saddle"), 2.84e5, "cell", 0.001, ADL, "myofibroblasts in cold fibrosis, which macrophages undo: roots of the quasi-steady equations"),
        Benchmark("saddle_F", "independent computation", Equilibrium("F", {"F": 3182, "M": 2824, "Pd": 3e8, "C": 3.6e8}, "saddle"), 3182, "cell", 0.001, ADL, "myofibroblasts at the saddle between healing and fibrosis"),
        Benchmark("tipping_injury", "independent computation", Threshold("injury_days", 0.8, 1.5, "F_final > 1e5", 200.0), 1.141, "day", 0.005, ADL, "shortest injury of a million macrophages a day that does not heal: four equations integrated by Radau's method", absolute=True),
        Benchmark("lost_healing", "closed form", ClosedForm("decay * P_half * removal_F / (division_F - removal_F)"), 6.0e8, "molecule/day", 1e-9, ADL, "vesicle supply above which healthy tissue is unstable: γk₁μ₁/(λ₁ - μ₁)"),
    ),
    limits=(
        "Cells divide on growth factors here; that vesicles turn fibroblasts into myofibroblasts is not in this model.",
        "Fibroblasts, macrophages and their factors are well mixed: no place, no distance, no matrix.",
        "The supply is PDGF by another name; the growth factors that the review names for tumour vesicles are others.",
        "Cancer-associated fibroblasts are several kinds of cell, some of which restrain tumours.",
    ),
)
