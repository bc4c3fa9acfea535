"""The command ``python -m evbook.slice_runs``; what it does stands in :mod:`evbook.authoring.slice_runs`."""

import runpy

if __name__ == "__main__":
    runpy.run_module("evbook.authoring.slice_runs", run_name="__main__")
