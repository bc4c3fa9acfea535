"""The quiz of the chapter on stromal activation."""

from evbook.teaching.questions import Choice, Numeric, Question, Slip


def _edge(model) -> float:
    """The supply of PDGF, in molecules a day, at which healing is lost."""
    v = model.parameters["value"]
    return v["decay"] * v["P_half"] * v["removal_F"] / (v["division_F"] - v["removal_F"])


QUIZ = (
    Question(
        "Vesicles of prostate cancer with TGF-β1 make myofibroblasts that support tumours {cite:p}`Webber2015b`. "
        "What makes this evidence stronger than most of the chapter's?",
        (
            Choice(
                "The dose of vesicles was such as a body makes, counted in mice.",
                "For none of this chapter's claims is such a dose on record.",
            ),
            Choice(
                "TGF-β1 in solution had the same effect on the growth of tumours.",
                "It made myofibroblasts too, but *not* ones that promoted vessels or tumours. That is what makes the study surprising.",
            ),
            Choice(
                "The vesicles had come from patients and not from a cell line.",
                "They came from cancer cells in culture. Where they come from would not show that they are needed, either.",
            ),
            Choice(
                "Cancer cells that could not release vesicles lost the effect.",
                "Without Rab27a the effect was gone, in the dish and in mice. To add vesicles shows what they can do; to stop their release "
                "shows what they did. Rab27a serves other secretion too, so even this is not the last word.",
                right=True,
            ),
        ),
    ),
    Numeric(
        "Healthy tissue no longer holds, without any injury, once vesicles bring {edge} molecules of PDGF a day. "
        "How many tumour cells in reach is that, if each sheds 60 vesicles an hour and each vesicle carries three molecules?",
        model="fibroblast-circuit",
        answer=lambda model: _edge(model) / (60 * model.parameters["value"]["hours"] * 3),
        unit="cell",
        feedback="That is a small fraction of a milligram of tumour, so that the mass of a tumour is no limit here. "
        "Whether its vesicles reach the tissue is, and three molecules is a number that nobody has counted.",
        hint="What one tumour cell brings in a day is its vesicles an hour, times the hours, times the molecules on each.",
        numbers={"edge": _edge},
        slips=(
            Slip(
                lambda model, right: 24 * right,
                "This takes what a cell sheds in an hour for what it sheds in a day.",
            ),
            Slip(
                lambda model, right: 3 * right,
                "That is at one molecule on a vesicle. With three, a third of the cells is enough.",
            ),
            Slip(
                lambda model, right: 60 * right,
                "This lets a cell shed one vesicle an hour; it sheds sixty.",
            ),
        ),
    ),
    Question(
        "After a day of injury, stopping the vesicles on day 15 lets the tissue heal, and stopping them on day 45 does not, "
        "although no scar is seen on either day. Why?",
        (
            Choice(
                "By day 45 the two kinds of cell keep each other alive without vesicles.",
                "The tissue has been carried over the separatrix. The outcome was settled about day 20, a month before a scar could be seen.",
                right=True,
            ),
            Choice(
                "By day 45 the vesicles taken up earlier have had their delayed effect.",
                "In this circuit a supply acts while it lasts. What remembers is the tissue itself, in its numbers of cells.",
            ),
            Choice(
                "By day 45 the tissue has been injured for too long a time to heal.",
                "The injury lasted one day in both cases, and without vesicles it would have healed.",
            ),
        ),
    ),
    Question(
        "The same amount of TGF-β is given to cells in solution, or nine tenths of it on vesicles that hand it over slowly. "
        "What would an experimenter who looks after one hour report?",
        (
            Choice(
                "The same answer in both, since the molecules are equal in number.",
                "In number they are, but after an hour most of those on vesicles have not been handed over.",
            ),
            Choice(
                "A weaker response to vesicles, and so miss that theirs outlasts the other.",
                "After an hour it is {hour} times the answer in solution, and after a day {day} times: by then the cells have emptied their medium of what "
                "was dissolved. Duration alone can make one ligand act like two.",
                right=True,
            ),
            Choice(
                "A stronger response to vesicles, since ligands on a surface act together.",
                "That may be so in a cell, but it is not in this model, which changes nothing but the time of hand-over.",
            ),
        ),
        model="tgf-beta",
        numbers={
            "hour": lambda model: (
                model.simulate([60.0])["pSMAD2"].iloc[0] / model.simulate([60.0], on_vesicles=0)["pSMAD2"].iloc[0]
            ),
            "day": lambda model: model.measures()["day_one"] / model.measures(on_vesicles=0)["day_one"],
        },
    ),
    Question(
        "The first switch of the transition flips at about 1.0 model units of TGF-β on the way up and flips back at about 0.65 on the way down. "
        "A cell was raised to 1.5 and is now lowered to 0.8. What is it?",
        (
            Choice(
                "Epithelial, since 0.8 is below the value at which it changed.",
                "On the way up it would be. Once it has changed it stays changed until the lower fold, at about 0.65.",
            ),
            Choice(
                "Epithelial or partial, by chance, since both can rest at 0.8.",
                "Both can rest there, and where it comes from decides which. That is what hysteresis means, and no chance is in it.",
            ),
            Choice(
                "Partial still, since it has not come down to the lower fold.",
                "Below about 0.65 it would become epithelial again. The second switch, beyond about 2.0, never flips back.",
                right=True,
            ),
            Choice(
                "Mesenchymal for good, since a cell that changed does not return.",
                "That is the second switch, which 1.5 does not reach. The first one flips back.",
            ),
        ),
    ),
)
