"""Who works where: the posts of a unit, who holds them, who is on duty."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, QuerySet
from django.utils.timezone import localdate

from banjie.organisations.models import Appointment, DutyShift, Grant, Post, Staff
from banjie.organisations.rules import plain_username

from .viewers import held_on


@dataclass(frozen=True, slots=True)
class StaffRef:
    """A member of staff as colleagues know them."""

    id: int
    name: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody in a post, from `started_on` up to and not including `ended_on`."""

    appointment_id: int
    staff: StaffRef
    started_on: date
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class HeldGrant:
    """A role that a post carries over an area."""

    id: int
    role: str
    area_id: int
    area_name: str


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post with those who hold it, or will, and the roles it carries."""

    id: int
    unit_id: int
    name: str
    active: bool
    holders: tuple[Holder, ...]
    grants: tuple[HeldGrant, ...]


@dataclass(frozen=True, slots=True)
class Shift:
    """Somebody on duty for a unit from `starts_at` up to and not including `ends_at`."""

    id: int
    unit_id: int
    staff: StaffRef
    starts_at: datetime
    ends_at: datetime


def posts_of(unit_id: int, *, at: datetime) -> tuple[HeldPost, ...]:
    """The posts of a unit, those in use first, with present and coming holders."""
    posts = _with_holders(Post.objects.filter(unit_id=unit_id), at)
    return tuple(_held(post) for post in posts.order_by("-active", "id"))


def post(post_id: int, *, at: datetime) -> HeldPost | None:
    """One post with its present and coming holders."""
    return next((_held(post) for post in _with_holders(Post.objects.filter(pk=post_id), at)), None)


def _with_holders(posts: QuerySet[Post], at: datetime) -> QuerySet[Post]:
    appointments = (
        Appointment.objects.filter(staff__is_active=True)
        .exclude(ended_on__lte=localdate(at))
        .select_related("staff")
        .order_by("started_on", "staff__name")
    )
    return posts.prefetch_related(
        Prefetch("appointments", queryset=appointments, to_attr="present"),
        Prefetch("grants", queryset=Grant.objects.select_related("area").order_by("role", "area__code")),
    )


def staff_of(unit_id: int, *, at: datetime) -> tuple[StaffRef, ...]:
    """Everybody who holds a post of the unit itself that day."""
    held = held_on(localdate(at), "appointments__")
    rows = (
        Staff.objects.filter(
            held,
            is_active=True,
            appointments__post__active=True,
            appointments__post__unit_id=unit_id,
        )
        .distinct()
        .order_by("name", "id")
    )
    return tuple(_ref(staff) for staff in rows)


def staff_refs(staff_ids: Iterable[int]) -> Mapping[int, StaffRef]:
    """Names for ids, left members of staff included."""
    return {staff.pk: _ref(staff) for staff in Staff.objects.filter(pk__in=set(staff_ids))}


def staff_named(username: str) -> StaffRef | None:
    """Somebody whose account is in use, by username."""
    plain = plain_username(username)
    found = Staff.objects.filter(username=plain, is_active=True).first() if plain else None
    return _ref(found) if found else None


def on_duty(unit_id: int, *, at: datetime) -> tuple[StaffRef, ...]:
    """Who is on duty for the unit at that moment."""
    return tuple(shift.staff for shift in _shifts([unit_id], at, None))


def on_duty_by_unit(unit_ids: Iterable[int], *, at: datetime) -> Mapping[int, tuple[StaffRef, ...]]:
    """The same for several units in one query; a unit with nobody on duty is left out."""
    found: dict[int, tuple[StaffRef, ...]] = {}
    for shift in _shifts(unit_ids, at, None):
        found[shift.unit_id] = (*found.get(shift.unit_id, ()), shift.staff)
    return found


def shifts_between(unit_ids: Iterable[int], *, since: datetime, until: datetime) -> tuple[Shift, ...]:
    """The shifts that touch the time from `since` up to `until`, earliest first."""
    return _shifts(unit_ids, since, until)


def _shifts(unit_ids: Iterable[int], since: datetime, until: datetime | None) -> tuple[Shift, ...]:
    rows = DutyShift.objects.filter(unit_id__in=set(unit_ids), ends_at__gt=since, staff__is_active=True)
    rows = rows.filter(starts_at__lte=since) if until is None else rows.filter(starts_at__lt=until)
    return tuple(
        Shift(row.pk, row.unit_id, _ref(row.staff), row.starts_at, row.ends_at)
        for row in rows.select_related("staff").order_by("starts_at", "staff__name", "id")
    )


def _ref(staff: Staff) -> StaffRef:
    return StaffRef(staff.pk, staff.name, staff.phone)


def _held(post: Post) -> HeldPost:
    present: list[Appointment] = post.present  # type: ignore[attr-defined]
    return HeldPost(
        id=post.pk,
        unit_id=post.unit_id,
        name=post.name,
        active=post.active,
        holders=tuple(Holder(held.pk, _ref(held.staff), held.started_on, held.ended_on) for held in present),
        grants=tuple(HeldGrant(grant.pk, grant.role, grant.area_id, grant.area.name) for grant in post.grants.all()),
    )
