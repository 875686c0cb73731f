"""CSV and its relatives, streamed: one record at a time, with the line it begins on.

Nothing stops at a bad record. A quote that is never closed would make one cell of the rest of the file;
such a record is reported at its first line and reading goes on at the next.
"""

import csv
import io
import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import IO, Any, Final, cast

from .encodings import Encoding, detect_encoding
from .headers import LOOKED_AT, find_header
from .model import Cell, Row, RowProblem, Table, TableFormat, TableProblem, TableRefused, TableWarning

MAX_CELL_CHARACTERS: Final = 1_000_000
SAMPLE_ROWS: Final = 20
_DELIMITERS: Final = ",\t;|"
_SNIFFED: Final = 256 << 10
_SNIFFED_RECORDS: Final = 60
_RESTARTS: Final = 1_000
_SEPARATOR_LINE: Final = re.compile(r"\ufeff?\"?sep=(.)\"?\s*\Z")


def look_at_delimited(file: IO[bytes], name: str) -> Table:
    """Find encoding, delimiter and header. Raises TableRefused."""
    encoding = detect_encoding(file)
    with _decoded(file, encoding.name, encoding.damaged) as text:
        start = text.read(_SNIFFED)
    if not start.strip("\ufeff\x00 \t\r\n"):
        raise TableRefused(TableProblem.EMPTY)
    said = _SEPARATOR_LINE.match(start.split("\n", 1)[0].rstrip("\r"))
    delimiter = said[1] if said else _sniff_delimiter(start)
    first = 1 if said else 0
    with _decoded(file, encoding.name, encoding.damaged) as text:
        records = list(islice(_records(text, delimiter), first, first + LOOKED_AT))
    header = find_header([record.cells for record in records], torn=True)
    skip = first + header.end
    table = Table(
        format=TableFormat.CSV,
        sheet=name,
        index=0,
        headers=header.names,
        header_rows=tuple(records[row].number for row in header.rows),
        skip=skip,
        first_column=0,
        rows_expected=max(0, encoding.lines + 1 - skip),
        sample=(),
        encoding=encoding.name,
        damaged=encoding.damaged,
        delimiter=delimiter,
        warnings=header.warnings | _warnings(encoding),
    )
    sample = tuple(islice(delimited_rows(file, table), SAMPLE_ROWS))
    return replace(table, sample=sample)


def _warnings(encoding: Encoding) -> dict[TableWarning, int]:
    found = {
        TableWarning.UNDECODABLE_BYTES: encoding.damaged,
        TableWarning.ENCODING_GUESSED: encoding.guessed,
    }
    return {warning: 1 for warning, present in found.items() if present}


def delimited_rows(file: IO[bytes], table: Table) -> Iterator[Row]:
    """The rows of data, each as wide as the header; blank ones are left out."""
    width = len(table.headers)
    with _decoded(file, table.encoding or "utf-8", table.damaged) as text:
        for row in islice(_records(text, table.delimiter or ","), table.skip, None):
            cells, problem = row.cells, row.problem
            if not any(cells) and problem is None:
                continue
            if len(cells) != width:
                row = _fitted(row, width)
            if table.damaged and any("\ufffd" in cast(str, cell) for cell in cells):
                row = row._replace(problem=row.problem or RowProblem.UNDECODABLE)
            yield row


def _fitted(row: Row, width: int) -> Row:
    number, cells, problem = row
    if len(cells) < width:
        return Row(number, cells + [""] * (width - len(cells)), problem)
    if problem is None and any(cast(str, cell).strip() for cell in cells[width:]):
        problem = RowProblem.TOO_MANY_CELLS
    return Row(number, cells[:width], problem)


class _Lines:
    """The lines of a text, remembering those of the record being read, so that it can be read again."""

    __slots__ = ("again", "ended", "seen", "source")

    def __init__(self, source: Iterator[str]) -> None:
        self.source = source
        self.seen: list[str] = []
        self.again: deque[str] = deque()
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        remember = self.seen.append
        while self.again:
            remember(line := self.again.popleft())
            yield line
        for line in self.source:
            remember(line)
            yield line
        self.ended = True

    def put_back_all_but_the_first(self) -> None:
        self.again.extendleft(reversed(self.seen[1:]))
        self.seen.clear()


def _records(text: IO[str], delimiter: str) -> Iterator[Row]:
    """Every record, blank ones too (as no cells), with the line it begins on."""
    csv.field_size_limit(MAX_CELL_CHARACTERS)  # the module keeps it for the process; ours is the only use
    lines = _Lines(iter(text))
    seen = lines.seen
    number, restarts = 1, 0
    while not lines.ended:
        try:
            for cells in csv.reader(lines, delimiter=delimiter):
                if lines.ended:
                    break  # the text ended inside a quoted cell: this is not a record but its remains
                yield Row(number, cast(list[Cell], cells))
                number += len(seen)
                seen.clear()
            if not seen:
                continue
            problem = RowProblem.QUOTE_NOT_CLOSED
        except csv.Error:
            problem = RowProblem.QUOTE_NOT_CLOSED if len(seen) > 1 else RowProblem.CELL_TOO_LONG
        restarts += 1
        if restarts > _RESTARTS:
            raise TableRefused(TableProblem.DAMAGED, f"line {number}: quotes do not match")
        yield Row(number, _first_line(seen[0], delimiter, problem), problem)
        number += 1
        lines.put_back_all_but_the_first()
        lines.ended = lines.ended and not lines.again


def _first_line(line: str, delimiter: str, problem: RowProblem) -> list[Cell]:
    if problem is RowProblem.CELL_TOO_LONG:
        return []
    try:
        return cast(list[Cell], next(csv.reader([line.rstrip("\r\n")], delimiter=delimiter), []))
    except csv.Error:
        return []


def _sniff_delimiter(start: str) -> str:
    """The delimiter that gives the most records one and the same width, and the greater width if even."""
    lines = start.splitlines(keepends=True)
    if len(lines) > 1 and len(start) >= _SNIFFED:
        lines.pop()
    best, best_score = ",", 0.0
    for delimiter in _DELIMITERS:
        records = islice(_records(io.StringIO("".join(lines)), delimiter), _SNIFFED_RECORDS)
        widths = Counter(len(record.cells) for record in records if record.cells)
        if not widths:
            continue
        width, count = widths.most_common(1)[0]
        score = count / widths.total() * (width - 1) ** 0.5
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _decoded(file: IO[bytes], encoding: str, damaged: bool) -> "_Borrowed":
    return _Borrowed(file, encoding, "replace" if damaged else "strict")


class _Borrowed:
    """A text view of a file that is left open when the view is closed."""

    def __init__(self, file: IO[bytes], encoding: str, errors: str) -> None:
        file.seek(0)
        self._text = io.TextIOWrapper(cast(Any, file), encoding=encoding, errors=errors, newline="")

    def __enter__(self) -> IO[str]:
        return self._text

    def __exit__(self, *_: object) -> None:
        self._text.detach()
