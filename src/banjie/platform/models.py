"""Tables of the platform. The calendar keeps its own in `platform.calendar.models`; Django looks here."""

from django.db import models

from banjie.platform.calendar.models import Calendar, CalendarChange, CalendarDay, CalendarWeek, CalendarYear

__all__ = [
    "AddressProof",
    "Calendar",
    "CalendarChange",
    "CalendarDay",
    "CalendarWeek",
    "CalendarYear",
    "Knock",
    "SpentTask",
    "Stamp",
]


class Stamp(models.Model):
    """A number that grows whenever something that processes cache has changed (see `stamps`)."""

    name = models.CharField(max_length=60, primary_key=True)
    value = models.BigIntegerField(default=0)

    class Meta:
        db_table = "platform_stamp"

    def __str__(self) -> str:
        return f"{self.name}={self.value}"


class Knock(models.Model):
    """A try at a door. `origin` is a keyed digest of the network address that changes every day; gone in one."""

    origin = models.BinaryField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        db_table = "platform_knock"
        indexes = [
            models.Index(fields=["origin", "at"], name="knocks_at_a_door"),
            models.Index(fields=["at"], name="knock_oldest"),
        ]

    def __str__(self) -> str:
        return f"knock {self.pk}"


class SpentTask(models.Model):
    """A task that somebody's browser has done and used (see `crowding`): of an hour, and of nobody."""

    digest = models.BinaryField(max_length=32, unique=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "platform_spent_task"
        indexes = [models.Index(fields=["at"], name="spent_task_oldest")]

    def __str__(self) -> str:
        return f"task {self.pk}"


class AddressProof(models.Model):
    """Somebody says that an address is theirs, and is sent a number. Sealed, and gone when proved or after a day.

    `address_digest` counts the letters to one address and changes every day.
    """

    token_digest = models.BinaryField(max_length=32, unique=True)
    purpose = models.CharField(max_length=20)
    channel = models.CharField(max_length=8)
    sealed = models.BinaryField(null=True)
    address_digest = models.BinaryField(max_length=32)
    digits_digest = models.BinaryField(max_length=32, null=True)
    language = models.CharField(max_length=20)
    asked_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "platform_address_proof"
        indexes = [
            models.Index(fields=["address_digest", "sent_at"], name="letters_to_an_address"),
            models.Index(fields=["asked_at"], name="address_proof_oldest"),
        ]

    def __str__(self) -> str:
        return f"proof {self.pk}"
