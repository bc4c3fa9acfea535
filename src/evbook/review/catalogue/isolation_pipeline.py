"""What is left of a sample's vesicles, and of all else, after the steps of an isolation?

Pelleting follows the theory of Livshits et al. (2015): how far a vesicle of a given size sinks in a swinging
bucket.  The further steps each keep a share of the vesicles, of the protein and of the lipoproteins; how often
each is used is the reader's to set, and the shares multiply.
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
    Scale,
    Scenario,
    Scene,
    Verdict,
)
from evbook.declaration import Parameter as P

LIV, CODE = "Livshits2015", "code or SBML"
SHARE = "no number was read for plasma; our assumption"
USE = "how often it is used; 0 leaves it out"

# One line a parameter: name, default, unit, range, grade, checked, source, meaning.
PARAMETERS = (
    P("force",     1e5,    "1",       (1e3, 2e5),     "derived",  CODE, LIV, "force of the centrifuge, in units of gravity", label="force (g)", latex="g_r", context="100 000 is usual for small vesicles", scale="log", control=True),
    P("minutes",   120.0,  "minute",  (5, 1200),      "assumed",  "not seen", "", "time in the centrifuge", label="time", latex="t", context="usual; for the reader to choose", scale="log", control=True),
    P("R_max",     15.88,  "cm",      (4, 20),      "measured", CODE, LIV, "distance of the bottom of the tube from the axis", latex="R_{max}", context="Beckman SW 40 Ti, in public code"),
    P("R_min",     6.67,   "cm",      (2, 15),      "measured", CODE, LIV, "distance of the surface from the axis", latex="R_{min}", context="Beckman SW 40 Ti, in public code"),
    P("excess",    0.15,   "g/cm**3", (0.01, 0.25),   "derived",  CODE, LIV, "density of a vesicle less that of the medium", label="density over medium", latex=r"\Delta\rho", context="1.15 in water, the default of the public code; vesicles differ", control=True),
    P("viscosity", 0.0155, "g/(cm s)", (0.008, 0.03), "derived",  CODE, LIV, "viscosity of the medium", latex=r"\eta", context="water in the cold, the default of the public code; plasma is thicker"),
    P("gravity",   980.0,  "cm/s**2", (970, 990),     "derived",  CODE, LIV, "acceleration of gravity", latex="g", context="as the public code rounds it"),
    P("middle",    90.0,   "nm",      (40, 200),      "derived",  "full text", "Maacha2019", "median diameter of the vesicles in the sample", label="median diameter", latex="m", context="the middle of the review's 30 to 150 nm for exosomes", control=True),
    P("width",     0.4,    "1",       (0.1, 1),       "assumed",  "not seen", "", "spread of sizes: standard deviation of the logarithm", label="spread of sizes", latex=r"\sigma", context=SHARE),
    P("plasma_ev", 1e10,   "EV/mL",   (1e8, 1e12),    "measured", "secondary", "Johnsen2019", "vesicles in the sample", label="vesicles in the sample", latex="c_{EV}", context="plasma, order of magnitude", scale="log"),
    P("protein",   7e4,    "ug/mL",   (100, 1e5),     "measured",  "secondary", "RCPAManual", "protein in the sample", label="protein in the sample", latex="c_P", context="62 to 80 g/L in plasma of adults; a medium of cells holds far less", scale="log"),
    P("lipo",      1e6,    "1/EV",    (1, 1e7),       "measured", "full text", "SciRep2020", "lipoproteins in the sample for each vesicle", label="lipoproteins per vesicle", latex="L", context="six to seven orders of magnitude more", scale="log"),
    P("pellet_p",  1e-3,   "1",       (1e-5, 1),      "assumed",  "not seen", "", "protein that a pellet keeps", latex="p_0", context=SHARE, scale="log"),
    P("pellet_l",  1e-3,   "1",       (1e-6, 1),      "assumed",  "not seen", "", "lipoproteins that a pellet keeps", latex="l_0", context="dense ones pellet too; " + SHARE, scale="log"),
    P("n_sec",     0.0,    "1",       (0, 2),         "constant",  "by definition", "", "size exclusion", label="size exclusion", latex="n_S", context=USE, ev=True, control=True),
    P("r_sec",     0.43,    "1",       (0.01, 1),      "measured",  "abstract", "Boing2014", "vesicles that size exclusion keeps", label="kept by size exclusion", latex="r_S", context="platelet vesicles recovered, 43 % (SD 23) of what was loaded; 46 and 61 % of what all fractions held, by particle and by platelet vesicle", ev=True, control=True),
    P("p_sec",     0.0065,   "1",       (1e-4, 1),      "measured",  "abstract", "Boing2014", "protein that it keeps", latex="p_S", context="0.65 % (SD 0.3) of the protein of all fractions, in the four fractions of vesicles", scale="log", ev=True),
    P("l_sec",     0.048,   "1",       (1e-4, 1),      "measured",  "abstract", "Boing2014", "lipoproteins that it keeps", latex="l_S", context="4.8 % (SD 1) of HDL, which is most of the lipoproteins by number; the large ones pass with vesicles", scale="log", ev=True),
    P("n_grad",    0.0,    "1",       (0, 2),         "constant",  "by definition", "", "density gradient", label="density gradient", latex="n_G", context=USE, ev=True, control=True),
    P("r_grad",    0.3,    "1",       (0.01, 1),      "assumed",  "not seen", "", "vesicles that a density gradient keeps", label="kept by the gradient", latex="r_G", context=SHARE, ev=True, control=True),
    P("p_grad",    0.03,   "1",       (1e-4, 1),      "assumed",  "not seen", "", "protein that it keeps", latex="p_G", context=SHARE, scale="log", ev=True),
    P("l_grad",    0.01,   "1",       (1e-5, 1),      "assumed",  "not seen", "", "lipoproteins that it keeps", latex="l_G", context="light ones float off, dense ones stay; " + SHARE, scale="log", ev=True),
    P("n_capture", 0.0,    "1",       (0, 1),         "constant",  "by definition", "", "immunocapture", label="immunocapture", latex="n_I", context=USE, ev=True, control=True),
    P("r_capture", 0.3,    "1",       (0.001, 1),     "assumed",  "not seen", "", "vesicles that bear the antigen and are caught", label="kept by capture", latex="r_I", context=SHARE, scale="log", ev=True, control=True),
    P("p_capture", 1e-3,   "1",       (1e-5, 1),      "assumed",  "not seen", "", "protein that sticks to the beads", latex="p_I", context=SHARE, scale="log", ev=True),
    P("l_capture", 1e-3,   "1",       (1e-6, 1),      "assumed",  "not seen", "", "lipoproteins that stick to the beads", latex="l_I", context=SHARE, scale="log", ev=True),
    P("n_ppt",     0.0,    "1",       (0, 1),         "constant",  "by definition", "", "precipitation by a polymer", label="precipitation", latex="n_P", context=USE, ev=True, control=True),
    P("r_ppt",     0.9,    "1",       (0.1, 1),       "assumed",  "not seen", "", "vesicles that precipitation keeps", latex="r_P", context="high yield, low purity is the common account; " + SHARE, ev=True),
    P("p_ppt",     0.2,    "1",       (1e-3, 1),      "assumed",  "not seen", "", "protein that it keeps", latex="p_P", context=SHARE, scale="log", ev=True),
    P("l_ppt",     0.8,    "1",       (1e-3, 1),      "assumed",  "not seen", "", "lipoproteins that it keeps", latex="l_P", context=SHARE, scale="log", ev=True),
    P("n_spin",    1.0,    "1",       (0, 1),         "constant",  "by definition", "", "pelleting: 1 with it, 0 without", label="pelleting", latex="n_C", context="the published case is 1", control=True),
    P("cm",        1e-7,   "cm/nm",   (9e-8, 1.1e-7), "constant", "by definition", "", "centimetres in a nanometre", latex="u", context="exact"),
    P("seconds",   60.0,   "s/minute", (59, 61),      "constant", "by definition", "", "seconds in a minute", latex="v", context="exact"),
    P("needed",    1e8,    "EV",      (1e4, 1e12),    "assumed",  "not seen", "", "vesicles that the experiment needs", label="vesicles needed", latex="N", context="for the vesicle budget only", scale="log", ev=True),
    P("secretion", 60.0,   "EV/(cell hour)", (1, 1e3), "measured", "secondary", "Chiu2016", "vesicles shed by a cell", label="vesicles shed", latex=r"\sigma_{EV}", context="60 to 65 an hour in MCF-7 and MDA-MB-231 in vitro, and up to 170 in other lines, both read second-hand; 2700 for monocytes in people (abstract); enters the vesicle budget only", scale="log", ev=True),
    P("cells",     1e8,    "cell",    (1e5, 1e11),    "assumed",  "not seen", "", "cells of a culture", label="cells of a culture", latex="n_c", context="some dishes; for the vesicle budget only", scale="log", ev=True),
    P("day",       24.0,   "hour",    (1, 72),        "assumed",  "not seen", "", "time for which a medium is gathered", latex="t_c", context="for the vesicle budget only", ev=True),
)

DECLARATION = Declaration(
    id="isolation-pipeline",
    title="A pipeline of isolation, step by step",
    idea="Purity is paid for with yield; a bulk mean cannot distinguish one rare loaded vesicle from many with little cargo.",
    summary="Vesicles of each size before and after the steps of an isolation, and the protein and lipoproteins that come along.",
    chapter="perspectives/isolation-heterogeneity",
    base=Base(
        source=LIV,
        what="Livshits et al. (2015): the share of vesicles of a size that a swinging bucket pellets.",
        extent="part",
        left_out="pelleting in a swinging bucket; fixed-angle rotors are left out, because the formulas were read in an implementation of the first kind only",
        departures="none in the pelleting; the formulas and the rotor were read in a public implementation",
    ),
    axes=(Axis("d", "nm", (30, 400), "diameter of a vesicle", label="Diameter", latex="d", points=371),),
    parameters=PARAMETERS,
    intermediates=(
        Intermediate("omega2", "2 * force * gravity / (R_max + R_min)", "1/s**2", "square of the rotor's speed", latex=r"\omega^2"),
        Intermediate("sunk", "omega2 * (d * cm)**2 * excess * minutes * seconds / (18 * viscosity)", "1", "how far a vesicle of this size sinks, as a logarithm of distance", latex="x"),
        Intermediate("pelleted", "minimum(1, R_max / (R_max - R_min) * (1 - exp(-sunk)))", "1", "share of vesicles of this size in the pellet", latex="q"),
        Intermediate("sizes", "exp(-log(d / middle)**2 / (2 * width**2)) / (d * width * sqrt(2 * pi))", "1/nm", "sizes in the sample", latex="s"),
        Intermediate("spun", "where(n_spin > 0.5, pelleted, 1)", "1", "share kept by pelleting", latex="q'"),
        Intermediate("protein_left", "protein * where(n_spin > 0.5, pellet_p, 1) * protein_kept", "ug/mL", "protein that comes along", latex="P"),
        Intermediate("lipo_left", "lipo * where(n_spin > 0.5, pellet_l, 1) * lipo_kept", "1/EV", "lipoproteins that come along, for each vesicle of the sample", latex=r"\Lambda"),
    ),
    modifiers=(
        Modifier("kept", "r_sec**n_sec * r_grad**n_grad * r_capture**n_capture * r_ppt**n_ppt", "1", "1", "vesicles that the further steps keep", claims=("conclusions-05", "conclusions-16"), label="vesicles kept", latex="r"),
        Modifier("protein_kept", "p_sec**n_sec * p_grad**n_grad * p_capture**n_capture * p_ppt**n_ppt", "1", "1", "protein that the further steps keep", claims=("conclusions-05",), label="protein kept", latex="p"),
        Modifier("lipo_kept", "l_sec**n_sec * l_grad**n_grad * l_capture**n_capture * l_ppt**n_ppt", "1", "1", "lipoproteins that the further steps keep", claims=("conclusions-05",), label="lipoproteins kept", latex="l"),
    ),
    outputs=(
        Output("before", "sizes", "1/nm", (0, 0.015), "sizes of the vesicles in the sample", label="In the sample", latex="s"),
        Output("after", "sizes * spun * kept", "1/nm", (0, 0.015), "sizes of those that are left, on the same scale", label="After the steps", latex="s'"),
        Output("share", "spun * kept", "1", (0, 1), "share of the vesicles of this size that is left", label="Share left", latex="r_d"),
        Output("per_protein", "sizes * spun * kept * plasma_ev / protein_left", "EV/(ug nm)", (0, 1e9), "vesicles of this size for a microgram of protein", label="Per microgram of protein", latex="y_P"),
        Output("per_lipo", "sizes * spun * kept / lipo_left", "EV/nm", (0, 1), "vesicles of this size for each lipoprotein that comes along", label="Per lipoprotein", latex="y_L"),
    ),
    shown=("before", "after"),
    measures=(
        Measure("yield_all", "after", "area", "1", "share of all vesicles that is left", label="yield"),
        Measure("purity", "per_protein", "area", "EV/ug", "vesicles for a microgram of protein", label="purity"),
        Measure("ev_per_lipo", "per_lipo", "area", "EV", "vesicles for each lipoprotein that comes along", label="vesicles per lipoprotein"),
        Measure("small_left", "share", "at", "1", "share of vesicles of 50 nm that is left", time="50", label="left at 50 nm"),
        Measure("large_left", "share", "at", "1", "share of vesicles of 200 nm that is left", time="200", label="left at 200 nm"),
    ),
    budgets=(
        Budget("gathered", "secretion * cells * day / needed", "1", (1, 1e9), "vesicles shed by the culture for each that the experiment needs, before any is lost", "fewer than the experiment needs", label="vesicles shed for each needed"),
        Budget("shed", "secretion", "EV/(cell hour)", (1, 1e4), "vesicles each cell sheds in an hour", "beyond what cells are known to shed", label="vesicles per cell per hour"),
    ),
    scene=Scene(
        title="Vesicles of one size in the sample and after the steps, with what comes along",
        scales=(Scale("big", 45.0, "nm"), Scale("trace", 0.01, "ug/mL"), Scale("few", 1e-4, "1/EV")),
        at=0.2,
        layers=(
            Layer("sample", "ground", "the sample", Point(110, 100), size=90, stretch=1, colour="muted", keyed=False),
            Layer("tube", "ground", "what is left of it", Point(360, 100), size=90, stretch=1, colour="muted", keyed=False),
            Layer("way", "line", "the steps", Point(235, 100), size=24, colour="axis", keyed=False),
            Layer("before", "vesicle", "vesicles of this size in the sample, as a share", Box(110, 100, 150, 150), count="1", one=0.02, size="2 + d / big", colour="c0"),
            Layer("after", "vesicle", "those that are left, as a share", Box(360, 100, 150, 150), count="share", one=0.02, size="2 + d / big", colour="c1"),
            Layer("protein", "protein", "protein that comes along, in powers of ten over 0.01 µg/mL", Box(360, 100, 160, 160), count="maximum(log(protein_left / trace) / log(10), 0)", one=0.25, size=4, colour="c2"),
            Layer("lipoproteins", "dot", "lipoproteins for each vesicle of the sample, in powers of ten over 0.0001", Box(360, 100, 166, 166), count="maximum(log(lipo_left / few) / log(10), 0)", one=0.25, size=3, colour="c4"),
        ),
        says=(
            Verdict("share >= 0.5", "Most vesicles of {d} are kept."),
            Verdict("share >= 0.1", "Between a tenth and a half of the vesicles of {d} are kept."),
            Verdict("share < 0.1", "Fewer than a tenth of the vesicles of {d} are kept."),
        ),
    ),
    scenarios=(
        Scenario("three", "Pellet, gradient and column", {"n_sec": 1, "n_grad": 1}, "More than six hundred times as clean, and an eighth of the vesicles."),
        Scenario("spin", "Pelleting alone", {}, "In theory nearly all vesicles sink in two hours; much protein and a great many lipoproteins come along."),
        Scenario("short", "Half an hour at 10 000 g", {"force": 1e4, "minutes": 30}, "Only the large ones: another sample, and another biology."),
        Scenario("column", "A size exclusion column alone", {"n_spin": 0, "n_sec": 1}, "No bias of size; some protein goes, and most lipoproteins stay."),
        Scenario("polymer", "Precipitation alone", {"n_spin": 0, "n_ppt": 1}, "Nearly all vesicles, and nearly everything else."),
        Scenario("beads", "A column, then beads", {"n_spin": 0, "n_sec": 1, "n_capture": 1}, "Clean, and only vesicles that bear the antigen."),
    ),
    verdicts=(
        Verdict("ev_per_lipo < 1", "A share of {yield_all} of the vesicles is left, with {purity} of protein; lipoproteins still outnumber them. Of vesicles of 50 nm a share of {small_left} is left, of those of 200 nm {large_left}."),
        Verdict("ev_per_lipo >= 1", "A share of {yield_all} of the vesicles is left, with {purity} of protein, and they outnumber the lipoproteins. Of vesicles of 50 nm a share of {small_left} is left, of those of 200 nm {large_left}."),
    ),
    challenges=(
        Challenge(
            "compose", "Clean, and enough of it",
            "Compose a pipeline that leaves at least a twentieth of the vesicles and at least 10¹⁰ of them in a microgram of protein.",
            "yield_all >= 0.05 and purity > 1e10", {"n_sec": 0.0},
            ("Multiply the shares of protein that the steps keep, and those of vesicles.", "A pellet alone is a thousandfold; it takes a hundredfold more.", "Of the steps, which removes most protein for the vesicles it costs?"),
            "A pellet and beads, or a pellet, a column and a gradient: each step must remove much more of the rest than it costs in vesicles.",
            fixed=("force", "minutes", "excess", "middle", "r_sec", "r_grad", "r_capture"), solution={"n_sec": 1.0, "n_grad": 1.0},
        ),
    ),
    arguments=(
        Argument(
            chapter="perspectives/isolation-heterogeneity",
            sentence="Purity is paid for with yield; a bulk mean cannot distinguish one rare loaded vesicle from many with little cargo.",
            claim="kept_sec < kept and pure_sec > pure and kept_grad < kept and pure_grad > pure and kept_beads < kept and pure_beads > pure",
            says="a further column, gradient or capture by beads leaves fewer vesicles, and cleaner ones",
            facts={
                "kept": Fact("yield_all"),
                "pure": Fact("purity"),
                "kept_sec": Fact("yield_all", {"n_sec": "n_sec + 1"}),
                "pure_sec": Fact("purity", {"n_sec": "n_sec + 1"}),
                "kept_grad": Fact("yield_all", {"n_grad": "n_grad + 1"}),
                "pure_grad": Fact("purity", {"n_grad": "n_grad + 1"}),
                "kept_beads": Fact("yield_all", {"n_capture": 1}),
                "pure_beads": Fact("purity", {"n_capture": 1}),
            },
            over={"force": (1e4, 2e5), "minutes": (30, 600), "middle": (60, 150), "excess": (0.05, 0.25), "n_sec": (0, 1), "r_sec": (0.1, 0.99), "n_grad": (0, 1), "r_grad": (0.05, 0.9), "r_capture": (0.01, 0.9), "n_ppt": (0, 1)},
            held={"n_capture": 0, "n_spin": 1},
            given="r_sec > p_sec and r_grad > p_grad and r_capture > p_capture",
            outside="A step that keeps a smaller share of the vesicles than of the protein costs yield and purity both.",
        ),
    ),
    benchmarks=(
        Benchmark("pelleted_150", "independent computation", AtTime("share", 150.0, setting={"force": 1e4, "minutes": 30}), 0.30, "1", 0.005, LIV, "share of 150 nm vesicles pelleted in half an hour at 10 000 g: a public implementation's own test, to two digits", absolute=True, checked=CODE),
        Benchmark("cut_off", "independent computation", AtTime("share", 321.0, setting={"force": 1e4, "minutes": 30}), 1.0, "1", 0.005, LIV, "vesicles of 321 nm are just pelleted in full then, likewise", checked=CODE),
        Benchmark("small", "closed form", AtTime("share", 60.0, setting={"n_spin": 0, "n_sec": 2}, ev=True), 0.1849, "1", 1e-9, LIV, "shares of steps multiply: two columns keep the square of what one does"),
    ),
    limits=(
        "Shares of the steps other than pelleting are assumed; laboratories differ, and a step does more after one that cleans than after none.",
        "Lipoproteins are one kind here; LDL and chylomicrons behave unlike HDL.",
        "Pelleting is by theory: what sticks to the tube or is lost with the supernatant is not counted, and in practice much is.",
        "Broken, clumped and stuck vesicles are left out, and so are fixed-angle rotors.",
        "All vesicles have one density and bear or lack the antigen at random.",
    ),
)
