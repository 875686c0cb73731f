"""Workbooks (xlsx, xlsm, xlsb, xls, ods): looked into, then read by a process that may fail without harm.

Values only: a formula gives what the program that saved it had computed, a macro is never run. Of a range
merged over several rows every row gets the value, for that is what the person meant who merged them; of a
range merged over columns the first column has it. Hidden sheets are left out and named.
"""

import pickle
import shutil
import signal
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import IO, Any, Final

from banjie.platform.files.archives import (
    ArchiveLimits,
    ArchiveProblem,
    ArchiveRefused,
    inflate,
    open_archive,
)

from .headers import find_header
from .model import Cell, Merge, Row, RowProblem, Table, TableFormat, TableProblem, TableRefused, TableWarning, Workbook

SAMPLE_ROWS: Final = 20
_LIMITS: Final = ArchiveLimits(entries=5_000, bytes_inside=768 << 20, ratio=200)
_MEGABYTES: Final = 2_560
_SECONDS: Final = 120
_PROCESS: Final = Path(__file__).with_name("workbook_process.py")
_OLE_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_OLE_MACROS: Final = "_VBA_PROJECT".encode("utf-16-le")
# A formula that was written by a program and never computed has no value beside it.
_NO_VALUE: Final = (b"</f></c>", b"</f><v/></c>", b"</f><v /></c>", b"</f><v></v></c>")
_OVERLAP: Final = 16

_ARCHIVE_PROBLEMS: Final = {
    ArchiveProblem.NOT_AN_ARCHIVE: TableProblem.DAMAGED,
    ArchiveProblem.DAMAGED: TableProblem.DAMAGED,
    ArchiveProblem.ENCRYPTED: TableProblem.PROTECTED,
    ArchiveProblem.HIDDEN_CONTENT: TableProblem.DAMAGED,
    ArchiveProblem.TOO_MANY_ENTRIES: TableProblem.DECOMPRESSION_BOMB,
    ArchiveProblem.TOO_LARGE_INSIDE: TableProblem.DECOMPRESSION_BOMB,
    ArchiveProblem.SUSPICIOUS_RATIO: TableProblem.DECOMPRESSION_BOMB,
    ArchiveProblem.SIZES_LIE: TableProblem.DAMAGED,
}


@dataclass(frozen=True, slots=True)
class _Inside:
    format: TableFormat
    macros: bool = False
    formulas_without_value: int = 0


def look_at_workbook(file: IO[bytes], name: str) -> Workbook:
    """What tables a workbook holds. Raises TableRefused."""
    inside = _look_inside(file)
    with _reading(file, "look", 0) as answers:
        found: dict[str, Any] = next(answers, {"sheets": []})
    visible = [sheet for sheet in found["sheets"] if sheet["visible"]]
    hidden = tuple(sheet["name"] for sheet in found["sheets"] if not sheet["visible"])
    if not visible:
        raise TableRefused(TableProblem.NO_VISIBLE_SHEET)
    tables = tuple(_table(inside.format, sheet) for sheet in visible if sheet["rows"])
    tables = tuple(table for table in tables if table.headers)
    if not tables:
        raise TableRefused(TableProblem.EMPTY)
    counts = {
        TableWarning.HIDDEN_SHEETS_SKIPPED: len(hidden),
        TableWarning.MACROS_IGNORED: int(inside.macros),
        TableWarning.FORMULAS_WITHOUT_VALUES: inside.formulas_without_value,
    }
    warnings = {warning: count for warning, count in counts.items() if count}
    return Workbook(name, inside.format, tables, hidden, warnings)


def workbook_rows(file: IO[bytes], table: Table) -> Iterator[Row]:
    """The rows of data of a sheet, each as wide as the header; blank ones are left out."""
    with _reading(file, "rows", table.index) as answers:
        rows = (row for batch in answers for row in batch)
        yield from _data_rows(enumerate(rows), table)


def _table(format: TableFormat, sheet: dict[str, Any]) -> Table:
    top, shift = sheet["first_row"], sheet["first_column"]
    merges = [Merge(*merge) for merge in sheet["merges"]]
    start: list[list[Cell]] = sheet["start"]
    header = find_header(start, [_moved(merge, top, shift) for merge in merges])
    skip = top + header.end
    down = [_moved(merge, 0, shift) for merge in merges if merge.first_row < merge.last_row >= skip]
    warnings = dict(header.warnings)
    if down:
        warnings[TableWarning.MERGED_CELLS_REPEATED] = len(down)
    table = Table(
        format=format,
        sheet=sheet["name"],
        index=sheet["index"],
        headers=header.names,
        header_rows=tuple(top + row + 1 for row in header.rows),
        skip=skip,
        first_column=shift,
        rows_expected=max(0, sheet["rows"] - skip),
        sample=(),
        merges=tuple(sorted(down, key=lambda merge: merge.first_row)),
        warnings=warnings,
    )
    return replace(table, sample=tuple(islice(_data_rows(enumerate(start, top), table), SAMPLE_ROWS)))


def _moved(merge: Merge, rows: int, columns: int) -> Merge:
    return Merge(
        merge.first_row - rows,
        merge.first_column - columns,
        merge.last_row - rows,
        merge.last_column - columns,
    )


