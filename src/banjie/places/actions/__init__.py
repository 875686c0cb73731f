"""Changing places. Each action is one transaction, and leaves its line in the record of the area."""

from banjie.places.actions.areas import rename_area
from banjie.places.actions.boundaries import ImportResult, import_areas
from banjie.places.actions.codes import CodesResult, make_codes, replace_code, retire_code
from banjie.places.actions.files import forget_file, forget_old_files, keep_file
from banjie.places.actions.gazetteer import PlacesResult, import_places
from banjie.places.actions.place_names import PlaceData, add_place, change_place, remove_place

__all__ = [
    "CodesResult",
    "ImportResult",
    "PlaceData",
    "PlacesResult",
    "add_place",
    "change_place",
    "forget_file",
    "forget_old_files",
    "import_areas",
    "import_places",
    "keep_file",
    "make_codes",
    "remove_place",
    "rename_area",
    "replace_code",
    "retire_code",
]
