"""The quiz of the chapter on vesicles as carriers of drugs."""

from evbook.teaching.questions import Choice, Numeric, Question, Slip

VOLUME = 1.0
"""Litres of tumour, for the reader to calculate with: ten times the default."""


def _drain(model):
    """Plasma that the tumour frees of carriers in an hour, in litres."""
    p = model.parameters["value"]
    return p["permeability"] * p["vessels"] * VOLUME


def _share(model, drain):
    """The share of all liposomes that a drain of so many litres an hour takes in the end, in per cent."""
    return 100 * drain / (drain + model.parameters["value"]["CL"])


QUIZ = (
    Question(
        text="In a phase II trial of a vesicle vaccine, 7 of 22 patients with lung cancer were stable for more than four months; the aim had been at least half {cite:p}`Besse2016`. What may be said?",
        choices=(
            Choice(
                "The vaccine helped a third of the patients who had it.",
                "There was no control arm: how many would have been stable without it, the trial cannot tell.",
            ),
            Choice(
                "The vaccine was shown to be of no use to such patients.",
                "Seven of 22 has an interval from a seventh to more than half. A missed aim is no proof of no effect; Exercise 4 gives the numbers.",
            ),
            Choice(
                "The endpoint was missed; what it did is still open.",
                "The primary endpoint was not reached, and without a control arm the part of the vaccine is unknown. The review leaves the trial out.",
                right=True,
            ),
            Choice(
                "The vesicles failed because they never met the tumour.",
                "A vaccine does not have to enter a tumour. It has to activate a few immune cells, so that the chapter's sum speaks neither for nor against it.",
            ),
        ),
    ),
    Numeric(
        text="A litre of tumour frees {drain} L of plasma from liposomes in an hour; liver, spleen and others clear {clearance} L an hour. Nothing leaks. Which share of the liposomes does the tumour get in the end?",
        model="vesicle-delivery",
        answer=lambda m: _share(m, _drain(m)),
        unit="%",
        feedback="A tumour gets its share of the *whole* clearance, its own included. The molecules in a carrier are not in it. For vesicles as in mice the other clearance is far greater, and the share far smaller.",
        hint="All carriers leave plasma by one of two routes. Ask what part of both together the route into the tumour is.",
        slips=(
            Slip(
                lambda m, right: 100 * _drain(m) / m.parameters["value"]["CL"],
                "You divided by the clearance of the others alone. What the tumour takes is itself a part of all that is taken, so that ten times the tumour gets less than ten times the share.",
            ),
            Slip(lambda m, right: 100 - right, "That is what liver, spleen and others get. The tumour gets the rest."),
        ),
        numbers={
            "drain": lambda m: f"{_drain(m):.4f}",
            "clearance": lambda m: f"{m.parameters['value']['CL']:.4f}",
        },
    ),
    Question(
        text="A maker puts ten times as many molecules of drug into each vesicle, and nothing else changes. What is gained, by the model?",
        choices=(
            Choice(
                "Ten times the share of the drug reaches the tumour.",
                "The share is one of clearances, and loading cancels. Ten times the drug arrives, and ten times as much goes astray.",
            ),
            Choice(
                "The same drug at the tumour for a tenth of the vesicles.",
                "Loading saves vesicles, and the cells that make them. Milligram for milligram the carrier is as good as before: see *What a carrier gains by staying in blood*.",
                right=True,
            ),
            Choice(
                "Less drug in the liver for the same drug at the tumour.",
                "What arrives and what is wasted are multiplied alike. To move their ratio, the vesicle has to stay longer in blood.",
            ),
            Choice(
                "A longer stay in blood, since full vesicles go slowly.",
                "Drug does not change how fast its carrier is cleared, in the model; and one that is stuffed may rather look odd to a macrophage.",
            ),
        ),
    ),
    Question(
        text="Vesicles are given a ligand by which tumour cells take them up ten times as fast. What does the model show?",
        choices=(
            Choice(
                "No more of them arrive, but more of their drug acts.",
                "Drug comes at once, and fewer vesicles are washed out unopened: the peak about doubles. The wall of the vessel and the liver do not know the ligand.",
                right=True,
            ),
            Choice(
                "Ten times as many of them arrive, and the drug with them.",
                "Uptake by tumour cells comes after the wall of the vessel. Nothing draws a vesicle there from blood.",
            ),
            Choice(
                "Fewer of them go to the liver, as the tumour has first call.",
                "What the liver meets is blood, and there the ligand has nothing to bind. It does not hide a vesicle from macrophages.",
            ),
            Choice(
                "Nothing at all, neither of what arrives nor of its drug.",
                "The share that arrives does not move, but what has arrived is opened sooner, and the peak of free drug about doubles.",
            ),
        ),
    ),
    Question(
        text="The chapter calls its model the weakest-founded of the book. Which measurement in patients would settle most of how much arrives?",
        choices=(
            Choice(
                "How many molecules of drug a vesicle can be loaded with.",
                "It cancels from the share that arrives. It would settle how large a culture has to make the dose.",
            ),
            Choice(
                "How fast tumour cells take up a vesicle with a ligand.",
                "That sets what becomes of a vesicle once it is there. It changes nothing of how much arrives.",
            ),
            Choice(
                "How much of the cargo escapes when a vesicle is opened.",
                "For RNA that decides on the effect, and not on how much arrives. Its bar has no length.",
            ),
            Choice(
                "How long loaded vesicles stay in blood, and stay tight.",
                "Both bars with a length are about time in blood: how much longer than in mice, and the leak. Neither was measured in a patient, as far as was found.",
                right=True,
            ),
        ),
    ),
)
