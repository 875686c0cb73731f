"""Reports that courts, police stations and others still wait for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from banjie.cases import queries as cases
from banjie.cases.acting import Acting
from banjie.mediation.models import Dispute, Referral, Seat
from banjie.mediation.sight import Begun, Sight, sight_of
from banjie.organisations.permissions import Viewer


@dataclass(frozen=True, slots=True)
class ReportDue:
    """`days` are left, negative once it is overdue; None where the letter names no day."""

    referral_id: int
    case_id: int
    number: str
    title: str
    body: str
    body_name: str
    letter_number: str
    letter_on: date
    due_on: date | None
    days: int | None
    ended: bool


def reports_due(viewer: Viewer, *, on: date) -> Sequence[ReportDue]:
    """Of the disputes whose file the viewer may read, the most urgent first; letters without a day come last.

    Three queries, however many letters wait.
    """
    waiting = list(Referral.objects.filter(incoming=True, reported_at=None).select_related("dispute"))
    known = cases.briefs({each.dispute_id for each in waiting}, Acting.staff(viewer))
    seats = Seat.objects.filter(dispute_id__in=known)
    seated: dict[int, set[int]] = {}
    for case_id, staff_id, left_at in seats.values_list("dispute_id", "mediator__staff_id", "left_at"):
        seated.setdefault(case_id, set()).update([staff_id] if left_at is None else [])
    found: list[ReportDue] = []
    for letter in waiting:
        case = known.get(letter.dispute_id)
        if case is None:
            continue
        begun = Begun(mediated=letter.dispute.begun_at is not None, seated=case.id in seated)
        if sight_of(viewer, case, seated.get(case.id, ()), begun=begun) >= Sight.FILE:
            found.append(_line(letter, letter.dispute, case, on))
    return sorted(found, key=lambda each: (each.due_on is None, each.due_on or each.letter_on, each.case_id))


def _line(letter: Referral, dispute: Dispute, case: cases.CaseBrief, on: date) -> ReportDue:
    due = letter.report_due_on
    return ReportDue(
        letter.id,
        case.id,
        case.number,
        case.title,
        letter.body,
        letter.body_name,
        letter.letter_number,
        letter.letter_on,
        due,
        (due - on).days if due is not None else None,
        dispute.ended_at is not None,
    )
