"""Subscriptions, what is on its way to them, and calendars. Private to the capability."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Subscription(models.Model):
    """An address of a client to which events are sent. The secrets are sealed.

    `types`: names of events, empty for all; `fields`: groups of fields. `failures` counts in a row; until `resume_at`
    nothing is sent.
    """

    client = models.ForeignKey("organisations.Client", models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    url = models.CharField(max_length=500)
    types = ArrayField(models.CharField(max_length=20), default=list)
    fields = ArrayField(models.CharField(max_length=20), default=list)
    area_path = models.CharField(max_length=400, default="", blank=True)
    category_path = models.CharField(max_length=400, default="", blank=True)
    secret = models.BinaryField()
    secret_before = models.BinaryField(null=True)
    before_until = models.DateTimeField(null=True)
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    failures = models.PositiveIntegerField(default=0, db_default=0)
    resume_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)
    stopped_why = models.CharField(max_length=20, default="", db_default="")

    class Meta:
        db_table = "outbound_subscription"
        constraints = [models.UniqueConstraint(fields=["client", "name"], name="subscription_named_once")]

    def __str__(self) -> str:
        return self.name


class Outbox(models.Model):
    """An entry of a timeline that is to be told, written by a trigger together with it; gone once it is fanned out."""

    case_id = models.BigIntegerField()
    sequence = models.IntegerField()

    class Meta:
        db_table = "outbound_outbox"

    def __str__(self) -> str:
        return f"{self.case_id}/{self.sequence}"


class State(models.TextChoices):
    WAITING = "waiting", "waiting"
    TAKEN = "taken", "taken"
    DEAD = "dead", "dead"


class Delivery(models.Model):
    """One event on its way to one subscription: the same id and body each time it is sent."""

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="deliveries", db_index=False)
    event_id = models.CharField(max_length=80)
    type = models.CharField(max_length=40)
    subject = models.CharField(max_length=40)
    body = models.BinaryField()
    created_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0, db_default=0)
    next_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    status = models.PositiveSmallIntegerField(default=0, db_default=0)
    note = models.CharField(max_length=20, default="", db_default="")
    excerpt = models.CharField(max_length=500, default="", db_default="")

    class Meta:
        db_table = "outbound_delivery"
        constraints = [models.UniqueConstraint(fields=["subscription", "event_id"], name="event_once_a_subscription")]
        indexes = [
            models.Index(
                fields=["subscription", "next_at", "id"], condition=models.Q(state="waiting"), name="delivery_waiting"
            ),
            models.Index(fields=["subscription", "-id"], condition=models.Q(state="dead"), name="delivery_dead"),
            models.Index(fields=["ended_at"], condition=models.Q(ended_at__isnull=False), name="delivery_ended"),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} to {self.subscription_id}"


class UnitCalendar(models.Model):
    """A secret address under which a unit's deadlines are read by calendars. Only its digest is kept."""

    unit = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+")
    digest = models.BinaryField(max_length=32, unique=True)
    hint = models.CharField(max_length=12)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)
    revoked_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "outbound_unit_calendar"

    def __str__(self) -> str:
        return f"{self.unit_id} {self.hint}"
