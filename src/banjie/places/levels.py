"""The levels of areas and the kinds of place names: closed sets, stored as whole words."""

from enum import StrEnum


class Level(StrEnum):
    """From the widest to the narrowest; an area lies under one of a strictly wider level."""

    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"
    GRID = "grid"
    SUBGRID = "subgrid"

    @property
    def rank(self) -> int:
        """0 for the widest; a level may be skipped, never repeated or inverted, from parent to child."""
        return _RANKS[self]


_RANKS = {level: rank for rank, level in enumerate(Level)}


class PlaceKind(StrEnum):
    """What a place name names. `AREA` is one more name of the area itself (城关镇 for 城关街道)."""

    AREA = "area"
    BRIDGE = "bridge"
    CARE_HOME = "care_home"
    ESTATE = "estate"
    FACTORY = "factory"
    FARM = "farm"
    HAMLET = "hamlet"
    HOSPITAL = "hospital"
    LANDMARK = "landmark"
    MARKET = "market"
    OFFICE = "office"
    OTHER = "other"
    PARK = "park"
    ROAD = "road"
    SCHOOL = "school"
    SQUARE = "square"
    STATION = "station"
    WATER = "water"


class CodeKind(StrEnum):
    """What a place code is put up at. A `GRID` code stands for a whole area and has no point."""

    BUILDING = "building"
    FACILITY = "facility"
    GRID = "grid"


class Happening(StrEnum):
    """What an `AreaChange` records."""

    ADDED = "added"
    CODE_MADE = "code_made"
    CODE_REPLACED = "code_replaced"
    CODE_RETIRED = "code_retired"
    MOVED = "moved"
    PLACE_ADDED = "place_added"
    PLACE_CHANGED = "place_changed"
    PLACE_REMOVED = "place_removed"
    REDRAWN = "redrawn"
    RENAMED = "renamed"
    RESTORED = "restored"
    RETIRED = "retired"


class FileKind(StrEnum):
    """What a file holds that was uploaded and is yet to be decided on."""

    BOUNDARIES = "boundaries"
    CODES = "codes"
    NAMES = "names"
