"""Workbooks as offices pass them round, made here; and the oldest format byte by byte."""

import io
import struct
import zipfile
from collections.abc import Iterable, Sequence

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet


def workbook(*rows: Sequence[object], merges: Iterable[str] = ()) -> bytes:
    book = openpyxl.Workbook()
    fill(book.worksheets[0], rows, merges)
    return saved(book)


def fill(sheet: Worksheet, rows: Iterable[Sequence[object]], merges: Iterable[str] = ()) -> None:
    for row in rows:
        sheet.append(list(row))
    for merge in merges:
        sheet.merge_cells(merge)


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, part)
    return out.getvalue()


def old_workbook(cells: Sequence[tuple[int, int, str | float]], sheet: str = "Sheet1") -> bytes:
    """An .xls of Excel 97: records of [MS-XLS] in a compound file of [MS-CFB], with one sheet."""
    cell_records = b"".join(_cell(*cell) for cell in cells)
    name = sheet.encode("utf-16-le")
    bound = struct.pack("<IBBBB", 0, 0, 0, len(sheet), 1) + name
    head = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)) + _record(0x0042, b"\xb0\x04")
    at = len(head) + len(_record(0x0085, bound)) + len(_record(0x000A))
    bound = struct.pack("<I", at) + bound[4:]
    start = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    stream = head + _record(0x0085, bound) + _record(0x000A) + start + cell_records + _record(0x000A)
    return _compound(stream)


def _cell(row: int, column: int, value: str | float) -> bytes:
    at = struct.pack("<HHH", row, column, 0)
    if isinstance(value, str):
        return _record(0x0204, at + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))
    return _record(0x0203, at + struct.pack("<d", value))


def _record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _compound(stream: bytes) -> bytes:
    """Sector 0 the allocation table, sector 1 the directory, then the stream."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    sectors = len(stream) // 512
    end, free, table_mark = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    chain = [table_mark, end, *range(3, 2 + sectors), end]
    table = struct.pack("<128I", *(chain + [free] * (128 - len(chain))))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<109I", 0, *[free] * 108)
    directory = _entry("Root Entry", 5, 1, end, 0) + _entry("Workbook", 2, free, 2, len(stream)) + bytes(256)
    return header + table + directory + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    none = 0xFFFFFFFF
    entry = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text), kind, 1, none, none, child)
    return entry + bytes(36) + struct.pack("<IQ", start, size)
