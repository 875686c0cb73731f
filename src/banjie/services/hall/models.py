"""Halls, the devices that stand in them, the numbers of a day, and what of them is kept. Private to the capability."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from banjie.platform import let_in
from banjie.platform.let_in import LetIn
from banjie.services.hall.rules import Ending, Purpose


class Hall(models.Model):
    """Where people come in person. `code` is in its public address; `hours` as `opening.read` reads it."""

    code = models.CharField(max_length=40, unique=True, validators=[RegexValidator(r"^[a-z0-9-]+$")])
    name = models.CharField(max_length=80)
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+")
    hours = models.CharField(max_length=80, blank=True, default="")
    working_days_only = models.BooleanField(default=True)
    most_priority = models.PositiveSmallIntegerField(default=2)
    prints_at_once = models.BooleanField(default=False)
    speaks = models.BooleanField(default=False)
    active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="hall_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(name="hall_lets_priority_in", condition=Q(most_priority__gte=1)),
        ]

    def __str__(self) -> str:
        return self.name


class DeviceKind(models.TextChoices):
    KIOSK = "kiosk", "kiosk"
    BOARD = "board", "board"


class HallDevice(LetIn):
    """A kiosk or a board of a hall."""

    hall = models.ForeignKey(Hall, models.PROTECT, related_name="devices")
    kind = models.CharField(max_length=8, choices=DeviceKind)

    class Meta:
        constraints = let_in.constraints("hall_device")


class Ticket(models.Model):
    """A number of one hall and day. It names nobody, and no case: what came of the visit is not kept with it.

    `draft` is what was typed at the kiosk, `made` which cases were taken in at a desk, so that the next desk does not
    take them in again; both are sealed and go when the visit ends. `called_at` is the latest call, `first_called_at`
    the one until which somebody waited; both are empty again and not, where they were sent on.
    """

    hall = models.ForeignKey(Hall, models.PROTECT, related_name="+")
    day = models.DateField()
    number = models.PositiveIntegerField()
    purpose = models.CharField(max_length=8, choices=[(each.value, each.value) for each in Purpose])
    priority = models.BooleanField(default=False)
    key = models.CharField(max_length=120, null=True, unique=True)
    taken_at = models.DateTimeField()
    first_called_at = models.DateTimeField(null=True)
    called_at = models.DateTimeField(null=True)
    calls = models.PositiveSmallIntegerField(default=0)
    desk = models.PositiveSmallIntegerField(null=True)
    for_desk = models.PositiveSmallIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=8, blank=True, default="")
    draft = models.BinaryField(null=True)
    made = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="number_once_a_day", fields=["hall", "day", "number"]),
            models.UniqueConstraint(
                name="one_visitor_at_a_desk",
                fields=["hall", "day", "desk"],
                condition=Q(ended_at=None) & ~Q(called_at=None),
            ),
            models.CheckConstraint(name="no_draft_after_the_visit", condition=Q(ended_at=None) | Q(draft=None)),
            models.CheckConstraint(name="no_case_after_the_visit", condition=Q(ended_at=None) | Q(made=None)),
            models.CheckConstraint(
                name="ended_somehow",
                condition=Q(ended_at=None, ending="")
                | (~Q(ended_at=None) & Q(ending__in=[each.value for each in Ending])),
            ),
            models.CheckConstraint(name="called_to_a_desk", condition=Q(called_at=None) | ~Q(desk=None)),
        ]
        indexes = [
            models.Index(name="ticket_open", fields=["hall", "day"], condition=Q(ended_at=None)),
            models.Index(name="ticket_day", fields=["day"]),
        ]

    def __str__(self) -> str:
        return f"{self.hall_id} {self.day} {self.number}"


class HallHour(models.Model):
    """What is kept of the numbers of an hour: how many, and how many minutes they waited, in no order of persons."""

    hall = models.ForeignKey(Hall, models.PROTECT, related_name="+")
    day = models.DateField()
    hour = models.PositiveSmallIntegerField()
    taken = models.PositiveIntegerField(default=0)
    served = models.PositiveIntegerField(default=0)
    absent = models.PositiveIntegerField(default=0)
    left = models.PositiveIntegerField(default=0)
    waits = ArrayField(models.PositiveSmallIntegerField(), default=list)

    class Meta:
        constraints = [models.UniqueConstraint(name="hour_once", fields=["hall", "day", "hour"])]

    def __str__(self) -> str:
        return f"{self.hall_id} {self.day} {self.hour}"
