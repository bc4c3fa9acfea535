"""The command ``python -m evbook.questions``; what it does stands in :mod:`evbook.authoring.question_files`."""

import runpy

if __name__ == "__main__":
    runpy.run_module("evbook.authoring.question_files", run_name="__main__")
