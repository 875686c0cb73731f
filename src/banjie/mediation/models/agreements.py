"""What the sides agreed: the agreement, the obligations it holds, who signed it, who has a copy.

Words are sealed in every row: `sealed` holds JSON, opened by `banjie.mediation.agreed`. Once an agreement
binds, triggers of the database keep it, its obligations and its signatures as they are; whether an obligation is
kept is recorded beside it, never in it.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from .disputes import Dispute
from .panel import Seat
from .parties import Companion, Party


class AgreementForm(models.TextChoices):
    """Articles 28-30: written where a party wants it written, else oral and put on the register."""

    WRITTEN = "written", _("Written agreement")
    ORAL = "oral", _("Oral agreement, registered")


class AgreementState(models.TextChoices):
    """The states of the process `agreement-1`."""

    DRAFT = "draft", _("Draft")
    READ = "read", _("Read out")
    SIGNING = "signing", _("Being signed")
    BINDING = "binding", _("Binding")
    SUPERSEDED = "superseded", _("Replaced by a new agreement")
    ABANDONED = "abandoned", _("Abandoned")


class Agreement(models.Model):
    """An agreement of one dispute; `number` counts from 1.

    `sealed` opens to the facts in dispute, how it is performed, other points, and translations by language tag.
    `sealed_text` opens to the canonical text that was read out, and `digest` is SHA-256 over it (hex); both are
    empty in a draft. `total` is the money in all obligations, in `currency`. It binds from `binding_at` on, the
    moment of the last signature; `concluded_at` is when mediation ended by it.
    """

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="agreements")
    number = models.PositiveSmallIntegerField()
    form = models.CharField(max_length=8, choices=AgreementForm, default=AgreementForm.WRITTEN)
    state = models.CharField(max_length=12, choices=AgreementState, default=AgreementState.DRAFT)
    process = models.CharField(max_length=40, default="agreement-1")
    language = models.CharField(max_length=20, default="zh-hans")
    translated_into = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    sealed = models.BinaryField(null=True)
    sealed_text = models.BinaryField(null=True)
    digest = models.CharField(max_length=64, default="", blank=True)
    total = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, default="CNY")
    supersedes = models.ForeignKey("self", models.PROTECT, null=True, related_name="successors")
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)
    read_at = models.DateTimeField(null=True)
    read_by = models.BigIntegerField(null=True)
    signing_from = models.DateTimeField(null=True)
    binding_at = models.DateTimeField(null=True)
    concluded_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "dispute_agreement"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["dispute", "number"], name="agreement_number_once"),
            models.UniqueConstraint(
                fields=["dispute"], condition=models.Q(state="binding"), name="one_agreement_binds"
            ),
            models.UniqueConstraint(
                fields=["dispute"],
                condition=models.Q(state__in=("draft", "read", "signing")),
                name="one_agreement_in_the_making",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=("binding", "superseded")) | models.Q(binding_at__isnull=False),
                name="binding_has_moment",
            ),
            models.CheckConstraint(
                condition=models.Q(sealed__isnull=False) ^ models.Q(erased_at__isnull=False),
                name="agreement_sealed_or_erased",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dispute_id}/{self.number}"


class ObligationKind(models.TextChoices):
    PAY = "pay", _("Pay")
    DELIVER = "deliver", _("Hand over")
    DO = "do", _("Do")
    REFRAIN = "refrain", _("Refrain from")
    APOLOGISE = "apologise", _("Apologise")
    WAIVE = "waive", _("Give up a claim")


class Due(models.TextChoices):
    """What decides when an obligation is due."""

    ON_DATE = "on_date", _("By a date")
    AT_SIGNING = "at_signing", _("At once, when signed")
    ON_CONDITION = "on_condition", _("Once a condition is met")
    LASTING = "lasting", _("From then on")


class Obligation(models.Model):
    """Who owes whom what; `number` is its place in the agreement, from 1.

    `sealed` opens to `what`, `condition` and `how`. `owed_to` is empty for what is owed to every other side.
    `amount` is positive, in `currency`, to the cent, of PAY alone or with another kind. `due_on` is the last day on
    which it is in time, as a date of the jurisdiction; AT_SIGNING gets the day on which the agreement binds.
    Instalments of one debt share `instalment_group` and count from 1 in `instalment`; each has its own row.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="obligations")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=ObligationKind)
    owed_by = models.ForeignKey(Party, models.PROTECT, related_name="+")
    owed_to = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    sealed = models.BinaryField(null=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, default="CNY")
    due = models.CharField(max_length=12, choices=Due, default=Due.ON_DATE)
    due_on = models.DateField(null=True)
    conditional = models.BooleanField(default=False)
    instalment_group = models.PositiveSmallIntegerField(null=True)
    instalment = models.PositiveSmallIntegerField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "dispute_obligation"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="obligation_number_once"),
            models.CheckConstraint(
                condition=models.Q(amount__isnull=True) | models.Q(amount__gt=0), name="obligation_amount_positive"
            ),
            models.CheckConstraint(
                condition=models.Q(instalment_group__isnull=True, instalment__isnull=True)
                | models.Q(instalment_group__isnull=False, instalment__isnull=False),
                name="instalment_in_group",
            ),
            models.CheckConstraint(
                condition=models.Q(sealed__isnull=False) ^ models.Q(erased_at__isnull=False),
                name="obligation_sealed_or_erased",
            ),
        ]
        indexes = [models.Index(fields=["due_on"], name="obligation_due")]

    def __str__(self) -> str:
        return f"{self.agreement_id}/{self.number}"


