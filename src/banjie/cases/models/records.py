"""What a case gathers on its way, each a record of who and when. Written by `cases.actions` only."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from banjie.cases.models.case import Case
from banjie.cases.models.constraints import together
from banjie.platform.fields import LtreeField


class Assisting(models.Model):
    """A unit called in beside the lead unit, for a task and by a deadline (协办, 吹哨)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="assisting")
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+", db_index=False)
    unit_path = LtreeField()
    task = models.TextField(default="")
    called_at = models.DateTimeField()
    called_by = models.BigIntegerField(null=True)
    due_at = models.DateTimeField(null=True)
    contributed_at = models.DateTimeField(null=True)
    contributed_by = models.BigIntegerField(null=True)
    result = models.TextField(default="")
    released_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "case_assisting"
        constraints = [together("contribution_has_who_and_when", "contributed_at", "contributed_by")]
        indexes = [
            models.Index(
                fields=["unit", "due_at"],
                condition=models.Q(contributed_at__isnull=True, released_at__isnull=True),
                name="assisting_to_do",
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.unit_id}"


class Ruling(models.TextChoices):
    UPHELD = "upheld", _("Upheld: not theirs")
    REFUSED = "refused", _("Refused: theirs after all")


class Return(models.Model):
    """A lead unit's claim that a case is not its own, and the dispatcher's ruling."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="return_requests")
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+")
    reason = models.TextField()
    returned_at = models.DateTimeField()
    returned_by = models.BigIntegerField(null=True)
    ruling = models.CharField(max_length=10, choices=Ruling, default="")
    ruling_reason = models.TextField(default="")
    ruled_at = models.DateTimeField(null=True)
    ruled_by = models.BigIntegerField(null=True)

    class Meta:
        db_table = "case_return"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ruled_at__isnull=True, ruling="")
                | models.Q(ruled_at__isnull=False, ruling__in=Ruling.values),
                name="ruling_has_moment",
            )
        ]
        indexes = [models.Index(fields=["returned_at"], name="return_newest")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.unit_id}"


class ContactedBy(models.TextChoices):
    PHONE = "phone", _("By telephone")
    VISIT = "visit", _("In person")
    MESSAGE = "message", _("By message")
    NOT_POSSIBLE = "not_possible", _("Not possible")
    NOT_NEEDED = "not_needed", _("Not needed (anonymous)")


class Solved(models.TextChoices):
    SOLVED = "solved", _("Solved")
    PARTLY = "partly", _("Partly solved")
    NOT_SOLVED = "not_solved", _("Not solved")
    EXPLAINED = "explained", _("Explained")


class Answer(models.Model):
    """What the lead unit answers: found true, within duty, contacted, solved, and the two accounts."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="answers")
    round = models.PositiveSmallIntegerField(default=0)
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, null=True, related_name="+", db_index=False)
    answered_at = models.DateTimeField()
    answered_by = models.BigIntegerField(null=True)
    found_true = models.BooleanField(null=True)
    within_duty = models.BooleanField(null=True)
    contacted_how = models.CharField(max_length=12, choices=ContactedBy, default="")
    contacted_at = models.DateTimeField(null=True)
    solved = models.CharField(max_length=12, choices=Solved, default="")
    unsolved_reason = models.TextField(default="")
    internal_account = models.TextField(default="")
    public_reply = models.TextField()
    # The language model that most of the reply came from; "" where people wrote it.
    drafted_with = models.CharField(max_length=80, default="", db_default="")
    approved_at = models.DateTimeField(null=True)
    approved_by = models.BigIntegerField(null=True)
    sent_back_at = models.DateTimeField(null=True)
    sent_back_reason = models.TextField(default="")

    class Meta:
        db_table = "case_answer"
        indexes = (models.Index(fields=["unit", "-answered_at"], name="answer_of_unit"),)

    def __str__(self) -> str:
        return self.public_reply[:40]


class Extension(models.Model):
    """A request for more time, and what was decided."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="extensions")
    amount = models.CharField(max_length=12)
    reason = models.TextField()
    requested_at = models.DateTimeField()
    requested_by = models.BigIntegerField(null=True)
    granted = models.BooleanField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.BigIntegerField(null=True)
    decision_reason = models.TextField(default="")

    class Meta:
        db_table = "case_extension"
        constraints = [
            together("extension_decision_has_moment", "granted", "decided_at"),
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(granted__isnull=True), name="one_extension_pending"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} +{self.amount}"


class OversightOrder(models.Model):
    """A supervisor's order on one case, with a deadline and a reply of its own (督办)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="oversight_orders")
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, null=True, related_name="+")
    instruction = models.TextField()
    ordered_at = models.DateTimeField()
    ordered_by = models.BigIntegerField(null=True)
    due_at = models.DateTimeField()
    reply = models.TextField(default="")
    replied_at = models.DateTimeField(null=True)
    replied_by = models.BigIntegerField(null=True)

    class Meta:
        db_table = "case_oversight_order"
        indexes = [models.Index(fields=["ordered_at"], name="order_newest")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.due_at:%F}"


class WhyNot(models.TextChoices):
    NOT_DONE = "not_done", _("Nothing was done")
    PARTLY_DONE = "partly_done", _("Only a part was done")
    CAME_BACK = "came_back", _("It was done and came back")
    NOT_CONTACTED = "not_contacted", _("Nobody got in touch")
    TOO_SLOW = "too_slow", _("It took too long")
    MANNER = "manner", _("The way they spoke to me")
    UNCLEAR = "unclear", _("The answer does not say what was done")
    OTHER = "other", _("Something else")


class Rating(models.Model):
    """The reporter's own verdict on one round of a case; or what they said when called."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="ratings")
    round = models.PositiveSmallIntegerField(default=0)
    rated_at = models.DateTimeField()
    taken_by = models.BigIntegerField(null=True)
    solved = models.BooleanField()
    satisfaction = models.PositiveSmallIntegerField()
    in_time = models.BooleanField(null=True)
    why_not = models.CharField(max_length=16, choices=WhyNot, default="", db_default="")
    comment = models.TextField(default="")

    class Meta:
        db_table = "case_rating"
        constraints = [
            models.UniqueConstraint(fields=["case", "round"], name="one_rating_a_round"),
            models.CheckConstraint(condition=models.Q(satisfaction__range=(1, 5)), name="satisfaction_is_one_to_five"),
        ]
        indexes = [models.Index(fields=["rated_at"], name="rating_newest")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.satisfaction}"


class Attachment(models.Model):
    """A file of a case; its content lies in the attachment store under its digest."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="attachments")
    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    size = models.PositiveBigIntegerField()
    added_at = models.DateTimeField()
    added_by_kind = models.CharField(max_length=10)
    added_by = models.BigIntegerField(null=True)
    resident_sees = models.BooleanField(default=False)

    class Meta:
        db_table = "case_attachment"
        constraints = [models.UniqueConstraint(fields=["case", "digest"], name="a_file_once_a_case")]

    def __str__(self) -> str:
        return self.name
