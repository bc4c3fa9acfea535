"""The quiz of the chapter on drug export and sequestration."""

from evbook.teaching.questions import Choice, Numeric, Question, Slip

LARGE = {"secretion": 1000.0, "diameter": 0.5, "fold": 100.0}
"""Microvesicles for the reader to calculate with."""

QUIZ = (
    Question(
        text="Which experiment of this section blocked the release of vesicles and then looked for the drug?",
        choices=(
            Choice(
                "The one on many lines, compared by the genes they express.",
                "{cite:t}`Shedden2003` found a correlation across lines; nothing was blocked, and it does not say which came first.",
            ),
            Choice(
                "The one on ovarian lines, whose vesicles carried copper pumps.",
                "{cite:t}`Safaei2005` found drug and pumps in the same vesicles. That is a hint at what loads them, and no test of what happens without them.",
            ),
            Choice(
                "The one on breast cancer cells, with doxorubicin that shines.",
                "There the drug was seen to leave with vesicles {cite:p}`Shedden2003`. How much left that way, and whether the cell would miss it, was not asked.",
            ),
            Choice(
                "The one on B-cell lymphoma lines, with their ABCA3 lowered.",
                "With less ABCA3 more of the drug stayed in the cells {cite:p}`Koch2016`. It moved the right way; but ABCA3 has other duties, so even this is not proof.",
                right=True,
            ),
        ),
    ),
    Numeric(
        text="A cell sheds {shed} microvesicles an hour, half a micrometre across. Drug in them is a hundred times as concentrated as in the cytoplasm of {cytoplasm} µm³. Which rate of export is that, to be compared with the pumps?",
        model="drug-export",
        answer=lambda m: m.measures(**LARGE)["rate"],
        unit="1/hour",
        feedback="Vesicles an hour, times the volume of one, times how concentrated drug is in it, over the cytoplasm. The pumps take {pumps} per hour: from large vesicles, export comes within sight of them.",
        hint="Work out which volume of cytoplasm, drug and all, leaves in an hour, and divide it by the cytoplasm. The volume of a sphere is π/6 times the cube of its diameter.",
        slips=(
            Slip(
                lambda m, right: right * 8,
                "You took the diameter for the radius. The volume is proportional to the cube, so that your result is eight times too much.",
            ),
            Slip(
                lambda m, right: right / LARGE["fold"],
                "That is without the hundredfold concentration: what would leave if drug in vesicles were no more concentrated than in the cytoplasm.",
            ),
            Slip(
                lambda m, right: right * m.parameters["value"]["V_c"],
                "That is the volume of cytoplasm cleared in an hour, in cubic micrometres. As a rate it is over the whole cytoplasm.",
            ),
        ),
        numbers={
            "shed": lambda m: "1000",
            "cytoplasm": lambda m: f"{m.parameters['value']['V_c']:.0f}",
            "pumps": lambda m: m.parameters["value"]["k_e"],
        },
    ),
    Question(
        text="Vesicles inside a cell take drug up and give it back, and none of them is released. The drug stays in the medium for days. What becomes of the drug on DNA?",
        choices=(
            Choice(
                "It comes later, but in the end to the same level as without.",
                "A store that gives back is a buffer: it delays, and at steady state it changes nothing. Only while it fills does it act as a drain.",
                right=True,
            ),
            Choice(
                "It stays as low as if all that is taken up were shed each hour.",
                "This takes a buffer for a drain. What is shed is lost; what is stored comes back as fast as it goes in, once the store is full. Exercise 3 compares the two.",
            ),
            Choice(
                "It falls further every hour, as more and more is stored.",
                "A store that gives back has an end: it fills until return equals uptake, and then takes nothing more.",
            ),
            Choice(
                "It rises above the level without them, as drug is hoarded.",
                "What is hoarded lies in vesicles, apart from DNA. Cytoplasm settles where medium and pumps put it, with or without a store.",
            ),
        ),
    ),
    Question(
        text="Acid medium raises the secretion of vesicles by melanoma cells, and cisplatin leaves in them {cite:p}`Federici2014`. Why can ion trapping not be what loaded them?",
        choices=(
            Choice(
                "A vesicle that is shed is never as acid as the medium.",
                "Whether a shed vesicle stays acid is not known. For cisplatin it makes no difference: no pH traps it.",
            ),
            Choice(
                "Cisplatin is no weak base, and takes up no proton.",
                "Trapping needs a neutral form that crosses and a charged one that does not. Doxorubicin and mitoxantrone have them; for cisplatin other pumps, or more vesicles, must be the reason.",
                right=True,
            ),
            Choice(
                "Trapping gathers up to 250-fold, too little for it.",
                "That ceiling is for bases, between cytoplasm and lysosome. Cisplatin is not gathered even to that: its curves lie flat at one.",
            ),
            Choice(
                "Acid keeps it out of the cell, so none was left to load.",
                "The cells did load and export it. The question is how, and trapping is not possible for cisplatin.",
            ),
        ),
    ),
    Question(
        text="How concentrated drug is in a vesicle, φ, is assumed to be a thousandfold at the default. What can the chapter say with such a number?",
        choices=(
            Choice(
                "That vesicles export hardly any drug in these cells.",
                "That would take φ as known. At a larger φ, or with larger vesicles, the same equations give a drain.",
            ),
            Choice(
                "That resistant cells load their vesicles a thousandfold.",
                "An assumption is no measurement. For φ no measurement was known, and it is the number that everything depends on.",
            ),
            Choice(
                "How large φ must be for export to rival the pumps.",
                "A calculation can be done backwards: from the effect to what it needs. The answer is a demand that an experiment can meet or miss. See *A drain needs a loader*.",
                right=True,
            ),
            Choice(
                "How many vesicles a cell sheds to be rid of a drug.",
                "Shedding was counted, on single cells in vitro. It is φ and the size of a vesicle that decide what those vesicles carry.",
            ),
        ),
    ),
)
