"""A case as its reporter sees it: through the tracking code, in plain facts, without the inside of offices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from banjie.cases.acting import AS_REPORTER, Acting
from banjie.cases.errors import CaseNotFound
from banjie.cases.masking import Outgoing
from banjie.cases.models import Case, TimelineEntry
from banjie.cases.publishing import rules, showing
from banjie.cases.queries.detail import AttachmentLine
from banjie.cases.queries.given_replies import GivenReply, given_replies
from banjie.cases.queries.joint import Joint, joint_of
from banjie.cases.queries.offering import offer
from banjie.cases.reference import reference
from banjie.cases.visibility import visible_to
from banjie.platform import crypto

# Of each entry the reporter sees what concerns them, and nothing that the offices wrote for themselves.
SHOWN: Mapping[str, tuple[str, ...]] = {
    "add_information": ("text",),
    "ask_reporter": ("question", "until"),
    "ask_verdict": ("how",),
    "assign": ("lead_name",),
    "come_back": ("lead_name",),
    "decline": ("reason", "lawful_channel"),
    "go_up": ("lead_name",),
    "merge": (),
    "move": ("lead_name",),
    "provide_information": ("text",),
    "publish": ("title", "text", "reply"),
    "rate": ("solved", "satisfaction", "comment"),
    "refuse_public": ("reason",),
    "reopen": ("reason",),
    "sent_on": ("server",),
    "suspend": ("reason", "until"),
    "take_back": ("reason",),
    "tell_joint": ("how",),
    "transfer": ("lead_name",),
    "unmask_contact": ("purpose",),
    "tell_code": ("purpose",),
    "withdraw": ("reason",),
    "withhold_public": (),
}


@dataclass(frozen=True, slots=True)
class TrackedEntry:
    """One thing that happened. `unit_name` says which office; staff are not named."""

    at: datetime
    command: str
    target: str
    by_reporter: bool
    unit_name: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Tracked:
    """What the tracking page shows. `replies` are approved answers only, the newest first.

    `joint` is what became of the case that this one was merged into. `public` is what the reporter said,
    `may_be_public` whether it could be shown if they agree, `shown_publicly` whether strangers read it now.
    """

    case_id: int
    number: str
    tracking_code: str
    title: str
    body: str
    state: str
    is_open: bool
    kind: str
    category_name: str
    category_name_en: str
    place_text: str
    longitude: float | None
    latitude: float | None
    received_at: datetime
    due_at: datetime | None
    closed_at: datetime | None
    unit_name: str
    question: str
    replies: Sequence[GivenReply]
    entries: Sequence[TrackedEntry]
    attachments: Sequence[AttachmentLine]
    version: int
    allowed: Sequence[str]
    public: bool
    may_be_public: bool
    shown_publicly: bool
    joint: Joint | None


def tracked(code: str, *, at: datetime) -> Tracked:
    """Raises CaseNotFound for a code that is not a code and for one that is nobody's, alike."""
    normal = crypto.normalise_tracking_code(code)
    case = Case.objects.filter(tracking_code=normal).select_related("text").first() if normal else None
    if case is None:
        raise CaseNotFound(code)
    return _tracked(case, at)


def as_reporter_sees(case_id: int, *, by: Acting, at: datetime) -> Tracked:
    """The same for staff who wish to see what the reporter sees; without the code, which is the reporter's key.

    A system that reads words masked gets these so, and no files.

    Raises CaseNotFound, also for a case that this viewer may not see.
    """
    found = visible_to(by.viewer, Case.objects.filter(id=case_id)) if by.viewer else Case.objects.none()
    case = found.select_related("text").first()
    if case is None:
        raise CaseNotFound(case_id)
    seen = replace(_tracked(case, at), tracking_code="")
    return seen if by.viewer is None or by.viewer.reads_as_written else _masked(seen, Outgoing(by.viewer))


def _masked(seen: Tracked, outgoing: Outgoing) -> Tracked:
    joint, told = seen.joint, outgoing.words
    return replace(
        seen,
        title=told(seen.title),
        body=told(seen.body),
        place_text=told(seen.place_text),
        question=told(seen.question),
        replies=_replies_told(seen.replies, outgoing),
        entries=[replace(each, data=outgoing.values(each.data)) for each in seen.entries],
        attachments=(),
        joint=replace(joint, replies=_replies_told(joint.replies, outgoing)) if joint is not None else None,
    )


def _replies_told(replies: Sequence[GivenReply], outgoing: Outgoing) -> list[GivenReply]:
    return [each._replace(text=outgoing.words(each.text)) for each in replies]


def _tracked(case: Case, at: datetime) -> Tracked:
    look_up = reference()
    category = look_up.category_at(case.category_path)
    lead = look_up.unit_named(case.lead_unit_id)
    entries = list(case.timeline.filter(resident_sees=True).order_by("sequence"))
    return Tracked(
        case_id=case.id,
        number=case.number,
        tracking_code=case.tracking_code,
        title=case.title,
        body=case.text.body,
        state=case.state,
        is_open=case.is_open,
        kind=case.kind,
        category_name=category.name if category else "",
        category_name_en=category.name_en if category else "",
        place_text=case.place_text,
        longitude=case.longitude,
        latitude=case.latitude,
        received_at=case.received_at,
        due_at=case.due_at,
        closed_at=case.closed_at,
        unit_name=lead.name if lead else "",
        question=_question(case, entries),
        replies=_replies(case),
        entries=[_entry(each, look_up.unit_named(each.unit_id)) for each in entries],
        attachments=[
            AttachmentLine(**row)
            for row in case.attachments.filter(resident_sees=True).order_by("id").values(*AttachmentLine.__slots__)
        ],
        version=case.entries,
        allowed=offer(case, AS_REPORTER, at=at).allowed,
        public=case.public,
        may_be_public=rules.why_hidden(case, category) in {"", "public_not_agreed"},
        shown_publicly=case.public and showing.released().filter(id=case.id).exists(),
        joint=joint_of(case) if case.state == "merged" else None,
    )


def _entry(entry: TimelineEntry, unit: Any) -> TrackedEntry:
    shown = SHOWN.get(entry.command, ())
    return TrackedEntry(
        at=entry.at,
        command=entry.command,
        target=entry.target,
        by_reporter=entry.actor_kind == "reporter",
        unit_name=unit.name if unit is not None else "",
        data={key: entry.data[key] for key in shown if key in entry.data},
    )


def _question(case: Case, entries: Sequence[TimelineEntry]) -> str:
    if case.state != "waiting":
        return ""
    asked = [entry for entry in entries if entry.command == "ask_reporter"]
    return str(asked[-1].data.get("question", "")) if asked else ""


def _replies(case: Case) -> list[GivenReply]:
    if case.is_open and not case.reopens:
        return []
    return given_replies(case.answers.filter(approved_at__isnull=False).order_by("-id"), reference())


def reporter_key(case_id: int) -> tuple[str, str]:
    """The number and the tracking code, for a message that goes to the reporter and to nobody else."""
    number, code = Case.objects.filter(id=case_id).values_list("number", "tracking_code").get()
    return number, code
