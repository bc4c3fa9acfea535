"""The command ``python -m evbook.notebooks``; what it does stands in :mod:`evbook.authoring.notebooks`."""

import runpy

if __name__ == "__main__":
    runpy.run_module("evbook.authoring.notebooks", run_name="__main__")
