"""Numbers of papers: by which pattern, and how far each committee has counted this year."""

from django.db import models


class NumberPattern(models.Model):
    """A jurisdiction's own pattern for a kind of number, in place of the usual one (`documents.numbering.USUAL`)."""

    counter = models.CharField(max_length=16, primary_key=True)
    pattern = models.CharField(max_length=60)
    set_at = models.DateTimeField()
    set_by = models.BigIntegerField(null=True)

    class Meta:
        db_table = "mediation_number_pattern"

    def __str__(self) -> str:
        return self.pattern


class NumberCount(models.Model):
    """The last number that a committee gave in a year. Whoever takes the next locks the row until its paper is
    there, so that none is skipped and none comes twice."""

    unit = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+")
    counter = models.CharField(max_length=16)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "mediation_number_count"
        constraints = [models.UniqueConstraint(fields=["unit", "counter", "year"], name="number_count_once")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.counter} {self.year}"
