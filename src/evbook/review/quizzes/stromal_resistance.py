"""The quiz of the chapter on resistance from the stroma."""

from evbook.teaching.questions import Choice, Numeric, Question, Slip

CARRIED = 0.8
"""Part of the fibroblasts' effect that vesicles carry, for the reader to calculate with."""


def _left(model):
    """The part of the fibroblasts' effect that is left where the game changes, without drug."""
    p = model.parameters["value"]
    alone, among = p["D0"] - p["B0"], p["B1"] - p["D1"]
    return alone / (alone + among)


QUIZ = (
    Question(
        text="Fibroblasts' vesicles promoted the growth of colorectal cancer stem cells under chemotherapy {cite:p}`Hu2015`. What sets this study apart from most of the section?",
        choices=(
            Choice(
                "It blocked the release of vesicles, and the effect fell.",
                "That is the control which is so often missing. The inhibitor was GW4869, which the review does not name; and medium freed of exosomes had no effect.",
                right=True,
            ),
            Choice(
                "It was done with the vesicles of patients under treatment.",
                "The line above the table of the evidence counts none here with vesicles or cells of patients.",
            ),
            Choice(
                "It counted how many vesicles reach each of the stem cells.",
                "A dose such as the body makes is on record for none of these claims; the line above the table of the evidence says so.",
            ),
            Choice(
                "It showed that untreated stem cells do not resist drugs.",
                "Such cells resist to begin with. What was promoted was the growth of a few that resist anyway.",
            ),
        ),
    ),
    Question(
        text="With fibroblasts and without drug, sensitive cells lead when they are rare, and so do resistant ones. What comes of the culture?",
        choices=(
            Choice(
                "Whichever kind begins as the majority takes it over.",
                "That would be so if each kind *lost* when rare. Here the minority gains, whichever it is.",
            ),
            Choice(
                "The resistant take it, since they grow at every mixture.",
                "They grow, but what moves the shares is who grows faster. Among resistant cells, sensitive ones do.",
            ),
            Choice(
                "The two live side by side, from whichever mixture.",
                "Each gains when rare, so that no kind is lost: the Leader game. Without fibroblasts the sensitive lose their lead, and another game is played.",
                right=True,
            ),
            Choice(
                "The sensitive take it, as their lead is the greater.",
                "A lead when rare is not a lead at every mixture. As the sensitive become many, theirs turns into a loss.",
            ),
        ),
    ),
    Numeric(
        text="By the payoffs as printed, the game without drug changes when {left} of the fibroblasts' effect is left. Suppose that vesicles carry four fifths of the effect. Which share of the vesicles may be blocked before the game changes?",
        model="resistance-game",
        answer=lambda m: 100 * (1 - _left(m)) / CARRIED,
        unit="%",
        feedback="What is left is one less the part carried times the share blocked. With payoffs off by a little the place moves widely: see the range under *Which game is played*.",
        hint="Write what is left of the effect as one less the part that vesicles carry times the share of them that is blocked.",
        slips=(
            Slip(
                lambda m, right: right * CARRIED,
                "That would be so if vesicles carried all of the effect. A fifth of it is not touched by any block.",
            ),
            Slip(
                lambda m, right: 100 * _left(m) / CARRIED,
                "You took what is left for what is lost. The game changes when that much is *left*.",
            ),
            Slip(
                lambda m, right: right * CARRIED**2,
                "You multiplied by the part carried. The smaller that part, the more must be blocked, so divide.",
            ),
        ),
        numbers={"left": lambda m: f"{_left(m):.2f}"},
    ),
    Question(
        text="In a dish the deaminase that macrophage vesicles add takes a fifth of the exposure to gemcitabine, and it shows in the cells. In plasma the same enzyme takes almost nothing. Why?",
        choices=(
            Choice(
                "In plasma there is too much drug for the enzyme to take.",
                "The loss is a share in an hour, whatever the level. What it has to compete with is another loss.",
            ),
            Choice(
                "In plasma the drug is gone hundreds of times as fast anyway.",
                "The enzyme takes half a hundredth in an hour, and clearance takes the drug within minutes. If vesicles matter in patients, it is by what happens inside the cell.",
                right=True,
            ),
            Choice(
                "In plasma macrophages shed far fewer vesicles than in a dish.",
                "The two rows of the table have the same vesicles. What differs is how the drug comes and goes.",
            ),
            Choice(
                "In plasma the drug kills by other steps than in a dish.",
                "The cells and the steps to death are the same in both. The level of drug over time is not.",
            ),
        ),
    ),
    Question(
        text="In the game, a complete block of vesicles can hand a culture to the resistant cells. What does that show?",
        choices=(
            Choice(
                "That inhibitors of release are harmful to patients.",
                "The game was measured in a dish, with one pair of lung cancer lines. Nobody has shown that a block changed the game in an animal.",
            ),
            Choice(
                "That vesicles carry most of what fibroblasts do.",
                "The part that vesicles carry is a slider and not a finding. In an undisturbed culture it does not even show.",
            ),
            Choice(
                "That resistant cells need a drug in order to win.",
                "In this game they win without any drug, once the fibroblasts' help is gone.",
            ),
            Choice(
                "That a block may help or harm, and must be tested.",
                "Fibroblasts kept sensitive cells in the game. With GW4869 the block was of benefit, in other cells and under drugs: the sign has to be measured case by case.",
                right=True,
            ),
        ),
    ),
)
