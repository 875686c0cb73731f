"""The record of changes: one row in the same transaction as the change, and the news to every process."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypedDict

from banjie.organisations.models import (
    Appointment,
    Client,
    DutyShift,
    Grant,
    OrganisationChange,
    Post,
    ScreenLayout,
    ScreenLink,
    SignInEvent,
    Staff,
    Unit,
)
from banjie.organisations.queries.units import STAMP
from banjie.organisations.rules import SIGN_INS_KEPT
from banjie.platform import stamps
from banjie.platform.actors import Actor

type Subject = Appointment | Client | DutyShift | Grant | Post | ScreenLayout | ScreenLink | Staff | Unit


class Difference(TypedDict):
    before: dict[str, Any]
    after: dict[str, Any]


class Whose(TypedDict, total=False):
    """The histories that a change belongs to."""

    unit: Unit
    post_id: int
    staff_id: int


_KINDS: dict[type, str] = {
    Appointment: "appointment",
    Client: "client",
    DutyShift: "shift",
    Grant: "grant",
    Post: "post",
    ScreenLayout: "screen_layout",
    ScreenLink: "screen",
    Staff: "staff",
    Unit: "unit",
}


def record(
    verb: str,
    subject: Subject,
    *,
    name: str,
    by: Actor,
    at: datetime,
    unit: Unit | None = None,
    post_id: int | None = None,
    staff_id: int | None = None,
    unit_path: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    stamp: str = STAMP,
) -> None:
    """Adds the row, to the histories of the unit, post and staff named, and bumps the stamp.

    `unit_path` is for what happens at a unit without being part of its history. Call it last: what is cached must
    not be read again before commit.
    """
    OrganisationChange.objects.create(
        at=at,
        actor_kind=by.kind,
        actor_id=by.id,
        actor_name=by.name,
        verb=verb,
        subject_kind=_KINDS[type(subject)],
        subject_id=subject.pk,
        subject_name=name,
        unit_path=unit.path if unit else unit_path,
        unit_id=unit.pk if unit else None,
        post_id=post_id,
        staff_id=staff_id,
        data={"before": dict(before or {}), "after": dict(after or {})},
    )
    stamps.bump(stamp)


def differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> Difference:
    """`before` and `after` reduced to what differs, ready for `record`."""
    keys = [key for key in after if before.get(key) != after[key]]
    return {"before": {key: before.get(key) for key in keys}, "after": {key: after[key] for key in keys}}


def erase_old_sign_ins(*, at: datetime) -> int:
    """Erases sign-in events older than `rules.SIGN_INS_KEPT`. Returns how many."""
    erased, _ = SignInEvent.objects.filter(at__lt=at - SIGN_INS_KEPT).delete()
    return erased
