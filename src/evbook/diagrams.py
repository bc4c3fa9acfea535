"""The command ``python -m evbook.diagrams``; what it does stands in :mod:`evbook.authoring.diagrams`."""

import runpy

if __name__ == "__main__":
    runpy.run_module("evbook.authoring.diagrams", run_name="__main__")
