"""Reading places. Areas, boundaries and names are kept in memory until they change."""

from banjie.places.queries.areas import (
    ancestors,
    area,
    areas_tree,
    by_id,
    by_path,
    children,
    line,
    subtree,
    tree,
    version,
)
from banjie.places.queries.codes import (
    CodedPlace,
    CodeFilters,
    CodeLine,
    code_within,
    codes_within,
    grids_without_code,
    names_without_code,
    place_of,
    plan_code_sheet,
)
from banjie.places.queries.files import KeptFile, kept_file
from banjie.places.queries.locating import locate, nearest_area, rehome
from banjie.places.queries.maps import Outline, as_geojson, boundaries_geojson, outline, outlines, parts_in
from banjie.places.queries.names import NamedPlace, names_for_matching, place, places_of, search_places
from banjie.places.queries.planning import plan_areas, plan_names
from banjie.places.queries.standing import (
    BoundaryVersion,
    ChangeEntry,
    basis,
    boundary_history,
    changes,
    standing_areas,
)
from banjie.places.redrawing import Move, MoveReason
from banjie.places.refs import AreaRef, PlaceMatch
from banjie.places.tree import AreaNode, AreaTree

__all__ = [
    "AreaNode",
    "AreaRef",
    "AreaTree",
    "BoundaryVersion",
    "ChangeEntry",
    "CodeFilters",
    "CodeLine",
    "CodedPlace",
    "KeptFile",
    "Move",
    "MoveReason",
    "NamedPlace",
    "Outline",
    "PlaceMatch",
    "ancestors",
    "area",
    "areas_tree",
    "as_geojson",
    "basis",
    "boundaries_geojson",
    "boundary_history",
    "by_id",
    "by_path",
    "changes",
    "children",
    "code_within",
    "codes_within",
    "grids_without_code",
    "kept_file",
    "line",
    "locate",
    "names_for_matching",
    "names_without_code",
    "nearest_area",
    "outline",
    "outlines",
    "parts_in",
    "place",
    "place_of",
    "places_of",
    "plan_areas",
    "plan_code_sheet",
    "plan_names",
    "rehome",
    "search_places",
    "standing_areas",
    "subtree",
    "tree",
    "version",
]
