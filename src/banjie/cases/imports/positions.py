"""Cells to a position in WGS-84."""

from collections.abc import Mapping

from banjie.cases.imports.cells import Cells, TextOf, number_of, point_of
from banjie.cases.imports.faults import FaultCode, RowFault
from banjie.cases.imports.fields import Field
from banjie.cases.imports.mapping import MappingContent
from banjie.core.coordinates import Datum, to_wgs84

type Position = tuple[float | None, float | None]

_NOWHERE: Position = (None, None)


class PositionReader:
    """Reads longitude and latitude, from two columns or from one."""

    def __init__(self, content: MappingContent, texts: Mapping[Field, TextOf], faults: list[RowFault]) -> None:
        self._datum = content.datum
        self._point = texts.get(Field.POINT)
        self._longitude = texts.get(Field.LONGITUDE)
        self._latitude = texts.get(Field.LATITUDE)
        self._faults = faults

    def of(self, cells: Cells) -> Position:
        """(longitude, latitude), both or neither. Whether it lies on earth and in an area, intake judges."""
        longitude, latitude = self._read(cells)
        if longitude is None or latitude is None:
            return _NOWHERE
        if longitude == 0 and latitude == 0:
            return _NOWHERE  # how systems write that they do not know
        if self._datum is not Datum.WGS84 and abs(longitude) <= 180 and abs(latitude) <= 90:
            return to_wgs84(longitude, latitude, self._datum)
        return longitude, latitude

    def _read(self, cells: Cells) -> Position:
        if self._longitude is not None and self._latitude is not None:
            east, north = self._longitude(cells), self._latitude(cells)
            if east and north:
                return self._number(Field.LONGITUDE, east), self._number(Field.LATITUDE, north)
            if east or north:
                self._faults.append(RowFault(Field.LONGITUDE if north else Field.LATITUDE, FaultCode.POINT_INCOMPLETE))
                return _NOWHERE
        return self._both(self._point(cells)) if self._point is not None else _NOWHERE

    def _number(self, field: Field, text: str) -> float | None:
        value = number_of(text)
        if value is None:
            self._faults.append(RowFault(field, FaultCode.NOT_A_NUMBER, text[:80]))
        return value

    def _both(self, text: str) -> Position:
        if not text:
            return _NOWHERE
        found = point_of(text)
        if found is None:
            self._faults.append(RowFault(Field.POINT, FaultCode.NOT_A_POINT, text[:80]))
            return _NOWHERE
        return found
