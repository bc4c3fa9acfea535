"""When does a membrane wrap a vesicle?  When its bonds pay for its bend (Gao, Shi and Freund 2005).

To wrap a sphere costs the bending energy 8πB, whatever the size.  Bonds pay for it, and receptors must come to
the place by diffusion.  A vesicle's own antigens are far fewer than the spikes of a virus, which is the base.
"""

# fmt: off
from evbook.declaration import (
    Argument,
    AtTime,
    Axis,
    Base,
    Benchmark,
    Budget,
    Challenge,
    ClosedForm,
    Declaration,
    Fact,
    Intermediate,
    Layer,
    Measure,
    Modifier,
    On,
    Output,
    Point,
    Row,
    Scale,
    Scenario,
    Scene,
    Threshold,
    Verdict,
)
from evbook.declaration import Parameter as P

GAO, ZHANG = "Gao2005", "ZhangS2009"
OURS = "no measurement known; our assumption"
REMEMBERED = "Gao's value, from memory"

# One line a parameter: name, default, unit, range, grade, checked, source, meaning.
PARAMETERS = (
    P("bending",     20.0,   "1",       (5, 50),       "measured",  "secondary", "Graham2010", "bending rigidity of the membrane, in kT", label="bending rigidity", latex="B", context="about 10⁻¹⁹ J (Graham and Kozlov 2010, as BioNumbers quotes it), which is 24 in thermal units at body temperature; textbooks give 10 to 25", control=True),
    P("bond",        15.0,   "1",       (4, 30),       "assumed",  "not seen", "", "energy of one bond, in kT", label="energy of a bond", latex="e", context=REMEMBERED + "; a strong bond, as of an antibody", control=True),
    P("receptors",   100.0,  "molecule/um**2", (10, 1000), "assumed", "not seen", "", "receptors on the cell, for each square micrometre", label="receptors on the cell", latex=r"\xi_0", context=REMEMBERED + ", 50 to 500", scale="log", control=True),
    P("spikes",      5000.0, "molecule/um**2", (100, 2e4), "assumed", "not seen", "", "ligands on a virus, for each square micrometre", label="ligands on a virus", latex=r"\xi_L^0", context=REMEMBERED, scale="log"),
    P("mobility",    0.01,   "um**2/s", (1e-3, 1),     "measured",  "abstract", "Webb1981", "diffusion constant of receptors in the membrane", label="mobility of receptors", latex="D", context="10⁻¹⁰ cm²/s is the most that was measured on cells of solid tissues; ten times as fast on blebs, off the cytoskeleton", scale="log"),
    P("copies",      20.0,   "molecule", (1, 300),     "assumed",  "not seen", "", "ligands on a vesicle of 100 nm; other sizes carry them as densely", label="ligands", latex="q", context="as for the antigens elsewhere in the book: " + OURS, scale="log", can_be_zero=True, ev=True, control=True),
    P("diameter",    150.0,  "nm",      (20, 1000),    "measured", "full text", "Maacha2019", "diameter of the vesicle that is looked at", label="diameter of the vesicle", latex="d_1", context="exosomes 30 to 150 nm, microvesicles to 1000 nm: definitions that the review uses", scale="log", ev=True, control=True),
    P("drinking",    0.1,    "1/hour",  (1e-3, 5),     "assumed",  "not seen", "", "rate at which a bound vesicle enters by routes that need no such bonds: macropinocytosis, rafts, fusion", label="other routes", latex=r"k_o", context="macropinocytosis and caveolin-like routes were the main ones for HeLa cells in vitro; no rate is known to us", scale="log", can_be_zero=True, ev=True, control=True),
    P("eating",      1.0,    "1/hour",  (1e-3, 5),     "assumed",  "not seen", "", "rate of phagocytosis of a bound vesicle large enough for it", label="phagocytosis", latex=r"k_p", context=OURS + "; macrophages more than other cells", scale="log", can_be_zero=True, ev=True),
    P("bite",        500.0,  "nm",      (200, 1000),   "derived",  "abstract", "PhagocytosisIntroduction", "diameter from which on a vesicle is eaten", label="phagocytosis from", latex="d_p", context="phagocytosis is usually defined as the uptake of particles above about 0.5 µm", ev=True),
    P("unit",        100.0,  "nm",      (99, 101),     "constant", "by definition", "", "the vesicle for which ligands are counted", label="vesicle of 100 nm", latex="d_{100}", context="a choice of unit"),
    P("one",         1.0,    "molecule", (0.9, 1.1),   "constant", "by definition", "", "one bond: energies are those of one", label="one bond", latex="1", context="arithmetic"),
    P("nm_per_um",   1000.0, "nm/um",   (999, 1001),   "constant", "by definition", "", "nanometres in a micrometre", label="nm in a µm", latex="10^3", context="arithmetic"),
    P("sec_hour",    3600.0, "s/hour",  (3599, 3601),  "constant", "by definition", "", "seconds in an hour", label="seconds in an hour", latex="3600", context="arithmetic"),
    P("footprint",   50.0,   "nm**2/molecule", (10, 200), "assumed", "not seen", "", "area that one ligand takes, for the vesicle budget", label="area of a ligand", latex="a_L", context="a protein about 8 nm across", ev=True),
)

