"""The line of time of one working calendar: a table that grows to whatever years are asked about."""

from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from banjie.core.clocks.errors import ClockError, ClockErrorCode
from banjie.core.clocks.table import ANCHOR_YEAR, DayTable, ShiftsOf, build_table

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199
_YEAR_US: Final = 31_556_952 * 1_000_000
_AT_FIRST: Final = 10  # years laid out when a calendar is made


class Timeline:
    """Positions in working time, numbers of working days, and local dates, all by binary search.

    Instants are microseconds since 1970 UTC. Growing replaces the table in one step, and an answer of the
    old table holds in the new one, so threads may share a timeline without a lock.
    Every method raises ClockError OUTSIDE_YEARS beyond 1900–2199.
    """

    __slots__ = ("_shifts_of", "_table", "_zone")

    def __init__(self, zone: ZoneInfo, shifts_of: ShiftsOf) -> None:
        self._zone = zone
        self._shifts_of = shifts_of
        self._table = build_table(ANCHOR_YEAR, ANCHOR_YEAR + _AT_FIRST, zone, shifts_of)

    def position(self, us: int) -> int:
        """Working time from a fixed zero mark to an instant; only differences mean anything."""
        return self._around(us).position(us)

    def instant(self, position: int) -> int:
        """The earliest instant at a position: the end of a shift rather than the start of the next."""
        while (us := self._table.instant(position)) is None:
            self._grow_half(later=position > 0)
        return us

    def latest(self, position: int) -> int:
        """The last instant at a position: where work goes on again."""
        return self.instant(position + 1) - 1

    def closing(self, number: int) -> int:
        """Close of business of a working day by its number."""
        while (us := self._table.closing(number)) is None:
            self._grow_half(later=number > 0)
        return us

    def closed_days(self, us: int) -> int:
        """Number of the last working day that has closed at or before an instant."""
        return self._around(us).closed_days(us)

    def worked_days(self, us: int) -> int:
        """Number of the last working day that is not after the local date of an instant."""
        table = self._around(us)
        return table.worked_days[table.day_index(us)]

    def first_worked_day(self, us: int, days: int) -> int:
        """Number of the first working day that is not before the nth date after that of an instant."""
        table = self._around(us)
        index = table.day_index(us) + days - 1
        while index >= len(table.worked_days):
            self._grow_half(later=True)
            table = self._around(us)
            index = table.day_index(us) + days - 1
        return table.worked_days[index] + 1

    def date_of(self, us: int) -> date:
        """The local date of an instant."""
        table = self._around(us)
        return date.fromordinal(table.first_ordinal + table.day_index(us))

    def midnight(self, day: date) -> int:
        """The instant at which a local date begins."""
        table, index = self._on(day)
        return table.midnights[index]

    def midnight_after(self, us: int) -> int:
        """The instant at which the local date after that of an instant begins."""
        table = self._around(us)
        return table.midnights[table.day_index(us) + 1]

    def _around(self, us: int) -> DayTable:
        table = self._table
        # A larger table answers for the first days: it knows the night shift that runs into them.
        while not table.midnights[3] <= us < table.midnights[-2]:
            table = self._grow(1970 + us // _YEAR_US)
        return table

    def _on(self, day: date) -> tuple[DayTable, int]:
        table = self._table
        while not table.first_year < day.year < table.last_year:
            table = self._grow(day.year)
        return table, day.toordinal() - table.first_ordinal

    def _grow_half(self, *, later: bool) -> None:
        """Half as many years more, for what lies somewhere beyond the table."""
        table = self._table
        step = (table.last_year - table.first_year) // 2
        # The neighbour of the last possible year is laid out too; once it is there, this asks for one more.
        if later:
            self._grow(max(table.last_year, min(LAST_YEAR, table.last_year + step)))
        else:
            self._grow(min(table.first_year, max(FIRST_YEAR, table.first_year - step)))

    def _grow(self, year: int) -> DayTable:
        """A table that has a year and its neighbours besides what it had."""
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise ClockError(ClockErrorCode.OUTSIDE_YEARS, first=FIRST_YEAR, last=LAST_YEAR)
        first = min(year - 1, self._table.first_year)
        last = max(year + 1, self._table.last_year)
        self._table = table = build_table(first, last, self._zone, self._shifts_of)
        return table
