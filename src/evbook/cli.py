"""The command ``evbook``: list the models, run one, take one away.

What was asked for goes to standard output or to the file named, and what went wrong, in a sentence, to standard
error.  The command ends with 0 when all went well, 2 when the request cannot be understood, and 1 when a request
that makes sense could not be carried out: a solver that gave up, an extra that is not installed, a file that
cannot be written.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import evbook

if TYPE_CHECKING:
    import pandas as pd

    from evbook.model import Model

#: Standard output, as the name of a file.
SCREEN = "-"


class _CannotDo(Exception):
    """The request makes sense but cannot be carried out."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out a command line (``sys.argv[1:]`` when absent) and return the exit code."""
    asked = _parser().parse_args(arguments)
    try:
        asked.run(asked)
        sys.stdout.flush()
    except (ValueError, KeyError) as error:
        return _say(error, 2)
    except _CannotDo as error:
        return _say(error, 1)
    except BrokenPipeError:
        # The reader of a pipe (`head`, say) had enough; Python would complain once more while it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _say(error: Exception, code: int) -> int:
    sentence = error.args[0] if error.args else type(error).__name__
    print(f"evbook: {sentence}", file=sys.stderr)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="evbook", description="The models of an executable review.")
    parser.add_argument("--version", action="version", version=f"evbook {evbook.__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", title="commands")

    listed = commands.add_parser("list", help="the models there are", description="The models there are.")
    listed.add_argument("--csv", nargs="?", const=SCREEN, metavar="FILE", help="as CSV, to FILE or the screen")
    listed.set_defaults(run=_list)

    simulated = commands.add_parser("simulate", help="run a model", description="Run a model at a setting.")
    _setting(simulated)
    simulated.add_argument("--end", type=float, metavar="TIME", help="the last time, in the model's unit")
    simulated.add_argument("--points", type=int, metavar="N", help="how many times, evenly spaced from 0")
    simulated.add_argument(
        "--csv",
        nargs="?",
        const=SCREEN,
        metavar="FILE",
        help="every time as CSV, units in the heading, to FILE or the screen; a short table when absent",
    )
    simulated.set_defaults(run=_simulate)

    exported = commands.add_parser("export", help="take a model away", description="Take a model away at a setting.")
    _setting(exported)
    form = exported.add_mutually_exclusive_group(required=True)
    for name, what in (
        ("sbml", "SBML Level 3 Version 2"),
        ("javascript", "the browser's program"),
        ("latex", "the equations"),
    ):
        form.add_argument(f"--{name}", dest="form", action="store_const", const=name, help=what)
    exported.add_argument("--output", default=SCREEN, metavar="FILE", help="the file to write; the screen when absent")
    exported.set_defaults(run=_export)
    return parser


def _setting(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("model", metavar="NAME", help="a model's id; `evbook list` names them")
    parser.add_argument("--scenario", metavar="SCENARIO", help="a named setting to start from")
    parser.add_argument("--set", action="append", default=[], metavar="PARAMETER=VALUE", help="may be given again")
    parser.add_argument(
        "--no-ev", dest="ev", action="store_false", default=None, help="the published model, without vesicles"
    )


def _values(pairs: Sequence[str]) -> dict[str, str]:
    values = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not (name and equals and value):
            raise ValueError(f"--set takes PARAMETER=VALUE, for example k=0.5, not {pair!r}.")
        values[name] = value
    return values


def _list(asked: argparse.Namespace) -> None:
    frame = evbook.models()
    wide = max(map(len, frame.index))
    lines = [f"{name:<{wide}}  {title}\n" for name, title in frame["title"].items()]
    _write(frame.to_csv() if asked.csv else "".join(lines), asked.csv or SCREEN)


def _simulate(asked: argparse.Namespace) -> None:
    from evbook.simulation.solver import SolverError

    model = evbook.load(asked.model)
    try:
        frame = model.simulate(_times(model, asked), ev=asked.ev, scenario=asked.scenario, **_values(asked.set))
    except SolverError as error:
        raise _CannotDo(str(error)) from None
    headed = _with_units(frame)
    if asked.csv:
        return _write(headed.to_csv(), asked.csv)
    every = max(1, -(-(len(headed) - 1) // 10))
    return _write(headed.iloc[::every].to_string(float_format="{:.4g}".format) + "\n", SCREEN)


def _times(model: Model, asked: argparse.Namespace):
    """The times asked for, or nothing for the declared window."""
    import numpy as np

    d = model.declaration
    if asked.end is None and asked.points is None:
        return None
    if d.kind != "dynamic":
        raise ValueError(f"{d.id} is drawn over {d.axes[0].name}, not over time: --end and --points do not apply.")
    end, points = d.time.end if asked.end is None else asked.end, asked.points or d.time.points
    if not end > 0:
        raise ValueError(f"--end is a time above 0 in {d.time.unit}, not {end:g}.")
    if not 2 <= points <= 1_000_000:
        raise ValueError(f"--points is between 2 and 1,000,000, not {points}.")
    return np.linspace(0.0, end, points)


def _with_units(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with the unit behind each name."""
    units = frame.attrs["units"]
    named = frame.rename(columns={name: f"{name} [{units[name]}]" for name in frame.columns})
    named.index.names = [f"{name} [{units[name]}]" for name in frame.index.names]
    return named


def _export(asked: argparse.Namespace) -> None:
    model = evbook.load(asked.model)
    values = _values(asked.set)
    if asked.form == "sbml":
        from evbook.derive.sbml import MissingExtra, NotInSbml

        try:
            text = model.to_sbml(ev=asked.ev, scenario=asked.scenario, **values)
        except (MissingExtra, NotInSbml) as error:
            raise _CannotDo(str(error)) from None
    else:
        if values or asked.scenario:
            raise ValueError(f"--{asked.form} holds the parameters as symbols; --scenario and --set do not apply.")
        if asked.form == "javascript" and asked.ev is False:
            raise ValueError("--javascript holds the model with and without vesicles; --no-ev does not apply.")
        text = model.javascript() if asked.form == "javascript" else model.latex(ev=asked.ev is not False)
    _write(text if text.endswith("\n") else text + "\n", asked.output)


def _write(text: str, where: str) -> None:
    if where == SCREEN:
        sys.stdout.write(text)
        return
    try:
        Path(where).write_text(text, encoding="utf-8")
    except OSError as error:
        raise _CannotDo(f"{where} cannot be written: {error.strerror or error}.") from None
