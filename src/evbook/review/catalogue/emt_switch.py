"""The epithelial-mesenchymal switch under TGF-β (Tian, Zhang and Xing 2013), with Snail on vesicles.

Two switches in a row: SNAIL1 against miR-34, then ZEB against miR-200, the second held by TGF-β that
the cell makes itself.  The publication's micromolar are nominal, so they are called model units here.
"""

# fmt: off
from evbook.declaration import (
    AtTime,
    Base,
    Benchmark,
    Budget,
    Challenge,
    ClosedForm,
    Declaration,
    Group,
    Measure,
    Output,
    Process,
    Scenario,
    State,
    Threshold,
    Time,
    Verdict,
    Window,
)
from evbook.declaration import Parameter as P

TIA, CODE = "Tian2013", "code or SBML"
CHOSEN = "chosen by the authors; units are nominal"
OURS = "no measurement known; our assumption"
N, NH, H = "nominal", "nominal/hour", "1/hour"
SNAIL = ("derived", "abstract", "Zhou2004", "ln 2 over the 25 minutes that were measured as the half-life of Snail; the value of the source's code")
MIR = ("derived", "abstract", "Kingston2019", "ln 2 over 20 h, the value of the source's code: between the median half-lives of microRNAs, 11 h in mouse embryonic stem cells and 34 h in fibroblasts that had stopped dividing")


def fitted(name, value, unit, meaning, latex, known=("assumed", CODE, TIA, CHOSEN)):
    """A number of the publication, which chose it, unless something else is known: a third to three times it may be tried."""
    grade, checked, source, context = known
    return P(name, value, unit, (value / 3, value * 3), grade, checked, source, meaning, latex=latex, context=context, scale="log")


# One line a parameter: name, default, unit, range, grade, checked, source, meaning.
PARAMETERS = (
    P("T_0",    1.5,  N, (0, 5),   "assumed", "not seen", "", "TGF-β given", label="TGF-β given", latex="T_0", context="in model units; the publication's label would make it unphysically high", control=True),
    P("given",  1000.0, "hour", (1, 4000), "assumed", "not seen", "", "how long TGF-β is given", label="hours of TGF-β", latex="t_T", context="chosen by the reader", scale="log", control=True),
    fitted("k0T", 0.06, NH, "making of TGF-β, at least", "k_{0T}"), fitted("kT", 1.2, NH, "making of TGF-β, without miR-200", "k_T"),
    fitted("JT", 0.06, N, "miR-200 that halves it", "J_T"), fitted("kdT", 0.6, H, "loss of TGF-β", "d_T"),
    fitted("k0s", 0.0006, NH, "making of snail messenger, at least", "k_{0s}"), fitted("ks", 0.03, NH, "making of snail messenger by TGF-β", "k_s"),
    fitted("Js", 1.6, N, "TGF-β at half effect on snail", "J_s"), fitted("kds", 0.09, H, "loss of snail messenger", "d_s"),
    fitted("kS", 17.0, H, "translation of SNAIL1", "k_S"), fitted("JS", 0.08, N, "miR-34 that halves it", "J_S"), fitted("kdS", 1.66, H, "loss of SNAIL1", "d_S", SNAIL),
    fitted("k03", 0.0012, NH, "making of miR-34, at least", "k_{03}"), fitted("k3", 0.012, NH, "making of miR-34", "k_3"),
    fitted("J13", 0.15, N, "SNAIL1 that halves it", "J_{13}"), fitted("J23", 0.36, N, "ZEB that halves it", "J_{23}"), fitted("kd3", 0.035, H, "loss of miR-34", "d_3", MIR),
    fitted("k0z", 0.003, NH, "making of zeb messenger, at least", "k_{0z}"), fitted("kz", 0.06, NH, "making of zeb messenger by SNAIL1", "k_z"),
    fitted("Jz", 3.5, N, "SNAIL1 at half effect on zeb", "J_z"), fitted("kdz", 0.09, H, "loss of zeb messenger", "d_z"),
    fitted("kZ", 17.0, H, "translation of ZEB", "k_Z"), fitted("JZ", 0.06, N, "miR-200 that halves it", "J_Z"), fitted("kdZ", 1.66, H, "loss of ZEB", "d_Z"),
    fitted("k02", 0.0002, NH, "making of miR-200, at least", "k_{02}"), fitted("k2", 0.012, NH, "making of miR-200", "k_2"),
    fitted("J12", 5.0, N, "SNAIL1 that halves it", "J_{12}"), fitted("J22", 0.2, N, "ZEB that halves it", "J_{22}"), fitted("kd2", 0.035, H, "loss of miR-200", "d_2", MIR),
    fitted("ke1", 1.0, NH, "making of E-cadherin held by SNAIL1", "k_{e1}"), fitted("J1e", 0.2, N, "SNAIL1 that halves it", "J_{1e}"),
    fitted("ke2", 0.6, NH, "making of E-cadherin held by ZEB", "k_{e2}"), fitted("J2e", 0.5, N, "ZEB that halves it", "J_{2e}"), fitted("kde", 0.5, H, "loss of E-cadherin", "d_e"),
    fitted("kn1", 1.0, NH, "making of N-cadherin by SNAIL1", "k_{n1}"), fitted("J1n", 0.2, N, "SNAIL1 at half effect", "J_{1n}"),
    fitted("kn2", 0.6, NH, "making of N-cadherin by ZEB", "k_{n2}"), fitted("J2n", 0.5, N, "ZEB at half effect", "J_{2n}"), fitted("kdn", 0.5, H, "loss of N-cadherin", "d_n"),
    P("e_s",       0.001, NH, (0, 0.005), "assumed", "not seen", "", "snail messenger brought by vesicles of fibroblasts", label="Snail on vesicles", latex="e_s", context=OURS, ev=True, control=True),
    P("own_making", 20.0, "molecule/(cell hour)", (2, 200), "assumed", "not seen", "", "messengers a cell makes in an hour when the gene runs at its greatest", label="greatest making of a messenger", latex=r"\pi", context="turns model units into copies for the vesicle budget only; no greatest rate of one gene was read", scale="log", can_be_zero=True, ev=True),
    P("copies",    0.01,  "molecule/EV", (1e-4, 1), "assumed", "abstract", "Chevillet2014", "snail messengers in a vesicle", label="Snail per vesicle", latex="q", context="no count known; as for an abundant microRNA", scale="log", can_be_zero=True, ev=True),
    P("released",  0.2,   "1", (1e-4, 1), "assumed", "abstract", "BioconjChem2022", "share of vesicle cargo that reaches the cytosol", label="share released", latex="f", context="counted in vitro, the fusion of vesicles with cells was very low (abstract); 0.2 is generous, and the range goes down to one in ten thousand", scale="log", can_be_zero=True, ev=True),
)

