"""What happened to ladders and lists, and what mediators say to their figures."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .mediators import Mediator


class LadderStep(models.TextChoices):
    ADDED = "added", _("Added")
    CHANGED = "changed", _("Changed")
    RETURNED = "returned", _("Set back to what is shipped")
    REMOVED = "removed", _("Removed")
    RETIRED = "retired", _("No longer offered")
    OFFERED = "offered", _("Offered again")


class LadderChange(models.Model):
    """One change of a ladder, with the whole of it as it was afterwards (None: gone). Never changed.

    `moved` is the number of disputes whose place was counted anew.
    """

    key = models.CharField(max_length=40)
    step = models.CharField(max_length=10, choices=LadderStep)
    content = models.JSONField(null=True)
    moved = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    changed_by = models.BigIntegerField(null=True)

    class Meta:
        db_table = "mediation_ladder_change"
        ordering = ["-id"]
        indexes = [models.Index(fields=["key", "-id"], name="ladder_changes")]

    def __str__(self) -> str:
        return f"{self.key} {self.step}"


class FigureComment(models.Model):
    """What a mediator says to the figures of a year. It stands beside them wherever they are shown."""

    mediator = models.ForeignKey(Mediator, models.CASCADE, related_name="comments")
    year = models.PositiveSmallIntegerField()
    # Sealed: whoever explains a figure may tell of disputes.
    sealed = models.BinaryField()
    written_at = models.DateTimeField()

    class Meta:
        db_table = "mediator_figure_comment"
        constraints = [models.UniqueConstraint(fields=["mediator", "year"], name="one_comment_a_year")]

    def __str__(self) -> str:
        return f"{self.mediator_id} {self.year}"
