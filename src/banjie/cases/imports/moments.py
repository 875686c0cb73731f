"""Cells to moments, and to what had already happened to a matter elsewhere."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from banjie.cases.imports.cells import Cells, cell_of
from banjie.cases.imports.choosing import Chooser
from banjie.cases.imports.faults import Caution, FaultCode, RowFault
from banjie.cases.imports.fields import MOMENTS, Field
from banjie.cases.imports.mapping import MappingContent
from banjie.cases.intake.draft import Past
from banjie.platform.tables import Cell, ParseProblem, cell_text, parse_datetime

# Later than this no calendar of ours reaches, and no office means it.
_LATEST_DEADLINE: Final = 2150
_LAST_SECOND: Final = timedelta(hours=23, minutes=59, seconds=59)


class Moments:
    """Reads the columns that hold moments, each in the way that its whole column is written."""

    def __init__(
        self,
        content: MappingContent,
        places: Mapping[str, int],
        day_first: Mapping[Field, bool | None],
        faults: list[RowFault],
        cautions: Counter[tuple[str, str]],
    ) -> None:
        self._zone = ZoneInfo(content.time_zone)
        self._faults = faults
        self._cautions = cautions
        self._cells: dict[Field, Callable[[Cells], Cell]] = {
            field: cell_of(content.fields[field], places) for field in MOMENTS if field in content.fields
        }
        self._day_first = {
            field: content.day_first if content.day_first is not None else day_first.get(field) for field in self._cells
        }

    def received(self, cells: Cells) -> datetime | None:
        """When the matter came in; None where no column says it. An empty cell in such a column is a fault."""
        if Field.RECEIVED_AT not in self._cells:
            return None
        moment = self.of(Field.RECEIVED_AT, cells)
        if moment is None and not any(fault.field == Field.RECEIVED_AT for fault in self._faults):
            self._faults.append(RowFault(Field.RECEIVED_AT, FaultCode.MOMENT_MISSING))
        return moment

    def of(self, field: Field, cells: Cells) -> datetime | None:
        """The moment in a cell; None for an empty one, and for one that cannot be read, which is a fault."""
        taken = self._cells.get(field)
        if taken is None:
            return None
        cell = taken(cells)
        if cell == "" or cell is None:
            return None
        moment = parse_datetime(cell, default_tz=self._zone, dayfirst=self._day_first[field])
        if isinstance(moment, datetime):
            return moment
        if moment is not ParseProblem.EMPTY:
            self._faults.append(RowFault(field, str(moment), cell_text(cell)[:80]))
        return None

    def after(self, field: Field, cells: Cells, received_at: datetime) -> datetime | None:
        """A moment that follows the receipt. A day without a time, if it is that same day, means after it."""
        moment = self.of(field, cells)
        if moment is not None and moment < received_at and self._is_day(moment):
            begun = received_at.astimezone(self._zone)
            if begun.date() == moment.astimezone(self._zone).date():
                return received_at
        return moment

    def due(self, cells: Cells, received_at: datetime) -> datetime | None:
        """The deadline that came along; one given as a day lasts to the end of it."""
        moment = self.of(Field.DUE_AT, cells)
        if moment is None:
            return None
        if self._is_day(moment):
            local = moment.astimezone(self._zone)
            moment = (local + _LAST_SECOND).astimezone(moment.tzinfo)
        if moment <= received_at or moment.year > _LATEST_DEADLINE:
            # The clock then runs by our own limits: nobody can have promised this.
            self._cautions[Field.DUE_AT, Caution.DEADLINE_LEFT_OUT] += 1
            return None
        return moment

    def _is_day(self, moment: datetime) -> bool:
        local = moment.astimezone(self._zone)
        return not (local.hour or local.minute or local.second or local.microsecond)


class PastReader:
    """Reads what had already happened. Gives None for a mapping that tells no history."""

    def __init__(
        self,
        moments: Moments,
        chooser: Chooser,
        text: Callable[[Field, Cells], str],
        faults: list[RowFault],
        *,
        tells: bool,
    ) -> None:
        self._moments = moments
        self._chooser = chooser
        self._text = text
        self._faults = faults
        self._tells = tells

    def of(self, cells: Cells, received_at: datetime, status: str | None) -> Past | None:
        if not self._tells:
            return None
        past = Past(
            accepted_at=self._moments.after(Field.ACCEPTED_AT, cells, received_at),
            due_at=self._moments.due(cells, received_at),
            closed_at=self._moments.after(Field.CLOSED_AT, cells, received_at) if status != "open" else None,
            note=self._text(Field.NOTE, cells),
        )
        unit = self._chooser.unit(cells)
        if unit is not None:
            past.lead_unit, past.lead_name = unit.id, unit.name
        self._replied(past, cells, received_at, status)
        if status == "closed" and past.closed_at is None and not self._at_fault(Field.CLOSED_AT):
            self._faults.append(RowFault(Field.CLOSED_AT, FaultCode.CLOSED_WITHOUT_MOMENT))
        return past

    def _replied(self, past: Past, cells: Cells, received_at: datetime, status: str | None) -> None:
        """The reply with its moment. What was written on a row that is still open is a note, not the reply."""
        reply = self._text(Field.REPLY, cells)
        if status == "open":
            past.note = "\n".join(part for part in (past.note, reply) if part)
            return
        replied_at = self._moments.after(Field.REPLIED_AT, cells, received_at)
        if status == "closed" and past.closed_at is None:
            past.closed_at = replied_at
        if reply:
            past.reply, past.replied_at = reply, replied_at or past.closed_at
            if past.replied_at is None and not self._at_fault(Field.REPLIED_AT):
                self._faults.append(RowFault(Field.REPLIED_AT, FaultCode.REPLY_WITHOUT_MOMENT))

    def _at_fault(self, field: Field) -> bool:
        return any(fault.field == field for fault in self._faults)
