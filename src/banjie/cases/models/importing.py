"""Files that are brought in, the mappings they are read by, and what was wrong with their rows.

A run keeps its file and its faults only as long as somebody may still work on them; both hold what people
wrote, so they are erased on schedule (see `imports.actions.forget_due`).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportMapping(models.Model):
    """A mapping that is remembered: offered again for files with the same columns (`fingerprint`)."""

    name = models.CharField(max_length=80, unique=True)
    source = models.CharField(max_length=40)
    fingerprint = models.CharField(max_length=32)
    content = models.JSONField()
    saved_at = models.DateTimeField()
    saved_by = models.BigIntegerField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "case_import_mapping"
        indexes = [models.Index(fields=["fingerprint", "-saved_at"], name="mapping_of_headers")]

    def __str__(self) -> str:
        return self.name


class RunState(models.TextChoices):
    """Where an import stands. `uploaded`: somebody must say what its columns are."""

    UPLOADED = "uploaded", _("To be mapped")
    EXAMINING = "examining", _("Being checked")
    EXAMINED = "examined", _("Checked")
    IMPORTING = "importing", _("Being imported")
    IMPORTED = "imported", _("Imported")
    REFUSED = "refused", _("Not imported: rows at fault")
    CANCELLED = "cancelled", _("Cancelled")
    FAILED = "failed", _("Failed")


class ImportRun(models.Model):
    """One file on its way to becoming cases. `done` counts rows looked at, of about `expected`.

    `file` is where the upload lies ("" once it is erased, or when it was read from the command line);
    `next_row` is where a run that skips faulty rows goes on if it was interrupted; `found` is what reading
    it showed, in plain JSON (see `imports.found.Found.as_json`).
    """

    token = models.CharField(max_length=32, unique=True)
    state = models.CharField(max_length=12, choices=RunState, default=RunState.UPLOADED)
    name = models.CharField(max_length=200)
    file = models.CharField(max_length=200, default="")
    size = models.PositiveBigIntegerField(default=0)
    sheet = models.CharField(max_length=200, default="")
    mapping = models.JSONField(null=True)
    source = models.CharField(max_length=40, default="")

    expected = models.PositiveBigIntegerField(default=0)
    done = models.PositiveBigIntegerField(default=0)
    next_row = models.PositiveBigIntegerField(default=0)
    made = models.PositiveBigIntegerField(default=0)
    repeated = models.PositiveBigIntegerField(default=0)
    left_out = models.PositiveBigIntegerField(default=0)
    refused = models.PositiveBigIntegerField(default=0)
    found = models.JSONField(default=dict)
    failure = models.CharField(max_length=60, default="")
    cancel_asked = models.BooleanField(default=False)

    started_by_kind = models.CharField(max_length=10)
    started_by = models.BigIntegerField(null=True)
    started_by_name = models.CharField(max_length=80, default="")
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "case_import"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="imported") | models.Q(ended_at__isnull=False),
                name="import_ended_has_moment",
            )
        ]
        indexes = [models.Index(fields=["started_by", "-created_at"], name="import_mine_newest")]

    def __str__(self) -> str:
        return f"{self.name} ({self.state})"


class ImportFault(models.Model):
    """One thing wrong with one row of a run; `row` as the person's own program counts."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="faults", db_index=False)
    row = models.PositiveBigIntegerField()
    field = models.CharField(max_length=60, default="")
    code = models.CharField(max_length=40)
    detail = models.CharField(max_length=200, default="")

    class Meta:
        db_table = "case_import_fault"
        indexes = [models.Index(fields=["run", "row"], name="import_fault_by_row")]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.row} {self.code}"
