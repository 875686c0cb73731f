"""How the dates of a file are written, seen over whole columns. Pure."""

from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from typing import Final
from zoneinfo import ZoneInfo

from banjie.cases.imports.cells import Cells, cell_of
from banjie.cases.imports.fields import MOMENTS, Field
from banjie.cases.imports.mapping import MappingContent
from banjie.platform.tables import Cell, DateFormat, Row, columns_by_key, infer_date_format

_LOOKED_AT: Final = 50_000


def date_formats(content: MappingContent, headers: Iterable[str], rows: Iterable[Row]) -> Mapping[Field, DateFormat]:
    """How each column of moments is to be read, by as many of its first cells as are needed to tell.

    Only cells that could be two days keep the search going: where the first rows have none, they decide.
    """
    places = columns_by_key(list(headers))
    zone = ZoneInfo(content.time_zone)
    readers: dict[Field, Callable[[Cells], Cell]] = {
        field: cell_of(content.fields[field], places) for field in MOMENTS if field in content.fields
    }
    seen: dict[Field, list[Cell]] = {field: [] for field in readers}
    formats: dict[Field, DateFormat] = {}
    for count, row in enumerate(islice(rows, _LOOKED_AT), 1):
        if row.problem is None:
            for field, cells in seen.items():
                cells.append(readers[field](row.cells))
        if count in {200, 5_000} and not any(_unclear(cells, zone) for cells in seen.values()):
            break
    for field, cells in seen.items():
        formats[field] = infer_date_format(cells, default_tz=zone, dayfirst=content.day_first)
    return formats


def day_first(formats: Mapping[Field, DateFormat]) -> Mapping[Field, bool | None]:
    """What the columns prove of themselves; a file writes all its dates in one way, so one may speak for all."""
    proven = {found.dayfirst for found in formats.values() if found.dayfirst is not None}
    conflicting = any(found.conflicting for found in formats.values())
    common = next(iter(proven)) if len(proven) == 1 and not conflicting else None
    return {field: found.dayfirst if found.dayfirst is not None else common for field, found in formats.items()}


def _unclear(cells: list[Cell], zone: ZoneInfo) -> bool:
    return infer_date_format(cells, default_tz=zone).must_ask