def _data_rows(rows: Iterator[tuple[int, list[Cell]]], table: Table) -> Iterator[Row]:
    width = len(table.headers)
    merged = _Merged(table.merges) if table.merges else None
    for index, cells in rows:
        if merged is not None:
            cells = merged.fill(index, cells)
        if index < table.skip or not any(cell != "" for cell in cells):
            continue
        if len(cells) == width:
            yield Row(index + 1, cells)
        else:
            beyond = any(cell != "" for cell in cells[width:])
            problem = RowProblem.TOO_MANY_CELLS if beyond else None
            yield Row(index + 1, (cells + [""] * width)[:width], problem)


class _Merged:
    """Repeats the value of a merged range in the rows below its first."""

    def __init__(self, merges: tuple[Merge, ...]) -> None:
        self._coming = list(reversed(merges))
        self._open: dict[int, tuple[int, Cell]] = {}

    def fill(self, index: int, cells: list[Cell]) -> list[Cell]:
        if self._open:
            self._open = {column: held for column, held in self._open.items() if held[0] >= index}
            cells = list(cells)
            for column, (_, value) in self._open.items():
                if column < len(cells) and cells[column] == "":
                    cells[column] = value
        while self._coming and self._coming[-1].first_row <= index:
            merge = self._coming.pop()
            if 0 <= merge.first_column < len(cells):
                self._open[merge.first_column] = (merge.last_row, cells[merge.first_column])
        return cells


def _look_inside(file: IO[bytes]) -> _Inside:
    file.seek(0)
    if file.read(4) != b"PK\x03\x04":
        return _look_inside_ole(file)
    try:
        archive = open_archive(file, _LIMITS)
        names = {name.replace("\\", "/").lower() for name in archive.namelist()}
        uncomputed = sum(_uncomputed(file, entry) for entry in archive.infolist())
    except ArchiveRefused as refused:
        raise TableRefused(_ARCHIVE_PROBLEMS[refused.code], str(refused)) from refused
    macros = any(name.endswith("vbaproject.bin") for name in names)
    if "mimetype" in names and "content.xml" in names:
        return _Inside(TableFormat.ODS)
    for name in names:
        if name.endswith("workbook.xml"):
            return _Inside(TableFormat.XLSM if macros else TableFormat.XLSX, macros, uncomputed)
        if name.endswith("workbook.bin"):
            return _Inside(TableFormat.XLSB, macros)
    raise TableRefused(TableProblem.NOT_A_TABLE)


def _uncomputed(file: IO[bytes], entry: zipfile.ZipInfo) -> int:
    """Inflate a part to prove its declared size; count the formulas of a sheet that have no value."""
    sheet = "sheet" in entry.filename and entry.filename.endswith(".xml")
    count, tail = 0, b""
    for piece in inflate(file, entry):
        if sheet:
            seen = tail + piece
            count += sum(seen.count(sign) - tail.count(sign) for sign in _NO_VALUE)
            tail = seen[-_OVERLAP:]
    return count


def _look_inside_ole(file: IO[bytes]) -> _Inside:
    file.seek(0)
    content = file.read()
    if _OLE_ENCRYPTED in content:
        raise TableRefused(TableProblem.PROTECTED)
    return _Inside(TableFormat.XLS, macros=_OLE_MACROS in content)


class _Plain(pickle.Unpickler):
    """Takes dates and plain values from the other process and nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        if module == "datetime" and name in {"datetime", "date", "time", "timedelta"}:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name}")


@contextmanager
def _reading(file: IO[bytes], task: str, sheet: int) -> Iterator[Iterator[Any]]:
    """The answers of a reading process, which is ended with the block."""
    with tempfile.TemporaryFile() as copy:
        file.seek(0)
        shutil.copyfileobj(file, copy, 1 << 20)
        copy.seek(0)
        process = subprocess.Popen(  # noqa: S603 — our own script, no part of the command from outside
            [sys.executable, "-I", str(_PROCESS), task, str(sheet), str(_MEGABYTES), str(_SECONDS)],
            stdin=copy,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    try:
        yield _answers(process)
    finally:
        process.kill()
        if process.stdout is not None:
            process.stdout.close()
        process.wait()


def _answers(process: subprocess.Popen[bytes]) -> Iterator[Any]:
    assert process.stdout is not None
    while True:
        try:
            answer = _Plain(process.stdout).load()
        except EOFError:
            _check_end(process)
            return
        except pickle.UnpicklingError as error:
            _check_end(process)  # cut off in the middle of an answer
            raise TableRefused(TableProblem.DAMAGED, str(error)) from error
        if isinstance(answer, dict) and "error" in answer:
            raise TableRefused(TableProblem(answer["error"]), answer["detail"])
        yield answer


def _check_end(process: subprocess.Popen[bytes]) -> None:
    """Whether the reader ended in peace, or by running into its limits."""
    try:
        code = process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        return
    if code in {-signal.SIGABRT, -signal.SIGKILL, -signal.SIGXCPU, -signal.SIGSEGV}:
        raise TableRefused(TableProblem.TOO_LARGE, f"the reader ended with {code}")
    if code:
        raise TableRefused(TableProblem.DAMAGED, f"the reader ended with {code}")
