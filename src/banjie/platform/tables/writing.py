"""Spreadsheets for people: text stays text, whatever it begins with."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import batched, chain, islice
from typing import IO, Any, Final

from .model import Cell
from .text import cell_text, clean_text, guard_formula

_ROWS_A_SHEET: Final = 1_000_000
_CELL_CHARACTERS: Final = 32_767
_WIDEST: Final = 60
_SHOWN_ROWS: Final = 50
_CSV_BATCH: Final = 500
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
_OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_xlsx(
    stream: IO[bytes],
    headers: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    sheet: str = "Sheet1",
    tz: tzinfo | None = None,
) -> int:
    """Write a workbook in constant memory; return the number of rows.

    Text that looks like a formula is written as text with Excel's own mark for that, so that it neither
    runs nor changes. Aware times are shown in ``tz``, which they then need. A cell that is longer than
    Excel takes (32,767 characters) is cut; beyond a million rows another sheet follows.
    """
    return _Sheets(stream, headers, sheet, tz).write_all((row, None) for row in rows)


def write_error_report(
    stream: IO[bytes],
    headers: Sequence[str],
    rows: Iterable[tuple[Sequence[Cell], str]],
    *,
    error_header: str,
    sheet: str = "Sheet1",
    tz: tzinfo | None = None,
) -> int:
    """Give rows back as they came, each with what is wrong with it in a last column ``error_header``.

    To be corrected and sent again as it is: the columns keep their names and order.
    """
    return _Sheets(stream, [*headers, error_header], sheet, tz).write_all(rows)


def write_csv(stream: IO[bytes], headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> int:
    """Write UTF-8 with a mark, as Excel needs it; return the number of rows."""
    count = 0

    def counted() -> Iterator[Sequence[Cell]]:
        nonlocal count
        for row in rows:
            count += 1
            yield row

    for chunk in csv_chunks(headers, counted()):
        stream.write(chunk)
    return count


def csv_chunks(headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """The same in pieces, for a response that streams.

    What a spreadsheet would run as a formula gets an apostrophe in front (OWASP, "CSV injection");
    `unguard_formula` takes it away.
    """
    yield b"\xef\xbb\xbf" + _csv([headers])
    for batch in batched(rows, _CSV_BATCH):
        yield _csv(batch)


def _csv(rows: Iterable[Sequence[Cell]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(map(_guarded, rows))
    return out.getvalue().encode("utf-8", "replace")


def _guarded(row: Sequence[Cell]) -> list[str]:
    return [guard_formula(cell) if isinstance(cell, str) else cell_text(cell) for cell in row]


class _Sheets:
    """One workbook being written; a row may come with an error text for the last column."""

    def __init__(self, stream: IO[bytes], headers: Sequence[str], sheet: str, tz: tzinfo | None) -> None:
        import xlsxwriter

        self._book: Any = xlsxwriter.Workbook(stream, _OPTIONS)
        self._headers = [_writable(header) for header in headers]
        self._sheet, self._tz = sheet, tz
        self._head = self._book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self._wrong = self._book.add_format({"font_color": "#B42318", "text_wrap": True, "valign": "top"})
        self._literal = self._book.add_format({"quote_prefix": True})
        self._moment = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._clock = self._book.add_format({"num_format": "hh:mm:ss"})

    def write_all(self, rows: Iterable[tuple[Sequence[Cell], str | None]]) -> int:
        count, part, page = 0, 0, None
        first, rows = _peek(rows)
        widths = self._widths(first)
        for row, error in rows:
            if page is None or count % _ROWS_A_SHEET == 0:
                part += 1
                page = self._page(part, widths)
            self._row(page, count % _ROWS_A_SHEET + 1, row, error)
            count += 1
        if page is None:
            self._page(1, widths)
        self._book.close()
        return count

    def _page(self, part: int, widths: list[int]) -> Any:
        page = self._book.add_worksheet(self._sheet if part == 1 else f"{self._sheet} {part}")
        page.freeze_panes(1, 0)
        for column, header in enumerate(self._headers):
            page.set_column(column, column, widths[column])
            page.write_string(0, column, header, self._head)
        return page

    def _row(self, page: Any, at: int, row: Sequence[Cell], error: str | None) -> None:
        for column, cell in enumerate(row):
            self._cell(page, at, column, cell)
        if error is not None:
            page.write_string(at, len(self._headers) - 1, _writable(error), self._wrong)

    def _cell(self, page: Any, at: int, column: int, cell: Cell) -> None:
        if isinstance(cell, str):
            if cell:
                marked = cell.startswith(_FORMULA_STARTS)
                page.write_string(at, column, _writable(cell), self._literal if marked else None)
        elif isinstance(cell, bool):
            page.write_boolean(at, column, cell)
        elif isinstance(cell, (int, float)):
            if abs(cell) < 1e15:
                page.write_number(at, column, cell)
            elif cell == cell:  # Excel keeps 15 digits; an identity number must not lose its last
                page.write_string(at, column, cell_text(cell))
        elif cell is not None:
            self._time(page, at, column, cell)

    def _time(self, page: Any, at: int, column: int, cell: date | time | timedelta) -> None:
        if isinstance(cell, datetime):
            if cell.tzinfo is not None:
                cell = cell.astimezone(self._tz).replace(tzinfo=None)
            page.write_datetime(at, column, cell, self._moment)
        elif isinstance(cell, date):
            page.write_datetime(at, column, cell, self._day)
        else:
            page.write_datetime(at, column, cell, self._clock)

    def _widths(self, rows: list[tuple[Sequence[Cell], str | None]]) -> list[int]:
        """Column widths in characters, judged by the first rows; a Chinese character counts two."""
        widths = [_shown_width(header) + 2 for header in self._headers]
        for row, error in rows:
            cells = [*row[: len(widths)]]
            if error is not None:
                cells = [*cells, *[""] * (len(widths) - 1 - len(cells)), error]
            for column, cell in enumerate(cells[: len(widths)]):
                widths[column] = max(widths[column], _shown_width(cell_text(cell)[:_WIDEST]) + 1)
        return [min(width, _WIDEST) for width in widths]


def _peek[T](rows: Iterable[T]) -> tuple[list[T], Iterable[T]]:
    iterator = iter(rows)
    first = list(islice(iterator, _SHOWN_ROWS))
    return first, chain(first, iterator)


def _shown_width(text: str) -> int:
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)


def _writable(text: str) -> str:
    return clean_text(text, limit=_CELL_CHARACTERS).text
