"""What strangers may read of a case: words that somebody read for them, and released."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from banjie.cases.models.case import Case
from banjie.cases.models.records import Answer


class Publication(models.Model):
    """A case's words for the public. They are the only ones that ever leave: never the reporter's own.

    `photos` are ids of attachments. `reply` is what was released of `answer`, whose own words are for the reporter.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="publication")
    standing = models.CharField(max_length=12)
    title = models.CharField(max_length=200, default="")
    text = models.TextField(default="")
    photos = models.JSONField(default=list)
    reply = models.TextField(default="")
    answer = models.ForeignKey(Answer, models.PROTECT, null=True, db_index=False, related_name="+")
    reason = models.TextField(default="")
    changed_at = models.DateTimeField()
    changed_by = models.BigIntegerField(null=True)
    released_at = models.DateTimeField(null=True)
    search = SearchVectorField()

    class Meta:
        db_table = "case_publication"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(standing="released")
                | ~models.Q(title="") & ~models.Q(text="") & models.Q(released_at__isnull=False),
                name="released_has_words",
            )
        ]
        indexes = [
            GinIndex(fields=["search"], name="publication_search"),
            models.Index(fields=["changed_at"], condition=models.Q(standing="proposed"), name="publication_proposed"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.standing}"
