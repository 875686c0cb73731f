"""Who can do what here, and why: from a permission back to the person, step by step."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.utils.timezone import localdate

from banjie.organisations.models import Grant
from banjie.organisations.permissions import ROLES, Permission, Reach, Role, Viewer, inside

from .people import StaffRef
from .units import units_index
from .viewers import held_on, in_use


@dataclass(frozen=True, slots=True)
class Right:
    """Why somebody may do something: appointed to a post of a unit, which carries a role over an area."""

    staff: StaffRef
    since: date
    until: date | None
    post_id: int
    post_name: str
    unit_id: int
    unit_path: str
    role: Role
    area_path: str
    area_name: str


def who_may(
    permission: Permission | None,
    *,
    at: datetime,
    area_path: str | None = None,
    unit_path: str | None = None,
    staff_id: int | None = None,
    limit: int | None = None,
) -> tuple[Right, ...]:
    """Every right in force that day that allows `permission` (None: anything) there, by person.

    `area_path` and `unit_path` say where, as for `Viewer.may`; `staff_id` keeps to one person. `limit` is
    the most to give.
    """
    there = _allowing(permission) & _over(area_path, unit_path) & Q(post__appointments__staff__is_active=True)
    if staff_id is not None:
        there &= Q(post__appointments__staff_id=staff_id)
    held = held_on(localdate(at), "post__appointments__")
    rows: Any = (
        Grant.objects.filter(there, in_use(), held)
        .order_by("post__appointments__staff__name", "post__appointments__staff_id", "post__unit__path", "role")
        .values_list(*_COLUMNS)
    )
    return tuple(_right(row) for row in rows[:limit])


def rights_seen_by(
    viewer: Viewer,
    permission: Permission | None,
    *,
    at: datetime,
    area_path: str | None,
    unit_path: str | None,
    staff_id: int | None = None,
    limit: int | None = None,
) -> tuple[Right, ...]:
    """`who_may` for somebody who looks: nothing outside of where they may see rights."""
    if not viewer.may(Permission.ORGANISATIONS_SEE_RIGHTS, area_path=area_path, unit_path=unit_path):
        return ()
    return who_may(permission, at=at, area_path=area_path, unit_path=unit_path, staff_id=staff_id, limit=limit)


@dataclass(frozen=True, slots=True)
class Holding:
    """A role that somebody at work holds from a unit, over an area."""

    staff_id: int
    role: str
    area_path: str
    unit_id: int
    unit_path: str


def holdings(
    *,
    at: datetime,
    area_roles: Collection[str],
    area_path: str,
    unit_roles: Collection[str],
    unit_paths: Collection[str],
) -> tuple[Holding, ...]:
    """Who holds one of `area_roles` over the area, or one of `unit_roles` in one of the units or above them.

    An empty `area_path` stands for what lies outside every area: those over a whole jurisdiction hold it.
    """
    there = Q(area__path__ancestors_of=area_path) if area_path else Q(area__parent=None)
    within = (Q(role__in=unit_roles, post__unit__path__ancestors_of=path) for path in sorted(unit_paths))
    wanted = reduce(or_, within, Q(role__in=area_roles) & there)
    held = held_on(localdate(at), "post__appointments__")
    rows: Any = (
        Grant.objects.filter(wanted, in_use(), held, post__appointments__staff__is_active=True)
        .order_by("post__appointments__staff_id", "post__unit__path", "role", "area__path")
        .values_list("post__appointments__staff_id", "role", "area__path", "post__unit_id", "post__unit__path")
        .distinct()
    )
    return tuple(Holding(*row) for row in rows)


def staff_with(
    permission: Permission,
    *,
    at: datetime,
    area_path: str | None = None,
    unit_path: str | None = None,
) -> tuple[StaffRef, ...]:
    """Everybody who has the permission there, each once."""
    rights = who_may(permission, at=at, area_path=area_path, unit_path=unit_path)
    return tuple({right.staff.id: right.staff for right in rights}.values())


def handlers(unit_id: int, *, at: datetime) -> tuple[StaffRef, ...]:
    """Who may answer a case that the unit leads."""
    unit = units_index().get(unit_id)
    return staff_with(Permission.CASES_ANSWER, at=at, unit_path=unit.path) if unit else ()


def units_without(permission: Permission, unit_ids: Iterable[int], *, at: datetime) -> tuple[int, ...]:
    """Those of the units in which nobody at work has the permission, in the unit or from one above it."""
    rows = Grant.objects.filter(
        _allowing(permission),
        in_use(),
        held_on(localdate(at), "post__appointments__"),
        post__appointments__staff__is_active=True,
    )
    manned = set(rows.values_list("post__unit__path", flat=True).distinct())
    units = (found for each in unit_ids if (found := units_index().get(each)) is not None)
    return tuple(unit.id for unit in units if not any(inside(unit.path, path) for path in manned))


def _allowing(permission: Permission | None) -> Q:
    if permission is None:
        return Q()
    return Q(role__in=[key for key, role in ROLES.items() if permission in role.permissions])


def _over(area_path: str | None, unit_path: str | None) -> Q:
    """The same as `ViewerGrant.covers`, asked of the database."""
    covers = Q()
    if area_path is not None:
        covers &= Q(area__path__ancestors_of=area_path)
    if unit_path is not None:
        far = [key for key, role in ROLES.items() if role.reach is Reach.AREA]
        covers &= Q(role__in=far) | Q(post__unit__path__ancestors_of=unit_path)
    return covers


_COLUMNS = (
    "post__appointments__staff_id",
    "post__appointments__staff__name",
    "post__appointments__staff__phone",
    "post__appointments__started_on",
    "post__appointments__ended_on",
    "post_id",
    "post__name",
    "post__unit_id",
    "post__unit__path",
    "role",
    "area__path",
    "area__name",
)


def _right(row: Any) -> Right:
    return Right(
        staff=StaffRef(*row[:3]),
        since=row[3],
        until=row[4],
        post_id=row[5],
        post_name=row[6],
        unit_id=row[7],
        unit_path=row[8],
        role=ROLES[row[9]],
        area_path=row[10],
        area_name=row[11],
    )
