"""Vesicles as carriers of a drug: how much of a dose reaches a tumour, and how many vesicles that takes.

The base is a carrier that works: liposomal doxorubicin in patients, two compartments from its label, which
leaves leaky vessels as measured for liposomes of that size.  Vesicles keep cargo, vessel and tumour and change
what is known of vesicles: how fast blood is rid of them, whether they leak, what becomes of their cargo in a cell.
It is the weakest-founded model of the book: no clearance of loaded vesicles in patients was found.
"""

# fmt: off
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
    Disc,
    Dose,
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

DOX, HAR, KIM, DOG = "DoxilLabel", "Harrington2001", "Kim2019", "Dogra2020"
OURS = "no measurement known; our assumption"
LABEL = "liposomal doxorubicin, 20 mg/m² in patients with AIDS-related Kaposi sarcoma, for 1.8 m²"
MICE = "labelled vesicles in mice, from a table of a review"

# One line a parameter: name, default, unit, range, grade, checked, source, meaning.
PARAMETERS = (
    P("CL",           0.0738,  "L/hour",        (0.01, 50),     "derived",  "secondary", DOX, "clearance of liposomes", latex="C_L", context=f"0.041 L/h/m²; {LABEL}", scale="log"),
    P("V1",           4.3165,  "L",             (2, 10),        "derived",  "secondary", DOX, "volume in which carriers are found at first", latex="V_1", context=f"dose over peak level; {LABEL}"),
    P("Q",            0.13185, "L/hour",        (0.01, 5),      "derived",  "secondary", DOX, "exchange with the second compartment", latex="Q", context="chosen with the next to give both half-lives of the label", scale="log"),
    P("V2",           1.3419,  "L",             (0.1, 10),      "derived",  "secondary", DOX, "volume of the second compartment", latex="V_2", context="chosen to give both half-lives of the label", scale="log"),
    P("permeability", 7.2e-4,  "mm/hour",       (4e-5, 1e-2),   "measured", "secondary", DOG, "permeability of tumour vessels to a carrier of 90 nm", label="permeability of vessels", latex="P", context="liposomes in tumours of mice, 2 × 10⁻⁷ mm/s; the source's own fit gives 1.1", scale="log", control=True),
    P("vessels",      40.0,    "1/mm",          (5, 100),       "fitted",   "secondary", DOG, "surface of vessels in a volume of tumour", latex="S", context="34 to 45 mm²/mm³ in its literature"),
    P("volume",       0.1,     "L",             (0.001, 1),     "measured",  "abstract", "Harrington2001", "volume of tumour", label="tumour", latex="V_T", context="lung tumours of a trial with liposomes had 114 cm³, rounded", scale="log", control=True),
    P("t_open",       24.0,    "hour",          (0.5, 200),     "assumed",  "not seen", "", "half-life of a carrier in the tumour until it opens", label="opening half-life", latex="t_o", context=OURS, scale="log"),
    P("t_drain",      100.0,   "hour",          (5, 1000),      "assumed",  "not seen", "", "half-life of a carrier in the tumour until it is washed out unopened", label="half-life in the tumour", latex="t_d", context="tumours drain poorly; " + OURS, scale="log"),
    P("t_wash",       24.0,    "hour",          (1, 200),       "assumed",  "not seen", "", "half-life of free drug in the tumour", label="half-life of free drug", latex="t_w", context=OURS, scale="log"),
    P("ic50",         161.0,   "nmol/L",        (0.01, 1e4),    "derived",  "code or SBML", "Yang2013", "free drug at which half of the cells live", label="IC50 of the cargo", latex="I", context="doxorubicin, median of 14 cell lines of the book's data, which differ 200-fold; 0.1 for the strongest poisons", scale="log", control=True),
    P("avogadro",     6.02214076e14, "molecule/nmol", (6.02e14, 6.03e14), "constant", "by definition", "", "molecules in a nanomole", latex="N_A", context="exact by definition"),
    P("particles",    1e12,    "EV",            (1e8, 1e17),    "assumed",  "not seen", "", "carriers given into a vein", label="carriers given", latex="N", context="mice are given 10⁹ to 10¹¹; a usual dose of liposomes is near 10¹⁶ at the loading assumed here", scale="log", control=True),
    P("loading",      1e4,     "molecule/EV",   (0.01, 1e5),    "assumed",  "not seen", "", "molecules of drug in a carrier", label="molecules per carrier", latex="q", context="ten thousand is 40 mM in the lumen of a 100 nm vesicle; no count was seen", scale="log", control=True),
    P("t_quick",      0.133,   "hour",          (0.03, 24),     "measured", "secondary", KIM, "half-life of the quick phase of vesicles in blood", label="quick half-life", latex="t_q", context=f"8 min, of 7 to 9: {MICE}", scale="log", ev=True),
    P("t_slow",       6.0,     "hour",          (1, 200),       "measured", "secondary", KIM, "half-life of the slow phase of vesicles in blood", label="slow half-life", latex="t_s", context=f"6 h, of 149 to 792 min: {MICE}", scale="log", ev=True, control=True),
    P("slow",         0.2,     "1",             (0.01, 0.99),   "fitted",  "secondary", "Kim2019", "share of the first level that falls slowly", label="share of the slow phase", latex="s", context="two phases are reported, not their shares; with their half-lives and a millilitre of plasma, 0.2 gives the clearance that is reported in mice, 0.65 mL/h", ev=True, control=True),
    P("slowing",      1.0,     "1",             (0.5, 20),      "assumed",  "not seen", "", "half-lives in a patient against those in a mouse", label="patient against mouse", latex=r"\lambda", context="unknown for vesicles; liposomes of one kind live 7 times as long in patients", scale="log", ev=True, control=True),
    P("t_leak",       24.0,    "hour",          (0.1, 1000),    "assumed",  "not seen", "", "half-life of the drug inside a vesicle in blood, before it leaks", label="leaking half-life", latex="t_l", context=OURS, scale="log", ev=True, control=True),
    P("released",     1.0,     "1",             (1e-4, 1),      "assumed",  "not seen", "", "share of the cargo of an opened vesicle that can act", label="share released", latex="f", context="1 for a small drug that crosses membranes; far less for RNA or protein", scale="log", can_be_zero=True, ev=True, control=True),
    P("seeking",      1.0,     "1",             (1, 100),       "constant",  "by definition", "", "how much faster tumour cells take up a vesicle with a ligand for them", label="ligand", latex="g", context="1 is none", scale="log", ev=True, control=True),
    P("mouse_plasma", 1e-3,    "L",             (5e-4, 3e-3),   "derived",  "code or SBML", "Scheuher2023", "plasma of a mouse", label="plasma of a mouse", latex="V_m", context="the central compartment of a mouse of 20 g in a published model, in public code; enters a benchmark only", ev=True),
    P("secretion",    60.0,    "EV/(cell hour)", (1, 1e3),      "measured", "secondary", "Chiu2016", "vesicles shed by a cell in an hour", label="vesicles shed", latex=r"\sigma_{EV}", context="60 to 65 an hour in MCF-7 and MDA-MB-231 in vitro, and up to 170 in other lines, both read second-hand; 2700 for monocytes in people (abstract); enters the vesicle budget only", scale="log", ev=True),
    P("harvest",      48.0,    "hour",          (12, 240),      "assumed",  "not seen", "", "hours of culture in a harvest of vesicles", label="hours of culture", latex="h", context="48 h in a bioreactor of the kind reported; enters the vesicle budget only", ev=True),
    P("lumen",        3.8e-19, "L/EV",          (1e-21, 1e-16), "derived",  "full text", "Maacha2019", "volume inside a vesicle", label="lumen of a vesicle", latex="v", context="a sphere of 90 nm: a vesicle of 100 nm, within the review's 30 to 150 nm, less a membrane of 5 nm on either side; enters the vesicle budget only", scale="log", ev=True),
)

