"""The quiz of the chapter on a slice of a tumour."""

import math

from evbook.review.slice_results import PUBLISHED
from evbook.teaching.questions import Choice, Numeric, Question, Slip


def _value(model, name):
    return model.parameters["value"][name]


def _steady(model):
    """Vesicles that a cell must take up in a day to remember its need."""
    return _value(model, "need") * math.log(2) / _value(model, "half_life")


QUIZ = (
    Question(
        text="Vesicles of resistant cells protect sensitive cells from a drug, and reach only the next cells. By the model, why does relapse come later?",
        choices=(
            Choice(
                "Protected cells make the drug act for longer on donors.",
                "Resistant cells are not touched by the drug, with vesicles or without. What changes is who stands beside them.",
            ),
            Choice(
                "The sensitive cells that are saved take the clone's room.",
                "A resistant cell divides only into a free site beside it. Its vesicles keep alive the neighbours that fill those sites.",
                right=True,
            ),
            Choice(
                "Shedding vesicles costs the resistant cells their growth.",
                "No cost of shedding is in the model; the cost of resistance is a number of its own, and was 0 here.",
            ),
            Choice(
                "Fewer sensitive cells survive, so the tumour is smaller.",
                "More of them survive: that is the point. They are a tumour too, and still treatment lasts longer.",
            ),
        ),
    ),
    Numeric(
        text="A cell forgets what it took up with a half-life of {half_life} day. How many vesicles must it take up in a day to remember {need} of them all the time?",
        model="tumour-slice",
        answer=_steady,
        unit="EV/(cell day)",
        feedback="At a steady state as many are taken up as are forgotten: the number times ln 2 over the half-life.",
        hint="Set what comes in equal to what is lost; a half-life becomes a rate by ln 2.",
        slips=(
            Slip(
                lambda m, right: _value(m, "need") / _value(m, "half_life"),
                "That takes the half-life for the mean life. A rate is ln 2 over the half-life.",
            ),
            Slip(
                lambda m, right: _value(m, "need") / _value(m, "half_life") / math.log(2),
                "You divided by ln 2. Over a half-life less than the whole number is lost, so it is a factor.",
            ),
            Slip(
                lambda m, right: _value(m, "secretion"),
                "That is what one donor sheds in a day, and most of it goes elsewhere.",
            ),
        ),
        numbers={"half_life": lambda m: _value(m, "half_life"), "need": lambda m: _value(m, "need")},
    ),
    Question(
        text="The same vesicles are given a range of seven cells in place of one. Relapse now comes sooner than without vesicles. What has changed?",
        choices=(
            Choice(
                "They dilute so far that no cell is protected any more.",
                "Then the outcome would be that without vesicles. It is worse: many cells are protected, each a little.",
            ),
            Choice(
                "Resistant cells divide faster, as they feed each other.",
                "Vesicles do nothing to resistant cells in this model; they act on sensitive cells alone.",
            ),
            Choice(
                "Cells far from any clone survive and grow back by themselves.",
                "What is saved near a clone takes its room. What is saved elsewhere hems in nobody and is itself the relapse.",
                right=True,
            ),
            Choice(
                "The drug reaches fewer cells, because vesicles bind it.",
                "No drug is bound here; that is another mechanism, in the chapter on drug export.",
            ),
        ),
    ),
    Question(
        text="Which observation would speak most clearly against the chapter's idea?",
        choices=(
            Choice(
                "A tumour in which sensitive cells are more numerous.",
                "More sensitive cells, near a clone, are what the idea needs. Their number says nothing of where they stand.",
            ),
            Choice(
                "A drug that works on dividing cells and spares others.",
                "That is the drug of the published model. With one that kills every cell near vesicles delayed relapse too.",
            ),
            Choice(
                "Resistant cells that grow more slowly than sensitive ones.",
                "A cost of resistance slows relapse with and without vesicles. The table has the sign for several costs.",
            ),
            Choice(
                "Cells that push their neighbours aside as they divide.",
                "A rim that can be pushed away holds nobody. In the slice, pushing reverses the sign at every range that was tried.",
                right=True,
            ),
        ),
    ),
    Numeric(
        text="Without vesicles, cost or turnover, the source has progression under continuous therapy after {space} days on average. By how many days is that later than in its model without space, as ours computes it?",
        model="tumour-slice",
        answer=lambda m: PUBLISHED[0.0, 0.0][0] - m.measures(scenario="continuous")["mixed_progression"],
        unit="day",
        feedback="Without space every cell finds room as often as any other. On a lattice a clone finds room at its edge alone, and that is worth three months.",
        hint="Choose the scenario with drug all the time; the verdict names the day of a well-mixed tumour.",
        slips=(
            Slip(
                lambda m, right: m.measures(scenario="continuous")["mixed_progression"],
                "That is the day itself. What is asked is how much later it comes in space.",
            ),
            Slip(
                lambda m, right: PUBLISHED[0.0, 0.0][2] - PUBLISHED[0.0, 0.0][0],
                "That is what adaptive therapy gains in space. The question compares two models of one therapy.",
            ),
        ),
        numbers={"space": lambda m: PUBLISHED[0.0, 0.0][0]},
    ),
)
