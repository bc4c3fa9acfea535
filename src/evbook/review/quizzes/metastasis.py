"""The quiz of the chapter on metastasis."""

from evbook.teaching.questions import Choice, Numeric, Question, Slip


def _expected(model) -> float:
    """Seeds to be expected when the primary is cut out at two hundred million cells, the niche unprepared."""
    return model.measures(ev=False, resected=2e8)["direct_total"]


QUIZ = (
    Question(
        "A prepared niche lets ten times as many seeds take. How much sooner is the first one to be expected, of {first} days from the start?",
        (
            Choice(
                "Ten times sooner: what takes ten times as often comes in a tenth of the time.",
                "It would if shedding were steady. A growing tumour sheds most at the end, and multiplies its shedding tenfold by "
                "growing for a few months.",
            ),
            Choice(
                "About {sooner} days: as long as the tumour takes to shed ten times as many by growing.",
                "A factor on all seeds is worth the time in which they grow by it. The number of metastases is multiplied by ten all the same.",
                right=True,
            ),
            Choice(
                "Not at all: the number of seeds is multiplied, and when they are shed stays as it is.",
                "When cells are shed does stay, but the first to *take* is an earlier one when more of them take.",
            ),
        ),
        model="metastatic-seeding",
        numbers={
            "first": lambda model: f"{model.measures(ev=False)['first']:.0f}",
            "sooner": lambda model: f"{model.measures(ev=False)['first'] - model.measures(niche=9)['first']:.0f}",
        },
    ),
    Numeric(
        "A primary is cut out at 2 × 10⁸ cells, and with an unprepared niche {expected} seeds are to be expected by then. "
        "In how many patients of a hundred has none been shed that takes?",
        model="metastatic-seeding",
        answer=lambda model: 100 * model.measures(ev=False, resected=2e8)["none"],
        unit="%",
        tolerance=0.04,
        feedback="Seeds are few and come by chance, so that the chance of none is exp(−*N*). More than one is expected, and still more than a quarter of patients have none.",
        hint="The number of seeds follows a Poisson distribution, whose mean is what is expected.",
        numbers={"expected": lambda model: f"{_expected(model):.3g}"},
        slips=(
            Slip(
                lambda model, right: 100 - right,
                "These are the patients with at least one.",
            ),
            Slip(
                lambda model, right: right * _expected(model),
                "These are the patients with exactly one.",
            ),
            Slip(
                lambda model, right: 0.0,
                "A mean above one does not give one to everybody: some have several, and others none.",
            ),
        ),
    ),
    Question(
        "When teaching at a distance rises tenfold, the day of a million distant cells moves by almost nothing; with the next tenfold it moves by a hundred days. "
        "What has the model of two sites found?",
        (
            Choice(
                "That niches in patients open all at once, as soon as enough vesicles arrive.",
                "The steep functions by which the site opens were written into the model. It could not have answered otherwise.",
            ),
            Choice(
                "That the number of vesicles is what should be counted in the blood of patients.",
                "Rather the taught cells: if there is such a switch, it is in their number, and vesicles are one of several ways to it.",
            ),
            Choice(
                "Nothing new: a steep switch was put in, and the answer is as steep as that.",
                "What it does teach is where to look, for if there is such a switch, then taught cells are what to count.",
                right=True,
            ),
            Choice(
                "That vesicles must teach the distant site before any tumour cell can settle in it.",
                "Taught cells that travel well open the site without vesicles, in another scenario of the same model.",
            ),
        ),
    ),
    Question(
        "The review gives integrins on vesicles as the reason for which organ a tumour spreads to {cite:p}`Hoshino2015`. How far may you rely on it?",
        (
            Choice(
                "Reported in several tumour models, with a concern reported; check before use.",
                "An expression of concern that bears the paper's title is quoted elsewhere, and we have not seen the notice. "
                "The review also prints that tumour cells fuse with the organ's cells, where the abstract has their exosomes do it.",
                right=True,
            ),
            Choice(
                "Not at all: the paper has been retracted, and the idea with it.",
                "No retraction is known to this book. A reported concern is a reason to ask the publisher, and not a verdict.",
            ),
            Choice(
                "Fully: it was shown in mice that lack vesicles, and confirmed in patients.",
                "It is reported in tumour models, and by adding vesicles that prepare an organ. What decides in a patient is not known.",
            ),
        ),
    ),
    Question(
        "At {received} vesicles an hour, a microRNA has taken away {gone}% of a junction's ZO-1, and the leak is {leak} times what it was, "
        "out of five times at most. Why not more?",
        (
            Choice(
                "The microRNA lowers the messenger, and the protein outlives it by far.",
                "It would in a cell for a while. This model is at steady state, where the protein has come down as well.",
            ),
            Choice(
                "What lies behind the junction still resists, in series with what is left of it.",
                "Two resistances in series hide the loss of one until most of it is gone. How steeply is assumed, so that a first sign of a leak "
                "says little about how much ZO-1 is left.",
                right=True,
            ),
            Choice(
                "Half of the cells of the wall have lost all their ZO-1, and the rest have none lost.",
                "In this model all cells are alike. A mixture of cells would leak at the open ones, and sooner.",
            ),
            Choice(
                "The remaining ZO-1 spreads over the junction and closes the gaps that opened.",
                "Nothing spreads in the model. What is left conducts less, and something behind it conducts less as well.",
            ),
        ),
        model="junction-leak",
        numbers={
            "received": lambda model: f"{model.parameters['value']['uptake']:g}",
            "gone": lambda model: 100 * (1 - model.measures()["junction_here"]),
            "leak": lambda model: model.measures()["leak_here"],
        },
    ),
)
