"""A row of a register to a record, by a mapping. Pure."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from banjie.mediation import kinds
from banjie.platform.tables import Row, cell_text, clean_text, columns_by_key

from .cells import Cells, CellsOf, Finder, Taken
from .days import DayReader
from .fields import Field
from .keys import mark_of
from .known import Known
from .mapping import LEAVE_OUT, RegisterMapping
from .masking import masked
from .outcomes import AGREED, OPEN, Outcome, outcome_of
from .parties import NamedParty, PartyProblem, sides_from, sides_of
from .records import Caution, FaultCode, Record, RefusedRow, RowFault
from .sums import SumReader

_LONGEST_TEXT: Final = 20_000
_LONGEST_PLACE: Final = 200
_BETWEEN_NAMES: Final = re.compile(r"[、,，;；/\s]+|和|与")
_MOST_MEDIATORS: Final = 5
_NUMBER: Final = 40

type Read = Record | RefusedRow | None


class RowReader:
    """Reads the rows of one table. `cautions` counts what came in all the same; `today` is local to the register."""

    def __init__(
        self,
        content: RegisterMapping,
        headers: Sequence[str],
        known: Known,
        *,
        today: date,
        mark: Callable[..., str] = mark_of,
    ) -> None:
        self.cautions: Counter[tuple[str, str]] = Counter()
        self._content = content
        self._mark = mark
        self._faults: list[RowFault] = []
        # Registers say the same in the same words.
        self._outcomes: dict[str, Outcome | None] = {}
        cells = CellsOf(content, columns_by_key(headers))
        self._cells = cells
        self._find = Finder(content, known, cells, self._faults, self.cautions)
        zone = ZoneInfo(content.time_zone)
        self._days = DayReader(content, cells, self._faults, self.cautions, zone=zone, today=today)
        self._sums = SumReader(content, headers, cells, self._faults, self.cautions)

    def read(self, row: Row) -> Read:
        """The record of a row; everything that is wrong with it; or None where the mapping leaves it out."""
        faults = self._faults
        faults.clear()
        if row.problem is not None:
            return RefusedRow(row.number, (RowFault("", str(row.problem)),))
        outcome = self._outcome(row.cells)
        if outcome is None and not faults:
            return None
        record = self._record(row, outcome or Outcome(OPEN))
        return RefusedRow(row.number, tuple(faults)) if faults else record

    def _outcome(self, cells: Cells) -> Outcome | None:
        """None with a fault where the outcome is not told, and without one where the row is to be left out."""
        word = self._cells.text(Field.OUTCOME, cells)
        said = self._content.values.get(Field.OUTCOME, {}).get(word)
        if said == LEAVE_OUT:
            return None
        found = Outcome(said) if said else self._told(word)
        if found is None:
            code = FaultCode.VALUE_UNKNOWN if word else FaultCode.OUTCOME_MISSING
            self._faults.append(RowFault(Field.OUTCOME, code, word[:80]))
        elif found.ending == OPEN:
            self._faults.append(RowFault(Field.OUTCOME, FaultCode.STILL_OPEN, word[:80]))
        return found

    def _told(self, word: str) -> Outcome | None:
        if word not in self._outcomes:
            self._outcomes[word] = outcome_of(word)
        return self._outcomes[word]

    def _record(self, row: Row, outcome: Outcome) -> Record | None:
        cells = row.cells
        received, ended = self._days.of(cells)
        number = self._cells.text(Field.NUMBER, cells)[:_NUMBER]
        parties = self._parties(cells)
        text = self._summary(cells, parties)
        claimed, agreed, currency = self._sums_of(cells, outcome)
        track, _, stage = (self._find.code(Field.TRACK, cells) or "people").partition(".")
        kind = self._kind(cells, text)
        people = self._people(cells)
        if received is None or ended is None or self._faults:
            return None
        return Record(
            row=row.number,
            mark=self._mark(number, received.isoformat(), cells),
            number=number,
            kind=kind,
            text=text or kinds.kind(kind).name,
            place=self._line(Field.PLACE, cells, _LONGEST_PLACE),
            area=self._find.code(Field.AREA, cells),
            unit=self._find.code(Field.COMMITTEE, cells),
            mediators=self._mediators(cells),
            parties=parties,
            people=people,
            received=received,
            ended=ended,
            outcome=self._detailed(outcome, cells),
            claimed=claimed,
            agreed=agreed,
            currency=currency,
            track=track,
            court_stage=stage,
            brought_by=self._find.code(Field.BROUGHT_BY, cells) or "application",
        )

    def _detailed(self, outcome: Outcome, cells: Cells) -> Outcome:
        """The outcome with what columns of their own say about it; they go before the words of the outcome."""
        if outcome.ending != AGREED:
            return outcome
        form = self._find.code(Field.FORM, cells) or outcome.form
        performed = self._find.code(Field.PERFORMED, cells) or outcome.performed
        confirmed = self._find.code(Field.CONFIRMED, cells)
        return Outcome(outcome.ending, form, performed, confirmed == "yes" if confirmed else outcome.confirmed)

    def _parties(self, cells: Cells) -> tuple[NamedParty, ...]:
        has, text = self._content.fields, self._cells.text
        if Field.SIDE_A in has:
            field, found = Field.SIDE_A, sides_from(text(Field.SIDE_A, cells), text(Field.SIDE_B, cells))
        elif Field.PARTIES in has:
            field, found = Field.PARTIES, sides_of(text(Field.PARTIES, cells))
        else:
            return ()
        if not isinstance(found, PartyProblem):
            return found
        if self._content.leaves_empty(Field.PARTIES):
            self.cautions[field, Caution.PARTIES_LEFT_OUT] += 1
        else:
            # The code alone: what stands in the cell are names.
            self._faults.append(RowFault(field, found))
        return ()

    def _summary(self, cells: Cells, parties: Sequence[NamedParty]) -> str:
        raw = self._cells.lines(Field.SUMMARY, cells)
        if len(raw) > _LONGEST_TEXT:
            self._faults.append(RowFault(Field.SUMMARY, FaultCode.TEXT_TOO_LONG, str(_LONGEST_TEXT)))
            return ""
        text = clean_text(raw).text.strip()
        told = masked(text, parties)
        if told != text:
            self.cautions[Field.SUMMARY, Caution.NAMES_MASKED] += 1
        return told

    def _kind(self, cells: Cells, text: str) -> str:
        """By the column; where it is empty, by the words of the summary."""
        found = self._find.code(Field.KIND, cells)
        if found or any(fault.field == Field.KIND for fault in self._faults):
            return found or ""
        proposed = kinds.propose(text).code if text else None
        if proposed is not None:
            self.cautions[Field.KIND, Caution.KIND_FROM_TEXT] += 1
        return proposed or "other"

    def _sums_of(self, cells: Cells, outcome: Outcome) -> tuple[Decimal | None, Decimal | None, str]:
        claimed, agreed = self._sums.of(Field.CLAIMED, cells), self._sums.of(Field.AGREED, cells)
        currency = next((each.currency for each in (agreed, claimed) if each is not None), "CNY")
        kept = agreed.value if agreed is not None and outcome.ending == AGREED else None
        return claimed.value if claimed is not None else None, kept, currency

    def _people(self, cells: Cells) -> int | None:
        found = self._cells.count(Field.PEOPLE, cells)
        if found is Taken.NOTHING:
            return None
        if found is Taken.UNREADABLE:
            if not self._content.leaves_empty(Field.PEOPLE):
                told = cell_text(self._cells.cell(Field.PEOPLE, cells))[:80]
                self._faults.append(RowFault(Field.PEOPLE, FaultCode.NOT_A_COUNT, told))
            return None
        return found

    def _line(self, field: Field, cells: Cells, limit: int) -> str:
        text = clean_text(self._cells.text(field, cells)).text.strip()
        if len(text) > limit:
            self._faults.append(RowFault(field, FaultCode.TEXT_TOO_LONG, str(limit)))
            return ""
        return text

    def _mediators(self, cells: Cells) -> tuple[str, ...]:
        """Names of mediators: people in office, named as such on every paper they sign."""
        names = _BETWEEN_NAMES.split(self._cells.text(Field.MEDIATOR, cells))
        return tuple(dict.fromkeys(name for name in names if name))[:_MOST_MEDIATORS]
