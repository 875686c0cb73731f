"""Judicial confirmation: what the parties ask of a court together, what goes with it, and what the court does."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .agreements import Agreement
from .parties import Party


class CourtGround(models.TextChoices):
    """Why this court: Civil Procedure Law (2023), article 205."""

    INVITED = "invited", _("It invited the organisation to mediate")
    ORGANISATION = "organisation", _("At the place of the mediating organisation")
    PARTY = "party", _("At the domicile of a party")
    SUBJECT = "subject", _("At the place of the subject matter")


class Confirmation(models.Model):
    """One request for confirmation; `state` goes by the process "confirmation-1".

    `sealed` opens to the reasons that the court gave, which may tell of the parties. `ruling` is the digest of the
    court's paper. `review` holds the answers to what eligibility asks, by code.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="confirmations")
    process = models.CharField(max_length=40, default="confirmation-1")
    state = models.CharField(max_length=12, default="preparing")
    asked_on = models.DateField(null=True)
    last_day = models.DateField()
    court = models.CharField(max_length=80)
    court_code = models.CharField(max_length=20, default="")
    ground = models.CharField(max_length=14, choices=CourtGround)
    review = models.JSONField(default=dict)
    handed_over_at = models.DateTimeField(null=True)
    received_on = models.DateField(null=True)
    court_number = models.CharField(max_length=60, default="")
    correct_by = models.DateField(null=True)
    decided_on = models.DateField(null=True)
    ruling_number = models.CharField(max_length=60, default="")
    ruling = models.CharField(max_length=64, default="")
    ruling_name = models.CharField(max_length=200, default="")
    refused_why = models.CharField(max_length=20, default="")
    sealed = models.BinaryField(null=True)
    began_at = models.DateTimeField()
    began_by = models.BigIntegerField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "court_confirmation"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement"],
                condition=~models.Q(state__in=("refused", "withdrawn", "lapsed")),
                name="one_confirmation_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.state}"


class ConfirmationEntry(models.Model):
    """One step of a confirmation: codes and days. Rows are only ever added."""

    confirmation = models.ForeignKey(Confirmation, models.PROTECT, related_name="entries")
    command = models.CharField(max_length=20)
    source = models.CharField(max_length=12)
    target = models.CharField(max_length=12)
    data = models.JSONField(default=dict)
    recorded_at = models.DateTimeField()
    recorded_by_kind = models.CharField(max_length=10)
    recorded_by = models.BigIntegerField(null=True)

    class Meta:
        db_table = "court_confirmation_entry"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.confirmation_id} {self.command}"


class PaperKind(models.TextChoices):
    """What goes with the application: 法释〔2011〕5号, article 3; Civil Procedure Law, article 205."""

    APPLICATION = "application", _("Application for judicial confirmation")
    AGREEMENT = "agreement", _("Mediation agreement")
    CERTIFICATE = "certificate", _("Certificate of the mediating organisation")
    IDENTITY = "identity", _("Identity papers")
    ADDRESS = "address", _("Confirmation of the address for service")
    AUTHORITY = "authority", _("Authority of a representative")
    PROPERTY = "property", _("Papers on the property concerned")


class SignsAtCourt(models.TextChoices):
    """Why an application goes to the court before both sides have signed it."""

    TOGETHER = "together", _("Both sides come to the court together and sign there")
    COURT_FORM = "court_form", _("The court has it signed on a form of its own")
    ONLINE = "online", _("Both sides sign in the court's online system")


class ConfirmationPaper(models.Model):
    """A paper of the set: a file by its digest. `party` where it is one of a party's own."""

    confirmation = models.ForeignKey(Confirmation, models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=12, choices=PaperKind)
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    added_at = models.DateTimeField()
    added_by = models.BigIntegerField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "court_confirmation_paper"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.confirmation_id} {self.kind}"


class HandoverWay(models.TextChoices):
    PACKAGE = "package", _("As a package, by hand")
    API = "api", _("Through the court's system")


class HandoverState(models.TextChoices):
    WAITING = "waiting", _("Waiting to be sent")
    SENT = "sent", _("Handed over")
    FAILED = "failed", _("Could not be handed over")


class Handover(models.Model):
    """One handing over of a set. `key` stays the same however often it is tried, so that a court takes it once."""

    confirmation = models.ForeignKey(Confirmation, models.PROTECT, related_name="handovers")
    way = models.CharField(max_length=8, choices=HandoverWay)
    key = models.UUIDField(unique=True)
    state = models.CharField(max_length=8, choices=HandoverState, default=HandoverState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=20, default="")
    package = models.CharField(max_length=64, default="")
    reference = models.CharField(max_length=80, default="")
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "court_handover"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["confirmation"], condition=models.Q(state="waiting"), name="one_handover_waits"
            )
        ]

    def __str__(self) -> str:
        return f"{self.confirmation_id} {self.way}"
