"""JupyterLite in the built site, as far as a machine without its hosts can tell.

The configuration is read; the wheels are those listed; and under Node, in the very Pyodide that JupyterLite runs,
``import evbook`` finds the package by the list, without ``%pip``, and a declaration becomes equations and a program
for the browser.  numpy, scipy and pandas come from Pyodide's host alone, so runs of models are not tried here; the
package's tests with libraries of their versions stand for that.
"""

from __future__ import annotations

import hashlib
import json
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pytest
from jupyterlite_pyodide_kernel.constants import PYODIDE_KERNEL_PLUGIN_ID, PYODIDE_VERSION
from visits import ROOT, SITE, visit

LITE = SITE / "lite"
BOOK = ROOT / "book"
NOTEBOOKS = sorted(path.relative_to(BOOK).as_posix() for path in BOOK.rglob("*.ipynb"))


@pytest.fixture(scope="module")
def made() -> dict:
    """The builder's own functions and names."""
    return runpy.run_path(str(ROOT / "release" / "lite.py"))


@pytest.fixture(scope="module")
def listed(made) -> dict:
    """The list of packages that the site serves."""
    return json.loads((LITE / made["WHEELS"] / made["LIST"]).read_text())


def test_the_kernel_is_told_where_the_list_is(made):
    settings = json.loads((LITE / "jupyter-lite.json").read_text())["jupyter-config-data"]["litePluginSettings"]
    address = settings[PYODIDE_KERNEL_PLUGIN_ID]["loadPyodideOptions"]["lockFileURL"]
    assert (LITE / address).resolve() == (LITE / made["WHEELS"] / made["LIST"]).resolve()


def test_every_notebook_is_there_for_its_kernel_and_asks_for_no_installation():
    for name in NOTEBOOKS:
        notebook = json.loads((LITE / "files" / name).read_text())
        assert notebook["metadata"]["kernelspec"]["name"] == "python"
        sources = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
        assert any(re.search(r"^(import|from) evbook", source, re.MULTILINE) for source in sources), name
        assert "%pip" not in "".join(sources)


def test_what_a_button_opens_is_there():
    for page in SITE.rglob("*.html"):
        if page.is_relative_to(LITE):
            continue
        for path in re.findall(r'lite/lab/index\.html\?path=([^"]+)', page.read_text()):
            assert (LITE / "files" / unquote(path)).is_file()
    assert (LITE / "lab" / "index.html").is_file()


def test_widgets_have_their_part_of_the_front_end():
    extensions = json.loads((LITE / "jupyter-lite.json").read_text())["jupyter-config-data"]["federated_extensions"]
    assert {"anywidget", "@jupyter-widgets/jupyterlab-manager", "@jupyterlite/pyodide-kernel-extension"} <= {
        extension["name"] for extension in extensions
    }


def test_every_package_is_of_pyodides_version_or_served_and_whole(made, listed):
    served = set()
    for name, package in listed["packages"].items():
        if package["file_name"].startswith("https://"):
            assert f"/v{PYODIDE_VERSION}/full/" in package["file_name"]
            continue
        served.add(name)
        content = (LITE / made["WHEELS"] / package["file_name"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == package["sha256"]
        assert package["file_name"].endswith("py3-none-any.whl")
        assert set(package["depends"]) <= set(listed["packages"])
    assert served == {"evbook", "anywidget", "psygnal", "ipywidgets", "plotly", "pint", "flexcache", "flexparser"}
    assert {"numpy", "scipy", "pandas", "sympy"} <= set(listed["packages"]["evbook"]["depends"])


def test_a_notebook_is_shown_and_only_pyodides_host_is_asked(browser, site_address):
    """The host is refused here, so the kernel does not start; the notebook is there to read all the same."""
    with visit(browser, site_address) as record:
        record.page.goto(f"{site_address}lite/lab/index.html?path={quote(NOTEBOOKS[0], safe='')}")
        record.page.locator(".jp-Notebook .jp-MarkdownOutput").first.wait_for(timeout=120_000)
        for _ in range(300):
            if record.refused:
                break
            record.page.wait_for_timeout(200)
        assert {urlsplit(address).netloc for address in record.refused} == {"cdn.jsdelivr.net"}


PROGRAM = """
import evbook
from evbook.review.catalogue import declarations
for declaration in declarations():
    pass
model = evbook.load("immune-escape")
[len(list(declarations())) > 20, "frac" in model.latex(), "phi_treg" in model.javascript()]
"""


@pytest.fixture(scope="module")
def offline(made, listed, tmp_path_factory) -> Path:
    """The served list with what the program needs of Pyodide's pure packages taken from PyPI at the same versions."""
    folder = tmp_path_factory.mktemp("lite")
    pure = ["sympy", "mpmath", "platformdirs", "typing-extensions"]
    wanted = [f"{name}=={listed['packages'][name]['version']}" for name in pure]
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "-d", folder]
    subprocess.run([*command, *wanted], check=True)
    packages = {name: dict(package) for name, package in listed["packages"].items()}
    for wheel in folder.glob("*.whl"):
        name = wheel.name.split("-")[0].replace("_", "-").lower()
        packages[name] |= {"file_name": wheel.name, "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest()}
    for name, package in packages.items():
        if not package["file_name"].startswith("https://") and name not in pure:
            shutil.copy(LITE / made["WHEELS"] / package["file_name"], folder)
    # only Pyodide's host has the rest, and what is imported here does without
    there = {name for name, package in packages.items() if not package["file_name"].startswith("https://")}
    kept = {
        name: {**packages[name], "depends": [need for need in packages[name]["depends"] if need in there]}
        for name in there
    }
    (folder / "list.json").write_text(json.dumps({**listed, "packages": kept}))
    return folder


def test_evbook_is_imported_without_installing_it(made, offline, node):
    (offline / "program.py").write_text(PROGRAM)
    command = [node, ROOT / "tests/release/lite.mjs", made["NPM"], offline / "list.json", offline / "program.py"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.strip().splitlines()[-1] == "[true,true,true]", done.stdout
