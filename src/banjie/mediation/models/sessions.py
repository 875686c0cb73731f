"""Sessions: when they are, who came. What was said in them stands in `minutes`.

Rows of what is said apart carry their side. Nothing here can be read without saying who reads.
"""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banjie.mediation.sessions.people import Part, Who

from .disputes import Dispute
from .for_readers import ForReaders
from .panel import Seat
from .parties import Companion, Party, SaidHow, Side


class SessionKind(models.TextChoices):
    JOINT = "joint", _("With everybody")
    SEPARATE = "separate", _("With one side alone")
    WRITING = "writing", _("In writing")


class SessionState(models.TextChoices):
    PROPOSED = "proposed", _("Times proposed")
    SCHEDULED = "scheduled", _("Arranged")
    UNDER_WAY = "under_way", pgettext_lazy("session", "Under way")
    HELD = "held", pgettext_lazy("session", "Held")
    ADJOURNED = "adjourned", _("Adjourned")
    CANCELLED = "cancelled", _("Called off")
    BROKEN_OFF = "broken_off", _("Broken off")


_TIMELESS = (SessionState.PROPOSED, SessionState.CANCELLED)


class Session(models.Model):
    """One sitting of a dispute. `side` is whose, where it is with one side alone.

    `number` counts within the dispute and the side: joint sessions have their own series, and so has each side
    (why: `mediation.sessions`). `place` is sealed, since it can tell whose session it is; so are `room`, which lets
    in whoever knows it, and `reason`, why it was adjourned, called off or broken off. `sequence` grows with every
    new time, as calendars want it; `version` with every write to the session.
    """

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="+")
    side = models.ForeignKey(Side, models.PROTECT, null=True, related_name="+")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=SessionKind)
    state = models.CharField(max_length=12, choices=SessionState, default=SessionState.PROPOSED)
    by_video = models.BooleanField(default=False)
    place = models.BinaryField(null=True)
    room = models.BinaryField(null=True)
    reason = models.BinaryField(null=True)
    lasts_minutes = models.PositiveSmallIntegerField(default=120)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    # The one it was adjourned to.
    next = models.OneToOneField("self", models.PROTECT, null=True, related_name="+")
    uid = models.UUIDField(unique=True)
    sequence = models.PositiveSmallIntegerField(default=0)
    reminded_sequence = models.SmallIntegerField(default=-1)
    version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    created_by = models.BigIntegerField(null=True)

    objects = ForReaders["Session"]()

    class Meta:
        db_table = "dispute_session"
        constraints = [
            models.UniqueConstraint(
                fields=["dispute", "side", "number"], nulls_distinct=False, name="session_number_once"
            ),
            models.CheckConstraint(
                condition=(Q(kind="joint", side__isnull=True) | Q(kind="separate", side__isnull=False))
                | Q(kind="writing"),
                name="session_side_by_kind",
            ),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=False, ends_at__gt=models.F("starts_at")) | Q(state__in=_TIMELESS),
                name="session_has_time",
            ),
            models.CheckConstraint(
                condition=Q(began_at__isnull=True) | ~Q(state__in=["proposed", "scheduled"]), name="session_begun_once"
            ),
        ]
        indexes = [
            models.Index(fields=["starts_at"], condition=Q(state="scheduled"), name="session_to_come"),
            models.Index(fields=["dispute", "starts_at"], name="session_of_dispute"),
            models.Index(fields=["starts_at"], condition=Q(starts_at__isnull=False), name="session_by_time"),
        ]

    def __str__(self) -> str:
        return f"session {self.pk}"


