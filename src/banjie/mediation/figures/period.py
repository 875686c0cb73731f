"""A month, a quarter or a year, as forms are sent. Pure."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

_WRITTEN: Final = re.compile(r"(?P<year>\d{4})(?:-(?:(?P<month>\d{2})|Q(?P<quarter>[1-4])))?")
_FIRST: Final = 1978


@dataclass(frozen=True, slots=True)
class Period:
    """Whole months from `first` (the first day) on."""

    first: date
    months: int

    @property
    def after(self) -> date:
        """The first day that is no longer of it."""
        months = self.first.year * 12 + self.first.month - 1 + self.months
        return date(months // 12, months % 12 + 1, 1)

    @property
    def key(self) -> str:
        """As it stands in an address: 2024, 2024-Q3, 2024-07."""
        if self.months == 12:
            return f"{self.first.year}"
        if self.months == 3:
            return f"{self.first.year}-Q{(self.first.month + 2) // 3}"
        return f"{self.first.year}-{self.first.month:02d}"

    @property
    def before(self) -> "Period":
        """The period of the same length that ends where this begins."""
        months = self.first.year * 12 + self.first.month - 1 - self.months
        return Period(date(months // 12, months % 12 + 1, 1), self.months)

    @property
    def next(self) -> "Period":
        return Period(self.after, self.months)

    def moments(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Its first moment, and the first after it."""
        return datetime.combine(self.first, time.min, zone), datetime.combine(self.after, time.min, zone)


def period_of(key: str) -> Period | None:
    """The period of a key; None for what is none."""
    found = _WRITTEN.fullmatch(key)
    if found is None or not _FIRST <= int(found["year"]) < 9999:
        return None
    year = int(found["year"])
    if found["quarter"]:
        return Period(date(year, 3 * int(found["quarter"]) - 2, 1), 3)
    if found["month"]:
        return Period(date(year, int(found["month"]), 1), 1) if 1 <= int(found["month"]) <= 12 else None
    return Period(date(year, 1, 1), 12)


def month_before(day: date) -> Period:
    """The last whole month: the form that is due."""
    return Period(date(day.year, day.month, 1), 1).before
