"""Which kind of place code goes with what: the kinds of place names, and the words people write in a sheet. Pure."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from banjie.places.levels import CodeKind, PlaceKind

# A name of the area itself is no place to put up a plate; the area has its own code.
OF_PLACES: Final[Mapping[PlaceKind, CodeKind]] = MappingProxyType(
    {
        PlaceKind.BRIDGE: CodeKind.FACILITY,
        PlaceKind.CARE_HOME: CodeKind.BUILDING,
        PlaceKind.ESTATE: CodeKind.BUILDING,
        PlaceKind.FACTORY: CodeKind.BUILDING,
        PlaceKind.FARM: CodeKind.FACILITY,
        PlaceKind.HAMLET: CodeKind.BUILDING,
        PlaceKind.HOSPITAL: CodeKind.BUILDING,
        PlaceKind.LANDMARK: CodeKind.FACILITY,
        PlaceKind.MARKET: CodeKind.BUILDING,
        PlaceKind.OFFICE: CodeKind.BUILDING,
        PlaceKind.OTHER: CodeKind.FACILITY,
        PlaceKind.PARK: CodeKind.FACILITY,
        PlaceKind.ROAD: CodeKind.FACILITY,
        PlaceKind.SCHOOL: CodeKind.BUILDING,
        PlaceKind.SQUARE: CodeKind.FACILITY,
        PlaceKind.STATION: CodeKind.BUILDING,
        PlaceKind.WATER: CodeKind.FACILITY,
    }
)
# What a sheet says; compared in lower case. Grids have codes of their own and come from no sheet.
WORDS: Final[Mapping[str, CodeKind]] = MappingProxyType(
    {
        "": CodeKind.BUILDING,
        "building": CodeKind.BUILDING,
        "楼": CodeKind.BUILDING,
        "楼栋": CodeKind.BUILDING,
        "楼宇": CodeKind.BUILDING,
        "建筑": CodeKind.BUILDING,
        "房屋": CodeKind.BUILDING,
        "facility": CodeKind.FACILITY,
        "设施": CodeKind.FACILITY,
        "公共设施": CodeKind.FACILITY,
    }
)
