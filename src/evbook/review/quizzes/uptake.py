"""The quiz of the chapter on uptake."""

from evbook.teaching.questions import Choice, Numeric, Question, Slip

QUIZ = (
    Question(
        "A vesicle of 300 nm and one of 150 nm carry their ligands equally densely. "
        "How many bonds pay for the wrapping of the larger one, against the smaller?",
        (
            Choice(
                "Four times as many, since its surface is four times as large.",
                "So many more could form. What must be paid is the bend, and that does not grow with the surface.",
            ),
            Choice(
                "Half as many, since its membrane is less strongly curved.",
                "Half the curvature means a quarter of the price for each area, on four times the area.",
            ),
            Choice(
                "About as many, since the bend costs the same at any size.",
                "The price is 8π times the rigidity, and about forty bonds of 15 kT pay it. With weaker bonds or a stiffer membrane it "
                "would be more.",
                right=True,
            ),
        ),
    ),
    Numeric(
        "One in a thousand vesicles that a cell takes in releases what it holds to the cytosol, and each holds {copies} copies of an abundant "
        "microRNA on average. How many vesicles must be taken in for one copy to be released?",
        model="vesicle-fate",
        answer=lambda model: 1 / (0.001 * model.parameters["value"]["one_micro"]),
        unit="EV",
        feedback="A neighbour that sheds sixty an hour needs about {weeks} weeks for so many. Either more is released, or vesicles are richer than "
        "average, or the effect has another cause.",
        hint="A copy needs a vesicle that holds one and a vesicle that releases it: the two chances multiply.",
        numbers={
            "copies": lambda model: f"{model.parameters['value']['one_micro']:g}",
            "weeks": lambda model: 1 / (0.001 * model.parameters["value"]["one_micro"]) / (60 * 24 * 7),
        },
        slips=(
            Slip(
                lambda model, right: 0.001 * right,
                "That many hold one copy among them. Of those vesicles, only one in a thousand releases it.",
            ),
            Slip(
                lambda model, right: 1000.0,
                "One of these releases what it holds, and it most likely holds no copy.",
            ),
            Slip(
                lambda model, right: right * 0.001 / model.parameters["value"]["released"],
                "That is with the share released of the live model's first scenario, which is one in five.",
            ),
        ),
    ),
    Question(
        "Cells are given vesicles that were dyed, and the cells glow. What has been shown?",
        (
            Choice(
                "That vesicles were taken in and released their content.",
                "What was digested glows as well. In the model a dye looks the same whether a fifth is released or a thousandth.",
            ),
            Choice(
                "That dye was taken in, with vesicles or by itself.",
                "In one preparation nine of ten dyed particles were dye alone, and cells took those up too {cite:p}`PuzarDominkus2018`. "
                "A control without vesicles, carried through the same staining, is the least that is needed.",
                right=True,
            ),
            Choice(
                "That vesicles were taken in, but not what became of them.",
                "The second half is right. The first is not safe, as dye forms particles of its own.",
            ),
            Choice(
                "That vesicles fused with the cell's own membrane.",
                "Fusion would leave dye in the membrane, but so would other ways in. Counted by other means, vesicles fused very rarely "
                "{cite:p}`BioconjChem2022`.",
            ),
        ),
    ),
    Question(
        "A vesicle bears a ligand on its surface and a cargo inside. Uptake of what is bound falls fifty-fold, and all else stays. "
        "What becomes of the two messages in the model?",
        (
            Choice(
                "Both fall, since a vesicle that stays outside cannot act.",
                "A ligand acts on its receptor from outside, and does so for as long as the vesicle is bound.",
            ),
            Choice(
                "Both grow, since fewer vesicles end in a lysosome.",
                "Fewer are digested because fewer are taken in, and what is not taken in is not released either.",
            ),
            Choice(
                "Neither changes, since as many vesicles are bound.",
                "As many come, but each stays bound for longer: uptake was what ended most bonds.",
            ),
            Choice(
                "The signal grows, and the copies delivered fall.",
                "The signal grows {signal}-fold, and the copies fall to {copies}% of what they were. What serves the one message costs "
                "the other, so it matters which of them causes an effect.",
                right=True,
            ),
        ),
        model="vesicle-fate",
        numbers={
            "signal": lambda model: model.measures(entering=0.02)["signal_day"] / model.measures()["signal_day"],
            "copies": lambda model: (
                100 * model.measures(entering=0.02)["delivered_day"] / model.measures()["delivered_day"]
            ),
        },
    ),
    Question(
        "Counted with a split luciferase, vesicles fused very rarely {cite:p}`BioconjChem2022`. "
        "Does that refute what vesicles are said to do to cells?",
        (
            Choice(
                "No: a ligand on a bound vesicle needs no release.",
                "It does tell against effects that are attributed to a cargo, unless many vesicles come or each is rich. So ask first of "
                "any effect whether it came from the surface or from the cargo.",
                right=True,
            ),
            Choice(
                "Yes: what stays in a vesicle cannot act on a cell.",
                "What is on the outside of it can. Signalling from the surface is one of the three fates of this chapter.",
            ),
            Choice(
                "No: each vesicle holds so many copies that few suffice.",
                "Of an abundant microRNA it holds about a hundredth of a copy {cite:p}`Chevillet2014`.",
            ),
            Choice(
                "No: pictures show that dyed vesicles fill the cells.",
                "A dye shows what was taken in, if it was a vesicle at all, and not what was released.",
            ),
        ),
    ),
)
