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
    # When these words were read again after a concern, and kept.
    upheld_at = models.DateTimeField(null=True)
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


class Concern(models.Model):
    """A stranger said that a public case shows what it should not. Who, is not kept; `note` goes once it is settled."""

    case = models.ForeignKey(Case, models.PROTECT, db_index=False, related_name="concerns")
    kind = models.CharField(max_length=12)
    note = models.TextField(default="")
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "case_concern"
        indexes = [models.Index(fields=["case"], condition=models.Q(settled_at=None), name="concern_waiting")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"


class Joined(models.Model):
    """Somebody said that a public case concerns them too. `digest` is keyed and of this case alone.

    Made of what the browser or the address holds and of the case, it counts each once and links no two cases.
    """

    case = models.ForeignKey(Case, models.PROTECT, db_index=False, related_name="joined")
    digest = models.BinaryField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        db_table = "case_joined"
        constraints = [models.UniqueConstraint(fields=["case", "digest"], name="case_joined_once")]

    def __str__(self) -> str:
        return f"{self.case_id}"


class Follower(models.Model):
    """An address to which news of one public case goes, proved by its holder: sealed, and gone on schedule.

    `digest` is keyed and of this case alone, as in `Joined`; `code_digest` is of the code that ends it.
    """

    case = models.ForeignKey(Case, models.PROTECT, db_index=False, related_name="followers")
    digest = models.BinaryField(max_length=32)
    code_digest = models.BinaryField(max_length=32, unique=True)
    channel = models.CharField(max_length=8)
    sealed = models.BinaryField(null=True)
    language = models.CharField(max_length=20)
    since = models.DateTimeField()
    erase_on = models.DateField()
    told_answer = models.ForeignKey(Answer, models.PROTECT, null=True, db_index=False, related_name="+")

    class Meta:
        db_table = "case_follower"
        constraints = [models.UniqueConstraint(fields=["case", "digest"], name="case_followed_once")]
        indexes = [models.Index(fields=["erase_on"], name="follower_to_erase")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.channel}"
