"""The one computation of a deadline, kept step by step; `deadlines` reads its end, `explain` all of it.

The target and the extensions after it make legs: each begins where the one before ends, and neighbours
counted alike (hours with hours, working days with working days) make one leg, so that it does not matter
whether an extension was granted before or after a pause. A pause belongs to the leg whose deadline it was
begun before, and moves it by exactly the time it took from that leg.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from banjie.core.clocks.calendars import UNIT_US, WorkingCalendar
from banjie.core.clocks.clock import Clock, Extension, Pause
from banjie.core.clocks.instants import span_us, to_us
from banjie.core.clocks.measures import Axis, Measure, axis_of
from banjie.core.clocks.targets import Target, Unit

NEVER: Final = 1 << 62


class Basis(StrEnum):
    """What a leg counts."""

    CALENDAR_TIME = "calendar_time"
    WORKING_TIME = "working_time"
    CALENDAR_DAYS = "calendar_days"
    WORKING_DAYS = "working_days"

    @property
    def measure(self) -> Measure:
        return Measure.CALENDAR if self is Basis.CALENDAR_TIME else Measure.WORKING


_BASES: Final = {
    Unit.CALENDAR_MINUTES: Basis.CALENDAR_TIME,
    Unit.CALENDAR_HOURS: Basis.CALENDAR_TIME,
    Unit.CALENDAR_DAYS: Basis.CALENDAR_DAYS,
    Unit.WORKING_MINUTES: Basis.WORKING_TIME,
    Unit.WORKING_HOURS: Basis.WORKING_TIME,
    Unit.WORKING_DAYS: Basis.WORKING_DAYS,
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A pause as it counts: to its resumption, its cap or the moment asked about; NEVER while unlimited."""

    pause: Pause
    start_us: int
    end_us: int
    capped: bool


@dataclass(frozen=True, slots=True)
class Grant:
    """The target or an extension, and the deadline it made."""

    source: Target | Extension
    due_us: int


@dataclass(frozen=True, slots=True)
class Effect:
    """A pause with what it took and gave back; None while there is no end to it."""

    stretch: Stretch
    given_back_us: int | None
    due_before_us: int
    due_us: int | None


@dataclass(frozen=True, slots=True)
class Leg:
    """One stretch of counting. `amount` is in microseconds or in days, as the basis says."""

    basis: Basis
    amount: int
    start_us: int
    counted_from_us: int
    grants: tuple[Grant, ...]
    effects: tuple[Effect, ...]
    due_us: int | None


@dataclass(frozen=True, slots=True)
class Trace:
    """`without_effect` are the pauses begun after the deadline; `waiting` the extensions of which nothing
    can be said while a pause without a cap is open."""

    legs: tuple[Leg, ...]
    without_effect: tuple[Stretch, ...]
    waiting: tuple[Extension, ...]

    @property
    def due_us(self) -> int | None:
        return self.legs[-1].due_us

    @property
    def counted_from_us(self) -> int:
        return self.legs[0].counted_from_us

    @property
    def effects(self) -> Iterator[Effect]:
        for leg in self.legs:
            yield from leg.effects


def trace(clock: Clock, calendar: WorkingCalendar, at: datetime | None = None) -> Trace:
    """Work a deadline out. An open pause ends at `at`; without `at`, at its cap or never."""
    stretches = stretches_of(clock, calendar, at)
    groups = _groups(clock)
    due_us = to_us(clock.started_at)
    legs: list[Leg] = []
    taken = 0
    for basis, sources in groups:
        leg = _leg(basis, sources, due_us, stretches[taken:], calendar)
        legs.append(leg)
        taken += len(leg.effects)
        if leg.due_us is None:
            break
        due_us = leg.due_us
    waiting = tuple(source for _, sources in groups[len(legs) :] for source in sources if isinstance(source, Extension))
    return Trace(tuple(legs), tuple(stretches[taken:]), waiting)


