"""Files as offices send them, made for the tests that bring them in."""

import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

HEADERS = ("编号", "标题", "内容", "类别", "受理时间", "状态", "办结时间", "经度", "纬度")


def row(number: int, **changes: str) -> list[str]:
    """One sound row: a matter received on a Friday, still open, in the west of the county."""
    cells = {
        "编号": f"G-{number}",
        "标题": f"路灯不亮 {number}",
        "内容": f"主街 {number} 号路灯不亮",
        "类别": "",
        "受理时间": "2026-02-20 09:00",
        "状态": "办理中",
        "办结时间": "",
        "经度": "110.5",
        "纬度": "30.5",
    }
    return list((cells | changes).values())


def write_csv(
    path: Path, rows: Sequence[Sequence[str]], *, headers: Sequence[str] = HEADERS, encoding: str = "utf-8"
) -> Path:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([headers, *rows])
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def write_xlsx(path: Path, rows: Sequence[Sequence[Any]], *, change: Callable[[Workbook], None] | None = None) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for cells in rows:
        sheet.append(list(cells))
    if change is not None:
        change(book)
    book.save(path)
    return path


def with_macros(path: Path) -> Path:
    """The same workbook as one that carries a program."""
    target = path.with_suffix(".xlsm")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for entry in source.infolist():
            made.writestr(entry, source.read(entry))
        made.writestr("xl/vbaProject.bin", b"\x00" * 64)
    return target


def bomb(path: Path) -> Path:
    """A workbook whose sheet unpacks to a gigabyte."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("xl/workbook.xml", "<workbook/>")
        with made.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(1000):
                sheet.write(b"0" * (1 << 20))
    return path
