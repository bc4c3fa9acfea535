"""HGF, its receptor MET and what AKT makes of it (the model of Casaletto et al. 2019), with HGF on vesicles.

The base is the part for MET of a model by which an antibody was designed: HGF binds MET, the pair finds
a second receptor, the pair of receptors phosphorylates AKT until HGF goes or is lost.  Vesicles bring
HGF of their own; it is taken to bind MET from the vesicle as well as it does from solution.
"""

from evbook.declaration import (
    AtTime,
    Base,
    Benchmark,
    Budget,
    Challenge,
    Declaration,
    Measure,
    Modifier,
    Output,
    Process,
    Scenario,
    State,
    Time,
    Verdict,
)
from evbook.declaration import Parameter as P

CAS, CODE = "Casaletto2019", "code or SBML"
FIT = "fitted to cancer cells in a dish"
OURS = "no measurement known; our assumption"

# fmt: off
# One line a parameter: name, default, unit, range, grade, checked, source, meaning.
PARAMETERS = (
    P("hgf",       0.0,       "nM",               (0, 5),        "assumed",  "code or SBML", "Casaletto2019", "HGF in solution", label="HGF in solution", latex="H_0", context="1 nM in the experiments; none here, so that vesicles are seen alone", control=True),
    P("receptors", 71969.5,   "molecule/cell",    (5e3, 5e5),    "measured", CODE, CAS, "MET receptors on a cell", label="MET on a cell", latex="R", context="the line of the antibody curves; 62 000 to 160 000 in four lines", scale="log", control=True),
    P("crowding",  7.35761161084635e-07, "nM cell/molecule", (1e-7, 2e-3), "derived", CODE, CAS, "concentration of one molecule on each cell, which is how crowded cells are", label="crowding", latex="c", context="the dish of the publication, 440 000 cells a millilitre; a thousand times more is tissue", scale="log", control=True),
    P("k_off",     0.10000000000001, "1/min",     (0.03, 0.3),   "fitted",   CODE, CAS, "HGF leaves MET", latex="k_{off}", context="at the lower bound of the fit"),
    P("K_D",       0.5,       "nM",               (0.1, 2),      "measured", CODE, CAS, "affinity of HGF for MET", latex="K_D", context="fixed in the fit", scale="log"),
    P("k_pair",    1000.0,    "1/(min nM)",       (100, 1e4),    "assumed",  CODE, CAS, "an occupied receptor finds another", latex="k_2", context="set so fast that it does not limit", scale="log"),
    P("k_loss",    0.110852271384428, "1/min",    (0.03, 0.3),   "fitted",   CODE, CAS, "HGF is lost from a pair of receptors, which go back", latex="k_d", context=FIT),
    P("k_akt",     1.0,       "1/min",            (0.3, 3),      "derived",  CODE, CAS, "AKT phosphorylated by a pair of receptors", latex="k_A", context="set to one; it fixes the unit of pAKT"),
    P("antibody",  0.0,       "nM",               (0, 400),      "measured",  "code or SBML", "Casaletto2019", "one-armed antibody against MET (MetMAb)", label="antibody against MET", latex="B_0", context="0.0056 to 333 nM in the experiments, and none in others", control=True),
    P("k_off_ab",  1.87394905697006, "1/min",     (0.6, 6),      "fitted",   CODE, CAS, "the antibody leaves MET", latex="k_{off,B}", context=FIT),
    P("K_D_ab",    1.2,       "nM",               (0.3, 5),      "measured", CODE, CAS, "affinity of the antibody for MET", latex="K_B", context="fixed in the fit", scale="log"),
    P("blank",     0.385566381681604, "1",        (0, 1),        "fitted",   CODE, CAS, "what the assay reads without pAKT", latex="o", context="one of four repeats; the greatest reading is one"),
    P("scale",     3.94609149543731, "1/nM",      (1, 10),       "fitted",   CODE, CAS, "what the assay reads for each nanomolar of pAKT", latex="a", context="one of four repeats"),
    P("vesicles",  5000.0,    "EV/cell",          (1, 1e6),      "assumed",  "not seen", "", "vesicles in reach, for each cell", label="vesicles per cell", latex="n", context=OURS, scale="log", can_be_zero=True, ev=True, control=True),
    P("copies",    10.0,      "molecule/EV",      (0.01, 200),   "assumed",  "not seen", "", "HGF molecules on a vesicle", label="HGF per vesicle", latex="q", context=OURS, scale="log", can_be_zero=True, ev=True, control=True),
    P("secretion", 60.0,      "EV/(cell hour)",   (1, 1e3),      "measured", "secondary", "Chiu2016", "vesicles shed by a donor cell", label="vesicles shed", latex=r"\sigma_{EV}", context="60 to 65 an hour in MCF-7 and MDA-MB-231 in vitro, and up to 170 in other lines, both read second-hand; 2700 for monocytes in people (abstract); enters the vesicle budget only", scale="log", ev=True),
    P("gathering", 24.0,      "hour",             (1, 100),      "assumed",  "not seen", "", "hours over which the vesicles were gathered, for the vesicle budget", latex="T", context="a day of conditioned medium", ev=True),
)
# fmt: on

