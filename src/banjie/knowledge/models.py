"""Articles, their versions, what was done to them, and how often they helped."""

from django.db import models


class Article(models.Model):
    """A question with its answer. `live` is the version that everybody reads, `draft` the one being worked on, `latest`
    the one written last, whatever became of it.

    `standing` is that of the draft (`rules.Standing`). `entries` counts its records: what an editor last saw.
    """

    live = models.ForeignKey("Version", models.PROTECT, null=True, related_name="+", db_index=False)
    draft = models.ForeignKey("Version", models.PROTECT, null=True, related_name="+", db_index=False)
    latest = models.ForeignKey("Version", models.PROTECT, null=True, related_name="+", db_index=False)
    standing = models.CharField(max_length=10, default="")
    entries = models.PositiveIntegerField(default=0)
    published_at = models.DateTimeField(null=True)
    published_by = models.BigIntegerField(null=True)
    confirmed_on = models.DateField(null=True)
    confirm_by = models.DateField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "knowledge_article"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(live=None)
                | models.Q(published_at__isnull=False, confirmed_on__isnull=False, confirm_by__isnull=False),
                name="live_article_is_confirmed",
            ),
            models.CheckConstraint(
                condition=models.Q(draft=None, standing="") | (models.Q(draft__isnull=False) & ~models.Q(standing="")),
                name="article_draft_has_standing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class Version(models.Model):
    """The words of an article as somebody wrote them at one time; never altered. See `content.ArticleWords`.

    `categories` and `areas` are codes; an area stands for all below it.
    """

    article = models.ForeignKey(Article, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    question = models.TextField(default="")
    answer = models.TextField(default="")
    question_en = models.TextField(default="")
    answer_en = models.TextField(default="")
    asked_as = models.JSONField(default=list)
    categories = models.JSONField(default=list)
    areas = models.JSONField(default=list)
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+")
    sources = models.JSONField(default=list)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    confirm_every = models.PositiveSmallIntegerField()
    written_at = models.DateTimeField()
    written_by = models.BigIntegerField(null=True)
    written_name = models.CharField(max_length=80)

    class Meta:
        db_table = "knowledge_version"
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="knowledge_version_once"),
            models.CheckConstraint(
                condition=(~models.Q(question="") & ~models.Q(answer=""))
                | (~models.Q(question_en="") & ~models.Q(answer_en="")),
                name="version_whole_in_a_language",
            ),
        ]

    def __str__(self) -> str:
        return self.question or self.question_en


class Record(models.Model):
    """Something that was done to an article, by whom and when. Only ever added to."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="records", db_index=False)
    sequence = models.PositiveIntegerField()
    act = models.CharField(max_length=12)
    at = models.DateTimeField()
    by_kind = models.CharField(max_length=10)
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    version = models.ForeignKey(Version, models.PROTECT, null=True, related_name="+", db_index=False)
    data = models.JSONField(default=dict)

    class Meta:
        db_table = "knowledge_record"
        constraints = [models.UniqueConstraint(fields=["article", "sequence"], name="knowledge_record_once")]

    def __str__(self) -> str:
        return f"{self.article_id} {self.act}"


class Tally(models.Model):
    """How often an article was of use on a day (`counting.What`). Nothing about whoever said so."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="tallies", db_index=False)
    day = models.DateField()
    what = models.CharField(max_length=8)
    count = models.PositiveIntegerField()

    class Meta:
        db_table = "knowledge_tally"
        constraints = [models.UniqueConstraint(fields=["article", "day", "what"], name="knowledge_tally_once")]

    def __str__(self) -> str:
        return f"{self.article_id} {self.day} {self.what}"
