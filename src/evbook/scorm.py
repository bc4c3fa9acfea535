"""The command ``python -m evbook.scorm``; what it does stands in :mod:`evbook.authoring.scorm_packages`."""

import runpy

if __name__ == "__main__":
    runpy.run_module("evbook.authoring.scorm_packages", run_name="__main__")
