"""The register of evidence: what was handed in, what the other sides say to it, what went back."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from .disputes import Dispute
from .parties import Party, Side


class EvidenceKind(models.TextChoices):
    """The kinds of the Civil Procedure Law, article 66."""

    DOCUMENT = "document", _("Document")
    OBJECT = "object", _("Object")
    RECORDING = "recording", _("Picture, sound or film")
    DATA = "data", _("Electronic data")
    WITNESS = "witness", _("Words of a witness")
    STATEMENT = "statement", _("Statement of a party")
    OPINION = "opinion", _("Expert's opinion")
    INSPECTION = "inspection", _("Record of an inspection")


class EvidenceForm(models.TextChoices):
    ORIGINAL = "original", _("Original")
    COPY = "copy", _("Copy")
    CHECKED_COPY = "checked_copy", _("Copy, compared with the original")


class Evidence(models.Model):
    """One numbered item. `side` is empty for what the mediators gathered themselves.

    `number` counts from 1 on each side, and apart for what was confided: a gap would tell the other side that
    something was. `sealed` opens to `name`, `shows`, `file_name`, and who took the original back. `digest` is the
    file in the store, `pages` as counted by whoever took it.
    """

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="evidence")
    side = models.ForeignKey(Side, models.PROTECT, null=True, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    number = models.PositiveSmallIntegerField()
    confided = models.BooleanField(default=False)
    kind = models.CharField(max_length=12, choices=EvidenceKind)
    form = models.CharField(max_length=14, choices=EvidenceForm)
    pages = models.PositiveSmallIntegerField(default=1)
    sealed = models.BinaryField(null=True)
    digest = models.CharField(max_length=64, default="", blank=True)
    file_kind = models.CharField(max_length=12, default="", blank=True)
    handed_in_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)
    shown_from = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    returned_by = models.BigIntegerField(null=True)
    receipt = models.CharField(max_length=64, default="", blank=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "dispute_evidence"
        ordering = ["confided", "side__letter", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["dispute", "side", "confided", "number"], nulls_distinct=False, name="evidence_number_once"
            ),
            models.CheckConstraint(
                condition=models.Q(confided=True, shown_from__isnull=True)
                | models.Q(confided=False, shown_from__isnull=False),
                name="evidence_shown_or_confided",
            ),
            models.CheckConstraint(
                condition=models.Q(sealed__isnull=False) ^ models.Q(erased_at__isnull=False),
                name="evidence_sealed_or_erased",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dispute_id}/{self.number}"


class EvidenceSays(models.TextChoices):
    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    DISPUTED = "disputed", _("Disputed")


class EvidenceDoubt(models.TextChoices):
    """What of it is disputed, as courts ask: 真实性, 合法性, 关联性."""

    GENUINE = "genuine", _("Whether it is genuine")
    LAWFUL = "lawful", _("Whether it was come by lawfully")
    RELEVANT = "relevant", _("Whether it has to do with the matter")
    SHOWS = "shows", _("What it is to show")


class EvidenceAnswer(models.Model):
    """What another side says to an item. Never changed; the latest one of a side counts. `sealed` is the reason."""

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="answers")
    side = models.ForeignKey(Side, models.PROTECT, related_name="+")
    says = models.CharField(max_length=14, choices=EvidenceSays)
    doubts = ArrayField(models.CharField(max_length=10, choices=EvidenceDoubt), default=list, blank=True)
    sealed = models.BinaryField(null=True)
    said_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)

    class Meta:
        db_table = "dispute_evidence_answer"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.evidence_id} {self.says}"
