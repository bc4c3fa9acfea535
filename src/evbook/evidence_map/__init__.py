"""The evidence map: who sends what to whom, to what effect, claim by claim.

``flows``    the claims as flows through four layers: sender, cargo, recipient, outcome
``picture``  the flows as SVG, placed by the browser's own layout
``page``     the picture, its words and the table of claims, as the page has them; the browser makes them live
"""

from evbook.evidence_map.flows import Flows, flows
from evbook.evidence_map.page import page
from evbook.evidence_map.picture import pictures

__all__ = ["Flows", "flows", "page", "pictures"]
