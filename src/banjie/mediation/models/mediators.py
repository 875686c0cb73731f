"""Committees and those who mediate for them: people in office, at their work."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class CommitteeKind(models.TextChoices):
    VILLAGE = "village", _("Of a village or community")
    TOWNSHIP = "township", _("Of a township or subdistrict")
    COUNTY = "county", _("Of the county's centre")
    ENTERPRISE = "enterprise", _("Of an enterprise or institution")
    TRADE = "trade", _("Of a trade or profession")
    REGIONAL = "regional", _("Of a market, park or border region")
    AUTHORITY = "authority", _("Of an authority (administrative mediation)")


class Committee(models.Model):
    """What a unit is as a body that mediates. `trade` is the dispute type that a committee of a trade takes."""

    unit = models.OneToOneField("organisations.Unit", models.PROTECT, primary_key=True, related_name="+")
    kind = models.CharField(max_length=12, choices=CommitteeKind)
    trade = models.CharField(max_length=40, default="", blank=True)
    # How its papers are numbered, as 青城关 in （2026）青城关民调字第1号.
    short_name = models.CharField(max_length=20)
    founded_on = models.DateField(null=True)
    active = models.BooleanField(default=True)

    class Meta:
        db_table = "mediation_committee"

    def __str__(self) -> str:
        return self.short_name


class MediatorKind(models.TextChoices):
    FULL_TIME = "full_time", _("Full-time")
    PART_TIME = "part_time", _("Part-time")
    EXPERT = "expert", _("Expert")
    TRADE = "trade", _("Trade")
    VETERAN = "veteran", _("Veteran")
    FOLK = "folk", _("Folk mediator")
    MOBILE = "mobile", _("Mobile")


class Mediator(models.Model):
    """Somebody elected or engaged to mediate (articles 13-16), with what matters for choosing them.

    `skills` are types of disputes, `languages` tags, `areas` paths of areas where they sit. `hours` says in
    words when they can be had. `at_once` is how many disputes they take at a time.
    """

    staff = models.OneToOneField("organisations.Staff", models.PROTECT, related_name="+")
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="mediators")
    kind = models.CharField(max_length=12, choices=MediatorKind)
    skills = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    languages = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    areas = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    certificate = models.CharField(max_length=60, default="", blank=True)
    term_from = models.DateField()
    term_until = models.DateField(null=True)
    hours = models.CharField(max_length=120, default="", blank=True)
    at_once = models.PositiveSmallIntegerField(default=12)
    active = models.BooleanField(default=True)

    class Meta:
        db_table = "mediator"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(term_until__isnull=True) | models.Q(term_until__gt=models.F("term_from")),
                name="term_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return f"mediator {self.staff_id}"


class Absence(models.Model):
    """Days on which a mediator cannot sit; why is nobody's business."""

    mediator = models.ForeignKey(Mediator, models.CASCADE, related_name="absences")
    since = models.DateField()
    until = models.DateField()

    class Meta:
        db_table = "mediator_absence"
        constraints = [
            models.CheckConstraint(condition=models.Q(until__gte=models.F("since")), name="absence_in_order")
        ]

    def __str__(self) -> str:
        return f"{self.mediator_id} {self.since}"


class Training(models.Model):
    mediator = models.ForeignKey(Mediator, models.CASCADE, related_name="trainings")
    held_on = models.DateField()
    hours = models.DecimalField(max_digits=5, decimal_places=1)
    subject = models.CharField(max_length=120)

    class Meta:
        db_table = "mediator_training"
        ordering = ["-held_on"]

    def __str__(self) -> str:
        return self.subject