def stretches_of(clock: Clock, calendar: WorkingCalendar, at: datetime | None) -> list[Stretch]:
    """The pauses of a clock as they count."""
    found: list[Stretch] = []
    for pause in clock.pauses:
        start_us = to_us(pause.paused_at)
        if pause.resumed_at is not None:
            end_us = to_us(pause.resumed_at)
        else:
            end_us = NEVER if at is None else max(start_us, to_us(at))
        cap_us = NEVER if pause.cap is None else calendar.add_us(start_us, pause.cap.amount, pause.cap.unit)
        found.append(Stretch(pause, start_us, min(end_us, cap_us), capped=cap_us != NEVER and cap_us <= end_us))
    return found


def paused_us(stretch: Stretch, since_us: int, until_us: int, axis: Axis) -> int:
    """How much of a pause lies between two instants."""
    start_us, end_us = max(stretch.start_us, since_us), min(stretch.end_us, until_us)
    return axis.position(end_us) - axis.position(start_us) if start_us < end_us else 0


def counted_from(start_us: int, amount: int, calendar: WorkingCalendar, *, in_days: bool) -> int:
    """Where counting begins: at the next date for a period in days, at the start itself for all others."""
    return calendar.timeline.midnight_after(start_us) if in_days and amount else start_us


def _groups(clock: Clock) -> list[tuple[Basis, list[Target | Extension]]]:
    groups: list[tuple[Basis, list[Target | Extension]]] = [(_BASES[clock.target.unit], [clock.target])]
    for extension in clock.extensions:
        basis = _budget(extension)[0]
        last, sources = groups[-1]
        if basis is last and _joins(basis, sources):
            sources.append(extension)
        else:
            groups.append((basis, [extension]))
    return groups


def _joins(basis: Basis, sources: list[Target | Extension]) -> bool:
    """Calendar days are extended from the day they really ended on, and so is a promise for the same day."""
    if basis is Basis.WORKING_DAYS:
        return _budget(sources[0])[1] > 0
    return basis is not Basis.CALENDAR_DAYS


def _budget(source: Target | Extension) -> tuple[Basis, int]:
    by = source.by if isinstance(source, Extension) else source
    if isinstance(by, timedelta):
        return Basis.CALENDAR_TIME, span_us(by)
    return _BASES[by.unit], by.amount if by.unit.in_days else by.amount * UNIT_US[by.unit]


def _leg(
    basis: Basis,
    sources: Sequence[Target | Extension],
    start_us: int,
    stretches: Sequence[Stretch],
    calendar: WorkingCalendar,
) -> Leg:
    amount = 0
    due_us = start_us
    grants: list[Grant] = []
    for source in sources:
        amount += _budget(source)[1]
        due_us = _end(basis, amount, start_us, calendar)
        grants.append(Grant(source, due_us))
    in_days = basis in (Basis.CALENDAR_DAYS, Basis.WORKING_DAYS)
    counted_from_us = counted_from(start_us, amount, calendar, in_days=in_days)
    effects = _effects(due_us, counted_from_us, stretches, axis_of(basis.measure, calendar))
    last_us = effects[-1].due_us if effects else due_us
    return Leg(basis, amount, start_us, counted_from_us, tuple(grants), tuple(effects), last_us)


def _end(basis: Basis, amount: int, start_us: int, calendar: WorkingCalendar) -> int:
    if basis is Basis.CALENDAR_TIME:
        return start_us + amount
    if basis is Basis.WORKING_TIME:
        return calendar.timeline.instant(calendar.timeline.position(start_us) + amount)
    unit = Unit.WORKING_DAYS if basis is Basis.WORKING_DAYS else Unit.CALENDAR_DAYS
    return calendar.add_us(start_us, amount, unit)


def _effects(due_us: int, since_us: int, stretches: Sequence[Stretch], axis: Axis) -> list[Effect]:
    effects: list[Effect] = []
    for stretch in stretches:
        if stretch.start_us >= due_us:
            break
        if stretch.end_us == NEVER:
            effects.append(Effect(stretch, None, due_us, None))
            break
        given_us = paused_us(stretch, since_us, NEVER, axis)
        moved_us = axis.instant(axis.position(due_us) + given_us) if given_us else due_us
        effects.append(Effect(stretch, given_us, due_us, moved_us))
        due_us = moved_us
    return effects
