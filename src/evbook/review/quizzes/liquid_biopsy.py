"""The quiz of the chapter on liquid biopsy."""

from evbook.teaching.questions import Choice, Numeric, Question, Slip

RARE = 0.001
"""Share of the people tested who are ill, for the reader to calculate with."""

QUIZ = (
    Numeric(
        text="At the cut-off of the default, a test finds {found} % of the tumours and alarms {alarmed} % of the healthy. One person in a thousand has the tumour. How many in a hundred positive results are right?",
        model="screening-test",
        answer=lambda m: 100 * m.measures(prevalence=RARE)["ppv_here"],
        unit="%",
        tolerance=0.1,
        feedback="Of a hundred thousand people a hundred are ill, and {found} % of them are found, while more than a thousand healthy ones are alarmed. Where a third is ill, the same test would be right nine times in ten: predictive value belongs to the test and the people.",
        hint="Imagine a hundred thousand people, and count the ill who are found and the healthy who are alarmed.",
        slips=(
            Slip(
                lambda m, right: 100 * m.measures()["found_here"],
                "That is the sensitivity: how many of the ill are found, and not how many of the alarms are right.",
            ),
            Slip(
                lambda m, right: 100 * m.measures(prevalence=0.5)["ppv_here"],
                "That leaves out how rare the tumour is, as if half of the people were ill; and the specificity alone, close to it, only says how many healthy people test negative.",
            ),
            Slip(
                lambda m, right: 100 * m.measures()["ppv_here"],
                "That is for one person in 200, as in the chapter. Here the tumour is five times rarer.",
            ),
        ),
        numbers={
            "found": lambda m: f"{100 * m.measures()['found_here']:.1f}",
            "alarmed": lambda m: f"{100 * m.measures()['alarmed_here']:.2f}",
        },
    ),
    Question(
        text="Nearly no other vesicle bears a mark. A second tumour sheds ten times as many marked vesicles as the first, and grows alike. How much smaller is it when it is found?",
        choices=(
            Choice(
                "A tenth of the diameter, found when it is a tenth as old.",
                "The number of cells is a tenth; the diameter is proportional to its cube root. And growth by a factor takes a time, whatever the size.",
            ),
            Choice(
                "About half of the diameter, found about a year sooner.",
                "The cube root of ten is a good two, and a tumour that doubles in 120 days takes 400 to grow tenfold. Ten times the signal buys one year.",
                right=True,
            ),
            Choice(
                "Just as large, since the background decides on that.",
                "Where others bear the mark, background decides, and a stronger signal still helps against it. Here nearly none do.",
            ),
            Choice(
                "A third of the diameter, found about ten years sooner.",
                "A third would be the square root, as for an area. And ten years is about the whole time that CA125 takes to show at all.",
            ),
        ),
    ),
    Question(
        text="At a specificity of 99 %, a test finds a quarter of the tumours of 4 mm. It is now done on a hundred times the plasma, with the cut-off set again for the same specificity. What is gained?",
        choices=(
            Choice(
                "Ten times the sensitivity, for noise falls by the root.",
                "Noise of counting does fall so, but it was small already: a thousand vesicles are enough to count. People's own differences do not shrink with the sample.",
            ),
            Choice(
                "Fewer false alarms, since background is counted better.",
                "Specificity was fixed at 99 % by the cut-off. A background that differs between people is no error of counting.",
            ),
            Choice(
                "A higher predictive value, as more vesicles are seen.",
                "It follows from sensitivity, specificity and how common the tumour is, and none of the three has moved.",
            ),
            Choice(
                "Almost nothing, because people differ as they did before.",
                "What limits the test is that people differ, and more blood cannot cure that. A rarer mark can, or a comparison with one's own past: see Exercise 5.",
                right=True,
            ),
        ),
    ),
    Question(
        text="In men given a urine test of vesicles' RNA, high-grade cancer was found in 7.9 % of those with a low score and 26.8 % of those with a high one {cite:p}`Tutrone2023`. Why is that no proof for screening?",
        choices=(
            Choice(
                "The men already had a raised PSA, and many were ill.",
                "The test is asked whom to spare a biopsy, among men of whom three in ten have high-grade disease. Where few are ill, far fewer of its alarms would be right.",
                right=True,
            ),
            Choice(
                "The men were not followed, so that none could be sure.",
                "They were followed for two and a half years, in a randomised study. The design is not what is wanting.",
            ),
            Choice(
                "The men with a low score were all free of high-grade cancer.",
                "They were not: in 7.9 % of them it was found. And had it been so, the people tested would still be no screened public.",
            ),
            Choice(
                "The test reads urine, in which no tumour can be seen.",
                "The scores did part the men. Urine has its own cells and its own dilution, which the model leaves out; that does not make it blind.",
            ),
        ),
    ),
    Question(
        text="A mark shows tumours a year sooner than was possible before. What follows for those who have them?",
        choices=(
            Choice(
                "They live a year longer from the day they are told.",
                "From that day, perhaps; but the day has been moved. Part of the gain is lead time, and they have not for that reason lived longer.",
            ),
            Choice(
                "Fewer of them die of it, as early tumours are curable.",
                "It may be so and must be shown. In a trial of 202 638 women screening with CA125 found more early cancers, and no fewer women died {cite:p}`Menon2021`.",
            ),
            Choice(
                "Nothing as yet, until a trial has counted the deaths.",
                "Early detection is not yet benefit: part is lead time, and some of what is found would never have done harm. The model's years are years of growth, and not of life.",
                right=True,
            ),
            Choice(
                "They are spared harm, since only real tumours are found.",
                "A real tumour is not always a harmful one, and to be treated for one that is not is harm. Healthy people who are alarmed come on top.",
            ),
        ),
    ),
)
