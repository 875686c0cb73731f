"""Who is told when: the escalation ladder of a clock, and the alarms it raises."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from banjie.core.clocks.calendars import WorkingCalendar
from banjie.core.clocks.clock import Clock
from banjie.core.clocks.deadlines import due_at, moment_of
from banjie.core.clocks.errors import ClockError, ClockErrorCode
from banjie.core.clocks.when import AT_DUE, Anchor, When, parse_when


@dataclass(frozen=True, slots=True)
class LadderRung:
    """At a moment, an audience is told and an action is taken; both are codes that the cases know."""

    when: When
    audience: str
    action: str

    @property
    def key(self) -> str:
        """The same for the same rung of any clock: what a case notes so as not to tell anybody twice."""
        return f"{self.when}:{self.audience}:{self.action}"


Ladder = tuple[LadderRung, ...]

_IN_ORDER: Final = ((Anchor.USED, Anchor.BEFORE_DUE), (Anchor.DUE,), (Anchor.AFTER_DUE,))

DEFAULT_LADDER: Final[Ladder] = (
    LadderRung(parse_when("75%"), "handler", "warn"),
    LadderRung(AT_DUE, "handler", "tell_overdue"),
    LadderRung(AT_DUE, "unit_leader", "tell_overdue"),
    LadderRung(parse_when("+1wd"), "centre_supervisor", "escalate"),
    LadderRung(parse_when("+3wd"), "county_leader", "escalate"),
)


@dataclass(frozen=True, slots=True)
class Alarm:
    """A rung that has come due. `due_at` is the deadline it was reckoned from."""

    at: datetime
    clock: str
    rung: LadderRung
    due_at: datetime | None

    @property
    def key(self) -> str:
        return f"{self.clock}:{self.rung.key}"


def due_alarms(
    clock: Clock, calendar: WorkingCalendar, ladder: Ladder, *, since: datetime | None, until: datetime
) -> tuple[Alarm, ...]:
    """The alarms after `since` (None: from the beginning) up to and including `until`, in order of time.

    A stopped clock raises none from its stop on; a paused one none that the pause holds off. A pause, an
    extension or a corrected calendar moves alarms: one that moved to before `since` is found only with
    `since=None`, so a caller that recomputes deadlines asks so and leaves out the keys it has dealt with.
    With `until` before `since` (time set back) there are none.
    """
    alarms = _all_alarms(clock, calendar, ladder)
    return tuple(alarm for alarm in alarms if alarm.at <= until and (since is None or alarm.at > since))


def next_alarm_at(clock: Clock, calendar: WorkingCalendar, ladder: Ladder, *, after: datetime) -> datetime | None:
    """When the next alarm comes, so that a job can sleep until then; None when none is ahead."""
    # What comes before the deadline is asked first: for most clocks that settles it.
    for anchors in _IN_ORDER:
        whens = {rung.when for rung in ladder if rung.when.anchor in anchors}
        moments = [moment for when in whens if (moment := moment_of(clock, calendar, when)) is not None]
        ahead = [moment for moment in moments if moment > after and _rings(clock, moment)]
        if ahead:
            return min(ahead)
    return None


def parse_ladder(rows: Iterable[Sequence[str]]) -> Ladder:
    """Rungs from rows of (when, audience, action), as a spreadsheet holds them. Raises ClockError."""
    rungs: list[LadderRung] = []
    for row in rows:
        if len(row) != 3 or not all(cell.strip() for cell in row):
            raise ClockError(ClockErrorCode.BAD_WHEN, text=" | ".join(row))
        when, audience, action = row
        rungs.append(LadderRung(parse_when(when), audience.strip(), action.strip()))
    return tuple(rungs)


def format_ladder(ladder: Ladder) -> list[tuple[str, str, str]]:
    """Rows that `parse_ladder` reads back."""
    return [(str(rung.when), rung.audience, rung.action) for rung in ladder]


def _rings(clock: Clock, moment: datetime) -> bool:
    return clock.stopped_at is None or moment < clock.stopped_at


def _all_alarms(clock: Clock, calendar: WorkingCalendar, ladder: Ladder) -> list[Alarm]:
    due = due_at(clock, calendar)
    moments = {when: moment_of(clock, calendar, when) for when in {rung.when for rung in ladder}}
    alarms = [
        Alarm(moment, clock.name, rung, due)
        for rung in ladder
        if (moment := moments[rung.when]) is not None and _rings(clock, moment)
    ]
    return sorted(alarms, key=lambda alarm: alarm.at)
