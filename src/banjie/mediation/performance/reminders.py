"""When whoever owes is reminded. Pure. Each occasion comes once; one that a standstill missed is not made up for
once the next has come.
"""

from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from banjie.mediation.performance.dates import DueDay

_BEFORE: Final = timedelta(days=3)
_AFTER: Final = timedelta(days=7)


class Occasion(StrEnum):
    BEFORE = "before"
    ON_DAY = "on_day"
    LATE = "late"


def occasion(day: DueDay, *, today: date) -> Occasion | None:
    """Three days ahead, on the day (until it is over, where a holiday moved it), and once within a week after."""
    if day.agreed <= today <= day.last:
        return Occasion.ON_DAY
    if today < day.agreed:
        return Occasion.BEFORE if day.agreed - today <= _BEFORE else None
    return Occasion.LATE if today - day.last <= _AFTER else None
