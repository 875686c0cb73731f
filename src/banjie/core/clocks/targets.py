"""How long a step may take: an amount and a unit, readable from a spreadsheet cell."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from banjie.core.clocks.errors import ClockError, ClockErrorCode


class Unit(StrEnum):
    """What a target is counted in. Hours and minutes run from the moment; days from the next day."""

    CALENDAR_MINUTES = "calendar_minutes"
    CALENDAR_HOURS = "calendar_hours"
    CALENDAR_DAYS = "calendar_days"
    WORKING_MINUTES = "working_minutes"
    WORKING_HOURS = "working_hours"
    WORKING_DAYS = "working_days"

    @property
    def in_days(self) -> bool:
        return self in _DAYS

    @property
    def in_working_time(self) -> bool:
        return self in _WORKING


_DAYS = frozenset({Unit.CALENDAR_DAYS, Unit.WORKING_DAYS})
_WORKING = frozenset({Unit.WORKING_MINUTES, Unit.WORKING_HOURS, Unit.WORKING_DAYS})

# Ten years: beyond that a deadline is a typing error, and the tables would grow for nothing.
_LARGEST = {
    Unit.CALENDAR_MINUTES: 5_256_000,
    Unit.CALENDAR_HOURS: 87_600,
    Unit.CALENDAR_DAYS: 3_650,
    Unit.WORKING_MINUTES: 1_252_800,
    Unit.WORKING_HOURS: 20_880,
    Unit.WORKING_DAYS: 2_610,
}

_SHORT = {
    Unit.CALENDAR_MINUTES: "m",
    Unit.CALENDAR_HOURS: "h",
    Unit.CALENDAR_DAYS: "d",
    Unit.WORKING_MINUTES: "wm",
    Unit.WORKING_HOURS: "wh",
    Unit.WORKING_DAYS: "wd",
}

# Keys are lower case, without spaces and without a plural s.
_NAMES = {short: unit for unit, short in _SHORT.items()} | {
    "min": Unit.CALENDAR_MINUTES,
    "minute": Unit.CALENDAR_MINUTES,
    "分": Unit.CALENDAR_MINUTES,
    "分钟": Unit.CALENDAR_MINUTES,
    "hour": Unit.CALENDAR_HOURS,
    "calendarhour": Unit.CALENDAR_HOURS,
    "时": Unit.CALENDAR_HOURS,
    "小时": Unit.CALENDAR_HOURS,
    "自然小时": Unit.CALENDAR_HOURS,
    "day": Unit.CALENDAR_DAYS,
    "calendarday": Unit.CALENDAR_DAYS,
    "天": Unit.CALENDAR_DAYS,
    "日": Unit.CALENDAR_DAYS,
    "自然日": Unit.CALENDAR_DAYS,
    "workingminute": Unit.WORKING_MINUTES,
    "工作分钟": Unit.WORKING_MINUTES,
    "workinghour": Unit.WORKING_HOURS,
    "businesshour": Unit.WORKING_HOURS,
    "工作小时": Unit.WORKING_HOURS,
    "工作时": Unit.WORKING_HOURS,
    "workingday": Unit.WORKING_DAYS,
    "businessday": Unit.WORKING_DAYS,
    "工作日": Unit.WORKING_DAYS,
    "工作天": Unit.WORKING_DAYS,
}

_FORM = re.compile(r"(\d{1,9})个?([^\d\s]+)")


@dataclass(frozen=True, slots=True)
class Target:
    """A whole number of one unit, between 1 and ten years of it.

    Days may also be 0: by the close of business of the day itself ("settled the same day", 当日办结).
    Raises ClockError BAD_TARGET.
    """

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        least = 0 if self.unit in _DAYS else 1
        if not least <= self.amount <= _LARGEST[self.unit]:
            raise ClockError(
                ClockErrorCode.BAD_TARGET,
                amount=self.amount,
                unit=self.unit.value,
                least=least,
                largest=_LARGEST[self.unit],
            )

    def __str__(self) -> str:
        return f"{self.amount}{_SHORT[self.unit]}"


def parse_target(text: str) -> Target:
    """Reads "4wh", "2 wd", "24h", "30m", "3 working days", "２个工作日", "24小时".

    A bare "3d" or "3天" means calendar days. Raises ClockError BAD_TARGET with the text.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).lower().split())
    form = _FORM.fullmatch(plain)
    unit = _unit(form[2]) if form else None
    if form is None or unit is None:
        raise ClockError(ClockErrorCode.BAD_TARGET, text=text)
    return Target(int(form[1]), unit)


def format_target(target: Target) -> str:
    """The short form that `parse_target` reads back: "4wh"."""
    return str(target)


def _unit(name: str) -> Unit | None:
    return _NAMES.get(name) or _NAMES.get(name.removesuffix("s"))
