"""How a party comes to its own page: a code on paper, a number for one time, a visit that ends by itself."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .disputes import Dispute
from .parties import Companion, ConsentTo, Party


class WhyAccessEnded(models.TextChoices):
    REISSUED = "reissued", _("A new paper took its place")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class PartyAccess(models.Model):
    """A code that opens one dispute as one party, or as somebody with authority beside it, and nothing else.

    The code itself is shown once and kept nowhere; `digest` is keyed. `misses` counts the wrong numbers of one day.
    """

    party = models.ForeignKey(Party, models.PROTECT, related_name="accesses")
    companion = models.ForeignKey(Companion, models.PROTECT, null=True, related_name="+")
    digest = models.BinaryField(max_length=32, unique=True)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)
    why_ended = models.CharField(max_length=10, choices=WhyAccessEnded, default="")
    misses = models.PositiveSmallIntegerField(default=0)
    misses_on = models.DateField(null=True)

    class Meta:
        db_table = "dispute_access"
        constraints = [
            models.UniqueConstraint(
                fields=["party", "companion"],
                condition=models.Q(ended_at__isnull=True),
                nulls_distinct=False,
                name="one_access_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(why_ended="") ^ models.Q(ended_at__isnull=False), name="access_end_has_moment"
            ),
        ]

    def __str__(self) -> str:
        return f"access {self.pk}"


class AccessEntry(models.Model):
    """Somebody gave a code and is to prove who they are. A wrong code has a row too: both look and cost the same."""

    token_digest = models.BinaryField(max_length=32, unique=True)
    access = models.ForeignKey(PartyAccess, models.CASCADE, null=True, related_name="+")
    opened_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "dispute_access_entry"
        indexes = [models.Index(fields=["opened_at"], name="access_entry_oldest")]

    def __str__(self) -> str:
        return f"entry {self.pk}"


class ProofChannel(models.TextChoices):
    EMAIL = "email", _("By e-mail")
    TEXT = "text", _("By text message")
    READ_OUT = "read_out", _("Read out by the mediator")


class AccessProof(models.Model):
    """Six digits for one time. `digest` is keyed and bound to the access."""

    access = models.ForeignKey(PartyAccess, models.CASCADE, related_name="proofs")
    channel = models.CharField(max_length=8, choices=ProofChannel)
    digest = models.BinaryField(max_length=32)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)
    expires_at = models.DateTimeField()
    misses = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "dispute_access_proof"

    def __str__(self) -> str:
        return f"proof {self.pk}"


class PartyVisit(models.Model):
    """A time that a party's page was open. Neither device nor network address is kept."""

    access = models.ForeignKey(PartyAccess, models.PROTECT, related_name="visits")
    token_digest = models.BinaryField(max_length=32, unique=True)
    channel = models.CharField(max_length=8, choices=ProofChannel)
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "dispute_party_visit"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"visit {self.pk}"


class PartyAct(models.Model):
    """Something done on a party's own page: what and by which visit, never a word of it. Only ever added to."""

    visit = models.ForeignKey(PartyVisit, models.PROTECT, related_name="acts")
    act = models.CharField(max_length=24)
    done_at = models.DateTimeField()

    class Meta:
        db_table = "dispute_party_act"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.act}"


class PartyQuestion(models.Model):
    """What the mediator asks every party on its page, such as more time until a day (`about`, ISO)."""

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="questions")
    to = models.CharField(max_length=16, choices=ConsentTo)
    about = models.CharField(max_length=40, default="")
    asked_at = models.DateTimeField()
    asked_by = models.BigIntegerField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "dispute_question"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["dispute", "to"], condition=models.Q(closed_at__isnull=True), name="one_question_of_a_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.dispute_id} {self.to}"
