"""Finding a time: which of the proposed ones suits best, and which could be proposed at all. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final

from banjie.core.clocks import WorkingCalendar
from banjie.mediation.sessions.people import Part, Who


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From one moment up to another, which no longer belongs to it."""

    begins: datetime
    ends: datetime

    def overlaps(self, other: "Span") -> bool:
        return self.begins < other.ends and other.begins < self.ends


@dataclass(frozen=True, slots=True)
class Engaged:
    """When the mediators cannot: their other sessions, and the days they are away."""

    sessions: Mapping[Who, Sequence[Span]] = field(default_factory=dict)
    away: Mapping[Who, Sequence[tuple[date, date]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A proposed time with what speaks for and against it; each tuple names people in order."""

    span: Span
    suits: tuple[Who, ...]
    cannot: tuple[Who, ...]
    silent: tuple[Who, ...]
    clashes: tuple[Who, ...]
    away: tuple[Who, ...]
    at_work: bool
    past: bool

    @property
    def possible(self) -> bool:
        """Nobody who must come has said no or is taken; who has not answered yet may still come."""
        return not (self.past or self.cannot or self.clashes or self.away)

    @property
    def agreed(self) -> bool:
        return self.possible and not self.silent


def weigh(
    spans: Iterable[Span],
    answers: Mapping[tuple[Span, Who], bool],
    people: Collection[Who],
    engaged: Engaged,
    calendar: WorkingCalendar,
    *,
    at: datetime,
) -> list[Weighed]:
    """Every proposed time, the best first: what everybody can before what some can, work hours before evenings,
    sooner before later. `people` are those who should come; answers of others do not count.
    """
    weighed = [_weigh(span, answers, sorted(people), engaged, calendar, at) for span in spans]
    return sorted(weighed, key=_rank)


def best(weighed: Sequence[Weighed]) -> Weighed | None:
    """The first that is possible; None if none is."""
    return next((each for each in weighed if each.possible), None)


def _rank(one: Weighed) -> tuple[bool, int, int, bool, datetime]:
    against = len({*one.cannot, *one.clashes, *one.away})
    return (not one.possible, against, len(one.silent), not one.at_work, one.span.begins)


def _weigh(
    span: Span,
    answers: Mapping[tuple[Span, Who], bool],
    people: Sequence[Who],
    engaged: Engaged,
    calendar: WorkingCalendar,
    at: datetime,
) -> Weighed:
    said = {who: answers.get((span, who)) for who in people}
    mediators = [who for who in people if who.part is Part.SEAT]
    clashes = tuple(who for who in mediators if taken(span, engaged.sessions.get(who, ())))
    away = tuple(who for who in mediators if is_away(span, engaged.away.get(who, ()), calendar))
    return Weighed(
        span,
        tuple(who for who, suits in said.items() if suits),
        tuple(who for who, suits in said.items() if suits is False),
        tuple(who for who, suits in said.items() if suits is None),
        clashes,
        away,
        calendar.is_working(span.begins) and calendar.is_working(span.ends - timedelta(minutes=1)),
        span.begins <= at,
    )


def taken(span: Span, others: Iterable[Span]) -> bool:
    return any(span.overlaps(other) for other in others)


def is_away(span: Span, absences: Iterable[tuple[date, date]], calendar: WorkingCalendar) -> bool:
    """`absences` are first and last day. A session that ends at midnight does not reach into the next day."""
    first, last = calendar.date_of(span.begins), calendar.date_of(span.ends - timedelta(microseconds=1))
    return any(since <= last and first <= until for since, until in absences)


# A morning and an afternoon: whoever works or has children can mostly make one of them.
_STARTS: Final = (time(9, 30), time(15, 0))
_SEARCHED_DAYS: Final = 60


def propose(
    people: Collection[Who],
    engaged: Engaged,
    calendar: WorkingCalendar,
    *,
    at: datetime,
    lasting: timedelta,
    notice: timedelta = timedelta(days=2),
    count: int = 3,
) -> list[Span]:
    """Times on different working days at which every mediator is free, mornings and afternoons in turn.

    `notice` is how long before a session people should know. Fewer than `count` if sixty days hold no more.
    """
    found: list[Span] = []
    day = calendar.date_of(at + notice)
    for _ in range(_SEARCHED_DAYS):
        in_turn = _STARTS if len(found) % 2 == 0 else _STARTS[::-1]
        span = next(
            (each for each in _spans_on(day, in_turn, calendar, lasting) if _free(each, people, engaged, calendar)),
            None,
        )
        if span is not None and span.begins > at:
            found.append(span)
        if len(found) == count:
            break
        day += timedelta(days=1)
    return found


def _spans_on(day: date, starts: Iterable[time], calendar: WorkingCalendar, lasting: timedelta) -> Iterable[Span]:
    for start in starts:
        begins = datetime.combine(day, start, calendar.zone)
        if calendar.is_working(begins) and calendar.is_working(begins + lasting - timedelta(minutes=1)):
            yield Span(begins, begins + lasting)


def _free(span: Span, people: Collection[Who], engaged: Engaged, calendar: WorkingCalendar) -> bool:
    return not any(
        taken(span, engaged.sessions.get(who, ())) or is_away(span, engaged.away.get(who, ()), calendar)
        for who in people
        if who.part is Part.SEAT
    )
