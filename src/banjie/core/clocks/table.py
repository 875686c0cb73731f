"""A working calendar laid out on the line of time, so that every question is a binary search.

Working time and working days are numbered from a fixed zero mark, the start of ANCHOR_YEAR, so that an
answer of one table is good in every larger table of the same calendar. Numbers before it are negative.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from banjie.core.clocks.hours import Shift, Shifts
from banjie.core.clocks.instants import MINUTE_US, SECOND_US, span_us, to_us

ANCHOR_YEAR: Final = 2020
DAY_US: Final = 86_400 * SECOND_US
_EPOCH_ORDINAL: Final = date(1970, 1, 1).toordinal()

ShiftsOf = Callable[[date], Shifts]


@dataclass(frozen=True, slots=True)
class DayTable:
    """Whole years of one calendar; instants in microseconds since 1970 UTC.

    `midnights` and `worked_days` go by day: its first instant (one entry more than there are days) and the
    number of the last working day up to and including it. `closings` go by working day. `starts` and `ends`
    go by shift, `before` and `after` are the working time behind each.
    """

    first_year: int
    last_year: int
    first_ordinal: int
    first_number: int
    midnights: list[int]
    worked_days: list[int]
    closings: list[int]
    starts: list[int]
    ends: list[int]
    before: list[int]
    after: list[int]

    def day_index(self, us: int) -> int:
        """The local date that holds an instant, as an index by day."""
        return bisect_right(self.midnights, us) - 1

    def closed_days(self, us: int) -> int:
        """Number of the last working day that has closed by an instant."""
        return bisect_right(self.closings, us) + self.first_number - 1

    def closing(self, number: int) -> int | None:
        """Close of business of a working day; None when the table does not reach that far."""
        index = number - self.first_number
        return self.closings[index] if 0 <= index < len(self.closings) else None

    def position(self, us: int) -> int:
        """Working time from the zero mark to an instant."""
        shift = bisect_right(self.starts, us) - 1
        if shift < 0:
            return self.before[0] if self.before else 0
        end = self.ends[shift]
        return self.before[shift] + (us if us < end else end) - self.starts[shift]

    def instant(self, position: int) -> int | None:
        """The earliest instant with so much working time behind it; None when the table does not reach it."""
        if not self.after or not self.before[0] < position <= self.after[-1]:
            return None
        shift = bisect_left(self.after, position)
        return self.starts[shift] + position - self.before[shift]


def build_table(first_year: int, last_year: int, zone: ZoneInfo, shifts_of: ShiftsOf) -> DayTable:
    """Lay out the years `first_year` to `last_year`, which must include ANCHOR_YEAR."""
    first_ordinal = date(first_year, 1, 1).toordinal()
    count = date(last_year, 12, 31).toordinal() - first_ordinal + 1
    ruler = _Ruler(zone, first_ordinal, count)
    worked_days, closings, starts, ends = _lay_out(ruler, shifts_of)
    anchor = date(ANCHOR_YEAR, 1, 1).toordinal() - first_ordinal
    zero = worked_days[anchor - 1] if anchor else 0
    before, after = _accumulate(starts, ends, ruler.midnights[anchor])
    return DayTable(
        first_year=first_year,
        last_year=last_year,
        first_ordinal=first_ordinal,
        first_number=1 - zero,
        midnights=ruler.midnights,
        worked_days=[number - zero for number in worked_days],
        closings=closings,
        starts=starts,
        ends=ends,
        before=before,
        after=after,
    )


def _lay_out(ruler: "_Ruler", shifts_of: ShiftsOf) -> tuple[list[int], list[int], list[int], list[int]]:
    """Number of working days up to each day, their closes of business, and the starts and ends of shifts."""
    worked_days: list[int] = []
    closings: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    for index in range(ruler.count):
        shifts = shifts_of(date.fromordinal(ruler.first_ordinal + index))
        for shift in shifts:
            start, end = ruler.place(index, shift)
            start = max(start, ends[-1]) if ends else start  # a night shift may run into the next day's
            if start < end:
                starts.append(start)
                ends.append(end)
        if shifts:
            closings.append(ends[-1] if ends else ruler.midnights[index])
        worked_days.append(len(closings))
    return worked_days, closings, starts, ends


def _accumulate(starts: list[int], ends: list[int], anchor: int) -> tuple[list[int], list[int]]:
    """Working time before and after each shift, counted from the anchor."""
    total = -sum(min(end, anchor) - start for start, end in zip(starts, ends, strict=True) if start < anchor)
    before: list[int] = []
    after: list[int] = []
    for start, end in zip(starts, ends, strict=True):
        before.append(total)
        total += end - start
        after.append(total)
    return before, after


class _Ruler:
    """Turns local times into instants; asks the time zone once a day instead of once a shift.

    A local time that a clock change skips is read with the offset before it; one that comes twice is its
    first occurrence (PEP 495, fold=0).
    """

    def __init__(self, zone: ZoneInfo, first_ordinal: int, count: int) -> None:
        self._zone = zone
        self.first_ordinal = first_ordinal
        self.count = count
        offsets = [self._offset(index) for index in range(count + 3)]
        first_us = (first_ordinal - _EPOCH_ORDINAL) * DAY_US
        self.midnights = [first_us + index * DAY_US - offsets[index] for index in range(count + 1)]
        # A shift may reach into the next day, so a day is plain only when the next one is.
        self._plain = [offsets[index] == offsets[index + 1] == offsets[index + 2] for index in range(count + 1)]

    def place(self, index: int, shift: Shift) -> tuple[int, int]:
        """The instants at which a shift of the day at `index` begins and ends."""
        if self._plain[index]:
            midnight = self.midnights[index]
            return midnight + shift.start_minute * MINUTE_US, midnight + shift.end_minute * MINUTE_US
        return self._instant(index, shift.start_minute), self._instant(index, shift.end_minute)

    def _offset(self, index: int) -> int:
        local = datetime.combine(date.fromordinal(self.first_ordinal + index), time(), self._zone)
        return span_us(local.utcoffset() or timedelta())

    def _instant(self, index: int, minute: int) -> int:
        local = datetime.combine(date.fromordinal(self.first_ordinal + index), time())
        local += timedelta(minutes=minute)
        return to_us(local.replace(tzinfo=self._zone).astimezone(UTC))
