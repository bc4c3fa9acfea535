"""Three courses on the book: data and prose.  What is numeric in an answer is computed by the model it is about."""

from __future__ import annotations

from evbook.drawing.numbers import number, quantity
from evbook.teaching.courses import Assignment, Session, Syllabus


def _at(model, name: str, **values):
    """The outcomes at a scenario, with its vesicle terms on or off as it sets them."""
    (scenario,) = (each for each in model.declaration.scenarios if each.name == name)
    return model.measures(scenario=name, ev=scenario.ev, **values)


def _escape(model) -> str:
    on, off = _at(model, "regulatory")["T_final"], model.measures(scenario="regulatory", ev=False)["T_final"]
    reach = 10 * model.parameters["value"]["T_v"]
    late = _at(model, "regulatory", T_v=reach)["T_final"]
    return (
        f"With the vesicles {quantity(on, 'cell', 2)}, without them {quantity(off, 'cell', 2)}. "
        f"When they are half felt only at {quantity(reach, 'cell', 2)}, ten times as many, it is "
        f"{quantity(late, 'cell', 2)}, although they act as strongly."
    )


def _sink(model) -> str:
    usual, heavy = (_at(model, name) for name in ("trastuzumab", "kilogram"))
    bare = model.measures(scenario="trastuzumab", ev=False)
    return (
        f"The trough is {quantity(bare['trough'], 'mg/L', 3)} without vesicles, {quantity(usual['trough'], 'mg/L', 3)} "
        f"in the first scenario and {quantity(heavy['trough'], 'mg/L', 3)} with a kilogram of tumour. "
        "A decoy costs what is made of it in a day."
    )


def _fate(model) -> str:
    day = model.measures()
    return (
        f"Of {number(day['taken_day'], 3)} vesicles taken in, {number(day['digested_day'], 3)} are digested and "
        f"{number(day['released_day'], 3)} release their content; {number(day['delivered_day'], 2)} copies arrive. "
        f"The dye would show {number(day['dyed_day'], 3)}."
    )


def _balance(model) -> str:
    usual, many = (_at(model, name) for name in ("usual", "many"))
    own = model.parameters["value"]["own_d"]
    return (
        f"The recipient keeps {number(100 * usual['share_r_final'], 3)} % of its target in the first scenario and "
        f"{number(100 * many['share_r_final'], 3)} % in the second; the donor keeps "
        f"{number(100 * usual['M_d_final'] / own, 3)} % and {number(100 * many['M_d_final'] / own, 3)} % of its copies. "
        "Only what costs the donor most of its own reaches the neighbour."
    )


def _marker(model) -> str:
    one, ten = (_at(model, name) for name in ("marked", "tenfold"))
    return (
        f"The tumour is found {number((one['day_found'] - ten['day_found']) / 365.25, 2)} years sooner, at "
        f"{quantity(ten['size_found'], 'mm', 2)} instead of {quantity(one['size_found'], 'mm', 2)}."
    )


def _filter(model) -> str:
    usual, longer = (_at(model, name) for name in ("usual", "long_lived"))
    return (
        f"The week's mean in plasma is {number(100 * usual['plasma_mean'], 3)} % of what it was, and the least level "
        f"{number(100 * usual['plasma_least'], 3)} %; with long-lived vesicles they are "
        f"{number(100 * longer['plasma_mean'], 3)} % and {number(100 * longer['plasma_least'], 3)} %. "
        "What comes back within minutes is not lowered by a treatment of hours."
    )


def _block(model) -> str:
    good, blind = (_at(model, name) for name in ("threefold", "blind"))
    return (
        f"In the first scenario the tumour's mean release is {number(100 * good['tumour_mean'], 3)} % of what it was and "
        f"that of normal cells {number(100 * good['normal_mean'], 3)} %. Without selectivity the two are "
        f"{number(100 * blind['tumour_mean'], 3)} % and {number(100 * blind['normal_mean'], 3)} %."
    )


def _carrier(model) -> str:
    vesicles, liposomes = (_at(model, name) for name in ("vesicles", "liposomes"))
    return (
        f"{number(100 * vesicles['arrives'], 2)} % of the vesicles arrive, and {number(100 * liposomes['arrives'], 2)} % "
        "of the liposomes; what differs is how fast the blood is cleared of them."
    )


