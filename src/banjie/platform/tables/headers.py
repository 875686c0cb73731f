"""Finding the names of the columns in a table made for the eye: titles above, names over two lines."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Final

from .model import Cell, Merge, TableWarning
from .text import cell_text, clean_text

LOOKED_AT: Final = 40
_LONGEST_NAME: Final = 100
_WIDE_ENOUGH: Final = 0.5
_NOTES: Final = 10
_NEARLY_FULL: Final = 0.8
_USUAL: Final = 0.9
_MOSTLY_WORDS: Final = 0.6
_MOSTLY_DIFFERENT: Final = 0.5
_NUMBER: Final = re.compile(r"[\s¥$€￥%+\-.,:/年月日时分秒\dTZ]*\d[\s¥$€￥%+\-.,:/年月日时分秒\dTZ]*")
_PERIOD: Final = re.compile(r"\d{4}年|\d{1,2}月份?")
_NOTE: Final = re.compile(r"[^()（）:：]{1,12}[:：]\s*\S")
_SPACES: Final = re.compile(r"\s+")
_BETWEEN_HAN: Final = re.compile(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])")
_MARKS: Final = re.compile(r"^[*＊:：\s]+|[*＊:：\s]+$")
_KEY: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Header:
    """``names`` of the columns, made up where not ``named``; ``rows`` the records they stand in, from 0.

    Data begins at record ``end``.
    """

    names: tuple[str, ...]
    named: tuple[bool, ...]
    rows: tuple[int, ...]
    end: int
    warnings: dict[TableWarning, int]


def normalise_header(text: str) -> str:
    """A column's name half-width, on one line, without marks (``＊姓 名：`` → 姓名)."""
    text = unicodedata.normalize("NFKC", clean_text(text, limit=2 * _LONGEST_NAME).text)
    return _MARKS.sub("", _BETWEEN_HAN.sub("", _SPACES.sub(" ", text)))


def header_key(text: str) -> str:
    """What two spellings of one name have in common, to find a remembered mapping again."""
    return _KEY.sub("", normalise_header(text).casefold())


def fingerprint(headers: Iterable[str]) -> str:
    """The same for files with the same columns, in whatever order and however their names are spaced."""
    keys = sorted(header_key(header) for header in headers)
    return hashlib.sha256("\n".join(keys).encode()).hexdigest()[:32]


def columns_by_key(headers: Sequence[str]) -> Mapping[str, int]:
    """The place of each column by the key of its name; of two alike the first counts."""
    places: dict[str, int] = {}
    for place, header in enumerate(headers):
        places.setdefault(header_key(header) or header, place)
    return places


def find_header(rows: Sequence[Sequence[Cell]], merges: Sequence[Merge] = (), *, torn: bool = False) -> Header:
    """Find the header among the first records of a table.

    It is the first row that is at least half as wide as the table and made of words; a row above it
    whose cells span several columns is part of it. Without such a row the columns are called A, B, C …
    With ``torn`` a row may be longer than it should be (CSV), and does not make the table wider.
    """
    rows = rows[:LOOKED_AT]
    filled = [_filled(row) for row in rows]
    counts = sorted(len(columns) for columns in filled if columns)
    widest = counts[ceil((_USUAL if torn else 1) * (len(counts) - 1))] if counts else 0
    width = _width(filled)
    candidates = [index for index, columns in enumerate(filled) if columns and len(columns) >= _WIDE_ENOUGH * widest]
    for index in candidates[:_NOTES]:
        columns = filled[index]
        full = len(columns) >= _NEARLY_FULL * widest
        if _is_words(rows[index], columns) and (full or not _is_note(rows[index], columns)):
            header = _header_at(rows, filled, index, width, merges)
            return _without_torn(header, filled) if torn else header
        if full:
            break
    return _named_by_letter(candidates[0] if candidates else 0, width)


def _without_torn(header: Header, filled: list[list[int]]) -> Header:
    """Leave out nameless columns at the end that few rows reach: those rows have too many cells."""
    data = [columns[-1] for columns in filled[header.end :] if columns]
    width = len(header.names)
    while width and not header.named[width - 1] and sum(last >= width - 1 for last in data) * 2 < len(data):
        width -= 1
    warnings = dict(header.warnings)
    if nameless := header.named[:width].count(False):
        warnings[TableWarning.COLUMNS_WITHOUT_NAME] = nameless
    else:
        warnings.pop(TableWarning.COLUMNS_WITHOUT_NAME, None)
    return replace(header, names=header.names[:width], named=header.named[:width], warnings=warnings)


def _header_at(
    rows: Sequence[Sequence[Cell]], filled: list[list[int]], index: int, width: int, merges: Sequence[Merge]
) -> Header:
    top, bottom = index, index
    if _has_second_line(rows, filled, index, merges):
        bottom = index + 1
    elif index and _is_group_line(rows, filled, index, merges):
        top = index - 1
    names = [_name(rows, top, bottom, column, merges) for column in range(width)]
    warnings: dict[TableWarning, int] = {}
    if top != bottom:
        warnings[TableWarning.TWO_LINE_HEADER] = 1
    if above := sum(1 for columns in filled[:top] if columns):
        warnings[TableWarning.ROWS_ABOVE_HEADER] = above
    if unnamed := names.count(""):
        warnings[TableWarning.COLUMNS_WITHOUT_NAME] = unnamed
    unique = _unique([name or column_letters(column) for column, name in enumerate(names)])
    if repeated := sum(1 for name, made in zip(names, unique, strict=True) if name and name != made):
        warnings[TableWarning.COLUMN_NAMES_REPEATED] = repeated
    return Header(tuple(unique), tuple(map(bool, names)), tuple(range(top, bottom + 1)), bottom + 1, warnings)


