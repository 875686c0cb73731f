"""Place codes that are wanted: small values, and from the rows of a sheet to them, with every fault named. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from banjie.places.codes.kinds import WORDS
from banjie.places.levels import CodeKind
from banjie.places.refs import AreaRef
from banjie.places.sheet_rows import Row, RowFault, RowFaultCode, RowReader, Surroundings, Unusable, columns_of

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
    columns = columns_of(headings, ("name", "kind", "lon", "lat"))
    if "name" not in columns:
        return CodesPlan((), (RowFault(RowFaultCode.MISSING_COLUMN, None, data={"headings": "name / 名称"}),), 0)
    return CodesPlan(*_Reader(columns, around, chosen).read(rows, most=MOST))


class _Reader(RowReader[SheetRow]):
    def __init__(self, columns: Mapping[str, str], around: Surroundings, chosen: AreaRef) -> None:
        super().__init__(columns, around)
        self._chosen = chosen

    def line(self, number: int, cells: Mapping[str, str]) -> SheetRow:
        (name,) = self.names([self.raw(cells, "name")])
        word = self.raw(cells, "kind")
        kind = WORDS.get(word.lower())
        if kind is None:
            raise Unusable(RowFaultCode.UNKNOWN_KIND, kind=word[:60])
        position = self.position(cells)
        area = self._area(position)
        self.once((area.id, name, kind), number)
        lon, lat = position or (None, None)
        return SheetRow(number, area, CodeDraft(area.id, kind, name, lon, lat))

    def _area(self, position: tuple[float, float] | None) -> AreaRef:
        if position is None:
            return self._chosen
        found = self.located(position)
        if found.path != self._chosen.path and not found.path.startswith(f"{self._chosen.path}."):
            raise Unusable(RowFaultCode.OUTSIDE_CHOSEN_AREA, area=found.name)
        return found
