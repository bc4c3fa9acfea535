"""Drug export: topotecan in breast cancer cells (Evans et al. 2005), and vesicles that carry drug out.

The base follows lactone and hydroxy acid of the drug from medium to layer, cytoplasm and nucleus.
Vesicles enter twice: those shed from the cell take cytoplasm and drug with them (a drain), and those
inside the cell take drug up, give it back, or release it (a buffer with a slow leak to the outside).
The drain is written in what it asks of a cell: vesicles an hour, their size, and how much more
concentrated the drug is in them than in the cytoplasm.
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
    Disc,
    Fact,
    Group,
    Intermediate,
    Layer,
    Measure,
    Modifier,
    Output,
    Point,
    Process,
    Ring,
    Scale,
    Scenario,
    Scene,
    State,
    Time,
    Verdict,
)
from evbook.declaration import Parameter as P

EVA, WANG, SBML = "Evans2005", "WangJ2017", "code or SBML"
MCF7 = "topotecan in cultured breast cancer cells, fitted"
OURS = "no measurement known; our assumption"

# fmt: off
# One line a parameter: name, default, unit, range, grade, checked, source, meaning.  Rates of the source, per second, times 3600.
PARAMETERS = (
    P("D",         10.0,     "umol/L",          (0.1, 100),     "derived",  SBML, EVA, "drug given to the medium", label="drug given", latex="D", context="10 µmol/L in the experiment", scale="log"),
    P("v_0",       1.5045e-5, "1",              (5e-6, 5e-5),   "fitted",   SBML, EVA, "volume of the layer around the cells, over that of the medium", latex="v_0", context=MCF7, scale="log"),
    P("alpha",     24125.0,  "1",               (1e4, 5e4),     "derived",  SBML, EVA, "volume of medium and layer over that of all cytoplasm", latex=r"\alpha", context="2 mL and 10⁵ cells", scale="log"),
    P("V_c",       829.0,    "um**3/cell",      (400, 3000),    "measured", SBML, EVA, "cytoplasm of a cell", latex="V_c", context=MCF7),
    P("V_n",       326.0,    "um**3/cell",      (100, 1000),    "measured", SBML, EVA, "nucleus of a cell", latex="V_n", context=MCF7),
    P("k_om",      0.561564, "1/hour",          (0.2, 1.5),     "fitted",   SBML, EVA, "opening of the lactone in medium and layer", latex="k_{om}", context=MCF7),
    P("k_cm",      1.063908, "1/hour",          (0.3, 3),       "fitted",   SBML, EVA, "closing of the hydroxy acid in medium and layer", latex="k_{cm}", context=MCF7),
    P("k_oc",      0.464868, "1/hour",          (0.1, 1.5),     "fitted",   SBML, EVA, "opening of the lactone in cytoplasm", latex="k_{oc}", context=MCF7),
    P("k_cc",      1.136808, "1/hour",          (0.3, 3),       "fitted",   SBML, EVA, "closing of the hydroxy acid in cytoplasm", latex="k_{cc}", context=MCF7),
    P("k_mi",      5.03064e-3, "1/hour",        (1e-3, 2e-2),   "fitted",   SBML, EVA, "passage from medium to layer", latex="k_{mi}", context=MCF7, scale="log"),
    P("k_mo",      307.9836, "1/hour",          (100, 1000),    "fitted",   SBML, EVA, "passage from layer to medium", latex="k_{mo}", context=MCF7, scale="log"),
    P("k_i",       79.596,   "1/hour",          (20, 300),      "fitted",   SBML, EVA, "uptake into the cell", latex="k_i", context=MCF7, scale="log"),
    P("k_e",       28.4094,  "1/hour",          (1, 300),       "fitted",   SBML, EVA, "efflux by pumps: the yardstick of export", label="efflux by pumps", latex="k_e", context=MCF7, scale="log", control=True),
    P("k_b",       1.37106,  "L/(umol hour)",   (0.3, 5),       "fitted",   SBML, EVA, "binding to DNA", latex="k_b", context=MCF7, scale="log"),
    P("k_dl",      199.8792, "1/hour",          (50, 800),      "fitted",   SBML, EVA, "leaving DNA as lactone", latex="k_{dl}", context=MCF7, scale="log"),
    P("k_dh",      5.63004e-4, "1/hour",        (1e-4, 3e-3),   "fitted",   SBML, EVA, "leaving DNA as hydroxy acid", latex="k_{dh}", context=MCF7, scale="log"),
    P("B_T",       89.972,   "umol/L",          (20, 300),      "fitted",   SBML, EVA, "binding sites on DNA", latex="B_T", context=MCF7, scale="log"),
    P("secretion", 60.0,     "EV/(cell hour)",  (1, 1e5),       "measured", "secondary", "Chiu2016", "vesicles shed by a cell in an hour", label="vesicles shed", latex=r"\sigma_{EV}", context="60 to 65 an hour in MCF-7 and MDA-MB-231 in vitro, and up to 170 in other lines, both read second-hand; 2700 for monocytes in people (abstract)", scale="log", can_be_zero=True, ev=True, control=True),
    P("diameter",  0.1,      "um",              (0.03, 5),      "measured",  "full text", "Maacha2019", "diameter of a vesicle", label="diameter", latex="d", context="0.1 for a small vesicle, 0.5 for a microvesicle, above 1 for an oncosome", scale="log", ev=True, control=True),
    P("one",       1.0,      "EV",              (0.999, 1.001),     "constant", "by definition", "", "a vesicle, the unit in which vesicles are counted", latex=r"n_1", context="by definition", ev=True),
    P("fold",      1000.0,   "1",               (1, 1e6),       "assumed",  "not seen", "", "drug in a vesicle over free drug in cytoplasm", label="concentration in vesicles", latex=r"\varphi", context=OURS, scale="log", can_be_zero=True, ev=True, control=True),
    P("k_sort",    0.0,      "1/hour",          (0, 100),       "assumed",  "not seen", "", "sorting of drug into vesicles inside the cell", label="sorting", latex="k_s", context="31 per hour in a model of paclitaxel, whose other numbers were not found", ev=True, control=True),
    P("k_return",  3.6,      "1/hour",          (0, 20),        "assumed",  "not seen", "", "return of drug from vesicles inside the cell", label="return", latex="k_r", context=OURS, ev=True),
    P("k_release", 0.105,    "1/hour",          (0, 30),        "fitted",   "full text", WANG, "release of drug-laden vesicles from inside the cell", label="release", latex="k_x", context="paclitaxel, cancer cells in vitro; read in the paper's table 3", ev=True, control=True),
    P("blocked",   0.0,      "1",               (0, 1),         "constant",  "by definition", "", "share of shedding and release that an inhibitor stops", label="release blocked", latex="b", context="none; knock-down of ABCA3 or a proton pump inhibitor would be one", ev=True, control=True),
    P("count",     602.214076, "molecule L/(umol um**3)", (602, 603), "constant", "by definition", "", "molecules in a cubic micrometre at 1 µmol/L", latex="N", context="exact by definition", ev=True),
    P("cell_surface", 1000.0, "um**2/cell",     (300, 3000),    "derived",  "code or SBML", "Scheuher2023", "surface of a cell, for the vesicle budget only", latex="A_c", context="between the 768 and the 1180 µm² of smooth spheres of 2000 and 3820 µm³, a typical tumour cell and SK-BR-3 in a published model, in public code", ev=True),
)
# fmt: on

VESICLE = "3.141592653589793 / 6 * diameter**3 / one"
SKIN = "3.141592653589793 * diameter**2 / one"
TO_CYTOPLASM, TO_LAYER = "alpha * v_0 / (1 + v_0)", "(1 + v_0) / (alpha * v_0)"
DRAIN = {"secretion": 1e4, "fold": 4500}

DECLARATION = Declaration(
    id="drug-export",
    title="A drug in a cancer cell, and vesicles that carry it away",
    idea="To rival a pump, small vesicles must carry drug more than a thousandfold concentrated: export is a drain only where something loads it.",
    summary="Drug passes from medium to nucleus and is pumped out; vesicles drain it or hold it.",
    chapter="resistance/drug-export",
    base=Base(
        source=EVA,
        what="Evans et al. (2005): lactone and hydroxy acid of topotecan in medium, layer, cytoplasm and nucleus.",
        extent="whole",
        biomodels="BIOMD0000000946",
        departures="none; the rates of the file are per second, here per hour",
    ),
    time=Time(unit="hour", end=2.0, points=241, label="Hours"),
    states=(
        State("L_m", "(1 + v_0) * D", "umol/L", (0, 12), "lactone in the medium", label="Lactone, medium", latex="L_m"),
        State("H_m", "0", "umol/L", (0, 12), "hydroxy acid in the medium", label="Acid, medium", latex="H_m"),
        State("L_e", "0", "umol/L", (0, 12), "lactone in the layer around the cells", label="Lactone, layer", latex="L_e"),
        State("H_e", "0", "umol/L", (0, 12), "hydroxy acid in the layer around the cells", label="Acid, layer", latex="H_e"),
        State("L_c", "0", "umol/L", (0, 12), "lactone in cytoplasm", label="Lactone, cytoplasm", latex="L_c"),
        State("H_c", "0", "umol/L", (0, 12), "hydroxy acid in cytoplasm", label="Acid, cytoplasm", latex="H_c"),
        State("L_n", "0", "umol/L", (0, 15), "drug on DNA in the nucleus", label="On DNA", latex="L_n"),
        State("S", "0", "umol/L", (0, 30), "drug in vesicles inside the cell, per volume of cytoplasm", label="In vesicles inside", latex="S"),
        State("W", "0", "umol/L", (0, 100), "drug carried out on vesicles, per volume of cytoplasm", label="Carried out", latex="W"),
    ),
    parameters=PARAMETERS,
    intermediates=(
        Intermediate("free_sites", "B_T - L_n", "umol/L", "free binding sites on DNA", latex="B"),
    ),
    modifiers=(
        Modifier("k_shed", f"(1 - blocked) * secretion * {VESICLE} * fold / V_c", "0", "1/hour", "export of drug in vesicles shed from the cell: vesicles an hour, times their volume, times how concentrated the drug is in them", claims=("drug-export",), label="drug shed in vesicles", latex="k_{EV}"),
    ),
    groups=(
        Group("medium", "Medium and layer around the cells", ("L_m", "H_m", "L_e", "H_e")),
        Group("cytoplasm", "Lactone and acid, cytoplasm", ("L_c", "H_c")),
    ),
    processes=(
        Process("medium_to_layer", "k_mi * L_m", "lactone passes to the layer", consumes={"L_m": 1}, produces={"L_e": "1 / v_0"}, label="to layer"),
        Process("layer_to_medium", "k_mo * L_e", "lactone passes to the medium", consumes={"L_e": 1}, produces={"L_m": "v_0"}, label="to medium"),
        Process("acid_to_layer", "k_mi * H_m", "acid passes to the layer", consumes={"H_m": 1}, produces={"H_e": "1 / v_0"}, label="acid to layer"),
        Process("acid_to_medium", "k_mo * H_e", "acid passes to the medium", consumes={"H_e": 1}, produces={"H_m": "v_0"}, label="acid to medium"),
        Process("opening_medium", "k_om * L_m", "the lactone opens in the medium", consumes={"L_m": 1}, produces={"H_m": 1}, label="opening, medium"),
        Process("closing_medium", "k_cm * H_m", "the acid closes in the medium", consumes={"H_m": 1}, produces={"L_m": 1}, label="closing, medium"),
        Process("opening_layer", "k_om * L_e", "the lactone opens in the layer", consumes={"L_e": 1}, produces={"H_e": 1}, label="opening, layer"),
        Process("closing_layer", "k_cm * H_e", "the acid closes in the layer", consumes={"H_e": 1}, produces={"L_e": 1}, label="closing, layer"),
        Process("uptake", "k_i * L_e", "the lactone enters the cell", consumes={"L_e": 1}, produces={"L_c": TO_CYTOPLASM}),
        Process("efflux", "k_e * L_c", "pumps carry the lactone out", consumes={"L_c": 1}, produces={"L_e": TO_LAYER}),
        Process("opening_cell", "k_oc * L_c", "the lactone opens in the cell", consumes={"L_c": 1}, produces={"H_c": 1}, label="opening, cell"),
        Process("closing_cell", "k_cc * H_c", "the acid closes in the cell", consumes={"H_c": 1}, produces={"L_c": 1}, label="closing, cell"),
        Process("binding", "k_b * free_sites * L_c", "the lactone binds DNA", consumes={"L_c": 1}, produces={"L_n": "V_c / V_n"}),
        Process("leaving", "k_dl * L_n", "drug leaves DNA", consumes={"L_n": 1}, produces={"L_c": "V_n / V_c"}),
        Process("leaving_acid", "k_dh * L_n", "drug leaves DNA as acid", consumes={"L_n": 1}, produces={"H_c": "V_n / V_c"}, label="leaving as acid"),
        Process("shedding", "k_shed * L_c", "vesicles that are shed take drug with them", consumes={"L_c": 1}, produces={"W": 1}, ev=True, claims=("drug-export",)),
        Process("sorting", "k_sort * L_c", "vesicles inside the cell take drug up", consumes={"L_c": 1}, produces={"S": 1}, ev=True, claims=("drug-export",)),
        Process("giving_back", "k_return * S", "vesicles inside the cell give drug back", consumes={"S": 1}, produces={"L_c": 1}, ev=True, label="giving back"),
        Process("release", "k_release * (1 - blocked) * S", "laden vesicles leave the cell", consumes={"S": 1}, produces={"W": 1}, ev=True, claims=("drug-export",)),
    ),
    outputs=(
        Output("export_rate", "k_shed", "1/hour", (1e-3, 100), "drug shed in vesicles, as a rate beside that of the pumps", label="Shed in vesicles", latex="k_{EV}", scale="log"),
        Output("inside", "L_c + H_c + V_n / V_c * L_n + S", "umol/L", (0, 40), "all drug in the cell, per volume of cytoplasm", label="All drug in the cell", latex="C"),
    ),
    shown=("L_n", "L_c", "S"),
    measures=(
        Measure("nuclear_area", "L_n", "area", "umol hour/L", "drug on DNA over two hours", label="area on DNA"),
        Measure("nuclear_peak", "L_n", "max", "umol/L", "highest level on DNA", label="peak on DNA"),
        Measure("held", "S", "final", "umol/L", "drug held in vesicles inside the cell at the end", label="held in vesicles"),
        Measure("out", "W", "final", "umol/L", "drug carried out on vesicles, per volume of cytoplasm", label="carried out"),
        Measure("rate", "export_rate", "final", "1/hour", "export in shed vesicles as a rate", label="export by shedding"),
    ),
    budgets=(
        Budget("shed", "secretion", "EV/(cell hour)", (1, 1e4), "vesicles each cell sheds in an hour", "beyond what cells are known to shed", label="vesicles per cell per hour"),
        Budget("load", f"fold * D * one * {VESICLE} * count", "molecule", (0, 2e4), "molecules of drug in a vesicle when the cytoplasm holds what the medium was given", "more than the 5000 to 19 000 of paclitaxel that reported amounts imply for a small vesicle", label="molecules of drug per vesicle"),
        Budget("membrane", f"secretion * {SKIN} / cell_surface", "1/hour", (0, 0.5), "surface of the cell that leaves on vesicles in an hour", "more membrane than a cell is likely to replace", label="cell surfaces shed per hour"),
    ),
    scenarios=(
        Scenario("drain", "The drain of a pump", DRAIN, "Ten thousand vesicles an hour, 4500-fold concentrated, export as much as the pumps do and halve what reaches DNA."),
        Scenario("small", "Small vesicles, a thousandfold concentrated", {}, "Sixty vesicles an hour with drug a thousandfold concentrated: the curves with and without vesicles coincide."),
        Scenario("buffer", "Vesicles inside the cell that give back", {"k_sort": 7.2}, "Drug is stored and given back: what reaches DNA is hardly less, only later."),
        Scenario("trap", "Vesicles inside the cell that keep", {"k_sort": 31, "k_return": 0.1}, "Sorted at 31 and released at 0.105 an hour, as fitted for paclitaxel: with hardly any return the store fills, and is a drain until it is full."),
        Scenario("blocked", "The drain, release blocked", {**DRAIN, "blocked": 0.9}, "Nine tenths less shedding bring most of the drug back to DNA."),
    ),
    verdicts=(
        Verdict("rate < 0.05 * k_e and k_sort <= 0", "Shed vesicles export {rate}, against {k_e} by the pumps: the exposure of DNA is {nuclear_area}, nearly what it would be without them."),
        Verdict("held > out and k_sort > 0", "Vesicles inside the cell contain {held} and have carried out {out}; the exposure of DNA is {nuclear_area}."),
        Verdict("rate >= k_e", "Shed vesicles export {rate}, as fast as the pumps or faster; the exposure of DNA is {nuclear_area}."),
        Verdict("nuclear_area >= 0", "Shed vesicles export {rate}, against {k_e} by the pumps; the exposure of DNA is {nuclear_area}."),
    ),
    challenges=(
        Challenge(
            "halve",
            "Halve what reaches DNA",
            "Bring the area on DNA below 11 µmol·h/L by shed vesicles alone, with at most 10 000 vesicles an hour, "
            "20 000 molecules in each, and half the cell's surface an hour.",
            "nuclear_area < 11 and secretion <= 1e4 and k_sort <= 0 and k_e <= 28.41 and D >= 10 "
            "and fold * 10 * 0.5235988 * 602.214 * (diameter / 1)**3 <= 2e4 and secretion * 3.14159265 * (diameter / 1)**2 <= 500",
            {},
            (
                "Volume shed an hour, times how concentrated the drug is in it, must match the pumps' share of the cytoplasm.",
                "Membrane grows with the square of the diameter, volume with its cube; molecules per vesicle also with its cube.",
                "Small vesicles, as many as are allowed, and several thousandfold concentrated.",
            ),
            "It can be done, at the edge of every budget at once. Nothing in a membrane loads topotecan several thousandfold by itself: "
            "something has to pump it in.",
            fixed=("k_sort", "k_e"),
            solution={"secretion": 1e4, "diameter": 0.1, "fold": 6000.0},
        ),
    ),
    arguments=(
        Argument(
            chapter="resistance/drug-export",
            sentence="To rival a pump, small vesicles must carry drug more than a thousandfold concentrated: export is a drain only where something loads it.",
            claim="shed < k_e",
            says="vesicles of up to 150 nm, ten thousand an hour and a thousandfold concentrated, export less than the pumps",
            facts={
                "shed": Fact("rate"),
            },
            over={"k_e": (22.7, 35.5), "secretion": (10, 1e4), "diameter": (0.03, 0.15), "fold": (1, 1000)},
            held={"k_sort": 0, "k_release": 0.105, "blocked": 0},
            outside="Vesicles of half a micrometre rival a pump at a concentration of ten, if a cell sheds ten thousand an hour, which would be eight of its surfaces; at sixty small ones an hour it takes a million.",
        ),
    ),
    scene=Scene(
        title="A cell in a medium with drug: drug in the cytoplasm and on DNA, pumps in the membrane, and vesicles that keep drug or carry it out",
        scales=(Scale("pace", 6.0, "1/hour"),),
        at=0.5,
        layers=(
            Layer("cell", "endosome", "the cell", Point(135, 100), size=88, colour="axis", keyed=False),
            Layer("nucleus", "nucleus", "its nucleus", Point(135, 100), size=36, colour="axis", keyed=False),
            Layer("medium", "drug", "drug in the medium", Box(370, 100, 200, 184), count="L_m + H_m", one=0.25, unit="umol/L", size=2.6, speed="pace", sway=2, colour="muted"),
            Layer("dna", "drug", "drug on DNA", Disc(135, 100, 5), count="L_n", one=0.25, unit="umol/L", size=2.6, colour="c0"),
            Layer("cytoplasm", "drug", "drug in the cytoplasm", Ring(135, 100, 61, 36), count="L_c + H_c", one=0.1, unit="umol/L", size=2.6, speed="pace", sway=3, colour="c1"),
            Layer("stored", "vesicle", "drug in vesicles inside", Ring(135, 100, 62, 34), count="S", one=1, unit="umol/L", size=4.6, colour="c2"),
            Layer("pumps", "pump", "efflux by pumps", Ring(135, 100, 88), count="k_e", one=2, unit="1/hour", size=4.5, colour="c3"),
            Layer(
                "pumped", "drug", "drug that pumps carry out", Ring(135, 100, 82), to=Ring(135, 100, 112), count="efflux", one=4, unit="umol/(L hour)",
                speed="pace", size=2.4, colour="c3",
            ),
            Layer(
                "leaving", "vesicle", "drug that leaves on vesicles", Ring(135, 100, 84), to=Ring(135, 100, 150, 40), count="shedding + release", one=4, unit="umol/(L hour)",
                speed="pace", size=4.6, colour="c2",
            ),
        ),
        says=(
            Verdict("shedding + release >= efflux and shedding > 0", "At this moment vesicles carry out as much drug as the pumps, or more."),
            Verdict("S > L_n", "Vesicles inside hold more drug than DNA does."),
            Verdict("shedding + release > 0.05 * efflux", "Vesicles carry out some of the drug; the pumps carry out more."),
            Verdict("t >= 0", "What vesicles carry out is less than a twentieth of what the pumps do."),
        ),
    ),
    benchmarks=(
        Benchmark("layer", "consistency", ClosedForm(TO_CYTOPLASM), 0.362955164339553, "1", 1e-9, EVA, "volume of the layer over that of all cytoplasm, as the curated file prints it", checked=SBML),
        Benchmark("nucleus", "consistency", ClosedForm("V_n / V_c"), 0.393244873341375, "1", 1e-9, EVA, "volume of the nucleus over that of cytoplasm, as the curated file prints it", checked=SBML),
        Benchmark("minute", "independent computation", AtTime("L_n", 60 / 3600), 2.3409311611044026, "umol/L", 1e-5, EVA, "on DNA after a minute: the curated file in another program", checked=SBML),
        Benchmark("quarter", "independent computation", AtTime("L_n", 0.25), 12.923590090610645, "umol/L", 1e-5, EVA, "on DNA after 15 minutes, near the peak: the curated file in another program", checked=SBML),
        Benchmark("end", "independent computation", AtTime("L_n", 2.0), 10.2649, "umol/L", 1e-4, EVA, "on DNA after two hours: the curated file in another program", checked=SBML),
    ),
    limits=(
        "Topotecan stands in for the drugs of the review: doxorubicin, cisplatin, mitoxantrone and pixantrone enter and bind otherwise.",
        "One cell type in a dish for two hours; the tumour's poor supply of drug, which may matter more, is absent.",
        "What vesicles carried out is counted and stays out; in a tissue a neighbour may take it up.",
        "How concentrated a drug is in vesicles has not been measured for topotecan; nor is it constant in a cell that is loading it.",
        "Pumps and the leak of the membrane are one rate in the base.",
    ),
)  # fmt: skip
