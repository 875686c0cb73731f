"""Reckoning figures for everybody and keeping them, so that a visit reads one row."""

import hmac
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from banjie.analytics.models import PublicFigures
from banjie.analytics.public import reckoning
from banjie.analytics.public.reckoning import By, Figures, Measure
from banjie.cases.queries import period_speed, period_tallies, period_verdicts
from banjie.cases.queries.period_durations import durations
from banjie.cases.queries.period_tallies import Cell, Scope
from banjie.catalogue import queries as catalogue
from banjie.mediation.figures import Period, period_of
from banjie.mediation.figures.period import month_before
from banjie.organisations import queries as organisations
from banjie.places import queries as places
from banjie.places.refs import AreaRef

LENGTHS: Final = (1, 3, 12)
TREND: Final = 12
# How far back a first night reckons, and how long late records may still change a period.
_BACK: Final = 36
_SETTLES: Final = timedelta(days=35)
_SALT: Final = b"banjie public figures"


@dataclass(frozen=True, slots=True)
class Kept:
    """The figures of an area and a period as they were reckoned. `first` is the oldest month there is for the area."""

    area: str
    area_name: str
    area_name_en: str
    period: Period
    figures: Figures
    made_at: datetime
    first: date


def kept(area_code: str, key: str = "") -> Kept | None:
    """One row; without a key the newest month. None where nothing is kept of it."""
    rows = PublicFigures.objects.filter(area_code=area_code)
    rows = rows.filter(period=key) if key else rows.filter(months=1).order_by("-first")
    row = rows.first()
    period = period_of(row.period) if row is not None else None
    if row is None or period is None:
        return None
    return Kept(row.area_code, row.area_name, row.area_name_en, period, row.figures, row.made_at, row.since)


def areas() -> Sequence[AreaRef]:
    """The areas of which figures are told: those at the top, the widest first."""
    tops = [area for area in places.children() if area.active]
    return sorted(tops, key=lambda area: (-len(places.children(area.path)), area.code))


def reckon_due(*, at: datetime) -> int:
    """Reckons what is over and not kept yet, or may still have changed. Returns how many periods."""
    oldest = period_speed.first_received()
    if oldest is None:
        return 0
    zone = ZoneInfo(settings.TIME_ZONE)
    today, since = at.astimezone(zone).date(), oldest.astimezone(zone).date().replace(day=1)
    done = 0
    for area in areas():
        for period in _due(area, since, today):
            reckon(area, period, since=max(since, _earliest(today)), at=at)
            done += 1
    return done


@transaction.atomic
def reckon(area: AreaRef, period: Period, *, since: date, at: datetime) -> None:
    """Reckons and keeps one period of one area, in place of what was kept of it."""
    begin, end = period.moments(ZoneInfo(settings.TIME_ZONE))
    scope = Scope(area_path=area.path)
    cells, took = _counted(scope, begin, end), durations(scope, since=begin, until=end)
    figures = reckoning.told(cells, took, _names(area), lambda name: _lot(f"{area.code}:{period.key}:{name}"))
    figures["months"] = _trend(area, period, figures)
    PublicFigures.objects.update_or_create(
        area_code=area.code,
        period=period.key,
        defaults={
            "area_name": area.name,
            "area_name_en": area.name_en or area.name,
            "first": period.first,
            "months": period.months,
            "since": since,
            "figures": figures,
            "made_at": at,
        },
    )


def _due(area: AreaRef, since: date, today: date) -> Iterator[Period]:
    """Months before quarters and years, which show them."""
    # What was reckoned before a measure was told is reckoned once more.
    whole = PublicFigures.objects.filter(area_code=area.code, figures__total__has_keys=[str(each) for each in Measure])
    known = dict(whole.order_by("id").values_list("period", "made_at"))
    zone = ZoneInfo(settings.TIME_ZONE)
    last = month_before(today)
    for months in LENGTHS:
        for period in _over(months, max(since, _earliest(today)), last):
            made_at = known.get(period.key)
            if made_at is None or (period.after + _SETTLES > today and made_at.astimezone(zone).date() < today):
                yield period


def _over(months: int, since: date, last: Period) -> Iterator[Period]:
    """The whole periods of a length that began from `since`'s on and are over with the last month."""
    begin = since.replace(day=1, month=(since.month - 1) // months * months + 1)
    period = Period(begin, months)
    while period.after <= last.after:
        yield period
        period = period.next


def _earliest(today: date) -> date:
    months = today.year * 12 + today.month - 1 - _BACK
    return date(months // 12, months % 12 + 1, 1)


def _counted(scope: Scope, since: datetime, until: datetime) -> Mapping[Cell, Mapping[str, int]]:
    found: dict[Cell, dict[str, int]] = {}
    # Closings are counted by both; the flows' are those that are told.
    for counts, left_out in (
        (period_tallies.flows(scope, since=since, until=until), frozenset[str]()),
        (period_verdicts.verdict_counts(scope, since=since, until=until), frozenset({"closed", "returned"})),
        (period_speed.speeds(scope, since=since, until=until), frozenset[str]()),
    ):
        for cell, values in counts.items():
            own = found.setdefault(cell, {})
            own |= {name: count for name, count in values.items() if name not in left_out}
    return found


def _names(top: AreaRef) -> Any:
    """Areas directly below, units and top categories by their names in both languages."""
    parts = {area.path: area for area in places.children(top.path)}
    units, nodes = organisations.units_index(), catalogue.current().nodes

    def named(by: By, key: str) -> tuple[str, str] | None:
        match by:
            case By.AREA:
                area = parts.get(key)
                return (area.name, area.name_en or area.name) if area is not None else None
            case By.UNIT:
                unit = units.get(int(key)) if key else None
                return (unit.name, unit.name_en or unit.name) if unit is not None else None
            case By.CATEGORY:
                node = nodes.get(key)
                return (node.name, node.name_en) if node is not None else None

    return named


def _trend(area: AreaRef, period: Period, figures: Figures) -> list[Figures]:
    """The totals of the twelve months up to its end, as they are kept themselves."""
    rows = PublicFigures.objects.filter(area_code=area.code, months=1, first__lt=period.after).order_by("-first")
    months = {row.period: row.figures["total"] for row in rows[:TREND]}
    if period.months == 1:
        months[period.key] = figures["total"]
    return [{"key": key, **months[key]} for key in sorted(months)[-TREND:]]


def _lot(name: str) -> float:
    """The same for the same number for good, and nobody's to guess without the installation's key."""
    digest = hmac.new(_SALT + settings.SECRET_KEY.encode(), name.encode(), sha256).digest()
    return int.from_bytes(digest[:8], "big") / 2**64
