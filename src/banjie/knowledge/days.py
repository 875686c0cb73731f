"""Days as the offices count them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings


def local_day(at: datetime) -> date:
    return at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
