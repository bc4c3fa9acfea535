"""Derive what the models of the book need to run and to be shown, for a wheel to bring.

``python -m evbook.authoring.programs src/evbook/_programs`` brings the folder up to date: a file a model, named by the
hash of all that its texts depend on (:mod:`evbook.derive.programs`).  The build hook runs it.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import tempfile
from pathlib import Path

from evbook.declaration import Declaration

#: The file that says which version of this module made the others.
WRITER = "writer.sha256"


def derived(d: Declaration) -> bytes:
    """The texts of one declaration, as a file keeps them: those that a first run, its measures and a live model ask."""
    from evbook.derive import kept
    from evbook.derive.javascript import program
    from evbook.derive.numpy import of_measures
    from evbook.derive.programs import programs
    from evbook.derive.system import compile
    from evbook.explorer import page
    from evbook.model import Model
    from evbook.simulation import fast

    model = Model(d)
    program(d)
    if d.tissue is None:
        for ev in (True, False):
            model.simulate(ev=ev)
            fast.text_of(compile(d, ev=ev))
        model.measures()
    for condition in (*(verdict.when for verdict in d.verdicts), *(challenge.goal for challenge in d.challenges)):
        of_measures(d, condition)
    page.bundle(d)
    return kept.sealed(programs(d).packed())


def bring(folder: Path) -> list[str]:
    """Make the files of the models that are not there, drop those of other versions; return the names of those made."""
    from evbook.derive import programs
    from evbook.review.catalogue import declarations

    # What is brought is derived here and now: nothing of an earlier wheel, nor of the user's cache.
    programs.BROUGHT = folder / "none"
    folder.mkdir(exist_ok=True)
    wanted = {programs.name_of(d): d for d in declarations()}
    # Another version of this module asks for other texts.
    writer, stamp = hashlib.sha256(Path(__file__).read_bytes()).hexdigest(), folder / WRITER
    current = stamp.exists() and stamp.read_text(encoding="utf-8") == writer
    for path in folder.glob("*.json"):
        if path.name not in wanted or not current:
            path.unlink(missing_ok=True)
    made = [name for name in wanted if not (folder / name).exists()]
    for name in made:
        beside = folder / f".{os.getpid()}-{name}"
        beside.write_bytes(derived(wanted[name]))
        beside.replace(folder / name)
    stamp.write_text(writer, encoding="utf-8")
    return made


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m evbook.authoring.programs", description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args(arguments).folder
    # By SciPy: runs in machine code would wait for the integrator, which no wheel can bring.
    with tempfile.TemporaryDirectory() as cache:
        os.environ.update(EVBOOK_CACHE=cache, EVBOOK_FAST="0")
        try:
            made = bring(folder)
        except OSError as error:
            print(f"evbook: {folder} cannot be written ({error}), so the package goes without derived programs.")
            return
    print(f"{len(made)} models derived into {folder.name}" if made else f"{folder.name} is current")


if __name__ == "__main__":
    main()
