"""Reports as they were made, people's texts in them, and when they are to be made; figures for everybody.

Written by `report.keeping` and `public.keeping` only.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    DAY = "day", _("Daily")
    WEEK = "week", _("Weekly")
    MONTH = "month", _("Monthly")
    QUARTER = "quarter", _("Quarterly")


def _one_scope(name: str) -> models.CheckConstraint:
    about = models.Q(area__isnull=False, unit__isnull=True) | models.Q(area__isnull=True, unit__isnull=False)
    return models.CheckConstraint(condition=about, name=name)


class ReportPlan(models.Model):
    """That reports on an area or a unit are made by themselves, of which kinds, and from what hour on."""

    area = models.OneToOneField("places.Area", models.CASCADE, null=True, related_name="+")
    unit = models.OneToOneField("organisations.Unit", models.CASCADE, null=True, related_name="+")
    kinds = models.JSONField(default=list)
    # Local hour of the day after the period.
    hour = models.PositiveSmallIntegerField(default=8)
    language = models.CharField(max_length=12)
    # Periods that were over before are not made.
    since = models.DateTimeField()
    set_at = models.DateTimeField()
    set_by = models.BigIntegerField(null=True)

    class Meta:
        db_table = "report_plan"
        constraints = [
            _one_scope("plan_has_one_scope"),
            models.CheckConstraint(condition=models.Q(hour__range=(0, 23)), name="plan_hour_of_day"),
        ]

    def __str__(self) -> str:
        return f"{self.area_id or self.unit_id} {self.kinds}"


class Report(models.Model):
    """A report as it was made: its figures and its words, kept with their digest and never changed.

    `made` holds the words (see `report.worded`), so that a report reads the same to the letter whatever becomes of
    its cases, of names, or of the program that made it. What people write stands in `ReportEdit`.
    """

    area = models.ForeignKey("places.Area", models.PROTECT, null=True, related_name="+", db_index=False)
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, null=True, related_name="+", db_index=False)
    kind = models.CharField(max_length=8, choices=Kind)
    first = models.DateField()
    last = models.DateField()
    version = models.PositiveSmallIntegerField(default=1)
    language = models.CharField(max_length=12)
    title = models.CharField(max_length=300)
    figures = models.JSONField()
    made = models.JSONField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)
    released_at = models.DateTimeField(null=True)
    released_by = models.BigIntegerField(null=True)
    released_name = models.CharField(max_length=80, default="")
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, related_name="superseded_by")

    class Meta:
        db_table = "report"
        constraints = [
            _one_scope("report_has_one_scope"),
            models.UniqueConstraint(
                fields=["area", "kind", "first", "version"],
                condition=models.Q(area__isnull=False),
                name="area_report_once",
            ),
            models.UniqueConstraint(
                fields=["unit", "kind", "first", "version"],
                condition=models.Q(unit__isnull=False),
                name="unit_report_once",
            ),
        ]
        indexes = [models.Index(fields=["-first", "-id"], name="report_newest")]

    def __str__(self) -> str:
        return self.title


class ReportEdit(models.Model):
    """A person's own text for one paragraph; the latest for a key counts, an empty one takes it back."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="edits")
    key = models.CharField(max_length=40)
    text = models.TextField()
    edited_at = models.DateTimeField()
    edited_by = models.BigIntegerField(null=True)
    edited_name = models.CharField(max_length=80)

    class Meta:
        db_table = "report_edit"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.report_id} {self.key}"


class PublicFigures(models.Model):
    """What is told everybody of an area and a period, as it was reckoned last (`public.reckoning`).

    Names stand in it, so that a page needs nothing else; `since` is the oldest month there is for the area.
    """

    area_code = models.CharField(max_length=40)
    area_name = models.CharField(max_length=200)
    area_name_en = models.CharField(max_length=200)
    period = models.CharField(max_length=7)
    first = models.DateField()
    months = models.PositiveSmallIntegerField()
    since = models.DateField()
    figures = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        db_table = "public_figures"
        constraints = [models.UniqueConstraint(fields=["area_code", "period"], name="public_figures_once")]
        indexes = [models.Index(fields=["area_code", "months", "-first"], name="public_figures_newest")]

    def __str__(self) -> str:
        return f"{self.area_code} {self.period}"
