"""Who could sit in a dispute, in a fair order, with what speaks for and against each. A person decides."""

from .asked import Asked, Candidate
from .joint import Body, Joint, joint
from .panels import Panel, panel
from .ranking import Barred, Ranking, Reason, Suggested, rank
from .weights import Weights, weights

__all__ = [
    "Asked",
    "Barred",
    "Body",
    "Candidate",
    "Joint",
    "Panel",
    "Ranking",
    "Reason",
    "Suggested",
    "Weights",
    "joint",
    "panel",
    "rank",
    "weights",
]
