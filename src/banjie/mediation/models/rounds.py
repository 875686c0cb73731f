"""Screening rounds: of matters and of places. No column of any table here takes a person.

Whoever wrote something is a member of staff at their work; texts about places are looked through for private persons
before they are kept (`rounds.private_persons`).
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from banjie.platform.fields import LtreeField


class IntervalChoice(models.TextChoices):
    DAY = "day", _("Every day")
    WEEK = "week", _("Every week")
    HALF_MONTH = "half_month", _("Every half-month")
    MONTH = "month", _("Every month")
    QUARTER = "quarter", _("Every quarter")


class RoundPlan(models.Model):
    """That an area is gone through at an interval, by a unit, from a day on."""

    area = models.ForeignKey("places.Area", models.PROTECT, related_name="+")
    area_path = LtreeField()
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+")
    interval = models.CharField(max_length=12, choices=IntervalChoice)
    first_on = models.DateField()
    active = models.BooleanField(default=True)
    set_at = models.DateTimeField()
    set_by = models.BigIntegerField(null=True)

    class Meta:
        db_table = "round_plan"
        constraints = [
            models.UniqueConstraint(
                fields=["area"], condition=models.Q(active=True), name="an_area_has_one_plan_of_rounds"
            )
        ]

    def __str__(self) -> str:
        return f"{self.area_path} {self.interval}"


class Round(models.Model):
    """One round. `state` goes by the process "round-1". `counts` and `minutes` hold what was before it and what came
    of it, as values; the minutes never change once the round is closed, and `digest` shows it.
    """

    plan = models.ForeignKey(RoundPlan, models.PROTECT, related_name="rounds")
    number = models.PositiveIntegerField()
    process = models.CharField(max_length=40, default="round-1")
    state = models.CharField(max_length=12, default="planned")
    held_on = models.DateField()
    attending = ArrayField(models.BigIntegerField(), default=list)
    counts = models.JSONField(default=dict)
    opened_at = models.DateTimeField(null=True)
    opened_by = models.BigIntegerField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.BigIntegerField(null=True)
    finished_at = models.DateTimeField(null=True)
    minutes = models.JSONField(null=True)
    digest = models.CharField(max_length=64, default="")

    class Meta:
        db_table = "round"
        ordering = ["-held_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "held_on"], name="one_round_a_day"),
            models.UniqueConstraint(fields=["plan", "number"], name="round_number_once"),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True) ^ models.Q(minutes__isnull=False),
                name="closed_round_has_minutes",
            ),
        ]
        indexes = [
            models.Index(fields=["held_on"], condition=models.Q(state="planned"), name="round_waits"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}/{self.number}"


class RiskKind(models.TextChoices):
    BUILDING_SITE = "building_site", _("Stopped building site")
    DEVELOPER = "developer", _("Developer in trouble")
    WAGES = "wages", _("Unpaid wages at a works")
    LAND = "land", _("Land, forest or water boundary")
    ESTATE = "estate", _("Housing estate and its management")
    PREPAID = "prepaid", _("Prepaid services that closed")
    POLLUTION = "pollution", _("Noise, smell or pollution")
    HAZARD = "hazard", _("Hazard of a place or facility")
    OTHER = "other", _("Other place")


class RiskPlace(models.Model):
    """A place at risk, and what is the matter there: sites, works, estates, organisations. It is carried from
    round to round until one of them takes it off.
    """

    area = models.ForeignKey("places.Area", models.PROTECT, related_name="+")
    area_path = LtreeField()
    kind = models.CharField(max_length=14, choices=RiskKind)
    place = models.CharField(max_length=80)
    what = models.CharField(max_length=300)
    urgency = models.PositiveSmallIntegerField(default=1)
    entered_at = models.DateTimeField()
    entered_by = models.BigIntegerField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.BigIntegerField(null=True)

    class Meta:
        db_table = "risk_place"
        constraints = [
            models.CheckConstraint(condition=models.Q(urgency__range=(1, 3)), name="urgency_is_one_to_three"),
        ]
        indexes = [
            models.Index(fields=["area_path"], condition=models.Q(settled_at__isnull=True), name="place_still_at_risk"),
        ]

    def __str__(self) -> str:
        return self.place


class Decided(models.TextChoices):
    ON_COURSE = "on_course", _("Goes on as arranged")
    GIVEN = "given", _("Given to a unit")
    JOINT = "joint", _("Joint mediation")
    ON_SITE = "on_site", _("Looked at on site")
    OTHER_WAY = "other_way", _("Shown another lawful way")
    KEPT = "kept", _("Kept on the list")
    OFF = "off", _("Taken off the list")


class RoundItem(models.Model):
    """A point of the agenda with what the round saw of it: numbers and kinds, no titles and no words of a case."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="items")
    kind = models.CharField(max_length=8)
    position = models.PositiveIntegerField()
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, related_name="+")
    place = models.ForeignKey(RiskPlace, models.PROTECT, null=True, related_name="items")
    why = ArrayField(models.CharField(max_length=12), default=list)
    seen = models.JSONField(default=dict)
    required = models.BooleanField(default=True)
    decision = models.CharField(max_length=10, choices=Decided, default="")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.BigIntegerField(null=True)

    class Meta:
        db_table = "round_item"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["round", "position"], name="item_position_once"),
            models.CheckConstraint(
                condition=models.Q(decision="") ^ models.Q(decided_at__isnull=False), name="decision_has_moment"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}.{self.position}"


class RoundTask(models.Model):
    """What a unit does by a day, for one item."""

    item = models.ForeignKey(RoundItem, models.PROTECT, related_name="tasks")
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+")
    what = models.CharField(max_length=200)
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True)
    done_by = models.BigIntegerField(null=True)
    report = models.CharField(max_length=200, default="")

    class Meta:
        db_table = "round_task"
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(fields=["unit", "due_on"], condition=models.Q(done_at__isnull=True), name="task_waits"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.due_on}"