EPITHELIAL = {"T": 0.1588, "s": 0.0089, "S": 0.0047, "R3": 0.37, "z": 0.033, "Z": 0.0099, "R2": 0.348, "Ec": 3.2, "Nc": 0.001}


def state(name, meaning, axis, label):
    return State(name, f"{EPITHELIAL[name]}", N, axis, meaning, label=label, latex={"R3": "R_3", "R2": "R_2", "Ec": "E", "Nc": "N"}.get(name, name))


TT = "(T + T_0 * giving)"
DECLARATION = Declaration(
    id="emt-switch",
    title="Epithelial to mesenchymal in two switches, with Snail on vesicles",
    idea="The first switch flips back when the signal goes; the second does not, and Snail from outside lowers both.",
    summary="TGF-β drives a cell through a partial to a full transition; vesicles add snail messenger.",
    chapter="microenvironment/stromal-activation",
    base=Base(
        source=TIA,
        what="Tian, Zhang and Xing (2013): SNAIL1 with miR-34 and ZEB with miR-200 under TGF-β.",
        extent="whole",
        departures="units called micromolar in the publication are model units; the form of the equations was checked against two public codes, not the paper",
    ),
    time=Time(unit="hour", end=2000.0, points=401, label="Hours"),
    states=(
        state("T", "TGF-β that the cell makes", (0, 2.5), "TGF-β, own"), state("s", "snail messenger", (0, 0.4), "snail messenger"),
        state("S", "SNAIL1", (0, 4), "SNAIL1"), state("R3", "miR-34", (0, 0.4), "miR-34"), state("z", "zeb messenger", (0, 0.8), "zeb messenger"),
        state("Z", "ZEB", (0, 8), "ZEB"), state("R2", "miR-200", (0, 0.4), "miR-200"), state("Ec", "E-cadherin", (0, 4), "E-cadherin"), state("Nc", "N-cadherin", (0, 4), "N-cadherin"),
    ),
    parameters=PARAMETERS,
    windows=(Window("giving", "0", "given", "TGF-β is given", label="TGF-β given", latex=r"\mathbb{1}_T"),),
    groups=(
        Group("snail", "SNAIL1 and its messenger", ("s", "S")),
        Group("zeb", "ZEB and its messenger", ("z", "Z")),
        Group("cadherins", "E- and N-cadherin", ("Ec", "Nc")),
    ),
    processes=(
        Process("make_T", "k0T + kT / (1 + (R2 / JT)**2)", "TGF-β is made, unless miR-200 blocks it", produces={"T": 1}, label="making of TGF-β"),
        Process("lose_T", "kdT * T", "TGF-β is lost", consumes={"T": 1}, label="loss of TGF-β"),
        Process("make_s", f"k0s + ks * ({TT} / Js)**2 / (1 + ({TT} / Js)**2)", "TGF-β calls for snail messenger", produces={"s": 1}, label="making of snail messenger"),
        Process("lose_s", "kds * s", "snail messenger is lost", consumes={"s": 1}, label="loss of snail messenger"),
        Process("make_S", "kS * s / (1 + (R3 / JS)**2)", "SNAIL1 is translated, unless miR-34 blocks it", produces={"S": 1}, label="making of SNAIL1"),
        Process("lose_S", "kdS * S", "SNAIL1 is lost", consumes={"S": 1}, label="loss of SNAIL1"),
        Process("make_R3", "k03 + k3 / (1 + (S / J13)**2 + (Z / J23)**2)", "miR-34 is made, unless SNAIL1 or ZEB blocks it", produces={"R3": 1}, label="making of miR-34"),
        Process("lose_R3", "kd3 * R3", "miR-34 is lost", consumes={"R3": 1}, label="loss of miR-34"),
        Process("make_z", "k0z + kz * (S / Jz)**2 / (1 + (S / Jz)**2)", "SNAIL1 calls for zeb messenger", produces={"z": 1}, label="making of zeb messenger"),
        Process("lose_z", "kdz * z", "zeb messenger is lost", consumes={"z": 1}, label="loss of zeb messenger"),
        Process("make_Z", "kZ * z / (1 + (R2 / JZ)**2)", "ZEB is translated, unless miR-200 blocks it", produces={"Z": 1}, label="making of ZEB"),
        Process("lose_Z", "kdZ * Z", "ZEB is lost", consumes={"Z": 1}, label="loss of ZEB"),
        Process("make_R2", "k02 + k2 / (1 + (S / J12)**2 + (Z / J22)**2)", "miR-200 is made, unless SNAIL1 or ZEB blocks it", produces={"R2": 1}, label="making of miR-200"),
        Process("lose_R2", "kd2 * R2", "miR-200 is lost", consumes={"R2": 1}, label="loss of miR-200"),
        Process("make_E", "ke1 / ((S / J1e)**2 + 1) + ke2 / ((Z / J2e)**2 + 1)", "E-cadherin is made, unless SNAIL1 and ZEB block it", produces={"Ec": 1}, label="making of E-cadherin"),
        Process("lose_E", "kde * Ec", "E-cadherin is lost", consumes={"Ec": 1}, label="loss of E-cadherin"),
        Process("make_N", "kn1 * (S / J1n)**2 / (1 + (S / J1n)**2) + kn2 * (Z / J2n)**2 / (1 + (Z / J2n)**2)", "SNAIL1 and ZEB call for N-cadherin", produces={"Nc": 1}, label="making of N-cadherin"),
        Process("lose_N", "kdn * Nc", "N-cadherin is lost", consumes={"Nc": 1}, label="loss of N-cadherin"),
        Process("snail_on_vesicles", "e_s", "vesicles of fibroblasts bring snail messenger", produces={"s": 1}, ev=True, claims=("stromal-activation",), label="Snail on vesicles"),
    ),
    outputs=(Output("mesenchymal", "Nc / (Nc + Ec)", "1", (0, 1), "N-cadherin as a share of both cadherins", label="Mesenchymal share", latex="m"),),
    shown=("Ec", "Nc"),
    measures=(
        Measure("Ec_final", "Ec", "final", N, "E-cadherin at the end", label="E-cadherin at the end"),
        Measure("Nc_final", "Nc", "final", N, "N-cadherin at the end", label="N-cadherin at the end"),
        Measure("Nc_most", "Nc", "max", N, "most N-cadherin there is", label="most N-cadherin"),
        Measure("T_final", "T", "final", N, "TGF-β the cell makes at the end", label="own TGF-β at the end"),
        Measure("hour_left", "Ec", "first_below", "hour", "when E-cadherin falls below 2", level="2", label="leaves the epithelial state"),
    ),
    budgets=(
        Budget("received", "e_s / ks * own_making / (copies * released)", "EV/(cell hour)", (1, 1e4), "vesicles that a cell must receive in an hour, when model units are turned into copies by what a gene can make", "beyond what cells are known to take up or shed", label="vesicles per cell per hour"),
        Budget("against_own", "e_s / ks", "1", (1e-4, 0.2), "Snail brought, against the most that the cell's own gene makes", "vesicles would have to bring a good part of what the gene itself makes at its greatest", label="against the cell's own gene"),
    ),
    scenarios=(
        Scenario("partial", "A signal between the two switches", {"T_0": 1.5, "given": 1000}, "E-cadherin falls half-way, and comes back when the signal goes."),
        Scenario("full", "A strong signal", {"T_0": 2.5, "given": 1000}, "The second switch flips, and stays: the cell now makes its own TGF-β."),
        Scenario("nudged", "A signal just short of the second switch", {"T_0": 1.95, "given": 1000}, "Snail on vesicles carries it over."),
        Scenario("brief", "A strong signal, briefly", {"T_0": 2.5, "given": 60}, "Too short for the second switch."),
        Scenario("none", "Vesicles alone", {"T_0": 0, "e_s": 0.005}, "Snail on vesicles alone does not flip the first switch."),
    ),
    verdicts=(
        Verdict("Ec_final < 0.5", "Mesenchymal for good: E-cadherin ends at {Ec_final} units, and the cell makes TGF-β of its own ({T_final} units)."),
        Verdict("Ec_final < 2.5", "Partial: E-cadherin ends at {Ec_final} units, N-cadherin at {Nc_final} units."),
        Verdict("Nc_most > 1", "It changed and came back: N-cadherin rose to {Nc_most} units, and E-cadherin is at {Ec_final} units again."),
        Verdict("Ec_final >= 2.5", "Epithelial: E-cadherin stays at {Ec_final} units."),
    ),
    challenges=(
        Challenge(
            "shortest", "The shortest signal that lasts",
            "Make the cell mesenchymal for good with TGF-β at 2.5 for at most 250 hours.",
            "Ec_final < 0.5 and given <= 250 and T_0 <= 2.5", {"T_0": 2.5, "given": 60.0, "e_s": 0.0},
            ("Lengthen the signal first, without vesicles: how long must it last?", "Then let vesicles bring Snail."),
            "Vesicles shorten the signal that is needed, as they lower the height that is needed.", fixed=("T_0",), solution={"given": 240.0, "e_s": 0.004},
        ),
    ),
    benchmarks=(
        Benchmark("full_adhesion", "consistency", ClosedForm("(ke1 + ke2) / kde"), 3.2, N, 1e-9, TIA, "E-cadherin without SNAIL1 and ZEB, as the printed rates give it; no result in numbers was seen, only the parameters and the abstract", checked=CODE),
        Benchmark("epithelial_E", "independent computation", AtTime("Ec", 4000, setting={"T_0": 0}), 3.199, N, 0.001, TIA, "E-cadherin of the epithelial state: nine equations solved to steady state"),
        Benchmark("epithelial_R2", "independent computation", AtTime("R2", 4000, setting={"T_0": 0}), 0.348, N, 0.002, TIA, "miR-200 of the epithelial state: nine equations solved to steady state"),
        Benchmark("kept_E", "independent computation", AtTime("Ec", 6000, setting={"T_0": 2.5, "given": 2000}), 0.116, N, 0.005, TIA, "E-cadherin after TGF-β is gone again: the second switch has not flipped back"),
        Benchmark("first_fold", "independent computation", Threshold("T_0", 0.7, 1.3, "Ec_final < 2.4", 5000.0, setting={"given": 6000}), 1.01, N, 0.01, TIA, "TGF-β at which the epithelial state is lost: branch followed by continuation", absolute=True),
        Benchmark("second_fold", "independent computation", Threshold("T_0", 1.7, 2.3, "Ec_final < 0.5", 5000.0, setting={"given": 6000}), 2.015, N, 0.01, TIA, "TGF-β at which the partial state is lost: branch followed by continuation", absolute=True),
    ),
    limits=(
        "Units are nominal: no concentration, no copy number and no number of vesicles can be read off the axes.",
        "The folds belong to the parameter file seen in public code; no number of the publication was seen.",
        "That Snail travels as a messenger, and is translated, is one of the ways in which the cited study can be read.",
        "MicroRNAs on vesicles of fibroblasts, which the review also names, are not in the model.",
    ),
)
