"""Posts and the roles they carry."""

from datetime import datetime

from django.utils.timezone import localdate

from banjie.organisations.models import Appointment, Grant, Post, Staff
from banjie.organisations.permissions import ROLES
from banjie.organisations.refusals import Reason, Refused, clean, one_change
from banjie.platform.actors import Actor

from .guard import (
    keeping_an_administrator,
    known_area,
    locked_post,
    locked_unit,
    refuse_own_rights,
    refuse_separated_duties,
    refuse_separated_post,
)
from .record import Difference, Whose, record


def create_post(*, unit_id: int, name: str, by: Actor, at: datetime) -> Post:
    """Raises Refused: name_taken, name_missing, retired, unknown."""
    with one_change():
        unit = locked_unit(unit_id)
        if not unit.active:
            raise Refused(Reason.RETIRED, kind="unit")
        post = Post.objects.create(unit=unit, name=clean(name))
        record("create", post, name=post.name, unit=unit, post_id=post.pk, by=by, at=at)
    return post


def rename_post(*, post_id: int, name: str, by: Actor, at: datetime) -> Post:
    """Raises Refused: name_taken, name_missing, unknown."""
    with one_change():
        post = locked_post(post_id)
        old, post.name = post.name, clean(name)
        if post.name != old:
            post.save(update_fields=["name"])
            named = Difference(before={"name": old}, after={"name": post.name})
            record("rename", post, name=post.name, unit=post.unit, post_id=post.pk, by=by, at=at, **named)
    return post


def retire_post(*, post_id: int, by: Actor, at: datetime) -> Post:
    """Takes a post out of use: it carries no rights any more. Raises Refused: last_administrator, unknown."""
    with one_change(), keeping_an_administrator(at=at):
        post = locked_post(post_id)
        _set_active(post, False, "retire", by=by, at=at)
    return post


def restore_post(*, post_id: int, by: Actor, at: datetime) -> Post:
    """Raises Refused: own_rights, separated_duties, unknown."""
    with one_change():
        post = locked_post(post_id)
        holders = _present_and_coming(post, at=at)
        refuse_own_rights(holders, by=by)
        _set_active(post, True, "restore", by=by, at=at)
        refuse_separated_duties(holders, at=at)
    return post


def grant_role(*, post_id: int, role: str, area_id: int, by: Actor, at: datetime) -> Grant:
    """The post carries `role` over the area from now on, for everybody who holds it.

    Raises Refused: granted_already, own_rights, retired, role_unknown, separated_duties, unknown.
    """
    if role not in ROLES:
        raise Refused(Reason.ROLE_UNKNOWN, role=role)
    with one_change():
        post = locked_post(post_id)
        if not post.active:
            raise Refused(Reason.RETIRED, kind="post")
        holders = _present_and_coming(post, at=at)
        refuse_own_rights(holders, by=by)
        grant = Grant.objects.create(post=post, role=role, area_id=known_area(area_id))
        refuse_separated_post(post)
        refuse_separated_duties(holders, at=at)
        carried = {"role": role, "area": grant.area.path}
        whose = Whose(unit=post.unit, post_id=post.pk)
        record("grant", grant, name=post.name, by=by, at=at, after=carried, **whose)
    return grant


def withdraw_role(*, grant_id: int, by: Actor, at: datetime) -> None:
    """Raises Refused: last_administrator, unknown."""
    with one_change(), keeping_an_administrator(at=at):
        grant = (
            Grant.objects.select_for_update(of=("self",))
            .select_related("post__unit", "area")
            .filter(pk=grant_id)
            .first()
        )
        if grant is None:
            raise Refused(Reason.UNKNOWN, kind="grant", id=grant_id)
        carried = {"role": grant.role, "area": grant.area.path}
        whose = Whose(unit=grant.post.unit, post_id=grant.post_id)
        record("withdraw", grant, name=grant.post.name, by=by, at=at, before=carried, **whose)
        grant.delete()


def _set_active(post: Post, active: bool, verb: str, *, by: Actor, at: datetime) -> None:
    if post.active != active:
        post.active = active
        post.save(update_fields=["active"])
        record(verb, post, name=post.name, unit=post.unit, post_id=post.pk, by=by, at=at)


def _present_and_coming(post: Post, *, at: datetime) -> list[int]:
    """Who holds the post or will. Their accounts are locked, as `appoint` does: of two changes that each look
    right, one must see the other. In order of id, so that they cannot wait for each other.
    """
    held = Appointment.objects.filter(post=post).exclude(ended_on__lte=localdate(at))
    locked = Staff.objects.select_for_update(of=("self",)).filter(pk__in=held.values("staff_id")).order_by("pk")
    return list(locked.values_list("pk", flat=True))
