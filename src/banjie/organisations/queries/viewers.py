"""The rights of a member of staff, as a value."""

from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.timezone import localdate

from banjie.organisations.models import Grant, Staff
from banjie.organisations.permissions import NOBODY, ROLES, Viewer, ViewerGrant
from banjie.platform.stamps import Cached

from .units import STAMPS

# One small value for each person who is at work; far above what one process ever serves in a day.
MOST_KEPT = 20_000

_viewers: Cached[dict[tuple[int, date], Viewer]] = Cached(*STAMPS, load=dict)


def held_on(day: date, prefix: str = "") -> Q:
    """The condition that an appointment holds on a day; `prefix` leads to it ("post__appointments__")."""
    return Q(**{f"{prefix}started_on__lte": day}) & (
        Q(**{f"{prefix}ended_on": None}) | Q(**{f"{prefix}ended_on__gt": day})
    )


def in_use(prefix: str = "") -> Q:
    """The condition that a grant's post and unit are in use; `prefix` leads to the grant's post."""
    return Q(**{f"{prefix}post__active": True, f"{prefix}post__unit__active": True})


def viewer_for(staff: Staff, at: datetime) -> Viewer:
    """What `staff` may do at `at`: the roles of the posts they hold that day. One query at most."""
    day = localdate(at)
    known = _viewers.get()
    found = known.get((staff.pk, day))
    if found is None:
        found = _load(staff, day)
        if len(known) >= MOST_KEPT:
            known.clear()
        known[staff.pk, day] = found
    return found


def _load(staff: Staff, day: date) -> Viewer:
    if not staff.is_active:
        return Viewer(staff.pk, staff.name)
    rows: Any = (
        Grant.objects.filter(in_use(), held_on(day, "post__appointments__"), post__appointments__staff_id=staff.pk)
        .order_by("post__unit__path", "role", "area__path")
        .values_list("role", "area__path", "post__unit_id", "post__unit__path")
        .distinct()
    )
    return Viewer(staff.pk, staff.name, tuple(_grant(*row) for row in rows))


def viewer_of(staff_id: int, at: datetime) -> Viewer:
    """The same for somebody known by their id; one who may nothing where there is no such account in use."""
    staff = Staff.objects.filter(pk=staff_id, is_active=True).first()
    return viewer_for(staff, at) if staff is not None else NOBODY


def _grant(role_key: str, area_path: str, unit_id: int, unit_path: str) -> ViewerGrant:
    role = ROLES[role_key]
    return ViewerGrant(role_key, role.permissions, area_path, unit_id, unit_path, role.reach)
