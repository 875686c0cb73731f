"""Adding a second factor to one's account, and removing it."""

from datetime import datetime

from banjie.organisations import second_factor, sign_in
from banjie.organisations.models import RecoveryCode, SignInEventKind, Staff
from banjie.organisations.refusals import Reason, Refused, one_change
from banjie.platform.actors import Actor

from .guard import locked_staff
from .passwords import refuse_wrong_password
from .record import record
from .sessions import end_sessions


def begin_second_factor(*, staff_id: int) -> str:
    """The secret for the app to read. It counts only once a code made with it was given.

    Called again before that, it gives the same one, so that a page may be loaded twice.
    Raises Refused: second_factor_there, unknown.
    """
    with one_change():
        staff = locked_staff(staff_id)
        if staff.totp_confirmed_at is not None:
            raise Refused(Reason.SECOND_FACTOR_THERE)
        secret = second_factor.opened(staff)
        if secret is None:
            secret = second_factor.new_secret()
            staff.totp_secret = second_factor.sealed(secret, staff_id=staff.pk)
            staff.save(update_fields=["totp_secret"])
    return secret


def confirm_second_factor(*, staff_id: int, code: str, visit: sign_in.Visit, at: datetime) -> tuple[str, ...]:
    """From now on signing in asks for a code. Returns the recovery codes, shown this once.

    Raises Refused: code_wrong, second_factor_there, unknown.
    """
    with one_change():
        staff = locked_staff(staff_id)
        if staff.totp_confirmed_at is not None:
            raise Refused(Reason.SECOND_FACTOR_THERE)
        if not second_factor.accepts(staff, code, at=at):
            raise Refused(Reason.CODE_WRONG)
        staff.totp_confirmed_at = at
        staff.save(update_fields=["totp_confirmed_at"])
        codes = second_factor.replace_recovery_codes(staff)
        sign_in.note(staff, SignInEventKind.SECOND_FACTOR_ADDED, visit=visit, at=at)
    return codes


def remove_own_second_factor(*, staff_id: int, password: str, visit: sign_in.Visit, at: datetime) -> Staff:
    """Raises Refused: password_wrong, unknown."""
    staff = Staff.objects.filter(pk=staff_id).first()
    if staff is None:
        raise Refused(Reason.UNKNOWN, kind="staff", id=staff_id)
    refuse_wrong_password(staff, password, visit=visit, at=at)
    with one_change():
        staff = locked_staff(staff_id)
        _remove(staff, visit=visit, at=at)
    return staff


def remove_second_factor(*, staff_id: int, by: Actor, at: datetime) -> None:
    """For somebody who lost their telephone and the codes; the account is signed out everywhere.

    Raises Refused: unknown.
    """
    with one_change():
        staff = locked_staff(staff_id)
        end_sessions(staff.pk)
        _remove(staff, visit=sign_in.Visit(None, ""), at=at)
        record("remove_second_factor", staff, name=staff.name, staff_id=staff.pk, by=by, at=at)


def _remove(staff: Staff, *, visit: sign_in.Visit, at: datetime) -> None:
    if staff.totp_secret is None:
        return
    staff.totp_secret = staff.totp_confirmed_at = staff.totp_last_step = None
    staff.save(update_fields=["totp_secret", "totp_confirmed_at", "totp_last_step"])
    RecoveryCode.objects.filter(staff=staff).delete()
    sign_in.note(staff, SignInEventKind.SECOND_FACTOR_REMOVED, visit=visit, at=at)
