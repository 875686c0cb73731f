"""The cells of a row by field, and the words of the closed sets in them. Pure."""

from collections import Counter
from collections.abc import Mapping
from enum import Enum
from typing import Final

from banjie.platform.tables import Cell, cell_text, header_key, number_in, unguard_formula

from .fields import Field
from .known import Known
from .mapping import LEAVE_OUT, RegisterMapping
from .records import Caution, FaultCode, RowFault

type Cells = list[Cell]

_MOST_PEOPLE: Final = 1_000_000


class Taken(Enum):
    NOTHING = 0
    UNREADABLE = 1


class CellsOf:
    """Finds the cells of a field. `places` are columns by the key of their name."""

    def __init__(self, content: RegisterMapping, places: Mapping[str, int]) -> None:
        self._columns = {
            field: tuple(places[header_key(column) or column] for column in columns)
            for field, columns in content.fields.items()
        }

    def has(self, field: Field) -> bool:
        return field in self._columns

    def cell(self, field: Field, cells: Cells) -> Cell:
        """The first cell of the field that says something, as it is."""
        for column in self._columns.get(field, ()):
            cell = cells[column]
            if cell is not None and cell != "" and not (isinstance(cell, str) and not cell.strip()):
                return cell
        return None

    def text(self, field: Field, cells: Cells) -> str:
        cell = self.cell(field, cells)
        return "" if cell is None else _text(cell)

    def lines(self, field: Field, cells: Cells) -> str:
        """All cells of the field, one a line."""
        texts = (_text(cells[column]) for column in self._columns.get(field, ()) if cells[column] is not None)
        return "\n".join(text for text in texts if text)

    def count(self, field: Field, cells: Cells) -> int | Taken:
        """A count of people or days: 12, 十二, 12人, 3天."""
        text = self.text(field, cells).strip("约共等余多人名户天日个 ")
        if not text:
            return Taken.NOTHING
        found = number_in(text)
        if found is None or found != found.to_integral_value() or not 0 <= found <= _MOST_PEOPLE:
            return Taken.UNREADABLE
        return int(found)


class Finder:
    """What the words of a row mean. A word without a meaning is a fault, or left out if the mapping says so."""

    def __init__(
        self,
        content: RegisterMapping,
        known: Known,
        cells: CellsOf,
        faults: list[RowFault],
        cautions: Counter[tuple[str, str]],
    ) -> None:
        self._content = content
        self._known = known
        self._cells = cells
        self._faults = faults
        self._cautions = cautions
        self._found: dict[tuple[Field, str], str | None] = {}

    def code(self, field: Field, cells: Cells) -> str | None:
        """The code, "" where the word means none of ours, None where nothing is told or it is a fault."""
        word = self._cells.text(field, cells)
        if not word:
            return None
        key = field, word
        if key not in self._found:
            self._found[key] = self._meaning(field, word)
        found = self._found[key]
        if found is None:
            if self._content.leaves_empty(field):
                self._cautions[field, Caution.VALUE_LEFT_OUT] += 1
            else:
                self._faults.append(RowFault(field, FaultCode.VALUE_UNKNOWN, word[:80]))
        return found

    def _meaning(self, field: Field, word: str) -> str | None:
        said = self._content.values.get(field, {}).get(word)
        if said is not None and said != LEAVE_OUT and (not said or self._known.has(field, said)):
            return said
        return self._known.find(field, word)


def _text(cell: Cell) -> str:
    text = cell if isinstance(cell, str) else cell_text(cell)
    return unguard_formula(text).strip() if text[:1] == "'" else text.strip()
