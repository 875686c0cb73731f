"""The values that reading a table gives: tables, rows, and what was odd about them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

type Cell = str | int | float | bool | datetime | date | time | timedelta | None


class TableFormat(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"
    XLSM = "xlsm"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"


class TableProblem(StrEnum):
    """Why a file cannot be read as tables at all."""

    EMPTY = "empty"
    NOT_A_TABLE = "not_a_table"
    WEB_PAGE = "web_page"
    PROTECTED = "protected"
    DAMAGED = "damaged"
    DECOMPRESSION_BOMB = "decompression_bomb"
    TOO_LARGE = "too_large"
    ENCODING_UNKNOWN = "encoding_unknown"
    NO_VISIBLE_SHEET = "no_visible_sheet"


class TableWarning(StrEnum):
    """What a person should know before trusting the preview."""

    HIDDEN_SHEETS_SKIPPED = "hidden_sheets_skipped"
    MACROS_IGNORED = "macros_ignored"
    FORMULAS_WITHOUT_VALUES = "formulas_without_values"
    MERGED_CELLS_REPEATED = "merged_cells_repeated"
    HEADER_GUESSED = "header_guessed"
    TWO_LINE_HEADER = "two_line_header"
    ROWS_ABOVE_HEADER = "rows_above_header"
    COLUMNS_WITHOUT_NAME = "columns_without_name"
    COLUMN_NAMES_REPEATED = "column_names_repeated"
    ENCODING_GUESSED = "encoding_guessed"
    UNDECODABLE_BYTES = "undecodable_bytes"


class RowProblem(StrEnum):
    """What is wrong with one row of the file; the rows after it are read all the same."""

    TOO_MANY_CELLS = "too_many_cells"
    QUOTE_NOT_CLOSED = "quote_not_closed"
    CELL_TOO_LONG = "cell_too_long"
    UNDECODABLE = "undecodable"


class TableRefused(Exception):
    """The file holds no table that can be read. ``detail`` is technical, for the log."""

    def __init__(self, code: TableProblem, detail: str = "") -> None:
        self.code = code
        self.detail = detail
        super().__init__(f"{code.value}: {detail}" if detail else code.value)


class Row(NamedTuple):
    """One row of data: its number as the person's own program shows it, and one cell a header.

    ``number`` is the line of the file (CSV; the first of several, where a cell holds line breaks) or the
    row of the sheet, from 1. Missing cells are "" (CSV) or None (sheets). With a problem the cells are
    what could be read.
    """

    number: int
    cells: list[Cell]
    problem: RowProblem | None = None


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range of cells; rows and columns from 0, the last ones included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a file: a sheet, or the whole of a CSV. Enough to read its rows again without guessing.

    ``skip`` counts the records before the first row of data; ``header_rows`` are their numbers as people
    count them, empty when names were made up (letters, as in a sheet); ``first_column`` is the sheet's
    first column that holds anything, from 0; ``rows_expected`` is for a progress bar: exact to within
    blank rows and cells with line breaks.
    """

    format: TableFormat
    sheet: str
    index: int
    headers: tuple[str, ...]
    header_rows: tuple[int, ...]
    skip: int
    first_column: int
    rows_expected: int
    sample: tuple[Row, ...]
    encoding: str | None = None
    damaged: bool = False
    delimiter: str | None = None
    merges: tuple[Merge, ...] = ()
    warnings: Mapping[TableWarning, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Workbook:
    """What was found in a file. ``warnings`` count what they warn of (sheets, formulas)."""

    name: str
    format: TableFormat
    tables: tuple[Table, ...]
    hidden_sheets: tuple[str, ...] = ()
    warnings: Mapping[TableWarning, int] = field(default_factory=dict)

    @property
    def table(self) -> Table:
        """The table a person most likely means: the one with the most rows."""
        return max(self.tables, key=lambda table: table.rows_expected)
