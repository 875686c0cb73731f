"""Whether obligations are kept: recorded beside the agreement, never in it.

An obligation to which nothing has been written yet has no row here; it stands as its process begins.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .agreements import Agreement, Obligation
from .disputes import Dispute
from .parties import Party


class Keeping(models.Model):
    """How one obligation is being kept; `state` goes by the process "obligation-1".

    `due_on` is the day that counts, where a condition or an agreement of the parties set another than the
    obligation's own. `paid` is the sum of the entries. `sealed` opens to what was said of a breach, erased with the
    particulars of the parties.
    """

    obligation = models.OneToOneField(Obligation, models.PROTECT, primary_key=True, related_name="keeping")
    process = models.CharField(max_length=40, default="obligation-1")
    state = models.CharField(max_length=12)
    due_on = models.DateField(null=True)
    paid = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    performed_on = models.DateField(null=True)
    condition_met_on = models.DateField(null=True)
    sealed = models.BinaryField(null=True)
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "obligation_keeping"
        constraints = [models.CheckConstraint(condition=models.Q(paid__gte=0), name="paid_not_negative")]

    def __str__(self) -> str:
        return f"{self.obligation_id} {self.state}"


class KeepingEntry(models.Model):
    """One thing that happened to an obligation: codes, days and sums, no words. Rows are only ever added.

    `amount` is what was performed with it, in the obligation's currency; a correction is a negative one. `proof` is
    the digest of a file. `said_by` is the party that said it, where one did.
    """

    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="entries")
    command = models.CharField(max_length=20)
    source = models.CharField(max_length=12)
    target = models.CharField(max_length=12)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    happened_on = models.DateField(null=True)
    how = models.CharField(max_length=12, default="")
    proof = models.CharField(max_length=64, default="")
    proof_name = models.CharField(max_length=200, default="")
    said_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    data = models.JSONField(default=dict)
    recorded_at = models.DateTimeField()
    recorded_by_kind = models.CharField(max_length=10)
    recorded_by = models.BigIntegerField(null=True)

    class Meta:
        db_table = "obligation_entry"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.obligation_id} {self.command}"


class Reminded(models.Model):
    """That a party was reminded of an obligation on one occasion; it makes sure that nobody is told twice."""

    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="reminders")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    occasion = models.CharField(max_length=12)
    sent_at = models.DateTimeField()

    class Meta:
        db_table = "obligation_reminded"
        constraints = [
            models.UniqueConstraint(fields=["obligation", "party", "occasion"], name="reminded_once_an_occasion")
        ]

    def __str__(self) -> str:
        return f"{self.obligation_id} {self.occasion}"


class Finding(models.TextChoices):
    KEPT = "kept", pgettext_lazy("agreement", "Kept")
    PARTLY = "partly", _("Kept in part")
    BROKEN = "broken", _("Not kept")
    RELAPSE = "relapse", _("The quarrel has begun again")
    NOT_MET = "not_met", _("Nobody could be reached")


class VisitHow(models.TextChoices):
    VISIT = "visit", _("Visit")
    TELEPHONE = "telephone", _("Telephone")
    OFFICE = "office", _("At the office")


class FollowUp(models.Model):
    """A follow-up visit that was made. When one is due follows from the agreement and the obligations
    (`performance.visits`); `occasion` says which of those it was. `sealed` opens to what was told.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="follow_ups")
    occasion = models.CharField(max_length=24)
    due_on = models.DateField()
    made_on = models.DateField()
    how = models.CharField(max_length=10, choices=VisitHow)
    finding = models.CharField(max_length=8, choices=Finding)
    sealed = models.BinaryField(null=True)
    relapse = models.ForeignKey(Dispute, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "dispute_follow_up"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.occasion}"
