"""The command ``evbook``: what it writes is what Python gives, and what it refuses it refuses in a sentence."""

import io
import re
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import evbook
from evbook.cli import main

#: The page of the book that shows the command.
PAGE = Path(__file__).parents[1] / "book" / "reference" / "run-anywhere.md"


def run(capsys, *arguments: str) -> str:
    """What a command that goes well writes."""
    assert main(arguments) == 0
    said = capsys.readouterr()
    assert said.err == ""
    return said.out


def read(written) -> pd.DataFrame:
    """A run from its CSV, every number as it was written (older pandas read some a little off)."""
    return pd.read_csv(written, index_col=0, float_precision="round_trip")


def refusal(capsys, code: int, *arguments: str) -> str:
    """The sentence of a command that does not."""
    assert main(arguments) == code
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("evbook: ") and said.err.endswith((".\n", "?\n")) and said.err.count("\n") == 1
    return said.err


def test_it_is_installed_with_the_package():
    (script,) = entry_points(group="console_scripts", name="evbook")
    assert script.load() is main


def test_every_model_is_listed(capsys):
    lines = run(capsys, "list").splitlines()
    assert [line.split()[0] for line in lines] == list(evbook.models().index)
    table = pd.read_csv(io.StringIO(run(capsys, "list", "--csv")), index_col="id")
    assert list(table.index) == list(evbook.models().index)


def test_a_run_as_csv_is_the_run_in_python_with_units_in_its_heading(capsys, tmp_path):
    path = tmp_path / "run.csv"
    asked = ["--scenario", "late", "--set", "T_v=2e6", "--end", "200", "--points", "21", "--csv", str(path)]
    assert run(capsys, "simulate", "immune-escape", *asked) == ""
    written = read(path)
    model = evbook.load("immune-escape")
    frame = model.simulate(np.linspace(0, 200, 21), scenario="late", T_v=2e6)
    assert written.index.name == "time [day]"
    assert list(written.columns) == [f"{name} [{frame.attrs['units'][name]}]" for name in frame.columns]
    np.testing.assert_array_equal(written.to_numpy(), frame.to_numpy())


def test_without_vesicles_it_is_the_published_model(capsys):
    written = read(io.StringIO(run(capsys, "simulate", "immune-escape", "--no-ev", "--csv")))
    model = evbook.load("immune-escape")
    np.testing.assert_array_equal(written.to_numpy(), model.simulate(ev=False).to_numpy())
    assert not np.allclose(written.to_numpy(), model.simulate().to_numpy())


def test_without_csv_it_is_a_short_table_from_first_to_last(capsys):
    lines = run(capsys, "simulate", "immune-escape").splitlines()
    assert len(lines) <= 14
    first, last = (float(line.split()[0]) for line in (lines[2], lines[-1]))
    assert (first, last) == (0, evbook.load("immune-escape").declaration.time.end)


def test_a_curve_model_is_run_over_its_axis(capsys):
    model = evbook.load("persistent-walk")
    written = read(io.StringIO(run(capsys, "simulate", model.declaration.id, "--csv")))
    np.testing.assert_array_equal(written.to_numpy(), model.simulate().to_numpy())


def test_a_model_is_exported_as_python_exports_it(capsys, tmp_path):
    model = evbook.load("immune-escape")
    path = tmp_path / "model.xml"
    run(capsys, "export", "immune-escape", "--sbml", "--set", "T_v=2e6", "--output", str(path))
    assert path.read_text(encoding="utf-8").rstrip() == model.to_sbml(T_v=2e6).rstrip()
    assert run(capsys, "export", "immune-escape", "--latex", "--no-ev").rstrip() == model.latex(ev=False).rstrip()
    assert run(capsys, "export", "immune-escape", "--javascript").rstrip() == model.javascript().rstrip()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["simulate", "imune-escape"], "no model 'imune-escape'"),
        (["simulate", "immune-escape", "--scenario", "lat"], "'late'"),
        (["simulate", "immune-escape", "--set", "T_v"], "PARAMETER=VALUE"),
        (["simulate", "immune-escape", "--set", "T_w=1"], "'T_v'"),
        (["simulate", "immune-escape", "--set", "T_v=much"], "needs a number in cell"),
        (["simulate", "immune-escape", "--end", "-1"], "--end"),
        (["simulate", "immune-escape", "--end", "nan"], "--end"),
        (["simulate", "immune-escape", "--points", "1"], "--points"),
        (["simulate", "persistent-walk", "--end", "3"], "not over time"),
        (["export", "immune-escape", "--latex", "--set", "T_v=1"], "as symbols"),
        (["export", "immune-escape", "--javascript", "--no-ev"], "with and without"),
    ],
)
def test_what_cannot_be_understood_is_said_and_ends_with_2(capsys, arguments, words):
    assert words in refusal(capsys, 2, *arguments)


def test_what_cannot_be_done_is_said_and_ends_with_1(capsys, tmp_path, monkeypatch):
    assert "SBML" in refusal(capsys, 1, "export", "persistent-walk", "--sbml")
    nowhere = str(tmp_path / "no folder" / "run.csv")
    assert nowhere in refusal(capsys, 1, "simulate", "immune-escape", "--csv", nowhere)
    monkeypatch.setattr("evbook.simulation.solver.WORK_BOUND", 10)
    monkeypatch.setenv("EVBOOK_FAST", "0")
    assert "gave up" in refusal(capsys, 1, "simulate", "immune-escape")


def test_a_reader_who_has_seen_enough_is_not_an_error():
    command = f"set -o pipefail; {sys.executable} -m evbook simulate immune-escape --points 200000 --csv | head -n 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("time [day],")


def test_the_book_shows_what_the_command_gives(capsys, tmp_path, monkeypatch):
    """Each command of the page in its order, line by line; ``…`` stands for lines left out."""
    monkeypatch.chdir(tmp_path)
    page = PAGE.read_text(encoding="utf-8")
    (session,) = re.findall(r"^```console\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    commands = re.findall(r"^\$ evbook (.+)\n((?:[^$].*\n)*)", session, re.MULTILINE)
    assert len(commands) == session.count("$") >= 5
    for command, shown in commands:
        main(command.split())
        said = capsys.readouterr()
        given = "".join(f"{line.rstrip()}\n" for line in (said.out + said.err).splitlines())
        pattern = "(?:.*\n)*".join(map(re.escape, shown.split("…\n")))
        assert re.fullmatch(pattern, given), command
        for file in re.findall(r"(?:--csv|--output) (\S+)", command):
            assert (tmp_path / file).stat().st_size > 1000
    assert f"evbook-{evbook.__version__}-py3-none-any.whl" in page
