"""The command ``python -m evbook.copies``; what it does stands in :mod:`evbook.authoring.copies`."""

import runpy

if __name__ == "__main__":
    runpy.run_module("evbook.authoring.copies", run_name="__main__")
