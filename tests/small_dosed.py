"""Small models that are dosed, switched and triggered in every way, for tests of what they become elsewhere."""

from small_models import decay, parameter

from evbook.declaration import (
    Declaration,
    Dose,
    Intermediate,
    Modifier,
    Output,
    Process,
    State,
    Switch,
    Time,
    Trigger,
    Window,
)


def p(name, value, unit, low, high, **more):
    return parameter(name, value, unit, (low, high), **more)


def dosed() -> Declaration:
    """Every kind of state (concentration, mass, volume, count, pure number), dosed four times over."""
    return decay(
        id="dosed",
        time=Time("day", 30.0, 121),
        states=(
            State("C", "C_0", "nM", (0, 100), "drug in plasma"),
            State("G", "0", "mg", (0, 10), "drug in the gut"),
            State("V", "V_0", "mm^3", (1, 1e4), "tumour volume"),
            State("N", "0", "cell", (0, 1e6), "cells shed by the tumour"),
            State("R", "1", "1", (0, 2), "response"),
            State("W", "5", "EV/mL", (0, 1e3), "vesicles in plasma"),
        ),
        parameters=(
            p("C_0", 1.0, "nM", 0, 10), p("V_0", 200.0, "mm^3", 1, 1e3), p("k", 0.3, "1/day", 0.1, 1),
            p("ka", 2.0, "1/day", 0.5, 3), p("b", 5.85, "mm/day", 1, 10), p("e", 0.02, "1/(nM day)", 0, 0.1),
            p("D", 20.0, "nM", 1, 100), p("start", 3.0, "day", 0, 10), p("every", 4.0, "day", 1, 10),
            p("n", 5.0, "1", 0, 10), p("rho", 1.5, "cell/(mm^3 day)", 0, 3), p("cap", 10.0, "nM", 1, 20),
            p("sat", 2.0, "nM", 1, 20), p("half", 0.5, "1", 0.2, 1), p("eps", 0.2, "1", 0, 1, ev=True),
        ),
        intermediates=(
            Intermediate("surface", "V ** (2/3)", "mm^2", "surface of the tumour"),
            Intermediate("faster", "where(V > 250 or V < 0.5, 2, 0.5)", "1", "a large tumour grows faster"),
            Intermediate("felt", "maximum(0, minimum(C, cap))", "nM", "drug that is felt"),
        ),
        modifiers=(Modifier("boost", "1 + eps * C / (C + sat)", "1", "1", "vesicles speed clearance"),),
        processes=(
            Process("absorption", "ka * G", "x", consumes={"G": 1}),
            Process("clearance", "k * C * boost", "x", consumes={"C": 1}),
            Process("growth", "b * surface * faster", "x", produces={"V": 1}),
            Process("killing", "e * felt * V", "x", consumes={"V": 1}),
            Process("shedding", "rho * V", "x", produces={"N": 1}),
            Process("death", "k * (sqrt(half) * N + 0 * N)", "x", consumes={"N": 1}),
            Process("fading", "k * (R - exp(-half))", "x", consumes={"R": 1}),
            Process("washing", "k * W", "x", consumes={"W": 2}),
        ),
        doses=(
            Dose("infusion", "C", "D", "start", "bolus into plasma", every="every", count="n"),
            Dose("second", "C", "D / 2", "start", "another at the same moments", every="every", count="n"),
            Dose("first", "G", "4", "0", "by mouth at once"),
            Dose("later", "G", "2", "0", "by mouth again", every="2.5", count="3"),
        ),
        outputs=(Output("load", "C * V ** half", "nM mm^1.5", (0, 1), "root of the volume times drug"),),
    )  # fmt: skip


def switched() -> Declaration:
    """Windows that repeat and that join, triggers of each direction, bursts of a size that is a parameter."""
    return decay(
        id="switched",
        time=Time("hour", 30.0, 121),
        states=(
            State("M", "10", "cell", (0, 100), "donor cells"),
            State("X", "0", "vesicle", (0, 1e4), "vesicles"),
            State("A", "0", "mm^3", (0, 1), "space they take"),
            State("D", "D_0", "1", (0, 1), "drug"),
        ),
        switches=(Switch("treating", "0", "1", "therapy has begun"), Switch("held", "D_0 / 2", "1", "drug kept back")),
        windows=(
            Window("session", "begin", "length", "a session", every="10", count="n"),
            Window("joined", "2", "2", "sessions that touch", every="2", count="3"),
        ),
        triggers=(
            Trigger("starting", "X - limit", {"treating": "1"}, "therapy starts", once=True),
            Trigger("wave", "cos(t / tau)", {"held": "held + 0.25", "D": "D + held"}, "a wave", direction="either"),
            Trigger("refill", "D - 0.3", {"D": "1"}, "drug is refilled", direction="down"),
        ),
        parameters=(
            p("burst", 30.0, "vesicle/cell", 10, 50), p("tau", 2.0, "hour", 1, 3), p("k", 0.1, "1/hour", 0.05, 0.2),
            p("begin", 5.0, "hour", 0, 10), p("length", 3.0, "hour", 1, 9), p("n", 3.0, "1", 0, 10),
            p("limit", 100.0, "vesicle", 50, 200), p("D_0", 0.9, "1", 0.5, 1), p("room", 0.2, "mm^3/cell", 0, 1),
        ),
        processes=(
            Process("fusion", "k * M * (1 + session)", "x", consumes={"M": 1}, produces={"X": "burst", "A": "room"}),
            Process("division", "2 * k * M", "x", produces={"M": 1}),
            Process("loss", "k * D * (1 + 3 * joined + treating)", "x", consumes={"D": 1}),
            Process("clearance", "k * X * (0.2 + treating)", "x", consumes={"X": 1}),
        ),
        outputs=(
            Output("kept", "held", "1", (0, 5), "drug kept back"),
            Output("on", "session + joined", "1", (0, 2), "how many sessions run"),
        ),
    )  # fmt: skip
