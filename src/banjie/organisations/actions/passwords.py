"""Passwords: what is too weak, one to begin with, and changing one's own."""

import secrets
from collections.abc import Collection
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from banjie.organisations import sign_in
from banjie.organisations.models import SignInEventKind, Staff
from banjie.organisations.refusals import Reason, Refused, one_change
from banjie.platform.actors import Actor

from .guard import locked_staff
from .record import record
from .sessions import end_sessions

# Without the letters and digits that are taken for one another when a password is read out.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def temporary_password() -> str:
    """As "k7mh-93qd-xw2n": 59 random bits, easily read out over the telephone."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(12))
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def refuse_weak_password(password: str, staff: Staff) -> None:
    """Raises Refused: password_weak, with the sentences of the validators in the settings."""
    try:
        validate_password(password, staff)
    except ValidationError as error:
        raise Refused(Reason.PASSWORD_WEAK, problems=tuple(error.messages)) from error


def change_own_password(
    *,
    staff_id: int,
    current: str,
    new: str,
    visit: sign_in.Visit,
    at: datetime,
    keep_session: str | None = None,
) -> Staff:
    """Changes the password and ends every session but `keep_session`.

    A wrong current password counts as a failed attempt: an unattended screen is no place to guess.
    Raises Refused: password_wrong, password_unchanged, password_weak, unknown.
    """
    staff = Staff.objects.filter(pk=staff_id).first()
    if staff is None:
        raise Refused(Reason.UNKNOWN, kind="staff", id=staff_id)
    refuse_wrong_password(staff, current, visit=visit, at=at)
    if new == current:
        raise Refused(Reason.PASSWORD_UNCHANGED)
    refuse_weak_password(new, staff)
    with one_change():
        staff = locked_staff(staff_id)
        staff.set_password(new)
        staff.must_change_password = False
        staff.save(update_fields=["password", "must_change_password"])
        end_sessions(staff.pk, keep=keep_session)
        sign_in.note(staff, SignInEventKind.PASSWORD_CHANGED, visit=visit, at=at)
    return staff


def share_password(*, staff_ids: Collection[int], password: str, by: Actor, at: datetime) -> None:
    """One password for accounts that everybody may try, as in a demo or a training room, and nobody need change it.

    One hash serves them all: to make one takes long on purpose. Raises Refused: password_weak, unknown.
    """
    hashed = make_password(password)
    with one_change():
        for staff_id in sorted(staff_ids):
            staff = locked_staff(staff_id)
            refuse_weak_password(password, staff)
            staff.password, staff.must_change_password = hashed, False
            staff.save(update_fields=["password", "must_change_password"])
            end_sessions(staff.pk)
            record("set_shared_password", staff, name=staff.name, staff_id=staff.pk, by=by, at=at)


def refuse_wrong_password(staff: Staff, password: str, *, visit: sign_in.Visit, at: datetime) -> None:
    """For what only the owner of the account may do. Raises Refused: password_wrong."""
    waits = staff.locked_until is not None and staff.locked_until > at
    if waits or not staff.check_password(password):
        sign_in.failed(staff, SignInEventKind.FAILED, visit=visit, at=at)
        raise Refused(Reason.PASSWORD_WRONG)
