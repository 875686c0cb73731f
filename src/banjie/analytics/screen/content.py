"""The figures of one screen, gathered in seven statements whatever the number of townships and units."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.utils.timezone import get_current_timezone, localtime

from banjie.analytics.indicators import Lamp, Tally, lamp, total
from banjie.analytics.screen.drawing import drawing_of
from banjie.cases.queries import live_figures
from banjie.cases.queries.live_shapes import CategoryCount, Hour, LateCase, Spot, Stock, Verdicts
from banjie.organisations import queries as organisations
from banjie.organisations.tree import UnitRef
from banjie.places import queries as places
from banjie.places.queries import AreaRef

DAYS: Final = 14
CATEGORIES: Final = 10
LATEST: Final = 24
# So many squares lie along the longer side of the drawing, each with one point: fewer, and so larger points, where
# there are too many cases to tell one from another.
SQUARES: Final = 90
SQUARES_IN_A_CROWD: Final = 45
CROWD: Final = 1_000


@dataclass(frozen=True, slots=True)
class Part:
    """An area directly below the screen's, and how it stands; the screen's own where nothing lies below."""

    area: AreaRef
    tally: Tally
    lamp: Lamp


@dataclass(frozen=True, slots=True)
class UnitPart:
    """A unit that has open cases of the area, and how it stands."""

    unit: UnitRef
    tally: Tally
    lamp: Lamp


@dataclass(frozen=True, slots=True)
class Day:
    """One local day; the last is today, up to now."""

    day: date
    tally: Tally


@dataclass(frozen=True, slots=True)
class Course:
    """What came in and was settled by the hour of a day, and how much of it by this time of day."""

    received: tuple[int, ...]
    closed: tuple[int, ...]
    received_so_far: int
    closed_so_far: int


@dataclass(frozen=True, slots=True)
class Content:
    """All that a screen of `area` shows, as of `at`. Worst first where things are ranked."""

    area: AreaRef
    at: datetime
    standing: Tally
    today: Course
    last_week: Course
    days: tuple[Day, ...]
    parts: tuple[Part, ...]
    units: tuple[UnitPart, ...]
    categories: tuple[CategoryCount, ...]
    latest: tuple[LateCase, ...]
    spots: tuple[Spot, ...]

    @property
    def week(self) -> Tally:
        """The last seven days, today among them."""
        return total(day.tally for day in self.days[-7:])


def gathered(area: AreaRef, *, at: datetime) -> Content:
    """Asks for everything anew."""
    midnight = _midnight(at)
    since = midnight - timedelta(days=DAYS - 1)
    stocks = live_figures.stocks(area, at=at)
    came = live_figures.received(area, midnight=midnight, at=at)
    went = live_figures.ended(area, since=since, midnight=midnight, at=at)
    said = live_figures.verdicts(area, since=since, at=at)
    today, standing = localtime(at).date(), _standing(stocks)
    squares = SQUARES if standing.open <= CROWD else SQUARES_IN_A_CROWD
    return Content(
        area=area,
        at=at,
        standing=standing,
        today=_course(today, came, went),
        last_week=_course(today - live_figures.WEEK, came, went),
        days=_days(today, went, said),
        parts=_parts(area, stocks) or (Part(area, standing, lamp(standing)),),
        units=_units(stocks),
        categories=tuple(live_figures.categories(area, at=at, most=CATEGORIES)),
        latest=tuple(live_figures.latest(area, at=at, most=LATEST)),
        spots=tuple(live_figures.spots(area, step=drawing_of(area, at=at).extent / squares, at=at)),
    )


def _midnight(at: datetime) -> datetime:
    return datetime.combine(localtime(at).date(), time.min, get_current_timezone())


def _standing(stocks: Sequence[Stock]) -> Tally:
    return Tally(open=sum(each.open for each in stocks), overdue=sum(each.overdue for each in stocks))


def _course(day: date, came: Sequence[Hour], went: Sequence[Hour]) -> Course:
    return Course(
        _hourly(day, came),
        _hourly(day, went),
        sum(each.so_far for each in came if each.day == day),
        sum(each.so_far for each in went if each.day == day),
    )


def _hourly(day: date, hours: Iterable[Hour]) -> tuple[int, ...]:
    counts = {each.hour: each.cases for each in hours if each.day == day}
    return tuple(counts.get(hour, 0) for hour in range(24))


def _days(today: date, went: Iterable[Hour], said: Iterable[Verdicts]) -> tuple[Day, ...]:
    hours: dict[date, list[Hour]] = {}
    for hour in went:
        hours.setdefault(hour.day, []).append(hour)
    verdicts = {each.day: each for each in said}
    days = [today - timedelta(days=back) for back in reversed(range(DAYS))]
    return tuple(Day(day, _day(hours.get(day, ()), verdicts.get(day))) for day in days)


def _day(hours: Sequence[Hour], said: Verdicts | None) -> Tally:
    settled = Tally(
        closed=sum(each.cases for each in hours),
        declined=sum(each.declined for each in hours),
        closed_with_deadline=sum(each.with_deadline for each in hours),
        closed_late=sum(each.late for each in hours),
    )
    if said is None:
        return settled
    return settled + Tally(rated=said.rated, rated_solved=said.solved, graded=said.rated, satisfied=said.satisfied)


def _parts(area: AreaRef, stocks: Iterable[Stock]) -> tuple[Part, ...]:
    """Every part in use, also one in which nothing is open: its lamp is unlit, not absent."""
    by_path = _grouped((each.part_path, each) for each in stocks)
    parts = [
        Part(part, tally, lamp(tally))
        for part in places.children(area.path)
        if part.active or part.path in by_path
        for tally in (by_path.get(part.path, Tally()),)
    ]
    return tuple(sorted(parts, key=lambda each: (*_worst_first(each.tally), each.area.code)))


def _units(stocks: Iterable[Stock]) -> tuple[UnitPart, ...]:
    by_code = _grouped((each.unit_path.rpartition(".")[2], each) for each in stocks if each.unit_path)
    known = [(organisations.unit_by_code(code), tally) for code, tally in by_code.items()]
    units = [UnitPart(unit, tally, lamp(tally)) for unit, tally in known if unit is not None]
    return tuple(sorted(units, key=lambda each: (*_worst_first(each.tally), each.unit.code)))


def _grouped(pairs: Iterable[tuple[str, Stock]]) -> Mapping[str, Tally]:
    # Plain sums first: there are as many stocks as parts times units.
    sums: dict[str, list[int]] = {}
    for key, stock in pairs:
        counts = sums.setdefault(key, [0, 0])
        counts[0] += stock.open
        counts[1] += stock.overdue
    return {key: Tally(open=open_, overdue=overdue) for key, (open_, overdue) in sums.items()}


_ORDER: Final = {Lamp.RED: 0, Lamp.AMBER: 1, Lamp.GREEN: 2, Lamp.UNLIT: 3}


def _worst_first(tally: Tally) -> tuple[int, int, int]:
    return _ORDER[lamp(tally)], -tally.overdue, -tally.open