AS_MEASURED = {"hgf": 1.0}
TISSUE = 7.35761161084635e-04

DECLARATION = Declaration(
    id="met-signal",
    title="HGF on vesicles, its receptor MET and AKT",
    idea="A growth factor on a vesicle acts without being released; how far it goes is a matter of how crowded the cells are.",
    summary="HGF from solution and from vesicles binds MET; pairs of receptors phosphorylate AKT; an antibody competes.",
    chapter="resistance/prosurvival-cargo",
    base=Base(
        source=CAS,
        what="Casaletto and others (2019): HGF, MET and AKT in cancer cells, with a one-armed antibody against MET.",
        extent="part",
        left_out="HGF, MET and AKT; the parts for EGF and for two-armed antibodies are left out, which are idle when neither is given",
        departures="the parts for EGF and for two-armed antibodies are left out; without EGF and without these antibodies they are idle",
    ),
    time=Time(unit="min", end=60.0, points=241, label="Minutes"),
    states=(
        State("H", "hgf + brought", "nM", (0, 5), "HGF that is free to bind", label="HGF", latex="H"),
        State("M", "receptors * crowding", "nM", (0, 0.06), "MET that is free", label="MET", latex="M"),
        State("C", "0", "nM", (0, 0.06), "MET with HGF", label="MET with HGF", latex="C"),
        State("D", "0", "nM", (0, 0.03), "pairs of MET with HGF, which signal", label="active pairs", latex="D"),
        State("A", "0", "nM", (0, 1.5), "phosphorylated AKT, as the model counts it", label="pAKT", latex="A"),
        State("B", "antibody", "nM", (0, 400), "antibody that is free", label="antibody", latex="B"),
        State("X", "0", "nM", (0, 0.06), "MET with antibody", label="MET with antibody", latex="X"),
    ),
    parameters=PARAMETERS,
    modifiers=(
        Modifier(
            "brought", "vesicles * copies * crowding", "0", "nM",
            "HGF that vesicles bring: vesicles for each cell, times copies, at the crowding of the cells",
            claims=("prosurvival-cargo-04", "prosurvival-cargo-05"), label="HGF on vesicles", latex="H_{EV}",
        ),
    ),
    processes=(
        Process("binding", "k_off / K_D * H * M", "HGF binds MET", consumes={"H": 1, "M": 1}, produces={"C": 1}, label="HGF binds"),
        Process("leaving", "k_off * C", "HGF leaves MET", consumes={"C": 1}, produces={"H": 1, "M": 1}, label="HGF leaves"),
        Process("pairing", "k_pair * C * M", "an occupied receptor finds another", consumes={"C": 1, "M": 1}, produces={"D": 1}),
        Process("loss", "k_loss * D", "HGF is lost and both receptors go back", consumes={"D": 1}, produces={"M": 2}, label="loss of HGF"),
        Process("parting", "k_off * D", "HGF leaves a pair, which falls apart", consumes={"D": 1}, produces={"H": 1, "M": 2}),
        Process("signal", "k_akt * D", "pairs phosphorylate AKT", produces={"A": 1}, label="phosphorylation of AKT"),
        Process("blocking", "k_off_ab / K_D_ab * B * M", "the antibody binds MET", consumes={"B": 1, "M": 1}, produces={"X": 1}, label="antibody binds"),
        Process("freeing", "k_off_ab * X", "the antibody leaves MET", consumes={"X": 1}, produces={"B": 1, "M": 1}, label="antibody leaves"),
    ),
    outputs=(
        Output("active", "2 * D / (receptors * crowding)", "1", (0, 1), "share of MET in active pairs", label="Share of MET that is active", latex=r"\alpha"),
        Output("reads", "blank + scale * A", "1", (0, 2), "what the assay of pAKT reads in the publication's dish", label="pAKT as the assay reads it", latex="y"),
        Output("all_met", "M + C + 2 * D + X", "nM", (0, 0.1), "MET in all its forms", label="MET, all", latex="M_{all}"),
    ),
    shown=("active",),
    measures=(
        Measure("active_ten", "active", "at", "1", "share of MET that is active after ten minutes", time="10", label="active after ten minutes"),
        Measure("active_most", "active", "max", "1", "greatest share of MET that is active", label="most that is active"),
        Measure("active_hour", "active", "final", "1", "share of MET that is active after an hour", label="active after an hour"),
        Measure("reads_ten", "reads", "at", "1", "what the assay of pAKT reads after ten minutes", time="10", label="pAKT reading after ten minutes"),
    ),
    budgets=(
        Budget("gathered", "vesicles / gathering", "EV/(cell hour)", (1, 1e4), "vesicles shed for each recipient in an hour, to gather so many", "beyond what cells are known to shed or take up", label="vesicles per cell per hour"),
        Budget("donors", "vesicles / (secretion * gathering)", "1", (0.01, 200), "donor cells whose whole output of that time one recipient meets", "more donors than can stand around one recipient", label="donor cells per recipient"),
        Budget("against_met", "vesicles * copies / receptors", "1", (0, 10), "HGF molecules brought, for each MET receptor of the cell", "far more ligand than there are receptors", label="HGF per receptor"),
    ),
    scenarios=(
        Scenario("dish", "Vesicles of three or four donors, in a dish", {}, "Spread through the medium, fifty thousand HGF molecules for each cell are a fourteenth of the affinity."),
        Scenario("tissue", "The same vesicles, among crowded cells", {"crowding": TISSUE}, "A thousand times less room for the same molecules: now most of them are bound within minutes, and used up within the hour."),
        Scenario("solution", "HGF in solution, as in the experiments", {"hgf": 1, "vesicles": 1}, "One nanomolar, the published setting, in which the base was fitted."),
        Scenario("blocked", "The same, with an antibody against MET", {"hgf": 1, "vesicles": 1, "antibody": 111}, "A hundred nanomolar of antibody leave little of the answer."),
        Scenario("one_copy", "One HGF on a vesicle, among crowded cells", {"copies": 1, "crowding": TISSUE}, "A tenth of the ligand gives about a tenth of the answer: there is no threshold to pass."),
    ),
    verdicts=(
        Verdict("active_most < 0.02", "Hardly any response: at most a share of {active_most} of MET is active, {active_ten} after ten minutes."),
        Verdict("active_hour < 0.5 * active_most", "Brief: a share of up to {active_most} of MET is active ({active_ten} after ten minutes), and {active_hour} after an hour, because HGF is used up."),
        Verdict("active_most >= 0", "Lasting: a share of {active_ten} of MET is active after ten minutes, and {active_hour} after an hour."),
    ),
    challenges=(
        Challenge(
            "five-donors",
            "Half of the published answer, by five donors",
            "Vesicles alone, of at most five donors' output of a day (7200 for each cell) with at most ten HGF on each, "
            "shall make a third of MET active after ten minutes, on a cell with no more receptors than in the publication.",
            "hgf <= 0 and antibody <= 0 and vesicles <= 7200 and copies <= 10 and receptors <= 71970 and active_ten > 0.33",
            {"vesicles": 7200.0},
            (
                "In the publication's dish these vesicles come to a ninth of the affinity.",
                "Molecules for each cell are one thing, molecules for each millilitre another.",
                "Crowd the cells.",
            ),
            "What a preparation does in a dish says little of what the same vesicles do between touching cells.",
            fixed=("hgf", "receptors", "antibody"),
            solution={"crowding": 1e-5},
        ),
    ),
    benchmarks=(
        Benchmark("measured_none", "published", AtTime("reads", 10, setting={"hgf": 1, "antibody": 0.00564}), 0.934, "1", 0.05, CAS, "pAKT after ten minutes in 1 nM of HGF and hardly any antibody, as measured (one of four repeats, from the example's data)", checked=CODE),
        Benchmark("measured_mid", "published", AtTime("reads", 10, setting={"hgf": 1, "antibody": 4.11}), 0.596, "1", 0.05, CAS, "the same in 4.11 nM of antibody, as measured", checked=CODE),
        Benchmark("measured_worst", "published", AtTime("reads", 10, setting={"hgf": 1, "antibody": 0.457}), 0.795, "1", 0.10, CAS, "the same in 0.457 nM, the worst met of eleven doses", checked=CODE),
        Benchmark("measured_full", "published", AtTime("reads", 10, setting={"hgf": 1, "antibody": 111}), 0.386, "1", 0.05, CAS, "the same in 111 nM of antibody, as measured", checked=CODE),
        Benchmark("receptors_kept", "closed form", AtTime("all_met", 60, setting=AS_MEASURED), 71969.5 * 7.35761161084635e-07, "nM", 1e-7, CAS, "receptors are neither made nor lost: all of MET after an hour"),
        Benchmark("antibody_alone", "closed form", AtTime("X", 60, setting={"antibody": 100}), 0.0523241445, "nM", 1e-4, CAS, "MET bound by 100 nM of antibody and no HGF: the root of the binding balance"),
        Benchmark("akt_ten", "independent computation", AtTime("A", 10, setting=AS_MEASURED), 0.1427551, "nM", 1e-4, CAS, "pAKT after ten minutes in 1 nM of HGF: the equations written again and run by Radau's method"),
        Benchmark("pairs_ten", "independent computation", AtTime("D", 10, setting=AS_MEASURED), 0.01701956, "nM", 1e-4, CAS, "active pairs after ten minutes, likewise"),
    ),
    limits=(
        "Fitted to cancer cells with HGF in solution, over ten minutes; no liver cancer, no sorafenib, no vesicle.",
        "pAKT only adds up, so that it tells the first minutes; receptors go in and come back, and none is made.",
        "HGF on a vesicle is taken to bind as free HGF does; many copies on one vesicle could hold on better, and HGF must be cut to be active.",
        "No count of HGF on a vesicle is known to us.",
        "Whether so much of AKT saves a cell from a drug is no part of it.",
    ),
)  # fmt: skip
