"""The record of changes: one row in the same transaction as the change, and the news to every process."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
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
from banjie.organisations.queries.units import STAMP, units_index
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


@dataclass(frozen=True, slots=True)
class Change:
    """One row of the record: what was done to what, and the histories of the unit, post and staff it belongs to.

    `unit_path` is for what happens at a unit without being part of its history.
    """

    verb: str
    subject: Subject
    name: str
    unit: Unit | None = None
    post_id: int | None = None
    staff_id: int | None = None
    unit_path: str = ""
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None


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
    """Adds the row and bumps the stamp; see `Change` for the names.

    Call it last: what is cached must not be read again before commit.
    """
    change = Change(verb, subject, name, unit, post_id, staff_id, unit_path, before, after)
    record_all([change], by=by, at=at, stamp=stamp)


def record_all(changes: Sequence[Change], *, by: Actor, at: datetime, stamp: str = STAMP) -> None:
    """The same for several changes that are made as one."""
    OrganisationChange.objects.bulk_create([_row(change, by, at) for change in changes])
    stamps.bump(stamp)


def record_beside(
    verb: str,
    *,
    kind: str,
    subject_id: int,
    name: str,
    by: Actor,
    at: datetime,
    unit_id: int | None = None,
    stamp: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """The same for what a capability above keeps, of which nothing is known here but its kind: part of the history of
    the unit at which it is kept, where it is kept at one. Without a stamp, where nothing of it is held in memory.
    """
    unit = units_index().get(unit_id) if unit_id is not None else None
    OrganisationChange.objects.create(
        at=at,
        actor_kind=by.kind,
        actor_id=by.id,
        actor_name=by.name,
        verb=verb,
        subject_kind=kind,
        subject_id=subject_id,
        subject_name=name,
        unit_path=unit.path if unit else "",
        unit_id=unit_id,
        data={"before": dict(before or {}), "after": dict(after or {})},
    )
    if stamp:
        stamps.bump(stamp)


def _row(change: Change, by: Actor, at: datetime) -> OrganisationChange:
    unit = change.unit
    return OrganisationChange(
        at=at,
        actor_kind=by.kind,
        actor_id=by.id,
        actor_name=by.name,
        verb=change.verb,
        subject_kind=_KINDS[type(change.subject)],
        subject_id=change.subject.pk,
        subject_name=change.name,
        unit_path=unit.path if unit else change.unit_path,
        unit_id=unit.pk if unit else None,
        post_id=change.post_id,
        staff_id=change.staff_id,
        data={"before": dict(change.before or {}), "after": dict(change.after or {})},
    )


def differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> Difference:
    """`before` and `after` reduced to what differs, ready for `record`."""
    keys = [key for key in after if before.get(key) != after[key]]
    return {"before": {key: before.get(key) for key in keys}, "after": {key: after[key] for key in keys}}


def differing_but(before: Mapping[str, Any], after: Mapping[str, Any], *, withheld: Collection[str]) -> Difference:
    """The same; of what is `withheld` only the names stand in it, under that word: secrets, and what may hold some."""
    found = differing(before, after)
    names = sorted(set(found["after"]) & set(withheld))
    for side in found["before"], found["after"]:
        for name in names:
            del side[name]
    if names:
        found["after"]["withheld"] = names
    return found


def erase_old_sign_ins(*, at: datetime) -> int:
    """Erases sign-in events older than `rules.SIGN_INS_KEPT`. Returns how many."""
    erased, _ = SignInEvent.objects.filter(at__lt=at - SIGN_INS_KEPT).delete()
    return erased
