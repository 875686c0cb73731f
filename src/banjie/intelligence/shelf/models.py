"""Tables of the models. Private to the shelf."""

from django.db import models
from django.db.models import Q


class TextModel(models.Model):
    """A trained model with what it was measured at. `content` is `classifying.modelfile`'s; it is never altered.

    `figures` are those of `classifying.measuring.Figures`, empty where there were too few texts to measure on.
    `examples` counts the cases it learned from, `corrected` those of them whose category a person had changed.
    """

    number = models.PositiveIntegerField(unique=True)
    content = models.BinaryField()
    examples = models.PositiveIntegerField()
    corrected = models.PositiveIntegerField()
    figures = models.JSONField(default=dict)
    in_use = models.BooleanField(default=False)
    trained_at = models.DateTimeField()
    trained_by = models.CharField(max_length=80)
    chosen_at = models.DateTimeField(null=True)
    chosen_by = models.CharField(max_length=80, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["in_use"], condition=Q(in_use=True), name="one_text_model_in_use"),
            models.CheckConstraint(name="text_models_begin_at_1", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"text model {self.number}"
