"""What a board, a counter, somebody at home and a keeper see of a hall. Nobody sees a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Q, QuerySet, Sum
from django.utils.timezone import localdate

from banjie.organisations.permissions import Viewer
from banjie.services.hall import drafts, halls, rules, tickets
from banjie.services.hall.models import HallHour, Ticket

_SHOWN_CALLS: Final = 6
# A number stays on the wall this long though its visit may be over sooner: somebody may just have looked up.
_SHOWN_AFTER: Final = timedelta(minutes=3)


@dataclass(frozen=True, slots=True)
class Call:
    """A number that was called to a desk. `times`: how often, so that a board announces each."""

    number: int
    desk: int
    at: datetime
    times: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How a hall stands for everybody: numbers only. `minutes` is for whoever took a number now."""

    is_open: bool
    waiting: int
    minutes: int | None
    calls: Sequence[Call]


@dataclass(frozen=True, slots=True)
class Line:
    """A number that waits, as a counter sees it."""

    number: int
    purpose: str
    priority: bool
    taken_at: datetime
    for_desk: int | None
    typed: bool


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is at a desk. `typed`: whether something was handed over from the kiosk and not yet taken in."""

    number: int
    purpose: str
    priority: bool
    desk: int
    called_at: datetime
    times: int
    typed: bool


@dataclass(frozen=True, slots=True)
class HourFigures:
    """An hour of the day over a span of days. Minutes are None where nobody was called."""

    hour: int
    taken: int
    served: int
    absent: int
    left: int
    median: int | None
    p90: int | None

    @property
    def absent_percent(self) -> int | None:
        """Of those who were called and came or did not."""
        called = self.served + self.absent
        return round(100 * self.absent / called) if called else None


def standing(hall: halls.HallRef, *, at: datetime) -> Standing:
    today = tickets.of_day(hall.id, at)
    waiting = tickets.waiting_of(today)
    shown = Q(ended_at=None) | Q(called_at__gt=at - _SHOWN_AFTER)
    called = today.filter(shown).exclude(called_at=None).order_by("-called_at", "-number")
    rows = called.values_list("number", "desk", "called_at", "calls")[:_SHOWN_CALLS]
    minutes = rules.minutes_until(len(waiting), tickets.calls_of(today))
    return Standing(hall.is_open(at), len(waiting), minutes, tuple(Call(*row) for row in rows))  # type: ignore[arg-type]


def queue(viewer: Viewer, hall: halls.HallRef, *, at: datetime) -> tuple[Line, ...]:
    """Those who wait, in the order in which they are called; who was sent on to a desk stands in front."""
    if not halls.may_serve(viewer, hall):
        return ()
    today = tickets.of_day(hall.id, at)
    waiting = tickets.waiting_of(today)
    sent_on = [each for each in waiting if each.for_desk is not None]
    later = rules.order(waiting, priority_run=tickets.priority_run(today), most=hall.most_priority)
    rows = {row.number: row for row in today.filter(number__in=[each.number for each in waiting])}
    return tuple(_line(rows[each.number]) for each in (*sent_on, *later) if each.number in rows)


def visitor(viewer: Viewer, hall: halls.HallRef, desk: int, *, at: datetime) -> Visitor | None:
    """Who is at a desk of a hall where the viewer calls numbers."""
    ticket = _at_desk(viewer, hall, desk, at).first()
    if ticket is None or ticket.called_at is None or ticket.desk is None:
        return None
    return Visitor(
        ticket.number,
        ticket.purpose,
        ticket.priority,
        ticket.desk,
        ticket.called_at,
        ticket.calls,
        ticket.draft is not None,
    )


def draft_at(viewer: Viewer, hall: halls.HallRef, desk: int, *, at: datetime) -> dict[str, str]:
    """What whoever is at the desk typed at the kiosk; nothing of anybody else is ever opened."""
    ticket = _at_desk(viewer, hall, desk, at).first()
    if ticket is None or ticket.draft is None:
        return {}
    return drafts.opened(ticket.draft, bound_to=drafts.binding(hall.id, ticket.day, ticket.number))


def made_at(viewer: Viewer, hall: halls.HallRef, desk: int, *, at: datetime) -> tuple[int, ...]:
    """The cases that were taken in, at this desk or one before it, of whoever is at the desk."""
    ticket = _at_desk(viewer, hall, desk, at).first()
    if ticket is None:
        return ()
    return drafts.made(ticket.made, bound_to=drafts.binding_of_made(hall.id, ticket.day, ticket.number))


def figures(hall: halls.HallRef, *, since: date, until: date) -> tuple[HourFigures, ...]:
    """By hour of the day, of the days from `since` to `until` that are over."""
    kept = HallHour.objects.filter(hall_id=hall.id, day__gte=since, day__lte=until)
    sums = (
        kept.values("hour")
        .order_by("hour")
        .annotate(all_taken=Sum("taken"), all_served=Sum("served"), all_absent=Sum("absent"), all_left=Sum("left"))
    )
    waits: dict[int, list[int]] = {}
    for hour, minutes in kept.order_by("id").values_list("hour", "waits"):
        waits.setdefault(hour, []).extend(minutes)
    return tuple(
        HourFigures(
            row["hour"],
            row["all_taken"],
            row["all_served"],
            row["all_absent"],
            row["all_left"],
            rules.quantile(waits.get(row["hour"], []), 0.5),
            rules.quantile(waits.get(row["hour"], []), 0.9),
        )
        for row in sums
    )


def lately(at: datetime, days: int) -> tuple[date, date]:
    """The span of so many days that ends yesterday."""
    yesterday = localdate(at) - timedelta(days=1)
    return yesterday - timedelta(days=days - 1), yesterday


def _at_desk(viewer: Viewer, hall: halls.HallRef, desk: int, at: datetime) -> QuerySet[Ticket]:
    if not halls.may_serve(viewer, hall):
        return Ticket.objects.none()
    return tickets.of_day(hall.id, at).filter(desk=desk, ended_at=None).exclude(called_at=None).order_by("number")


def _line(row: Ticket) -> Line:
    return Line(row.number, row.purpose, row.priority, row.taken_at, row.for_desk, row.draft is not None)
