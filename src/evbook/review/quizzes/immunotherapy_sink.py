"""The quiz of the chapter on the sink for antibodies."""

from evbook.teaching.questions import Choice, Numeric, Question, Slip


def _sites_a_day(model):
    """Sites that the vesicles of *kilogram* bring to plasma in a day, in nmol."""
    p = model.parameters["value"].to_dict() | model.scenarios.loc["kilogram", "values"]
    on_each = p["receptors"] * p["surface"] / p["cell_area"]
    return p["mass"] * p["per_gram"] * p["secretion"] * p["reach"] * on_each / p["avogadro"]


def _fall(model):
    """By how much the steady level falls, with the dose as an infusion."""
    bare, drawn = (
        model.simulate([700.0], scenario="kilogram", infused=1, treated=800, ev=ev)["drug"].iloc[0]
        for ev in (False, True)
    )
    return bare - drawn


QUIZ = (
    Question(
        text="The review says that vesicles with PD-L1 catch the checkpoint antibody, and cites {cite:t}`Chen2018`. What does the abstract of that paper support?",
        choices=(
            Choice(
                "Such vesicles took the antibody away before it met the tumour.",
                "So the review puts it, but the abstract makes no claim that antibody is caught. Its antibody was one to PD-1, which sits on T cells. The box *The source says otherwise* tells it.",
            ),
            Choice(
                "PD-L1 on circulating vesicles told responders from the others.",
                "A marker of response is what the abstract reports. An antibody to PD-1 has nothing to hold on vesicles with PD-L1; one to PD-L1 could be caught.",
                right=True,
            ),
            Choice(
                "With their release blocked, the antibody worked again.",
                "You think of a later study, in mice and with an antibody to PD-L1. It stands under *Since 2019*, and is not the paper that the review cites.",
            ),
            Choice(
                "Vesicles with PD-1 caught it before it met a T cell.",
                "That is the wrong way round: PD-1 is the receptor on T cells, and its ligand PD-L1 is what tumour and vesicles carry.",
            ),
        ),
    ),
    Numeric(
        text="In the scenario with a kilogram of tumour, vesicles bring {sites} nmol of free sites to plasma in a day. A nanomole of antibody weighs {mass} mg, and its clearance is {clearance} L a day. The level is high enough to fill every site. By how much does the steady level fall?",
        model="antibody-sink",
        answer=_fall,
        unit="mg/L",
        feedback="Each site that is made takes one antibody; what is taken in a day, over the clearance, is the fall. Neither the affinity nor the half-life of the vesicles is in it. The rule stands under *A sink is a rate*.",
        hint="Turn the sites of a day into milligrams of antibody, and ask which clearance would take that much in a day.",
        slips=(
            Slip(
                lambda m, answer: answer / m.parameters["value"]["molar_mass"],
                "That is in nanomoles per litre: sites over clearance, without the mass of a nanomole.",
            ),
            Slip(
                lambda m, answer: answer * m.parameters["value"]["CL"],
                "That is the antibody taken in a day, in milligrams. A level follows only when it is set against the clearance.",
            ),
            Slip(
                lambda m, answer: answer * m.parameters["value"]["CL"] / m.parameters["value"]["V1"],
                "You divided by the volume: that is the loss of one day. A steady level is set by rates, so divide by the clearance.",
            ),
        ),
        numbers={
            "sites": _sites_a_day,
            "mass": lambda m: f"{m.parameters['value']['molar_mass']:.4f}",
            "clearance": lambda m: f"{m.parameters['value']['CL']:.3f}",
        },
    ),
    Question(
        text="Two patients' tumours bring as many HER2 vesicles to plasma in a day. In one of them vesicles live ten times as long, and ten times as many are counted. Trastuzumab is far above what fills the sites. Who loses more of it to the vesicles?",
        choices=(
            Choice(
                "The one with ten times the count, ten times as much.",
                "This takes a count for a flow. What stands in plasma follows half-life; what is lost follows production, and production is the same. Exercise 2 computes it.",
            ),
            Choice(
                "The one whose vesicles are cleared quickly, antibody and all.",
                "Each vesicle takes its antibody along once. If it goes sooner, its place is taken sooner too; but no more vesicles are made in a day than before.",
            ),
            Choice(
                "It depends on how firmly the antibody binds its target.",
                "While the level fills the sites, a firmer grip fills no more of them. That is why affinity hardly matters once a sink is full.",
            ),
            Choice(
                "Neither: both lose much the same amount in a day.",
                "The loss is what is made in a day, as long as sites are filled before they are cleared. A snapshot of plasma says little about a sink.",
                right=True,
            ),
        ),
    ),
    Question(
        text="The same total of antibody is given in small doses often, or in large doses seldom. By the model, when do large doses leave clearly more free antibody?",
        choices=(
            Choice(
                "When sites are made about as fast as drug is given.",
                "Then small doses are used up one by one, and a large one exceeds what the sink can take. An ordinary tumour in a patient is nowhere near that step.",
                right=True,
            ),
            Choice(
                "Whenever vesicles take any part of the antibody at all.",
                "As long as the sink takes no more than half of the dose, the schedules agree within about a tenth: see the table under *When the schedule matters*.",
            ),
            Choice(
                "When the vesicles hold on to the antibody very firmly.",
                "The threshold is one of rates, of sites made against drug given. Half-life and affinity of the decoy do not enter it, as Exercise 3 says.",
            ),
            Choice(
                "Never, since the same total gives the same mean level.",
                "That holds while clearance is in proportion to the level. A sink that runs empty is not: a site made while no antibody is there is cleared unused.",
            ),
        ),
    ),
    Question(
        text="In the model an ordinary tumour's vesicles take almost no trastuzumab from plasma. Which claim is left untouched by that?",
        choices=(
            Choice(
                "Vesicles that live longer in blood would take far more of it.",
                "That is answered: a longer life raises the count in plasma and not the loss. See *A sink is a rate*.",
            ),
            Choice(
                "Vesicles between the cells of a tumour may shield its cells.",
                "The model knows plasma only. Between the cells vesicles are estimated to be vastly denser, and no level in blood would show a decoy at work there. *What it leaves out* says so.",
                right=True,
            ),
            Choice(
                "Vesicles with PD-L1 may drain pembrolizumab instead.",
                "Pembrolizumab binds PD-1, which these vesicles do not carry; it is the chapter's negative control, and no mass of tumour changes that.",
            ),
            Choice(
                "A kilogram of tumour with HER2 may take half of the dose.",
                "That was computed too, with every vesicle reaching plasma. It needs more tumour vesicles than all that are counted there, as the budget shows.",
            ),
        ),
    ),
)
