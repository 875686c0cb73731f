"""Deadlines of a unit for its people's calendars, behind a secret address that can be revoked.

A calendar is read by telephones and services elsewhere: it holds numbers, categories and moments, no title, no word
of the matter and no place. Complaints about the unit itself are not among it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q

from banjie.cases.queries import deadlines_of
from banjie.organisations import queries as organisations
from banjie.organisations.permissions import Permission, Viewer
from banjie.outbound.models import UnitCalendar
from banjie.platform.tokens import digest_of, new_token

_SEEN_EVERY: Final = timedelta(minutes=15)
_HINT: Final = 6
MOST: Final = 10


@dataclass(frozen=True, slots=True)
class CalendarLine:
    id: int
    unit_id: int
    unit_name: str
    hint: str
    made_at: datetime
    revoked_at: datetime | None
    read_at: datetime | None


class NotYours(LookupError):
    """There is no such unit, or not for this person."""


def units_of(viewer: Viewer) -> tuple[int, ...]:
    """The units whose deadlines this person may hand out: those whose cases they see, one or their own."""
    own = {grant.unit_id for grant in viewer.scopes(Permission.CASES_SEE_UNIT)}
    led = viewer.scopes(Permission.ORGANISATIONS_EDIT_DUTY)
    index = organisations.units_index()
    for grant in led:
        own |= {unit.id for unit in index.subtree(grant.unit_path) if unit.active}
    return tuple(sorted(own))


def make(*, unit_id: int, by: Viewer, at: datetime) -> str:
    """The secret part of an address, shown this once. Raises NotYours, also where there are too many already."""
    if unit_id not in units_of(by):
        raise NotYours(unit_id)
    if UnitCalendar.objects.filter(unit_id=unit_id, revoked_at=None).count() >= MOST:
        raise NotYours(unit_id)
    token = new_token()
    UnitCalendar.objects.create(
        unit_id=unit_id, digest=digest_of(token), hint=token[:_HINT], made_at=at, made_by=by.staff_id
    )
    return token


def revoke(*, calendar_id: int, by: Viewer, at: datetime) -> None:
    """The address stops working at once. Raises NotYours."""
    changed = UnitCalendar.objects.filter(pk=calendar_id, unit_id__in=units_of(by), revoked_at=None).update(
        revoked_at=at
    )
    if not changed and not UnitCalendar.objects.filter(pk=calendar_id, unit_id__in=units_of(by)).exists():
        raise NotYours(calendar_id)


def calendars(viewer: Viewer) -> list[CalendarLine]:
    """Those in use, of the units for which this person may make some."""
    index = organisations.units_index()
    found = UnitCalendar.objects.filter(unit_id__in=units_of(viewer), revoked_at=None).order_by("unit_id", "id")
    columns = ("id", "unit_id", "hint", "made_at", "revoked_at", "read_at")
    return [
        CalendarLine(**row, unit_name=unit.name if (unit := index.get(row["unit_id"])) is not None else "")
        for row in found.values(*columns)
    ]


def read(token: str, *, at: datetime) -> bytes | None:
    """The calendar of an address; None for one that is none, or no longer."""
    found = UnitCalendar.objects.filter(digest=digest_of(token), revoked_at=None, unit__active=True).first()
    if found is None:
        return None
    unread = Q(read_at=None) | Q(read_at__lte=at - _SEEN_EVERY)
    UnitCalendar.objects.filter(unread, pk=found.pk).update(read_at=at)
    unit = organisations.units_index().get(found.unit_id)
    # What writes calendars is loaded by the first who asks for one.
    from banjie.outbound.calendar_file import as_ics

    return as_ics(unit.name if unit else "", deadlines_of(found.unit_id), at)
