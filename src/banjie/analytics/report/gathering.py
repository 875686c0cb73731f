"""Brings together what a report is made from: counts of its period and of those it is compared with, and names.

Read for nobody in particular; `reports.visible` decides who may read what comes of it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from banjie.analytics.indicators import Tally, total
from banjie.analytics.report.figures import Day, Figures, Group, NamedCase, ScopeKind, Subject
from banjie.analytics.report.periods import Period, charted, compared_with
from banjie.cases.queries import period_noted, period_standing, period_tallies
from banjie.cases.queries.period_tallies import Cell, Scope
from banjie.cases.reference import reference
from banjie.organisations import queries as organisations
from banjie.places import queries as places

NOTED: Final = 12
LATE: Final = 50


class UnknownScope(LookupError):
    """There is no such area or unit."""


def subject_of(kind: ScopeKind, path: str) -> Subject:
    """Raises UnknownScope."""
    return _area(path) if kind is ScopeKind.AREA else _unit(path)


def gather(subject: Subject, period: Period, *, zone: ZoneInfo) -> Figures:
    """Everything a report on the period needs, as things stand on record now."""
    scope = scope_of(subject)
    since, until = period.bounds(zone)
    cells, late = _cells(scope, period, zone)
    noted = period_noted.noted(scope, since=since, until=until)
    nameable = [each for each in late if each.nameable]
    return Figures(
        subject=subject,
        kind=period.kind,
        first=period.first,
        last=period.last,
        now=total(cells.values()),
        before={against: _whole(scope, other, zone) for against, other in compared_with(period).items()},
        parts=_parts(scope, cells),
        units=_units(subject, cells),
        categories=_categories(cells),
        days=_days(scope, period, zone),
        noted=_kept(noted[:NOTED]),
        noted_total=len(noted),
        late=_kept(period_noted.late_named(nameable[:LATE])),
        late_total=len(nameable),
    )


def scope_of(subject: Subject) -> Scope:
    return Scope(**{f"{subject.kind}_path": subject.path})


def _area(path: str) -> Subject:
    area = places.by_path(path)
    if area is None:
        raise UnknownScope(path)
    centre = organisations.units_index().centre(path)
    own = centre if centre is not None and centre.area_path == path else None
    name_en = area.name_en or area.name
    return Subject(
        kind=ScopeKind.AREA,
        path=path,
        name=area.name,
        name_en=name_en,
        issuer=own.name if own else area.name,
        issuer_en=(own.name_en or own.name) if own else name_en,
    )


def _unit(path: str) -> Subject:
    own = next((each for each in organisations.units_index() if each.path == path), None)
    if own is None:
        raise UnknownScope(path)
    name_en = own.name_en or own.name
    return Subject(
        kind=ScopeKind.UNIT,
        path=path,
        name=own.name,
        name_en=name_en,
        issuer=own.name,
        issuer_en=name_en,
        unit_id=own.id,
        whole=len(organisations.units_index().subtree(path)) == 1,
    )


def _cells(
    scope: Scope, period: Period, zone: ZoneInfo
) -> tuple[Mapping[Cell, Tally], tuple[period_standing.Late, ...]]:
    stock, late = period_standing.stock(scope, at=period.over_at(zone))
    return _tallies(scope, period, zone, stock), tuple(late)


def _whole(scope: Scope, period: Period, zone: ZoneInfo) -> Tally:
    """All counts of a compared period in one."""
    stock = period_standing.stock_counts(scope, at=period.over_at(zone))
    return total(_tallies(scope, period, zone, stock).values())


def _tallies(
    scope: Scope, period: Period, zone: ZoneInfo, stock: Mapping[Cell, period_tallies.Counts]
) -> Mapping[Cell, Tally]:
    since, until = period.bounds(zone)
    counts: dict[Cell, dict[str, int]] = defaultdict(dict)
    for found in (period_tallies.flows(scope, since=since, until=until), stock):
        for cell, each in found.items():
            counts[cell] |= each
    return {cell: Tally(**each) for cell, each in counts.items()}


def _gathered(cells: Mapping[Cell, Tally], key: Callable[[Cell], Any]) -> dict[Any, Tally]:
    found: dict[Any, Tally] = defaultdict(Tally)
    for cell, tally in cells.items():
        found[key(cell)] += tally
    return found


def _parts(scope: Scope, cells: Mapping[Cell, Tally]) -> tuple[Group, ...]:
    """Every part of an area, those without a case too; of a unit's area only those where it has some."""
    found = _gathered(cells, lambda cell: cell.part)
    everywhere = period_tallies.parts_of(scope)
    paths = list(everywhere if scope.area_path else [path for path in everywhere if path in found])
    rest = sorted(path for path in found if path not in paths and found[path] != Tally())
    if not paths:
        return ()
    return tuple(_part(path, found.get(path, Tally()), scope) for path in (*paths, *rest))


def _part(path: str, tally: Tally, scope: Scope) -> Group:
    area = reference().area_at(path) if path != scope.base_path else None
    return Group(
        key=path if area else "",
        name=area.name if area else "",
        name_en=(area.name_en or area.name) if area else "",
        tally=tally,
    )


def _units(subject: Subject, cells: Mapping[Cell, Tally]) -> tuple[Group, ...]:
    """The units that have something to show, the busiest first; none for a report about a single unit."""
    if subject.kind is ScopeKind.UNIT and subject.whole:
        return ()
    look_up = reference()
    groups = []
    for unit_id, tally in _gathered(cells, lambda cell: cell.unit_id).items():
        unit = look_up.unit_named(unit_id)
        names = {"name": unit.name, "name_en": unit.name_en or unit.name} if unit else {"name": "", "name_en": ""}
        groups.append(Group(key=str(unit.id) if unit else "", tally=tally, **names))
    return tuple(sorted(groups, key=_busiest))


def _categories(cells: Mapping[Cell, Tally]) -> tuple[Group, ...]:
    look_up = reference()
    groups = []
    for path, tally in _gathered(cells, lambda cell: cell.category).items():
        category = look_up.category_at(path)
        name, name_en = (category.name, category.name_en or category.name) if category else ("", "")
        groups.append(Group(key=path if category else "", name=name, name_en=name_en, tally=tally))
    return tuple(sorted(groups, key=_busiest))


def _busiest(group: Group) -> tuple[bool, int, int, str, str]:
    tally = group.tally
    return not group.key, -(tally.received + tally.closed), -tally.open, group.name, group.key


def _days(scope: Scope, period: Period, zone: ZoneInfo) -> tuple[Day, ...]:
    first, last = charted(period)
    since, until = Period(period.kind, first, last).bounds(zone)
    found = period_tallies.daily(scope, since=since, until=until, zone=zone.key)
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return tuple(_day(day, found) for day in days)


def _day(day: date, found: Mapping[str, Mapping[str, int]]) -> Day:
    return Day(day=day, **found.get(day.isoformat(), {}))


def _kept(named: Iterable[period_noted.Named]) -> tuple[NamedCase, ...]:
    return tuple(NamedCase.model_validate(asdict(each)) for each in named)
