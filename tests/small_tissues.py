"""Tissues small enough to know in closed form, shared by tests."""

from dataclasses import replace

from evbook.declaration import (
    Base,
    CellKind,
    Contact,
    Declaration,
    Event,
    Field,
    Lattice,
    Measure,
    Memory,
    Output,
    Parameter,
    Placing,
    Tally,
    Time,
    Tissue,
    Treatment,
)


def number(name, value, unit="1", range=(0.0, 1e4)):
    return Parameter(name, value, unit, range, "assumed", "not seen", "", f"the {name}")


def tissue(**changes) -> Declaration:
    """Two kinds of cell that divide, die, move, turn, kill and arrive, with one of everything a tissue can have."""
    parameters = (
        number("side", 31), number("layers", 1), number("site", 20, "um"), number("rate", 0.1, "1/day"),
        number("death", 0.0, "1/day"), number("speed", 0.0, "1/day"), number("turning", 0.0, "1/day"),
        number("killing", 0.0, "1/day"), number("coming", 0.0, "cell/day"), number("first", 1, "cell"),
        number("second", 0, "cell"), number("reach", 40, "um"), number("shed", 10, "EV/(cell day)"),
        number("half_life", 2, "day"), number("middle", 1), number("stirred", 0), number("pushing", 0),
        number("enough", 5, "EV/cell"), number("seed", 0), number("full", 950, "cell"),
    )  # fmt: skip
    model = Declaration(
        id="small-tissue", title="A small tissue", idea="Cells fill what is free.", summary="Two kinds of cell.",
        base=Base("Eden 1961", "cells on a lattice", "ours", "all else that a tissue can have"),
        time=Time("day", 100.0, points=101),
        parameters=parameters,
        tissue=Tissue(
            lattice=Lattice("side", "side", "1", "site", layers="layers", stirred="stirred", pushing="pushing"),
            kinds=(CellKind("A", "cells of one kind"), CellKind("B", "cells of the other kind")),
            placings=(
                Placing("A", "first", "the first", gathered="middle > 0.5"),
                Placing("B", "second", "the others"),
            ),
            events=(
                Event("growth", "A", "divide", "rate", "cells divide"),
                Event("dying", "A", "die", "death * (1 + 0 * drug)", "cells die"),
                Event("moving", "A", "move", "speed", "cells move"),
                Event("turning_over", "A", "become", "turning * kept / (kept + enough)", "cells turn", to="B",
                      when="turning > 0"),
                Event("growth_B", "B", "divide", "rate / 2", "others divide"),
                Event("kills", "B", "kill", "killing", "others kill", to="A"),
                Event("arrival", "B", "arrive", "coming", "others arrive", when="coming > 0"),
            ),
            fields=(Field("taken", {"A": "shed"}, "reach", "EV/(cell day)", "vesicles taken up", ev=True),),
            memories=(Memory("kept", "taken", "half_life", "EV/cell", "vesicles kept", ev=True),),
            treatments=(Treatment("drug", "1", "cells > 100", "cells < 50", "a drug"),),
            tallies=(Tally("mean_kept", "A", "kept", "EV/cell", "what cells keep, on average"),),
            contacts=(Contact("touching", ("A", "B"), "pairs of unlike neighbours"),),
            seed="seed", limit=400.0, until="filled",
        ),
        outputs=(
            Output("all", "cells", "cell", (0, 1000), "all cells"),
            Output("mixed", "mixed_cells", "cell", (0, 1000), "all cells, were they mixed"),
            Output("keeping", "mean_kept", "EV/cell", (0, 10), "what cells keep"),
            Output("edge", "touching", "1", (0, 100), "pairs of unlike neighbours"),
        ),
        measures=(Measure("filled", "all", "stays_above", "day", "when it is nearly full", level="full"),),
    )  # fmt: skip
    return replace(model, **changes)
