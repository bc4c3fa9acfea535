"""The quiz of the chapter on classes of vesicles."""

from evbook.teaching.questions import Choice, Numeric, Question, Slip


def _above_200_nm(weight: int):
    """The share of the vesicles' number, surface or volume, in per cent, that lies above 200 nm."""
    return lambda model: 100 * model.simulate([200.0], weight=weight)["share"].iloc[0]


QUIZ = (
    Numeric(
        "A preparation takes 99 of a hundred lipoproteins out of plasma, and loses no vesicle. "
        "Of the particles that tracking counts in it, from 70 nm on, how many in a hundred are vesicles?",
        model="particle-sizes",
        answer=lambda model: 100 * model.measures(kept=0.01)["purity_here"],
        unit="%",
        feedback="Most of what is counted is still lipoprotein, because there were so many to begin with. "
        "A preparation is as clean as what it leaves, and not as what it takes.",
        hint="In the first live model, set the lipoproteins left to 0.01, and read what share of the count are vesicles.",
        slips=(
            Slip(
                lambda model, right: 99.0,
                "That is the share of lipoproteins that was taken out. What is left of them must be set against the vesicles.",
            ),
            Slip(
                lambda model, right: 100 * model.measures(kept=1)["purity_here"],
                "That is plasma as it is, before the preparation.",
            ),
            Slip(
                lambda model, right: 100 - right,
                "That is the share of the count that are no vesicles.",
            ),
        ),
    ),
    Question(
        "In a preparation of tumour cells you find particles of 100 nm with a bilayer. What may you call them?",
        (
            Choice(
                "Exosomes, because they measure between 30 and 150 nm.",
                "ARMMs bud from the plasma membrane and measure about 100 nm as well {cite:p}`Nabhan2012`. "
                "The range of sizes is a convention, and does not tell where a vesicle was made.",
            ),
            Choice(
                "Exomeres, because they are smaller than microvesicles are.",
                "Exomeres have no membrane, and measure about 35 nm {cite:p}`Zhang2018`.",
            ),
            Choice(
                "Vesicles, until it has been shown where they were made.",
                "A name that claims an origin needs evidence of the origin; so say the guidelines of 2023 {cite:p}`Welsh2024`.",
                right=True,
            ),
            Choice(
                "Lipoproteins, since these outnumber all else in plasma.",
                "They do in plasma, but a lipoprotein has no bilayer, and here cells made the particles.",
            ),
        ),
    ),
    Question(
        "In urine, flow cytometry counted about a thousand times fewer vesicles than tracking did "
        "{cite:p}`vanderPol2011`. How does this chapter explain it?",
        (
            Choice(
                "Most vesicles are smaller than what a usual flow cytometer sees.",
                "From about 300 nm on it sees one in a thousand, and tracking from about 50 nm most. Neither count is wrong: "
                "each is a count above a limit.",
                right=True,
            ),
            Choice(
                "Tracking counts lipoproteins, which flow cytometry leaves out.",
                "In plasma that would be the worry, and 998 of a thousand are. The model takes urine without lipoproteins, "
                "and the difference is there all the same.",
            ),
            Choice(
                "Flow cytometry destroys the small vesicles as it counts them.",
                "It does not need to. A small particle scatters too little light to be seen, and that is enough.",
            ),
        ),
    ),
    Question(
        "By number, fewer than one vesicle in a hundred of the sample lies above 200 nm. "
        "How much of what is dissolved in the lumen do these few hold?",
        (
            Choice(
                "About one part in a hundred, as of the number.",
                "That would be so if all vesicles were of one size. A vesicle of 300 nm holds twenty-seven times as much as one of 100 nm.",
            ),
            Choice(
                "About {surface}%, because cargo is proportional to the area.",
                "By the area goes what sits in the membrane. What is dissolved is proportional to the volume.",
            ),
            Choice(
                "Nearly all, as the largest outweigh all others.",
                "They hold {volume}% with the numbers assumed, and not nearly all: the small ones are many.",
            ),
            Choice(
                "About {volume}%, because it is proportional to the volume.",
                "How many large ones there are is assumed, so that it may be a tenth or a half. That it is no hundredth is the point.",
                right=True,
            ),
        ),
        model="particle-sizes",
        numbers={"surface": _above_200_nm(2), "volume": _above_200_nm(3)},
    ),
    Numeric(
        "Diffusion takes {near} hours to bring a vesicle of 100 nm over 100 µm of water. "
        "How many hours does it take over 250 µm, as far as a cell is said to signal with a soluble factor?",
        model="vesicle-reach",
        answer=lambda model: model.simulate([250.0], slowed=1)["hours"].iloc[0],
        unit="hour",
        feedback="It grows by the square of the distance. With a half-time of uptake of half an hour, hardly any vesicle is left "
        "to arrive; the protein is there in about ten minutes.",
        hint="The time of diffusion is proportional to the square of the distance.",
        numbers={"near": lambda model: model.simulate([100.0], slowed=1)["hours"].iloc[0]},
        slips=(
            Slip(
                lambda model, right: right * 100 / 250,
                "This lets the time grow with the distance, as for something that travels. What diffuses forgets where it was "
                "going: its time grows by the square.",
            ),
            Slip(
                lambda model, right: 60 * right,
                "These are minutes; the question asks for hours.",
            ),
            Slip(
                lambda model, right: model.simulate([250.0], ev=False)["hours"].iloc[0],
                "That is the soluble factor, which is fifteen times smaller and so fifteen times faster.",
            ),
        ),
    ),
)
