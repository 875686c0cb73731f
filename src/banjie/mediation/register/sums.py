"""The sums of a row, and what their columns count in. Pure."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from banjie.platform.tables import Amount, AmountProblem, Cell, cell_text, parse_amount

from .cells import Cells, CellsOf
from .fields import SUMS, Field
from .mapping import RegisterMapping
from .records import Caution, RowFault

_TEN_THOUSANDS: Final = re.compile(r"万元?|万圆|10k", re.IGNORECASE)
_LARGEST: Final = 10**12


def unit_of(header: str) -> int:
    """What a column counts in by its name: 金额（万元） in ten thousands."""
    return 10_000 if _TEN_THOUSANDS.search(header) else 1


class SumReader:
    """Reads sums. One that cannot be read is a fault, or left out with a caution if the mapping says so."""

    def __init__(
        self,
        content: RegisterMapping,
        headers: Sequence[str],
        cells: CellsOf,
        faults: list[RowFault],
        cautions: Counter[tuple[str, str]],
    ) -> None:
        self._content = content
        self._cells = cells
        self._faults = faults
        self._cautions = cautions
        self._units = {
            field: content.units.get(field) or unit_of(" ".join(content.fields[field]))
            for field in SUMS
            if field in content.fields
        }
        self._parsed: dict[tuple[type, Cell, int], Amount | AmountProblem] = {}

    def of(self, field: Field, cells: Cells) -> Amount | None:
        if field not in self._units:
            return None
        cell, unit = self._cells.cell(field, cells), self._units[field]
        key = cell.__class__, cell, unit
        found = self._parsed.get(key)
        if found is None:
            found = self._parsed[key] = parse_amount(cell, unit=unit)
        if isinstance(found, Amount):
            if found.approximate:
                self._cautions[field, Caution.SUM_ROUGH] += 1
            return found
        if found is not AmountProblem.EMPTY:
            if self._content.leaves_empty(field):
                self._cautions[field, Caution.SUM_LEFT_OUT] += 1
            else:
                self._faults.append(RowFault(field, f"sum_{found}", cell_text(cell)[:80]))
        return None
