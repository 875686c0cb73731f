"""What every change looks at first: the row it is about, and what no change may bring about."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.db import connection
from django.utils.timezone import localdate

from banjie.organisations.models import Appointment, Grant, Post, Staff, Unit
from banjie.organisations.permissions import ROLES, Holding, breach_between
from banjie.organisations.queries.viewers import held_on, in_use
from banjie.organisations.refusals import Reason, Refused
from banjie.places import queries as places
from banjie.platform.actors import Actor, ActorKind

ADMINISTRATOR = "administrator"


def locked_unit(unit_id: int) -> Unit:
    """The row, locked for this transaction. Raises Refused: unknown."""
    unit = Unit.objects.select_for_update(of=("self",)).filter(pk=unit_id).first()
    if unit is None:
        raise Refused(Reason.UNKNOWN, kind="unit", id=unit_id)
    return unit


def locked_post(post_id: int) -> Post:
    """The row with its unit, locked for this transaction. Raises Refused: unknown."""
    post = Post.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=post_id).first()
    if post is None:
        raise Refused(Reason.UNKNOWN, kind="post", id=post_id)
    return post


def locked_staff(staff_id: int) -> Staff:
    """The row, locked for this transaction. Raises Refused: unknown."""
    staff = Staff.objects.select_for_update(of=("self",)).filter(pk=staff_id).first()
    if staff is None:
        raise Refused(Reason.UNKNOWN, kind="staff", id=staff_id)
    return staff


def known_area(area_id: int) -> int:
    """The id again, if there is such an area in use. Raises Refused: unknown."""
    area = places.by_id(area_id)
    if area is None or not area.active:
        raise Refused(Reason.UNKNOWN, kind="area", id=area_id)
    return area_id


def lock_tree() -> None:
    """One change of the tree at a time: two moves that each look right could together make a ring."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE organisations_unit IN SHARE ROW EXCLUSIVE MODE")


def refuse_own_rights(staff_ids: Iterable[int], *, by: Actor) -> None:
    """Nobody gives rights to themselves. Raises Refused: own_rights."""
    if by.kind is ActorKind.STAFF and by.id in set(staff_ids):
        raise Refused(Reason.OWN_RIGHTS)


def refuse_separated_duties(staff_ids: Iterable[int], *, at: datetime) -> None:
    """Call it with the change made and not committed. Raises Refused: separated_duties."""
    held: dict[int, list[Holding]] = {}
    names: dict[int, str] = {}
    rows = (
        Appointment.objects.filter(staff_id__in=set(staff_ids), post__active=True)
        .exclude(ended_on__lte=localdate(at))
        .values_list(
            "staff_id",
            "staff__name",
            "post__grants__role",
            "post__grants__area__path",
            "post__unit__path",
            "started_on",
            "ended_on",
        )
        .exclude(post__grants__role=None)
        .order_by("staff_id", "post_id", "post__grants__role", "post__grants__area__path")
    )
    for staff_id, name, role, area_path, unit_path, started_on, ended_on in rows:
        names[staff_id] = name
        held.setdefault(staff_id, []).append(_holding(role, area_path, unit_path, started_on, ended_on))
    for staff_id, holdings in held.items():
        _refuse_breach(names[staff_id], holdings)


def refuse_separated_post(post: Post) -> None:
    """The same for the roles of one post, whoever may come to hold it. Raises Refused: separated_duties."""
    grants = Grant.objects.filter(post=post).select_related("area").order_by("role", "area__path")
    _refuse_breach(
        post.name, [_holding(grant.role, grant.area.path, post.unit.path, date.min, None) for grant in grants]
    )


@contextmanager
def keeping_an_administrator(*, at: datetime) -> Iterator[None]:
    """Around a change that takes something away. Raises Refused: last_administrator.

    It compares before and after, so that an installation being set up is not held to it. One such change
    goes on at a time, or two administrators could remove each other.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('organisations.administrators'))")
    before = _administrators(at)
    yield
    if before and not _administrators(at):
        raise Refused(Reason.LAST_ADMINISTRATOR)


def _administrators(at: datetime) -> bool:
    return Grant.objects.filter(
        in_use(),
        held_on(localdate(at), "post__appointments__"),
        role=ADMINISTRATOR,
        post__appointments__staff__is_active=True,
    ).exists()


def _refuse_breach(name: str, holdings: list[Holding]) -> None:
    breach = breach_between(holdings)
    if breach is not None:
        raise Refused(Reason.SEPARATED_DUTIES, staff=name, roles=breach.roles, permissions=breach.permissions)


def _holding(role: str, area_path: str, unit_path: str, started_on: date, ended_on: date | None) -> Holding:
    described = ROLES[role]
    return Holding(role, described.permissions, described.reach, area_path, unit_path, started_on, ended_on)
