"""The quiz of the last chapter, the whole picture."""

from evbook.teaching.questions import Choice, Numeric, Question, Slip

TIMES, BLOCK = 20.0, 0.9
"""Size of a tumour over the reach, and a block of its shedding, for the reader to calculate with."""


def _felt(model, block):
    """How much of the vesicles' effect is felt between cells, in per cent, at the start of a block."""
    size = TIMES * model.parameters["value"]["reach"]
    return 100 * model.simulate([0.0, 0.01], T_0=size, blocked=block, acts=0)["felt"].iloc[0]


QUIZ = (
    Numeric(
        text="A tumour has twenty times as many cells as the reach, at which half of the vesicles' effect is felt. An inhibitor blocks nine tenths of its shedding. How much of the effect is still felt between its cells?",
        model="whole-picture",
        answer=lambda m: _felt(m, BLOCK),
        unit="%",
        feedback="It still sheds as twice the reach would, and that is felt as two over three. A large tumour has vesicles to spare: the larger it is, the more complete a block has to be.",
        hint="Ask what is still shed, in multiples of the reach; a signal of k times the reach is felt as k/(k + 1).",
        slips=(
            Slip(
                lambda m, right: 100 * (1 - BLOCK),
                "That is what is still shed. What is felt saturates, and so falls by far less.",
            ),
            Slip(
                lambda m, right: _felt(m, 0),
                "That is what is felt without a block; nine tenths of the shedding do take something off.",
            ),
            Slip(
                lambda m, right: 100 / 2,
                "A signal of the reach itself is felt as a half. This tumour still sheds twice that.",
            ),
        ),
    ),
    Question(
        text="Vesicles in plasma take antibody away, and a filter takes the vesicles. Why does the filter not relieve the sink, by the model?",
        choices=(
            Choice(
                "The filter removes about as much of the antibody itself.",
                "The filter of the model takes vesicles and no free antibody. The loss is on the vesicles, wherever they end.",
            ),
            Choice(
                "The vesicles that catch antibody stay in the tumour.",
                "Those are between its cells. The sink of this model is in plasma, and the filter does reach that.",
            ),
            Choice(
                "Each one made takes its antibody, no matter what clears it.",
                "A sink is a rate of making. Whether the liver removes a vesicle or the filter does, what it holds is gone; fewer are *standing*, and as many are made.",
                right=True,
            ),
            Choice(
                "The tumour sheds more to make up for what was taken.",
                "Shedding is one rate for each cell here, with the filter or without. The count falls, and the loss does not.",
            ),
        ),
    ),
    Question(
        text="Turned off one at a time, none of the resistances to the drug changes the outcome. All six mechanisms between cells, each turned down by a fifth, do. What follows?",
        choices=(
            Choice(
                "That a mechanism which fails alone may count with others.",
                "Many small levers pull at once. An experiment that blocks one mechanism at a time may find nothing, where vesicles as a whole decide.",
                right=True,
            ),
            Choice(
                "That each of these mechanisms was shown to be of no weight.",
                "Weight alone and weight in company are two things: a little off each of the six did as much as half of the strongest.",
            ),
            Choice(
                "That immune escape is what decides in most of the patients.",
                "It decides in this setting, with strengths that are assumed. Nobody has measured them in a patient.",
            ),
            Choice(
                "That the order of the switches is their order of importance.",
                "At the edge a switch decides or does not, and that ranks nothing. The shares of variance could not put the first three in order either.",
            ),
        ),
    ),
    Question(
        text="The five ways to resist the drug multiply in the model. Which measurement could tell export and pumps from the other three?",
        choices=(
            Choice(
                "Killing of tumour cells, at many doses of drug.",
                "All five weaken killing alike. Measured alone it tells nothing of the reason, at one dose or at many.",
            ),
            Choice(
                "Tumour vesicles in plasma, before and after.",
                "The switches do not change how many are shed. What the vesicles do inside a tumour is not read from a count in blood.",
            ),
            Choice(
                "The size of the tumour, week after week.",
                "Turned on one by one, the five end with the same tumour. The course cannot part what the outcome cannot: one strength stands for all.",
            ),
            Choice(
                "The drug inside the cells, over what is outside.",
                "Export and pumps lower it and the other three do not. So two explanations that look the same in a curve of killing can be parted, as Exercise 5 says.",
                right=True,
            ),
        ),
    ),
    Question(
        text="Three published models are joined in the whole picture. Which part of it has been compared with a measurement?",
        choices=(
            Choice(
                "The whole, against tumours that were treated with antibody.",
                "Nobody has measured the whole, and no patient has the three diseases of its parts. There is nothing to hold it to.",
            ),
            Choice(
                "The parts, each to the values of its own publication.",
                "They are a lymphoma of mice, an antibody in women and a liver cancer. That the parts are published does not make the whole so: joining them, and every strength, is ours.",
                right=True,
            ),
            Choice(
                "The strengths, each to the experiments of its chapter.",
                "Every strength is assumed, taken from its chapter where that has one. Only what follows from them is computed.",
            ),
            Choice(
                "The ranking, to the mechanisms as the review weighs them.",
                "The review lists mechanisms and does not weigh them. None of its closing sentences has a source, or says which counts most.",
            ),
        ),
    ),
)
