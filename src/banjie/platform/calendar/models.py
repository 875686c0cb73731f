"""Tables of the working calendars: hours, days that depart from them, known years, and every change."""

from django.db import models
from django.db.models import Q

from banjie.core.clocks import OverrideKind
from banjie.platform.actors import ActorKind

MAIN = "main"


class Calendar(models.Model):
    """A working calendar. Most places have one, under the key "main"."""

    key = models.CharField(max_length=40, primary_key=True)
    time_zone = models.CharField(max_length=60)

    class Meta:
        db_table = "platform_calendar"

    def __str__(self) -> str:
        return self.key


class CalendarWeek(models.Model):
    """Weekly hours from a date on (null: from the beginning).

    `hours` is seven lists of "09:00-12:00", Monday first.
    """

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="weeks")
    effective_from = models.DateField(null=True)
    hours = models.JSONField()

    class Meta:
        db_table = "platform_calendar_week"
        constraints = (
            models.UniqueConstraint(
                fields=("calendar", "effective_from"),
                nulls_distinct=False,
                name="platform_calendar_week_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.calendar_id} from {self.effective_from}"


class CalendarDay(models.Model):
    """A date that does not follow the week. `hours`, a list of "09:00-12:00", is null for the usual ones.

    `source` is "holidays:CN" for a seeded day (the package, the country) and "staff" for one set by hand;
    seeding again leaves the latter alone.
    """

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="days")
    date = models.DateField()
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in OverrideKind])
    name = models.CharField(max_length=80, blank=True)
    name_en = models.CharField(max_length=80, blank=True)
    hours = models.JSONField(null=True)
    source = models.CharField(max_length=40)

    class Meta:
        db_table = "platform_calendar_day"
        constraints = (
            models.UniqueConstraint(fields=("calendar", "date"), name="platform_calendar_day_once"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in OverrideKind]),
                name="platform_calendar_day_kind",
            ),
            models.CheckConstraint(
                condition=(
                    Q(kind=OverrideKind.HOLIDAY.value, hours__isnull=True)
                    | Q(kind=OverrideKind.CUSTOM.value, hours__isnull=False)
                    | Q(kind=OverrideKind.WORKING_DAY.value)
                ),
                name="platform_calendar_day_hours",
            ),
        )

    def __str__(self) -> str:
        return f"{self.date} {self.kind} {self.name}".rstrip()


class CalendarYear(models.Model):
    """A year that has been looked at. `published` is false while its holidays are only foreseen by rule."""

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField()
    published = models.BooleanField()
    source = models.CharField(max_length=80)

    class Meta:
        db_table = "platform_calendar_year"
        constraints = (models.UniqueConstraint(fields=("calendar", "year"), name="platform_calendar_year_once"),)

    def __str__(self) -> str:
        return f"{self.calendar_id} {self.year}"


class CalendarChange(models.Model):
    """Append-only: who changed what of a calendar, when. It has no foreign keys, so that nothing can take it
    along when it is deleted."""

    calendar_key = models.CharField(max_length=40)
    at = models.DateTimeField()
    by_kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in ActorKind])
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=100)
    action = models.CharField(max_length=30)
    subject = models.CharField(max_length=40)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        db_table = "platform_calendar_change"
        indexes = (models.Index(fields=("calendar_key", "-id"), name="platform_calendar_change_new"),)

    def __str__(self) -> str:
        return f"{self.calendar_key}: {self.action} {self.subject}"
