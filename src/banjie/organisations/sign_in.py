"""Through the door: password, then the second factor where there is one.

Every way of failing looks the same from outside and takes the same time: a name nobody has, a wrong
password, an account out of use, an account that waits. The guesser learns nothing from it.
"""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import F, Q

from banjie.organisations import rules, second_factor

from .models import SignInEvent, SignInEventKind, Staff


@dataclass(frozen=True, slots=True)
class Visit:
    """Where somebody stands at the door. `known`: this device has signed in to the account before."""

    address: str | None
    device: str
    known: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    staff: Staff


@dataclass(frozen=True, slots=True)
class SecondFactorAsked:
    staff_id: int


@dataclass(frozen=True, slots=True)
class NotOpened:
    """`address_busy`: too many failures came from this address, so nothing was tried."""

    address_busy: bool = False


def with_password(
    *, username: str, password: str, visit: Visit, at: datetime
) -> Opened | SecondFactorAsked | NotOpened:
    """The first step. The count of failures starts anew only once the last step succeeds."""
    if _address_busy(visit, at):
        return NotOpened(address_busy=True)
    staff = Staff.objects.filter(username=rules.plain_username(username) or "").first()
    right = _password_is_right(staff, password)
    if staff is None or not right or not staff.is_active or _waits(staff, at):
        failed(staff, SignInEventKind.FAILED, visit=visit, at=at)
        return NotOpened()
    if staff.totp_confirmed_at is not None:
        return SecondFactorAsked(staff.pk)
    return _open(staff, visit=visit, at=at)


def with_second_factor(*, staff_id: int, code: str, visit: Visit, at: datetime) -> Opened | NotOpened:
    """The second step: a code of the app, or a recovery code, which is then used up."""
    if _address_busy(visit, at):
        return NotOpened(address_busy=True)
    staff = Staff.objects.filter(pk=staff_id, is_active=True).first()
    if staff is None or _waits(staff, at):
        failed(staff, SignInEventKind.SECOND_FACTOR_FAILED, visit=visit, at=at)
        return NotOpened()
    if second_factor.accepts(staff, code, at=at):
        return _open(staff, visit=visit, at=at)
    if second_factor.uses_recovery_code(staff, code, at=at):
        note(staff, SignInEventKind.RECOVERY_CODE_USED, visit=visit, at=at)
        return _open(staff, visit=visit, at=at)
    failed(staff, SignInEventKind.SECOND_FACTOR_FAILED, visit=visit, at=at)
    return NotOpened()


def failed(staff: Staff | None, kind: SignInEventKind, *, visit: Visit, at: datetime) -> None:
    """Counts a failure and makes the account wait where it is time to.

    An account that waits already is not made to wait longer, or strangers could keep somebody out for good.
    The same statements run for a name nobody has, so that they take the same time.
    """
    with transaction.atomic():
        free = Q(locked_until=None) | Q(locked_until__lte=at)
        mine = Staff.objects.filter(free, pk=staff.pk if staff else 0)
        mine.update(failed_attempts=F("failed_attempts") + 1)
        failures = mine.values_list("failed_attempts", flat=True).first() or 0
        wait = rules.wait_after(failures)
        if wait is not None:
            mine.update(locked_until=at + wait)
            note(staff, SignInEventKind.LOCKED, visit=visit, at=at)
        note(staff, kind, visit=visit, at=at)


def signed_out(staff: Staff, *, visit: Visit, at: datetime) -> None:
    note(staff, SignInEventKind.SIGNED_OUT, visit=visit, at=at)


def note(staff: Staff | None, kind: SignInEventKind, *, visit: Visit, at: datetime) -> None:
    SignInEvent.objects.create(at=at, staff=staff, kind=kind, address=visit.address, device=visit.device)


def _open(staff: Staff, *, visit: Visit, at: datetime) -> Opened | NotOpened:
    with transaction.atomic():
        # Asked of the database once more: of many guesses at once, none may slip through a closing door.
        free = Q(locked_until=None) | Q(locked_until__lte=at)
        opened = Staff.objects.filter(free, pk=staff.pk).update(failed_attempts=0, locked_until=None)
        if not opened:
            return NotOpened()
        note(staff, SignInEventKind.SIGNED_IN, visit=visit, at=at)
    staff.failed_attempts, staff.locked_until = 0, None
    return Opened(staff)


def _password_is_right(staff: Staff | None, password: str) -> bool:
    if staff is None or not staff.has_usable_password():
        make_password(password)
        return False
    return staff.check_password(password)


def _waits(staff: Staff, at: datetime) -> bool:
    return staff.locked_until is not None and staff.locked_until > at


def _address_busy(visit: Visit, at: datetime) -> bool:
    if visit.address is None or visit.known:
        return False
    failures = SignInEvent.objects.filter(
        address=visit.address,
        at__gt=at - rules.ADDRESS_WINDOW,
        kind__in=[SignInEventKind.FAILED, SignInEventKind.SECOND_FACTOR_FAILED],
    )
    return len(failures.values_list("pk")[: rules.ADDRESS_FAILURES]) >= rules.ADDRESS_FAILURES
