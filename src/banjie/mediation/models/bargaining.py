"""What the sides agree on already, what they still dispute, and what they offer each other.

All words are sealed, and so are the sums of offers: what a side would settle for is the most secret thing it says.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .disputes import Dispute
from .parties import Side


class PointStanding(models.TextChoices):
    DISPUTED = "disputed", _("In dispute")
    AGREED = "agreed", _("Agreed")
    DROPPED = "dropped", _("No longer raised")


class Point(models.Model):
    """One point between the sides, said in front of all of them. `sealed` opens to `text` and what each side says."""

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="points")
    number = models.PositiveSmallIntegerField()
    standing = models.CharField(max_length=10, choices=PointStanding, default=PointStanding.DISPUTED)
    sealed = models.BinaryField(null=True)
    raised_at = models.DateTimeField()
    raised_by = models.BigIntegerField(null=True)
    settled_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "dispute_point"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["dispute", "number"], name="point_number_once"),
            models.CheckConstraint(
                condition=models.Q(sealed__isnull=False) ^ models.Q(erased_at__isnull=False),
                name="point_sealed_or_erased",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dispute_id}/{self.number}"


class OfferStanding(models.TextChoices):
    OPEN = "open", _("On the table")
    ACCEPTED = "accepted", pgettext_lazy("offer", "Accepted")
    REFUSED = "refused", _("Refused")
    REPLACED = "replaced", _("Replaced by a new offer")
    WITHDRAWN = "withdrawn", _("Taken back")


class Offer(models.Model):
    """An offer of a side, or a proposal of the mediators where `side` is empty.

    A confided one is for the mediators alone and counts its `number` apart, so that no gap tells of it. It can be
    put on the table later, from `shown_from` on, when its side allows. `sealed` opens to `text`, `amount` and
    `currency`.
    """

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="offers")
    side = models.ForeignKey(Side, models.PROTECT, null=True, related_name="+")
    number = models.PositiveSmallIntegerField()
    confided = models.BooleanField(default=False)
    counter_to = models.ForeignKey("self", models.PROTECT, null=True, related_name="counters")
    standing = models.CharField(max_length=10, choices=OfferStanding, default=OfferStanding.OPEN)
    sealed = models.BinaryField(null=True)
    made_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)
    shown_from = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "dispute_offer"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["dispute", "side", "number"],
                condition=models.Q(confided=True),
                nulls_distinct=False,
                name="confided_offer_number_once",
            ),
            models.UniqueConstraint(
                fields=["dispute", "number"], condition=models.Q(confided=False), name="offer_number_once"
            ),
            models.CheckConstraint(
                condition=models.Q(confided=True, shown_from__isnull=True)
                | models.Q(confided=False, shown_from__isnull=False),
                name="offer_shown_or_confided",
            ),
            models.CheckConstraint(
                condition=models.Q(sealed__isnull=False) ^ models.Q(erased_at__isnull=False),
                name="offer_sealed_or_erased",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dispute_id}/{self.number}"


class OfferReply(models.Model):
    """What another side says to an offer that it was shown. One word each; a new offer is a new word."""

    offer = models.ForeignKey(Offer, models.PROTECT, related_name="replies")
    side = models.ForeignKey(Side, models.PROTECT, related_name="+")
    accepts = models.BooleanField()
    said_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)

    class Meta:
        db_table = "dispute_offer_reply"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["offer", "side"], name="one_reply_of_a_side")]

    def __str__(self) -> str:
        return f"{self.offer_id} {self.accepts}"
