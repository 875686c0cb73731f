"""Reads of the working calendars."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Count

from banjie.core.clocks import DayOverride, OverrideKind, WorkingCalendar
from banjie.platform.calendar import rules
from banjie.platform.calendar.models import (
    MAIN,
    Calendar,
    CalendarChange,
    CalendarDay,
    CalendarYear,
)
from banjie.platform.stamps import Cached


class UnknownCalendar(LookupError):
    """There is no calendar under this key."""

    def __init__(self, key: str) -> None:
        super().__init__(f"there is no calendar {key}")
        self.key = key


@dataclass(frozen=True, slots=True)
class YearCoverage:
    """A year the calendar knows. Unpublished: its holidays are foreseen by law, its moved days are not."""

    year: int
    published: bool
    source: str
    holidays: int
    working_days: int


@dataclass(frozen=True, slots=True)
class DayEntry:
    """A date that departs from the week, with where that is known from ("staff", "holidays:CN")."""

    override: DayOverride
    source: str


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a calendar's history; `before` and `after` are what was stored."""

    at: datetime
    by_kind: str
    by_id: int | None
    by_name: str
    action: str
    subject: str
    before: Any
    after: Any


def calendar(key: str = MAIN) -> WorkingCalendar:
    """The working calendar, read once per process and again after a change. Raises UnknownCalendar.

    Until somebody sets it up, "main" is the ordinary week in the site's time zone with no year published.
    """
    found = _calendars.get().get(key)
    if found is None:
        raise UnknownCalendar(key)
    return found


def years_covered(key: str = MAIN) -> tuple[YearCoverage, ...]:
    """The years seeded or confirmed, in order; a year that is missing has no holidays at all."""
    counted = CalendarDay.objects.filter(calendar=key).values_list("date__year", "kind").annotate(Count("id"))
    counts = {(year, kind): count for year, kind, count in counted}
    return tuple(
        YearCoverage(
            row.year,
            row.published,
            row.source,
            counts.get((row.year, OverrideKind.HOLIDAY), 0),
            counts.get((row.year, OverrideKind.WORKING_DAY), 0),
        )
        for row in CalendarYear.objects.filter(calendar=key).order_by("year")
    )


def missing_years(key: str = MAIN, *, today: date) -> tuple[int, ...]:
    """Years that deadlines set now will reach and whose holidays are not published: a thing to see to.

    From October on the next year counts: China publishes it in November.
    """
    published = calendar(key).published_years or frozenset()
    wanted = (today.year, today.year + 1) if today.month >= 10 else (today.year,)
    return tuple(year for year in wanted if year not in published)


def days(key: str = MAIN, *, year: int) -> tuple[DayEntry, ...]:
    """The dates of a year that depart from the week, in order."""
    rows = CalendarDay.objects.filter(calendar=key, date__year=year).order_by("date")
    return tuple(DayEntry(_override(row), row.source) for row in rows)


def changes(key: str = MAIN, *, limit: int = 50) -> tuple[Change, ...]:
    """The latest changes, newest first."""
    rows = CalendarChange.objects.filter(calendar_key=key).order_by("-id")[:limit]
    return tuple(
        Change(
            row.at,
            row.by_kind,
            row.by_id,
            row.by_name,
            row.action,
            row.subject,
            row.before,
            row.after,
        )
        for row in rows
    )


def _override(row: CalendarDay) -> DayOverride:
    return rules.override_of(row.date, row.kind, row.name, row.name_en, row.hours)


def _load() -> dict[str, WorkingCalendar]:
    rows = Calendar.objects.prefetch_related("weeks", "days", "years")
    found = {row.key: _assembled(row) for row in rows}
    found.setdefault(MAIN, WorkingCalendar(settings.TIME_ZONE, published_years=frozenset()))
    return found


def _assembled(row: Calendar) -> WorkingCalendar:
    return WorkingCalendar(
        time_zone=row.time_zone,
        weeks=rules.ordered_weeks(rules.week_of(week.hours, week.effective_from) for week in row.weeks.all()),
        overrides=tuple(_override(day) for day in row.days.all()),
        published_years=frozenset(year.year for year in row.years.all() if year.published),
    )


_calendars = Cached("calendar", load=_load)
