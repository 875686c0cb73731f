"""Cells to values: text, numbers and points. Each reader is made once for a mapping and called for every row."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from math import isfinite
from typing import Final

from banjie.cases.imports.mapping import PATH_MARK, PLACEHOLDER, Join, Source
from banjie.platform.tables import Cell, cell_text, header_key, unguard_formula

type Cells = list[Cell]
type TextOf = Callable[[Cells], str]

_EDGES: Final = " \t\r\n\u3000:：,，;；、-—/·›"
_NUMBER: Final = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_DEGREES: Final = re.compile(r"(\d{1,3})[°度](?:(\d{1,2}(?:\.\d+)?)['′分])?(?:(\d{1,2}(?:\.\d+)?)(?:\"|″|''|秒))?")
_HEMISPHERE: Final = re.compile(r"[EWNS东西北南]经?纬?")
_BEHIND_ZERO: Final = frozenset("WS西南")


def text_of(source: Source, places: Mapping[str, int]) -> TextOf:
    """How the text of a field comes from the cells of a row. `places` are columns by the key of their name."""
    constant = source.constant
    taken = _composed(source, places)
    if taken is None:
        return lambda cells: constant
    if not constant:
        return taken
    return lambda cells: taken(cells) or constant


def cell_of(source: Source, places: Mapping[str, int]) -> Callable[[Cells], Cell]:
    """The first cell that says anything, as it is; for dates, which a sheet may hold as dates."""
    columns = [place_of(column, places) for column in source.columns]
    constant = source.constant
    if len(columns) == 1 and not constant:
        only = columns[0]
        return lambda cells: cells[only]

    def first(cells: Cells) -> Cell:
        for column in columns:
            cell = cells[column]
            if cell is not None and cell != "" and not (isinstance(cell, str) and not cell.strip()):
                return cell
        return constant

    return first


def place_of(column: str, places: Mapping[str, int]) -> int:
    return places[header_key(column) or column]


def number_of(text: str) -> float | None:
    """A number as people write degrees: 113.65, 113,65, E113.65, 113°39'02". None where it is none."""
    try:
        value = float(text)
    except ValueError:
        return _degrees(unicodedata.normalize("NFKC", text).upper())
    return value if isfinite(value) else None


def point_of(text: str) -> tuple[float, float] | None:
    """(longitude, latitude) from one cell: "113.6,34.7", "POINT(113.6 34.7)", "(34.7, 113.6)".

    A number beyond 90 can only be a longitude; with both within, the first is the latitude where the cell
    is in brackets (as maps of the web write them) and the longitude otherwise.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    numbers = re.findall(r"[+-]?\d+(?:\.\d+)?", plain)
    if len(numbers) != 2:
        return None
    first, second = float(numbers[0]), float(numbers[1])
    latitude_first = plain.startswith("(")
    if abs(first) > 90:
        latitude_first = False
    elif abs(second) > 90:
        latitude_first = True
    return (second, first) if latitude_first else (first, second)


def _degrees(text: str) -> float | None:
    negative = any(mark in text for mark in _BEHIND_ZERO)
    plain = _HEMISPHERE.sub("", text).replace(" ", "")
    if _NUMBER.fullmatch(plain):
        value = float(plain.replace(",", "."))
    elif (found := _DEGREES.fullmatch(plain)) is not None:
        whole, minutes, seconds = (float(part or 0) for part in found.groups())
        value = whole + minutes / 60 + seconds / 3600
    else:
        return None
    return -value if negative and value > 0 else value


def _text(cell: Cell) -> str:
    text = cell if isinstance(cell, str) else cell_text(cell)
    return unguard_formula(text).strip() if text[:1] == "'" else text.strip()


def _composed(source: Source, places: Mapping[str, int]) -> TextOf | None:
    if source.template:
        return _filled(source.template, places)
    columns = [place_of(column, places) for column in source.columns]
    if not columns:
        return None
    if len(columns) == 1:
        only = columns[0]
        return lambda cells: _text(cells[only])
    if source.join is Join.FIRST:
        return lambda cells: next((text for column in columns if (text := _text(cells[column]))), "")
    mark = PATH_MARK if source.join is Join.PATH else "\n"
    return lambda cells: mark.join(text for column in columns if (text := _text(cells[column])))


def _filled(template: str, places: Mapping[str, int]) -> TextOf:
    """A template with its columns filled in; marks that an empty column leaves at either end go with it."""
    pieces = PLACEHOLDER.split(template)
    words, columns = pieces[::2], [place_of(column, places) for column in pieces[1::2]]
    pairs = list(zip(columns, words[1:], strict=True))
    beginning = words[0]

    def fill(cells: Cells) -> str:
        made = [beginning]
        said = 0
        for column, after in pairs:
            text = _text(cells[column])
            said += bool(text)
            made += (text, after)
        whole = "".join(made)
        if said == len(pairs):
            return whole
        return whole.strip(_EDGES) if said else ""

    return fill
