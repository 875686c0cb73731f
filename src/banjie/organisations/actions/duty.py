"""Who is on duty when."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.timezone import localdate

from banjie.organisations.models import Appointment, DutyShift
from banjie.organisations.queries.viewers import held_on
from banjie.organisations.refusals import Reason, Refused, one_change
from banjie.platform.actors import Actor

from .guard import locked_staff, locked_unit
from .record import Change, Whose, record, record_all

LONGEST_SHIFT = timedelta(hours=48)


def add_shifts(
    *,
    unit_id: int,
    staff_id: int,
    shifts: Sequence[tuple[datetime, datetime]],
    by: Actor,
    at: datetime,
) -> tuple[DutyShift, ...]:
    """Puts somebody of the unit on duty from–to, once for each pair; all of them or none.

    Raises Refused: ends_before_start, not_in_unit, on_duty_already, shift_too_long, unknown.
    """
    with one_change():
        unit, staff = locked_unit(unit_id), locked_staff(staff_id)
        for starts_at, ends_at in shifts:
            if ends_at - starts_at > LONGEST_SHIFT:
                raise Refused(Reason.SHIFT_TOO_LONG, hours=LONGEST_SHIFT // timedelta(hours=1))
            held = held_on(localdate(starts_at))
            if not Appointment.objects.filter(held, staff=staff, post__unit=unit, post__active=True).exists():
                raise Refused(Reason.NOT_IN_UNIT, staff=staff.name, unit=unit.name)
        added = DutyShift.objects.bulk_create(
            DutyShift(unit=unit, staff=staff, starts_at=starts_at, ends_at=ends_at) for starts_at, ends_at in shifts
        )
        changes = [Change("add", shift, staff.name, after=_period(shift), **_whose(shift)) for shift in added]
        record_all(changes, by=by, at=at)
    return tuple(added)


def remove_shift(*, shift_id: int, by: Actor, at: datetime) -> None:
    """Raises Refused: unknown."""
    with one_change():
        shift = (
            DutyShift.objects.select_for_update(of=("self",))
            .select_related("unit", "staff")
            .filter(pk=shift_id)
            .first()
        )
        if shift is None:
            raise Refused(Reason.UNKNOWN, kind="shift", id=shift_id)
        name = shift.staff.name
        record("remove", shift, name=name, by=by, at=at, before=_period(shift), **_whose(shift))
        shift.delete()


def _whose(shift: DutyShift) -> Whose:
    return {"unit": shift.unit, "staff_id": shift.staff_id}


def _period(shift: DutyShift) -> dict[str, str]:
    return {"starts_at": shift.starts_at.isoformat(), "ends_at": shift.ends_at.isoformat()}
