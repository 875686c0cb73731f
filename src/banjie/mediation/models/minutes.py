"""Minutes (调解笔录): what was said in a session, line by line, as it was signed. All of it sealed.

Once locked, the database itself refuses to change any of it, but for erasing the words when their time is up.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .for_readers import ForReaders
from .parties import Side
from .sessions import Session, Somebody, one_person


class Minutes(models.Model):
    """The record of one session. `digest` is of its text since it was read back; `salt`, sealed, goes into it.

    `head` is sealed too: the facts at the head of the paper (time, place, who came) as they were read back.
    """

    session = models.OneToOneField(Session, models.PROTECT, primary_key=True, related_name="+")
    side = models.ForeignKey(Side, models.PROTECT, null=True, related_name="+")
    salt = models.BinaryField(null=True)
    head = models.BinaryField(null=True)
    digest = models.CharField(max_length=64, default="")
    begun_at = models.DateTimeField()
    read_back_at = models.DateTimeField(null=True)
    read_back_by = models.BigIntegerField(null=True)
    locked_at = models.DateTimeField(null=True)
    locked_by = models.BigIntegerField(null=True)
    erased_at = models.DateTimeField(null=True)

    objects = ForReaders["Minutes"](through="session__", words=True)

    class Meta:
        db_table = "dispute_minutes"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(locked_at__isnull=True) | models.Q(read_back_at__isnull=False),
                name="locked_after_reading_back",
            ),
            models.CheckConstraint(
                condition=models.Q(read_back_at__isnull=True) | ~models.Q(digest=""), name="read_back_has_digest"
            ),
        ]

    def __str__(self) -> str:
        return f"minutes of session {self.session_id}"


class Line(models.Model):
    """One line. `sealed` holds who spoke, the heading and the text, bound to this row.

    `key` is made by whoever types, so that a line sent twice is one. An `addition` was made after the reading
    back and stands behind the line it `follows`. A line that was struck out before then keeps its text.
    """

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="+")
    session = models.ForeignKey(Session, models.PROTECT, related_name="+")
    side = models.ForeignKey(Side, models.PROTECT, null=True, related_name="+")
    key = models.UUIDField()
    position = models.IntegerField()
    sealed = models.BinaryField(null=True)
    version = models.PositiveIntegerField(default=1)
    addition = models.BooleanField(default=False)
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()
    written_by = models.BigIntegerField(null=True)
    changed_at = models.DateTimeField(null=True)
    changed_by = models.BigIntegerField(null=True)
    struck_at = models.DateTimeField(null=True)

    objects = ForReaders["Line"](through="session__", words=True)

    class Meta:
        db_table = "dispute_minutes_line"
        constraints = [models.UniqueConstraint(fields=["minutes", "key"], name="line_key_once")]

    def __str__(self) -> str:
        return f"{self.minutes_id}/{self.pk}"


class Paper(models.Model):
    """A scan of minutes that were signed on paper. The picture itself is sealed: it holds every word."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="+")
    side = models.ForeignKey(Side, models.PROTECT, null=True, related_name="+")
    digest = models.CharField(max_length=64)
    kind = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sealed = models.BinaryField(null=True)
    added_at = models.DateTimeField()
    added_by = models.BigIntegerField(null=True)

    objects = ForReaders["Paper"](through="session__", words=True)

    class Meta:
        db_table = "dispute_minutes_paper"
        constraints = [models.UniqueConstraint(fields=["session", "digest"], name="paper_once")]

    def __str__(self) -> str:
        return f"{self.session_id} paper"


class MinutesSignedHow(models.TextChoices):
    ON_SCREEN = "on_screen", _("Signed on the screen")
    ON_PAPER = "on_paper", _("Signed on paper")
    REFUSED = "refused", _("Would not sign")


class MinutesSignature(Somebody):
    """Somebody's hand under the text with a digest. Void as soon as the text is another.

    `strokes` is SVG path data, sealed; for one who would not sign, it is the reason given.
    """

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="+")
    session = models.ForeignKey(Session, models.PROTECT, related_name="+")
    side = models.ForeignKey(Side, models.PROTECT, null=True, related_name="+")
    how = models.CharField(max_length=10, choices=MinutesSignedHow)
    digest = models.CharField(max_length=64)
    strokes = models.BinaryField(null=True)
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)
    void_at = models.DateTimeField(null=True)

    objects = ForReaders["MinutesSignature"](through="session__", words=True)

    class Meta:
        db_table = "dispute_minutes_signature"
        constraints = [
            one_person("signature_of_one_person"),
            models.UniqueConstraint(
                fields=["minutes", "seat", "party", "companion"],
                nulls_distinct=False,
                condition=models.Q(void_at__isnull=True),
                name="signs_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(how="on_paper") | models.Q(paper__isnull=False), name="on_paper_has_paper"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minutes_id} {self.how}"
