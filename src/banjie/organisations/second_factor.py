"""The second factor: six digits from an app (TOTP, RFC 6238), and recovery codes for a lost one."""

import hashlib
from datetime import datetime

import pyotp
from django.db.models import Q

from banjie.platform import crypto

from .models import RecoveryCode, Staff

STEP_SECONDS = 30
# Clocks of telephones are off by a little: the code before and the one after count as well.
STEPS_AROUND = (0, -1, 1)
RECOVERY_CODES = 10


def new_secret() -> str:
    return pyotp.random_base32()


def sealed(secret: str, *, staff_id: int) -> bytes:
    return crypto.encrypt(secret, bound_to=binding(staff_id))


def opened(staff: Staff) -> str | None:
    """The secret of an account, confirmed or not; None where there is none. Raises CannotDecrypt."""
    if staff.totp_secret is None:
        return None
    return crypto.decrypt(staff.totp_secret, bound_to=binding(staff.pk))


def address(secret: str, *, username: str, issuer: str) -> str:
    """The otpauth address that an app reads from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=issuer)


def accepts(staff: Staff, code: str, *, at: datetime) -> bool:
    """Whether the code is right now. Each works once: whoever looked over the shoulder is late."""
    secret = opened(staff)
    digits = "".join(code.split())
    if secret is None or len(digits) != 6 or not digits.isdecimal():
        return False
    totp = pyotp.TOTP(secret)
    now = int(at.timestamp()) // STEP_SECONDS
    steps = [now + around for around in STEPS_AROUND]
    step = next((step for step in steps if totp.verify(digits, for_time=step * STEP_SECONDS)), None)
    if step is None:
        return False
    unused = Q(totp_last_step=None) | Q(totp_last_step__lt=step)
    return bool(Staff.objects.filter(unused, pk=staff.pk).update(totp_last_step=step))


def uses_recovery_code(staff: Staff, code: str, *, at: datetime) -> bool:
    """Whether it is an unused recovery code of the account; it is used up by that."""
    plain = crypto.normalise_tracking_code(code)
    if plain is None:
        return False
    unused = RecoveryCode.objects.filter(staff=staff, digest=_digest(plain, staff.pk), used_at=None)
    return bool(unused.update(used_at=at))


def replace_recovery_codes(staff: Staff) -> tuple[str, ...]:
    """Fresh codes in place of the old ones. They are shown once; only digests are kept."""
    codes = tuple(crypto.tracking_codes(RECOVERY_CODES))
    RecoveryCode.objects.filter(staff=staff).delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(staff=staff, digest=_digest(code, staff.pk)) for code in codes)
    return codes


def binding(staff_id: int) -> str:
    return f"staff:{staff_id}:second-factor"


def _digest(code: str, staff_id: int) -> bytes:
    # Slow to guess from a stolen table, and one computation finds the code among all of an account.
    salt = f"banjie recovery code of {staff_id}".encode()
    return hashlib.scrypt(code.encode(), salt=salt, n=2**12, r=8, p=1, dklen=32)
