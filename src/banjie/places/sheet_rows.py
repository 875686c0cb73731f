"""Rows of a sheet that name places: read one by one, with every fault named by its row. Pure.

What the rows become is said by whoever derives a `RowReader`: place names, or places that are to have a code.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from banjie.core import coordinates
from banjie.core.coordinates import Bounds, Datum
from banjie.places.pinyin import tidy
from banjie.places.refs import AreaRef

MOST_NAME = 100

# The headings under which the columns are looked for, in lower case, the first that is there wins.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "名称", "地名", "地点名称"),
    "aliases": ("aliases", "alias", "别名", "曾用名", "俗称"),
    "kind": ("kind", "type", "类型", "类别"),
    "area": ("area", "area_code", "区域编码", "网格编码", "区域", "网格"),
    "lon": ("lon", "lng", "longitude", "经度"),
    "lat": ("lat", "latitude", "纬度"),
}

# The number of the row and its cells by heading; None for a row that could not be read.
type Row = tuple[int, Mapping[str, str] | None]
type Locate = Callable[[float, float], AreaRef | None]


class RowFaultCode(StrEnum):
    """One thing that is wrong with a row; `data` carries what is in brackets."""

    MISSING_COLUMN = "missing_column"  # (headings)
    TOO_MANY_ROWS = "too_many_rows"  # (most)
    MISSING_NAME = "missing_name"
    NAME_TOO_LONG = "name_too_long"  # (most)
    BAD_TEXT = "bad_text"
    UNKNOWN_KIND = "unknown_kind"  # (kind)
    UNKNOWN_AREA = "unknown_area"  # (area)
    NO_AREA = "no_area"
    OUTSIDE_EVERY_AREA = "outside_every_area"  # (lon, lat)
    OUTSIDE_CHOSEN_AREA = "outside_chosen_area"  # (area)
    BAD_POSITION = "bad_position"  # (lon, lat)
    SWAPPED = "swapped"  # (lon, lat)
    REPEATED = "repeated"  # (first)
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class RowFault:
    """`row` is the number a person sees in their own program; None: the table as a whole."""

    code: RowFaultCode
    row: int | None
    name: str = ""
    data: Mapping[str, str | int | float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What rows are understood against: the area of a code, the area of a point, where the land lies."""

    area: Callable[[str], AreaRef | None]
    locate: Locate
    bounds: Bounds | None = None
    datum: Datum = Datum.WGS84


class Unusable(Exception):
    """What keeps a row from being used."""

    def __init__(self, code: RowFaultCode, **data: str | int | float) -> None:
        super().__init__(code)
        self.code = code
        self.data = data


def columns_of(headings: Sequence[str], wanted: Iterable[str]) -> Mapping[str, str]:
    """The heading under which each of the wanted columns stands, of those that are there."""
    there = {heading.strip().lower(): heading for heading in headings}
    found = ((name, next((there[word] for word in HEADINGS[name] if word in there), None)) for name in wanted)
    return {name: heading for name, heading in found if heading is not None}


class RowReader[T](ABC):
    """Reads rows into what `line` makes of one; a row that raises `Unusable` is a fault and keeps no other from it."""

    def __init__(self, columns: Mapping[str, str], around: Surroundings) -> None:
        self._columns = columns
        self.around = around
        self._first: dict[Any, int] = {}

    def read(self, rows: Iterable[Row], *, most: int) -> tuple[tuple[T, ...], tuple[RowFault, ...], int]:
        """What came of them, what is wrong, and how many there were; more than `most` are not looked at."""
        made: list[T] = []
        faults: list[RowFault] = []
        count = 0
        for number, cells in rows:
            count += 1
            if count > most:
                faults.append(RowFault(RowFaultCode.TOO_MANY_ROWS, None, data={"most": most}))
                break
            if cells is None:
                faults.append(RowFault(RowFaultCode.UNREADABLE, number))
                continue
            try:
                made.append(self.line(number, cells))
            except Unusable as reason:
                faults.append(RowFault(reason.code, number, self.raw(cells, "name")[:MOST_NAME], reason.data))
        return tuple(made), tuple(faults), count

    @abstractmethod
    def line(self, number: int, cells: Mapping[str, str]) -> T:
        """What a row becomes. Raises Unusable."""

    def raw(self, cells: Mapping[str, str], column: str) -> str:
        return (cells.get(self._columns.get(column, "")) or "").strip()

    def once(self, key: object, number: int) -> None:
        """Raises Unusable for what an earlier row said already."""
        first = self._first.setdefault(key, number)
        if first != number:
            raise Unusable(RowFaultCode.REPEATED, first=first)

    def names(self, texts: Iterable[str]) -> Iterator[str]:
        """Each as it is kept, the first of which must say something."""
        for place, text in enumerate(texts):
            name = tidy(text)
            if name is None:
                raise Unusable(RowFaultCode.BAD_TEXT)
            if not name and not place:
                raise Unusable(RowFaultCode.MISSING_NAME)
            if len(name) > MOST_NAME:
                raise Unusable(RowFaultCode.NAME_TOO_LONG, most=MOST_NAME)
            yield name

    def position(self, cells: Mapping[str, str]) -> tuple[float, float] | None:
        raw = self.raw(cells, "lon"), self.raw(cells, "lat")
        if raw == ("", ""):
            return None
        shown = {"lon": raw[0][:30], "lat": raw[1][:30]}
        try:
            lon, lat = float(raw[0]), float(raw[1])
        except ValueError:
            raise Unusable(RowFaultCode.BAD_POSITION, **shown) from None
        match coordinates.examine(lon, lat, self.around.bounds):
            case coordinates.Fault.SWAPPED:
                raise Unusable(RowFaultCode.SWAPPED, **shown)
            case coordinates.Fault.NOT_A_NUMBER | coordinates.Fault.OUT_OF_RANGE:
                raise Unusable(RowFaultCode.BAD_POSITION, **shown)
        return coordinates.to_wgs84(lon, lat, self.around.datum)

    def located(self, position: tuple[float, float]) -> AreaRef:
        """The smallest area at a position."""
        found = self.around.locate(*position)
        if found is None:
            raise Unusable(RowFaultCode.OUTSIDE_EVERY_AREA, lon=round(position[0], 6), lat=round(position[1], 6))
        return found