DECLARATION = Declaration(
    id="membrane-wrapping",
    title="Bonds that pay for the bend",
    idea="A vesicle is wrapped when its bonds pay for bending the membrane: about forty strong bonds, whatever its size; and most of what gets in is digested.",
    summary="Bonds that a vesicle carries and bonds that wrapping needs, and how fast a bound vesicle enters, over its diameter.",
    chapter="background/uptake",
    base=Base(
        source=GAO,
        what="Gao, Shi and Freund (2005): a membrane with mobile receptors wraps a sphere that is coated with ligands.",
        extent="part",
        left_out="spheres only: cylinders and the clathrin coat of the publication are left out, because vesicles are round and the coat is one of the other routes; parameters are from memory, for of the publication only the abstract was seen",
        departures="equations derived again here and parameters from memory, for the publication's own were not seen; receptors denser than ligands count as nearly as dense; two implicit equations are replaced by explicit forms good to about a hundredth",
    ),
    axes=(Axis("d", "nm", (20, 1000), "diameter of the vesicle", label="Diameter of the vesicle (nm)", latex="d", scale="log", points=801),),
    parameters=PARAMETERS,
    intermediates=(
        Intermediate("carried", "ligands * pi * (d / nm_per_um)**2", "molecule", "ligands on the whole vesicle", latex="N"),
        # Receptors denser than ligands need not travel: that limit is kept just out of reach.
        Intermediate("supply", "minimum(receptors / ligands, 0.99)", "1", "receptors for each ligand, before any has moved", latex=r"\tilde\xi"),
        Intermediate("spare", "supply - log(supply)", "1", "what crowding takes from a bond, less one, when receptors come from where they are", latex="s"),
        Intermediate("price", "one * 8 * pi * bending / maximum(bond + 1 - spare, 0)", "molecule", "bonds that pay for the bend; without end where crowding takes all that a bond gives", latex=r"N_{\min}"),
        # Energy at the front: bond + ln x - x + 1 = 8πB/N.  Its root x < 1 is Lambert's function, in a form good to 0.6 %.
        Intermediate("surplus", "maximum(bond + 1 - one * 8 * pi * bending / carried, spare)", "1", "what a bond has left over after its share of the bend", latex="c"),
        Intermediate("front", "minimum(exp(1 - surplus) / (1 + 1 / (1 / sqrt(2 - 2 * exp(1 - surplus)) + 1 / (exp(1) - 1) - 1 / sqrt(2))), supply)", "1", "receptors at the front for each ligand", latex="x"),
        # Receptors that arrive: g = (ξ - x)/(1 - x) = u exp(u) E1(u), u the square of the front's speed; its inverse, fitted to 0.5 %.
        Intermediate("drawn", "(supply - front) / (1 - front)", "1", "receptors drawn in from around", latex="g"),
        Intermediate("rush", "where(drawn > 0, drawn / ((1 - drawn) * log(0.377 + 0.5615 * log(63.2 + 3.54 / drawn) / drawn)), 0)", "1", "square of the front's speed", latex=r"\alpha^2"),
        # A vesicle that carries too few bonds is not wrapped, so this is a rate: of what never happens it is 0.
        Intermediate("wrapping", "where(carried > price, sec_hour * 4 * rush * mobility / (d / nm_per_um)**2, 0)", "1/hour", "rate at which the vesicle is wrapped", latex=r"k_w"),
    ),
    modifiers=(
        Modifier("ligands", "copies * nm_per_um**2 / (pi * unit**2)", "spikes", "molecule/um**2", "ligands on a vesicle, in place of a virus's spikes", claims=("background-62", "background-63"), label="ligands on vesicles", latex=r"\xi_L"),
        Modifier("other_routes", "drinking + eating * d**8 / (d**8 + bite**8)", "0", "1/hour", "routes that need no bonds all around", claims=("background-64", "background-66", "background-67"), label="other routes", latex=r"k_{EV}"),
    ),
    outputs=(
        Output("bonds", "carried", "molecule", (1, 1e4), "bonds that the whole vesicle can make", label="Bonds that the vesicle can make", latex="N", scale="log"),
        Output("needed", "price", "molecule", (1, 1e4), "bonds that pay for the bend", label="Bonds that pay for the bend", latex=r"N_{\min}", scale="log"),
        Output("rate", "wrapping + other_routes", "1/hour", (0.01, 1e3), "rate at which a bound vesicle enters, by all routes", label="Rate of entering, all routes", latex="k", scale="log"),
        Output("by_wrapping", "where(wrapping > 0, wrapping / (wrapping + other_routes), 0)", "1", (0, 1), "share of vesicles that enter by being wrapped", label="Share that is wrapped", latex="W"),
        Output("time", "sec_hour / wrapping", "s", (1, 1e5), "time to wrap a vesicle; without end where it is not wrapped", label="Time to wrap", latex="t_w", scale="log"),
        Output("speed", "rush", "1", (1e-12, 1e2), "square of the speed of the front, in units of the receptors' diffusion", label="Speed of the front, squared", latex=r"\alpha^2", scale="log"),
        Output("paid", "carried / price", "1", (0.01, 100), "bonds that the vesicle can make over those that pay: it is wrapped where they are more", label="Bonds over bonds that pay", latex=r"N/N_{\min}", scale="log"),
        Output("share", "front", "1", (0, 1), "receptors at the front for each ligand", label="Receptors at the front", latex="x"),
    ),
    shown=("bonds", "needed", "rate"),
    measures=(
        Measure("d_least", "paid", "first_above", "nm", "smallest vesicle that is wrapped", level="1", label="smallest that is wrapped"),
        Measure("d_best", "time", "where_min", "nm", "vesicle that is wrapped soonest", label="wrapped soonest"),
        Measure("pays", "needed", "at", "molecule", "bonds that pay for the bend", time="diameter", label="bonds that pay"),
        Measure("bonds_here", "bonds", "at", "molecule", "bonds that this vesicle can make", time="diameter", label="bonds of this vesicle"),
        Measure("time_here", "time", "at", "s", "time to wrap this vesicle", time="diameter", label="time to wrap"),
        Measure("rate_here", "rate", "at", "1/hour", "rate at which this vesicle enters when bound", time="diameter", label="rate of entering"),
        Measure("share_here", "by_wrapping", "at", "1", "share of such vesicles that enter by being wrapped", time="diameter", label="share that is wrapped"),
    ),
    budgets=(
        Budget("crowding", "copies * footprint / (pi * unit**2)", "1", (1e-4, 0.3), "share of the vesicle's surface that its ligands cover", "more than fits beside everything else on a vesicle", label="surface covered by ligands"),
        Budget("receptors_used", "8 * pi * bending / bond * one", "molecule", (1, 1e5), "receptors, at least, that one vesicle takes along", "more receptors of one kind than most cells have", label="receptors taken along by one vesicle"),
    ),
    scene=Scene(
        title="A vesicle on a cell's membrane: its bonds to receptors pay for the bend, or do not",
        at=0.13,
        scales=(Scale("nm", 1.0, "nm"), Scale("few", 5.0, "molecule/um**2"),),
        layers=(
            Layer("cell", "ground", "the cell", Point(240, 145), size=55, stretch=4.4, colour="muted", keyed=False),
            Layer("membrane", "membrane", "its membrane", Point(240, 90), size=2.5, stretch=96, colour="muted", keyed=False),
            Layer("receptors", "receptor", "receptors on a square micrometre", Row(240, 83, 460, "maximum(receptors / few, 1)", 2), count="receptors", one="few", unit="molecule/um**2", size=5, turn=-1.5707963267948966, colour="c0"),
            Layer("wrap", "particle", "membrane around it", Point(240, "90 + 0.07 * d / nm * where(carried > price, 1, -1)"), size="0.07 * d / nm + 3", shade="where(carried > price, 1, 0)", colour="muted", keyed=False),
            Layer("vesicle", "vesicle", "a vesicle of the diameter looked at", Point(240, "90 + 0.07 * d / nm * where(carried > price, 1, -1)"), size="0.07 * d / nm", colour="c4"),
            Layer("ligands", "protein", "ligands that it carries", On("vesicle", "0.07 * d / nm"), count="carried", one="2 * copies", unit="molecule", size=2.4, colour="c1"),
        ),
        says=(
            Verdict("carried > price", "The bonds pay for the bend: a vesicle of this size is wrapped."),
            Verdict("carried <= price", "The bonds do not pay for the bend: a vesicle of this size is not wrapped."),
        ),
    ),
    scenarios=(
        Scenario("exosome", "Twenty ligands on a vesicle of 100 nm", {}, "About 36 bonds pay: a vesicle must be 134 nm across to carry them."),
        Scenario("dense", "A hundred ligands", {"copies": 100}, "Five times as dense: from 63 nm on a vesicle is wrapped, and still by 40 bonds."),
        Scenario("bare", "Three ligands", {"copies": 3}, "No vesicle under 330 nm is wrapped; other routes take the rest, slowly."),
        Scenario("weak", "Weak bonds", {"bond": 7, "copies": 100}, "Bonds of half the energy: three times as many must be made."),
        Scenario("stiff", "A stiff membrane", {"bending": 40}, "Twice as stiff, twice as many bonds."),
        Scenario("virus", "A virus, as in the publication", {}, "Without vesicles: ligands a virus's spikes, and wrapped soonest at 58 nm.", ev=False),
    ),
    verdicts=(
        Verdict("bonds_here > pays", "Wrapped: a vesicle of {diameter} can bind {bonds_here} of the cell, and {pays} are enough to bend the membrane around it; it enters at {rate_here}, a share of {share_here} by wrapping."),
        Verdict("d_least > 0", "Not wrapped: a vesicle of {diameter} can bind {bonds_here} of the cell, and {pays} would be needed to bend the membrane around it; other routes take it in at {rate_here}. Vesicles of {d_least} and more are wrapped."),
        Verdict("pays > 0", "Not wrapped: a vesicle of {diameter} can bind {bonds_here} of the cell, and {pays} would be needed to bend the membrane around it; no vesicle shown here is wrapped, and other routes take it in at {rate_here}."),
        Verdict("rate_here >= 0", "Not wrapped: bonds as weak as these, between so few receptors, pay for no bend, however many there are; other routes take it in at {rate_here}."),
    ),
    challenges=(
        Challenge(
            "smallest", "An exosome that is wrapped",
            "Have a vesicle of 80 nm or less wrapped at fifteen ligands for each 100 nm vesicle.",
            "bonds_here > pays and diameter <= 80", {"copies": 15.0, "diameter": 80.0},
            ("It carries fewer than ten bonds: no stiffness and no energy of the cell's own will make forty of them.", "Lower the price: a soft membrane.", "And have bonds that pay more: both at once, down to fewer than ten bonds."),
            "Under a soft membrane and with very strong bonds ten will do. Cells do the same with a coat that bends the membrane for them.",
            fixed=("copies",),
            solution={"bending": 7.0, "bond": 26.0},
        ),
    ),
    arguments=(
        Argument(
            chapter="background/uptake",
            sentence="A vesicle is wrapped when its bonds pay for bending the membrane: about forty strong bonds, whatever its size; and most of what gets in is digested.",
            claim="price >= 20 and price <= 65 and price <= 1.001 * other and other <= 1.001 * price",
            says="20 to 65 bonds pay for the bend, and as many at 400 nm as at the vesicle's own size",
            facts={
                "price": Fact("pays"),
                "other": Fact("pays", {"diameter": 400}),
            },
            over={"bending": (15, 25), "bond": (12, 18), "receptors": (50, 500), "copies": (20, 150), "diameter": (60, 400)},
            held={"drinking": 0.1},
            outside="Bonds of half the energy must be three times as many, and a membrane of twice the stiffness takes twice as many.",
        ),
    ),
    benchmarks=(
        Benchmark("soonest_50", "independent computation", Threshold("diameter", 40, 90, "diameter > d_best", None, setting={"receptors": 50}), 59.8, "nm", 0.02, GAO, "diameter that is wrapped soonest at 50 receptors, the two implicit equations solved by bisection"),
        Benchmark("soonest_500", "independent computation", Threshold("diameter", 40, 90, "diameter > d_best", None, setting={"receptors": 500}), 54.0, "nm", 0.02, GAO, "and at 500 receptors"),
        Benchmark("soonest_other", "independent computation", Threshold("diameter", 40, 90, "diameter > d_best", None, setting={"receptors": 500}), 55.0, "nm", 5.0, ZHANG, "a model of another kind has its best radius at 25 to 30 nm", absolute=True, checked="abstract"),
        Benchmark("bend", "closed form", ClosedForm("8 * pi * bending"), 502.6548, "1", 1e-6, GAO, "energy of the bend in kT, whatever the size"),
        Benchmark("few", "closed form", AtTime("needed", 100.0, ev=True), 35.92465, "molecule", 1e-6, GAO, "bonds that pay at 20 ligands on 100 nm: 8πB/(e + ln ξ − ξ + 1)"),
        Benchmark("radius_least", "closed form", Threshold("diameter", 40, 60, "diameter > d_least", None), 51.494133, "nm", 1e-6, GAO, "smallest virus that is wrapped at 100 receptors: √(8B/(ξ_L (e + ln ξ − ξ + 1)))"),
        Benchmark("soon", "independent computation", AtTime("time", 100.0), 62.0, "s", 0.02, GAO, "time to wrap a virus of 100 nm, the two implicit equations solved by bisection"),
        Benchmark("later", "independent computation", AtTime("time", 150.0), 140.0, "s", 0.02, GAO, "and of 150 nm"),
    ),
    limits=(
        "Ligands are spread evenly and stay where they are; those of a vesicle can gather where it is bound.",
        "Membrane tension and the cell's skeleton are left out: both raise the price, and for large vesicles most.",
        "A coat of clathrin or caveolin bends the membrane at the cell's cost, so that fewer bonds do: here it is only one of the other routes.",
        "A bond of 15 kT is a strong one; antigens of vesicles bind weaker, and need more.",
    ),
)
