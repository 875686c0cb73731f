"""Reading cases. Every query that serves a person takes the viewer; what they may not see does not exist."""

from banjie.cases.queries.counting import queue_counts
from banjie.cases.queries.detail import (
    AnswerLine,
    AssistingLine,
    AttachmentLine,
    CaseFile,
    ClockLine,
    EntryLine,
    OrderLine,
    RatingLine,
    ReturnLine,
    case_file,
)
from banjie.cases.queries.listing import CaseLine, Page, listing
from banjie.cases.queries.nearby import nearby
from banjie.cases.queries.offering import Offer, offer
from banjie.cases.queries.subjects import routing_subjects
from banjie.cases.queries.tracking import Tracked, tracked

__all__ = [
    "AnswerLine",
    "AssistingLine",
    "AttachmentLine",
    "CaseFile",
    "CaseLine",
    "ClockLine",
    "EntryLine",
    "Offer",
    "OrderLine",
    "Page",
    "RatingLine",
    "ReturnLine",
    "Tracked",
    "case_file",
    "listing",
    "nearby",
    "offer",
    "queue_counts",
    "routing_subjects",
    "tracked",
]
