"""What keeps a mediator from a dispute, and which other committees sit in it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .disputes import Dispute
from .mediators import Committee, Mediator


class TieKind(models.TextChoices):
    """What would make a mediator's even hand doubtful; the kinds are those on which judges step aside."""

    RELATIVE = "relative", _("A relative of a party, or of its representative")
    HOUSEHOLD = "household", _("Lives or has lived with a party")
    INTEREST = "interest", _("Has something to win or lose by the outcome")
    EMPLOYED = "employed", _("Works, or has worked, for a party")
    ADVISED = "advised", _("Advised, represented or bore witness in this matter")
    CLOSE = "close", _("A close friend of a party, or at odds with it")
    OTHER = "other", _("Another reason")


class HandedOver(models.TextChoices):
    """Why a mediator hands a dispute to another: a code, since many may read it."""

    AWAY = "away", _("Away for longer")
    LOAD = "load", _("Has too many disputes at a time")
    SKILL = "skill", _("The other knows this type of dispute better")
    LANGUAGE = "language", _("The other speaks a party's language")
    LEAVES = "leaves", _("Stops mediating, or the term ends")


class Tie(models.Model):
    """A mediator who cannot sit in one dispute, and by which kind of tie.

    It belongs to that dispute alone: nothing here says with whom somebody has ties elsewhere.
    """

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="ties")
    mediator = models.ForeignKey(Mediator, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=TieKind)
    # What they add in words, sealed: it may tell of people.
    note = models.BinaryField(null=True)
    declared_at = models.DateTimeField()
    declared_by = models.BigIntegerField(null=True)

    class Meta:
        db_table = "dispute_tie"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["dispute", "mediator"], name="a_tie_once")]

    def __str__(self) -> str:
        return f"{self.dispute_id} {self.mediator_id}"


class WhyJoined(models.TextChoices):
    AUTHORITY = "authority", _("Together with the authority in charge")
    PEOPLES = "peoples", _("Together with the people's mediation committee")
    TRADE = "trade", _("Panel of the trade or community")
    JURISDICTION = "jurisdiction", _("Joint panel of two jurisdictions")


class JointCommittee(models.Model):
    """Another committee that sits in a dispute beside the one with which it lies."""

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="joined")
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="+", db_index=False)
    why = models.CharField(max_length=12, choices=WhyJoined)
    joined_at = models.DateTimeField()
    joined_by = models.BigIntegerField(null=True)

    class Meta:
        db_table = "dispute_joint_committee"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["dispute", "committee"], name="joined_once")]

    def __str__(self) -> str:
        return f"{self.dispute_id} {self.committee_id}"
