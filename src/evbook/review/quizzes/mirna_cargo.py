"""The quiz of the chapter on microRNA cargo."""

import math

from evbook.teaching.questions import Choice, Numeric, Question, Slip

SHED = 1000.0
"""Vesicles an hour for the reader to calculate with, between what was counted and the most that cells are known to do."""


def _rate(model):
    """Decay of a microRNA, per hour."""
    return math.log(2) / model.parameters["value"]["half_life"]


def _rest(model, decay, copies=None):
    """Copies of a donor at steady state, for a rate of decay and a load of the vesicles."""
    p = model.parameters["value"]
    return p["own_d"] * decay / (decay + SHED * (copies or p["copies"]) / p["own_d"])


QUIZ = (
    Question(
        text="Table 1 prints less miR-134 in vesicles as transfer of resistance. What did {cite:t}`OBrien2015` do with vesicles?",
        choices=(
            Choice(
                "They gave vesicles poor in miR-134, and resistance spread from them.",
                "So the table can be read. The source gave vesicles *enriched* in it, and the box *The source says otherwise* tells what came of that.",
            ),
            Choice(
                "They gave enriched ones, and cisplatin then worked better.",
                "Enriched they were, but the effect on cisplatin came from direct transfection and not from vesicles.",
            ),
            Choice(
                "They gave enriched ones, and drugs against Hsp90 worked better.",
                "Sensitivity was restored by delivery; no resistance was passed on. The row is the other way round.",
                right=True,
            ),
            Choice(
                "They measured it in serum, and it predicted the response.",
                "That is the case of two other rows, of miR-146a-5p and miR-34a, whose titles promise a marker.",
            ),
        ),
    ),
    Numeric(
        text="A donor holds {own} copies of a microRNA at steady state, with a half-life of {half_life} hours. It now sheds a thousand vesicles an hour with {copies} copies in each, and fewer in step as it empties. How many copies does it come to hold?",
        model="mirna-balance",
        answer=lambda m: m.simulate([2000.0], secretion=SHED)["M_d"].iloc[0],
        unit="molecule/cell",
        feedback="Making stands against decay and export together: the share that is left is the rate of decay over the sum of the two. Export has to rival decay to be felt.",
        hint="Write both losses as rates, a share of the copies in an hour, and ask what share of all loss is decay.",
        slips=(
            Slip(
                lambda m, answer: _rest(m, 1 / m.parameters["value"]["half_life"]),
                "You took one over the half-life for the rate. The rate is ln 2 over the half-life.",
            ),
            Slip(
                lambda m, answer: _rest(m, _rate(m), copies=1),
                "That would be so with one copy in each vesicle. There is one in more than a hundred of them.",
            ),
            Slip(
                lambda m, answer: m.parameters["value"]["own_d"] - answer,
                "That is how many it has lost. The question is how many it keeps.",
            ),
        ),
        numbers={
            "own": lambda m: m.parameters["value"]["own_d"],
            "half_life": lambda m: m.parameters["value"]["half_life"],
            "copies": lambda m: f"{m.parameters['value']['copies']:.5f}",
        },
    ),
    Question(
        text="In a row of Table 1 an arrow points up beside miR-145, under the heading of expulsion. What does the arrow say?",
        choices=(
            Choice(
                "The recipient cells become more resistant.",
                "It is not the direction of resistance. The same microRNA can stand with an arrow up and with one down, for other cells and drugs.",
            ),
            Choice(
                "There is more of the microRNA in the vesicles.",
                "An arrow is the change of the microRNA in vesicles, and nothing else. What it does to a cell has to be read from the rest of the row.",
                right=True,
            ),
            Choice(
                "There is more of the microRNA inside the cells.",
                "Expulsion would mean less inside, if anything. The arrow is of the vesicles.",
            ),
            Choice(
                "The target of the microRNA is made more of.",
                "No target is in the table. Whether a silenced target makes a cell resist is outside the model too, as *What it leaves out* says.",
            ),
        ),
    ),
    Question(
        text="A donor rids itself of most of a microRNA by shedding it in vesicles. By the balance, what must be true of those who take the vesicles up?",
        choices=(
            Choice(
                "Nothing: to expel and to transfer are separate processes.",
                "They are the two ends of one flux, so that a claim about one is a claim about the other.",
            ),
            Choice(
                "Their target falls as far as that of the donor rises.",
                "Only if one recipient takes all of it and releases it. A share is digested, and many may divide it.",
            ),
            Choice(
                "More of them are silenced, the more of them there are to share it.",
                "It is the reverse. Shared among many, each copy number stays below a threshold: Exercise 4 counts how many it takes.",
            ),
            Choice(
                "They are silenced too, unless they are many or digest most of it.",
                "A cell cannot purge itself without feeding somebody, unless those who take it up are many or digest nearly all. See *Expelled, transferred, both or neither*.",
                right=True,
            ),
        ),
    ),
    Question(
        text="{cite:t}`Chevillet2014` counted less than one copy in a hundred vesicles. To keep transfer at ordinary shedding, suppose that a few vesicles hold many copies each. What would follow?",
        choices=(
            Choice(
                "A few cells would be silenced, and most would not.",
                "That can be tested, by counting in single vesicles. The mean alone cannot distinguish the two cases. See *Vesicle budget*.",
                right=True,
            ),
            Choice(
                "All cells would be silenced, only somewhat later on.",
                "Rare vesicles are met by few cells. The rest would have met none, and waiting helps little when copies decay meanwhile.",
            ),
            Choice(
                "All cells would be silenced a little, as the mean says.",
                "A mean spread evenly does that. Packed into a few vesicles, the same mean is much in few cells and nothing in the others.",
            ),
            Choice(
                "No cell would be silenced, since the mean is too low.",
                "A mean binds no single cell. One that meets a loaded vesicle may have more copies than it has targets.",
            ),
        ),
    ),
)
