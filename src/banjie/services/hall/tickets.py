"""A number from its taking to its end. One hall at a time: two desks that call at once never get the same number."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.timezone import localdate

from banjie.cases.acting import Acting
from banjie.organisations.permissions import NOBODY
from banjie.services.hall import drafts, halls, rules
from banjie.services.hall.errors import Reason, Refused
from banjie.services.hall.models import Hall, Ticket
from banjie.services.hall.rules import Ending, Purpose

MOST_DESKS: Final = 99
_LATEST_CALLS: Final = 20


@dataclass(frozen=True, slots=True)
class Taken:
    """A number that was given out: how many are called before it, and how long that may take if that can be said."""

    ticket_id: int
    number: int
    before: int
    minutes: int | None


def take_number(
    *,
    hall_id: int,
    purpose: Purpose,
    at: datetime,
    priority: bool = False,
    draft: Mapping[str, str] | None = None,
    key: str | None = None,
) -> Taken:
    """Gives out the next number. The same key gives the same number again. Raises Refused: closed, hall_unknown.

    `draft` is what was typed so far; it is sealed, and nobody reads it but the desk that calls the number.
    """
    with transaction.atomic():
        hall = _locked(hall_id)
        known = Ticket.objects.filter(key=key).first() if key else None
        if known is not None:
            return _taken(known, at)
        if not hall.is_open(at):
            raise Refused(Reason.CLOSED)
        day = localdate(at)
        number = (Ticket.objects.filter(hall_id=hall_id, day=day).aggregate(last=Max("number"))["last"] or 0) + 1
        kept = drafts.of(draft or {})
        bound_to = drafts.binding(hall_id, day, number)
        ticket = Ticket.objects.create(
            hall_id=hall_id,
            day=day,
            number=number,
            purpose=purpose,
            priority=priority,
            taken_at=at,
            key=key,
            draft=drafts.sealed(kept, bound_to=bound_to) if kept else None,
        )
        return _taken(ticket, at)


def call_next(*, hall_id: int, desk: int, by: Acting, at: datetime) -> int | None:
    """Calls whoever is next to a desk. Returns the number; None where nobody waits for it.

    Raises Refused: desk_busy, desk_unknown, hall_unknown.
    """
    if not 1 <= desk <= MOST_DESKS:
        raise Refused(Reason.DESK_UNKNOWN, "desk")
    with transaction.atomic():
        hall = _served(hall_id, by)
        today = of_day(hall_id, at)
        if today.filter(desk=desk, ended_at=None).exclude(called_at=None).exists():
            raise Refused(Reason.DESK_BUSY)
        waiting = waiting_of(today)
        chosen = rules.next_for(desk, waiting, priority_run=priority_run(today), most=hall.most_priority)
        if chosen is None:
            return None
        ticket = today.get(number=chosen.number)
        ticket.first_called_at = ticket.first_called_at or at
        ticket.called_at, ticket.desk, ticket.for_desk = at, desk, None
        ticket.calls += 1
        ticket.save(update_fields=["first_called_at", "called_at", "desk", "for_desk", "calls"])
        return ticket.number


def call_again(*, hall_id: int, number: int, by: Acting, at: datetime) -> None:
    """Raises Refused: ended, hall_unknown, not_here."""

    def again(ticket: Ticket) -> None:
        ticket.called_at = at
        ticket.calls = min(ticket.calls + 1, 999)

    _with_called(hall_id, number, by, at, again)


def hand_on(*, hall_id: int, number: int, to_desk: int, by: Acting, at: datetime) -> None:
    """Sends a visitor to another desk, where they are next and keep their number; what they typed goes with them, and
    so does what was taken in here.

    Raises Refused: desk_unknown, ended, hall_unknown, not_here, same_desk.
    """
    if not 1 <= to_desk <= MOST_DESKS:
        raise Refused(Reason.DESK_UNKNOWN, "to_desk")

    def on(ticket: Ticket) -> None:
        if ticket.desk == to_desk:
            raise Refused(Reason.SAME_DESK, "to_desk")
        ticket.called_at, ticket.desk, ticket.for_desk = None, None, to_desk

    _with_called(hall_id, number, by, at, on)


def end(*, hall_id: int, number: int, ending: Ending, by: Acting, at: datetime) -> None:
    """The visit is over: served, or nobody came. What was typed is erased. Raises as `call_again`."""

    def over(ticket: Ticket) -> None:
        ticket.ended_at, ticket.ending, ticket.draft, ticket.made = at, ending, None, None

    _with_called(hall_id, number, by, at, over)


def note_made(*, hall_id: int, number: int, case_id: int, by: Acting, at: datetime) -> None:
    """A case was taken in: what was typed is needed no more, and the next desk knows of it. Raises as `call_again`."""

    def noted(ticket: Ticket) -> None:
        bound_to = drafts.binding_of_made(ticket.hall_id, ticket.day, ticket.number)
        ticket.draft, ticket.made = None, drafts.with_made(ticket.made, case_id, bound_to=bound_to)

    _with_called(hall_id, number, by, at, noted)


def of_day(hall_id: int, at: datetime) -> QuerySet[Ticket]:
    return Ticket.objects.filter(hall_id=hall_id, day=localdate(at))


def waiting_of(today: QuerySet[Ticket]) -> list[rules.Waiting]:
    rows = today.filter(ended_at=None, called_at=None).order_by("number")
    return [rules.Waiting(*row) for row in rows.values_list("number", "priority", "for_desk")]


def priority_run(today: QuerySet[Ticket]) -> int:
    """How many with priority were called in a row just now; who was sent on was called before and counts there."""
    latest = today.exclude(first_called_at=None).order_by("-first_called_at", "-number")
    return rules.run_of(latest.values_list("priority", flat=True)[:_LATEST_CALLS])


def standing(ticket: Ticket, at: datetime) -> tuple[int, int | None]:
    """How many are called before a number that waits, and the minutes that may take."""
    hall = halls.by_id(ticket.hall_id)
    today = of_day(ticket.hall_id, at)
    most = hall.most_priority if hall is not None else 1
    before = rules.before(ticket.number, waiting_of(today), priority_run=priority_run(today), most=most)
    return before, rules.minutes_until(before, calls_of(today))


def calls_of(today: QuerySet[Ticket]) -> list[datetime]:
    """When the latest numbers were called for the first time."""
    called = today.exclude(first_called_at=None).order_by("-first_called_at")
    return [at for at in called.values_list("first_called_at", flat=True)[:_LATEST_CALLS] if at is not None]


def _taken(ticket: Ticket, at: datetime) -> Taken:
    return Taken(ticket.pk, ticket.number, *standing(ticket, at))


def _with_called(hall_id: int, number: int, by: Acting, at: datetime, change: Callable[[Ticket], None]) -> None:
    with transaction.atomic():
        _served(hall_id, by)
        ticket = of_day(hall_id, at).filter(number=number).first()
        if ticket is None or (ticket.called_at is None and ticket.ended_at is None):
            raise Refused(Reason.NOT_HERE)
        if ticket.ended_at is not None:
            raise Refused(Reason.ENDED)
        change(ticket)
        ticket.save()


def _served(hall_id: int, by: Acting) -> halls.HallRef:
    """The hall, locked, for somebody who calls numbers there. Raises Refused: hall_unknown."""
    known = halls.by_id(hall_id)
    if known is None or not halls.may_serve(by.viewer or NOBODY, known):
        raise Refused(Reason.HALL_UNKNOWN)
    return _locked(hall_id)


def _locked(hall_id: int) -> halls.HallRef:
    # The row stands for the whole queue; a hall calls some numbers a minute, so nobody waits for long.
    if not Hall.objects.select_for_update().filter(pk=hall_id, active=True).exists():
        raise Refused(Reason.HALL_UNKNOWN)
    known = halls.by_id(hall_id)
    if known is None:
        raise Refused(Reason.HALL_UNKNOWN)
    return known
