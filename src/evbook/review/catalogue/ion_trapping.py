"""Ion trapping: how much of a weak base gathers where it is acid, and of a weak acid where it is not.

The base is the Henderson-Hasselbalch balance of a drug with one basic or one acidic group between cytoplasm
and medium: the neutral form crosses membranes, the charged form does not.  Vesicles add a third space,
their lumen, whose pH is the axis.  A drug that is neither has no part in any of this, and the model says so
in place of a curve.
"""

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

HH, GERWECK = "PMC7204663", "MolCancerTher2006"
OURS = "no measurement known; our assumption"

# fmt: off
# One line a parameter: name, default, unit, range, grade, checked, source, meaning.
PARAMETERS = (
    P("pKa",        8.3,  "1",              (4, 11),      "derived",  "abstract", "JChromatogrB2017", "pH at which half of the drug is charged", label="pKa of the drug", latex="pK_a", context="doxorubicin: between the 7.2 to 8.99 of older measurements (a paper of 1979, introduction) and the lower end of 8.36 to 9.28 for sixteen anthracyclines; 5.8 for chlorambucil, a weak acid (doi 10.1016/0006-2952(85)90538-6, abstract)", control=True, inactive_when="weak_base <= 0.5 and weak_acid <= 0.5"),
    P("weak_base",  1.0,  "1",              (0, 1),       "derived",  "full text", HH, "whether the drug is a weak base (0 or 1)", label="weak base", latex="b", context="1 for doxorubicin and mitoxantrone; 0 for cisplatin, which is not one", control=True),
    P("weak_acid",  0.0,  "1",              (0, 1),       "derived",  "abstract", GERWECK, "whether the drug is a weak acid and no weak base (0 or 1)", label="weak acid", latex="a", context="1 for chlorambucil", control=True, inactive_when="weak_base > 0.5"),
    P("pH_cell",    7.2,  "1",              (6.5, 7.6),   "measured",  "secondary", "Damaghi2013", "pH of cytoplasm", label="pH of cytoplasm", latex="pH_c", context="cells keep 7.1 to 7.2, cancer cells 7.2 to 7.4 even in acid surroundings (abstract, and text as BioNumbers quotes it)", control=True, inactive_when="weak_base <= 0.5 and weak_acid <= 0.5"),
    P("pH_out",     6.8,  "1",              (6, 7.6),     "measured",  "secondary", "Damaghi2013", "pH outside the cell", label="pH outside", latex="pH_o", context="about 6.7 in lasting acidosis, and as low as 6.5 (as BioNumbers quotes it); 6.6 to 7.0 in tumours by several methods (PMC3718046, introduction); 7.4 in blood", control=True),
    P("raised",     0.0,  "1",              (0, 2),       "constant",  "by definition", "", "rise of the pH in vesicles by an inhibitor of proton pumps", label="rise by an inhibitor", latex=r"\Delta", context="a rise is reported for omeprazole, chloroquine and bafilomycin; no size read", ev=True, control=True, inactive_when="weak_base <= 0.5 and weak_acid <= 0.5"),
    P("secretion",  60.0, "EV/(cell hour)", (1, 1e4),     "measured", "secondary", "Chiu2016", "vesicles shed by a cell at pH 7.4", label="vesicles shed", latex=r"\sigma_{EV}", context="60 to 65 an hour in MCF-7 and MDA-MB-231 in vitro, and up to 170 in other lines, both read second-hand; 2700 for monocytes in people (abstract); enters the vesicle budget only", scale="log", ev=True),
    P("acid",       0.5,  "1",              (0, 2),       "assumed",  "not seen", "", "powers of ten by which shedding rises for each unit of pH outside", label="shedding in acid", latex="s", context="more vesicles in acid are reported for melanoma cells; the size is ours", ev=True),
    P("free",       1.0,  "umol/L",         (0.01, 100),  "assumed",  "not seen", "", "free drug in cytoplasm", label="free drug", latex="c", context="order of magnitude; enters the vesicle budget only", scale="log", ev=True),
    P("volume",     5.24e-4, "um**3/EV",    (1e-5, 0.1),  "derived",  "full text", "Maacha2019", "volume of a vesicle", latex="V_v", context="a sphere of 100 nm, within the review's 30 to 150 nm for exosomes; enters the vesicle budget only", scale="log", ev=True),
    P("V_c",        829.0, "um**3/cell",    (400, 3000),  "measured", "code or SBML", "Evans2005", "cytoplasm of a cell, for the vesicle budget only", latex="V_c", context="breast cancer cells", ev=True),
    P("count",      602.214076, "molecule L/(umol um**3)", (602, 603), "constant", "by definition", "", "molecules in a cubic micrometre at 1 µmol/L", latex="N", context="exact by definition", ev=True),
)
# fmt: on

