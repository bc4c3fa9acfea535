"""The command ``python -m evbook.new_chapter``; what it does stands in :mod:`evbook.authoring.new_chapter`."""

import runpy

if __name__ == "__main__":
    runpy.run_module("evbook.authoring.new_chapter", run_name="__main__")
