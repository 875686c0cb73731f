"""What models said of cases, corrections that are not learned, rules that dispatch. Of cases, never of people."""

from django.db import models
from django.db.models import Q

from banjie.cases.models.case import Case
from banjie.platform.fields import LtreeField


class Guess(models.Model):
    """What one model said of one case before a person decided, so that it can be measured by what came of it.

    `code` is a category's or a unit's, "" where it said nothing. `would` is the unit to which a rule would dispatch:
    that of routing where the catalogue names one (`by_routing`), else the model's; "" where the two disagree, where
    the model is not sure, and where the matter is none for a machine. `known` is the share of the text that the model
    knew. `shadow`: said by a model that nobody hears. With `untold` nobody was shown what any model or rule says;
    `acted`: a rule dispatched by it.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="guesses", db_index=False)
    purpose = models.CharField(max_length=10)
    model = models.PositiveIntegerField()
    code = models.CharField(max_length=40)
    would = models.CharField(max_length=40, default="")
    share = models.FloatField()
    sure = models.BooleanField()
    known = models.FloatField()
    shadow = models.BooleanField(default=False)
    by_routing = models.BooleanField(default=False)
    untold = models.BooleanField(default=False)
    acted = models.BooleanField(default=False)
    category_path = LtreeField(default="")
    at = models.DateTimeField()

    class Meta:
        db_table = "case_guess"
        constraints = [
            models.UniqueConstraint(fields=["case", "purpose", "model"], name="one_guess_a_model"),
        ]
        indexes = [
            models.Index(fields=["purpose", "at"], name="guess_by_time"),
            models.Index(fields=["-at"], condition=Q(acted=True), name="guess_acted"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.purpose} {self.code}"


class Unlearned(models.Model):
    """A correction that was itself wrong: its case is not learned from until somebody corrects it once more.

    One that is learned from after all keeps its row, with `ended_at`, so that the night knows of it.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=10)
    # The entry of the timeline by which the correction was made.
    entry_id = models.BigIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "case_unlearned"
        constraints = [
            # One entry may put several things right.
            models.UniqueConstraint(fields=["entry_id", "purpose"], name="one_withdrawal_a_correction"),
        ]

    def __str__(self) -> str:
        return f"entry {self.entry_id}"


class Automation(models.Model):
    """A rule that dispatches by itself what a person has accepted: for one category with all below it, "" for every.

    It measures before it acts: every `every`-th matter goes to a person who is not told. `asked` is the rate that
    must be kept. What it was at each moment stands in `AutomationChange`.
    """

    category = models.CharField(max_length=40, unique=True)
    state = models.CharField(max_length=10, default="off")
    asked = models.FloatField(default=0.97)
    every = models.PositiveSmallIntegerField(default=5)
    since = models.DateTimeField()

    class Meta:
        db_table = "case_automation"
        constraints = [
            models.CheckConstraint(name="automation_rate", condition=Q(asked__gte=0.8, asked__lte=0.999)),
            models.CheckConstraint(name="automation_samples", condition=Q(every__gte=2, every__lte=50)),
            models.CheckConstraint(name="automation_state", condition=Q(state__in=("off", "measuring", "on"))),
        ]

    def __str__(self) -> str:
        return f"{self.category or '*'} {self.state}"


class AutomationChange(models.Model):
    """Who switched a rule, when, and why; the rule itself where it switched itself off. Only added to."""

    automation = models.ForeignKey(Automation, models.PROTECT, related_name="changes")
    state = models.CharField(max_length=10)
    asked = models.FloatField()
    every = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=20, default="")
    figures = models.JSONField(default=dict)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)

    class Meta:
        db_table = "case_automation_change"
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.automation_id} {self.state}"
