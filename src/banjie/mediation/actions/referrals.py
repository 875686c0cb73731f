"""Letters that bring a dispute here or take it elsewhere, and the reports back."""

from datetime import date, datetime

from banjie.cases.acting import Acting
from banjie.mediation.errors import BadEntry
from banjie.mediation.holding import held
from banjie.mediation.models import BroughtBy, Referral
from banjie.platform.tables.text import clean_text


def record_referral(
    case_id: int,
    *,
    incoming: bool,
    body: str,
    body_name: str,
    letter_on: date,
    by: Acting,
    at: datetime,
    letter_number: str = "",
    letter: str = "",
    letter_name: str = "",
    report_due_on: date | None = None,
    expected: int | None = None,
) -> int:
    """A letter of referral. One that comes in makes the dispute an entrusted one. Returns its id."""
    with held(case_id, by=by, at=at, expected=expected) as found:
        if report_due_on is not None and report_due_on < letter_on:
            raise BadEntry("report_before_letter", "report_due_on")
        made = Referral.objects.create(
            dispute=found.dispute,
            incoming=incoming,
            body=body,
            body_name=body_name,
            letter_number=letter_number,
            letter_on=letter_on,
            letter=letter,
            letter_name=letter_name,
            report_due_on=report_due_on,
            recorded_at=at,
            recorded_by=by.actor.id,
        )
        if incoming:
            found.dispute.brought_by = BroughtBy.ENTRUSTED
        return made.id


def report_back(
    case_id: int, referral_id: int, *, report: str, by: Acting, at: datetime, expected: int | None = None
) -> None:
    """Tells whoever entrusted the dispute what became of it."""
    with held(case_id, by=by, at=at, expected=expected) as found:
        told = clean_text(report, limit=400).text.strip()
        if not told:
            raise BadEntry("report_missing", "report")
        waiting = Referral.objects.filter(dispute=found.dispute, id=referral_id, incoming=True, reported_at=None)
        if not waiting.update(report=told, reported_at=at, reported_by=by.actor.id):
            raise BadEntry("referral_unknown", "referral")
