"""Place codes that are wanted: small values, and from the rows of a sheet to them, with every fault named. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from banjie.core import coordinates
from banjie.places.codes.kinds import WORDS
from banjie.places.gazetteer import HEADINGS, MOST_NAME, Row, RowFault, RowFaultCode, Surroundings
from banjie.places.levels import CodeKind
from banjie.places.pinyin import tidy
from banjie.places.refs import AreaRef

MOST: Final = 2000


@dataclass(frozen=True, slots=True)
class CodeDraft:
    """A place that is to have a code. `lon` and `lat` are WGS-84, both or neither, and neither for a grid."""

    area_id: int
    kind: CodeKind
    name: str
    lon: float | None = None
    lat: float | None = None


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row that can be made a code of; `row` is the number a person sees in their own program."""

    row: int
    area: AreaRef
    draft: CodeDraft


@dataclass(frozen=True, slots=True)
class CodesPlan:
    lines: tuple[SheetRow, ...]
    faults: tuple[RowFault, ...]
    rows: int

    @property
    def can_be_made(self) -> bool:
        return bool(self.lines) and not self.faults


def plan_codes(headings: Sequence[str], rows: Iterable[Row], chosen: AreaRef, around: Surroundings) -> CodesPlan:
    """What a sheet of names asks for in an area. All or nothing: with any fault no code is made.

    A row with a position goes to the smallest area there, which must lie in the chosen one; one without goes to the
    chosen area itself.
    """
    columns = _columns(headings)
    if "name" not in columns:
        return CodesPlan((), (RowFault(RowFaultCode.MISSING_COLUMN, None, data={"headings": "name / 名称"}),), 0)
    return _Planner(columns, chosen, around).plan(rows)


def _columns(headings: Sequence[str]) -> dict[str, str]:
    there = {heading.strip().lower(): heading for heading in headings}
    wanted = {name: HEADINGS[name] for name in ("name", "kind", "lon", "lat")}
    return {
        name: next(there[word] for word in words if word in there)
        for name, words in wanted.items()
        if any(word in there for word in words)
    }


class _Unusable(Exception):
    def __init__(self, code: RowFaultCode, **data: str | int | float) -> None:
        super().__init__(code)
        self.code = code
        self.data = data


class _Planner:
    def __init__(self, columns: Mapping[str, str], chosen: AreaRef, around: Surroundings) -> None:
        self._columns = columns
        self._chosen = chosen
        self._around = around
        self._first: dict[tuple[int, str, CodeKind], int] = {}

    def plan(self, rows: Iterable[Row]) -> CodesPlan:
        lines: list[SheetRow] = []
        faults: list[RowFault] = []
        count = 0
        for number, cells in rows:
            count += 1
            if count > MOST:
                faults.append(RowFault(RowFaultCode.TOO_MANY_ROWS, None, data={"most": MOST}))
                break
            if cells is None:
                faults.append(RowFault(RowFaultCode.UNREADABLE, number))
                continue
            try:
                lines.append(self._line(number, cells))
            except _Unusable as reason:
                faults.append(RowFault(reason.code, number, self._raw(cells, "name")[:MOST_NAME], reason.data))
        return CodesPlan(tuple(lines), tuple(faults), count)

    def _raw(self, cells: Mapping[str, str], column: str) -> str:
        return (cells.get(self._columns.get(column, "")) or "").strip()

    def _line(self, number: int, cells: Mapping[str, str]) -> SheetRow:
        name, kind = self._name(cells), self._kind(cells)
        position = self._position(cells)
        area = self._area(position)
        first = self._first.setdefault((area.id, name, kind), number)
        if first != number:
            raise _Unusable(RowFaultCode.REPEATED, first=first)
        lon, lat = position or (None, None)
        return SheetRow(number, area, CodeDraft(area.id, kind, name, lon, lat))

    def _name(self, cells: Mapping[str, str]) -> str:
        name = tidy(self._raw(cells, "name"))
        if name is None:
            raise _Unusable(RowFaultCode.BAD_TEXT)
        if not name:
            raise _Unusable(RowFaultCode.MISSING_NAME)
        if len(name) > MOST_NAME:
            raise _Unusable(RowFaultCode.NAME_TOO_LONG, most=MOST_NAME)
        return name

    def _kind(self, cells: Mapping[str, str]) -> CodeKind:
        word = self._raw(cells, "kind")
        kind = WORDS.get(word.lower())
        if kind is None:
            raise _Unusable(RowFaultCode.UNKNOWN_KIND, kind=word[:60])
        return kind

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

    def _area(self, position: tuple[float, float] | None) -> AreaRef:
        if position is None:
            return self._chosen
        found = self._around.locate(*position)
        if found is None:
            raise _Unusable(RowFaultCode.OUTSIDE_EVERY_AREA, lon=round(position[0], 6), lat=round(position[1], 6))
        if found.path != self._chosen.path and not found.path.startswith(f"{self._chosen.path}."):
            raise _Unusable(RowFaultCode.OUTSIDE_CHOSEN_AREA, area=found.name)
        return found
