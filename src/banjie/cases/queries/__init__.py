"""Reading cases. Every query that serves a person takes the viewer; what they may not see does not exist."""

from banjie.cases.queries.brief import CaseBrief, Met, assisting_units, body_of, brief, briefs, id_of, met, offer_beside
from banjie.cases.queries.clusters import CaseCluster, clusters
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
from banjie.cases.queries.dispatching import Load, Precedent, Proposal, loads, precedents, proposals
from banjie.cases.queries.exporting import TooMany, exported, may_export
from banjie.cases.queries.grouping import Group, grouped
from banjie.cases.queries.lines import lines
from banjie.cases.queries.listing import CaseLine, Page, listing
from banjie.cases.queries.nearby import nearby
from banjie.cases.queries.notices import (
    NoticeLetter,
    NoticeLine,
    letters_of,
    notice_of,
    notices,
    unread_notices,
)
from banjie.cases.queries.offering import Offer, offer
from banjie.cases.queries.open_here import OpenHere, open_here
from banjie.cases.queries.outward import OutwardCase, Wanted, outward_by_code, outward_case, outward_list
from banjie.cases.queries.outward_updates import OutwardUpdate, outward_updates
from banjie.cases.queries.over import over_since_before
from banjie.cases.queries.several import AT_ONCE, Chosen, several
from banjie.cases.queries.subjects import routing_subjects
from banjie.cases.queries.tracking import Tracked, as_reporter_sees, reporter_key, tracked
from banjie.cases.queries.unit_deadlines import Deadline, deadlines_of

__all__ = [
    "AT_ONCE",
    "AnswerLine",
    "AssistingLine",
    "AttachmentLine",
    "CaseBrief",
    "CaseCluster",
    "CaseFile",
    "CaseLine",
    "Chosen",
    "ClockLine",
    "Deadline",
    "EntryLine",
    "Group",
    "Load",
    "Met",
    "NoticeLetter",
    "NoticeLine",
    "Offer",
    "OpenHere",
    "OrderLine",
    "OutwardCase",
    "OutwardUpdate",
    "Page",
    "Precedent",
    "Proposal",
    "RatingLine",
    "ReturnLine",
    "TooMany",
    "Tracked",
    "Wanted",
    "as_reporter_sees",
    "assisting_units",
    "body_of",
    "brief",
    "briefs",
    "case_file",
    "clusters",
    "deadlines_of",
    "exported",
    "grouped",
    "id_of",
    "letters_of",
    "lines",
    "listing",
    "loads",
    "may_export",
    "met",
    "nearby",
    "notice_of",
    "notices",
    "offer",
    "offer_beside",
    "open_here",
    "outward_by_code",
    "outward_case",
    "outward_list",
    "outward_updates",
    "over_since_before",
    "precedents",
    "proposals",
    "queue_counts",
    "reporter_key",
    "routing_subjects",
    "several",
    "tracked",
    "unread_notices",
]
