"""Who sits in a dispute, and what parties say to it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .disputes import Dispute
from .mediators import Mediator
from .parties import Party


class WhyLeft(models.TextChoices):
    RECUSED = "recused", _("Stepped aside")
    OBJECTED = "objected", _("A party objected, and it was upheld")
    HANDED_OVER = "handed_over", _("Handed over to another mediator")
    RUNG_LEFT = "rung_left", _("The dispute left the rung")


class Seat(models.Model):
    """A mediator in a dispute, on one rung. Whoever takes it declares to have no tie with a party.

    `reason` is what a mediator who steps aside gives; a tie is named by its kind, not told in detail.
    """

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="seats")
    mediator = models.ForeignKey(Mediator, models.PROTECT, related_name="seats")
    rung = models.PositiveSmallIntegerField()
    chair = models.BooleanField(default=False)
    # By whom: the committee, or the parties, who may choose (article 19).
    chosen_by_parties = models.BooleanField(default=False)
    no_tie_declared_at = models.DateTimeField(null=True)
    seated_at = models.DateTimeField()
    seated_by = models.BigIntegerField(null=True)
    left_at = models.DateTimeField(null=True)
    why_left = models.CharField(max_length=12, choices=WhyLeft, default="")
    reason = models.CharField(max_length=200, default="")

    class Meta:
        db_table = "dispute_seat"
        ordering = ["-chair", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["dispute", "mediator"], condition=models.Q(left_at__isnull=True), name="seated_once"
            ),
            models.UniqueConstraint(
                fields=["dispute"], condition=models.Q(left_at__isnull=True, chair=True), name="one_chair"
            ),
        ]
        indexes = [
            models.Index(fields=["mediator"], condition=models.Q(left_at__isnull=True), name="seat_of_mediator"),
            models.Index(fields=["mediator", "-seated_at"], name="seat_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.dispute_id} {self.mediator_id}"


class Objection(models.Model):
    """A party does not want a mediator. Until it is ruled on, mediation does not begin."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="objections")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    # Sealed: it may tell of people.
    reason = models.BinaryField()
    raised_at = models.DateTimeField()
    upheld = models.BooleanField(null=True)
    ruled_at = models.DateTimeField(null=True)
    ruled_by = models.BigIntegerField(null=True)
    ruling_reason = models.CharField(max_length=400, default="")

    class Meta:
        db_table = "dispute_objection"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["seat", "party"], condition=models.Q(ruled_at__isnull=True), name="one_objection_waits"
            )
        ]

    def __str__(self) -> str:
        return f"{self.seat_id} {self.party_id}"
