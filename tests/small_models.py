"""Models small enough to know in closed form, shared by tests."""

from dataclasses import replace

from evbook.declaration import Base, Declaration, Parameter, Process, State, Time


def parameter(name="k", value=0.1, unit="1/day", range=(0.0, 1.0), grade="assumed", **more):
    return Parameter(name, value, unit, range, grade, "not seen", more.pop("source", ""), "a rate", **more)


def decay(**changes) -> Declaration:
    """Cells that die at rate k: the smallest model there can be."""
    model = Declaration(
        id="decay",
        title="Decay",
        idea="What dies is gone.",
        summary="One state.",
        base=Base("Textbook", "first-order decay", "whole"),
        time=Time("day", 10.0),
        states=(State("N", "N_0", "cell", (0, 100), "cells"),),
        parameters=(parameter(), parameter("N_0", 100.0, "cell", (0, 1e3))),
        processes=(Process("death", "k * N", "cells die", consumes={"N": 1}),),
    )
    return replace(model, **changes)
