"""Accounts of staff, their sessions and the codes for a lost second factor."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from banjie.organisations.rules import USERNAME_PATTERN


class StaffManager(BaseUserManager["Staff"]):
    """Accounts are made by `actions.register_staff`; this is only what Django's backends ask for."""


class Staff(AbstractBaseUser):
    """A person who works with cases. What they may do comes from the posts they hold, not from here.

    `totp_secret` is encrypted and counts only once `totp_confirmed_at` is set. `totp_last_step` is the last
    30-second step a code was taken from, so that no code works twice.
    """

    username = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    # Empty: the language of the installation.
    language = models.CharField(max_length=10, blank=True)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    totp_secret = models.BinaryField(null=True)
    totp_confirmed_at = models.DateTimeField(null=True)
    totp_last_step = models.BigIntegerField(null=True)
    failed_attempts = models.PositiveIntegerField(default=0)
    locked_until = models.DateTimeField(null=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = StaffManager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="staff_username_is_plain", condition=Q(username__regex=USERNAME_PATTERN)),
            models.CheckConstraint(name="staff_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="staff_second_factor_has_a_secret",
                condition=Q(totp_confirmed_at=None) | Q(totp_secret__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class RecoveryCode(models.Model):
    """One use in place of the second factor. Only a slow digest is kept (see `second_factor`)."""

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.BinaryField(max_length=32)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="recovery_code_once", fields=["staff", "digest"])]

    def __str__(self) -> str:
        return f"recovery code of {self.staff_id}"


class StaffSession(models.Model):
    """Where an account is signed in. It goes when its session goes; revoking removes both."""

    session = models.OneToOneField("sessions.Session", on_delete=models.CASCADE, related_name="+")
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="sessions")
    device = models.CharField(max_length=80)
    address = models.GenericIPAddressField(null=True)
    created_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(name="staff_session_recent", fields=["staff", "-seen_at"])]

    def __str__(self) -> str:
        return f"session of {self.staff_id} on {self.device}"