QUICK, SLOW = "log(2) / (t_quick * slowing)", "log(2) / (t_slow * slowing)"
# A level that falls as (1 - s) e^{-αt} + s e^{-βt} is that of two compartments with these rates.
RETURN = f"((1 - slow) * {SLOW} + slow * {QUICK})"
CLEAR = f"{QUICK} * {SLOW} / {RETURN}"
LEAVE = f"{QUICK} + {SLOW} - {CLEAR} - {RETURN}"
GIVEN = "(particles * loading / avogadro)"
RATES = "CL / V1 + Q / V1 + Q / V2"
ROOT = f"sqrt(({RATES})**2 - 4 * CL * Q / V1 / V2)"
POISON = {"ic50": 0.1}

DECLARATION = Declaration(
    id="vesicle-delivery",
    title="A drug carried to a tumour by vesicles",
    idea="Vesicles leave blood within minutes, most of them to the liver: what a carrier gains over its drug is set by clearance, not by loading.",
    summary="Carriers leave the blood, most for liver and spleen, a few for the tumour, where they open.",
    chapter="perspectives/delivery",
    base=Base(
        source=DOX,
        what="The label of liposomal doxorubicin: two compartments in patients, with passage into a tumour as measured for liposomes.",
        extent="ours",
        left_out="two compartments with the half-lives, clearance and peak of the label; passage into a tumour, opening and washing out are ours, because the label says nothing about tumours",
        departures=(
            "passage into the tumour, opening and washing out are added to the label's two compartments; the label's means do not agree "
            "with each other exactly, and half-lives, clearance and peak were kept"
        ),
    ),
    time=Time(unit="hour", end=168.0, points=841, label="Hours"),
    states=(
        State("C", "0", "nmol", (1e-3, 100), "drug in carriers in plasma", label="Carried, plasma", latex="C", scale="log"),
        State("B", "0", "nmol", (1e-3, 100), "drug in carriers elsewhere in the body, from which they return", label="Carried, elsewhere", latex="B", scale="log"),
        State("T", "0", "nmol", (1e-5, 1), "drug in carriers in the tumour", label="Carried, tumour", latex="T", scale="log"),
        State("F", "0", "nmol", (1e-5, 1), "drug free in the tumour", label="Free, tumour", latex="F", scale="log"),
        State("X", "0", "nmol", (1e-5, 1), "drug that has left the tumour again or was digested there", label="Gone from tumour", latex="X", scale="log"),
        State("L", "0", "nmol", (1e-3, 100), "drug with carriers taken up by liver, spleen and others", label="Liver, spleen", latex="L", scale="log"),
        State("W", "0", "nmol", (1e-3, 100), "drug leaked from carriers in blood", label="Leaked", latex="W", scale="log"),
    ),
    parameters=PARAMETERS,
    doses=(Dose("given", "C", "particles * loading / avogadro", "0", "carriers are given into a vein"),),
    intermediates=(
        Intermediate("entry", "permeability * vessels * volume", "L/hour", "plasma freed of carriers by the tumour in an hour", latex="e"),
    ),
    modifiers=(
        Modifier("clearing", CLEAR, "CL / V1", "1/hour", "carriers taken from plasma by liver, spleen and others", label="clearing", latex="k_c"),
        Modifier("leaving", LEAVE, "Q / V1", "1/hour", "carriers that leave plasma for elsewhere", label="leaving", latex="k_b"),
        Modifier("returning", RETURN, "Q / V2", "1/hour", "carriers that return to plasma", label="returning", latex="k_r"),
        Modifier("sought", "seeking", "1", "1", "a ligand hastens uptake by tumour cells", claims=("conclusions-12",), label="ligand", latex=r"\mu_g"),
        Modifier("acting", "released", "1", "1", "share of the cargo that can act once a carrier has opened", label="share released", latex=r"\mu_f"),
    ),
    processes=(
        Process("uptake_by_liver", "clearing * C", "liver, spleen and other organs take carriers up", consumes={"C": 1}, produces={"L": 1}, label="taken up"),
        Process("to_elsewhere", "leaving * C", "carriers leave plasma", consumes={"C": 1}, produces={"B": 1}, label="leave"),
        Process("from_elsewhere", "returning * B", "carriers return to plasma", consumes={"B": 1}, produces={"C": 1}, label="return"),
        Process("leak", "log(2) / t_leak * C", "drug leaks from vesicles in plasma", consumes={"C": 1}, produces={"W": 1}, ev=True, claims=("conclusions-13",), label="leak"),
        Process("leak_elsewhere", "log(2) / t_leak * B", "drug leaks from vesicles elsewhere", consumes={"B": 1}, produces={"W": 1}, ev=True, claims=("conclusions-13",), label="leak elsewhere"),
        Process("into_tumour", "entry * C / V1", "carriers pass through leaky vessels of the tumour", consumes={"C": 1}, produces={"T": 1}, label="enter"),
        Process("opening", "sought * log(2) / t_open * acting * T", "carriers open and set drug free", consumes={"T": 1}, produces={"F": 1}, label="open"),
        Process("digestion", "seeking * log(2) / t_open * (1 - released) * T", "cargo of opened vesicles is digested", consumes={"T": 1}, produces={"X": 1}, ev=True, label="digested"),
        Process("drainage", "log(2) / t_drain * T", "carriers are washed out unopened", consumes={"T": 1}, produces={"X": 1}, label="washed out"),
        Process("washing", "log(2) / t_wash * F", "free drug leaves the tumour", consumes={"F": 1}, produces={"X": 1}, label="drug leaves"),
    ),
    outputs=(
        Output("plasma", "C / V1", "nmol/L", (1e-3, 100), "drug in carriers in plasma", label="In plasma, carried", latex="c", scale="log"),
        Output("in_tumour", "(T + F) / volume", "nmol/L", (1e-3, 100), "drug in the tumour, carried or free", label="In tumour", latex="c_T", scale="log"),
        Output("free", "F / volume", "nmol/L", (1e-3, 100), "drug free in the tumour", label="In tumour, free", latex="c_F", scale="log"),
        Output("arrived", f"(T + F + X) / {GIVEN}", "1", (0, 0.05), "share of the dose that has entered the tumour", label="Share arrived", latex="a"),
        Output("density", f"(T + F + X) / {GIVEN} / volume", "1/L", (0, 0.5), "share of the dose that has entered a litre of tumour, roughly a kilogram", label="Share per litre", latex="a_V"),
        Output("caught", f"L / {GIVEN}", "1", (0, 1), "share of the dose in liver, spleen and other organs", label="Share caught", latex="a_L"),
        Output("leaked", f"W / {GIVEN}", "1", (0, 1), "share of the dose leaked from carriers in blood", label="Share leaked", latex="a_W"),
        Output("toward", "F / volume / (9 * ic50)", "1", (1e-6, 10), "free drug in the tumour against its IC90, nine times the IC50", label="Free drug against IC90", latex="r", scale="log"),
    ),
    shown=("plasma", "free"),
    measures=(
        Measure("peak", "free", "max", "nmol/L", "highest free drug in the tumour", label="peak of free drug"),
        Measure("of_ic90", "toward", "max", "1", "highest free drug in the tumour as a share of the IC90", label="peak against IC90"),
        Measure("arrives", "arrived", "final", "1", "share of the dose that enters the tumour", label="share that arrives"),
        Measure("arrives_per_litre", "density", "final", "1/L", "share of the dose that enters a litre of tumour", label="share per litre of tumour"),
        Measure("caught_at_end", "caught", "final", "1", "share of the dose that liver, spleen and others have taken", label="share caught"),
        Measure("leaked_at_end", "leaked", "final", "1", "share of the dose that has leaked from carriers in blood", label="share leaked"),
        Measure("exposure", "plasma", "area", "nmol hour/L", "area under the level of carried drug in plasma", label="exposure in plasma"),
    ),
    budgets=(
        Budget("makers", "particles / (secretion * harvest)", "cell", (0, 1e11), "cells that must shed for the hours of culture to make the dose", "more cells than one culture holds", label="cells to make a dose"),
        Budget("inside", "loading / avogadro / lumen", "nmol/L", (0, 3e8), "drug inside a vesicle, as a concentration", "more than a lumen can hold dissolved: crystals, or drug outside the vesicle", label="concentration inside"),
        Budget("shed", "secretion", "EV/(cell hour)", (1, 1e4), "vesicles each maker sheds in an hour", "beyond what cells are known to shed", label="vesicles per cell per hour"),
    ),
    scene=Scene(
        title="Where a dose of carriers is: in blood, in liver and spleen, elsewhere, and in the tumour",
        scales=(Scale("pace", 0.1, "1/hour"),),
        at=0.04,
        layers=(
            Layer("blood", "vessel", "blood", Point(240, 112), size=30, stretch=8.2, colour="axis", keyed=False),
            Layer("liver", "ground", "liver and spleen", Point(370, 172), size=26, stretch=3.6, colour="c6", keyed=False),
            Layer("elsewhere", "ground", "elsewhere in the body", Point(110, 172), size=26, stretch=3.6, colour="muted", keyed=False),
            Layer("tumour", "cell", "the tumour's cells", Disc(240, 42, 5.6), count="36", size=5, colour="muted"),
            Layer("plasma", "vesicle", "carriers in blood, as a share of the dose", Box(240, 112, 460, 50), count=f"C / {GIVEN}", one=0.01, speed="pace", sway=6, size=3.4, colour="c0"),
            Layer("caught", "vesicle", "carriers that liver and spleen have taken, as a share of the dose", Box(370, 172, 178, 46), count="caught", one=0.01, size=3.2, colour="c6"),
            Layer("away", "vesicle", "carriers elsewhere, as a share of the dose", Box(110, 172, 178, 46), count=f"B / {GIVEN}", one=0.01, size=3.2, colour="c4"),
            Layer("leaked", "drug", "drug that has leaked in blood, as a share of the dose", Box(240, 112, 460, 50), count="leaked", one=0.02, speed="pace", sway=8, size=3.2, colour="c3"),
            Layer("arrived", "vesicle", "share of the dose that has entered the tumour", Disc(240, 42, 6.4), count="arrived", one=0.0005, size=3, colour="c0"),
            Layer("free", "drug", "free drug in the tumour, against what nine tenths of its cells die of", Disc(240, 42, 5), count="toward", one=0.05, size=3.4, colour="c1"),
        ),
        says=(
            Verdict("toward >= 1", "Free drug in the tumour is at or above what nine tenths of its cells die of."),
            Verdict(f"C / {GIVEN} > 0.5", "More than half of the dose is still in blood."),
            Verdict("caught > 0.5", "Liver, spleen and other organs hold {caught} of the dose; {arrived} of it has entered the tumour."),
            Verdict("toward < 1", "{arrived} of the dose has entered the tumour."),
        ),
    ),
    scenarios=(
        Scenario("vesicles", "A million million vesicles with doxorubicin", {}, "About a thousandth of the dose enters the tumour; free drug stays thousands of times below the IC90."),
        Scenario("liposomes", "The same cargo in liposomes", {}, "Blood keeps them for days, and about thirty times as much arrives; it is still far too little.", ev=False),
        Scenario("usual", "Liposomes at their usual dose", {"particles": 4e15}, "Four thousand times as many carriers, 20 mg/m²: what makes a dose is drug, not cleverness.", ev=False),
        Scenario("scaled", "Vesicles that live longer in patients, as liposomes do", {"slowing": 7}, "If blood keeps vesicles seven times as long as in mice, three to four times as much arrives; the leak takes the rest."),
        Scenario("poison", "One of the strongest poisons", POISON, "With a cargo about a thousand times as strong the gap closes to less than twenty-fold."),
        Scenario("rna", "RNA, most of it digested", {"loading": 100, "released": 0.01, "ic50": 1, "t_open": 2}, "A hundred copies, one in a hundred of which gets out of the endosome: the vesicle opens in vain."),
    ),
    verdicts=(
        Verdict("of_ic90 >= 1", "It reaches the IC90: a share of {arrives} of {particles} arrives, and free drug peaks at {peak}, {of_ic90} times the IC90."),
        Verdict("of_ic90 >= 0.01", "Short of the IC90: a share of {arrives} arrives, and free drug peaks at {peak}, a share of {of_ic90} of the IC90."),
        Verdict("of_ic90 >= 0", "Far short: a share of {arrives} of {particles} arrives, and free drug peaks at {peak}, {of_ic90} of the IC90; liver, spleen and others take {caught_at_end}."),
    ),
    challenges=(
        Challenge(
            "ic90",
            "Reach the IC90 with a million million vesicles",
            "The cargo is one of the strongest poisons, ten thousand molecules in each vesicle, and you may give 10¹² vesicles. Bring the free drug in the tumour to the IC90.",
            "of_ic90 >= 1 and particles <= 1e12 and loading <= 1e4 and ic50 >= 0.1 and permeability <= 7.2e-4",
            {**POISON, "particles": 1e12, "loading": 1e4},
            (
                "Neither more vesicles nor more drug in each is allowed: what else multiplies the drug that arrives?",
                "What arrives follows the time that blood keeps the vesicles.",
                "Let patients keep vesicles as much longer as they keep liposomes, let most leave slowly, and stop the leak.",
            ),
            "It takes vesicles that blood keeps for about as long as liposomes. To hide from the liver is the problem that liposomes had to solve first.",
            solution={"slowing": 7.0, "slow": 0.9, "t_leak": 1000.0},
            fixed=("particles", "loading", "ic50", "permeability"),
        ),
    ),
    arguments=(
        Argument(
            chapter="perspectives/delivery",
            sentence="Vesicles leave blood within minutes, most of them to the liver: what a carrier gains over its drug is set by clearance, not by loading.",
            claim="loaded <= 1.0001 * arriving and loaded >= 0.9999 * arriving and slowed > 1.1 * arriving",
            says="ten times the loading brings no larger share to the tumour, and half the clearance brings more",
            facts={
                "arriving": Fact("arrives"),
                "loaded": Fact("arrives", {"loading": "10 * loading"}),
                "slowed": Fact("arrives", {"slowing": "2 * slowing"}),
            },
            over={"permeability": (4e-5, 0.01), "volume": (0.001, 1), "particles": (1e8, 1e15), "loading": (0.01, 1e4), "t_slow": (1, 24), "slow": (0.01, 0.5), "slowing": (0.5, 5), "t_leak": (24, 1000), "released": (1e-4, 1), "seeking": (1, 10), "ic50": (0.01, 1e4)},
            outside="Where the drug leaks out within hours, leaking and not clearance sets what arrives.",
        ),
    ),
    benchmarks=(
        Benchmark("first_half_life", "consistency", ClosedForm(f"log(2) / (0.5 * (({RATES}) + {ROOT}))"), 5.2, "hour", 0.005, DOX, "first half-life of liposomal doxorubicin; two rates were chosen to give both", checked="secondary"),
        Benchmark("second_half_life", "consistency", ClosedForm(f"log(2) / (0.5 * (({RATES}) - {ROOT}))"), 55, "hour", 0.005, DOX, "second half-life of liposomal doxorubicin", checked="secondary"),
        Benchmark("volume", "consistency", ClosedForm("V1 + V2"), 2.72 * 1.8, "L", 0.2, DOX, "volume at steady state, 2.72 L/m² in the label, whose means do not agree exactly", checked="secondary"),
        Benchmark("other_clearance", "consistency", ClosedForm("CL"), 0.08, "L/hour", 0.1, "Drummond1999", "clearance of liposomal doxorubicin in other patients, at 25 mg/m²", checked="secondary"),
        Benchmark("tumour_uptake", "published", AtTime("density", 72), 0.183, "1/L", 0.3, HAR, "share of labelled liposomes in a kilogram of lung tumour after 72 h, in patients, against permeability measured in mice", checked="abstract"),
        Benchmark("mouse_clearance", "consistency", ClosedForm(f"{CLEAR} * mouse_plasma"), 6.51e-4, "L/hour", 0.2, KIM, "clearance of vesicles in mice, against their half-lives and our share of the slow phase", checked="secondary"),
        Benchmark("all_arrived", "closed form", AtTime("arrived", 3000), 0.00288 / (0.0738 + 0.00288), "1", 1e-4, DOX, "in the end a tumour takes its share of the whole clearance, e / (e + C_L)"),
        Benchmark("vesicles_arrived", "closed form", AtTime("arrived", 3000, setting={"t_leak": 1000, "t_quick": 1.0, "t_slow": 1.0000001}, ev=True), 0.00288 / (0.00288 + 4.3165 * 0.6938403), "1", 2e-4, KIM, "and so with vesicles of a single phase, in which clearing and leaking share the rest"),
    ),
    limits=(
        "No clearance of loaded vesicles in patients was found: half-lives are those of labelled, purified vesicles in mice.",
        "Vesicles pass through vessels as liposomes of 90 nm do; no permeability for vesicles was found.",
        "All of a tumour is reached alike, as if its vessels and its cells were everywhere.",
        "Free drug is compared with an IC90 from a dish, where cells stay in drug for days.",
        "Drug that leaks, or is set free by the liver, is taken to do nothing, neither good nor harm.",
        "Injection into the tumour, into a cavity or under the skin is another matter, and a vaccine is not a carrier of drug.",
    ),
)
