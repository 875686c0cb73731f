"""What was brought before whom, so that nobody is told twice and everybody can be told apart from the rest."""

from django.db import models

from banjie.cases.models.case import Case


class Notice(models.Model):
    """One entry of a case's timeline, brought before one member of staff. Theirs alone; forgotten after a while.

    `asked` is the audience for whom it was meant; whoever stood in for an audience that nobody belongs to can
    see that they do.
    """

    staff = models.ForeignKey("organisations.Staff", models.CASCADE, related_name="+", db_index=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+", db_index=False)
    entry = models.PositiveIntegerField()
    asked = models.CharField(max_length=24)
    stands_in = models.BooleanField(default=False)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "case_notice"
        constraints = [models.UniqueConstraint(fields=["case", "entry", "staff"], name="told_once")]
        indexes = [
            models.Index(fields=["staff", "-at", "-id"], name="notice_newest"),
            models.Index(fields=["staff"], condition=models.Q(read_at=None), name="notice_unread"),
            models.Index(fields=["at"], name="notice_to_forget"),
        ]

    def __str__(self) -> str:
        return f"{self.staff_id}: {self.case_id}/{self.entry}"
