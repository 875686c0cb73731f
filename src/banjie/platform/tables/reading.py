"""Spreadsheets as people have them: what is in a file, and its rows one by one."""

import io
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from typing import IO, Final

from .delimited import delimited_rows, look_at_delimited
from .model import Row, Table, TableFormat, TableProblem, TableRefused, Workbook
from .workbooks import look_at_workbook, workbook_rows

type Source = str | PathLike[str] | bytes | IO[bytes]

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NO_TABLE: Final = (
    b"%PDF-",
    b"\xff\xd8\xff",
    b"\x89PNG",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"{\\rtf",
)
_MARKUP: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|meta|table|\?xml|style|body|div)", re.I)
_CONTROLS: Final = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_LOOKED_AT: Final = 64 << 10


def read(source: Source, *, name: str = "") -> Workbook:
    """What tables a file holds: their columns, first rows and oddities. Raises TableRefused.

    ``source`` is a path, the content, or an open binary file (which stays open); ``name`` is only for
    showing. A CSV is read through once for its encoding, in constant memory.
    """
    with _opened(source) as file:
        start = file.read(_LOOKED_AT)
        if not start:
            raise TableRefused(TableProblem.EMPTY)
        if start.startswith((b"PK\x03\x04", _OLE)):
            return look_at_workbook(file, name)
        _refuse_other(start)
        return Workbook(name, TableFormat.CSV, (look_at_delimited(file, name),))


def rows(source: Source, table: Table) -> Iterator[Row]:
    """The rows of a table that `read` found in the same source, streamed. Raises TableRefused."""
    with _opened(source) as file:
        if table.format is TableFormat.CSV:
            yield from delimited_rows(file, table)
        else:
            yield from workbook_rows(file, table)


def _refuse_other(start: bytes) -> None:
    if _MARKUP.match(start):
        # What many office systems call .xls is a page of HTML or an XML of 2003: to be saved again as xlsx.
        raise TableRefused(TableProblem.WEB_PAGE)
    if start.startswith(_NO_TABLE) or len(_CONTROLS.findall(start)) > 0.02 * len(start):
        raise TableRefused(TableProblem.NOT_A_TABLE)


@contextmanager
def _opened(source: Source) -> Iterator[IO[bytes]]:
    if isinstance(source, bytes):
        yield io.BytesIO(source)
    elif isinstance(source, (str, PathLike)):
        with Path(source).open("rb") as file:
            yield file
    else:
        inner: IO[bytes] = getattr(source, "file", source)  # Django's and tempfile's wrappers
        if inner.seekable():
            inner.seek(0)
            yield inner
        else:
            with tempfile.TemporaryFile() as copy:
                shutil.copyfileobj(inner, copy)
                copy.seek(0)
                yield copy
