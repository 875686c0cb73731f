"""Registers of past disputes that were brought in, and what they told that no paper here proves."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .disputes import Dispute


class RegisterState(models.TextChoices):
    """Where a register stands on its way in. `uploaded`: somebody must say what its columns are."""

    UPLOADED = "uploaded", _("To be mapped")
    EXAMINING = "examining", _("Being checked")
    EXAMINED = "examined", _("Checked")
    IMPORTING = "importing", _("Being brought in")
    IMPORTED = "imported", _("Brought in")
    FAILED = "failed", _("Failed")


class RegisterRun(models.Model):
    """One register on its way in. Its file holds names, so it lies no longer than somebody may work on it.

    `done` counts rows looked at, of about `expected`. `mapping` is what its columns are; that of the latest run
    with the same `fingerprint` is proposed for the next. `found` holds counts and words of the closed sets, never
    a party's name; what is wrong row by row is found again from the file.
    """

    token = models.CharField(max_length=32, unique=True)
    state = models.CharField(max_length=12, choices=RegisterState, default=RegisterState.UPLOADED)
    name = models.CharField(max_length=200)
    file = models.CharField(max_length=200, default="")
    sheet = models.CharField(max_length=200, default="")
    mapping = models.JSONField()
    fingerprint = models.CharField(max_length=32)
    expected = models.PositiveBigIntegerField(default=0)
    done = models.PositiveBigIntegerField(default=0)
    made = models.PositiveBigIntegerField(default=0)
    repeated = models.PositiveBigIntegerField(default=0)
    left_out = models.PositiveBigIntegerField(default=0)
    refused = models.PositiveBigIntegerField(default=0)
    found = models.JSONField(default=dict)
    failure = models.CharField(max_length=60, default="")
    started_by_kind = models.CharField(max_length=10)
    started_by = models.BigIntegerField(null=True)
    started_by_name = models.CharField(max_length=80, default="")
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "mediation_register"
        indexes = [
            models.Index(fields=["started_by", "-created_at"], name="register_mine_newest"),
            models.Index(fields=["fingerprint", "-created_at"], name="register_of_headers"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.state})"


class ToldForm(models.TextChoices):
    WRITTEN = "written", _("Written agreement")
    ORAL = "oral", _("Oral agreement")


class ToldPerformance(models.TextChoices):
    KEPT = "kept", pgettext_lazy("agreement", "Kept")
    PARTLY = "partly", _("Kept in part")
    BROKEN = "broken", _("Not kept")


class RegisterEntry(models.Model):
    """What a register told of a dispute: its number there, the form of agreement, whether it was kept, confirmed."""

    dispute = models.OneToOneField(Dispute, models.PROTECT, primary_key=True, related_name="told")
    run = models.ForeignKey(RegisterRun, models.PROTECT, related_name="entries")
    row = models.PositiveIntegerField()
    number = models.CharField(max_length=40, default="")
    form = models.CharField(max_length=8, choices=ToldForm, default="")
    performed = models.CharField(max_length=8, choices=ToldPerformance, default="")
    confirmed = models.BooleanField(default=False)

    class Meta:
        db_table = "mediation_register_entry"

    def __str__(self) -> str:
        return f"{self.run_id}/{self.row}"