#: Charge of the form that cannot cross: 1 of a base, -1 of an acid, 0 where the model does not apply.
CHARGE = "where(weak_base > 0.5, 1, where(weak_acid > 0.5, -1, 0))"
AT_FIVE_FIVE = f"(1 + 10**({CHARGE} * (pKa - 5.5))) / (1 + 10**({CHARGE} * (pKa - pH_cell)))"

DECLARATION = Declaration(
    id="ion-trapping",
    title="A weak base in an acid vesicle",
    idea="Acid gathers a weak base by its pH step and no further, about 250-fold at best; it keeps a weak acid out, and does nothing to a drug that is neither.",
    summary="The balance of a weak base or a weak acid between cytoplasm, medium and the lumen of a vesicle.",
    chapter="resistance/drug-export",
    base=Base(
        source=HH,
        what="Henderson and Hasselbalch's balance for a drug with one basic or one acidic group whose neutral form alone crosses membranes.",
        extent="whole",
        departures="none; the source's example is a lysosome in cytoplasm, here also cytoplasm in its medium",
    ),
    axes=(Axis("pH_vesicle", "1", (4.5, 7.4), "pH inside the vesicle, before an inhibitor", label="pH in the vesicle", latex="pH_v", points=117),),
    parameters=PARAMETERS,
    intermediates=(
        Intermediate("charge", CHARGE, "1", "charge of the form that cannot cross: 1 of a base, -1 of an acid, 0 where the model does not apply", latex="z"),
    ),
    modifiers=(
        Modifier("lumen", "minimum(pH_vesicle + raised, pH_cell)", "pH_cell", "1", "pH in the vesicle; without acid vesicles it is that of cytoplasm", claims=("drug-export",), label="acid vesicles", latex="pH_v"),
    ),
    outputs=(
        Output("trapped", "(1 + 10**(charge * (pKa - lumen))) / (1 + 10**(charge * (pKa - pH_cell)))", "1", (0.01, 500), "drug in the vesicle over drug in cytoplasm, at steady state", label="Vesicle over cytoplasm", latex="R_v", scale="log"),
        Output("entered", "(1 + 10**(charge * (pKa - pH_cell))) / (1 + 10**(charge * (pKa - pH_out)))", "1", (0.01, 500), "drug in cytoplasm over drug outside, at steady state", label="Cytoplasm over outside", latex="R_c", scale="log"),
    ),
    shown=("trapped", "entered"),
    measures=(
        Measure("at_five", "trapped", "at", "1", "drug in a vesicle of pH 5.0 over cytoplasm", time="5.0", label="at pH 5.0"),
        Measure("at_acid", "trapped", "at", "1", "drug in a vesicle of pH 5.5 over cytoplasm", time="5.5", label="at pH 5.5"),
        Measure("at_mild", "trapped", "at", "1", "drug in a vesicle of pH 6.5 over cytoplasm", time="6.5", label="at pH 6.5"),
        Measure("inside", "entered", "final", "1", "drug in cytoplasm over drug outside", label="cytoplasm over outside"),
    ),
    budgets=(
        Budget("shed", "secretion * 10**(acid * (7.4 - pH_out))", "EV/(cell hour)", (1, 1e4), "vesicles each cell sheds in an hour at this pH outside", "beyond what cells are known to shed", label="vesicles per cell per hour"),
        Budget("load", f"free * volume * count * {AT_FIVE_FIVE}", "molecule/EV", (0, 2e4), "molecules of drug that trapping at pH 5.5 puts in a vesicle", "more than reported amounts of paclitaxel imply for a small vesicle", label="molecules of drug per vesicle"),
        Budget("drained", f"secretion * 10**(acid * (7.4 - pH_out)) * volume * {AT_FIVE_FIVE} / V_c", "1/hour", (0, 1), "share of the free drug of a cell that leaves in an hour in vesicles of pH 5.5", "more than a cell of drug in an hour", label="export by trapping"),
    ),
    scenarios=(
        Scenario("doxorubicin", "Doxorubicin in an acid tumour", {}, "A vesicle of pH 5 holds about 150 times what cytoplasm does; the acid outside more than halves what cytoplasm holds."),
        Scenario("inhibitor", "The same, vesicles a unit less acid", {"raised": 1.0}, "One unit of pH takes away nine tenths of the trapping."),
        Scenario("lysosome", "A strong base in a lysosome", {"pKa": 11, "pH_cell": 7.4, "pH_out": 7.4}, "The case of the source: pH 5.0 in 7.4 gives 250-fold, and no base can do better."),
        Scenario("weakest", "A base of pKa 6.5", {"pKa": 6.5}, "Much of it is neutral in cytoplasm too, so that less is gained."),
        Scenario("chlorambucil", "Chlorambucil, a weak acid", {"weak_base": 0, "weak_acid": 1, "pKa": 5.8}, "Acid keeps it out of the vesicle, and the acid outside drives it into the cell: the reverse of a base."),
        Scenario("cisplatin", "Cisplatin, neither base nor acid", {"weak_base": 0}, "The curves lie flat at one: pH does not trap it. It enters, and leaves, by other ways."),
    ),
    verdicts=(
        Verdict("weak_base <= 0.5 and weak_acid <= 0.5", "This drug is neither a weak base nor a weak acid: pH does not trap it, and this model does not apply to it."),
        Verdict("weak_base <= 0.5", "A weak acid is kept out of acid: a vesicle of pH 5.0 holds {at_five} times the drug of cytoplasm; cytoplasm holds {inside} times what is outside."),
        Verdict("at_five > 3", "A vesicle of pH 5.0 traps {at_five} times the drug of cytoplasm, and {at_mild} times if its pH is 6.5; cytoplasm holds {inside} times what is outside."),
        Verdict("at_five >= 0", "Little is trapped: a vesicle of pH 5.0 holds {at_five} times the drug of cytoplasm."),
    ),
    challenges=(
        Challenge(
            "undo",
            "Undo the trap without reaching blood",
            "Make vesicles of pH 5.5 hold less than five times the drug of cytoplasm, and cytoplasm at least what is outside, "
            "with at most one unit of rise in the vesicles.",
            "at_acid < 5 and inside >= 1 and raised <= 1 and pKa >= 8.3 and weak_base >= 1 and pH_cell >= 7.2",
            {},
            (
                "Two steps of pH matter: from cytoplasm to vesicle, and from cytoplasm to the outside.",
                "An inhibitor that stops the export of acid also raises the pH outside.",
                "Raise the vesicles by one unit, and the outside to that of cytoplasm.",
            ),
            "The same inhibitor can do both, which is one reason why proton pump inhibitors were tried beside weak bases.",
            fixed=("pKa", "weak_base", "pH_cell"),
            solution={"pH_out": 7.2, "raised": 1.0},
        ),
    ),
    benchmarks=(
        Benchmark("lysosome", "published", AtTime("trapped", 5.0, setting={"pKa": 11, "pH_cell": 7.4}, ev=True), 250, "1", 0.01, HH, "a strong base in a lysosome of pH 5.0 over cytoplasm of 7.4: up to 250-fold", checked="full text", of_vesicles="the source has an acid compartment, a lysosome"),
        Benchmark("acid_against_base", "published", ClosedForm("(1 + 10**(pH_out - 5.8)) / (1 + 10**(pH_out - 0.2 - 5.8)) * (1 + 10**(pKa - pH_out + 0.2)) / (1 + 10**(pKa - pH_out))"), 2.3, "1", 0.05, GERWECK, "0.2 pH units more of a step between cell and outside raise the uptake of chlorambucil over that of doxorubicin 2.3-fold, as its authors predict (they measured 2.1 in the delay of growth); our pH outside and pKa of doxorubicin", checked="abstract"),
        Benchmark("limit_acid", "closed form", AtTime("trapped", 5.0, setting={"weak_base": 0, "weak_acid": 1, "pKa": 0, "pH_cell": 7.4}, ev=True), 10**-2.4, "1", 1e-4, HH, "the limit for an acid that is nearly always charged: ten to minus the step of pH"),
        Benchmark("limit", "closed form", AtTime("trapped", 5.0, setting={"pKa": 30, "pH_cell": 7.4}, ev=True), 10**2.4, "1", 1e-6, HH, "the limit for a base that is always charged: ten to the step of pH"),
        Benchmark("acid_outside", "closed form", ClosedForm("(1 + 10**(pKa - pH_cell)) / (1 + 10**(pKa - pH_out))"), (1 + 10**1.1) / (1 + 10**1.5), "1", 1e-9, HH, "cytoplasm over outside for pKa 8.3 at pH 7.2 and 6.8"),
        Benchmark("neutral", "closed form", AtTime("trapped", 5.0), 1, "1", 1e-9, HH, "without acid vesicles nothing is gathered"),
    ),
    limits=(
        "At rest only: how fast a drug crosses the membrane, and what it binds inside, is left out.",
        "One basic or acidic group, and a charged form that does not cross; for doxorubicin neither holds strictly, and pH alone was found inadequate to predict its uptake.",
        "The pH in vesicles once they are shed is not known; no pump may be there to hold it.",
        "Whether 100 nm vesicles are acid at all has hardly been measured; the evidence is of endosomes and lysosomes.",
    ),
)  # fmt: skip
