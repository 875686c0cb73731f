"""Importing place names from the rows of a table: from texts to a plan, with every fault named. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from banjie.places.levels import PlaceKind
from banjie.places.refs import AreaRef
from banjie.places.sheet_rows import (
    HEADINGS,
    Row,
    RowFault,
    RowFaultCode,
    RowReader,
    Surroundings,
    Unusable,
    columns_of,
)

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


def plan_places(headings: Sequence[str], rows: Iterable[Row], around: Surroundings) -> PlacesPlan:
    """All or nothing: with any fault the plan cannot be imported. A row without area goes by its point."""
    columns = columns_of(headings, HEADINGS)
    missing = [name for name in ("name", "kind") if name not in columns]
    if missing:
        wanted = ", ".join(HEADINGS[name][0] for name in missing)
        return PlacesPlan((), (RowFault(RowFaultCode.MISSING_COLUMN, None, data={"headings": wanted}),), 0)
    return PlacesPlan(*_Reader(columns, around).read(rows, most=MOST_ROWS))


class _Reader(RowReader[PlaceDraft]):
    def line(self, number: int, cells: Mapping[str, str]) -> PlaceDraft:
        aliases = re.split(r"[;；、|]", self.raw(cells, "aliases"))
        name, *others = self.names([self.raw(cells, "name"), *aliases])
        word = self.raw(cells, "kind")
        kind = _KINDS.get(word.lower())
        if kind is None:
            raise Unusable(RowFaultCode.UNKNOWN_KIND, kind=word[:60])
        position = self.position(cells)
        area = self._area(self.raw(cells, "area"), position)
        self.once((area.id, name, kind), number)
        lon, lat = position or (None, None)
        known_as = dict.fromkeys(other for other in others if other and other != name)
        return PlaceDraft(number, name, kind, area, lon, lat, tuple(known_as))

    def _area(self, code: str, position: tuple[float, float] | None) -> AreaRef:
        if code:
            named = self.around.area(code)
            if named is None or not named.active:
                raise Unusable(RowFaultCode.UNKNOWN_AREA, area=code[:60])
            return named
        if position is None:
            raise Unusable(RowFaultCode.NO_AREA)
        return self.located(position)
