"""When the mediators of a dispute are taken elsewhere: spans and days, nothing of what takes them."""

from collections.abc import Sequence
from datetime import date

from banjie.mediation.models import Absence, Seat, Session, SessionState
from banjie.mediation.sessions.people import Part, Who
from banjie.mediation.sessions.times import Engaged, Span

_TAKES = (SessionState.SCHEDULED, SessionState.UNDER_WAY)


def engaged_of(case_id: int, *, but: int | None = None) -> Engaged:
    """Of everybody who sits in a dispute; `but` is the session for which a time is sought."""
    seats = list(Seat.objects.filter(dispute_id=case_id, left_at=None).select_related("mediator"))
    sessions = {Who(Part.SEAT, seat.id): _taken(seat, but) for seat in seats}
    away = {Who(Part.SEAT, seat.id): _away(seat) for seat in seats}
    return Engaged(sessions, away)


def _taken(seat: Seat, but: int | None) -> Sequence[Span]:
    found = Session.objects.of_seat_holder(seat.mediator.staff_id).filter(state__in=_TAKES).exclude(id=but or 0)
    rows = found.values_list("starts_at", "ends_at")
    return [Span(begins, ends) for begins, ends in rows if begins is not None and ends is not None]


def _away(seat: Seat) -> Sequence[tuple[date, date]]:
    return list(Absence.objects.filter(mediator_id=seat.mediator_id).values_list("since", "until"))
