"""What every chapter shows, derived from a model's declaration or from the data.

Each function gives what the last line of a notebook's cell displays: HTML for the page, plain text elsewhere.
A chapter's numbers and tables come from here, so that a page cannot say anything the model does not.

``curves``           the course of a state at a few settings
``description``      a model in space in words, in the order of the ODD protocol
``diagram``          the model as boxes and arrows, vesicle terms marked
``equations``        the model as mathematics, vesicle terms marked
``parameter_table``  every number with its unit, range, grade and source
``benchmark_table``  does it hold?  Under a heading for each kind of benchmark
``critical_table``   the strength at which an outcome changes, as ranges
``budget_table``     what the vesicle terms ask of cells
``evidence``         the chapter's slice of the ledger
``reading_notes``    where a cited source and the review differ
``since_2019``       what has been found since the review
``key_terms``        the words to keep, with their definitions from the glossary
``report_card``      what was checked of the model, and what was found
``what_matters``     an outcome with each assumed number at the ends of its range
``challenges``       tasks that the live model recognises as met, with their hints
``rows_of_table1``   each row of the review's table in the balance of a microRNA, with a way into the live model
``quiz``             questions whose answers are computed, each answer with its feedback
``side_by_side``     Table 1 of the review as printed, each corrected row beside its print
``solution``         the answer to an exercise, closed until it is opened
``stamp``            the versions a page was made with
``story``            scenarios in order, beside a picture that follows the step that is read
``to_scale``         particles of body fluids, drawn to scale
``where_it_holds``   the ranges over which the chapter's idea was searched for counterexamples
"""

from evbook.chapter.benchmarks import benchmark_table
from evbook.chapter.budget import budget_table
from evbook.chapter.card import report_card
from evbook.chapter.challenges import challenges
from evbook.chapter.critical import critical_table
from evbook.chapter.description import description
from evbook.chapter.equations import equations
from evbook.chapter.evidence import evidence, evidence_summary, reading_notes, since_2019
from evbook.chapter.exercises import solution
from evbook.chapter.matters import what_matters
from evbook.chapter.parameters import parameter_table
from evbook.chapter.pictures import curves, diagram
from evbook.chapter.quiz import quiz
from evbook.chapter.side_by_side import side_by_side
from evbook.chapter.stamp import stamp
from evbook.chapter.story import story
from evbook.chapter.terms import key_terms
from evbook.chapter.where import where_it_holds
from evbook.review.rows import rows_of_table1
from evbook.review.scale import to_scale

__all__ = [
    "benchmark_table",
    "budget_table",
    "challenges",
    "critical_table",
    "curves",
    "description",
    "diagram",
    "equations",
    "evidence",
    "evidence_summary",
    "key_terms",
    "parameter_table",
    "quiz",
    "reading_notes",
    "report_card",
    "rows_of_table1",
    "side_by_side",
    "since_2019",
    "solution",
    "stamp",
    "story",
    "to_scale",
    "what_matters",
    "where_it_holds",
]
