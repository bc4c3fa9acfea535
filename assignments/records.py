"""Three graded assignments: what is asked, a right solution, five wrong ones, and the tests that tell them apart.

Tests work their answers out with the models, so that they stay right when a model changes.  A wrong solution replaces
the code of one question.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import dedent


@dataclass(frozen=True)
class Asked:
    """A question: its name, points, words, the code of its solution, and its tests; the last one is hidden."""

    name: str
    points: int
    words: str
    solution: str
    tests: tuple[str, ...]


@dataclass(frozen=True)
class Assignment:
    """A notebook: its questions, and wrong solutions as the name of a question and the code given for it."""

    name: str
    title: str
    words: str
    questions: tuple[Asked, ...]
    wrong: Mapping[str, tuple[str, str]]


def _code(text: str) -> str:
    return dedent(text).strip()


def _near(answer: str, truth: str) -> str:
    """The test of a number: within one per cent of what the model gives."""
    return f"assert abs({answer} / {truth} - 1) < 0.01"


ESCAPE = Assignment(
    "reach-or-strength",
    "Reach or strength?",
    "A tumour starts from one cell, and its vesicles slow the recruitment of effectors (the model `immune-escape`).",
    (
        Asked(
            "q1", 2,
            "How large is the tumour at the end of the scenario *regulatory*, with the vesicles and without them? "
            "Set `with_vesicles` and `without_vesicles`, in cells.",
            _code('''
                with_vesicles = model.measures(scenario="regulatory")["T_final"]  # SOLUTION
                without_vesicles = model.measures(scenario="regulatory", ev=False)["T_final"]  # SOLUTION
            '''),
            (
                "assert with_vesicles > 0 and without_vesicles > 0",
                _near("with_vesicles", "model.measures(scenario='regulatory')['T_final']"),
                _near("without_vesicles", "model.measures(scenario='regulatory', ev=False)['T_final']"),
            ),
        ),
        Asked(
            "q2", 3,
            "Write `final(reach, strength)`: the tumour at the end of *regulatory* with the vesicles half felt at `reach` "
            "cells (`T_v`), and a regulatory arm of that `strength` (`phi_treg`).",
            _code('''
                def final(reach, strength):
                    return model.measures(scenario="regulatory", T_v=reach, phi_treg=strength)["T_final"]  # SOLUTION
            '''),
            (
                "assert final(1e7, 0.5) > 0",
                _near("final(1e8, 0.5)", "model.measures(scenario='regulatory', T_v=1e8, phi_treg=0.5)['T_final']"),
                _near("final(2e7, 1.3)", "model.measures(scenario='regulatory', T_v=2e7, phi_treg=1.3)['T_final']"),
            ),
        ),
        Asked(
            "q3", 3,
            "Write `critical(reach)`: the least strength, of 0.1, 0.2 and so on to 5, with which the tumour ends above "
            "10⁸ cells.",
            _code('''
                def critical(reach):
                    # BEGIN SOLUTION
                    for step in range(1, 51):
                        if final(reach, step / 10) > 1e8:
                            return step / 10
                    return None
                    # END SOLUTION
            '''),
            (
                "assert 0.1 <= critical(1e7) <= 5",
                "assert model.measures(scenario='regulatory', T_v=1e7, phi_treg=critical(1e7))['T_final'] > 1e8",
                "assert model.measures(scenario='regulatory', T_v=1e8, phi_treg=critical(1e8) - 0.1)['T_final'] <= 1e8\n"
                "assert model.measures(scenario='regulatory', T_v=1e8, phi_treg=critical(1e8))['T_final'] > 1e8",
            ),
        ),
    ),
    {
        "the two swapped": ("q1", 'without_vesicles = model.measures(scenario="regulatory")["T_final"]\n'
                                  'with_vesicles = model.measures(scenario="regulatory", ev=False)["T_final"]'),
        "the strength forgotten": ("q2", 'def final(reach, strength):\n'
                                         '    return model.measures(scenario="regulatory", T_v=reach)["T_final"]'),
        "the largest in place of the last": ("q2", 'def final(reach, strength):\n    return model.measures(scenario='
                                                   '"regulatory", T_v=reach, phi_treg=strength)["T_largest"] * 2'),
        "the first that holds in place of the first that escapes": (
            "q3", "def critical(reach):\n    for step in range(1, 51):\n        if final(reach, step / 10) < 1e8:\n"
                  "            return step / 10"),
        "an error": ("q3", 'def critical(reach):\n    raise NotImplementedError("later")'),
    },
)  # fmt: skip

SINK = Assignment(
    "a-sink-is-a-rate",
    "A sink is a rate",
    "Vesicles that bear HER2 take trastuzumab from plasma (the model `antibody-sink`, scenario *trastuzumab*).",
    (
        Asked(
            "q1", 2,
            "What is the last trough with a tumour of a kilogram (`mass=1000`), and what is it without vesicles? Set "
            "`heavy` and `bare`, in mg/L.",
            _code('''
                heavy = model.measures(scenario="trastuzumab", mass=1000)["trough"]  # SOLUTION
                bare = model.measures(scenario="trastuzumab", ev=False)["trough"]  # SOLUTION
            '''),
            (
                "assert heavy > 0 and bare > 0",
                _near("heavy", "model.measures(scenario='trastuzumab', mass=1000)['trough']"),
                _near("bare", "model.measures(scenario='trastuzumab', ev=False)['trough']"),
            ),
        ),
        Asked(
            "q2", 3,
            "Write `lost(mass, reach)`: the antibody that vesicles take in a day, in mg, for a tumour of that mass when "
            "the share `reach` of its vesicles comes to plasma.",
            _code('''
                def lost(mass, reach):
                    return model.measures(scenario="trastuzumab", mass=mass, reach=reach)["taken_a_day"]  # SOLUTION
            '''),
            (
                "assert lost(10, 0.1) > 0",
                _near("lost(50, 0.2)", "model.measures(scenario='trastuzumab', mass=50, reach=0.2)['taken_a_day']"),
                _near("lost(300, 0.05)", "model.measures(scenario='trastuzumab', mass=300, reach=0.05)['taken_a_day']"),
            ),
        ),
        Asked(
            "q3", 3,
            "At which reach does a tumour of 100 g take 1 mg of antibody in a day? Set `reach`, to within two per cent.",
            _code('''
                # BEGIN SOLUTION
                low, high = 1e-3, 1.0
                for _ in range(40):
                    middle = (low + high) / 2
                    low, high = (middle, high) if lost(100, middle) < 1 else (low, middle)
                reach = (low + high) / 2
                # END SOLUTION
            '''),
            (
                "assert 0 < reach <= 1",
                "assert abs(model.measures(scenario='trastuzumab', mass=100, reach=reach)['taken_a_day'] - 1) < 0.02",
            ),
        ),
    ),
    {
        "grams taken for kilograms": ("q1", 'heavy = model.measures(scenario="trastuzumab", mass=1)["trough"]\n'
                                            'bare = model.measures(scenario="trastuzumab", ev=False)["trough"]'),
        "the peak in place of the trough": ("q1", 'heavy = model.measures(scenario="trastuzumab", mass=1000)["peak"]\n'
                                                  'bare = model.measures(scenario="trastuzumab", ev=False)["peak"]'),
        "the reach forgotten": ("q2", 'def lost(mass, reach):\n    return model.measures(scenario="trastuzumab", '
                                      'mass=mass)["taken_a_day"]'),
        "a guess": ("q3", "reach = 0.5"),
        "a name that is not there": ("q3", "reach = answer"),
    },
)  # fmt: skip

CARRIER = Assignment(
    "what-arrives",
    "What arrives",
    "Of a dose of loaded vesicles a share arrives in the tumour (the model `vesicle-delivery`).",
    (
        Asked(
            "q1", 2,
            "Which share arrives in the scenarios *vesicles* and *liposomes*? Set `shares` to a dictionary with these "
            "two names as keys.",
            _code('''
                shares = {name: model.measures(scenario=name)["arrives"] for name in ("vesicles", "liposomes")}  # SOLUTION
            '''),
            (
                "assert set(shares) == {'vesicles', 'liposomes'}",
                _near("shares['vesicles']", "model.measures(scenario='vesicles')['arrives']"),
                _near("shares['liposomes']", "model.measures(scenario='liposomes')['arrives']"),
            ),
        ),
        Asked(
            "q2", 3,
            "Write `fold(parameter)`: by which factor the share that arrives in *vesicles* changes when that parameter is "
            "doubled.",
            _code('''
                def fold(parameter):
                    # BEGIN SOLUTION
                    value = setting[parameter]
                    doubled = model.measures(scenario="vesicles", **{parameter: 2 * value})["arrives"]
                    return doubled / model.measures(scenario="vesicles")["arrives"]
                    # END SOLUTION
            '''),
            (
                "assert fold('permeability') > 0",
                "assert abs(fold('permeability') - model.measures(scenario='vesicles', permeability=2 * "
                "setting['permeability'])['arrives'] / model.measures(scenario='vesicles')['arrives']) < 0.01",
                "assert abs(fold('loading') - 1) < 0.01",
            ),
        ),
        Asked(
            "q3", 3,
            "Which of `names` changes the share most when it is doubled? Set `decides` to its name.",
            _code('''
                decides = max(names, key=lambda name: abs(fold(name) - 1))  # SOLUTION
            '''),
            (
                "assert decides in names",
                "base = model.measures(scenario='vesicles')['arrives']\n"
                "change = {name: abs(model.measures(scenario='vesicles', **{name: 2 * setting[name]})['arrives'] / base - 1)"
                " for name in names}\n"
                "assert change[decides] == max(change.values())",
            ),
        ),
    ),
    {
        "one scenario twice": ("q1", 'shares = {name: model.measures(scenario="vesicles")["arrives"] '
                                     'for name in ("vesicles", "liposomes")}'),
        "a list in place of a dictionary": (
            "q1", 'shares = [model.measures(scenario=name)["arrives"] for name in ("vesicles", "liposomes")]'),
        "upside down": ("q2", 'def fold(parameter):\n    doubled = model.measures(scenario="vesicles", **{parameter: 2 * '
                              'setting[parameter]})["arrives"]\n    return model.measures(scenario="vesicles")["arrives"]'
                              ' / doubled + 0.5'),
        "the least in place of the most": ("q3", "decides = min(names, key=lambda name: abs(fold(name) - 1))"),
        "no answer": ("q3", "decides = None"),
    },
)  # fmt: skip

#: What each notebook begins with.
BEGINS = {
    ESCAPE.name: 'import evbook\n\nmodel = evbook.load("immune-escape")',
    SINK.name: 'import evbook\n\nmodel = evbook.load("antibody-sink")',
    CARRIER.name: (
        'import evbook\n\nmodel = evbook.load("vesicle-delivery")\n'
        'setting = model.parameters["value"]\n'
        'names = ["permeability", "loading", "seeking", "slow"]'
    ),
}

ASSIGNMENTS = (ESCAPE, SINK, CARRIER)
