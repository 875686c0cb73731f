"""What staff keep at their desks: ready replies, and who has a case open just now."""

from django.db import models

from banjie.cases.models.case import Case


class ReplyTemplate(models.Model):
    """A reply that a unit gives often, with {variables} that each case fills."""

    unit = models.ForeignKey("organisations.Unit", models.CASCADE, related_name="+")
    name = models.CharField(max_length=40)
    text = models.TextField()
    made_by = models.ForeignKey("organisations.Staff", models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        db_table = "case_reply_template"
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="template_named_once")]

    def __str__(self) -> str:
        return self.name


class Presence(models.Model):
    """Somebody of the staff has a case open. Of this moment only: what is a minute old is removed, never kept."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    staff = models.ForeignKey("organisations.Staff", models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()
    writing = models.BooleanField()

    class Meta:
        db_table = "case_presence"
        constraints = [models.UniqueConstraint(fields=["case", "staff"], name="present_once")]
        indexes = [models.Index(fields=["seen_at"], name="presence_stale")]

    def __str__(self) -> str:
        return f"{self.staff_id} at {self.case_id}"
