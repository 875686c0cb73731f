"""Reading disputes. Every query takes the viewer; what they may not see does not exist."""

from .access import Asked, WayIn, WaysIn, ways_in
from .agreements import AgreementView, SlotLine, agreement, agreement_before_parties, agreements_of
from .bargaining import Bargaining, OfferLine, PointLine, bargaining_of, bargaining_shown
from .committees import (
    CommitteeLine,
    MediatorPage,
    Wanted,
    committees,
    kept_by,
    may_read,
    mediator_page,
    mediators,
    own_mediator_id,
    term_of,
)
from .evidence import AnswerLine as EvidenceAnswerLine
from .evidence import EvidenceLine, KeptFile, evidence_file, evidence_file_shown, evidence_of, evidence_shown
from .file import dispute_file
from .file_lines import (
    AgreementLine,
    CompanionLine,
    ConsentLine,
    DisputeFile,
    PartyLine,
    ReferralLine,
    SideLine,
    StayLine,
)
from .ladders import (
    LadderChangeLine,
    LadderLine,
    ladder_changes,
    ladder_lines,
    may_set_ladders,
    standing_on,
    units_for_ladders,
)
from .listing import DisputeLine, disputes_of
from .mediators import MediatorLine, mediators_of
from .next_steps import NextStep, next_step_of
from .outcomes import FiguresPage, mediator_figures
from .own import OtherSide, OwnPage, OwnQuestion, OwnRung, OwnSeat, OwnSelf, OwnVisit, own_page, own_visits
from .own_agreement import OwnAgreement, Signed, own_agreement
from .own_copy import OwnCopy, own_copy
from .own_documents import OwnDocument, own_document, own_documents
from .own_obligations import OwnEntry, OwnObligation, own_obligations
from .own_sessions import OwnSession, OwnTime, own_sessions
from .referrals import ReportDue, reports_due
from .seats import ObjectionLine, SeatLine
from .suggesting import BarredLine, JointLine, SuggestedLine, Suggestions, suggestions

__all__ = [
    "AgreementLine",
    "AgreementView",
    "Asked",
    "Bargaining",
    "BarredLine",
    "CommitteeLine",
    "CompanionLine",
    "ConsentLine",
    "DisputeFile",
    "DisputeLine",
    "EvidenceAnswerLine",
    "EvidenceLine",
    "FiguresPage",
    "JointLine",
    "KeptFile",
    "LadderChangeLine",
    "LadderLine",
    "MediatorLine",
    "MediatorPage",
    "NextStep",
    "ObjectionLine",
    "OfferLine",
    "OtherSide",
    "OwnAgreement",
    "OwnCopy",
    "OwnDocument",
    "OwnEntry",
    "OwnObligation",
    "OwnPage",
    "OwnQuestion",
    "OwnRung",
    "OwnSeat",
    "OwnSelf",
    "OwnSession",
    "OwnTime",
    "OwnVisit",
    "PartyLine",
    "PointLine",
    "ReferralLine",
    "ReportDue",
    "SeatLine",
    "SideLine",
    "Signed",
    "SlotLine",
    "StayLine",
    "SuggestedLine",
    "Suggestions",
    "Wanted",
    "WayIn",
    "WaysIn",
    "agreement",
    "agreement_before_parties",
    "agreements_of",
    "bargaining_of",
    "bargaining_shown",
    "committees",
    "dispute_file",
    "disputes_of",
    "evidence_file",
    "evidence_file_shown",
    "evidence_of",
    "evidence_shown",
    "kept_by",
    "ladder_changes",
    "ladder_lines",
    "may_read",
    "may_set_ladders",
    "mediator_figures",
    "mediator_page",
    "mediators",
    "mediators_of",
    "next_step_of",
    "own_agreement",
    "own_copy",
    "own_document",
    "own_documents",
    "own_mediator_id",
    "own_obligations",
    "own_page",
    "own_sessions",
    "own_visits",
    "reports_due",
    "standing_on",
    "suggestions",
    "term_of",
    "units_for_ladders",
    "ways_in",
]
