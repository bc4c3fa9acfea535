"""The command ``python -m evbook.anchors``; what it does stands in :mod:`evbook.authoring.anchors`."""

import runpy

if __name__ == "__main__":
    runpy.run_module("evbook.authoring.anchors", run_name="__main__")
