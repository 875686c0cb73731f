"""What happened, for good: the database itself refuses to change or remove an entry."""

from django.db import models

from banjie.cases.models.case import Case

# Entries that the reporter sees, but for the receipt itself.
TOLD = models.Q(resident_sees=True) & ~models.Q(command="submit")


class TimelineEntry(models.Model):
    """One thing that happened to a case. `digest` covers the entry and the digest before it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="timeline", db_index=False)
    sequence = models.PositiveIntegerField()
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    command = models.CharField(max_length=40)
    source = models.CharField(max_length=40, default="")
    target = models.CharField(max_length=40)
    actor_kind = models.CharField(max_length=10)
    # No foreign keys: the record must never depend on what live tables become.
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=80, default="")
    unit_id = models.BigIntegerField(null=True)
    resident_sees = models.BooleanField(default=False)
    data = models.JSONField(default=dict)
    previous = models.BinaryField()
    digest = models.BinaryField()

    class Meta:
        db_table = "case_timeline"
        ordering = ["case_id", "sequence"]
        constraints = [models.UniqueConstraint(fields=["case", "sequence"], name="timeline_in_order")]
        # What no column of a case keeps, and what is rare: so that a period's are found without the rest.
        indexes = [
            models.Index(fields=["at"], condition=models.Q(command__in=("remind", "reopen")), name="timeline_rare"),
            # By which categories were changed, and since when there is something to learn.
            models.Index(fields=["at"], condition=models.Q(command="classify"), name="timeline_classified"),
            # By which units were changed, for the same.
            models.Index(fields=["at"], condition=models.Q(command="transfer"), name="timeline_transferred"),
            # What was told the reporter after the receipt, by when: for systems that ask what is new.
            models.Index(fields=["at"], condition=TOLD, name="timeline_told"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.sequence} {self.command}"


class Seal(models.Model):
    """A digest over all entries of a stretch of the timeline, chained to the seal before it.

    The chain of one case shows a changed or inserted entry; seals also show a case that was removed whole,
    or a chain that was cut short and its case row mended to match. Copied out, they let an outsider check.
    """

    first_entry = models.BigIntegerField()
    last_entry = models.BigIntegerField(unique=True)
    entries = models.PositiveIntegerField()
    sealed_at = models.DateTimeField()
    previous = models.BinaryField()
    digest = models.BinaryField()

    class Meta:
        db_table = "case_seal"

    def __str__(self) -> str:
        return f"{self.first_entry}-{self.last_entry}"
