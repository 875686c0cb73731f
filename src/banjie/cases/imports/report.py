"""Gives refused rows back as a spreadsheet: as they came, each with what is wrong with it."""

from collections.abc import Iterator
from typing import IO
from zoneinfo import ZoneInfo

from banjie.cases.imports import queries
from banjie.cases.imports.wording import fault_text, report_header
from banjie.platform.tables import Cell, Sheet, write_error_report


def write_report(stream: IO[bytes], sheet: Sheet, run_id: int, *, time_zone: str) -> int:
    """Writes the workbook and returns the number of rows. Corrected, it can be imported as it is."""
    return write_error_report(
        stream,
        sheet.table.headers,
        _rows(sheet, run_id),
        error_header=str(report_header()),
        tz=ZoneInfo(time_zone),
    )


def _rows(sheet: Sheet, run_id: int) -> Iterator[tuple[list[Cell], str]]:
    """Walks the file and the faults side by side; both are in the order of the rows."""
    faulty = queries.faults_by_row(run_id)
    wanted = next(faulty, None)
    if wanted is None:
        return
    for row in sheet.rows():
        if row.number == wanted[0]:
            yield row.cells, "; ".join(fault_text(fault.field, fault.code, fault.detail) for fault in wanted[1])
            wanted = next(faulty, None)
            if wanted is None:
                return
