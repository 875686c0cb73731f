"""Follow-up calls: the draws by which cases were chosen, and each case in them. Written by `cases.follow_up` only."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from banjie.cases.models.case import Case


class CallWhy(models.TextChoices):
    """Why somebody is called. In the order in which they are."""

    DISSATISFIED = "dissatisfied", _("Gave a poor verdict")
    UNSETTLED_BEFORE = "unsettled_before", _("Was not settled the time before")
    DRAWN = "drawn", _("Drawn by lot")
    NOT_DRAWN = "not_drawn", _("Not drawn")


class CallState(models.TextChoices):
    NOT_CALLED = "not_called", _("Not called")
    TO_CALL = "to_call", _("To call")
    REACHED = "reached", _("Reached")
    GIVEN_UP = "given_up", _("Not reached, given up")
    WRONG_NUMBER = "wrong_number", _("Wrong number")
    REFUSED = "refused", _("Refused")
    OVERTAKEN = "overtaken", _("No longer needed")


class FollowUpDraw(models.Model):
    """One day's draw: with the seed and the rule anybody can reckon again who was drawn."""

    day = models.DateField(unique=True)
    seed = models.CharField(max_length=80)
    rule = models.JSONField()
    made_at = models.DateTimeField()
    eligible = models.PositiveIntegerField(default=0)
    drawn = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "case_follow_up_draw"

    def __str__(self) -> str:
        return f"{self.day:%F}"


class FollowUpCall(models.Model):
    """One round of a case before a draw or on the list of calls; what was said is a `Rating` and on the timeline.

    `lot` and `share` are those of the draw. `rank` is the order on the list, the least first. Whoever calls just
    now holds it for some minutes, so that nobody is called twice at once.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="calls", db_index=False)
    round = models.PositiveSmallIntegerField()
    draw = models.ForeignKey(FollowUpDraw, models.PROTECT, null=True, related_name="calls")
    why = models.CharField(max_length=20, choices=CallWhy)
    lot = models.FloatField(null=True)
    share = models.FloatField(null=True)
    rank = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=16, choices=CallState)
    since = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0, db_default=0)
    last_attempt_at = models.DateTimeField(null=True)
    not_before = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    held_by = models.BigIntegerField(null=True)
    held_until = models.DateTimeField(null=True)

    class Meta:
        db_table = "case_follow_up_call"
        constraints = [models.UniqueConstraint(fields=["case", "round"], name="called_once_a_round")]
        indexes = [
            models.Index(fields=["rank", "since", "id"], condition=models.Q(state="to_call"), name="follow_up_to_call"),
            models.Index(fields=["ended_at"], condition=models.Q(ended_at__isnull=False), name="follow_up_ended"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.round} {self.state}"
