"""The table of the counts. Private to the tallies."""

from django.db import models


class GramCounts(models.Model):
    """In how many texts of a sample each gram occurs, as `likeness.rarity` writes it. One row, replaced as it ages.

    `texts` is the size of the sample, `among` how many cases there were when it was taken.
    """

    content = models.BinaryField()
    texts = models.PositiveIntegerField()
    among = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"grams of {self.texts} texts"
