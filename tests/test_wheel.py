"""What a stranger gets from the wheel: models that run, data that can be read, a live model's front end."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel as `pip wheel .` builds it from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", folder, ROOT]
    subprocess.run(command, check=True)
    return next(folder.glob("evbook-*.whl"))


def test_the_wheel_holds_data_and_front_end_and_no_sources_of_it(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert any(n.startswith("evbook/_data/") and n.endswith("claims.csv") for n in names)
    assert {"evbook/explorer/static/widget.js", "evbook/explorer/static/evbook-explorer.js"} <= set(names)
    assert not [n for n in names if "node_modules" in n or "/frontend/" in n]


def test_the_installed_wheel_simulates_and_reads_data(wheel, tmp_path):
    """In an environment of its own that sees the locked libraries but not this checkout."""
    home = tmp_path / "env"
    venv.create(home, with_pip=False)
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    target = subprocess.run([python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
                            capture_output=True, text=True, check=True).stdout.strip()  # fmt: skip
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", target, wheel]
    subprocess.run(install, check=True)
    libraries = next(p for p in sys.path if p.endswith("site-packages"))
    # Only the libraries are lent: the editable install of this checkout is announced by .pth files,
    # which PYTHONPATH does not read.
    environment = {**os.environ, "PYTHONPATH": libraries, "EVBOOK_CACHE": str(tmp_path / "cache")}
    code = (
        "import sys, evbook\n"
        "frame = evbook.load('immune-escape').simulate([0, 100])\n"
        "for name in ('immune-escape', 'pump-transfer', 'caspase-population', 'tumour-slice'):\n"
        "    evbook.load(name).explore()._repr_mimebundle_()\n"
        "print(evbook.__file__, round(frame.loc[100, 'T']), len(evbook.data.read('claims')), 'sympy' in sys.modules)"
    )
    done = subprocess.run([python, "-c", code], capture_output=True, text=True, cwd=tmp_path, env=environment)
    assert done.returncode == 0, done.stderr
    where, tumour, claims, derived = done.stdout.split()
    assert str(home) in where
    assert int(tumour) > 1e6 and int(claims) > 20
    assert derived == "False", "the wheel brings what SymPy derives, for a first run and a first live model"
