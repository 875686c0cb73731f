"""Whether a draft answers the matter: on the point, complete, explained, in words of its own. Pure.

Remarks for whoever writes and whoever reviews, each with its passage. Nothing is counted up, of nobody.
"""

from .reading import Aspect, Claims, Draft, Earlier, Matter, Passage, Reading, Remark, RemarkCode, Side, read_reply

__all__ = [
    "Aspect",
    "Claims",
    "Draft",
    "Earlier",
    "Matter",
    "Passage",
    "Reading",
    "Remark",
    "RemarkCode",
    "Side",
    "read_reply",
]
