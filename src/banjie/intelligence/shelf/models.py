"""Tables of the models. Private to the shelf."""

from django.db import models
from django.db.models import Q


class Purpose(models.TextChoices):
    """What a model is asked: what a text is about, who has the matter, what is wanted, and how pressing it is."""

    CATEGORY = "category"
    UNIT = "unit"
    KIND = "kind"
    LEVEL = "level"


class Outcome(models.TextChoices):
    """How learning ended: with a model, with nothing to learn from, or by a fault."""

    MADE = "made"
    NOTHING = "nothing"
    FAILED = "failed"


class TextModel(models.Model):
    """A trained model with what it was measured at. `content` is `classifying.modelfile`'s; it is never altered.

    Of each purpose one is in use, and at most one answers beside it in the shadow, unseen, to be measured on the
    same matters. `taught_from` is the number of the model that it continues, where it was taught corrections instead
    of being made anew. `figures` are those of `classifying.measuring.Figures`, empty where there were too few texts
    to measure on. `examples` counts the cases it learned from, `corrected` those of them that a person had put right.
    """

    number = models.PositiveIntegerField(unique=True)
    purpose = models.CharField(max_length=10, choices=Purpose, default=Purpose.CATEGORY)
    content = models.BinaryField()
    examples = models.PositiveIntegerField()
    corrected = models.PositiveIntegerField()
    figures = models.JSONField(default=dict)
    in_use = models.BooleanField(default=False)
    in_shadow = models.BooleanField(default=False)
    taught_from = models.PositiveIntegerField(null=True)
    # How it did beside the one in use, kept when that was decided: `weighing.duel.Duel` with the verdict.
    duel = models.JSONField(default=dict)
    trained_at = models.DateTimeField()
    trained_by = models.CharField(max_length=80)
    chosen_at = models.DateTimeField(null=True)
    chosen_by = models.CharField(max_length=80, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["purpose"], condition=Q(in_use=True), name="one_text_model_in_use"),
            models.UniqueConstraint(fields=["purpose"], condition=Q(in_shadow=True), name="one_text_model_in_shadow"),
            models.CheckConstraint(name="text_model_not_both", condition=Q(in_use=False) | Q(in_shadow=False)),
            models.CheckConstraint(name="text_models_begin_at_1", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"text model {self.number}"


class Learning(models.Model):
    """How the last learning for a purpose goes, or how it ended. One row a purpose, written over by the next.

    `step` and `share` are those of `classifying.progress`; `told_at` is when they were last heard of.
    """

    purpose = models.CharField(max_length=10, choices=Purpose, unique=True)
    begun_at = models.DateTimeField()
    begun_by = models.CharField(max_length=80)
    step = models.CharField(max_length=10)
    share = models.FloatField(default=0)
    told_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default="", blank=True)

    def __str__(self) -> str:
        return f"learning {self.purpose}"
