"""The quiz of the chapter on immune escape."""

from evbook.teaching.questions import Choice, Numeric, Question, Slip


def _effectors(model) -> float:
    """Effector cells of a host without a tumour, s/d."""
    value = model.parameters["value"]
    return value["s"] / value["d"]


QUIZ = (
    Question(
        "Vesicles from the sera of patients with oral cancer kill activated T cells by Fas ligand {cite:p}`Kim2005`. "
        "What was the experiment?",
        (
            Choice(
                "The release of vesicles was blocked in mice, and their T cells lived longer.",
                "No release was blocked here. Of all that this chapter cites, one experiment did that: "
                "{cite:t}`Chalmin2010`, in mice, with a drug that does other things too.",
            ),
            Choice(
                "Vesicles were added to T cells in a dish, and the T cells went into apoptosis.",
                "It shows what such vesicles *can* do. How many meet a T cell in a patient, and whether it would have died "
                "without them, it does not show. An antibody against Fas stopped only a part, so there is more than Fas ligand.",
                right=True,
            ),
            Choice(
                "Vesicles were filtered from patients' blood, and their T cells recovered.",
                "That would be the test in patients, and nobody has done it here. The vesicles came from patients; "
                "the experiment took place in a dish.",
            ),
        ),
    ),
    Question(
        "The review counts galectin-1 on vesicles among the inducers of T-cell death. What does its source report?",
        (
            Choice(
                "The vesicles kill virus-specific CD4⁺ T cells through the receptor Tim-3.",
                "That is galectin-9, on vesicles of nasopharyngeal carcinoma {cite:p}`Klibi2009`.",
            ),
            Choice(
                "The vesicles lower NKG2D on natural killer cells, which then kill less.",
                "That is MICA on vesicles {cite:p}`Ashiru2010`; natural killer cells have no part in this study.",
            ),
            Choice(
                "The vesicles kill CD8⁺ T cells, as those with Fas ligand do.",
                "So the review can be read, but the abstract mentions no death. Where a source and the review differ, "
                "the source is what was seen.",
            ),
            Choice(
                "The vesicles turn CD8⁺ T cells into suppressors, which lose CD27 and CD28.",
                "So {cite:t}`Maybruck2017` report it. A cell that is turned is not a cell that is lost: it works for the "
                "other side, and a count of living T cells would not notice.",
                right=True,
            ),
        ),
    ),
    Numeric(
        "All vesicles that T_v = 10⁷ tumour cells shed, at 60 per cell per hour, are shared among the effectors of a host "
        "without a tumour, of which there are *s*/*d* ≈ {effectors}. How many does each effector receive in an hour?",
        model="immune-escape",
        answer=lambda model: model.budget(T_v=1e7, secretion=60)["value"]["received"],
        unit="EV/(cell hour)",
        tolerance=0.06,
        numbers={"effectors": _effectors},
        feedback="Within the 1 to 10 000 that cells are known to handle, though it is a ceiling: most vesicles never meet "
        "an effector. At ten times the reach it would be ten times as much, and beyond what is known.",
        hint="Multiply the tumour cells by what each sheds in an hour, and divide by the effectors.",
        slips=(
            Slip(
                lambda model, right: right / 60,
                "These are the tumour cells for each effector. Each of them sheds 60 vesicles an hour.",
            ),
            Slip(
                lambda model, right: right * 24,
                "That is what comes in a day. The budget counts by the hour, as the counts on single cells do.",
            ),
            Slip(
                lambda model, right: right * _effectors(model),
                "That is what all tumour cells shed together; it is shared among the effectors.",
            ),
        ),
    ),
    Question(
        "With the regulatory arm felt early, the tumour escapes from a single cell. "
        "What has become of the dormant state of the model?",
        (
            Choice(
                "It is gone: the vesicles have taken away the only balance of killing and growth.",
                "The phase plane still shows it. At this reach it vanishes only at a strength of about 1, and the "
                "tumour escapes from about 0.3 on.",
            ),
            Choice(
                "It is there and stable, but the path from one cell passes it on the wrong side.",
                "The separatrix lies between. A tumour that was dormant would stay so, and an experiment on "
                "dormant tumours would find these vesicles harmless.",
                right=True,
            ),
            Choice(
                "It is there but unstable, so that any small push sends a dormant tumour into escape.",
                "A state that the least push upsets is the saddle. The dormant state is still a stable spiral, and small pushes "
                "die away.",
            ),
        ),
        model="immune-escape",
    ),
    Question(
        "The chapter says that vesicles that are felt late need several times the strength. What does an *early* reach, a small T_v, ask of the vesicles?",
        (
            Choice(
                "That few of them are enough: half the effect is there when few have come.",
                "A small T_v is a small demand and not a large supply. Whether cells respond to so few is what would have to be "
                "counted, and none of the abstracts read does.",
                right=True,
            ),
            Choice(
                "That many of them are made: each tumour cell sheds more than it would later.",
                "The rate of shedding does not move the curves at all; it only says what a setting costs. T_v is "
                "about the response.",
            ),
            Choice(
                "That they travel further: distant organs feel them before the tumour has grown.",
                "Reach is counted in tumour cells here, not in millimetres; the model has no place. "
                "Where vesicles act is a good question all the same: {cite:t}`Poggio2019` found it to be the lymph node.",
            ),
            Choice(
                "That each of them does more: an effector that is hit once recruits no more.",
                "What an arm does when it is fully felt is its strength. Reach says how soon it is felt.",
            ),
        ),
        model="immune-escape",
    ),
)
