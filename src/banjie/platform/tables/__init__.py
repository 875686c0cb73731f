"""Tables as people have them: CSV and workbooks, the dates and texts in them, read and written back."""

from .dates import DateFormat, ParseProblem, infer_date_format, parse_datetime
from .headers import header_key, normalise_header
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
from .reading import Source, read, rows
from .text import Cleaned, TextProblem, cell_text, clean_text, guard_formula, unguard_formula
from .writing import csv_chunks, write_csv, write_error_report, write_xlsx

__all__ = [
    "Cell",
    "Cleaned",
    "DateFormat",
    "ParseProblem",
    "Row",
    "RowProblem",
    "Source",
    "Table",
    "TableFormat",
    "TableProblem",
    "TableRefused",
    "TableWarning",
    "TextProblem",
    "Workbook",
    "cell_text",
    "clean_text",
    "csv_chunks",
    "guard_formula",
    "header_key",
    "infer_date_format",
    "normalise_header",
    "parse_datetime",
    "read",
    "rows",
    "unguard_formula",
    "write_csv",
    "write_error_report",
    "write_xlsx",
]
