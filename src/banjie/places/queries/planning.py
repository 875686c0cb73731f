"""What importing a file would do, against what stands today. For pages, the command line and the demo alike."""

from collections.abc import Iterator
from datetime import datetime

import shapely

from banjie.core.coordinates import Bounds, Datum
from banjie.places.boundaries import ImportOptions, ImportPlan, plan
from banjie.places.gazetteer import PlacesPlan, plan_places
from banjie.places.queries.areas import area
from banjie.places.queries.locating import timeline
from banjie.places.queries.standing import basis, standing_areas
from banjie.places.sheet_rows import Row, Surroundings
from banjie.platform import tables
from banjie.platform.tables import Table, cell_text

_ROOM = 2.0


def plan_areas(content: bytes, options: ImportOptions | None = None) -> ImportPlan:
    """What `actions.import_areas` would do with a GeoJSON file; see there for when a plan is outdated."""
    # The basis is read first: what changes between the two makes the plan outdated, never wrong.
    present = basis()
    return plan(content, standing_areas(), options or ImportOptions(), basis=present)


def plan_names(content: bytes, name: str, *, at: datetime, datum: Datum = Datum.WGS84) -> PlacesPlan:
    """What `actions.import_places` would do with a spreadsheet or CSV (see gazetteer.HEADINGS).

    Raises tables.TableRefused for a file that holds no table.
    """
    table = tables.read(content, name=name).table
    locator = timeline().at(at)
    around = Surroundings(area, locator.one, usual_bounds(at), datum)
    return plan_places(table.headers, table_rows(content, table), around)


def table_rows(content: bytes, table: Table) -> Iterator[Row]:
    """The rows of a table by their headings, for the planners of this package."""
    for row in tables.rows(content, table):
        cells = dict(zip(table.headers, map(cell_text, row.cells), strict=False))
        yield row.number, None if row.problem else cells


def usual_bounds(at: datetime) -> Bounds | None:
    """Where the land lies, with room around it; None before anything was drawn."""
    shapes = timeline().at(at).shapes
    if not len(shapes):
        return None
    west, south, east, north = shapely.total_bounds(shapes).tolist()
    return west - _ROOM, south - _ROOM, east + _ROOM, north + _ROOM
