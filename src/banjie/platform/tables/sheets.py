"""Looks into a file: its sheets, their columns, and what a person should know before trusting it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .model import Row, Table, Workbook
from .reading import Source, read, rows
from .text import cell_text

_SHOWN_CELLS = 80


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file, to be read as often as needed."""

    source: Source
    table: Table
    file_name: str

    def rows(self) -> Iterator[Row]:
        return rows(self.source, self.table)


@dataclass(frozen=True, slots=True)
class Opened:
    """A file with the sheet that was asked for, or the one with the most rows."""

    workbook: Workbook
    sheet: Sheet

    def as_json(self) -> dict[str, Any]:
        """What the record of a run keeps of it: columns with their first cells, sheets, warnings."""
        table = self.sheet.table
        warnings = {**self.workbook.warnings, **table.warnings}
        return {
            "headers": list(table.headers),
            "samples": [
                [cell_text(row.cells[at])[:_SHOWN_CELLS] for row in table.sample[:3]]
                for at in range(len(table.headers))
            ],
            "sheets": [[each.sheet, each.rows_expected] for each in self.workbook.tables],
            "hidden": list(self.workbook.hidden_sheets),
            "warnings": {str(warning): count for warning, count in warnings.items()},
            "format": str(self.workbook.format),
            "encoding": table.encoding,
        }


def open_sheet(source: Source, name: str, *, sheet: str = "") -> Opened:
    """Raises TableRefused. A `sheet` that is not there gives the one with the most rows."""
    workbook = read(source, name=name)
    table = next((each for each in workbook.tables if each.sheet == sheet), workbook.table)
    return Opened(workbook, Sheet(source, table, name))
