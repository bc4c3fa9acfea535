"""The quiz of the chapter on blocking release."""

from evbook.teaching.questions import Choice, Numeric, Question, Slip

LEVEL, SELECTIVITY = 9.0, 30.0
"""A steady level, in multiples of the tumour's IC50, and a selectivity, for the reader to calculate with."""


def _kept(model):
    """Share of normal cells' vesicles that is left under a steady level, in per cent."""
    p = model.parameters["value"]
    dose = LEVEL * p["IC_50"] * p["k_el"] * p["V"] * p["every"]
    return 100 * model.simulate([96.0], infused=1, mv=0, dose=dose, rho=SELECTIVITY)["normal"].iloc[0]


QUIZ = (
    Numeric(
        text="A steady level of nine times the tumour's IC50 takes nine tenths of its exosomes away. Normal cells need thirty times as much of the drug as the tumour for the same effect. How much of normal cells' vesicles is left?",
        model="release-block",
        answer=_kept,
        unit="%",
        feedback="The level is {share} of the normal cells' own IC50, and what it takes from them follows from that. Selectivity divides the dose and not the effect. See *A window, and what opens it*.",
        hint="Put the level in multiples of the normal cells' own IC50; at c times an IC50, 1/(1 + c) is left.",
        slips=(
            Slip(
                lambda m, right: 100 / (1 + LEVEL),
                "That is what is left of the tumour's. Normal cells have an IC50 of their own, thirty times as high.",
            ),
            Slip(lambda m, right: 100 - right, "That is what normal cells lose. The question is what they keep."),
            Slip(
                lambda m, right: 100 * (1 - LEVEL / (1 + LEVEL) / SELECTIVITY),
                "You divided the effect by the selectivity. It is the dose that selectivity divides: the effect falls by far less.",
            ),
        ),
        numbers={"share": lambda m: f"{LEVEL / SELECTIVITY:.1f}"},
    ),
    Question(
        text="A blocker is not selective enough for its window. Which way of giving it opens the window?",
        choices=(
            Choice(
                "Large doses seldom, so that normal cells can recover.",
                "At each peak normal cells are blocked as they were not before, and at each trough the tumour comes back too. Both move the wrong way.",
            ),
            Choice(
                "A dose so large that the tumour is blocked completely.",
                "The tumour was nearly blocked already; the first to lose more are the normal cells. A dose cannot do what selectivity does not.",
            ),
            Choice(
                "None: a steady level is the best that can be had.",
                "What normal cells lose is a convex function of what the tumour loses, so that a swinging level costs them more on average. Only selectivity opens the window.",
                right=True,
            ),
            Choice(
                "Small doses often, stopped once chemotherapy begins.",
                "Small doses often come close to a steady level, and that is the best there is; but the window stays as wide as selectivity makes it.",
            ),
        ),
    ),
    Question(
        text="Cannabidiol reached about the same level in volunteers' plasma as was tried on cells. Why does that not show that release can be blocked in patients?",
        choices=(
            Choice(
                "The level was a peak, of bound and free drug together.",
                "It was reached once, after a large dose with a fatty meal. What is bound to protein does not act, and a dish holds far less protein; how much is free was not found.",
                right=True,
            ),
            Choice(
                "The paper was on cannabinol, which is another compound.",
                "It is the other way: the paper is on cannabidiol, and cannabinol is what the review prints.",
            ),
            Choice(
                "The patients' IC50 was measured, and is above that level.",
                "No such IC50 is known, for tumour or normal cells. What was tried is a concentration on cells, and an effect at one concentration is no IC50.",
            ),
            Choice(
                "Patients were given it for that, and release did not fall.",
                "None of the compounds has been given to a patient in order to lower vesicles, as far as the chapter could find.",
            ),
        ),
    ),
    Question(
        text="An inhibitor lowers release, and cells become more sensitive to a drug. Which further result would best show that it was the *vesicles*?",
        choices=(
            Choice(
                "The same inhibitor does more at a higher dose.",
                "A higher dose does more of everything that an inhibitor does, to calpain, ERK or pH as well as to release. It parts nothing.",
            ),
            Choice(
                "Added vesicles take the gained sensitivity away.",
                "If giving back as many as were lost undoes the gain, that speaks for the vesicles as its cause. Such a control is on record for none of the claims of this chapter.",
                right=True,
            ),
            Choice(
                "The inhibitor by itself leaves cells alive.",
                "That rules out a second poison. It does not rule out that the target, which takes part in survival, sensitised the cells without any vesicle.",
            ),
            Choice(
                "The same inhibitor works in mice with grafts.",
                "That shows that the gain is no matter of the dish. What the inhibitor does besides lowering release it does in mice as well.",
            ),
        ),
    ),
    Question(
        text="A drug is combined with itself under another name, and the pair kills more cells than Bliss expects. What has been found?",
        choices=(
            Choice(
                "That the drug helps itself to enter the cell.",
                "Nothing was found about the drug's way in. The same sham pair would be antagonistic by Bliss if its curve were flat.",
            ),
            Choice(
                "That the two are synergistic, whatever the null.",
                "By the index of Loewe a drug with itself is neither: it is 1 by its very definition. Synergy is always against a null, which must be named.",
            ),
            Choice(
                "That Bliss is wrong and only Loewe can be used.",
                "Neither is wrong; they answer different questions. A paper has to say which it asked.",
            ),
            Choice(
                "That its curve is steep, and nothing of biology.",
                "On a steep curve half a dose more does much more. Synergy by Bliss reports steepness together with biology, and one cannot take them apart afterwards.",
                right=True,
            ),
        ),
    ),
)