_PLAIN = ("tools", "download", "views")

SYLLABI = (
    Syllabus(
        "lecture",
        "One lecture",
        "For a class that knows cells and has not met the subject; one meeting, and what was read before it.",
        (
            Session(
                "What vesicles can and cannot do",
                ("microenvironment/immune-escape", "resistance/immunotherapy-sink"),
                "Ask for a prediction, move one slider, and ask who was wrong and why. "
                "End with the vesicle budget: how many would it take?",
            ),
        ),
        (
            Assignment(
                "Reach or strength?", "immune-escape",
                "Compare the final tumour with the vesicles on and off. Then move only their reach: what changes?",
                _escape, scenario="regulatory", free=("T_v",), hide=(*_PLAIN, "budget"),
            ),
            Assignment(
                "A sink", "antibody-sink",
                "How far does the trough of the antibody fall when the tumour weighs a kilogram?",
                _sink, scenario="trastuzumab", free=("mass",), hide=_PLAIN,
            ),
        ),
    ),
    Syllabus(
        "biologists",
        "Four weeks for biologists",
        "For biologists who read curves and do not program; one session a week.",
        (
            Session("Making and taking up", ("background/vesicle-classes", "background/biogenesis", "background/uptake"),
                    "Which of the routes was shown in a dish, and which in an animal? Use the evidence tables."),
            Session("The surroundings", ("microenvironment/stromal-activation", "microenvironment/immune-escape",
                    "microenvironment/metastasis"), "Each group defends one claim of the ledger, and another attacks it."),
            Session("Resistance", ("resistance/efflux-transfer", "resistance/mirna-cargo", "resistance/prosurvival-cargo"),
                    "How many vesicles an hour would each mechanism take? Compare with what cells are known to make."),
            Session("To the clinic", ("mitigation/hemofiltration", "perspectives/liquid-biopsy",
                    "perspectives/whole-picture"), "Which number would you have measured first?"),
        ),
        (
            Assignment("What becomes of a vesicle?", "vesicle-fate",
                       "Of the vesicles taken in within a day, how many release their content, and what would a dye show?",
                       _fate, free=("offered", "released"), hide=_PLAIN),
            Assignment("A microRNA between cells", "mirna-balance",
                       "Compare the first two scenarios: what is left of the recipient's target, and of the donor's copies?",
                       _balance, hide=("tools", "download")),
            Assignment("Ten times the signal", "blood-marker",
                       "By how much sooner is a tumour found when its cells shed ten times as much of the marker?",
                       _marker, scenario="marked", hide=_PLAIN),
        ),
    ),
    Syllabus(
        "pharmacology",
        "A course in systems pharmacology",
        "For students who write equations; six sessions with a project (change a model in ten lines).",
        (
            Session("Antibodies and decoys", ("resistance/immunotherapy-sink",),
                    "Derive the condition under which affinity no longer matters."),
            Session("Growth, vessels and dose", ("microenvironment/angiogenesis",),
                    "Why may one dose fail as a bolus and hold as an infusion?"),
            Session("Drug within the cell", ("resistance/drug-export", "resistance/stromal-resistance"),
                    "Turn a rate of export into vesicles an hour, and judge it."),
            Session("Indirect response", ("mitigation/blocking-release",),
                    "From inhibition to the level of what is released: which lag is the drug's, and which the cell's?"),
            Session("Removal", ("mitigation/hemofiltration", "perspectives/delivery"),
                    "Compare two ways to change a clearance."),
            Session("The whole", ("perspectives/whole-picture",), "Projects: each changes one model and defends it."),
        ),
        (
            Assignment("Selectivity", "release-block",
                       "What does the tumour lose, and what do normal cells, with selectivity and without?",
                       _block, scenario="threefold", free=("rho",), hide=("download",)),
            Assignment("Faster than the leak?", "plasma-filter",
                       "What is left of the week's mean after the usual treatments, and how does the lifetime change it?",
                       _filter, scenario="usual", free=("t_plasma",), hide=("download",)),
            Assignment("What arrives", "vesicle-delivery",
                       "Which share of the vesicles arrives, and which of the liposomes? Name the number that decides.",
                       _carrier, hide=("download",)),
        ),
    ),
)  # fmt: skip
