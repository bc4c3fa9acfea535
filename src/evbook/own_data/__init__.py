"""A reader's own table: what it says (:func:`read`), held against a model and fitted.

What a column is, is read from its heading and its cells by rules that the browser's reader shares
(``explorer/frontend/src/own-data``); a folder of small files holds the two together.  A number is never
changed without a word: what was done is in ``remarks``, and what cannot be known is asked in ``questions``.
"""

from evbook.own_data.doses import schedules
from evbook.own_data.reader import read
from evbook.own_data.records import Column, Question, Table
from evbook.own_data.report import estimates_csv, markdown, petab, residuals_csv

__all__ = ["Column", "Question", "Table", "estimates_csv", "markdown", "petab", "read", "residuals_csv", "schedules"]
