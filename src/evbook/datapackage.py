"""The command ``python -m evbook.datapackage``; what it does stands in :mod:`evbook.authoring.datapackage`."""

import runpy

if __name__ == "__main__":
    runpy.run_module("evbook.authoring.datapackage", run_name="__main__")
