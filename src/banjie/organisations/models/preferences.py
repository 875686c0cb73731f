"""How a member of staff likes their workbench."""

from enum import StrEnum

from django.db import models

from .staff import Staff


class PreferenceName(StrEnum):
    """What can be set to one's liking. Nothing here changes what anybody may see or do."""

    LIST_COLUMNS = "list_columns"
    LIST_PREVIEW = "list_preview"
    TOUR_TAKEN = "tour_taken"


class StaffPreference(models.Model):
    """One setting of one person; what they never touched has no row."""

    staff = models.ForeignKey(Staff, models.CASCADE, related_name="+")
    name = models.CharField(max_length=20)
    value = models.JSONField()

    class Meta:
        db_table = "staff_preference"
        constraints = [models.UniqueConstraint(fields=["staff", "name"], name="preference_once")]

    def __str__(self) -> str:
        return f"{self.staff_id} {self.name}"
