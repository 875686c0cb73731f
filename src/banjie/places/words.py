"""What people read for the words that are stored."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from banjie.places.levels import CodeKind, Happening, Level, PlaceKind

LEVELS: Mapping[Level, Promise] = {
    Level.PROVINCE: _("Province"),
    Level.PREFECTURE: _("Prefecture"),
    Level.COUNTY: _("County"),
    Level.TOWNSHIP: _("Township"),
    Level.VILLAGE: _("Village or community"),
    Level.GRID: _("Grid"),
    Level.SUBGRID: _("Sub-grid"),
}

KINDS: Mapping[PlaceKind, Promise] = {
    PlaceKind.AREA: _("Name of the area"),
    PlaceKind.BRIDGE: _("Bridge"),
    PlaceKind.CARE_HOME: _("Care home"),
    PlaceKind.ESTATE: _("Residential estate"),
    PlaceKind.FACTORY: _("Factory"),
    PlaceKind.FARM: _("Farm"),
    PlaceKind.HAMLET: _("Hamlet"),
    PlaceKind.HOSPITAL: _("Hospital"),
    PlaceKind.LANDMARK: _("Landmark"),
    PlaceKind.MARKET: _("Market"),
    PlaceKind.OFFICE: _("Office"),
    PlaceKind.OTHER: _("Other place"),
    PlaceKind.PARK: _("Park"),
    PlaceKind.ROAD: _("Road"),
    PlaceKind.SCHOOL: _("School"),
    PlaceKind.SQUARE: _("Square"),
    PlaceKind.STATION: _("Station"),
    PlaceKind.WATER: _("Water"),
}

CODE_KINDS: Mapping[CodeKind, Promise] = {
    CodeKind.BUILDING: _("Building"),
    CodeKind.FACILITY: _("Facility"),
    CodeKind.GRID: _("Grid"),
}

HAPPENINGS: Mapping[Happening, Promise] = {
    Happening.ADDED: _("Area added"),
    Happening.CODE_MADE: _("Place code made"),
    Happening.CODE_REPLACED: _("Place code replaced"),
    Happening.CODE_RETIRED: _("Place code retired"),
    Happening.MOVED: _("Put under another area"),
    Happening.PLACE_ADDED: _("Place added"),
    Happening.PLACE_CHANGED: _("Place changed"),
    Happening.PLACE_REMOVED: _("Place removed"),
    Happening.REDRAWN: _("Boundary redrawn"),
    Happening.RENAMED: _("Renamed"),
    Happening.RESTORED: _("Taken into use again"),
    Happening.RETIRED: _("Taken out of use"),
}
