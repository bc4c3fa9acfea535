"""The quiz of the chapter on angiogenesis."""

from evbook.teaching.questions import Choice, Numeric, Question, Slip


def _needed(model, stimulus: float) -> float:
    """Endostatin infused, in mg/kg a day, above which a small tumour shrinks."""
    v = model.parameters["value"]
    return v["stimulation"] * (1 + stimulus) * v["clr_endo"] / v["e_endo"]


def _left(model, on_vesicles: float) -> float:
    """The share of VEGF that an antibody leaves which neutralises 95 % of what it sees."""
    return 1 - 0.95 * (1 - on_vesicles * (1 - model.parameters["value"]["seen"]))


QUIZ = (
    Question(
        "Suppose that vesicles double a tumour's call for vessels. What changes most, in this model?",
        (
            Choice(
                "The day on which it passes 2000 mm³, which comes twice as soon.",
                "It comes {sooner} days sooner. A tumour so small is hardly crowded by its vessels yet.",
            ),
            Choice(
                "The size at which it settles, which a study would notice.",
                "That size does change, but the plateau is as heavy as the mouse. An animal is taken out of the study long before.",
            ),
            Choice(
                "The dose of an inhibitor that just cures, which is doubled.",
                "A cure is a balance: drugs must take away as much capacity as the tumour calls for. "
                "Growth to 2000 mm³ is only {sooner} days faster.",
                right=True,
            ),
            Choice(
                "The response to a drug of any kind, which is lost altogether.",
                "A dose that is larger in proportion still cures. It is the dose that was just enough which fails.",
            ),
        ),
        model="tumour-vessels",
        numbers={
            "sooner": lambda model: model.measures(ev=False)["day_2000"] - model.measures(epsilon=1)["day_2000"],
        },
    ),
    Numeric(
        "Under a steady infusion a small tumour shrinks when *e* *D*/*c* > *b*(1 + ε), with *b* = {b}, *e* = {e} and *c* = {c} for endostatin in the units "
        "of the table. Above which dose *D* does it shrink when vesicles add 0.4 to the call?",
        model="tumour-vessels",
        answer=lambda model: _needed(model, 0.4),
        unit="mg/(kg day)",
        tolerance=0.03,
        feedback="The dose is proportional to the call, 1.4 times what it is without vesicles. At 20 mg/kg a day, the dose of the published arm, "
        "the cure would be lost whatever the schedule.",
        hint="Solve for D, and put in ε = 0.4.",
        numbers={
            "b": lambda model: f"{model.parameters['value']['stimulation']:g}",
            "e": lambda model: f"{model.parameters['value']['e_endo']:g}",
            "c": lambda model: f"{model.parameters['value']['clr_endo']:g}",
        },
        slips=(
            Slip(
                lambda model, right: _needed(model, 0),
                "That is the dose without vesicles.",
            ),
            Slip(
                lambda model, right: right * 1.4**0.5,
                "The power of 3/2 belongs to the plateau of an untreated tumour. The dose is proportional to the call itself.",
            ),
            Slip(
                lambda model, right: right / model.parameters["value"]["clr_endo"],
                "The clearance is left out: what is infused in a day is not what stands in the body.",
            ),
        ),
    ),
    Question(
        "Neutral sphingomyelinase 2 promotes angiogenesis through vesicles rich in miR-210 {cite:p}`Kosaka2013`. "
        "In which cell does the enzyme act?",
        (
            Choice(
                "In the cancer cell that releases the vesicles.",
                "It makes ceramide, by which vesicles bud. The review's wording leaves the cell open, and an inhibitor of the enzyme "
                "reaches every cell of a culture.",
                right=True,
            ),
            Choice(
                "In the endothelial cell that takes them up.",
                "What acts there is the microRNA. The enzyme is needed where vesicles are made.",
            ),
            Choice(
                "On the vesicle, which brings the enzyme along.",
                "What is reported to be brought is miR-210. The enzyme acts before there is a vesicle.",
            ),
        ),
    ),
    Numeric(
        "An antibody neutralises 95% of the VEGF that it sees. A tenth of the VEGF rides on vesicles, and of that it sees only a tenth. "
        "How many times as much VEGF is left, against a tumour with all of it in solution?",
        model="tumour-vessels",
        answer=lambda model: _left(model, 0.1) / _left(model, 0),
        unit="1",
        feedback="An antibody works by leaving little, and so what it cannot see is most of what is left. "
        "The share on vesicles is unknown for most tumours.",
        hint="Calculate what is left in solution and what is left on vesicles, and divide the sum by what is left when all is in solution.",
        slips=(
            Slip(
                lambda model, right: 1.1,
                "A tenth more would be left if the antibody left nearly everything. It leaves a twentieth, and beside that a tenth is much.",
            ),
            Slip(
                lambda model, right: 100 * _left(model, 0.1),
                "That is what is left, in per cent of all VEGF. Divide it by the 5% that are left without vesicles.",
            ),
            Slip(
                lambda model, right: _left(model, 0.1),
                "That is what is left, as a share of all VEGF. Divide it by the share that is left without vesicles.",
            ),
        ),
    ),
    Question(
        "Vesicles with a microRNA silence its target in endothelial cells, and an antagonist of the microRNA, given to those cells, "
        "abolishes the effect. Does this prove that the vesicles' copies did it?",
        (
            Choice(
                "Yes: without the microRNA there is no effect, and they brought it.",
                "The recipient may make copies of its own, and the antagonist takes those away as well.",
            ),
            Choice(
                "No: an antagonist cannot reach copies that are inside of a vesicle.",
                "It does not have to. It meets them in the cytosol of the recipient, where they would have to act.",
            ),
            Choice(
                "Yes: at a thousand vesicles an hour enough copies are delivered.",
                "That is what the model asks for, and none of these studies counted what came. To take away the microRNA does not say whose it was.",
            ),
            Choice(
                "No: the cell's own copies, which may do most of it, are lost too.",
                "Near its threshold a cell responds to few vesicles because its own copies have done the work. "
                "To take the microRNA away in the donor would be the better experiment.",
                right=True,
            ),
        ),
    ),
)