def _named_by_letter(index: int, width: int) -> Header:
    names = tuple(column_letters(column) for column in range(width))
    return Header(names, (False,) * width, (), index, {TableWarning.HEADER_GUESSED: 1})


def column_letters(column: int) -> str:
    """The name of a column in a sheet, from 0: A, B, … Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _filled(row: Sequence[Cell]) -> list[int]:
    return [column for column, cell in enumerate(row) if cell is not None and cell_text(cell).strip()]


def _is_words(row: Sequence[Cell], columns: list[int]) -> bool:
    """Whether a row can be names: mostly words, and not one word over and over."""
    words = sum(1 for column in columns if _is_label(row[column]))
    different = len({cell_text(row[column]) for column in columns})
    return words >= _MOSTLY_WORDS * len(columns) and different >= _MOSTLY_DIFFERENT * len(columns)


def _is_note(row: Sequence[Cell], columns: list[int]) -> bool:
    """Whether a row says something about the table: 填报单位：城管局 | 填报人：张三."""
    return any(_NOTE.match(cell_text(row[column])) for column in columns)


def _is_label(cell: Cell) -> bool:
    if not isinstance(cell, str) or len(cell) > _LONGEST_NAME:
        return False
    return _PERIOD.fullmatch(cell.strip()) is not None or not _NUMBER.fullmatch(cell.strip())


def _has_second_line(
    rows: Sequence[Sequence[Cell]], filled: list[list[int]], index: int, merges: Sequence[Merge]
) -> bool:
    """Whether the row below completes this one: a name over several columns, and theirs below it.

    In the row below, columns whose name stands alone are blank; that is what a row of data never is.
    """
    if index + 1 >= len(rows) or not filled[index + 1]:
        return False
    above, below = set(filled[index]), filled[index + 1]
    if any(not _is_label(rows[index + 1][column]) for column in below):
        return False
    spans = _spans(merges, index)
    under = _grouped(above, below, spans)
    if not under or not set(below) <= under or set(below) <= above:
        return False
    labels = [cell_text(rows[index + 1][column]) for column in below]
    return len(under) < _width(filled) or bool(spans) or len(set(labels)) < len(labels)


def _grouped(above: set[int], below: list[int], spans: dict[int, int]) -> set[int]:
    """The columns under a name that reaches over more than its own."""
    grouped: set[int] = set()
    for column in sorted(above):
        last = spans.get(column, column)
        while not spans and last + 1 in below and last + 1 not in above:
            last += 1
        if last > column:
            grouped.update(range(column, last + 1))
    return grouped


def _is_group_line(
    rows: Sequence[Sequence[Cell]], filled: list[list[int]], index: int, merges: Sequence[Merge]
) -> bool:
    """Whether the narrower row above names groups of columns (申请人 | 被申请人 over 姓名 电话 姓名 电话)."""
    above = filled[index - 1]
    if len(above) < 2 or not all(_is_label(rows[index - 1][column]) for column in above):
        return False
    if _is_note(rows[index - 1], above):
        return False
    names = [normalise_header(cell_text(rows[index][column])) for column in filled[index]]
    return bool(_spans(merges, index - 1)) or len(set(names)) < len(names)


def _spans(merges: Sequence[Merge], row: int) -> dict[int, int]:
    return {
        merge.first_column: merge.last_column
        for merge in merges
        if merge.first_row == row and merge.last_column > merge.first_column
    }


def _name(rows: Sequence[Sequence[Cell]], top: int, bottom: int, column: int, merges: Sequence[Merge]) -> str:
    own = _cell(rows, bottom, column)
    if top == bottom:
        return own
    group = column
    above = _cell(rows, top, column)
    while own and not above and group > 0:
        group -= 1
        above = _cell(rows, top, group)
    spans = _spans(merges, top)
    if group != column and spans and spans.get(group, group) < column:
        above = ""
    return normalise_header(f"{above} {own}")


def _cell(rows: Sequence[Sequence[Cell]], row: int, column: int) -> str:
    cells = rows[row]
    return normalise_header(cell_text(cells[column])) if column < len(cells) else ""


def _width(filled: list[list[int]]) -> int:
    return max((columns[-1] + 1 for columns in filled if columns), default=0)


def _unique(names: list[str]) -> list[str]:
    seen: Counter[str] = Counter()
    unique = []
    taken = set(names)
    for name in names:
        seen[name] += 1
        made = name
        while seen[name] > 1 and (made := f"{name} ({seen[name]})") in taken:
            seen[name] += 1
        taken.add(made)
        unique.append(made)
    return unique
