"""Putting people into posts and taking them out."""

from datetime import date, datetime

from django.utils.timezone import localdate

from banjie.organisations.models import Appointment
from banjie.organisations.refusals import Reason, Refused, one_change
from banjie.platform.actors import Actor

from .guard import (
    keeping_an_administrator,
    locked_post,
    locked_staff,
    refuse_own_rights,
    refuse_separated_duties,
)
from .record import Whose, record


def appoint(
    *,
    post_id: int,
    staff_id: int,
    by: Actor,
    at: datetime,
    started_on: date | None = None,
    ended_on: date | None = None,
) -> Appointment:
    """Puts somebody into a post from `started_on` (today) up to and not including `ended_on` (for good).

    Raises Refused: appointed_already, ends_before_start, own_rights, retired, separated_duties, unknown.
    """
    with one_change():
        post, staff = locked_post(post_id), locked_staff(staff_id)
        refuse_own_rights([staff.pk], by=by)
        if not post.active:
            raise Refused(Reason.RETIRED, kind="post")
        if not staff.is_active:
            raise Refused(Reason.RETIRED, kind="staff")
        appointment = Appointment.objects.create(
            post=post, staff=staff, started_on=started_on or localdate(at), ended_on=ended_on
        )
        refuse_separated_duties([staff.pk], at=at)
        held = {"post_name": post.name, **_period(appointment)}
        whose = Whose(unit=post.unit, post_id=post.pk, staff_id=staff.pk)
        record("appoint", appointment, name=staff.name, by=by, at=at, after=held, **whose)
    return appointment


def end_appointment(*, appointment_id: int, by: Actor, at: datetime, ended_on: date | None = None) -> Appointment:
    """From `ended_on` (today) on the person holds the post no more.

    Raises Refused: ends_before_start, last_administrator, unknown.
    """
    with one_change(), keeping_an_administrator(at=at):
        appointment = (
            Appointment.objects.select_for_update(of=("self",))
            .select_related("post__unit", "staff")
            .filter(pk=appointment_id)
            .first()
        )
        if appointment is None:
            raise Refused(Reason.UNKNOWN, kind="appointment", id=appointment_id)
        before = _period(appointment)
        # An appointment that has not begun yet and is ended today never was: it ends where it starts.
        appointment.ended_on = ended_on or max(localdate(at), appointment.started_on)
        appointment.save(update_fields=["ended_on"])
        record(
            "end_appointment",
            appointment,
            name=appointment.staff.name,
            unit=appointment.post.unit,
            post_id=appointment.post_id,
            staff_id=appointment.staff_id,
            by=by,
            at=at,
            before=before,
            after={"post_name": appointment.post.name, **_period(appointment)},
        )
    return appointment


def _period(appointment: Appointment) -> dict[str, str | None]:
    ended_on = appointment.ended_on
    return {
        "started_on": appointment.started_on.isoformat(),
        "ended_on": ended_on.isoformat() if ended_on else None,
    }
