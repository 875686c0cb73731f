"""One case, whole, as a member of staff may see it."""

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from banjie.cases import clockwork
from banjie.cases.acting import Acting
from banjie.cases.errors import CaseNotFound
from banjie.cases.facts import Known
from banjie.cases.masking import Outgoing
from banjie.cases.models import Answer, Assisting, Attachment, Case, OversightOrder, Rating, Return
from banjie.cases.queries.offering import Offer, offer
from banjie.cases.queries.records import Row, Wanted, gathered
from banjie.cases.reference import Reference, reference
from banjie.cases.visibility import visible_to
from banjie.core import clocks as c
from banjie.organisations import queries as organisations
from banjie.organisations.permissions import NOBODY


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
    drafted_with: str
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
    """Everything about one case that its viewer may see, and what they may do to it.

    `as_written` is False for a system that reads words masked; files, which cannot be, are then not for it.
    """

    case: Case
    as_written: bool
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
    case = found.select_related("text", "contact").defer("contact__sealed").first()
    if case is None:
        raise CaseNotFound(case_id)
    outgoing = Outgoing(by.viewer or NOBODY)
    records = gathered(case.id, _WANTED)
    look_up = reference()
    category = look_up.category_at(case.category_path)
    area = look_up.area_at(case.area_path)
    contact = getattr(case, "contact", None)
    return CaseFile(
        case=_told(case, outgoing),
        as_written=outgoing.as_written,
        body=outgoing.words(case.text.body),
        answers=outgoing.values(case.text.answers),
        has_contact=contact is not None,
        contact_erased=contact is not None and contact.erased_at is not None,
        category_names=category.names if category else (),
        category_names_en=category.names_en if category else (),
        questions=category.questions if category else (),
        area_name=area.name if area else "",
        unit_name=_unit(look_up, case.lead_unit_id),
        centre_name=_unit(look_up, case.centre_id),
        about_unit_name=_unit(look_up, case.about_unit_id),
        handler_name=_staff(case.handler_id),
        timeline=timeline(case, look_up, outgoing),
        clocks=clock_lines(case, look_up, at),
        **_lines(records, look_up, outgoing),
        offer=offer(case, by, at=at, known=_known(case, records)),
    )


def _lines(records: Mapping[str, Sequence[Row]], look_up: Reference, outgoing: Outgoing) -> dict[str, Any]:
    told = {name: [outgoing.values(row) for row in rows] for name, rows in records.items()}
    return {
        "assisting": [_of_unit(AssistingLine, row, look_up) for row in told["assisting"]],
        "returns": [_of_unit(ReturnLine, row, look_up) for row in told["returns"]],
        "given_answers": [_of_unit(AnswerLine, row, look_up) for row in told["answers"]],
        "orders": [OrderLine(**row) for row in told["orders"]],
        "ratings": [RatingLine(**row) for row in told["ratings"]],
        "attachments": [AttachmentLine(**row) for row in told["attachments"]],
    }


def timeline(case: Case, look_up: Reference, outgoing: Outgoing) -> list[EntryLine]:
    rows = case.timeline.order_by("sequence").values(*ENTRY_COLUMNS)
    return [entry_line(row | {"data": outgoing.values(row["data"])}, look_up) for row in rows]


def _told(case: Case, outgoing: Outgoing) -> Case:
    """A copy where words are masked, so that none of these is ever saved."""
    if outgoing.as_written:
        return case
    told = copy.copy(case)
    told.title, told.place_text = outgoing.words(case.title), outgoing.words(case.place_text)
    return told


ENTRY_COLUMNS = tuple(name for name in EntryLine.__slots__ if name != "unit_name")


def entry_line(row: Mapping[str, Any], look_up: Reference) -> EntryLine:
    """A row of ENTRY_COLUMNS with the name of the unit that acted."""
    return EntryLine(**row, unit_name=_unit(look_up, row["unit_id"]))


def clock_lines(case: Case, look_up: Reference, at: datetime) -> list[ClockLine]:
    """The whole first, then the steps in the order in which they began."""
    loaded = clockwork.load(case.clocks)
    ordered = sorted(loaded.values(), key=lambda clock: (clock.name != clockwork.WHOLE, clock.started_at))
    calendar = look_up.calendar
    return [ClockLine(clock.name, c.standing(clock, calendar, at), c.explain(clock, calendar, at)) for clock in ordered]


def _columns(kind: type) -> tuple[str, ...]:
    """The columns behind a line: a unit is stored by its id and shown by its name."""
    return tuple(dict.fromkeys("unit_id" if name == "unit_name" else name for name in kind.__slots__))  # type: ignore[attr-defined]


_WANTED = {
    "answers": Wanted(Answer, _columns(AnswerLine)),
    "assisting": Wanted(Assisting, (*_columns(AssistingLine), "unit_path", "released_at"), newest_first=False),
    "attachments": Wanted(Attachment, _columns(AttachmentLine)),
    "orders": Wanted(OversightOrder, _columns(OrderLine)),
    "ratings": Wanted(Rating, _columns(RatingLine)),
    "returns": Wanted(Return, _columns(ReturnLine), newest_first=False),
}


def _of_unit[T](kind: type[T], row: Row, look_up: Reference) -> T:
    named = row | {"unit_name": _unit(look_up, row["unit_id"])}
    return kind(**{name: named[name] for name in kind.__slots__})  # type: ignore[attr-defined]


def _known(case: Case, records: Mapping[str, Sequence[Row]]) -> Known:
    """What deciding would read once more."""
    at_work = {
        row["unit_path"]: row["unit_id"]
        for row in records["assisting"]
        if row["contributed_at"] is None and row["released_at"] is None
    }
    answers = records["answers"]
    return Known(at_work if case.is_open else {}, answers[0]["answered_by"] if answers else None)


def _unit(look_up: Reference, unit_id: int | None) -> str:
    unit = look_up.unit_named(unit_id)
    return unit.name if unit is not None else ""


def _staff(staff_id: int | None) -> str:
    if staff_id is None:
        return ""
    found = organisations.staff_refs([staff_id]).get(staff_id)
    return found.name if found is not None else ""
