"""One case, whole, as a member of staff may see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from banjie.cases import clockwork
from banjie.cases.acting import Acting
from banjie.cases.errors import CaseNotFound
from banjie.cases.models import Case, Contact
from banjie.cases.queries.offering import Offer, offer
from banjie.cases.reference import Reference, reference
from banjie.cases.visibility import visible_to
from banjie.core import clocks as c
from banjie.organisations import queries as organisations


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry of the timeline."""

    sequence: int
    at: datetime
    command: str
    source: str
    target: str
    actor_kind: str
    actor_id: int | None
    actor_name: str
    unit_id: int | None
    unit_name: str
    resident_sees: bool
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ClockLine:
    """One clock, how it stands, and why."""

    name: str
    standing: c.Standing
    explanation: Sequence[c.ExplanationLine]


@dataclass(frozen=True, slots=True)
class AssistingLine:
    unit_id: int
    unit_name: str
    task: str
    called_at: datetime
    due_at: datetime | None
    contributed_at: datetime | None
    result: str


@dataclass(frozen=True, slots=True)
class ReturnLine:
    unit_name: str
    reason: str
    returned_at: datetime
    ruling: str
    ruling_reason: str


@dataclass(frozen=True, slots=True)
class AnswerLine:
    round: int
    unit_name: str
    answered_at: datetime
    answered_by: int | None
    found_true: bool | None
    within_duty: bool | None
    contacted_how: str
    contacted_at: datetime | None
    solved: str
    unsolved_reason: str
    internal_account: str
    public_reply: str
    approved_at: datetime | None
    sent_back_at: datetime | None
    sent_back_reason: str


@dataclass(frozen=True, slots=True)
class OrderLine:
    instruction: str
    ordered_at: datetime
    due_at: datetime
    reply: str
    replied_at: datetime | None


@dataclass(frozen=True, slots=True)
class RatingLine:
    round: int
    rated_at: datetime
    taken_by: int | None
    solved: bool
    satisfaction: int
    in_time: bool | None
    comment: str


@dataclass(frozen=True, slots=True)
class AttachmentLine:
    id: int
    name: str
    kind: str
    size: int
    digest: str
    added_at: datetime
    added_by_kind: str
    resident_sees: bool


@dataclass(frozen=True, slots=True)
class CaseFile:
    """Everything about one case that its viewer may see, and what they may do to it."""

    case: Case
    body: str
    answers: Mapping[str, Any]
    has_contact: bool
    contact_erased: bool
    category_names: Sequence[str]
    category_names_en: Sequence[str]
    questions: Sequence[Any]
    area_name: str
    unit_name: str
    centre_name: str
    about_unit_name: str
    handler_name: str
    timeline: Sequence[EntryLine]
    clocks: Sequence[ClockLine]
    assisting: Sequence[AssistingLine]
    returns: Sequence[ReturnLine]
    given_answers: Sequence[AnswerLine]
    orders: Sequence[OrderLine]
    ratings: Sequence[RatingLine]
    attachments: Sequence[AttachmentLine]
    offer: Offer


def case_file(case_id: int, *, by: Acting, at: datetime) -> CaseFile:
    """Raises CaseNotFound, also for a case that this viewer may not see."""
    found = visible_to(by.viewer, Case.objects.filter(id=case_id)) if by.viewer else Case.objects.none()
    case = found.select_related("text").first()
    if case is None:
        raise CaseNotFound(case_id)
    look_up = reference()
    category = look_up.category_at(case.category_path)
    area = look_up.area_at(case.area_path)
    contact = Contact.objects.filter(case_id=case.id).values_list("erased_at", flat=True).first()
    has_contact = Contact.objects.filter(case_id=case.id).exists() if contact is None else True
    return CaseFile(
        case=case,
        body=case.text.body,
        answers=case.text.answers,
        has_contact=has_contact,
        contact_erased=contact is not None,
        category_names=category.names if category else (),
        category_names_en=category.names_en if category else (),
        questions=category.questions if category else (),
        area_name=area.name if area else "",
        unit_name=_unit(look_up, case.lead_unit_id),
        centre_name=_unit(look_up, case.centre_id),
        about_unit_name=_unit(look_up, case.about_unit_id),
        handler_name=_staff(case.handler_id),
        timeline=timeline(case, look_up),
        clocks=clock_lines(case, look_up, at),
        assisting=_assisting(case, look_up),
        returns=_returns(case, look_up),
        given_answers=_answers(case, look_up),
        orders=_records(OrderLine, case.oversight_orders),
        ratings=_records(RatingLine, case.ratings),
        attachments=_records(AttachmentLine, case.attachments),
        offer=offer(case, by, at=at),
    )


def timeline(case: Case, look_up: Reference) -> list[EntryLine]:
    fields = [name for name in EntryLine.__slots__ if name != "unit_name"]
    return [
        EntryLine(**row, unit_name=_unit(look_up, row["unit_id"]))
        for row in case.timeline.order_by("sequence").values(*fields)
    ]


def clock_lines(case: Case, look_up: Reference, at: datetime) -> list[ClockLine]:
    """The whole first, then the steps in the order in which they began."""
    loaded = clockwork.load(case.clocks)
    ordered = sorted(loaded.values(), key=lambda clock: (clock.name != clockwork.WHOLE, clock.started_at))
    calendar = look_up.calendar
    return [ClockLine(clock.name, c.standing(clock, calendar, at), c.explain(clock, calendar, at)) for clock in ordered]


def _assisting(case: Case, look_up: Reference) -> list[AssistingLine]:
    fields = [name for name in AssistingLine.__slots__ if name != "unit_name"]
    rows = case.assisting.order_by("id").values(*fields)
    return [AssistingLine(**row, unit_name=_unit(look_up, row["unit_id"])) for row in rows]


def _returns(case: Case, look_up: Reference) -> list[ReturnLine]:
    fields = [name for name in ReturnLine.__slots__ if name != "unit_name"]
    rows = case.return_requests.order_by("id").values(*fields, "unit_id") if case.returns else []
    return [ReturnLine(unit_name=_unit(look_up, row.pop("unit_id")), **row) for row in rows]


def _answers(case: Case, look_up: Reference) -> list[AnswerLine]:
    fields = [name for name in AnswerLine.__slots__ if name != "unit_name"]
    rows = case.answers.order_by("-id").values(*fields, "unit_id")
    return [AnswerLine(unit_name=_unit(look_up, row.pop("unit_id")), **row) for row in rows]


def _records[T](kind: type[T], manager: Any) -> list[T]:
    return [kind(**row) for row in manager.order_by("-id").values(*kind.__slots__)]  # type: ignore[attr-defined]


def _unit(look_up: Reference, unit_id: int | None) -> str:
    unit = look_up.unit_named(unit_id)
    return unit.name if unit is not None else ""


def _staff(staff_id: int | None) -> str:
    if staff_id is None:
        return ""
    found = organisations.staff_refs([staff_id]).get(staff_id)
    return found.name if found is not None else ""
