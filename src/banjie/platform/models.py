"""Tables of the platform. The calendar keeps its own in `platform.calendar.models`; Django looks here."""

from django.db import models

from banjie.platform.calendar.models import Calendar, CalendarChange, CalendarDay, CalendarWeek, CalendarYear

__all__ = ["Calendar", "CalendarChange", "CalendarDay", "CalendarWeek", "CalendarYear", "Stamp"]


class Stamp(models.Model):
    """A number that grows whenever something that processes cache has changed (see `stamps`)."""

    name = models.CharField(max_length=60, primary_key=True)
    value = models.BigIntegerField(default=0)

    class Meta:
        db_table = "platform_stamp"

    def __str__(self) -> str:
        return f"{self.name}={self.value}"
