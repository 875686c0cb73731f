"""Tables of cases, private to this capability: others call its queries and actions."""

from banjie.cases.models.case import Case, CaseText, Channel, Contact, Identity, Kind, Level
from banjie.cases.models.desk import Presence, ReplyTemplate
from banjie.cases.models.follow_up import CallState, CallWhy, FollowUpCall, FollowUpDraw
from banjie.cases.models.guesses import Automation, AutomationChange, Guess, Unlearned
from banjie.cases.models.importing import ImportFault, ImportMapping, ImportRun, RunState
from banjie.cases.models.machine_texts import MachineText
from banjie.cases.models.notices import Notice
from banjie.cases.models.own import OwnSearch
from banjie.cases.models.publishing import Follower, Joined, Publication
from banjie.cases.models.records import (
    Answer,
    Assisting,
    Attachment,
    ContactedBy,
    Extension,
    OversightOrder,
    Rating,
    Return,
    Ruling,
    Solved,
    WhyNot,
)
from banjie.cases.models.timeline import Seal, TimelineEntry
from banjie.cases.models.views import SavedView

__all__ = [
    "Answer",
    "Assisting",
    "Attachment",
    "Automation",
    "AutomationChange",
    "CallState",
    "CallWhy",
    "Case",
    "CaseText",
    "Channel",
    "Contact",
    "ContactedBy",
    "Extension",
    "FollowUpCall",
    "FollowUpDraw",
    "Follower",
    "Guess",
    "Identity",
    "ImportFault",
    "ImportMapping",
    "ImportRun",
    "Joined",
    "Kind",
    "Level",
    "MachineText",
    "Notice",
    "OversightOrder",
    "OwnSearch",
    "Presence",
    "Publication",
    "Rating",
    "ReplyTemplate",
    "Return",
    "Ruling",
    "RunState",
    "SavedView",
    "Seal",
    "Solved",
    "TimelineEntry",
    "Unlearned",
    "WhyNot",
]
