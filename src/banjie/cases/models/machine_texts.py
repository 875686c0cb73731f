"""What a language model wrote for somebody who works on a case. Never part of the case: erased after a month."""

from django.db import models
from django.db.models import Q

from banjie.cases.models.case import Case


class MachineText(models.Model):
    """A question to the model, and what came of it.

    `question` is what is sent, with what its placeholders stand for; gone once it is answered. `entries` is the
    version of the case it was asked of. `fault` is why there is no text. `doubts` are `drafting.checking.Doubt`s.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="+", db_index=False)
    purpose = models.CharField(max_length=10)
    language = models.CharField(max_length=10)
    asked_by_kind = models.CharField(max_length=10)
    asked_by = models.BigIntegerField()
    asked_at = models.DateTimeField()
    entries = models.PositiveIntegerField()
    question = models.JSONField(default=dict)
    not_before = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=20, default="")
    model = models.CharField(max_length=80, default="")
    text = models.TextField(default="")
    doubts = models.JSONField(default=list)

    class Meta:
        db_table = "case_machine_text"
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, text="", fault="")
                | Q(done_at__isnull=False, question={}) & (Q(text="") ^ Q(fault="")),
                name="machine_text_said_or_failed",
            )
        ]
        indexes = [
            models.Index(fields=["not_before"], condition=Q(done_at__isnull=True), name="machine_text_waiting"),
            models.Index(fields=["case", "purpose", "-asked_at"], name="machine_text_of_case"),
            models.Index(fields=["asked_by", "asked_at"], name="machine_text_of_asker"),
            models.Index(fields=["asked_at"], name="machine_text_old"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.purpose}"
