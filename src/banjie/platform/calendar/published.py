"""A country's public holidays and make-up working days, from the package `holidays`.

In a country that moves working days (China: 调休), the package knows a year in full only once the government
has announced it; before that it gives the holidays that the law fixes, without the days moved. Such a year
is not "published" here. Elsewhere the rules give every year.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from banjie.core.clocks import ClockError, ClockErrorCode, DayOverride, OverrideKind

if TYPE_CHECKING:
    import holidays

FIRST_YEAR: Final = 1950  # the package's first for China
LAST_YEAR: Final = 2099  # and the last of its lunar calendar
_LANGUAGES: Final = {"CN": "zh_CN"}
_OBSERVED: Final = re.compile(r"（补假）|\s*\(observed\)")
_COUNTRY: Final = re.compile(r"[A-Z]{2}")  # the package would take the name of any of its classes
_ONE_DAY: Final = timedelta(days=1)


class UnknownCountry(ValueError):
    """The package has no holidays for this country or part of one. `country` and `subdivision` are kept."""

    def __init__(self, country: str, subdivision: str | None) -> None:
        super().__init__(f"no holidays are known for {country} {subdivision or ''}".rstrip())
        self.country = country
        self.subdivision = subdivision


@dataclass(frozen=True, slots=True)
class PublishedYear:
    """The days of one year that depart from the week, in order."""

    year: int
    published: bool
    days: tuple[DayOverride, ...]


def published_year(country: str, year: int, subdivision: str | None = None) -> PublishedYear:
    """What is known of a year, 1950–2099. `country` is ISO 3166-1 alpha-2.

    Raises UnknownCountry, and ClockError OUTSIDE_YEARS.

    A moved day off carries the name of its festival ("春节"), as the announcement does, and so does the
    weekend worked for it.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ClockError(ClockErrorCode.OUTSIDE_YEARS, year=year, first=FIRST_YEAR, last=LAST_YEAR)
    local = _read(country, year, subdivision, _LANGUAGES.get(country))
    english = _read(country, year, subdivision, "en_US")
    moved = dict(_moved_days(local))
    days = [
        DayOverride(day, OverrideKind.HOLIDAY, _name(local, day, moved), _name(english, day, moved))
        for day in local
        if day.year == year
    ]
    worked = {worked: off for off, worked in moved.items()}
    days += [
        DayOverride(
            day,
            OverrideKind.WORKING_DAY,
            _name(local, worked[day], moved) if day in worked else "",
            _name(english, worked[day], moved) if day in worked else "",
        )
        for day in local.weekend_workdays
        if day.year == year
    ]
    announced = getattr(local, "special_public_holidays", {})
    published = year in announced if _moves_days(local) else True
    return PublishedYear(year, published, tuple(sorted(days, key=lambda override: override.day)))


def _read(country: str, year: int, subdivision: str | None, language: str | None) -> "holidays.HolidayBase":
    # Only seeding a calendar asks it, once a year.
    import holidays

    if _COUNTRY.fullmatch(country) is None:
        raise UnknownCountry(country, subdivision)
    # The neighbours too: a block of days off may lie across the end of the year.
    years = range(year - 1, year + 2)
    try:
        return holidays.country_holidays(country, subdiv=subdivision, years=years, language=language)
    except NotImplementedError as error:
        raise UnknownCountry(country, subdivision) from error


def _moves_days(known: "holidays.HolidayBase") -> bool:
    return bool(getattr(known, "has_substituted_holidays", False))


def _moved_days(known: "holidays.HolidayBase") -> Iterator[tuple[date, date]]:
    """Days off with the weekend day that is worked for each."""
    for year, entries in getattr(known, "special_public_holidays", {}).items():
        listed = entries if isinstance(entries[0], tuple) else (entries,)
        for entry in listed:
            if len(entry) >= 4:
                month, day, worked_month, worked_day, *worked_year = entry
                worked = date(worked_year[0] if worked_year else year, worked_month, worked_day)
                yield date(year, month, day), worked


def _name(known: "holidays.HolidayBase", day: date, moved: dict[date, date]) -> str:
    """The holiday's name; for a moved day off, that of the festival whose run of days off it lengthens."""
    label: str = known.get(day, "")
    if not _moves_days(known):
        return label
    if day not in moved:
        return _OBSERVED.sub("", label)
    festivals = Counter(
        name
        for near in _run_of_days_off(known, day)
        if near in known and near not in moved
        for name in _OBSERVED.sub("", known[near]).split("; ")
    )
    return festivals.most_common(1)[0][0] if festivals else label


def _run_of_days_off(known: "holidays.HolidayBase", day: date) -> list[date]:
    first = last = day
    while not known.is_working_day(first - _ONE_DAY):
        first -= _ONE_DAY
    while not known.is_working_day(last + _ONE_DAY):
        last += _ONE_DAY
    return [first + _ONE_DAY * offset for offset in range((last - first).days + 1)]
