"""Importing place names from the rows of a table: from texts to a plan, with every fault named. Pure."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from banjie.core import coordinates
from banjie.core.coordinates import Bounds, Datum
from banjie.places.levels import PlaceKind
from banjie.places.pinyin import tidy
from banjie.places.refs import AreaRef

MOST_NAME = 100
MOST_ROWS = 200_000

# What people write for a kind, beside the words of PlaceKind itself. Compared in lower case.
KIND_SYNONYMS: Mapping[str, PlaceKind] = {
    "桥": PlaceKind.BRIDGE,
    "养老院": PlaceKind.CARE_HOME,
    "小区": PlaceKind.ESTATE,
    "住宅小区": PlaceKind.ESTATE,
    "厂": PlaceKind.FACTORY,
    "企业": PlaceKind.FACTORY,
    "农场": PlaceKind.FARM,
    "村": PlaceKind.HAMLET,
    "自然村": PlaceKind.HAMLET,
    "村庄": PlaceKind.HAMLET,
    "医院": PlaceKind.HOSPITAL,
    "地标": PlaceKind.LANDMARK,
    "市场": PlaceKind.MARKET,
    "机关": PlaceKind.OFFICE,
    "单位": PlaceKind.OFFICE,
    "其他": PlaceKind.OTHER,
    "公园": PlaceKind.PARK,
    "路": PlaceKind.ROAD,
    "道路": PlaceKind.ROAD,
    "街": PlaceKind.ROAD,
    "学校": PlaceKind.SCHOOL,
    "广场": PlaceKind.SQUARE,
    "车站": PlaceKind.STATION,
    "水体": PlaceKind.WATER,
    "河湖": PlaceKind.WATER,
}
_KINDS = {word.lower(): kind for word, kind in KIND_SYNONYMS.items()} | {str(kind): kind for kind in PlaceKind}

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
class PlaceDraft:
    """A place as a row describes it."""

    row: int
    name: str
    kind: PlaceKind
    area: AreaRef
    lon: float | None
    lat: float | None
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlacesPlan:
    drafts: tuple[PlaceDraft, ...]
    faults: tuple[RowFault, ...]
    rows: int

    @property
    def can_be_imported(self) -> bool:
        return bool(self.drafts) and not self.faults


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What rows are understood against: the area of a code, the area of a point, where the land lies."""

    area: Callable[[str], AreaRef | None]
    locate: Locate
    bounds: Bounds | None = None
    datum: Datum = Datum.WGS84


def plan_places(headings: Sequence[str], rows: Iterable[Row], around: Surroundings) -> PlacesPlan:
    """All or nothing: with any fault the plan cannot be imported. A row without area goes by its point."""
    columns = _columns(headings)
    missing = [name for name in ("name", "kind") if name not in columns]
    if missing:
        wanted = ", ".join(HEADINGS[name][0] for name in missing)
        return PlacesPlan((), (RowFault(RowFaultCode.MISSING_COLUMN, None, data={"headings": wanted}),), 0)
    return _Planner(columns, around).plan(rows)


def _columns(headings: Sequence[str]) -> dict[str, str]:
    there = {heading.strip().lower(): heading for heading in headings}
    return {
        name: next(there[word] for word in words if word in there)
        for name, words in HEADINGS.items()
        if any(word in there for word in words)
    }


class _Unusable(Exception):
    def __init__(self, code: RowFaultCode, **data: str | int | float) -> None:
        super().__init__(code)
        self.code = code
        self.data = data


class _Planner:
    def __init__(self, columns: Mapping[str, str], around: Surroundings) -> None:
        self._columns = columns
        self._around = around
        self._first: dict[tuple[int, str, PlaceKind], int] = {}

    def plan(self, rows: Iterable[Row]) -> PlacesPlan:
        drafts: list[PlaceDraft] = []
        faults: list[RowFault] = []
        count = 0
        for number, cells in rows:
            count += 1
            if count > MOST_ROWS:
                faults.append(RowFault(RowFaultCode.TOO_MANY_ROWS, None, data={"most": MOST_ROWS}))
                break
            if cells is None:
                faults.append(RowFault(RowFaultCode.UNREADABLE, number))
                continue
            try:
                drafts.append(self._draft(number, cells))
            except _Unusable as reason:
                faults.append(RowFault(reason.code, number, self._raw(cells, "name")[:MOST_NAME], reason.data))
        return PlacesPlan(tuple(drafts), tuple(faults), count)

    def _raw(self, cells: Mapping[str, str], column: str) -> str:
        return (cells.get(self._columns.get(column, "")) or "").strip()

    def _draft(self, number: int, cells: Mapping[str, str]) -> PlaceDraft:
        name, *aliases = self._names(cells)
        word = self._raw(cells, "kind")
        kind = _KINDS.get(word.lower())
        if kind is None:
            raise _Unusable(RowFaultCode.UNKNOWN_KIND, kind=word[:60])
        position = self._position(cells)
        area = self._area(self._raw(cells, "area"), position)
        first = self._first.setdefault((area.id, name, kind), number)
        if first != number:
            raise _Unusable(RowFaultCode.REPEATED, first=first)
        lon, lat = position or (None, None)
        return PlaceDraft(number, name, kind, area, lon, lat, tuple(dict.fromkeys(aliases)))

    def _names(self, cells: Mapping[str, str]) -> list[str]:
        aliases = re.split(r"[;；、|]", self._raw(cells, "aliases"))
        names = [tidy(text) for text in (self._raw(cells, "name"), *aliases)]
        if any(name is None for name in names):
            raise _Unusable(RowFaultCode.BAD_TEXT)
        if not names[0]:
            raise _Unusable(RowFaultCode.MISSING_NAME)
        found = [names[0], *(name for name in names[1:] if name and name != names[0])]
        if any(len(name) > MOST_NAME for name in found):
            raise _Unusable(RowFaultCode.NAME_TOO_LONG, most=MOST_NAME)
        return found

    def _position(self, cells: Mapping[str, str]) -> tuple[float, float] | None:
        raw = self._raw(cells, "lon"), self._raw(cells, "lat")
        if raw == ("", ""):
            return None
        shown = {"lon": raw[0][:30], "lat": raw[1][:30]}
        try:
            lon, lat = float(raw[0]), float(raw[1])
        except ValueError:
            raise _Unusable(RowFaultCode.BAD_POSITION, **shown) from None
        match coordinates.examine(lon, lat, self._around.bounds):
            case coordinates.Fault.SWAPPED:
                raise _Unusable(RowFaultCode.SWAPPED, **shown)
            case coordinates.Fault.NOT_A_NUMBER | coordinates.Fault.OUT_OF_RANGE:
                raise _Unusable(RowFaultCode.BAD_POSITION, **shown)
        return coordinates.to_wgs84(lon, lat, self._around.datum)

    def _area(self, code: str, position: tuple[float, float] | None) -> AreaRef:
        if code:
            named = self._around.area(code)
            if named is None or not named.active:
                raise _Unusable(RowFaultCode.UNKNOWN_AREA, area=code[:60])
            return named
        if position is None:
            raise _Unusable(RowFaultCode.NO_AREA)
        found = self._around.locate(*position)
        if found is None:
            raise _Unusable(RowFaultCode.OUTSIDE_EVERY_AREA, lon=round(position[0], 6), lat=round(position[1], 6))
        return found
