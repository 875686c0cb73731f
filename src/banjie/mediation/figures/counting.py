"""Counts the disputes of a period that a viewer may count: one statement, whatever their number."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection

from banjie.mediation.models import Ending
from banjie.organisations import queries as organisations
from banjie.organisations.permissions import Permission, Viewer, inside

from .entries import COLUMNS, Sign, What, entries
from .period import Period
from .tallies import Counts, Group, RungCounts, Tally

# Of disputes that changed since they were looked at, what the tables say now goes before what was kept. Each is summed
# by itself: nothing is made of a hundred thousand rows but their sums.
_SUMMED: Final = """
    SELECT what, kind, track, label, signs::int, count(*), count(amount), sum(amount), sum(took) FROM {source}
    WHERE at >= %s AND at < %s AND {{reach}} AND {{chosen}} {also} GROUP BY what, track, label, kind, signs
"""
_NOT_DUE: Final = "AND NOT EXISTS (SELECT 1 FROM due WHERE due.dispute_id = kept.dispute_id)"
_FOUND: Final = f"({entries('d.case_id IN (SELECT dispute_id FROM due)')}) AS found ({COLUMNS})"  # noqa: S608  words of this package
_COUNT: Final = f"""
    WITH due AS MATERIALIZED (SELECT DISTINCT dispute_id FROM dispute_figure_due)
    {_SUMMED.format(source="dispute_figure_entry kept", also=_NOT_DUE)}
    UNION ALL {_SUMMED.format(source=_FOUND, also="")}
    ORDER BY what, track, label, kind, signs
"""  # noqa: S608  words of this package


@dataclass(frozen=True, slots=True)
class Filters:
    """What is counted of all that may be: one committee with those below it, one track."""

    unit_path: str = ""
    track: str = ""


@dataclass(frozen=True, slots=True)
class _Condition:
    """A condition on what is counted, and what it is asked with."""

    text: str
    values: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    """Entries that are alike in all that is counted."""

    what: str
    kind: str
    track: str
    label: str
    signs: Sign
    n: int
    with_amount: int
    amount: Decimal
    took: timedelta


def may_count(viewer: Viewer) -> bool:
    return bool(viewer.permissions & {Permission.MEDIATION_SEE, Permission.MEDIATION_LEAD})


def counted(viewer: Viewer, period: Period, filters: Filters | None = None) -> Counts:
    """What the viewer may count of a period, by the days of the jurisdiction."""
    since, until = period.moments(ZoneInfo(settings.TIME_ZONE))
    reach = _reach(viewer)
    if reach is None:
        return Counts()
    lines = _lines(reach, _chosen(filters or Filters()), since, until)
    return Counts(_groups(lines), _rungs(lines))


def _reach(viewer: Viewer) -> _Condition | None:
    """Disputes in the areas over which the viewer sees mediation, and those with committees there or that they head."""
    found: list[_Condition] = []
    units = list(organisations.units_index())
    for grant in viewer.scopes(Permission.MEDIATION_SEE):
        if "." not in grant.area_path:
            return _Condition("true")
        serving = [unit.id for unit in units if inside(unit.area_path, grant.area_path)]
        found.append(_Condition("(area_path <@ %s::ltree OR lead_unit_id = ANY(%s))", (str(grant.area_path), serving)))
    found.extend(_led_from(grant.unit_path) for grant in viewer.scopes(Permission.MEDIATION_LEAD))
    if not found:
        return None
    return _Condition(f"({' OR '.join(each.text for each in found)})", tuple(v for each in found for v in each.values))


def _led_from(unit_path: str) -> _Condition:
    return _Condition("lead_unit_path <@ %s::ltree", (str(unit_path),))


def _chosen(filters: Filters) -> _Condition:
    found = [_Condition("true")]
    if filters.unit_path:
        found.append(_led_from(filters.unit_path))
    if filters.track:
        found.append(_Condition("of_track = %s", (filters.track,)))
    return _Condition(" AND ".join(each.text for each in found), tuple(v for each in found for v in each.values))


def _lines(reach: _Condition, chosen: _Condition, since: datetime, until: datetime) -> Sequence[_Line]:
    asked: list[Any] = [since, until, *reach.values, *chosen.values]
    with connection.cursor() as cursor:
        cursor.execute(_COUNT.format(reach=reach.text, chosen=chosen.text), asked * 2)
        return [
            _Line(what, kind, track, label, Sign(signs), n, with_amount, amount or Decimal(0), took or timedelta())
            for what, kind, track, label, signs, n, with_amount, amount, took in cursor.fetchall()
        ]


def _groups(lines: Sequence[_Line]) -> list[Group]:
    """What was kept and what was found anew comes in lines of its own: those that are alike are put together."""
    received: dict[tuple[str, str], int] = {}
    ended: dict[tuple[str, str, str], list[_Line]] = {}
    for each in lines:
        if each.what == What.RECEIVED:
            received[each.kind, each.track] = received.get((each.kind, each.track), 0) + each.n
        elif each.what == What.ENDED:
            ended.setdefault((each.kind, each.track, each.label), []).append(each)
    return [
        *(Group(*key, "", Tally(received=n)) for key, n in received.items()),
        *(Group(*key, _tally(key[2], alike)) for key, alike in ended.items()),
    ]


def _tally(ending: str, lines: Sequence[_Line]) -> Tally:
    n = _with(Sign(0), lines)
    agreed = ending == Ending.AGREED
    took = sum((each.took for each in lines), timedelta())
    return Tally(
        ended=n,
        agreed=n if agreed else 0,
        not_mediable=n if ending == Ending.NOT_MEDIABLE else 0,
        amount=sum((each.amount for each in lines), Decimal(0)),
        with_amount=sum(each.with_amount for each in lines),
        foreign=_with(Sign.FOREIGN, lines),
        written=_with(Sign.WRITTEN, lines),
        oral=_with(Sign.ORAL, lines),
        application=_with(Sign.APPLICATION, lines),
        offer=_with(Sign.OFFER, lines),
        entrusted=_with(Sign.ENTRUSTED, lines),
        kept=_with(Sign.KEPT, lines),
        partly=_with(Sign.PARTLY, lines),
        broken=_with(Sign.BROKEN, lines),
        confirmed=_with(Sign.CONFIRMED, lines),
        relapsed=_with(Sign.RELAPSED, lines) if agreed else 0,
        days=round(took / timedelta(days=1)),
        within_a_month=_with(Sign.WITHIN_A_MONTH, lines),
    )


def _with(sign: Sign, lines: Iterable[_Line]) -> int:
    """How many show the sign."""
    return sum(each.n for each in lines if sign in each.signs)


def _rungs(lines: Sequence[_Line]) -> list[RungCounts]:
    left: dict[tuple[str, str], list[_Line]] = {}
    for each in lines:
        if each.what == What.LEFT_RUNG:
            left.setdefault((each.track, each.label), []).append(each)
    return [
        RungCounts(
            *key,
            _with(Sign(0), alike),
            _with(Sign.AGREED, alike),
            _with(Sign.UP, alike),
            sum((each.took for each in alike), timedelta()) / timedelta(days=1),
        )
        for key, alike in left.items()
    ]
