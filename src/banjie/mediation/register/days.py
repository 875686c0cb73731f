"""When a dispute was taken in and when it ended, from the cells of a register. Pure."""

from collections import Counter
from datetime import date, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from banjie.platform.tables import Cell, ParseProblem, WordedDay, cell_text, number_in, parse_day

from .cells import Cells, CellsOf
from .fields import Field
from .mapping import RegisterMapping
from .records import Caution, FaultCode, RowFault

_SAME_DAY: Final = frozenset({"当天", "当日", "同日", "同天", "同上", "即日"})
_EARLIEST: Final = 1978
_LONGEST: Final = 3_660
_SPANS: Final = {
    "年": 365,
    "个月": 30,
    "月": 30,
    "个星期": 7,
    "星期": 7,
    "周": 7,
    "天": 1,
    "日": 1,
    "个工作日": 1,
    "工作日": 1,
}


class DayReader:
    """Reads the days of rows. A day without a year is in the year of the register, or of the row's other day."""

    def __init__(
        self,
        content: RegisterMapping,
        cells: CellsOf,
        faults: list[RowFault],
        cautions: Counter[tuple[str, str]],
        *,
        zone: ZoneInfo,
        today: date,
    ) -> None:
        self._content = content
        self._cells = cells
        self._faults = faults
        self._cautions = cautions
        self._zone = zone
        self._today = today
        # The same few hundred days come again and again.
        self._parsed: dict[tuple[type, Cell, int | None, bool], WordedDay | ParseProblem] = {}
        self._counted: dict[tuple[type, Cell], int | None] = {}

    def of(self, cells: Cells) -> tuple[date | None, date | None]:
        """Both days, or None for one that is at fault; the fault is noted."""
        took = self._took(cells)
        received = self._day(Field.RECEIVED, cells, self._content.year)
        ended = self._end(cells, received, took)
        if received is None and ended is not None and not self._at_fault(Field.RECEIVED):
            received = ended - timedelta(days=took or 0)
        if received is None and not self._at_fault(Field.RECEIVED):
            self._fault(Field.RECEIVED, FaultCode.RECEIVED_MISSING)
        self._check(received, ended, took)
        return received, ended

    def _end(self, cells: Cells, received: date | None, took: int | None) -> date | None:
        if self._cells.text(Field.ENDED, cells) in _SAME_DAY:
            return received
        ended = self._day(Field.ENDED, cells, self._content.year or (received.year if received else None), last=True)
        if ended is not None or self._at_fault(Field.ENDED):
            return ended
        if received is not None and took is not None:
            return received + timedelta(days=took)
        if self._content.ends_when_received:
            return received
        self._fault(Field.ENDED, FaultCode.ENDED_MISSING)
        return None

    def _day(self, field: Field, cells: Cells, year: int | None, *, last: bool = False) -> date | None:
        cell = self._cells.cell(field, cells)
        if cell is None:
            return None
        key = cell.__class__, cell, year, last
        found = self._parsed.get(key)
        if found is None:
            found = self._parsed[key] = parse_day(cell, zone=self._zone, year=year, last=last)
        if isinstance(found, ParseProblem):
            if found is not ParseProblem.EMPTY:
                self._fault(field, str(found), cell_text(cell)[:80])
            return None
        if not found.exact:
            self._cautions[field, Caution.DAY_ROUGH] += 1
        return found.day

    def _took(self, cells: Cells) -> int | None:
        cell = self._cells.cell(Field.DAYS, cells)
        if cell is None:
            return None
        key = cell.__class__, cell
        if key not in self._counted:
            self._counted[key] = days_in(cell)
        found = self._counted[key]
        if found is None and not self._content.leaves_empty(Field.DAYS):
            self._fault(Field.DAYS, FaultCode.NOT_A_COUNT, cell_text(cell)[:80])
        return found

    def _check(self, received: date | None, ended: date | None, took: int | None) -> None:
        if received is not None and received > self._today:
            self._fault(Field.RECEIVED, FaultCode.IN_FUTURE, received.isoformat())
        if received is not None and received.year < _EARLIEST:
            self._fault(Field.RECEIVED, FaultCode.TOO_LONG_AGO, received.isoformat())
        if ended is not None and ended > self._today:
            self._fault(Field.ENDED, FaultCode.IN_FUTURE, ended.isoformat())
        if received is None or ended is None:
            return
        if ended < received:
            self._fault(Field.ENDED, FaultCode.ENDED_BEFORE_RECEIVED, ended.isoformat())
        elif took is not None and abs((ended - received).days - took) > 1:
            # The two days are what happened; somebody counted differently, or only working days.
            self._cautions[Field.DAYS, Caution.DAYS_DIFFER] += 1

    def _fault(self, field: Field, code: str, detail: str = "") -> None:
        self._faults.append(RowFault(field, code, detail))

    def _at_fault(self, field: Field) -> bool:
        return any(fault.field == field for fault in self._faults)


def days_in(cell: Cell) -> int | None:
    """How many days a cell names: 3, 三天, 半个月, 1个月, 当天."""
    text = cell_text(cell).strip().strip("约共用近余多")
    if text in _SAME_DAY:
        return 0
    unit = next((word for word in sorted(_SPANS, key=len, reverse=True) if text.endswith(word)), "")
    count = number_in(text.removesuffix(unit))
    if count is None:
        return None
    found = int(count * _SPANS.get(unit, 1))
    return found if 0 <= found <= _LONGEST else None
