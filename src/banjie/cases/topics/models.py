"""The table of the topics. Private to them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Topic(models.Model):
    """Cases about one matter, as the last search found them: their ids alone, and nothing of what they say.

    `key` is the lowest id, by which a topic is known from one search to the next. `cases` stand the most central first;
    `repeats` says of each whether the same text came from the same place before.
    """

    key = models.BigIntegerField(unique=True)
    cases = ArrayField(models.BigIntegerField())
    repeats = ArrayField(models.BooleanField())
    heat = models.FloatField()
    found_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["-heat"], name="topic_hottest")]

    def __str__(self) -> str:
        return f"topic of {len(self.cases)} cases"