class SignedAs(models.TextChoices):
    PARTY = "party", _("Party")
    MEDIATOR = "mediator", _("Mediator")
    COMMITTEE = "committee", _("Seal of the committee")


class SignedHow(models.TextChoices):
    PAPER = "paper", _("On paper, scanned")
    SCREEN = "screen", _("By hand on a screen")
    ORALLY = "orally", _("Said in person")


class IdentityBy(models.TextChoices):
    """How the mediator in the room knew who signed."""

    CARD = "card", _("Identity card or passport")
    LICENCE = "licence", _("Licence and authority of the organisation")
    KNOWN = "known", _("Known to the mediator in person")
    STAFF = "staff", _("Signed in to their own post")


class Signature(models.Model):
    """One signature under one text, whose SHA-256 is `digest`; void once that text has changed.

    For a party `party` is set, and `companion` where somebody signed for it; for a mediator `seat`. `sealed` holds
    the strokes of a signature on a screen. `scan` is the digest of the scanned paper in the store of files. A party
    that signed on a device of its own has no `identity` until a mediator knows who it was; until then it counts
    for nothing.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="signatures")
    signed_as = models.CharField(max_length=10, choices=SignedAs)
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    companion = models.ForeignKey(Companion, models.PROTECT, null=True, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+")
    how = models.CharField(max_length=8, choices=SignedHow)
    digest = models.CharField(max_length=64)
    sealed = models.BinaryField(null=True)
    scan = models.CharField(max_length=64, default="", blank=True)
    scan_name = models.CharField(max_length=200, default="", blank=True)
    identity = models.CharField(max_length=8, choices=IdentityBy, default="", blank=True)
    identity_checked_by = models.BigIntegerField(null=True)
    signed_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)
    recorded_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "dispute_signature"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "party", "companion"],
                condition=models.Q(voided_at__isnull=True, signed_as="party"),
                nulls_distinct=False,
                name="party_signs_once",
            ),
            models.UniqueConstraint(
                fields=["agreement", "seat"],
                condition=models.Q(voided_at__isnull=True, signed_as="mediator"),
                name="mediator_signs_once",
            ),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=models.Q(voided_at__isnull=True, signed_as="committee"),
                name="sealed_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.signed_as}"


class CopyFor(models.TextChoices):
    PARTY = "party", _("Party")
    COMMITTEE = "committee", _("The committee's file")
    COURT = "court", _("Court")
    ENTRUSTING = "entrusting", _("Whoever entrusted the dispute")


class AgreementCopy(models.Model):
    """A copy that somebody was handed; every party gets one and the committee keeps one (article 29)."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="copies")
    copy_for = models.CharField(max_length=12, choices=CopyFor)
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    handed_at = models.DateTimeField()
    handed_by = models.BigIntegerField(null=True)

    class Meta:
        db_table = "dispute_agreement_copy"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "copy_for", "party"], nulls_distinct=False, name="copy_handed_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.copy_for}"
