"""Halls are set up and changed, their kiosks and boards let in and turned away; all of it on record."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import IntegrityError, transaction

from banjie.organisations import queries as organisations
from banjie.organisations.actions.record import record_beside
from banjie.platform import let_in
from banjie.platform.actors import Actor
from banjie.platform.let_in import LONGEST
from banjie.platform.tables.text import clean_text
from banjie.services.hall import opening
from banjie.services.hall.errors import Reason, Refused
from banjie.services.hall.halls import STAMP, TAKEN_CODES
from banjie.services.hall.models import DeviceKind, Hall, HallDevice

# Under which words changes stand in the organisation's record.
RECORDED: Final = "hall"
DEVICES_RECORDED: Final = "hall_device"
_CODE: Final = re.compile(r"[a-z0-9][a-z0-9-]{1,39}")
_MOST_PRIORITY: Final = 9


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a hall is to be."""

    code: str
    name: str
    unit_id: int
    hours: str = ""
    working_days_only: bool = True
    most_priority: int = 2
    prints_at_once: bool = False
    speaks: bool = False
    active: bool = True


@dataclass(frozen=True, slots=True)
class Admitted:
    """A device with the token that is shown this once."""

    device_id: int
    token: str


def open_hall(*, wanted: Wanted, by: Actor, at: datetime) -> int:
    """Returns the hall's id. Raises Refused: code_not_plain, code_taken, hours_unreadable, most_priority_odd,
    name_missing, unit_unknown.
    """
    values = _checked(wanted)
    with _naming():
        hall = Hall.objects.create(**values)
        _record("create", hall, by=by, at=at, after=values)
    return hall.pk


def change_hall(*, hall_id: int, wanted: Wanted, by: Actor, at: datetime) -> None:
    """Raises Refused as `open_hall` does, and hall_unknown."""
    values = _checked(wanted)
    with _naming():
        hall = _locked(hall_id)
        before = {name: getattr(hall, name) for name in values}
        changed = {name: value for name, value in values.items() if value != before[name]}
        if not changed:
            return
        for name, value in changed.items():
            setattr(hall, name, value)
        hall.save(update_fields=list(changed))
        _record("change", hall, by=by, at=at, before={name: before[name] for name in changed}, after=changed)


def admit(*, hall_id: int, kind: DeviceKind, name: str, expires_at: datetime, by: Actor, at: datetime) -> Admitted:
    """Lets a kiosk or a board in until then. Raises Refused: ends_before_start, ends_too_late, hall_unknown,
    name_missing.
    """
    if not (called := _line(name)):
        raise Refused(Reason.NAME_MISSING, "name")
    if expires_at <= at:
        raise Refused(Reason.ENDS_BEFORE_START, "last_day")
    if expires_at > at + LONGEST:
        raise Refused(Reason.ENDS_TOO_LATE, "last_day")
    token, known = let_in.fresh("bjh_", by=by, at=at, expires_at=expires_at)
    with transaction.atomic():
        hall = _locked(hall_id)
        device = HallDevice.objects.create(hall=hall, kind=kind, name=called, **known)
        after = {"name": called, "device": str(kind), "expires_at": expires_at.isoformat()}
        _record("admit", hall, by=by, at=at, after=after, device=device)
    return Admitted(device.pk, token)


def revoke(*, device_id: int, by: Actor, at: datetime) -> None:
    """The device shows and takes nothing any more, for good. Raises Refused: not_here."""
    with transaction.atomic():
        device = HallDevice.objects.select_for_update().filter(pk=device_id).first()
        if device is None:
            raise Refused(Reason.NOT_HERE)
        if device.revoked_at is None:
            device.revoked_at = at
            device.save(update_fields=["revoked_at"])
            _record("revoke", device.hall, by=by, at=at, device=device)


def seen(*, device_id: int, label: str, at: datetime) -> None:
    let_in.note_seen(HallDevice.objects.filter(pk=device_id), label=label, at=at)


def _record(
    verb: str,
    hall: Hall,
    *,
    by: Actor,
    at: datetime,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    device: HallDevice | None = None,
) -> None:
    kind, subject = (RECORDED, hall) if device is None else (DEVICES_RECORDED, device)
    record_beside(
        verb,
        kind=kind,
        subject_id=subject.pk,
        name=subject.name,
        unit_id=hall.unit_id,
        before=before,
        after=after,
        stamp=STAMP,
        by=by,
        at=at,
    )


def _locked(hall_id: int) -> Hall:
    hall = Hall.objects.select_for_update().filter(pk=hall_id).first()
    if hall is None:
        raise Refused(Reason.HALL_UNKNOWN)
    return hall


@contextmanager
def _naming() -> Iterator[None]:
    """Two halls of one code, however close together they are set up: the database is the judge."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise Refused(Reason.CODE_TAKEN, "code") from error


def _checked(wanted: Wanted) -> dict[str, Any]:
    if not (name := _line(wanted.name)):
        raise Refused(Reason.NAME_MISSING, "name")
    if not _CODE.fullmatch(wanted.code):
        raise Refused(Reason.CODE_NOT_PLAIN, "code")
    if wanted.code in TAKEN_CODES:
        raise Refused(Reason.CODE_TAKEN, "code")
    if organisations.unit(wanted.unit_id) is None:
        raise Refused(Reason.UNIT_UNKNOWN, "unit")
    if not 1 <= wanted.most_priority <= _MOST_PRIORITY:
        raise Refused(Reason.MOST_PRIORITY_ODD, "most_priority")
    try:
        hours = opening.written(opening.read(wanted.hours))
    except opening.BadHours:
        raise Refused(Reason.HOURS_UNREADABLE, "hours") from None
    plain = ("code", "unit_id", "working_days_only", "most_priority", "prints_at_once", "speaks", "active")
    return {each: getattr(wanted, each) for each in plain} | {"name": name, "hours": hours}


def _line(text: str) -> str:
    return " ".join(clean_text(text, limit=80).text.split())
