"""Execute the book's notebooks and write them as they are committed: readable in a diff, the same on every machine.

``python -m evbook.notebooks book/microenvironment/immune-escape.ipynb`` executes notebooks and writes them back;
with ``--only-normalise`` it does not execute.  What a committed notebook holds is in :func:`normalised`.
"""

from __future__ import annotations

import argparse
import copy
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbformat import NotebookNode

#: Cells with this tag are run and not compared, so they commit no output (pictures, live models, versions).
UNCOMPARED = "nbval-ignore-output"
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def normalised(notebook: NotebookNode) -> NotebookNode:
    """Return a copy without what differs from run to run.

    It has no times, no outputs of cells that are not compared, and no metadata of an editor.  Cells that are compared
    have the execution count 1: nbval takes a cell without a count for one that was never run, and leaves it out.
    """
    clean = copy.deepcopy(notebook)
    clean.metadata = type(clean.metadata)(copy.deepcopy(METADATA))
    clean.nbformat, clean.nbformat_minor = 4, 5
    for cell in clean.cells:
        for volatile in ("execution", "collapsed", "scrolled", "trusted", "vscode"):
            cell.metadata.pop(volatile, None)
        cell.source = "\n".join(line.rstrip() for line in cell.source.strip("\n").split("\n"))
        if cell.cell_type == "code":
            compared = UNCOMPARED not in cell.metadata.get("tags", [])
            cell.execution_count = 1 if compared else None
            if not compared:
                cell.outputs = []
            for output in cell.outputs:
                if output.output_type == "execute_result":
                    output.execution_count = None
                if "metadata" in output:
                    output.metadata = {}
    return clean


def text_of(notebook: NotebookNode) -> str:
    """Return the file's text of a notebook."""
    import nbformat

    return nbformat.writes(normalised(notebook)) + "\n"


def read(path: Path) -> NotebookNode:
    """Return the notebook of a file."""
    import nbformat

    return nbformat.read(path, as_version=4)


def execute(notebook: NotebookNode, folder: Path, *, timeout: int = 300) -> NotebookNode:
    """Run every cell in a new kernel, in ``folder``.  Raises what a cell raises."""
    from nbclient import NotebookClient

    client = NotebookClient(notebook, timeout=timeout, kernel_name="python3", record_timing=False)
    return client.execute(cwd=str(folder))


def main(arguments: list[str] | None = None) -> None:
    """Execute and write each notebook that is named."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("notebooks", nargs="+", type=Path)
    parser.add_argument("--only-normalise", action="store_true", help="do not execute")
    chosen = parser.parse_args(arguments)
    for path in chosen.notebooks:
        notebook = read(path)
        if not chosen.only_normalise:
            notebook = execute(notebook, path.parent)
        path.write_text(text_of(notebook), encoding="utf-8")
        print(f"{path}: {'normalised' if chosen.only_normalise else 'executed'}")


if __name__ == "__main__":
    main()
