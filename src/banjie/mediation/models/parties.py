"""Sides, the parties on them, who stands beside a party, and what each party agreed to."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .disputes import Dispute


class Side(models.Model):
    """Those who want the same thing in a dispute. `letter` is A for whoever applied, then B, C …"""

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="sides")
    letter = models.CharField(max_length=1)

    class Meta:
        db_table = "dispute_side"
        ordering = ["letter"]
        constraints = [
            models.UniqueConstraint(fields=["dispute", "letter"], name="a_side_once"),
            models.CheckConstraint(condition=models.Q(letter__regex="^[A-H]$"), name="side_is_a_letter"),
        ]

    def __str__(self) -> str:
        return f"{self.dispute_id}/{self.letter}"


class PartyKind(models.TextChoices):
    PERSON = "person", _("Person")
    ORGANISATION = "organisation", pgettext_lazy("party", "Organisation")


class Party(models.Model):
    """A party of one dispute, and of no other: nothing here can be compared between disputes (DESIGN section 2).

    `sealed` holds name, papers and contact (see `parties.details`), bound to this row and erased when the time
    for keeping them is over. `stands_for` is how many people a party of a collective dispute speaks for.
    """

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="parties")
    side = models.ForeignKey(Side, models.PROTECT, related_name="parties")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=14, choices=PartyKind, default=PartyKind.PERSON)
    sealed = models.BinaryField(null=True)
    minor = models.BooleanField(default=False)
    # The language that the party reads, as a tag: what it signs must be in it.
    reads = models.CharField(max_length=20, default="zh-hans")
    stands_for = models.PositiveIntegerField(null=True)
    added_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "dispute_party"
        ordering = ["side__letter", "number"]
        constraints = [
            models.UniqueConstraint(fields=["dispute", "number"], name="party_number_once"),
            models.CheckConstraint(
                condition=models.Q(sealed__isnull=False) ^ models.Q(erased_at__isnull=False),
                name="party_sealed_or_erased",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dispute_id}/{self.number}"


class CompanionRole(models.TextChoices):
    REPRESENTATIVE = "representative", _("Representative")
    ELECTED = "elected", _("Elected representative")
    GUARDIAN = "guardian", _("Guardian")
    LAWYER = "lawyer", _("Lawyer")
    INTERPRETER = "interpreter", _("Interpreter")
    HELPER = "helper", _("Somebody the party trusts")


class Authority(models.TextChoices):
    """What a representative may do: speak, or also concede, settle and sign."""

    NONE = "", _("None")
    GENERAL = "general", _("General: may speak for the party")
    SPECIAL = "special", _("Special: may also concede, settle and sign")
    BY_LAW = "by_law", _("By law, as a guardian or as head of the organisation")


class Companion(models.Model):
    """Somebody who stands beside a party: speaks for it, interprets, or takes care of it.

    `paper` is the digest of the authority on file; `agreed_by` counts those who elected a representative.
    """

    party = models.ForeignKey(Party, models.PROTECT, related_name="companions")
    role = models.CharField(max_length=16, choices=CompanionRole)
    authority = models.CharField(max_length=10, choices=Authority, default=Authority.NONE)
    sealed = models.BinaryField(null=True)
    paper = models.CharField(max_length=64, default="")
    paper_name = models.CharField(max_length=200, default="")
    agreed_by = models.PositiveIntegerField(null=True)
    valid_until = models.DateField(null=True)
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "dispute_companion"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sealed__isnull=False) ^ models.Q(erased_at__isnull=False),
                name="companion_sealed_or_erased",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party_id} {self.role}"


class ConsentTo(models.TextChoices):
    MEDIATION = "mediation", _("To mediation")
    MEDIATOR = "mediator", _("To the mediator")
    LONGER = "longer", _("To more time")
    TRY_AGAIN = "try_again", _("To trying again")
    REMINDERS = "reminders", _("To being reminded")
    VIDEO = "video", _("To sessions by video")
    CONFIRMATION = "confirmation", _("To asking the court for confirmation")


class ConsentAnswer(models.TextChoices):
    GIVEN = "given", _("Given")
    REFUSED = "refused", pgettext_lazy("consent", "Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class SaidHow(models.TextChoices):
    SIGNED = "signed", _("Signed on paper")
    ORALLY = "orally", _("Said in person")
    TELEPHONE = "telephone", _("Said on the telephone")
    ON_PAGE = "on_page", _("On the party's own page")


class Consent(models.Model):
    """What a party said to being asked: who, when, how, to what. Never changed; the latest one counts.

    `about` narrows what was asked: the id of a seat, or the day until which more time is agreed.
    """

    party = models.ForeignKey(Party, models.PROTECT, related_name="consents")
    to = models.CharField(max_length=16, choices=ConsentTo)
    about = models.CharField(max_length=40, default="")
    answer = models.CharField(max_length=10, choices=ConsentAnswer)
    how = models.CharField(max_length=10, choices=SaidHow)
    told_rights = models.BooleanField(default=False)
    said_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "dispute_consent"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.party_id} {self.to} {self.answer}"
