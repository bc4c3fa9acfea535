"""The quiz of the chapter on the transfer of efflux pumps."""

import math

from evbook.teaching.questions import Choice, Numeric, Question, Slip


def _kill(model):
    """Mean kill in a growth time, over a cycle of the scenarios with holidays."""
    p = model.parameters["value"].to_dict() | model.scenarios.loc["lasting", "values"]
    return p["u_on"] * p["d"] * p["on"] / (p["on"] + p["off"])


QUIZ = (
    Question(
        text="Vesicles from the serum of men with prostate cancer, taken before and during docetaxel, were given to cells in a dish {cite:p}`Corcoran2012`. What was seen?",
        choices=(
            Choice(
                "The men's tumours were shown to have borrowed their pumps.",
                "Nothing was seen in the tumours. It was cells in a dish that received the vesicles, as *Pumps that travel* says.",
            ),
            Choice(
                "The cells answered in a way that matched the men's answer.",
                "That is the finding, and it is a correlation. Serum holds vesicles of every source in the blood, so the pumps may have come from other cells.",
                right=True,
            ),
            Choice(
                "The men's cells answered again once release was blocked.",
                "No experiment that blocked release stands behind any claim of this section; the line above the table of the evidence says so.",
            ),
            Choice(
                "The pumps passed on were counted and still worked in weeks.",
                "How long a borrowed pump works where it arrives was seen in none of these studies. That is what the model has to assume.",
            ),
        ),
    ),
    Numeric(
        text="While the drug is on, it kills sensitive cells at a rate of {kill} in a growth time; it is on for five days in every twenty. The growth time is {tau} days, and division dilutes nothing. By the estimate on paper, from which half-life of a borrowed pump on do borrowers spread by themselves?",
        model="pump-transfer",
        answer=lambda m: math.log(2) * m.parameters["value"]["growth_time"] / _kill(m),
        unit="day",
        feedback="Borrowers grow as sensitive cells do and are not killed; they spread if they lose their pumps more slowly than the drug kills. It is the step in the table under *A loan and its term*.",
        hint="Set the rate at which pumps are lost equal to the mean rate of killing, and turn that rate into a half-life.",
        slips=(
            Slip(
                lambda m, answer: answer / math.log(2),
                "That is a mean life. A half-life is shorter by the factor ln 2.",
            ),
            Slip(
                lambda m, answer: answer / m.parameters["value"]["growth_time"],
                "That is in growth times. The growth time turns it into days.",
            ),
            Slip(
                lambda m, answer: answer * _kill(m) / (m.parameters["value"]["u_on"] * m.parameters["value"]["d"]),
                "You took the kill of the days on drug. Three quarters of the cycle have none: it is the average that counts.",
            ),
        ),
        numbers={
            "kill": lambda m: m.parameters["value"]["u_on"] * m.parameters["value"]["d"],
            "tau": lambda m: m.parameters["value"]["growth_time"],
        },
    ),
    Question(
        text="Under constant drug, raising the transfer of pumps tenfold moves the day of failure hardly at all. Why?",
        choices=(
            Choice(
                "Resistant cells shed no vesicles while the drug is there.",
                "Nothing in the model stops them: they shed with and without drug. What is missing is at the other end.",
            ),
            Choice(
                "Borrowed pumps do not protect a cell that meets drug daily.",
                "Borrowed pumps are taken to be as good as a cell's own. A borrower lives; there are only very few of them.",
            ),
            Choice(
                "Sensitive cells die out before there are many donors.",
                "A transfer needs a donor and a recipient. It is strongest where both live side by side, and that is in a holiday. See the first question under *Explore*.",
                right=True,
            ),
            Choice(
                "The drug induces more resistance than vesicles can pass on.",
                "Induction makes the donors, in both schedules. It is the lack of somebody to give to that keeps transfer small.",
            ),
        ),
    ),
    Question(
        text="The review wonders whether a cell that sheds its pumps disarms itself. What does the model predict for that, with transfers inherited and holidays given?",
        choices=(
            Choice(
                "Paying less than a tenth of its guard undoes the harm.",
                "Resistant cells grow slowly, so that a small share of the kill holds them. How much a donor really loses has not been measured, and the sign of the net effect is open.",
                right=True,
            ),
            Choice(
                "A donor must lose nearly all its guard for that to count.",
                "It is far less. Resistant cells grow at a fifth of the others' rate, and that makes them easy to hold: see Exercise 3.",
            ),
            Choice(
                "What donors lose is only shifted to those who receive it.",
                "It is not shifted one for one. The recipient would have died, and the donor grows slowly: the two sides are weighed by the model, not added.",
            ),
            Choice(
                "It cannot count, as donors make new pumps all the time.",
                "Whether they make up for what they shed is just what is not known. The model lets the reader set it, as *donor depletion*.",
            ),
        ),
    ),
    Question(
        text="If all transfers are inherited, holidays do worse than constant drug beyond a transfer β of about an eighth. What can a reader take from that number?",
        choices=(
            Choice(
                "Patients whose β is above an eighth should have no holidays.",
                "No β of a patient is known, and none of the model's published numbers is fitted either. It is no rule for treatment.",
            ),
            Choice(
                "Lent pumps spoil a holiday from the same transfer on.",
                "The eighth is for pumps that are inherited. For lent ones what counts is how long they last, as the table under *A loan and its term* shows.",
            ),
            Choice(
                "P-glycoprotein was found to pass between cells that fast.",
                "Such fits exist, but their tables were not to be had; the transfer here is assumed. *What we add* says what was found of them.",
            ),
            Choice(
                "There is such a point, somewhere from 0.05 to 0.2.",
                "Induction or growth a tenth off moves it over that range, and the range is about a number that nobody has measured. That there is a turning point is the argument.",
                right=True,
            ),
        ),
    ),
)
