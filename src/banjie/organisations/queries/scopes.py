"""What somebody may change in the organisation. What they may not is not there: None, as if it did not exist."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from banjie.organisations.models import Appointment, DutyShift, Grant, Post, Staff
from banjie.organisations.permissions import Permission, Viewer
from banjie.organisations.tree import UnitRef

from .units import units_index

EDIT = Permission.ORGANISATIONS_EDIT
DUTY = Permission.ORGANISATIONS_EDIT_DUTY
SIGN_INS = Permission.ORGANISATIONS_SEE_SIGN_INS


def may_edit_unit(viewer: Viewer, unit: UnitRef) -> bool:
    return viewer.may(EDIT, area_path=unit.area_path, unit_path=unit.path)


def may_edit_duty(viewer: Viewer, unit: UnitRef) -> bool:
    return viewer.may(DUTY, area_path=unit.area_path, unit_path=unit.path)


def unit_to_edit(viewer: Viewer, unit_id: int) -> UnitRef | None:
    unit = units_index().get(unit_id)
    return unit if unit is not None and may_edit_unit(viewer, unit) else None


def unit_of_post_to_edit(viewer: Viewer, post_id: int) -> UnitRef | None:
    """The unit of a post that the viewer may change."""
    return _editable(viewer, Post.objects.filter(pk=post_id).values_list("unit_id", flat=True).first())


def unit_of_grant_to_edit(viewer: Viewer, grant_id: int, post_id: int) -> UnitRef | None:
    grants = Grant.objects.filter(pk=grant_id, post_id=post_id)
    return _editable(viewer, grants.values_list("post__unit_id", flat=True).first())


def unit_of_appointment_to_edit(viewer: Viewer, appointment_id: int, post_id: int) -> UnitRef | None:
    appointments = Appointment.objects.filter(pk=appointment_id, post_id=post_id)
    return _editable(viewer, appointments.values_list("post__unit_id", flat=True).first())


def unit_of_shift_to_edit(viewer: Viewer, shift_id: int) -> UnitRef | None:
    unit = units_index().get(DutyShift.objects.filter(pk=shift_id).values_list("unit_id", flat=True).first())
    return unit if unit is not None and may_edit_duty(viewer, unit) else None


def accounts_within(viewer: Viewer, *permissions: Permission, at: datetime) -> QuerySet[Staff]:
    """The accounts that one of the permissions reaches: with a post there now, lately or soon, or with none."""
    areas = Q(pk__in=[])
    for permission in permissions:
        for scope in viewer.scopes(permission):
            areas |= Q(post__unit__area__path__descendants_of=scope.area_path)
    if not any(viewer.may(permission) for permission in permissions):
        return Staff.objects.none()
    posts = Appointment.objects.filter(staff=OuterRef("pk")).exclude(ended_on__lte=localdate(at))
    return Staff.objects.filter(Exists(posts.filter(areas)) | ~Exists(posts))


def colleagues_of(viewer: Viewer, *, at: datetime) -> QuerySet[Staff]:
    """The accounts in use of the viewer's jurisdictions: with a post there now or soon, or with none anywhere yet."""
    areas = Q(pk__in=[])
    for root in {grant.area_path.partition(".")[0] for grant in viewer.grants}:
        areas |= Q(post__unit__area__path__descendants_of=root)
    posts = Appointment.objects.filter(staff=OuterRef("pk")).exclude(ended_on__lte=localdate(at))
    return Staff.objects.filter(Exists(posts.filter(areas)) | ~Exists(posts), is_active=True)


def may_edit_account(viewer: Viewer, staff_id: int, *, at: datetime) -> bool:
    """Whether every post of the account lies where the viewer may change things.

    Every one, since who can set the password of an account can use all its rights.
    """
    if not viewer.may(EDIT):
        return False
    units = (
        Appointment.objects.filter(staff_id=staff_id)
        .exclude(ended_on__lte=localdate(at))
        .values_list("post__unit_id", flat=True)
    )
    index = units_index()
    return all(may_edit_unit(viewer, unit) for unit_id in units if (unit := index.get(unit_id)))


def _editable(viewer: Viewer, unit_id: int | None) -> UnitRef | None:
    return unit_to_edit(viewer, unit_id) if unit_id is not None else None
