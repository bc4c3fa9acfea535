"""The quiz of the chapter on prosurvival cargo."""

from evbook.teaching.questions import Choice, Numeric, Question, Slip

POOR = {"copies": 5.0, "released": 0.1}
"""Fewer copies and a worse release than the default's, for the reader to calculate with."""


def _donors(model, **cargo):
    """Donors whose whole output spares half of the cells at the edge."""
    return model.measures(**cargo)["ev_half"] / model.parameters["value"]["secretion"]


QUIZ = (
    Question(
        text="The review says that vesicles with TGF-β1 induce regulatory T cells. What does the study that it cites report {cite:p}`Clayton2007`?",
        choices=(
            Choice(
                "New regulatory cells arose from lymphocytes of donors.",
                "So the review reads it. The source reports no new ones; the box *The source says otherwise* gives the difference.",
            ),
            Choice(
                "Lymphocytes multiplied faster in response to interleukin-2.",
                "It is the other way: such vesicles *kept* lymphocytes of healthy donors from multiplying in response to interleukin-2.",
            ),
            Choice(
                "Regulatory cells that were already there worked better.",
                "That is what the source says. To strengthen what is there and to make new cells are two mechanisms, and they call for two remedies.",
                right=True,
            ),
            Choice(
                "Regulatory cells were found in patients' own plasma.",
                "You may think of {cite:t}`Martinez2017`, where TGF-β1 on vesicles in a few patients' plasma was associated with resistance. The paper is not about regulatory cells.",
            ),
        ),
    ),
    Numeric(
        text="Half of the cells at the edge live if the middle one gets what it lacks: it makes {own} inhibitors an hour and needs {needed}. A vesicle holds five copies, a tenth of which is released, and a donor sheds {shed} vesicles an hour. How many donors' whole output does one recipient need?",
        model="caspase-population",
        answer=lambda m: _donors(m, **POOR),
        unit="1",
        feedback="What is lacking, over copies, over the share released, over what a donor sheds. A cell among equal cells has one donor to itself, on average, and not more than a hundred. See *Vesicle budget*.",
        hint="Work out what the middle cell lacks in an hour, how many inhibitors one vesicle sets free, and how many vesicles a donor sheds.",
        slips=(
            Slip(
                lambda m, answer: answer * POOR["released"],
                "That counts all the copies. Only a tenth of them reaches the cytosol; the rest is digested.",
            ),
            Slip(
                lambda m, answer: answer * m.parameters["value"]["secretion"],
                "That is the number of vesicles an hour. A donor sheds many in that hour.",
            ),
            Slip(
                lambda m, answer: (
                    m.parameters["value"]["needed"]
                    / (POOR["copies"] * POOR["released"])
                    / m.parameters["value"]["secretion"]
                ),
                "You let vesicles bring all that the cell needs. Most of it the cell makes itself.",
            ),
        ),
        numbers={
            "own": lambda m: f"{m.parameters['value']['own']:,.0f}",
            "needed": lambda m: f"{m.parameters['value']['needed']:,.0f}",
            "shed": lambda m: m.parameters["value"]["secretion"],
        },
    ),
    Question(
        text="A steady supply of inhibitor, small beside what a cell makes itself, is added to cells under signals of every strength. Whose fate does it change?",
        choices=(
            Choice(
                "That of every cell: each of them dies somewhat later.",
                "This thinks of a brake that is graded. Caspase activation is a switch: a signal well above the edge kills with the drip as without it.",
            ),
            Choice(
                "That of cells under a signal that only just kills.",
                "A small drip moves the edge a little, and only cells between the old edge and the new one are spared. Exercise 1 puts numbers to it.",
                right=True,
            ),
            Choice(
                "That of cells under the strongest signal, hit the most.",
                "These are farthest from the edge, and a little more inhibitor does not bring them back. See *A switch, and a drip that removes it*.",
            ),
            Choice(
                "That of none, until the drip has removed the dead state.",
                "To remove the dead state takes a large drip, about as much as the cell makes. To tip a cell at the edge takes far less.",
            ),
        ),
    ),
    Question(
        text="The same vesicles with HGF, as many for each cell, hardly stir MET in a dish, and stir half of it among crowded cells. What makes the difference?",
        choices=(
            Choice(
                "In a dish the HGF is digested before it is released.",
                "HGF on the outside of a vesicle needs no release: it binds MET where the vesicle stands. Digestion is the fate of cargo that must reach the cytosol.",
            ),
            Choice(
                "Cells in a dish have far fewer MET receptors to be stirred.",
                "The two settings have the same receptors, and their number hardly matters to the share that is active: see *What matters*.",
            ),
            Choice(
                "Crowded cells shed more vesicles with more HGF on each.",
                "Nothing about the vesicles is changed between the two. Only how many cells share a millilitre is.",
            ),
            Choice(
                "In a dish the same ligand is thinned in far more room.",
                "A receptor responds to a concentration. A thousandth of the room for each cell is a thousand times the concentration, so that a dish may miss what a tissue feels.",
                right=True,
            ),
        ),
    ),
    Question(
        text="The switch lets vesicles bring an inhibitor like XIAP. How far does it apply to survivin?",
        choices=(
            Choice(
                "It says what survivin would need, if it bound caspase-3 in this way.",
                "That *if* is disputed: a study with purified proteins found that survivin does not bind XIAP {cite:p}`BBRC2017`. The model calculates how many copies it takes, and does not show that vesicles bring so many.",
                right=True,
            ),
            Choice(
                "It shows that survivin in vesicles protects from paclitaxel.",
                "Protection was reported in vitro, but the model cannot show it: paclitaxel kills mostly through mitochondria, which the model lacks.",
            ),
            Choice(
                "It shows that survivin holds caspases through XIAP.",
                "A model that assumes an inhibitor cannot tell how a protein inhibits, and the study with purified proteins speaks against this way.",
            ),
            Choice(
                "It gives the copies of survivin that a vesicle holds.",
                "Copies are an assumption of the model. Nobody has counted an inhibitor in vesicles in a way that the chapter could use.",
            ),
        ),
    ),
)
