"""Lists that people come back to."""

from django.db import models


class SavedView(models.Model):
    """Filters under a name: one person's own, or shared with everybody of a unit."""

    made_by = models.ForeignKey("organisations.Staff", models.CASCADE, related_name="+")
    unit = models.ForeignKey("organisations.Unit", models.CASCADE, null=True, related_name="+")
    name = models.CharField(max_length=40)
    # The address's own keys and values, so that a view stays what a shared link is.
    filters = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        db_table = "case_saved_view"
        constraints = [
            models.UniqueConstraint(
                fields=["made_by", "name"], condition=models.Q(unit=None), name="own_view_named_once"
            ),
            models.UniqueConstraint(
                fields=["unit", "name"], condition=models.Q(unit__isnull=False), name="unit_view_named_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name
