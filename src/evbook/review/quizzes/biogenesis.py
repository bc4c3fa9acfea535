"""The quiz of the chapter on biogenesis."""

from evbook.teaching.questions import Choice, Numeric, Question, Slip

_BARE = {"c_escrt": 0, "c_cer": 0, "c_tsp": 0, "c_ps": 0}

QUIZ = (
    Question(
        "Without a coat, a vesicle of 500 nm can pay for itself, and one of 100 nm cannot. Why?",
        (
            Choice(
                "The smaller one is more strongly curved, and so costs more to bend.",
                "It is more strongly curved, over a smaller area, and the two cancel: a closed sphere costs the same at any size.",
            ),
            Choice(
                "The smaller one costs as much to bend, and saves less of an edge.",
                "To bend a sphere costs 8πκ at any size. What closing gives back is the edge of the patch, which is "
                "shorter for a smaller one.",
                right=True,
            ),
            Choice(
                "The smaller one needs more ATP than a cell can give to one bud.",
                "The bend is worth about 25 molecules of ATP. What limits a cell is membrane and not energy.",
            ),
        ),
    ),
    Numeric(
        "A stiffer membrane: at a bending stiffness of 30 kT and a line tension of 1 pN, "
        "from which diameter on does a vesicle pay, if nothing but line tension bends the membrane?",
        model="bud-size",
        answer=lambda model: model.measures(kappa=30, sigma=1, **_BARE)["pays_here"],
        unit="nm",
        feedback="It is four times the invagination length κ/σ, and so in proportion to the stiffness. Line tension alone makes "
        "microvesicles; for the size of exosomes something must prefer a curvature.",
        hint="The ruler is κ/σ. At 20 kT it is 82 nm, and a vesicle pays from four times that on.",
        slips=(
            Slip(
                lambda model, right: model.measures(kappa=20, sigma=1, **_BARE)["pays_here"],
                "That is at 20 kT. This membrane is stiffer.",
            ),
            Slip(
                lambda model, right: 2 * right,
                "From this size on nothing stands in its way any more; it pays already from half of it on.",
            ),
            Slip(
                lambda model, right: right / 4,
                "That is the ruler, the invagination length. A vesicle pays from four of them on.",
            ),
            Slip(
                lambda model, right: right / 2,
                "That is the radius of the closed vesicle. All sizes on the page are diameters.",
            ),
        ),
    ),
    Question(
        "In a cell whose ARF6 is fully active, an inhibitor leaves half of MEK able to work. "
        "What does the model say of the microvesicles that are shed?",
        (
            Choice(
                "They fall by half, as an enzyme's product follows the enzyme.",
                "It does where a step is graded. Behind a switch it is the threshold that moves: {half} an hour are still shed, of {whole}.",
            ),
            Choice(
                "They stop at once, since a switch is either on or off.",
                "It is still on. The threshold has moved towards the cell and has not passed it.",
            ),
            Choice(
                "They rise, for exosomes and microvesicles compete for membrane.",
                "No such contest is in the model, and exosomes do not pass by ERK in it.",
            ),
            Choice(
                "They hardly change, since the cell stands far past the threshold.",
                "Of {whole} an hour, {half} are left. Microvesicles fall when the threshold has moved past where the cell stands, and then almost at once: "
                "an inhibitor that seems to do nothing may be half-way there.",
                right=True,
            ),
        ),
        model="erk-switch",
        numbers={
            "whole": lambda model: f"{model.measures()['mv_final']:.1f}",
            "half": lambda model: f"{model.measures(mek=0.5)['mv_final']:.1f}",
        },
    ),
    Question(
        "Two knock-downs each lower release to about 500 vesicles a day. "
        "Which measurement tells fewer fusions from smaller bursts?",
        (
            Choice(
                "Vesicles of single cells: with fewer fusions the cells part more widely.",
                "Variance over mean is the size of a burst, whatever the rates are. It is an upper limit, as cells may "
                "also differ by more than luck.",
                right=True,
            ),
            Choice(
                "Vesicles of a culture, counted more often and to three digits.",
                "On average the two are the same, and a better mean of the same value is still the same value.",
            ),
            Choice(
                "Diameters of the vesicles: smaller bursts are bursts of smaller vesicles.",
                "A burst is smaller here because fewer vesicles are in an endosome. How large each of them is, is another matter.",
            ),
        ),
    ),
    Question(
        "You silence TSG101, and the cells release fewer small vesicles. What may you conclude?",
        (
            Choice(
                "That exosomes are lost, since ESCRT acts at the endosome.",
                "ESCRT acts there, and ARRDC1 draws TSG101 to the plasma membrane too, where it makes ARMMs of the same size {cite:p}`Nabhan2012`.",
            ),
            Choice(
                "That ARMMs are lost, since they are made with TSG101.",
                "They may be, and so may exosomes through ESCRT, of which TSG101 is a part. The knock-down does not choose.",
            ),
            Choice(
                "That some are lost, of one kind or of both.",
                "No protein of this chapter serves exosomes alone, and most of its evidence is by such knock-downs, in vitro. "
                "Where the vesicles budded takes another experiment.",
                right=True,
            ),
            Choice(
                "That none is lost, and only their size has changed.",
                "Fewer were counted. A change of size could mislead a counter, but TSG101 does have a part in both ways of making small vesicles.",
            ),
        ),
    ),
)
