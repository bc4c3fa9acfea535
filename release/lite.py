"""Build JupyterLite, a Jupyter without a server, into the built site: ``python release/lite.py [SITE]``.

Every notebook opens there with ``import evbook`` and without ``%pip``: Pyodide, the Python in the browser, looks up
in its list of packages what an import needs, and this list also names evbook's own wheel and the few pure-Python
wheels that Pyodide does not have, which the site serves.
Pyodide itself, numpy, scipy, pandas and sympy come from Pyodide's host, at the version that JupyterLite runs.
That is the one part of the site that asks another host for anything, and it is not in the archive.
"""

from __future__ import annotations

import hashlib
import json
import re
import runpy
import shutil
import subprocess
import sys
import zipfile
from email.parser import Parser
from pathlib import Path
from typing import Any

from jupyterlite_pyodide_kernel.constants import PYODIDE_CDN_URL, PYODIDE_KERNEL_PLUGIN_ID, PYODIDE_VERSION
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
NPM = ROOT / "release" / "node_modules" / "pyodide"

#: Where the list and the wheels are, below the root of JupyterLite.
WHEELS = "static/evbook"
LIST = "pyodide-lock.json"

#: JupyterLite's kernel brings these itself; its own stand-ins for two of them have no code in the browser.
OF_THE_KERNEL = {"comm", "ipykernel", "ipython", "jupyterlab-widgets", "widgetsnbextension"}

#: What the markers of a requirement are read with: Python in the browser.
BROWSER = {"python_version": "3.14", "python_full_version": "3.14.0", "sys_platform": "emscripten",
           "platform_system": "Emscripten", "platform_machine": "wasm32", "os_name": "posix",
           "implementation_name": "cpython", "platform_python_implementation": "CPython", "extra": ""}  # fmt: skip


def packages_of_pyodide(npm: Path = NPM) -> dict[str, Any]:
    """Pyodide's own list of packages, of the version that JupyterLite runs."""
    version = json.loads((npm / "package.json").read_text(encoding="utf-8"))["version"]
    if version != PYODIDE_VERSION:
        said = f"release/package.json has Pyodide {version}, JupyterLite runs {PYODIDE_VERSION}: make them one."
        raise SystemExit(said)
    return json.loads((npm / LIST).read_text(encoding="utf-8"))


def entry(wheel: Path, known: set[str]) -> dict[str, Any]:
    """A wheel as the list names it.  Raises SystemExit for a need that nothing in the list meets."""
    with zipfile.ZipFile(wheel) as content:
        names = content.namelist()
        metadata = next(name for name in names if re.fullmatch(r"[^/]+\.dist-info/METADATA", name))
        said = Parser().parsestr(content.read(metadata).decode())
    needs = [Requirement(text) for text in said.get_all("Requires-Dist", [])]
    wanted = {canonicalize_name(need.name) for need in needs if need.marker is None or need.marker.evaluate(BROWSER)}
    depends = sorted(wanted - OF_THE_KERNEL)
    if missing := [name for name in depends if name not in known]:
        said = f"{wheel.name} needs {', '.join(missing)}"
        raise SystemExit(f"{said}, which neither Pyodide has nor requirements/lite.in names.")
    tops = {name.split("/")[0] for name in names if name.endswith("/__init__.py") and name.count("/") == 1}
    return {
        "name": canonicalize_name(said["Name"]), "version": said["Version"], "file_name": wheel.name,
        "install_dir": "site", "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(), "package_type": "package",
        "imports": sorted(tops), "depends": depends, "unvendored_tests": False,
    }  # fmt: skip


def whole_list(wheels: list[Path], base: dict[str, Any]) -> dict[str, Any]:
    """Pyodide's list with our wheels beside it; Pyodide's own files by their address at its host."""
    packages = {
        name: {**package, "file_name": f"{PYODIDE_CDN_URL}/{package['file_name']}"}
        for name, package in base["packages"].items()
    }
    ours = {canonicalize_name(wheel.name.split("-")[0]) for wheel in wheels}
    for wheel in sorted(wheels):
        made = entry(wheel, set(packages) | ours)
        packages[made["name"]] = made
    return {**base, "packages": packages}


def as_in_the_browser(notebook: dict[str, Any]) -> dict[str, Any]:
    """A notebook for the kernel of JupyterLite, which is named otherwise; without this it would ask for a kernel."""
    specification = {"name": "python", "display_name": "Python (Pyodide)", "language": "python"}
    return {**notebook, "metadata": {**notebook["metadata"], "kernelspec": specification}}


def without_first_cell(notebook: dict[str, Any]) -> dict[str, Any]:
    """A notebook of the site without the cell that installs the package, which is there in the browser."""
    return {**notebook, "cells": [cell for cell in notebook["cells"] if cell["id"] != "install-evbook"]}


def collect(folder: Path, site: Path) -> list[Path]:
    """The wheels that the site serves: evbook's own, and those that requirements/lite.txt pins."""
    folder.mkdir(parents=True)
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
               "--only-binary=:all:", "--platform=any", "--python-version=3.14", "--require-hashes",
               "-r", str(ROOT / "requirements/lite.txt"), "-d", str(folder)]  # fmt: skip
    if subprocess.run(command).returncode:
        raise SystemExit("The wheels of requirements/lite.txt could not be had (pip's own message is above).")
    (own,) = (site / "wheel").glob("evbook-*.whl")
    shutil.copy(own, folder)
    return sorted(folder.glob("*.whl"))


def main(site: Path) -> None:
    """Build JupyterLite into the site."""
    if not (site / "index.html").is_file():
        raise SystemExit(f"There is no built site in {site}; `make book` builds it.")
    runpy.run_path(str(ROOT / "hatch_build.py"))["npm_ci"](ROOT / "release")
    work, output = site.parent / "lite", site / "lite"
    shutil.rmtree(work, ignore_errors=True)
    shutil.rmtree(output, ignore_errors=True)
    for source in sorted((site / "notebooks").rglob("*.ipynb")):
        target = work / "contents" / source.relative_to(site / "notebooks")
        target.parent.mkdir(parents=True, exist_ok=True)
        notebook = as_in_the_browser(without_first_cell(json.loads(source.read_text(encoding="utf-8"))))
        target.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    settings = {"loadPyodideOptions": {"lockFileURL": f"./{WHEELS}/{LIST}"}}
    (work / "jupyter-lite.json").write_text(json.dumps({
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {"appName": "evbook in JupyterLite",
                                "litePluginSettings": {PYODIDE_KERNEL_PLUGIN_ID: settings}},
    }), encoding="utf-8")  # fmt: skip
    command = [sys.executable, "-m", "jupyterlite_core", "build", "--lite-dir", str(work), "--output-dir", str(output),
               "--contents", str(work / "contents"), "--apps", "lab", "--apps", "notebooks",
               "--no-sourcemaps"]  # fmt: skip
    if subprocess.run(command, cwd=work).returncode:
        raise SystemExit("JupyterLite could not be built (its own message is above).")
    wheels = collect(output / WHEELS, site)
    (output / WHEELS / LIST).write_text(json.dumps(whole_list(wheels, packages_of_pyodide())), encoding="utf-8")
    size = sum(path.stat().st_size for path in output.rglob("*") if path.is_file())
    print(f"{output}: {size / 1e6:.0f} MB, with {len(wheels)} wheels")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT / "_build" / "html")
