"""The quiz of the chapter on isolation and heterogeneity."""

from evbook.teaching.questions import Choice, Numeric, Question, Slip

SMALL, LARGE = 50.0, 100.0
"""Diameters in nanometres, for the reader to calculate with."""


def _minutes(model, diameter):
    """Minutes until half of the vesicles of a diameter are in the pellet."""
    low, high = 0.1, 1e4
    while high / low > 1.001:
        middle = (low * high) ** 0.5
        left = model.simulate([diameter], ev=False, minutes=middle)["share"].iloc[0]
        low, high = (middle, high) if left < 0.5 else (low, middle)
    return low


QUIZ = (
    Numeric(
        text="In a swinging bucket at 100 000 g, half of the vesicles of 50 nm are in the pellet after {minutes} minutes. After how many are half of those of 100 nm, of the same density?",
        model="isolation-pipeline",
        answer=lambda m: _minutes(m, LARGE),
        unit="min",
        feedback="How far a vesicle sinks is proportional to the square of its diameter, so that twice the size takes a quarter of the time. A short spin is a choice of size: two laboratories that differ in a rotor study two samples.",
        hint="Ask with which power of the diameter a vesicle sinks, and which way that moves the time.",
        slips=(
            Slip(
                lambda m, right: right * 2,
                "That would be so if sinking were proportional to the diameter. It is proportional to its square.",
            ),
            Slip(
                lambda m, right: right / 2,
                "You took the cube, as for a volume. The weight is proportional to the cube, but drag to the diameter, and a square is left.",
            ),
            Slip(
                lambda m, right: right * 16,
                "Larger vesicles sink *faster*: the factor is right and its direction is not.",
            ),
            Slip(lambda m, right: right * 4, "That is the time for the small ones. Size does matter in a pellet."),
        ),
        numbers={"minutes": lambda m: _minutes(m, SMALL)},
    ),
    Question(
        text="Kits gave a hundred to ten thousand times the particles of ultracentrifugation from the same plasma {cite:p}`Tian2020`. Which further finding explains that?",
        choices=(
            Choice(
                "They gave as much protein as one would have hoped to see.",
                "Protein is what a preparation should have little of for each vesicle. Their purity was much lower.",
            ),
            Choice(
                "They gave as many from plasma freed of its vesicles.",
                "So most of the particles are no vesicles. What the same steps give from a sample without EVs is one of the things to report.",
                right=True,
            ),
            Choice(
                "They gave more large vesicles than a pellet did.",
                "Of sizes nothing is told there. Precipitation in the model keeps all sizes alike, and lipoproteins with them.",
            ),
            Choice(
                "They gave the same number when a step was repeated.",
                "A number that repeats can be wrong each time. What it counts is the question, and plasma without vesicles answers it.",
            ),
        ),
    ),
    Question(
        text="Two preparations hold the same copies of a microRNA for each vesicle. In one they are spread evenly, in the other packed into one vesicle in a hundred thousand. What tells them apart?",
        choices=(
            Choice(
                "A bulk assay that finds still fewer copies.",
                "A bulk assay reads the mean, and the mean is the same to the last digit. A finer one reads the same number.",
            ),
            Choice(
                "A bulk assay on a hundred times the sample.",
                "More sample gives the same mean with less noise. Nothing in it shows how copies are shared among vesicles.",
            ),
            Choice(
                "Single vesicles, by an assay that seldom errs.",
                "It must call empty vesicles loaded less often than loaded ones are met. See *What a mean hides*, and Exercise 4 for how often is too often.",
                right=True,
            ),
            Choice(
                "Single vesicles, by an assay that misses none.",
                "Sensitivity does not help: what is rare is lost among what is mistaken. Here it is false calls that count.",
            ),
        ),
    ),
    Question(
        text="By the model, where does packing the same copies into a few vesicles make *more* cells answer than spreading them evenly?",
        choices=(
            Choice(
                "Where few copies come, and a cell needs many.",
                "Spread evenly they suffice for hardly any cell; packed, a few cells meet a loaded vesicle and have enough. Most cells still do not answer.",
                right=True,
            ),
            Choice(
                "Where many copies come, and a cell needs few.",
                "There the even mixture reaches every cell, and the packed one misses many that have met no loaded vesicle.",
            ),
            Choice(
                "Anywhere, for a loaded vesicle is enough alone.",
                "It is enough for the cell that meets it. Most cells meet none, and where the even share would have done they are lost.",
            ),
            Choice(
                "Nowhere, for the two mixtures have one mean.",
                "A cell responds to what it gets, and not to the mean. A threshold makes the spread count, in either direction.",
            ),
        ),
    ),
    Question(
        text="In the table of pipelines, the shares that a column keeps were measured on platelets' vesicles, and those that gradients and beads keep are assumed. What can the table bear?",
        choices=(
            Choice(
                "That a pellet, a gradient and a column keep 13 % of plasma's EVs.",
                "This reads assumptions as a measurement. The share of the gradient is assumed, and that of the column was measured in the fluid above platelets.",
            ),
            Choice(
                "That one of these pipelines is the best for your laboratory.",
                "Purity depends on the protein that each step keeps, and that is for a laboratory to measure, with its sample and its steps.",
            ),
            Choice(
                "That lipoproteins cannot be parted from vesicles at all.",
                "Even the best row leaves more lipoproteins than vesicles, but it does so by the shares assumed. Other steps, or other shares, may do better.",
            ),
            Choice(
                "That purity is paid for in vesicles, step upon step.",
                "Shares multiply, and each step that cleans also loses: this holds whatever the shares are. Their numbers do not bear more, for the literature gave only their order.",
                right=True,
            ),
        ),
    ),
)
