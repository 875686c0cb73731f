"""What the figures count of each dispute, kept beside it, and of which disputes that must be found anew."""

from django.db import models

from banjie.platform.fields import LtreeField

from .disputes import Track


class FigureEntry(models.Model):
    """One thing that figures count of a dispute: that it was taken in, that it ended, or that it left a rung.

    `track` and `label` (ending or key of the rung) are what it is counted under; the rest says who may count it and
    which dispute it is of. Never read alone: what stands in `FigureDue` goes before (see `mediation.figures.entries`).
    """

    dispute_id = models.BigIntegerField()
    what = models.CharField(max_length=8)
    at = models.DateTimeField()
    area_path = LtreeField(default="")
    lead_unit_id = models.BigIntegerField(null=True)
    lead_unit_path = LtreeField(default="")
    of_track = models.CharField(max_length=16, choices=Track)
    kind = models.CharField(max_length=40, default="")
    track = models.CharField(max_length=16, choices=Track)
    label = models.CharField(max_length=40, default="")
    signs = models.SmallIntegerField(default=0)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    took = models.DurationField(null=True)

    class Meta:
        db_table = "dispute_figure_entry"
        indexes = [
            models.Index(fields=["dispute_id"], name="figure_entry_of_dispute"),
            # With all that a period is counted by, so that counting it reads this alone.
            models.Index(
                fields=["at"],
                include=[
                    *("dispute_id", "what", "kind", "track", "label", "signs", "amount", "took"),
                    *("area_path", "lead_unit_id", "lead_unit_path", "of_track"),
                ],
                name="figure_entry_counted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dispute_id} {self.what}"


class FigureDue(models.Model):
    """A dispute of which something changed that figures count. Written by triggers; rows are never altered, so that
    nobody who writes waits for anybody.
    """

    dispute_id = models.BigIntegerField()

    class Meta:
        db_table = "dispute_figure_due"

    def __str__(self) -> str:
        return str(self.dispute_id)
