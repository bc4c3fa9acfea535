"""The quiz of the chapter on hemofiltration."""

import math

from evbook.teaching.questions import Choice, Numeric, Question, Slip

HALF_LIFE = 2.0
"""Hours that half of the tumour's vesicles stay in plasma, for the reader to calculate with."""


def _left(model, loss, cleared=None):
    """What plasma settles at while the device runs, in per cent, for a rate of loss and one of clearing."""
    p = model.parameters["value"]
    return 100 * loss / (loss + (cleared or p["Q_p"] * p["efficiency"] / p["V_p"]))


QUIZ = (
    Question(
        text="The review calls safety and efficacy of the method clinically validated. What does the source report {cite:p}`Tullis2009`?",
        choices=(
            Choice(
                "A handful of patients on dialysis, treated for a virus.",
                "Seven patients with hepatitis C at two places; the load fell, and so for a while did that of control samples. No vesicle was the target, and nothing is validated for tumours.",
                right=True,
            ),
            Choice(
                "Patients with tumours, whose vesicles fell by a half.",
                "The first trial in solid tumours came later, and asks for safety; there are no data on efficacy. See *Contrary evidence* and *Since 2019*.",
            ),
            Choice(
                "Plasma of healthy people, led through it outside the body.",
                "That is where the model's efficiency comes from, with particles of platelets {cite:p}`deNecochea`. It is neither a treatment nor this source.",
            ),
            Choice(
                "A proposal for vesicles, without any measurement at all.",
                "The proposal is that of {cite:t}`Marleau2012`, of the same company. The source cited here did measure: a virus, in patients.",
            ),
        ),
    ),
    Numeric(
        text="A tumour's vesicles have a half-life of two hours in plasma. The device brings {flow} L of plasma an hour to the lectin and keeps {kept} of what it can take; plasma is {plasma} L. All of these vesicles can be taken. To which part of its level does plasma settle while the device runs?",
        model="plasma-filter",
        answer=lambda m: _left(m, math.log(2) / HALF_LIFE),
        unit="%",
        feedback="The body's own rate of loss over that and the device's together. It holds only while the device runs: the week has more hours without it. See *One schedule, two clocks*.",
        hint="Find the body's rate of loss and the device's, both per hour, and ask what share the first has in the sum.",
        slips=(
            Slip(
                lambda m, right: _left(m, 1 / HALF_LIFE),
                "You took one over the half-life for the rate. The rate is ln 2 over the half-life.",
            ),
            Slip(
                lambda m, right: _left(
                    m, math.log(2) / HALF_LIFE, m.parameters["value"]["Q_p"] / m.parameters["value"]["V_p"]
                ),
                "That lets the lectin keep everything that comes. It keeps a part at each pass.",
            ),
            Slip(lambda m, right: 100 - right, "That is the part that is gone. The question is what is left."),
            Slip(
                lambda m, right: _left(m, HALF_LIFE),
                "You put the half-life itself where a rate belongs: a longer life would then make vesicles leave faster.",
            ),
        ),
        numbers={
            "flow": lambda m: m.parameters["value"]["Q_p"],
            "kept": lambda m: m.parameters["value"]["efficiency"],
            "plasma": lambda m: m.parameters["value"]["V_p"],
        },
    ),
    Question(
        text="Vesicles live half an hour in plasma, and the device runs for four hours three times a week. Its flow is raised many times over. Why does the mean of the week hardly fall?",
        choices=(
            Choice(
                "The matrix fills up the sooner, the more is led over it.",
                "That may be so of a real one; but in the model the device does not fill up, and the mean does not fall all the same.",
            ),
            Choice(
                "The tumour sheds more as soon as its vesicles are taken.",
                "Shedding goes on at one rate throughout. Plasma is filled again by what is made anyway, within hours.",
            ),
            Choice(
                "The device is off for most of it, and vesicles come back.",
                "Twelve hours of 168 are seven in a hundred, and no pump takes more than all there is in them. With urea, which comes back within days, three treatments can do.",
                right=True,
            ),
            Choice(
                "The device takes others' vesicles too, which are far more.",
                "A lectin takes both kinds, but in the model the one does not crowd out the other. It is the hours without a device that decide.",
            ),
        ),
    ),
    Question(
        text="The device runs round the clock, and the tumour's vesicles in plasma fall. What happens to those between the tumour's cells?",
        choices=(
            Choice(
                "They fall as far, since the two spaces exchange.",
                "They do exchange, but what comes back from plasma is less than a thousandth of what the tumour's own cells shed.",
            ),
            Choice(
                "They stay, fed by the cells beside them.",
                "Between the cells vesicles are vastly denser than in plasma, and taking away the trickle back changes nothing. The device may help against what vesicles do in blood or at a distance, not next door.",
                right=True,
            ),
            Choice(
                "They fall more slowly, over days or weeks.",
                "Between the cells half of them are taken up within half an hour in the model, so that a change would soon be there. There is almost no delay.",
            ),
            Choice(
                "They rise, as fewer find their way to plasma.",
                "How many leave the tumour does not depend on how full plasma is; what lets them out lets them out still.",
            ),
        ),
    ),
    Question(
        text="The review hopes to take tumour vesicles and spare those that do good. Which evidence speaks to that for the lectin that is in use?",
        choices=(
            Choice(
                "It was shown to bind a sugar that only tumours make.",
                "The lectin binds sugars rich in mannose, on whatever surface they are. Markers specific to tumours are there for certain cancers only.",
            ),
            Choice(
                "It spared healthy people's vesicles in an experiment.",
                "The experiment found the contrary: it was healthy people's plasma, and nearly all particles of platelets were gone.",
            ),
            Choice(
                "It holds back vesicles above 200 nm, which are healthy.",
                "Which vesicles pass the pores is a matter of size, and size does not tell whose they are. A tumour's large vesicles stay in the blood too.",
            ),
            Choice(
                "It took nearly all platelet particles of healthy plasma.",
                "What it binds is not the tumour's alone {cite:p}`deNecochea`. An antibody would spare the others, and miss whatever does not carry its antigen.",
                right=True,
            ),
        ),
    ),
)
