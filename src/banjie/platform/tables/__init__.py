"""Tables as people have them: CSV and workbooks, the dates and texts in them, read and written back."""

from .amounts import Amount, AmountProblem, parse_amount
from .dates import DateFormat, ParseProblem, infer_date_format, parse_datetime
from .headers import columns_by_key, fingerprint, header_key, normalise_header
from .model import (
    Cell,
    Row,
    RowProblem,
    Table,
    TableFormat,
    TableProblem,
    TableRefused,
    TableWarning,
    Workbook,
)
from .numerals import number_in
from .reading import Source, read, rows
from .sheets import Opened, Sheet, open_sheet
from .text import Cleaned, TextProblem, cell_text, clean_text, guard_formula, unguard_formula
from .worded_dates import WordedDay, parse_day
from .writing import csv_chunks, write_csv, write_error_report, write_xlsx

__all__ = [
    "Amount",
    "AmountProblem",
    "Cell",
    "Cleaned",
    "DateFormat",
    "Opened",
    "ParseProblem",
    "Row",
    "RowProblem",
    "Sheet",
    "Source",
    "Table",
    "TableFormat",
    "TableProblem",
    "TableRefused",
    "TableWarning",
    "TextProblem",
    "WordedDay",
    "Workbook",
    "cell_text",
    "clean_text",
    "columns_by_key",
    "csv_chunks",
    "fingerprint",
    "guard_formula",
    "header_key",
    "infer_date_format",
    "normalise_header",
    "number_in",
    "open_sheet",
    "parse_amount",
    "parse_datetime",
    "parse_day",
    "read",
    "rows",
    "unguard_formula",
    "write_csv",
    "write_error_report",
    "write_xlsx",
]
