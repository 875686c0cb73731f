"""Accounts of staff, as those do who keep them: register, change, take out of use, help in."""

from datetime import datetime
from typing import Any, TypedDict

from banjie.organisations import rules
from banjie.organisations.models import SignInEvent, SignInEventKind, Staff
from banjie.organisations.refusals import Reason, Refused, clean, one_change
from banjie.platform.actors import Actor

from .guard import keeping_an_administrator, locked_staff
from .passwords import refuse_weak_password
from .record import differing, record
from .sessions import end_sessions


class StaffChanges(TypedDict, total=False):
    """What may be changed of an account in place. The username never changes."""

    name: str
    email: str
    phone: str
    language: str


def register_staff(
    *,
    username: str,
    name: str,
    password: str | None,
    by: Actor,
    at: datetime,
    email: str = "",
    phone: str = "",
    language: str = "",
    must_change_password: bool = True,
) -> Staff:
    """An account without any right: those come with posts. `password` None: one that cannot sign in.

    Raises Refused: name_missing, password_weak, username_not_plain, username_taken.
    """
    plain = rules.plain_username(username)
    if plain is None:
        raise Refused(Reason.USERNAME_NOT_PLAIN)
    staff = Staff(
        username=plain,
        name=clean(name),
        email=clean(email),
        phone=clean(phone),
        language=language,
        must_change_password=must_change_password and password is not None,
    )
    if password is not None:
        refuse_weak_password(password, staff)
    staff.set_password(password)
    with one_change():
        staff.save(force_insert=True)
        record("register", staff, name=staff.name, staff_id=staff.pk, by=by, at=at, after=_facts(staff))
    return staff


def change_staff(*, staff_id: int, changes: StaffChanges, by: Actor, at: datetime) -> Staff:
    """Records nothing where nothing changes. Raises Refused: name_missing, unknown."""
    with one_change():
        staff = locked_staff(staff_id)
        before = _facts(staff)
        values: dict[str, Any] = dict(changes)
        for field, value in values.items():
            setattr(staff, field, clean(value))
        after = _facts(staff)
        if after != before:
            staff.save(update_fields=list(changes))
            record("change", staff, name=staff.name, staff_id=staff.pk, by=by, at=at, **differing(before, after))
    return staff


def deactivate_staff(*, staff_id: int, by: Actor, at: datetime) -> Staff:
    """Takes an account out of use and signs it out everywhere.

    Raises Refused: last_administrator, unknown.
    """
    with one_change(), keeping_an_administrator(at=at):
        staff = locked_staff(staff_id)
        if staff.is_active:
            staff.is_active = False
            staff.save(update_fields=["is_active"])
            end_sessions(staff.pk)
            record("deactivate", staff, name=staff.name, staff_id=staff.pk, by=by, at=at)
    return staff


def reactivate_staff(*, staff_id: int, by: Actor, at: datetime) -> Staff:
    """Raises Refused: unknown."""
    with one_change():
        staff = locked_staff(staff_id)
        if not staff.is_active:
            staff.is_active = True
            staff.save(update_fields=["is_active"])
            record("reactivate", staff, name=staff.name, staff_id=staff.pk, by=by, at=at)
    return staff


def set_temporary_password(*, staff_id: int, password: str, by: Actor, at: datetime) -> Staff:
    """A password to be changed at the next sign-in; the account is signed out everywhere.

    Raises Refused: password_weak, unknown.
    """
    with one_change():
        staff = locked_staff(staff_id)
        refuse_weak_password(password, staff)
        staff.set_password(password)
        staff.must_change_password = True
        staff.failed_attempts, staff.locked_until = 0, None
        staff.save(update_fields=["password", "must_change_password", "failed_attempts", "locked_until"])
        end_sessions(staff.pk)
        _note(staff, SignInEventKind.PASSWORD_CHANGED, at=at)
        record("set_temporary_password", staff, name=staff.name, staff_id=staff.pk, by=by, at=at)
    return staff


def unlock_staff(*, staff_id: int, by: Actor, at: datetime) -> Staff:
    """Ends the wait after failed attempts. Raises Refused: unknown."""
    with one_change():
        staff = locked_staff(staff_id)
        if staff.failed_attempts or staff.locked_until is not None:
            staff.failed_attempts, staff.locked_until = 0, None
            staff.save(update_fields=["failed_attempts", "locked_until"])
            _note(staff, SignInEventKind.UNLOCKED, at=at)
            record("unlock", staff, name=staff.name, staff_id=staff.pk, by=by, at=at)
    return staff


def _note(staff: Staff, kind: SignInEventKind, *, at: datetime) -> None:
    # Done by somebody else: their address is no business of this account.
    SignInEvent.objects.create(at=at, staff=staff, kind=kind)


def _facts(staff: Staff) -> dict[str, Any]:
    return {
        "username": staff.username,
        "name": staff.name,
        "email": staff.email,
        "phone": staff.phone,
        "language": staff.language,
    }
