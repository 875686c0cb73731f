"""Changes to a working calendar. Each is one transaction, on record, and tells who recomputes deadlines.

Every action returns whether anything changed. Asking for what is already so changes and records nothing.
Hours and days that cannot be raise ClockError with a code; nothing is kept then.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from banjie.core.clocks import (
    ORDINARY_WEEK,
    DayOverride,
    OverrideKind,
    WorkingCalendar,
    parse_shifts,
    parse_week,
)
from banjie.platform import events, stamps
from banjie.platform.actors import Actor
from banjie.platform.calendar import rules
from banjie.platform.calendar.events import CalendarChanged
from banjie.platform.calendar.models import (
    MAIN,
    Calendar,
    CalendarChange,
    CalendarDay,
    CalendarWeek,
    CalendarYear,
)
from banjie.platform.calendar.published import PublishedYear, published_year

STAMP = "calendar"
BY_HAND = "staff"
_SEEDED = "holidays:"


@dataclass(frozen=True, slots=True)
class SeededYear:
    """What seeding a year came to. `kept` are the days set by hand, which it left alone."""

    year: int
    published: bool
    holidays: int
    working_days: int
    kept: int
    changed: bool


@transaction.atomic
def set_time_zone(*, key: str = MAIN, time_zone: str, by: Actor, at: datetime) -> bool:
    """The zone whose clocks the office keeps, by its IANA name. Makes the calendar if there is none."""
    WorkingCalendar(time_zone)
    calendar = _locked(key)
    if calendar.time_zone == time_zone:
        return False
    before, calendar.time_zone = calendar.time_zone, time_zone
    calendar.save(update_fields=["time_zone"])
    _record(key, by, at, "set_time_zone", time_zone, before, time_zone, first_day=None)
    return True


@transaction.atomic
def set_weekly_hours(
    *, key: str = MAIN, hours: Sequence[str], effective_from: date | None = None, by: Actor, at: datetime
) -> bool:
    """Seven texts of shifts, Monday first ("09:00-12:00 13:30-17:30", "" for a day off), from a date on.

    Without a date they hold from the beginning, up to the first date that has hours of its own.
    """
    week = parse_week(hours, effective_from)
    calendar = _locked(key)
    row = CalendarWeek.objects.filter(calendar=calendar, effective_from=effective_from).first()
    stored = rules.stored_week(week)
    if row is not None and row.hours == stored:
        return False
    before = row.hours if row else None
    CalendarWeek.objects.update_or_create(calendar=calendar, effective_from=effective_from, defaults={"hours": stored})
    _record(key, by, at, "set_weekly_hours", _name_of(effective_from), before, stored, first_day=effective_from)
    return True


@transaction.atomic
def clear_weekly_hours(*, key: str = MAIN, effective_from: date, by: Actor, at: datetime) -> bool:
    """Takes back the hours that begin on a date, so that the ones before them go on."""
    calendar = _locked(key)
    row = CalendarWeek.objects.filter(calendar=calendar, effective_from=effective_from).first()
    if row is None:
        return False
    row.delete()
    _record(
        key,
        by,
        at,
        "clear_weekly_hours",
        _name_of(effective_from),
        row.hours,
        None,
        first_day=effective_from,
    )
    return True


@transaction.atomic
def set_day(
    *,
    key: str = MAIN,
    day: date,
    kind: OverrideKind,
    name: str = "",
    name_en: str = "",
    hours: str | None = None,
    by: Actor,
    at: datetime,
) -> bool:
    """Makes a date a holiday, a make-up working day, or a day of other hours ("09:00-12:00").

    What is set by hand outlives seeding. Hours are needed for other hours, possible for a working day.
    """
    shifts = None if hours is None else parse_shifts(hours)
    override = rules.checked_day(DayOverride(day, kind, name.strip(), name_en.strip(), shifts))
    calendar = _locked(key)
    row = CalendarDay.objects.filter(calendar=calendar, date=day).first()
    before = _stored(row) if row else None
    row = row or CalendarDay(calendar=calendar, date=day)
    _fill(row, override, BY_HAND)
    after = _stored(row)
    if before == after:
        return False
    row.save()
    _record(key, by, at, "set_day", day.isoformat(), before, after, first_day=day)
    return True


@transaction.atomic
def clear_day(*, key: str = MAIN, day: date, by: Actor, at: datetime) -> bool:
    """Lets a date follow the week again. Seeding the year anew brings a public holiday back."""
    row = CalendarDay.objects.filter(calendar=_locked(key), date=day).first()
    if row is None:
        return False
    row.delete()
    _record(key, by, at, "clear_day", day.isoformat(), _stored(row), None, first_day=day)
    return True


@transaction.atomic
def seed_from_holidays(
    *,
    country: str,
    years: Iterable[int],
    subdivision: str | None = None,
    key: str = MAIN,
    by: Actor,
    at: datetime,
) -> list[SeededYear]:
    """Takes a country's public holidays and make-up working days of some years from the package `holidays`.

    Safe to repeat, as after an update of the package: days seeded before are replaced, days set by hand
    stay. A year whose announcement the package does not know is seeded with the holidays fixed by law and
    stays unpublished. Raises published.UnknownCountry, and ClockError OUTSIDE_YEARS.
    """
    read = [published_year(country, year, subdivision) for year in sorted(set(years))]
    calendar = _locked(key)
    source = _SEEDED + (f"{country}-{subdivision}" if subdivision else country)
    return [_seed_year(calendar, found, source, by, at) for found in read]


@transaction.atomic
def confirm_year(*, key: str = MAIN, year: int, source: str, by: Actor, at: datetime) -> bool:
    """Says that the holidays of a year are complete, having been set by hand; `source` names the notice."""
    calendar = _locked(key)
    row = CalendarYear.objects.filter(calendar=calendar, year=year).first()
    if row is not None and row.published and row.source == source:
        return False
    before = {"published": row.published, "source": row.source} if row else None
    CalendarYear.objects.update_or_create(calendar=calendar, year=year, defaults={"published": True, "source": source})
    after = {"published": True, "source": source}
    _record(key, by, at, "confirm_year", str(year), before, after, first_day=date(year, 1, 1))
    return True


def _seed_year(calendar: Calendar, found: PublishedYear, source: str, by: Actor, at: datetime) -> SeededYear:
    rows = {row.date: row for row in CalendarDay.objects.filter(calendar=calendar, date__year=found.year)}
    by_hand = {day for day, row in rows.items() if not row.source.startswith(_SEEDED)}
    before = {day.isoformat(): _stored(row) for day, row in rows.items() if day not in by_hand}
    wanted = [
        _fill(CalendarDay(calendar=calendar, date=override.day), override, source)
        for override in found.days
        if override.day not in by_hand
    ]
    after = {row.date.isoformat(): _stored(row) for row in wanted}
    year_changed = _note_year(calendar, found, source)
    if before != after:
        CalendarDay.objects.filter(calendar=calendar, date__year=found.year).exclude(date__in=by_hand).delete()
        CalendarDay.objects.bulk_create(wanted)
    changed = year_changed or before != after
    if changed:
        gone, come = _difference(before, after), _difference(after, before)
        first = date.fromisoformat(min([*gone, *come], default=f"{found.year}-01-01"))
        _record(calendar.key, by, at, "seed_year", str(found.year), gone, come, first_day=first)
    kinds = [row.kind for row in wanted]
    return SeededYear(
        year=found.year,
        published=found.published,
        holidays=kinds.count(OverrideKind.HOLIDAY),
        working_days=kinds.count(OverrideKind.WORKING_DAY),
        kept=len(by_hand),
        changed=changed,
    )


def _note_year(calendar: Calendar, found: PublishedYear, source: str) -> bool:
    """A year that somebody has confirmed by hand stays confirmed."""
    row = CalendarYear.objects.filter(calendar=calendar, year=found.year).first()
    if row is None:
        CalendarYear.objects.create(calendar=calendar, year=found.year, published=found.published, source=source)
        return True
    if (row.published, row.source) == (found.published, source) or (row.published and not found.published):
        return False
    row.published, row.source = found.published, source
    row.save(update_fields=["published", "source"])
    return True


def _locked(key: str) -> Calendar:
    """The calendar, made if need be, and held until the end of the transaction: changes come one by one."""
    calendar, made = Calendar.objects.get_or_create(key=key, defaults={"time_zone": settings.TIME_ZONE})
    if made:
        CalendarWeek.objects.create(calendar=calendar, hours=rules.stored_week(ORDINARY_WEEK))
    return Calendar.objects.select_for_update(of=("self",)).get(key=key)


def _fill(row: CalendarDay, override: DayOverride, source: str) -> CalendarDay:
    row.kind = override.kind.value
    row.name, row.name_en = override.name, override.name_en
    row.hours = None if override.hours is None else rules.stored_hours(override.hours)
    row.source = source
    return row


def _stored(row: CalendarDay) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "name": row.name,
        "name_en": row.name_en,
        "hours": row.hours,
        "source": row.source,
    }


def _difference(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    return {day: stored for day, stored in one.items() if other.get(day) != stored}


def _name_of(effective_from: date | None) -> str:
    return effective_from.isoformat() if effective_from else "always"


def _record(
    key: str,
    by: Actor,
    at: datetime,
    action: str,
    subject: str,
    before: Any,
    after: Any,
    *,
    first_day: date | None,
) -> None:
    CalendarChange.objects.create(
        calendar_key=key,
        at=at,
        by_kind=by.kind,
        by_id=by.id,
        by_name=by.name,
        action=action,
        subject=subject,
        before=before,
        after=after,
    )
    stamps.bump(STAMP)
    events.publish(CalendarChanged(key, first_day.isoformat() if first_day else None))