class Somebody(models.Model):
    """A row about one person at a session: a mediator's seat, a party, or somebody beside one."""

    seat = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    companion = models.ForeignKey(Companion, models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True

    @property
    def who(self) -> Who:
        for part in Part:
            found = getattr(self, f"{part}_id")
            if found is not None:
                return Who(part, found)
        raise ValueError("a row about nobody")


def about(who: Who) -> dict[str, Any]:
    """The columns that name somebody, for making or finding a row."""
    return {f"{part}_id": who.id if part is who.part else None for part in Part}


def one_person(name: str) -> models.CheckConstraint:
    only = Q()
    for part in Part:
        only |= Q(**{f"{other}__isnull": other is not part for other in Part})
    return models.CheckConstraint(condition=only, name=name)


class ProposedTime(models.Model):
    session = models.ForeignKey(Session, models.CASCADE, related_name="+")
    side = models.ForeignKey(Side, models.PROTECT, null=True, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = ForReaders["ProposedTime"](through="session__")

    class Meta:
        db_table = "dispute_session_time"
        constraints = [
            models.UniqueConstraint(fields=["session", "starts_at"], name="time_proposed_once"),
            models.CheckConstraint(condition=Q(ends_at__gt=models.F("starts_at")), name="time_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.starts_at}"


class TimeAnswer(Somebody):
    """Whether a proposed time suits somebody. The latest word counts, and who wrote it down stands beside it."""

    time = models.ForeignKey(ProposedTime, models.CASCADE, related_name="answers")
    suits = models.BooleanField()
    how = models.CharField(max_length=10, choices=SaidHow)
    said_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)

    class Meta:
        db_table = "dispute_session_time_answer"
        constraints = [
            one_person("answer_of_one_person"),
            models.UniqueConstraint(
                fields=["time", "seat", "party", "companion"], nulls_distinct=False, name="one_answer_each"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.time_id} {self.suits}"


class OtherTime(Somebody):
    """A wish for another time: accepted by a new one, or refused. `reason` is sealed."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="+")
    side = models.ForeignKey(Side, models.PROTECT, null=True, related_name="+")
    reason = models.BinaryField(null=True)
    asked_at = models.DateTimeField()
    granted = models.BooleanField(null=True)
    ruled_at = models.DateTimeField(null=True)
    ruled_by = models.BigIntegerField(null=True)

    objects = ForReaders["OtherTime"](through="session__")

    class Meta:
        db_table = "dispute_session_other_time"
        constraints = [
            one_person("wish_of_one_person"),
            models.UniqueConstraint(
                fields=["session", "seat", "party", "companion"],
                nulls_distinct=False,
                condition=Q(ruled_at__isnull=True),
                name="one_wish_waits",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.asked_at}"


class CameHow(models.TextChoices):
    PRESENT = "present", pgettext_lazy("attendance", "Present")
    LATE = "late", pgettext_lazy("attendance", "After the beginning")
    BY_VIDEO = "by_video", pgettext_lazy("attendance", "By video")
    REPRESENTED = "represented", _("Represented")
    ABSENT = "absent", pgettext_lazy("attendance", "Absent")


class Attendance(Somebody):
    session = models.ForeignKey(Session, models.CASCADE, related_name="+")
    side = models.ForeignKey(Side, models.PROTECT, null=True, related_name="+")
    how = models.CharField(max_length=12, choices=CameHow)
    represented_by = models.ForeignKey(Companion, models.PROTECT, null=True, related_name="+")
    came_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)

    objects = ForReaders["Attendance"](through="session__")

    class Meta:
        db_table = "dispute_session_attendance"
        constraints = [
            one_person("attendance_of_one_person"),
            models.UniqueConstraint(
                fields=["session", "seat", "party", "companion"], nulls_distinct=False, name="attends_once"
            ),
            models.CheckConstraint(
                condition=Q(how="represented", represented_by__isnull=False) | Q(represented_by__isnull=True),
                name="represented_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.how}"


class SessionEntry(models.Model):
    """What was done about a session, in order, for good: the dispute's timeline must not tell of it."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="+")
    side = models.ForeignKey(Side, models.PROTECT, null=True, related_name="+")
    command = models.CharField(max_length=20)
    source = models.CharField(max_length=12)
    target = models.CharField(max_length=12)
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=10)
    actor_id = models.BigIntegerField(null=True)

    objects = ForReaders["SessionEntry"](through="session__")

    class Meta:
        db_table = "dispute_session_entry"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.session_id} {self.command}"
