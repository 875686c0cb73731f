"""What was told about sessions: letters to parties, notices to mediators."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .for_readers import ForReaders
from .panel import Seat
from .parties import Party, Side
from .sessions import Session


class Letter(models.Model):
    """A letter about a session that was handed to the mail server, so that none is sent twice."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="+")
    side = models.ForeignKey(Side, models.PROTECT, null=True, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    about = models.CharField(max_length=10)
    sequence = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()

    objects = ForReaders["Letter"](through="session__")

    class Meta:
        db_table = "dispute_session_letter"
        constraints = [
            models.UniqueConstraint(fields=["session", "party", "about", "sequence"], name="letter_sent_once")
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.about}"


class TellsOf(models.TextChoices):
    SOON = "soon", _("A session is near")
    SETTLED = "settled", _("A session has its time")
    OTHER_TIME = "other_time", _("Another time is wished for")
    MOVED = "moved", _("A session has another time")
    CALLED_OFF = "called_off", _("A session was called off")


class SessionNotice(models.Model):
    """Something about a session brought before a mediator, for as long as they sit in the dispute."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="+")
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="+")
    tells = models.CharField(max_length=12, choices=TellsOf)
    sequence = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "dispute_session_notice"
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["seat"], condition=Q(read_at__isnull=True), name="session_notice_unread")]

    def __str__(self) -> str:
        return f"{self.session_id} {self.tells}"
