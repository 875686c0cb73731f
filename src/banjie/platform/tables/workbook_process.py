"""Reads a workbook in a process of its own, within limits of memory and time. `workbooks` runs it.

The parser is fast and in Rust, but a workbook of two cells at opposite corners makes it ask for half a
terabyte, and a refused request ends the process. So it is this process that ends, and not a server.

Usage: workbook_process.py look|rows SHEET MEGABYTES SECONDS, the workbook on standard input. Answers are
pickles of plain values on standard output: one dictionary for `look`, lists of rows for `rows`; a
dictionary with `error` instead where it fails.
"""

import io
import pickle
import resource
import sys
from collections.abc import Iterator
from itertools import batched, islice
from typing import Any

LOOKED_AT = 60
BATCH = 500


def main(arguments: list[str]) -> int:
    task, sheet, megabytes, seconds = arguments[0], *map(int, arguments[1:])
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_CPU, seconds)
    _limit(resource.RLIMIT_AS, megabytes << 20)
    content = sys.stdin.buffer.read()
    try:
        for answer in _answers(task, sheet, content):
            _send(answer)
    except MemoryError:
        return _fail("too_large", "out of memory")
    except BrokenPipeError:
        return 0  # nobody reads on
    except BaseException as error:
        # A panic of the parser is no Exception; whatever it was, the file cannot be read.
        kind = type(error).__name__
        return _fail("protected" if kind == "PasswordError" else "damaged", f"{kind}: {error}"[:300])
    return 0


def _limit(what: int, amount: int) -> None:
    _, hard = resource.getrlimit(what)
    if hard != resource.RLIM_INFINITY:
        amount = min(amount, hard)
    try:
        resource.setrlimit(what, (amount, hard))
    except (OSError, ValueError):
        sys.stderr.write("limits are not enforced on this system\n")


def _answers(task: str, sheet: int, content: bytes) -> Iterator[object]:
    import python_calamine

    workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    if task == "rows":
        yield from map(list, batched(workbook.get_sheet_by_index(sheet).iter_rows(), BATCH))
        return
    visible, work = python_calamine.SheetVisibleEnum.Visible, python_calamine.SheetTypeEnum.WorkSheet
    sheets = []
    for index, sheet_data in enumerate(workbook.sheets_metadata):
        if sheet_data.typ == work:
            shown = sheet_data.visible == visible
            found = _look(workbook.get_sheet_by_index(index)) if shown else {}
            sheets.append({"index": index, "name": sheet_data.name, "visible": shown, **found})
    yield {"sheets": sheets}


def _look(sheet: Any) -> dict[str, object]:
    if sheet.end is None:
        return {"rows": 0}
    return {
        "rows": sheet.end[0] + 1,
        "first_row": sheet.start[0],
        "first_column": sheet.start[1],
        "merges": [(*first, *last) for first, last in sheet.merged_cell_ranges or ()],
        "start": list(islice(sheet.iter_rows(), sheet.start[0], sheet.start[0] + LOOKED_AT)),
    }


def _send(answer: object) -> None:
    pickle.dump(answer, sys.stdout.buffer, protocol=5)
    sys.stdout.buffer.flush()


def _fail(code: str, detail: str) -> int:
    _send({"error": code, "detail": detail})
    return 3


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
