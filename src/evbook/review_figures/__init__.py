"""Figures 1 and 2 of the review, redrawn from their legends: each part leads to its chapter.

``content``   what the figures say: their parts, groups and the words of each
``glyphs``    the small drawings of cells and vesicles
``drawing``   content and places put together as SVG, in a form for a page and one for a phone
"""

from evbook.review_figures.drawing import figure

__all__ = ["figure"]
