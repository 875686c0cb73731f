"""What is only ever added to; the database itself refuses to alter these rows (migrations/_guards.py)."""

from enum import StrEnum

from django.db import models
from django.db.models import Q

from banjie.platform.actors import ActorKind


class OrganisationChange(models.Model):
    """One change to units, posts, rights, duty, accounts or endpoints: who, when, what, from what to what.

    No foreign keys: the record stands on its own whatever becomes of what it speaks of. `data` holds
    `{"before": {...}, "after": {...}}` with whole words as keys, and never a secret. `unit_id`, `post_id` and
    `staff_id` are whose history it belongs to: an appointment is part of all three. `unit_path` is where the
    unit lay at the time.
    """

    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=10)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=80)
    verb = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    subject_name = models.CharField(max_length=200)
    unit_path = models.TextField(blank=True)
    unit_id = models.BigIntegerField(null=True)
    post_id = models.BigIntegerField(null=True)
    staff_id = models.BigIntegerField(null=True)
    data = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="organisation_change_actor_kind_is_known",
                condition=Q(actor_kind__in=list(map(str, ActorKind))),
            ),
        ]
        indexes = [
            models.Index(name="change_of_unit", fields=["unit_id", "-at"], condition=~Q(unit_id=None)),
            models.Index(name="change_of_post", fields=["post_id", "-at"], condition=~Q(post_id=None)),
            models.Index(name="change_of_staff", fields=["staff_id", "-at"], condition=~Q(staff_id=None)),
            models.Index(name="change_of_subject", fields=["subject_kind", "subject_id", "-at"]),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_kind} {self.subject_id}"


class SignInEventKind(StrEnum):
    FAILED = "failed"
    LOCKED = "locked"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 — the name of an event
    RECOVERY_CODE_USED = "recovery_code_used"
    SECOND_FACTOR_ADDED = "second_factor_added"
    SECOND_FACTOR_FAILED = "second_factor_failed"
    SECOND_FACTOR_REMOVED = "second_factor_removed"
    SESSION_REVOKED = "session_revoked"
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    UNLOCKED = "unlocked"


class SignInEvent(models.Model):
    """What happened to an account at the door. `staff` is empty for a name nobody has; the name is not kept,
    since what people type there by mistake is often their password.
    """

    at = models.DateTimeField()
    staff = models.ForeignKey("organisations.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=30)
    address = models.GenericIPAddressField(null=True)
    device = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="sign_in_event_kind_is_known", condition=Q(kind__in=list(map(str, SignInEventKind)))
            ),
        ]
        indexes = [
            models.Index(name="sign_in_of_staff", fields=["staff", "-at"]),
            models.Index(
                name="sign_in_failures_of_address",
                fields=["address", "-at"],
                condition=Q(kind__in=["failed", "second_factor_failed"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.staff_id} {self.at}"
