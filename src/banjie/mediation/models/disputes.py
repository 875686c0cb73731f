"""What a case is besides, when it is a dispute."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Track(models.TextChoices):
    PEOPLE = "people", _("People's mediation")
    ADMINISTRATIVE = "administrative", _("Administrative mediation")
    JUDICIAL = "judicial", _("Judicial mediation")


class CourtStage(models.TextChoices):
    BEFORE_FILING = "before_filing", _("Before filing")
    AFTER_FILING = "after_filing", _("After filing")
    IN_TRIAL = "in_trial", _("In trial")


class BroughtBy(models.TextChoices):
    """How it came to mediation: parties may apply, and a committee may offer itself (article 17)."""

    APPLICATION = "application", _("A party applied")
    OFFER = "offer", _("The committee offered it")
    ENTRUSTED = "entrusted", _("Entrusted by a court or an authority")


class Ending(models.TextChoices):
    AGREED = "agreed", _("Agreement reached")
    NO_AGREEMENT = "no_agreement", _("No agreement in the time")
    REFUSED = "refused", _("A party did not wish mediation")
    CONSENT_WITHDRAWN = "consent_withdrawn", _("A party withdrew its consent")
    ABSENT = "absent", _("A party did not appear")
    NOT_MEDIABLE = "not_mediable", _("May not be mediated")
    OTHER_WAY = "other_way", _("A party took another lawful way")


class Dispute(models.Model):
    """A case in mediation. Its words are few and are no secret: what people said stands in tables of its own.

    `version` grows with every write to anything of the dispute: two who edit at once cannot overwrite each
    other. `rung` counts from 0, the lowest of `ladder`. Amounts are in `currency`, to the cent.
    """

    case = models.OneToOneField("cases.Case", models.PROTECT, primary_key=True, related_name="+")
    kind = models.CharField(max_length=40, default="")
    track = models.CharField(max_length=16, choices=Track, default=Track.PEOPLE)
    court_stage = models.CharField(max_length=16, choices=CourtStage, default="")
    brought_by = models.CharField(max_length=12, choices=BroughtBy, default=BroughtBy.APPLICATION)
    ladder = models.CharField(max_length=40)
    rung = models.PositiveSmallIntegerField(default=0)
    collective = models.BooleanField(default=False)
    people = models.PositiveIntegerField(null=True)
    claimed = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    agreed = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, default="CNY")
    # An earlier dispute between the same sides over the same matter, named by a person who knows both files.
    earlier = models.ForeignKey("self", models.PROTECT, null=True, related_name="relapses")
    ending = models.CharField(max_length=20, choices=Ending, default="")
    opened_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    filed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "dispute"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ending="") ^ models.Q(ended_at__isnull=False), name="dispute_ending_has_moment"
            ),
            models.CheckConstraint(
                condition=models.Q(court_stage="") | models.Q(track=Track.JUDICIAL), name="court_stage_in_court"
            ),
            models.CheckConstraint(
                condition=models.Q(claimed__gte=0) | models.Q(claimed__isnull=True), name="claimed_not_negative"
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "-opened_at"], name="dispute_kind_newest"),
            models.Index(fields=["ended_at"], condition=models.Q(ended_at__isnull=False), name="dispute_ended"),
            # What is going on is little, and looked for by itself.
            models.Index(fields=["case"], condition=models.Q(ended_at__isnull=True), name="dispute_going_on"),
            models.Index(
                fields=["case"],
                condition=models.Q(ended_at__isnull=False, filed_at__isnull=True),
                name="dispute_not_filed",
            ),
        ]

    def __str__(self) -> str:
        return f"dispute {self.case_id}"
