"""The ladders of a jurisdiction, and where a dispute stood on one, and who entrusted it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .disputes import CourtStage, Dispute, Track


class LadderContent(models.Model):
    """A ladder as a jurisdiction set it, in place of the one that is shipped under the same key."""

    key = models.CharField(max_length=40, primary_key=True)
    content = models.JSONField()
    set_at = models.DateTimeField()
    set_by = models.BigIntegerField(null=True)

    class Meta:
        db_table = "mediation_ladder"

    def __str__(self) -> str:
        return self.key


class LadderRetired(models.Model):
    """A ladder that new disputes are not offered any more. Those that go by it, or did, keep it as it is."""

    key = models.CharField(max_length=40, primary_key=True)
    retired_at = models.DateTimeField()
    retired_by = models.BigIntegerField(null=True)

    class Meta:
        db_table = "mediation_ladder_retired"

    def __str__(self) -> str:
        return self.key


class HowEnded(models.TextChoices):
    UP = "up", _("Taken up a rung")
    BACK = "back", _("Given back")
    MOVED = "moved", _("Put before another committee")
    AGREED = "agreed", pgettext_lazy("rung", "Agreement")
    WITHOUT = "without", _("Ended without agreement")


class RungStay(models.Model):
    """The time that a dispute spent on a rung with one committee."""

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="stays")
    rung = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=40)
    track = models.CharField(max_length=16, choices=Track)
    court_stage = models.CharField(max_length=16, choices=CourtStage, default="")
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, null=True, related_name="+", db_index=False)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    how = models.CharField(max_length=8, choices=HowEnded, default="")
    reason = models.CharField(max_length=400, default="")

    class Meta:
        db_table = "dispute_rung_stay"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["dispute"], condition=models.Q(ended_at__isnull=True), name="on_one_rung_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.dispute_id} {self.key}"


class ReferralBody(models.TextChoices):
    COURT = "court", _("Court")
    POLICE = "police", _("Police station")
    PROCURATORATE = "procuratorate", _("Procuratorate")
    DEPARTMENT = "department", _("Department")
    JURISDICTION = "jurisdiction", _("Another jurisdiction")


class Referral(models.Model):
    """A letter that brought a dispute here, or that took it elsewhere, and the report back on it."""

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="referrals")
    incoming = models.BooleanField()
    body = models.CharField(max_length=14, choices=ReferralBody)
    body_name = models.CharField(max_length=120)
    letter_number = models.CharField(max_length=60, default="")
    letter_on = models.DateField()
    letter = models.CharField(max_length=64, default="")
    letter_name = models.CharField(max_length=200, default="")
    report_due_on = models.DateField(null=True)
    reported_at = models.DateTimeField(null=True)
    reported_by = models.BigIntegerField(null=True)
    report = models.CharField(max_length=400, default="")
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)

    class Meta:
        db_table = "dispute_referral"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.dispute_id} {self.body_name}"
